"""Mark evidence in a text, also where marks overlap."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from markupsafe import Markup

from ui.explorer.components.markup import escaped, join, trusted

LIT = 1000
"""How many marks of a page are highlighted in all their pieces."""


class Mark(NamedTuple):
    """The place of a fact, a reference, a party … in a text, as half-open code points.

    anchor: of links to it, empty for none; title: its tooltip; look: its CSS classes; href: where it leads; stretch:
    a sentence or clause in which other words are marked; its look is added to theirs; note: what opens beside
    the words when they are focused.
    """

    start: int
    end: int
    anchor: str
    title: str = ""
    look: str = ""
    href: str = ""
    stretch: bool = False
    note: Markup | str = ""


class Run(NamedTuple):
    """A piece of text under the same marks. begins: the marks whose first piece this is."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]


def runs(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Run]:
    """Cut `text[start:end]` where marks begin and end. The runs joined are that text; marks are clamped to it."""
    end = len(text) if end is None else end
    if start >= end:
        return []
    inside = sorted([mark for mark in marks if mark.start < end and start < mark.end and mark.start < mark.end])
    if not inside:
        return [Run(text[start:end], (), ())]
    edges = {start, end, *[mark.start for mark in inside], *[mark.end for mark in inside]}
    cuts = sorted([edge for edge in edges if start <= edge <= end])
    found: list[Run] = []
    here: list[Mark] = []
    following = 0
    for left, right in pairwise(cuts):
        here = [mark for mark in here if mark.end >= right]
        first = len(here)
        while following < len(inside) and inside[following].start <= left:
            here.append(inside[following])
            following += 1
        begins = tuple([mark for mark in here[first:] if mark.start == left]) if len(here) > first else ()
        found.append(Run(text[left:right], tuple(here), begins))
    return found


def marked(text: str, marks: Sequence[Mark], start: int = 0, end: int | None = None) -> Markup:
    """Return the text as HTML. The pieces of a mark share the class `on-<anchor>`; the first one also has the id."""
    return trusted("".join(map(_piece, runs(text, marks, start, end))) if marks else escaped(text[start:end]))


def _piece(run: Run) -> str:
    """Return a piece as HTML. A law has ten thousand, so that they are not filled into templates.

    Where marks have notes, they open under the pointer, with the keyboard (Tab) and at a touch: of 渡口法第三条 the short name and the
    article.
    """
    inside = escaped(run.text)
    if not run.marks:
        return inside
    classes: list[str] = []
    looks: list[tuple[int, str]] = []
    around: list[str] = []
    titles: list[str] = []
    notes: list[Markup | str] = []
    href, words = "", False
    for start, end, anchor, title, look, to, stretch, opens in run.marks:
        href = href or to
        if opens and opens not in notes:
            notes.append(opens)
        if anchor:
            classes.append(f"on-{anchor}")
        if stretch:
            around.append(look)
            continue
        words = True
        if look:
            looks.append((end - start, look))
        if title:
            titles.append(title)
    if looks:  # of several, that of the shortest mark
        classes.append(min(looks, key=_LENGTH)[1])
    shown = escaped(" ".join([*classes, *filter(None, around)]))
    if notes:
        told = f'<span class="zm-provision-words" role="note">{"".join(map(escaped, notes))}</span>'
        inside = f'<span class="zm-provision" tabindex="0">{inside}{told}</span>'
    elif href:
        inside = f'<a href="{escaped(href)}">{inside}</a>'
    # One place may be the evidence of several facts: we write empty anchors instead of nesting marks.
    anchors = "".join([f'<a id="{escaped(mark.anchor)}" class="zm-anchor"></a>' for mark in run.begins if mark.anchor])
    if not words:
        return f'{anchors}<span class="{shown}">{inside}</span>'
    return f'{anchors}<mark class="{shown}" title="{escaped(" / ".join(titles))}">{inside}</mark>'


_LENGTH = itemgetter(0)


def spotlight(anchors: Sequence[str]) -> Markup:
    """Return the style that highlights the mark that the address names (`#number-1`).

    anchors: made by this program (`graph.records.card`, `ui.explorer.components.work`), never text of a document. Browsers check every
    rule when the address changes, so of more than `LIT` marks the rest highlights its first piece only.
    """
    lit = "{background:var(--zm-spot);box-shadow:0 2px var(--zm-accent)}"
    next_to = ",".join(f".zm-anchor:target{' + .zm-anchor' * between} + :is(mark, span)" for between in range(4))
    rules = join(Markup(f".zm-document:has(#{anchor}:target) .on-{anchor}{lit}") for anchor in anchors[:LIT])
    return rules + Markup(next_to + lit)
