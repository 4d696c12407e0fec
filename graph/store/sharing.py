"""No triple stands in two named graphs: an engine's union would count it once for each, and joins would multiply it.

A triple that one source alone says stands in that source's graph. One that several say stands in a shared graph instead: one
for each set of sources that say something alike, `graph/shared/<digest of the set>`, which names them (`zm:saidBy`). So the
content of a store follows from its sources alone, whatever the order in which they came and went, and the cost of a change
from what changes. Graphs that are computed (below `graph/`) are not looked at: who computes them leaves out what is said.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from graph.store.errors import StoreError
from graph.store.view import View
from ontology.iri import Iris
from ontology.vocabulary import BASE, ZM

SAID_BY = ox.NamedNode(str(ZM.saidBy))
_TWICE = """SELECT ?s ?p ?o ?one ?other WHERE {
  GRAPH ?one { ?s ?p ?o } GRAPH ?other { ?s ?p ?o } FILTER(STR(?one) < STR(?other))
} LIMIT 1"""


def check_shared(view: View) -> None:
    """Raise StoreError for a triple that stands in two named graphs; it looks at every quad."""
    for row in view.select(_TWICE):
        triple, where = f"{row['s']} {row['p']} {row['o']}", f"{row['one']}, {row['other']}"
        raise StoreError(
            f"a triple stands in two named graphs, so that counts are wrong ({triple} in {where}): build the store again",
            f"有三元组同时位于两个命名图中，计数会出错（{triple}，{where}），请重新构建图谱库",
        )


class Sharing(ABC):
    """What an update does so that each triple stands once. Graphs are named by their IRIs."""

    base: str = BASE
    """Of the resource IRIs: shared graphs are below it."""

    @cached_property
    def _shared(self) -> dict[str, frozenset[str]]:
        """Shared graph → the sources that say what stands in it. Read once, then kept in step."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for graph, source in self._memberships():
            found[graph].add(source)
        return {graph: frozenset(sources) for graph, sources in found.items()}

    @cached_property
    def _shared_by(self) -> defaultdict[str, set[str]]:
        """Source → the shared graphs that it says."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for graph, sources in self._shared.items():
            for source in sources:
                found[source].add(graph)
        return found

    @abstractmethod
    def _memberships(self) -> Iterator[tuple[str, str]]:
        """Each shared graph with each of its sources."""

    @abstractmethod
    def _about(self, subjects: Collection[ox.NamedNode]) -> Iterator[ox.Quad]:
        """All quads with one of these subjects."""

    @abstractmethod
    def _content(self, graph: str) -> list[ox.Triple]:
        """The triples of a named graph."""

    @abstractmethod
    def _alter(self, graph: str, gone: Collection[ox.Triple], new: Collection[ox.Triple]) -> None:
        """Take triples out of a named graph and put others in."""

    @abstractmethod
    def _drop(self, graph: str) -> None:
        """Remove a named graph."""

    def _withdraw(self, graph: str) -> None:
        """Remove what a source states; what other sources state too stays with them."""
        for shared in sorted(self._shared_by[graph]):
            said = [triple for triple in self._content(shared) if triple.predicate != SAID_BY]
            others = self._shared[shared] - {graph}
            self._move({shared: said}, {self._home(others): said})

    def _share(self, subjects: Collection[ox.NamedNode]) -> None:
        """After sources were written that speak of these subjects: what now stands twice goes into a shared graph."""
        standing: defaultdict[ox.Triple, set[str]] = defaultdict(set)
        for quad in self._about(subjects):
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
        """The graph in which what these sources say stands."""
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


def common_subjects(quads: Iterable[ox.Quad]) -> dict[ox.NamedNode, set[str]]:
    """The subjects of which more than one source may speak, with the named graphs of these quads that do.

    Of a source itself and of what is in it (`source/a.txt#task=1-2`) no other source speaks.
    """
    found: defaultdict[ox.NamedNode, set[str]] = defaultdict(set)
    before: ox.Quad | None = None
    for quad in quads:
        if before is None or quad.subject != before.subject or quad.graph_name != before.graph_name:
            subject, graph = quad.subject, quad.graph_name.value  # type: ignore[union-attr]
            iri: str = subject.value  # type: ignore[union-attr]
            if not (iri.startswith(graph) and iri[len(graph) :][:1] in ("", "#")):
                found[subject].add(graph)  # type: ignore[index]
        before = quad
    return found
