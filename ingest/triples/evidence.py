"""Write where something is printed: the code points of the source (RFC 5147), its characters there, and the clause."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ingest.model import Clause, Identifier, Span
from ingest.model.native import selector as native_selector
from ingest.read.normalize import NormalizedText
from ingest.triples.terms import (
    EXACT,
    HAS_TARGET,
    IN_CLAUSE,
    NATIVE_SELECTOR,
    OFFSETS,
    Triple,
)
from ontology.iri import Iris
from ontology.offsets import first_place, write_offsets

LONGEST = 20_000
"""The most code points of the source or of a quote that a fact carries."""


def clip(text: str) -> str:
    """Cut a text that a fact carries to LONGEST code points."""
    return text[:LONGEST]


@dataclass(frozen=True, slots=True)
class ClausePlace:
    """The place of a span. clause: its node; start, end: its code points in the clause's text. begins, ends: of that text in the
    normalized one. same_words: whether the source prints just the words that the clause has there; in_one_piece: and prints them at the
    clause's start and the offsets."""

    clause: ox.NamedNode
    start: int
    end: int
    begins: int
    ends: int
    same_words: bool
    in_one_piece: bool

    @property
    def offsets(self) -> ox.Literal:
        return ox.Literal(write_offsets(self.start, self.end))


class EvidenceWriter:
    """Writes the evidence of one document's facts. clauses: with their nodes, for finding the clause around a span."""

    def __init__(
        self, normalized: NormalizedText, source: ox.NamedNode, clauses: Sequence[tuple[Clause, ox.NamedNode]]
    ) -> None:
        self.normalized, self.source = normalized, source
        self.clauses = sorted((c for c in clauses if len(c[0].own)), key=lambda c: c[0].own.start)
        self.starts = [clause.own.start for clause, _ in self.clauses]
        # `zm:text` ends before the line feeds that a clause ends with; `zm:start` is where it begins in the source.
        self.ends = [
            clause.own.start + len(clause.own.slice(normalized.text).rstrip("\n")) for clause, _ in self.clauses
        ]
        self.begins = [
            normalized.to_source(Span(start, end)).start for start, end in zip(self.starts, self.ends, strict=True)
        ]

    def name(self, kind: str, identifier: Identifier) -> ox.NamedNode:
        """Return the node of a numbered object: `<source>#task=3-2`."""
        return ox.NamedNode(Iris.numbered_in(self.source.value, kind, str(identifier)))

    def place(self, span: Span) -> ClausePlace | None:
        """Return where a span is in its clause; None where there is no clause."""
        index = bisect_right(self.starts, span.start) - 1
        if index < 0:
            return None
        clause, node = self.clauses[index]
        start = span.start - clause.own.start
        end = min(span.end, clause.own.end) - clause.own.start
        if start >= end:
            return None
        words = self.normalized.text[span.start : min(clause.own.start + end, self.ends[index])]
        at = self._hull(span)
        same = at.slice(self.normalized.source.text) == words
        in_one_piece = same and at.start == self.begins[index] + start
        return ClausePlace(node, start, end, clause.own.start, self.ends[index], same, in_one_piece)

    def _hull(self, span: Span) -> Span:
        """Return the code points of the source from a span's first word to its last, with the furniture in between."""
        hull = self.normalized.to_source(span)
        return Span(hull.start, min(hull.end, hull.start + LONGEST))

    def chars(self, span: Span) -> ox.NamedNode:
        """Return the node of a span's code points in the source."""
        at = self._hull(span)
        return ox.NamedNode(Iris.chars(self.source.value, at.start, at.end))

    def write(self, subject: ox.NamedNode, span: Span, words: str = "", *, always: bool = False) -> Iterator[Triple]:
        """Write that `subject` is printed at `span` (of the normalized text): the clause with the code points there, and the code points
        in the source, which their IRI names, with its characters there and, where it is no text, the place in its file.

        words: those that the subject carries: where they first occur in the clause's text needs no offsets.
        always: write code points and characters of the source also where the clause gives them.
        """
        place = self.place(span)
        # Of the words alone: the hull also spans whatever is between them on the page.
        native = native_selector(self.normalized.source.pieces, *self.normalized.pieces(span))
        told = place is not None and place.in_one_piece
        if always or native or not told:
            evidence = self.chars(span)
            yield Triple(subject, HAS_TARGET, evidence)
            if always or native or place is None or not place.same_words:
                yield Triple(evidence, EXACT, ox.Literal(self._hull(span).slice(self.normalized.source.text)))
            if native:
                yield Triple(evidence, NATIVE_SELECTOR, ox.Literal(native))
        if place is not None:
            yield Triple(subject, IN_CLAUSE, place.clause)
            at = first_place(words, self.normalized.text, place.begins, place.ends) if told and words else None
            if at != (place.start, place.end):
                yield Triple(subject, OFFSETS, place.offsets)
