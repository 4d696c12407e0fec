"""Write the documents that end soon as a table and as a calendar (RFC 5545). The same endings give the same bytes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import BinaryIO

from graph.export import calendar, xlsx
from graph.export.happening import Happening, key_of, midnight
from graph.export.ics import Say
from graph.export.listfile import write_list
from graph.query.query import Table
from graph.records.ending import Ending
from ontology.iri import named_by_file

COLUMNS = ("last_day", "number", "title", "place", "issuers", "status", "act", "quote", "document")


WIDTHS = (12, 22, 40, 16, 30, 14, 22, 60, 40)
"""Of the columns in Excel."""


def write(output: BinaryIO, format: str, endings: Sequence[Ending], say: Say) -> None:
    """Write the endings as xlsx, csv or ics. Raises OSError, and ValueError for a format that is not a file."""
    columns = (
        xlsx.Column(say(f"ending.{name if name != 'title' else 'name'}"), width)
        for name, width in zip(COLUMNS, WIDTHS, strict=True)
    )
    write_list(
        output,
        format,
        as_table(endings, say),
        say("ending.title"),
        columns,
        lambda file: write_calendar(file, endings, say),
    )


def as_table(endings: Iterable[Ending], say: Say) -> Table:
    """Return a table with one row an ending, under COLUMNS."""
    return Table(COLUMNS, tuple(_row(ending, say) for ending in endings))


def _row(ending: Ending, say: Say) -> tuple[str, ...]:
    row = ending.document
    return (
        ending.last.isoformat(),
        row.number,
        row.title,
        row.place.zh if row.place else "",
        "、".join(issuer.zh for issuer in row.issuers),
        say(f"status.{ending.status}").partition("：")[0],
        ending.because.number,
        ending.because.quote,
        row.iri,
    )


def write_calendar(output: BinaryIO, endings: Iterable[Ending], say: Say) -> int:
    """Write one all-day event for the last day of each document; return how many. Raises OSError."""
    return calendar.write(output, "ending", say("ending.title"), happenings(endings, say))


def happenings(endings: Iterable[Ending], say: Say) -> Iterator[Happening]:
    """Yield one happening for the last day of each document."""
    for ending in endings:
        row, because = ending.document, ending.because
        status = say(f"status.{ending.status}").partition("：")[0]
        yield Happening(
            key_of(row.iri, ending.last, ending.status),
            midnight(date.fromisoformat(row.signed) if row.signed else because.day),  # no clock belongs in the file
            ending.last,
            say(
                "ending.summary",
                name=row.number or (f"《{row.title}》" if row.title else named_by_file(row.iri)),
                status=status,
            ),
            "\n".join(part for part in (row.title, because.number, because.quote) if part),
            link=row.iri,
        )
