"""Read and change a store at a SPARQL 1.1 endpoint, over HTTP.

Only text that pyoxigraph parses as a query is sent to the query address: with its prefixes declared, and without comments or
SERVICE. An endpoint has no generations: readers see each replaced graph at once, and a build that was killed must be run again.
"""

import hashlib
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

import pyoxigraph as ox

from graph.store.atomic import replacing
from graph.store.endpoint import Endpoint, client
from graph.store.errors import QueryError, StoreError
from graph.store.generations import explained
from graph.store.http import HttpAnswer, NotFoundError, shown
from graph.store.ntriples import Triple, parsed, written
from graph.store.sharing import Sharing, common_subjects
from graph.store.substitution import substitute
from graph.store.syntax import form, parse
from graph.store.view import Results, Term, View
from ontology.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset
    from rdflib.query import Result

_DECLARED = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_SOLUTIONS = "application/sparql-results+json"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
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
_ABOUT = "SELECT ?graph ?s ?p ?o WHERE { VALUES ?s { %s } GRAPH ?graph { ?s ?p ?o } }"
_MEMBERS = "SELECT ?graph ?source WHERE { GRAPH ?graph { ?graph zm:saidBy ?source } }"
_BATCH = 2000  # triples in one INSERT DATA
_SUBJECTS = 200  # in one VALUES


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
        asked = _DECLARED + substitute(text, substitutions)
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
        return self._client.send("POST", self.endpoint.query, body, {"Accept": accept} | _FORM)

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


class RemoteUpdate(Remote, Sharing):
    """Changes an endpoint graph by graph; readers see each change at once. base: the base of the resource IRIs."""

    def __init__(self, url: str, base: str = BASE) -> None:
        super().__init__(url)
        self.base = base
        self._checked = False
        if not self.endpoint.update and not self.endpoint.graphs:
            raise StoreError(
                f"{shown(url)}: where it is changed is not known: write it behind the address, "
                f"as {shown(url)}#update=update&graphs=data",
                f"{shown(url)}：不知道更新地址，请写在地址之后，如 {shown(url)}#update=update&graphs=data",
            )

    def replace_graph(self, graph: str, triples: Iterable[Triple | ox.Triple] | bytes) -> None:
        """Replace all triples of a named graph, as `Update.replace_graph` does. Raises what it and `Client.send` raise."""
        lines = written(triples)
        self._withdraw(graph)
        self._write(graph, set(parsed(lines)))
        if not self._checked:
            self.check_union()  # an empty endpoint cannot be checked, so this runs after the first graph
            self._checked = True
        self._share([ox.NamedNode(iri) for iri in common_subjects([(graph, lines)])])

    def settle_graph(self, graph: str, triples: Iterable[Triple | ox.Triple] | bytes) -> None:
        """Replace all triples of a computed graph, as `replace_graph` does."""
        self.replace_graph(graph, triples)

    def write_graph(self, graph: str, parts: Iterable[bytes]) -> None:
        """Replace a named graph with N-Triples, in parts of whole lines that are sent one after the other.

        Nothing is moved to a shared graph. If a part fails, the graph has those before it. Raises what `Client.send` raises.
        """
        if not self.endpoint.graphs:
            self._change(f"DROP SILENT GRAPH {ox.NamedNode(graph)}")
            for part in parts:
                lines = io.BytesIO(part)
                while data := b"".join(islice(lines, _BATCH)).decode():
                    self._change(f"INSERT DATA {{ GRAPH {ox.NamedNode(graph)} {{ {data} }} }}")
            return
        method = "PUT"
        for part in parts:
            # N-Triples is Turtle, which every engine reads.
            headers = {"Content-Type": "text/turtle; charset=utf-8"}
            self._client.send(method, self._address(graph), part, headers, signed=True)
            method = "POST"

    def _write(self, graph: str, triples: Collection[ox.Triple]) -> None:
        self.write_graph(graph, ["".join(sorted(f"{triple} .\n" for triple in triples)).encode()])

    def _members(self, graph: str) -> list[str]:
        return [row["source"].value for row in self.select(_MEMBERS, {"graph": ox.NamedNode(graph)})]

    def _graphs_naming(self, source: str) -> list[str]:
        return [row["graph"].value for row in self.select(_MEMBERS, {"source": ox.NamedNode(source)})]

    def _about(self, subjects: Collection[ox.NamedNode]) -> Iterator[ox.Quad]:
        names = sorted(str(subject) for subject in subjects)
        for start in range(0, len(names), _SUBJECTS):
            for row in self.select(_ABOUT % " ".join(names[start : start + _SUBJECTS])):
                yield ox.Quad(row["s"], row["p"], row["o"], row["graph"])

    def _content(self, graph: str) -> list[ox.Triple]:
        return [quad.triple for quad in self.quads(graph)]

    def _alter(self, graph: str, gone: Collection[ox.Triple], new: Collection[ox.Triple]) -> None:
        left = (set(self._content(graph)) - set(gone)) | set(new)
        if left:
            self._write(graph, left)
        else:
            self._drop(graph)

    def change_graph(self, graph: str, gone: Collection[ox.Triple], new: Collection[ox.Triple]) -> None:
        """Remove triples from a named graph and add others; writes the whole graph. Raises what `Client.send` raises."""
        self._alter(graph, gone, new)

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph, and the triples that no other graph has. An absent graph is no error."""
        self._withdraw(graph)
        self._drop(graph)

    def drop_graph(self, graph: str) -> None:
        """Remove a named graph as it is. An absent graph is no error."""
        self._drop(graph)

    def _drop(self, graph: str) -> None:
        if not self.endpoint.graphs:
            return self._change(f"DROP SILENT GRAPH {ox.NamedNode(graph)}")
        try:
            self._client.send("DELETE", self._address(graph), signed=True)
        except NotFoundError:
            if graph in self.graphs():
                raise
        return None

    def expect(self, size: int | None) -> None:
        """Nothing waits here to be loaded: each graph is sent at once."""

    def enclose(self, name: str, data: bytes) -> None:
        """Write a file of this build into the working folder, because an endpoint cannot store files."""
        path = Path(f"{self.endpoint.name}.{name}")
        with explained(path), replacing(path) as file:
            file.write(data)

    def _address(self, graph: str) -> str:
        return f"{self.endpoint.graphs}?{urlencode({'graph': graph})}"

    def _change(self, text: str) -> None:
        body = urlencode({"update": text}).encode()
        self._client.send("POST", self.endpoint.update, body, _FORM, signed=True)


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
