"""Join words of one height to lines, and cut them at gaps wider than the blanks of a sentence."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, islice, pairwise
from operator import attrgetter, itemgetter, sub

from ingest.read.page.model import Segment, Word

_SAME_LINE = 0.45  # of the height: how far middles of one line lie apart
_WIDE_GAP = 0.75  # of the height
_OPEN_LINES = 4  # lines that a word may still belong to
_left, _right = attrgetter("left"), attrgetter("right")
_sides = attrgetter("top", "bottom")


def segments(words: Iterable[Word]) -> list[Segment]:
    """Order segments from top to bottom, then left to right. Takes linear time apart from sorting."""
    return [segment for line in lines(words) for segment in _cut(line)]


def lines(words: Iterable[Word]) -> list[list[Word]]:
    """Return words of one height, each line left to right, lines from top to bottom."""
    printed: dict[tuple[float, float], list[Word]] = {}  # a font's characters on one line have one top and one bottom
    for word in words:
        printed.setdefault(_sides(word), []).append(word)
    runs = [(top + bottom, min(map(_left, run)), bottom - top, run) for (top, bottom), run in printed.items()]
    found: list[tuple[float, float, list[Word]]] = []
    for sides, _, height, run in sorted(runs, key=itemgetter(0, 1)):
        middle, reach = sides / 2, _SAME_LINE * height
        for at, line_reach, line in found[-_OPEN_LINES:]:
            if middle - at < reach and middle - at < line_reach:
                line += run
                break
        else:
            found.append((middle, reach, run))
    return [sorted(line, key=_left) for _, _, line in found]


def _cut(line: Sequence[Word]) -> list[Segment]:
    gap = _WIDE_GAP * (line[0].bottom - line[0].top)
    lefts, ends = map(_left, line), accumulate(map(_right, line), max)
    steps = map(sub, islice(lefts, 1, None), ends)
    cuts = [0, *(i for i, step in enumerate(steps, 1) if step > gap), len(line)]
    return [Segment.join(list(line[low:high])) for low, high in pairwise(cuts)]
