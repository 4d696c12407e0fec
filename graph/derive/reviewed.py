"""Lay decisions on status events over the events that follow from the texts: leave one out, put another in.

A rejected event is recognised by its kind, its day, its act and its words. Where an act now does something else, or in other words, the
decision waits, and the event stays.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import pyoxigraph as ox

from graph.derive.status import StatusEvent
from graph.review.decision import Decision
from graph.review.overlay import REASON, STATE
from graph.store.view import View, text
from ontology.enumerations import Aspect, DecisionState, EventKind, Verdict
from ontology.identifiers import Document
from ontology.iri import Iris

_WAITS = ("no event of this kind, day, act and words follows any more", "已没有同一种类、日期、文件和文字的效力事件")
_NAMES = """
SELECT ?document ?number ?title WHERE {
  VALUES ?document { %s } OPTIONAL { ?document eli:number ?number } OPTIONAL { ?document dct:title ?title }
} ORDER BY ?document STR(?number) STR(?title)"""

Events = dict[str, tuple[StatusEvent, ...]]


def event_value(event: StatusEvent, iris: Iris) -> str:
    """Return how a decision names an event: `repealed 2024-06-30 eli/cn/…`."""
    return f"{event.kind} {event.day.isoformat()} {iris.relative(event.act)}"


def reviewed(
    view: View, events: Mapping[str, tuple[StatusEvent, ...]], decisions: Sequence[Decision], iris: Iris
) -> tuple[Events, list[ox.Triple]]:
    """Return each document's events as decided, and the state of each decision."""
    kept: dict[str, set[StatusEvent]] = {}  # of the documents that decisions are about
    states: list[ox.Triple] = []
    for decision in decisions:
        if decision.aspect is not Aspect.EVENT:
            continue
        document, node = iris.absolute(decision.on), ox.NamedNode(iris.review(decision.key))
        own = kept.setdefault(document, set(events.get(document, ())))
        state = DecisionState.LAID
        if decision.verdict is Verdict.ADD:
            own.add(_added(view, decision, iris))
        else:
            meant = {
                event
                for event in events.get(document, ())
                if event_value(event, iris) == decision.machine and event.quote == decision.words
            }
            if not meant:
                state = DecisionState.WAITING
                states += [
                    ox.Triple(node, REASON, ox.Literal(words, language=tag))
                    for words, tag in zip(_WAITS, ("en", "zh"), strict=True)
                ]
            elif decision.verdict is Verdict.REJECT:
                own -= meant
        states.append(ox.Triple(node, STATE, ox.Literal(state)))
    decided = {**events, **{document: tuple(sorted(known)) for document, known in kept.items()}}
    return {document: known for document, known in decided.items() if known}, states


def _added(view: View, decision: Decision, iris: Iris) -> StatusEvent:
    """Return the event that a person added; where no document is named for it, the decision itself is its act."""
    kind, day, *rest = decision.value.split(" ", 2)
    own = iris.review(decision.key)
    act, name = own, rest[0] if rest else ""
    if rest and isinstance(iris.parse(iris.absolute(rest[0])), Document):
        act = iris.absolute(rest[0])
        row = next(iter(view.select(_NAMES % ox.NamedNode(act))), None)
        name = (text(row, "number") or text(row, "title")) if row else ""
    return StatusEvent(date.fromisoformat(day), EventKind(kind), act, name, " ".join(decision.note.split()), None, own)
