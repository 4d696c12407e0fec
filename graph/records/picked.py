"""Pick values out of a list that may be in a table (`graph.records.tables`): they are then read as they are looked at."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from graph.records.lazy_list import LazyList
from graph.records.tables import KeptList

T = TypeVar("T")


class Picked(LazyList[T]):
    """Some values of a list, which are read as they are looked at. value: returns the one at a place of that list."""

    def __init__(self, value: Callable[[int], T], places: "array[int]") -> None:
        self._value, self._places = value, places

    def __len__(self) -> int:
        return len(self._places)

    def at(self, place: int) -> T:
        return self._value(self._places[place])

    def part(self, places: range) -> Sequence[T]:
        return Picked(self._value, self._places[places.start : places.stop : places.step])

    def __iter__(self) -> Iterator[T]:
        return map(self._value, self._places)

    def followed_by(self, other: "Picked[T]") -> "Picked[T]":
        """Return its values and those of another one, which are of the same list."""
        return Picked(self._value, self._places + other._places)


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
