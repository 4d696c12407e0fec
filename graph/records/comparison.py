"""Two documents or editions clause by clause: aligned, with changed words marked, and what was tightened or loosened.

Units are the articles of a text; of one without articles its topmost numbered clauses, or its paragraphs. The words inside a pair
are compared token by token: a modal (应当), a measure (三十日, 5万元) and a number are one token each.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate, pairwise

from graph.records.alignment import AlignedUnit, ArticleChange, Match, align
from graph.records.card import ClauseNode, DocumentCard, day_of_text, walk

_NUMBER = r"(?:\d[\d,.]*|[一二三四五六七八九十百千万两零〇]{1,8})"
_UNIT = r"(?:个?工作日|日|天|个月|月|年|小时|周|万元|亿元|元|倍|%|米|公里|平方米|人|周岁|岁)"
_MODAL = "应当|必须|不得|可以|禁止|严禁|有权|免予|鼓励"
_TOKEN = re.compile(rf"{_MODAL}|{_NUMBER}{_UNIT}|\d[\d,.]*|[A-Za-z]+|.", re.DOTALL)
_PHRASE = re.compile(r"[^，。；：]*[，。；：]?")
_MEASURE = re.compile(rf"({_NUMBER})({_UNIT})")
_STRENGTH = {
    **dict.fromkeys(("不得", "禁止", "严禁"), 3),
    **dict.fromkeys(("应当", "必须"), 2),
    **dict.fromkeys(("可以", "有权", "鼓励", "免予"), 0),
}
_LONG = 1500
"""Tokens beyond which words are compared phrase by phrase: a comparison character by character takes time with the square."""


class Direction(StrEnum):
    """The effect of a changed word on the rule."""

    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class WordRun:
    """A run of words of one side. changed: the other side does not have it here."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """A modal or a measure that was replaced: 可以 → 应当 tightened, 应当 → 可以 loosened; of days and amounts only that they changed,
    since what is longer is not always looser."""

    old: str
    new: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Pair:
    """Units that occur against each other, with their words in pieces and the shifts between them."""

    match: Match
    old: tuple[WordRun, ...]
    new: tuple[WordRun, ...]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts side by side. old, new: what they are called; pairs: in the order of the new text."""

    old: str
    new: str
    pairs: tuple[Pair, ...]

    @property
    def counts(self) -> dict[ArticleChange, int]:
        """The number of matches of each change that occurs, in display order."""
        found = Counter(pair.match.change for pair in self.pairs)
        return {change: found[change] for change in ArticleChange if found[change]}

    @property
    def shifts(self) -> dict[Direction, int]:
        """The number of words that were tightened, loosened or otherwise changed."""
        found = Counter(shift.direction for pair in self.pairs for shift in pair.shifts)
        return {direction: found[direction] for direction in Direction if found[direction]}


def compare(old: DocumentCard, new: DocumentCard) -> Comparison:
    """Compare two documents' texts: what they carry (a notice's instrument) where they carry something, else themselves."""
    names = [_called(old), _called(new)]
    if names[0] == names[1]:  # two texts of one law
        names = [
            f"{name}（{day}）" if (day := day_of_text(card)) else name
            for name, card in zip(names, (old, new), strict=True)
        ]
    return compare_units(units(old), units(new), *names)


def compare_units(
    old: Sequence[AlignedUnit], new: Sequence[AlignedUnit], old_name: str = "", new_name: str = ""
) -> Comparison:
    """Compare two lists of units in printed order. Takes time with the length of the texts."""
    return Comparison(old_name, new_name, tuple(_pair(match) for match in align(old, new)))


def _called(card: DocumentCard) -> str:
    number = next((fact.value.zh for fact in card.values("number")), "")
    return " ".join(part for part in (number, f"《{card.title}》" if card.title else "") if part) or card.iri


def units(card: DocumentCard) -> tuple[AlignedUnit, ...]:
    """Return the units of a document in printed order: the articles of its instruments or of itself; where there are none, the topmost
    clauses with a marker and the paragraphs between them, without head and signature."""
    carried = [part for part in card.parts if part.role == "instrument" and part.clauses]
    clauses = [clause for part in carried or card.parts[:1] for clause in part.clauses]
    articles = tuple(_articles(clauses))
    if articles:
        return articles
    left_out = {"coverPage", "preface", "conclusions"}
    return tuple(_unit(clause) for clause in clauses if clause.level not in left_out)


def _articles(clauses: Iterable[ClauseNode]) -> Iterator[AlignedUnit]:
    stack = list(reversed(list(clauses)))
    while stack:
        clause = stack.pop()
        if clause.level == "article":
            yield _unit(clause)
        else:
            stack.extend(reversed(clause.children))


def _unit(clause: ClauseNode) -> AlignedUnit:
    return AlignedUnit(clause.eid, clause.marker, "\n".join(node.text for node in walk([clause])))


def _pair(match: Match) -> Pair:
    old, new = ("".join(unit.words for unit in side) for side in (match.old, match.new))
    one, other = ("".join(unit.folded for unit in side) for side in (match.old, match.new))
    if one == other:
        same = (WordRun(old, False),) if old else ()
        return Pair(match, same, (WordRun(new, False),) if new else (), ())
    if not old or not new:
        return Pair(match, _whole(old), _whole(new), ())
    before, after = _TOKEN.findall(one), _TOKEN.findall(other)
    if len(before) + len(after) > _LONG:
        before, after = _PHRASE.findall(one), _PHRASE.findall(other)
    mine: list[WordRun] = []
    its: list[WordRun] = []
    printed, also = _printed(old, before), _printed(new, after)
    shifts: list[Shift] = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        changed = what != "equal"
        _add(mine, "".join(printed[i:j]), changed)
        _add(its, "".join(also[k:m]), changed)
        if what == "replace":
            shifts += _shifts(before[i:j], after[k:m])
    return Pair(match, tuple(mine), tuple(its), tuple(shifts))


def _printed(text: str, tokens: Sequence[str]) -> list[str]:
    """Return the tokens as the text prints them."""
    ends = list(accumulate(map(len, tokens), initial=0))
    return [text[start:end] for start, end in pairwise(ends)]


def _whole(text: str) -> tuple[WordRun, ...]:
    return (WordRun(text, True),) if text else ()


def _add(pieces: list[WordRun], text: str, changed: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1].changed is changed:
        pieces[-1] = WordRun(pieces[-1].text + text, changed)
    else:
        pieces.append(WordRun(text, changed))


def _shifts(old: Sequence[str], new: Sequence[str]) -> Iterator[Shift]:
    """Yield the modals and measures of one replaced run, paired in order: modals with modals, measures of a unit with those of that
    unit."""
    before, after = "".join(old), "".join(new)
    modal = re.compile(_MODAL)
    for one, other in zip(modal.findall(before), modal.findall(after), strict=False):
        change = _STRENGTH[other] - _STRENGTH[one]
        if one != other and change:
            yield Shift(one, other, Direction.TIGHTENED if change > 0 else Direction.LOOSENED)
    measured: dict[str, list[str]] = {}
    for number, unit in _MEASURE.findall(after):
        measured.setdefault(unit, []).append(number)
    for number, unit in _MEASURE.findall(before):
        if numbers := measured.get(unit):
            now = numbers.pop(0)
            if now != number:
                yield Shift(number + unit, now + unit, Direction.CHANGED)
