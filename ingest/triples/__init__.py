"""Turn the model into triples; the only package of `ingest` that knows RDF. `docs/graph.md` lists what is written.

IRIs are made from natural keys and everything is in the order of the text, so the same publication gives the same bytes.
"""

from collections.abc import Iterator
from hashlib import sha256

import pyoxigraph as ox

from ingest.model import ComponentRole, Document, Field, GazetteIssue, Issue, Publication
from ingest.read.normalize import NormalizedText
from ingest.triples import definition as defined
from ingest.triples import document as documents
from ingest.triples import known as beforehand
from ingest.triples import provision as provisions
from ingest.triples import reference as references
from ingest.triples import sanction as sanctioned
from ingest.triples import work as works
from ingest.triples.evidence import EvidenceWriter
from ingest.triples.terms import (
    ABOUT,
    CODE,
    COMMENT,
    DERIVED,
    DIGEST,
    ENCODING,
    END,
    FORMAT,
    GAZETTE_ISSUE,
    IDENTIFIER,
    ISSUE_NUMBER,
    ISSUE_YEAR,
    LENGTH,
    PUBLISHED,
    READER,
    READING_ISSUE,
    SHA256,
    SOURCE,
    START,
    TITLE,
    A,
    Triple,
    chinese,
    day,
    integer,
)
from ontology.iri import Iris
from ontology.titles import folded

__all__ = ["Triple", "triples"]

_UNKNOWN_PLACE = "000000"


def triples(normalized: NormalizedText, publication: Publication, iris: Iris) -> Iterator[Triple]:
    """Return the triples of a source's named graph."""
    return _SourceWriter(normalized, publication, iris).all()


class _SourceWriter:
    """Writes the triples of one source; keeps the names that its documents have taken."""

    def __init__(self, normalized: NormalizedText, publication: Publication, iris: Iris) -> None:
        self.normalized, self.publication, self.iris = normalized, publication, iris
        self.source = ox.NamedNode(iris.source(normalized.source.name))
        self.iri_of: dict[int, str] = {}  # by the document's ordinal
        self.work_of: dict[int, str] = {}  # of a revised text: IRI of its number, by the document's ordinal
        self.names: set[str] = set()

    def all(self) -> Iterator[Triple]:
        source = self.normalized.source
        yield Triple(self.source, A, SOURCE)
        yield Triple(self.source, IDENTIFIER, ox.Literal(source.name))
        yield Triple(self.source, SHA256, ox.Literal(source.sha256))
        yield Triple(self.source, FORMAT, ox.Literal(source.media_type))
        if source.encoding:
            yield Triple(self.source, ENCODING, ox.Literal(source.encoding))
        if source.reader:
            yield Triple(self.source, READER, ox.Literal(source.reader))
        yield Triple(self.source, LENGTH, integer(len(source.text)))
        gazette = self.publication.gazette
        if gazette:
            yield from self.gazette(gazette)
        for document in self.publication.documents:
            yield from self.document(document, gazette)
        yield from beforehand.known(self.publication.known, self.iri_of, self.source, self.iris)
        for issue in self.publication.issues:
            yield from self.issue(issue)

    def gazette(self, gazette: GazetteIssue) -> Iterator[Triple]:
        node = ox.NamedNode(self.iris.gazette(gazette.title, gazette.year, gazette.number))
        yield Triple(node, A, GAZETTE_ISSUE)
        yield Triple(node, TITLE, chinese(gazette.title))
        yield Triple(node, ISSUE_YEAR, integer(gazette.year))
        yield Triple(node, ISSUE_NUMBER, integer(gazette.number))
        yield Triple(node, DERIVED, self.source)
        if gazette.published:
            yield Triple(node, PUBLISHED, day(gazette.published))

    def digest(self, document: Document) -> str:
        """Return the SHA-256 of a document's words, without blanks, punctuation and imprint; the first 16 hexadecimal digits."""
        spans = (part.span for part in document.components if part.span and part.role is not ComponentRole.IMPRINT)
        words = "".join(folded(span.slice(self.normalized.text)) for span in spans)
        return sha256(words.encode()).hexdigest()[:16]

    def identify(self, document: Document) -> str:
        """Mint the document's IRI: by number (with the day of the last revision), else by issuer, day and title, else by its position in
        this source.

        If this source has already given the number to another document, the second gets an IRI by its position.
        """
        place, number = document.place, document.number
        issuer, signed, title = (document.first(field) for field in (Field.ISSUER, Field.SIGNED, Field.TITLE))
        local = self.iris.local(self.normalized.source.name, document.ordinal)
        if number and place:
            iri = self.iris.numbered(place, number.code, number.year, number.serial)
            if version := document.first(Field.VERSION):
                self.work_of[document.ordinal] = iri
                iri = self.iris.version(iri, str(version.value))
        elif issuer and signed and title and not number:
            # Where no place distinguishes two bodies of one name, the words do.
            named = str(title.value) if place else f"{title.value}~{self.digest(document)[:8]}"
            iri = self.iris.titled(place or _UNKNOWN_PLACE, str(issuer.value), str(signed.value), named)
        else:
            iri = local
        if iri in self.names:
            iri = local
        self.names.add(iri)
        self.iri_of[document.ordinal] = iri
        return iri

    def document(self, document: Document, gazette: GazetteIssue | None) -> Iterator[Triple]:
        node = ox.NamedNode(self.identify(document))
        if work := self.work_of.get(document.ordinal):
            yield from documents.membership(node, ox.NamedNode(work))
        yield Triple(node, DIGEST, ox.Literal(self.digest(document)))
        part_of = self.iris.gazette(gazette.title, gazette.year, gazette.number) if gazette else None
        yield from documents.description(document, node, self.source, part_of, self.iris)
        owned = list(documents.clauses(document, node))
        yield from documents.texts(self.normalized, document, node, self.iris)
        evidence = EvidenceWriter(self.normalized, self.source, owned)
        yield from documents.facts(document, node, evidence, self.iris)
        yield from documents.agencies(document, node, evidence, self.iris)
        yield from references.references(document, node, evidence, self.iris)
        yield from provisions.provisions(document, node, evidence, self.iris)
        yield from works.work(document, node, evidence, self.iris)
        parts = documents.part_nodes(document, node)
        yield from sanctioned.sanctions(document, node, parts, evidence, self.iris)
        yield from defined.definitions(document, node, parts, evidence, self.iris)

    def issue(self, issue: Issue) -> Iterator[Triple]:
        node = ox.NamedNode(Iris.numbered_in(self.source.value, "issue", str(issue.identifier)))
        yield Triple(node, A, READING_ISSUE)
        about = self.iri_of.get(issue.document or 0, self.source.value)
        yield Triple(node, ABOUT, ox.NamedNode(about))
        yield Triple(node, CODE, ox.Literal(issue.code))
        yield Triple(node, COMMENT, ox.Literal(issue.message_en, language="en"))
        yield Triple(node, COMMENT, chinese(issue.message_zh))
        if issue.span:
            yield Triple(node, START, integer(issue.span.start))
            yield Triple(node, END, integer(issue.span.end))
