"""Reading a graph: what an open store and an update in progress have in common."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from graph.atomic import replacing
from graph.errors import QueryError
from graph.generations import explained
from graph.sorting import sorted_lines
from graph.syntax import dataset, invalid, refuse_service
from ontology.vocabulary import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset

Term = ox.NamedNode | ox.Literal
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class View:
    """A readable dataset of named graphs, whose default graph is the union of them all.

    Oxigraph does not drop duplicates from that union: a triple of two sources matches twice. Queries say DISTINCT, or
    stay inside `GRAPH ?graph`, which is also what keeps the joins of a much repeated name small.

    Results read from it lazily: use them up before it is closed or reopened.
    """

    def __init__(self, path: Path, store: ox.Store) -> None:
        self.path = path
        self._opened: ox.Store | None = store

    @property
    def _store(self) -> ox.Store:
        if self._opened is None:
            raise ValueError(f"{self.path}: closed")
        return self._opened

    def query(self, text: str, substitutions: Mapping[str, Term] | None = None) -> Results:
        """Evaluate a SPARQL 1.1 query; the prefixes of `ontology.vocabulary` need no declaration.

        substitutions: variable names (without `?`) to terms, put into the parsed query, so that no value can change its
        meaning; a SELECT must have them among its columns (SPARQL-dev SEP-0007). Raises QueryError for what is not
        a query, for updates, for SERVICE, which would send the graph's data to other hosts, and for FROM a graph that is
        not here.
        """
        refuse_service(text)
        named = dataset(text)
        self._refuse_absent(named or [])
        try:
            return self._store.query(
                text,
                prefixes=PREFIXES,
                # Beside the union, Oxigraph would not look at FROM.
                use_default_graph_as_union=named is None,
                substitutions={ox.Variable(name): term for name, term in (substitutions or {}).items()},
            )
        except SyntaxError as error:
            raise invalid(text, error) from error
        except RuntimeError as error:
            raise QueryError(f"the query cannot be run: {error}", f"查询无法执行：{error}") from error

    def _refuse_absent(self, graphs: list[str]) -> None:
        """Raise QueryError for a graph that is not here: a query loads none from elsewhere."""
        for graph in graphs:
            try:
                held = self._store.contains_named_graph(ox.NamedNode(graph))
            except ValueError:
                continue  # no absolute IRI: what that is, the parser says
            if not held:
                raise QueryError(
                    f"FROM <{graph}>: the store has no such named graph, and a query loads none from elsewhere",
                    f"FROM <{graph}>：图谱库中没有这个命名图，查询也不会从别处读取",
                )

    def select(self, text: str, substitutions: Mapping[str, Term] | None = None) -> ox.QuerySolutions:
        """The solutions of a SELECT; as `query`, and QueryError for another kind of query."""
        results = self.query(text, substitutions)
        if not isinstance(results, ox.QuerySolutions):
            raise QueryError("a SELECT query is needed here", "此处需要 SELECT 查询")
        return results

    def graph(self) -> "Dataset":
        """The same data as an rdflib dataset with the prefixes bound; its default graph is the union, too."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        dataset = Dataset(store=OxigraphStore(store=self._store), default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        return sorted(graph.value for graph in self._store.named_graphs())

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The quads of one named graph, or all of them; in no order that means anything."""
        return self._store.quads_for_pattern(None, None, None, None if graph is None else ox.NamedNode(graph))

    def __len__(self) -> int:
        """How many quads there are."""
        return len(self._store)

    def dump_nquads(self, output: Path | BinaryIO) -> None:
        """Write all quads as N-Quads, sorted by their bytes: the same content gives the same file.

        Raises StoreError when `output` cannot be written; a file is then left as it was.
        """
        lines = sorted_lines(f"{quad} .\n".encode() for quad in self.quads())
        if isinstance(output, Path):
            with explained(output), replacing(output) as file:
                file.writelines(lines)
        else:
            output.writelines(lines)
