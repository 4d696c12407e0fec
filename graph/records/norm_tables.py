"""Keep the norms of a store in tables: a search looks at what groups of them have in common, and reads the norms that it shows."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from graph.records.asked_words import Meaning
from graph.records.catalogue import CataloguePlan, kept_catalogue
from graph.records.changed_things import documents_of, documents_set, list_changed, properties, values_of
from graph.records.norm import Norm, NormDocument
from graph.records.norm_groups import Alike, NormBearer, NormSort
from graph.records.norm_reading import NORM_PROPERTIES, norm_order, read_norms, read_norms_of, read_statuses
from graph.records.norms import Norms, StatusDays
from graph.records.packed import pack
from graph.records.plain_sentences import PlainSentences, read_plain_sentences
from graph.records.renewing import change_list, change_map, numbers, replace_list
from graph.records.rows import select_about, select_rows
from graph.records.tables import KeptList, KeptMap
from graph.records.value_tables import TableRows, ValueTables
from graph.store import base
from graph.store.delta import Changed
from graph.store.view import View
from ontology.identifiers import Agency, Group, Place, Statement
from ontology.iri import Iris

_GROUPS: Mapping[str, Any] = {"by_bearer": NormBearer, "by_document": NormDocument, "by_sort": NormSort}
"""The groupings of `Norms`, with what norms of a group have in common."""
_LISTS = ("meanings", "narrower")


_TITLE, _LABEL, _KIND = (properties(name) for name in ("dct:title", "skos:prefLabel", "zm:bearerKind"))
_NO_KINDS = Agency | Group | Place
_GUARDS = properties("zm:guards zm:mayGuard")
_KNOWN = "SELECT DISTINCT ?name WHERE { ?duty zm:bearerKind/skos:prefLabel ?name }"
_CALLED = "SELECT ?name WHERE {{ VALUES ?kind {{ {iris} }} ?kind skos:prefLabel ?name }}"
_USED = """
SELECT ?name WHERE {{ VALUES ?kind {{ {iris} }} ?kind skos:prefLabel ?name FILTER EXISTS {{ ?duty zm:bearerKind ?kind }} }}"""
_RESTING = """
SELECT DISTINCT ?document WHERE {{
  {{ VALUES ?law {{ {iris} }} ?document zm:basedOnDocument ?law }} UNION {{ VALUES ?law {{ {iris} }} ?document zm:implementsDocument ?law }}
}}"""
_NAMING = """
SELECT DISTINCT ?document WHERE {{
  {{ VALUES ?thing {{ {iris} }} ?document dct:subject ?thing }}
  UNION {{ VALUES ?thing {{ {iris} }} ?duty zm:bearerKind ?thing ; zm:setBy ?document }}
  UNION {{ VALUES ?thing {{ {iris} }} ?sanction zm:authorityAgency ?thing ; zm:setBy ?document }}
  UNION {{ VALUES ?thing {{ {iris} }} ?definition zm:broaderKind ?thing ; zm:setBy ?document }}
  UNION {{ VALUES ?thing {{ {iris} }} ?definition zm:narrowerKind ?thing ; zm:setBy ?document }}
}}"""
_GUARDED = """
SELECT DISTINCT ?document WHERE {{
  {{ VALUES ?other {{ {iris} }} ?sanction zm:setBy ?other ; zm:guards ?duty . ?duty zm:setBy ?document }}
  UNION {{ VALUES ?other {{ {iris} }} ?sanction zm:setBy ?other ; zm:mayGuard ?duty . ?duty zm:setBy ?document }}
}}"""


class KeptNorms(Norms):
    """Norms in tables."""

    tables: ValueTables

    def texts(self) -> Iterator[str]:
        return (words for (words,) in TableRows(self.tables, "norms").stream("words"))


def open_norms(view: View, reopened: Callable[[], View] | None = None) -> Norms:
    """Return the norms as `read_norms` does, out of the kept tables where the store has them."""
    tables = kept_catalogue(view, PLAN)
    if tables is None:
        return read_norms(view, reopened)
    norms = KeptList[Norm](tables, "norms", Norm)
    sources = KeptMap[str, NormDocument](tables, "sources", NormDocument)

    def read_sentences() -> PlainSentences:
        return read_plain_sentences(reopened() if reopened else view, norms, dict(sources.items()))

    found = KeptNorms(
        norms,
        KeptMap(tables, "statuses", tuple[StatusDays, ...]),
        **{name: _meanings(tables, name) for name in _LISTS},
        read_sentences=read_sentences,
        sources=sources,
    )
    own: dict[str, object] = {
        name: Alike(tuple(KeptList(tables, name, kind)), _numbers(tables, name)) for name, kind in _GROUPS.items()
    }
    found.__dict__.update(own, tables=tables)  # as if they had been grouped already
    return found


def _meanings(tables: ValueTables, name: str) -> tuple[Meaning, ...]:
    return tuple(KeptList(tables, name, Meaning))


def _numbers(tables: ValueTables, name: str) -> "array[int]":
    return array("I", tables.blob(name))


def _fill(view: View, tables: ValueTables) -> None:
    norms = read_norms(view)
    tables.put("norms", "at INTEGER PRIMARY KEY, value TEXT, words TEXT", _rows(norms.norms))
    tables.put_map("statuses", norms.statuses)
    tables.put_map("sources", norms.sources)
    for name in _LISTS:
        tables.put_list(name, getattr(norms, name))
    for name in _GROUPS:
        groups: Alike[Any] = getattr(norms, name)
        tables.put_list(name, groups.groups)
        tables.put_blob(name, memoryview(groups.of))
    tables.put_list("known", sorted(row["name"] for row in select_rows(view, _KNOWN)))


def _rows(norms: Iterable[Norm]) -> Iterator[tuple[int, str, str]]:
    return ((at, pack(norm), norm.text) for at, norm in enumerate(norms))


def _renew(view: View, changed: Changed, tables: ValueTables) -> bool:
    """Read the norms of the documents that have changed, or whose norms have something else from another thing. Where a kind of bearer is
    the first or was the last of its kind, any act may be that of another bearer."""
    known = tuple(KeptList[str](tables, "known", str))
    if known != _known_now(view, changed, frozenset(known)):
        return False
    iris = base.iris(view)
    touched = _touched(view, changed, iris)
    timed = list_changed(changed, iris, NORM_PROPERTIES).timed | touched
    new = read_norms_of(view, touched, known)
    documents = tuple(KeptList[NormDocument](tables, "by_document", NormDocument))
    in_touched = np.array([group.document in touched for group in documents], bool)
    of = np.array(_numbers(tables, "by_document"), np.uint32)
    gone = numbers(tables, "norms")[in_touched[of]] if len(of) else of
    places = change_list(
        tables, "norms", gone.tolist(), new.norms, kind=Norm, key=norm_order, columns={"words": lambda norm: norm.text}
    )
    for name, kind in _GROUPS.items():
        _group_anew(tables, name, kind, getattr(new, name), *places)
    statuses = read_statuses(view, timed)
    change_map(tables, "statuses", timed, statuses)
    change_map(tables, "sources", touched, new.sources)
    for name in _LISTS:
        meanings = [one for one in _meanings(tables, name) if one.document not in touched]
        meanings += getattr(new, name)
        meanings.sort(key=lambda one: one.document)
        replace_list(tables, name, meanings)
    return True


def _group_anew(tables: ValueTables, name: str, kind: Any, new: Alike[Any], gone: list[int], come: list[int]) -> None:
    """Bring a grouping of the norms up to date. gone: the places of those that are gone; come: the new places of the new ones."""
    before: KeptList[Any] = KeptList(tables, name, kind)
    groups: dict[Any, int] = {group: number for number, group in enumerate(before)}
    of = np.delete(np.array(_numbers(tables, name), np.int64), gone)
    own = [groups.setdefault(group, len(groups)) for group in new.groups]
    held = np.insert(of, [place - before for before, place in enumerate(come)], [own[number] for number in new.of])
    # Groups are numbered as their first norms come.
    met, first = np.unique(held, return_index=True)
    met = met[np.argsort(first)]
    again = np.zeros(len(groups), np.int64)
    again[met] = np.arange(len(met))
    every = list(groups)
    replace_list(tables, name, (every[number] for number in met.tolist()))
    tables.put_blob(name, array("I", again[held].tolist()).tobytes())


def _touched(view: View, changed: Changed, iris: Iris) -> set[str]:
    """Return the documents whose norms can have changed."""
    things = list_changed(changed, iris, NORM_PROPERTIES)
    touched = set(things.documents) | documents_set(view, changed, things.sources)
    touched |= documents_of(view, _RESTING, list_changed(changed, iris, _TITLE).documents)
    touched |= documents_of(view, _NAMING, list_changed(changed, iris, _LABEL).others)
    touched |= documents_of(view, _GUARDED, touched)
    guarded = (value for duty in values_of(changed, _GUARDS) if isinstance(value := iris.parse(duty), Statement))
    return touched | documents_set(view, changed, {iris.mint(value.source) for value in guarded})


def _known_now(view: View, changed: Changed, before: frozenset[str]) -> tuple[str, ...]:
    """Return the names of the kinds of bearer that duties are of. before: those before the change."""
    iris = base.iris(view)
    labels = [
        triple
        for triple in (*changed.gone, *changed.new)
        if triple.predicate.value in _LABEL and not isinstance(iris.parse(triple.subject.value), _NO_KINDS)  # type: ignore[union-attr]
    ]
    kinds = values_of(changed, _KIND) | {triple.subject.value for triple in labels}  # type: ignore[union-attr]
    called = {row["name"] for row in select_about(view, _CALLED, kinds)}
    called |= {triple.object.value for triple in labels}  # type: ignore[union-attr]
    used = {row["name"] for row in select_about(view, _USED, kinds)}
    return tuple(sorted(before - called | used))


PLAN = CataloguePlan("norms", 2, _fill, _renew)
