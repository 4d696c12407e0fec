"""Keep who is who, with the rows of the list of documents, in tables: a page looks up the names and documents that it shows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from graph.records.catalogue import CataloguePlan, kept_catalogue
from graph.records.cited import CitedAs
from graph.records.documents import DocumentRow, list_documents
from graph.records.hits import Hits
from graph.records.identity import AGENCIES, REGISTERED, Identity, build_identity, list_agencies
from graph.records.identity_renewal import read_registered, renew_identity
from graph.records.kept_names import IRIS, NEAR, OF_IDENTITY, OF_INDEX, NearKeys, put_followed, put_near
from graph.records.name_index import NameIndex, NameSearch
from graph.records.near_names import NearNames, near_keys
from graph.records.rows import select_rows
from graph.records.tables import KeptList, KeptMap
from graph.records.value_tables import ValueTables
from graph.store import base
from graph.store.view import View

_ORDERED = ("published",)
"""Maps whose order counts: the newest documents come first."""
_SEARCHES = ("search", "search_bodies")


def open_documents(view: View) -> Sequence[DocumentRow]:
    """Return every published document as `list_documents` does, out of the kept tables where the store has them."""
    tables = kept_catalogue(view, PLAN)
    return list_documents(view) if tables is None else KeptList(tables, "published", DocumentRow)


def open_identity(view: View, rows: Sequence[DocumentRow] | None = None) -> Identity:
    """Return who is who, out of the kept tables where the store has them. rows: `open_documents(view)`, where the caller has them."""
    tables = kept_catalogue(view, PLAN)
    if tables is None:
        return build_identity(view, rows)
    identity: dict[str, Any] = {name: KeptMap(tables, name, *types) for name, types in OF_IDENTITY.items()}
    index: dict[str, Any] = {name: KeptMap(tables, name, *types) for name, types in OF_INDEX.items()}
    searches: dict[str, Any] = {name: _KeptSearch(tables, name) for name in _SEARCHES}
    near: dict[str, Any] = {name: NearNames(partial(_kept_keys, tables, name)) for name in NEAR}
    names = NameIndex(published=identity["published"].keys(), **index, **searches, **near)
    return Identity(iris=base.iris(view), _index=names, **identity)


def _fill(view: View, tables: ValueTables) -> None:
    citations: dict[tuple[str, str], CitedAs] = {}
    who = build_identity(view, list_documents(view), citations=citations)
    for maps, names in ((who, OF_IDENTITY), (who._index, OF_INDEX)):
        for name in names:
            tables.put_map(name, getattr(maps, name), ordered=name in _ORDERED)
    for name in _SEARCHES:
        tables.put_blob(name, getattr(who._index, name).packed())
    for name, of in NEAR.items():
        tables.put_map(name, near_keys(getattr(who._index, of)))
        put_near(tables, name)
    registered = read_registered(select_rows(view, REGISTERED))
    put_followed(tables, who, citations, registered, list_agencies(select_rows(view, AGENCIES))[2])


def _kept_keys(tables: ValueTables, name: str) -> Mapping[str, tuple[str, ...]]:
    return NearKeys(tables, name, IRIS)


PLAN = CataloguePlan("names", 2, _fill, renew_identity)


class _KeptSearch:
    """A `NameSearch` that is read when a word is first looked for."""

    def __init__(self, tables: ValueTables, name: str) -> None:
        self._tables, self._name = tables, name

    @cached_property
    def _whole(self) -> NameSearch:
        return NameSearch.unpacked(self._tables.blob(self._name))

    def holding(self, word: str) -> Hits:
        return self._whole.holding(word)

    def containing(self, whole: str, split: Iterable[str]) -> tuple[str, ...]:
        return self._whole.containing(whole, split)
