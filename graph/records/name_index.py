"""The names by which people call documents and agencies, as keys: numbers, titles, registration numbers, full and short names."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from sys import intern
from typing import Protocol, TypeVar

from graph.records import bodies
from graph.records.documents import DocumentRow
from graph.records.hits import Hits
from graph.records.near_names import NearNames, near_keys
from graph.records.resources import Named
from graph.records.spelling import NumberKey, fold, number_keys, registration_key, title_key
from graph.records.text_index import TextIndex
from ontology.iri import named_by_file

Key = TypeVar("Key")


_BETWEEN = "\r"
"""Occurs between the names of one document: folding removes it, so that no word is found across two of them."""


class NameSearch:
    """Finds the documents in one of whose names, folded beforehand, a folded word occurs."""

    def __init__(self, names: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._iris: list[str] = []
        texts: list[str] = []
        for iri, folded in names:
            self._iris.append(iri)
            texts.append(_BETWEEN.join(folded))
        self._index = TextIndex(texts)

    def packed(self) -> bytes:
        """Return it as bytes, which `unpacked` reads."""
        return "\0".join(("\n".join(self._iris), self._index.whole)).encode()

    @staticmethod
    def unpacked(data: bytes) -> "NameSearch":
        """Return what was packed."""
        found = NameSearch(())
        iris, _, whole = data.decode().partition("\0")
        found._iris = list(map(intern, iris.split("\n"))) if iris else []
        found._index = TextIndex(whole.split("\n") if iris else ())
        return found

    def changed(self, new: Mapping[str, Iterable[str]], order: Iterable[str]) -> "NameSearch":
        """Return a search of other documents. new: those with other names; order: all there are then."""
        held = dict(zip(self._iris, self._index.whole.split("\n"), strict=False))
        held |= {iri: _BETWEEN.join(folded) for iri, folded in new.items()}
        found = NameSearch(())
        found._iris = list(order)
        found._index = TextIndex(held[iri] for iri in found._iris)
        return found

    def holding(self, word: str) -> Hits:
        """Return the documents."""
        return Hits(self._iris, self._index.places(word))

    def containing(self, whole: str, split: Iterable[str]) -> tuple[str, ...]:
        """Return, in their order, those with the whole folded text in one name, or with each of its words in some name."""
        found = set(self._index.holding(whole))
        each = [set(self._index.holding(word)) for word in split]
        if each:
            found |= set.intersection(*each)
        return tuple(self._iris[at] for at in sorted(found))


class SearchesNames(Protocol):
    """Finds things by words in their names, as `NameSearch` does."""

    def holding(self, word: str) -> Hits: ...
    def containing(self, whole: str, split: Iterable[str]) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The documents and agencies by their keys. Published documents come before those that are only named; each list is in that order.

    printed: registration numbers, and those numbers of documents that are none of a usual form; all are found by `as_printed`.
    """

    numbers: Mapping[NumberKey, tuple[str, ...]]
    serials: Mapping[tuple[int | None, int], tuple[str, ...]]
    printed: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]
    published: Container[str]
    names: Mapping[str, tuple[str, ...]]
    search: SearchesNames
    own_bodies: Mapping[str, tuple[str, ...]]
    shared_bodies: Mapping[str, tuple[str, ...]]
    bodies: Mapping[str, tuple[str, ...]]
    search_bodies: SearchesNames
    near_documents: NearNames
    near_bodies: NearNames

    def as_printed(self, number: str) -> tuple[str, ...]:
        """Return the documents with a number, document's or registration number, that folds to just this."""
        usual = (iri for key in number_keys(number)[:1] for iri in self.numbers.get(key, ()))
        return (
            *(iri for iri in usual if fold(self.names[iri][0]) == number),
            *self.printed.get(number, ()),
        )

    def containing(self, whole: str, split: list[str]) -> tuple[str, ...]:
        """Do as `NameSearch.containing`, by what documents are called: of one with a number or title the file's name does not count."""
        return tuple(
            iri
            for iri in self.search.containing(whole, split)
            if not by_file(iri) or NameSearch([(iri, map(fold, self.names[iri]))]).containing(whole, split)
        )

    def names_of_agency(self, iri: str) -> tuple[str, ...]:
        return self.bodies.get(iri, ())


def build_names(
    published: Mapping[str, DocumentRow],
    cited: Mapping[str, DocumentRow],
    agencies: Mapping[str, Named],
    others: Mapping[str, Iterable[str]],
    places: Mapping[str, str],
    registered: Iterable[tuple[str, str]],
    numbered: Callable[[str], NumberKey | None],
) -> NameIndex:
    """Build the index.

    others: the other names of agencies that the graph has. places: the GB/T 2260 codes of their places. registered: documents with
    their registration numbers. numbered: returns the number in a document's IRI, which is in full where the text shortens it
    (省政府令第312号).
    """
    rows = (*published.values(), *cited.values())
    numbers: dict[NumberKey, list[str]] = {}
    serials: dict[tuple[int | None, int], list[str]] = {}
    printed: dict[str, list[str]] = {}
    titles: dict[str, list[str]] = {}
    names: dict[str, tuple[str, ...]] = {}
    same: dict[str, str] = {}  # a body gives all its numbers the same code
    for row in rows:
        own_keys = keys_of(row, numbered)
        names[row.iri] = own_keys.names
        for key in own_keys.numbers:
            key = NumberKey(same.setdefault(key.code, key.code), key.year, key.serial)
            numbers.setdefault(key, []).append(row.iri)
        for serial in own_keys.serials:
            serials.setdefault(serial, []).append(row.iri)
        for title in own_keys.titles:
            titles.setdefault(title, []).append(row.iri)
        for number in own_keys.printed:
            printed.setdefault(number, []).append(row.iri)
    for iri, number in registered:
        if iri in published:
            printed.setdefault(registration_key(number), []).append(iri)
    own: dict[str, dict[str, None]] = {}
    shared: dict[str, dict[str, None]] = {}
    known: dict[str, tuple[str, ...]] = {}
    for iri, agency in sorted(agencies.items(), key=lambda item: item[1]):
        code = places.get(iri, "")
        full = [name for name in (agency.zh, agency.en, *sorted(others.get(iri, ()))) if name]
        known[iri] = tuple(dict.fromkeys(full))
        for name in own_names(known[iri], code):
            own.setdefault(name, {})[iri] = None
        for name in shared_names(known[iri], code):
            shared.setdefault(name, {})[iri] = None
    held_by: dict[tuple[str, ...], tuple[str, ...]] = {}
    return NameIndex(
        _frozen(numbers, held_by),
        _frozen(serials, held_by),
        _frozen(printed, held_by),
        _frozen(titles, held_by),
        frozenset(published),
        names,
        NameSearch((iri, folded_names(iri, held)) for iri, held in names.items()),
        _frozen(own, held_by),
        _frozen(shared, held_by),
        known,
        NameSearch((iri, map(fold, held)) for iri, held in known.items()),
        NearNames(partial(near_keys, names)),
        NearNames(partial(near_keys, known)),
    )


@dataclass(frozen=True, slots=True)
class RowKeys:
    """The keys by which a document is found. names: as they are printed; printed: its number, where that is of no usual form."""

    names: tuple[str, ...]
    numbers: frozenset[NumberKey]
    titles: frozenset[str]
    printed: tuple[str, ...]

    @property
    def serials(self) -> set[tuple[int | None, int]]:
        return {(key.year, key.serial) for key in self.numbers}


def keys_of(row: DocumentRow, numbered: Callable[[str], NumberKey | None]) -> RowKeys:
    """Return what a document is found by. numbered: as of `build_names`."""
    names = tuple(filter(None, (row.number, row.title, *row.instruments))) or by_file(row.iri)
    usual = number_keys(row.number)[:1]
    called = (row.title, *row.instruments) if row.number or row.title else names
    return RowKeys(
        names,
        frozenset(key for key in (*usual, numbered(row.iri)) if key),
        frozenset(map(title_key, called)) - {""},
        (fold(row.number),) if row.number and not usual else (),
    )


def own_names(names: Sequence[str], code: str) -> set[str]:
    """Return the folded names that mean one agency. names: its full ones; code: of its place."""
    return bodies.folded_names(iter(names)) | bodies.folded_names(bodies.short_names(names[0], code))


def shared_names(names: Sequence[str], code: str) -> set[str]:
    """Return the folded names that may mean other agencies as well."""
    return bodies.folded_names(bodies.shared_names(names[0], code))


def folded_names(iri: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of a document as they are searched."""
    return tuple(map(fold, (*names, *by_file(iri))))


def by_file(iri: str) -> tuple[str, ...]:
    """Return the name of the file that a document without number and title occurs in; nothing for another document."""
    return tuple(filter(None, (named_by_file(iri),)))


def _frozen(
    lists: Mapping[Key, Iterable[str]], same: dict[tuple[str, ...], tuple[str, ...]]
) -> dict[Key, tuple[str, ...]]:
    """Freeze the lists; equal ones are the same: an agency has four names. same: those of other maps."""
    return {key: same.setdefault(held, held) for key, held in zip(lists, map(tuple, lists.values()), strict=True)}
