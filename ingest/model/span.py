"""Spans of a text, in code points."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points: `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}:{self.end} is not a half-open range")

    def __len__(self) -> int:
        return self.end - self.start

    def slice(self, text: str) -> str:
        return text[self.start : self.end]

    def shifted(self, by: int) -> "Span":
        return Span(self.start + by, self.end + by)

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end
