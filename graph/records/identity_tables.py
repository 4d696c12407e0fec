"""Keep who is who, with the rows of the list of documents, in tables: a page looks up the names and documents that it shows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from graph.records.catalogue import CataloguePlan, kept_catalogue
from graph.records.documents import DocumentRow, list_documents
from graph.records.identity import Identity, build_identity
from graph.records.name_index import NameIndex, NameSearch
from graph.records.near_names import NearKeys, NearNames
from graph.records.resources import Named
from graph.records.spelling import NumberKey
from graph.records.tables import KeptList, KeptMap
from graph.records.value_tables import ValueTables
from graph.store import base
from graph.store.view import View

_IRIS = tuple[str, ...]
_OF_IDENTITY: Mapping[str, tuple[Any, Any]] = {
    "published": (DocumentRow, str),
    "cited": (DocumentRow, str),
    "agencies": (Named, str),
    "denoted": (str, str),
    "editions": (_IRIS, str),
    "beside": (frozenset[str], str),
    "placed": (str, tuple[str, int]),
    "_referents": (_IRIS, str),
}
"""The maps of an `Identity`: the types of their values and keys."""
_OF_INDEX: Mapping[str, tuple[Any, Any]] = {
    "numbers": (_IRIS, NumberKey),
    "serials": (_IRIS, tuple[int | None, int]),
    "printed": (_IRIS, str),
    "titles": (_IRIS, str),
    "names": (_IRIS, str),
    "own_bodies": (_IRIS, str),
    "shared_bodies": (_IRIS, str),
    "bodies": (_IRIS, str),
}
_ORDERED = ("published",)
"""Maps whose order counts: the newest documents come first."""
_SEARCHES = ("search", "search_bodies")
_NEAR = {"near_documents": "names", "near_bodies": "bodies"}
"""Names that are compared with a text that names nothing."""


def open_documents(view: View) -> Sequence[DocumentRow]:
    """Return every published document as `list_documents` does, out of the kept tables where the store has them."""
    tables = kept_catalogue(view, PLAN)
    return list_documents(view) if tables is None else KeptList(tables, "published", DocumentRow)


def open_identity(view: View, rows: Sequence[DocumentRow] | None = None) -> Identity:
    """Return who is who, out of the kept tables where the store has them. rows: `open_documents(view)`, where the caller has them."""
    tables = kept_catalogue(view, PLAN)
    if tables is None:
        return build_identity(view, rows)
    identity: dict[str, Any] = {name: KeptMap(tables, name, *types) for name, types in _OF_IDENTITY.items()}
    index: dict[str, Any] = {name: KeptMap(tables, name, *types) for name, types in _OF_INDEX.items()}
    searches: dict[str, Any] = {name: _KeptSearch(tables, name) for name in _SEARCHES}
    near: dict[str, Any] = {name: NearNames(partial(_kept_keys, tables, name)) for name in _NEAR}
    names = NameIndex(published=identity["published"].keys(), **index, **searches, **near)
    return Identity(iris=base.iris(view), _index=names, **identity)


def _fill(view: View, tables: ValueTables) -> None:
    who = build_identity(view, list_documents(view))
    for maps, names in ((who, _OF_IDENTITY), (who._index, _OF_INDEX)):
        for name in names:
            tables.put_map(name, getattr(maps, name), ordered=name in _ORDERED)
    for name in _SEARCHES:
        tables.put_blob(name, getattr(who._index, name).packed())
    for name, of in _NEAR.items():
        keys = NearKeys.of(getattr(who._index, of))
        tables.put_blob(name, keys.packed())
        tables.put_list(name, keys.iris)


def _kept_keys(tables: ValueTables, name: str) -> NearKeys:
    return NearKeys.unpacked(tables.blob(name), KeptList[tuple[str, ...]](tables, name, _IRIS))


PLAN = CataloguePlan("names", 2, _fill)


class _KeptSearch:
    """A `NameSearch` that is read when a word is first looked for."""

    def __init__(self, tables: ValueTables, name: str) -> None:
        self._tables, self._name = tables, name

    @cached_property
    def _whole(self) -> NameSearch:
        return NameSearch.unpacked(self._tables.blob(self._name))

    def holding(self, word: str) -> frozenset[str]:
        return self._whole.holding(word)

    def containing(self, whole: str, split: Iterable[str]) -> tuple[str, ...]:
        return self._whole.containing(whole, split)
