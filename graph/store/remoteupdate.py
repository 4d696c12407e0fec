"""Change a store at a SPARQL 1.1 endpoint graph by graph, by its Graph Store Protocol or by SPARQL Update."""

import io
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

from graph.store.atomic import replacing
from graph.store.errors import StoreError
from graph.store.generations import explained
from graph.store.http import NotFoundError, shown
from graph.store.ntriples import Triple, parsed, written
from graph.store.remote import FORM, Remote
from graph.store.sharing import Sharing, common_subjects
from ontology.vocabulary import BASE

_ABOUT = "SELECT ?graph ?s ?p ?o WHERE { VALUES ?s { %s } GRAPH ?graph { ?s ?p ?o } }"
_MEMBERS = "SELECT ?graph ?source WHERE { GRAPH ?graph { ?graph zm:saidBy ?source } }"
_BATCH = 2000  # triples in one INSERT DATA
_SUBJECTS = 200  # in one VALUES


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
        self._client.send("POST", self.endpoint.update, body, FORM, signed=True)
