"""Finding documents in the list: tolerant of width, bracket and spacing variants, exact about everything else."""

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, reduce
from itertools import chain, compress
from operator import and_
from sys import intern

from graph.records.documents import DocumentRow
from graph.records.name_index import NameSearch, by_file
from graph.records.resources import Named
from graph.records.rows import local_name
from graph.records.spelling import fold as fold
from graph.records.spelling import words as split_words
from graph.records.tables import joined, pick
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
"""The IRIs of the documents in whose text, or in one of whose names, a folded word stands."""

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
"""What a document can be narrowed by, and the values that it has of each."""
_OF_DAY = "status"


@dataclass(frozen=True)
class ListedDocuments:
    """Documents in their order, with what is computed of them once for all searches."""

    rows: Sequence[DocumentRow]

    @property
    def iris(self) -> Sequence[str]:
        return self._columns.iris

    def on(self, statuses: Statuses) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """Return the values that each document has of each facet, with these statuses; `UNKNOWN` where it has none."""
        same = {status: (status,) for status in {Status.UNKNOWN, *statuses.values()}}
        return {**self._columns.values, _OF_DAY: [same[statuses.get(iri, Status.UNKNOWN)] for iri in self.iris]}

    @cached_property
    def _columns(self) -> "_Columns":
        """What is needed of every document, read at once."""
        found = _Columns()
        same: dict[tuple[str, ...], tuple[str, ...]] = {}
        for row in self.rows:
            found.iris.append(intern(row.iri))
            for facet, column in found.values.items():
                held = FACETS[facet](row, _NOTHING) or (UNKNOWN,)
                column.append(same.setdefault(held, held))
            for named, things in ((row.kind, found.kinds), (row.place, found.places)):
                if named:
                    things.setdefault(named)
            found.issuers.update(dict.fromkeys(row.issuers))
        return found

    @cached_property
    def naming(self) -> Texts:
        """Finds the documents by their names, where no `Identity` has folded these."""
        return NameSearch((row.iri, map(fold, _names(row))) for row in self.rows).holding

    @property
    def kinds(self) -> Collection[Named]:
        return self._columns.kinds

    @property
    def issuers(self) -> Collection[Named]:
        return self._columns.issuers

    @property
    def places(self) -> Collection[Named]:
        return self._columns.places


@dataclass(frozen=True, slots=True)
class _Columns:
    """values: those that each document has of each facet that no day changes."""

    iris: list[str] = field(default_factory=list)
    values: Mapping[str, list[tuple[str, ...]]] = field(
        default_factory=lambda: {facet: [] for facet in FACETS if facet != _OF_DAY}
    )
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
    named = list(compress(range(count), _marks(left & by_name, count)))
    if meant:
        named.sort(key=lambda at: listed.iris[at] not in meant)
    in_text = compress(range(count), _marks(left & ~by_name, count))
    return Selection(pick(listed.rows, named), pick(listed.rows, in_text), counts)


class _Holds(dict[tuple[str, ...], bool]):
    """Whether a document's values of a facet have one among them: of each sort of values it is told once."""

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
