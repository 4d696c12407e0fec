"""What can be decided on in a document, and what has been decided: the read side of review."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.derive.reviewed import event_value
from graph.derive.standing import events
from graph.records.rows import select_rows
from graph.review.decision import Decision, read_decisions
from graph.review.machine import read_machine
from graph.store import base
from graph.store.view import View
from ontology.enumerations import Aspect, DecisionState

_WORK = """
SELECT ?document ?aspect ?node WHERE {
  { ?task zm:setBy ?document ; zm:hasAssignment ?node . BIND("party" AS ?aspect) }
  UNION { ?node a zm:Deadline ; zm:setBy ?document . BIND("limit" AS ?aspect) }
} ORDER BY ?node"""
_STATES = """
SELECT ?decision ?state ?en ?zh WHERE {
  ?decision zm:decisionState ?state .
  OPTIONAL { ?decision zm:reason ?en FILTER(LANG(?en) = "en") } OPTIONAL { ?decision zm:reason ?zh FILTER(LANG(?zh) = "zh") }
}"""


@dataclass(frozen=True, slots=True)
class Decidable:
    """A fact as it stands now, decisions laid over it. on: a path below the base; words: what prints it, empty where nothing does."""

    on: str
    aspect: Aspect
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what the last build made of it; reason, reason_zh: why it waits."""

    decision: Decision
    state: DecisionState
    reason: str
    reason_zh: str


def list_decidable(view: View, document: str) -> list[Decidable]:
    """Return the facts of a published document (IRI) on which a person can decide: fields, events, parties, time limits."""
    return list(_decidable(view, document))


def _decidable(view: View, document: str) -> Iterator[Decidable]:
    iris = base.iris(view)
    placed = [(aspect, document) for aspect in Aspect if aspect.of_document]
    work = select_rows(view, _WORK, document=document)
    placed += [(Aspect(row["aspect"]), row["node"]) for row in work]
    for aspect, node in placed:
        for reading in read_machine(view, node, aspect, iris):
            yield Decidable(iris.relative(node), aspect, reading.value, next(iter(reading.words), ""))
    for event in events(view, document):
        yield Decidable(iris.relative(document), Aspect.EVENT, event_value(event, iris), event.quote)


def machine_side(view: View, on: str, aspect: Aspect) -> list[tuple[str, str]]:
    """Return what the machine has read of a thing, each value with its words, whatever decisions lie over it.

    on: a path below the base. A decision keeps what it was made on, so what it withholds is told from it.
    """
    iris = base.iris(view)
    here = [made for made in list_decided(view) if (made.decision.on, made.decision.aspect) == (on, aspect)]
    over = [made.decision for made in here if made.decision.machine and made.state is DecisionState.LAID]
    laid = {made.decision.value for made in here if made.state is DecisionState.LAID and made.decision.value}
    read = {decision.machine: decision.words for decision in over}
    document = iris.document(iris.absolute(on))
    facts = list_decidable(view, document) if aspect is Aspect.EVENT else []
    now = [(fact.value, fact.words) for fact in facts if fact.aspect is Aspect.EVENT]
    for reading in read_machine(view, iris.absolute(on), aspect, iris):
        now.append((reading.value, next(iter(reading.words), "")))
    read |= {value: words for value, words in now if value not in laid and value not in read}
    return sorted(read.items())


def list_decided(view: View) -> list[Decided]:
    """Return the decisions of a store, those that wait first, then by what they are on."""
    iris = base.iris(view)
    states = {row["decision"]: row for row in select_rows(view, _STATES)}
    decided = []
    for decision in read_decisions(view, iris):
        row = states.get(iris.review(decision.key), {})
        state = DecisionState(row.get("state", DecisionState.WAITING))
        decided.append(Decided(decision, state, row.get("en", ""), row.get("zh", "")))
    return sorted(decided, key=lambda one: (one.state is not DecisionState.WAITING, one.decision.on, one.decision.key))
