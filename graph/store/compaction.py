"""When the database of a store is worth compacting: a small change is published without, at the cost of what it changes.

RocksDB keeps what was removed until its files are merged. How much is dead it does not tell, so we count the bytes of the data
files that updates have written since the last compaction.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from graph.store import generations

NAME = "written"
"""What stands behind the generation's name in that of the file with the count."""
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
        """Return what is published beside the generation, so that the next update goes on counting."""
        return {NAME: f"{self.written}\n".encode()}


NONE = Wear(0, 0)


def wear(generation: Path, before: Path | None) -> Wear:
    """Return the wear of a flushed generation. before: the generation that it began as; None for the first."""
    sizes = _sizes(generation)
    kept = _sizes(before).keys() if before else set()
    written = sum(size for name, size in sizes.items() if name not in kept)
    return Wear(_counted(before) + written, sum(sizes.values()))


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
