"""The types of page layout: words with boxes, ruling lines, pages."""

from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from operator import attrgetter, sub
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


_AROUND = 0.3  # of a character: by how much an engine's box is wider than its words
_LATIN = 0.55  # of a Chinese character: how wide a figure or a Latin letter is; 0.5 to 0.6 in the usual fonts


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
            min([word.top for word in words]),
            max([word.right for word in words]),
            max([word.bottom for word in words]),
        )

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        return "".join([word.text for word in self.words])

    @property
    def size(self) -> float:
        """Return the height of the characters. An OCR engine's boxes are as high as it happens: there the width of a character
        says it too, and the smaller counts."""
        height = self.bottom - self.top
        if self.words[0].confidence is None:
            return height
        ems = sum(_ems(sign) for word in self.words for sign in word.text)
        return min(height, sum(word.right - word.left for word in self.words) / (ems + _AROUND * len(self.words)))


_GAP, _WIDE_GAP = 0.25, 0.4  # of the height: a blank between two Latin words, between other characters


def fragments(page: Page, segment: Segment, heading: bool = False) -> list[Fragment]:
    """Return the words of a segment with their places: one fragment for words of the same item and confidence."""
    groups = groupby(segment.words, key=attrgetter("item", "confidence"))
    return [_fragment(page, _spelled(list(words)), heading) for _, words in groups]


def _spelled(words: list[Word]) -> list[Word]:
    """Return words of one character each: a longer one (an OCR engine's line) is divided among its characters as wide as
    they usually are."""
    if len("".join([word.text for word in words])) == len(words):
        return words
    out: list[Word] = []
    for word in words:
        ends = list(accumulate(map(_ems, word.text), initial=0.0))
        step = (word.right - word.left) / ends[-1]
        for sign, (low, high) in zip(word.text, pairwise(ends), strict=True):
            out.append(word._replace(text=sign, left=word.left + step * low, right=word.left + step * high))
    return out


def _ems(sign: str) -> float:
    return _LATIN if sign.isascii() else 1.0


def _fragment(page: Page, words: list[Word], heading: bool) -> Fragment:
    """Return words of one character each as one fragment, with a blank in each gap."""
    first = words[0]
    texts, lefts, tops, rights, bottoms, *_ = map(list, zip(*words, strict=True))
    top, bottom = min(tops), max(bottoms)
    least = _GAP * min(map(sub, bottoms, tops))
    steps = map(sub, lefts[1:], rights)
    gaps = [i for i, step in enumerate(steps, 1) if step > least and _parted(words[i - 1], words[i])]
    for i in reversed(gaps):
        texts.insert(i, " ")
        lefts.insert(i, rights[i - 1])
        rights.insert(i, lefts[i + 1])
    place = OnPage(page.number, top, bottom, tuple(lefts), tuple(rights), first.item, first.confidence, unit=page.unit)
    return Fragment("".join(texts), place, heading=heading)


def _parted(before: Word, word: Word) -> bool:
    """Test whether there is a blank between two characters of a line."""
    latin = before.text.isascii() and word.text.isascii()
    return word.left - before.right > (_GAP if latin else _WIDE_GAP) * (word.bottom - word.top)
