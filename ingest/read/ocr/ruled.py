"""Find ruling lines in a picture by morphology: erase everything that is not long and thin."""

from collections.abc import Sequence

import cv2
import numpy as np

from ingest.read.ocr.engine import Pixels, Recognised
from ingest.read.page.model import RuledLine

_LENGTH = 0.035  # of the width: shorter strokes are parts of characters
_ROUNDS = 6
_INSIDE = 0.3  # of the text's height: nearer to its edge than that a line may be ruled
_MOSTLY = 0.4


def ruling_lines(
    grey: Pixels, text_height: float, text: Sequence[Recognised] = ()
) -> tuple[list[RuledLine], list[RuledLine]]:
    """Return horizontal and vertical lines that form lattices, in pixels. text_height: of the lines of text, `text`."""
    height, width = grey.shape
    ink = cv2.adaptiveThreshold(
        cv2.GaussianBlur(grey, (3, 3), 0), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 7
    )
    length = max(9, int(width * _LENGTH))
    across = _lines(np.asarray(ink), length, max(10.0, 0.006 * height))
    down = _lines(np.ascontiguousarray(np.asarray(ink).T), int(length * 0.7), max(10.0, 0.008 * width))
    flat = [(line.left, line.right, line.top, line.bottom) for line in text]
    upright = [(line.top, line.bottom, line.left, line.right) for line in text]
    across = [r for r in across if r.end - r.start > 2.5 * text_height and not _is_stroke(r, flat, text_height)]
    down = [r for r in down if r.end - r.start > 1.8 * text_height and not _is_stroke(r, upright, text_height)]
    return _lattices(across, down, max(2.2 * max(4.0, width * 0.003), 0.5 * text_height))


def _lines(ink: Pixels, length: int, thickest: float) -> list[RuledLine]:
    """Return the horizontal lines of a black-and-white picture."""

    def kernel(wide: int, high: int) -> Pixels:
        return np.ones((high, wide), np.uint8)

    image = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel(9, 1))  # specks along the line are bridged
    image = cv2.dilate(image, kernel(1, 3))
    image = cv2.morphologyEx(image, cv2.MORPH_OPEN, kernel(length, 1))
    image = cv2.morphologyEx(image, cv2.MORPH_CLOSE, kernel(max(3, length // 2), 1))
    count, _, boxes, middles = cv2.connectedComponentsWithStats(image, connectivity=8)
    found = []
    for i in range(1, count):
        left, _, wide, high, _ = (int(value) for value in boxes[i])
        if wide >= length and high <= thickest:
            found.append(RuledLine(float(left), float(left + wide), float(middles[i][1])))
    return found


def _is_stroke(rule: RuledLine, boxes: Sequence[tuple[float, float, float, float]], text_height: float) -> bool:
    """Test whether a line is a character's stroke: mostly inside lines of text.

    boxes: start and end along the line, low and high across it.
    """
    inset = _INSIDE * text_height
    inside = sum(
        max(0.0, min(rule.end, end) - max(rule.start, start))
        for start, end, low, high in boxes
        if low + inset < rule.at < high - inset
    )
    return inside > _MOSTLY * (rule.end - rule.start)


def _lattices(
    across: Sequence[RuledLine], down: Sequence[RuledLine], reach: float
) -> tuple[list[RuledLine], list[RuledLine]]:
    """Return the lines that end on lines that cross them. Those of tables do; strokes under words and through scans do not."""
    kept_across, kept_down = list(across), list(down)
    for _ in range(_ROUNDS):
        held_across = [rule for rule in kept_across if _is_held(rule, kept_down, reach)]
        held_down = [rule for rule in kept_down if _is_held(rule, held_across, reach)]
        if len(held_across) == len(kept_across) and len(held_down) == len(kept_down):
            break
        kept_across, kept_down = held_across, held_down
    return kept_across, kept_down


def _is_held(rule: RuledLine, others: Sequence[RuledLine], reach: float) -> bool:
    return all(
        any(abs(other.at - end) <= reach and other.start - reach <= rule.at <= other.end + reach for other in others)
        for end in (rule.start, rule.end)
    )
