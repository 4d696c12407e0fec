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
from ontology.offsets import write_offsets

LONGEST = 20_000
"""How many code points of the source or of a quote a fact carries at the most."""


def clip(text: str) -> str:
    """Cut a text that a fact carries to LONGEST code points."""
    return text[:LONGEST]


@dataclass(frozen=True, slots=True)
class ClausePlace:
    """Where a span stands: its clause's node, its code points in the clause's text as `zm:offsets` has them, and the words there."""

    clause: ox.NamedNode
    offsets: ox.Literal
    words: str


class EvidenceWriter:
    """Writes the evidence of one document's facts. clauses: with their nodes, for finding the clause around a span."""

    def __init__(
        self, normalized: NormalizedText, source: ox.NamedNode, clauses: Sequence[tuple[Clause, ox.NamedNode]]
    ) -> None:
        self.normalized, self.source = normalized, source
        self.clauses = sorted((c for c in clauses if len(c[0].own)), key=lambda c: c[0].own.start)
        self.starts = [clause.own.start for clause, _ in self.clauses]
        # `zm:text` ends before the line feeds that a clause ends with.
        self.ends = [
            clause.own.start + len(clause.own.slice(normalized.text).rstrip("\n")) for clause, _ in self.clauses
        ]

    def name(self, kind: str, identifier: Identifier) -> ox.NamedNode:
        """Return the node of a numbered object: `<source>#task=3-2`."""
        return ox.NamedNode(Iris.numbered_in(self.source.value, kind, str(identifier)))

    def place(self, span: Span) -> ClausePlace | None:
        """Return where a span stands in its clause; None where there is no clause."""
        index = bisect_right(self.starts, span.start) - 1
        if index < 0:
            return None
        clause, node = self.clauses[index]
        start = span.start - clause.own.start
        end = min(span.end, clause.own.end) - clause.own.start
        if start >= end:
            return None
        words = self.normalized.text[span.start : min(clause.own.start + end, self.ends[index])]
        return ClausePlace(node, ox.Literal(write_offsets(start, end)), words)

    def chars(self, span: Span) -> ox.NamedNode:
        """Return the node of a span's code points in the source."""
        at = self.normalized.to_source(span)
        return ox.NamedNode(Iris.chars(self.source.value, at.start, min(at.end, at.start + LONGEST)))

    def write(self, subject: ox.NamedNode, span: Span, *, exact: bool = False) -> Iterator[Triple]:
        """Write that `subject` is printed at `span` (of the normalized text). The evidence's IRI tells the source and the place.

        exact: write the source's characters also where they are the words that the clause has there.
        """
        hull = self.normalized.to_source(span)
        at = Span(hull.start, min(hull.end, hull.start + LONGEST))  # the hull also spans the furniture in between
        evidence = ox.NamedNode(Iris.chars(self.source.value, at.start, at.end))
        yield Triple(subject, HAS_TARGET, evidence)
        place, characters = self.place(span), at.slice(self.normalized.source.text)
        if exact or place is None or place.words != characters:
            yield Triple(evidence, EXACT, ox.Literal(characters))
        # Of the words alone: the hull also spans what stands between them on the page.
        if native := native_selector(self.normalized.source.pieces, *self.normalized.pieces(span)):
            yield Triple(evidence, NATIVE_SELECTOR, ox.Literal(native))
        if place is not None:
            yield Triple(subject, IN_CLAUSE, place.clause)
            yield Triple(subject, OFFSETS, place.offsets)
