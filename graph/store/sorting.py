"""Sort more lines than fit into memory."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from tempfile import TemporaryFile
from typing import IO

_OVERHEAD = 40  # bytes that CPython uses for an object and its slot in a list


def sorted_lines(lines: Iterable[bytes], budget: int = 96 << 20) -> Iterator[bytes]:
    """Yield lines in the order of their bytes, with duplicates.

    lines: each ends with the only line feed in it. budget: bytes held in memory at a time, about; beyond it, sorted
    runs go to unnamed temporary files and are merged. Raises OSError when there is no room for those.
    """
    with ExitStack() as files:
        runs: list[IO[bytes]] = []
        chunk: list[bytes] = []
        size = 0
        for line in lines:
            chunk.append(line)
            size += len(line) + _OVERHEAD
            if size >= budget:
                chunk.sort()
                run = files.enter_context(TemporaryFile())
                run.writelines(chunk)
                run.seek(0)
                runs.append(run)
                chunk.clear()
                size = 0
        chunk.sort()
        yield from heapq.merge(*runs, chunk)


def differing(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """Yield the lines that only one of two sorted sequences has, with 0 for the old one and 1 for the new one."""
    merged = heapq.merge(((line, 0) for line in old), ((line, 1) for line in new))
    for line, both in groupby(merged, key=itemgetter(0)):
        sides = {side for _, side in both}
        if len(sides) == 1:
            yield line, sides.pop()
