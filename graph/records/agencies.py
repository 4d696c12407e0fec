"""Read agencies: all of them, what each issued and with whom, how many tasks it has."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from sys import intern

from graph.records.documents import DocumentRow, names_of_regions
from graph.records.picked import pick
from graph.records.reforms import NameHistory, ReformRow, list_reforms, trace_names
from graph.records.resources import Named, name_things
from graph.records.rows import is_iri, local_name, select_rows
from graph.records.spelling import fold
from graph.store.view import View


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency as one line of a list. documents: how many it issued; first, last: the years of those that are dated. tasks:
    in how many it has a part; reforms: those that made it, or made others of it."""

    agency: Named
    place: Named | None
    documents: int
    first: str
    last: str
    other_names: tuple[str, ...] = ()
    tasks: int = 0
    reforms: tuple[ReformRow, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """An agency. issued, addressed: newest first; partners: who issued with it, and how many documents."""

    row: AgencyRow
    above: tuple[Named, ...]
    issued: tuple[DocumentRow, ...]
    addressed: tuple[DocumentRow, ...]
    partners: tuple[tuple[Named, int], ...]
    history: NameHistory

    @property
    def months(self) -> tuple[tuple[str, int], ...]:
        """`YYYY-MM` → documents issued in it."""
        dates = Counter((row.signed or row.printed)[:7] for row in self.issued)
        return tuple(sorted((month, count) for month, count in dates.items() if month))


@dataclass(frozen=True)
class Directory:
    """All agencies and documents of a store, with what is computed of them once for the pages of all agencies. documents:
    `list_documents(view)`; agencies: `list_agencies(view, documents)`."""

    documents: Sequence[DocumentRow]
    agencies: Sequence[AgencyRow]

    @cached_property
    def by_iri(self) -> Mapping[str, AgencyRow]:
        return {row.agency.iri: row for row in self.agencies}

    @cached_property
    def reforms(self) -> list[ReformRow]:
        return list(dict.fromkeys(reform for row in self.agencies for reform in row.reforms))

    @cached_property
    def issued(self) -> Mapping[str, Sequence[DocumentRow]]:
        """The documents of each body, in their order."""
        return {iri: pick(self.documents, one.places) for iri, one in _issued(self.documents).items()}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {intern(row.iri): place for place, row in enumerate(self.documents)}

    def among(self, documents: Iterable[str]) -> tuple[DocumentRow, ...]:
        """Return those of the documents (IRIs) that are listed, in their order."""
        places = {self._places[iri] for iri in documents if iri in self._places}
        return tuple(self.documents[place] for place in sorted(places))


@dataclass(slots=True)
class _Issued:
    """The documents of a body, by their places in the list, and the years of those that are dated."""

    places: list[int] = field(default_factory=list)
    years: set[str] = field(default_factory=set)


_NONE_ISSUED = _Issued()
_NO_SHARES: Mapping[str, int] = {}


# Many sources say the same of an agency: each fact is made distinct before it is joined with another.
_AGENCIES = """
SELECT ?thing ?label (LANG(?label) AS ?language) WHERE {
  ?thing a org:FormalOrganization .
  ?thing skos:prefLabel ?label
}"""
_OTHER_NAMES = """
SELECT ?thing ?label WHERE {
  ?thing a org:FormalOrganization .
  ?thing skos:altLabel ?label
}"""
_PLACES = """
SELECT ?agency ?thing WHERE { ?agency a org:FormalOrganization ; zm:place ?thing }"""
_PLACE_NAMES = """
SELECT ?thing ?label (LANG(?label) AS ?language) WHERE {
  { SELECT DISTINCT ?thing WHERE { ?agency zm:place ?thing } }
  ?thing skos:prefLabel ?label
}"""
_ABOVE = "SELECT ?agency ?thing WHERE { ?agency org:subOrganizationOf ?thing }"
# Addressees are printed names: only one that is the agency's full name is certain to mean it.
_ADDRESSED = """
SELECT ?agency ?document WHERE { ?document zm:addressedTo ?agency }"""

ORDERS = ("documents", "tasks", "name")
"""The orders of the list: most documents or most tasks first, or the name."""


def list_agencies(
    graph: View, rows: Sequence[DocumentRow], shares: Mapping[str, int] = _NO_SHARES
) -> tuple[AgencyRow, ...]:
    """Return every agency, those with most documents first; `rows` are `list_documents(graph)`, shares: `Book.shares`."""
    places = _places(graph)
    others: dict[str, set[str]] = {}
    for row in select_rows(graph, _OTHER_NAMES):
        others.setdefault(row["thing"], set()).add(row["label"])
    issued = _issued(rows)
    names = name_things(select_rows(graph, _AGENCIES))
    changed: dict[str, list[ReformRow]] = {}
    for reform in list_reforms(graph, names):
        for body in dict.fromkeys((*reform.former, *reform.new)):
            changed.setdefault(body.iri, []).append(reform)
    found = [
        AgencyRow(
            agency=agency,
            place=places.get(iri),
            documents=len(issued.get(iri, _NONE_ISSUED).places),
            first=min(issued.get(iri, _NONE_ISSUED).years, default=""),
            last=max(issued.get(iri, _NONE_ISSUED).years, default=""),
            other_names=tuple(sorted(others.get(iri, set()) - {agency.zh, agency.en})),
            tasks=shares.get(iri, 0),
            reforms=tuple(changed.get(iri, ())),
        )
        for iri, agency in names.items()
    ]
    return tuple(sorted(found, key=lambda row: (-row.documents, row.agency)))


def read_agency(graph: View, iri: str, directory: Directory) -> AgencyCard | None:
    """Return the agency `iri`; None when there is none."""
    known = directory.by_iri
    if not is_iri(iri) or iri not in known:
        return None
    issued = directory.issued.get(iri, ())
    with_it = Counter(issuer for row in issued for issuer in row.issuers if issuer.iri != iri)

    def named(thing: str) -> Named:
        return known[thing].agency if thing in known else Named(local_name(thing), "", thing)

    return AgencyCard(
        row=known[iri],
        above=tuple(sorted(named(row["thing"]) for row in select_rows(graph, _ABOVE, agency=iri))),
        issued=tuple(issued),
        addressed=directory.among(row["document"] for row in select_rows(graph, _ADDRESSED, agency=iri)),
        partners=tuple(sorted(with_it.items(), key=lambda item: (-item[1], item[0]))),
        history=trace_names(graph, known[iri].agency, directory.reforms, directory.among),
    )


def filter_agencies(
    rows: Iterable[AgencyRow], text: str, place: str, order: str = "documents", meant: Collection[str] = ()
) -> list[AgencyRow]:
    """Return the rows at a place (its Chinese name) or in its districts with `text` in one of their names; an empty text matches all.

    order: of ORDERS; they come with most documents first. meant: the IRIs that `Identity.find_agency` gives for the text, which
    match whatever their names look like.
    """
    words = [fold(word) for word in text.split()]

    def named(row: AgencyRow) -> bool:
        names = [fold(name) for name in (row.agency.zh, row.agency.en, *row.other_names)]
        return row.agency.iri in meant or all(any(word in name for name in names) for word in words)

    found = [row for row in rows if place in ("", *(names_of_regions(row.place) or ("-",))) and named(row)]
    match order:
        case "tasks":
            found.sort(key=lambda row: -row.tasks)
        case "name":
            found.sort(key=lambda row: row.agency)
    return found


def years(rows: Iterable[DocumentRow]) -> set[str]:
    return {row.year for row in rows} - {""}


def _issued(rows: Iterable[DocumentRow]) -> dict[str, _Issued]:
    found: dict[str, _Issued] = {}
    for place, row in enumerate(rows):
        for issuer in row.issuers:
            own = found.setdefault(issuer.iri, _Issued())
            own.places.append(place)
            own.years |= {row.year} - {""}
    return found


def _places(graph: View) -> dict[str, Named]:
    names = name_things(select_rows(graph, _PLACE_NAMES))
    rows = sorted(select_rows(graph, _PLACES), key=lambda row: row["thing"], reverse=True)
    return {row["agency"]: names[row["thing"]] for row in rows if row["thing"] in names}
