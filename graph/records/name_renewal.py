"""Bring the names by which documents and agencies are found (`graph.records.name_index`) up to date in their tables."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from functools import partial
from typing import Any

from graph.records.changed_things import list_changed, properties
from graph.records.documents import DocumentRow, document_order
from graph.records.identity import AGENCIES, list_agencies, number_in
from graph.records.kept_names import KeptNames, put_near
from graph.records.name_index import NameSearch, RowKeys, folded_names, keys_of, own_names, shared_names
from graph.records.renewing import change_map
from graph.records.resources import Named
from graph.records.rows import select_among
from graph.records.spelling import fold, registration_key, title_key
from graph.store.delta import Changed
from graph.store.view import View

_CALLING = properties("skos:prefLabel skos:altLabel zm:place rdf:type")
_BY_KEY = ("numbers", "serials", "titles", "near_documents")
_BODIES_BY_KEY = ("own_bodies", "shared_bodies", "near_bodies")
Keys = dict[str, set[Any]]
"""The keys of a thing in each table."""


def renew_names(
    before: KeptNames,
    after: KeptNames,
    old: Mapping[str, DocumentRow],
    new: Mapping[str, DocumentRow],
    registered: tuple[Collection[str], Mapping[str, tuple[str, ...]]],
) -> None:
    """Bring up to date what documents are found by. old, new: those that may be called otherwise, published or only cited, before and
    after; registered: documents, and the registration numbers that some of them have now."""
    tables, numbered = after.tables, partial(number_in, after.iris)
    own = {iri: keys_of(row, numbered) for iri, row in new.items()}
    held = {iri: keys_of(row, numbered) for iri, row in old.items()}
    moved = old.keys() | new.keys()

    def place(iri: str) -> tuple[Any, ...]:
        row = after["published"].get(iri)
        return (1, iri) if row is None else (0, *document_order(row))

    for table in _BY_KEY:
        old_keys, new_keys = ({iri: _keys(keys)[table] for iri, keys in some.items()} for some in (held, own))
        _renew_keys(after, table, old_keys, new_keys, moved, place)
    _renew_printed(before, after, held, own, registered, place)
    put_near(tables, "near_documents")
    change_map(tables, "names", moved, {iri: keys.names for iri, keys in own.items()})
    search = NameSearch.unpacked(tables.blob("search"))
    texts = {iri: folded_names(iri, keys.names) for iri, keys in own.items()}
    tables.put_blob("search", search.changed(texts, (*after["published"], *after["cited"])).packed())


def _keys(keys: RowKeys) -> Keys:
    return {
        "numbers": set(keys.numbers),
        "serials": set(keys.serials),
        "titles": set(keys.titles),
        "near_documents": set(map(title_key, keys.names)),
    }


def _renew_keys(
    after: KeptNames,
    table: str,
    old: Mapping[str, Iterable[Hashable]],
    new: Mapping[str, Iterable[Hashable]],
    moved: Collection[str],
    place: Callable[[str], Any],
) -> None:
    """Put things under their keys. old, new: the keys of those that moved; place: by which the things of a key are sorted."""
    coming: defaultdict[Hashable, list[str]] = defaultdict(list)
    for iri, keys in new.items():
        for key in keys:
            coming[key].append(iri)
    touched = {key for keys in (*old.values(), *new.values()) for key in keys}
    changed: dict[Hashable, tuple[str, ...]] = {}
    for key in touched:
        left = (iri for iri in after[table].get(key, ()) if iri not in moved)
        if things := sorted({*left, *coming[key]}, key=place):
            changed[key] = tuple(things)
    change_map(after.tables, table, touched, changed)


def _renew_printed(
    before: KeptNames,
    after: KeptNames,
    held: Mapping[str, RowKeys],
    own: Mapping[str, RowKeys],
    registered: tuple[Collection[str], Mapping[str, tuple[str, ...]]],
    place: Callable[[str], Any],
) -> None:
    """Put documents under their unusual numbers, and behind these under their registration numbers."""
    documents, numbers = registered
    change_map(after.tables, "registered", documents, numbers)
    kept = KeptNames(after.tables, after.iris)
    numbered = partial(number_in, after.iris)
    touched = {key for keys in (*held.values(), *own.values()) for key in keys.printed}
    touched |= {registration_key(number) for iri in documents for number in before["registered"].get(iri, ())}
    touched |= {registration_key(number) for several in numbers.values() for number in several}
    changed: dict[str, tuple[str, ...]] = {}
    for key in touched:
        found = {*before["printed"].get(key, ())} | {iri for iri, keys in own.items() if key in keys.printed}
        found |= numbers.keys()
        first = [iri for iri in found if (row := kept.row(iri)) and key in keys_of(row, numbered).printed]
        second = sorted(
            (iri, number)
            for iri in found
            if iri in kept["published"]
            for number in kept["registered"].get(iri, ())
            if registration_key(number) == key
        )
        if things := (*sorted(first, key=place), *(iri for iri, _ in second)):
            changed[key] = things
    change_map(after.tables, "printed", touched, changed)


def renew_agencies(view: View, changed: Changed, before: KeptNames) -> None:
    """Bring up to date what agencies are found by."""
    tables = before.tables
    moved = set(list_changed(changed, before.iris, _CALLING).others)
    agencies, others, places = list_agencies(select_among(view, AGENCIES, "thing", moved))
    moved = {iri for iri in moved if iri in agencies or iri in before["agencies"]}
    if not moved:
        return
    names = {
        iri: tuple(dict.fromkeys(name for name in (one.zh, one.en, *sorted(others.get(iri, ()))) if name))
        for iri, one in agencies.items()
    }
    held = {iri: before["bodies"][iri] for iri in moved if iri in before["bodies"]}
    old = {iri: _body_keys(known, before["body_places"].get(iri, "")) for iri, known in held.items()}
    new = {iri: _body_keys(known, places.get(iri, "")) for iri, known in names.items()}
    change_map(tables, "agencies", moved, agencies)
    change_map(tables, "bodies", moved, names)
    change_map(tables, "body_places", moved, places)
    after = KeptNames(tables, before.iris)

    def place(iri: str) -> Named:
        found: Named = after["agencies"][iri]
        return found

    for table in _BODIES_BY_KEY:
        old_keys, new_keys = ({iri: keys[table] for iri, keys in some.items()} for some in (old, new))
        _renew_keys(after, table, old_keys, new_keys, moved, place)
    put_near(tables, "near_bodies")
    search = NameSearch.unpacked(tables.blob("search_bodies"))
    order = [iri for iri, _ in sorted(after["agencies"].items(), key=lambda item: item[1])]
    texts = {iri: tuple(map(fold, known)) for iri, known in names.items()}
    tables.put_blob("search_bodies", search.changed(texts, order).packed())


def _body_keys(names: tuple[str, ...], code: str) -> Keys:
    return {
        "own_bodies": own_names(names, code),
        "shared_bodies": shared_names(names, code),
        "near_bodies": set(map(title_key, names)),
    }
