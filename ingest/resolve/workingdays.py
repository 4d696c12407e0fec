"""Count the days of a rule as working days where the rule says so: 本办法所称的“三日”、“五日”，是指工作日."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.model import Mention, TimeExpression, TimeKind
from ingest.rules import table
from ontology.numbers import numeral

_SAID = table("times")["in-working-days"]
_LISTED = re.compile(r"([一二两三四五六七八九十\d]{1,4})个?[日天]")
_DAYS = re.compile(r"P(\d+)D")
_CALENDAR = re.compile("自然日|日历日")


def in_working_days(
    found: Iterable[Mention[TimeExpression]], text: str, document: str
) -> Iterator[Mention[TimeExpression]]:
    """Yield each time, its days as working days where the document says that such days are. text: what the spans are in."""
    said = list(_SAID.each(document))
    listed = {
        numeral(number[1].replace("两", "二")) for match in said for number in _LISTED.finditer(match["listed"] or "")
    }
    every = any(not match["listed"] for match in said)
    for mention in found:
        days = _DAYS.fullmatch(mention.value.value or "") if said else None
        counted = days is not None and (every or int(days[1]) in listed)
        if counted and mention.value.kind is TimeKind.DURATION and not _CALENDAR.search(mention.span.slice(text)):
            mention = replace(mention, value=replace(mention.value, value=f"{mention.value.value[:-1]}WD"))
        yield mention
