"""An agency: what every source that names it says of it."""

from collections.abc import Iterator

import pyoxigraph as ox

from ingest.triples.terms import ORGANIZATION, PLACE, PREF_LABEL, A, Triple, chinese
from ontology.agencies import Agencies
from ontology.iri import Iris
from ontology.places import Places


def agency(name: str, iris: Iris) -> Iterator[Triple]:
    """The agency of a full official name: its label, and its place where the name tells it."""
    node = ox.NamedNode(iris.agency(name))
    yield Triple(node, A, ORGANIZATION)
    yield Triple(node, PREF_LABEL, chinese(name))
    place = Places.load().find_prefix(name)
    own = next((body.place for body in Agencies.load().named(name) if body.name == name), None)
    if code := place.code if place else own:
        yield Triple(node, PLACE, ox.NamedNode(iris.place(code)))
