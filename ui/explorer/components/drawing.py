"""Draw a neighbourhood, or the chains between two documents, as SVG. All texts are escaped.

`marks` draws nodes, `legend` the legend. Colours come from `tones.css` (status) and `kinds.css` (relations).
"""

from collections.abc import Iterable, Mapping, Sequence
from math import cos, hypot, sin

from markupsafe import Markup

from graph.records.neighbourhood import Edge, Neighbourhood
from graph.records.network import JOINTLY
from ui.explorer.components.legend import picture_key
from ui.explorer.components.marks import DrawingOptions, mark, size
from ui.explorer.components.markup import fill, join
from ui.explorer.components.relations import name
from ui.explorer.layout import COLUMN, ROW, Spot, branches, layers, radial, rings
from ui.messages import Messages

MANY = 120
"""The number of relations from which those between branches are faint until one points at them."""
MARGIN = 190.0
"""The room for the labels of the outermost ring, in pixels."""


def drawing(around: Neighbourhood, view: DrawingOptions, *, chains: bool = False) -> Markup:
    """Return the SVG. chains: layers from the first document to the last, instead of rings around the centre."""
    spots = layers(around) if chains else radial(around)
    places = {node.iri: place for place, node in enumerate(around.nodes)}
    below = {node.iri: list[str]() for node in around.nodes} if chains else branches(around)
    tree = {frozenset((inner, outer)) for inner, hanging in below.items() for outer in hanging}
    radii = () if chains else rings(around)[1:]
    width, height = _extent(spots.values(), radii, chains)
    key = picture_key(around, view, chains)
    return fill(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}" '
        'class="{crowd}" role="group" aria-label="{title}"><defs>{arrows}</defs>{rings}<g>{edges}</g>{nodes}'
        '<g class="key" transform="translate({key_left} {key_top})">{key}</g></svg>',
        left=f"{-width / 2:.0f}",
        top=f"{-height / 2:.0f}",
        width=f"{width:.0f}",
        height=f"{height:.0f}",
        crowd="many" if len(around.edges) > MANY else "few",
        title=view.say("graph.title"),
        arrows=join(_arrow(kind) for kind in sorted({edge.kinds[0] for edge in around.edges} - {JOINTLY})),
        rings=join(fill('<circle class="ring" r="{}"/>', f"{ring:.1f}") for ring in radii),
        edges=join(
            _edge(
                edge,
                around,
                spots,
                places,
                view.say,
                cross=not chains and frozenset((edge.citing, edge.cited)) not in tree,
                straight=chains,
            )
            for edge in around.edges
        ),
        nodes=join(
            mark(node, spots[node.iri], places[node.iri], view, level=chains or len(below[node.iri]) > 2)
            for node in reversed(around.nodes)
        ),
        key_left=f"{-width / 2 + 16:.0f}",
        key_top=f"{height / 2 + 4:.0f}",
        key=join(key),
    )


def _extent(spots: Iterable[Spot], radii: Sequence[float], chains: bool) -> tuple[float, float]:
    if not chains:
        return (2 * (max(radii, default=0.0) + MARGIN),) * 2
    across = max(abs(spot.x) for spot in spots)
    down = max(abs(spot.y) for spot in spots)
    return 2 * (across + COLUMN / 2 + 10), 2 * (down + ROW)


def _arrow(kind: str) -> Markup:
    return fill(
        '<marker id="arrow-{0}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'markerUnits="userSpaceOnUse" orient="auto"><path class="zm-k-{0}" d="M0 0.8 8 4 0 7.2z"/></marker>',
        kind,
    )


def _edge(
    edge: Edge,
    around: Neighbourhood,
    spots: Mapping[str, Spot],
    places: Mapping[str, int],
    say: Messages,
    *,
    cross: bool,
    straight: bool,
) -> Markup:
    """Draw an edge from the citing document to the rim of the cited one: straight between rings, else bent inwards."""
    start, end = spots[edge.citing], spots[edge.cited]
    bend = (start.x + end.x) / 2, (start.y + end.y) / 2
    if not straight:
        bend = _bend(start, end, *(around.nodes[places[iri]].depth for iri in (edge.citing, edge.cited)))
    rim = size(around.nodes[places[edge.cited]]) + 2
    length = hypot(end.x - bend[0], end.y - bend[1]) or 1.0
    tip = (end.x - (end.x - bend[0]) / length * rim, end.y - (end.y - bend[1]) / length * rim)
    strongest = edge.kinds[0]
    kinds = ("、" if say.language == "zh" else ", ").join(name(kind, say) for kind in edge.kinds)
    return fill(
        '<path class="edge{} zm-k-{}" data-from="{}" data-to="{}"{} d="{}"><title>{}</title></path>',
        " cross" if cross else "",
        strongest,
        places[edge.citing],
        places[edge.cited],
        fill(' marker-end="url(#arrow-{})"', strongest) if strongest != JOINTLY else Markup(""),
        f"M{start.x:.1f} {start.y:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {tip[0]:.1f} {tip[1]:.1f}",
        kinds,
    )


def _bend(start: Spot, end: Spot, first: int, second: int) -> tuple[float, float]:
    """Return the control point of an edge. first, second: the rings of its ends."""
    middle = (start.x + end.x) / 2, (start.y + end.y) / 2
    if 0 in (first, second):
        return middle
    if first == second:
        # A straight edge across the circle would run over the centre.
        across = hypot(*middle) < 0.3 * hypot(start.x, start.y)
        return (-start.y / 2, start.x / 2) if across else (middle[0] * 0.6, middle[1] * 0.6)
    # It first follows the ray of the outer node, so that branches of one tree do not cross.
    inner, outer = (start, end) if first < second else (end, start)
    reach = hypot(inner.x, inner.y) * 0.55 + hypot(outer.x, outer.y) * 0.45
    return reach * sin(outer.angle), -reach * cos(outer.angle)
