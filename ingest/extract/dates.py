"""Parse calendar days: 2018年9月8日, 二〇〇四年四月二十七日, 2004-02-02."""

from datetime import date

from ingest.rules import table
from ontology.numbers import month_number, numeral, year_in_characters


def day(text: str) -> date | None:
    """Parse the first day that a text prints; None if there is none, or if the calendar does not have it (6月31日).

    >>> day("二〇〇四年四月二十七日")
    datetime.date(2004, 4, 27)
    """
    rules = table("dates")
    if (match := rules["day"].find(text)) is None:
        match = rules["numeric-day"].find(text)
    if match is None:
        match = rules["chinese-day"].find(text)
    if match is None:
        return None
    month, number = month_number(match[2]), numeral(match[3])
    return _valid(year_in_characters(match[1]), month, number) if month and number else None


def prints_day(text: str) -> bool:
    """Test whether a day is printed, whether or not the calendar has it."""
    return any(rule.find(text) for rule in table("dates").values())


def _valid(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
