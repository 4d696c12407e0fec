"""All that a store says of one IRI, and what points at it."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from graph.records.resources import Resources, read_resources
from graph.records.rows import is_iri, select_rows
from graph.store.view import View

SHOWN = 200
"""The number of nodes that point at it are returned."""
_SAYS = "CONSTRUCT { %(it)s ?p ?o } WHERE { %(it)s ?p ?o }"
_POINTS = "SELECT DISTINCT ?from ?property WHERE { ?from ?property %s } ORDER BY ?property ?from LIMIT %d"


@dataclass(frozen=True, slots=True)
class Description:
    """triples: those whose subject it is, sorted. pointing: who points at it, by which property (IRIs), at most SHOWN of them; more
    where there are more. names: of all that is named here."""

    iri: str
    triples: tuple[ox.Triple, ...]
    pointing: tuple[tuple[str, str], ...]
    more: bool
    names: Resources


def read_description(view: View, iri: str) -> Description | None:
    """Return the triples of the store about an IRI; None where there are none."""
    if not is_iri(iri):
        return None
    it = ox.NamedNode(iri)
    said: Iterable[ox.Triple] = view.query(_SAYS % {"it": it})  # type: ignore[assignment]
    triples = tuple(sorted(set(said), key=str))
    pointing = tuple((row["from"], row["property"]) for row in select_rows(view, _POINTS % (it, SHOWN + 1)))
    if not triples and not pointing:
        return None
    terms = {iri, *(place for pair in pointing for place in pair)}
    for triple in triples:
        terms.add(triple.predicate.value)
        if isinstance(triple.object, ox.NamedNode):
            terms.add(triple.object.value)
    return Description(iri, triples, pointing[:SHOWN], len(pointing) > SHOWN, read_resources(view, terms))
