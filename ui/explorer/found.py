"""Find where a drawing begins: published documents, cited ones, and agencies, by one text."""

from dataclasses import dataclass

from graph.records import lookup
from graph.records import search as searching
from graph.records.agencies import filter_agencies
from graph.records.documents import DocumentRow
from graph.records.lookup import Found
from graph.records.neighbourhood import rank_connected
from graph.records.search import Filters, ListedDocuments
from ui.explorer import holdings

SHOWN = 20
"""How many of each sort are shown."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. count: how many documents cite it; for an agency, how many it issued."""

    iri: str
    title: str
    number: str
    date: str
    count: int
    agency: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    documents: tuple[Hit, ...]
    cited: tuple[Hit, ...]
    agencies: tuple[Hit, ...]
    meant: Found


def begin() -> tuple[Hit, ...]:
    """Return the documents that are cited most."""
    rows = holdings.who().published
    return tuple(_hit(rows[iri]) for iri, _ in rank_connected(holdings.web()) if iri in rows)


def search(text: str) -> Results:
    """Return what has `text` in its number, title or name: exact matches first, then by how many cite it."""
    who = holdings.who()
    documents, bodies = who.find(text), who.find_agency(text)
    return Results(
        _document_hits(holdings.listed(), text, documents),
        _document_hits(holdings.listed_cited(), text, documents),
        tuple(
            Hit(row.agency.iri, row.agency.zh, "", "", row.documents, agency=True)
            for row in filter_agencies(holdings.agencies(), text, "", meant=bodies.exact)
        ),
        lookup.either(documents, bodies),
    )


def _document_hits(rows: ListedDocuments, text: str, meant: Found) -> tuple[Hit, ...]:
    def order(row: DocumentRow) -> tuple[bool, int]:
        return row.iri not in meant.exact, -len(holdings.web().heard.get(row.iri, ()))

    return tuple(
        _hit(row)
        for row in sorted(searching.select(rows, Filters(text), meant.exact, holdings.who().naming), key=order)
    )


def _hit(row: DocumentRow) -> Hit:
    return Hit(row.iri, row.title, row.number, row.signed or row.printed, len(holdings.web().heard.get(row.iri, ())))
