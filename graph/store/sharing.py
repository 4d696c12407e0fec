"""Keep each triple in one named graph: an engine's union would count a repeated triple once for each graph, and joins multiply it.

A triple of one source is kept in the graph of that source. A triple of several sources is kept in a shared graph. There is one
shared graph for each set of sources that have triples in common, `graph/shared/<digest of the set>`; it names its sources
(`zm:saidBy`). So the content of a store depends on its sources only, not on the order of builds and removals, and the cost of a
change depends on the size of the change. Computed graphs (below `graph/`) are not examined: the code that computes them leaves
out the triples that a source has.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from graph.store.errors import StoreError
from graph.store.ntriples import subjects
from graph.store.view import View
from ontology.iri import Iris
from ontology.vocabulary import BASE, ZM

SAID_BY = ox.NamedNode(str(ZM.saidBy))
_TWICE = """SELECT ?s ?p ?o ?one ?other WHERE {
  GRAPH ?one { ?s ?p ?o } GRAPH ?other { ?s ?p ?o } FILTER(STR(?one) < STR(?other))
} LIMIT 1"""


def check_shared(view: View) -> None:
    """Raise StoreError if a triple is in two named graphs; reads every quad."""
    for row in view.select(_TWICE):
        triple, where = f"{row['s']} {row['p']} {row['o']}", f"{row['one']}, {row['other']}"
        raise StoreError(
            f"a triple stands in two named graphs, so that counts are wrong ({triple} in {where}): build the store again",
            f"有三元组同时位于两个命名图中，计数会出错（{triple}，{where}），请重新构建图谱库",
        )


class Sharing(ABC):
    """The part of an update that keeps each triple in one named graph. Graphs are given by their IRIs."""

    base: str = BASE
    """The base of the resource IRIs; the IRIs of shared graphs begin with it."""

    @cached_property
    def _sharing(self) -> dict[str, frozenset[str]]:
        """Shared graphs that were looked up → the sources that have their triples."""
        return {}

    @cached_property
    def _sharers(self) -> dict[str, set[str]]:
        """Sources that were looked up → the shared graphs whose triples they have."""
        return {}

    def _is_shared(self, graph: str) -> bool:
        return graph.startswith(self._beginning)

    @cached_property
    def _beginning(self) -> str:
        return Iris(self.base).shared_graphs

    def _sources_of(self, graph: str) -> frozenset[str]:
        """Return the sources that have the triples of a graph: of one that is not shared itself."""
        if not self._is_shared(graph):
            return frozenset((graph,))
        if graph not in self._sharing:
            self._sharing[graph] = frozenset(self._members(graph))
        return self._sharing[graph]

    def _shared_by(self, source: str) -> set[str]:
        """Return the shared graphs whose triples a source has. Changes update the set."""
        if source not in self._sharers:
            self._sharers[source] = set(self._graphs_naming(source))
        return self._sharers[source]

    @abstractmethod
    def _members(self, graph: str) -> Iterable[str]:
        """Return the sources that a shared graph names; none for a graph that does not exist."""

    @abstractmethod
    def _graphs_naming(self, source: str) -> Iterable[str]:
        """Return the shared graphs that name a source."""

    @abstractmethod
    def _about(self, subjects: Collection[ox.NamedNode]) -> Iterator[ox.Quad]:
        """Yield all quads that have one of these subjects."""

    @abstractmethod
    def _content(self, graph: str) -> list[ox.Triple]:
        """Return the triples of a named graph."""

    @abstractmethod
    def _alter(self, graph: str, gone: Collection[ox.Triple], new: Collection[ox.Triple]) -> None:
        """Take triples out of a named graph and put others in."""

    @abstractmethod
    def _drop(self, graph: str) -> None:
        """Remove a named graph."""

    def _withdraw(self, graph: str) -> None:
        """Remove the triples of a source; those that other sources have too are kept for them."""
        for shared in sorted(self._shared_by(graph)):
            said = [triple for triple in self._content(shared) if triple.predicate != SAID_BY]
            others = self._sources_of(shared) - {graph}
            self._move({shared: said}, {self._home(others): said})

    def _share(self, nodes: Collection[ox.NamedNode]) -> None:
        """Move the triples of these subjects that are now in two graphs into a shared graph; called after sources were written."""
        standing: defaultdict[ox.Triple, set[str]] = defaultdict(set)
        computed = Iris(self.base).graphs
        for quad in self._about(nodes):
            graph = quad.graph_name.value  # type: ignore[union-attr]
            if self._is_shared(graph) or not graph.startswith(computed):
                standing[quad.triple].add(graph)
        gone: defaultdict[str, list[ox.Triple]] = defaultdict(list)
        new: defaultdict[str, list[ox.Triple]] = defaultdict(list)
        for triple, graphs in standing.items():
            if len(graphs) > 1:
                sources = frozenset[str]().union(*map(self._sources_of, graphs))
                home = self._home(sources)
                for graph in graphs - {home}:
                    gone[graph].append(triple)
                if home not in graphs:
                    new[home].append(triple)
        self._move(gone, new)

    def _home(self, sources: frozenset[str]) -> str:
        """Return the graph for triples that exactly these sources have; create it if it is a shared graph that does not exist yet."""
        if len(sources) == 1:
            return next(iter(sources))
        home = Iris(self.base).shared(sources)
        if not self._sources_of(home):
            for source in sources:
                self._shared_by(source).add(home)
            self._sharing[home] = sources
            self._alter(home, (), _said_by(home, sources))
        return home

    def _move(self, gone: dict[str, list[ox.Triple]], new: dict[str, list[ox.Triple]]) -> None:
        for graph in sorted(gone.keys() | new.keys()):
            self._alter(graph, gone.get(graph, ()), new.get(graph, ()))
        for graph in sorted(filter(self._is_shared, gone)):
            if all(triple.predicate == SAID_BY for triple in self._content(graph)):
                for source in self._sources_of(graph):
                    self._shared_by(source).discard(graph)
                self._sharing[graph] = frozenset()
                self._drop(graph)


def _said_by(graph: str, sources: Iterable[str]) -> list[ox.Triple]:
    return [ox.Triple(ox.NamedNode(graph), SAID_BY, ox.NamedNode(source)) for source in sorted(sources)]


def common_subjects(graphs: Iterable[tuple[str, bytes]]) -> dict[str, set[str]]:
    """Return the subjects that more than one source may have triples about, each with those of the graphs that have some.

    graphs: named graphs and their triples (`graph.store.ntriples`). A source and the things inside it (`source/a.txt#task=1-2`) are left
    out: no other source has triples about them.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for graph, lines in graphs:
        for subject in subjects(lines, graph):
            found[subject].add(graph)
    return found
