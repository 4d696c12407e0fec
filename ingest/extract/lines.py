"""The lines of a text as duties, sanctions and definitions read them: each with the kind of its number and its sentences."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.rules import table
from ingest.rules.starts import starting

SENTENCE = re.compile(r"[^。！？]+[。！？]?[”’）)]?")


@dataclass(slots=True)
class TextLine:
    """A line of a text. start: in the text; spoken: it contains sentences, being neither empty nor a row of a table; kind: of the number
    that it begins with, empty where it has none; behind: where that number ends in the line; liable: it is in a chapter of liability,
    or in a text that is about breaches as a whole."""

    text: str
    start: int
    spoken: bool = False
    kind: str = ""
    behind: int = 0
    liable: bool = False
    sentences: tuple[re.Match[str], ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@lru_cache(maxsize=1)  # several extractors read one text after the other
def lines(text: str) -> tuple[TextLine, ...]:
    """Return the lines of a text in order."""
    found: list[TextLine] = []
    start = 0
    liable = False
    for line in text.split("\n"):
        if line and "\t" not in line:
            number = starting("markers", line)
            kind, behind = (number[0], number[1].end()) if number else ("", 0)
            liable = _is_liable(line, kind, before=liable)
            found.append(TextLine(line, start, True, kind, behind, liable, tuple(SENTENCE.finditer(line))))
        else:
            found.append(TextLine(line, start))
        start += len(line) + 1
    return tuple(found)


def marker(line: str) -> str:
    """Return the kind of number that a line begins with; empty where it has none."""
    found = starting("markers", line)
    return found[0] if found else ""


def _is_liable(line: str, kind: str, *, before: bool) -> bool:
    """Return whether the lines after this one are in a chapter of liability, or in a text that is about breaches as a whole. kind: of the
    line's marker; before: whether the lines before it did."""
    rules = table("sanctions")
    if kind in ("part", "chapter", "section"):
        return rules["chapter"].start(line) is not None
    return before or (not kind and rules["penal-title"].whole(line.strip()) is not None)
