"""Read and write the progress that an office notes of a task, as a named graph of its own (`review/…`), which no build touches.

A task is known by its document and its words, and among those of the same words by its place, so that it is found again when its source
is read anew and numbered otherwise. Where its words change, what was noted stays with the old ones, and says so (`graph.records.tasks`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from graph.review.decision import ReviewError, attributed_to, attribution, check_time
from graph.store import audit
from graph.store.base import choose_base
from graph.store.store import Store
from graph.store.view import View, text
from ontology.enumerations import TaskState
from ontology.iri import Iris
from ontology.vocabulary import RDF, SKOS, XSD, ZM

_A, _PROGRESS = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(ZM.TaskProgress))
_OF, _DATE = ox.NamedNode(str(ZM.progressOf)), ox.NamedNode(str(XSD.date))
_TEXTS = {
    "words": ox.NamedNode(str(ZM.progressWords)),
    "state": ox.NamedNode(str(ZM.taskState)),
    "owner": ox.NamedNode(str(ZM.taskOwner)),
    "note": ox.NamedNode(str(SKOS.note)),
}
_NTH, _INTEGER = ox.NamedNode(str(ZM.position)), ox.NamedNode(str(XSD.integer))
_DAYS = {"begun": ox.NamedNode(str(ZM.begun)), "finished": ox.NamedNode(str(ZM.finished))}
PROGRESS = (
    *("zm:progressOf", "zm:progressWords", "zm:position", "zm:taskState", "zm:taskOwner", "skos:note", "zm:begun"),
    *("zm:finished", "prov:wasAttributedTo", "prov:generatedAtTime"),
)
"""The properties of what is noted."""
_LONGEST = {"words": 50_000, "owner": 200, "note": 4_000, "by": 100}
"""Code points."""
_ALL = """
SELECT ?of ?words ?nth ?state ?owner ?note ?begun ?finished ?by ?at WHERE {
  ?it a zm:TaskProgress ; zm:progressOf ?of ; zm:progressWords ?words ; zm:taskState ?state ;
    prov:wasAttributedTo ?by ; prov:generatedAtTime ?at .
  OPTIONAL { ?it zm:position ?nth } OPTIONAL { ?it zm:taskOwner ?owner } OPTIONAL { ?it skos:note ?note }
  OPTIONAL { ?it zm:begun ?begun } OPTIONAL { ?it zm:finished ?finished }
} ORDER BY ?it"""


@dataclass(frozen=True, slots=True)
class Progress:
    """document: its path below the base. words: the task's clause, or its row with tabs between the cells. nth: which of the
    document's tasks of these words it is, from 1. owner: who has it in the
    office. begun, finished: days, None where nobody noted them. by, at: who noted it, and when (ISO 8601 with an offset)."""

    document: str
    words: str
    state: TaskState
    owner: str = ""
    note: str = ""
    begun: date | None = None
    finished: date | None = None
    by: str = ""
    at: str = ""
    nth: int = 1

    @property
    def key(self) -> str:
        """The key of the task."""
        return key_of(self.document, self.words, self.nth)


def key_of(document: str, words: str, nth: int = 1) -> str:
    """Return what a task is known by in ledgers that go out and come back: 16 hexadecimal digits."""
    among = f"\n{nth}" if nth > 1 else ""
    return sha256(f"task\n{document}\n{words}{among}".encode()).hexdigest()[:16]


def check_progress(progress: Progress) -> Progress:
    """Return it. Raises ReviewError where it says what cannot be."""
    for name, longest in _LONGEST.items():
        if len(getattr(progress, name)) > longest:
            raise ReviewError(f"{name}: longer than {longest} characters", f"{name}：超过 {longest} 字")
    if progress.begun and progress.finished and progress.finished < progress.begun:
        raise ReviewError(
            f"finished on {progress.finished}, before it was begun on {progress.begun}",
            f"办结日 {progress.finished} 早于开始日 {progress.begun}",
        )
    if not progress.by.strip():
        raise ReviewError("by: who notes it must be named", "by：须写明登记人")
    check_time(progress.at)
    return progress


def record_progress(store: Path | str, noted: Iterable[Progress], seen: Mapping[str, str] | None = None) -> int:
    """Keep what is noted of tasks, each in place of what was noted before, and write it into the log; return how many.

    seen: when that was noted which the caller has seen, by key, empty for nothing: what is newer is not replaced.

    Raises ReviewError for one that cannot be, before anything is written, and StoreError.
    """
    checked = [check_progress(progress) for progress in noted]
    iris = choose_base(store, None)
    with Store.update(store, iris.base) as update:
        _check_seen(update, iris, seen or {})
        for progress in checked:
            update.replace_graph(iris.review(progress.key), _triples(progress, iris))
    for progress in checked:
        told = {"document": progress.document, "task": progress.key, "state": progress.state, "owner": progress.owner}
        days = {name: str(getattr(progress, name) or "") for name in _DAYS}
        audit.note(store, "task", progress.by, **told, **days, note=progress.note)
    return len(checked)


def _check_seen(view: View, iris: Iris, seen: Mapping[str, str]) -> None:
    known = read_progress(view, iris) if seen else {}
    for key, at in seen.items():
        other = known.get(key)
        if other and other.at != at:
            raise ReviewError(
                f"{other.by} noted it at {other.at}, after this page was opened: look again",
                f"{other.by} 已于 {other.at} 登记，晚于本页打开之时，请重新核对",
            )


def _triples(progress: Progress, iris: Iris) -> Iterator[ox.Triple]:
    node = ox.NamedNode(iris.review(progress.key))
    yield ox.Triple(node, _A, _PROGRESS)
    yield ox.Triple(node, _OF, ox.NamedNode(iris.absolute(progress.document)))
    if progress.nth > 1:
        yield ox.Triple(node, _NTH, ox.Literal(str(progress.nth), datatype=_INTEGER))
    for name, term in _TEXTS.items():
        if value := getattr(progress, name):
            yield ox.Triple(node, term, ox.Literal(str(value)))
    for name, term in _DAYS.items():
        if (day := getattr(progress, name)) is not None:
            yield ox.Triple(node, term, ox.Literal(day.isoformat(), datatype=_DATE))
    yield from attribution(node, progress.by, progress.at, iris)


def read_progress(view: View, iris: Iris) -> dict[str, Progress]:
    """Return what is noted of tasks, by key."""
    found = [_progress(row, iris) for row in view.select(_ALL)]
    return {progress.key: progress for progress in found}


def _progress(row: ox.QuerySolution, iris: Iris) -> Progress:
    begun, finished = text(row, "begun"), text(row, "finished")
    return Progress(
        iris.relative(text(row, "of")),
        text(row, "words"),
        TaskState(text(row, "state")),
        text(row, "owner"),
        text(row, "note"),
        date.fromisoformat(begun) if begun else None,
        date.fromisoformat(finished) if finished else None,
        attributed_to(row, iris),
        text(row, "at"),
        int(text(row, "nth") or 1),
    )
