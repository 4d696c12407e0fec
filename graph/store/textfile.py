"""Many texts in one file that never changes, to be read by key and to be searched.

The texts are in the order of a hash of their keys, some hundred packed together, which are unpacked when one of them is asked for. The
pairs of their characters lead to those that hold a string (`graph.store.grams`, which is loaded when something is searched).
"""

import struct
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from sys import intern
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.store.grams import Numbers, Pairs

BETWEEN = "\0"
"""Separates the parts of a text, so that nothing is found across them."""
LARGEST = 2_000_000
"""Limits the characters of a file; only its last text may exceed it. So pairs are sorted in a moment, and removing a text rewrites
little."""
MOST = 1 << 16
"""Texts that one file can hold."""
_MAGIC = b"zmtexts1"
_HEAD = struct.Struct("<8s9Q")
_CODE = "utf-16-le"
_END = bytes(2)  # behind each text
_TOGETHER = 1 << 16
"""Code units that are packed together, with all of the text that goes beyond."""
_LINE, _TEXT = "\n", "\x1e"  # between the places of a text, and between those of two texts


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text. places: where each of its parts begins; joined: the parts with `BETWEEN` between them; about: what else is kept of it."""

    places: tuple[str, ...] = ()
    joined: str = ""
    about: str = ""


def pack(texts: Iterable[tuple[str, KeptText]]) -> bytes:
    """Return the bytes of a file with these texts, given in any order. Keys, places and `about` must contain no control character."""
    from graph.store.grams import list_pairs

    hashed = sorted(((_hash(key), key, text) for key, text in texts), key=lambda one: one[:2])
    assert len(hashed) <= MOST, "too many texts for one file"
    held = [text for _, _, text in hashed]
    coded = [text.joined.encode(_CODE) + _END for text in held]
    sizes = [len(one) // 2 for one in coded]
    starts = [0]
    for size in sizes:
        starts.append(starts[-1] + size)
    chunks, packed = _chunks(starts), list[bytes]()
    for first, last in pairwise(chunks):
        packed.append(zlib.compress(b"".join(coded[first:last])))
        packed.append(zlib.compress(_TEXT.join(_LINE.join(text.places) for text in held[first:last]).encode()))
        packed.append(zlib.compress(_TEXT.join(text.about for text in held[first:last]).encode()))
    ends = [0]
    for one in packed:
        ends.append(ends[-1] + len(one))
    sections = (
        zlib.compress(_LINE.join(key for _, key, _ in hashed).encode()),
        struct.pack(f"<{len(hashed)}Q", *(one for one, _, _ in hashed)),
        *(struct.pack(f"<{len(numbers)}I", *numbers) for numbers in (starts, chunks, ends)),
        *list_pairs(b"".join(coded), sizes),
        b"".join(packed),
    )
    padded = [one + bytes(-len(one) % 8) for one in sections]
    return _HEAD.pack(_MAGIC, *map(len, sections)) + b"".join(padded)


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


def _chunks(starts: list[int]) -> list[int]:
    """Return the first text of each chunk, and behind the last one how many there are."""
    found, begun = [0], 0
    for text in range(1, len(starts)):
        if starts[text] - begun >= _TOGETHER or text == len(starts) - 1:
            found.append(text)
            begun = starts[text]
    return found


class TextFile:
    """A packed file, open for reading. data: what `pack` returned, or a map of the file. Raises ValueError for other data."""

    def __init__(self, data: Any) -> None:
        if len(data) < _HEAD.size or data[:8] != _MAGIC:
            raise ValueError("no file of texts")
        _, *sizes = _HEAD.unpack(data[: _HEAD.size])
        places = [_HEAD.size]
        for size in sizes:
            places.append(places[-1] + size + -size % 8)
        if places[-1] != len(data):
            raise ValueError("a file of texts is cut")
        view = memoryview(data)
        sections = [view[place : place + size] for place, size in zip(places, sizes, strict=False)]
        self._keys, self._hashes = sections[0], sections[1].cast("Q")
        self._starts, self._chunks, self._packed = (section.cast("I") for section in sections[2:5])
        self._lists, self._bodies = sections[5:8], sections[8]
        self._unpacked: dict[int, bytes] = {}

    @property
    def size(self) -> int:
        """Return how many texts there are."""
        return len(self._hashes)

    @property
    def characters(self) -> int:
        """Return how many code units the texts have."""
        return self._starts[-1]

    @cached_property
    def keys(self) -> list[str]:
        """The keys by the numbers of their texts."""
        # Who reads them has the same keys elsewhere.
        return [intern(key) for key in zlib.decompress(self._keys).decode().split(_LINE)] if self.size else []

    @cached_property
    def _pairs(self) -> "Pairs":
        from graph.store.grams import Pairs

        return Pairs(*self._lists)

    def find(self, key: str) -> int | None:
        """Return the number of the text with this key; None where there is none."""
        at = bisect_left(self._hashes, wanted := _hash(key))
        while at < self.size and self._hashes[at] == wanted:
            if self.keys[at] == key:
                return at
            at += 1
        return None

    def holding(self, word: str) -> "Numbers":
        """Return the texts, by their numbers, ascending, that hold a string; none for a string that no text can hold."""
        from graph.store.grams import NONE

        try:
            wanted = word.encode(_CODE)
        except UnicodeEncodeError:  # half a character
            return NONE
        candidates = self._pairs.holding(wanted)
        return candidates if len(wanted) <= 4 else candidates[self._with(wanted, candidates.tolist())]

    def _with(self, wanted: bytes, candidates: list[int]) -> list[bool]:
        """Return which of some texts hold a string."""
        found: list[bool] = []
        begun, body, limit, starts = 0, b"", -1, self._starts
        for text in candidates:
            if text >= limit:
                first, limit, chunk = self._around(text)
                begun, body = starts[first], self._body(chunk)
            start, stop = 2 * (starts[text] - begun), 2 * (starts[text + 1] - begun)
            at = body.find(wanted, start, stop)
            while at % 2 and at > 0:  # the second half of one code unit and the first of the next
                at = body.find(wanted, at + 1, stop)
            found.append(at >= 0)
        return found

    def _around(self, number: int) -> tuple[int, int, int]:
        """Return the chunk that contains a text: its first text, that behind its last, its number."""
        chunk = bisect_right(self._chunks, number) - 1
        return self._chunks[chunk], self._chunks[chunk + 1], chunk

    def _body(self, chunk: int) -> bytes:
        """Return the code units of a chunk; they are kept."""
        if (body := self._unpacked.get(chunk)) is None:
            body = self._unpacked[chunk] = self._section(3 * chunk)
        return body

    def _section(self, number: int) -> bytes:
        return zlib.decompress(self._bodies[self._packed[number] : self._packed[number + 1]])

    def text(self, number: int) -> KeptText:
        """Return a text."""
        first, last, chunk = self._around(number)
        return self._texts(chunk, first, last, self._body(chunk))[number - first]

    def texts(self, left_out: Collection[int] = ()) -> Iterator[tuple[str, KeptText]]:
        """Yield each text with its key. left_out: the numbers of texts to skip."""
        for chunk, (first, last) in enumerate(pairwise(self._chunks)):
            for number, text in enumerate(self._texts(chunk, first, last, self._section(3 * chunk)), first):
                if number not in left_out:
                    yield self.keys[number], text

    def _texts(self, chunk: int, first: int, last: int, body: bytes) -> list[KeptText]:
        places, about = (self._section(3 * chunk + part).decode().split(_TEXT) for part in (1, 2))
        at = [2 * (start - self._starts[first]) for start in self._starts[first : last + 1]]
        joined = [body[start : stop - len(_END)].decode(_CODE) for start, stop in pairwise(at)]
        split = (tuple(held.split(_LINE)) if held else () for held in places)
        return [KeptText(*one) for one in zip(split, joined, about, strict=True)]

    def about(self) -> Iterator[tuple[int, str]]:
        """Yield what is kept beside each text, under its number."""
        for chunk, first in enumerate(self._chunks[:-1]):
            yield from enumerate(self._section(3 * chunk + 2).decode().split(_TEXT), first)

    def about_one(self, number: int) -> str:
        """Return what is kept beside a text."""
        first, _, chunk = self._around(number)
        return self._section(3 * chunk + 2).decode().split(_TEXT)[number - first]
