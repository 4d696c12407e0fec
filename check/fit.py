"""Decide which of two articles a draft means: the one that shares more of its rare words, those that few articles of the law have."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from graph.records.wording import Wording

_HAN = re.compile(r"[^\u3400-\u9fff]+")
_LEAST = 0.7
"""Below this difference of scores neither article fits better."""
_RATIO = 1.25
_AHEAD = 1.05


class Fit:
    """Weighs words by how few articles of two editions have them."""

    def __init__(self, *editions: Wording) -> None:
        self._counts: Counter[str] = Counter()
        self._articles = 0
        for edition in editions:
            for unit in edition.units:
                self._counts.update(_pairs(unit.text))
                self._articles += 1

    def better(self, said: Sequence[str], old: str, new: str) -> int:
        """Return 1 where the old article fits the words better, -1 where the new one does, 0 where neither does. said: words of
        the draft, those that distinguish most first; others count where these do not decide."""
        one = other = 0.0
        for words in said:
            one, other = one + self._score(words, old), other + self._score(words, new)
            if abs(one - other) >= _LEAST and max(one, other) >= min(one, other) * _RATIO:
                return 1 if one > other else -1
        return 0

    def nearest(self, said: Sequence[str], edition: Wording) -> str:
        """Return the number of the article that the words of the draft fit best; empty where none fits clearly better than the next."""
        weights = {unit.eid: self._score(said[0], unit.text) for unit in edition.units}
        first, second = [*sorted(weights, key=lambda number: -weights[number]), "", ""][:2]
        clear = first and weights[first] >= _LEAST and weights[first] >= weights.get(second, 0.0) * _AHEAD
        return first if clear else ""

    def _score(self, words: str, article: str) -> float:
        return sum(self._rarity(pair) for pair in _pairs(words) & _pairs(article))

    def _rarity(self, pair: str) -> float:
        count = self._counts[pair]
        return math.log(self._articles / count) if count else 0.0


def _pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring Chinese characters in a text."""
    return {run[i : i + 2] for run in _HAN.split(text) for i in range(len(run) - 1)}
