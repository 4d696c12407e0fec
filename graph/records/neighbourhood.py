"""Collect the graph around a document or an agency, up to a number of steps along references in both directions. A node that the user
unfolds adds its own neighbours. The number of nodes is limited."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph.derive.standing import kept
from graph.derive.status import StatusEvent
from graph.records.network import ISSUED_BY, JOINTLY, Network
from graph.records.rows import local_name, select_rows
from graph.store.view import View
from ontology.enumerations import RelationKind

DEPTH = 3
"""How many steps one may go."""
NODES = 500
"""How many nodes there are at most; those further away, and those only mentioned, are left out first."""
OPENED = 20
"""How many nodes may be unfolded."""


@dataclass(frozen=True, slots=True)
class Node:
    """A document or an agency (which has no number). published: the store contains its text; depth: steps from the centre; cited:
    how many documents of the whole store name it, or how many an agency issued. kind: 文种; date: ISO 8601. hidden: how many of
    its neighbours are not shown; unfolded: those that can be are. events: what its status follows from."""

    iri: str
    number: str
    title: str
    published: bool
    depth: int
    cited: int = 0
    agency: bool = False
    kind: str = ""
    date: str = ""
    hidden: int = 0
    unfolded: bool = False
    events: tuple[StatusEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """One document mentions another, was issued by an agency, or two agencies issued documents together. kinds: strongest
    first."""

    citing: str
    cited: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """nodes: the centre first, then by depth; edges: every one between them. left_out: how many nodes are known to be missing;
    there may be more behind them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0

    @property
    def centre(self) -> Node:
        return self.nodes[0]


# A query a property: five at once take the engine ten times as long.
_DETAILS = {
    property: f"SELECT ?document ?value WHERE {{{{ VALUES ?document {{{{ {{iris}} }}}} ?document {property} ?value {which} }}}}"
    for property, which in {
        "eli:number": "",
        "dct:title": "",
        "eli:type_document": "",
        "eli:date_document": "",
        "skos:prefLabel": 'FILTER(LANG(?value) != "en")',
    }.items()
}
_FIELDS = {"dct:title": "title", "skos:prefLabel": "title", "eli:number": "number", "eli:type_document": "kind"}
_CITED_AS = {
    field: f"""
SELECT DISTINCT ?document ?value WHERE {{{{
  VALUES ?document {{{{ {{iris}} }}}} ?reference zm:target ?document ; {property} ?value
}}}}"""
    for field, property in {"number": "zm:citedNumber", "title": "zm:citedTitle"}.items()
}


def rank_connected(web: Network, count: int = 12) -> tuple[tuple[str, int], ...]:
    """Return the documents that name most others, and how many: where to begin."""
    ranked = sorted(((iri, len(others)) for iri, others in web.said.items()), key=lambda item: (-item[1], item[0]))
    return tuple(ranked[:count])


def read_neighbourhood(
    graph: View,
    web: Network,
    iri: str,
    depth: int = 1,
    kinds: Collection[str] = (),
    opened: Iterable[str] = (),
    agencies: bool = False,
    limit: int = NODES,
) -> Neighbourhood | None:
    """Return the nodes within `depth` steps of the document or agency `iri`, over references of `kinds` (all where empty).

    opened: nodes whose own neighbours are shown too, in the order in which they were unfolded; what is not shown cannot be.
    agencies: show who issued the documents; round an agency they always are. None when `iri` is nothing that the graph knows.
    """
    start = web.canonical(iri)
    if not web.knows(start):
        return None
    walk = _Expansion(
        web,
        [kind for kind in RelationKind if kind in kinds] or list(RelationKind),
        agencies or start in web.agencies,
        limit,
    )
    walk.depths[start] = 0
    frontier = [start]
    for _ in range(min(depth, DEPTH)):
        # An agency is gone through only where it is asked for: its documents are others' concern.
        frontier = walk.step(one for one in frontier if one == start or one not in web.agencies)
        if walk.left_out:
            break
    unfolded: list[str] = []
    for one in opened:
        if one in walk.depths and len(unfolded) < OPENED:
            unfolded.append(one)
            walk.step([one])
    return Neighbourhood(
        _described(graph, walk, frozenset(unfolded)),
        tuple(list_edges(web, walk.depths, walk.kinds)),
        len(walk.left_out),
    )


class _Expansion:
    """Steps from what is shown to what is not. depths: of what is shown; left_out: what there was no room for."""

    def __init__(self, web: Network, kinds: list[str], agencies: bool, limit: int) -> None:
        self.web, self.kinds, self.agencies, self.limit = web, kinds, agencies, limit
        self.depths: dict[str, int] = {}
        self.left_out: set[str] = set()

    def step(self, frontier: Iterable[str]) -> list[str]:
        """Show the neighbours of `frontier`, the strongest and those with a text first; what is new."""
        strongest: dict[str, int] = {}
        depth = 0
        for one in frontier:
            depth = max(depth, self.depths[one] + 1)
            for other, rank_ in self.neighbours(one):
                if other not in self.depths:
                    strongest[other] = min(rank_, strongest.get(other, rank_))
        ranked = sorted(strongest, key=lambda other: (other not in self.web.published, strongest[other], other))
        room = max(0, self.limit - len(self.depths))
        self.left_out.update(ranked[room:])
        self.left_out -= self.depths.keys()
        self.depths |= dict.fromkeys(ranked[:room], depth)
        return ranked[:room]

    def neighbours(self, one: str) -> Iterator[tuple[str, int]]:
        """Yield each neighbour and the rank of what binds it."""
        web = self.web
        if one in web.agencies:
            yield from ((document, -1) for document in web.issued.get(one, ()))
            yield from ((partner, -1) for partner in web.partners(one))
            return
        for other in web.cited(one, self.kinds):
            yield other, RelationKind.rank(_among(web.said[one][other], self.kinds)[0])
        for other in web.citing(one, self.kinds):
            yield other, RelationKind.rank(_among(web.said[other][one], self.kinds)[0])
        if self.agencies:
            yield from ((agency, len(RelationKind)) for agency in web.issuers.get(one, ()))


def _among(said: Iterable[str], kinds: Collection[str]) -> tuple[str, ...]:
    return tuple(kind for kind in said if kind in kinds)


def list_edges(web: Network, shown: Collection[str], kinds: Collection[str]) -> Iterator[Edge]:
    """Everything of `kinds` between the nodes shown, and between them and the agencies among them; sorted."""
    found = [
        Edge(one, other, _among(web.said[one][other], kinds))
        for one in shown
        for other in web.cited(one, kinds)
        if other in shown
    ]
    for one in shown:
        found += [Edge(one, agency, (ISSUED_BY,)) for agency in web.issuers.get(one, ()) if agency in shown]
        if one in web.agencies:
            found += [Edge(one, other, (JOINTLY,)) for other in web.partners(one) if one < other and other in shown]
    yield from sorted(found, key=lambda edge: (edge.citing, edge.cited))


def _described(graph: View, walk: _Expansion, unfolded: Collection[str]) -> tuple[Node, ...]:
    hidden = {one: len({other for other, _ in walk.neighbours(one) if other not in walk.depths}) for one in walk.depths}
    return describe_nodes(graph, walk.web, walk.depths, hidden, unfolded)


def describe_nodes(
    graph: View,
    web: Network,
    depths: Mapping[str, int],
    hidden: Mapping[str, int] | None = None,
    unfolded: Collection[str] = (),
) -> tuple[Node, ...]:
    """Return the nodes with their names, by depth; of several names always the same."""
    fields: dict[str, dict[str, str]] = {iri: {} for iri in depths}
    for property, sparql in _DETAILS.items():
        for row in _ask(graph, sparql, depths):
            fields[row["document"]].setdefault(_FIELDS.get(property, "date"), row["value"])
    # What a thing itself is called comes before what it is called where it is cited.
    for field, sparql in _CITED_AS.items():
        for row in _ask(graph, sparql, depths.keys() - web.published - web.agencies):
            fields[row["document"]].setdefault(field, row["value"])
    documents = depths.keys() - web.agencies
    events = kept(graph, *sorted(documents)) if documents else {}
    nodes = [
        Node(
            iri,
            fields[iri].get("number", ""),
            fields[iri].get("title", ""),
            iri in web.published,
            depth,
            len(web.issued.get(iri, ()) if iri in web.agencies else web.heard.get(iri, ())),
            iri in web.agencies,
            local_name(fields[iri].get("kind", "")),
            fields[iri].get("date", ""),
            (hidden or {}).get(iri, 0),
            iri in unfolded,
            events.get(iri, ()),
        )
        for iri, depth in depths.items()
    ]
    return tuple(sorted(nodes, key=lambda node: (node.depth, node.iri)))


def _ask(graph: View, sparql: str, iris: Collection[str]) -> list[dict[str, str]]:
    """Return a query over a list of IRIs of the graph; sorted, so that the first of several answers is always the same."""
    if not iris:
        return []
    rows = select_rows(graph, sparql.format(iris=" ".join(str(ox.NamedNode(iri)) for iri in sorted(iris))))
    return sorted(rows, key=lambda row: sorted(row.items()))
