"""The status of documents over time, with the sentence of each event."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.derive.standing import events
from graph.derive.status import Interval, Standing, StatusEvent, intervals, status
from graph.derive.terms import presumed_end
from graph.records.card import DocumentCard
from graph.records.claims import ClaimedStatus, claims_of
from graph.records.documents import DocumentRow
from graph.records.rows import Key, Record, collect, describe, local_name, select_rows, terms
from graph.records.undated import UndatedAct, undated_acts
from graph.store.view import View
from ontology.enumerations import EventKind, Field, RelationKind, Status
from ontology.iri import below, named_by_file

HOLDS = frozenset(status for status in Status if status.holds)
STANDS = frozenset(status for status in Status if status.stands)
ENDED = frozenset(status for status in Status if status.ended)
_ACT_KINDS = frozenset(kind.value for kind in RelationKind if kind.is_act)
PRESUMED = "presumed"
"""The origin of an event that only a rule of the place gives (`graph.derive.terms`)."""


@dataclass(frozen=True, slots=True)
class Cause:
    """An event with what leads to its words.

    act: IRI of the document that says so; published: the store contains its text. clause: the printed path of the clause below
    it; anchor: where the words are on the page of `act` as `source` prints it; both empty where the graph does not say.
    """

    event: StatusEvent
    act: str
    name: str
    published: bool
    source: str = ""
    clause: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class StatusHistory:
    """A document's events in order of their days, and the statuses that follow from them.

    newest: the day of the newest other document of the same place that was read, None where there is none: what came later was not
    seen. rule: the end that the rule of its place would give it (`graph.derive.terms`); no status rests on it. claims: what its
    sources say of its status beside the text; no status rests on them. undated: acts that mention it and of which no day is known; no
    status can rest on them.
    """

    causes: tuple[Cause, ...]
    newest: date | None = None
    rule: StatusEvent | None = None
    claims: tuple[ClaimedStatus, ...] = ()
    undated: tuple[UndatedAct, ...] = ()

    @property
    def events(self) -> tuple[StatusEvent, ...]:
        return tuple(cause.event for cause in self.causes)

    @property
    def intervals(self) -> tuple[Interval, ...]:
        return intervals(self.events)

    def on(self, day: date) -> Standing:
        return status(self.events, day)

    def causes_of(self, reasons: Iterable[StatusEvent]) -> tuple[Cause, ...]:
        """Return the causes of a standing. A validity term that an act set leads to that act."""
        by_event = {cause.event: cause for cause in self.causes}
        by_act = {(cause.event.act, cause.event.until): cause for cause in self.causes}
        found = (by_event.get(event) or by_act.get((event.act, event.until)) for event in reasons)
        return tuple(dict.fromkeys(cause for cause in found if cause))


# A row a property: with an OPTIONAL the engine begins at all clauses there are (3 s for one of 3,600 documents).
_ORIGINS = """
SELECT DISTINCT ?source ?node ?property ?value WHERE {{
  VALUES ?node {{ {origins} }}
  GRAPH ?source {{ ?node a ?class ; ?property ?value }}
}}"""
_NO_RECORDS: Mapping[Key, Record] = {}


def list_statuses(events: Mapping[str, Sequence[StatusEvent]], day: date) -> dict[str, Status]:
    """Return the status on a day of every document that has an event."""
    return {document: status(known, day).status for document, known in events.items()}


def read_history(
    view: View,
    events: Sequence[StatusEvent],
    held: Mapping[str, DocumentRow],
    card: DocumentCard | None,
    known: Mapping[Key, Record] = _NO_RECORDS,
    document: str = "",
) -> StatusHistory:
    """Return a document's events with their places.

    held: the published documents by IRI; card: the document's own, where it has one, else `document` is its IRI; known: references and
    annotations that were already read, so that only the others are queried.
    """
    origins = {event.origin for event in events if event.origin and event.origin != PRESUMED}
    told = sorted([key for key in known if key[1] in origins], reverse=True)
    places = {iri: known[source, iri] | {"source": source} for source, iri in told}
    if missing := origins - places.keys():
        read = collect(describe(view, _ORIGINS.format(origins=terms(sorted(missing)))))
        places |= {iri: row | {"source": source} for (source, iri), row in sorted(read.items(), reverse=True)}
    causes = tuple(_cause(event, places.get(event.origin, {}), held, card) for event in sorted(events))
    document = card.iri if card is not None else document
    # Few documents have an act without a day, so that its query is not asked where each act that is known has an event.
    undated = (
        _undated(view, document) if known is _NO_RECORDS or _acts(known, document) - {e.act for e in events} else ()
    )
    if card is None:
        return StatusHistory(causes, undated=undated)
    # Few documents have a claim, so that its query is not asked for all.
    claim = Field.CLAIMED.term
    claimed = any(row.get("property") == claim for row in known.values())
    claims = claims_of(view, card.iri) if claimed else ()
    return StatusHistory(causes, newest_of_place(view, card.iri), presumed_end(view, card.iri, events), claims, undated)


def history_of(view: View, document: str, *, presume: bool = False) -> StatusHistory:
    """Return a document's history without the places of its sentences. document: IRI, or that of a title that denotes it.

    presume: the end by the rule of its place counts as an event of its own.
    """
    known = events(view, document)
    rule = presumed_end(view, document, known)
    counted = tuple(sorted((*known, rule))) if presume and rule is not None else known
    causes = tuple(Cause(event, event.act, event.number, False) for event in counted)
    return StatusHistory(
        causes, newest_of_place(view, document), rule, claims_of(view, document), _undated(view, document)
    )


def _acts(known: Mapping[Key, Record], document: str) -> set[str]:
    """Return the documents that act on this one, of the references that were read."""
    return {
        row["citing"]
        for row in known.values()
        if row.get("citing", document) != document and local_name(row.get("relationKind", "")) in _ACT_KINDS
    }


def _undated(view: View, document: str) -> tuple[UndatedAct, ...]:
    return undated_acts(view, document).get(document, ()) if document else ()


_NEWEST = """
SELECT (MAX(?signed) AS ?day) WHERE {
  VALUES ?document { %s }
  ?document eli:jurisdiction ?place . ?other eli:jurisdiction ?place ; a zm:PublishedDocument ; eli:date_document ?signed .
  FILTER(?other != ?document)
}"""


def newest_of_place(view: View, document: str) -> date | None:
    """Return the day of signature of the newest other document of the place that a published document is of; None where there is none."""
    days = [row["day"] for row in select_rows(view, _NEWEST % terms([document])) if "day" in row]
    return date.fromisoformat(days[0]) if days else None


def _cause(
    event: StatusEvent, place: Mapping[str, str], held: Mapping[str, DocumentRow], card: DocumentCard | None
) -> Cause:
    act = held.get(event.act)
    name = event.number or (act.number or act.title or named_by_file(act.iri) if act else local_name(event.act))
    clause = below(place.get("inClause", ""), event.act)
    anchor = ""
    if card is not None and event.act == card.iri:
        anchor = _fact(event, card)
    elif "position" in place:
        anchor = f"reference-{place['position']}"
    return Cause(event, event.act, name, act is not None, place.get("source", ""), clause, anchor)


def _fact(event: StatusEvent, card: DocumentCard) -> str:
    """Return the anchor of the document's own fact that proves one of its own events."""
    begins = {
        EventKind.ENTERS: Field.EFFECTIVE,
        EventKind.SIGNED: Field.SIGNED,
        EventKind.PART_ENTERS: Field.PART_EFFECTIVE,
    }
    field, day = (begins[event.kind], event.day) if event.kind in begins else (Field.EXPIRES, event.until)
    facts = (fact for fact in card.values(field) if day and fact.value.zh == day.isoformat() and fact.evidence)
    return next((fact.anchor for fact in facts), "")
