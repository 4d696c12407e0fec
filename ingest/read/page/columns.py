"""Find the reading order: cut a page at the gutter between its columns, recursively (XY cut).

What crosses the gutter (headings, wide tables) cuts the page into bands; in a band the left column is read before the right.
"""

from bisect import bisect_left
from collections.abc import Sequence

from ingest.read.page.model import Segment

_NARROWEST_PAGE = 12  # characters: a narrower block has no columns
_CROSSING = 0.18  # of the rows: how many headings may cross a gutter
_GUTTER = 0.45  # characters wide at least
_NARROWEST_COLUMN = 7  # characters
_FILLED = 0.6  # of its column: what the middle line of prose fills
_SAME_ROW = 0.6  # characters: how far the middles of one row lie apart
_MANY = 6  # lines side by side: two columns even if one of them is a list
_OFF_MIDDLE = 0.06  # of the width
_DEEPEST = 30
_BIN = 0.2  # characters


def in_order(segments: Sequence[Segment], em: float) -> list[list[Segment]]:
    """Return rows in reading order, each with its segments left to right. em: the size of the page's characters."""
    return _ordered(list(segments), em, 0)


def _ordered(segments: list[Segment], em: float, depth: int) -> list[list[Segment]]:
    gutter = _gutter(segments, em) if len(segments) >= 4 and depth <= _DEEPEST else None
    if gutter is None:
        return _rows(segments, em)
    left = [s for s in segments if s.right <= gutter]
    right = [s for s in segments if s.left >= gutter]
    crossing = sorted((s for s in segments if s.left < gutter < s.right), key=lambda s: s.middle)
    out: list[list[Segment]] = []
    for band in [*_rows(crossing, em), None]:
        limit = band[0].middle if band else float("inf")
        for side in (left, right):
            above = [s for s in side if s.middle < limit]
            if above:
                out += _ordered(above, em, depth + 1)
            side[:] = [s for s in side if s.middle >= limit]
        if band:
            out.append(band)
    return out


def _rows(segments: Sequence[Segment], em: float) -> list[list[Segment]]:
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: s.middle):
        if rows and segment.middle - rows[-1][0].middle <= _SAME_ROW * em and segment.table is None:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.left) for row in rows]


def _gutter(segments: Sequence[Segment], em: float) -> float | None:
    """Return the x that the fewest segments cross, with prose on both sides; None for a page of one column."""
    start = min(s.left for s in segments)
    width = max(s.right for s in segments) - start
    if width < _NARROWEST_PAGE * em:
        return None
    size = _BIN * em
    bins = int(width / size) + 1
    changes = [0] * (bins + 2)
    for s in segments:
        changes[max(0, int((s.left - start) / size))] += 1
        changes[min(bins, int((s.right - start) / size)) + 1] -= 1
    crossed: list[int] = []
    total = 0
    for change in changes[: bins + 1]:
        total += change
        crossed.append(total)
    limit = int(_CROSSING * len({round(s.middle / em) for s in segments}))
    best: tuple[int, float, float] | None = None
    for low, high in _valleys(crossed, limit):
        if low == 0 or high == bins or (high - low + 1) * size < _GUTTER * em:
            continue
        at = start + (low + high + 1) / 2 * size
        crossing = sum(s.left < at < s.right for s in segments)
        candidate = (crossing, -(high - low) * size, at)
        if (best is None or candidate < best) and _parts_columns(segments, at, em):
            best = candidate
    return best[2] if best else None


def _valleys(crossed: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Return the first and last bin of each stretch that few segments cross, where the fewest cross."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(crossed):
        if crossed[at] > limit:
            at += 1
            continue
        end = at
        while end + 1 < len(crossed) and crossed[end + 1] <= limit:
            end += 1
        low = min(range(at, end + 1), key=crossed.__getitem__)
        high = low
        while high < end and crossed[high + 1] == crossed[low]:
            high += 1
        found.append((low, high))
        at = end + 1
    return found


def _parts_columns(segments: Sequence[Segment], at: float, em: float) -> bool:
    """Test whether two columns are side by side: of one width with prose in one of them, or prose on the left."""
    left = [s for s in segments if s.right <= at and s.table is None]
    right = [s for s in segments if s.left >= at and s.table is None]
    if len(left) < 2 or len(right) < 2:
        return False
    beside = _beside(left, right)
    if beside >= _MANY and _is_in_middle(segments, at) and (_is_prose(left, em) or _is_prose(right, em)):
        return True
    return beside >= 2 and _is_prose(left, em) and (len(right) >= 3 or _is_prose(right, em))


def _is_in_middle(segments: Sequence[Segment], at: float) -> bool:
    """Test for equal widths: columns of a print have them, columns of a table without rules hardly ever."""
    start, end = min(s.left for s in segments), max(s.right for s in segments)
    return abs(at - (start + end) / 2) <= _OFF_MIDDLE * (end - start)


def _beside(left: Sequence[Segment], right: Sequence[Segment]) -> int:
    """Return how many lines of the left side have one of the right side beside them. A signature is below its text instead."""
    others = sorted(right, key=lambda s: s.middle)
    middles = [s.middle for s in others]
    return sum(
        any(o.top < s.bottom and s.top < o.bottom for o in others[max(0, at - 1) : at + 1])
        for s in left
        for at in [bisect_left(middles, s.middle)]
    )


def _is_prose(segments: Sequence[Segment], em: float) -> bool:
    """Test whether most lines fill their column."""
    width = max(s.right for s in segments) - min(s.left for s in segments)
    middle = sorted(s.right - s.left for s in segments)[len(segments) // 2]
    return width >= _NARROWEST_COLUMN * em and middle >= _FILLED * width
