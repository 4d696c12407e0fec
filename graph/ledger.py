"""The task ledger (台账): what agencies must do, in which role, by when, where that is printed, and on what basis.

`entries` reads it out of the graph, `select` narrows it; `graph/export/xlsx.py` and `graph/export/ics.py` write it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

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

    task, document: IRIs. agency: the full official name; of a group, and of a body of which the text does not tell whose
    it is (`known` is False), the printed one. roles: those of ROLES that it has, in their order. text: the clause, or
    the row with ` | ` between its cells. signed: the document's date, or its first day in force. place: the part and
    the headings down to the clause. bases: number and title of what the task's own words rest on.
    """

    task: str
    agency: str
    known: bool
    roles: tuple[str, ...]
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
    parts: dict[tuple[Cell, Cell], list[Record]] = {}
    for row in answer.rows:
        record = dict(zip(answer.columns, row, strict=True))
        parts.setdefault((record["task"], record["agency_name"]), []).append(record)
    places: dict[str, str] = {}
    found: list[Entry] = []
    first: dict[tuple[str, str, str], str] = {}
    for records in parts.values():
        entry = _entry(records, view, places)
        # Within one source, rows of the same words are as many tasks.
        if first.setdefault((entry.document, entry.agency, entry.text), entry.source) == entry.source:
            found.append(entry)
    return tuple(found)


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
        if (roles and not set(roles) & set(entry.roles)) or (documents is not None and entry.document not in documents):
            continue
        if since is not None or until is not None:
            entry = replace(entry, limits=tuple(limit for limit in entry.limits if limit.falls_within(since, until)))
            if not entry.limits:
                continue
        kept.append(entry)
    return tuple(kept)


Record = dict[str, Cell]


def _entry(records: list[Record], view: View, places: dict[str, str]) -> Entry:
    record, roles = records[0], {_said(row, "role") for row in records}
    signed = _day(record, "signed") or _day(record, "effective")
    limits = {_said(row, "deadline"): _limit(row, signed) for row in records if row["deadline"]}
    bases = dict.fromkeys(basis for row in records if (basis := _basis(row)))
    clause = _said(record, "clause")
    place = _place(view, clause, places) if clause else ""
    return Entry(
        task=_said(record, "task"),
        agency=_said(record, "agency_name"),
        known=record["resolved"] != "open",
        roles=tuple(role for role in ROLES if role in roles),
        text=_CELL.join(cell.strip() for cell in _said(record, "text").split("\t") if cell.strip()),
        document=_said(record, "document"),
        number=_said(record, "number"),
        title=_said(record, "title"),
        signed=signed,
        eid=_said(record, "eId"),
        place=_STEP.join(part for part in (_said(record, "part_title"), place) if part),
        limits=tuple(limits.values()),
        bases=tuple(bases),
        source=_said(record, "source"),
    )


def _limit(record: Record, signed: date | None) -> Limit:
    rule, expires = _said(record, "recurrence"), _day(record, "expires")
    opening = "首月" in _said(record, "printed")
    return Limit(
        iri=_said(record, "deadline"),
        kind=_said(record, "time"),
        printed=_said(record, "printed"),
        quote=_CELL.join(cell.strip() for cell in _said(record, "quote").split("\t") if cell.strip()),
        value=_said(record, "value"),
        due=_day(record, "due"),
        # What a document asks for again and again ends with the document.
        recurrence=recurrence(rule, signed, expires, opening=opening) if rule and signed else None,
    )


def _basis(record: Record) -> str:
    title = _said(record, "basis_title")
    named = title if title.startswith(("《", "〈")) or not title else f"《{title}》"
    return " ".join(part for part in (_said(record, "basis_number"), named) if part)


_CLAUSE = """
SELECT DISTINCT ?parent ?marker ?heading ?clause WHERE {
  GRAPH ?source {
    ?clause zm:eId ?eId ; eli:is_part_of ?parent .
    OPTIONAL { ?clause zm:marker ?marker }
    OPTIONAL { ?clause zm:heading ?heading }
  }
}"""


def _place(view: View, clause: str, known: dict[str, str]) -> str:
    """The clause (IRI) below those that it lies in, as printed: `二、重点任务 › （一）`. Fills `known`.

    Asked clause by clause: a path with `*` takes a hundred times as long in the embedded engine.
    """
    if clause not in known:
        rows = view.select(_CLAUSE, {"clause": ox.NamedNode(clause)})
        # A document or part ends the way up. Where two sources print the clause, the same one of them is taken each time.
        found = (tuple(_value(row, name) for name in ("parent", "marker", "heading")) for row in rows)
        parent, marker, heading = min(found, default=("", "", ""))
        above = _place(view, parent, known) if parent else ""
        known[clause] = _STEP.join(part for part in (above, marker + heading) if part)
    return known[clause]


def _value(row: ox.QuerySolution, name: str) -> str:
    term = row[name]
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def _said(record: Record, column: str) -> str:
    cell = record[column]
    return "" if cell is None else str(cell)


def _day(record: Record, column: str) -> date | None:
    return date.fromisoformat(said) if (said := _said(record, column)) else None
