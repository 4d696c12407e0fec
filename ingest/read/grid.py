"""The grid of a table's cells, one model for all formats: which cell spans what, and the rows of text that it becomes.

Rows and columns are counted from 0. A spanning cell is at its upper left corner.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model.native import Place

LARGEST = 1_000_000
"""More places (rows times columns) than any printed table has; spans beyond it are cut."""
WIDEST = 1000
"""The HTML standard's limit of `colspan` (4.9.11)."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words with their place in the file; place None: the reader's own (a blank between two paragraphs of a cell)."""

    text: str
    place: Place | None = None
    generated: bool = False


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


def joined(above: Grid, below: Grid) -> Grid | None:
    """Return this table and `below`, its continuation on the next page, as one; None where `below` is another table.

    A continuation has as many columns and repeats the header row (which is left out). A cell of its first row that is empty in a
    column that was never empty above continues the cell above: a row was cut, or a span.
    """
    if above.columns != below.columns or above.columns < 2:
        return None
    head = [cell for cell in above.cells if cell.row == 0]
    repeated = [cell for cell in below.cells if cell.row == 0]
    if not all(cell.text for cell in head) or [_flat(c) for c in head] != [_flat(c) for c in repeated]:
        return None
    body = [cell for cell in below.cells if cell.row > 0]
    if not body:
        return above
    full = {
        column
        for column in range(above.columns)
        if all(cell.text for cell in above.cells if cell.column == column and cell.row > 0)
    }
    first = [cell for cell in body if cell.row == 1]
    # A span of its own goes on as an empty span; an empty cell of one row in a full column is the rest of a row that was cut.
    cut = any(cell.rows == 1 and cell.column in full and not cell.text for cell in first)
    return Grid(tuple(_continued(above, body, full, cut)))


def _continued(above: Grid, body: Sequence[Cell], full: set[int], cut: bool) -> Iterable[Cell]:
    last: dict[int, Cell] = {}
    for cell in above.cells:
        if cell.column not in last or last[cell.column].row < cell.row:
            last[cell.column] = cell
    shift = above.rows - (2 if cut else 1)
    merged = dict.fromkeys(above.cells)
    grown: dict[Cell, Cell] = {}
    added: list[Cell] = []
    for cell in body:
        over = last.get(cell.column)
        goes_on = cell.row == 1 and over is not None and (cut or (not cell.text and cell.column in full))
        if goes_on and over is not None:
            rows = over.rows + cell.rows - (1 if cut else 0)
            grown[over] = replace(over, rows=rows, content=over.content + cell.content)
        else:
            added.append(replace(cell, row=cell.row + shift))
    return [grown.get(cell, cell) for cell in merged] + added


def _flat(cell: Cell) -> tuple[int, int, int, str]:
    return cell.column, cell.rows, cell.columns, "".join(cell.text.split())
