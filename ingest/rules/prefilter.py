"""Pass quickly over text in which a pattern cannot match.

Python's engine looks for the first character of a match by itself only where a pattern begins with plain characters. Most rules
begin with a look-behind, an optional piece or a choice of several, and are tried at every character of a text, nearly always in vain.
What a match needs can be told from the pattern beforehand, as RE2 and Hyperscan do:

- literals of which every match has one: `(?<!不)应当?|必须` needs 应 or 必须. A text without them is not searched;
- the characters that a match begins with: 应 and 必. Only there the pattern is tried: the engine passes over all others where its code
  for a pattern tells them (`compiled`).

Both are exact: what is found is what the pattern alone finds (`tests/ingest/test_prefilter.py`).
"""

import _sre as engine  # type: ignore[import-not-found]
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
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


Find = Callable[[str], re.Match[str] | None]
Each = Callable[..., Iterator[re.Match[str]]]
_NONE: Iterator[re.Match[str]] = iter(())


class Prefiltered:
    """A pattern that is tried only where it can match. `first`, `each`, `start` and `whole` return what `search`, `finditer`, `match` and
    `fullmatch` of the pattern do."""

    __slots__ = ("_ends", "_may_hold", "_opens", "_pattern", "_widest", "each", "first", "start", "whole")

    def __init__(self, pattern: re.Pattern[str], parsed: Any) -> None:
        """pattern: what `compiled` made of what `parse` returned."""
        told = not pattern.flags & re.IGNORECASE
        self._pattern = pattern
        self._opens = openings(parsed) if told else None
        opening = _characters(self._opens)
        needed = literals(parsed) if told else frozenset()
        # The engine looks for the first character itself: a test for nothing else would look twice.
        self._may_hold = None if opening and needed <= opening else any_of(needed)
        self._ends = last_characters(parsed) if told and not pattern.flags & re.MULTILINE else None
        self._widest = _widest(parsed)
        self.first: Find = self._first()
        self.each: Each = self._each()
        self.start: Find = self._starting(pattern.match, opening) if opening else pattern.match
        self.whole: Find = self._starting(pattern.fullmatch, opening) if opening else pattern.fullmatch

    def may_begin_with(self, character: str) -> bool:
        """Test whether a match can begin with a character."""
        return self._opens is None or re.match(f"[{self._opens}]", character) is not None

    def _each(self) -> Each:
        """Return what yields the matches in a text from an offset on, in order, without overlaps."""
        finditer, may_hold = self._pattern.finditer, self._may_hold
        if may_hold is None:
            return finditer
        return lambda text, start=0: finditer(text, start) if may_hold(text, start) else _NONE

    def _first(self) -> Find:
        """Return what finds the first match in a text."""
        search, may_hold = self._pattern.search, self._may_hold
        if self._ends is not None:
            return self._at_end(search, self._ends, self._widest)
        if may_hold is None:
            return search
        return lambda text: search(text) if may_hold(text, 0) else None

    @staticmethod
    def _at_end(search: Callable[[str, int], re.Match[str] | None], ends: frozenset[str], widest: int) -> Find:
        """Return what finds a match of a pattern that ends with `$`: it looks no further back than a match is wide."""

        def find(text: str) -> re.Match[str] | None:
            last = text[-1:]
            if last not in ends and last != "\n":  # $ stands before a line break at the end as well
                return None
            return search(text, max(0, len(text) - widest - 1))

        return find

    @staticmethod
    def _starting(match: Find, opening: frozenset[str]) -> Find:
        """Return `match`, asked only for texts whose first character a match can begin with."""
        return lambda text: match(text) if text[:1] in opening else None


def any_of(literals: Iterable[str]) -> Callable[[str, int], object] | None:
    """Return what tests whether a text holds one of the literals behind an offset; None where there are none."""
    match sorted(literals):
        case []:
            return None
        case [literal]:
            return lambda text, start: text.find(literal, start) >= 0
        case several:
            return re.compile("|".join(map(re.escape, several))).search


def _characters(opens: str | None) -> frozenset[str] | None:
    """Return the members of a class of characters; None where it names others (\\d)."""
    if opens is None or r"\d" in opens:
        return None
    return frozenset(opens.replace("\\", "")) | (frozenset("\\") if "\\\\" in opens else frozenset())


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
    found, may_be_empty = _outer(list(parsed), last=False)
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


def _widest(parsed: Any) -> int:
    """Return the most characters that a match has."""
    return int(min(parsed.getwidth()[1], sys.maxsize >> 1))


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
