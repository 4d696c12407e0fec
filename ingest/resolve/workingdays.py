"""Count the days of a rule as working days where the rule says so: 本办法所称的“三日”、“五日”，是指工作日."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.model import Mention, TimeExpression, TimeKind
from ingest.rules import table
from ontology.numbers import numeral

_SAID = table("times")["in-working-days"]
_LISTED, _CALENDAR = table("times")["days-listed"], table("times")["calendar-days"]
_DAYS = re.compile(r"P(\d+)D")


def in_working_days(
    found: Iterable[Mention[TimeExpression]], text: str, document: str
) -> Iterator[Mention[TimeExpression]]:
    """Yield each time, its days as working days where the document says that such days are. text: what the spans are in."""
    said = list(_SAID.each(document))
    if not said:
        yield from found
        return
    listed = {numeral(number["n"]) for match in said for number in _LISTED.each(match["listed"] or "")}
    every = any(not match["listed"] for match in said)
    for mention in found:
        days = _DAYS.fullmatch(mention.value.value or "")
        counted = days is not None and (every or int(days[1]) in listed)
        if counted and mention.value.kind is TimeKind.DURATION and not _CALENDAR.find(mention.span.slice(text)):
            mention = replace(mention, value=replace(mention.value, value=f"{mention.value.value[:-1]}WD"))
        yield mention
