"""Decide when to compact the database of a store. A small change is published without compacting, so its cost depends on its size.

RocksDB keeps removed data until it merges its files, and does not report how much of a file is dead. So we count the bytes of the
data files that updates have written since the last compaction.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from graph.store import generations

NAME = "written"
"""The suffix of the file with the count: `gen-<n>.written`."""
_DATA = "*.sst"
_SHARE = 0.25  # of all bytes, after which the next update compacts


@dataclass(frozen=True, slots=True)
class Wear:
    """written: bytes of data files written since the last compaction; total: bytes of all data files."""

    written: int
    total: int

    @property
    def due(self) -> bool:
        return self.written > self.total * _SHARE

    def record(self) -> dict[str, bytes]:
        """Return the file to publish beside the generation (suffix → content), from which the next update continues to count."""
        return {NAME: f"{self.written}\n".encode()}


NONE = Wear(0, 0)


def wear(generation: Path, before: Path | None, compacted: Collection[str] = ()) -> Wear:
    """Return the wear of a generation whose changes are in its files.

    before: the generation that it was copied from; None for the first. compacted: the data files (`files`) that it had when it was
    compacted since then; empty where it was not.
    """
    sizes = _sizes(generation)
    kept = compacted or (_sizes(before).keys() if before else ())
    written = sum(size for name, size in sizes.items() if name not in kept)
    return Wear((0 if compacted else _counted(before)) + written, sum(sizes.values()))


def files(generation: Path) -> frozenset[str]:
    """Return the names of the data files."""
    return frozenset(_sizes(generation))


def _counted(before: Path | None) -> int:
    """Return what earlier updates have written; all of it where no count is published, so that a compaction is due."""
    if before is None:
        return 0
    file = generations.beside_files(before).get(NAME)
    try:
        return int(file.read_bytes()) if file else sum(_sizes(before).values())
    except ValueError:
        return sum(_sizes(before).values())


def _sizes(generation: Path) -> dict[str, int]:
    """Return the bytes of each data file. RocksDB merges files in the background: one that goes meanwhile does not count."""
    found: dict[str, int] = {}
    for file in generation.glob(_DATA):
        with suppress(FileNotFoundError):
            found[file.name] = file.stat().st_size
    return found
