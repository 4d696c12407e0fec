"""Read the sources of a store, and which documents came from them."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.records.rows import select_rows
from graph.store import base
from graph.store.view import View

_READ = """
SELECT ?source ?document ?sha WHERE {
  ?source zm:sha256 ?sha . OPTIONAL { ?document prov:wasDerivedFrom ?source ; a zm:PublishedDocument }
}"""
_NAMES = "SELECT ?name WHERE { ?source zm:sha256 ?sha ; dct:identifier ?name }"
_DIGESTS = "SELECT ?sha WHERE { ?source zm:sha256 ?sha }"
_PRINTED_BY = """
SELECT ?document ?name WHERE {
  ?document a zm:PublishedDocument ; prov:wasDerivedFrom ?source . ?source dct:identifier ?name
}"""


@dataclass(frozen=True, slots=True)
class ReadSource:
    """A source that the store contains. documents: IRIs of those that it prints; sha256: of its bytes, hex."""

    documents: frozenset[str]
    sha256: str


def list_names(view: View) -> set[str]:
    """Return the names of all sources of a store."""
    return {row["name"] for row in select_rows(view, _NAMES)}


def list_digests(view: View) -> set[str]:
    """Return the SHA-256 of all sources of a store."""
    return {row["sha"] for row in select_rows(view, _DIGESTS)}


def list_read(view: View, names: Iterable[str]) -> dict[str, ReadSource]:
    """Return the sources of these names, by name, without the names that the store does not contain."""
    found: dict[str, ReadSource] = {}
    for name in names:
        rows = select_rows(view, _READ, source=base.iris(view).source(name))
        if rows:
            documents = frozenset(row["document"] for row in rows if "document" in row)
            found[name] = ReadSource(documents, rows[0]["sha"])
    return found


def printed_elsewhere(view: View, documents: Iterable[str], names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the documents that sources other than `names` print, too: IRI → the names of those sources, sorted."""
    own = set(names)
    found = {
        iri: tuple(sorted({row["name"] for row in select_rows(view, _PRINTED_BY, document=iri)} - own))
        for iri in documents
    }
    return {iri: others for iri, others in found.items() if others}
