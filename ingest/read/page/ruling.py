"""Turn ruling lines into the cells of tables: places of a lattice without a line between them are one spanning cell."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.read.page.model import RuledLine, Word

_MOST_RULES = 3000  # of one direction on a page; more are a drawing
_MOST_PLACES = 50_000  # rows times columns


@dataclass(slots=True)
class RuledCell:
    """A cell; rows and columns from 0. words: those whose middle is in it."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class RuledTable:
    """xs, ys: where its columns and rows are bounded, ascending. owner: for each place the index of its cell."""

    xs: list[float]
    ys: list[float]
    cells: list[RuledCell]
    owner: dict[tuple[int, int], int]

    def cell_at(self, x: float, y: float) -> RuledCell | None:
        """Return the cell that contains a point; None outside the table."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        at = self.owner.get((row, column))
        return self.cells[at] if at is not None else None


def tables(
    horizontals: Iterable[RuledLine], verticals: Iterable[RuledLine], tolerance: float = 3.0
) -> list[RuledTable]:
    """Return the tables that ruling lines draw, from top to bottom. tolerance: the distance at which lines still meet."""
    across, down = _merged(horizontals, tolerance), _merged(verticals, tolerance)
    if max(len(across), len(down)) > _MOST_RULES:
        return []
    found = [_lattice(a, d, tolerance) for a, d in _connected(across, down, tolerance)]
    return sorted((table for table in found if table), key=lambda table: (table.ys[0], table.xs[0]))


def _merged(rules: Iterable[RuledLine], tolerance: float) -> list[RuledLine]:
    """Merge pieces of one line, because cells draw their own sides."""
    out: list[RuledLine] = []
    limit = tolerance * 2 / 3
    ordered = sorted(rules, key=lambda rule: rule.at)
    groups: list[list[RuledLine]] = []
    for rule in ordered:
        if groups and rule.at - groups[-1][0].at <= limit:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    for group in groups:
        at = sum(rule.at for rule in group) / len(group)
        pieces = sorted((rule.start, rule.end) for rule in group)
        start, end = pieces[0]
        for low, high in pieces[1:]:
            if low <= end + tolerance:
                end = max(end, high)
            else:
                out.append(RuledLine(start, end, at))
                start, end = low, high
        out.append(RuledLine(start, end, at))
    return out


def _connected(
    across: Sequence[RuledLine], down: Sequence[RuledLine], tolerance: float
) -> list[tuple[list[RuledLine], list[RuledLine]]]:
    """Group lines that touch each other, directly or through others."""
    parent = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    order = sorted(range(len(down)), key=lambda j: down[j].at)
    places = [down[j].at for j in order]
    for i, rule in enumerate(across):
        low = bisect_left(places, rule.start - tolerance)
        high = bisect_right(places, rule.end + tolerance)
        for j in order[low:high]:
            if down[j].start - tolerance <= rule.at <= down[j].end + tolerance:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[RuledLine], list[RuledLine]]] = {}
    for i, rule in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(rule)
    return list(groups.values())


def _lattice(across: Sequence[RuledLine], down: Sequence[RuledLine], tolerance: float) -> RuledTable | None:
    """Return the cells between connected lines; None for fewer than two cells."""
    if len(across) < 2 or len(down) < 2:
        return None
    ys, xs = _snapped(across, tolerance), _snapped(down, tolerance)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > _MOST_PLACES:
        return None
    above = _walls(across, ys, xs, tolerance)  # (row, column): a line above the place
    before = _walls(down, xs, ys, tolerance)  # (column, row): a line left of it
    owner: dict[tuple[int, int], int] = {}
    cells: list[RuledCell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            wide = 1
            while column + wide < columns and (column + wide, row) not in before and (row, column + wide) not in owner:
                wide += 1
            high = 1
            while row + high < rows and all((row + high, c) not in above for c in range(column, column + wide)):
                high += 1
            for r in range(row, row + high):
                for c in range(column, column + wide):
                    owner[r, c] = len(cells)
            cells.append(RuledCell(row, column, high, wide))
    return RuledTable(xs, ys, cells, owner)


def _snapped(rules: Sequence[RuledLine], tolerance: float) -> list[float]:
    """Return the places of lines, with those within the tolerance merged."""
    groups: list[list[float]] = []
    for at in sorted(rule.at for rule in rules):
        if groups and at - groups[-1][-1] <= tolerance:
            groups[-1].append(at)
        else:
            groups.append([at])
    return [sum(group) / len(group) for group in groups]


def _walls(
    rules: Sequence[RuledLine], places: Sequence[float], across: Sequence[float], tolerance: float
) -> set[tuple[int, int]]:
    """Return the pairs (i, k) where at `places[i]` a line covers the middle between `across[k]` and `across[k + 1]`."""
    middles = [(low + high) / 2 for low, high in pairwise(across)]
    found: set[tuple[int, int]] = set()
    for rule in rules:
        low, high = bisect_left(middles, rule.start), bisect_right(middles, rule.end)
        first, last = bisect_left(places, rule.at - tolerance), bisect_right(places, rule.at + tolerance)
        found |= {(i, k) for i in range(first, last) for k in range(low, high)}
    return found
