"""List documents that end soon: they are in force on a day and end within a span of days, by their own term or by an act."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.derive.status import StatusEvent, intervals, status
from graph.records.documents import DocumentRow
from ontology.enumerations import Status

SPANS = (30, 90, 365)
"""The spans in days that people ask for."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ending:
    """A document that is in force on the day asked for. last: its last day; status: what it is from the next day on; because: the event
    that ends it."""

    last: date
    status: Status
    document: DocumentRow
    because: StatusEvent


def list_endings(
    events: Mapping[str, Sequence[StatusEvent]], rows: Iterable[DocumentRow], day: date, within: int
) -> tuple[Ending, ...]:
    """Return the documents of `rows` that are on `day` and have their last day on it or within so many days after it; the first to end
    first. events: of each document, by IRI."""
    until = min(day.toordinal() + within, date.max.toordinal())
    found = []
    for row in rows:
        known = events.get(row.iri, ())
        if not status(known, day).status.stands:
            continue
        for interval in intervals(known):
            if interval.first is None or interval.first <= day or interval.status.stands:
                continue
            if interval.status.ended and interval.first.toordinal() - 1 <= until:
                found.append(Ending(interval.first - _DAY, interval.status, row, interval.reasons[0]))
            break
    return tuple(sorted(found, key=lambda ending: (ending.last, ending.document.number, ending.document.iri)))


def count_by_place(endings: Iterable[Ending]) -> tuple[tuple[str, int], ...]:
    """Return how many end in each place, most first; empty name: the place is not known."""
    return _ranked(ending.document.place.zh if ending.document.place else "" for ending in endings)


def count_by_issuer(endings: Iterable[Ending]) -> tuple[tuple[str, int], ...]:
    """Return how many of each issuer's documents end, most first; a joint document counts for each of its issuers."""
    return _ranked(issuer.zh for ending in endings for issuer in ending.document.issuers)


def _ranked(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))
