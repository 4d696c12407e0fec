"""Lay blocks out on printed sheets: A4, one column or several, coordinates in points from the upper left corner.

A block is a heading, a paragraph, or a table as rows of cells; an empty cell in a table's column is printed empty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

WIDTH, HEIGHT = 595.0, 842.0
_MARGIN = 72.0
_HEAD = 40.0  # from the top: where the running head occurs


@dataclass(frozen=True, slots=True)
class SetHeading:
    text: str


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """indent: by two characters, as prose is; what is set flush left or right is not."""

    text: str
    indent: bool = True
    right: bool = False


@dataclass(frozen=True, slots=True)
class SetTable:
    rows: tuple[tuple[str, ...], ...]


SetBlock = SetHeading | SetParagraph | SetTable


class Sign(NamedTuple):
    """A character: its left edge and baseline, and its size."""

    text: str
    x: float
    y: float
    size: float


@dataclass(slots=True)
class PrintedSheet:
    """A printed page. lines: of characters that follow each other; rules: x0, y0, x1, y1."""

    lines: list[list[Sign]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


def blocks_of(text: str) -> list[SetBlock]:
    """Return the lines of a text as blocks: runs of tab-separated lines as tables, Markdown's headings as headings, others as
    paragraphs without indent. A printed page shows no marks of Markdown.
    """
    out: list[SetBlock] = []
    for tabbed, lines in groupby((line for line in text.split("\n") if line.strip()), key=lambda line: "\t" in line):
        if tabbed:
            rows = [tuple(line.split("\t")) for line in lines]
            width = max(map(len, rows))
            out.append(SetTable(tuple(row + ("",) * (width - len(row)) for row in rows)))
        else:
            out += [_line(line.strip()) for line in lines]
    return out


def _line(line: str) -> SetBlock:
    text = line.replace("**", "")
    heading = text.lstrip("#")
    return SetHeading(heading.strip()) if heading != text else SetParagraph(text, indent=False)


def advance(sign: str) -> float:
    """Return the width of a character, in units of its size."""
    return 0.5 if sign.isascii() else 1.0


class Press:
    """Sets blocks on sheets, in columns, with a running head and page numbers."""

    def __init__(self, columns: int = 1, size: float = 12.0, head: str = "") -> None:
        self.columns, self.size, self.head = columns, size, head
        self.leading = size * 1.6
        gap = 24.0 if columns > 1 else 0.0
        self.width = (WIDTH - 2 * _MARGIN - gap * (columns - 1)) / columns
        self.step = self.width + gap
        self.sheets: list[PrintedSheet] = []
        self.column = 0
        self.y = 0.0
        self.turn()

    def turn(self) -> None:
        """Begin the next column, or the next sheet."""
        if self.sheets and self.column + 1 < self.columns:
            self.column += 1
        else:
            self.sheets.append(PrintedSheet())
            self.column = 0
            if self.head:
                self.line(self.head, (WIDTH - sum(map(advance, self.head)) * 9) / 2, _HEAD, 9)
            number = f"— {len(self.sheets)} —"
            self.line(number, (WIDTH - sum(map(advance, number)) * 9) / 2, HEIGHT - _HEAD, 9)
        self.y = _MARGIN + self.size

    def line(self, text: str, x: float, y: float, size: float) -> None:
        signs = []
        for sign in text:
            signs.append(Sign(sign, round(x, 2), round(y, 2), size))
            x += advance(sign) * size
        if signs:
            self.sheets[-1].lines.append(signs)

    def room(self, height: float) -> None:
        if self.y + height > HEIGHT - _MARGIN:
            self.turn()

    @property
    def left(self) -> float:
        return _MARGIN + self.column * self.step

    def add(self, block: SetBlock) -> None:
        match block:
            case SetHeading(text):
                size = self.size * 1.4
                for piece in wrapped(text, self.width / size):
                    self.room(size * 1.6)
                    self.line(piece, self.left + (self.width - sum(map(advance, piece)) * size) / 2, self.y, size)
                    self.y += size * 1.6
            case SetParagraph(text, indent, right):
                for i, piece in enumerate(wrapped(text, self.width / self.size, 2.0 if indent else 0.0)):
                    self.room(self.leading)
                    start = 2 * self.size if indent and not i else 0.0
                    if right:
                        start = self.width - sum(map(advance, piece)) * self.size
                    self.line(piece, self.left + start, self.y, self.size)
                    self.y += self.leading
            case SetTable(rows):
                self.table(rows)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Set a table. Columns are as wide as their longest cells need; the header row is repeated on each page."""
        size = self.size * 0.8
        wishes = [min(16.0, max(2.0, *(sum(map(advance, row[c])) for row in rows))) for c in range(len(rows[0]))]
        widths = [self.width * wish / sum(wishes) for wish in wishes]
        header: Sequence[str] | None = rows[0]
        for i, row in enumerate(rows):
            cells = [wrapped(cell, (width - 6) / size) for cell, width in zip(row, widths, strict=True)]
            height = max(map(len, cells)) * size * 1.4 + 6
            if self.y - size + height > HEIGHT - _MARGIN:
                self.turn()
                if header is not None and i:
                    self.row(
                        [wrapped(cell, (w - 6) / size) for cell, w in zip(header, widths, strict=True)], widths, size
                    )
            self.row(cells, widths, size)
        self.y += self.leading

    def row(self, cells: Sequence[Sequence[str]], widths: Sequence[float], size: float) -> None:
        top = self.y - size
        height = max(map(len, cells)) * size * 1.4 + 6
        x = self.left
        for lines, width in zip(cells, widths, strict=True):
            for k, text in enumerate(lines):
                self.line(text, x + 3, top + 3 + size * (1 + 1.4 * k), size)
            self.sheets[-1].rules += [(x, top, x, top + height), (x + width, top, x + width, top + height)]
            x += width
        self.sheets[-1].rules += [(self.left, top, x, top), (self.left, top + height, x, top + height)]
        self.y += height


def wrapped(text: str, width: float, indent: float = 0.0) -> list[str]:
    """Cut a text into lines of a width in characters; the first is shorter by the indent. Closing punctuation hangs."""
    lines, line, used = [], "", indent
    for sign in text:
        if used + advance(sign) > width + 0.01 and sign not in "，。；：、！？）》”〕":
            lines.append(line)
            line, used = "", 0.0
        line += sign
        used += advance(sign)
    return [*lines, line]


def sheets(blocks: Iterable[SetBlock], columns: int = 1, size: float = 12.0, head: str = "") -> list[PrintedSheet]:
    press = Press(columns, size, head)
    for block in blocks:
        press.add(block)
    return press.sheets
