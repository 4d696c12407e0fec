"""Counting days: ends of months, the same day months on, and working days by China's calendar of holidays."""

import calendar
from datetime import date, timedelta


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
