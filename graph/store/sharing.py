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
    def _shared(self) -> dict[str, frozenset[str]]:
        """Map each shared graph to the sources that have its triples. Read once, then updated with every change."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for graph, source in self._memberships():
            found[graph].add(source)
        return {graph: frozenset(sources) for graph, sources in found.items()}

    @cached_property
    def _shared_by(self) -> defaultdict[str, set[str]]:
        """Map each source to the shared graphs whose triples it has."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for graph, sources in self._shared.items():
            for source in sources:
                found[source].add(graph)
        return found

    @abstractmethod
    def _memberships(self) -> Iterator[tuple[str, str]]:
        """Yield each shared graph with each of its sources."""

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
        for shared in sorted(self._shared_by.get(graph, ())):
            said = [triple for triple in self._content(shared) if triple.predicate != SAID_BY]
            others = self._shared[shared] - {graph}
            self._move({shared: said}, {self._home(others): said})

    def _share(self, nodes: Collection[ox.NamedNode]) -> None:
        """Move the triples of these subjects that are now in two graphs into a shared graph; called after sources were written."""
        standing: defaultdict[ox.Triple, set[str]] = defaultdict(set)
        for quad in self._about(nodes):
            graph = quad.graph_name.value  # type: ignore[union-attr]
            if graph in self._shared or not graph.startswith(Iris(self.base).graphs):
                standing[quad.triple].add(graph)
        gone: defaultdict[str, list[ox.Triple]] = defaultdict(list)
        new: defaultdict[str, list[ox.Triple]] = defaultdict(list)
        for triple, graphs in standing.items():
            if len(graphs) > 1:
                sources = frozenset[str]().union(*(self._shared.get(graph, {graph}) for graph in graphs))
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
        if home not in self._shared:
            self._shared[home] = sources
            for source in sources:
                self._shared_by[source].add(home)
            self._alter(home, (), _members(home, sources))
        return home

    def _move(self, gone: dict[str, list[ox.Triple]], new: dict[str, list[ox.Triple]]) -> None:
        for graph in sorted(gone.keys() | new.keys()):
            self._alter(graph, gone.get(graph, ()), new.get(graph, ()))
        for graph in sorted(gone.keys() & self._shared.keys()):
            if all(triple.predicate == SAID_BY for triple in self._content(graph)):
                sources = self._shared.pop(graph)
                for source in sources:
                    self._shared_by[source].discard(graph)
                self._drop(graph)


def _members(graph: str, sources: Iterable[str]) -> list[ox.Triple]:
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
