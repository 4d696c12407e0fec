"""Pass quickly over text in which a pattern cannot match.

Python's engine looks for the first character of a match by itself only where a pattern begins with plain characters. Most rules
begin with a look-behind, an optional piece or a choice of several, and are tried at every character of a text, nearly always in vain.
What a match needs can be derived from the pattern beforehand, as RE2 and Hyperscan do:

- literals of which every match has one: `(?<!不)应当?|必须` needs 应 or 必须. A text without them is not searched;
- the characters that a match begins with: 应 and 必. Only there the pattern is tried: the engine passes over all others where its code
  for a pattern shows them (`compiled`);
- where a match may begin with nearly anything (岚政办发〔2019〕5号), what its tail begins with: a bracket. The pattern is tried around the
  places at which its tail matches, and nowhere else;
- the characters that a match at the end of a text ends with: of `(?:政府|部门|机关)$` only 部门 is tried where the text ends with 门.

All are exact: what is found is what the pattern alone finds (`tests/ingest/test_prefilter.py`).
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial

from ontology.patterns.analysis import Analysis
from ontology.patterns.ends import ending_with
from ontology.patterns.parsed import Tail, compiled

Find = Callable[[str], re.Match[str] | None]
Each = Callable[..., Iterator[re.Match[str]]]
Search = Callable[[str, int], re.Match[str] | None]
Test = Callable[[str], bool]
_DIGIT = r"\d"
_NARROW = 50
"""Characters of the widest match of a pattern that is compiled anew for the last character of a text."""
_OFTEN = 64
"""Texts that end with one character, from which on that pays."""
_NONE: Iterator[re.Match[str]] = iter(())


class Prefiltered:
    """A pattern that is tried only where it can match. `first`, `each`, `start` and `whole` return what `search`, `finditer`, `match` and
    `fullmatch` of the pattern do."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis, self._pattern, self._opens = analysis, analysis.pattern, analysis.opens

    @cached_property
    def _may_hold(self) -> Callable[[str, int], object] | None:
        """The function that tests whether a text contains a literal that a match needs behind an offset; None where nothing is gained by
        it."""
        needed = self._analysis.literals
        # The engine looks for the first character itself: a test for nothing else would look twice.
        if needed <= _characters(self._opens or ""):
            return None
        several = self._analysis.any_literal
        return any_of(needed) if several is None else several.search

    def may_begin_with(self, character: str) -> bool:
        """Test whether a match can begin with a character."""
        return self._opens is None or re.match(f"[{self._opens}]", character) is not None

    @cached_property
    def each(self) -> Each:
        """Yield the matches in a text from an offset on, in order, without overlaps."""
        finditer, may_hold = self._pattern.finditer, self._may_hold
        if (found := self._analysis.tail) is not None:
            finditer = partial(_before_tails, self._pattern, found)
        if may_hold is None:
            return finditer
        return lambda text, start=0: finditer(text, start) if may_hold(text, start) else _NONE

    @cached_property
    def first(self) -> Find:
        """Return the first match in a text."""
        search, may_hold = self._pattern.search, self._may_hold
        if not self._pattern.flags & re.MULTILINE and self._analysis.ends is not None:
            return self._at_end(search, self._analysis)
        if may_hold is None:
            return search
        return lambda text: search(text) if may_hold(text, 0) else None

    @cached_property
    def start(self) -> Find:
        """Return the match at the start of a text."""
        match = self._pattern.match
        if (begins := _among(self._opens)) is not None:
            return lambda text: match(text) if begins(text[:1]) else None
        may_hold = self._may_hold
        return match if may_hold is None else lambda text: match(text) if may_hold(text, 0) else None

    @cached_property
    def whole(self) -> Find:
        """Return the match of a whole text."""
        match, begins = self._pattern.fullmatch, _among(self._opens)
        ends = _among(self._analysis.closes)
        if begins is not None and ends is not None:
            return lambda text: match(text) if ends(text[-1:]) and begins(text[:1]) else None
        if begins is not None:
            return lambda text: match(text) if begins(text[:1]) else None
        if ends is not None:
            return lambda text: match(text) if ends(text[-1:]) else None
        may_hold = self._may_hold
        return match if may_hold is None else lambda text: match(text) if may_hold(text, 0) else None

    @staticmethod
    def _at_end(search: Search, analysis: Analysis) -> Find:
        """Return what finds a match of a pattern that ends with `$`: it looks no further back than a match is wide, and tries the choices
        alone that end with the text's last character."""
        ends, widest = analysis.ends or frozenset(), min(analysis.width, sys.maxsize >> 1)
        asked: dict[str, int] = dict.fromkeys(ends, 0) if widest <= _NARROW else {}
        narrow: dict[str, Search] = {}

        def find(text: str) -> re.Match[str] | None:
            last = text[-1:]
            if last not in ends and last != "\n":  # $ precedes a line break at the end as well
                return None
            at = len(text) - widest - 1
            if last in narrow:
                return narrow[last](text, at if at > 0 else 0)
            if last in asked:
                asked[last] += 1
                if asked[last] == _OFTEN:
                    narrow[last] = compiled(ending_with(analysis.parsed, last)).search
            return search(text, at if at > 0 else 0)

        return find


def _before_tails(pattern: re.Pattern[str], tail: Tail, text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern in a text from an offset on, looked for around the tails."""
    for low, high in _around(tail, text, start):
        at = max(low, start)
        while (match := pattern.search(text, at, high + tail.ahead)) and (at := match.start()) < high:
            # The search ended behind the last tail, so a look-ahead there saw no text: try again without that end.
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
    """Return a function that tests whether a text has one of the literals behind an offset; None where there are no literals."""
    match sorted(literals):
        case []:
            return None
        case [literal]:
            return lambda text, start: text.find(literal, start) >= 0
        case several:
            return re.compile("|".join(map(re.escape, several))).search


def _among(characters: str | None) -> Test | None:
    """Return what tests whether a character is one of a class; None where the class is unknown."""
    if characters is None:
        return None
    members = _characters(characters)
    if _DIGIT in characters:
        return lambda character: character in members or character.isdecimal()
    return members.__contains__


def _characters(characters: str) -> frozenset[str]:
    """Return the members of a class of characters (`本今\\d`) without the digits."""
    single = characters.replace(_DIGIT, "")
    return frozenset(single.replace("\\", "")) | (frozenset("\\") if "\\\\" in single else frozenset())
