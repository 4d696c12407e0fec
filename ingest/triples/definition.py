"""Write what a text means by its words: definitions and short names, each with its meaning and the part of the text to which it applies."""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from ingest.model import Definition, Document
from ingest.resolve.included import included_kinds
from ingest.triples.evidence import EvidenceWriter, clip
from ingest.triples.terms import (
    BROADER,
    BROADER_KIND,
    DEFINITION_KINDS,
    HAS_TARGET,
    IN_CLAUSE,
    MEANING,
    NARROWER_KIND,
    OFFSETS,
    SCOPE,
    SET_BY,
    TERM,
    A,
    Triple,
    chinese,
)
from ontology.enumerations import DefinitionKind
from ontology.iri import Iris


def definitions(
    document: Document, node: ox.NamedNode, parts: Sequence[ox.NamedNode], evidence: EvidenceWriter, iris: Iris
) -> Iterator[Triple]:
    """Write a document's definitions. parts: for each of its components the node that its clauses are part of."""
    for definition in document.definitions:
        yield from _definition(definition, node, parts, evidence, iris)


def _definition(
    definition: Definition, node: ox.NamedNode, parts: Sequence[ox.NamedNode], evidence: EvidenceWriter, iris: Iris
) -> Iterator[Triple]:
    place = evidence.place(definition.span)
    if place is None:
        return
    name, text = evidence.name("definition", definition.identifier), evidence.normalized.text
    part = parts[definition.component]
    yield Triple(name, A, DEFINITION_KINDS[definition.kind])
    yield Triple(name, SET_BY, node)
    yield Triple(name, TERM, chinese(definition.term.slice(text)))
    yield Triple(name, MEANING, chinese(clip(definition.words.slice(text))))
    within = Iris.clause(part.value, definition.within) if definition.within else part.value
    yield Triple(name, SCOPE, ox.NamedNode(within))
    if not place.in_one_piece:
        yield Triple(name, HAS_TARGET, evidence.chars(definition.span))
    yield Triple(name, IN_CLAUSE, place.clause)
    yield Triple(name, OFFSETS, place.offsets)
    if definition.kind is DefinitionKind.DEFINITION and (included := included_kinds(text, definition)):
        broader = ox.NamedNode(iris.bearer(included[0]))
        yield Triple(name, BROADER_KIND, broader)
        for kind in included[1]:
            narrower = ox.NamedNode(iris.bearer(kind))
            yield Triple(name, NARROWER_KIND, narrower)
            yield Triple(narrower, BROADER, broader)
