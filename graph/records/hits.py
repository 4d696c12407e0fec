"""The hits of a search, as numbers, so that thousands of documents are counted and combined without looking at their IRIs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.store.grams import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """keys: the IRIs of all that is searched, the same list for every word; at: the places in it of what was found, ascending."""

    keys: Sequence[str]
    at: "Numbers"

    def __len__(self) -> int:
        return len(self.at)

    def __iter__(self) -> Iterator[str]:
        return map(self.keys.__getitem__, self.at.tolist())


Search = Callable[[str], Hits]
"""Returns the documents whose text, or one of whose names, has a folded word."""


def no_hits() -> Hits:
    """Return what a search of nothing finds."""
    from graph.store.grams import NONE

    return Hits((), NONE)
