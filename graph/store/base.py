"""Under which base a store has its IRIs: told by any of its sources, so that nobody has to be told it again."""

from graph.store.view import View, text
from ontology.iri import Iris

_SOURCE = "SELECT ?source ?name WHERE { ?source a zm:Source ; dct:identifier ?name } LIMIT 1"


def iris(view: View) -> Iris:
    """Mints and parses the IRIs of this store; with our own base where it holds no source yet."""
    return known(view) or Iris()


def known(view: View) -> Iris | None:
    """As `iris`; None where the store holds no source yet."""
    for row in view.select(_SOURCE):
        return Iris.of_source(text(row, "source"), text(row, "name"))
    return None
