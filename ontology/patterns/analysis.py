"""Compute from a pattern, once, its code for the engine and what every match of it needs."""

from functools import cached_property
from re import IGNORECASE, VERBOSE, Pattern, escape
from typing import Any

from ontology.patterns.ends import closings, last_characters, openings
from ontology.patterns.literals import literals
from ontology.patterns.parsed import Code, Tail, TailCode, coded, engine_pattern, parse, tail

Facts = tuple[Any, ...]
"""All that is computed from a pattern, of plain values only, so that `marshal` can write it."""


class Analysis:
    """Computes a pattern's code and what its matches need, each on first use. Raises re.error then for one that does not compile."""

    def __init__(self, source: str, flags: int = VERBOSE, facts: Facts | None = None) -> None:
        """facts: what `facts` returned for the same pattern; nothing of it is computed again."""
        self._source, self._flags, self._facts = source, flags, facts

    @cached_property
    def parsed(self) -> Any:
        """The pattern as the standard library parses it."""
        return parse(self._source, self._flags)

    @cached_property
    def pattern(self) -> Pattern[str]:
        """The compiled pattern."""
        return engine_pattern(self._facts[0] if self._facts else coded(self.parsed))

    @cached_property
    def is_exact(self) -> bool:
        """Test whether characters match themselves alone, so that more is known of a pattern than its code."""
        return not self.pattern.flags & IGNORECASE

    @cached_property
    def opens(self) -> str | None:
        """The characters that a match begins with (`openings`)."""
        return self._facts[1] if self._facts else openings(self.parsed) if self.is_exact else None

    @cached_property
    def closes(self) -> str | None:
        """The characters that a match ends with (`closings`)."""
        return self._facts[2] if self._facts else closings(self.parsed) if self.is_exact else None

    @cached_property
    def ends(self) -> frozenset[str] | None:
        """The characters that a match at the end of a text ends with (`last_characters`)."""
        if not self._facts:
            return last_characters(self.parsed) if self.is_exact else None
        return None if self._facts[3] is None else frozenset(self._facts[3])

    @cached_property
    def width(self) -> int:
        """The most characters that a match has."""
        return int(self._facts[4] if self._facts else self.parsed.getwidth()[1])

    @cached_property
    def literals(self) -> frozenset[str]:
        """Literals of which a match has one (`ontology.patterns.literals`)."""
        if not self._facts:
            return literals(self.parsed) if self.is_exact else frozenset()
        return frozenset(self._facts[5])

    @cached_property
    def tail(self) -> Tail | None:
        """The end of a pattern of which it is known what it begins with, where that is not known of its beginning."""
        return Tail.compiled(self._facts[6] if self._facts else self._tail_code)

    @property
    def _tail_code(self) -> TailCode | None:
        return tail(self.parsed) if self.is_exact and self.opens is None else None

    @cached_property
    def any_literal(self) -> Pattern[str] | None:
        """The pattern that finds one of its literals; None where it has not several."""
        code = self._facts[7] if self._facts else self._literals_code
        return None if code is None else engine_pattern(code)

    @property
    def _literals_code(self) -> Code | None:
        several = sorted(self.literals)
        return coded(parse("|".join(map(escape, several)))) if len(several) > 1 else None

    def facts(self) -> Facts:
        """Compute all of it."""
        if self._facts:
            return self._facts
        ends = None if self.ends is None else tuple(sorted(self.ends))
        needed = tuple(sorted(self.literals))
        code = coded(self.parsed)
        return (code, self.opens, self.closes, ends, self.width, needed, self._tail_code, self._literals_code)
