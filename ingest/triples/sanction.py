"""Write what follows from breaches: sanctions with the provisions that they name, the duties that they guard, and their measures."""

from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from ingest.model import Document, Measure, Provision, Relation, Sanction
from ingest.resolve.references import key
from ingest.triples.evidence import EvidenceWriter
from ingest.triples.provision import cited_clause
from ingest.triples.terms import (
    ACT,
    AMOUNT_FROM,
    AMOUNT_OF,
    AMOUNT_TO,
    AMOUNT_UNIT,
    AUTHORITY,
    AUTHORITY_AGENCY,
    AUTHORITY_KIND,
    BREACH_NAME,
    BREACHED_TITLE,
    BREACHES,
    CONDITION,
    GUARDS,
    HAS_MEASURE,
    MAY_GUARD,
    MEASURE_KIND,
    PER,
    PRINTED,
    QUOTE,
    SANCTION,
    SET_BY,
    WHOM,
    A,
    Triple,
    decimal,
)
from ontology.bearers import bearer_kinds
from ontology.iri import Iris


def sanctions(
    document: Document, node: ox.NamedNode, parts: Sequence[ox.NamedNode], evidence: EvidenceWriter, iris: Iris
) -> Iterator[Triple]:
    """Write the document's sanctions. parts: for each of its components the node that its clauses are part of."""
    relations = {key(relation.target): relation for relation in document.relations}
    for sanction in document.sanctions:
        yield from _sanction(sanction, node, parts, relations, evidence, iris)


def _sanction(
    sanction: Sanction,
    node: ox.NamedNode,
    parts: Sequence[ox.NamedNode],
    relations: Mapping[str, Relation],
    evidence: EvidenceWriter,
    iris: Iris,
) -> Iterator[Triple]:
    name, text = evidence.name("sanction", sanction.identifier), evidence.normalized.text
    yield Triple(name, A, SANCTION)
    yield Triple(name, SET_BY, node)
    quote = sanction.sentence.slice(text)
    yield Triple(name, QUOTE, ox.Literal(quote))
    yield Triple(name, ACT, ox.Literal(sanction.act.slice(text)))
    yield from evidence.write(name, sanction.sentence, quote)
    if sanction.authority:
        yield Triple(name, AUTHORITY, ox.Literal(sanction.authority))
    for official in sanction.agencies:
        yield Triple(name, AUTHORITY_AGENCY, ox.NamedNode(iris.agency(official)))
    for kind in bearer_kinds(sanction.authority):
        yield Triple(name, AUTHORITY_KIND, ox.NamedNode(iris.bearer(kind.name)))
    for breach in sanction.breaches:
        clause = _breached_clause(breach, parts, relations, iris)
        if clause is not None:
            yield Triple(name, BREACHES, clause)
        yield Triple(name, BREACH_NAME, ox.Literal(breach.name))
    for law in dict.fromkeys(breach.law for breach in sanction.breaches if breach.law):
        yield Triple(name, BREACHED_TITLE, ox.Literal(law.title or str(law.number)))
    for duty in sanction.guards:
        yield Triple(name, GUARDS, evidence.name("duty", duty))
    for duty in sanction.may_guard:
        yield Triple(name, MAY_GUARD, evidence.name("duty", duty))
    for measure in sanction.measures:
        yield Triple(name, HAS_MEASURE, evidence.name("measure", measure.identifier))
        yield from _measure(measure, evidence, iris)


def _breached_clause(
    breach: Provision, parts: Sequence[ox.NamedNode], relations: Mapping[str, Relation], iris: Iris
) -> ox.NamedNode | None:
    if breach.own is not None:
        return ox.NamedNode(Iris.clause(parts[breach.own].value, breach.eid))
    relation = relations.get(key(breach.law)) if breach.law is not None else None
    return cited_clause(breach, relation, iris) if relation is not None else None


def _measure(measure: Measure, evidence: EvidenceWriter, iris: Iris) -> Iterator[Triple]:
    name, text = evidence.name("measure", measure.identifier), evidence.normalized.text
    yield Triple(name, MEASURE_KIND, ox.NamedNode(measure.kind.iri(iris.base)))
    yield Triple(name, PRINTED, ox.Literal(measure.words.slice(text)))
    for term, bound in ((AMOUNT_FROM, measure.low), (AMOUNT_TO, measure.high)):
        if bound is not None:
            yield Triple(name, term, decimal(bound))
    for term, value in (
        (AMOUNT_UNIT, str(measure.unit) if measure.unit else ""),
        (AMOUNT_OF, measure.of),
        (PER, measure.per),
        (WHOM, measure.whom),
        (CONDITION, measure.condition.slice(text) if measure.condition else ""),
    ):
        if value:
            yield Triple(name, term, ox.Literal(value))
