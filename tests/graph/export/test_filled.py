"""A ledger goes out, is filled in, and comes back."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from graph.export.filled import compare, read_filled
from graph.records.tasks import list_unmatched, read_tasks
from graph.records.work import TaskRow
from graph.review.decision import ReviewError
from graph.review.progress import record_progress
from graph.store import audit, base
from graph.store.store import Store
from ontology.enumerations import TaskState
from tests.conftest import Cli
from tests.samples import ledger
from ui.messages import load

SAY = list(load().values())
WHEN = "2026-03-02T09:30:00+08:00"


def filled(
    *rows: tuple[object, ...], heads: tuple[str, ...] = ("任务编号", "状态", "承办人", "开始日", "办结日", "备注")
) -> bytes:
    book, output = Workbook(), io.BytesIO()
    sheet: Any = book.active
    for row in (heads, *rows):
        sheet.append(list(row))
    book.save(output)
    return output.getvalue()


@pytest.fixture(scope="module")
def tasks(ledger_store: Path) -> tuple[TaskRow, ...]:
    with Store.open(ledger_store) as view:
        return read_tasks(view)


def compared(tasks: tuple[TaskRow, ...], *rows: tuple[object, ...], **more: Any) -> tuple[list[Any], list[Any]]:
    return compare(
        read_filled(filled(*rows, **more), SAY), tasks, SAY, lambda iri: iri.rsplit("zhengmai/")[-1], "王芳", WHEN
    )


def test_what_a_file_tells_otherwise(tasks: tuple[TaskRow, ...]) -> None:
    one, two = tasks[0], tasks[1]
    found, refused = compared(
        tasks, (one.key, "在办", "李雷", date(2022, 4, 1), None, "已立项"), (two.key, "未办", None, None, None, None)
    )
    assert refused == [] and [(d.row, d.task.key) for d in found] == [(2, one.key)]
    assert found[0].fields == (
        ("state", "open", "doing"),
        ("owner", "", "李雷"),
        ("begun", "", "2022-04-01"),
        ("note", "", "已立项"),
    )


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("0" * 16, "在办"), "no task"),
        ((None, "快了"), "state 快了"),
        ((None, "办结", "", "昨天"), "not a day"),
        ((None, "办结", "", "2024-W05-1"), "not a day"),
        ((None, "办结", "", "2024.6-3"), "not a day"),
        ((None, "办结", "", "2024年6-3"), "not a day"),
        ((None, "办结", "", "2024年6月31日"), "not a day"),
        ((None, "办结", "", "2022-04-02", "2022/4/1"), "before it was begun"),
        ((None, "办结", "", "2022-04-02", "2022-04-01"), "before it was begun"),
        ((None, "办结", "长" * 300), "longer than 200"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named(tasks: tuple[TaskRow, ...], row: tuple[object, ...], why: str) -> None:
    found, refused = compared(tasks, (row[0] or tasks[0].key, *row[1:]))
    assert found == [] and refused[0].row == 2 and why in refused[0].en and refused[0].zh


def test_two_rows_of_one_task_must_agree(tasks: tuple[TaskRow, ...]) -> None:
    key = tasks[0].key
    assert len(compared(tasks, (key, "在办"), (key, "在办"))[0]) == 1
    assert "differently" in compared(tasks, (key, "在办"), (key, "办结"))[1][0].en


def test_columns_are_known_by_headings_of_either_language(tasks: tuple[TaskRow, ...]) -> None:
    found, _ = compared(tasks, ("x", "done", tasks[0].key), heads=("Agency", "State", "Task key"))
    assert [d.fields for d in found] == [(("state", "open", "done"),)]


@pytest.mark.parametrize(
    "written", ["2024-06-03", "2024.6.3", "2024/6/3", "2024年6月3日", "2024 年 6 月 3 日", "2024.6.03"]
)
def test_days_are_read_as_offices_write_them(tasks: tuple[TaskRow, ...], written: str) -> None:
    found, refused = compared(tasks, (tasks[0].key, "在办", None, written))
    assert refused == [] and found[0].progress.begun == date(2024, 6, 3)


def test_a_workbook_with_more_rows_than_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.export.filled._ROWS", 3)
    assert len(read_filled(filled(("a",), ("b",)), SAY)) == 2
    with pytest.raises(ReviewError, match="more than 3 rows"):
        read_filled(filled(("a",), ("b",), ("c",)), SAY)


def encrypted() -> bytes:
    """A workbook whose parts claim to be encrypted: bit 0 of the flags of each entry in the directory of the package."""
    data = bytearray(filled(("a",)))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def damaged() -> bytes:
    """A workbook with other bytes in the middle of its compressed parts."""
    data = filled(*(("a", str(number)) for number in range(99)))
    return b"".join((data[:100], b"\xff" * (len(data) - 3000), data[len(data) - 2900 :]))


@pytest.mark.parametrize("data", [b"", b"no book", filled(("x",), heads=("状态",)), encrypted(), damaged()])
def test_what_is_no_ledger_is_refused(data: bytes) -> None:
    with pytest.raises(ReviewError):
        read_filled(data, SAY)


def test_out_and_back(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    store, file = ledger.build(tmp_path / "sources", "通知.txt"), tmp_path / "台账.xlsx"
    assert cli("ledger", "--agency", "园林局", "--store", store, "-f", "xlsx", "-o", file).returncode == 0
    assert "没有差异" in cli("ledger", "import", file, "--store", store).stdout
    book = load_workbook(file)
    page: Any = book.active
    heads = {cell.value: cell.column for cell in page[1]}
    assert page.data_validations.dataValidation[0].formula1 == '"未办,在办,办结"'
    page.cell(2, heads["状态"]).value = "办结"
    page.cell(2, heads["办结日"]).value = date(2022, 6, 20)
    page.cell(2, heads["承办人"]).value = "=李雷"
    book.save(file)
    shown = cli("ledger", "import", file, "--store", store, "--by", "王芳")
    assert "--apply" in shown.stdout and "办结" in shown.stdout
    with Store.open(store) as view:
        assert not any(task.progress for task in read_tasks(view))
    assert "已写入 1 项任务" in cli("ledger", "import", file, "--store", store, "--by", "王芳", "--apply").stdout
    assert "没有差异" in cli("ledger", "import", file, "--store", store).stdout
    noted = read_progress(store)
    assert (noted["state"], noted["finished"], noted["by"]) == ("done", date(2022, 6, 20), "王芳")
    logged = next(line for line in audit.read(store) if line["action"] == "task")
    key = logged["task"]
    assert (logged["begun"], logged["finished"]) == ("", "2022-06-20")
    assert "doing" in cli("ledger", "set", key, "--state", "doing", "--store", store).stdout
    assert (read_progress(store)["state"], read_progress(store)["finished"]) == ("doing", date(2022, 6, 20))
    # A state survives a rebuild. If the words of its task change, it is kept apart and reported.
    ledger.build(tmp_path / "sources", "通知.txt")
    assert read_progress(store)["state"] == "doing"
    with Store.open(store) as view:
        words = next(task for task in read_tasks(view) if task.progress).text
    monkeypatch.setattr(ledger, "TEXT", ledger.TEXT.replace(words, words.replace("步道", "湖滨步道")))
    ledger.build(tmp_path / "sources", "通知.txt")
    with Store.open(store) as view:
        assert [progress.words for progress in list_unmatched(view, read_tasks(view))] == [words]
    assert "待核" in cli("ledger", "--agency", "园林局", "--store", store).stderr


def test_tasks_of_the_same_words_have_states_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alike = "（四）报送总结。每年年底前报送总结。（责任单位：市水务局）\n\n"
    text = ledger.TEXT.replace("二、保障措施", f"{alike}二、保障措施").replace("=统筹", f"{alike}=统筹")
    monkeypatch.setattr(ledger, "TEXT", text)
    store = ledger.build(tmp_path / "sources", "通知.txt")

    def states() -> list[str]:
        with Store.open(store) as view:
            return [str(task.state) for task in read_tasks(view) if "报送总结" in task.text]

    with Store.open(store) as view:
        last = [task for task in read_tasks(view) if "报送总结" in task.text][-1]
        path = base.iris(view).relative(last.document.iri)
    assert states() == ["open", "open"]
    record_progress(store, [replace(last.noted(path), state=TaskState.DONE, by="王芳", at=WHEN)])
    assert states() == ["open", "done"]
    monkeypatch.setattr(ledger, "TEXT", text.replace("一、重点任务", "市水务局、市园林局按月会商。\n\n一、重点任务"))
    ledger.build(tmp_path / "sources", "通知.txt")
    assert states() == ["open", "done"]


def read_progress(store: Path) -> dict[str, Any]:
    """What is noted of the one task."""
    with Store.open(store) as view:
        (noted,) = [task.progress for task in read_tasks(view) if task.progress]
    return {name: getattr(noted, name) for name in ("state", "owner", "finished", "by")}
