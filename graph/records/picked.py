"""Pick values out of a list that may be in a table (`graph.records.tables`): they are then read as they are looked at."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar, overload

from graph.records.tables import KeptList

T = TypeVar("T")


class Picked(Sequence[T]):
    """Some values of a list, which are read as they are looked at. value: returns the one at a place of that list."""

    def __init__(self, value: Callable[[int], T], places: Sequence[int]) -> None:
        self._value, self._places = value, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return Picked(self._value, self._places[at])
        return self._value(self._places[at])

    def __iter__(self) -> Iterator[T]:
        return map(self._value, self._places)

    def followed_by(self, other: "Picked[T]") -> "Picked[T]":
        """Return its values and those of another one, which are of the same list."""
        return Picked(self._value, array("L", (*self._places, *other._places)))


def pick(whole: Sequence[T], places: Iterable[int], value: Callable[[int], T] | None = None) -> Sequence[T]:
    """Return the values at some places of a list, in the order of these: of a kept one they are read as they are looked at. value:
    returns that at a place, if it is not the list's own."""
    value = value or whole.__getitem__
    if isinstance(whole, KeptList):
        return Picked(value, array("L", places))
    return tuple(map(value, places))


def joined(one: Sequence[T], other: Sequence[T]) -> Sequence[T]:
    """Return the values of both, one after the other."""
    if isinstance(one, Picked) and isinstance(other, Picked):
        return one.followed_by(other)
    return (*one, *other)
