"""Find tables that a plain text draws: rows of HTML, columns aligned with blanks, bars or box characters, a cell a line.

Each row becomes one line whose cells are parted by tabs, the form in which `lines` knows tables. The line has as many characters
as its stretch of the source: the characters between two cells become tabs and NULs (which `lines` drops), so every offset stays.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.model import Span
from ingest.read.barrows import bar_rows
from ingest.read.blankrows import blank_rows
from ingest.read.boxrows import box_rows
from ingest.read.celllines import listed, unnumbered
from ingest.read.grid import Flowing, Grid, flow
from ingest.read.maskedrows import FEWEST, WORD, Drawn, gap, is_head, masked
from ingest.rules import table

_TABLE = re.compile(r"<table\b[^<>]{0,300}>", re.IGNORECASE)
_TABLE_END = re.compile(r"</table[ ]?>", re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^<>]{0,300}>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b([^<>]{0,300})>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dhr][ ]?>|<t[dhr]\b|</t(?:able|head|body|foot)", re.IGNORECASE)
_SPANNED = {name: re.compile(rf"{name}[ ]?=[ ]?[\"']?(\d{{1,4}})", re.IGNORECASE) for name in ("rowspan", "colspan")}
_LINE = re.compile(r"[^\n]*\n?")
_FIELD = re.compile(r"[^ \u3000](?:[^ \u3000]|[ \u3000](?![ \u3000]))*")


def drawn_rows(text: str) -> list[Drawn]:
    """Return the rows of all drawn tables of a text, in order, disjoint. Takes linear time."""
    found = list(_html(text)) if "<t" in text or "<T" in text else []
    if table("columns")["role-head"].find(text):
        taken = {span.start: span.end for span, _ in found}
        lines = [Span(match.start(), match.end()) for match in _LINE.finditer(text) if match.end() > match.start()]
        found += [
            row
            for row in (
                *_aligned(text, lines),
                *listed(text, lines),
                *unnumbered(text, lines),
                *blank_rows(text, lines),
                *(bar_rows(text, lines) if "|" in text else ()),
                *(box_rows(text, lines) if "│" in text or "┃" in text or "║" in text else ()),
            )
            if row[0].start not in taken
        ]
    disjoint: list[Drawn] = []
    for row in sorted(found, key=lambda row: row[0]):
        if not disjoint or row[0].start >= disjoint[-1][0].end:
            disjoint.append(row)
    return disjoint


def _html(text: str) -> Iterator[Drawn]:
    """Find the rows of HTML tables. A table inside a table, or without its end, stays as it is."""
    at = 0
    while opened := _TABLE.search(text, at):
        closed = _TABLE_END.search(text, opened.end())
        if closed is None:
            return
        at = closed.end()
        if _TABLE.search(text, opened.end(), closed.start()):
            continue
        starts = [match.start() for match in _ROW.finditer(text, opened.end(), closed.start())]
        rows = [list(_html_cells(text, low, high)) for low, high in pairwise([*starts, closed.start()])]
        if not any(len(row) > 1 for row in rows):
            continue
        grid = flow([[flowing for flowing, _ in row] for row in rows])
        begins = [opened.start(), *starts[1:], closed.end()]
        caption = gap(text, Span(opened.start(), starts[0]), 0)
        if caption.strip("\0 "):
            yield Span(opened.start(), starts[0]), caption
            begins[0] = starts[0]
        for (low, high), row, placed in zip(pairwise(begins), rows, _by_row(grid, len(rows)), strict=True):
            cells = [(cell, span) for cell, (_, span) in zip(placed, row, strict=False)]
            yield Span(low, high), masked(text, Span(low, high), cells, grid.columns)


def _by_row(grid: Grid, rows: int) -> list[list[int]]:
    """Return the columns in which each row's own cells begin."""
    columns: list[list[int]] = [[] for _ in range(rows)]
    for cell in grid.cells:
        columns[cell.row].append(cell.column)
    return [sorted(row) for row in columns]


def _html_cells(text: str, low: int, high: int) -> Iterator[tuple[Flowing, Span]]:
    for opened in _CELL.finditer(text, low, high):
        end = _CELL_END.search(text, opened.end(), high)
        stop = end.start() if end else high
        many = {name: rule.search(opened[1]) for name, rule in _SPANNED.items()}
        rows, columns = (int(found[1]) if (found := many[name]) else 1 for name in ("rowspan", "colspan"))
        yield Flowing(rows, columns, ()), Span(opened.end(), stop)


def _aligned(text: str, lines: Sequence[Span]) -> Iterator[Drawn]:
    """Find tables whose columns are aligned with blanks, below a head with a column of parties."""
    starts: list[int] = []
    for span in lines:
        line = span.slice(text)
        fields = [Span(match.start(), match.end()) for match in _FIELD.finditer(line.rstrip("\n"))]
        if not line.strip(" -=\n"):
            continue  # an empty line, or the rule below the head of a simple table of pandoc's
        if "\t" in line or "|" in line:
            starts = []
            continue
        places = [_width(line[: field.start]) for field in fields]
        if len(fields) >= FEWEST and is_head([field.slice(line) for field in fields]):
            starts = places
        elif not starts or (len(fields) == 1 and places[0] < starts[1] - 1):
            starts = []
            continue
        cells: list[tuple[int, Span]] = []
        words = [Span(match.start(), match.end()) for match in WORD.finditer(line)]
        if len(fields) < len(starts) == len(words):  # a cell as wide as its column leaves one blank before the next
            fields, places = words, starts
        for field, place in zip(fields, places, strict=True):
            column = min(range(len(starts)), key=lambda i: abs(starts[i] - place))
            column = max(column, cells[-1][0] + 1 if cells else 0)
            cells.append((column, field.shifted(span.start)))
        whole = Span(span.start, span.start + len(line.rstrip("\n")))
        yield whole, masked(text, whole, cells, len(starts))


def _width(text: str) -> int:
    """Return the printed width, in half-width characters."""
    return sum(1 if character < "\u0100" else 2 for character in text)
