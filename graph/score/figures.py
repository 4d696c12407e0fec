"""Figures of a comparison of what is right with what was read: hits, what was lost, what is extra, each with its sentence."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Record = tuple[str, ...]
"""A reading as text: the document, then the value."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence of a record: the words themselves, and what precedes and behind them there."""

    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one section. lost: records that only the gold has; extra: records that only the reading has."""

    hits: int
    lost: tuple[Record, ...]
    extra: tuple[Record, ...]

    @property
    def wanted(self) -> int:
        return self.hits + len(self.lost)

    @property
    def read(self) -> int:
        return self.hits + len(self.extra)

    @property
    def precision(self) -> float:
        return self.hits / (self.read or 1)

    @property
    def recall(self) -> float:
        return self.hits / (self.wanted or 1)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Scored:
    """The sections of a comparison. quotes: (section, record) → its sentence, as far as it is known. unscored: what could not be compared
    (a document of the gold that the store does not have), each with the reason."""

    sections: Mapping[str, Score]
    quotes: Mapping[tuple[str, Record], Quote] = field(default_factory=dict)
    unscored: tuple[tuple[str, str], ...] = ()


def compare(wanted: Iterable[Record], found: Iterable[Record]) -> Score:
    """Return the score of one section; equal records count as often as they are on both sides."""
    gold, read = Counter(wanted), Counter(found)
    lost, extra = sorted((gold - read).elements()), sorted((read - gold).elements())
    return Score((gold & read).total(), tuple(lost), tuple(extra))
