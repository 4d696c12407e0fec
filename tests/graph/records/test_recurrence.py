"""Recurring limits: the rule that calendars understand, and its days."""

from datetime import date, datetime, time

import pytest
from dateutil.rrule import rrulestr

from graph.records.recurrence import recurrence

SIGNED = date(2022, 3, 15)


def days(value: str, since: date = SIGNED, count: int = 4, *, opening: bool = False) -> list[str]:
    """The first days, as a calendar expands the rule from its start."""
    found = recurrence(value, since, opening=opening)
    assert found is not None
    rule = rrulestr(found.rule, dtstart=datetime.combine(found.start, time()))
    return [str(day.date()) for day, _ in zip(rule, range(count), strict=False)]


@pytest.mark.parametrize(("value", "expected"), [
    ("FREQ=QUARTERLY", ["2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31"]),
    ("FREQ=QUARTERLY;BYMONTHDAY=20", ["2022-03-20", "2022-06-20", "2022-09-20", "2022-12-20"]),
    ("FREQ=QUARTERLY;BYMONTHDAY=10", ["2022-06-10", "2022-09-10", "2022-12-10", "2023-03-10"]),
    ("FREQ=QUARTERLY;BYMONTHDAY=31", ["2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31"]),
    ("FREQ=MONTHLY", ["2022-03-31", "2022-04-30", "2022-05-31", "2022-06-30"]),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2022-03-31", "2022-04-30", "2022-05-31", "2022-06-30"]),
    ("FREQ=MONTHLY;BYMONTHDAY=5", ["2022-04-05", "2022-05-05", "2022-06-05", "2022-07-05"]),
    ("FREQ=MONTHLY;INTERVAL=6", ["2022-06-30", "2022-12-31", "2023-06-30", "2023-12-31"]),
    ("FREQ=YEARLY", ["2022-12-31", "2023-12-31", "2024-12-31", "2025-12-31"]),
    ("FREQ=YEARLY;INTERVAL=2", ["2022-12-31", "2024-12-31", "2026-12-31", "2028-12-31"]),
    ("FREQ=YEARLY;BYMONTH=9", ["2022-09-30", "2023-09-30", "2024-09-30", "2025-09-30"]),
    ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31", ["2023-01-31", "2024-01-31", "2025-01-31", "2026-01-31"]),
    ("FREQ=WEEKLY", ["2022-03-15", "2022-03-22", "2022-03-29", "2022-04-05"]),
    ("FREQ=DAILY;INTERVAL=5", ["2022-03-15", "2022-03-20", "2022-03-25", "2022-03-30"]),
])  # fmt: skip
def test_the_days_of_a_rule(value: str, expected: list[str]) -> None:
    assert days(value) == expected


def test_quarters_are_the_calendars_whatever_the_month_of_the_document() -> None:
    for month in range(1, 13):
        assert days("FREQ=QUARTERLY", date(2022, month, 1), 9)[-1][5:] in ("03-31", "06-30", "09-30", "12-31")
        assert recurrence("FREQ=QUARTERLY", date(2022, month, 1)).start.month == (month + 2) // 3 * 3  # type: ignore[union-attr]


def test_the_first_month_of_the_quarter_where_the_words_say_so() -> None:
    assert days("FREQ=QUARTERLY;BYMONTHDAY=10", opening=True) == [
        "2022-04-10",
        "2022-07-10",
        "2022-10-10",
        "2023-01-10",
    ]


def test_a_quarter_is_no_word_of_the_standard() -> None:
    found = recurrence("FREQ=QUARTERLY", SIGNED)
    assert found is not None and found.rule == "FREQ=MONTHLY;INTERVAL=3;BYMONTH=3,6,9,12;BYMONTHDAY=-1"


def test_a_month_without_the_day_has_its_last_one() -> None:
    assert days("FREQ=MONTHLY;BYMONTHDAY=30", date(2023, 1, 31), 3) == ["2023-02-28", "2023-03-30", "2023-04-30"]
    assert days("FREQ=MONTHLY;BYMONTHDAY=31", date(2024, 2, 1), 3) == ["2024-02-29", "2024-03-31", "2024-04-30"]


@pytest.mark.parametrize(("since", "until", "within"), [
    (None, None, True), (date(2022, 6, 1), date(2022, 6, 30), True), (date(2022, 7, 1), date(2022, 9, 29), False),
    (None, date(2022, 3, 30), False), (None, date(2022, 3, 31), True), (date(2023, 12, 31), None, True),
    (date(2024, 1, 1), None, False), (date(2021, 1, 1), date(2021, 12, 31), False),
])  # fmt: skip
def test_a_span_holds_one_of_its_days_while_the_document_holds(
    since: date | None, until: date | None, within: bool
) -> None:
    found = recurrence("FREQ=QUARTERLY", SIGNED, date(2023, 12, 31))
    assert found is not None and (found.first_within(since, until) is not None) is within


@pytest.mark.parametrize(
    "value", ["", "monthly", "FREQ=SOMETIMES", "FREQ=MONTHLY;INTERVAL=x", "FREQ=YEARLY;BYMONTH=13"]
)
def test_what_is_no_rule_has_no_days(value: str) -> None:
    assert recurrence(value, SIGNED) is None


def test_a_document_that_ends_before_the_first_day_has_none() -> None:
    assert recurrence("FREQ=YEARLY", SIGNED, date(2022, 12, 30)) is None


@pytest.mark.parametrize(("rule", "until", "days"), [
    ("FREQ=QUARTERLY", None, ["2022-06-30", "2022-09-30"]),
    ("FREQ=MONTHLY;BYMONTHDAY=5", date(2022, 7, 31), ["2022-06-05", "2022-07-05"]),
    ("FREQ=YEARLY", None, []),
])  # fmt: skip
def test_the_days_within_a_span(rule: str, until: date | None, days: list[str]) -> None:
    found = recurrence(rule, date(2022, 3, 15), until)
    assert found is not None
    assert [str(day) for day in found.days(date(2022, 6, 1), date(2022, 9, 30))] == days
    assert found.days(date(2021, 1, 1), date(2022, 3, 1)) == []


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=MINUTELY;INTERVAL=5"])
def test_what_is_shorter_than_a_day_is_no_rule(rule: str) -> None:
    assert recurrence(rule, date(2022, 3, 15)) is None
