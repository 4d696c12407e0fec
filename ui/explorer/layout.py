"""Place the nodes of a drawing: on rings around the centre, one ring a step, branches side by side; chains in layers from left to
right.

The distance from the centre is the number of steps, and equal neighbourhoods give equal drawings, which no force simulation
would. Time is linear in documents and relations.
"""

from dataclasses import dataclass
from math import cos, pi, sin, tau

from graph.records.neighbourhood import Neighbourhood
from ontology.enumerations import RelationKind

RING = 150.0
"""The least distance between two rings, in pixels: room for a label."""
SPACE = 19.0
"""The least distance between two neighbours on a ring, in pixels: the height of a line."""

COLUMN, ROW = 210.0, 74.0
"""Between two layers, and between two documents of one, in pixels: room for a label below each."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Pixels from the centre, x to the right and y down; angle: clockwise from twelve o'clock, in radians."""

    x: float
    y: float
    angle: float


def rings(around: Neighbourhood) -> tuple[float, ...]:
    """Return the radius of each ring, that of the centre first."""
    return tuple(_scale(around) * RING * depth for depth in range(1 + max(node.depth for node in around.nodes)))


def radial(around: Neighbourhood) -> dict[str, Spot]:
    """Return the spot of each document, by IRI."""
    children = branches(around)
    scale = _scale(around)
    need = _need(around, children)
    spots: dict[str, Spot] = {}
    # What is left of the circle goes to all in equal measure.
    stack = [(around.centre.iri, 0, 0.0, tau)]
    while stack:
        iri, depth, start, width = stack.pop()
        middle = start + width / 2
        radius = scale * RING * depth
        spots[iri] = Spot(radius * sin(middle), -radius * cos(middle), middle)
        whole = sum(need[child] for child in children[iri])
        at = start
        for child in children[iri]:
            share = width * need[child] / whole
            stack.append((child, depth + 1, at, share))
            at += share
    return spots


def layers(around: Neighbourhood) -> dict[str, Spot]:
    """Return the spot of each document by IRI: a column a step, each column vertically centred."""
    columns: dict[int, list[str]] = {}
    for node in around.nodes:
        columns.setdefault(node.depth, []).append(node.iri)
    middle = max(columns) / 2
    return {
        iri: Spot(COLUMN * (depth - middle), ROW * (place - (len(column) - 1) / 2), pi / 2)
        for depth, column in columns.items()
        for place, iri in enumerate(column)
    }


def branches(around: Neighbourhood) -> dict[str, list[str]]:
    """Assign each document to one that is a step nearer to the centre; same kinds of relation together."""
    depths = {node.iri: node.depth for node in around.nodes}
    ties: dict[str, tuple[bool, int, str]] = {}
    for edge in around.edges:
        for inner, outer in ((edge.citing, edge.cited), (edge.cited, edge.citing)):
            if depths[outer] == depths[inner] + 1:
                tie = (edge.cited == inner, RelationKind.rank(edge.kinds[0]), inner)
                ties[outer] = min(tie, ties.get(outer, tie))
    children: dict[str, list[str]] = {node.iri: [] for node in around.nodes}
    for outer, (_, _, inner) in sorted(ties.items(), key=lambda item: (item[1][:2], item[0])):
        children[inner].append(outer)
    return children


def _need(around: Neighbourhood, children: dict[str, list[str]]) -> dict[str, float]:
    """Return the angle that each document takes with all that hangs on it, on rings `RING` apart."""
    need: dict[str, float] = {}
    for node in reversed(around.nodes):
        own = SPACE / (RING * node.depth) if node.depth else 0.0
        need[node.iri] = max(own, sum(need[child] for child in children[node.iri]))
    return need


def _scale(around: Neighbourhood) -> float:
    """Return the factor by which the rings are enlarged so that all nodes fit: angles shrink as rings grow."""
    return max(1.0, _need(around, branches(around))[around.centre.iri] / tau)
