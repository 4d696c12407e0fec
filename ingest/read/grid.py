"""The grid of a table's cells, one model for all formats: which cell spans what, and the rows of text that it becomes.

Rows and columns are counted from 0. A spanning cell is at its upper left corner.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model.native import InPart, Place

LARGEST = 1_000_000
"""More places (rows times columns) than any printed table has; spans beyond it are cut."""
WIDEST = 1000
"""The HTML standard's limit of `colspan` (4.9.11)."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words with their place in the file; place None: the reader's own (a blank between two paragraphs of a cell). heading: the file
    sets them as a heading, by their style or their size."""

    text: str
    place: Place | None = None
    generated: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    row: int
    column: int
    rows: int
    columns: int
    content: tuple[Fragment, ...]

    @property
    def text(self) -> str:
        return "".join(fragment.text for fragment in self.content)


@dataclass(frozen=True, slots=True)
class Grid:
    """cells: in reading order, disjoint; a place that no cell covers is empty."""

    cells: tuple[Cell, ...]

    @property
    def rows(self) -> int:
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    def by_row(self) -> Iterator[list[Cell]]:
        """Return the cells that begin in each row, left to right; an empty list for a row that cells above cover."""
        begun: dict[int, list[Cell]] = {}
        for cell in self.cells:
            begun.setdefault(cell.row, []).append(cell)
        for row in range(max(begun, default=-1) + 1):
            yield sorted(begun.get(row, []), key=lambda cell: cell.column)


@dataclass(frozen=True, slots=True)
class Flowing:
    """A cell as HTML and RTF give it: its spans, and no column of its own. rows 0: to the table's end."""

    rows: int
    columns: int
    content: tuple[Fragment, ...]


def flow(rows: Sequence[Sequence[Flowing]]) -> Grid:
    """Place cells that follow each other (HTML standard, 4.9.12): each takes the row's next place that no cell above covers."""
    cells: list[Cell] = []
    covered: dict[int, int] = {}  # column → the first row below the cell that covers it
    room = max(1, LARGEST // max(1, len(rows)))
    for row, given in enumerate(rows):
        column = 0
        for cell in given:
            while covered.get(column, 0) > row:
                column += 1
            if column >= room:
                break
            most = min(max(1, cell.columns), WIDEST, room - column)
            wide = next((w for w in range(1, most) if covered.get(column + w, 0) > row), most)
            high = len(rows) - row if cell.rows == 0 else min(max(1, cell.rows), len(rows) - row)
            cells.append(Cell(row, column, high, wide, cell.content))
            for at in range(column, column + wide):
                covered[at] = row + high
            column += wide
    return trimmed(Grid(tuple(cells)))


def placed_in_cell(fragment: Fragment, row: int, column: int) -> Fragment:
    """Return the fragment of a Word file with the cell of the outermost table around it."""
    if not isinstance(fragment.place, InPart):
        return fragment
    return replace(fragment, place=replace(fragment.place, row=row + 1, column=column + 1))


def trimmed(grid: Grid) -> Grid:
    """Return the grid without columns in which no cell begins: a span of a thousand over one column is a span of one."""
    begins = sorted({cell.column for cell in grid.cells})
    index = {column: i for i, column in enumerate(begins)}

    def until(cell: Cell) -> int:
        low, high = index[cell.column], len(begins)
        while low < high:  # the first column that begins at or behind the cell's end
            middle = (low + high) // 2
            if begins[middle] < cell.column + cell.columns:
                low = middle + 1
            else:
                high = middle
        return low

    return Grid(
        tuple(replace(cell, column=index[cell.column], columns=until(cell) - index[cell.column]) for cell in grid.cells)
    )
