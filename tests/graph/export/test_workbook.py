"""The workbook of all tables and the calendar of all deadlines, read back by other libraries."""

from datetime import datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from graph.export import export, tables, workbook, xlsx
from graph.store.errors import ExportError
from graph.store.store import Store
from ontology.enumerations import Language
from ui.messages import load


@pytest.fixture(scope="module")
def store(ledger_store: Path) -> Path:
    return ledger_store


def written(store: Path, file: Path, format: str = "xlsx", language: Language = Language.ZH) -> Path:
    with Store.open(store) as opened:
        export(opened, format, file, say=load()[language])
    return file


@pytest.mark.parametrize(
    ("language", "sheets", "first"),
    [
        (
            Language.ZH,
            ["文件", "文件关系", "责任分工", "时限", "规范", "条款引用", "处罚", "定义"],
            ["标识", "文号", "标题"],
        ),
        (
            Language.EN,
            [
                "Documents",
                "Relations",
                "Responsibilities",
                "Deadlines",
                "Duties",
                "Provisions",
                "Sanctions",
                "Definitions",
            ],
            ["IRI", "Number", "Title"],
        ),
    ],
)
def test_a_sheet_for_each_table(
    store: Path, tmp_path: Path, language: Language, sheets: list[str], first: list[str]
) -> None:
    book = load_workbook(written(store, tmp_path / "a.xlsx", language=language))
    assert book.sheetnames == sheets and [cell.value for cell in book[sheets[0]][1]][:3] == first
    for page in book.worksheets:
        assert page.freeze_panes == "A2" and page.auto_filter.ref and (page.max_row > 1 or page.title in sheets[-4:])
        assert all(isinstance(cell.value, str) for cell in page[1])


def test_cells_have_the_types_and_words_of_a_reader(store: Path, tmp_path: Path) -> None:
    book = load_workbook(written(store, tmp_path / "a.xlsx"))

    def column(sheet: str, heading: str) -> list[object]:
        head = [cell.value for cell in book[sheet][1]]
        return [row[head.index(heading)].value for row in book[sheet].iter_rows(min_row=2)]

    assert column("文件", "成文日期") == [datetime(2022, 3, 15)]
    assert {"牵头", "配合", "负责"} == set(column("责任分工", "角色"))
    assert datetime(2022, 6, 30) in column("时限", "截止日期") and {"期限", "周期"} <= set(column("时限", "种类"))
    texts = [cell for cell in book["责任分工"]["D"] if str(cell.value).startswith("=统筹")]
    assert texts and all(cell.data_type == "s" for cell in texts)


def test_the_same_store_gives_the_same_bytes(store: Path, tmp_path: Path) -> None:
    for format in ("xlsx", "ics"):
        one, other = (written(store, tmp_path / f"{name}.{format}", format) for name in "ab")
        assert one.read_bytes() == other.read_bytes()


def test_all_deadlines_are_a_calendar(store: Path, tmp_path: Path) -> None:
    calendar = Calendar.from_ical(written(store, tmp_path / "a.ics", "ics").read_bytes())
    summaries = {str(event["SUMMARY"]).rpartition("（")[2] for event in calendar.walk("VEVENT")}
    assert summaries >= {"岚州市园林局）", "岚州市财政局）", "各区县政府）"}


def test_every_column_has_a_width(store: Path) -> None:
    with Store.open(store) as opened:
        columns = {column for name in workbook.SHEETS for column in tables.read(opened, name)[0]}
    assert set(workbook.WIDTHS) <= columns and set(workbook.SHEETS) <= set(tables.TABLES)


def test_more_rows_than_a_sheet_holds_are_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(xlsx, "_ROWS", 2)
    sheet = xlsx.Sheet("表", [xlsx.Column("列", 8)], [[1], [2], [3]])
    with (tmp_path / "a.xlsx").open("wb") as file, pytest.raises(ExportError, match="表: more than the 2 rows"):
        xlsx.write(file, [sheet], "表")


def test_a_day_that_is_none_stays_text(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(view: object, name: str, joint: str) -> tuple[tuple[str, ...], list[tuple[str | None, ...]]]:
        return ("due", "kind"), [("2022-06-30\n2022-12-31", "deadline"), ("2022-06-30", "unheard-of"), (None, None)]

    monkeypatch.setattr(tables, "read", read)
    page = load_workbook(written(store, tmp_path / "a.xlsx"))["时限"]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == [
        ["2022-06-30\n2022-12-31", "期限"],
        [datetime(2022, 6, 30), "unheard-of"],
        [None, None],
    ]
