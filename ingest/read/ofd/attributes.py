"""Parse the values of OFD's XML attributes (GB/T 33190-2016, 7.3): names, numbers, boxes, matrices."""

import re
from collections.abc import Iterator

from lxml import etree

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
Point = tuple[float, float]
NUMBER = _NUMBER.pattern


def named(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Return the descendants of a local name. Programs write the standard's namespace as a prefix, as the default, or not at all."""
    return (element for element in parent.iter() if local(element) == name)


def local(element: etree._Element) -> str:
    """Return the local name of an element; empty for a comment or a processing instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def box_of(element: etree._Element | None) -> tuple[float, ...] | None:
    """Return x, y, width and height in millimetres; None where the element has no box of a positive size."""
    numbers = _numbers(element.text if element is not None else None)
    return tuple(numbers) if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0 else None


def _numbers(text: str | None) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text or "")[:16]]


def number_of(text: str | None, default: float) -> float:
    """Return the number, or the default for what is no number or is too large to be a position."""
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if abs(value) < 1e7 else default


def matrix_of(unit: etree._Element) -> Matrix:
    """Return the transformation of a graphic unit (CTM), by default the identity."""
    numbers = _numbers(unit.get("CTM"))
    return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) if len(numbers) == 6 else IDENTITY


def offset_of(unit: etree._Element) -> Matrix:
    """Return the shift from a graphic unit's own space, which begins at the corner of its boundary, to that of its parent."""
    numbers = _numbers(unit.get("Boundary"))
    return (1, 0, 0, 1, numbers[0], numbers[1]) if len(numbers) == 4 else IDENTITY


def combined(m: Matrix, n: Matrix) -> Matrix:
    """Return the transformation that applies m first, then n."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def transformed(m: Matrix, x: float, y: float) -> Point:
    """Return the point after the transformation."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def deltas(text: str | None, count: int) -> list[float]:
    """Parse DeltaX or DeltaY (11.3): numbers, or `g <times> <number>`. Return at most `count` of them, the number of characters."""
    out: list[float] = []
    tokens = iter((text or "").split())
    for token in tokens:
        if len(out) >= count:
            break
        if token == "g":
            times, value = number_of(next(tokens, None), 0), number_of(next(tokens, None), 0)
            out += [value] * int(max(0.0, min(times, count - len(out))))
        else:
            out.append(number_of(token, 0.0))
    return out
