"""Group norms by what a search looks at, so that it looks once at all that are alike, and needs none of them in memory."""

from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph.records.norm import Norm, NormDocument

H = TypeVar("H", bound=Hashable)


@dataclass(frozen=True, slots=True)
class NormBearer:
    """The bearer of a norm; the fields are those of `Norm`."""

    bearer: str
    kinds: tuple[str, ...]
    agencies: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class NormSort:
    """The sort of a norm. sanctioned: whether something follows from its breach."""

    modality: str
    side: str
    sanctioned: bool


def bearer_of(norm: Norm) -> NormBearer:
    return NormBearer(norm.bearer, norm.kinds, norm.agencies, norm.place)


def document_of(norm: Norm) -> NormDocument:
    return NormDocument(norm.document, norm.name, norm.title, norm.place, norm.fields)


def sort_of(norm: Norm) -> NormSort:
    return NormSort(norm.modality, norm.side, bool(norm.consequences))


class Alike(Generic[H]):
    """Norms in order, each in the group of those that are alike. groups: what those of a group have in common; of: the group of each."""

    def __init__(self, groups: Sequence[H], of: "array[int]") -> None:
        self.groups, self.of = groups, of

    @staticmethod
    def grouped(norms: Iterable[Norm], common: Callable[[Norm], H]) -> "Alike[H]":
        """Group norms. common: returns the fields in which norms of one group are alike."""
        numbers: dict[H, int] = {}
        of = array("I", (numbers.setdefault(common(norm), len(numbers)) for norm in norms))
        return Alike(tuple(numbers), of)

    def __getitem__(self, at: int) -> H:
        """Return what the norm at a place has in common with its group."""
        return self.groups[self.of[at]]

    def per_norm(self, look: Callable[[H], int]) -> bytes:
        """Return for each norm in order what `look` returns for its group: a number of one byte, or whether something holds."""
        of_group = bytes(map(look, self.groups))
        return bytes(map(of_group.__getitem__, self.of))

    def counted(self) -> list[tuple[H, int]]:
        """Return the groups with the number of their norms."""
        counts = Counter(self.of)
        return [(group, counts[number]) for number, group in enumerate(self.groups)]
