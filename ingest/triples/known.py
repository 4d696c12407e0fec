"""Write what is known beforehand as facts, each with the place in the file that says so as its evidence."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pyoxigraph as ox

from ingest.model import Field
from ingest.model.known import PlacedFact
from ingest.triples.terms import (
    ABOUT,
    BODY_VALUE,
    EXACT,
    HAS_TARGET,
    PROPERTIES,
    PROPERTY,
    RULE,
    Triple,
    chinese,
    day,
)
from ontology.enumerations import Claim
from ontology.iri import Iris


def known(
    facts: Sequence[PlacedFact], documents: Mapping[int, str], source: ox.NamedNode, iris: Iris
) -> Iterator[Triple]:
    """Write the facts. documents: IRIs by ordinal."""
    counts: Counter[tuple[int, Field]] = Counter()
    for placed in facts:
        counts[placed.document, placed.fact.field] += 1
        position = counts[placed.document, placed.fact.field]
        yield from _fact(placed, position, ox.NamedNode(documents[placed.document]), source, iris)


def _fact(placed: PlacedFact, position: int, node: ox.NamedNode, source: ox.NamedNode, iris: Iris) -> Iterator[Triple]:
    fact, term = placed.fact, PROPERTIES[placed.fact.field]
    value: ox.NamedNode | ox.Literal
    match fact.field:
        case Field.THEME:
            value = ox.NamedNode(iris.theme(fact.value))
        case Field.ISSUER:
            value = ox.NamedNode(iris.agency(fact.value))
        case Field.CLAIMED:
            value = ox.NamedNode(Claim(fact.value).iri(iris.base))
        case Field.TITLE:
            value = chinese(fact.value)
        case field if field.holds_day:
            value = day(date.fromisoformat(fact.value[:10]))
        case _:
            value = ox.Literal(fact.value)
    yield Triple(node, term, value)
    annotation = ox.NamedNode(Iris.fact(source.value, placed.document, str(fact.field), position))
    file = iris.source(placed.file)
    evidence = ox.NamedNode(Iris.chars(file, fact.span.start, fact.span.end))
    yield Triple(annotation, ABOUT, node)
    yield Triple(annotation, PROPERTY, term)
    yield Triple(annotation, BODY_VALUE, ox.Literal(fact.value))
    yield Triple(annotation, RULE, ox.Literal("metadata"))
    yield Triple(annotation, HAS_TARGET, evidence)
    yield Triple(evidence, EXACT, ox.Literal(fact.quote))
