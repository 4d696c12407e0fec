"""Find tables that a text draws with box characters: │ between the cells, ├──┼──┤ between the rows.

A row is read whose words are all in its first line, but for those of one wide cell. Where other cells go on in the next line the words of
a row cannot be put in order without moving them. Then no row of the table is read, and `extract.unreadtables` reports it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.model import Span
from ingest.read.maskedrows import FEWEST, Drawn, is_head, masked

BAR = re.compile("[│┃║]")
_RULE = re.compile(r"[ \u3000]*[\u2500-\u257f]+[\u2500-\u257f \u3000]*\n?")
_DASH = re.compile("[─━═┄┈]")
_JOINT = re.compile("[┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝┝┥┠┨╟╢╞╡]")
_Cells = list[Span]


def box_rows(text: str, lines: Sequence[Span]) -> Iterator[Drawn]:
    """Return the rows of such tables below a head with a column of parties, and their rules. Takes linear time."""
    block: list[Span] = []
    for span in (*lines, Span(len(text), len(text))):
        line = span.slice(text)
        if _is_drawn(line):
            block.append(span)
        elif line.strip() or span.start == span.end:
            if len(block) >= FEWEST:
                yield from _block(text, block)
            block = []


def _is_drawn(line: str) -> bool:
    """Test for a rule, or for a line of cells between bars, some of which may be a rule (├──┤ │)."""
    ends = line.strip()[:1], line.strip()[-1:]
    return all(BAR.match(end) or _JOINT.match(end) for end in ends)


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None and _DASH.search(line) is not None and BAR.search(line) is None


def _block(text: str, block: Sequence[Span]) -> Iterator[Drawn]:
    groups: list[list[Span]] = [[]]
    for span in block:
        if _is_rule(span.slice(text)):
            groups.append([])
        else:
            groups[-1].append(span)
    printed = [[_cells(text, span) for span in group] for group in groups if group]
    if any(_JOINT.search(text, span.start, span.end) for group in groups for span in group):
        return  # a rule parts some columns only
    if not printed or len(printed[0]) > 1 or not is_head([cell.slice(text).strip() for cell in printed[0][0]]):
        return
    width = len(printed[0][0])
    ruled = len(printed) > len(("head", "rows"))
    rows = [row for group in printed for row in _rows(text, group, width, ruled=ruled)]
    if width < FEWEST or sum(map(len, rows)) < sum(map(len, printed)):
        return
    for row in rows:
        whole = Span(row[0][0].start - 1, row[-1][-1].end + 1)
        cells = [(at, _trimmed(text, cell)) for at, cell in enumerate(row[0])]
        rest = [_trimmed(text, cell) for line in row[1:] for cell in line if cell.slice(text).strip()]
        if rest:  # the rest of the wide cell, after the columns of the head
            cells.append((width, Span(rest[0].start, rest[-1].end)))
        yield whole, _masked(text, whole, cells, width + bool(rest))


def _rows(text: str, lines: list[_Cells], width: int, *, ruled: bool) -> Iterator[list[_Cells]]:
    """Return the rows between two rules, each with its lines; none where they cannot be distinguished or put in order. ruled: a rule
    parts the rows, so that several lines are one row."""
    if any(len(line) != width for line in lines):
        return
    filled = [[at for at, cell in enumerate(line) if cell.slice(text).strip()] for line in lines]
    if len(lines) == 1 or (not ruled and all(len(columns) == width for columns in filled)):
        yield from ([line] for line in lines)
    elif len({at for columns in filled[1:] for at in columns}) <= 1:
        yield lines


def _cells(text: str, span: Span) -> _Cells:
    bars = [span.start + match.start() for match in BAR.finditer(span.slice(text))]
    return [Span(low + 1, high) for low, high in pairwise(bars)]


def _trimmed(text: str, cell: Span) -> Span:
    words = cell.slice(text)
    start = cell.start + len(words) - len(words.lstrip(" \u3000"))
    return Span(start, start + len(words.strip(" \u3000")))


def _masked(text: str, whole: Span, cells: Sequence[tuple[int, Span]], columns: int) -> str:
    words = BAR.sub("|", whole.slice(text))
    return masked(words, Span(0, len(words)), [(at, cell.shifted(-whole.start)) for at, cell in cells], columns)
