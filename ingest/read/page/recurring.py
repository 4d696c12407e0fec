"""Find what recurs on pages: running heads and feet, page numbers. A head that names a gazette's issue is kept once."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.read.page.model import Page, Segment
from ingest.rules import table

_EDGE = 0.09  # of the height: where heads and feet are printed
_FEWEST_PAGES = 3
_SHARE = 0.4  # of the pages on which a head is printed
_FOLIO = table("layout")["folio"].pattern
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Sorted:
    """The segments of each page that are text, and the words of the others, each once."""

    pages: list[list[Segment]]
    apart: tuple[str, ...]


def set_apart(pages: Sequence[Page], segments: Sequence[list[Segment]]) -> Sorted:
    """Separate running heads, feet and page numbers from the text."""
    seen: Counter[str] = Counter()
    for page, found in zip(pages, segments, strict=True):
        seen.update({_form(s) for s in found if _at_edge(page, s)})
    often = max(2, _SHARE * len(pages)) if len(pages) >= _FEWEST_PAGES else float("inf")
    kept: list[list[Segment]] = []
    apart: dict[str, None] = {}
    said: set[str] = set()
    for page, found in zip(pages, segments, strict=True):
        body: list[Segment] = []
        for segment in found:
            if not _at_edge(page, segment):
                body.append(segment)
                continue
            text = segment.text
            if _FOLIO.fullmatch(text):
                apart[text] = None
            elif seen[_form(segment)] < often:
                body.append(segment)
            elif _form(segment) not in said and table("furniture")["running-head"].whole(text):
                said.add(_form(segment))
                body.append(segment)
            else:
                apart[text] = None
        kept.append(body)
    return Sorted(kept, tuple(apart))


def _at_edge(page: Page, segment: Segment) -> bool:
    return segment.bottom < _EDGE * page.height or segment.top > (1 - _EDGE) * page.height


def _form(segment: Segment) -> str:
    return _DIGITS.sub("#", segment.text)
