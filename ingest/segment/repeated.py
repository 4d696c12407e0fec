"""Documents that a source prints more than once: the same number, heading and lines, but for a few that a page adds.

A line with information (a day, a figure, an annex) is none of these: a text that has another is a document of its own.
"""

from collections.abc import Sequence

from ingest.rules import table
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
