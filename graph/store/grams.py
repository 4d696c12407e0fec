"""Find which of many texts have a string: for each pair of neighbouring characters the list of the texts that have it.

A string of one or two characters is answered by the lists alone; of a longer one they leave few texts, which the caller looks at.
Characters are code units of UTF-16: a text of Unicode contains a string just where its code units contain those of the string. A list
is written as the distances of its texts from one another, seven bits a byte, the highest first; only the last byte of a number is below
128.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
NONE: Numbers = np.empty(0, np.int64)


def list_pairs(coded: bytes, sizes: list[int]) -> tuple[bytes, bytes, bytes]:
    """Return all pairs of code units, sorted, where the list of each ends (both as 32 bits), and the lists.

    coded: all texts in UTF-16, each with a zero behind it; a zero within divides parts of one. sizes: of the texts, with that zero.
    """
    units = np.frombuffer(coded, "<u2").astype(np.uint64)
    texts = np.repeat(np.arange(len(sizes), dtype=np.uint64), np.array(sizes, np.int64))
    keys = units[:-1] << np.uint64(32) | units[1:] << np.uint64(16) | texts[:-1]
    keys = keys[units[:-1] != 0]
    del units, texts
    if not len(keys):
        return b"", bytes(4), b""
    keys.sort()
    keys = keys[np.append(True, keys[1:] != keys[:-1])]
    pairs = keys >> np.uint64(16)
    new = np.append(True, pairs[1:] != pairs[:-1])
    numbers = (keys & np.uint64(0xFFFF)).astype(np.int64)
    steps = np.diff(numbers, prepend=0)
    steps[new] = numbers[new]
    lengths = 1 + (steps >= 1 << 7) + (steps >= 1 << 14)
    ends = np.cumsum(lengths)
    lists = np.zeros(int(ends[-1]), np.uint8)
    for back in range(3):
        has = lengths > back
        lists[ends[has] - 1 - back] = (steps[has] >> 7 * back & 127) | (128 if back else 0)
    last = np.append(np.flatnonzero(new)[1:], len(keys)) - 1
    return pairs[new].astype("<u4").tobytes(), np.append(0, ends[last]).astype("<u4").tobytes(), lists.tobytes()


class Pairs:
    """The lists, open for searching: what `list_pairs` returned."""

    def __init__(self, pairs: Any, ends: Any, lists: Any) -> None:
        self._pairs, self._ends = np.frombuffer(pairs, "<u4"), np.frombuffer(ends, "<u4")
        self._lists = np.frombuffer(lists, np.uint8)

    def holding(self, wanted: bytes) -> Numbers:
        """Return the texts, by their numbers, ascending, that may hold a string of code units: that have all its pairs."""
        units = np.frombuffer(wanted, "<u2").astype(np.uint32)
        if not len(units) or not units.all():
            return NONE
        if len(units) == 1:
            pair = int(units[0]) << 16
            return self._between(pair, pair + 0xFFFF)
        pairs = np.unique(units[:-1] << 16 | units[1:])
        at = np.searchsorted(self._pairs, pairs)
        if (at >= len(self._pairs)).any() or (self._pairs[at] != pairs).any():
            return NONE
        found: Numbers | None = None
        for pair in pairs[np.argsort(self._ends[at + 1] - self._ends[at])].tolist():  # the shortest list first
            held = self._between(pair, pair)
            found = held if found is None else found[np.isin(found, held, assume_unique=True, kind="table")]
            if not len(found):
                break
        assert found is not None
        return found

    def _between(self, first: int, last: int) -> Numbers:
        """Return the texts that have a pair between these two."""
        begin = int(np.searchsorted(self._pairs, np.uint32(first)))
        end = int(np.searchsorted(self._pairs, np.uint32(last), "right"))
        if begin == end:
            return NONE
        start, stop = int(self._ends[begin]), int(self._ends[end])
        coded = self._lists[start:stop].astype(np.int64)
        final = np.flatnonzero(coded < 128)
        steps, goes_on = coded[final], np.ones(len(final), bool)
        for back in (1, 2):
            at = np.maximum(final - back, 0)
            goes_on &= (final >= back) & (coded[at] >= 128)
            steps[goes_on] += (coded[at[goes_on]] & 127) << 7 * back
        numbers = np.cumsum(steps)
        if end - begin == 1:
            return numbers
        # Each list begins anew.
        heads = np.searchsorted(final, self._ends[begin:end].astype(np.int64) - start)
        before = np.append(0, numbers[heads[1:] - 1])
        numbers -= np.repeat(before, np.diff(np.append(heads, len(numbers))))
        return np.unique(numbers)
