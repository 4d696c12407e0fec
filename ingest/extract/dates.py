"""Parse calendar days: 2018年9月8日, 二〇〇四年四月二十七日, 2004-02-02."""

from datetime import date

from ingest.rules import table
from ontology.numbers import numeral

_ZEROS = str.maketrans(dict.fromkeys("〇○ОOo零", "0") | {c: str(i) for i, c in enumerate("零一二三四五六七八九") if i})


def day(text: str) -> date | None:
    """Parse the first day that a text prints; None if there is none, or if the calendar does not have it (6月31日).

    >>> day("二〇〇四年四月二十七日")
    datetime.date(2004, 4, 27)
    """
    rules = table("dates")
    if (match := rules["day"].find(text)) is None:
        match = rules["numeric-day"].find(text)
    if match is not None:
        return _valid(int(match[1]), int(match[2]), int(match[3]))
    if match := rules["chinese-day"].find(text):
        year = match[1].replace(" ", "").translate(_ZEROS)
        month = 1 if match[2] == "元" else numeral(match[2])
        number = numeral(match[3])
        if year.isdigit() and month and number:
            return _valid(int(year), month, number)
    return None


def day_of_label(value: str) -> date | None:
    """Parse the day that a label tells, which may stand without signs between its parts: 20060224."""
    if match := table("labels")["compact-day"].whole(value):
        return _valid(int(match[1]), int(match[2]), int(match[3]))
    return day(value)


def prints_day(text: str) -> bool:
    """Test whether a day is printed, whether or not the calendar has it."""
    return any(rule.find(text) for rule in table("dates").values())


def _valid(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
