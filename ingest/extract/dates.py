"""Parse calendar days: 2018年9月8日, 二〇〇四年四月二十七日, 2004-02-02."""

from datetime import date

from ingest.rules import table
from ontology.numbers import month_number, numeral, year_in_characters

_FORMS = ("day", "numeric-day", "chinese-day", "spaced-day")


def day(text: str) -> date | None:
    """Parse the first day that a text prints; None if there is none, or if the calendar does not have it (6月31日).

    >>> day("二〇〇四年四月二十七日")
    datetime.date(2004, 4, 27)
    """
    rules = table("dates")
    match = next((match for name in _FORMS if (match := rules[name].find(text)) is not None), None)
    if match is None:
        return None
    month, number = month_number(match[2].replace(" ", "")), numeral(match[3].replace(" ", ""))
    return _valid(year_in_characters(match[1]), month, number) if month and number else None


def day_of_label(value: str) -> date | None:
    """Parse the day of a label, which may have no signs between its parts: 20060224."""
    if match := table("labels")["compact-day"].whole(value):
        return _valid(int(match[1]), int(match[2]), int(match[3]))
    return day(value)


def _valid(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
