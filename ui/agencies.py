"""What the agency pages ask of the graph: who there is, what each issued and with whom, what it came from and became."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.view import View
from ui.card import is_iri
from ui.catalogue import DocumentRow, Named, ask, local_name, name_things
from ui.search import fold


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency as one line of a list. documents: how many it issued; first, last: the years of those that are dated."""

    agency: Named
    place: Named | None
    documents: int
    first: str
    last: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A reorganisation, from this agency's side. date: ISO 8601, empty where it is not told."""

    date: str
    label: Named | None
    agencies: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """An agency. issued, addressed: newest first; partners: who issued with it, and how many documents."""

    row: AgencyRow
    above: tuple[Named, ...]
    issued: tuple[DocumentRow, ...]
    addressed: tuple[DocumentRow, ...]
    partners: tuple[tuple[Named, int], ...]
    predecessors: tuple[Change, ...]
    successors: tuple[Change, ...]

    @property
    def months(self) -> tuple[tuple[str, int], ...]:
        """`YYYY-MM` → documents issued in it."""
        dates = Counter((row.signed or row.printed)[:7] for row in self.issued)
        return tuple(sorted((month, count) for month, count in dates.items() if month))


# Many sources say the same of an agency: each fact is made distinct before it is joined with another.
_AGENCIES = """
SELECT DISTINCT ?thing ?label (LANG(?label) AS ?language) WHERE {
  { SELECT DISTINCT ?thing WHERE { ?thing a org:FormalOrganization } }
  { SELECT DISTINCT ?thing ?label WHERE { ?thing skos:prefLabel ?label } }
}"""
_OTHER_NAMES = """
SELECT DISTINCT ?thing ?label WHERE {
  { SELECT DISTINCT ?thing WHERE { ?thing a org:FormalOrganization } }
  { SELECT DISTINCT ?thing ?label WHERE { ?thing skos:altLabel ?label } }
}"""
_PLACES = """
SELECT DISTINCT ?agency ?thing ?label (LANG(?label) AS ?language) WHERE {
  { SELECT DISTINCT ?agency WHERE { ?agency a org:FormalOrganization } }
  { SELECT DISTINCT ?agency ?thing WHERE { ?agency zm:place ?thing } }
  { SELECT DISTINCT ?thing ?label WHERE { ?thing skos:prefLabel ?label } }
}"""
_ABOVE = "SELECT DISTINCT ?agency ?thing WHERE { ?agency org:subOrganizationOf ?thing }"
# Addressees are printed names: only one that is the agency's full name is certain to mean it.
_ADDRESSED = """
SELECT DISTINCT ?agency ?document WHERE {
  ?document zm:addressedTo ?agency
}"""
_CHANGES = """
SELECT DISTINCT ?agency ?event ?side ?thing ?date WHERE {
  { ?event org:resultingOrganization ?agency ; org:originalOrganization ?thing BIND("before" AS ?side) }
  UNION { ?event org:originalOrganization ?agency ; org:resultingOrganization ?thing BIND("after" AS ?side) }
  FILTER(?thing != ?agency)
  OPTIONAL { ?event zm:latest ?date }
}"""
_EVENTS = """
SELECT DISTINCT ?thing ?label (LANG(?label) AS ?language) WHERE {
  ?thing a org:ChangeEvent ; skos:prefLabel|rdfs:label|dct:title ?label
}"""


def agencies(graph: View, rows: Sequence[DocumentRow]) -> tuple[AgencyRow, ...]:
    """Every agency, those with most documents first; `rows` are `catalogue.documents(graph)`."""
    places = _places(graph)
    others: dict[str, set[str]] = {}
    for row in ask(graph, _OTHER_NAMES):
        others.setdefault(row["thing"], set()).add(row["label"])
    issued = _issued(rows)
    found = [
        AgencyRow(
            agency=agency,
            place=places.get(iri),
            documents=len(issued.get(iri, ())),
            first=min(years(issued.get(iri, ())), default=""),
            last=max(years(issued.get(iri, ())), default=""),
            other_names=tuple(sorted(others.get(iri, set()) - {agency.zh, agency.en})),
        )
        for iri, agency in name_things(ask(graph, _AGENCIES)).items()
    ]
    return tuple(sorted(found, key=lambda row: (-row.documents, row.agency)))


def card(graph: View, iri: str, rows: Sequence[DocumentRow]) -> AgencyCard | None:
    """The agency `iri`; None when there is none; `rows` are `catalogue.documents(graph)`."""
    if not is_iri(iri):
        return None
    known = {row.agency.iri: row for row in agencies(graph, rows)}
    if iri not in known:
        return None
    issued = _issued(rows).get(iri, [])
    with_it = Counter(issuer for row in issued for issuer in row.issuers if issuer.iri != iri)
    addressed = {row["document"] for row in ask(graph, _ADDRESSED, agency=iri)}

    def named(thing: str) -> Named:
        return known[thing].agency if thing in known else Named(local_name(thing), "", thing)

    changes = ask(graph, _CHANGES, agency=iri)
    events = name_things(ask(graph, _EVENTS)) if changes else {}
    return AgencyCard(
        row=known[iri],
        above=tuple(sorted(named(row["thing"]) for row in ask(graph, _ABOVE, agency=iri))),
        issued=tuple(issued),
        addressed=tuple(row for row in rows if row.iri in addressed),
        partners=tuple(sorted(with_it.items(), key=lambda item: (-item[1], item[0]))),
        predecessors=_changes(changes, "before", events, named),
        successors=_changes(changes, "after", events, named),
    )


def select(rows: Iterable[AgencyRow], text: str, place: str) -> list[AgencyRow]:
    """The rows of a place (its Chinese name) and with `text` in one of their names; empty texts do not narrow."""
    words = [fold(word) for word in text.split()]
    return [
        row
        for row in rows
        if place in ("", row.place.zh if row.place else "-")
        and all(any(word in fold(name) for name in (row.agency.zh, row.agency.en, *row.other_names)) for word in words)
    ]


def years(rows: Iterable[DocumentRow]) -> set[str]:
    return {row.year for row in rows} - {""}


def _issued(rows: Iterable[DocumentRow]) -> dict[str, list[DocumentRow]]:
    found: dict[str, list[DocumentRow]] = {}
    for row in rows:
        for issuer in row.issuers:
            found.setdefault(issuer.iri, []).append(row)
    return found


def _places(graph: View) -> dict[str, Named]:
    rows = ask(graph, _PLACES)
    names = name_things(rows)
    return {row["agency"]: names[row["thing"]] for row in sorted(rows, key=lambda row: row["thing"], reverse=True)}


def _changes(
    rows: Iterable[Mapping[str, str]], side: str, events: Mapping[str, Named], named: Callable[[str], Named]
) -> tuple[Change, ...]:
    """The events on one side of an agency, oldest first."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row["side"] == side:
            found.setdefault((row.get("date", "")[:10], row["event"]), set()).add(row["thing"])
    return tuple(
        Change(date, events.get(event), tuple(sorted(map(named, things))))
        for (date, event), things in sorted(found.items())
    )
