"""Turn pages into blocks: lines in reading order, tables as grids, a table over several pages as one."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.read.compose import Block, Line
from ingest.read.grid import Cell, Fragment, Grid
from ingest.read.layout import NEVER_FIRST
from ingest.read.page.columns import in_order
from ingest.read.page.continued import LongTable
from ingest.read.page.lines import lines, segments
from ingest.read.page.model import Page, Segment, Word, fragments
from ingest.read.page.recurring import set_apart
from ingest.read.page.ruling import RuledCell, RuledTable, tables
from ingest.read.typesize import LARGER, usual_size

_USUAL_SIZE = 10.0
_TOUCHING = 0.1  # of the height
_FEWEST = 100  # characters that show the size of a page's text; a page with fewer is compared with the others


def blocks(pages: Sequence[Page]) -> tuple[list[Block], tuple[str, ...]]:
    """Return the blocks of all pages, and the words that recur on pages and are left out."""
    found = [_taken(page) for page in pages]
    text = set_apart(pages, [own for own, _ in found])
    sizes = [_sizes(own) for own in text.pages]
    usual = usual_size(sum(sizes, Counter()))
    out: list[Line | LongTable] = []
    for page, own, (_, ruled), size in zip(pages, text.pages, found, sizes, strict=True):
        heading = LARGER * max(usual, usual_size(size) if size.total() >= _FEWEST else 0.0)
        printed = _page(page, own, ruled, heading)
        if out and printed:
            above, below = out[-1], printed[0]
            if isinstance(above, LongTable) and isinstance(below, LongTable) and above.extend(below, page.tolerance):
                del printed[0]
        out += printed
    return [block.grid() if isinstance(block, LongTable) else block for block in out], text.apart


def _taken(page: Page) -> tuple[list[Segment], list[RuledTable]]:
    """Return the segments outside tables, and the tables with their words."""
    ruled = tables(page.horizontals, page.verticals, page.tolerance)
    if not ruled:
        return segments(page.words), []
    outside: list[Word] = []
    before: Word | None = None
    into = outside
    for word in page.words:
        if before is None or word.text not in NEVER_FIRST or not _hangs(word, before):
            x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
            into = outside
            for table in ruled:
                if (cell := table.cell_at(x, y)) is not None:
                    into = cell.words
                    break
        into.append(word)
        before = word
    return segments(outside), [table for table in ruled if any(cell.words for cell in table.cells)]


def _hangs(word: Word, before: Word) -> bool:
    """Test for a sign that may not begin a line: whether it is at the end of the one before it, maybe beyond the side of its cell."""
    return word.top == before.top and abs(word.left - before.right) < _TOUCHING * (word.bottom - word.top)


def _sizes(segments: Iterable[Segment]) -> Counter[float]:
    """Count characters by their size."""
    found: Counter[float] = Counter()
    for segment in segments:
        found[round(segment.size, 1)] += len(segment.text)
    return found


def _page(page: Page, own: list[Segment], ruled: Sequence[RuledTable], heading: float) -> list[Line | LongTable]:
    """Return the blocks of a page. heading: the size from which a line is set as a heading."""
    heights = sorted(s.bottom - s.top for s in own)
    em = heights[len(heights) // 2] if heights else _USUAL_SIZE
    placed = [Segment([], table.xs[0], table.ys[0], table.xs[-1], table.ys[-1], at) for at, table in enumerate(ruled)]
    out: list[Line | LongTable] = []
    for row in in_order([*own, *placed], max(em, 0.1)):
        line: list[Fragment] = []
        for segment in row:
            if segment.table is not None:
                if line:
                    out.append(tuple(line))
                    line = []
                out.append(_grid(page, ruled[segment.table]))
                continue
            if line:
                line.append(Fragment(" "))
            line += fragments(page, segment, heading=segment.size >= heading)
        if line:
            out.append(tuple(line))
    return out


def _grid(page: Page, table: RuledTable) -> LongTable:
    cells = (Cell(c.row, c.column, c.rows, c.columns, _content(page, c)) for c in table.cells)
    return LongTable.begin(Grid(tuple(cells)), table.xs)


def _content(page: Page, cell: RuledCell) -> tuple[Fragment, ...]:
    """Return the lines of a cell one after the other, with a blank only between Latin words."""
    out: list[Fragment] = []
    for line in lines(cell.words):
        if out and out[-1].text[-1:].isascii() and line[0].text[:1].isascii() and out[-1].text[-1:].isalpha():
            out.append(Fragment(" "))
        out += fragments(page, Segment.join(line))
    return tuple(out)
