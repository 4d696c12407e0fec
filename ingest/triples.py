"""Nouns to triples: the only place in `ingest` that knows RDF. `docs/graph.md` says what is written.

Every IRI is made from natural keys, every order is the text's, so that the same publication gives the same bytes.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import assert_never

import pyoxigraph as ox

from ingest.model import Clause, Component, Document, Fact, Field, GazetteIssue, Issue, Publication, Role
from ingest.reading import Reading
from ontology.iri import Iris, segment
from ontology.kinds import Kinds
from ontology.vocabulary import DCTERMS, ELI, OA, ORG, PROV, RDF, RDFS, SKOS, XSD, ZM

_UNKNOWN_PLACE = "000000"

Triple = ox.Triple


def _node(term: object) -> ox.NamedNode:
    return ox.NamedNode(str(term))


# Looked up once: a term of a DefinedNamespace costs more than the triple that it is used in.
_A = _node(RDF.type)
_LABEL_COMMENT = _node(RDFS.comment)
_TITLE, _IDENTIFIER, _FORMAT = _node(DCTERMS.title), _node(DCTERMS.identifier), _node(DCTERMS.format)
_DERIVED = _node(PROV.wasDerivedFrom)
_PREF_LABEL = _node(SKOS.prefLabel)
_LEGAL_RESOURCE, _SUBDIVISION = _node(ELI.LegalResource), _node(ELI.LegalResourceSubdivision)
_PART_OF, _KIND, _PASSED_BY = _node(ELI.is_part_of), _node(ELI.type_document), _node(ELI.passed_by)
_JURISDICTION, _PUBLISHED = _node(ELI.jurisdiction), _node(ELI.date_publication)
_POSITION, _EID, _LEVEL, _MARKER, _HEADING, _TEXT, _START, _END = (
    _node(term) for term in (ZM.position, ZM.eId, ZM.level, ZM.marker, ZM.heading, ZM.text, ZM.start, ZM.end)
)
_DATE, _INTEGER = _node(XSD.date), _node(XSD.integer)

_PROPERTIES: dict[Field, ox.NamedNode] = {
    Field.NUMBER: _node(ELI.number),
    Field.TITLE: _TITLE,
    Field.KIND: _KIND,
    Field.ISSUER: _PASSED_BY,
    Field.ADDRESSEE: _node(ZM.addressee),
    Field.SIGNED: _node(ELI.date_document),
    Field.PRINTED: _PUBLISHED,
    Field.EFFECTIVE: _node(ELI.first_date_entry_in_force),
    Field.EXPIRES: _node(ELI.date_no_longer_in_force),
    Field.REGISTRATION: _node(ZM.registrationNumber),
    Field.INSTRUMENT: _node(ZM.issues),
    Field.ATTACHMENT: _node(ZM.hasAnnex),
}


def _chinese(text: str) -> ox.Literal:
    return ox.Literal(text, language="zh")


def _integer(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=_INTEGER)


def _day(day: date) -> ox.Literal:
    return ox.Literal(day.isoformat(), datatype=_DATE)


def triples(reading: Reading, publication: Publication, iris: Iris) -> Iterator[Triple]:
    """All that one source says, as the triples of its named graph."""
    return _Writer(reading, publication, iris).all()


class _Writer:
    """The triples of one source; holds what its documents share."""

    def __init__(self, reading: Reading, publication: Publication, iris: Iris) -> None:
        self.reading, self.publication, self.iris = reading, publication, iris
        self.source = ox.NamedNode(iris.source(reading.source.name))
        self.names: dict[str, int] = {}

    def all(self) -> Iterator[Triple]:
        source = self.reading.source
        yield Triple(self.source, _A, _node(ZM.Source))
        yield Triple(self.source, _IDENTIFIER, ox.Literal(source.name))
        yield Triple(self.source, _node(ZM.sha256), ox.Literal(source.sha256))
        yield Triple(self.source, _FORMAT, ox.Literal(source.media_type))
        yield Triple(self.source, _node(ZM.encoding), ox.Literal(source.encoding))
        yield Triple(self.source, _node(ZM.length), _integer(len(source.text)))
        gazette = self.publication.gazette
        if gazette:
            yield from self.gazette(gazette)
        for document in self.publication.documents:
            yield from self.document(document, gazette)
        for ordinal, issue in enumerate(self.publication.issues, 1):
            yield from self.issue(ordinal, issue)

    def gazette(self, gazette: GazetteIssue) -> Iterator[Triple]:
        node = ox.NamedNode(self.iris.gazette(gazette.title, gazette.year, gazette.number))
        yield Triple(node, _A, _node(ZM.GazetteIssue))
        yield Triple(node, _TITLE, _chinese(gazette.title))
        yield Triple(node, _node(ZM.issueYear), _integer(gazette.year))
        yield Triple(node, _node(ZM.issueNumber), _integer(gazette.number))
        yield Triple(node, _DERIVED, self.source)
        if gazette.published:
            yield Triple(node, _PUBLISHED, _day(gazette.published))

    def identify(self, document: Document) -> str:
        """The document's IRI: by number, else by issuer, day and title, else by its place in this source.

        A number that this source has given to another document already identifies neither: the second is known by its place.
        """
        place, number = document.place, document.number
        issuer, signed, title = (document.first(field) for field in (Field.ISSUER, Field.SIGNED, Field.TITLE))
        local = self.iris.local(self.reading.source.name, document.ordinal)
        if number and place:
            iri = self.iris.numbered(place, number.code, number.year, number.serial)
        elif issuer and signed and title and not number:
            iri = self.iris.titled(place or _UNKNOWN_PLACE, str(issuer.value), str(signed.value), str(title.value))
        else:
            iri = local
        if iri in self.names:
            iri = local
        self.names[iri] = document.ordinal
        return iri

    def document(self, document: Document, gazette: GazetteIssue | None) -> Iterator[Triple]:
        iri = self.identify(document)
        node = ox.NamedNode(iri)
        yield Triple(node, _A, _LEGAL_RESOURCE)
        yield Triple(node, _A, _node(ZM.PublishedDocument))
        yield Triple(node, _DERIVED, self.source)
        yield Triple(node, _POSITION, _integer(document.ordinal))
        if document.place:
            yield Triple(node, _JURISDICTION, ox.NamedNode(self.iris.place(document.place)))
        if gazette:
            gazette_iri = self.iris.gazette(gazette.title, gazette.year, gazette.number)
            yield Triple(node, _PART_OF, ox.NamedNode(gazette_iri))
        owned: list[tuple[Clause, ox.NamedNode]] = []
        counts = {Role.INSTRUMENT: 0, Role.ANNEX: 0}
        for component in document.components:
            part, more = self.component(component, node, counts)
            yield from more
            for clause in component.clauses:
                clause_node = ox.NamedNode(f"{part.value}/{segment(clause.eid)}")
                owned.append((clause, clause_node))
                yield from self.clause(clause, clause_node, part)
        yield from self.facts(document, node, owned)

    def component(
        self, component: Component, document: ox.NamedNode, counts: dict[Role, int]
    ) -> tuple[ox.NamedNode, list[Triple]]:
        """The node that a component's clauses are part of, and what is said of it."""
        role = component.role
        if role is Role.MAIN:
            return document, []
        if role is Role.IMPRINT:
            # 版记 is the document's own, its clauses only need names that the document's do not take.
            return ox.NamedNode(f"{document.value}/imprint"), []
        counts[role] += 1
        name, link = ("doc", Field.INSTRUMENT) if role is Role.INSTRUMENT else ("att", Field.ATTACHMENT)
        node = ox.NamedNode(f"{document.value}/{name}_{counts[role]}")
        out = [
            Triple(document, _PROPERTIES[link], node),
            Triple(node, _A, _LEGAL_RESOURCE),
            Triple(node, _PART_OF, document),
            Triple(node, _POSITION, _integer(counts[role])),
        ]
        if component.title:
            out.append(Triple(node, _TITLE, _chinese(component.title)))
            if kind := Kinds.load().of_heading(component.title):
                out.append(Triple(node, _KIND, ox.NamedNode(self.iris.kind(kind.name))))
        return node, out

    def clause(self, clause: Clause, node: ox.NamedNode, part: ox.NamedNode) -> Iterator[Triple]:
        text = clause.own.of(self.reading.text).rstrip("\n")
        parent = part
        if clause.parent is not None:
            parent = ox.NamedNode(f"{part.value}/{segment(clause.parent)}")
        elif part.value.endswith("/imprint"):
            parent = ox.NamedNode(part.value.removesuffix("/imprint"))
        at = self.reading.to_source(type(clause.own)(clause.own.start, clause.own.start + len(text)))
        yield Triple(node, _A, _SUBDIVISION)
        yield Triple(node, _PART_OF, parent)
        yield Triple(node, _EID, ox.Literal(clause.eid))
        yield Triple(node, _LEVEL, ox.Literal(str(clause.level)))
        if clause.marker:
            yield Triple(node, _MARKER, ox.Literal(clause.marker))
        if clause.heading:
            yield Triple(node, _HEADING, ox.Literal(clause.heading))
        yield Triple(node, _TEXT, ox.Literal(text))
        yield Triple(node, _START, _integer(at.start))
        yield Triple(node, _END, _integer(at.end))

    def facts(
        self, document: Document, node: ox.NamedNode, owned: list[tuple[Clause, ox.NamedNode]]
    ) -> Iterator[Triple]:
        owned = sorted((item for item in owned if len(item[0].own)), key=lambda item: item[0].own.start)
        starts = [clause.own.start for clause, _ in owned]
        counts: dict[Field, int] = {}
        for fact in document.facts:
            counts[fact.field] = counts.get(fact.field, 0) + 1
            yield from self.value(document, node, fact)
            index = bisect_right(starts, fact.span.start) - 1
            home = owned[index] if index >= 0 else None
            name = f"{document.ordinal}-{fact.field}-{counts[fact.field]}"
            yield from self.annotation(node, fact, name, home)

    def value(self, document: Document, node: ox.NamedNode, fact: Fact) -> Iterator[Triple]:
        """The fact itself. Instruments and annexes are linked where their nodes are made."""
        link, value = _PROPERTIES[fact.field], fact.value
        match fact.field:
            case Field.TITLE:
                yield Triple(node, link, _chinese(str(value)))
            case Field.NUMBER | Field.ADDRESSEE | Field.REGISTRATION:
                yield Triple(node, link, ox.Literal(str(value)))
            case Field.SIGNED | Field.PRINTED | Field.EFFECTIVE | Field.EXPIRES:
                assert isinstance(value, date)
                yield Triple(node, link, _day(value))
            case Field.KIND:
                yield Triple(node, link, ox.NamedNode(self.iris.kind(str(value))))
            case Field.ISSUER:
                agency = ox.NamedNode(self.iris.agency(str(value)))
                yield Triple(node, link, agency)
                yield Triple(agency, _A, _node(ORG.FormalOrganization))
                yield Triple(agency, _PREF_LABEL, _chinese(str(value)))
                if document.place:
                    yield Triple(agency, _node(ZM.place), ox.NamedNode(self.iris.place(document.place)))
            case Field.INSTRUMENT | Field.ATTACHMENT:
                return
            case _:
                assert_never(fact.field)

    def annotation(
        self, document: ox.NamedNode, fact: Fact, name: str, home: tuple[Clause, ox.NamedNode] | None
    ) -> Iterator[Triple]:
        node = ox.NamedNode(f"{self.source.value}#fact={name}")
        at = self.reading.to_source(fact.span)
        evidence = ox.NamedNode(f"{self.source.value}#char={at.start},{at.end}")
        selector = ox.NamedNode(f"{self.source.value}#selector={at.start},{at.end}")
        yield Triple(node, _A, _node(OA.Annotation))
        yield Triple(node, _node(ZM.about), document)
        yield Triple(node, _node(ZM.property), _PROPERTIES[fact.field])
        yield Triple(node, _node(OA.bodyValue), ox.Literal(str(fact.value)))
        yield Triple(node, _node(OA.hasTarget), evidence)
        yield Triple(node, _node(ZM.rule), ox.Literal(fact.rule))
        if home is not None:
            clause, clause_node = home
            start = fact.span.start - clause.own.start
            end = min(fact.span.end, clause.own.end) - clause.own.start
            if 0 <= start < end:
                yield Triple(node, _node(ZM.inClause), clause_node)
                yield Triple(node, _node(ZM.offset), _integer(start))
                yield Triple(node, _node(ZM.endOffset), _integer(end))
        yield Triple(evidence, _A, _node(OA.SpecificResource))
        yield Triple(evidence, _node(OA.hasSource), self.source)
        yield Triple(evidence, _node(OA.hasSelector), selector)
        yield Triple(selector, _A, _node(OA.TextPositionSelector))
        yield Triple(selector, _A, _node(OA.TextQuoteSelector))
        yield Triple(selector, _node(OA.start), _integer(at.start))
        yield Triple(selector, _node(OA.end), _integer(at.end))
        yield Triple(selector, _node(OA.exact), ox.Literal(at.of(self.reading.source.text)))

    def issue(self, ordinal: int, issue: Issue) -> Iterator[Triple]:
        node = ox.NamedNode(f"{self.source.value}#issue={ordinal}")
        yield Triple(node, _A, _node(ZM.ReadingIssue))
        about = next((iri for iri, number in self.names.items() if number == issue.document), self.source.value)
        yield Triple(node, _node(ZM.about), ox.NamedNode(about))
        yield Triple(node, _node(ZM.code), ox.Literal(issue.code))
        yield Triple(node, _LABEL_COMMENT, ox.Literal(issue.message_en, language="en"))
        yield Triple(node, _LABEL_COMMENT, _chinese(issue.message_zh))
        if issue.span:
            yield Triple(node, _START, _integer(issue.span.start))
            yield Triple(node, _END, _integer(issue.span.end))
