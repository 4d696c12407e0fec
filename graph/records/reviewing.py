"""List the facts that people can decide on, and the doubtful ones, as the explorer shows them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from graph.records.decisions import Decided, added_by_hand, list_decidable, list_decided, list_unsure
from graph.records.rows import select_about, select_rows
from graph.review.decision import decision_key
from graph.review.parts import added_position
from graph.store import base
from graph.store.view import View
from ontology.enumerations import Aspect, DecisionState, Verdict
from ontology.identifiers import Assignment, Measure, Statement, StatementKind
from ontology.iri import Iris, anchor, local_name

_OPEN = """
SELECT ?document ?node ?name ?quote WHERE {
  ?task a zm:Task ; zm:setBy ?document ; zm:hasAssignment ?node ; zm:quote ?quote . ?node zm:partyName ?name ; zm:reason ?why .
  FILTER(LANG(?why) = "en") FILTER NOT EXISTS { ?node zm:agency ?agency } FILTER NOT EXISTS { ?node zm:group ?group }
} ORDER BY ?document ?node"""
_UNKNOWN = """
SELECT ?document ?node ?name ?quote ?kind WHERE {
  ?node a zm:Reference ; zm:citing ?document ; zm:quote ?quote ; zm:relationKind ?kind . FILTER NOT EXISTS { ?node zm:target ?target }
  OPTIONAL { ?node zm:citedNumber ?number } OPTIONAL { ?node zm:citedTitle ?title } BIND(COALESCE(?number, ?title, "") AS ?name)
} ORDER BY ?document ?node"""
_SET_BY = """
SELECT ?it ?document WHERE {{
  {{ VALUES ?it {{ {iris} }} ?it (^zm:hasAssignment|^zm:hasMeasure)?/(zm:setBy|zm:citing) ?document }}
  UNION {{ VALUES ?it {{ {iris} }} ?it zm:ofReference/zm:citing ?document }}
  UNION {{ VALUES ?it {{ {iris} }} ?it a zm:OwnProvision ; zm:inClause ?document }}
}}"""
"""The list occurs in each branch: before them, each branch would be evaluated for the whole store."""
_IN_CLAUSE = "SELECT ?node ?clause WHERE { VALUES ?node { %s } ?node ^zm:hasMeasure?/zm:inClause ?clause }"
_UNMARKED = (Aspect.SANCTION, Aspect.AUTHORITY, Aspect.MEASURE, Aspect.DEFINITION, Aspect.PROVISION)
"""Aspects without a mark of their own on a document's page."""
_UNPROVEN = """
SELECT DISTINCT ?document ?property ?value WHERE {
  VALUES ?property { %s }
  ?document a zm:PublishedDocument ; ?property ?value .
  FILTER NOT EXISTS { ?annotation zm:about ?document ; zm:property ?property }
} ORDER BY ?document ?property"""


@dataclass(frozen=True, slots=True)
class Reviewable:
    """A fact that can be decided on. value: as it is now; machine: what the machine had read, empty where it had nothing.
    anchor: where its words are on the document's page; clause: the IRI of the clause in which they occur, of what has no mark of
    its own there. made: what somebody has decided on it. confidence: of a scan, as in `Decidable`."""

    key: str
    on: str
    aspect: Aspect
    value: str
    machine: str
    words: str
    anchor: str
    made: Decided | None = None
    confidence: float | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that needs a look. document: its IRI; key, anchor: of the fact on its page; name: what is doubtful; words: around it.

    confidence: of the recognition of a scan, where that is the doubt.
    """

    document: str
    aspect: Aspect
    name: str
    words: str
    key: str
    anchor: str
    confidence: float | None = None


def list_reviewable(view: View, document: str) -> tuple[Reviewable, ...]:
    """Return the facts of a published document (IRI) as they are, then those decided on that occur no longer."""
    iris = base.iris(view)
    made = {one.decision.key: one for one in list_decided(view)}
    over = {
        (one.decision.on, one.decision.aspect, one.decision.shown_value): one
        for one in made.values()
        if one.state is DecisionState.LAID and one.decision.value
    }
    # A rejected party keeps its name, and has no body; a sanction nobody who imposes it.
    over |= {
        (one.decision.on, one.decision.aspect, ""): one
        for one in made.values()
        if (one.state, one.decision.verdict) == (DecisionState.LAID, Verdict.REJECT)
        and one.decision.aspect in (Aspect.PARTY, Aspect.AUTHORITY)
    }
    by_position = {added_position(one.decision): one for one in made.values() if one.decision.verdict is Verdict.ADD}
    listed: dict[str, Reviewable] = {}
    for fact in list_decidable(view, document):
        added = added_by_hand(fact.on, iris)
        if added and (one := by_position.get(added)):
            # What a person added is taken back, not decided on once more; the party of an added task goes with the task.
            if one.decision.aspect is fact.aspect:
                key, place = one.decision.key, _anchor(fact.on, fact.aspect, iris)
                listed[key] = Reviewable(key, fact.on, fact.aspect, fact.value, "", fact.words, place, one)
            continue
        laid = over.get((fact.on, fact.aspect, fact.value))
        machine = laid.decision.machine if laid else fact.value
        key = laid.decision.key if laid else decision_key(fact.on, fact.aspect, machine)
        place = _anchor(fact.on, fact.aspect, iris)
        listed[key] = Reviewable(
            key, fact.on, fact.aspect, fact.value, machine, fact.words, place, made.get(key), fact.confidence
        )
    nodes = {fact.on for fact in listed.values()} | {iris.relative(document)}
    for key, one in made.items():
        decision = one.decision
        about = iris.document(iris.absolute(decision.on)) == document
        if key not in listed and (about or decision.on in nodes):
            place = _anchor(decision.on, decision.aspect, iris)
            shown = decision.value or decision.machine
            listed[key] = Reviewable(
                key, decision.on, decision.aspect, shown, decision.machine, decision.words, place, one
            )
    return tuple(_placed(view, listed.values(), document, iris))


def _placed(view: View, facts: Iterable[Reviewable], document: str, iris: Iris) -> Iterator[Reviewable]:
    """Yield the facts, those without a mark on the page with their clause."""
    known = list(facts)
    nodes = {iris.absolute(fact.on) for fact in known if fact.aspect in _UNMARKED}
    asked = _IN_CLAUSE % " ".join(sorted(str(ox.NamedNode(node)) for node in nodes))
    clauses = {row["node"]: row["clause"] for row in select_rows(view, asked)} if nodes else {}
    for fact in known:
        clause = clauses.get(iris.absolute(fact.on), "") if fact.aspect in _UNMARKED else ""
        below = clause.removeprefix(document).strip("/")
        yield replace(fact, clause=clause, anchor=anchor(below)) if below else fact


def documents_of(view: View, paths: Iterable[str]) -> dict[str, str]:
    """Return the document (IRI) of each path that a decision is on; the thing itself where the store does not say."""
    iris = base.iris(view)
    owners = {path: iris.document(iris.absolute(path)) for path in paths}
    stated = [iris.absolute(path) for path, document in owners.items() if not document]
    rows = select_about(view, _SET_BY, stated)
    by_thing = {row["it"]: iris.document(row["document"]) for row in reversed(rows)}
    return {
        path: document or by_thing.get(iris.absolute(path), iris.absolute(path)) for path, document in owners.items()
    }


def list_doubts(view: View, made: Sequence[Decided]) -> tuple[Doubt, ...]:
    """Return the bodies and documents that stay open, the fields that no words prove, and what was recognised with doubt.

    made: of `list_decided`.
    """
    return tuple(_doubts(view, made, base.iris(view)))


def _doubts(view: View, made: Sequence[Decided], iris: Iris) -> Iterator[Doubt]:
    decisions = [one.decision for one in made if one.state is not DecisionState.WAITING]
    decided = {(one.on, one.aspect, value) for one in decisions for value in (one.machine, one.value) if value}
    rejected = {one.on for one in decisions if (one.aspect, one.verdict) == (Aspect.PARTY, Verdict.REJECT)}
    unsure = {decision_key(fact.on, fact.aspect, fact.value): fact for fact in list_unsure(view, made)}
    for aspect, query in ((Aspect.PARTY, _OPEN), (Aspect.REFERENCE, _UNKNOWN)):
        listed = {row["node"]: row for row in select_rows(view, query)}
        for row in listed.values():
            on = iris.relative(row["node"])
            if on in rejected:
                continue
            # What the machine has read: of an open body nothing, of an open reference its kind.
            key = decision_key(on, aspect, local_name(row["kind"]) if "kind" in row else "")
            sure = unsure.pop(key).confidence if key in unsure else None
            yield Doubt(row["document"], aspect, row["name"], row["quote"], key, _anchor(on, aspect, iris), sure)
    fields = {aspect.term: aspect for aspect in Aspect if aspect.of_document and Verdict.CORRECT in aspect.verdicts}
    terms = " ".join(f"<{term}>" for term in fields)
    for row in select_rows(view, _UNPROVEN % terms):
        aspect = fields[row["property"]]
        value = row["value"]
        shown = getattr(iris.parse(value), "name", value)
        on = iris.relative(row["document"])
        if (on, aspect, shown) in decided:
            continue
        yield Doubt(row["document"], aspect, shown, "", decision_key(on, aspect, shown), "")
    for key, fact in unsure.items():
        anchor = _anchor(fact.on, fact.aspect, iris)
        yield Doubt(fact.document, fact.aspect, fact.value, fact.words, key, anchor, fact.confidence)


def _anchor(on: str, aspect: Aspect, iris: Iris) -> str:
    match iris.parse(iris.absolute(on)):
        case Statement(kind=kind, position=position):
            return f"{kind}-{position}"
        case Assignment(task=task):
            return f"task-{task}"
        case Measure(sanction=sanction):
            return f"{StatementKind.SANCTION}-{sanction}"
    return f"{aspect}-1" if aspect.of_document else ""
