"""Write a published document: its types, parts, clauses and facts, with evidence."""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

import pyoxigraph as ox

from ingest.model import Clause, Component, ComponentRole, Document, Fact, Field, Span
from ingest.read.normalize import NormalizedText
from ingest.triples.evidence import EvidenceWriter
from ingest.triples.terms import (
    ABOUT,
    ADDRESSED_TO,
    BODY_VALUE,
    CLAIMED_ON,
    DERIVED,
    EID,
    END,
    HEADING,
    JURISDICTION,
    KIND,
    LEGAL_RESOURCE,
    MARKER,
    MEMBER_OF,
    MENTIONS,
    PART,
    PART_OF,
    POSITION,
    PROPERTIES,
    PROPERTY,
    PUBLISHED_DOCUMENT,
    RULE,
    START,
    TEXT,
    TITLE,
    A,
    Triple,
    chinese,
    day,
    integer,
)
from ontology.enumerations import Claim
from ontology.identifiers import Annex, Instrument
from ontology.iri import Iris
from ontology.kinds import Kinds
from ontology.titles import folded


def description(
    document: Document, node: ox.NamedNode, source: ox.NamedNode, part_of: str | None, iris: Iris
) -> Iterator[Triple]:
    """Write the document's types, its source and its parts."""
    yield Triple(node, A, LEGAL_RESOURCE)
    yield Triple(node, A, PUBLISHED_DOCUMENT)
    yield Triple(node, DERIVED, source)
    yield Triple(node, POSITION, integer(document.ordinal))
    if document.place:
        yield Triple(node, JURISDICTION, ox.NamedNode(iris.place(document.place)))
    if part_of:
        yield Triple(node, PART_OF, ox.NamedNode(part_of))
    for component, part in _parts(document, node):
        if component.position:
            yield from _part(component, part, node, iris)
            if component.role is ComponentRole.INSTRUMENT and _is_annexed(document, component):
                yield Triple(node, PROPERTIES[Field.ATTACHMENT], part)


def _is_annexed(document: Document, instrument: Component) -> bool:
    """Test whether a document lists among its annexes (附件：…) what it issues."""
    title = folded(instrument.title)
    return bool(title) and any(folded(str(fact.value)) == title for fact in document.all(Field.ATTACHMENT))


def membership(node: ox.NamedNode, work: ox.NamedNode) -> Iterator[Triple]:
    """Write that a revised text is one version of the document with its number (`eli:is_member_of`)."""
    yield Triple(node, MEMBER_OF, work)


def _parts(document: Document, node: ox.NamedNode) -> Iterator[tuple[Component, ox.NamedNode]]:
    """Return each component with the node that its clauses are part of: the document proper and its imprint (版记) are the
    document's own."""
    for component in document.components:
        if component.position:
            part = Instrument if component.role is ComponentRole.INSTRUMENT else Annex
            yield component, ox.NamedNode(Iris.part(node.value, part, component.position))
        else:
            yield component, node


def _name(component: Component, part: ox.NamedNode, eid: str) -> ox.NamedNode:
    """Return the node of a clause. Those of the imprint have names that the document's own do not take."""
    return ox.NamedNode(Iris.clause(part.value, eid, imprint=component.role is ComponentRole.IMPRINT))


def _part(component: Component, part: ox.NamedNode, node: ox.NamedNode, iris: Iris) -> Iterator[Triple]:
    link = Field.INSTRUMENT if component.role is ComponentRole.INSTRUMENT else Field.ATTACHMENT
    yield Triple(node, PROPERTIES[link], part)
    yield Triple(part, A, LEGAL_RESOURCE)
    yield Triple(part, PART_OF, node)
    yield Triple(part, POSITION, integer(component.position))
    if component.title:
        yield Triple(part, TITLE, chinese(component.title))
        if kind := Kinds.load().of_heading(component.title):
            yield Triple(part, KIND, ox.NamedNode(iris.kind(kind.name)))


def part_nodes(document: Document, node: ox.NamedNode) -> list[ox.NamedNode]:
    """Return for each component the node that its clauses are part of."""
    return [part for _, part in _parts(document, node)]


def clauses(document: Document, node: ox.NamedNode) -> Iterator[tuple[Clause, ox.NamedNode]]:
    """Return every clause of the document and its parts, with its node."""
    for component, part in _parts(document, node):
        for clause in component.clauses:
            yield clause, _name(component, part, clause.eid)


def texts(normalized: NormalizedText, document: Document, node: ox.NamedNode, iris: Iris) -> Iterator[Triple]:
    """Write the clauses: parent, text, and offsets in the source."""
    for component, part in _parts(document, node):
        for clause in component.clauses:
            parent = part if clause.parent is None else _name(component, part, clause.parent)
            yield from _clause(normalized, clause, _name(component, part, clause.eid), parent)


def _clause(normalized: NormalizedText, clause: Clause, node: ox.NamedNode, parent: ox.NamedNode) -> Iterator[Triple]:
    text = clause.own.slice(normalized.text).rstrip("\n")
    at = normalized.to_source(Span(clause.own.start, clause.own.start + len(text)))
    yield Triple(node, PART_OF, parent)
    yield Triple(node, EID, ox.Literal(clause.eid))
    if clause.marker:
        yield Triple(node, MARKER, ox.Literal(clause.marker))
    if clause.heading:
        yield Triple(node, HEADING, ox.Literal(clause.heading))
    yield Triple(node, TEXT, ox.Literal(text))
    yield Triple(node, START, integer(at.start))
    if at.end - at.start != len(text):  # else the text's length gives it
        yield Triple(node, END, integer(at.end))


def facts(document: Document, node: ox.NamedNode, evidence: EvidenceWriter, iris: Iris) -> Iterator[Triple]:
    """Write the facts, each with an annotation: where it is printed and which rule read it."""
    for fact in document.facts:
        yield from _value(document, node, fact, iris)
        annotation = evidence.name("fact", fact.identifier)
        yield Triple(annotation, ABOUT, node)
        yield Triple(annotation, PROPERTY, PROPERTIES[fact.field])
        yield Triple(annotation, BODY_VALUE, ox.Literal(str(fact.value)))
        yield Triple(annotation, RULE, ox.Literal(fact.rule))
        if fact.on:
            yield Triple(annotation, CLAIMED_ON, day(fact.on))
        if fact.part:
            yield Triple(annotation, PART, ox.Literal(fact.part))
        yield from evidence.write(annotation, fact.span, always=True)


def agencies(document: Document, node: ox.NamedNode, evidence: EvidenceWriter, iris: Iris) -> Iterator[Triple]:
    """Write the agencies that the text names, each with its first mention."""
    for named in document.agencies:
        agency = ox.NamedNode(iris.agency(named.name))
        yield Triple(node, MENTIONS, agency)
        if named.addressed:
            yield Triple(node, ADDRESSED_TO, agency)
        annotation = evidence.name("agency", named.identifier)
        yield Triple(annotation, ABOUT, node)
        yield Triple(annotation, PROPERTY, MENTIONS)
        yield Triple(annotation, BODY_VALUE, ox.Literal(named.name))
        yield Triple(annotation, RULE, ox.Literal("agencies"))
        yield from evidence.write(annotation, named.span, always=True)


def _value(document: Document, node: ox.NamedNode, fact: Fact, iris: Iris) -> Iterator[Triple]:
    """Write the value of a fact. Instruments, annexes, place and gazette issue are linked where their nodes are made."""
    link, value = PROPERTIES[fact.field], fact.value
    match fact.field:
        case Field.TITLE:
            yield Triple(node, link, chinese(str(value)))
        case Field.NUMBER | Field.ADDRESSEE | Field.REGISTRATION:
            yield Triple(node, link, ox.Literal(str(value)))
        case Field.SIGNED | Field.PRINTED | Field.EFFECTIVE | Field.EXPIRES | Field.PART_EFFECTIVE | Field.VERSION:
            assert isinstance(value, date)
            yield Triple(node, link, day(value))
        case Field.KIND:
            yield Triple(node, link, ox.NamedNode(iris.kind(str(value))))
        case Field.ISSUER:
            yield Triple(node, link, ox.NamedNode(iris.agency(str(value))))
        case Field.CLAIMED:
            yield Triple(node, link, ox.NamedNode(Claim(str(fact.value)).iri(iris.base)))
        case Field.INSTRUMENT | Field.ATTACHMENT | Field.JURISDICTION | Field.GAZETTE:
            return
        case Field.THEME | Field.SITE | Field.URL | Field.RETRIEVED:
            return  # known beforehand, never printed: `ingest.triples.known`
        case _:
            assert_never(fact.field)
