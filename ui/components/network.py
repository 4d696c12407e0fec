"""A neighbourhood as a drawing: an SVG of ours, in a frame that zooms, and that brings out what hangs on one document.

Not `st-link-analysis`: it writes the texts of documents into its page without escaping them, speaks English only, and
places documents differently each time.
"""

from collections.abc import Mapping
from functools import cache
from math import cos, degrees, hypot, pi, sin, sqrt, tau
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from ui import state
from ui.components.markup import fill, join
from ui.components.relations import name
from ui.layout import Spot, branches, radial, rings
from ui.messages import Messages
from ui.neighbourhood import Edge, Neighbourhood, Node

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

KINDS = Path(__file__).with_name("kinds.css")
"""The colours of the kinds of relation."""
LABEL = 15
"""The length in characters at which a label is cut."""
MANY = 120
"""From how many relations on those between branches step back until they are pointed at."""
MARGIN = 190.0
"""The room for the labels of the outermost ring, in pixels."""


def show(around: Neighbourhood, parameters: Mapping[str, str], say: Messages) -> None:
    """Put the drawing on the page. parameters: of the address, to be kept where a document leads on."""
    words = {"in": say("graph.zoom_in"), "out": say("graph.zoom_out"), "fit": say("graph.zoom_fit")}
    svg = drawing(around, parameters, say)
    _frame()(key="network", data={"svg": str(svg), "words": words})


@cache
def _frame() -> "ComponentRenderer":
    import streamlit as st

    here = Path(__file__)
    return st.components.v2.component(
        "zhengmai_network",
        html='<div class="bar"></div><div class="figure"></div>',
        css=KINDS.read_text(encoding="utf-8") + here.with_suffix(".css").read_text(encoding="utf-8"),
        js=here.with_suffix(".js").read_text(encoding="utf-8"),
    )


def drawing(around: Neighbourhood, parameters: Mapping[str, str], say: Messages) -> Markup:
    """The SVG. Documents are links to their own neighbourhoods; all texts are escaped."""
    spots = radial(around)
    places = {node.iri: place for place, node in enumerate(around.nodes)}
    below = branches(around)
    tree = {frozenset((inner, outer)) for inner, hanging in below.items() for outer in hanging}
    kinds = sorted({edge.kinds[0] for edge in around.edges})
    radius = max(rings(around)) + MARGIN
    return fill(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{corner} {corner} {size} {size}" data-size="{size}" '
        'class="{crowd}" role="group" aria-label="{title}"><defs>{arrows}</defs>{rings}<g>{edges}</g>{nodes}</svg>',
        corner=f"{-radius:.0f}",
        size=f"{2 * radius:.0f}",
        crowd="many" if len(around.edges) > MANY else "few",
        title=say("graph.title"),
        arrows=join(_arrow(kind) for kind in kinds),
        rings=join(fill('<circle class="ring" r="{}"/>', f"{ring:.1f}") for ring in rings(around)[1:]),
        edges=join(
            _edge(edge, around, spots, places, say, cross=frozenset((edge.citing, edge.cited)) not in tree)
            for edge in around.edges
        ),
        nodes=join(
            _node(node, spots[node.iri], places[node.iri], parameters, say, branching=len(below[node.iri]) > 2)
            for node in reversed(around.nodes)
        ),
    )


def size(node: Node) -> float:
    """The radius of a document in pixels: its area grows with the number of documents that name it."""
    return min(18.0, 3.5 + 2.2 * sqrt(node.cited)) + (3 if node.depth == 0 else 0)


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
) -> Markup:
    """From the one that speaks to the one spoken of, ending at its rim. Between rings straight, else bent inwards."""
    start, end = spots[edge.citing], spots[edge.cited]
    bend = _bend(start, end, *(around.nodes[places[iri]].depth for iri in (edge.citing, edge.cited)))
    rim = size(around.nodes[places[edge.cited]]) + 2
    length = hypot(end.x - bend[0], end.y - bend[1]) or 1.0
    tip = (end.x - (end.x - bend[0]) / length * rim, end.y - (end.y - bend[1]) / length * rim)
    kinds = ("、" if say.language == "zh" else ", ").join(name(kind, say) for kind in edge.kinds)
    return fill(
        '<path class="edge{} zm-k-{}" data-from="{}" data-to="{}" marker-end="url(#arrow-{})" d="{}"><title>{}</title></path>',
        " cross" if cross else "",
        edge.kinds[0],
        places[edge.citing],
        places[edge.cited],
        edge.kinds[0],
        f"M{start.x:.1f} {start.y:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {tip[0]:.1f} {tip[1]:.1f}",
        kinds,
    )


def _bend(start: Spot, end: Spot, first: int, second: int) -> tuple[float, float]:
    """The point that an edge bends towards; first, second: the rings of its ends."""
    middle = (start.x + end.x) / 2, (start.y + end.y) / 2
    if 0 in (first, second):
        return middle
    if first == second:
        # Across the circle it would run over the centre.
        across = hypot(*middle) < 0.3 * hypot(start.x, start.y)
        return (-start.y / 2, start.x / 2) if across else (middle[0] * 0.6, middle[1] * 0.6)
    # Along the outer one's own ray first: branches of one tree do not cross.
    inner, outer = (start, end) if first < second else (end, start)
    reach = hypot(inner.x, inner.y) * 0.55 + hypot(outer.x, outer.y) * 0.45
    return reach * sin(outer.angle), -reach * cos(outer.angle)


def _node(
    node: Node, spot: Spot, place: int, parameters: Mapping[str, str], say: Messages, *, branching: bool
) -> Markup:
    status = "centre" if node.depth == 0 else "held" if node.published else "named"
    told = [node.title or say("documents.no_title"), node.number]
    told += [say("graph.published" if node.published else "graph.only_cited"), say("graph.cited", count=node.cited)]
    return fill(
        '<a class="node {}" data-node="{}" href="{}"><title>{}</title>'
        '<circle class="hit" cx="{x}" cy="{y}" r="14"/><circle cx="{x}" cy="{y}" r="{r}"/>{}</a>',
        status,
        place,
        state.href("graph", **{**parameters, "iri": node.iri}),
        "\n".join(filter(None, told)),
        _label(node, spot, branching),
        x=f"{spot.x:.1f}",
        y=f"{spot.y:.1f}",
        r=f"{size(node):.1f}",
    )


def _label(node: Node, spot: Spot, branching: bool) -> Markup:
    """Outwards along the ray, never upside down; below a document that others hang on, whose ray is theirs."""
    words = node.number or node.title
    words = words if len(words) <= LABEL + 1 else words[:LABEL] + "…"
    if node.depth == 0 or branching:
        return fill(
            '<text x="{}" y="{}" text-anchor="middle" lang="zh">{}</text>',
            f"{spot.x:.1f}",
            f"{spot.y + size(node) + 14:.1f}",
            words,
        )
    left = spot.angle % tau > pi
    turn = degrees(spot.angle) - 90 + (180 if left else 0)
    reach = size(node) + 5
    return fill(
        '<text transform="translate({} {}) rotate({})" dx="{}" dy="4" text-anchor="{}" lang="zh">{}</text>',
        f"{spot.x:.1f}",
        f"{spot.y:.1f}",
        f"{turn:.1f}",
        f"{-reach if left else reach:.1f}",
        "end" if left else "start",
        words,
    )
