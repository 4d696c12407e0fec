"""The documents around one: step by step along references in both directions, never further than asked, never all of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph.view import View
from ui.card import is_iri
from ui.catalogue import ask, local_name
from ui.relations import KINDS, NAMED, carrier, rank

DEPTH = 3
"""How many steps one may go."""
NODES = 500
"""How many documents there are at most; who stands further, and who is only mentioned, is left out first."""
_ROWS = 20_000
"""How many references a step reads at most: a law that everybody cites has no end of them."""


@dataclass(frozen=True, slots=True)
class Node:
    """A document. published: the store holds its text; depth: steps from the centre; cited: how many documents of the whole
    store name it."""

    iri: str
    number: str
    title: str
    published: bool
    depth: int
    cited: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """One document speaks of another. kinds: strongest first."""

    citing: str
    cited: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """nodes: the centre first, then by depth; edges: every one between them. left_out: how many documents are known to be
    missing; there may be more behind them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0

    @property
    def centre(self) -> Node:
        return self.nodes[0]


_NAMES = (
    "SELECT DISTINCT ?document ?name WHERE {{ VALUES ?document {{ {documents} }}"
    + NAMED.replace("{", "{{").replace("}", "}}")
    + "}}"
)
_OF = """
SELECT DISTINCT ?citing ?kind ?target WHERE {{
  VALUES ?citing {{ {documents} }}
  GRAPH ?source {{ ?reference zm:citing ?citing ; zm:target ?target ; zm:relationKind ?kind }}
  FILTER(REPLACE(STR(?kind), "^.*/", "") IN ({kinds}))
}} ORDER BY ?citing ?target ?kind LIMIT {rows}"""
_TO = """
SELECT DISTINCT ?citing ?kind ?target WHERE {{
  VALUES ?target {{ {documents} }}
  GRAPH ?source {{ ?reference zm:citing ?citing ; zm:target ?target ; zm:relationKind ?kind }}
  FILTER(REPLACE(STR(?kind), "^.*/", "") IN ({kinds}))
}} ORDER BY ?citing ?target ?kind LIMIT {rows}"""
_DENOTED = "SELECT DISTINCT ?name ?document WHERE {{ VALUES ?name {{ {documents} }} ?name zm:denotes ?document }}"
_HELD = "SELECT DISTINCT ?document WHERE {{ VALUES ?document {{ {documents} }} ?document a zm:PublishedDocument }}"
_DETAILS = """
SELECT DISTINCT ?document ?number ?title WHERE {{
  VALUES ?document {{ {documents} }}
  {{ ?document eli:number ?number }} UNION {{ ?document dct:title ?title }}
}}"""
_CITED_AS = """
SELECT DISTINCT ?document ?title WHERE {{
  VALUES ?document {{ {documents} }}
  GRAPH ?source {{ ?reference zm:target ?document ; zm:citedTitle ?title }}
}}"""
_COUNTS = """
SELECT ?document (COUNT(DISTINCT ?citing) AS ?count) WHERE {{
  VALUES (?document ?name) {{ {documents} }}
  GRAPH ?source {{ ?reference zm:target ?name ; zm:citing ?citing }}
}} GROUP BY ?document"""
_CONNECTED = """
SELECT ?document (COUNT(DISTINCT ?target) AS ?count) WHERE {
  GRAPH ?source { ?reference zm:citing ?document ; zm:target ?target }
} GROUP BY ?document ORDER BY DESC(?count) ?document LIMIT 12"""

_Links = dict[tuple[str, str], set[str]]


def connected(graph: View) -> tuple[tuple[str, int], ...]:
    """The documents that name most others, and how many: where to begin."""
    return tuple((row["document"], int(row["count"])) for row in ask(graph, _CONNECTED))


def around(
    graph: View, iri: str, depth: int = 1, kinds: Collection[str] = (), limit: int = NODES
) -> Neighbourhood | None:
    """What stands within `depth` steps of the document `iri`, over references of `kinds` (all where empty).

    None when `iri` is no document that the graph holds or names.
    """
    if not is_iri(iri):
        return None
    wanted = [kind for kind in KINDS if kind in kinds] or list(KINDS)
    start = _canonical(graph, [iri])[iri]
    depths = {start: 0}
    links: _Links = {}
    left_out = 0
    frontier = [start]
    for step in range(1, min(depth, DEPTH) + 1):
        found = _step(graph, frontier, wanted)
        strongest: dict[str, int] = {}
        for (citing, cited), said in found.items():
            for end in {citing, cited} - depths.keys():
                strongest[end] = min(strongest.get(end, len(KINDS)), *map(rank, said))
        held = _held(graph, strongest)
        ranked = sorted(strongest, key=lambda end: (end not in held, strongest[end], end))
        room = max(0, limit - len(depths))
        left_out += len(ranked[room:])
        depths |= dict.fromkeys(ranked[:room], step)
        _add(links, found, depths)
        frontier = ranked[:room]
        if left_out or not frontier:
            break
    # What the outermost say of each other.
    _add(links, _outgoing(graph, frontier, wanted), depths)
    nodes = _describe(graph, depths)
    if len(nodes) == 1 and not (nodes[0].number or nodes[0].title):
        return None
    edges = (Edge(*ends, tuple(sorted(said, key=rank))) for ends, said in sorted(links.items()))
    return Neighbourhood(nodes, tuple(edges), left_out)


def _add(links: _Links, found: _Links, shown: Collection[str]) -> None:
    for (citing, cited), said in found.items():
        if citing in shown and cited in shown:
            links.setdefault((citing, cited), set()).update(said)


def _step(graph: View, documents: Iterable[str], kinds: Iterable[str]) -> _Links:
    """What `documents` say of others, and others of them."""
    names = {name for _, name in _names(graph, documents)}
    return _links(graph, _ask(graph, _OF, documents, kinds) + _ask(graph, _TO, names, kinds))


def _outgoing(graph: View, documents: Iterable[str], kinds: Iterable[str]) -> _Links:
    return _links(graph, _ask(graph, _OF, documents, kinds))


def _links(graph: View, rows: Iterable[Mapping[str, str]]) -> _Links:
    """Rows of citing, kind, target → the kinds between two documents, each under the one IRI that stands for it."""
    rows = list(rows)
    known = _canonical(graph, {row["target"] for row in rows})
    found: _Links = {}
    for row in rows:
        cited = known[row["target"]]
        if cited != row["citing"]:
            found.setdefault((row["citing"], cited), set()).add(local_name(row["kind"]))
    return found


def _names(graph: View, documents: Iterable[str]) -> list[tuple[str, str]]:
    """Each document with each IRI under which others may speak of it."""
    own = [(iri, iri) for iri in documents]
    return own + [(row["document"], row["name"]) for row in _ask(graph, _NAMES, documents)]


def _canonical(graph: View, iris: Collection[str]) -> dict[str, str]:
    """Each IRI → the published document that it denotes, is carried by, or is."""
    denoted = {row["name"]: row["document"] for row in _ask(graph, _DENOTED, iris)}
    things = {iri: denoted.get(iri, iri) for iri in iris}
    carriers = {thing.rpartition("/doc_")[0] for thing in things.values()} - {""}
    held = _held(graph, {*things.values(), *carriers})
    return {iri: carrier(thing, held) for iri, thing in things.items()}


def _held(graph: View, iris: Iterable[str]) -> set[str]:
    return {row["document"] for row in _ask(graph, _HELD, iris)}


def _describe(graph: View, depths: Mapping[str, int]) -> tuple[Node, ...]:
    """The documents with their names, by depth; of several names always the same."""
    numbers: dict[str, str] = {}
    titles: dict[str, str] = {}
    # What the target itself is called comes before what it is called where it is cited.
    for row in _ask(graph, _DETAILS, depths) + _ask(graph, _CITED_AS, depths):
        for name, known in (("number", numbers), ("title", titles)):
            if name in row:
                known.setdefault(row["document"], row[name])
    held = _held(graph, depths)
    names = " ".join(f"({_term(document)} {_term(name)})" for document, name in _names(graph, depths))
    cited = {row["document"]: int(row["count"]) for row in ask(graph, _COUNTS.format(documents=names))}
    nodes = [
        Node(iri, numbers.get(iri, ""), titles.get(iri, ""), iri in held, depth, cited.get(iri, 0))
        for iri, depth in depths.items()
    ]
    return tuple(sorted(nodes, key=lambda node: (node.depth, node.iri)))


def _ask(graph: View, sparql: str, iris: Iterable[str], kinds: Iterable[str] = ()) -> list[dict[str, str]]:
    """A query over a list of IRIs of the graph; sorted, so that the first of several answers is always the same."""
    documents = " ".join(map(_term, sorted(set(iris))))
    quoted = ", ".join(f'"{kind}"' for kind in kinds)
    rows = ask(graph, sparql.format(documents=documents, kinds=quoted, rows=_ROWS))
    return sorted(rows, key=lambda row: sorted(row.items()))


def _term(iri: str) -> str:
    return str(ox.NamedNode(iri))
