"""The days on which a recurring time limit falls.

The graph keeps a limit's period as the text prints it: an RRULE that may lack the day, or be FREQ=QUARTERLY. Here it
becomes a rule of RFC 5545 that names a day: a period without one is over on its last day (每季度 → the quarter's last
day), and quarters and half-years are those of the calendar, whatever the day of the document.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateutil.rrule import rrule, rruleset

_YEAR = 12
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "YEARLY")
_DAYS = ("BYMONTHDAY", "BYDAY", "BYYEARDAY", "BYWEEKNO")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """rule: an RRULE without UNTIL. start: its first day. until: the last day on which it may fall, None for ever."""

    rule: str
    start: date
    until: date | None = None

    def first_within(self, since: date | None, until: date | None) -> date | None:
        """Return the first of its days in the span, both ends in it; None leaves an end open."""
        first = _first(self.rule, self.start, max(since or self.start, self.start))
        ends = [day for day in (self.until, until) if day is not None]
        return first if first is not None and all(first <= day for day in ends) else None

    def within(self, since: date | None, until: date | None) -> "Recurrence | None":
        """Return it with its days in the span alone, both ends in it; None where none falls in it."""
        first = self.first_within(since, until)
        ends = [day for day in (self.until, until) if day is not None]
        return Recurrence(self.rule, first, min(ends, default=None)) if first is not None else None

    def days(self, since: date, until: date) -> list[date]:
        """Return all its days in the span, both ends in it."""
        first, last = max(since, self.start), min(until, self.until or until)
        return [day.date() for day in _rule(self.rule, self.start).between(_midnight(first), _midnight(last), inc=True)]


@lru_cache(maxsize=4096)
def recurrence(value: str, since: date, until: date | None = None, *, opening: bool = False) -> Recurrence | None:
    """`FREQ=QUARTERLY` from 2022-03-15 → the last days of March, June, September, December, first 2022-03-31.

    since: its first day is this one or later. opening: the day lies in a quarter's first month (首月), not its last.
    None for a value that is not a rule, or that falls on no day by `until`.
    """
    try:
        rule, month = _standard(value, opening)
        # The months of a cycle count from one of them, so that they are the calendar's.
        start = _first(rule, date(since.year - 1, month, 1) if month else since, since)
    except (ValueError, KeyError):
        return None
    return Recurrence(rule, start, until) if start and (until is None or start <= until) else None


def _standard(value: str, opening: bool) -> tuple[str, int]:
    """Return the rule with its day, and the last month of a cycle of the calendar's, else 0. Raises ValueError, KeyError."""
    parts = dict(part.split("=", 1) for part in value.split(";"))
    frequency, every = parts.pop("FREQ"), int(parts.pop("INTERVAL", "1"))
    if frequency not in _FREQUENCIES:
        raise ValueError(f"{frequency} has no days")
    if frequency == "QUARTERLY":
        frequency, every = "MONTHLY", 3 * every
    cycle = frequency == "MONTHLY" and "BYMONTH" not in parts and every > 1 and _YEAR % every == 0
    last = _YEAR - every + 1 if opening else _YEAR
    if cycle:
        first = 1 if opening else every
        parts["BYMONTH"] = ",".join(str(month) for month in range(first, _YEAR + 1, every))
    if not any(key in parts for key in _DAYS):
        if frequency == "MONTHLY":
            parts["BYMONTHDAY"] = "-1"
        elif frequency == "YEARLY":
            parts["BYMONTHDAY"] = "-1" if "BYMONTH" in parts else "31"
    if frequency == "YEARLY" and "BYMONTHDAY" in parts:
        parts.setdefault("BYMONTH", str(_YEAR))
    if frequency == "MONTHLY" and parts.get("BYMONTHDAY") in ("29", "30", "31"):
        # A month without that day would be left out; its last day replaces it.
        days = range(28, int(parts["BYMONTHDAY"]) + 1)
        parts |= {"BYMONTHDAY": ",".join(str(day) for day in days), "BYSETPOS": "-1"}
    interval = {"INTERVAL": str(every)} if every > 1 else {}
    return ";".join(
        f"{key}={said}" for key, said in ({"FREQ": frequency} | interval | parts).items()
    ), last if cycle else 0


def _first(rule: str, start: date, since: date) -> date | None:
    """Return the first day of a rule that counts from `start`, on `since` or later. Raises ValueError for what is no rule."""
    found = _rule(rule, start).after(_midnight(since), inc=True)
    return found.date() if found else None


def _rule(rule: str, start: date) -> "rrule | rruleset":
    from dateutil.rrule import rrulestr

    return rrulestr(rule, dtstart=_midnight(start))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
