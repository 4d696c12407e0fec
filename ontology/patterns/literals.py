"""List the literals that each match of a parsed pattern holds, for passing quickly over texts that contain none of them."""

import re
from collections.abc import Iterable, Sequence
from re import _constants as kind  # type: ignore[attr-defined]
from typing import Any

Node = tuple[Any, Any]
"""A piece of a parsed pattern: its kind and what it consists of."""
Strings = frozenset[str] | None
"""None: not known, or too many."""

_MOST_STRINGS = 64
"""The most strings listed for one piece of a pattern."""
_MOST_LITERALS = 200
_WIDEST = 40
"""Characters of a range (一-鿿) that still help to find where a match begins."""
REPEATS = (kind.MAX_REPEAT, kind.MIN_REPEAT, kind.POSSESSIVE_REPEAT)
WIDTHLESS = (kind.AT, kind.ASSERT, kind.ASSERT_NOT)


def literals(parsed: Iterable[Node]) -> frozenset[str]:
    """Return literals of which every match has at least one, none that contains another; empty where none can be derived."""
    _, needed = _of_sequence(parsed)
    if needed is None or len(needed) > _MOST_LITERALS:
        return frozenset()
    return frozenset(one for one in needed if not any(other in one for other in needed if other != one))


def _of_sequence(nodes: Iterable[Node]) -> tuple[Strings, Strings]:
    """Return all strings that pieces in a row can match, and literals of which each of their matches has one."""
    run: frozenset[str] = frozenset([""])  # what the last pieces can match together
    whole, best = True, None
    for node in nodes:
        strings, needed = _of_node(node)
        joined = _joined(run, strings) if strings is not None else None
        if joined is not None:
            run = joined
            continue
        best = _better(_better(best, run), needed)
        run, whole = strings or frozenset([""]), False
    return run if whole else None, _better(best, run)


def _of_node(node: Node) -> tuple[Strings, Strings]:
    """Return all strings that a piece can match, and literals of which each of its matches has one."""
    match node:
        case (kind.LITERAL, code):
            return frozenset([chr(code)]), None
        case (kind.IN, members):
            return characters(members), None
        case (of, _) if of in WIDTHLESS:
            return frozenset([""]), None
        case (kind.SUBPATTERN, (_, added, _, nodes)) if not added & re.IGNORECASE:
            return _of_sequence(nodes)
        case (kind.BRANCH, (_, choices)):
            return _of_choices([_of_sequence(choice) for choice in choices])
        case (of, (low, high, nodes)) if of in REPEATS:
            strings, needed = _of_sequence(nodes)
            if (low, high) == (1, 1):
                return strings, needed
            if (low, high) == (0, 1) and strings is not None:
                return strings | {""}, None
            return None, _better(needed, strings) if low else None
    return None, None


def _of_choices(choices: Sequence[tuple[Strings, Strings]]) -> tuple[Strings, Strings]:
    every = union(strings for strings, _ in choices)
    needed = union(_better(needed, strings) for strings, needed in choices)
    return (every if every is not None and len(every) <= _MOST_STRINGS else None), needed


def union(sets: Iterable[Strings]) -> Strings:
    """Return the strings of all sets; None where one of them is not known."""
    union: set[str] = set()
    for one in sets:
        if one is None:
            return None
        union |= one
    return frozenset(union)


def _joined(before: frozenset[str], behind: frozenset[str]) -> Strings:
    if len(before) * len(behind) > _MOST_STRINGS:
        return None
    return frozenset(head + tail for head in before for tail in behind)


def _better(one: Strings, other: Strings) -> Strings:
    """Return those of two sets of literals that fewer texts hold: the longer, then the fewer. An empty literal says nothing."""
    told = [literals for literals in (one, other) if literals and "" not in literals]
    return max(told, key=lambda literals: (min(map(len, literals)), -len(literals)), default=None)


def characters(members: Sequence[Node]) -> Strings:
    """Return the characters of a class such as [一二三]; None for one that excludes (`[^，]`), is wide, or contains another (\\d)."""
    found: set[str] = set()
    for member in members:
        match member:
            case (kind.LITERAL, code):
                found.add(chr(code))
            case (kind.RANGE, (low, high)) if high - low < _WIDEST:
                found.update(map(chr, range(low, high + 1)))
            case _:
                return None
    return frozenset(found) if len(found) <= _MOST_STRINGS else None
