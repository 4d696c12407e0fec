"""The reforms at a place whose bodies before and after are named in documents: as `org:ChangeEvent`, never as identity."""

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from graph.derive.asking import rows, sourced
from graph.store.view import View
from ontology.agencies import Agencies
from ontology.iri import Iris, local_name
from ontology.places import Places
from ontology.vocabulary import ORG, RDF, SKOS, XSD, ZM

_A, _PREF_LABEL, _DATE = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(SKOS.prefLabel)), ox.NamedNode(str(XSD.date))
_EARLIEST, _LATEST = ox.NamedNode(str(ZM.earliest)), ox.NamedNode(str(ZM.latest))
_CHANGE_EVENT, _ORIGINAL, _RESULTING = (
    ox.NamedNode(str(term)) for term in (ORG.ChangeEvent, ORG.originalOrganization, ORG.resultingOrganization)
)
_AGENCIES = "SELECT ?agency ?name ?place WHERE {{ %(place)s {} }}"
_AGENCY = "?agency zm:place ?place ; a org:FormalOrganization ; skos:prefLabel ?name"


def reforms(view: View, base: str, only: Collection[str] | None = None) -> Iterator[ox.Triple]:
    """Yield the reforms with their bodies and windows. only: the places (IRIs)."""
    names: dict[str, dict[str, ox.NamedNode]] = {}
    for row in rows(view, _AGENCIES.format(sourced(_AGENCY, base)), only):
        names.setdefault(local_name(row["place"].value), {})[row["name"].value] = row["agency"]
    places, gazetteer = Places.load(), Agencies.load()
    for code, known in sorted(names.items()):
        place = places.by_code(code)
        if place is None:
            continue
        for change in gazetteer.changes(place, places):
            new = [name for name in change.new if name in known]
            former = [name for name in change.former if name in known and name not in new]
            if not former or not new:
                continue
            event = ox.NamedNode(Iris(base).change(change.name, code))
            label = f"{'、'.join(former)} → {'、'.join(new)}"
            yield ox.Triple(event, _A, _CHANGE_EVENT)
            yield ox.Triple(event, _PREF_LABEL, ox.Literal(label, language="zh"))
            yield ox.Triple(event, _EARLIEST, ox.Literal(change.window.earliest.isoformat(), datatype=_DATE))
            yield ox.Triple(event, _LATEST, ox.Literal(change.window.latest.isoformat(), datatype=_DATE))
            yield from (ox.Triple(event, _ORIGINAL, known[name]) for name in former)
            yield from (ox.Triple(event, _RESULTING, known[name]) for name in new)


def events_at(place: str, base: str) -> Iterator[str]:
    """Yield the IRIs that reforms at a place (IRI) may have."""
    places, code = Places.load(), local_name(place)
    known = places.by_code(code)
    if known is not None:
        yield from {Iris(base).change(change.name, code) for change in Agencies.load().changes(known, places)}
