"""Put time limits into words: FREQ=MONTHLY;BYMONTHDAY=20 → 每月20日."""

import re

from markupsafe import Markup

from graph.records.excerpts import shorten_front
from graph.records.work import Limit
from ontology.calendar import parse_duration
from ui.explorer.components.markup import escaped, trusted
from ui.messages import Messages

_NUMBERS = re.compile(r"-?\d{1,4}(?:,-?\d{1,4})*")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EVENT = 24
"""The characters after which the event that a length counts from is cut."""


def words(limit: Limit, say: Messages) -> str:
    """Return the day, the period or the length in words; a value without a message is returned as it is in the graph."""
    if limit.rule:
        return recurrence(limit.rule, say)
    if limit.duration:
        return duration(limit.duration, say)
    return limit.due.isoformat() if limit.due else say("time.open")


def recurrence(rule: str, say: Messages) -> str:
    """Return an RRULE (RFC 5545, and FREQ=QUARTERLY) in words, also one with several days or months: BYMONTHDAY=10,20 → 每月10、20日."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    each, weekday = f"time.{parts.pop('FREQ', '').lower()}", parts.pop("BYDAY", "")
    if weekday:
        if each != "time.weekly" or parts or weekday not in _WEEKDAYS:
            return rule
        return say("time.weekly_day", day=say(f"tasks.weekday_{_WEEKDAYS.index(weekday) + 1}"))
    if each not in say.texts or not all(_NUMBERS.fullmatch(value) for value in parts.values()):
        return rule
    numbers = {name: value.split(",") for name, value in parts.items()}
    days, months = numbers.pop("BYMONTHDAY", []), numbers.pop("BYMONTH", [])
    many = int(numbers.pop("INTERVAL", ["1"])[0])
    key = f"{each}{'_many' if many > 1 else ''}{'_end' if days == ['-1'] else '_day' if days else ''}"
    if len(months) == 1 and key == "time.yearly_day":
        return rule if numbers or len(days) > 1 else say(key, month=int(months[0]), day=int(days[0]))
    key += "s" if months else ""
    # A month is only named together with a day.
    if numbers or key not in say.texts or (key == "time.yearly_day" and not months):
        return rule
    joint = say("time.joint")
    return say(key, count=many, months=joint.join(months), day=joint.join(days))


def duration(length: str, say: Messages) -> str:
    """Return an ISO 8601 duration of one unit in words; WD means working days."""
    parsed = parse_duration(length)
    if parsed is None:
        return length
    number, unit = parsed[0], f"time.unit_{parsed[1].lower()}"
    return say(f"{unit}_one" if number == 1 else unit, count=str(number))


def describe(limit: Limit, say: Messages) -> Markup:
    """Return lines to show beside the words: the event that a length counts from, its last day, why there is no day."""
    lines = []
    if limit.event:
        event = shorten_front(limit.event, _EVENT)
        lines.append(_line(say("time.from", event=event)))
    if limit.duration and limit.due:
        lines.append(_line(say("time.until", day=limit.due)))
    if not limit.value:
        reason = limit.reason[say.language == "en"] or limit.reason[0]
        lines.append(_line(reason))
    return lines[0] if len(lines) == 1 else Markup(" ").join(lines)


def _line(words: str) -> Markup:
    return trusted(f"<span>{escaped(words)}</span>")
