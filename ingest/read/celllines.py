"""Find tables that have a cell a line: with running numbers, with some of them, or with none."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from ingest.model import Span
from ingest.read.maskedrows import FEWEST, LONGEST_HEAD, Cells, Drawn, is_head, masked
from ingest.rules import table
from ontology.enumerations import PartyRole

# Characters around a cell in its line: a page may end each cell with a bar.
_EDGES = " \u3000\n|"
_MOST = 12
_FEWEST_UNNUMBERED = 2  # rows of a table without running numbers
_LONGEST_CELL = 400
_LONGEST_NAME = 20  # code points of a cell that contains one body or one time
_LONGEST_SECTION = 40  # code points of the head of a section between rows
_BAR = re.compile(r"[ \n]{0,4}\|")
_NUMBER = re.compile(r"\d{1,3}")
_PARTED = re.compile("[、，,；]")
_MEASURE = re.compile(r"[（(]?(\d{1,2})[）).．、]")
_MOST_LINES = 5  # lines of a row, for each of its columns


def listed(text: str, lines: Sequence[Span]) -> Iterator[Drawn]:
    """Find tables that have a cell a line: a head from 序号 to the line 1, then rows that begin with 1, 2, 3, …."""
    filled = [stripped for span in lines if len(stripped := _stripped(text, span))]
    at = 0
    while at < len(filled):
        if not table("columns")["index"].whole(filled[at].slice(text)):
            at += 1
            continue
        first = next((i for i in range(at + 2, min(at + _MOST, len(filled))) if filled[i].slice(text) == "1"), None)
        if first is None or not is_head([cell.slice(text) for cell in filled[at:first]]):
            picked = _picked(text, filled, at)
            yield from picked
            at += 1
            continue
        width, row, number = first - at, first, 1
        kinds = [kind_of_head(cell.slice(text)) for cell in filled[at:first]]
        yield _row_of_lines(text, list(enumerate(filled[at:first])), width)
        while row < len(filled) and filled[row].slice(text) == str(number):
            reach = range(row + 1, min(row + _MOST_LINES * width, len(filled)))
            following = next((i for i in reach if filled[i].slice(text) == str(number + 1)), None)
            stop = following if following is not None else _last_stop(text, filled, row, width)
            if any(len(cell) > _LONGEST_CELL for cell in filled[row:stop]):
                break
            yield from _rows_of_lines(text, filled[row:stop], kinds)
            row, number = stop, number + 1
        at = row


def _last_stop(text: str, filled: Sequence[Span], row: int, width: int) -> int:
    """Return where the rows of a table's last number end: behind as many lines as the head has, and behind each further pair of a measure
    with the next number of its own (2.开展巡查) and its bodies."""
    stop = min(row + width, len(filled))
    while stop > row + 3 and _MEASURE.match(filled[stop - 1].slice(text)):
        stop -= 1  # a measure whose bodies are behind it
    measures = [found for cell in filled[row:stop] if (found := _MEASURE.match(cell.slice(text)))]
    number = int(measures[-1][1]) if measures else 0
    while number and stop + 1 < len(filled):
        found = _MEASURE.match(filled[stop].slice(text))
        if not found or int(found[1]) != number + 1 or _kind_of_cell(filled[stop + 1].slice(text)) != "party":
            break
        number, stop = number + 1, stop + 2
        while stop < len(filled) and _kind_of_cell(filled[stop].slice(text)) == "party":
            stop += 1
    return stop


def unnumbered(text: str, lines: Sequence[Span]) -> Iterator[Drawn]:
    """Find tables that have a cell a line and no column of running numbers: heads of work, parties and time, then rows each of whose cells
    reads as its head says. A number without a head of its own may precede a cell of words, and a first cell of words that applies to
    several rows is printed once."""
    filled = [stripped for span in lines if len(stripped := _stripped(text, span))]
    at = 0
    while at < len(filled):
        width = _width_of_heads(cell.slice(text) for cell in filled[at : at + _MOST])
        kinds = [kind_of_head(cell.slice(text)) for cell in filled[at : at + width]]
        rows, stop, numbers = [list(enumerate(filled[at : at + width]))], at + width, []
        begins = [filled[at].start]
        while width and (read := _next_row(text, filled, stop, kinds)):
            stop, row = read
            numbers += [cell for column, cell in row if column < 0]
            rows.append([(column, cell) for column, cell in row if column >= 0])
            begins.append(row[0][1].start)
        if len(rows) <= _FEWEST_UNNUMBERED:  # the heads are a row, too
            at += 1
            continue
        words = _without(text, numbers)
        for begin, row in zip(begins, rows, strict=True):
            yield _row_of_lines(words, row, width, begin)
        at = stop


def _without(text: str, cells: Sequence[Span]) -> str:
    """Return the text with cells left blank."""
    ends = [0, *(cell.end for cell in cells)]
    begins = [*(cell.start for cell in cells), len(text)]
    kept = [text[low:high] for low, high in zip(ends, begins, strict=True)]
    return (
        "".join(part + " " * len(cell) for part, cell in zip(kept, cells, strict=False)) + kept[-1] if cells else text
    )


def _next_row(
    text: str, filled: Sequence[Span], at: int, kinds: Sequence[str]
) -> tuple[int, list[tuple[int, Span]]] | None:
    """Return where the next row begins and the cells of the one that begins at a line, with their columns, that of a number -1; None if
    it is no row."""
    merged = len(kinds) > 1 and kinds[0] == kinds[1] == "text"
    for first in (0, 1) if merged else (0,):
        cells: list[tuple[int, Span]] = []
        stop = at
        for column in range(first, len(kinds)):
            if kinds[column] == "text" and stop < len(filled) and _NUMBER.fullmatch(filled[stop].slice(text)):
                cells.append((-1, filled[stop]))
                stop += 1
            if stop < len(filled):
                cells.append((column, filled[stop]))
            stop += 1
        if _reads_as([cell.slice(text) for column, cell in cells if column >= 0], kinds[first:]):
            return stop, cells
    return None


def _width_of_heads(words: Iterable[str]) -> int:
    """Return how many lines, from the first on, are heads of a table of tasks: 0 without one of work, of parties and of time."""
    rules = table("columns")
    found: list[str] = []
    for head in words:
        kind = kind_of_head(head) if len(head) <= LONGEST_HEAD else "text"
        if kind == "text" and not rules["work"].whole(head.replace(" ", "")):
            break
        found.append(kind)
    return len(found) if {"text", "party", "time"} <= {*found} and "index" not in found else 0


def _reads_as(words: Sequence[str], kinds: Sequence[str]) -> bool:
    return len(words) == len(kinds) and all(
        len(cell) <= _LONGEST_CELL and _kind_of_cell(cell) == kind for cell, kind in zip(words, kinds, strict=True)
    )


def _picked(text: str, filled: Sequence[Span], at: int) -> list[Drawn]:
    """Return the head and the rows of a table that prints only some of its rows. The row numbers increase, but skip some or do not begin
    with 1, and headings of sections may separate the rows. Each row has as many lines as the head, and bodies in its columns of
    parties."""
    rules = table("columns")
    section, number = rules["section-line"], _NUMBER.fullmatch
    head = list(
        takewhile(
            lambda cell: not section.start(cell.slice(text)) and not number(cell.slice(text)), filled[at : at + _MOST]
        )
    )
    width, kinds = len(head), [kind_of_head(cell.slice(text)) for cell in head]
    if width < FEWEST or not is_head([cell.slice(text) for cell in head]):
        return []
    if any(rules["no-work"].find(cell.slice(text)) for cell in head):
        return []
    rows, row, last = [_row_of_lines(text, list(enumerate(head)), width)], at + width, 0
    while row + width <= len(filled):
        cells = filled[row : row + width]
        if section.start(cells[0].slice(text)) and len(cells[0]) <= _LONGEST_SECTION:
            row += 1
            continue
        said = [cell.slice(text) for cell in cells]
        if (
            not number(said[0])
            or int(said[0]) <= last
            or any(number(words) or len(words) > _LONGEST_CELL for words in said[1:])
        ):
            break
        if not all(names_party(words) for words, kind in zip(said, kinds, strict=True) if kind == "party"):
            break
        rows.append(_row_of_lines(text, list(enumerate(cells)), width))
        row, last = row + width, int(said[0])
    return rows if len(rows) > 1 else []


def names_party(words: str) -> bool:
    return table("parties")["name-end"].find(words.rstrip("。；")) is not None


def _rows_of_lines(text: str, cells: Sequence[Span], kinds: Sequence[str]) -> Iterator[Drawn]:
    """Return the rows of the lines between two running numbers. A cell may take several lines (a body each), and a number several rows,
    whose merged cells are printed once. The cell behind the number is the task where its column is one of words. Of bodies below two
    columns of parties side by side, the first is in the first column, the rest in the last."""
    if len(cells) == len(kinds):
        yield _row_of_lines(text, list(enumerate(cells)), len(kinds))
        return
    rows: list[list[tuple[int, Span]]] = [[(0, cells[0])]]
    said = [_kind_of_cell(cell.slice(text)) for cell in cells]
    for at, cell in enumerate(cells[1:], 1):
        kind, column = said[at], rows[-1][-1][0]
        later = [place for place in range(column + 1, len(kinds)) if kinds[place] == kind]
        if not column and kinds[1] == "text":
            place = 1
        elif kind == "text" and kinds[column] == "party" and not later:
            place = _task_column(said[at:], kinds)
        elif kind == "party" and kinds[column] == kind and later[:1] == [column + 1]:
            place = column + 1
        elif kinds[column] == kind and (kind == "party" or not later):
            place = column
        elif later:
            place = later[0]
        else:
            place = next((place for place in range(1, column) if kinds[place] == kind), column)
        if place < column:
            rows.append([])
        rows[-1].append((place, cell))
    begins = [cells[0].start, *(row[0][1].start - 1 for row in rows[1:])]
    for row, (low, high) in zip(rows, pairwise([*begins, cells[-1].end]), strict=True):
        whole = Span(low, high)
        yield whole, masked(text, whole, row, len(kinds))


def _task_column(kinds_of_cells: Sequence[str], kinds: Sequence[str]) -> int:
    """Return the column of the first cell of a number's later row. The columns of words before the bodies are filled from the right: the
    merged cell of a task is printed once, beside the first of its measures."""
    words = list(takewhile(lambda place: kinds[place] == "text", range(1, len(kinds))))
    printed = sum(1 for _ in takewhile(lambda kind: kind == "text", kinds_of_cells))
    return words[-printed] if words and printed < len(words) else 1


def kind_of_head(head: str) -> str:
    rules, words = table("columns"), head.replace(" ", "").replace("\u3000", "")
    if any(rules[role].whole(words) for role in PartyRole):
        return "party"
    return next((kind for kind in ("time", "index") if rules[kind].whole(words)), "text")


def _kind_of_cell(words: str) -> str:
    """Return what a cell is: text, the time by which, or the bodies of a column of parties, each of which ends as names do."""
    rules = table("columns")
    if len(words) <= _LONGEST_NAME and rules["time-cell"].whole(words):
        return "time"
    full = rules["places-ahead"].pattern.sub("", words)
    pieces = [
        table("parties")["list-close"].pattern.sub("", piece.removesuffix("等"))
        for piece in _PARTED.split(full)
        if piece
    ]
    if len(words) > _LONGEST_NAME and (len(pieces) == 1 or len(words) > _LONGEST_CELL):
        return "text"
    return "party" if words[-1:] not in ("。", "；") and pieces and all(map(_is_body, pieces)) else "text"


def _is_body(words: str) -> bool:
    """Test whether words end as the name of a body does, and do not begin as a task."""
    rules = table("parties")
    if len(words) > _LONGEST_NAME or not rules["name-end"].find(words):
        return False
    return not (table("columns")["deed-ahead"].start(words) or rules["no-name"].find(words))


def _row_of_lines(text: str, cells: Cells, width: int, begin: int | None = None) -> Drawn:
    begin, end = cells[0][1].start if begin is None else begin, cells[-1][1].end
    closing = _BAR.match(text, end)
    whole = Span(begin, closing.end() if closing else end)
    return whole, masked(text, whole, cells, width)


def _stripped(text: str, span: Span) -> Span:
    line = span.slice(text)
    low = len(line) - len(line.lstrip(_EDGES))
    return Span(span.start + low, span.start + max(low, len(line.rstrip(_EDGES))))
