"""Write tables as an Excel workbook, a sheet each. The same tables give the same bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from graph.records.excerpts import shorten
from graph.store.errors import ExportError

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Value = str | int | date | None
# The time of creation is a constant (the first that ZIP can write), because a clock would change the bytes.
_MADE = datetime(1980, 1, 1)
# Excel's limits: characters in a cell, and rows of a sheet below its header.
_LONGEST, _ROWS = 32_767, 1_048_575


@dataclass(frozen=True, slots=True)
class Column:
    """width: in characters of the standard font; a Chinese character takes two. choices: what a cell may be filled in with."""

    heading: str
    width: int
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """name: at most 31 characters."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def write(output: BinaryIO, sheets: Iterable[Sheet], title: str) -> None:
    """Write the workbook: fixed header rows with filters, wrapped text, dates as dates, texts never as formulas.

    sheets: each is consumed before the next is asked for. title: of the workbook. A text that is too long for a cell is cut and ends
    in `…`. Raises OSError, and ExportError for more rows than a sheet can contain.
    """
    from xlsxwriter.workbook import Workbook

    # The library closes its output, so it gets a buffer.
    buffer = BytesIO()
    # Rows are written one by one, so memory grows with the file, not with the tables.
    with Workbook(buffer, {"constant_memory": True}) as book:
        book.set_properties({"title": title, "created": _MADE})
        for sheet in sheets:
            _sheet(book, book.add_worksheet(sheet.name), sheet)
    output.write(buffer.getvalue())


def write_sheet(output: BinaryIO, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    """Write a workbook of one sheet, which has the workbook's title. Raises as `write` does."""
    write(output, [Sheet(title, columns, rows)], title)


def _sheet(book: "Workbook", page: "Worksheet", sheet: Sheet) -> None:
    style = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
    text, day = book.add_format(style), book.add_format(style | {"num_format": "yyyy-mm-dd", "align": "center"})
    head = book.add_format(style | {"bold": True, "bg_color": "#E7EDF5", "valign": "vcenter"})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.heading, head)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        if last > _ROWS:
            raise ExportError(
                f"{sheet.name}: more than the {_ROWS:,} rows that a sheet of Excel holds: export csv instead",
                f"{sheet.name}：超过 Excel 工作表最多 {_ROWS:,} 行的限制，请改为导出 csv",
            )
        for place, value in enumerate(row):
            match value:
                case None | "":
                    page.write_blank(last, place, None, text)
                case date():
                    page.write_datetime(last, place, value, day)
                case int():
                    page.write_number(last, place, value, text)
                case _:
                    # `write` would make formulas of texts that begin with `=`, and links of addresses.
                    page.write_string(last, place, _cut(value), text)
    for place, column in enumerate(sheet.columns):
        if column.choices and last:
            page.data_validation(1, place, last, place, {"validate": "list", "source": list(column.choices)})
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else shorten(text, _LONGEST - 1)
