"""Build the statements that a person adds to a clause: a statement of the source like those of the machine, with the words that the
person names as its evidence, else the whole clause."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyoxigraph as ox

from graph.review.decision import PARTS, STATEMENTS, Decision
from graph.review.machine import known_agency, read_statements
from graph.review.parts import Addition, added_position, assignment_terms, list_added_part, zm
from graph.review.values import DEFINES
from graph.store.view import Term, View, text
from ontology.bearers import bearer_kinds, side_of, told_by_kind
from ontology.enumerations import Aspect, Modality, RelationKind, TimeKind
from ontology.identifiers import Numbered, Statement, StatementKind, TitleOnly
from ontology.iri import Iris
from ontology.numbers import written
from ontology.offsets import write_offsets
from ontology.vocabulary import OA, RDF, XSD, expand

_A, _DATE = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(XSD.date))
REVIEWED = ox.Literal("review")
_LONGEST = 20_000
"""Code points of a quote, as those of the machine."""
_CLAUSE = """
SELECT ?source ?text ?start ?end ?ordinal WHERE {
  GRAPH ?graph { %(clause)s zm:text ?text } OPTIONAL { ?graph zm:saidBy ?by } BIND(COALESCE(?by, ?graph) AS ?source)
  GRAPH ?from { %(clause)s zm:start ?start } OPTIONAL { ?from zm:saidBy ?from_by } FILTER(COALESCE(?from_by, ?from) = ?source)
  OPTIONAL {
    GRAPH ?to { %(clause)s zm:end ?its_end } OPTIONAL { ?to zm:saidBy ?to_by } FILTER(COALESCE(?to_by, ?to) = ?source)
  }
  BIND(COALESCE(?its_end, ?start + STRLEN(?text)) AS ?end)
  GRAPH ?home { %(document)s zm:position ?ordinal } OPTIONAL { ?home zm:saidBy ?at } FILTER(COALESCE(?at, ?home) = ?source)
} ORDER BY ?source STR(?text)"""
"""Triples common to several sources are in a shared graph, so each value may be in another one."""
_SAME_WORDS = "SELECT ?clause WHERE { ?clause zm:text %s ; eli:is_part_of+ %s } ORDER BY ?clause"
_INSIDE = "SELECT ?node WHERE { ?node zm:inClause %s } ORDER BY ?node"
_PARTIES = "SELECT ?node WHERE { %s zm:hasAssignment ?node } ORDER BY ?node"
_NAMES = "SELECT ?number ?title WHERE { VALUES ?it { %s } OPTIONAL { ?it eli:number ?number } OPTIONAL { ?it dct:title ?title } }"


@dataclass(frozen=True, slots=True)
class _PrintedWords:
    """A clause as a source prints it, or words in it. ordinal: the document's in the source; start, end: in the source, those of
    the whole clause for words in one that is not printed in one piece; offset: in the clause's text."""

    clause: str
    document: str
    source: str
    ordinal: int
    text: str
    start: int
    end: int
    offset: int = 0


def list_added(view: View, decision: Decision, iris: Iris) -> Addition | None:
    """Return what a decision adds; None where its clause or task is not in the store, also not elsewhere in the same words."""
    if decision.aspect in PARTS:
        return list_added_part(view, decision, iris)
    whole = _find_clause(view, decision, iris)
    if whole is None:
        return None
    place = _within(whole, decision.quote)
    kind = STATEMENTS[decision.aspect]
    number = added_position(decision)
    node = ox.NamedNode(iris.statement(place.source, kind, place.ordinal, number))
    stated = [*_common(node, place, decision.aspect)]
    match decision.aspect:
        case Aspect.TASK:
            stated += _task(view, node, number, place, decision.value, iris)
        case Aspect.LIMIT:
            printed = ox.Literal(decision.quote or decision.value)
            stated += [(node, _A, zm("Deadline")), (node, zm("printed"), printed)]
            stated += [(node, term, value) for term, value in limit_terms(decision.value, iris)]
            for thing in _inside(view, place, iris, StatementKind.TASK, StatementKind.DUTY):
                stated.append((ox.NamedNode(thing), zm("hasDeadline"), node))
        case Aspect.DEFINITION:
            stated += _definition(node, place, decision.value, iris)
        case Aspect.DUTY:
            stated.append((node, zm("cue"), ox.Literal("")))
            stated += [(node, term, value) for term, value in duty_terms(view, decision.value, iris)]
        case _:
            stated += _reference(view, node, place, decision.value, iris)
    graph = ox.NamedNode(place.source)
    same = _same_fact(view, decision, place, iris)
    return Addition(whole.text, same, tuple(ox.Quad(*triple, graph) for triple in stated))


def limit_terms(value: str, iris: Iris, *, target: bool = False) -> Iterator[tuple[ox.NamedNode, Term]]:
    """Yield the terms of a time limit. value: as in a decision; target: whether a day is one to be reached, not one to be kept."""
    if value.startswith("FREQ="):
        kind, term, held = TimeKind.RECURRING, "recurrence", ox.Literal(value)
    elif value.startswith("P"):
        kind, term, held = TimeKind.DURATION, "duration", ox.Literal(value)
    else:
        kind, term = TimeKind.TARGET if target else TimeKind.DEADLINE, "due"
        held = ox.Literal(value, datatype=_DATE)
    yield zm(term), held
    yield zm("timeKind"), ox.NamedNode(kind.iri(iris.base))


def duty_terms(view: View, value: str, iris: Iris) -> Iterator[tuple[ox.NamedNode, Term]]:
    """Yield the triples of a duty's modality and bearer. value: as in a decision: `obligation 市民`."""
    name, _, bearer = value.partition(" ")
    yield _A, ox.NamedNode(Modality(name).term)
    if not bearer:
        return
    if not told_by_kind(bearer):
        yield zm("bearer"), ox.Literal(bearer)
    kinds, side = bearer_kinds(bearer), side_of(bearer)
    if {kind.side for kind in kinds} != {side}:  # else the side follows from the kinds
        yield zm("side"), ox.NamedNode(side.iri(iris.base))
    for kind in kinds:
        yield zm("bearerKind"), ox.NamedNode(iris.bearer(kind.name))
    if agency := known_agency(view, bearer, iris):
        yield zm("bearerAgency"), agency


def _find_clause(view: View, decision: Decision, iris: Iris) -> _PrintedWords | None:
    """Return the clause that is decided on; where it now has other words, another of the document that has them."""
    clause = iris.absolute(decision.on)
    document = iris.document(clause)
    here = _clause(view, clause, document, decision.words)
    if here is not None and decision.words in ("", here.text):
        return here
    words = ox.Literal(decision.words)
    moved = [row["clause"].value for row in view.select(_SAME_WORDS % (words, ox.NamedNode(document)))]
    return _clause(view, moved[0], document, decision.words) if decision.words and len(moved) == 1 else here


def _clause(view: View, clause: str, document: str, words: str) -> _PrintedWords | None:
    """Return a clause as the first source prints it that has these words; where none has them, as the first source does."""
    rows = list(view.select(_CLAUSE % {"clause": ox.NamedNode(clause), "document": ox.NamedNode(document)}))
    if not rows:
        return None
    row = next((row for row in rows if text(row, "text") == words), rows[0])
    numbers = (int(text(row, name)) for name in ("start", "end"))
    return _PrintedWords(clause, document, text(row, "source"), int(text(row, "ordinal")), text(row, "text"), *numbers)


def _within(place: _PrintedWords, quote: str) -> _PrintedWords:
    """Return the place of words in a clause, the first of several; the clause itself where they do not occur in it."""
    at = place.text.find(quote) if quote else -1
    if at < 0:
        return place
    if place.end - place.start != len(place.text):
        return replace(place, text=quote, offset=at)  # where in its clause they are printed is not known
    start = place.start + at
    return replace(place, text=quote, start=start, end=start + len(quote), offset=at)


Stated = tuple[ox.NamedNode, ox.NamedNode, Term]


def _common(node: ox.NamedNode, place: _PrintedWords, aspect: Aspect) -> Iterator[Stated]:
    """Yield what every statement has: its document, place, words and evidence."""
    whose = "citing" if aspect is Aspect.REFERENCE else "setBy"
    yield node, zm(whose), ox.NamedNode(place.document)
    yield node, zm("rule"), REVIEWED
    yield node, zm("quote"), ox.Literal(place.text[:_LONGEST])
    yield node, zm("inClause"), ox.NamedNode(place.clause)
    yield node, zm("offsets"), ox.Literal(write_offsets(place.offset, place.offset + len(place.text)))
    in_one_piece = place.end - place.start == len(place.text) <= _LONGEST
    if in_one_piece and aspect is not Aspect.REFERENCE:
        return  # the clause's start and the offsets give the code points in the source
    evidence = ox.NamedNode(Iris.chars(place.source, place.start, min(place.end, place.start + _LONGEST)))
    yield node, ox.NamedNode(str(OA.hasTarget)), evidence
    if in_one_piece:
        yield evidence, zm("exact"), ox.Literal(place.text)


def _inside(view: View, place: _PrintedWords, iris: Iris, *kinds: StatementKind) -> list[str]:
    """Return the statements of the source in the clause."""
    nodes = [row["node"].value for row in view.select(_INSIDE % ox.NamedNode(place.clause))]
    known = [(node, iris.parse(node)) for node in nodes]
    source = iris.parse(place.source)
    return [node for node, it in known if isinstance(it, Statement) and it.kind in kinds and it.source == source]


def _task(
    view: View, node: ox.NamedNode, number: int, place: _PrintedWords, value: str, iris: Iris
) -> Iterator[Stated]:
    """Yield a task of the clause, with its first party and the time limits in its words."""
    yield node, _A, zm("Task")
    party = ox.NamedNode(iris.assignment(place.source, place.ordinal, number, 1))
    yield node, zm("hasAssignment"), party
    yield from assignment_terms(party, value, iris)
    for limit in _inside(view, place, iris, StatementKind.DEADLINE):
        yield node, zm("hasDeadline"), ox.NamedNode(limit)


def _reference(view: View, node: ox.NamedNode, place: _PrintedWords, value: str, iris: Iris) -> Iterator[Stated]:
    kind, _, path = value.partition(" ")
    target = ox.NamedNode(iris.absolute(path))
    yield node, _A, zm("Reference")
    yield node, zm("relationKind"), ox.NamedNode(RelationKind(kind).iri(iris.base))
    yield node, zm("target"), target
    yield ox.NamedNode(place.document), ox.NamedNode(str(expand(RelationKind(kind).curie))), target
    for term, words in names_of(view, target, iris):
        yield node, term, words


def _definition(node: ox.NamedNode, place: _PrintedWords, value: str, iris: Iris) -> Iterator[Stated]:
    """Yield what a word means in the document or part in which its clause occurs."""
    word, _, meaning = value.partition(DEFINES)
    yield node, _A, zm("Definition")
    yield node, zm("term"), ox.Literal(word, language="zh")
    yield node, zm("meaning"), ox.Literal(meaning, language="zh")
    yield node, zm("scope"), ox.NamedNode(iris.within(place.clause) or place.document)


def names_of(view: View, target: ox.NamedNode, iris: Iris) -> Iterator[tuple[ox.NamedNode, ox.Literal]]:
    """Yield the number and the title by which a reference cites a document, those that are known."""
    row = next(iter(view.select(_NAMES % target)), None)
    number, title = (text(row, "number"), text(row, "title")) if row else ("", "")
    match iris.parse(target.value):
        case Numbered(_, code, year, serial):
            number = number or written(code, year, serial)
        case TitleOnly(identity):
            title = title or identity
    for name, words in (("citedNumber", number), ("citedTitle", title)):
        if words:
            yield zm(name), ox.Literal(words)


def _same_fact(view: View, decision: Decision, place: _PrintedWords, iris: Iris) -> tuple[str, ...]:
    """Return the statements of the clause in which the machine reads what is added."""
    if decision.aspect is Aspect.TASK:
        tasks = _inside(view, place, iris, StatementKind.TASK)
        nodes = [row["node"].value for task in tasks for row in view.select(_PARTIES % ox.NamedNode(task))]
        wanted, aspect = decision.value.partition(" ")[2], Aspect.PARTY
    else:
        nodes = _inside(view, place, iris, STATEMENTS[decision.aspect])
        wanted, aspect = decision.shown_value, decision.aspect
    return tuple(reading.node for reading in read_statements(view, nodes, aspect, iris) if reading.value == wanted)
