"""Write happenings as a calendar (RFC 5545). The same happenings give the same bytes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO

from graph.export.happening import Happening

if TYPE_CHECKING:
    from icalendar import Event, Timezone

_MORNING = timedelta(hours=9)
"""The time of a reminder, relative to midnight, when all-day events begin."""


def write(output: BinaryIO, name: str, title: str, happenings: Iterable[Happening], remind: Sequence[int] = ()) -> int:
    """Write one all-day event a happening; return how many. Raises OSError.

    name: of what is written, for PRODID. remind: how many days before each event a reminder comes, at nine in the morning.
    Occasions are events, not VTODOs, which most calendars do not show.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//zhengmai//{name}//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", title)
    calendar.add("x-published-ttl", "PT12H")
    for happening in happenings:
        calendar.add_component(_event(happening, remind))
    count = len(calendar.subcomponents)
    if not count:
        calendar.add_component(_beijing())
    output.write(calendar.to_ical())
    return count


def _beijing() -> "Timezone":
    """Return the time zone of Beijing. Programs refuse a calendar without any component (RFC 5545, 3.6), so it is always there."""
    from icalendar import Timezone, TimezoneStandard

    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Asia/Shanghai")
    standard.add("dtstart", datetime(1970, 1, 1))
    for name in ("tzoffsetfrom", "tzoffsetto"):
        standard.add(name, timedelta(hours=8))
    zone.add_component(standard)
    return zone


def _event(happening: Happening, remind: Sequence[int]) -> "Event":
    from icalendar import Alarm, Event, vRecur

    event = Event()
    event.add("uid", happening.key)
    event.add("dtstamp", happening.made)
    event.add("dtstart", happening.day)
    if happening.rule:
        event.add("rrule", vRecur.from_ical(happening.rule))
    event.add("summary", happening.title)
    event.add("description", happening.text)
    if happening.categories:
        event.add("categories", list(happening.categories))
    if happening.link:
        event.add("url", happening.link)
    event.add("transp", "TRANSPARENT")  # a due date does not make people busy all day
    for days in remind:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", happening.title)
        alarm.add("trigger", _MORNING - timedelta(days=days))
        event.add_component(alarm)
    return event
