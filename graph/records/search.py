"""Finding documents in the list: tolerant of width, bracket and spacing variants, exact about everything else."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, reduce
from itertools import repeat
from operator import and_
from sys import intern

import numpy as np
from numpy.typing import NDArray

from graph.records.documents import DocumentRow
from graph.records.hits import Hits, Search
from graph.records.name_index import NameSearch, by_file
from graph.records.picked import joined, pick
from graph.records.resources import Named
from graph.records.rows import local_name
from graph.records.spelling import fold as fold
from graph.records.spelling import words as split_words
from ontology.enumerations import Status
from ontology.places import Places


@dataclass(frozen=True, slots=True)
class Filters:
    """The conditions by which the list is narrowed; empty fields do not narrow. kind, issuer, theme: Chinese names; place: GB/T 2260
    code; status: a `graph.derive.status.Status`."""

    text: str = ""
    year: str = ""
    kind: str = ""
    issuer: str = ""
    place: str = ""
    status: str = ""
    theme: str = ""

    def __bool__(self) -> bool:
        return bool(self.text.strip() or any(getattr(self, facet) for facet in FACETS))


UNKNOWN = "-"
"""The filter value for documents that lack a year, kind, issuer, place or theme."""

Statuses = Mapping[str, Status]

_NOTHING: Statuses = {}


@cache
def _regions(code: str) -> tuple[str, ...]:
    """Return the codes of a place and of the places that it lies in: a region includes its districts."""
    return tuple(place.code for place in Places.load().regions(code)) or (code,)


FACETS: dict[str, Callable[[DocumentRow, Statuses], tuple[str, ...]]] = {
    "place": lambda row, _: _regions(local_name(row.place.iri)) if row.place else (),
    "issuer": lambda row, _: tuple(issuer.zh for issuer in row.issuers),
    "kind": lambda row, _: (row.kind.zh,) if row.kind else (),
    "year": lambda row, _: (row.year,) if row.year else (),
    "status": lambda row, statuses: (statuses.get(row.iri, Status.UNKNOWN),),
    "theme": lambda row, _: row.themes,
}
"""The facets by which documents are narrowed, with a document's values of each."""
_OF_DAY = "status"
_DAYS = 2
"""Of so many days the statuses are kept in a column."""
_SEARCHES = 3
"""Of so many searches is kept where in the list is what they search: of texts, of names, of the list's own names."""


Marks = NDArray[np.bool_]
"""Marks the rows that are meant: a value for each row."""
Positions = NDArray[np.intp]
"""Positions of rows in the list."""


class FacetColumn:
    """The values that each document has of a facet; `UNKNOWN` where it has none."""

    def __init__(self, values: Iterable[tuple[str, ...]]) -> None:
        known: dict[tuple[str, ...], int] = {}
        self._codes = np.fromiter((known.setdefault(held or (UNKNOWN,), len(known)) for held in values), np.intp)
        self._sorts = list(known)
        """Each combination of values that some document has."""

    def having(self, value: str) -> Marks:
        """Return which documents have a value."""
        return np.array([value in sort for sort in self._sorts], bool)[self._codes]

    def count(self, marked: Marks) -> Counter[str]:
        """Return how many of some documents have each value."""
        found: Counter[str] = Counter()
        counts = np.bincount(self._codes[marked], minlength=len(self._sorts))
        for sort in np.flatnonzero(counts).tolist():
            for value in self._sorts[sort]:
                found[value] += int(counts[sort])
        return found


@dataclass(frozen=True)
class ListedDocuments:
    """Documents in their order, with what is computed of them once for all searches."""

    rows: Sequence[DocumentRow]
    _of_day: list[tuple[Statuses, FacetColumn]] = field(default_factory=list, compare=False, repr=False)
    _of_search: list[tuple[Sequence[str], Positions]] = field(default_factory=list, compare=False, repr=False)

    @property
    def places_of(self) -> Mapping[str, int]:
        """The place of each document (IRI) in the list."""
        return self._read.places_of

    @cached_property
    def _read(self) -> "_Read":
        """Values of every document, read in one pass: the rows may be in a file."""
        found = _Read()
        values: dict[str, list[tuple[str, ...]]] = {facet: [] for facet in FACETS if facet != _OF_DAY}
        same: dict[tuple[str, ...], tuple[str, ...]] = {}
        for place, row in enumerate(self.rows):
            found.places_of[intern(row.iri)] = place
            for facet, column in values.items():
                held = FACETS[facet](row, _NOTHING)
                column.append(same.setdefault(held, held))
            for named, things in ((row.kind, found.kinds), (row.place, found.places)):
                if named:
                    things.setdefault(named)
            found.issuers.update(dict.fromkeys(row.issuers))
        found.columns.update((facet, FacetColumn(column)) for facet, column in values.items())
        return found

    def columns(self, statuses: Statuses) -> Mapping[str, FacetColumn]:
        """Return the values of each facet, with these statuses; those of the last days are kept."""
        for known, column in self._of_day:
            if known is statuses:
                return {**self._read.columns, _OF_DAY: column}
        column = FacetColumn((statuses.get(iri, Status.UNKNOWN),) for iri in self.places_of)
        self._of_day[:] = [(statuses, column), *self._of_day][:_DAYS]
        return {**self._read.columns, _OF_DAY: column}

    def among(self, iris: Iterable[str]) -> Marks:
        """Mark the documents that have these IRIs."""
        return self._marked(self._placed(iris))

    def mark_hits(self, hits: Hits) -> Marks:
        """Mark the documents that a search found."""
        return self._marked(self._places_of_keys(hits.keys)[hits.at])

    def _places_of_keys(self, keys: Sequence[str]) -> Positions:
        """Return the places of all that is searched; the keys of a search are the same list each time."""
        for known, places in self._of_search:
            if known is keys:
                return places
        places = self._placed(keys)
        self._of_search[:] = [(keys, places), *self._of_search][:_SEARCHES]
        return places

    def _placed(self, iris: Iterable[str]) -> Positions:
        """Return the places of some documents; of IRIs of no document the one behind the last."""
        return np.fromiter(map(self.places_of.get, iris, repeat(len(self.rows))), np.intp)

    def _marked(self, places: Positions) -> Marks:
        marks = np.zeros(len(self.rows) + 1, bool)
        marks[places] = True
        return marks[:-1]

    @cached_property
    def naming(self) -> Search:
        """Finds the documents by their names, where no `Identity` has folded these."""
        return NameSearch((row.iri, map(fold, _names(row))) for row in self.rows).holding

    @property
    def kinds(self) -> Collection[Named]:
        return self._read.kinds

    @property
    def issuers(self) -> Collection[Named]:
        return self._read.issuers

    @property
    def places(self) -> Collection[Named]:
        return self._read.places


@dataclass(frozen=True, slots=True)
class _Read:
    """Values of the documents of a list. columns: the facets that no day changes."""

    places_of: dict[str, int] = field(default_factory=dict)
    columns: dict[str, FacetColumn] = field(default_factory=dict)
    kinds: dict[Named, None] = field(default_factory=dict)
    issuers: dict[Named, None] = field(default_factory=dict)
    places: dict[Named, None] = field(default_factory=dict)


def _names(row: DocumentRow) -> tuple[str, ...]:
    """Return the names by which a document is found in a list."""
    return (row.number, row.title, *row.instruments, *by_file(row.iri))


@dataclass(frozen=True, slots=True)
class Selection:
    """named: the rows that match by number or title; in_text: those that only their text makes match; each in its order.
    facets: of each facet, how many documents each value would leave, all else as it is."""

    named: Sequence[DocumentRow]
    in_text: Sequence[DocumentRow]
    facets: Mapping[str, Counter[str]]

    @property
    def rows(self) -> Sequence[DocumentRow]:
        return joined(self.named, self.in_text)


def words(text: str) -> list[str]:
    """Return what is looked for: the words, folded; the whole text first where it has several."""
    split = [word for word in map(fold, text.split()) if word]
    return [fold(text), *split] if len(split) > 1 else split


def select(
    rows: ListedDocuments, filters: Filters, meant: Collection[str] = (), names: Search | None = None
) -> list[DocumentRow]:
    """Return the rows that pass every filter by their names alone, in their order; meant, names: as in `narrow`."""
    return list(narrow(rows, filters, meant=meant, names=names).named)


def narrow(
    listed: ListedDocuments,
    filters: Filters,
    statuses: Statuses = _NOTHING,
    texts: Search | None = None,
    meant: Collection[str] = (),
    names: Search | None = None,
) -> Selection:
    """Return the rows that pass every filter.

    The text matches a number, a title, the title of an instrument that the document issues, or, where `texts` is given, its
    full text; words that white space separates must all be there, unless the text as a whole is. meant: the IRIs that
    `Identity.find` gives for the text, which match however the text is spelt, and come first. names: as `Identity.naming`; without it
    all names are folded here.
    """
    by_name, by_text = _matching(listed, filters.text, texts, meant, names or listed.naming)
    matching = by_name | by_text
    columns = listed.columns(statuses)
    passing = {facet: columns[facet].having(value) for facet in FACETS if (value := getattr(filters, facet))}
    counts: dict[str, Counter[str]] = {}
    for facet in FACETS:
        # What one facet alone keeps out would come back with another value of it.
        others = [mark for other, mark in passing.items() if other != facet]
        counts[facet] = columns[facet].count(reduce(and_, others, matching))
    left = reduce(and_, passing.values(), matching)
    first = listed.among(meant)
    named = _places(left & by_name & first) + _places(left & by_name & ~first)
    return Selection(pick(listed.rows, named), pick(listed.rows, _places(left & ~by_name)), counts)


def _places(marked: Marks) -> "array[int]":
    return array("L", np.flatnonzero(marked).astype("L").tobytes())


def _matching(
    listed: ListedDocuments, text: str, texts: Search | None, meant: Collection[str], names: Search
) -> tuple[Marks, Marks]:
    """Return which rows a text matches by a name, and which by their text."""
    whole, split = split_words(text)
    if not whole:
        return np.ones(len(listed.rows), bool), np.zeros(len(listed.rows), bool)

    def every(marks: Mapping[str, Marks]) -> Marks:
        return reduce(and_, (marks[word] for word in split or [whole]))

    named = {word: listed.mark_hits(names(word)) for word in {whole, *split}}
    by_name = listed.among(meant) | named[whole] | every(named)
    if texts is None:
        return by_name, np.zeros_like(by_name)
    told = {word: listed.mark_hits(texts(word)) for word in named}
    return by_name, told[whole] | every({word: told[word] | named[word] for word in named})
