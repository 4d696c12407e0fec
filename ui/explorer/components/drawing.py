"""A neighbourhood, or the chains between two documents, as an SVG of ours; all texts are escaped.

A document is a round, an agency a square; what is only cited is hollow, what holds no longer struck through. Colours are of
`tones.css` (status) and `kinds.css` (relations); sizes tell how often a document is cited.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, degrees, hypot, pi, sin, sqrt, tau

from markupsafe import Markup

from graph.records.excerpts import fit
from graph.records.neighbourhood import Edge, Neighbourhood, Node
from graph.records.network import JOINTLY
from ontology.enumerations import RelationKind
from ui.explorer import url
from ui.explorer.components import tones
from ui.explorer.components.markup import fill, join
from ui.explorer.components.relations import name
from ui.explorer.layout import COLUMN, ROW, Spot, branches, layers, radial, rings
from ui.explorer.messages import Messages

LABEL = 15
"""The length in characters at which a label is cut."""
MANY = 120
"""From how many relations on those between branches step back until they are pointed at."""
MARGIN = 190.0
"""The room for the labels of the outermost ring, in pixels."""
_LINE = 22.0


@dataclass(frozen=True, slots=True)
class DrawingOptions:
    """How a neighbourhood is shown: the day of the status, the words, what the address says (kept where a node leads on), and
    the nodes that are unfolded."""

    day: date
    say: Messages
    parameters: Mapping[str, str]
    opened: tuple[str, ...] = ()


def drawing(around: Neighbourhood, view: DrawingOptions, *, chains: bool = False) -> Markup:
    """The SVG. chains: in layers from the first document to the last, instead of rings around the centre."""
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
            _node(node, spots[node.iri], places[node.iri], view, level=chains or len(below[node.iri]) > 2)
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


def size(node: Node) -> float:
    """The radius of a node in pixels: its area grows with the number of documents that name it (an agency: that it issued)."""
    return radius(node.cited) + (3 if node.depth == 0 else 0)


def radius(cited: int) -> float:
    return min(18.0, 4.5 + 2.1 * sqrt(cited))


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
    """From the one that speaks to the one spoken of, ending at its rim. Between rings straight, else bent inwards."""
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


def _node(node: Node, spot: Spot, place: int, view: DrawingOptions, *, level: bool) -> Markup:
    """A link to the drawing with this node unfolded (or folded again), which the frame follows without a new page."""
    act = "fold" if node.unfolded else "unfold" if node.hidden else ""
    classes = ["node", f"zm-t-{tones.tone(node, view.day)}"]
    classes += [
        word for word, so in (("centre", node.depth == 0), ("named", not node.published and not node.agency)) if so
    ]
    x, y, r = spot.x, spot.y, size(node)
    return fill(
        '<a class="{}" data-node="{}" data-iri="{}" data-page="{}" data-act="{}" data-size="{}" href="{}"><title>{}</title>'
        '<circle class="hit" cx="{x}" cy="{y}" r="14"/>{}{}{}{}</a>',
        " ".join(classes),
        place,
        node.iri,
        "agency" if node.agency else "document" if node.published else "",
        act,
        f"{r:.1f}",
        url.graph(**{**view.parameters, "open": " ".join(toggled(view.opened, node.iri))}),
        "\n".join(describe(node, view.day, view.say)),
        _mark(node, spot, r),
        _stroke(spot, r) if "zm-t-ended" in classes else Markup(""),
        _sign(spot, r, act),
        _label(node, spot, level),
        x=f"{x:.1f}",
        y=f"{y:.1f}",
    )


def toggled(opened: Sequence[str], iri: str) -> tuple[str, ...]:
    """The unfolded nodes when one more is, or when this one is folded again."""
    return tuple(one for one in opened if one != iri) if iri in opened else (*opened, iri)


def describe(node: Node, day: date, say: Messages) -> list[str]:
    """What there is to say about a node: its title, its number, what holds, how much names it."""
    lines = [node.title or say("documents.no_title"), node.number]
    if node.agency:
        return [lines[0], say("graph.issued", count=node.cited)]
    held = tones.find_status(node, day)
    if held is not None:
        lines.append(say("graph.standing", status=tones.name(held, say), day=day.isoformat()))
    lines += [say("graph.published" if node.published else "graph.only_cited"), say("graph.cited", count=node.cited)]
    return [line for line in lines if line]


def _mark(node: Node, spot: Spot, r: float) -> Markup:
    if node.agency:
        side = 1.8 * r
        return fill(
            '<rect class="dot" x="{}" y="{}" width="{side}" height="{side}" rx="2"/>',
            f"{spot.x - side / 2:.1f}",
            f"{spot.y - side / 2:.1f}",
            side=f"{side:.1f}",
        )
    return fill(
        '<circle class="dot" cx="{}" cy="{}" r="{r}" style="--r:{r}px"/>',
        f"{spot.x:.1f}",
        f"{spot.y:.1f}",
        r=f"{r:.1f}",
    )


def _stroke(spot: Spot, r: float) -> Markup:
    reach = r * 0.72 + 2.5
    ends = (spot.x - reach, spot.y + reach, spot.x + reach, spot.y - reach)
    return fill('<path class="stroke" d="M{} {}L{} {}"/>', *(f"{end:.1f}" for end in ends))


def _sign(spot: Spot, r: float, act: str) -> Markup:
    """A plus at the rim of what can be unfolded, a minus where it is."""
    if not act:
        return Markup("")
    x, y = spot.x + 0.75 * r + 2.5, spot.y + 0.75 * r + 2.5
    plus = f"M{x - 2.4:.1f} {y:.1f}h4.8" + (f"M{x:.1f} {y - 2.4:.1f}v4.8" if act == "unfold" else "")
    return fill('<g class="sign"><circle cx="{}" cy="{}" r="4.4"/><path d="{}"/></g>', f"{x:.1f}", f"{y:.1f}", plus)


def _label(node: Node, spot: Spot, level: bool) -> Markup:
    """Outwards along the ray, never upside down; below a document that others hang on, whose ray is theirs.

    data-at: where the ray begins, its turn in degrees, and how far along it the label begins (negative: it ends there; 0: it
    stands in the middle of the point), for the frame to tell which labels there is room for."""
    words = node.number or node.title
    words = fit(words, LABEL + 1)
    r = size(node)
    if node.depth == 0 or level:
        x, y = f"{spot.x:.1f}", f"{spot.y + r + 2:.1f}"
        return fill(
            '<text x="{x}" y="{y}" dy="1em" text-anchor="middle" lang="zh" data-at="{x} {y} 0 0">{}</text>',
            words,
            x=x,
            y=y,
        )
    left = spot.angle % tau > pi
    turn = degrees(spot.angle) - 90 + (180 if left else 0)
    reach = r + 5
    return fill(
        '<text transform="translate({x} {y}) rotate({turn})" dx="{}" dy="4" text-anchor="{}" lang="zh" '
        'data-at="{x} {y} {turn} {}">{}</text>',
        f"{-reach if left else reach:.1f}",
        "end" if left else "start",
        f"{-reach if left else reach:.1f}",
        words,
        x=f"{spot.x:.1f}",
        y=f"{spot.y:.1f}",
        turn=f"{turn:.1f}",
    )


def shown_tones(around: Neighbourhood, day: date) -> list[tuple[str, int]]:
    """The tones that are shown, and how many nodes have each."""
    counts: dict[str, int] = {}
    for node in around.nodes:
        tone = tones.tone(node, day)
        counts[tone] = counts.get(tone, 0) + 1
    order = [*dict.fromkeys(tones.TONES.values()), tones.AGENCY]
    return [(tone, counts[tone]) for tone in order if tone in counts]


def picture_key(around: Neighbourhood, view: DrawingOptions, chains: bool) -> list[Markup]:
    """The legend that goes with the picture when it is taken from the page, a line each; the page has its own."""
    say, kinds = (
        view.say,
        sorted({edge.kinds[0] for edge in around.edges}, key=lambda kind: (RelationKind.rank(kind), kind)),
    )
    centre = around.centre
    lines = [
        _text_line(f"{centre.title or centre.number} · {say('status.as_of', day=view.day.isoformat())}", 0, 0, "head")
    ]
    spots = [
        (fill('<circle class="dot zm-t-{}" r="5" cx="5"/>', tone), say(f"graph.tone_{tone}"))
        for tone, _ in shown_tones(around, view.day)
    ]
    arrows = [(fill('<path class="edge zm-k-{}" d="M-4 0h18"/>', kind), name(kind, say)) for kind in kinds]
    for row, items in enumerate((spots, arrows), 1):
        across, parts = 0.0, []
        for sign, words in items:
            parts.append(
                fill(
                    '<g transform="translate({} {})">{}{}</g>',
                    f"{across:.0f}",
                    _LINE * row,
                    sign,
                    _text_line(words, 18, 4, ""),
                )
            )
            across += 40 + sum(13 if ord(letter) > 255 else 7 for letter in words)
        lines.append(join(parts))
    lines.append(_text_line(say("chain.size" if chains else "graph.size"), 0, _LINE * 3 + 4, ""))
    return lines


def _text_line(words: str, x: float, y: float, kind: str) -> Markup:
    return fill('<text class="{}" x="{}" y="{}" lang="zh">{}</text>', kind, x, y, words)
