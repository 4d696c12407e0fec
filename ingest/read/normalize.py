"""Repair the layout of a source. Extractors see only the `NormalizedText`; its map leads evidence back into the `Source`.

Each paragraph is one line. Each character is the fold of one source character (a tab may come from the pipe between two cells; a text
in traditional characters is read in simplified ones), except the line ends behind paragraphs. Every character of the source is in
the text, in `furniture`, or `dropped`.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge

from ingest.model import Source, Span
from ingest.model.furniture import FurnitureKind
from ingest.read.furniture import mark
from ingest.read.layout import paragraphs
from ingest.read.lines import Line, folded, split_lines
from ingest.read.script import in_simplified


@dataclass(frozen=True, slots=True)
class Furniture:
    """A part of the source that is not in the normalized text. span: in the source."""

    kind: FurnitureKind
    span: Span
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """text: the repaired text. marked: starts of the paragraphs that Markdown marks, or the file sets, as headings.

    starts, sources, lengths: the map's runs. `text[starts[i]:starts[i] + lengths[i]]` is the fold of
    `source.text[sources[i]:sources[i] + lengths[i]]`; ascending in both, disjoint. furniture: ascending, disjoint, and
    disjoint from the runs.
    """

    source: Source
    text: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    sources: tuple[int, ...] = field(repr=False)
    lengths: tuple[int, ...] = field(repr=False)
    furniture: tuple[Furniture, ...] = field(repr=False)
    marked: frozenset[int] = field(repr=False)

    def pieces(self, span: Span) -> Iterator[Span]:
        """Return the spans of the source that a span of the text was made of, in order; none for a line end."""
        i = max(0, bisect_right(self.starts, span.start) - 1)
        while i < len(self.starts) and self.starts[i] < span.end:
            low = max(span.start, self.starts[i])
            high = min(span.end, self.starts[i] + self.lengths[i])
            if low < high:
                yield Span(self.sources[i] + low - self.starts[i], self.sources[i] + high - self.starts[i])
            i += 1

    def to_source(self, span: Span) -> Span:
        """Return the hull in the source of a span of the text. An empty span maps to the offset of its next character."""
        pieces = list(self.pieces(span))
        if pieces:
            return Span(pieces[0].start, pieces[-1].end)
        i = bisect_right(self.starts, span.start)
        if i < len(self.starts) and (not i or self.starts[i - 1] + self.lengths[i - 1] <= span.start):
            return Span(self.sources[i], self.sources[i])
        if i and span.start < self.starts[i - 1] + self.lengths[i - 1]:
            at = self.sources[i - 1] + span.start - self.starts[i - 1]
            return Span(at, at)
        return Span(len(self.source.text), len(self.source.text))

    def dropped(self) -> Iterator[Span]:
        """Return the spans of the source that are neither in the text nor in furniture, in order: blanks, line ends, invisible
        characters and markup, which `ingest.read.lines` drops."""
        runs = ((start, start + length) for start, length in zip(self.sources, self.lengths, strict=True))
        at = 0
        for start, end in merge(runs, ((item.span.start, item.span.end) for item in self.furniture)):
            if start > at:
                yield Span(at, start)
            at = end
        if at < len(self.source.text):
            yield Span(at, len(self.source.text))


def fold(text: str) -> str:
    """Fold widths, character for character, as `NormalizedText.text` has the source's characters."""
    return folded(text)


def normalize(source: Source) -> NormalizedText:
    """Repair the layout of a source. Never raises: text that it does not understand is kept as it is."""
    text = in_simplified(source.text)
    lines = split_lines(text, frozenset(source.headings))
    kinds = mark(lines, text)
    kept = [line for line, kind in zip(lines, kinds, strict=True) if kind is None]
    furniture = tuple(item for line, kind in zip(lines, kinds, strict=True) for item in _furniture(line, kind, source))
    return _compose(source, paragraphs(kept), furniture)


def _furniture(line: Line, kind: FurnitureKind | None, source: Source) -> Iterator[Furniture]:
    """Return the line itself if it is furniture, else the HTML comments in it."""
    if kind is not None and kind is not FurnitureKind.BLANK:
        yield Furniture(kind, line.extent, line.text)
    else:
        for comment in line.comments:
            yield Furniture(FurnitureKind.WEB, comment, fold(comment.slice(source.text)))


def _compose(source: Source, groups: list[list[Line]], furniture: tuple[Furniture, ...]) -> NormalizedText:
    texts: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    lengths: list[int] = []
    marked: set[int] = set()
    at = 0
    for group in groups:
        if group[0].heading:
            marked.add(at)
        for line in group:
            for offset, origin, length in line.runs:
                # Merge runs that touch on both sides: fewer runs, faster look-up.
                if starts and starts[-1] + lengths[-1] == at + offset and sources[-1] + lengths[-1] == origin:
                    lengths[-1] += length
                else:
                    starts.append(at + offset)
                    sources.append(origin)
                    lengths.append(length)
            texts.append(line.text)
            at += len(line.text)
        texts.append("\n")
        at += 1
    return NormalizedText(
        source, "".join(texts), tuple(starts), tuple(sources), tuple(lengths), furniture, frozenset(marked)
    )
