"""Keep the events of all documents in tables, with the days of each status: the statuses of a day are read, not computed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from sys import intern

from graph.derive import standing
from graph.derive.status import StatusEvent, intervals
from graph.records.catalogue import CataloguePlan, kept_catalogue
from graph.records.changed_things import documents_with_events
from graph.records.documents import DocumentRow
from graph.records.renewing import change_map
from graph.records.rows import batches
from graph.records.status_history import list_statuses
from graph.records.tables import KeptMap
from graph.records.value_tables import ValueTables
from graph.store import base
from graph.store.delta import Changed
from graph.store.view import View
from ontology.enumerations import Status

Events = Mapping[str, tuple[StatusEvent, ...]]
_ON_DAY = """
SELECT key, status FROM events LEFT JOIN span
ON document = events.at AND (first IS NULL OR first <= ?) AND (last IS NULL OR last >= ?) ORDER BY key"""
_SPAN = "document INTEGER, status TEXT, first TEXT, last TEXT"
_TURNING = (
    "SELECT DISTINCT key FROM span JOIN events ON events.at = document WHERE first > ? AND first <= ? ORDER BY key"
)


class KeptEvents(KeptMap[str, tuple[StatusEvent, ...]]):
    """The events of each document, by IRI, in tables."""

    def statuses(self, day: date) -> dict[str, Status]:
        """Do as `list_statuses`."""
        on = day.isoformat()
        kinds = {status.value: status for status in Status} | {None: Status.UNKNOWN}
        return {intern(iri): kinds[status] for iri, status in self.tables.execute(_ON_DAY, on, on)}

    def turning(self, after: date, until: date) -> list[str]:
        """Return the documents whose status changes after a day and up to another one."""
        return [iri for (iri,) in self.tables.execute(_TURNING, after.isoformat(), until.isoformat())]


def open_events(view: View) -> Events:
    """Return the events of every document that has any, out of the kept tables where the store has them."""
    tables = kept_catalogue(view, PLAN)
    return standing.kept(view) if tables is None else KeptEvents(tables, "events", tuple[StatusEvent, ...])


def statuses_on(events: Events, day: date) -> dict[str, Status]:
    """Return the status on a day of every document that has an event."""
    return events.statuses(day) if isinstance(events, KeptEvents) else list_statuses(events, day)


def documents_ending(events: Events, held: Mapping[str, DocumentRow], day: date, within: int) -> Iterable[DocumentRow]:
    """Return the documents of `held` (by IRI) of which some may end within so many days after a day: all, where there are no tables."""
    if not isinstance(events, KeptEvents):
        return held.values()
    until = date.fromordinal(min(day.toordinal() + within + 1, date.max.toordinal()))
    return [held[iri] for iri in events.turning(day, until) if iri in held]


def _fill(view: View, tables: ValueTables) -> None:
    events = standing.kept(view)
    tables.put_map("events", events)
    tables.put("span", _SPAN, _spans(enumerate(events.values())), indexes=("document", "first"))


def _renew(view: View, changed: Changed, tables: ValueTables) -> bool:
    """Read the events of the documents of which an event changed."""
    touched = documents_with_events(changed, base.iris(view))
    events: dict[str, tuple[StatusEvent, ...]] = {}
    for some in batches(touched):
        events |= standing.kept(view, *some)
    tables.change_many(
        "DELETE FROM span WHERE document = (SELECT at FROM events WHERE key = ?)", ((iri,) for iri in touched)
    )
    change_map(tables, "events", touched, events)
    places = (tables.execute("SELECT at FROM events WHERE key = ?", iri)[0][0] for iri in events)
    spans = list(_spans(zip(places, events.values(), strict=True)))
    tables.change_many("INSERT INTO span VALUES (?, ?, ?, ?)", spans)
    return True


def _spans(
    events: Iterable[tuple[int, tuple[StatusEvent, ...]]],
) -> Iterator[tuple[int, str, str | None, str | None]]:
    for at, known in events:
        for one in intervals(known):
            first, last = (day.isoformat() if day else None for day in (one.first, one.last))
            yield at, one.status.value, first, last


PLAN = CataloguePlan("events", 2, _fill, _renew)
