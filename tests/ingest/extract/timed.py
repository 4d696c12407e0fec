"""The time limits of a text whose limits are marked, for tests that compare them with a table."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from ingest.extract.times import times
from ingest.model import Mention, TimeExpression, TimeKind

MARKED = re.compile("⟦([^⟦⟧]+)⟧")


def written(value: object) -> str:
    """A value on one line: `deadline 2024-11-30`, `target ?-12` (the year is the context's, the day the month's end),
    `deadline +1-06` (next year's), `deadline <2024-11` (before the month), `FREQ=…`, `P15D from 收到申请`."""
    assert isinstance(value, TimeExpression)
    if value.value:
        return value.value + (f" from {value.event}" if value.event else "")
    year = value.year if value.year is not None else "?" if value.relative is None else f"+{value.relative}"
    if value.holiday:
        return f"{value.kind} before {value.holiday}"
    day = f"-{value.day:02}" if value.day else ""
    return f"{value.kind} {'<' if value.before else ''}{year}-{value.month or 0:02}{day}"


def check(marked: str, expected: list[str], find: Callable[[str], Iterable[Mention[Any]]] = times) -> None:
    """A text with its limits in ⟦⟧, and what they are."""
    text = marked.replace("⟦", "").replace("⟧", "")
    found = list(find(text))
    assert [m.span.slice(text) for m in found] == MARKED.findall(marked)
    assert [written(m.value) for m in found] == expected
    for mention in found:
        assert isinstance(mention.value, TimeExpression)
        kind = mention.value.kind
        assert (kind is TimeKind.RECURRING) == mention.value.value.startswith("FREQ=")
        assert (kind is TimeKind.DURATION) == mention.value.value.startswith("P")
