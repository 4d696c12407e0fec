"""Takes the work out of the graph: that of one document, the tasks of all, the duties of an agency.

One query a kind of thing, however many things there are, and a row a property of it: with several OPTIONAL in one row the
embedded engine is a hundred times slower.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar
from urllib.parse import unquote

import pyoxigraph as ox

from graph.records.recurrence import recurrence
from graph.records.work import MODALITIES, Agency, Basis, Document, Duty, Limit, Party, Place, Task, Work
from graph.store.view import Term, View

STEP = " › "
_DEEPEST = 12  # steps from a task's clause up to its document; there are six or seven at most


class _Kind(NamedTuple):
    """The properties that things of a kind are asked for. needed: without all of these it is none."""

    needed: str
    more: str = ""

    @property
    def names(self) -> set[str]:
        return {name.partition(":")[2] for name in self.needed.split()}


_PLACE = "zm:inClause zm:offset zm:endOffset"
_THING = _Kind("rdf:type zm:setBy zm:position zm:quote", f"zm:cue zm:bearer zm:condition {_PLACE}")
_PARTY = _Kind("zm:position zm:partyName zm:role", f"zm:agency zm:group zm:reason {_PLACE}")
_LIMIT = _Kind(
    "zm:position zm:timeKind zm:printed zm:quote",
    f"zm:setBy zm:due zm:recurrence zm:duration zm:anchor zm:reason {_PLACE}",
)
_BASIS = _Kind("zm:position", "zm:citedTitle zm:citedNumber")
_LABEL = _Kind("skos:prefLabel")
_TITLE = _Kind("dct:title")
_DOCUMENT = _Kind(
    "",
    "zm:position eli:number dct:title eli:date_document eli:first_date_entry_in_force eli:date_no_longer_in_force",
)
_CLAUSE = _Kind("zm:eId", "zm:marker zm:heading eli:is_part_of")

# Which tasks and duties ?thing is; ?subject is the document or agency that is asked about.
_OF_DOCUMENT = "?thing zm:setBy ?subject ."
_OF_BEARER = "?thing zm:bearerAgency ?subject ."
_TASKS = "?thing a zm:Task ."
_QUERY = """
SELECT DISTINCT ?subject ?source {shown} ?part ?property ?value WHERE {
  GRAPH ?source { {pattern} ?part ?property ?value . FILTER(?property IN ({properties})) }
}"""

_Key = tuple[str, str]
"""A source, and something in it."""
_Record = dict[str, str]
"""Values by the ends of their properties' IRIs, English ones under `name@en`; of several the least."""
_T = TypeVar("_T", Limit, Party, Basis, Agency)


def of(view: View, document: str, source: str) -> Work:
    """What the published document sets, as `source` (an IRI) prints it."""
    reading = _Reading(view, _OF_DOCUMENT, subject=document, source=source)
    return Work(tuple(reading.tasks()), reading.limits(), tuple(reading.duties()))


def tasks(view: View) -> tuple[Task, ...]:
    """All tasks, by the dates and numbers of their documents, then as printed; of a document in two sources only once."""
    first: dict[object, str] = {}
    found = []
    for task in _Reading(view, _TASKS).tasks():
        # Within one source, rows of the same words are as many tasks.
        key = (task.document.iri, task.text, frozenset((party.role, party.full) for party in task.parties))
        if first.setdefault(key, task.source) == task.source:
            found.append(task)
    return tuple(sorted(found, key=_order))


def borne_by(view: View, agency: str) -> tuple[Duty, ...]:
    """The duties that an agency (an IRI) bears, by modality, the newest documents first; of one in two sources only once."""
    found: dict[object, Duty] = {}
    for duty in _Reading(view, _OF_BEARER, subject=agency).duties():
        found.setdefault((duty.document.iri, duty.sentence, duty.modality), duty)
    newest = sorted(found.values(), key=lambda duty: duty.document.signed or date.min, reverse=True)
    return tuple(sorted(newest, key=lambda duty: MODALITIES.index(duty.modality)))


def _order(task: Task) -> tuple[date, str, str, int, int]:
    document = task.document
    return document.signed or date.min, document.number, task.source, document.position, task.position


class _Reading:
    """What is known of the tasks and duties (?thing) that a pattern names."""

    def __init__(self, view: View, which: str, **given: str) -> None:
        self._view, self._which = view, which
        self._given = {name: ox.NamedNode(iri) for name, iri in given.items()}
        self._documents = {
            key: _document(key, row) for key, row in self._each("?thing zm:setBy ?part .", _DOCUMENT).items()
        }
        self._things = sorted(
            self._each("BIND(?thing AS ?part)", _THING).items(),
            key=lambda item: (item[0][0], int(item[1]["position"]), item[0][1]),
        )
        self._limits = self._hanging("zm:hasDeadline", _LIMIT, self._limit)
        self._bases = self._hanging("zm:basis", _BASIS, _basis)

    def tasks(self) -> Iterator[Task]:
        """By source, then as printed in a document."""
        bodies = self._each("?thing zm:hasAssignment/(zm:agency|zm:group) ?part .", _LABEL)
        names = {iri: row["prefLabel"] for (_, iri), row in bodies.items()}
        parties = self._hanging("zm:hasAssignment", _PARTY, lambda key, row: _party(row, names))
        parts = self._each("?thing zm:setBy/(zm:issues|zm:hasAnnex) ?part .", _TITLE)
        titles = {key: row["title"] for key, row in parts.items()}
        clauses = self._clauses()
        for key, row in self._things:
            if _end(row["type"]) == "Task":
                clause = (key[0], row.get("inClause", ""))
                yield Task(
                    iri=key[1],
                    document=self._documents.get((key[0], row["setBy"]), Document(row["setBy"])),
                    source=key[0],
                    position=int(row["position"]),
                    text=row["quote"],
                    place=_place(row),
                    parties=parties[key],
                    limits=self._limits[key],
                    bases=self._bases[key],
                    eid=clauses.get(clause, {}).get("eId", ""),
                    path=_path(clause, clauses, titles),
                )

    def duties(self) -> Iterator[Duty]:
        """By source, then as printed in a document."""
        bearers = self._hanging("zm:bearerAgency", _LABEL, lambda key, row: Agency(row["prefLabel"], key[1]))
        for key, row in self._things:
            if (modality := _end(row["type"]).lower()) in MODALITIES:
                yield Duty(
                    iri=key[1],
                    document=self._documents.get((key[0], row["setBy"]), Document(row["setBy"])),
                    source=key[0],
                    position=int(row["position"]),
                    modality=modality,
                    sentence=row["quote"],
                    place=_place(row),
                    cue=row.get("cue", ""),
                    bearer=row.get("bearer", ""),
                    condition=row.get("condition", ""),
                    agencies=tuple(sorted(bearers[key])),
                    limits=self._limits[key],
                    bases=self._bases[key],
                )

    def limits(self) -> tuple[Limit, ...]:
        """Every time limit that the document (?subject) sets, as printed."""
        found = self._each("?part a zm:Deadline ; zm:setBy ?subject .", _LIMIT, which="")
        return tuple(sorted((self._limit(key, row) for key, row in found.items()), key=lambda limit: limit.position))

    def _limit(self, key: _Key, row: _Record) -> Limit:
        document = self._documents.get((key[0], row.get("setBy", "")), Document(""))
        rule, opening = row.get("recurrence", ""), "首月" in row["printed"]
        # What a document asks for again and again ends with the document.
        days = (
            recurrence(rule, document.signed, document.expires, opening=opening) if rule and document.signed else None
        )
        return Limit(
            kind=_end(row["timeKind"]),
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
            reason=(row.get("reason", ""), row.get("reason@en", "")),
        )

    def _clauses(self) -> dict[_Key, _Record]:
        """The clauses in which the tasks stand, and those that these stand in."""
        known: dict[_Key, _Record] = {}
        ring = {row.get("inClause", "") for _, row in self._things if _end(row["type"]) == "Task"}
        # Step by step, each from what the last one found: a path with `*` takes a hundred times as long in the embedded
        # engine, and one that begins at the tasks again for each step half as long again for each.
        for _ in range(_DEEPEST):
            found: dict[_Key, _Record] = {}
            for some in _batches(sorted(ring - {""})):
                values = " ".join(str(ox.NamedNode(iri)) for iri in some)
                found |= self._each(f"VALUES ?part {{ {values} }}", _CLAUSE, which="")
            known |= found
            ring = {row.get("is_part_of", "") for row in found.values()} - {iri for _, iri in known}
            if not ring:
                break
        return known

    def _hanging(self, way: str, kind: _Kind, read: Callable[[_Key, _Record], _T]) -> defaultdict[_Key, tuple[_T, ...]]:
        """What hangs on each task or duty, by position."""
        by_thing: dict[_Key, dict[_Key, _Record]] = {}
        for row in self._select(f"{self._which} ?thing {way} ?part .", kind, "?thing"):
            _note(by_thing.setdefault((row["source"].value, row["thing"].value), {}), row)
        found: defaultdict[_Key, tuple[_T, ...]] = defaultdict(tuple)
        for thing, records in by_thing.items():
            complete = [(key, record) for key, record in records.items() if kind.names <= record.keys()]
            complete.sort(key=lambda item: (int(item[1].get("position", "0")), item[0]))
            found[thing] = tuple(read(key, record) for key, record in complete)
        return found

    def _each(self, pattern: str, kind: _Kind, which: str | None = None) -> dict[_Key, _Record]:
        """What a pattern names ?part: each once, however many tasks and duties it has to do with."""
        records: dict[_Key, _Record] = {}
        for row in self._select(f"{self._which if which is None else which} {pattern}", kind, ""):
            _note(records, row)
        return {key: record for key, record in records.items() if kind.names <= record.keys()}

    def _select(self, pattern: str, kind: _Kind, shown: str) -> ox.QuerySolutions:
        properties = ", ".join(f"{kind.needed} {kind.more}".split())
        filled = _QUERY.replace("{pattern}", pattern).replace("{properties}", properties).replace("{shown}", shown)
        return self._view.select(filled, self._given)


def _batches(items: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Some at a time: what an engine takes in one VALUES."""
    return (items[at : at + size] for at in range(0, len(items), size))


def _note(records: dict[_Key, _Record], row: ox.QuerySolution) -> None:
    name, value = _end(row["property"].value), row["value"]
    if isinstance(value, Term):
        if isinstance(value, ox.Literal) and value.language == "en":
            name += "@en"
        record = records.setdefault((row["source"].value, row["part"].value), {})
        record[name] = min(value.value, record.get(name, value.value))


def _document(key: _Key, row: _Record) -> Document:
    return Document(
        iri=key[1],
        number=row.get("number", ""),
        title=row.get("title", ""),
        signed=_day(row, "date_document") or _day(row, "first_date_entry_in_force"),
        expires=_day(row, "date_no_longer_in_force"),
        position=int(row.get("position", "0")),
    )


def _party(row: _Record, names: dict[str, str]) -> Party:
    agency, group = row.get("agency", ""), row.get("group", "")
    return Party(
        name=row["partyName"],
        role=_end(row["role"]),
        agency=Agency(names.get(agency, _end(agency)), agency) if agency else None,
        group=names.get(group, row["partyName"]) if group else "",
        place=_place(row),
        reason=(row.get("reason", ""), row.get("reason@en", "")),
    )


def _basis(key: _Key, row: _Record) -> Basis:
    return Basis(row.get("citedTitle", ""), row.get("citedNumber", ""), int(row["position"]))


def _place(row: _Record) -> Place:
    if "inClause" not in row or "offset" not in row or "endOffset" not in row:
        return Place()
    return Place(row["inClause"], int(row["offset"]), int(row["endOffset"]))


def _path(clause: _Key, clauses: dict[_Key, _Record], titles: dict[_Key, str]) -> str:
    """The clause below those that it stands in, as printed: `二、重点任务 › （一）`; first the part of the document."""
    source, iri = clause
    said = []
    while record := clauses.get((source, iri)):
        said.append(record.get("marker", "") + record.get("heading", ""))
        iri = record.get("is_part_of", "")
    said.append(titles.get((source, iri), ""))
    return STEP.join(part for part in reversed(said) if part)


def _day(row: _Record, name: str) -> date | None:
    return date.fromisoformat(row[name]) if row.get(name) else None


def _end(iri: str) -> str:
    return unquote(re.split(r"[/#]", iri)[-1])
