"""Write an agency, as every source that names it does."""

from collections.abc import Iterator

import pyoxigraph as ox

from ingest.triples.terms import ORGANIZATION, PLACE, PREF_LABEL, A, Triple, chinese
from ontology.agencies import Agencies
from ontology.iri import Iris
from ontology.places import Places


def agency(name: str, iris: Iris) -> Iterator[Triple]:
    """Write an agency by its full official name: its label, and its place if the name shows it."""
    node = ox.NamedNode(iris.agency(name))
    yield Triple(node, A, ORGANIZATION)
    yield Triple(node, PREF_LABEL, chinese(name))
    place = Places.load().find_prefix(name)
    own = next((body.place for body in Agencies.load().named(name) if body.name == name), None)
    if code := place.code if place else own:
        yield Triple(node, PLACE, ox.NamedNode(iris.place(code)))
