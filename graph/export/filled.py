"""Read a ledger back that went out as a workbook and was filled in: states, owners, days and notes of tasks.

A row is known by its task's key, a column by its heading in either language; other columns and the order of rows do not matter.
"""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from zipfile import BadZipFile, ZipFile

from graph.export.ics import Say
from graph.records.work import TaskRow
from graph.review.decision import ReviewError
from graph.review.progress import Progress, check_progress
from ontology.enumerations import TaskState

FIELDS = ("state", "owner", "begun", "finished", "note")
_LARGEST = 64 << 20  # bytes of a workbook when it is unpacked
_ROWS, _COLUMNS = 100_000, 256
# A day as offices write it: 2024-06-03, 2024.6.3, 2024/6/3; 2024年6月3日.
_WRITTEN = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_WRITTEN_ZH = re.compile(r"(\d{4})\s*(年)\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
# What openpyxl, zipfile and the reader of XML raise for a damaged or encrypted file.
_DAMAGED = (
    BadZipFile, zlib.error, KeyError, ValueError, IndexError, TypeError, SyntaxError, AttributeError, EOFError,
    RuntimeError, NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of the file. number: of the row, from 1. cells: by the names of FIELDS, None where the cell is empty."""

    number: int
    key: str
    cells: Mapping[str, str | date | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """A task for which the file and the store have different values. fields: name, value here, value in the file."""

    row: int
    task: TaskRow
    progress: Progress
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken, and why, in English and Chinese."""

    row: int
    en: str
    zh: str


def read_filled(data: bytes, languages: Iterable[Say]) -> list[FilledRow]:
    """Return the rows of a workbook's first sheet that have a task's key.

    languages: in which headings may be. Raises ReviewError for what is no workbook, a damaged or encrypted one, one with more than
    100,000 rows, or one without a column of keys. Columns behind the 256th are not read.
    """
    from openpyxl import load_workbook

    try:
        with ZipFile(BytesIO(data)) as package:
            if sum(item.file_size for item in package.infolist()) > _LARGEST:
                raise ReviewError("the workbook is too large", "工作簿过大")
        page = load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets[0]
        table = list(islice(page.iter_rows(values_only=True, max_col=_COLUMNS), _ROWS + 1))
    except _DAMAGED as error:
        raise ReviewError(
            f"not a workbook of Excel, or a damaged or encrypted one: {error}",
            f"不是 Excel 工作簿，或者文件已损坏、已加密：{error}",
        ) from None
    if len(table) > _ROWS:
        raise ReviewError(f"the workbook has more than {_ROWS} rows", f"工作簿超过 {_ROWS} 行")
    names = {say(f"column.{name}"): name for say in languages for name in (*FIELDS, "task")}
    heads = [names.get(str(cell).strip(), "") if cell is not None else "" for cell in (table[0] if table else ())]
    if "task" not in heads:
        raise ReviewError(
            "no column of task keys: begin with a file that `zhengmai ledger -f xlsx` wrote, and keep that column",
            "缺少“任务编号”一列：请使用 zhengmai ledger -f xlsx 导出的文件，并保留此列",
        )
    found = []
    for number, row in enumerate(table[1:], 2):
        cells = {head: _cell(value) for head, value in zip(heads, row, strict=False) if head}
        key = cells.pop("task", None)
        if isinstance(key, str):
            found.append(FilledRow(number, key, cells))
    return found


def _cell(value: object) -> str | date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    told = "" if value is None else str(value).strip()
    return told or None


def compare(
    rows: Sequence[FilledRow], tasks: Iterable[TaskRow], languages: Sequence[Say], path_of: Say, by: str, at: str
) -> tuple[list[Difference], list[Refused]]:
    """Return what the rows would change, and the rows that cannot be taken.

    path_of: gives a document's path below the base. by, at: who fills in, and when. An empty cell of a state keeps what is noted; any
    other empty cell takes away what is. Several rows of one task (of its several bodies) must say the same, or only one may differ.
    """
    held = {task.key: task for task in tasks}
    states = {say(f"task_state.{state}"): state for say in languages for state in TaskState}
    states |= {str(state): state for state in TaskState}
    differences: dict[str, Difference] = {}
    refused: list[Refused] = []
    for row in rows:
        task = held.get(row.key)
        if task is None:
            refused.append(
                Refused(
                    row.number, f"no task {row.key} here: its words have changed", f"库中没有任务 {row.key}：文字已变"
                )
            )
            continue
        try:
            told = _progress_of(row, task, states, path_of(task.document.iri), by, at)
        except ReviewError as error:
            refused.append(Refused(row.number, error.en, error.zh))
            continue
        fields = _fields(task, told)
        if not fields:
            continue
        known = differences.get(row.key)
        if known is not None and known.fields != fields:
            told_twice = f"rows {known.row} and {row.number} tell the same task differently"
            refused.append(
                Refused(row.number, told_twice, f"第 {known.row} 行与第 {row.number} 行是同一任务，填写不同")
            )
            continue
        differences.setdefault(row.key, Difference(row.number, task, told, fields))
    return list(differences.values()), refused


def _progress_of(
    row: FilledRow, task: TaskRow, states: Mapping[str, TaskState], document: str, by: str, at: str
) -> Progress:
    base = task.noted(document)
    values: dict[str, object] = {}
    for name, cell in row.cells.items():
        if name == "state":
            if cell is not None and str(cell) not in states:
                listed = "、".join(dict.fromkeys(states))
                raise ReviewError(f"state {cell}: not one of {listed}", f"状态“{cell}”不是以下之一：{listed}")
            values[name] = states[str(cell)] if cell is not None else base.state
        elif name in ("begun", "finished"):
            values[name] = _day(cell)
        else:
            values[name] = "" if cell is None else str(cell)
    return check_progress(replace(base, document=document, words=task.text, by=by, at=at, **values))  # type: ignore[arg-type]


def _day(cell: str | date | None) -> date | None:
    if cell is None or isinstance(cell, date):
        return cell
    try:
        if (written := _WRITTEN.fullmatch(cell) or _WRITTEN_ZH.fullmatch(cell)) is None:
            raise ValueError(cell)
        return date(int(written[1]), int(written[3]), int(written[4]))
    except ValueError:
        raise ReviewError(
            f"{cell}: not a day; write it as 2024-06-30", f"“{cell}”不是日期，请写作 2024-06-30"
        ) from None


def _fields(task: TaskRow, told: Progress) -> tuple[tuple[str, str, str], ...]:
    here = task.progress
    pairs = ((name, getattr(here, name) if here else None, getattr(told, name)) for name in FIELDS)
    shown = (
        (name, str(old or (TaskState.OPEN if name == "state" else "")), str(new or "")) for name, old, new in pairs
    )
    return tuple((name, old, new) for name, old, new in shown if old != new)
