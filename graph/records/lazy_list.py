"""Lists whose values are made as they are looked at."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class LazyList(Sequence[T]):
    """A subclass has a length and returns the value at a place."""

    @abstractmethod
    def at(self, place: int) -> T:
        """Return the value at a place from 0, which is less than the length."""

    def part(self, places: range) -> Sequence[T]:
        """Return the values at some places."""
        return tuple(map(self.at, places))

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        places = range(len(self))
        if isinstance(place, slice):
            return self.part(places[place])
        return self.at(places[place])
