"""Measure how much of their words two clauses share, by pairs of neighbouring characters.

Unweighted it is Dice's coefficient. Weighted, a pair that few clauses have counts more than 应当 or 违反本法规定.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log

_CANDIDATES = 8
"""How many units of the other text, those that share most rare pairs, are compared in full."""
_RARE = 24
"""A character pair that more units share does not help to identify one of them."""


class FoldedWords:
    """The words of a unit, and their character pairs with their counts. marker: as printed; the text does not include it."""

    __slots__ = ("grams", "marker", "text", "total")

    def __init__(self, text: str, marker: str = "") -> None:
        self.text, self.marker = text, marker
        self.grams = Counter(text[i : i + 2] for i in range(len(text) - 1))
        self.total = sum(self.grams.values())


def shared(one: FoldedWords, other: FoldedWords) -> int:
    """Return how many character pairs two units share."""
    few, many = (one, other) if len(one.grams) <= len(other.grams) else (other, one)
    return sum(min(count, many.grams[gram]) for gram, count in few.grams.items() if gram in many.grams)


def likeness(one: FoldedWords, other: FoldedWords) -> float:
    """Return Dice's coefficient: 1 for the same words, 0 for none in common."""
    if one.text == other.text:
        return 1.0
    both = one.total + other.total
    return 2 * shared(one, other) / both if both else 0.0


class Weights:
    """The weight of each character pair in two texts: the rarer it is among their units, the more it weighs."""

    def __init__(self, units: Sequence[FoldedWords]) -> None:
        having = Counter(gram for words in units for gram in words.grams)
        self._weights = {gram: log(1 + len(units) / count) for gram, count in having.items()}
        self._totals: dict[int, float] = {}

    def likeness(self, one: FoldedWords, other: FoldedWords) -> float:
        """Return Dice's coefficient of the weights."""
        both = self._total(one) + self._total(other)
        return 2 * self._shared(one, other) / both if both else 0.0

    def share(self, part: FoldedWords, whole: FoldedWords) -> float:
        """Return how much of a unit another one has."""
        return self._shared(part, whole) / self._total(part) if part.total else 0.0

    def _shared(self, one: FoldedWords, other: FoldedWords) -> float:
        few, many = (one, other) if len(one.grams) <= len(other.grams) else (other, one)
        return sum(
            self._weights[gram] * min(count, many.grams[gram])
            for gram, count in few.grams.items()
            if gram in many.grams
        )

    def _total(self, words: FoldedWords) -> float:
        key = id(words)
        if key not in self._totals:
            self._totals[key] = sum(self._weights[gram] * count for gram, count in words.grams.items())
        return self._totals[key]


def rare_pairs(units: Sequence[FoldedWords]) -> dict[str, list[int]]:
    """Return character pair → the units that have it, for pairs that few have."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(units):
        for gram in words.grams:
            index[gram].append(j)
    return {gram: places for gram, places in index.items() if len(places) <= _RARE}


def candidates(words: FoldedWords, index: Mapping[str, Sequence[int]]) -> list[int]:
    """Return the units that share most rare pairs with one, those first. index: `rare_pairs` of their text."""
    votes: Counter[int] = Counter()
    for gram in words.grams:
        for j in index.get(gram, ()):
            votes[j] += 1
    return [j for j, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:_CANDIDATES]]
