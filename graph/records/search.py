"""Finding documents in the list: tolerant of width, bracket and spacing variants, exact about everything else."""

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from graph.records.documents import DocumentRow
from graph.records.lookup import contains
from graph.records.name_index import by_file
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
"""The IRIs of the documents in whose text a folded word stands."""

Folded = Callable[[str], Collection[str]]
"""The folded names of the document with this IRI."""

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


def select(rows: Iterable[DocumentRow], filters: Filters, meant: Collection[str] = ()) -> list[DocumentRow]:
    """Return the rows that pass every filter by their names alone, in their order; meant: as in `narrow`."""
    return list(narrow(rows, filters, meant=meant).named)


def narrow(
    rows: Iterable[DocumentRow],
    filters: Filters,
    statuses: Statuses = _NOTHING,
    texts: Texts | None = None,
    meant: Collection[str] = (),
    folded: Folded | None = None,
) -> Selection:
    """Return the rows that pass every filter.

    The text matches a number, a title, the title of an instrument that the document issues, or, where `texts` is given, its
    full text; words that white space separates must all be there, unless the text as a whole is. meant: the IRIs that
    `Identity.find` gives for the text, which match however the text is spelt, and come first. folded: as in `Identity.folded`; without it
    all names are folded here.
    """
    whole, split = split_words(filters.text)
    holding = {word: texts(word) for word in {whole, *split} if word} if texts else {}
    wanted = {facet: value for facet in FACETS if (value := getattr(filters, facet))}
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    named: list[DocumentRow] = []
    in_text: list[DocumentRow] = []

    def names_of(row: DocumentRow) -> Iterable[str]:
        printed = folded(row.iri) if folded else map(fold, (row.number, row.title, *row.instruments))
        return (*printed, *map(fold, by_file(row.iri)))

    def by_name(row: DocumentRow) -> bool:
        return row.iri in meant or contains(names_of(row), whole, split)

    def by_text(row: DocumentRow) -> bool:
        if row.iri in holding[whole]:
            return True
        names = names_of(row)
        return all(row.iri in holding[word] or any(word in name for name in names) for word in split)

    for row in rows:
        found = named if not whole or by_name(row) else in_text if holding and by_text(row) else None
        if found is None:
            continue
        values = {facet: of(row, statuses) or (UNKNOWN,) for facet, of in FACETS.items()}
        missed = [facet for facet, value in wanted.items() if value not in values[facet]]
        if not missed:
            found.append(row)
        # What one facet alone keeps out would come back with another value of it.
        for facet in FACETS if not missed else missed if len(missed) == 1 else ():
            counts[facet].update(values[facet])
    named.sort(key=lambda row: row.iri not in meant)
    return Selection(tuple(named), tuple(in_text), counts)
