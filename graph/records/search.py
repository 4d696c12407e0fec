"""Finding documents in the list: tolerant of width, bracket and spacing variants, exact about everything else."""

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from itertools import chain, compress
from operator import and_

from graph.records.documents import DocumentRow
from graph.records.name_index import NameSearch, by_file
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
Texts = Callable[[str], Container[str]]
"""The IRIs of the documents in whose text, or in one of whose names, a folded word occurs."""

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


@dataclass(frozen=True)
class ListedDocuments:
    """Documents in their order, with what is computed of them once for all searches."""

    rows: Sequence[DocumentRow]

    @cached_property
    def iris(self) -> list[str]:
        return [row.iri for row in self.rows]

    @cached_property
    def values(self) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """The values that each document has of each facet that no day changes; `UNKNOWN` where it has none."""
        return {facet: self._values(facet, _NOTHING) for facet in FACETS if facet != _OF_DAY}

    def on(self, statuses: Statuses) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """Return the values that each document has of each facet, with these statuses."""
        return {**self.values, _OF_DAY: self._values(_OF_DAY, statuses)}

    def _values(self, facet: str, statuses: Statuses) -> Sequence[tuple[str, ...]]:
        same: dict[tuple[str, ...], tuple[str, ...]] = {}
        found = (FACETS[facet](row, statuses) or (UNKNOWN,) for row in self.rows)
        return [same.setdefault(held, held) for held in found]

    @cached_property
    def naming(self) -> Texts:
        """Finds the documents by their names, where no `Identity` has folded these."""
        return NameSearch((row.iri, map(fold, _names(row))) for row in self.rows).holding

    @cached_property
    def kinds(self) -> Collection[Named]:
        return dict.fromkeys(row.kind for row in self.rows if row.kind)

    @cached_property
    def issuers(self) -> Collection[Named]:
        return dict.fromkeys(issuer for row in self.rows for issuer in row.issuers)

    @cached_property
    def places(self) -> Collection[Named]:
        return dict.fromkeys(row.place for row in self.rows if row.place)


def _names(row: DocumentRow) -> tuple[str, ...]:
    """Return the names by which a document is found in a list."""
    return (row.number, row.title, *row.instruments, *by_file(row.iri))


@dataclass(frozen=True, slots=True)
class Selection:
    """named: the rows that match by number or title; in_text: those that only their text makes match; each in its order.
    facets: of each facet, how many documents each value would leave, all else as it is."""

    named: tuple[DocumentRow, ...]
    in_text: tuple[DocumentRow, ...]
    facets: Mapping[str, Counter[str]]

    @property
    def rows(self) -> tuple[DocumentRow, ...]:
        return self.named + self.in_text


def words(text: str) -> list[str]:
    """Return what is looked for: the words, folded; the whole text first where it has several."""
    split = [word for word in map(fold, text.split()) if word]
    return [fold(text), *split] if len(split) > 1 else split


def select(
    rows: ListedDocuments, filters: Filters, meant: Collection[str] = (), names: Texts | None = None
) -> list[DocumentRow]:
    """Return the rows that pass every filter by their names alone, in their order; meant, names: as in `narrow`."""
    return list(narrow(rows, filters, meant=meant, names=names).named)


def narrow(
    listed: ListedDocuments,
    filters: Filters,
    statuses: Statuses = _NOTHING,
    texts: Texts | None = None,
    meant: Collection[str] = (),
    names: Texts | None = None,
) -> Selection:
    """Return the rows that pass every filter.

    The text matches a number, a title, the title of an instrument that the document issues, or, where `texts` is given, its
    full text; words that white space separates must all be there, unless the text as a whole is. meant: the IRIs that
    `Identity.find` gives for the text, which match however the text is spelt, and come first. names: as `Identity.naming`; without it
    all names are folded here.
    """
    count = len(listed.rows)
    by_name, by_text = _matching(listed, filters.text, texts, meant, names or listed.naming)
    matching = by_name | by_text
    columns = listed.on(statuses)
    passing = {
        facet: _marked(map(_Holds(value).__getitem__, columns[facet]))
        for facet in FACETS
        if (value := getattr(filters, facet))
    }
    left = reduce(and_, passing.values(), matching)
    counts: dict[str, Counter[str]] = {}
    for facet in FACETS:
        # What one facet alone keeps out would come back with another value of it.
        others = [mark for other, mark in passing.items() if other != facet]
        counted = _marks(reduce(and_, others, matching), count)
        counts[facet] = Counter(chain.from_iterable(compress(columns[facet], counted)))
    named = list(compress(listed.rows, _marks(left & by_name, count)))
    if meant:
        named.sort(key=lambda row: row.iri not in meant)
    return Selection(tuple(named), tuple(compress(listed.rows, _marks(left & ~by_name, count))), counts)


class _Holds(dict[tuple[str, ...], bool]):
    """Tests whether a document's values of a facet contain the chosen one: evaluated once for each set of values."""

    def __init__(self, value: str) -> None:
        self._value = value

    def __missing__(self, values: tuple[str, ...]) -> bool:
        self[values] = self._value in values
        return self[values]


def _matching(
    listed: ListedDocuments, text: str, texts: Texts | None, meant: Collection[str], names: Texts
) -> tuple[int, int]:
    """Return which rows a text matches by a name, and which by their text: a bit a row."""
    whole, split = split_words(text)
    if not whole:
        return _marked([True] * len(listed.rows)), 0

    def among(held: Container[str]) -> int:
        return _marked(map(held.__contains__, listed.iris))

    def every(marks: Mapping[str, int]) -> int:
        return reduce(and_, (marks[word] for word in split or [whole]))

    named = {word: among(names(word)) for word in {whole, *split}}
    by_name = among(meant) | named[whole] | every(named)
    if texts is None:
        return by_name, 0
    told = {word: among(texts(word)) for word in named}
    return by_name, told[whole] | every({word: told[word] | named[word] for word in named})


def _marked(flags: Iterable[bool]) -> int:
    """Return a number with a byte for each row, 1 where it is marked, the first row lowest."""
    return int.from_bytes(bytes(flags), "little")


def _marks(marked: int, count: int) -> bytes:
    return marked.to_bytes(count, "little")
