"""Derive transitive relations: chains of 落实 and of 取代, and which agency belongs to which, by their names.

Python, not path expressions: `zm:implements+` over a whole graph costs an engine more than the graph (Virtuoso gives up at
1 GB). A chain is followed for at most `STEPS` steps, and to at most `REACHED` others, the nearest first: state, province,
city, county and town are five levels, and 138 real sources reach no more than 9 documents in 2 steps. So n edges give at most
`REACHED` × n triples, whatever cycle or knot they form; within the bounds the result is that of the path with `+`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from graph.derive.asking import rows, sourced
from graph.store.view import View
from ontology.iri import Iris, local_name
from ontology.places import STATE, Places
from ontology.vocabulary import ORG, ZM

STEPS, REACHED = 16, 256

CHAINS = {
    ox.NamedNode(str(ZM.implements)): ox.NamedNode(str(ZM.implementsTransitive)),
    ox.NamedNode(str(ZM.supersedes)): ox.NamedNode(str(ZM.supersedesTransitive)),
}
PART_OF = ox.NamedNode(str(ORG.subOrganizationOf))
PART_OF_ALL = ox.NamedNode(str(ORG.transitiveSubOrganizationOf))

# The triples already in the derived graph are no source: it is about to be replaced.
_EDGES = "SELECT ?from ?to WHERE { GRAPH ?graph { ?from %s ?to } FILTER(?graph != %s) }"
_AGENCIES = "SELECT ?agency ?name ?place WHERE {{ {} }}"
_AGENCY = "%(agency)s ?agency a org:FormalOrganization ; skos:prefLabel ?name OPTIONAL { ?agency zm:place ?place }"


class AgencyNode(NamedTuple):
    """An agency. iri: its own; place: the code of its place, if its name has one."""

    iri: str
    place: str | None


def chains(view: View, base: str, derived: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield the chains of 落实 and of 取代."""
    old = ox.NamedNode(Iris(base).graph("derived"))
    fresh = [triple for triple in derived if triple.predicate in CHAINS]
    for edge, chain in CHAINS.items():
        pairs = [(row["from"].value, row["to"].value) for row in view.select(_EDGES % (edge, old))]
        pairs += [(t.subject.value, t.object.value) for t in fresh if t.predicate == edge]  # type: ignore[union-attr]
        yield from _triples(reached(pairs), chain)


def chains_from(
    starts: Iterable[str], following: Callable[[str], Sequence[str]], chain: ox.NamedNode
) -> Iterator[ox.Triple]:
    """Yield the chains that begin with some nodes. following: returns those that the edges of a node lead to, sorted."""
    return _triples(((start, node) for start in starts for node in _from(start, following)), chain)


def agency_nodes(view: View, base: str, only: Collection[str] | None = None) -> dict[str, AgencyNode]:
    """Return the agencies that sources name, by their names. only: their IRIs."""
    agencies: dict[str, AgencyNode] = {}
    for row in rows(view, _AGENCIES.format(sourced(_AGENCY, base)), only):
        place = row["place"]
        agency = AgencyNode(row["agency"].value, None if place is None else local_name(place.value))
        agencies[row["name"].value] = min(agency, agencies.get(row["name"].value, agency), key=str)
    return agencies


def hierarchy(agencies: Mapping[str, AgencyNode], only: Collection[str] | None = None) -> Iterator[ox.Triple]:
    """Yield which agency is part of which. only: the names of those that are parts; `agencies` then has all whose names begin theirs."""
    parts = list(sub_organizations(agencies))
    starts = None if only is None else {agencies[name].iri for name in only if name in agencies}
    yield from _triples([pair for pair in parts if starts is None or pair[0] in starts], PART_OF)
    yield from _triples([pair for pair in reached(parts) if starts is None or pair[0] in starts], PART_OF_ALL)


def _triples(pairs: Iterable[tuple[str, str]], predicate: ox.NamedNode) -> Iterator[ox.Triple]:
    return (ox.Triple(ox.NamedNode(one), predicate, ox.NamedNode(other)) for one, other in pairs)


def reached(edges: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each node with all nodes that it reaches in one step or more, within `STEPS` and `REACHED`; itself if it occurs in a cycle.

    >>> sorted(reached([("a", "b"), ("b", "c")]))
    [('a', 'b'), ('a', 'c'), ('b', 'c')]
    """
    following: dict[str, list[str]] = {}
    for one, other in sorted(set(edges)):
        following.setdefault(one, []).append(other)
    for start in following:
        yield from ((start, node) for node in _from(start, lambda node: following.get(node, ())))


def _from(start: str, following: Callable[[str], Sequence[str]]) -> Iterable[str]:
    """Return the nodes that `start` reaches, nearest first."""
    found: dict[str, None] = {}
    ring: Sequence[str] = (start,)
    for _ in range(STEPS):
        ring = list(dict.fromkeys(n for node in ring for n in following(node) if n not in found))
        ring = ring[: REACHED - len(found)]
        if not ring:
            break
        found.update(dict.fromkeys(ring))
    return found


# A name that goes on with the rest of its own last word: 中共济南市委 does not head 中共济南市委员会.
_ONE_WORD = (("委", "员会"), ("部", "门"), ("银行", "业"), ("银行", "保险"))
# What comes behind is another body or a group: 国务院各部委, 南通市商务局会同市财政局.
_NO_PART = ("各", "会同", "、", "等")
_GOVERNMENT = "政府"


def sub_organizations(agencies: Mapping[str, AgencyNode]) -> Iterator[tuple[str, str]]:
    """(IRI, IRI of the body that it is a part of), by full official names: that body's name begins the other.

    济南市人民政府办公厅 → 济南市人民政府, 济南市公安局天桥分局 → 济南市公安局, 国家税务总局济南市税务局 → 国家税务总局. Of
    several the longest. A place is no body, a government is part of none by its name, and bodies of two places belong
    together only where the upper one is of the state.
    """
    places = Places.load()
    for name, agency in agencies.items():
        for end in range(len(name) - 1, 1, -1):
            above = agencies.get(name[:end])
            if above is not None and above.iri != agency.iri and _heads(name[:end], above, name, agency, places):
                yield agency.iri, above.iri
                break


def _heads(upper: str, above: AgencyNode, name: str, agency: AgencyNode, places: Places) -> bool:
    rest = name[len(upper) :]
    if len(rest) < 2 or rest.endswith(_GOVERNMENT) or rest.startswith(_NO_PART):
        return False
    if any(upper.endswith(a) and rest.startswith(b) for a, b in _ONE_WORD):
        return False
    if above.place != agency.place and None not in (above.place, agency.place) and above.place != STATE:
        return False
    place = places.find_prefix(upper)
    return not places.named(upper) and not (place and upper.endswith(places.full_name(place.code)))
