"""Spans of a text, in code points."""

from dataclasses import dataclass
from typing import Final


@dataclass(slots=True, order=True, unsafe_hash=True, init=False)
class Span:
    """Half-open range of code points: `text[start:end]`. Raises ValueError for another.

    A text has half as many as it has characters, so that they are made without the detour by which a frozen class sets its fields.
    """

    start: Final[int]
    end: Final[int]

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"span {start}:{end} is not a half-open range")
        self.start = start
        self.end = end

    def __len__(self) -> int:
        return self.end - self.start

    def slice(self, text: str) -> str:
        return text[self.start : self.end]

    def shifted(self, by: int) -> "Span":
        return Span(self.start + by, self.end + by)

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end
