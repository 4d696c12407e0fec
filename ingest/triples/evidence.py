"""Where something is printed: Web Annotation's selectors on the source, and the clause that holds the words."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from ingest.model import Clause, Span
from ingest.model.native import selector as native_selector
from ingest.reading import Reading
from ingest.triples.terms import (
    END_OFFSET,
    EXACT,
    HAS_SELECTOR,
    HAS_SOURCE,
    HAS_TARGET,
    IN_CLAUSE,
    NATIVE_SELECTOR,
    OA_END,
    OA_START,
    OFFSET,
    POSITION_SELECTOR,
    QUOTE_SELECTOR,
    SPECIFIC_RESOURCE,
    A,
    Triple,
    integer,
)


class Witness:
    """Writes the evidence of one document's facts: its source, and which clause's own text holds a span."""

    def __init__(self, reading: Reading, source: ox.NamedNode, clauses: Sequence[tuple[Clause, ox.NamedNode]]) -> None:
        self.reading, self.source = reading, source
        self.clauses = sorted((c for c in clauses if len(c[0].own)), key=lambda c: c[0].own.start)
        self.starts = [clause.own.start for clause, _ in self.clauses]

    def of(self, subject: ox.NamedNode, span: Span) -> Iterator[Triple]:
        """`subject` is printed at `span` (of the reading)."""
        at = self.reading.to_source(span)
        evidence = ox.NamedNode(f"{self.source.value}#char={at.start},{at.end}")
        selector = ox.NamedNode(f"{self.source.value}#selector={at.start},{at.end}")
        yield Triple(subject, HAS_TARGET, evidence)
        yield Triple(evidence, A, SPECIFIC_RESOURCE)
        yield Triple(evidence, HAS_SOURCE, self.source)
        yield Triple(evidence, HAS_SELECTOR, selector)
        if native := native_selector(self.reading.source.pieces, at):
            yield Triple(evidence, NATIVE_SELECTOR, ox.Literal(native))
        yield Triple(selector, A, POSITION_SELECTOR)
        yield Triple(selector, A, QUOTE_SELECTOR)
        yield Triple(selector, OA_START, integer(at.start))
        yield Triple(selector, OA_END, integer(at.end))
        yield Triple(selector, EXACT, ox.Literal(at.of(self.reading.source.text)))
        index = bisect_right(self.starts, span.start) - 1
        if index < 0:
            return
        clause, node = self.clauses[index]
        start = span.start - clause.own.start
        end = min(span.end, clause.own.end) - clause.own.start
        if start < end:
            yield Triple(subject, IN_CLAUSE, node)
            yield Triple(subject, OFFSET, integer(start))
            yield Triple(subject, END_OFFSET, integer(end))
