"""Work out the names of a new store from the lines of its sources, while others are still being read.

The result is that of `graph.derive.names`, which asks the database once all is loaded. So names can be loaded with the last sources.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from graph.derive.names import facts, unsaid
from graph.derive.naming import PLACED, NamedThings
from graph.store.ntriples import Lines
from ontology.identifiers import Document
from ontology.iri import Iris


class FirstNames:
    """Collects the names and the places of a new store, each source once."""

    def __init__(self, iris: Iris) -> None:
        self._iris = iris
        self.sources: set[str] = set()
        """The IRIs of those that were added."""
        self._named = NamedThings(iris)
        self._documents: list[str] = []
        self._written: list[bytes] = []
        self._places: set[str] = set()

    def add(self, source: str, lines: bytes) -> bool:
        """Add the lines of a source (IRI). Return whether that is possible: once, and if the engine has written them."""
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
        titles, said = self._named.titles(), self._named.statements()
        found = (triple for iri in sorted(self._documents) for triple in facts(iri, titles.get(iri, ()), self._iris))
        self._write(unsaid(found, said))
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
