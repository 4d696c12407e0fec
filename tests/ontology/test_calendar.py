"""Counting days: ends of months, months on, working days by the published holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.calendar import add_months, after_workdays, month_end


@pytest.mark.parametrize(("start", "months", "expected"), [
    (date(2021, 5, 1), 60, date(2026, 5, 1)),
    (date(2022, 1, 31), 1, date(2022, 2, 28)),
    (date(2024, 1, 31), 1, date(2024, 2, 29)),
    (date(2020, 2, 29), 12, date(2021, 2, 28)),
    (date(2021, 12, 15), 1, date(2022, 1, 15)),
    (date(2021, 11, 30), 3, date(2022, 2, 28)),
])  # fmt: skip
def test_add_months(start: date, months: int, expected: date) -> None:
    assert add_months(start, months) == expected


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 240))
def test_add_months_keeps_the_day_or_takes_the_months_last(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end == month_end(end.year, end.month) and end.day < start.day)
    assert month_end(end.year, end.month) + timedelta(days=1) == add_months(end.replace(day=1), 1)


@pytest.mark.parametrize(("start", "number", "expected"), [
    (date(2019, 9, 25), 3, date(2019, 9, 29)),  # Sunday 29 September 2019 was worked for the National Day holiday
    (date(2019, 9, 30), 1, date(2019, 10, 8)),  # the holiday itself
    (date(2024, 2, 9), 1, date(2024, 2, 18)),  # Spring Festival 2024, with the Sunday worked for it
    (date(2023, 5, 8), 5, date(2023, 5, 15)),
])  # fmt: skip
def test_after_workdays(start: date, number: int, expected: date) -> None:
    assert after_workdays(start, number) == expected


def test_outside_the_published_years_the_day_is_unknown() -> None:
    assert after_workdays(date(1999, 1, 4), 3) is None
    assert after_workdays(date(2088, 1, 5), 3) is None


@given(st.integers(0, 60))
def test_the_last_working_day_is_one(number: int) -> None:
    import chinese_calendar  # type: ignore[import-untyped]

    end = after_workdays(date(2021, 3, 1), number)
    assert end is not None
    assert number == 0 or chinese_calendar.is_workday(end)
    between = [date(2021, 3, 1) + timedelta(days=n) for n in range(1, (end - date(2021, 3, 1)).days + 1)]
    assert sum(map(chinese_calendar.is_workday, between)) == number
