"""Read a store at a SPARQL 1.1 endpoint, over HTTP; `graph.store.remoteupdate` changes it.

Only text that pyoxigraph parses as a query is sent to the query address: with its prefixes declared, and without comments or
SERVICE. An endpoint has no generations: readers see each replaced graph at once, and a build that was killed must be run again.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

import pyoxigraph as ox

from graph.store.endpoint import Endpoint, client
from graph.store.errors import QueryError, StoreError
from graph.store.http import HttpAnswer, shown
from graph.store.substitution import substitute
from graph.store.syntax import DECLARATIONS, form, parse
from graph.store.view import Results, Term, View

if TYPE_CHECKING:
    from rdflib import Dataset
    from rdflib.query import Result

_SOLUTIONS = "application/sparql-results+json"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_TRIPLES = "application/n-triples, text/turtle;q=0.9"
_SELECT_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
# Every source graph has a zm:Source. If the default graph lacks one, it is not the union of the named graphs.
_NO_UNION = "ASK { GRAPH ?graph { ?source a zm:Source } FILTER NOT EXISTS { ?source a zm:Source } }"
# What every text of a store before format 5 has, and none since.
_EARLIER = "ASK { ?statement zm:property ?property ; a oa:Annotation }"
# The graphs that Virtuoso brings with it.
_SYSTEM = frozenset(
    [
        "http://www.openlinksw.com/schemas/virtrdf#",
        "http://www.w3.org/ns/ldp#",
        "http://www.w3.org/2002/07/owl#",
        "http://localuriqaserver/sparql",
        "http://localhost:8890/sparql",
        "http://localhost:8890/DAV/",
        "urn:activitystreams-owl:map",
        "urn:core:services:sparql",
    ]
)
# What a build changes, at the cost of a page: counting every triple takes seconds where there are millions.
_DIGESTS = "SELECT ?graph ?digest WHERE { GRAPH ?graph { ?source a zm:Source OPTIONAL { ?source zm:sha256 ?digest } } }"
_KINDS = """
SELECT ?kind (COUNT(*) AS ?count) WHERE {
  {
    VALUES ?kind { zm:Reference zm:Task zm:Deadline zm:Obligation zm:Prohibition zm:StatusEvent zm:StatusInterval }
    GRAPH ?graph { ?thing a ?kind }
  } UNION {
    VALUES ?kind { zm:property zm:role }
    GRAPH ?graph { ?thing ?kind ?any }
  }
} GROUP BY ?kind"""
_COUNTS = "SELECT ?graph (COUNT(*) AS ?count) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"


class Remote(View):
    """A view of an endpoint; a context manager that has nothing to close."""

    def __init__(self, url: str) -> None:
        self.endpoint = Endpoint.parse(url)
        self.path = url
        self._client = client()

    @classmethod
    def open(cls, url: str) -> Self:
        """Open an endpoint. Raises StoreError if it does not answer, if its default graph is not the union of its named graphs, or if
        its graph was written in an earlier format."""
        opened = cls(url)
        opened.check_union()
        opened.check_format()
        return opened

    @property
    def generation(self) -> str:
        """A key for caches: a digest of the sources and of the number of facts read from them; empty if there are no sources."""
        sources = [str(tuple(row)) for row in self.select(_DIGESTS)]
        rows = sources + [str(tuple(row)) for row in self.select(_KINDS)]
        return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()[:16] if sources else ""

    def _holds(self, graph: str) -> bool:
        return graph in self.graphs()

    def _answer(self, text: str, substitutions: Mapping[str, Term]) -> Results:
        asked = DECLARATIONS + substitute(text, substitutions)
        parse(asked)  # raises before anything is sent that is not a query
        if form(asked) in ("CONSTRUCT", "DESCRIBE"):
            return _triples(self._ask(asked, _TRIPLES))
        answer = self._ask(asked, _SOLUTIONS)
        if answer.media_type != _SOLUTIONS:
            raise _foreign(self.endpoint.query, answer)
        try:
            results = ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise StoreError(
                f"{shown(self.endpoint.query)}: its answer cannot be read: {error}",
                f"{shown(self.endpoint.query)}：无法读取其应答：{error}",
            ) from None
        _refuse_cut(self.endpoint.query, answer)
        if form(asked) == "ASK" and isinstance(results, ox.QuerySolutions):
            return _truth(next(results, None) is not None)  # Virtuoso answers ASK with a row, or none
        return results

    def _ask(self, text: str, accept: str) -> HttpAnswer:
        body = urlencode({"query": text}).encode()
        return self._client.send("POST", self.endpoint.query, body, {"Accept": accept} | FORM)

    def check_union(self) -> None:
        """Raise StoreError if the default graph is not the union of the named graphs. An empty endpoint cannot be checked."""
        if self.query(_NO_UNION):
            where = shown(self.endpoint.query)
            raise StoreError(
                f"{where}: its default graph must be the union of its named graphs: start the server so "
                "(Oxigraph: --union-default-graph, Fuseki: tdb2:unionDefaultGraph true)",
                f"{where}：默认图须为全部命名图的并集，请相应设置服务器"
                "（Oxigraph：--union-default-graph；Fuseki：tdb2:unionDefaultGraph true）",
            )

    def check_format(self) -> None:
        """Raise StoreError for a graph that an earlier version of zhengmai wrote: pages and questions would lack values without a word."""
        if self.query(_EARLIER):
            where = shown(self.endpoint.query)
            raise StoreError(
                f"{where}: its graph is of an earlier format: build it anew, or use the version that made it",
                f"{where}：其中的图谱为较早的格式，请重新建立，或使用原来的版本",
            )

    def graph(self) -> "Dataset":
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        asked = self

        class RemoteGraphStore(SPARQLStore):
            def _query(self, query: str, default_graph: str | None = None, **_: object) -> "Result":
                return asked._result(query)

        return self._dataset(RemoteGraphStore(self.endpoint.query))

    def _result(self, text: str) -> "Result":
        """Return the answer to a SELECT or ASK as a result of rdflib."""
        from rdflib.query import Result

        results = self.query(text)
        assert isinstance(results, ox.QuerySolutions | ox.QueryBoolean)
        data = results.serialize(format=ox.QueryResultsFormat.JSON)
        assert data is not None
        return Result.parse(io.BytesIO(data), format="json")

    def graphs(self) -> list[str]:
        # Virtuoso counts by graph in its index; SELECT DISTINCT ?graph takes it seconds for a few ten thousand triples.
        return sorted(self.sizes())

    def quads(self, graph: str | None = None, predicate: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        given: dict[str, Term] = {} if predicate is None else {"p": predicate}
        for name in self.graphs() if graph is None else [graph]:
            node = ox.NamedNode(name)
            for row in self.select("SELECT ?s ?p ?o WHERE { GRAPH ?graph { ?s ?p ?o } }", {"graph": node} | given):
                yield ox.Quad(row["s"], row["p"], row["o"], node)

    def sizes(self) -> dict[str, int]:
        """Return how many triples each named graph has."""
        counts = {row["graph"].value: int(row["count"].value) for row in self.select(_COUNTS)}
        return {graph: count for graph, count in counts.items() if graph not in _SYSTEM}

    def __len__(self) -> int:
        return sum(self.sizes().values())

    def close(self) -> None:
        """Do nothing: each request has a connection of its own."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _truth(value: bool) -> ox.QueryBoolean:
    results = ox.Store().query(f"ASK {{ FILTER({str(value).lower()}) }}")
    assert isinstance(results, ox.QueryBoolean)
    return results


def _triples(answer: HttpAnswer) -> ox.QueryTriples:
    found = ox.RdfFormat.from_media_type(answer.media_type)
    if found is None:
        raise _foreign("", answer)
    read = ox.Store()
    read.extend(ox.Quad(*quad.triple) for quad in ox.parse(answer.body, format=found))
    results = read.query(_SELECT_ALL)
    assert isinstance(results, ox.QueryTriples)
    return results


def _refuse_cut(url: str, answer: HttpAnswer) -> None:
    """Raise QueryError for an incomplete answer: Virtuoso truncates long answers and long queries, and reports success."""
    if answer.headers.get("X-SPARQL-MaxRows") or answer.headers.get("X-SQL-State"):
        raise QueryError(
            f"{shown(url)}: the answer is incomplete, the server limits it: raise its limits "
            "(Virtuoso: ResultSetMaxRows, MaxQueryExecutionTime), or ask for less",
            f"{shown(url)}：应答不完整，已被服务器截断，请提高其上限（Virtuoso：ResultSetMaxRows、MaxQueryExecutionTime）或缩小查询范围",
        )


def _foreign(url: str, answer: HttpAnswer) -> StoreError:
    what = "a web page" if answer.media_type == "text/html" else answer.media_type
    return StoreError(
        f"{shown(url)}: answers with {what}, not with SPARQL results: give the address of a query endpoint",
        f"{shown(url)}：返回的是 {answer.media_type}，不是 SPARQL 结果，请填写查询端点的地址",
    )
