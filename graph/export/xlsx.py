"""A table as an Excel workbook of one sheet: to sort, filter, print and send on. The same table gives the same bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Value = str | int | date | None
# A file says when it was made: here a constant, as no clock belongs in it (that of the ZIP format's beginning).
_MADE = datetime(1980, 1, 1)
_LONGEST = 32_767  # characters in a cell, by Excel's limits


@dataclass(frozen=True, slots=True)
class Column:
    """width: in characters of the standard font; a Chinese character takes two."""

    heading: str
    width: int


def write(output: BinaryIO, sheet: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    """Write the workbook: a header row that stays and filters, wrapped text, dates as dates, texts never as formulas.

    sheet: the sheet's name, at most 31 characters. A text that is longer than a cell may be ends in `…`. Raises OSError.
    """
    from io import BytesIO

    from xlsxwriter.workbook import Workbook

    # The library closes what it writes to, so it gets a buffer.
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": sheet, "created": _MADE})
        _sheet(book, book.add_worksheet(sheet), columns, rows)
    output.write(buffer.getvalue())


def _sheet(book: "Workbook", page: "Worksheet", columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    style = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
    text, day = book.add_format(style), book.add_format(style | {"num_format": "yyyy-mm-dd", "align": "center"})
    head = book.add_format(style | {"bold": True, "bg_color": "#E7EDF5", "valign": "vcenter"})
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.heading, head)
    last = 0
    for last, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            match value:
                case None | "":
                    page.write_blank(last, place, None, text)
                case date():
                    page.write_datetime(last, place, value, day)
                case int():
                    page.write_number(last, place, value, text)
                case _:
                    # Not `write`, which makes formulas of what begins with `=`, and links of what looks like one.
                    page.write_string(
                        last, place, value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…", text
                    )
    page.autofilter(0, 0, last, len(columns) - 1)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
