"""Pair the units of two texts, by their words and their order: `find_pairs` one to one, `find_joined` what was split or
merged, `find_elsewhere` what was rewritten in another place. What that makes of each unit is `graph.records.alignment`."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graph.records.likeness import FoldedWords, Weights, candidates, likeness, rare_pairs

_SAME_MATTER = 0.5
"""From this likeness on a unit is the other one reworded."""
_OPENS_ALIKE, _OPENING = 0.3, 10
"""Units that begin with the same words, so many characters, need only this likeness: a sentence was added to a short article."""
_SURE = 0.9
"""Pairs of this likeness fix the order in which the others are looked for."""
_OUT_OF_ORDER = 0.15
"""How much likeness a pair must have above another one that keeps this order: articles on two kinds of company say nearly the same."""
_SPLIT_FROM, _MERGED_INTO = 0.6, 0.5
"""From this share of its words, by weight, on a unit is contained in one of the other text. A report that an article is gone is graver than
a report that one was added, so a lower likeness is enough to find where it went."""
_SHORTEST = 12
"""Character pairs below which a unit is too short to be found elsewhere by its words alone."""
_REWRITTEN = 0.2
"""From this likeness by weight on a unit is another one rewritten, if both are between the same two pairs."""
_REPLACED = 0.1
"""The same where just one of either text occurs there, under the same marker."""
_ELSEWHERE, _CLEARLY = 0.17, 0.12
"""The same anywhere else, if both are by so much liker than either is to any other unit that is left."""
_ALL_WITH_ALL = 400
"""So many comparisons between two pairs, or of all that is left, are made; where there would be more, only with units that share rare
character pairs."""
Pairs = dict[int, tuple[int, float]]
"""Old index → new index and their likeness."""


@dataclass(frozen=True)
class Sides:
    """The units of two texts in printed order, with what is looked up in them."""

    old: Sequence[FoldedWords]
    new: Sequence[FoldedWords]
    old_index: Mapping[str, Sequence[int]] = field(init=False)
    new_index: Mapping[str, Sequence[int]] = field(init=False)
    weights: Weights = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "old_index", rare_pairs(self.old))
        object.__setattr__(self, "new_index", rare_pairs(self.new))
        object.__setattr__(self, "weights", Weights([*self.old, *self.new]))


def find_pairs(sides: Sides) -> Pairs:
    """Return old index → new index and their likeness, one to one: equal words first, then the likest, in order and under the same
    marker first, then what was rewritten where it occurred."""
    pairs = _equal(sides)
    ranked = list(_likest(sides, pairs))
    _take(pairs, sorted(one for one in ranked if -one[0] >= _SURE))
    fixed = _fixed(sides, pairs)
    _take(pairs, sorted(ranked, key=lambda one: (one[0] + _OUT_OF_ORDER * _crosses(fixed, one[2], one[3]), *one[1:])))
    for i, j in _rewritten(sides, pairs):
        pairs[i] = (j, likeness(sides.old[i], sides.new[j]))
    return pairs


def _take(pairs: Pairs, ranked: Iterable[tuple[float, int, int, int]]) -> None:
    """Add those of which neither unit has a partner yet. ranked: the likeness below zero, whether the markers differ, both indices."""
    used = {j for j, _ in pairs.values()}
    for alike, _, i, j in ranked:
        if i not in pairs and j not in used:
            pairs[i] = (j, -alike)
            used.add(j)


def _equal(sides: Sides) -> Pairs:
    """Pair the units of the same words; of several that say the same (删去) under the same marker, else the nearest."""
    pairs: Pairs = {}
    by_text: defaultdict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(sides.new):
        by_text[words.text].append(j)
    for i, words in enumerate(sides.old):
        same = by_text.get(words.text, []) if words.text else []
        if same:
            j = min(same, key=lambda j: (sides.new[j].marker != words.marker, abs(j - i)))
            pairs[i] = (j, 1.0)
            same.remove(j)
    return pairs


def _likest(sides: Sides, pairs: Pairs) -> Iterator[tuple[float, int, int, int]]:
    """Yield the pairs of units without a partner that may be one, as `_take` wants them."""
    used = {j for j, _ in pairs.values()}
    markers: dict[str, int] = {}
    for j, words in enumerate(sides.new):
        markers.setdefault(words.marker, j)
    for i, words in enumerate(sides.old):
        if i in pairs:
            continue
        close = set(candidates(words, sides.new_index))
        if words.marker in markers and words.marker:
            close.add(markers[words.marker])
        for j in close - used:
            other = sides.new[j]
            alike = likeness(words, other)
            if alike >= (_OPENS_ALIKE if words.text[:_OPENING] == other.text[:_OPENING] else _SAME_MATTER):
                yield -alike, int(words.marker != other.marker), i, j


def _fixed(sides: Sides, pairs: Pairs) -> list[tuple[int, int]]:
    """Return the pairs that keep their order, with one before the first unit and one behind the last."""
    kept = in_order(pairs)
    return [(-1, -1), *((i, pairs[i][0]) for i in sorted(kept)), (len(sides.old), len(sides.new))]


def _crosses(fixed: Sequence[tuple[int, int]], i: int, j: int) -> bool:
    """Test whether a pair is out of order among others."""
    at = bisect_left(fixed, (i, -1))
    return not fixed[at - 1][1] < j < fixed[at][1]


def _rewritten(sides: Sides, pairs: Pairs) -> Iterator[tuple[int, int]]:
    """Yield the pairs of units that were rewritten in place. Both lie between the same two pairs, have no partner, and resemble each
    other most, by weight; in order."""
    used = {j for j, _ in pairs.values()}
    for (i, j), (k, m) in pairwise(_fixed(sides, pairs)):
        lefts, rights = [n for n in range(i + 1, k) if n not in pairs], [n for n in range(j + 1, m) if n not in used]
        if lefts and rights:
            yield from _likest_in_order(sides, lefts, rights)


def _likest_in_order(sides: Sides, lefts: Sequence[int], rights: Sequence[int]) -> Iterator[tuple[int, int]]:
    alone = len(lefts) == len(rights) == 1
    few = len(lefts) * len(rights) <= _ALL_WITH_ALL
    ranked: list[tuple[float, int, int]] = []
    for i in lefts:
        close = rights if few else set(rights).intersection(candidates(sides.old[i], sides.new_index))
        ranked += [(-sides.weights.likeness(sides.old[i], sides.new[j]), i, j) for j in close]
    seen, taken = set[tuple[str, int]](), list[tuple[int, int]]()
    for weight, i, j in sorted(ranked):
        least = _REPLACED if alone and sides.old[i].marker == sides.new[j].marker else _REWRITTEN
        first = not seen & {("old", i), ("new", j)}
        seen |= {("old", i), ("new", j)}
        if first and -weight >= least and all((i < a) == (j < b) for a, b in taken):
            taken.append((i, j))
            yield i, j


def find_joined(sides: Sides, pairs: Pairs) -> dict[tuple[str, int], list[int]]:
    """Return the units without a partner that are contained in one that has: ("old", i) → new ones that old i was split into beside
    its partner; ("new", j) → old ones that were merged into new j."""
    found: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    partners = {j: i for i, (j, _) in pairs.items()}
    for j, words in enumerate(sides.new):
        if j not in partners and words.total >= _SHORTEST:
            at = [i for i in candidates(words, sides.old_index) if i in pairs and pairs[i][1] < 1]
            i = _container(sides.weights, words, sides.old, at, _SPLIT_FROM)
            if i is not None:
                found["old", i].append(j)
    for i, words in enumerate(sides.old):
        if i not in pairs and words.total >= _SHORTEST:
            at = [j for j in candidates(words, sides.new_index) if j in partners and pairs[partners[j]][1] < 1]
            j_at = _container(sides.weights, words, sides.new, at, _MERGED_INTO)
            if j_at is not None and ("old", partners[j_at]) not in found:
                found["new", j_at].append(i)
    return found


def find_elsewhere(sides: Sides, pairs: Pairs, joined: Mapping[tuple[str, int], Iterable[int]]) -> Pairs:
    """Return the pairs of units that were rewritten and moved: of those that occur neither in `pairs` nor in `joined`, which came of
    `find_pairs` and `find_joined`, each clearly the other's likest by weight."""
    placed = {("old", i) for i in pairs} | {("new", j) for j, _ in pairs.values()}
    placed |= {("new" if side == "old" else "old", at) for (side, _), places in joined.items() for at in places}
    lefts, rights = (
        [n for n, words in enumerate(units) if (side, n) not in placed and words.total >= _SHORTEST]
        for side, units in (("old", sides.old), ("new", sides.new))
    )
    few = len(lefts) * len(rights) <= _ALL_WITH_ALL
    index = {} if few else rare_pairs([sides.new[j] for j in rights])
    ranked: list[tuple[float, int, int]] = []
    for i in lefts:
        close = rights if few else [rights[at] for at in candidates(sides.old[i], index)]
        ranked += [(sides.weights.likeness(sides.old[i], sides.new[j]), i, j) for j in close]
    best: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
    for weight, i, j in ranked:
        for key in (("old", i), ("new", j)):
            best[key] = sorted([weight, *best[key]], reverse=True)[:2]
    return {
        i: (j, likeness(sides.old[i], sides.new[j]))
        for weight, i, j in ranked
        if weight >= _ELSEWHERE
        and all(
            weight == first and weight - second >= _CLEARLY
            for first, second in ([*best[key], 0.0][:2] for key in (("old", i), ("new", j)))
        )
    }


def _container(
    weights: Weights, words: FoldedWords, units: Sequence[FoldedWords], places: Iterable[int], least: float
) -> int | None:
    """Return the unit that contains most of the words; None where none contains the least share of them."""
    best = max(((weights.share(words, units[at]), -at) for at in places), default=(0.0, 0))
    return -best[1] if best[0] >= least else None


def in_order(pairs: Pairs) -> frozenset[int]:
    """Return the old indices of the pairs that did not move: the heaviest subsequence whose indices increase in both texts.

    A pair weighs as much as its units are alike. Takes n log n.
    """
    ordered = sorted((j, i, alike) for i, (j, alike) in pairs.items())
    rank = {i: place for place, i in enumerate(sorted(pairs), 1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (
        len(pairs) + 1
    )  # a Fenwick tree: the heaviest run that ends up to a rank
    back: list[int] = []
    for place, (_, i, alike) in enumerate(ordered):
        weight, before, at = 0.0, -1, rank[i] - 1
        while at:
            if best[at][0] > weight:
                weight, before = best[at]
            at -= at & -at
        back.append(before)
        at = rank[i]
        while at < len(best):
            if weight + alike > best[at][0]:
                best[at] = weight + alike, place
            at += at & -at
    found: set[int] = set()
    heaviest = max((weight, -place) for weight, place in best)
    at = -heaviest[1] if heaviest[0] else -1
    while at >= 0:
        found.add(ordered[at][1])
        at = back[at]
    return frozenset(found)
