"""Compute whether a document is in force on a day, and why: a pure function over dated events, each with its act and sentence.

An act's effective day is the first day out, `expires` the last day in. An act that ends validity beats a term; the earliest end
wins, unless a later act resumes what was stopped. Disputed is only what one act ends and a later one confirms. An act that ends
a document on a later day, or once another act begins, says that it holds until then. What was signed, and of which nothing more
is said, is presumed in force from that day; before it, it is not yet issued. Without a day the status is unknown. What is suspended
or ended in a part or an area alone qualifies the answer and does not change it.
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
    EventKind.SUSPENDED: Status.STOPPED,
    EventKind.DECLARED_INVALID: Status.DECLARED_INVALID,
    EventKind.SUPERSEDED: Status.SUPERSEDED,
}
_LIFTED = (EventKind.STOPPED, EventKind.SUSPENDED)
_QUALIFIES = (EventKind.SUSPENDED, EventKind.PART_ENDED)
"""Events that qualify an answer from their day on; PART_ENTERS does so up to its day."""


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """day: the first on which it has effect (of EXPIRES the first day out). act: IRI of the document that says so, number: its
    number or title, quote: its words. until: the last day in force that it sets, where it sets one; of a suspension its last day.
    origin: IRI of its reference or annotation in the graph. part, area: the provisions that alone are meant, and
    where alone it has effect, as printed; empty where it is the whole document, everywhere. announced: the act's own day, where
    that is before `day`. awaits: what must take effect before the day is known, as printed."""

    day: date
    kind: EventKind
    act: str
    number: str
    quote: str
    until: date | None = None
    origin: str = ""
    part: str = ""
    area: str = ""
    announced: date | None = None
    awaits: str = ""

    def __lt__(self, other: "StatusEvent") -> bool:
        """Return a key that sorts by day, then by text, so that the order in which sources were read has no effect."""
        return self._order() < other._order()

    def _order(self) -> tuple[date, tuple[str, ...]]:
        words = (self.kind, self.act, self.number, self.quote, str(self.until or ""), self.origin, self.part, self.area)
        return self.day, (*words, str(self.announced or ""), self.awaits)

    @property
    def limited(self) -> bool:
        """Return whether the event concerns only single provisions or one area."""
        return bool(self.part or self.area)


@dataclass(frozen=True, slots=True)
class Standing:
    """The status on a day with the events that it rests on, the decisive one first. qualifiers: what is suspended or ended on that
    day in a part or an area alone, then what takes effect only later, each in order of their days."""

    status: Status
    reasons: tuple[StatusEvent, ...]
    qualifiers: tuple[StatusEvent, ...] = ()


def first_day(events: Iterable[StatusEvent]) -> date | None:
    """Return the first day on which a text is in force: that of its entry into force or, where it is later, of its signature. None where
    neither is known."""
    return max((event.day for event in events if event.kind in (EventKind.SIGNED, EventKind.ENTERS)), default=None)


def status(events: Iterable[StatusEvent], day: date) -> Standing:
    """Return the status on `day`, from the events in effect by then (or from future events, if none has begun)."""
    ordered = sorted(events)
    past = [event for event in ordered if event.day <= day]
    resumed = [event for event in past if event.kind is EventKind.RESUMED]
    ends = [event for event in past if event.kind in _ENDS and not event.limited and not _over(event, resumed, day)]
    confirmed = [event for event in past if event.kind in (EventKind.CONFIRMED, EventKind.EXTENDED)]
    if ends:
        first = ends[0]
        contrary = [event for event in confirmed if event.day > first.day]
        if contrary:
            return Standing(Status.DISPUTED, (first, *contrary))
        return Standing(_ENDS[first.kind], (first, *(event for event in ends if event is not first)))
    term = _term(past) or next((event for event in ordered if event.kind is EventKind.EXPIRES), None)
    if term is not None and day >= term.day:
        return Standing(Status.EXPIRED, (term,))
    qualifiers = tuple(e for e in past if e.kind in _QUALIFIES and e.limited and not _over(e, resumed, day))
    qualifiers += tuple(e for e in ordered if e.kind is EventKind.PART_ENTERS and e.day > day)
    return _living(ordered, past, term, qualifiers, day)


def _living(
    ordered: Sequence[StatusEvent],
    past: Sequence[StatusEvent],
    term: StatusEvent | None,
    qualifiers: tuple[StatusEvent, ...],
    day: date,
) -> Standing:
    """Return the status of a document that has not ended by `day`."""

    def of_kinds(events: Sequence[StatusEvent], *kinds: EventKind) -> list[StatusEvent]:
        return [event for event in events if event.kind in kinds]

    begun = of_kinds(past, EventKind.ENTERS) + of_kinds(
        past, EventKind.CONFIRMED, EventKind.EXTENDED, EventKind.RESUMED
    )
    begun += [event for event in past if event.kind is EventKind.SUSPENDED and event.limited]
    amended = of_kinds(past, EventKind.AMENDED, EventKind.PART_ENDED)
    signed, awaited = of_kinds(ordered, EventKind.SIGNED), of_kinds(past, EventKind.END_AWAITED)
    issued = [event for event in signed if event.day <= day]
    # An act that ends it later, on a day or when another act begins, says that it holds until then.
    ending = [event for event in ordered if event.announced and event.announced <= day < event.day]
    held = [term] if term is not None and (begun or issued or term in past) else []
    coming = of_kinds(ordered, EventKind.ENTERS)
    if begun or amended or (held and not coming) or ending or awaited:
        reasons = (*reversed(amended), *sorted(begun, reverse=True), *held, *ending, *awaited)
        found = Standing(Status.AMENDED if amended else Status.IN_FORCE, reasons, qualifiers)
    elif signed and not issued:
        found = Standing(Status.NOT_ISSUED, (signed[0],))
    elif coming:
        found = Standing(Status.NOT_YET, (coming[0], *issued))
    elif issued:
        found = Standing(Status.PRESUMED, tuple(issued), qualifiers)
    else:
        found = Standing(Status.UNKNOWN, tuple(ordered[:1]))
    return found


def _over(event: StatusEvent, resumed: Sequence[StatusEvent], day: date) -> bool:
    """Return whether a stop or suspension has ended by the day: by its own last day, or because a later act resumes it."""
    if event.kind not in _LIFTED:
        return False
    return bool((event.until and event.until < day) or any(later.day > event.day for later in resumed))


def _term(past: Sequence[StatusEvent]) -> StatusEvent | None:
    """Return the current term as an EXPIRES event: the document's own, or the latest that an act set instead."""
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
    """Return the intervals of a document's status in order, without gaps; days of unknown status are left out."""
    known = tuple(events)
    days = {event.day for event in known} | {
        event.until + _DAY for event in known if event.until and event.until < date.max
    }
    days |= {event.announced for event in known if event.announced}
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
