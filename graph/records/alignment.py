"""Match the clauses of two texts: two editions of a law, a draft and the final text, a document and what replaces it.

`align` is a pure function of two lists of units (articles, or whatever the caller compares), in printed order. Words are compared by
pairs of neighbouring characters (Dice's coefficient), so that renumbering and moving do not matter. A pair is sought among the units
that share rare character pairs alone: the work grows with the length of the texts, not with the product of their clauses.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from graph.records.likeness import FoldedWords
from graph.records.pairing import Pairs, Sides, find_elsewhere, find_joined, find_pairs, in_order


class ArticleChange(StrEnum):
    """The change of a unit, in the order in which changes are shown. RENUMBERED: the same words under another marker, in order;
    MOVED: the same matter, out of order."""

    SAME = "same"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True)
class AlignedUnit:
    """A clause to be compared. eid: its Akoma Ntoso eId; marker: as printed (第三条), empty where it has none; text: its whole words,
    with or without the marker."""

    eid: str
    marker: str
    text: str

    @cached_property
    def words(self) -> str:
        """The words without the marker and without white space."""
        text, marker = "".join(self.text.split()), "".join(self.marker.split())
        return text[len(marker) :] if marker and text.startswith(marker) else text

    @cached_property
    def folded(self) -> str:
        """The words with punctuation in one width; every code point keeps its place."""
        return same_width(self.words)


@dataclass(frozen=True, slots=True)
class Match:
    """Units that correspond to each other: one on either side; none of `old` of what was added, none of `new` of what is gone;
    several of `new` where one was split, several of `old` where they were merged. likeness: 0 to 1 (Dice), of all the words on
    either side; 1 where only white space, the width of punctuation and marker differ."""

    change: ArticleChange
    old: tuple[AlignedUnit, ...]
    new: tuple[AlignedUnit, ...]
    likeness: float


def align(old: Sequence[AlignedUnit], new: Sequence[AlignedUnit]) -> tuple[Match, ...]:
    """Return the matches of all units of both texts: each unit of either occurs in exactly one. In the order of `new`; what is gone occurs
    behind the match of the unit that preceded it in `old`."""
    sides = Sides(*([FoldedWords(unit.folded, unit.marker) for unit in units] for units in (old, new)))
    pairs = find_pairs(sides)
    joined = find_joined(sides, pairs)
    return _matches(old, new, sides, pairs | find_elsewhere(sides, pairs, joined), joined)


_WIDTHS = str.maketrans("():;?!", "（）：；？！")
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")  # not that of 1,000


def same_width(text: str) -> str:
    """Punctuation in one width: (一) is （一）. Every code point keeps its place."""
    return _COMMA.sub("，", text.translate(_WIDTHS))


def _matches(
    old: Sequence[AlignedUnit],
    new: Sequence[AlignedUnit],
    sides: Sides,
    pairs: Pairs,
    joined: dict[tuple[str, int], list[int]],
) -> tuple[Match, ...]:
    partners = {j: i for i, (j, _) in pairs.items()}
    kept = in_order(pairs)
    split = {j for (side, _), places in joined.items() if side == "old" for j in places}
    merged = {i for (side, _), places in joined.items() if side == "new" for i in places}
    placed: list[tuple[tuple[float, int], Match]] = []
    before: dict[int, float] = {}
    for j, unit in enumerate(new):
        if j in split:
            continue
        i = partners.get(j)
        if i is None:
            placed.append(((j, 0), Match(ArticleChange.ADDED, (), (unit,), 0.0)))
            continue
        before[i] = j
        alike = pairs[i][1]
        others_new, others_old = joined.get(("old", i), []), joined.get(("new", j), [])
        if others_new:
            units = tuple(new[at] for at in sorted([j, *others_new]))
            placed.append(
                (
                    (j, 0),
                    Match(
                        ArticleChange.SPLIT,
                        (old[i],),
                        units,
                        _together([sides.old[i]], [sides.new[at] for at in [j, *others_new]]),
                    ),
                )
            )
        elif others_old:
            units = tuple(old[at] for at in sorted([i, *others_old]))
            placed.append(
                (
                    (j, 0),
                    Match(
                        ArticleChange.MERGED,
                        units,
                        (unit,),
                        _together([sides.old[at] for at in [i, *others_old]], [sides.new[j]]),
                    ),
                )
            )
        else:
            placed.append(((j, 0), Match(_change(old[i], unit, alike, i in kept), (old[i],), (unit,), alike)))
    at = -1.0
    for i, unit in enumerate(old):
        at = before.get(i, at)
        if i not in pairs and i not in merged:
            placed.append(((at, i + 1), Match(ArticleChange.GONE, (unit,), (), 0.0)))
    return tuple(match for _, match in sorted(placed, key=lambda pair: pair[0]))


def _together(old: Sequence[FoldedWords], new: Sequence[FoldedWords]) -> float:
    one, other = Counter[str](), Counter[str]()
    for words in old:
        one += words.grams
    for words in new:
        other += words.grams
    both = sum(one.values()) + sum(other.values())
    return 2 * sum((one & other).values()) / both if both else 0.0


def _change(old: AlignedUnit, new: AlignedUnit, alike: float, kept: bool) -> ArticleChange:
    if not kept:
        return ArticleChange.MOVED
    if alike < 1:
        return ArticleChange.REWORDED
    return ArticleChange.SAME if old.marker == new.marker else ArticleChange.RENUMBERED
