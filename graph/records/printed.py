"""Which published document an address means, and which sources print it."""

import re
from dataclasses import dataclass

from graph.records.catalogue import ask
from graph.store.view import View

_PRINTED = """
SELECT DISTINCT ?document ?source ?name WHERE {
  ?document a zm:PublishedDocument ; prov:wasDerivedFrom ?source .
  ?source dct:identifier ?name
} ORDER BY ?name"""
_WHOLE = "SELECT DISTINCT ?part ?whole WHERE { ?part eli:is_part_of ?whole }"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")


@dataclass(frozen=True, slots=True)
class Printed:
    """A published document (IRI) and the sources that print it: graph IRI and relative name, by name."""

    document: str
    sources: tuple[tuple[str, str], ...]

    def by(self, source: str) -> str:
        """That source, or the first by name where it is empty or does not print it."""
        return source if source in dict(self.sources) else self.sources[0][0]


def is_iri(text: str) -> bool:
    """Whether what stands in an address can name anything at all."""
    return _IRI.fullmatch(text) is not None


def printed(graph: View, iri: str) -> Printed | None:
    """The document that `iri` names, or that the named part or clause belongs to; None when there is none."""
    if not is_iri(iri):
        return None
    # Step by step: a path with `*` begins at all documents there are.
    ring, seen = [iri], {iri}
    while ring:
        for one in ring:
            if owners := ask(graph, _PRINTED, document=one):
                return Printed(one, tuple((row["source"], row["name"]) for row in owners))
        ring = sorted({row["whole"] for one in ring for row in ask(graph, _WHOLE, part=one)} - seen)
        seen.update(ring)
    return None
