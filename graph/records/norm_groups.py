"""Group norms by what a search looks at, so that it looks once at all that are alike."""

from array import array
from collections.abc import Callable, Hashable, Iterable

from graph.records.norm import Norm


class Alike:
    """Norms, each in the group of those that are alike in some of their fields."""

    def __init__(self, norms: Iterable[Norm], key: Callable[[Norm], Hashable]) -> None:
        """key: returns the fields in which norms of one group are alike."""
        groups: dict[Hashable, int] = {}
        self._first: list[Norm] = []
        self._groups = array("L")
        for norm in norms:
            group = groups.setdefault(key(norm), len(groups))
            if group == len(self._first):
                self._first.append(norm)
            self._groups.append(group)

    def per_norm(self, look: Callable[[Norm], int]) -> bytes:
        """Return for each norm in order what `look` returns for one of its group: a number of one byte, or whether something holds."""
        of_group = bytes(map(look, self._first))
        return bytes(map(of_group.__getitem__, self._groups))
