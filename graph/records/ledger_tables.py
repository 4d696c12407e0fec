"""Keep the tasks of a store in tables: the page of a body reads its own."""

from graph.records.catalogue import CataloguePlan, kept_catalogue
from graph.records.ledger import Book, build_book
from graph.records.tables import KeptList, ValueTables, pick
from graph.records.tasks import read_tasks
from graph.records.work import TaskRow, WorkDocument
from graph.store.view import View

_PARTIES, _DOCUMENTS, _YEARS = tuple[str, int], tuple[WorkDocument, int], int


def open_book(view: View) -> Book:
    """Return the tasks of all documents, out of the kept tables where the store has them."""
    tables = kept_catalogue(view, PLAN)
    if tables is None:
        return build_book(read_tasks(view))
    tasks = KeptList[TaskRow](tables, "tasks", TaskRow)

    def of_agency(iri: str) -> list[int]:
        return [at for (at,) in tables.execute("SELECT task FROM part WHERE agency = ? ORDER BY task", iri)]

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
    parts = (
        (iri, at)
        for at, task in enumerate(book.tasks)
        for iri in sorted({party.agency.iri for party in task.parties if party.agency})
    )
    tables.put("part", "agency TEXT, task INTEGER", parts, indexes=("agency, task",))


PLAN = CataloguePlan("ledger", 1, _fill)
