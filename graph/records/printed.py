"""Find the published document that an address means, and the sources that print it."""

from dataclasses import dataclass

from graph.records.identity import Identity
from graph.records.rows import is_iri, select_rows
from graph.store import base
from graph.store.view import View

_PRINTED = """
SELECT ?document ?source ?name WHERE {
  ?document a zm:PublishedDocument ; prov:wasDerivedFrom ?source .
  ?source dct:identifier ?name
} ORDER BY ?name"""


@dataclass(frozen=True, slots=True)
class Printed:
    """A published document (IRI) and the sources that print it: graph IRI and relative name, by name."""

    document: str
    sources: tuple[tuple[str, str], ...]

    def by(self, source: str) -> str:
        """Return that source; the first by name where it is empty or does not print the document."""
        return source if source in dict(self.sources) else self.sources[0][0]


def find_printed(graph: View, iri: str, who: Identity | None = None) -> Printed | None:
    """Return the document that `iri` names or is part of; None where there is none.

    who: `build_identity(graph)`, where the caller has it. Without it, IRIs of titles and of statements are not resolved.
    """
    if not is_iri(iri):
        return None
    one = who.canonical(iri) if who else base.iris(graph).document(iri)
    owners = select_rows(graph, _PRINTED, document=one) if one else []
    return Printed(one, tuple((row["source"], row["name"]) for row in owners)) if owners else None
