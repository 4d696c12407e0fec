"""What holds on a day, for the pages: the events of documents with the way to the sentence of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from graph.derive.status import Event, EventKind, Interval, Standing, Status, intervals, status
from graph.records.card import DocumentCard
from graph.records.catalogue import DocumentRow, ask, local_name
from graph.store.view import View

HOLDS = frozenset({Status.IN_FORCE, Status.AMENDED})
ENDED = frozenset(
    {Status.EXPIRED, Status.DECLARED_INVALID, Status.REPEALED, Status.STOPPED, Status.SUPERSEDED, Status.DISPUTED}
)
PRESUMED = "presumed"
"""The origin of an event that only a rule of the place gives (`graph.derive.terms`)."""


@dataclass(frozen=True, slots=True)
class Cause:
    """An event with what leads to its words.

    act: IRI of the document that says so; published: the store holds its text. clause: the printed path of the clause below
    it; anchor: where the words stand on the page of `act` as `source` prints it; both empty where the graph does not tell.
    """

    event: Event
    act: str
    name: str
    published: bool
    source: str = ""
    clause: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """A document's events in order of their days, and the statuses that follow from them."""

    causes: tuple[Cause, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(cause.event for cause in self.causes)

    @property
    def intervals(self) -> tuple[Interval, ...]:
        return intervals(self.events)

    def on(self, day: date) -> Standing:
        return status(self.events, day)

    def causes_of(self, reasons: Iterable[Event]) -> tuple[Cause, ...]:
        """The causes of a standing; a term that an act set is that act's."""
        by_event = {cause.event: cause for cause in self.causes}
        by_act = {(cause.event.act, cause.event.until): cause for cause in self.causes}
        found = (by_event.get(event) or by_act.get((event.act, event.until)) for event in reasons)
        return tuple(dict.fromkeys(cause for cause in found if cause))


NEVER = History(())

# A row a property: with an OPTIONAL the engine begins at all clauses there are (3 s for one of 3,600 documents).
_ORIGINS = """
SELECT DISTINCT ?origin ?source ?property ?value WHERE {{
  VALUES ?origin {{ {origins} }}
  GRAPH ?source {{ ?origin ?property ?value }}
}} ORDER BY DESC(?source)"""


def statuses(events: Mapping[str, Sequence[Event]], day: date) -> dict[str, Status]:
    """The status on a day of every document of which anything is known."""
    return {document: status(known, day).status for document, known in events.items()}


def history(view: View, events: Sequence[Event], held: Mapping[str, DocumentRow], card: DocumentCard | None) -> History:
    """A document's events with their places. held: the published documents by IRI; card: the document's own, where it has one."""
    origins = {event.origin for event in events if event.origin and event.origin != PRESUMED}
    places: dict[str, dict[str, str]] = {}
    for row in ask(view, _ORIGINS.format(origins=_terms(origins))) if origins else ():
        known = {"source": row["source"], local_name(row["property"]): row["value"]}
        places.setdefault(row["origin"], {}).update(known)
    return History(tuple(_cause(event, places.get(event.origin, {}), held, card) for event in sorted(events)))


def _terms(iris: Iterable[str]) -> str:
    return " ".join(str(ox.NamedNode(iri)) for iri in sorted(iris))


def _cause(event: Event, place: Mapping[str, str], held: Mapping[str, DocumentRow], card: DocumentCard | None) -> Cause:
    act = held.get(event.act)
    name = event.number or (act.number or act.title if act else local_name(event.act))
    clause = place.get("inClause", "").removeprefix(event.act).removeprefix("/") if place else ""
    anchor = ""
    if card is not None and event.act == card.iri:
        anchor = _fact(event, card)
    elif "position" in place:
        anchor = f"reference-{place['position']}"
    return Cause(event, event.act, name, act is not None, place.get("source", ""), clause, anchor)


def _fact(event: Event, card: DocumentCard) -> str:
    """The anchor of the document's own fact that an event of its own rests on."""
    field, day = ("effective", event.day) if event.kind is EventKind.ENTERS else ("expires", event.until)
    facts = (fact for fact in card.values(field) if day and fact.value.zh == day.isoformat() and fact.evidence)
    return next((fact.anchor for fact in facts), "")
