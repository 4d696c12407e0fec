"""Find the editions of a document by the days of its texts' events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.derive.status import StatusEvent, first_day
from ontology.enumerations import EventKind


@dataclass(frozen=True, slots=True)
class Edition:
    """A text of a document. texts: IRIs, several where it is printed in volumes; start: its first day in force, None where the store
    does not say it; sure: whether the text says so, False where it is the day on which it was passed."""

    texts: tuple[str, ...]
    start: date | None
    sure: bool = True


def editions_of(texts: Mapping[str, Sequence[StatusEvent]]) -> tuple[Edition, ...]:
    """Return the editions of a document, the oldest first. texts: the events of each printed text, by its IRI.

    Texts without a day are volumes of one, that of the day where there is one; so are those that were passed on one day, of which not
    all say from when they hold.
    """
    told: dict[date | None, date | None] = {
        day: first_day(own) for own in texts.values() if _tells_entry(own) and (day := _signed(own))
    }
    starts: dict[date | None, list[str]] = {}
    for iri, own in texts.items():
        first = first_day(own)
        starts.setdefault(first if _tells_entry(own) else told.get(_signed(own), first), []).append(iri)
    if len(starts) == 2 and None in starts:
        # The books of a code, of which the last one alone says from when it holds.
        undated = starts.pop(None)
        next(iter(starts.values())).extend(undated)
    doubted = {iri for iri, own in texts.items() if (day := _signed(own)) and _entry(own) < day}
    sure = {iri for iri, own in texts.items() if _tells_entry(own)} - doubted
    return tuple(
        Edition(tuple(sorted(starts[day])), day, bool(sure & {*starts[day]}) or not doubted & {*starts[day]})
        for day in sorted(starts, key=lambda day: day or date.min)
    )


def _entry(events: Sequence[StatusEvent]) -> date:
    return max((event.day for event in events if event.kind is EventKind.ENTERS), default=date.min)


def _signed(events: Sequence[StatusEvent]) -> date | None:
    return next((event.day for event in events if event.kind is EventKind.SIGNED), None)


def _tells_entry(events: Sequence[StatusEvent]) -> bool:
    """Test whether a text says from when it holds."""
    return any(event.kind is EventKind.ENTERS for event in events)
