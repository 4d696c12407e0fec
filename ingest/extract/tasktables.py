"""Find tasks in tables: rows below a header with 责任单位, 牵头单位, 配合单位 or 完成时限.

Cells are matched to columns by content as well as by position, because printed tables lose and shift cells. Headers that each
page repeats are skipped, and a row that a page break cuts is joined again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.extract.partylists import read_list, role_of
from ingest.extract.times import in_cell
from ingest.model import Assigned, ComponentRole, Mention, PartyRole, Span, TimeExpression
from ingest.rules import table
from ingest.segment.components import Outline
from ingest.segment.paragraphs import Form, Paragraph

_ROLES = tuple(role.value for role in PartyRole)
"""The columns of parties; each has the name of its role in `columns.toml`."""
_BLANK = re.compile(r"(?<=[^\x00-\x7f])[ ]+(?=[^\x00-\x7f])")
_OPEN = re.compile(r"[。；！？]$")
# Contents of a cell of bodies that mean nobody.
_NOBODY = ("/", "—", "——", "-", "－", "无")
_FEWEST_ALLOTTED = 3
_LONGEST_SECTION = 40  # code points of the head of a section between rows


@dataclass(slots=True)
class RowTask:
    """A row that assigns. texts: the row and the rows that continue it; at: the cells that assign; times: those of its 完成时限 cell."""

    texts: list[Span]
    at: Span
    parties: tuple[Assigned, ...]
    times: list[Mention[TimeExpression]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _PartyCell:
    text: str
    start: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.text))


def document_rows(paragraphs: Sequence[Paragraph], plan: Outline) -> Iterator[RowTask]:
    """Find the tasks of all tables of a document, in order. The imprint is skipped."""
    for part in plan.parts:
        if part.role is not ComponentRole.IMPRINT:
            yield from row_tasks(paragraphs, part.start, part.end, part.title)


def row_tasks(paragraphs: Sequence[Paragraph], start: int, end: int, title: str = "") -> Iterator[RowTask]:
    """Find the tasks of the tables in `paragraphs[start:end]`, in order. title: of the part that they are in."""
    columns: list[str] = []
    printed = ""
    last: RowTask | None = None
    orphan: list[Span] = []  # the first part of a row whose parties are on the next page
    cut = False
    at = start
    while at < end:
        paragraph = paragraphs[at]
        if paragraph.form is not Form.ROW:
            if not columns and (found := _allotted(paragraphs, at, end, title)):
                yield from found
                at += len(found)
            elif not _FURNITURE_FREE.match(paragraph.text):
                columns, last, orphan = columns if _heads_rows(paragraph, columns) else [], None, []
                at += 1
            else:
                at += 1
            continue
        cells = _cells(paragraph)
        header = _header(cells)
        if header or paragraph.text == printed:
            cut = bool(header and columns)  # a header that a page repeats: the row before may continue
            if header:
                columns, printed = header, paragraph.text
            at += 1
            continue
        if columns:
            task, goes_on = _row(cells, columns, paragraph, last)
            if task is not None:
                task.texts[:0] = orphan if cut or not cells[0].text.strip() else []
                cut = False
                orphan, last = [], task
                yield task
            elif goes_on and last is not None:
                last.texts.append(paragraph.span)
            else:
                orphan = [paragraph.span] if not _OPEN.search(paragraph.text.rstrip("\t")) else []
        at += 1


_FURNITURE_FREE = re.compile(r"[-—－ \d]*$")


def _heads_rows(paragraph: Paragraph, columns: Sequence[str]) -> bool:
    """Test for the head of a section between the numbered rows of one table (一、主要预期目标)."""
    section = table("columns")["section-line"].start(paragraph.text)
    return columns[:1] == ["index"] and section is not None and len(paragraph.text) <= _LONGEST_SECTION


def _cells(paragraph: Paragraph) -> list[_PartyCell]:
    cells, start = [], paragraph.span.start
    for text in paragraph.text.split("\t"):
        cells.append(_PartyCell(text, start))
        start += len(text) + 1
    return cells


def _header(cells: Sequence[_PartyCell]) -> list[str]:
    """Return the kinds of the columns if the row is the header of a task table, else nothing."""
    rules = table("columns")
    if max((len(cell.text) for cell in cells), default=0) > 30:
        return []
    kinds = []
    for cell in cells:
        text = cell.text.replace(" ", "")
        kinds.append(next((kind for kind in (*_ROLES, "time", "index") if rules[kind].whole(text)), "text"))
    return kinds if any(kind in _ROLES for kind in kinds) else []


def _row(
    cells: Sequence[_PartyCell], columns: Sequence[str], paragraph: Paragraph, last: RowTask | None
) -> tuple[RowTask | None, bool]:
    """Return the task of a row; if it assigns nobody, whether it continues the row before."""
    parties: list[Assigned] = []
    times: list[Mention[TimeExpression]] = []
    assigned: list[_PartyCell] = []
    for cell, kind in _aligned(cells, columns):
        if kind in _ROLES and cell.text.strip(" /—-"):
            found = _parties(cell, role_of({"lead": "牵头", "support": "配合"}.get(kind, "负责")))
            parties += found
            assigned += [cell] if found else []
        elif kind == "time":
            times += [Mention(m.span.shifted(cell.start), m.rule, m.value) for m in in_cell(cell.text)]
    if parties and last is not None and not times and _goes_on(cells, columns):
        last.parties += tuple(parties)  # a list of names that is cut into two lines
        return None, True
    if last is not None and (parties or times) and (missing := _merged(cells, columns, parties)):
        above = [party for party in last.parties if str(party.role) in missing]
        if above and (parties or last.times):  # a merged cell: the bodies above apply here too
            at = Span(assigned[0].span.start, assigned[-1].span.end) if assigned else paragraph.span
            ordered = sorted([*above, *parties], key=lambda party: list(_ROLES).index(str(party.role)))
            return RowTask([paragraph.span], at, tuple(ordered), times), False
    if parties:
        at = Span(assigned[0].span.start, assigned[-1].span.end)
        return RowTask([paragraph.span], at, tuple(parties), times), False
    texts = [cell for cell in cells if cell.text.strip()]
    return None, last is not None and len(texts) >= 1 and not cells[0].text.strip()


def _merged(cells: Sequence[_PartyCell], columns: Sequence[str], parties: Sequence[Assigned]) -> set[str]:
    """Return the roles for which the row above applies, because its cell spans this row.

    If the cell of the row's number is empty, these are all roles that the row leaves empty. If the first cell has words, or the row has
    all its cells, it is the role of who leads, but not that of who supports: a row may have no supporting body.
    """
    missing = {kind for kind in columns if kind in _ROLES} - {str(party.role) for party in parties}
    missing -= {kind for cell, kind in _aligned(cells, columns) if cell.text.strip() in _NOBODY}
    if columns[0] == "index" and not cells[0].text.strip():
        return missing
    if len(cells) != len(columns):
        return set()
    empty = {kind for cell, kind in zip(cells, columns, strict=True) if not cell.text.strip()}
    missing &= empty  # a dash says that nobody leads; a name that is not understood is not the one above
    if columns[0] == "text" and not cells[0].text.strip():
        return missing - {str(PartyRole.SUPPORT)}
    led = {str(party.role) for party in parties} == {str(PartyRole.SUPPORT)}
    return missing if led and missing == {str(PartyRole.LEAD)} else set()


def _goes_on(cells: Sequence[_PartyCell], columns: Sequence[str]) -> bool:
    """Test for the second line of a row: nothing but names, below a row that has all else."""
    filled = [kind for cell, kind in _aligned(cells, columns) if cell.text.strip()]
    return columns[0] == "index" and bool(filled) and all(kind in _ROLES for kind in filled)


def _parties(cell: _PartyCell, role: PartyRole) -> list[Assigned]:
    """Return the bodies in a cell; split names that are printed together behind a group (各县区政府市质监局)."""
    found: list[Assigned] = []
    start = 0
    for cut in [*(match.end() for match in table("columns")["run-together"].each(cell.text)), len(cell.text)]:
        found += read_list(cell.text[start:cut], cell.start + start, strict=False, role=role)
        start = cut
    return found


def _aligned(cells: Sequence[_PartyCell], columns: Sequence[str]) -> list[tuple[_PartyCell, str]]:
    """Match each filled cell to a column: the best fit that keeps the order; positions decide ties."""
    width = len(columns)
    if len(cells) == width and _in_place(cells, columns):
        return [(cell, kind) for cell, kind in zip(cells, columns, strict=True) if cell.text.strip()]
    filled = [(i, cell) for i, cell in enumerate(cells) if cell.text.strip()]
    best: list[list[tuple[float, int]]] = []  # per filled cell and column: score, previous column
    for row, (i, cell) in enumerate(filled):
        scores = []
        for j in range(width):
            here = _fit(cell.text, columns[j])
            if row == 0:
                scores.append((here - 0.1 * abs(i - j), -1))
            else:
                shift = i - filled[row - 1][0] - j  # cells move together: only a change of the shift costs
                before = max(
                    ((best[row - 1][k][0] - 0.1 * abs(shift + k), -k) for k in range(j)), default=(float("-inf"), 1)
                )
                scores.append((before[0] + here, -before[1]))
        best.append(scores)
    if not filled or len(filled) > width:
        return [(cell, columns[i]) for i, cell in enumerate(cells) if i < width]
    at = max(range(width), key=lambda j: best[-1][j][0])
    found = []
    for row in range(len(filled) - 1, -1, -1):
        found.append((filled[row][1], columns[at]))
        at = best[row][at][1]
    return found[::-1]


def _in_place(cells: Sequence[_PartyCell], columns: Sequence[str]) -> bool:
    """Test whether a row's cells are in the columns of the header: each fits its column, and one names a party."""
    filled = [(cell.text, kind) for cell, kind in zip(cells, columns, strict=True) if cell.text.strip()]
    typed = [(text, kind) for text, kind in filled if kind != "text"]
    return any(kind in _ROLES and _fit(text, kind) > 0 for text, kind in filled) and all(
        _fit(text, kind) >= 0 for text, kind in typed
    )


def _fit(text: str, kind: str) -> float:
    """Score how well the words of a cell fit the kind of a column."""
    text = _BLANK.sub("", text.strip())
    if kind in _ROLES:
        return 3 if reads_as_bodies(text) else (0 if text in _NOBODY else -4)
    if kind == "time":
        return 3 if _reads_as_time(text) else -2
    if kind == "index":
        return 1 if len(text) <= 4 and any(c.isdigit() for c in text) else -2
    return -1.5 if (reads_as_bodies(text) or _reads_as_time(text)) and len(text) < 60 else 1


def reads_as_bodies(text: str) -> bool:
    """Test whether a text is a list of bodies and nothing else."""
    return bool(text) and bool(read_list(text, 0, strict=True, role=PartyRole.RESPONSIBLE))


def _reads_as_time(text: str) -> bool:
    return len(text) <= 30 and (
        table("columns")["time-in-words"].pattern.fullmatch(text) is not None or any(in_cell(text))
    )


def _allotted(paragraphs: Sequence[Paragraph], at: int, end: int, title: str) -> list[RowTask]:
    """Read a flattened table that allots figures to bodies: lines with a name and a number in an annex that allots a task."""
    if not table("columns")["allotment"].find(title):
        return []
    found: list[RowTask] = []
    while at < end and (match := table("columns")["allotted"].whole(paragraphs[at].text)):
        span = paragraphs[at].span
        listed = read_list(match["name"], span.start, strict=True, role=PartyRole.RESPONSIBLE)
        if len(listed) != 1:
            break
        found.append(RowTask([span], Span(span.start, span.start + len(match["name"])), tuple(listed)))
        at += 1
    return found if len(found) >= _FEWEST_ALLOTTED else []
