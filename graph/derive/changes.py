"""Find the changes of a build or decision: documents that are new, other, gone or ended, and tasks that are new.

A line of JSON each, published with the generation as `gen-<n>.changes.jsonl` and carried from one to the next. It contains the time of
each build, so it is beside the graph and not in it: the same sources still give the same graph.
"""

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from graph.derive.asking import batches, rows
from graph.store import generations
from graph.store.store import Store
from graph.store.update import Update
from graph.store.view import View, text
from ontology.enumerations import ChangeKind, Status
from ontology.iri import Iris
from ontology.vocabulary import DCTERMS, ELI, RDF, ZM

NAME = "changes.jsonl"
"""The suffix of the file, after the name of the generation."""
MOST = 5_000
"""The number of changes of one build that are kept singly; further ones are only counted."""
_KEPT = 50_000  # changes in all; the oldest builds go first
_FIELDS = tuple(
    ox.NamedNode(str(term))
    for term in (
        ZM.digest,
        ELI.number,
        DCTERMS.title,
        ELI.date_document,
        ELI.first_date_entry_in_force,
        ELI.date_no_longer_in_force,
    )
)
_DIGEST, _NAMING = _FIELDS[0], _FIELDS[1:3]
_A, _TASK = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(ZM.Task))
_SET_BY, _QUOTE = ox.NamedNode(str(ZM.setBy)), ox.NamedNode(str(ZM.quote))
_ENDS = """
SELECT ?document ?since WHERE { %(document)s
  ?interval zm:about ?document ; zm:status ?status ; zm:since ?since {ended}
}"""
_NAMED = """
SELECT ?number ?title WHERE {
  VALUES ?document { %s } OPTIONAL { ?document eli:number ?number } OPTIONAL { ?document dct:title ?title }
} ORDER BY STR(?number) STR(?title) LIMIT 1"""
_HELD = "SELECT ?document ?source WHERE { VALUES ?document { %s } ?document prov:wasDerivedFrom ?source }"
_DOCUMENTS = "SELECT (COUNT(DISTINCT ?document) AS ?count) WHERE { ?document zm:digest ?digest }"
_TASKS = """
SELECT (COUNT(*) AS ?count) WHERE { SELECT DISTINCT ?document ?words WHERE { ?task a zm:Task ; zm:setBy ?document ; zm:quote ?words } }"""


@dataclass(frozen=True, slots=True)
class StoreChange:
    """document: a path below the store's base; name: its number, else its title, empty for one that is only named by others.
    text: of a task its clause or row. day: of an end the first day out (ISO 8601)."""

    kind: ChangeKind
    document: str
    name: str = ""
    text: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """The changes of one build or decision. number: from 1. at: when, ISO 8601 in UTC. first: it built into an empty store, and what it
    brought is only counted. counts: how many changes of each kind; more than `changes` where they are too many to keep."""

    number: int
    at: str
    first: bool
    counts: tuple[tuple[str, int], ...]
    changes: tuple[StoreChange, ...] = ()


class Changes:
    """Records what an update changes. Create it before the first change, and call `changing` before each change of a source."""

    def __init__(self, update: Update, iris: Iris) -> None:
        self._update, self._iris = update, iris
        self._before: dict[str, _StoreState] = {}
        self._current = generations.current(update.path)
        self.number: int | None = None
        """The number of this build, once it is recorded; None where it changed nothing that is recorded."""

    def changing(self, source: str) -> None:
        """Record the facts of a source (IRI), unless they are recorded already."""
        if self._current and source not in self._before:
            self._before[source] = _state(self._update, source)

    def record(self, standing: Collection[str] | None = None) -> bytes:
        """Return the lines to publish, those of earlier builds among them. Call it after the last change.

        standing: the documents whose status may have changed; None for all.
        """
        if self._current is None:
            counts = self._counted()
            self.number = 1 if counts else None
            return "".join(_lines([_record((), True, counts)] if counts else [])).encode()
        known = read(generations.beside(self._current, NAME))
        found = list(self._list_changes(standing))
        first = not (known or any(state.documents for state in self._before.values()))
        counts = Counter(change.kind for change in found)
        record = _record(known, first, counts, () if first else found[:MOST])
        self.number = record.number if found else None
        return "".join(_lines(_newest([*known, *([record] if found else [])]))).encode()

    def _counted(self) -> Counter[ChangeKind]:
        """Count the changes of a first build, which are not kept singly: all documents and tasks are new."""
        counts: Counter[ChangeKind] = Counter()
        for kind, query in ((ChangeKind.NEW, _DOCUMENTS), (ChangeKind.TASK, _TASKS)):
            for row in self._update.select(query):
                counts[kind] = int(row["count"].value)
        return +counts

    def _list_changes(self, standing: Collection[str] | None) -> Iterator[StoreChange]:
        before, after = _StoreState(), _StoreState()
        for source, state in self._before.items():
            before.add(state)
            after.add(_state(self._update, source))
        elsewhere = self._elsewhere(before.documents.keys() ^ after.documents.keys())
        ends = _ends(self._update, standing)
        ended = self._ended_before(ends) if ends else {}
        new: set[str] = set()
        for document in sorted(before.documents.keys() | after.documents.keys()):
            old, now = before.documents.get(document), after.documents.get(document)
            if old == now:
                continue
            kind = ChangeKind.CHANGED
            if document not in elsewhere and (old is None or now is None):
                kind = ChangeKind.NEW if old is None else ChangeKind.GONE
                new |= {document} if old is None else set()
            yield self._change(kind, document, before, after)
        for document, day in sorted(ends.items()):
            if ended.get(document) != day and document not in new:
                yield self._change(ChangeKind.ENDED, document, before, after, day=day)
        for document, words in sorted(after.tasks - before.tasks):
            yield self._change(ChangeKind.TASK, document, before, after, words)

    def _ended_before(self, documents: Collection[str]) -> dict[str, str]:
        """Return the first days out of some documents in the generation that is published still."""
        with Store.open(self._update.path) as published:
            return _ends(published, documents)

    def _change(
        self,
        kind: ChangeKind,
        document: str,
        before: "_StoreState",
        after: "_StoreState",
        words: str = "",
        day: str = "",
    ) -> StoreChange:
        name = after.names.get(document) or before.names.get(document) or self._name(document)
        return StoreChange(kind, self._iris.relative(document), name, words, day)

    def _name(self, document: str) -> str:
        """Return the name of a document that no source of this update prints."""
        row = next(iter(self._update.select(_NAMED % ox.NamedNode(document))), None)
        return (text(row, "number") or text(row, "title")) if row else ""

    def _elsewhere(self, documents: Iterable[str]) -> set[str]:
        """Return those of the documents that a source prints which this update did not touch."""
        found = set[str]()
        for values in batches(documents):
            for row in self._update.select(_HELD % values):
                if text(row, "source") not in self._before:
                    found.add(text(row, "document"))
        return found


class _StoreState:
    """The documents (IRI → fields) and tasks (document, words) of a store at one time."""

    def __init__(self) -> None:
        self.documents: dict[str, frozenset[str]] = {}
        self.names: dict[str, str] = {}
        self.tasks: set[tuple[str, str]] = set()

    def add(self, other: "_StoreState") -> None:
        for document, said in other.documents.items():
            self.documents[document] = self.documents.get(document, frozenset()) | said
        self.names = other.names | self.names
        self.tasks |= other.tasks


def _record(
    known: Sequence[BuildRecord], first: bool, counts: Counter[ChangeKind], changes: Sequence[StoreChange] = ()
) -> BuildRecord:
    """Return the record of a build that is made now. known: those before it."""
    told = tuple((str(kind), counts[kind]) for kind in ChangeKind if counts[kind])
    return BuildRecord(known[-1].number + 1 if known else 1, _now(), first, told, tuple(changes))


def _state(update: Update, source: str) -> _StoreState:
    state = _StoreState()
    documents = {quad.subject for quad in update.statements(source, _DIGEST)}
    if not documents:
        return state
    said: dict[str, set[str]] = {document.value: set() for document in documents}  # type: ignore[union-attr]
    for term in _FIELDS:
        for quad in update.statements(source, term):
            if quad.subject in documents:
                said[quad.subject.value].add(f"{term} {quad.object}")  # type: ignore[union-attr]
                if term in _NAMING:
                    state.names.setdefault(quad.subject.value, quad.object.value)  # type: ignore[union-attr]
    state.documents = {document: frozenset(values) for document, values in said.items()}
    tasks = {quad.subject for quad in update.statements(source, _A) if quad.object == _TASK}
    setters = {quad.subject: quad.object for quad in update.statements(source, _SET_BY) if quad.subject in tasks}
    for quad in update.statements(source, _QUOTE):
        if quad.subject in setters:
            state.tasks.add((setters[quad.subject].value, quad.object.value))  # type: ignore[union-attr]
    return state


def _ends(view: View, only: Collection[str] | None) -> dict[str, str]:
    """Return the first day out of every document that has one, by IRI. only: the documents; None for all."""
    from graph.store import base

    if only is not None and not only:
        return {}
    known = base.iris(view).base
    iris = [str(ox.NamedNode(status.iri(known))) for status in Status if status.ended]
    # Of some documents, a filter: the engine would begin with VALUES, and so with all ends of the store.
    ended = f"VALUES ?status {{ {' '.join(iris)} }}" if only is None else f"FILTER(?status IN ({', '.join(iris)}))"
    ends: dict[str, str] = {}
    for row in rows(view, _ENDS.replace("{ended}", ended), only):
        document, day = text(row, "document"), text(row, "since")
        ends[document] = min(day, ends.get(document, day))
    return ends


def _now() -> str:
    """Return the time of the build, or that of SOURCE_DATE_EPOCH (reproducible-builds.org) if it is set."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(given), UTC) if given.isdigit() else datetime.now(UTC)
    return now.isoformat(timespec="seconds")


def read(path: Path) -> tuple[BuildRecord, ...]:
    """Return the changes in a file, oldest build first; none if the file does not exist."""
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    except FileNotFoundError:
        return ()
    names = {field.name for field in fields(StoreChange)}
    records = []
    for number, group in groupby(rows, key=lambda row: row["build"]):
        head, *changes = group
        read_changes = (
            StoreChange(
                **{key: value for key, value in row.items() if key in names} | {"kind": ChangeKind(row["kind"])}
            )
            for row in changes
        )
        counts = tuple(head["counts"].items())
        records.append(BuildRecord(number, head["at"], head["first"], counts, tuple(read_changes)))
    return tuple(records)


def _lines(records: Iterable[BuildRecord]) -> Iterator[str]:
    for record in records:
        head = {"build": record.number, "at": record.at, "first": record.first, "counts": dict(record.counts)}
        yield json.dumps(head, ensure_ascii=False) + "\n"
        for change in record.changes:
            yield json.dumps({"build": record.number} | asdict(change), ensure_ascii=False) + "\n"


def _newest(records: list[BuildRecord]) -> list[BuildRecord]:
    """Return the newest builds whose changes together are not too many; the last one always."""
    size, kept = 0, 0
    for record in reversed(records):
        size += 1 + len(record.changes)
        if kept and size > _KEPT:
            break
        kept += 1
    return records[len(records) - kept :]
