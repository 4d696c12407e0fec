"""Compile a parsed pattern so that the engine knows how its matches begin, and find the part of it that is found quickly."""

import _sre as engine  # type: ignore[import-not-found]
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as kind  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from ontology.patterns.ends import openings
from ontology.patterns.literals import REPEATS, Node

_FURTHEST = 400
"""Characters that a part of a match may take so that it is looked for by itself."""
_UNIT = "I"
"""A unit of the engine's code, four bytes."""
_ELSEWHERE = (kind.GROUPREF, kind.GROUPREF_EXISTS)
"""Pieces that depend on what others have matched."""
_BEGINS = (kind.AT_BEGINNING, kind.AT_BEGINNING_STRING)
_LOOKS = (kind.ASSERT, kind.ASSERT_NOT)


def parse(source: str, flags: int = 0) -> Any:
    """Parse a pattern once for compiling it and for analysing it. Raises re.error."""
    return parser.parse(source, flags)


def compiled(parsed: Any) -> re.Pattern[str]:
    """Compile a parsed pattern; it does not know its source."""
    return engine_pattern(coded(parsed))


Code = tuple[int, bytes, int, dict[str, int]]
"""A pattern as the engine takes it: its flags, its code, the number of its groups, and their numbers by name."""


def coded(parsed: Any) -> Code:
    """Return a parsed pattern as the engine takes it, of plain values only."""
    state = parsed.state
    return int(state.flags), array(_UNIT, code(parsed)).tobytes(), state.groups - 1, dict(state.groupdict)


def engine_pattern(given: Code) -> re.Pattern[str]:
    """Return the pattern of a code."""
    flags, written, groups, named = given
    names: list[str | None] = [None] * (groups + 1)
    for name, group in named.items():
        names[group] = name
    pattern: re.Pattern[str] = engine.compile(None, flags, array(_UNIT, written).tolist(), groups, named, tuple(names))
    return pattern


def code(parsed: Any) -> list[int]:
    """Return the engine's code for a pattern, which shows it the characters that a match begins with, also where it does not find them by
    itself."""
    flags = parsed.state.flags
    head, opens = parsed, None if flags & re.IGNORECASE or _is_quick(list(parsed)) else openings(parsed)
    if opens is not None:
        ((of, members),) = parse(f"[{opens}]")
        head = parser.SubPattern(parsed.state, [(kind.IN, members if of is kind.IN else [(of, members)])])
        head.width = parsed.getwidth()
    written: list[int] = []
    compiler._compile_info(written, head, flags)  # what is given of a pattern before its own code
    compiler._compile(written, parsed.data, flags)
    return [*written, kind.SUCCESS]


def _is_quick(nodes: Sequence[Node]) -> bool:
    """Test whether Python's engine looks for the first character of a match by itself."""
    match nodes:
        case [(kind.SUBPATTERN, (_, _, _, inner)), *_]:
            return _is_quick(list(inner))
        case [(kind.BRANCH, (_, choices)), *_]:
            return all(choice and choice[0][0] is kind.LITERAL for choice in choices)
        case [(kind.LITERAL | kind.IN, _), *_]:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a pattern, from the first piece on of which it is known what it begins with: `〔2019〕5号` of a number with any code
    before it. before, behind: the most characters of a match before its tail and from it on. ahead: the most at which it looks behind
    its end."""

    pattern: re.Pattern[str]
    before: int
    behind: int
    ahead: int

    @classmethod
    def compiled(cls, found: "TailCode | None") -> "Tail | None":
        """Return the tail of what `tail` found."""
        return None if found is None else cls(engine_pattern(found[0]), *found[1:])


TailCode = tuple[Code, int, int, int]
"""A tail whose pattern is not compiled yet."""


def tail(parsed: Any) -> TailCode | None:
    """Return the tail of a pattern; None where it has none, or where a piece of it depends on what others have matched."""
    if any(of in _ELSEWHERE or (of is kind.AT and what not in _BEGINS) for of, what in _pieces(parsed)):
        return None
    ahead = sum(what[1].getwidth()[1] for of, what in _pieces(parsed) if of in _LOOKS and what[0] > 0)
    for at in range(1, len(parsed)):
        rest = parsed[at:]
        if openings(rest) is not None:
            before, behind = parsed[:at].getwidth()[1], rest.getwidth()[1]
            return (coded(rest), int(before), int(behind), int(ahead)) if before + behind + ahead <= _FURTHEST else None
    return None


def _pieces(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield all pieces of a pattern, with those inside others."""
    for node in nodes:
        yield node
        match node:
            case (
                (kind.SUBPATTERN, (_, _, _, inner))
                | (kind.ASSERT | kind.ASSERT_NOT, (_, inner))
                | (kind.ATOMIC_GROUP, inner)
            ):
                yield from _pieces(inner)
            case (kind.BRANCH, (_, choices)):
                for choice in choices:
                    yield from _pieces(choice)
            case (of, (_, _, inner)) if of in REPEATS:
                yield from _pieces(inner)
