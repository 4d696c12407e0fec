"""The edges that chains follow, looked up node by node: what a renewal needs of them does not grow with the store."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Set

import pyoxigraph as ox

from graph.derive.asking import Answers
from graph.store.update import Update


class Edges:
    """One kind of edge, as sources state it and as the derived graph is going to.

    citing: the documents whose derived edges are computed anew; links: these edges, of all kinds.
    """

    def __init__(
        self,
        update: Update,
        derived: ox.NamedNode,
        edge: ox.NamedNode,
        citing: Set[str],
        links: Collection[ox.Triple],
    ) -> None:
        self._update, self._derived, self._edge, self._citing = update, derived, edge, citing
        self._new, self._back = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for triple in links:
            if triple.predicate == edge:
                one, other = triple.subject.value, triple.object.value  # type: ignore[union-attr]
                self._new[one].add(other)
                self._back[other].add(one)
        self._following = Answers(self._read, whole=False)

    def following(self, node: str) -> list[str]:
        """Return where the edges of a node lead, sorted."""
        return self._following.about(node) or []

    def _read(self, nodes: Collection[str] | None) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for node in nodes or ():
            quads = self._update.links(self._edge, subject=ox.NamedNode(node))
            stated = {quad.object.value for quad in quads if not self._is_old(quad, node)}  # type: ignore[union-attr]
            found[node] = sorted(stated | self._new.get(node, set()))
        return found

    def leading_to(self, nodes: Iterable[str]) -> set[str]:
        """Return the nodes from which edges, old or new, lead to some nodes in any number of steps, and these nodes."""
        found, waiting = set[str](), [*nodes]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                quads = self._update.links(self._edge, value=ox.NamedNode(node))
                waiting += [quad.subject.value for quad in quads] + sorted(self._back.get(node, ()))  # type: ignore[union-attr]
        return found

    def _is_old(self, quad: ox.Quad, node: str) -> bool:
        return quad.graph_name == self._derived and node in self._citing
