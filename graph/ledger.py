"""The task ledger (台账): what agencies must do, in which role, by when, where that is printed, and on what basis.

`entries` reads it out of the graph, `select` narrows it; `graph/export/xlsx.py` and `graph/export/ics.py` write it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

import pyoxigraph as ox

from graph.query import Cell, find, run
from graph.recurrence import Recurrence, recurrence
from graph.view import View

ROLES = ("lead", "support", "responsible")
_STEP = " › "
_CELL = " | "


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit of a task.

    kind: `deadline`, `target`, `recurring` or `duration`. printed: its words; quote: their sentence or row. value: a day, an
    RRULE as the graph has it, or an ISO 8601 duration (WD: working days); empty where the printed day is in no calendar.
    due: the last day, where it is known. recurrence: the days of a recurring one, None where its document has no date.
    """

    iri: str
    kind: str
    printed: str
    quote: str
    value: str = ""
    due: date | None = None
    recurrence: Recurrence | None = None

    @property
    def dated(self) -> bool:
        """Whether it has a day in a calendar."""
        return self.due is not None or self.recurrence is not None

    def falls_within(self, since: date | None, until: date | None) -> bool:
        """Whether its day, or one of its days, lies in the span, both ends in it; None leaves an end open."""
        if self.due is not None:
            return (since is None or since <= self.due) and (until is None or self.due <= until)
        return self.recurrence is not None and self.recurrence.falls_within(since, until)


@dataclass(frozen=True, slots=True)
class Entry:
    """One agency's part in one task.

    assignment, task, document: IRIs. agency: the full official name; of a group, and of a body of which the text does not
    tell whose it is (`known` is False), the printed one. role: one of ROLES. text: the clause, or the row with ` | ` between
    its cells. signed: the document's date, or its first day in force. place: part and headings down to the clause.
    bases: number and title of what the task's own words rest on.
    """

    assignment: str
    task: str
    agency: str
    known: bool
    role: str
    text: str
    document: str
    number: str
    title: str
    signed: date | None
    eid: str
    place: str
    limits: tuple[Limit, ...] = ()
    bases: tuple[str, ...] = ()
    source: str = ""

    @property
    def name(self) -> str:
        """The document's number, or its title where it has none."""
        return self.number or (f"《{self.title}》" if self.title else "")

    @property
    def dues(self) -> tuple[date, ...]:
        """The last days of its limits, earliest first; those of recurring ones are not among them."""
        return tuple(sorted({limit.due for limit in self.limits if limit.due is not None}))


def entries(view: View, agency: str) -> tuple[Entry, ...]:
    """The entries of every agency and group that has `agency` in its name, by name, then the documents' dates and order.

    A document that two sources print has its tasks once. Raises QueryError as `graph.query.run` does.
    """
    answer = run(view, find("ledger"), {"agency": agency})
    records = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
    places: dict[str, str] = {}
    found: dict[tuple[str, ...], Entry] = {}
    for _, group in groupby(records, key=lambda record: record["assignment"]):
        entry = _entry(list(group), view, places)
        key = (entry.document, entry.agency, entry.role, entry.text)
        # Within one source, rows of the same words are as many tasks.
        if (first := found.setdefault(key, entry)) is not entry and first.source == entry.source:
            found[*key, entry.assignment] = entry
    return tuple(found.values())


def select(
    found: Iterable[Entry],
    *,
    roles: Collection[str] = (),
    documents: Collection[str] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Entry, ...]:
    """Those of the roles and documents (IRIs), in their order; an empty `roles` and None do not narrow.

    A span (both ends in it) keeps the entries that have a limit in it, and of their limits those: what has no date is out.
    """
    kept = []
    for entry in found:
        if (roles and entry.role not in roles) or (documents is not None and entry.document not in documents):
            continue
        if since is not None or until is not None:
            entry = replace(entry, limits=tuple(limit for limit in entry.limits if limit.falls_within(since, until)))
            if not entry.limits:
                continue
        kept.append(entry)
    return tuple(kept)


Record = dict[str, Cell]


def _entry(records: list[Record], view: View, places: dict[str, str]) -> Entry:
    record = records[0]
    signed = _day(record, "signed") or _day(record, "effective")
    limits = {_said(row, "deadline"): _limit(row, signed) for row in records if row["deadline"]}
    bases = dict.fromkeys(basis for row in records if (basis := _basis(row)))
    clause = _said(record, "clause")
    if clause not in places:
        places[clause] = _STEP.join(_path(view, clause))
    return Entry(
        assignment=_said(record, "assignment"),
        task=_said(record, "task"),
        agency=_said(record, "agency_name"),
        known=record["resolved"] != "open",
        role=_said(record, "role"),
        text=_CELL.join(cell.strip() for cell in _said(record, "text").split("\t") if cell.strip()),
        document=_said(record, "document"),
        number=_said(record, "number"),
        title=_said(record, "title"),
        signed=signed,
        eid=_said(record, "eId"),
        place=_STEP.join(part for part in (_said(record, "part_title"), places[clause]) if part),
        limits=tuple(limits.values()),
        bases=tuple(bases),
        source=_said(record, "source"),
    )


def _limit(record: Record, signed: date | None) -> Limit:
    rule = _said(record, "recurrence")
    return Limit(
        iri=_said(record, "deadline"),
        kind=_said(record, "time"),
        printed=_said(record, "printed"),
        quote=_CELL.join(cell.strip() for cell in _said(record, "quote").split("\t") if cell.strip()),
        value=_said(record, "value"),
        due=_day(record, "due"),
        # What a document asks for again and again ends with the document.
        recurrence=recurrence(rule, signed, _day(record, "expires")) if rule and signed else None,
    )


def _basis(record: Record) -> str:
    title = _said(record, "basis_title")
    named = title if title.startswith(("《", "〈")) or not title else f"《{title}》"
    return " ".join(part for part in (_said(record, "basis_number"), named) if part)


_ABOVE = """
SELECT DISTINCT ?eId ?marker ?heading ?clause WHERE {
  GRAPH ?source {
    ?clause eli:is_part_of* ?above .
    ?above zm:eId ?eId .
    OPTIONAL { ?above zm:marker ?marker }
    OPTIONAL { ?above zm:heading ?heading }
  }
}"""


def _path(view: View, clause: str) -> Iterator[str]:
    """The clause (IRI) and those that it lies in, outermost first, as printed: `二、重点任务`, `（一）`."""
    if not clause:
        return
    found: dict[str, str] = {}
    for row in view.select(_ABOVE, {"clause": ox.NamedNode(clause)}):
        eid, marker, heading = (term.value if term else "" for term in (row["eId"], row["marker"], row["heading"]))
        # Where two sources print the document, whichever headings they have, the same one is taken each time.
        found[eid] = min(marker + heading, found.get(eid, marker + heading))
    yield from (found[eid] for eid in sorted(found, key=len) if found[eid])


def _said(record: Record, column: str) -> str:
    cell = record[column]
    return "" if cell is None else str(cell)


def _day(record: Record, column: str) -> date | None:
    return date.fromisoformat(said) if (said := _said(record, column)) else None
