"""Write the changes between builds as a table and as entries of a feed. The same changes give the same bytes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from graph.export import calendar, xlsx
from graph.export.happening import Happening, key_of
from graph.export.ics import Say
from graph.export.listfile import write_list
from graph.query.query import Table
from graph.records.changed import ChangedRow
from graph.records.excerpts import fit
from graph.records.today import day_in_beijing

COLUMNS = ("build", "at", "kind", "number", "name", "place", "issuers", "day", "text", "document")
_WIDTHS = (8, 20, 10, 22, 40, 16, 30, 12, 60, 40)
_SHORT = 40


def write(output: BinaryIO, format: str, found: Sequence[ChangedRow], say: Say) -> None:
    """Write the changes as xlsx, csv or ics. Raises OSError, and ValueError for a format that is not a file."""
    title = say("changed.title")
    columns = (xlsx.Column(say(f"changed.{name}"), width) for name, width in zip(COLUMNS, _WIDTHS, strict=True))
    write_list(
        output,
        format,
        as_table(found, say),
        title,
        columns,
        lambda file: calendar.write(file, "changed", title, happenings(found, say)),
    )


def as_table(found: Iterable[ChangedRow], say: Say) -> Table:
    """Return a table with one row a change, under COLUMNS."""
    return Table(COLUMNS, tuple(_row(row, say) for row in found))


def happenings(found: Iterable[ChangedRow], say: Say) -> Iterator[Happening]:
    """Yield one happening a change, on the day of its build in Beijing."""
    for row in found:
        kind = say(f"changed.is_{row.kind}")
        lines = (_title(row), say("changed.ends", day=row.day) if row.day else "", row.text)
        yield Happening(
            key_of(row.at.isoformat(), row.build, row.kind, row.document, row.day, row.text),
            row.at,
            day_in_beijing(row.at),
            say("changed.summary", kind=kind, name=_name(row), text=fit(row.text, _SHORT)).strip(),
            "\n".join(line for line in lines if line),
            categories=(kind,),
            link=row.document,
        )


def _name(row: ChangedRow) -> str:
    return row.name or (row.row.title if row.row else "") or row.document


def _title(row: ChangedRow) -> str:
    return row.row.title if row.row else row.name


def _row(row: ChangedRow, say: Say) -> tuple[str, ...]:
    known = row.row
    return (
        str(row.build),
        row.at.isoformat(timespec="seconds"),
        say(f"changed.is_{row.kind}"),
        known.number if known else row.name,
        known.title if known else "",
        known.place.zh if known and known.place else "",
        "、".join(issuer.zh for issuer in known.issuers) if known else "",
        row.day,
        row.text,
        row.document,
    )
