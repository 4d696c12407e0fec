"""Read a graph: the interface that an open store, an update in progress and a remote endpoint share."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from graph.store.atomic import replacing
from graph.store.checksums import explained_damage
from graph.store.errors import QueryError
from graph.store.generations import explained
from graph.store.sorting import sorted_lines
from graph.store.syntax import dataset, invalid, refuse_oversize, refuse_service
from ontology.vocabulary import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset
    from rdflib.store import Store as RdflibStore

Term = ox.NamedNode | ox.Literal
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class View(ABC):
    """A readable dataset of named graphs, whose default graph is the union of all of them.

    Engines differ in whether the union drops duplicates. There are none: no triple is in two named graphs (`graph.store.sharing`).
    """

    def query(self, text: str, substitutions: Mapping[str, Term] | None = None) -> Results:
        """Evaluate a SPARQL 1.1 query; the prefixes of `ontology.vocabulary` need no declaration.

        substitutions: variable names (without `?`) to terms, put into the parsed query, so that no value can change its
        meaning; a SELECT must have them among its columns (SPARQL-dev SEP-0007). Raises QueryError for what is not
        a query, for updates, for SERVICE, which would send the graph's data to other hosts, and for FROM a graph that is
        not here. The query runs in this process without limits; use `graph.query.limited.run_untrusted` for an untrusted one.
        """
        refuse_oversize(text)
        refuse_service(text)
        self._refuse_absent(dataset(text) or [])
        with explained_query(text):
            return self._answer(text, substitutions or {})

    def _refuse_absent(self, graphs: list[str]) -> None:
        """Raise QueryError for a named graph that the dataset lacks: no query loads one from elsewhere."""
        for graph in graphs:
            if not self._holds(graph):
                raise QueryError(
                    f"FROM <{graph}>: the store has no such named graph, and a query loads none from elsewhere",
                    f"FROM <{graph}>：图谱库中没有这个命名图，查询也不会从别处读取",
                )

    def select(self, text: str, substitutions: Mapping[str, Term] | None = None) -> ox.QuerySolutions:
        """Return the solutions of a SELECT. Raises what `query` raises, and QueryError for another kind of query."""
        results = self.query(text, substitutions)
        if not isinstance(results, ox.QuerySolutions):
            raise QueryError("a SELECT query is needed here", "此处需要 SELECT 查询")
        return results

    @abstractmethod
    def _holds(self, graph: str) -> bool:
        """Return whether a named graph exists. An invalid IRI counts as existing, because the parser gives a better error for it."""

    @abstractmethod
    def _answer(self, text: str, substitutions: Mapping[str, Term]) -> Results:
        """Run a query. Raises SyntaxError for a text that is not a query, RuntimeError for a query that the engine cannot run."""

    @abstractmethod
    def graph(self) -> "Dataset":
        """Return the data as an rdflib dataset with the prefixes bound, whose default graph is the union."""

    @abstractmethod
    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted."""

    @abstractmethod
    def quads(self, graph: str | None = None, predicate: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of one named graph, or of all; with one predicate, or with any; in no particular order."""

    @abstractmethod
    def __len__(self) -> int:
        """Return the number of quads. It takes time in proportion to them."""

    def __bool__(self) -> bool:
        """Return True, for an empty store too: `if view` means that there is one, and must not count its quads."""
        return True

    def _dataset(self, store: "RdflibStore") -> "Dataset":
        from rdflib import Dataset

        dataset = Dataset(store=store, default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    def dump_nquads(self, output: Path | BinaryIO) -> None:
        """Write all quads as N-Quads, sorted by their bytes, so that the same content gives the same file.

        Raises StoreError if `output` cannot be written; an existing file then stays unchanged.
        """
        lines = sorted_lines(f"{quad} .\n".encode() for quad in self.quads())
        if isinstance(output, Path):
            with explained(output), replacing(output) as file:
                file.writelines(lines)
        else:
            output.writelines(lines)


@contextmanager
def explained_query(text: str) -> Iterator[None]:
    """Turn an error of the engine about a query into a QueryError."""
    try:
        yield
    except SyntaxError as error:
        raise invalid(text, error) from error
    except RuntimeError as error:
        if (damage := explained_damage(error)) is not None:
            raise damage from error
        raise QueryError(f"the query cannot be run: {error}", f"查询无法执行：{error}") from error


def text(row: ox.QuerySolution, name: str) -> str:
    """Return the IRI or the literal's text in a column; empty if the column is unbound."""
    term = row[name]
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
