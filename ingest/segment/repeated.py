"""Find the documents that a source prints more than once, and the headings that a page prints above its document.

Two prints of a document have the same number, heading and lines, except for a few lines that a page adds.

A line with information (a day, a figure, an annex) is none of these: a text that has another is a document of its own.
"""

from collections.abc import Sequence

from ingest.rules import table
from ingest.segment.extents import Extent
from ingest.segment.paragraphs import Paragraph, joined
from ontology.titles import folded

_ADDED = 0.1  # of the lines of the second print, which may be furniture of the page


class Prints:
    """The documents of a source by number and heading, each with the lines of its first print.

    Asked in printed order. Lines are folded only where a number and a heading come again, and once.
    """

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        self._first: dict[tuple[str, str], range] = {}
        self._lines: dict[tuple[str, str], frozenset[str]] = {}

    def repeats(self, document: range, number: range, heading: range) -> bool:
        """Test whether a document is the second print of an earlier one, and note it if it is not. All three are ranges of paragraphs."""
        if not number or not heading:
            return False
        name = folded(joined(self._paragraphs, number)), folded(joined(self._paragraphs, heading))
        if (first := self._first.setdefault(name, document)) is document:
            return False
        if name not in self._lines:
            self._lines[name] = frozenset(self._folded(first))
        lines = self._folded(document)
        added = [line for line in lines if line not in self._lines[name]]
        return len(added) <= _ADDED * len(lines) and not any(table("lines")["tells-something"].find(a) for a in added)

    def _folded(self, document: range) -> list[str]:
        return [folded(paragraph.text) for paragraph in self._paragraphs[document.start : document.stop]]


def without_page_titles(paragraphs: Sequence[Paragraph], starts: Sequence[Extent]) -> list[Extent]:
    """Return the extents, in printed order, without those that are only the page's title of the next: the same heading, without a number,
    and no sentence between the two. The document then begins with its page's title."""
    kept: list[Extent] = []
    for extent in starts:
        if kept and _is_page_title(paragraphs, kept[-1], extent):
            extent = Extent(kept.pop().start, extent.end, extent.heading, extent.number)
        kept.append(extent)
    return kept


def _is_page_title(paragraphs: Sequence[Paragraph], page: Extent, document: Extent) -> bool:
    if page.number or not (page.heading and document.heading and document.number):
        return False
    if folded(joined(paragraphs, page.heading)) != folded(joined(paragraphs, document.heading)):
        return False
    between = paragraphs[page.heading.stop : min(document.heading.start, document.number.start)]
    return len(between) <= _PAGE_LINES and not any(line.text.endswith(("。", "：", ":")) for line in between)


_PAGE_LINES = 12  # between a page's title and the document
