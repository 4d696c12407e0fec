"""Rank the norms that answer a typed question: by words of laws for everyday ones, rare words more, and by the kind of question.

A word with a line in `everyday.toml` counts once, in whichever of its ways a norm has it. What has no line is cut into pairs of
characters, but for words in Latin letters and numbers; a pair that occurs together no more often than by chance is the seam of two
words and counts nothing (pointwise mutual information).
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from graph.patterns import pattern
from graph.records.text_index import TextIndex
from ontology.asked import AskedQuestion, AskedWord
from ontology.enumerations import Aim, Modality, Side
from ontology.everyday import setting_words
from ontology.iri import split_eid

_SHARE = 0.3
"""An answer has at least this share, by weight, of the words that were typed."""
# Where fewer than ten answers have that share, the first ten need only this one.
_FIRST_ROWS, _SHARE_LEAST = 10, 0.15
_OF_BEST = 0.5  # and at least this part of the score of the best one
_IN_LEAD, _IN_CONSEQUENCE, _IN_TITLE, _IN_ARTICLE = 0.7, 0.6, 0.4, 0.3
"""The weight of a word in text around the norm's own sentence."""
# Factors of a sentence that sets no duty, and of one that sets no duty but a measure.
_STATES, _STATES_MEASURE = 0.7, 0.9
# Factor of each further norm of one article, so that an answer does not come from one list alone.
_AGAIN = 0.93
# Weights, with a whole word as 1: a pair of its characters, one of several characters, a single character.
_PAIR, _CHARACTER, _ALONE = 0.8, 0.25, 0.5
_NEVER = 0.35  # a pair of characters that occurs nowhere counts so much of its weight
_SETTING, _BEARER, _AS_BEARER = (
    0.4,
    0.7,
    1.2,
)  # who acts weighs less than the act; whom a norm binds is whom it is about
_EVERYBODY = 50  # a norm that names no bearer counts as one of a kind of bearer with 50 norms
_FARTHER, _FARTHEST = 0.06, 0.6  # each further word for an everyday one counts less, but at least so much
_RAREST, _COMMONEST = 6.0, 0.8
_LONG = 90  # characters of a usual norm
_FIGURE = r"[\d一二三四五六七八九十百千万两半]"
_TIME = pattern("tells-time").pattern
_AMOUNT = pattern("tells-amount").pattern
_OFTEN = rf"每{_FIGURE}?个?[年月日天周季]|按[年月日周季]|定期"  # how often: what is asked for where times are counted
_COUNTED = 1.3  # how much more counts what has a figure of what is asked for: years, hours, times
_IN_FIELD = 1.25  # factor of a norm in a law of the question's field
_LATIN = re.compile(r"([A-Za-z0-9\u00c0-\u024f]+(?:\.[A-Za-z0-9\u00c0-\u024f]+)*)")
"""Words and numbers that are not cut into pairs: with two letters begin a hundred other words."""
_PUBLIC = pattern("public-body").pattern


class Ranked(Protocol):
    """A norm as it is ranked. sentence, lead: its words, and those that open its list; followed: the words of what follows from its
    breach; section: the eId of its clause, clause: its IRI."""

    @property
    def sentence(self) -> str: ...
    @property
    def lead(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def clause(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def bearer(self) -> str: ...
    @property
    def side(self) -> str: ...
    @property
    def modality(self) -> str: ...
    @property
    def kinds(self) -> tuple[str, ...]: ...
    @property
    def followed(self) -> str: ...


class WordIndex(TextIndex):
    """Finds a word in Latin letters, or a number, as a whole only."""

    def holding(self, part: str, counts: Callable[[int], bool] | None = None) -> list[int]:
        if _LATIN.fullmatch(part) is None:
            return super().holding(part, counts)

        def whole(at: int) -> bool:
            return not (_LATIN.match(self.whole[at - 1 : at]) or _LATIN.match(self.whole, at + len(part)))

        return super().holding(part, whole)


@dataclass(frozen=True, slots=True)
class _WeighedWord:
    """weight: of a word like it; ways: the strings that mean it; pair: its two characters, where it may be a seam."""

    weight: float
    ways: tuple[str, ...]
    pair: bool = False


class Ranking:
    """Ranks norms; it is built once for many questions."""

    def __init__(self, norms: Sequence[Ranked], statements: Sequence[Ranked] = ()) -> None:
        """statements: what sets no duty; their numbers go on behind the norms."""
        self._norms, self._statements = norms, statements
        self._of_title: dict[str, list[int]] = {}
        self._of_article: dict[tuple[str, str], list[int]] = {}
        self._article_of: list[list[int]] = []
        texts, bearers, leads, followed = [], [], [], []
        self._kinds: Counter[str] = Counter()
        for at, norm in enumerate(chain(norms, statements)):
            self._of_title.setdefault(norm.title, []).append(at)
            beside = self._of_article.setdefault(article(norm), [])
            beside.append(at)
            self._article_of.append(beside)
            texts.append(norm.sentence)
            bearers.append(norm.bearer)
            leads.append(norm.lead)
            followed.append(norm.followed)
            self._kinds.update(norm.kinds)
        self._texts, self._leads = WordIndex(texts), WordIndex(leads)
        self._bearers, self._followed = WordIndex(bearers[: len(norms)]), WordIndex(followed[: len(norms)])

    def _norm(self, at: int) -> Ranked:
        return self._norms[at] if at < len(self._norms) else self._statements[at - len(self._norms)]

    def _usualness(self, norm: Ranked) -> float:
        """Return the factor for whom a norm binds: a duty of many before one of few."""
        usual = max((self._kinds[kind] for kind in norm.kinds), default=1 if norm.bearer else _EVERYBODY)
        return 1 + 0.03 * math.log1p(usual)

    def rank(self, question: AskedQuestion, among: Iterable[int] | None = None, *, near: bool = True) -> list[int]:
        """Return the numbers of the norms that answer the question, best first.

        among: only these. near: leave out norms that have too few of the typed words; else return all, in order.
        """
        scores, whole = self._scores(question)
        chosen = range(self._texts.size) if among is None else list(among)
        if near:
            chosen = [at for at in chosen if scores.get(at, 0.0) > _SHARE_LEAST * whole]
        counted = _counts(question.units)
        field = {
            at
            for title in self._of_title
            if any(word in title for word in question.titles)
            for at in self._of_title[title]
        }
        public = any(_PUBLIC.search(part.typed) for part in question.parts)
        final = {
            at: scores.get(at, 0.0)
            * self._fits(at, question.aims, public=public)
            * (_IN_FIELD if at in field else 1.0)
            * (_COUNTED if counted and counted.search(self._norm(at).sentence) else 1.0)
            for at in chosen
        }
        best = sorted(final, key=lambda at: (-final[at], at))
        if not near:
            return best
        least = _OF_BEST * max(final.values(), default=0.0)
        told = [at for at in best if final[at] >= least and scores[at] >= _SHARE * whole]
        return self._spread(told if len(told) >= _FIRST_ROWS else best[:_FIRST_ROWS], final)

    def _spread(self, best: Sequence[int], scores: dict[int, float]) -> list[int]:
        """Return the norms in an order in which those of one article do not precede all others."""
        told: Counter[tuple[str, str]] = Counter()
        spread = {}
        for at in best:
            of = article(self._norm(at))
            spread[at] = scores[at] * _AGAIN ** told[of]
            told[of] += 1
        return sorted(best, key=lambda at: (-spread[at], at))

    def _scores(self, question: AskedQuestion) -> tuple[dict[int, float], float]:
        scores: dict[int, float] = {}
        whole = 0.0
        for part in question.parts:
            for concept in _concepts(part):
                held = self._score_word(concept.ways)
                own = sum(share > _IN_LEAD for share in held.values())
                weight = concept.weight * self._rarity(own)
                if concept.pair:
                    weight *= self._cohesion(concept.ways[0], own)
                elif part.typed in setting_words():
                    weight *= _SETTING
                elif any(way in self._kinds for way in concept.ways):
                    weight *= _BEARER
                whole += weight if held or part.ways else weight * _NEVER
                for at, share in held.items():
                    scores[at] = scores.get(at, 0.0) + weight * share
        return scores, whole

    def _score_word(self, ways: Sequence[str]) -> dict[int, float]:
        """Return how far each norm has a word: in its own words or bearer, in those that open its list, in those
        of what follows, or in its title. ways: the nearest first."""
        held: dict[int, float] = {}
        for rank, way in enumerate(ways):
            near = max(_FARTHEST, 1 - _FARTHER * max(0, rank - 1))
            for title, places in self._of_title.items():
                if way in title:
                    _raise(held, places, near * _IN_TITLE)
            own = self._texts.holding(way)
            for beside in {id(self._article_of[at]): self._article_of[at] for at in own}.values():
                _raise(held, beside, near * _IN_ARTICLE)
            _raise(held, self._followed.holding(way), near * _IN_CONSEQUENCE)
            _raise(held, self._leads.holding(way), near * _IN_LEAD)
            _raise(held, own, near)
            _raise(held, self._bearers.holding(way), near * _AS_BEARER)
        return held

    def _rarity(self, count: int) -> float:
        return min(_RAREST, max(_COMMONEST, math.log((self._texts.size + 1) / (count + 0.5))))

    def _cohesion(self, pair: str, count: int) -> float:
        """Return 0 for two characters that occur together by chance, 1 for a word."""
        first, second = (len(self._texts.holding(char)) for char in pair)
        if not count or not first or not second:
            return 0.0 if first and second else 1.0
        return min(1.0, max(0.0, math.log(count * self._texts.size / (first * second)) / 3))

    def _fits(self, at: int, aims: frozenset[Aim], *, public: bool) -> float:
        """Return the factor for what is asked and of whom: the shorter norm before one that also has the words."""
        norm = self._norm(at)
        factor = self._usualness(norm) / (0.85 + 0.15 * max(1.0, len(norm.sentence) / _LONG))
        if not norm.modality:
            measure = _TIME.search(norm.sentence) or _AMOUNT.search(norm.sentence)
            factor *= _STATES_MEASURE if measure else _STATES
        if norm.side == Side.AUTHORITY and not public:
            factor *= 0.7
        if aims & {Aim.PENALTY, Aim.AMOUNT}:
            factor *= 1.3 if norm.followed else 1.0
        if Aim.TIME in aims:
            factor *= 1.3 if _TIME.search(norm.sentence) else 1.0
        if Aim.AMOUNT in aims:
            factor *= 1.2 if _AMOUNT.search(norm.sentence) else 1.0
        if Aim.PERMISSION in aims:
            factor *= 1.15 if norm.modality in {Modality.PROHIBITION, Modality.PERMISSION} else 1.0
        if Aim.DUTY in aims:
            factor *= 1.1 if norm.modality == Modality.OBLIGATION else 1.0
        return factor


def _counts(units: frozenset[str]) -> re.Pattern[str] | None:
    """Match a figure of one of the units, in numerals; None where none is asked for."""
    if not units:
        return None
    named = "|".join(map(re.escape, sorted(units)))
    return re.compile(rf"{_FIGURE}\s?(?:{named})|年限" + (f"|{_OFTEN}" if "次" in units else ""))


def article(norm: Ranked) -> tuple[str, str]:
    """Return the document or its part, and the eId of the article in which a norm occurs."""
    return split_eid(norm.clause)[0] or norm.document, norm.section.partition("__")[0]


def _concepts(part: AskedWord) -> Iterable[_WeighedWord]:
    if part.ways:
        yield _WeighedWord(1.0, part.ways)
        return
    for run in _LATIN.split(part.behind + part.typed):
        if _LATIN.fullmatch(run):
            if run != part.behind:
                yield _WeighedWord(_PAIR, (run,))
            continue
        for at in range(len(run) - 1):
            yield _WeighedWord(_PAIR, (run[at : at + 2],), pair=True)
    characters = _LATIN.sub("", part.typed)
    for char in characters:
        yield _WeighedWord(_ALONE if len(part.typed) == 1 else _CHARACTER, (char,))


def _raise(held: dict[int, float], places: Iterable[int], share: float) -> None:
    for at in places:
        if held.get(at, 0.0) < share:
            held[at] = share
