"""Find how two documents are connected: the shortest chains of relations between them, each step with its sentences."""

from dataclasses import dataclass
from itertools import pairwise

from graph.records.neighbourhood import Neighbourhood, Node, describe_nodes, list_edges
from graph.records.network import Network
from graph.records.references import RelationRow, read_outgoing
from graph.store.view import View
from ontology.enumerations import RelationKind

STEPS = 8
"""The most steps of a chain: with more, nearly every two documents are connected."""
CHAINS = 5
"""The most chains of the same length that are shown."""


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step of a chain. forward: the first document mentions the second; else the second mentions the first. said:
    the sentences in which it does, strongest kind first."""

    first: Node
    second: Node
    forward: bool
    said: tuple[RelationRow, ...]

    @property
    def citing(self) -> Node:
        return self.first if self.forward else self.second


@dataclass(frozen=True, slots=True)
class Chains:
    """The shortest chains from one document to another; empty where there is none. first, last: the ends. directed: each step
    of each chain leads from the citing to the cited document, or each the other way. more: chains as short that are not shown."""

    first: Node
    last: Node
    chains: tuple[tuple[ChainStep, ...], ...] = ()
    directed: bool = False
    more: bool = False
    drawing: Neighbourhood | None = None


def find_chains(graph: View, web: Network, first: str, last: str) -> Chains | None:
    """Return the shortest chains from `first` to `last`: those that only lead from citing to cited documents, in either direction; where
    there are none, those in any direction. None when one of the two is no document that the graph knows."""
    one, other = web.canonical(first), web.canonical(last)
    if not (web.knows(one) and web.knows(other)) or {one, other} & web.agencies:
        return None
    found: list[tuple[str, ...]] = []
    directed = True
    if one != other:
        paths = [_paths(web, one, other, True, False), _paths(web, one, other, False, True)]
        found = min((some for some in paths if some), key=lambda some: len(some[0]), default=[])
        if not found:
            found, directed = _paths(web, one, other, True, True), False
    shown = found[:CHAINS]
    depths = {iri: place for path in shown for place, iri in enumerate(path)} | {one: 0}
    depths.setdefault(other, len(shown[0]) - 1 if shown else 1)
    nodes = describe_nodes(graph, web, depths)
    by_iri = {node.iri: node for node in nodes}
    rows: dict[str, tuple[RelationRow, ...]] = {}
    for iri in depths:
        if iri in web.published and shown:
            rows[iri] = read_outgoing(graph, iri, web.who)
    chains = tuple(tuple(_step(web, by_iri[a], by_iri[b], rows) for a, b in pairwise(path)) for path in shown)
    # Only what the chains go over: other relations of these documents are not the answer.
    ties = {frozenset((step.first.iri, step.second.iri)) for chain in chains for step in chain}
    drawn = tuple(
        edge for edge in list_edges(web, depths, tuple(RelationKind)) if frozenset((edge.citing, edge.cited)) in ties
    )
    return Chains(
        by_iri[one],
        by_iri[other],
        chains,
        directed and bool(chains),
        len(found) > CHAINS,
        Neighbourhood(nodes, drawn) if chains else None,
    )


def _step(web: Network, first: Node, second: Node, rows: dict[str, tuple[RelationRow, ...]]) -> ChainStep:
    forward = second.iri in web.said.get(first.iri, {})
    citing, cited = (first.iri, second.iri) if forward else (second.iri, first.iri)
    said = [row for row in rows.get(citing, ()) if row.iri == cited]
    return ChainStep(
        first, second, forward, tuple(sorted(dict.fromkeys(said), key=lambda row: RelationKind.rank(row.kind)))
    )


def _paths(web: Network, start: str, end: str, down: bool, up: bool) -> list[tuple[str, ...]]:
    """Return the shortest paths, at most one more than `CHAINS`; down: to cited documents, up: to citing ones. Sorted."""

    def near(iri: str) -> list[str]:
        return [*(web.said.get(iri, ()) if down else ()), *(web.heard.get(iri, ()) if up else ())]

    before: dict[str, list[str]] = {start: []}
    ring = [start]
    for _ in range(STEPS):
        following: dict[str, list[str]] = {}
        for iri in ring:
            for other in near(iri):
                if other not in before and iri not in following.setdefault(other, []):
                    following[other].append(iri)
        before |= {iri: sorted(some) for iri, some in following.items()}
        ring = list(following)
        if end in before or not ring:
            break
    if end not in before:
        return []
    paths: list[tuple[str, ...]] = []
    stack: list[tuple[str, ...]] = [(end,)]
    while stack and len(paths) <= CHAINS:
        path = stack.pop()
        if path[0] == start:
            paths.append(path)
        stack += [(iri, *path) for iri in reversed(before[path[0]])]
    return paths
