"""Write the dated limits of a ledger as a calendar (RFC 5545). The same entries give the same bytes."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, BinaryIO
from uuid import NAMESPACE_URL, uuid5

from graph.records.excerpts import fit
from graph.records.ledger import Entry
from graph.records.recurrence import Recurrence
from graph.records.work import Limit

if TYPE_CHECKING:
    from icalendar import Event

Say = Callable[..., str]
"""Returns a message by key, with values for its placeholders: `say("role.lead")`, `say("ledger.line", label=…, value=…)`."""
_SHORT = 40


def write(output: BinaryIO, entries: Sequence[Entry], say: Say) -> int:
    """Write one all-day event for each entry and day, or period, that its limits have; return how many. Raises OSError.

    Tasks are events, not VTODOs, which most calendars do not show. A length of time without a known last day is left out.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//zhengmai//ledger//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", say("ledger.title"))
    for entry in entries:
        # A clause may print one day twice (in its text and as 完成时限): we write one event.
        events: dict[tuple[date, str], list[Limit]] = {}
        for limit in entry.limits:
            if limit.due is not None:
                events.setdefault((limit.due, ""), []).append(limit)
            elif (recurs := limit.recurrence) is not None:
                events.setdefault((recurs.start, _rule(recurs)), []).append(limit)
        for (start, rule), limits in events.items():
            calendar.add_component(_event(entry, start, rule, limits, say))
    output.write(calendar.to_ical())
    return len(calendar.subcomponents)


def _event(entry: Entry, start: date, rule: str, limits: Sequence[Limit], say: Say) -> "Event":
    from icalendar import Event, vRecur

    event = Event()
    # The same limit of the same agency has the same UID in every file, so that calendars replace the event.
    event.add("uid", str(uuid5(NAMESPACE_URL, f"{entry.task.iri} {entry.agency} {limits[0].iri}")))
    # The time of creation is the document's day, because a clock would change the bytes.
    event.add("dtstamp", datetime.combine(entry.document.signed or start, time(), UTC))
    event.add("dtstart", start)
    if rule:
        event.add("rrule", vRecur.from_ical(rule))
    roles = [say(f"role.{role}") for role in entry.roles]
    event.add(
        "summary", say("ledger.summary", role="、".join(roles), text=fit(entry.text, _SHORT), agency=named(entry, say))
    )
    event.add("description", "\n".join(_lines(entry, roles, limits, say)))
    event.add("categories", roles)
    event.add("transp", "TRANSPARENT")  # a due date does not make people busy all day
    return event


def named(entry: Entry, say: Say) -> str:
    """Return the agency's name, marked where the name is not resolved."""
    return entry.agency if entry.known else say("ledger.open", name=entry.agency)


def _rule(recurs: Recurrence) -> str:
    return f"{recurs.rule};UNTIL={recurs.until:%Y%m%d}" if recurs.until else recurs.rule


def _lines(entry: Entry, roles: Sequence[str], limits: Sequence[Limit], say: Say) -> list[str]:
    document, task = entry.document, entry.task
    said = [
        ("agency", named(entry, say)),
        ("role", "、".join(roles)),
        ("limits", "\n".join(dict.fromkeys(limit.printed for limit in limits))),
        ("quote", "\n".join(dict.fromkeys(limit.quote for limit in limits))),
        (
            "document",
            " ".join(part for part in (document.number, f"《{document.title}》" if document.title else "") if part),
        ),
        ("place", task.path),
        ("bases", "\n".join(dict.fromkeys(basis.name for basis in task.bases if basis.name))),
        ("text", entry.text),
    ]
    return [say("ledger.line", label=say(f"column.{name}"), value=value) for name, value in said if value]
