"""Stale bases as a table and a workbook. The same bases give the same bytes."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from graph.export import xlsx
from graph.export.answer import as_csv
from graph.export.ics import Say
from graph.query.query import Table
from graph.records.stock import StaleBasis
from ontology.numbers import printed_article

COLUMNS = (
    "issuers",
    "number",
    "title",
    "clause",
    "words",
    "law",
    "became",
    "article",
    "now",
    "since",
    "act",
    "old",
    "new",
)
_WIDTHS = (28, 22, 40, 14, 30, 30, 10, 14, 14, 12, 26, 60, 60)


def as_table(found: Iterable[StaleBasis], say: Say) -> Table:
    """Return a table with one row a basis, under COLUMNS."""
    return Table(COLUMNS, tuple(_row(one, say) for one in found))


def write_csv(output: BinaryIO, found: Iterable[StaleBasis], say: Say) -> None:
    output.write(as_csv(as_table(found, say)).encode())


def write_workbook(output: BinaryIO, found: Sequence[StaleBasis], say: Say) -> None:
    """Write a workbook of one sheet with the reader's headings. Raises OSError."""
    columns = [xlsx.Column(say(f"stale.{name}"), width) for name, width in zip(COLUMNS, _WIDTHS, strict=True)]
    title = say("stale.heading")
    xlsx.write_sheet(output, title, columns, (_row(one, say) for one in found))


def _row(one: StaleBasis, say: Say) -> tuple[str, ...]:
    row = one.document
    return (
        one.issuers,
        row.number,
        row.title,
        one.clause,
        one.words,
        one.law,
        say(f"stale.{one.kind}"),
        printed_article(one.article),
        "、".join(map(printed_article, one.now)),
        one.since,
        one.act,
        one.old,
        one.new,
    )
