"""The types of page layout: words with boxes, ruling lines, pages."""

from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.model.native import OnPage
from ingest.read.grid import Fragment


class Word(NamedTuple):
    """Characters set as one: a single one in pdf and OFD, a whole line of an OCR engine. item, confidence: as in `OnPage`."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    item: str = ""
    confidence: float | None = None

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class RuledLine(NamedTuple):
    """A ruling line: from start to end along its axis, at a place on the other one."""

    start: float
    end: float
    at: float


@dataclass(slots=True)
class Page:
    """A page. number: from 1; width, height: in the unit of the words, as in `OnPage`; tolerance: how far lines may be apart to meet."""

    number: int
    width: float
    height: float
    unit: str = "pt"
    tolerance: float = 3.0
    words: list[Word] = field(default_factory=list)
    horizontals: list[RuledLine] = field(default_factory=list)
    verticals: list[RuledLine] = field(default_factory=list)


@dataclass(slots=True)
class Segment:
    """Words on one line without a wide gap between them, left to right; or a table, which has no words of its own."""

    words: list[Word]
    left: float
    top: float
    right: float
    bottom: float
    table: int | None = None

    @classmethod
    def join(cls, words: list[Word]) -> "Segment":
        return cls(
            words,
            words[0].left,
            min(word.top for word in words),
            max(word.right for word in words),
            max(word.bottom for word in words),
        )

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)


_GAP, _WIDE_GAP = 0.25, 0.4  # of the height: a blank between two Latin words, between other characters


def fragments(page: Page, segment: Segment) -> list[Fragment]:
    """Return the words of a segment with their places: one fragment for words of the same item and confidence."""
    out: list[Fragment] = []
    run: list[Word] = []
    for word in segment.words:
        if run and (word.item, word.confidence) != (run[-1].item, run[-1].confidence):
            out.append(_fragment(page, run))
            run = []
        run.append(word)
    out.append(_fragment(page, run))
    return out


def _fragment(page: Page, words: list[Word]) -> Fragment:
    """Return one fragment; a word of several characters (an OCR engine's line) is divided evenly among them."""
    texts: list[str] = []
    lefts: list[float] = []
    rights: list[float] = []
    latin, end = False, 0.0
    for text, left, top, right, bottom, _, _ in words:
        ascii_text = text.isascii()
        if texts and left - end > (_GAP if latin and ascii_text else _WIDE_GAP) * (bottom - top):
            texts.append(" ")
            lefts.append(end)
            rights.append(left)
        texts.append(text)
        if len(text) == 1:
            lefts.append(left)
            rights.append(right)
        else:
            step = (right - left) / len(text)
            lefts += [left + step * at for at in range(len(text))]
            rights += [left + step * (at + 1) for at in range(len(text))]
        latin, end = ascii_text, right
    top, bottom = min([word.top for word in words]), max([word.bottom for word in words])
    item, confidence = words[0].item, words[0].confidence
    place = OnPage(page.number, top, bottom, tuple(lefts), tuple(rights), item, confidence, unit=page.unit)
    return Fragment("".join(texts), place)
