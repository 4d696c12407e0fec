"""Find which of many texts contain a string: they are searched as one, in hundredths of a second for millions of characters."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from graph.store.grams import Numbers

_SEPARATOR = "\n"
_MANY = 1_000
"""A word that occurs in the texts more often is looked for in all of them at once."""


class TextIndex:
    """Many texts, by their numbers."""

    def __init__(self, texts: Iterable[str]) -> None:
        kept = [text.replace(_SEPARATOR, " ") for text in texts]
        self.size = len(kept)
        self.whole = _SEPARATOR.join(kept)
        self._starts = array("Q", [0, *accumulate(len(text) + 1 for text in kept)])

    def holding(self, part: str, counts: Callable[[int], bool] | None = None) -> list[int]:
        """Return the texts that hold a string, by their numbers, ascending. counts: whether it does at this place of `whole`."""
        if counts is None and self._is_often(part):
            found: list[int] = self._holding_often(part).tolist()
            return found
        return self._one_by_one(part, counts)

    def places(self, part: str) -> "Numbers":
        """Return the texts that `holding` returns, as an array."""
        import numpy as np

        return self._holding_often(part) if self._is_often(part) else np.array(self._one_by_one(part), np.int64)

    def _is_often(self, part: str) -> bool:
        return self.whole.count(part) > _MANY

    def _one_by_one(self, part: str, counts: Callable[[int], bool] | None = None) -> list[int]:
        found: list[int] = []
        at = self.whole.find(part) if self.size else -1
        while at >= 0:
            if counts and not counts(at):
                at = self.whole.find(part, at + 1)
                continue
            found.append(bisect_right(self._starts, at) - 1)
            at = self.whole.find(part, self._starts[found[-1] + 1])
        return found

    @cached_property
    def _characters(self) -> "NDArray[np.uint32]":
        import numpy as np

        return np.frombuffer(self.whole.encode("utf-32-le", "surrogatepass"), "<u4")

    def _holding_often(self, part: str) -> "Numbers":
        """Do as `holding` for a word of thousands of texts: all places are looked at together."""
        import numpy as np

        characters = self._characters
        at = np.flatnonzero(characters[: len(characters) - len(part) + 1] == ord(part[0]))
        for place, character in enumerate(part[1:], 1):
            at = at[characters[at + place] == ord(character)]
        starts = np.frombuffer(self._starts, np.uint64).astype(np.int64)
        owners = np.searchsorted(starts, at, "right") - 1  # ascending, as the places are
        found: Numbers = owners[np.diff(owners, prepend=-1) != 0]
        return found
