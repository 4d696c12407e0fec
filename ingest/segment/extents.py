"""Find the paragraphs of a source that are one document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extent:
    """A document's paragraphs: `start:end`. number: those that print it; heading: those of its title (maybe empty)."""

    start: int
    end: int
    heading: range
    number: range
