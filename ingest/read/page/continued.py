"""Join the parts of a table that goes on over pages: repeated heads are left out, rows and cells that a page cuts become one again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from ingest.model.native import OnPage
from ingest.read.grid import Cell, Grid
from ingest.rules import table

_NAMES = ("index", "work", "lead", "support", "responsible", "time")  # rules for the names of columns
_MISREAD = 0.8  # of the signs of a repeated head that OCR reads alike, at least
_LONGEST_HEAD = 400  # characters


@dataclass(slots=True)
class LongTable:
    """A table that grows page by page. bounds: the places of its columns' sides, ascending.

    head: how many rows its head has. last: the index in `cells` of each column's last cell. begun, filled: how many cells below
    the head begin in each column, and how many of them contain words.
    """

    cells: list[Cell]
    bounds: Sequence[float]
    columns: int = 0
    rows: int = 0
    head: int = 1
    last: dict[int, int] = field(default_factory=dict)
    begun: Counter[int] = field(default_factory=Counter)
    filled: Counter[int] = field(default_factory=Counter)

    @classmethod
    def begin(cls, grid: Grid, bounds: Sequence[float]) -> "LongTable":
        part = cls([], bounds, grid.columns, head=_head(grid.cells))
        for cell in grid.cells:
            part._append(cell)
        return part

    def grid(self) -> Grid:
        return Grid(tuple(self.cells))

    def extend(self, below: "LongTable", tolerance: float) -> bool:
        """Append `below`, the table at the top of the next page; return False where it is another table.

        A continuation has as many columns, and either repeats the head, or has its columns at the same places and no head of its own.
        """
        if self.columns != below.columns or self.columns < 2:
            return False
        repeated = self._repeats(below)
        if not repeated and (not _aligned(self.bounds, below.bounds, tolerance) or self._is_headed(below)):
            return False
        self._go_on(
            [cell for cell in below.cells if not repeated or cell.row >= self.head], self.head if repeated else 0
        )
        return True

    def _append(self, cell: Cell) -> None:
        self.last[cell.column] = len(self.cells)
        self.cells.append(cell)
        self.rows = max(self.rows, cell.row + cell.rows)
        if cell.row >= self.head:
            self.begun[cell.column] += 1
            self.filled[cell.column] += bool(cell.text)

    def _repeats(self, below: "LongTable") -> bool:
        """Test whether the other part begins with this table's head."""
        own = [cell for cell in self.cells[: len(below.cells)] if cell.row < self.head]
        others = [cell for cell in below.cells if cell.row < self.head]
        said = sum(bool(cell.text) for cell in own)  # a head may leave a column without a name
        return said * 2 > len(own) and said > 1 and _same_head(own, others)

    def _is_headed(self, below: "LongTable") -> bool:
        """Test whether the other part begins with a head of its own: names of columns in half of its first cells, or words in several
        cells above the number 1."""
        first = [cell for cell in below.cells if cell.row == 0 and cell.text]
        if len(first) < 2:
            return False  # the heading of a section
        own = {_bare(cell) for cell in self.cells if cell.row < self.head}
        rules = [table("columns")[name] for name in _NAMES]
        named = sum(_bare(cell) in own or any(rule.whole(_bare(cell)) for rule in rules) for cell in first)
        number = next((_bare(cell) for cell in below.cells if cell.row == below.head and cell.column == 0), "")
        return named * 2 >= len(first) or (number == "1" and first[0].column == 0 and not _bare(first[0]).isdigit())

    def _go_on(self, body: Sequence[Cell], skipped: int) -> None:
        first = [cell for cell in body if cell.row == skipped]
        leading = next((cell.column for cell in first if cell.text), self.columns)
        cut = self._is_cut(first, leading)
        shift = self.rows - skipped - (1 if cut else 0)
        for cell in body:
            at = self.last.get(cell.column) if cell.row == skipped else None
            # Below a page's end, an empty cell left of the row's words goes on with the cell above, as merged cells do.
            share = 0.5 if cell.column < leading else 1.0
            goes_on = cut or (not cell.text and self._is_filled(cell.column, share))
            if at is None or not goes_on or self.cells[at].row < self.head:
                self._append(replace(cell, row=cell.row + shift))
                continue
            over = self.cells[at]
            grown = replace(over, rows=over.rows + cell.rows - (1 if cut else 0), content=over.content + cell.content)
            self.cells[at] = grown
            self.rows = max(self.rows, grown.row + grown.rows)

    def _is_cut(self, first: Sequence[Cell], leading: int) -> bool:
        """Test whether the first row is the rest of a row that the page cut: it is empty in a column that was never empty.

        Where only columns left of its words are empty (`leading`), it may be the next row beside a merged cell: it is, if several of
        its cells contain words and no number of a row is missing.
        """
        several = sum(bool(cell.text) for cell in first) > 1
        for cell in first:
            if cell.rows == 1 and not cell.text and self._is_filled(cell.column, 1.0):
                above = self.cells[self.last[cell.column]]
                if cell.column > leading or not several or above.text.strip().isdigit():
                    return True
        return False

    def _is_filled(self, column: int, share: float) -> bool:
        return self.begun[column] > 0 and self.filled[column] >= share * self.begun[column]


def _head(cells: Sequence[Cell]) -> int:
    """Return how many rows the head has: a cell of the first row that spans rows shows it."""
    return max((cell.rows for cell in cells if cell.row == 0), default=1)


def _same_head(own: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Test whether two heads are one: their cells at the same places with the same words. Of words that were recognised in a scan a
    few signs may differ, and no digit: 2021年 beside 2022年 are two columns."""
    if [_place(cell) for cell in own] != [_place(cell) for cell in others]:
        return False
    if (above := list(map(_bare, own))) == (below := list(map(_bare, others))):
        return True
    first, second = "".join(above), "".join(below)
    if not (_recognised(own) and _recognised(others)) or max(len(first), len(second)) > _LONGEST_HEAD:
        return False
    if [sign for sign in first if sign.isdigit()] != [sign for sign in second if sign.isdigit()]:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _MISREAD


def _recognised(cells: Sequence[Cell]) -> bool:
    places = (fragment.place for cell in cells for fragment in cell.content)
    return any(isinstance(place, OnPage) and place.confidence is not None for place in places)


def _aligned(bounds: Sequence[float], others: Sequence[float], tolerance: float) -> bool:
    """Test whether columns are as wide as those of another part; a print in columns moves the whole table."""
    return len(bounds) == len(others) and all(
        abs((a - bounds[0]) - (b - others[0])) <= tolerance for a, b in zip(bounds, others, strict=True)
    )


def _bare(cell: Cell) -> str:
    return "".join(cell.text.split())


def _place(cell: Cell) -> tuple[int, int, int, int]:
    return cell.row, cell.column, cell.rows, cell.columns
