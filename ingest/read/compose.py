"""Compose the output of every reader: blocks of words with their places become one text and a map from it to the file.

A `Block` is a line of fragments or a grid. A grid becomes rows of tab-separated cells, which `lines` recognises as a table; its
cells are returned beside the text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.model import Issue, Span
from ingest.model.native import Piece
from ingest.read.grid import Fragment, Grid

Line = tuple[Fragment, ...]
Block = Line | Grid

_ENDS = {ord(c): " " for c in "\n\r\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table in the extracted text; rows and columns from 0. span: its words in the text."""

    row: int
    column: int
    rows: int
    columns: int
    span: Span


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text that a reader extracted from a file.

    text: lines with `\\n` between them, tables as rows of tab-separated cells. pieces: its map to the file, ascending and
    disjoint. tables: the grids of the text's tables. issues: what the reader could not read or found surprising. reader: its
    name and version, and those of its libraries. encoding: of the bytes where the file is text. pages: how many, 0 for files
    without pages. apart: what is printed again on every page and left out of the text (running heads, page numbers). headings:
    where the lines begin that the file sets as headings, ascending.
    """

    text: str = field(repr=False)
    pieces: tuple[Piece, ...] = field(repr=False)
    tables: tuple[tuple[TableCell, ...], ...] = field(repr=False)
    issues: tuple[Issue, ...]
    reader: str
    media_type: str
    encoding: str = ""
    pages: int = 0
    apart: tuple[str, ...] = ()
    headings: tuple[int, ...] = field(default=(), repr=False)


@dataclass(slots=True)
class Composer:
    """Writes blocks one after the other. pieces, tables, headings: see `Extraction`; length: of the text so far, in code points."""

    texts: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    tables: list[tuple[TableCell, ...]] = field(default_factory=list)
    length: int = 0

    def add(self, blocks: Iterable[Block]) -> "Composer":
        for block in blocks:
            if isinstance(block, Grid):
                self._grid(block)
            elif words := [fragment for fragment in block if fragment.text.strip()]:
                if all(fragment.heading for fragment in words):
                    self.headings.append(self.length)
                self._line(block)
                self._write("\n")
        return self

    @property
    def text(self) -> str:
        return "".join(self.texts).rstrip("\n")

    def extraction(
        self,
        reader: str,
        media_type: str,
        issues: Iterable[Issue] = (),
        *,
        encoding: str = "",
        pages: int = 0,
        apart: tuple[str, ...] = (),
    ) -> Extraction:
        """Return what was written, with what the reader knows of the file; the parameters are those of `Extraction`."""
        pieces, tables, headings = tuple(self.pieces), tuple(self.tables), tuple(self.headings)
        return Extraction(
            self.text, pieces, tables, tuple(issues), reader, media_type, encoding, pages, apart, headings
        )

    def _write(self, text: str) -> None:
        self.texts.append(text)
        self.length += len(text)

    def _line(self, fragments: Sequence[Fragment]) -> None:
        for fragment in fragments:
            if fragment.text and fragment.place is not None:
                end = self.length + len(fragment.text)
                self.pieces.append(Piece(self.length, end, fragment.place, fragment.generated))
            self._write(fragment.text.translate(_ENDS))

    def _grid(self, grid: Grid) -> None:
        cells: list[TableCell] = []
        columns = grid.columns
        for row in grid.by_row():
            if not any(cell.text.strip() for cell in row):
                continue
            at = 0
            for cell in row:
                self._write("\t" * (cell.column - at))
                at = cell.column
                start = self.length
                self._line(cell.content)
                cells.append(TableCell(cell.row, cell.column, cell.rows, cell.columns, Span(start, self.length)))
            self._write("\t" * max(0, columns - 1 - at) + "\n")
        if cells:
            self.tables.append(tuple(cells))
