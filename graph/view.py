"""Reading a graph: what an open store, an update in progress and a remote endpoint have in common."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from graph.atomic import replacing
from graph.errors import QueryError
from graph.generations import explained
from graph.sorting import sorted_lines
from ontology.vocabulary import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset
    from rdflib.store import Store as RdflibStore

Term = ox.NamedNode | ox.Literal
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_SERVICE = re.compile("service", re.IGNORECASE)
_UPDATE = re.compile(
    r"^(?:\s|#[^\n]*\n|PREFIX\b[^>\n]*>|BASE\b[^>\n]*>)*(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)


class View(ABC):
    """A readable dataset of named graphs, whose default graph is the union of them all.

    Whether the union drops duplicates is the engine's: a triple of two sources may match twice. Queries say DISTINCT, or
    stay inside `GRAPH ?graph`.
    """

    def query(self, text: str, substitutions: Mapping[str, Term] | None = None) -> Results:
        """Evaluate a SPARQL 1.1 query; the prefixes of `ontology.vocabulary` need no declaration.

        substitutions: variable names (without `?`) to terms, put into the parsed query, so that no value can change its
        meaning; a SELECT must have them among its columns (SPARQL-dev SEP-0007). Raises QueryError for what is not
        a query, for updates, and for SERVICE, which would send the graph's data to other hosts.
        """
        refuse_service(text)
        try:
            return self._answer(text, substitutions or {})
        except SyntaxError as error:
            if _UPDATE.match(text):
                raise QueryError(
                    "a query may only read (SELECT, ASK, CONSTRUCT, DESCRIBE): use `zhengmai build` to change a store",
                    "查询只能读取（SELECT、ASK、CONSTRUCT、DESCRIBE）；如需改动图谱，请使用 zhengmai build",
                ) from error
            reason = " ".join(str(error).split())
            raise QueryError(f"not valid SPARQL: {reason}", f"SPARQL 语法错误：{reason}") from error
        except RuntimeError as error:
            raise QueryError(f"the query cannot be run: {error}", f"查询无法执行：{error}") from error

    def select(self, text: str, substitutions: Mapping[str, Term] | None = None) -> ox.QuerySolutions:
        """The solutions of a SELECT; as `query`, and QueryError for another kind of query."""
        results = self.query(text, substitutions)
        if not isinstance(results, ox.QuerySolutions):
            raise QueryError("a SELECT query is needed here", "此处需要 SELECT 查询")
        return results

    @abstractmethod
    def _answer(self, text: str, substitutions: Mapping[str, Term]) -> Results:
        """Raises SyntaxError for what is no query, RuntimeError for one that the engine cannot run."""

    @abstractmethod
    def graph(self) -> "Dataset":
        """The same data as an rdflib dataset with the prefixes bound; its default graph is the union, too."""

    @abstractmethod
    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""

    @abstractmethod
    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The quads of one named graph, or all of them; in no order that means anything."""

    @abstractmethod
    def __len__(self) -> int:
        """How many quads there are."""

    def _dataset(self, store: "RdflibStore") -> "Dataset":
        from rdflib import Dataset

        dataset = Dataset(store=store, default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

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


def text(row: ox.QuerySolution, name: str) -> str:
    """The IRI or the literal's text in a column; empty where there is none."""
    term = row[name]
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def refuse_service(text: str) -> None:
    """Raise QueryError if `text` calls another endpoint.

    The word may as well stand in a string, a comment or a name; which it is, only the parser can tell for certain. With
    the word misspelt a string is still a string, and a call is a syntax error. Nothing runs before that is known.
    """
    if not _SERVICE.search(text):
        return
    try:
        ox.Store().query(_SERVICE.sub("servicf", text), prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(
            "SERVICE is refused (or the query is not valid SPARQL): a query may only read this store",
            "不允许使用 SERVICE（或 SPARQL 语法有误）：查询只能读取本图谱库",
        ) from error
