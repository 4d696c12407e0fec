"""Write the tables as one Excel workbook, a sheet each, with headings in the user's language."""

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from graph.export import tables, xlsx
from graph.export.ics import Say
from graph.query.query import Cell
from graph.store.view import View

SHEETS = ("documents", "relations", "responsibilities", "deadlines", "duties", "provisions", "sanctions", "definitions")
"""The tables that are sheets. Clauses, agencies and the like are for programs that join."""

# The columns that readers see, with their width in Excel. Those that only join tables are left out.
WIDTHS = {
    "iri": 30,
    "number": 22,
    "title": 44,
    "kind": 10,
    "issuers": 28,
    "addressees": 28,
    "signed": 12,
    "printed": 12,
    "effective": 12,
    "expires": 12,
    "registration": 20,
    "instruments": 36,
    "attachments": 36,
    "source": 28,
    "from": 24,
    "type": 12,
    "to_number": 22,
    "to_title": 44,
    "section": 20,
    "quote": 70,
    "assignment": 30,
    "document": 24,
    "text": 60,
    "agency": 26,
    "agency_text": 22,
    "role": 8,
    "deadlines": 24,
    "basis": 30,
    "value": 24,
    "due": 12,
    "anchor": 24,
    "duty": 30,
    "modality": 10,
    "bearer": 22,
    "sentence": 70,
    "condition": 30,
    "own": 8,
    "provision": 24,
    "resolved": 40,
    "side": 12,
    "lead": 30,
    "measure": 30,
    "sanction": 30,
    "breaches": 24,
    "act": 40,
    "authority": 26,
    "min": 12,
    "max": 12,
    "unit": 8,
    "of": 20,
    "per": 10,
    "whom": 20,
    "if": 30,
    "definition": 30,
    "term": 24,
    "scope": 40,
}
_DAYS = {"signed", "printed", "effective", "expires", "due"}
# Columns whose cells are members of an enumeration: the section of the messages that names them.
_WORDS = {
    ("responsibilities", "role"): "role",
    ("duties", "modality"): "modality",
    ("duties", "side"): "side",
    ("sanctions", "kind"): "measure",
    ("definitions", "kind"): "definition",
    ("deadlines", "kind"): "time",
    ("relations", "type"): "relation",
}


def write(store: View, output: BinaryIO, say: Say) -> None:
    """Write a sheet for each of SHEETS; several values of a cell are lines of it. Raises OSError and ExportError."""
    xlsx.write(output, (_sheet(store, name, say) for name in SHEETS), say("table.title"))


def _sheet(store: View, name: str, say: Say) -> xlsx.Sheet:
    columns, rows = tables.read(store, name, "\n")

    shown = [(place, column) for place, column in enumerate(columns) if column in WIDTHS]

    def values() -> Iterator[list[xlsx.Value]]:
        for row in rows:
            yield [_value(row[place], name, column, say) for place, column in shown]

    headings = [xlsx.Column(say(f"heading.{column}"), WIDTHS[column]) for _, column in shown]
    return xlsx.Sheet(say(f"table.{name}"), headings, values())


def _value(cell: Cell, name: str, column: str, say: Say) -> xlsx.Value:
    if not isinstance(cell, str) or not cell:
        return cell
    if column in _DAYS:
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return cell  # several days in lines
    try:
        return say(f"{_WORDS[name, column]}.{cell}")
    except KeyError:
        return cell  # not a member, or one without a message
