"""Find tables whose rows print bars between the cells but none at the left: 任务 | 内容 | 责任单位 |, with or without the last bar."""

from collections.abc import Iterator, Sequence

from ingest.model import Span
from ingest.read.maskedrows import FEWEST, Drawn, is_head, masked


def bar_rows(text: str, lines: Sequence[Span]) -> Iterator[Drawn]:
    """Return the head of each such table, which has a column of parties, and the lines below it with as many bars. An empty line or one
    with other bars ends the table. A head without rows is none. Takes linear time."""
    bars = 0  # of each row of the table; 0 outside of tables
    head: Span | None = None  # of the table, until its first row is found
    for span in lines:
        line = span.slice(text).rstrip("\n")
        if _is_rule(line):
            continue
        if bars and line.count("|") == bars:
            if head is not None:
                yield _row(text, head)
                head = None
            yield _row(text, span)
        else:
            head = span if _is_head(line) else None
            bars = line.count("|") if head is not None else 0


def _is_head(line: str) -> bool:
    cells = line.strip(" \u3000").removesuffix("|").split("|")
    return len(cells) >= FEWEST and all(cell.strip() for cell in cells) and is_head(cells)


def _row(text: str, span: Span) -> Drawn:
    line = span.slice(text).rstrip("\n")
    whole = Span(span.start, span.start + len(line))
    columns = line.rstrip(" \u3000").removesuffix("|").count("|") + 1
    return whole, masked(text, whole, list(_cells(line, span.start)), columns)


def _is_rule(line: str) -> bool:
    """Test for the rule below the head of a table: ---|:---:|---."""
    return "-" in line and not line.strip(" |:-\u3000")


def _cells(line: str, start: int) -> Iterator[tuple[int, Span]]:
    """Return the columns and spans of the cells of a row that have words, without the blanks around these. start: the line's offset."""
    at = start
    for column, cell in enumerate(line.split("|")):
        words = cell.strip(" \u3000")
        if words:
            low = at + cell.index(words)
            yield column, Span(low, low + len(words))
        at += len(cell) + 1
