"""Counting days: lengths of time, ends of months, the same day months on, and working days by China's calendar of holidays."""

import calendar
import re
from datetime import date, timedelta

_DURATION = re.compile(r"PT?(\d+)(WD|D|W|M|Y|H)")


def parse_duration(value: str) -> tuple[int, str] | None:
    """Return number and unit of an ISO 8601 duration of one unit: Y, M, W, D, H, or WD, which means working days; None for any other.

    >>> parse_duration("P20WD")
    (20, 'WD')
    """
    match = _DURATION.fullmatch(value)
    return (int(match[1]), match[2]) if match else None


def month_end(year: int, month: int) -> date:
    """Return the last day of a month. Raises ValueError for a month that is none."""
    if not 1 <= month <= 12:
        raise ValueError(f"{month} is no month")
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(start: date, months: int) -> date:
    """Return the same day so many months on, or the month's last day where it has no such day: 01-31 + 1 → 02-28."""
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def after_workdays(start: date, number: int) -> date | None:
    """Return the last of `number` working days that follow `start`; None outside the years whose holidays are published.

    Holidays and the weekends worked for them are those of the State Council's yearly notices (`chinesecalendar`).
    """
    import chinese_calendar  # type: ignore[import-untyped]

    day = start
    try:
        while number > 0:
            day += timedelta(days=1)
            number -= chinese_calendar.is_workday(day)
    except NotImplementedError:
        return None
    return day


_SPRING_FESTIVALS = (
    "2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-18 2008-02-07 2009-01-26 "
    "2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 "
    "2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03"
)
_FIXED = {"元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1)}


def eve(year: int, holiday: str) -> date | None:
    """Return the last day before a holiday of a year: 2025, 春节 → 2025-01-28. None for 春节 outside 2000 to 2030."""
    if holiday == "春节":
        days = (date.fromisoformat(day) for day in _SPRING_FESTIVALS.split())
        first = next((day for day in days if day.year == year), None)
    else:
        first = date(year, *_FIXED[holiday[:2]])
    return first - timedelta(days=1) if first else None
