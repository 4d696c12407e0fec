"""Keep the tasks of a store in tables: the page of a body reads its own."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph.records.catalogue import CataloguePlan, kept_catalogue
from graph.records.changed_things import documents_of, documents_set, list_changed, properties, values_of
from graph.records.ledger import Book, build_book, ranked_documents, ranked_parties
from graph.records.picked import pick
from graph.records.renewing import change_list, replace_list
from graph.records.tables import KeptList
from graph.records.tasks import TASK_PROPERTIES, read_tasks, task_order
from graph.records.value_tables import ValueTables
from graph.records.work import TaskRow, WorkDocument
from graph.store import base
from graph.store.delta import Changed
from graph.store.view import View

_PARTIES, _DOCUMENTS, _YEARS = tuple[str, int], tuple[WorkDocument, int], int
_KEYS = {
    "part": "agency TEXT, task INTEGER",
    "due": "year INTEGER, task INTEGER",
    "setter": "document TEXT, task INTEGER",
}
"""Tables that lead to tasks: from the bodies that have a part in them, the years in which they are due, and their documents."""
_KEYS_OF: Mapping[str, Callable[[TaskRow], Iterable[str | int]]] = {
    "part": lambda task: (party.agency.iri for party in task.parties if party.agency),
    "due": lambda task: (limit.due.year for limit in task.limits if limit.due),
    "setter": lambda task: (task.document.iri,),
}
# A body or group by its name, and what an office has noted.
_PROGRESS_OF = properties("zm:progressOf")
_NAMING = """
SELECT DISTINCT ?document WHERE {{
  {{ VALUES ?thing {{ {iris} }} ?party zm:agency ?thing . ?task zm:hasAssignment ?party ; zm:setBy ?document }}
  UNION {{ VALUES ?thing {{ {iris} }} ?party zm:group ?thing . ?task zm:hasAssignment ?party ; zm:setBy ?document }}
  UNION {{ VALUES ?thing {{ {iris} }} ?thing zm:progressOf ?document }}
}}"""


def open_book(view: View) -> Book:
    """Return the tasks of all documents, out of the kept tables where the store has them."""
    tables = kept_catalogue(view, PLAN)
    if tables is None:
        return build_book(read_tasks(view))
    tasks = KeptList[TaskRow](tables, "tasks", TaskRow)

    def of_agency(iri: str) -> list[int]:
        return tasks.places_of(at for (at,) in tables.execute("SELECT task FROM part WHERE agency = ?", iri))

    shares = dict(tables.execute("SELECT agency, count(*) FROM part GROUP BY agency"))
    return Book(
        tasks,
        tuple(KeptList(tables, "parties", _PARTIES)),
        tuple(KeptList(tables, "documents", _DOCUMENTS)),
        tuple(KeptList(tables, "years", _YEARS)),
        shares,
        lambda iri: pick(tasks, of_agency(iri)),
    )


def _fill(view: View, tables: ValueTables) -> None:
    book = build_book(read_tasks(view))
    tables.put_list("tasks", book.tasks)
    for name in ("parties", "documents", "years"):
        tables.put_list(name, getattr(book, name))
    for name, columns in _KEYS.items():
        key = columns.partition(" ")[0]
        tables.put(name, columns, _keys(name, enumerate(book.tasks)), indexes=(f"{key}, task", "task"))


def _keys(name: str, tasks: Iterable[tuple[int, TaskRow]]) -> Iterator[tuple[str | int, int]]:
    """Yield the rows of one of `_KEYS`. tasks: with their numbers."""
    keys = _KEYS_OF[name]
    return ((key, at) for at, task in tasks for key in dict.fromkeys(keys(task)))


def _renew(view: View, changed: Changed, tables: ValueTables) -> bool:
    """Read the tasks of the documents that have changed, or whose parties are called otherwise."""
    things = list_changed(changed, base.iris(view), TASK_PROPERTIES)
    touched = things.documents | documents_set(view, changed, things.sources) | values_of(changed, _PROGRESS_OF)
    touched |= documents_of(view, _NAMING, things.others)
    gone = sorted(
        {at for iri in touched for (at,) in tables.execute("SELECT task FROM setter WHERE document = ?", iri)}
    )
    kept = KeptList[TaskRow](tables, "tasks", TaskRow)
    left = [kept[place] for place in kept.places_of(gone)]
    new = read_tasks(view, touched)
    for name in _KEYS:
        tables.change_many(f"DELETE FROM {name} WHERE task = ?", ((at,) for at in gone))
    places = change_list(tables, "tasks", gone, new, kind=TaskRow, key=task_order)[1]
    order = tables.order("tasks")
    assert order is not None
    for name in _KEYS:
        rows = _keys(name, ((order[place], task) for place, task in zip(places, new, strict=True)))
        tables.change_many(f"INSERT INTO {name} VALUES (?, ?)", rows)
    _count_anew(tables, left, new)
    return True


def _count_anew(tables: ValueTables, gone: Sequence[TaskRow], new: Sequence[TaskRow]) -> None:
    """Bring up to date how many tasks there are of each party and document, and the years."""
    parties = Counter(dict(KeptList[tuple[str, int]](tables, "parties", _PARTIES)))
    counts = {known.iri: (known, count) for known, count in KeptList[Any](tables, "documents", _DOCUMENTS)}
    left, come = build_book(gone), build_book(new)
    parties.subtract(dict(left.parties))
    parties.update(dict(come.parties))
    for known, _ in left.documents:
        del counts[known.iri]
    counts |= {known.iri: (known, count) for known, count in come.documents}
    replace_list(tables, "parties", ranked_parties({name: count for name, count in parties.items() if count}))
    replace_list(tables, "documents", ranked_documents(counts.values()))
    years = [year for (year,) in tables.execute("SELECT DISTINCT year FROM due ORDER BY year DESC")]
    replace_list(tables, "years", years)


PLAN = CataloguePlan("ledger", 2, _fill, _renew)
