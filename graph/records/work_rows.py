"""Records of rows → tasks, parties, time limits and duties."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from sys import intern
from typing import Any, TypeVar

from graph.patterns import pattern
from graph.records.recurrence import recurrence
from graph.records.resources import Resources
from graph.records.rows import Key, Record, local_name
from graph.records.work import Basis, DutyRow, Limit, PartyRow, TaskRow, TextPlace, WorkAgency, WorkDocument
from ontology.enumerations import Modality
from ontology.offsets import read_offsets
from ontology.vocabulary import ZM

T = TypeVar("T")
STEP = " › "
LINKS = ("hasAssignment", "hasDeadline", "basis", "bearerAgency")
"""The properties by which tasks and duties have parts."""
_NEEDED = {
    "hasAssignment": {"position", "partyName", "role"},
    "hasDeadline": {"position", "timeKind", "printed", "quote"},
    "basis": {"position"},
}
_THING = {"type", "setBy", "position", "quote"}
_FIRST_MONTH = pattern("first-month")
_TASK, _DEADLINE = str(ZM.Task), str(ZM.Deadline)
_MODALITIES = {modality.term: str(modality) for modality in Modality}


@dataclass(frozen=True, slots=True)
class WorkRows:
    """The rows of tasks and duties, by source and IRI.

    things: the tasks and duties; parts: their assignments, time limits and references; links: the parts that a thing has by one
    of LINKS. documents: those that set the work. clauses: those in which tasks occur, and those above them, with `is_part_of`;
    titles: of the parts of documents. names: of agencies and groups.
    """

    things: Mapping[Key, Record]
    parts: Mapping[Key, Record]
    links: Mapping[tuple[Key, str], Sequence[str]]
    documents: Mapping[Key, Record]
    names: Resources
    clauses: Mapping[Key, Record]
    titles: Mapping[Key, str]
    limits: dict[Key, Limit] = field(default_factory=dict)
    setters: dict[Key, WorkDocument] = field(default_factory=dict)
    """Cache of built values: a time limit is a duty's and the document's, and a document sets hundreds of duties."""
    same: dict[Hashable, Any] = field(default_factory=dict)
    """Bodies, roles, reasons and paths, each under itself: thousands of tasks have the same few."""

    def once(self, value: T) -> T:
        """Return the first value that was equal to this one, so that it occurs once in memory."""
        found: T = self.same.setdefault(value, value)
        return found

    def in_order(self, *classes: str) -> list[tuple[Key, Record]]:
        """Return the complete things of some classes (IRIs), by source, then as printed."""
        found = [(key, row) for key, row in self.things.items() if row.get("type") in classes and row.keys() >= _THING]
        return sorted(found, key=lambda item: (item[0][0], int(item[1]["position"]), item[0][1]))


def build_tasks(rows: WorkRows) -> Iterator[TaskRow]:
    """Return the tasks by source, then as printed in a document."""
    for key, row in rows.in_order(_TASK):
        clause = (key[0], row.get("inClause", ""))
        yield TaskRow(
            iri=key[1],
            document=_document(rows, key[0], row["setBy"]),
            source=key[0],
            position=int(row["position"]),
            text=row["quote"],
            place=_place(row),
            parties=_parts(rows, key, "hasAssignment", lambda _, part: _party(part, rows)),
            limits=_limits(rows, key),
            bases=_bases(rows, key),
            eid=rows.clauses.get(clause, {}).get("eId", ""),
            path=rows.once(_path(rows, clause)),
        )


def build_duties(rows: WorkRows) -> Iterator[DutyRow]:
    """Return the duties by source, then as printed in a document."""
    for key, row in rows.in_order(*_MODALITIES):
        bearers = [rows.names.label(iri) for iri in rows.links.get((key, "bearerAgency"), ())]
        yield DutyRow(
            iri=key[1],
            document=_document(rows, key[0], row["setBy"]),
            source=key[0],
            position=int(row["position"]),
            modality=_MODALITIES[row["type"]],
            sentence=row["quote"],
            place=_place(row),
            cue=row.get("cue", ""),
            bearer=row.get("bearer", ""),
            condition=row.get("condition", ""),
            agencies=tuple(sorted([WorkAgency(bearer.zh, bearer.iri) for bearer in bearers if bearer])),
            limits=_limits(rows, key),
            bases=_bases(rows, key),
        )


def build_limits(rows: WorkRows) -> tuple[Limit, ...]:
    """Return every time limit among the parts, as printed."""
    found = [
        _limit(rows, key, row)
        for key, row in rows.parts.items()
        if row.get("type") == _DEADLINE and _NEEDED["hasDeadline"] <= row.keys()
    ]
    return tuple(sorted(found, key=lambda limit: limit.position))


def _parts(rows: WorkRows, thing: Key, link: str, build: Callable[[Key, Record], T]) -> tuple[T, ...]:
    """Return what hangs on a task or duty, by position; parts without what they need are left out."""
    linked = rows.links.get((thing, link), ())
    if not linked:
        return ()
    keys = [(thing[0], iri) for iri in linked]
    known = [(key, rows.parts[key]) for key in keys if _NEEDED[link] <= rows.parts.get(key, {}).keys()]
    return tuple(build(*part) for part in sorted(known, key=lambda part: (int(part[1]["position"]), part[0])))


def _limits(rows: WorkRows, thing: Key) -> tuple[Limit, ...]:
    return _parts(rows, thing, "hasDeadline", lambda key, part: _limit(rows, key, part))


def _bases(rows: WorkRows, thing: Key) -> tuple[Basis, ...]:
    return _parts(rows, thing, "basis", lambda _, part: _basis(part))


def _document(rows: WorkRows, source: str, iri: str) -> WorkDocument:
    key = (source, iri)
    if key not in rows.setters:
        rows.setters[key] = _built_document(iri, rows.documents.get(key, {}))
    return rows.setters[key]


def _built_document(iri: str, row: Record) -> WorkDocument:
    return WorkDocument(
        iri=intern(iri),  # as all lists of documents have it
        number=row.get("number", ""),
        title=row.get("title", ""),
        signed=_day(row, "date_document") or _day(row, "first_date_entry_in_force"),
        expires=_day(row, "date_no_longer_in_force"),
        position=int(row.get("position", "0")),
    )


def _limit(rows: WorkRows, key: Key, row: Record) -> Limit:
    if key not in rows.limits:
        rows.limits[key] = _built_limit(rows, key, row)
    return rows.limits[key]


def _built_limit(rows: WorkRows, key: Key, row: Record) -> Limit:
    document = _document(rows, key[0], row.get("setBy", ""))
    rule, opening = row.get("recurrence", ""), _FIRST_MONTH.find(row["printed"]) is not None
    # What a document asks for again and again ends with the document.
    days = recurrence(rule, document.signed, document.expires, opening=opening) if rule and document.signed else None
    return Limit(
        kind=intern(local_name(row["timeKind"])),
        printed=row["printed"],
        quote=row["quote"],
        place=_place(row),
        position=int(row["position"]),
        iri=key[1],
        due=_day(row, "due"),
        rule=rule,
        recurrence=days,
        duration=row.get("duration", ""),
        event=row.get("anchor", ""),
        reason=rows.once((row.get("reason", ""), row.get("reason@en", ""))),
    )


def _party(row: Record, rows: WorkRows) -> PartyRow:
    names = rows.names
    agency, group = row.get("agency", ""), row.get("group", "")
    return PartyRow(
        name=row["partyName"],
        role=intern(local_name(row["role"])),
        agency=rows.once(WorkAgency(_name(names, agency, local_name(agency)), intern(agency))) if agency else None,
        group=_name(names, group, row["partyName"]) if group else "",
        place=_place(row),
        reason=rows.once((row.get("reason", ""), row.get("reason@en", ""))),
    )


def _name(names: Resources, iri: str, unnamed: str) -> str:
    known = names.label(iri)
    return known.zh if known else unnamed


def _basis(row: Record) -> Basis:
    return Basis(row.get("citedTitle", ""), row.get("citedNumber", ""), int(row["position"]))


def _place(row: Record) -> TextPlace:
    if "inClause" not in row or "offsets" not in row:
        return TextPlace()
    return TextPlace(row["inClause"], *read_offsets(row["offsets"]))


def _path(rows: WorkRows, clause: Key) -> str:
    """Return the clause below those that it occurs in, as printed: `二、重点任务 › （一）`; first the part of the document."""
    source, iri = clause
    said = []
    while record := rows.clauses.get((source, iri)):
        said.append(record.get("marker", "") + record.get("heading", ""))
        iri = record.get("is_part_of", "")
    said.append(rows.titles.get((source, iri), ""))
    return STEP.join(part for part in reversed(said) if part)


def _day(row: Record, name: str) -> date | None:
    return date.fromisoformat(row[name]) if row.get(name) else None
