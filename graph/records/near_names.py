"""Find the names that resemble what was typed most, among all names of a store: as `difflib` finds them, which would compare each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graph.records.spelling import title_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEAR = 5
"""How many candidates that only resemble what was typed are shown."""
_ALIKE = 0.6  # the share of characters in order that two names must have in common
_LONGEST = 200  # characters that are compared: no title is longer
_HIGHEST = 0x110000


def near_keys(names: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return what is compared: names as keys (`title_key`), sorted, with the things of each. names: of things by their IRIs."""
    found: dict[str, dict[str, None]] = {}
    for iri, held in names.items():
        for name in held:
            found.setdefault(title_key(name), {})[iri] = None
    return {key: tuple(found[key]) for key in sorted(found)}


class NearNames:
    """Finds the nearest of many names. prepare: returns them when they are needed first, as `near_keys` does."""

    def __init__(self, prepare: Callable[[], Mapping[str, tuple[str, ...]]]) -> None:
        self._prepare = prepare

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[str, ...]]:
        return self._prepare()

    @cached_property
    def _keys(self) -> list[str]:
        return list(self._by_key)

    @cached_property
    def _characters(self) -> "tuple[NDArray[np.uint32], NDArray[np.int64]]":
        """All keys as one run of code points, and where each begins; at last where the run ends."""
        import numpy as np

        run = np.frombuffer("".join(self._keys).encode("utf-32-le", "surrogatepass"), "<u4")
        return run, np.cumsum([0, *map(len, self._keys)])

    def prepare(self) -> None:
        """Prepare the names now, so that nobody waits for it later."""
        _ = self._characters

    def nearest(self, text: str) -> tuple[str, ...]:
        """Return those whose names resemble a text most, the likest first."""
        typed = title_key(text)[:_LONGEST]
        close = get_close_matches(typed, self._comparable(typed), n=NEAR, cutoff=_ALIKE) or self._holding_most(typed)
        return tuple(dict.fromkeys(iri for key in close for iri in self._by_key[key]))[:NEAR]

    def _numbered(self, typed: str) -> "NDArray[np.uint8]":
        """Return of each character of the run which one of the typed ones it is, from 1; 0 for another."""
        import numpy as np

        wanted = dict.fromkeys(typed)
        numbers = np.zeros(_HIGHEST, np.uint8)
        numbers[[ord(character) for character in wanted]] = range(1, len(wanted) + 1)
        found: NDArray[np.uint8] = numbers[self._characters[0]]
        return found

    def _comparable(self, typed: str) -> list[str]:
        """Return the keys that have so many of the characters, in whatever order, that they may be alike: `quick_ratio` of all at once."""
        import numpy as np

        starts, numbered = self._characters[1], self._numbered(typed)
        lengths = np.diff(starts)
        at = np.flatnonzero(numbered)
        owners = np.searchsorted(starts, at, "right") - 1
        common = _in_common(owners, numbered[at], [0, *Counter(typed).values()], len(lengths))
        total = lengths + len(typed)
        return [self._keys[key] for key in np.flatnonzero(2.0 * common >= _ALIKE * total - 1e-6).tolist()]

    def _holding_most(self, typed: str) -> list[str]:
        """Return the keys that have most pairs of neighbouring characters of what was typed: words out of a title much longer."""
        import numpy as np

        starts, numbered = self._characters[1], self._numbered(typed)
        number = {character: place for place, character in enumerate(dict.fromkeys(typed), 1)}
        base = len(number) + 1
        pairs = {number[typed[i]] * base + number[typed[i + 1]] for i in range(len(typed) - 1)}
        known = np.zeros(base**2, np.int64)
        known[sorted(pairs)] = range(1, len(pairs) + 1)
        at = np.flatnonzero((numbered[:-1] != 0) & (numbered[1:] != 0))
        met = known[numbered[at] * np.int64(base) + numbered[at + 1]]
        at, met = at[met != 0], met[met != 0]
        owners = np.searchsorted(starts, at, "right") - 1
        inside = at + 1 < starts[owners + 1]  # not of two keys
        counts = _in_common(owners[inside], met[inside], [0, *[1] * len(pairs)], len(self._keys))
        shares = [
            (-int(counts[at]), len(self._keys[at]), self._keys[at])
            for at in np.flatnonzero(counts >= _ALIKE * max(len(pairs), 2)).tolist()
        ]
        return [key for _, _, key in sorted(shares)][:NEAR]


def _in_common(owners: "NDArray[Any]", kinds: "NDArray[Any]", most: Sequence[int], keys: int) -> "NDArray[np.int64]":
    """Return how much each of so many keys has in common with what was typed. owners, kinds: the key of each place that counts, and what
    is there; most: how often each kind counts at most."""
    import numpy as np

    owners = owners[np.argsort(kinds, kind="stable")]
    common = np.zeros(keys, np.int64)
    ends = np.cumsum(np.bincount(kinds, minlength=len(most)))
    for kind, (first, last) in enumerate(pairwise([0, *ends.tolist()])):
        if last > first:
            common += np.minimum(np.bincount(owners[first:last], minlength=keys), most[kind])
    return common
