"""Separate headings from text by their size: what Word documents, pages of pdf and OFD, and scans have in common."""

from collections import Counter

LARGER = 1.2
"""The least size of a heading, as times that of the usual text."""


def usual_size(sizes: Counter[float], default: float = 0.0) -> float:
    """Return the median size. sizes: the number of characters by size; default: the result where there are none."""
    half = sizes.total() / 2
    for size in sorted(sizes):
        half -= sizes[size]
        if half <= 0:
            return size
    return default
