"""One node of a drawing: its mark, its label, and the link that unfolds it.

A document is a circle, an agency a square. A document that is only cited is hollow; one that is no longer in force is struck
through. The size grows with the number of documents that cite it. All texts are escaped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import degrees, pi, sqrt, tau

from markupsafe import Markup

from graph.records.excerpts import fit
from graph.records.neighbourhood import Node
from ontology.iri import named_by_file
from ui.explorer import url
from ui.explorer.components import tones
from ui.explorer.components.markup import fill
from ui.explorer.layout import Spot
from ui.messages import Messages

LABEL = 15
"""The length in characters at which a label is cut."""


@dataclass(frozen=True, slots=True)
class DrawingOptions:
    """The display of a neighbourhood. day: of the status. say: the words. parameters: of the page's address, which links of nodes
    keep. opened: the IRIs of the nodes that are unfolded."""

    day: date
    say: Messages
    parameters: Mapping[str, str]
    opened: tuple[str, ...] = ()


def size(node: Node) -> float:
    """Return the radius of a node in pixels: its area grows with the number of documents that cite it or that it issued."""
    return radius(node.cited) + (3 if node.depth == 0 else 0)


def radius(cited: int) -> float:
    """Return the radius in pixels for a number of citing documents."""
    return min(18.0, 4.5 + 2.1 * sqrt(cited))


def mark(node: Node, spot: Spot, place: int, view: DrawingOptions, *, level: bool) -> Markup:
    """Return a node as a link that unfolds or folds it; the frame follows the link without loading the page again."""
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
    """Return the unfolded nodes after one is unfolded, or folded if it was unfolded."""
    return tuple(one for one in opened if one != iri) if iri in opened else (*opened, iri)


def describe(node: Node, day: date, say: Messages) -> list[str]:
    """Return the lines of a node's tooltip: title, number, status, how many documents cite it."""
    lines = [node.title or named_by_file(node.iri) or say("documents.no_title"), node.number]
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
    """Return a plus at the rim of a node that can be unfolded, a minus at one that is unfolded."""
    if not act:
        return Markup("")
    x, y = spot.x + 0.75 * r + 2.5, spot.y + 0.75 * r + 2.5
    plus = f"M{x - 2.4:.1f} {y:.1f}h4.8" + (f"M{x:.1f} {y - 2.4:.1f}v4.8" if act == "unfold" else "")
    return fill('<g class="sign"><circle cx="{}" cy="{}" r="4.4"/><path d="{}"/></g>', f"{x:.1f}", f"{y:.1f}", plus)


def _label(node: Node, spot: Spot, level: bool) -> Markup:
    """Return the label of a node. It runs outwards along the ray, never upside down. A node with further nodes has its label
    below it, because their rays need the room beside it.

    A script reads data-at to decide which labels fit: the start of the ray, its turn in degrees, and how far along it the label begins
    (negative: ends there; 0: centred).
    """
    words = node.number or node.title or named_by_file(node.iri)
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
