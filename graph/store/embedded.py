"""A view of the embedded engine: Oxigraph in this process, over a folder on this machine."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.store.syntax import dataset, refuse_oversize, refuse_service
from graph.store.view import Results, Term, View, explained_query
from ontology.vocabulary import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset


class Embedded(View):
    """Reads an Oxigraph database. Results are read from it lazily: use them up before it is closed or reopened.

    Oxigraph does not drop duplicates from the union; a store has none (`graph.store.sharing`).
    """

    def __init__(self, path: Path, store: ox.Store) -> None:
        self.path = path
        self._opened: ox.Store | None = store

    @property
    def _store(self) -> ox.Store:
        if self._opened is None:
            raise ValueError(f"{self.path}: closed")
        return self._opened

    def _holds(self, graph: str) -> bool:
        try:
            return self._store.contains_named_graph(ox.NamedNode(graph))
        except ValueError:
            return True

    def _answer(self, text: str, substitutions: Mapping[str, Term]) -> Results:
        return self._store.query(
            text,
            prefixes=PREFIXES,
            # Beside the union, Oxigraph would not look at FROM.
            use_default_graph_as_union=dataset(text) is None,
            substitutions={ox.Variable(name): term for name, term in substitutions.items()},
        )

    def query_dataset(self, text: str, default: Sequence[str], named: Sequence[str]) -> Results:
        """Run a query as `query` does, over the dataset that a request of the SPARQL Protocol gives (2.1.4), which replaces that of FROM.

        default, named: IRIs of the graphs; where both are empty the request gives none. Raises QueryError as `query` does.
        """
        if not default and not named:
            return self.query(text)
        refuse_oversize(text)
        refuse_service(text)
        self._refuse_absent([*default, *named])
        with explained_query(text):
            return self._store.query(
                text,
                prefixes=PREFIXES,
                default_graph=[ox.NamedNode(iri) for iri in default],
                named_graphs=[ox.NamedNode(iri) for iri in named],
            )

    def graph(self) -> "Dataset":
        from oxrdflib import OxigraphStore

        return self._dataset(OxigraphStore(store=self._store))

    def graphs(self) -> list[str]:
        return sorted(graph.value for graph in self._store.named_graphs())

    def quads(self, graph: str | None = None, predicate: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        return self._store.quads_for_pattern(None, predicate, None, None if graph is None else ox.NamedNode(graph))

    def matching(
        self, subject: ox.NamedNode | None, predicate: ox.NamedNode, value: Term | None
    ) -> Iterator[ox.Triple]:
        """Yield the triples of all graphs that have these terms; None for any."""
        return (quad.triple for quad in self._store.quads_for_pattern(subject, predicate, value, None))

    def links(
        self, predicate: ox.NamedNode | None, *, subject: ox.NamedNode | None = None, value: Term | None = None
    ) -> Iterator[ox.Quad]:
        """Yield the quads of all named graphs that have these terms; None for any."""
        return self._store.quads_for_pattern(subject, predicate, value, None)

    def __len__(self) -> int:
        return len(self._store)
