"""Pass quickly over text in which a pattern cannot match.

Python's engine looks for the first character of a match by itself only where a pattern begins with plain characters. Most rules
begin with a look-behind, an optional piece or a choice of several, and are tried at every character of a text, nearly always in vain.
What a match needs can be told from the pattern beforehand, as RE2 and Hyperscan do:

- literals of which every match has one: `(?<!不)应当?|必须` needs 应 or 必须. A text without them is not searched;
- the characters that a match begins with: 应 and 必. Only there the pattern is tried: the engine passes over all others where its code
  for a pattern tells them (`compiled`);
- where a match may begin with nearly anything (岚政办发〔2019〕5号), what its tail begins with: a bracket. The pattern is tried around the
  places at which its tail matches, and nowhere else.

All are exact: what is found is what the pattern alone finds (`tests/ingest/test_prefilter.py`).
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from ingest.rules.patterns import Tail, last_characters, literals, openings, tail

Find = Callable[[str], re.Match[str] | None]
Each = Callable[..., Iterator[re.Match[str]]]
_NONE: Iterator[re.Match[str]] = iter(())


class Prefiltered:
    """A pattern that is tried only where it can match. `first`, `each`, `start` and `whole` return what `search`, `finditer`, `match` and
    `fullmatch` of the pattern do."""

    __slots__ = ("_ends", "_may_hold", "_opens", "_pattern", "_tail", "_widest", "each", "first", "start", "whole")

    def __init__(self, pattern: re.Pattern[str], parsed: Any) -> None:
        """pattern: what `compiled` made of what `parse` returned."""
        told = not pattern.flags & re.IGNORECASE
        self._pattern = pattern
        self._opens = openings(parsed) if told else None
        opening = _characters(self._opens)
        needed = literals(parsed) if told else frozenset()
        # The engine looks for the first character itself: a test for nothing else would look twice.
        self._tail = tail(parsed) if told and self._opens is None else None
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
        if self._tail is not None:
            finditer = partial(_before_tails, self._pattern, self._tail)
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


def _before_tails(pattern: re.Pattern[str], tail: Tail, text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern in a text from an offset on, looked for around the tails."""
    for low, high in _around(tail, text, start):
        at = max(low, start)
        while (match := pattern.search(text, at, high + tail.ahead)) and (at := match.start()) < high:
            # One that ends behind all tails is none: at what would tell so it was not let look.
            if match.end() > high and (match := pattern.match(text, at)) is None:
                at += 1
                continue
            yield match
            start = at = match.end()


def _around(tail: Tail, text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges in which the matches lie that begin from an offset on; the ranges do not overlap."""
    found = tail.pattern.search(text, start)
    while found:
        low = high = max(start, found.start() - tail.before)
        while found and found.start() - tail.before <= high:
            high = found.start() + tail.behind
            found = tail.pattern.search(text, found.start() + 1)
        yield low, high


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


def _widest(parsed: Any) -> int:
    """Return the most characters that a match has."""
    return int(min(parsed.getwidth()[1], sys.maxsize >> 1))
