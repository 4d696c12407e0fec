"""Which clause of one text is which of another: two editions of a law, a draft and the final text, a document and what replaces it.

`align` is a pure function of two lists of units (articles, or whatever the caller compares), in printed order. Words are compared by
pairs of neighbouring characters (Dice's coefficient), so that renumbering and moving do not matter. A pair is sought among the units
that share rare character pairs alone: the work grows with the length of the texts, not with the product of their clauses.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from graph.records.likeness import Weights, Words, candidates, likeness, rare_pairs, shared

_SAME_MATTER = 0.5
"""From this likeness on a unit is the other one reworded."""
_OPENS_ALIKE, _OPENING = 0.3, 10
"""Units that begin with the same words, so many characters, need only this likeness: a sentence was added to a short article."""
_PART_OF = 0.6
"""From this share of its character pairs on a unit is contained in another: split or merged."""
_SHORTEST = 12
"""Character pairs below which a unit tells too little to be found elsewhere by its words alone."""
_REWRITTEN = 0.2
"""From this likeness by weight on a unit is another one rewritten, if both stand between the same two pairs."""
_REPLACED = 0.1
"""The same where just one of either text stands there, under the same marker."""
_ALL_WITH_ALL = 400
"""So many comparisons between two pairs are made; where there would be more, only with units that share rare character pairs."""


class ArticleChange(StrEnum):
    """What became of a unit, in the order in which changes are shown. RENUMBERED: the same words under another marker, in order;
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
    """Which units stand against each other: one on either side; none of `old` of what was added, none of `new` of what is gone;
    several of `new` where one was split, several of `old` where they were merged. likeness: 0 to 1 (Dice), of all the words on
    either side; 1 where only white space, the width of punctuation and marker differ."""

    change: ArticleChange
    old: tuple[AlignedUnit, ...]
    new: tuple[AlignedUnit, ...]
    likeness: float


def align(old: Sequence[AlignedUnit], new: Sequence[AlignedUnit]) -> tuple[Match, ...]:
    """The matches of all units of both texts: each unit of either stands in exactly one. In the order of `new`; what is gone stands
    behind the match of the unit that preceded it in `old`."""
    mine, other = [Words(unit.folded) for unit in old], [Words(unit.folded) for unit in new]
    index = rare_pairs(other)
    pairs = _pairs(mine, other, index, (old, new))
    _between(mine, other, index, (old, new), pairs)
    joined = _joined(mine, other, pairs, index)
    return _matches(old, new, mine, other, pairs, joined)


_WIDTHS = str.maketrans("():;?!", "（）：；？！")
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")  # not that of 1,000


def same_width(text: str) -> str:
    """Punctuation in one width: (一) is （一）. Every code point keeps its place."""
    return _COMMA.sub("，", text.translate(_WIDTHS))


def _pairs(
    old: Sequence[Words],
    new: Sequence[Words],
    index: Mapping[str, Sequence[int]],
    units: tuple[Sequence[AlignedUnit], Sequence[AlignedUnit]],
) -> dict[int, tuple[int, float]]:
    """Old index → new index and their likeness, one to one: equal words first, then the likest, under the same marker first.
    index: `rare_pairs(new)`; units: those of both texts."""
    here, there = ([unit.marker for unit in side] for side in units)
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    by_text: defaultdict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(new):
        by_text[words.text].append(j)
    for i, words in enumerate(old):
        same = [j for j in by_text.get(words.text, ()) if j not in used] if words.text else []
        if same:
            # Of several that say the same (删去) the one under the same marker, else the nearest.
            j = min(same, key=lambda j: (there[j] != here[i], abs(j - i)))
            taken[i] = (j, 1.0)
            used.add(j)
    ranked: list[tuple[float, int, int, int]] = []
    markers: dict[str, int] = {}
    for j, marker in enumerate(there):
        markers.setdefault(marker, j)
    for i, words in enumerate(old):
        if i in taken:
            continue
        close = {j for j in candidates(words, index) if j not in used}
        at = markers.get(here[i]) if here[i] else None
        if at is not None and at not in used:
            close.add(at)
        for j in close:
            alike = likeness(words, new[j])
            if alike >= (_OPENS_ALIKE if words.text[:_OPENING] == new[j].text[:_OPENING] else _SAME_MATTER):
                ranked.append((-alike, int(here[i] != there[j]), i, j))
    for alike, _, i, j in sorted(ranked):
        if i not in taken and j not in used:
            taken[i] = (j, -alike)
            used.add(j)
    return taken


def _between(
    old: Sequence[Words],
    new: Sequence[Words],
    index: Mapping[str, Sequence[int]],
    units: tuple[Sequence[AlignedUnit], Sequence[AlignedUnit]],
    pairs: dict[int, tuple[int, float]],
) -> None:
    """Add the pairs of units that were rewritten where they stood: of those without a partner between the same two that have one,
    each the other's likest by weight, in order. index, units: as in `_pairs`."""
    weights = Weights([*old, *new])
    for lefts, rights in list(_gaps(len(old), len(new), pairs)):
        alone = len(lefts) == len(rights) == 1
        few = len(lefts) * len(rights) <= _ALL_WITH_ALL
        likest: list[tuple[float, int, int]] = []
        for i in lefts:
            close = rights if few else set(rights).intersection(candidates(old[i], index))
            likest += [(-weights.likeness(old[i], new[j]), i, j) for j in close]
        seen, taken = set[tuple[str, int]](), list[tuple[int, int]]()
        for weight, i, j in sorted(likest):
            least = _REPLACED if alone and units[0][i].marker == units[1][j].marker else _REWRITTEN
            first = not seen & {("old", i), ("new", j)}
            seen |= {("old", i), ("new", j)}
            if first and -weight >= least and all((i < a) == (j < b) for a, b in taken):
                taken.append((i, j))
                pairs[i] = (j, likeness(old[i], new[j]))


def _gaps(
    olds: int, news: int, pairs: Mapping[int, tuple[int, float]]
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """The units of either text without a partner between two pairs that follow each other in both."""
    used = {j for j, _ in pairs.values()}
    kept = _in_order([i for _, i in sorted((j, i) for i, (j, _) in pairs.items())])
    fixed = [(-1, -1), *((i, pairs[i][0]) for i in sorted(kept)), (olds, news)]
    for (i, j), (k, m) in pairwise(fixed):
        lefts, rights = [n for n in range(i + 1, k) if n not in pairs], [n for n in range(j + 1, m) if n not in used]
        if lefts and rights:
            yield lefts, rights


def _joined(
    old: Sequence[Words],
    new: Sequence[Words],
    pairs: Mapping[int, tuple[int, float]],
    new_index: Mapping[str, Sequence[int]],
) -> dict[tuple[str, int], list[int]]:
    """Units without a partner that are contained in one that has: ("old", i) → new ones that old i was split into beside its
    partner; ("new", j) → old ones that were merged into new j."""
    found: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    partners = {j: i for i, (j, _) in pairs.items()}
    old_index = rare_pairs(old)
    for j, words in enumerate(new):
        if j not in partners and words.total >= _SHORTEST:
            i = _container(words, old, [i for i in candidates(words, old_index) if i in pairs and pairs[i][1] < 1])
            if i is not None:
                found["old", i].append(j)
    for i, words in enumerate(old):
        if i not in pairs and words.total >= _SHORTEST:
            at = [j for j in candidates(words, new_index) if j in partners and pairs[partners[j]][1] < 1]
            j_at = _container(words, new, at)
            if j_at is not None and ("old", partners[j_at]) not in found:
                found["new", j_at].append(i)
    return found


def _container(words: Words, units: Sequence[Words], places: Iterable[int]) -> int | None:
    """The unit that contains most of the words, by far enough; None where none does."""
    best = max(((shared(words, units[at]) / words.total, -at) for at in places), default=(0.0, 0))
    return -best[1] if best[0] >= _PART_OF else None


def _matches(
    old: Sequence[AlignedUnit],
    new: Sequence[AlignedUnit],
    mine: Sequence[Words],
    other: Sequence[Words],
    pairs: dict[int, tuple[int, float]],
    joined: dict[tuple[str, int], list[int]],
) -> tuple[Match, ...]:
    partners = {j: i for i, (j, _) in pairs.items()}
    in_order = _in_order([i for _, i in sorted((j, i) for i, (j, _) in pairs.items())])
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
                        _together([mine[i]], [other[at] for at in [j, *others_new]]),
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
                        _together([mine[at] for at in [i, *others_old]], [other[j]]),
                    ),
                )
            )
        else:
            placed.append(((j, 0), Match(_change(old[i], unit, alike, i in in_order), (old[i],), (unit,), alike)))
    at = -1.0
    for i, unit in enumerate(old):
        at = before.get(i, at)
        if i not in pairs and i not in merged:
            placed.append(((at, i + 1), Match(ArticleChange.GONE, (unit,), (), 0.0)))
    return tuple(match for _, match in sorted(placed, key=lambda pair: pair[0]))


def _together(old: Sequence[Words], new: Sequence[Words]) -> float:
    one, other = Counter[str](), Counter[str]()
    for words in old:
        one += words.grams
    for words in new:
        other += words.grams
    both = sum(one.values()) + sum(other.values())
    return 2 * sum((one & other).values()) / both if both else 0.0


def _change(old: AlignedUnit, new: AlignedUnit, alike: float, in_order: bool) -> ArticleChange:
    if not in_order:
        return ArticleChange.MOVED
    if alike < 1:
        return ArticleChange.REWORDED
    return ArticleChange.SAME if old.marker == new.marker else ArticleChange.RENUMBERED


def _in_order(sequence: Sequence[int]) -> frozenset[int]:
    """The members of a longest ascending run through the sequence (n log n): what did not move."""
    tails: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for place, value in enumerate(sequence):
        k = bisect_left(tails, value)
        if k == len(tails):
            tails.append(value)
            at.append(place)
        else:
            tails[k], at[k] = value, place
        back.append(at[k - 1] if k else -1)
    found: set[int] = set()
    place = at[-1] if at else -1
    while place >= 0:
        found.add(sequence[place])
        place = back[place]
    return frozenset(found)
