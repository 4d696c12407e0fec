"""Read the changes between two builds or days: documents that are new, other, ended or gone, and tasks that are new."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from graph.derive.changes import NAME, BuildRecord, read
from graph.records.documents import DocumentRow
from graph.records.today import day_in_beijing
from graph.store import base, generations
from graph.store.store import Store
from graph.store.view import View
from ontology.enumerations import ChangeKind
from ontology.iri import Iris


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One change. build: the number of its build; at: when that was. document: IRI; row: None where the store does not print it (any
    more). name: its number, else its title. text: of a task its clause or row. day: of an end the first day out (ISO 8601)."""

    build: int
    at: datetime
    kind: ChangeKind
    document: str
    name: str
    row: DocumentRow | None
    text: str
    day: str


def read_builds(view: View) -> tuple[BuildRecord, ...]:
    """Return what each build of a store changed, the oldest first; nothing for an endpoint, which keeps no such record."""
    if not isinstance(view, Store):
        return ()
    return read(generations.beside(view.path / view.generation, NAME))


def built_at(builds: Iterable[BuildRecord]) -> datetime:
    """Return when the store was last changed; the beginning of 1970 where that is not recorded."""
    return max((datetime.fromisoformat(build.at) for build in builds), default=datetime.fromtimestamp(0, UTC))


def list_changed(
    view: View,
    builds: Iterable[BuildRecord],
    rows: Iterable[DocumentRow],
    *,
    after: int = 0,
    since: date | None = None,
    until: date | None = None,
    kinds: Collection[ChangeKind] = (),
    every: bool = True,
) -> tuple[ChangedRow, ...]:
    """Return the changes, the newest build first, within one build in the order of its record.

    rows: the wanted documents. every: also return changes of documents that are not in `rows`, such as those that are gone.
    after: only builds behind this number. since, until: days in Beijing, both in the span. kinds: an empty one does not narrow.
    """
    iris = base.iris(view)
    held = {row.iri: row for row in rows}
    return tuple(
        row
        for build in sorted(builds, key=lambda build: -build.number)
        if build.number > after and _within(build, since, until)
        for row in _rows(build, held, iris)
        if (not kinds or row.kind in kinds) and (every or row.row is not None)
    )


def left_out(builds: Iterable[BuildRecord]) -> int:
    """Return how many changes the builds only count: those of the first build, and of very large ones."""
    return sum(sum(count for _, count in build.counts) - len(build.changes) for build in builds)


def _within(build: BuildRecord, since: date | None, until: date | None) -> bool:
    day = day_in_beijing(datetime.fromisoformat(build.at))
    return (since is None or since <= day) and (until is None or day <= until)


def _rows(build: BuildRecord, held: Mapping[str, DocumentRow], iris: Iris) -> Iterable[ChangedRow]:
    at = datetime.fromisoformat(build.at)
    for change in build.changes:
        document = iris.absolute(change.document)
        yield ChangedRow(
            build.number, at, change.kind, document, change.name, held.get(document), change.text, change.day
        )
