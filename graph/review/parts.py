"""Build the parts that a person adds to a task or a sanction: a party, a measure.

The position of whatever is added, also to a clause, is 1,000,000 plus a number from the decision's key, so that it never collides with
a position that the reading gave.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from graph.review.decision import Decision
from graph.review.machine import read_statements, source_of
from graph.review.measures import measure_terms
from graph.store.view import Term, View, text
from ontology.enumerations import Aspect, PartyRole
from ontology.identifiers import Statement
from ontology.iri import Iris
from ontology.vocabulary import RDF, ZM

_A = ox.NamedNode(str(RDF.type))
_BEHIND, _ROOM = 1_000_000, 16**5
"""Positions of added statements start here; there are 16⁵ of them."""
_WHOLES = {Aspect.PARTY: "zm:Task", Aspect.MEASURE: "zm:Sanction"}
_LINKS = {Aspect.PARTY: "hasAssignment", Aspect.MEASURE: "hasMeasure"}
_WHOLE = """
SELECT ?quote ?clause WHERE { VALUES ?it { %s } ?it a %s ; zm:quote ?quote . OPTIONAL { ?it zm:inClause ?clause } }"""
_SAME_WHOLE = "SELECT ?it WHERE { ?it a %s ; zm:quote %s } ORDER BY ?it"
_HELD = "SELECT ?node WHERE { %s zm:%s ?node } ORDER BY ?node"


@dataclass(frozen=True, slots=True)
class Addition:
    """words: of the clause, task or sanction, as they are now. same: the reading's statements (IRIs) of the same fact there."""

    words: str
    same: tuple[str, ...]
    quads: tuple[ox.Quad, ...]


def added_position(decision: Decision) -> int:
    """Return the position of the statement that a decision adds."""
    return _BEHIND + int(decision.key[:5], 16)


def is_added(position: int) -> bool:
    """Return whether a statement, party or measure at this position was added by a person."""
    return _BEHIND <= position < _BEHIND + _ROOM


def zm(name: str) -> ox.NamedNode:
    return ox.NamedNode(str(ZM[name]))


def list_added_part(view: View, decision: Decision, iris: Iris) -> Addition | None:
    """Return one more party of a task, or one more measure of a sanction; None where the store has neither it nor another in its words."""
    found = _find_whole(view, decision, iris)
    if found is None:
        return None
    name, row = found
    known = iris.parse(name)
    assert isinstance(known, Statement)
    aspect, number, source = decision.aspect, added_position(decision), iris.mint(known.source)
    mint = iris.assignment if aspect is Aspect.PARTY else iris.measure
    node = ox.NamedNode(mint(source, known.document, known.position, number))
    stated: list[tuple[ox.NamedNode, ox.NamedNode, Term]] = [(ox.NamedNode(name), zm(_LINKS[aspect]), node)]
    if aspect is Aspect.PARTY:
        stated += assignment_terms(node, decision.value, iris)
        if row["clause"] is not None:
            stated.append((node, zm("inClause"), row["clause"]))
        wanted = decision.value.partition(" ")[2]
    else:
        stated += _measure(node, decision, iris)
        wanted = decision.value
    held = [it["node"].value for it in view.select(_HELD % (ox.NamedNode(name), _LINKS[aspect]))]
    same = tuple(one.node for one in read_statements(view, held, aspect, iris) if one.value == wanted)
    graph = ox.NamedNode(source)
    return Addition(text(row, "quote"), same, tuple(ox.Quad(*triple, graph) for triple in stated))


def assignment_terms(node: ox.NamedNode, value: str, iris: Iris) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, Term]]:
    """Yield the triples of a party. value: as in a decision: `lead 岚州市财政局`."""
    role, _, name = value.partition(" ")
    yield node, zm("partyName"), ox.Literal(name)
    yield node, zm("role"), ox.NamedNode(PartyRole(role).iri(iris.base))
    yield node, zm("agency"), ox.NamedNode(iris.agency(name))


def _measure(node: ox.NamedNode, decision: Decision, iris: Iris) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, Term]]:
    yield node, zm("printed"), ox.Literal(decision.quote or decision.value)
    for term, said in measure_terms(decision.value, iris):
        yield node, term, said


def _find_whole(view: View, decision: Decision, iris: Iris) -> tuple[str, ox.QuerySolution] | None:
    """Return the task or sanction that is decided on; where it now has other words, the one of its source that has them."""
    name, kind = iris.absolute(decision.on), _WHOLES[decision.aspect]
    here = next(iter(view.select(_WHOLE % (ox.NamedNode(name), kind))), None)
    if here is not None and decision.words in ("", text(here, "quote")):
        return name, here
    source = source_of(name, iris)
    rows = view.select(_SAME_WHOLE % (kind, ox.Literal(decision.words)))
    moved = [row["it"].value for row in rows if source_of(row["it"].value, iris) == source]
    if decision.words and len(moved) == 1:
        return moved[0], next(iter(view.select(_WHOLE % (ox.NamedNode(moved[0]), kind))))
    return None if here is None else (name, here)
