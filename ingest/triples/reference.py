"""Write a document's references: one `zm:Reference` each, and the plain edge."""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from ingest.model import Document, Effect, Relation
from ingest.triples.evidence import EvidenceWriter, clip
from ingest.triples.terms import (
    AREA,
    AWAITS,
    CITED_NUMBER,
    CITED_TITLE,
    CITING,
    EDGES,
    EFFECT_DAY,
    EFFECT_KIND,
    EFFECT_LAST_DAY,
    PART,
    QUOTE,
    REASON,
    REFERENCE,
    RELATION_KIND,
    RULE,
    TARGET,
    A,
    Triple,
    day,
)
from ontology.iri import Iris
from ontology.titles import title_identity

_AMBIGUOUS = {
    "en": "no single document that the text names before it has this title",
    "zh": "前文没有唯一一份文件与此名称相符",
}
_NO_OWNER = {"en": "the text does not tell whose number this is", "zh": "原文未表明这是哪个地方、哪个机关的文号"}


def references(document: Document, node: ox.NamedNode, evidence: EvidenceWriter, iris: Iris) -> Iterator[Triple]:
    """Write all references of a document. A reference that could not be resolved has no target."""
    for relation in document.unresolved:
        reference = evidence.name("reference", relation.identifier)
        yield from _reference(relation, reference, node, evidence, iris)
        yield from _without_target(reference, _AMBIGUOUS)
    for relation in document.relations:
        reference = evidence.name("reference", relation.identifier)
        yield from _reference(relation, reference, node, evidence, iris)
        target = target_of(relation, iris)
        if target is None:
            yield from _without_target(reference, _NO_OWNER)
            continue
        yield Triple(reference, TARGET, target)
        yield Triple(node, EDGES[relation.kind], target)


def _without_target(reference: ox.NamedNode, reasons: Mapping[str, str]) -> Iterator[Triple]:
    """Write why a reference has no target. reasons: language → text."""
    for language, reason in reasons.items():
        yield Triple(reference, REASON, ox.Literal(reason, language=language))


def _reference(
    relation: Relation, reference: ox.NamedNode, node: ox.NamedNode, evidence: EvidenceWriter, iris: Iris
) -> Iterator[Triple]:
    yield Triple(reference, A, REFERENCE)
    yield Triple(reference, CITING, node)
    yield Triple(reference, RELATION_KIND, ox.NamedNode(relation.kind.iri(iris.base)))
    if relation.target.title:
        yield Triple(reference, CITED_TITLE, ox.Literal(clip(relation.target.title)))
    if relation.target.number:
        yield Triple(reference, CITED_NUMBER, ox.Literal(str(relation.target.number)))
    quote = relation.quote.slice(evidence.normalized.text).strip()
    yield Triple(reference, QUOTE, ox.Literal(quote))
    yield Triple(reference, RULE, ox.Literal(relation.rule))
    if relation.effect is not None:
        yield from _effect(relation.effect, reference, iris)
    yield from evidence.write(reference, relation.span, always=True)


def _effect(effect: Effect, reference: ox.NamedNode, iris: Iris) -> Iterator[Triple]:
    """Write what the sentence says beyond the kind of the relation."""
    if effect.kind is not None:
        yield Triple(reference, EFFECT_KIND, ox.NamedNode(effect.kind.iri(iris.base)))
    for term, value in ((EFFECT_DAY, effect.day), (EFFECT_LAST_DAY, effect.last)):
        if value is not None:
            yield Triple(reference, term, day(value))
    for term, words in ((AWAITS, effect.awaits), (PART, effect.part), (AREA, effect.area)):
        if words:
            yield Triple(reference, term, ox.Literal(clip(words)))


def target_of(relation: Relation, iris: Iris) -> ox.NamedNode | None:
    """Return the target by number and place, else by title; None for a number whose place is unknown."""
    number = relation.owner_number
    if number is not None:
        if relation.owner is None:
            return None
        return ox.NamedNode(iris.numbered(relation.owner, number.code, number.year, number.serial))
    return ox.NamedNode(iris.titled_only(title_identity(relation.target.title or "")))
