"""Join words of one height to lines, and cut them at gaps wider than the blanks of a sentence."""

from collections.abc import Iterable, Sequence

from ingest.read.page.model import Segment, Word

_SAME_LINE = 0.45  # of the height: how far middles of one line lie apart
_WIDE_GAP = 0.75  # of the height
_OPEN_LINES = 4  # lines that a word may still belong to


def segments(words: Iterable[Word]) -> list[Segment]:
    """Order segments from top to bottom, then left to right. Takes linear time apart from sorting."""
    return [segment for line in lines(words) for segment in _cut(line)]


def lines(words: Iterable[Word]) -> list[list[Word]]:
    """Return words of one height, each line left to right, lines from top to bottom."""
    found: list[tuple[float, float, list[Word]]] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.left)):
        height = word.bottom - word.top
        middle = word.top + height / 2
        for at, tall, line in found[-_OPEN_LINES:]:
            if abs(at - middle) < _SAME_LINE * min(height, tall):
                line.append(word)
                break
        else:
            found.append((middle, height, [word]))
    return [sorted(line, key=lambda w: w.left) for _, _, line in found]


def _cut(line: Sequence[Word]) -> list[Segment]:
    runs = [[line[0]]]
    height = line[0].bottom - line[0].top
    right = line[0].right
    for word in line[1:]:
        if word.left - right > _WIDE_GAP * height:
            runs.append([word])
        else:
            runs[-1].append(word)
        right = max(right, word.right)
    return [Segment.join(run) for run in runs]
