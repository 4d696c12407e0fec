"""Record the triples that a build has changed, for callers that cache answers between builds (`shapes.kept`).

A file beside the generation, `gen-<n>.delta`, contains the last builds, oldest first: of each a token, which identifies its triples among
those of any other build, and the triples that are gone and new since the build before. A caller keeps the token beside its cache.
A build whose changes are many is kept as its token alone, and what was before it is forgotten: answers are then asked from nothing.
So it is after a removal, since what is removed is to be gone. The file is sealed to the checksums of its generation: one that is
damaged, or that an earlier version of the program carried over from another generation, is ignored.
"""

import os
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graph.store import checksums, generations
from graph.store.ntriples import parsed
from graph.store.sealed import seal, unseal

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
        self._recorded = True

    @property
    def counts(self) -> bool:
        """Return whether it is still complete: `forget` was not called, and there were not too many changes."""
        return self._counts is not None

    def forget(self) -> None:
        """Stop counting: the build keeps no record of what it changed."""
        self._counts = None

    def hide(self) -> None:
        """Count on, for the build itself, but keep no record of what it changed."""
        self._recorded = False

    def written(self, lines: bytes) -> None:
        """Count N-Triples (`graph.store.ntriples`) that are put into one named graph."""
        if self.counts:
            self._count(set(lines.splitlines()), 1)

    def removed(self, lines: bytes) -> None:
        """Count N-Triples that are taken out of one named graph."""
        if self.counts:
            self._count(lines.splitlines(), -1)

    def altered(self, gone: Iterable[ox.Triple], new: Iterable[ox.Triple]) -> None:
        """Count triples that are taken out of one named graph, and put into it."""
        if self.counts:
            self._count((_line(triple) for triple in gone), -1)
            self._count((_line(triple) for triple in new), 1)

    def _count(self, lines: Iterable[bytes], by: int) -> None:
        if self._counts is None:
            return
        for line in lines:
            self._counts[line] += by
        if len(self._counts) > _MOST:
            self._counts = None

    def values(self, predicates: Iterable[ox.NamedNode]) -> tuple[set[str], set[str]] | None:
        """Return the IRIs that follow these properties in triples that are gone and in new ones; None where it counts no more."""
        if self._counts is None:
            return None
        known = {str(predicate).encode() for predicate in predicates}
        gone, new = set[str](), set[str]()
        for line, by in self._counts.items():
            _, predicate, value = line.split(b" ", 2)
            if by and predicate in known and value.startswith(b"<"):
                (new if by > 0 else gone).add(value[1 : value.index(b">")].decode())
        return gone, new

    def changed(self) -> Changed | None:
        """Return the triples that are gone and new; None where it counts no more."""
        if self._counts is None:
            return None
        gone, new = (b"\n".join(line for line, by in self._counts.items() if by * sign > 0) for sign in (-1, 1))
        return Changed(frozenset(parsed(gone)), frozenset(parsed(new)))

    def record(self, generation: Path, before: Path | None) -> bytes:
        """Return the file to publish with a generation whose checksums are written. before: that with which the update began."""
        builds = _read(before)
        token = os.urandom(16).hex()
        if self._counts is None or not self._recorded or not builds:
            builds = [(token, b"")]
        elif lines := [(_NEW if by > 0 else _GONE) + line for line, by in sorted(self._counts.items()) if by]:
            builds.append((token, zlib.compress(b"\n".join(lines), 1)))
        while sum(len(packed) for _, packed in builds[1:]) > _KEPT:
            builds = [(builds[1][0], b""), *builds[2:]]
        body = b"".join(f"{one} {len(packed)}\n".encode() + packed for one, packed in builds)
        return seal(body, _checksums(generation))


def token(generation: Path) -> str | None:
    """Return a token of a generation's triples, which no other generation has; None where it is not known."""
    builds = _read(generation)
    return builds[-1][0] if builds else None


def knows(generation: Path, known: str) -> bool:
    """Return whether a generation has a record of all changes since a token."""
    return any(one == known for one, _ in _read(generation))


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
    """Return the builds of a generation's file; none where it has no such file, or a damaged one, or that of another generation."""
    if generation is None:
        return []
    try:
        data = unseal(generations.beside(generation, NAME).read_bytes(), _checksums(generation))
    except OSError:
        return []
    builds = []
    while data:
        head, _, rest = data.partition(b"\n")
        name, size = head.decode("ascii").split()
        builds.append((name, rest[: int(size)]))
        data = rest[int(size) :]
    return builds


def _checksums(generation: Path) -> bytes:
    """Return the checksums of a generation's files, which identify its content whatever its name. Raises OSError."""
    return generations.beside(generation, checksums.NAME).read_bytes()


def _line(triple: ox.Triple) -> bytes:
    return f"{triple.subject} {triple.predicate} {triple.object} .".encode()
