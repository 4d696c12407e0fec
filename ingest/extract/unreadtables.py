"""Find tables that assign work and were not read: they list who is to do what, under heads with other words than ours.

A table that is not understood must not be passed over in silence; `assemble.issues` reports what is found here.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.extract.tasktables import RowTask, reads_as_bodies
from ingest.model import ComponentRole, PartyRole, Span
from ingest.read.boxrows import BAR
from ingest.rules import table
from ingest.segment.components import Outline
from ingest.segment.paragraphs import Form, Paragraph
from ingest.segment.tree import Covered

_FEWEST_ROWS = 2
_SHARE = 0.6  # of a column's cells that must be names of bodies
_LONGEST_NAMES = 80
_HAN = re.compile("[一-鿿]")
_SHORTEST_WORK = 6  # Chinese characters: neither figures nor days
_FEWEST_FILLED = 3
_FEWEST_BARS = 3
_FEWEST_CELLS = 9  # a head and a row


def unread_tables(paragraphs: Sequence[Paragraph], plan: Outline, rows: Sequence[RowTask]) -> Iterator[Span]:
    """Return the span of each table, and of each row of a table that was read, that names bodies beside work and gave no task.

    rows: the tasks of the document's tables. Runs in linear time.
    """
    read = Covered(span for row in rows for span in row.texts)
    for part in plan.parts:
        if part.role is not ComponentRole.IMPRINT:
            for run in _runs(paragraphs, part.start, part.end):
                if any(read.touch(row.span) for row in run):
                    yield from (row.span for row in run if not read.touch(row.span) and _left_out(row))
                elif len(run) >= _FEWEST_ROWS and _holds_work(run):
                    yield Span(run[0].span.start, run[-1].span.end)
            yield from _unread_boxes(paragraphs[part.start : part.end])


def _unread_boxes(paragraphs: Sequence[Paragraph]) -> Iterator[Span]:
    """Return tables that are still drawn with bars, so that no row of them was read, and have a column of parties."""
    run: list[Paragraph] = []
    for paragraph in (*paragraphs, None):
        if paragraph is not None and len(BAR.findall(paragraph.text)) >= _FEWEST_BARS:
            run.append(paragraph)
            continue
        # A paragraph may contain several lines of the table.
        cells = [_folded(cell) for words in run for cell in BAR.split(words.text)]
        if len(cells) >= _FEWEST_CELLS and any(
            table("columns")[role].whole(cell) for role in PartyRole for cell in cells
        ):
            yield Span(run[0].span.start, run[-1].span.end)
        run = []


def _runs(paragraphs: Sequence[Paragraph], start: int, end: int) -> Iterator[list[Paragraph]]:
    run: list[Paragraph] = []
    for paragraph in paragraphs[start:end]:
        if paragraph.form is Form.ROW:
            run.append(paragraph)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _holds_work(run: Sequence[Paragraph]) -> bool:
    """Test whether a table has a column of work, by its head, and beside it one of bodies or of time limits; or both of these, whatever
    their heads are."""
    head = [_folded(cell) for cell in run[0].text.split("\t")]
    rules = table("columns")
    works = [at for at, text in enumerate(head) if rules["work"].whole(text)]
    if any(rules["no-work"].find(text) for text in head):
        return False
    if works and any(rules["time"].whole(text) for text in head):
        return True
    columns = [row.text.split("\t") for row in (run if _is_headless(head) else run[1:])]
    bodies = any(_names_bodies(columns, at) for at in range(len(head)) if at not in works)
    return bodies and (bool(works) or any(_tells_limits(columns, at) for at in range(len(head))))


def _is_headless(first: Sequence[str]) -> bool:
    """Test whether a table begins with a row of its data: one cell names bodies, another a time limit."""
    limit = table("columns")["limit"]
    bodies = [0 < len(cell) <= _LONGEST_NAMES and reads_as_bodies(cell) for cell in first]
    return any(bodies) and any(
        not named and len(cell) <= _LONGEST_NAMES and limit.find(cell) is not None
        for cell, named in zip(first, bodies, strict=True)
    )


def _tells_limits(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Test whether the cells of a column give the time by which something is to be done."""
    cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
    limits = sum(len(cell) <= _LONGEST_NAMES and table("columns")["limit"].find(cell) is not None for cell in cells)
    return limits >= _FEWEST_ROWS and limits >= _SHARE * len(cells)


def _names_bodies(rows: Sequence[Sequence[str]], at: int) -> bool:
    cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
    bodies = sum(len(cell) <= _LONGEST_NAMES and reads_as_bodies(cell) for cell in cells)
    return bodies >= min(_FEWEST_ROWS, len(rows)) and bodies >= _SHARE * len(cells)


def _left_out(row: Paragraph) -> bool:
    """Test for a row of a read table that assigns work, though nothing was read from it. Heads and heads of sections are none."""
    cells = [cell.strip() for cell in row.text.split("\t") if cell.strip()]
    roles = [table("columns")[role] for role in PartyRole]
    if any(rule.whole(_folded(cell)) for rule in roles for cell in cells):
        return False
    return len(cells) >= _FEWEST_FILLED and any(len(_HAN.findall(cell)) >= _SHORTEST_WORK for cell in cells)


def _folded(cell: str) -> str:
    return cell.replace(" ", "").replace("\u3000", "")
