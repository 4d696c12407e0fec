"""The straight lines of OFD's path objects (GB/T 33190-2016, 9.3), as the ruling lines of a page."""

import re
from collections.abc import Iterator

from lxml import etree

from ingest.read.ofd.attributes import NUMBER, Matrix, Point, named, transformed
from ingest.read.page.model import Page, RuledLine

TOLERANCE = 1.0
"""The largest distance of two lines that meet, in mm."""
_THIN = 1.2  # mm
_SHORTEST = 1.5  # mm
_TOKEN = re.compile(rf"[A-Za-z]|{NUMBER}")
_OPERANDS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}  # AbbreviatedData


def add_rules(unit: etree._Element, matrix: Matrix, page: Page) -> None:
    """Add the horizontal and vertical lines of a path object to the page."""
    data = next(named(unit, "AbbreviatedData"), None)
    sides = [
        (transformed(matrix, *a), transformed(matrix, *b))
        for a, b in _sides("".join(data.itertext()) if data is not None else "")
    ]
    if unit.get("Fill", "").lower() == "true" and unit.get("Stroke", "true").lower() == "false" and sides:
        sides = _as_line([point for side in sides for point in side])
    for (x0, y0), (x1, y1) in sides:
        if abs(y0 - y1) < TOLERANCE / 2 and abs(x1 - x0) > _SHORTEST:
            page.horizontals.append(RuledLine(min(x0, x1), max(x0, x1), (y0 + y1) / 2))
        elif abs(x0 - x1) < TOLERANCE / 2 and abs(y1 - y0) > _SHORTEST:
            page.verticals.append(RuledLine(min(y0, y1), max(y0, y1), (x0 + x1) / 2))


def _as_line(points: list[Point]) -> list[tuple[Point, Point]]:
    """Return a thin filled box as one line; nothing for other areas."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    if max(xs) - min(xs) < _THIN:
        return [((x, min(ys)), (x, max(ys)))]
    if max(ys) - min(ys) < _THIN:
        return [((min(xs), y), (max(xs), y))]
    return []


def _sides(path: str) -> Iterator[tuple[Point, Point]]:
    """Yield the straight lines of a path. A curve only moves the pen."""
    tokens = _TOKEN.findall(path[:100_000])
    at = 0
    pen = start = (0.0, 0.0)
    while at < len(tokens):
        operator = tokens[at]
        count = _OPERANDS.get(operator, 0)
        values = tokens[at + 1 : at + 1 + count]
        at += 1 + count
        if len(values) < count or any(value.isalpha() for value in values):
            return
        if operator == "C":
            if pen != start:
                yield pen, start
            pen = start
        elif count:
            to = (float(values[-2]), float(values[-1]))
            if operator == "L":
                yield pen, to
            elif operator in "MS":
                start = to
            pen = to
