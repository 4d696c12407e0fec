"""Mark evidence in a text, also where marks overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from markupsafe import Markup

from ui.explorer.components.markup import fill, join

LIT = 1000
"""How many marks of a page are highlighted in all their pieces."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
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


_ORDER = attrgetter("start", "end", "anchor", "title", "look", "href", "stretch", "note")
"""The order of marks, as a key: comparing marks builds two tuples each time."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text under the same marks. begins: the marks whose first piece this is."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]


def runs(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Run]:
    """Cut `text[start:end]` where marks begin and end. The runs joined are that text; marks are clamped to it."""
    end = len(text) if end is None else end
    inside = sorted([mark for mark in marks if max(mark.start, start) < min(mark.end, end)], key=_ORDER)
    if not inside:
        return [Run(text[start:end], (), ())] if start < end else []
    edges = {start, end}
    for mark in inside:
        edges.update((mark.start, mark.end))
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    found, here, following = [], list[Mark](), 0
    for left, right in pairwise(cuts):
        here = [mark for mark in here if mark.end >= right]
        first = len(here)
        while following < len(inside) and inside[following].start <= left:
            here.append(inside[following])
            following += 1
        begins = tuple([mark for mark in here[first:] if mark.start == left])
        found.append(Run(text[left:right], tuple(here), begins))
    return found


def marked(text: str, marks: Sequence[Mark], start: int = 0, end: int | None = None) -> Markup:
    """Return the text as HTML. The pieces of a mark share the class `on-<anchor>`; the first one also has the id."""
    return join(map(_piece, runs(text, marks, start, end))) if marks else fill("{}", text[start:end])


def _piece(run: Run) -> Markup:
    if not run.marks:
        return fill("{}", run.text)
    # One place may be the evidence of several facts: we write empty anchors instead of nesting marks.
    anchors = [fill('<a id="{}" class="zm-anchor"></a>', mark.anchor) for mark in run.begins if mark.anchor]
    words = [mark for mark in run.marks if not mark.stretch]
    # Of several looks, that of the shortest mark wins.
    shortest = sorted(words, key=lambda mark: mark.end - mark.start) if len(words) > 1 else words
    classes = [f"on-{mark.anchor}" for mark in run.marks if mark.anchor]
    classes += [mark.look for mark in shortest if mark.look][:1]
    classes += [mark.look for mark in run.marks if mark.stretch and mark.look]
    inside = _inside(run)
    if not words:
        return fill(_STRETCH, join(anchors), " ".join(classes), inside)
    titles = [mark.title for mark in words if mark.title]
    return fill(_WORDS, join(anchors), " ".join(classes), " / ".join(titles), inside)


def _inside(run: Run) -> Markup | str:
    """The words of a piece: with a note that opens under the pointer, with the keyboard (Tab) and at a touch; as a link; alone."""
    for mark in run.marks:
        if mark.note:
            return fill(_NOTED, run.text, mark.note)
    for mark in run.marks:
        if mark.href:
            return fill('<a href="{}">{}</a>', mark.href, run.text)
    return run.text


_NOTED = '<span class="zm-provision" tabindex="0">{}<span class="zm-provision-words" role="note">{}</span></span>'
_WORDS = '{}<mark class="{}" title="{}">{}</mark>'
_STRETCH = '{}<span class="{}">{}</span>'


def spotlight(anchors: Sequence[str]) -> Markup:
    """Return the style that highlights the mark that the address names (`#number-1`).

    anchors: made by this program (`graph.records.card`, `ui.explorer.components.work`), never text of a document. Browsers check every
    rule when the address changes, so of more than `LIT` marks the rest highlights its first piece only.
    """
    lit = "{background:var(--zm-spot);box-shadow:0 2px var(--zm-accent)}"
    next_to = ",".join(f".zm-anchor:target{' + .zm-anchor' * between} + :is(mark, span)" for between in range(4))
    rules = join(Markup(f".zm-document:has(#{anchor}:target) .on-{anchor}{lit}") for anchor in anchors[:LIT])
    return rules + Markup(next_to + lit)
