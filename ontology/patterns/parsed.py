"""Analyse a parsed pattern: which literals its matches hold, how they begin and end. Compile it so that the engine knows it."""

import _sre as engine  # type: ignore[import-not-found]
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as kind  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Node = tuple[Any, Any]
"""A piece of a parsed pattern: its kind and what it consists of."""

_MOST_STRINGS = 64
"""Strings that a piece can stand for, beyond which they are not listed."""
_MOST_LITERALS = 200
_WIDEST = 40
"""Characters of a range (一-鿿) that still tell something about where a match begins."""
_DIGIT = r"\d"
_REPEATS = (kind.MAX_REPEAT, kind.MIN_REPEAT, kind.POSSESSIVE_REPEAT)
_FURTHEST = 400
"""Characters that a part of a match may take so that it is looked for by itself."""
_WIDTHLESS = (kind.AT, kind.ASSERT, kind.ASSERT_NOT)


def parse(source: str, flags: int = 0) -> Any:
    """Parse a pattern once for its compilation and for what is told from it. Raises re.error."""
    return parser.parse(source, flags)


def compiled(parsed: Any) -> re.Pattern[str]:
    """Compile a parsed pattern; it does not know its source."""
    state, flags = parsed.state, parsed.state.flags
    names = [None] * state.groups
    for name, group in state.groupdict.items():
        names[group] = name
    pattern: re.Pattern[str] = engine.compile(
        None, flags, code(parsed), state.groups - 1, state.groupdict, tuple(names)
    )
    return pattern


def code(parsed: Any) -> list[int]:
    """Return the engine's code for a pattern, which tells it the characters that a match begins with, also where it does not find them by
    itself."""
    flags = parsed.state.flags
    head, opens = parsed, None if flags & re.IGNORECASE or _is_quick(list(parsed)) else openings(parsed)
    if opens is not None:
        ((of, members),) = parse(f"[{opens}]")
        head = parser.SubPattern(parsed.state, [(kind.IN, members if of is kind.IN else [(of, members)])])
        head.width = parsed.getwidth()
    written: list[int] = []
    compiler._compile_info(written, head, flags)  # what is told of a pattern before its own code
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


# --- what every match has -----------------------------------------------------------------------------------------------


def literals(parsed: Iterable[Node]) -> frozenset[str]:
    """Return literals of which every match has at least one, none that holds another; empty where the pattern does not tell."""
    _, needed = _of_sequence(parsed)
    if needed is None or len(needed) > _MOST_LITERALS:
        return frozenset()
    return frozenset(one for one in needed if not any(other in one for other in needed if other != one))


Strings = frozenset[str] | None
"""None: not known, or too many."""


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
            return _members(members), None
        case (of, _) if of in _WIDTHLESS:
            return frozenset([""]), None
        case (kind.SUBPATTERN, (_, added, _, nodes)) if not added & re.IGNORECASE:
            return _of_sequence(nodes)
        case (kind.BRANCH, (_, choices)):
            return _of_choices([_of_sequence(choice) for choice in choices])
        case (of, (low, high, nodes)) if of in _REPEATS:
            strings, needed = _of_sequence(nodes)
            if (low, high) == (1, 1):
                return strings, needed
            if (low, high) == (0, 1) and strings is not None:
                return strings | {""}, None
            return None, _better(needed, strings) if low else None
    return None, None


def _of_choices(choices: Sequence[tuple[Strings, Strings]]) -> tuple[Strings, Strings]:
    every = _union(strings for strings, _ in choices)
    needed = _union(_better(needed, strings) for strings, needed in choices)
    return (every if every is not None and len(every) <= _MOST_STRINGS else None), needed


def _union(sets: Iterable[Strings]) -> Strings:
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


def _members(members: Sequence[Node]) -> Strings:
    """Return the characters of a class such as [一二三]; None for one that excludes (`[^，]`), is wide, or holds another (\\d)."""
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


# --- where a match begins and ends ---------------------------------------------------------------------------------------


def openings(parsed: Iterable[Node]) -> str | None:
    """Return the characters that a match can begin with, as a class of characters holds them (`本今\\d`); None where they are unknown,
    many, or where a match can be empty."""
    return _class(*_outer(list(parsed), last=False))


def closings(parsed: Iterable[Node]) -> str | None:
    """Return the characters that a match can end with, as `openings` does those that it can begin with."""
    return _class(*_outer(list(parsed), last=True))


def _class(found: Strings, may_be_empty: bool) -> str | None:
    if found is None or may_be_empty:
        return None
    return "".join(sorted(one if one == _DIGIT else re.escape(one) for one in found))


def last_characters(parsed: Iterable[Node]) -> frozenset[str] | None:
    """Return the characters that a match of a pattern that ends with `$` can end with; None for another pattern, and where they are
    unknown or many, or a match can be empty."""
    found = _ends_of(list(parsed))
    return found if found and found.isdisjoint(("", _DIGIT)) else None


def _ends_of(nodes: Sequence[Node]) -> Strings:
    """Return the last characters of pieces in a row whose last is `$`."""
    match nodes:
        case [*before, (kind.AT, kind.AT_END | kind.AT_END_STRING)]:
            found, may_be_empty = _outer(before, last=True)
            return None if may_be_empty else found
        case [*_, (kind.SUBPATTERN, (_, added, _, inner))] if not added & (re.IGNORECASE | re.MULTILINE):
            return _ends_of(list(inner))
        case [*_, (kind.BRANCH, (_, choices))]:
            return _union(_ends_of(list(choice)) for choice in choices)
    return None


def ending_with(parsed: Any, character: str) -> Any:
    """Return a pattern that ends with `$` without the choices that cannot end with a character."""
    return parser.SubPattern(parsed.state, _narrowed(list(parsed), character))


def _narrowed(nodes: Sequence[Node], character: str) -> list[Node]:
    """Return pieces in a row whose last match ends with a character, without the choices that cannot."""
    narrowed = list(nodes)
    for at in reversed(range(len(narrowed))):
        match narrowed[at]:
            case (of, _) if of in _WIDTHLESS:
                continue
            case (of, (0, _, inner)) if of in _REPEATS and not _may_end_with(list(inner), character):
                del narrowed[at]
                continue
            case (kind.SUBPATTERN, (group, added, removed, inner)) if not added & (re.IGNORECASE | re.MULTILINE):
                kept = parser.SubPattern(inner.state, _narrowed(list(inner), character))
                narrowed[at] = (kind.SUBPATTERN, (group, added, removed, kept))
            case (kind.BRANCH, (none, choices)):
                kept = [choice for choice in choices if _may_end_with(list(choice), character)]
                if kept:
                    within = [parser.SubPattern(one.state, _narrowed(list(one), character)) for one in kept]
                    narrowed[at] = (kind.BRANCH, (none, within))
        break
    return narrowed


def _may_end_with(nodes: Sequence[Node], character: str) -> bool:
    found, may_be_empty = _outer(nodes, last=True)
    return found is None or may_be_empty or character in found or _DIGIT in found


def _outer(nodes: Sequence[Node], *, last: bool) -> tuple[Strings, bool]:
    """Return the first or the last characters of pieces in a row, and whether the pieces can match nothing at all."""
    found: frozenset[str] = frozenset()
    for node in reversed(nodes) if last else nodes:
        here, may_be_empty = _outer_of_node(node, last=last)
        if here is None:
            return None, False
        found |= here
        if not may_be_empty:
            return found, False
    return found, True


def _outer_of_node(node: Node, *, last: bool) -> tuple[Strings, bool]:
    match node:
        case (kind.LITERAL, code):
            return frozenset([chr(code)]), False
        case (kind.IN, members):
            digit = (kind.CATEGORY, kind.CATEGORY_DIGIT)
            among = _members([member for member in members if member != digit])
            return among if among is None or digit not in members else among | {_DIGIT}, False
        case (of, _) if of in _WIDTHLESS:
            return frozenset(), True
        case (kind.SUBPATTERN, (_, added, _, nodes)) if not added & re.IGNORECASE:
            return _outer(list(nodes), last=last)
        case (kind.BRANCH, (_, choices)):
            outer = [_outer(list(choice), last=last) for choice in choices]
            return _union(found for found, _ in outer), any(empty for _, empty in outer)
        case (of, (low, _, nodes)) if of in _REPEATS:
            found, may_be_empty = _outer(list(nodes), last=last)
            return found, may_be_empty or not low
    return None, False


# --- the part of a match that is found quickly ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a pattern, from the first piece on of which it is known what it begins with: `〔2019〕5号` of a number with any code
    before it. before, behind: the most characters of a match before its tail and from it on. ahead: the most at which it looks behind
    its end."""

    pattern: re.Pattern[str]
    before: int
    behind: int
    ahead: int


def tail(parsed: Any) -> Tail | None:
    """Return the tail of a pattern; None where it has none, or where another place of it in the text may tell otherwise."""
    if any(of in _ELSEWHERE or (of is kind.AT and what not in _BEGINS) for of, what in _pieces(parsed)):
        return None
    ahead = sum(what[1].getwidth()[1] for of, what in _pieces(parsed) if of in _LOOKS and what[0] > 0)
    for at in range(1, len(parsed)):
        rest = parsed[at:]
        if openings(rest) is not None:
            before, behind = parsed[:at].getwidth()[1], rest.getwidth()[1]
            return Tail(compiled(rest), before, behind, ahead) if before + behind + ahead <= _FURTHEST else None
    return None


_ELSEWHERE = (kind.GROUPREF, kind.GROUPREF_EXISTS)
"""Pieces that depend on what others have matched."""
_BEGINS = (kind.AT_BEGINNING, kind.AT_BEGINNING_STRING)
_LOOKS = (kind.ASSERT, kind.ASSERT_NOT)


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
            case (of, (_, _, inner)) if of in _REPEATS:
                yield from _pieces(inner)
