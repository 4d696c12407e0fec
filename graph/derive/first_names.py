"""Work out the names of a new store from the lines of its sources, while others are still being read.

The result is that of `graph.derive.names`, which asks the database once all is loaded. So names can be loaded with the last sources.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from graph.derive.names import facts
from graph.derive.naming import NUMBER, PLACED, Named
from graph.store.ntriples import Lines
from ontology.identifiers import Document
from ontology.iri import Iris


class FirstNames:
    """The names and the places of a new store. Each source is told once."""

    def __init__(self, iris: Iris) -> None:
        self._iris = iris
        self.sources: set[str] = set()
        """Those that were told (IRIs)."""
        self._named = Named(iris)
        self._documents: list[str] = []
        self._written: list[bytes] = []
        self._places: set[str] = set()

    def tell(self, source: str, lines: bytes) -> bool:
        """Add what a source (IRI) says. Return whether all is known so far: not if it said something else before, or says it in a
        form that is not the engine's."""
        if source in self.sources or not isinstance(lines, Lines):
            return False
        self.sources.add(source)
        new = self._named.add(lines)
        documents = {iri for iri in new if isinstance(self._iris.parse(iri), Document)}
        self._documents += documents
        self._write(triple for iri in sorted(new - documents) for triple in facts(iri, (), self._iris))
        return True

    def lines(self) -> Lines:
        """Return what follows from the names in all sources; call it once."""
        titles, said = self._named.titles(), self._named.said()
        # A published document's number comes from its source.
        numbered = {triple.subject for triple in said if triple.predicate == NUMBER}
        self._write(
            triple
            for iri in sorted(self._documents)
            for triple in facts(iri, titles.get(iri, ()), self._iris)
            if triple not in said and not (triple.predicate == NUMBER and triple.subject in numbered)
        )
        lines = Lines(b"".join(self._written))
        self._written.clear()
        return lines

    def places(self) -> set[str]:
        """Return the places (IRIs) of bodies and documents; call it after `lines`."""
        return self._named.places | self._places

    def _write(self, triples: Iterable[ox.Triple]) -> None:
        found = list(triples)
        self._places.update(triple.object.value for triple in found if triple.predicate in PLACED)  # type: ignore[union-attr]
        self._written.append(ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b"")
