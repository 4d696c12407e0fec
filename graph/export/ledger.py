"""Write a ledger to a file: CSV and Excel with a row an entry, a calendar with an event for each day."""

from collections.abc import Sequence
from typing import BinaryIO

from graph.export import ics, xlsx
from graph.export.answer import write_csv
from graph.export.ics import Say
from graph.records.ledger import Entry
from ontology.enumerations import TaskState
from ontology.formats import LedgerFormat

FILES = tuple(format for format in LedgerFormat if format is not LedgerFormat.TABLE)
"""The formats that are files."""
# Each is a field of `records`, with its width in Excel.
COLUMNS = {
    "ordinal": 6,
    "agency": 24,
    "role": 8,
    "text": 80,
    "limits": 28,
    "first_due": 12,
    "last_due": 12,
    "number": 22,
    "title": 36,
    "place": 36,
    "bases": 36,
    "values": 24,
    "eid": 20,
    "state": 10,
    "owner": 16,
    "begun": 12,
    "finished": 12,
    "note": 30,
    "task": 20,
}


def write(output: BinaryIO, format: str, entries: Sequence[Entry], say: Say, span: ics.Span = (None, None)) -> int:
    """Write the entries; return how many rows or events were written. say: the headings by key. span: that of a calendar.

    CSV has field names as headings, roles as in the graph, and `|` between several values. Raises OSError, and ValueError for a format
    that is not a file.
    """
    match LedgerFormat(format):
        case LedgerFormat.ICS:
            return ics.write(output, entries, say, span)
        case LedgerFormat.XLSX:
            states = [say(f"task_state.{state}") for state in TaskState]
            columns = [
                xlsx.Column(say(f"column.{name}"), width, states if name == "state" else ())
                for name, width in COLUMNS.items()
            ]
            rows = ([row[name] for name in COLUMNS] for row in records(entries, say))
            xlsx.write_sheet(output, say("ledger.title"), columns, rows)
        case LedgerFormat.CSV:
            paired = zip(records(entries, say, "|"), entries, strict=True)
            write_csv(output, COLUMNS, (row | _as_in_graph(entry) for row, entry in paired))
        case LedgerFormat.TABLE:
            raise ValueError(f"{format} is none of {', '.join(FILES)}")
    return len(entries)


def _as_in_graph(entry: Entry) -> dict[str, xlsx.Value]:
    """Return the cells that are words of the graph for programs, and the reader's words for people."""
    return {"role": "|".join(entry.roles), "state": str(entry.task.state)}


def records(entries: Sequence[Entry], say: Say, joint: str = "\n") -> list[dict[str, xlsx.Value]]:
    """Return a row an entry, with the fields of COLUMNS; several values are joined with `joint`."""
    return [_record(ordinal, entry, say, joint) for ordinal, entry in enumerate(entries, 1)]


def _record(ordinal: int, entry: Entry, say: Say, joint: str) -> dict[str, xlsx.Value]:
    noted = entry.task.progress
    limits = (f"{limit.printed} → {limit.due}" if limit.due else limit.printed for limit in entry.limits)
    return {
        "ordinal": ordinal,
        "agency": ics.named(entry, say),
        "role": joint.join(say(f"role.{role}") for role in entry.roles),
        "text": entry.text,
        "limits": joint.join(dict.fromkeys(limits)),
        "first_due": min(entry.dues, default=None),
        "last_due": max(entry.dues, default=None),
        "number": entry.document.number,
        "title": entry.document.title,
        "place": entry.task.path,
        "bases": joint.join(dict.fromkeys(basis.name for basis in entry.task.bases if basis.name)),
        "values": joint.join(dict.fromkeys(limit.value for limit in entry.limits if limit.value)),
        "eid": entry.task.eid,
        "state": say(f"task_state.{entry.task.state}"),
        "owner": noted.owner if noted else "",
        "begun": noted.begun if noted else None,
        "finished": noted.finished if noted else None,
        "note": noted.note if noted else "",
        "task": entry.task.key,
    }
