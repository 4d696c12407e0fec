"""Turn a row of a drawn table into one line of the same length, its cells parted by tabs, so that every offset stays."""

import re
from collections.abc import Sequence

from ingest.model import Span
from ingest.rules import table
from ontology.enumerations import PartyRole

Drawn = tuple[Span, str]
"""A stretch of the source and the row that replaces it, character for character."""
Cells = Sequence[tuple[int, Span]]
"""The columns and spans of a row's cells, in order."""

FEWEST = 3  # columns of a table of tasks
LONGEST_HEAD = 12
_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9:]{0,20}(?:[\s/][^<>]*)?>|<!--(?:[^<>-]|-(?!->)){0,400}-->|<!\[[^<>\]]{0,80}\]>|&#?\w{1,8};"
)
WORD = re.compile(r"[^ \t\n\u3000]+")


def is_head(cells: Sequence[str]) -> bool:
    """Test for the head of a table of tasks: short words, one of them a column of parties."""
    rules = table("columns")
    short = [cell.replace(" ", "").replace("\u3000", "") for cell in cells]
    return all(len(cell) <= LONGEST_HEAD for cell in short) and any(
        rules[role].whole(cell) for cell in short for role in PartyRole
    )


def masked(text: str, whole: Span, cells: Cells, columns: int) -> str:
    """Return the row with tabs between its cells, as long as its stretch of the text."""
    out: list[str] = []
    at, column = whole.start, 0
    for place, span in cells:
        out.append(gap(text, Span(at, span.start), place - column))
        out.append(span.slice(text).replace("\n", " ").replace("\t", " "))
        at, column = span.end, place
    out.append(gap(text, Span(at, whole.end), columns - 1 - column))
    return "".join(out)


def gap(text: str, span: Span, tabs: int) -> str:
    """Return what separates two cells, of the same length: tabs first, blanks for markup; words stay, with the cell behind them."""
    out: list[str] = []
    at = span.start
    for word in WORD.finditer(_TAG.sub(lambda tag: " " * len(tag[0]), span.slice(text).replace("|", " "))):
        start = span.start + word.start()
        out.append("\0" * (start - at) + word[0])
        at = start + len(word[0])
    out.append("\0" * (span.end - at))
    return "".join(out).replace("\0", "\t", max(0, tabs))
