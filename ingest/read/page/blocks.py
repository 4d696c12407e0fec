"""Turn pages into blocks: lines in reading order, tables as grids, a table over several pages as one."""

from collections.abc import Sequence

from ingest.read.compose import Block
from ingest.read.grid import Cell, Fragment, Grid, joined
from ingest.read.page.columns import in_order
from ingest.read.page.lines import lines, segments
from ingest.read.page.model import Page, Segment, Word, fragments
from ingest.read.page.recurring import set_apart
from ingest.read.page.ruling import RuledCell, RuledTable, tables

_USUAL_SIZE = 10.0


def blocks(pages: Sequence[Page]) -> tuple[list[Block], tuple[str, ...]]:
    """Return the blocks of all pages, and the words that recur on pages and are left out."""
    found = [_taken(page) for page in pages]
    text = set_apart(pages, [own for own, _ in found])
    out: list[Block] = []
    for page, own, (_, ruled) in zip(pages, text.pages, found, strict=True):
        printed = _page(page, own, ruled)
        if out and printed and isinstance(out[-1], Grid) and isinstance(printed[0], Grid):
            whole = joined(out[-1], printed[0])
            if whole is not None:
                out[-1:] = [whole]
                del printed[0]
        out += printed
    return out, text.apart


def _taken(page: Page) -> tuple[list[Segment], list[RuledTable]]:
    """Return the segments outside tables, and the tables with their words."""
    ruled = tables(page.horizontals, page.verticals, page.tolerance)
    outside: list[Word] = []
    for word in page.words:
        x, y = (word.left + word.right) / 2, word.middle
        for table in ruled:
            cell = table.cell_at(x, y)
            if cell is not None:
                cell.words.append(word)
                break
        else:
            outside.append(word)
    return segments(outside), [table for table in ruled if any(cell.words for cell in table.cells)]


def _page(page: Page, own: list[Segment], ruled: Sequence[RuledTable]) -> list[Block]:
    heights = sorted(s.bottom - s.top for s in own)
    em = heights[len(heights) // 2] if heights else _USUAL_SIZE
    placed = [Segment([], table.xs[0], table.ys[0], table.xs[-1], table.ys[-1], at) for at, table in enumerate(ruled)]
    out: list[Block] = []
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
            line += fragments(page, segment)
        if line:
            out.append(tuple(line))
    return out


def _grid(page: Page, table: RuledTable) -> Grid:
    cells = (Cell(c.row, c.column, c.rows, c.columns, _content(page, c)) for c in table.cells)
    return Grid(tuple(cells))


def _content(page: Page, cell: RuledCell) -> tuple[Fragment, ...]:
    """Return the lines of a cell one after the other, with a blank only between Latin words."""
    out: list[Fragment] = []
    for line in lines(cell.words):
        if out and out[-1].text[-1:].isascii() and line[0].text[:1].isascii() and out[-1].text[-1:].isalpha():
            out.append(Fragment(" "))
        out += fragments(page, Segment.join(line))
    return tuple(out)
