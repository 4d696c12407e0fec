"""Which triples a build has changed, for those who keep answers between builds (`shapes.kept`).

A file beside the generation, `gen-<n>.delta`, holds the last builds, oldest first: of each a token, which tells its triples from
those of any other build, and the triples that are gone and new since the build before. Whoever keeps an answer keeps the token with it.
A build whose changes are many is kept as its token alone, and what was before it is forgotten: answers are then asked from nothing.
"""

import os
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graph.store import generations
from graph.store.ntriples import parsed

NAME = "delta"
"""The suffix of the file, after the name of the generation."""
_MOST = 200_000  # triples of one build
_KEPT = 4 << 20  # bytes, packed, of all builds that are kept
_GONE, _NEW = b"-", b"+"


@dataclass(frozen=True, slots=True)
class Changed:
    """The triples that are gone and new, of the union of all graphs."""

    gone: frozenset[ox.Triple] = frozenset()
    new: frozenset[ox.Triple] = frozenset()

    def __len__(self) -> int:
        return len(self.gone) + len(self.new)


class Delta:
    """Counts how often each triple is written and removed while a store is updated: a triple that only moved counts none."""

    def __init__(self) -> None:
        self._counts: defaultdict[bytes, int] | None = defaultdict(int)

    def forget(self) -> None:
        """Count no more: all is new."""
        self._counts = None

    def written(self, lines: bytes) -> None:
        """Count N-Triples (`graph.store.ntriples`) that are put into one named graph."""
        self._count(set(lines.splitlines()), 1)

    def removed(self, lines: bytes) -> None:
        """Count N-Triples that are taken out of one named graph."""
        self._count(lines.splitlines(), -1)

    def altered(self, gone: Iterable[ox.Triple], new: Iterable[ox.Triple]) -> None:
        """Count triples that are taken out of one named graph, and put into it."""
        if self._counts is not None:
            self._count((_line(triple) for triple in gone), -1)
            self._count((_line(triple) for triple in new), 1)

    def _count(self, lines: Iterable[bytes], by: int) -> None:
        if self._counts is None:
            return
        for line in lines:
            self._counts[line] += by
        if len(self._counts) > _MOST:
            self._counts = None

    def record(self, before: Path | None) -> dict[str, bytes]:
        """Return the file to publish, by its name. before: the generation that the update began with."""
        builds = _read(before)
        token = os.urandom(16).hex()
        if self._counts is None or not builds:
            builds = [(token, b"")]
        elif lines := [(_NEW if by > 0 else _GONE) + line for line, by in sorted(self._counts.items()) if by]:
            builds.append((token, zlib.compress(b"\n".join(lines), 1)))
        while sum(len(packed) for _, packed in builds[1:]) > _KEPT:
            builds = [(builds[1][0], b""), *builds[2:]]
        return {NAME: b"".join(f"{one} {len(packed)}\n".encode() + packed for one, packed in builds)}


def token(generation: Path) -> str | None:
    """Return what tells the triples of a generation from those of any other; None where it is not known."""
    builds = _read(generation)
    return builds[-1][0] if builds else None


def since(generation: Path, known: str) -> Changed | None:
    """Return what has changed since a token; None where that is not known any more."""
    builds = _read(generation)
    tokens = [one for one, _ in builds]
    if known not in tokens:
        return None
    counts: defaultdict[bytes, int] = defaultdict(int)
    for _, packed in builds[tokens.index(known) + 1 :]:
        for line in zlib.decompress(packed).splitlines():
            counts[line[1:]] += 1 if line.startswith(_NEW) else -1
    gone = b"\n".join(line for line, by in counts.items() if by < 0)
    new = b"\n".join(line for line, by in counts.items() if by > 0)
    return Changed(frozenset(parsed(gone)), frozenset(parsed(new)))


def _read(generation: Path | None) -> list[tuple[str, bytes]]:
    """Return the builds of a generation's file; none where it has no such file, or a damaged one."""
    if generation is None:
        return []
    try:
        data = generations.beside(generation, NAME).read_bytes()
        builds = []
        while data:
            head, _, rest = data.partition(b"\n")
            name, size = head.decode("ascii").split()
            builds.append((name, rest[: int(size)]))
            data = rest[int(size) :]
        return builds
    except (OSError, ValueError):
        return []


def _line(triple: ox.Triple) -> bytes:
    return f"{triple.subject} {triple.predicate} {triple.object} .".encode()
