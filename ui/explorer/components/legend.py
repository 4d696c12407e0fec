"""The legend of a drawing: what colours, forms and sizes mean, on the page and in a downloaded picture."""

from datetime import date

from markupsafe import Markup

from graph.records.neighbourhood import NODES, Neighbourhood
from ontology.enumerations import RelationKind
from ui.explorer import url
from ui.explorer.components import tones
from ui.explorer.components.marks import DrawingOptions, radius
from ui.explorer.components.markup import fill, join
from ui.explorer.components.relations import name

_LINE = 22.0


def legend(around: Neighbourhood, view: DrawingOptions) -> Markup:
    """Return the page's legend: counts, what colours, forms and sizes mean, and what was left out."""
    say = view.say
    kinds = join(fill('<li class="zm-edge zm-k-{}">{}</li>', kind, name(kind, say)) for kind in _kinds(around))
    dots = join(
        fill(
            '<li class="zm-dot zm-t-{}">{}</li>',
            tone,
            say("graph.tone_count", name=say(f"graph.tone_{tone}"), count=count),
        )
        for tone, count in _shown_tones(around, view.day)
    )
    hollow = fill('<li class="zm-dot zm-named">{}</li>', say("graph.only_cited"))
    sizes = join(
        fill(
            '<li class="zm-size"><i style="width:{r}px;height:{r}px"></i>{}</li>',
            say("graph.size_of", count=count),
            r=size,
        )
        for count, size in ((count, f"{2 * radius(count):.0f}") for count in (1, 10, 40))
    )
    left_out = Markup("")
    if around.left_out:
        notice = say("graph.left_out", count=around.left_out, limit=NODES)
        left_out = fill('<p class="zm-notice">{}</p>', notice)
    fold = Markup("")
    if view.opened:
        href = url.graph(**view.parameters)
        fold = fill(' <a class="zm-fold-all" href="{}">{}</a>', href, say("graph.fold_all", count=len(view.opened)))
    agencies = sum(node.agency for node in around.nodes)
    counts = say(
        "graph.counts_agencies" if agencies else "graph.counts",
        nodes=len(around.nodes) - agencies,
        agencies=agencies,
        edges=len(around.edges),
    )
    return fill(
        '<p class="zm-count">{}{}</p>{}<ul class="zm-legend">{}{}{}</ul><ul class="zm-legend">{}</ul>',
        counts,
        fold,
        left_out,
        dots,
        hollow if any(not node.published and not node.agency for node in around.nodes) else Markup(""),
        sizes,
        kinds,
    )


def picture_key(around: Neighbourhood, view: DrawingOptions, chains: bool) -> list[Markup]:
    """Return the legend of a downloaded picture, a line each."""
    say, centre = view.say, around.centre
    lines = [
        _text_line(f"{centre.title or centre.number} · {say('status.as_of', day=view.day.isoformat())}", 0, 0, "head")
    ]
    spots = [
        (fill('<circle class="dot zm-t-{}" r="5" cx="5"/>', tone), say(f"graph.tone_{tone}"))
        for tone, _ in _shown_tones(around, view.day)
    ]
    arrows = [(fill('<path class="edge zm-k-{}" d="M-4 0h18"/>', kind), name(kind, say)) for kind in _kinds(around)]
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


def _kinds(around: Neighbourhood) -> list[str]:
    """Return the kinds of relation that are drawn, the strongest first."""
    return sorted({edge.kinds[0] for edge in around.edges}, key=lambda kind: (RelationKind.rank(kind), kind))


def _shown_tones(around: Neighbourhood, day: date) -> list[tuple[str, int]]:
    """Return the tones that are shown, and how many nodes have each."""
    counts: dict[str, int] = {}
    for node in around.nodes:
        tone = tones.tone(node, day)
        counts[tone] = counts.get(tone, 0) + 1
    order = [*dict.fromkeys(tones.TONES.values()), tones.AGENCY]
    return [(tone, counts[tone]) for tone in order if tone in counts]


def _text_line(words: str, x: float, y: float, kind: str) -> Markup:
    return fill('<text class="{}" x="{}" y="{}" lang="zh">{}</text>', kind, x, y, words)
