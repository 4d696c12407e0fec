"""The triple patterns of the rules, and which of them share variables, as `shapes.algebra` reads them from each SELECT.

`python -m shapes.algebra` writes `patterns.json`; a test keeps it in step with the shapes.
"""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

Hop = str | tuple["Hop", ...]
"""A property (IRI), or a path: `("^", hop)`, `("/", hop, …)`, `("|", hop, …)`, `("+", hop)`; `("in", term, …)` for VALUES."""
Around = tuple[int, ...]
"""Numbers of patterns that match together."""

FEWER, MIXED, MORE = -1, 0, 1
"""The effect on the findings of a new triple that matches a pattern: it can only end some, can do both, or can only make some."""
FLIPPED = {FEWER: MORE, MIXED: MIXED, MORE: FEWER}
FOCUS = "?this"
FILE = Path(__file__).with_name("patterns.json")


@dataclass(frozen=True, slots=True)
class Pattern:
    """start, end: a variable (`?name`) or a term as in N-Triples."""

    start: str
    hop: Hop
    end: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A pattern at one place of a SELECT. sign: FEWER, MIXED or MORE. around: the patterns that match wherever it matters."""

    pattern: int
    sign: int
    around: Around


@dataclass(frozen=True, slots=True)
class Reach:
    """All patterns of a SELECT, and where they occur."""

    patterns: tuple[Pattern, ...]
    occurrences: tuple[Occurrence, ...]


def digest(text: str) -> str:
    """Return a digest of the text of a SELECT."""
    return sha256(text.encode()).hexdigest()[:16]


@cache
def known() -> dict[str, Reach]:
    """Return what SELECTs reach, by the digest of their texts."""
    kept = json.loads(FILE.read_text("utf-8"))
    return {key: _read(one) for key, one in kept.items()}


def _read(one: dict[str, list[list[object]]]) -> Reach:
    patterns = tuple(Pattern(str(start), _hop(hop), str(end)) for start, hop, end in one["patterns"])
    occurrences = tuple(Occurrence(number, sign, tuple(around)) for number, sign, around in one["occurrences"])  # type: ignore[arg-type]
    return Reach(patterns, occurrences)


def _hop(kept: object) -> Hop:
    return tuple(_hop(one) for one in kept) if isinstance(kept, list) else str(kept)
