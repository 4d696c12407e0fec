"""Join words of one height to lines, and cut them at gaps wider than the blanks of a sentence."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter

from ingest.read.page.model import Segment, Word

_SAME_LINE = 0.45  # of the height: how far middles of one line lie apart
_WIDE_GAP = 0.75  # of the height
_OPEN_LINES = 4  # lines that a word may still belong to
_left = attrgetter("left")


def segments(words: Iterable[Word]) -> list[Segment]:
    """Order segments from top to bottom, then left to right. Takes linear time apart from sorting."""
    return [segment for line in lines(words) for segment in _cut(line)]


def lines(words: Iterable[Word]) -> list[list[Word]]:
    """Return words of one height, each line left to right, lines from top to bottom."""
    printed: dict[tuple[float, float], list[Word]] = {}  # a font's characters on one line have one top and one bottom
    for word in words:
        printed.setdefault((word.top, word.bottom), []).append(word)
    runs = [(top + bottom, min(run, key=_left).left, bottom - top, run) for (top, bottom), run in printed.items()]
    found: list[tuple[float, float, list[Word]]] = []
    for sides, _, height, run in sorted(runs, key=itemgetter(0, 1)):
        middle = sides / 2
        for at, tall, line in found[-_OPEN_LINES:]:
            if abs(at - middle) < _SAME_LINE * min(height, tall):
                line += run
                break
        else:
            found.append((middle, height, run))
    return [sorted(line, key=_left) for _, _, line in found]


def _cut(line: Sequence[Word]) -> list[Segment]:
    gap = _WIDE_GAP * (line[0].bottom - line[0].top)
    cuts = [0]
    end = line[0].right
    for i, (_, left, _, right, _, _, _) in enumerate(line):
        if left - end > gap:
            cuts.append(i)
        if right > end:
            end = right
    return [Segment.join(list(line[low:high])) for low, high in pairwise([*cuts, len(line)])]
