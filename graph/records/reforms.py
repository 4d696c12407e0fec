"""Read what an agency was called before and after a reform: bodies that succeeded each other, and when documents name them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.records.documents import DocumentRow
from graph.records.resources import Named, name_things
from graph.records.rows import local_name, select_rows
from graph.store import base
from graph.store.view import View
from ontology.agencies.waves import Wave, wave_of
from ontology.identifiers import Change

Among = Callable[[Iterable[str]], Iterable[DocumentRow]]
FARTHEST = 4
"""How many reforms away a body may be."""


@dataclass(frozen=True, slots=True)
class ReformRow:
    """An `org:ChangeEvent`. earliest, latest: days between which it took place, ISO 8601, empty where that is not known. wave:
    the reform at large with its acts, where it is one of ours."""

    iri: str
    label: Named | None
    wave: Wave | None
    earliest: str
    latest: str
    former: tuple[Named, ...]
    new: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class NamePeriod:
    """A body of the line. first, last: days of the first and the last document that names it, empty where none is dated; step:
    how many reforms it is away, below 0 before."""

    agency: Named
    first: str
    last: str
    step: int


@dataclass(frozen=True, slots=True)
class NameHistory:
    """reforms: by date; names: the eldest first, with the agency itself; both are empty where no reform is known."""

    names: tuple[NamePeriod, ...]
    reforms: tuple[ReformRow, ...]

    def before(self, iri: str) -> tuple[ReformRow, ...]:
        return tuple(reform for reform in self.reforms if iri in {body.iri for body in reform.new})

    def after(self, iri: str) -> tuple[ReformRow, ...]:
        return tuple(reform for reform in self.reforms if iri in {body.iri for body in reform.former})


_REFORMS = """
SELECT ?event ?side ?thing WHERE {
  VALUES ?side { org:originalOrganization org:resultingOrganization }
  ?event a org:ChangeEvent ; ?side ?thing
}"""
_DAYS = """
SELECT ?event ?end ?day WHERE {
  VALUES ?end { zm:earliest zm:latest }
  ?event a org:ChangeEvent ; ?end ?day
}"""
_LABELS = """
SELECT ?thing ?label (LANG(?label) AS ?language) WHERE {
  ?thing a org:ChangeEvent ; skos:prefLabel|rdfs:label|dct:title ?label
}"""
_NAMING = """
SELECT DISTINCT ?agency ?document WHERE { ?document zm:mentions|eli:passed_by|zm:addressedTo ?agency }"""


def list_reforms(view: View, names: Mapping[str, Named]) -> tuple[ReformRow, ...]:
    """Return every reform that the graph knows, by date. names: of agencies, by IRI."""
    sides: dict[str, dict[str, set[str]]] = {}
    for row in select_rows(view, _REFORMS):
        sides.setdefault(row["event"], {}).setdefault(local_name(row["side"]), set()).add(row["thing"])
    days: dict[tuple[str, str], str] = {}
    for row in select_rows(view, _DAYS):
        key = (row["event"], local_name(row["end"]))
        days[key] = min(row["day"][:10], days.get(key, row["day"][:10]))
    labels = name_things(select_rows(view, _LABELS))

    def bodies(iris: set[str]) -> tuple[Named, ...]:
        return tuple(sorted(names.get(iri) or Named(local_name(iri), "", iri) for iri in iris))

    named = base.iris(view)

    def wave(iri: str) -> Wave | None:
        change = named.parse(iri)
        return wave_of(change.name) if isinstance(change, Change) else None

    found = [
        ReformRow(
            iri,
            labels.get(iri),
            wave(iri),
            days.get((iri, "earliest"), ""),
            days.get((iri, "latest"), ""),
            bodies(side.get("originalOrganization", set())),
            bodies(side.get("resultingOrganization", set())),
        )
        for iri, side in sides.items()
    ]
    return tuple(sorted(found, key=lambda reform: (reform.latest, reform.iri)))


def trace_names(view: View, agency: Named, known: Sequence[ReformRow], among: Among) -> NameHistory:
    """Return the line of bodies that an agency belongs to. known: `list_reforms(view)`; among: returns those of some documents (IRIs)
    that the store contains."""
    steps = {agency.iri: 0}
    bodies = {agency.iri: agency}
    taken: dict[str, ReformRow] = {}
    for way in (-1, 1):
        edge = {agency.iri}
        for step in range(1, FARTHEST + 1):
            further: set[str] = set()
            for reform in known:
                near, far = (reform.new, reform.former) if way < 0 else (reform.former, reform.new)
                if edge & {body.iri for body in near} and any(body.iri not in steps for body in far):
                    taken[reform.iri] = reform
                    for body in far:
                        if body.iri not in steps:
                            steps[body.iri], bodies[body.iri] = way * step, body
                            further.add(body.iri)
            edge = further
    if not taken:
        return NameHistory((), ())
    names = []
    for iri, step in steps.items():
        naming = among(row["document"] for row in select_rows(view, _NAMING, agency=iri))
        days = sorted(filter(None, (row.signed or row.printed for row in naming)))
        names.append(NamePeriod(bodies[iri], days[0] if days else "", days[-1] if days else "", step))
    names.sort(key=lambda name: (name.step, name.first or "9", name.agency))
    return NameHistory(tuple(names), tuple(reform for reform in known if reform.iri in taken))
