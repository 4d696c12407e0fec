"""Does a document hold on a day, and why? A pure function over dated events, each with the act and the sentence behind it.

An act's effective day is the first day out, `expires` the last day in. An act that ends validity beats a term; the earliest end
wins. Disputed is only what one act ends and a later one confirms. Without a signal the status is unknown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from ontology.enumerations import EventKind, Status

_DAY = timedelta(days=1)


_ENDS = {
    EventKind.REPEALED: Status.REPEALED,
    EventKind.STOPPED: Status.STOPPED,
    EventKind.DECLARED_INVALID: Status.DECLARED_INVALID,
    EventKind.SUPERSEDED: Status.SUPERSEDED,
}


@dataclass(frozen=True, slots=True, order=True)
class StatusEvent:
    """day: the first on which it has effect (of EXPIRES the first day out). act: IRI of the document that says so, number: its
    number or title, quote: its words. until: the last day in force that it sets, where it sets one. origin: IRI of the reference
    or annotation that the graph holds of it."""

    day: date
    kind: EventKind
    act: str
    number: str
    quote: str
    until: date | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The status on a day with the events that it rests on, the decisive one first."""

    status: Status
    reasons: tuple[StatusEvent, ...]


def status(events: Iterable[StatusEvent], day: date) -> Standing:
    """The status on `day`, from the events that have had effect by then (and those to come, where nothing has begun)."""
    ordered = sorted(events)
    past = [event for event in ordered if event.day <= day]
    ends = [event for event in past if event.kind in _ENDS]
    confirmed = [event for event in past if event.kind in (EventKind.CONFIRMED, EventKind.EXTENDED)]
    if ends:
        first = ends[0]
        contrary = [event for event in confirmed if event.day > first.day]
        if contrary:
            return Standing(Status.DISPUTED, (first, *contrary))
        return Standing(_ENDS[first.kind], (first, *(event for event in ends if event is not first)))
    term = _term(past)
    if term is not None and day >= term.day:
        return Standing(Status.EXPIRED, (term,))
    begun = [event for event in past if event.kind is EventKind.ENTERS] + confirmed
    amended = [event for event in past if event.kind is EventKind.AMENDED]
    if begun or amended:
        held = [term] if term is not None else []
        reasons = (*reversed(amended), *sorted(begun, reverse=True), *held)
        return Standing(Status.AMENDED if amended else Status.IN_FORCE, reasons)
    coming = [event for event in ordered if event.kind is EventKind.ENTERS]
    if coming:
        return Standing(Status.NOT_YET, (coming[0],))
    return Standing(Status.UNKNOWN, tuple(ordered[:1]))


def _term(past: Sequence[StatusEvent]) -> StatusEvent | None:
    """The term as it stands: the document's own, or the last that an act set in its place, as an EXPIRES event."""
    own = [event for event in past if event.kind is EventKind.EXPIRES]
    ends = [
        event for event in past if event.kind in (EventKind.CONFIRMED, EventKind.EXTENDED) and event.until is not None
    ]
    if ends:
        last = ends[-1]
        assert last.until is not None
        return StatusEvent(
            last.until + _DAY, EventKind.EXPIRES, last.act, last.number, last.quote, last.until, last.origin
        )
    return own[-1] if own else None


@dataclass(frozen=True, slots=True)
class Interval:
    """Days of one status, both ends in it. first: None where it has no beginning that is known; last: None while it lasts."""

    status: Status
    first: date | None
    last: date | None
    reasons: tuple[StatusEvent, ...]


def intervals(events: Iterable[StatusEvent]) -> tuple[Interval, ...]:
    """The statuses of a document over time, in order and without gaps; days of an unknown status are left out."""
    known = tuple(events)
    days = {event.day for event in known} | {
        event.until + _DAY for event in known if event.until and event.until < date.max
    }
    found: list[Interval] = []
    turns = sorted(days)
    if turns and turns[0] > date.min:
        before = status(known, turns[0] - _DAY)
        if before.status is not Status.UNKNOWN:
            found.append(Interval(before.status, None, turns[0] - _DAY, before.reasons))
    for turn, following in zip_longest(turns, turns[1:]):
        standing = status(known, turn)
        last = following - _DAY if following else None
        if standing.status is Status.UNKNOWN:
            continue
        if found and found[-1].status is standing.status and found[-1].last == turn - _DAY:
            found[-1] = Interval(standing.status, found[-1].first, last, found[-1].reasons)
        else:
            found.append(Interval(standing.status, turn, last, standing.reasons))
    return tuple(found)
