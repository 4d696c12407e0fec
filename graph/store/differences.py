"""Compare two graphs as lines of N-Triples, in memory or, where they are large, on the disk."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from graph.store.sorting import differing, sorted_lines

_SPOOLED = 32 << 20  # bytes of a graph that are kept in memory
_AT_ONCE = 8 << 20  # bytes of two graphs that are compared in memory
_CHANGES = 50_000  # lines that are changed in one go: the engine keeps all of them in memory until then


def differences(old: BinaryIO, new: BinaryIO) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """Yield the lines that only the old file has, and those that only the new one has, some of both at a time.

    old, new: files that were just written; they are read from their beginning.
    """
    size = old.tell() + new.tell()
    for file in (old, new):
        file.seek(0)
    if size < _AT_ONCE:
        before, after = set(old), set(new)
        yield sorted(before - after), sorted(after - before)
        return
    sides: tuple[list[bytes], list[bytes]] = [], []
    for line, side in differing(sorted_lines(old), sorted_lines(new)):
        sides[side].append(line)
        if len(sides[side]) == _CHANGES:
            yield sides
            sides = [], []
    yield sides


def spool() -> AbstractContextManager[BinaryIO]:
    """Return a file in memory or, where it grows large, on the disk."""
    return cast("AbstractContextManager[BinaryIO]", SpooledTemporaryFile(_SPOOLED))
