"""The nouns of reading: few, frozen, slotted. Only `ingest.triples` turns them into RDF.

Offsets are code points, half-open. Unless a name says `source`, they count in the `Reading`'s text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points: `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}:{self.end} is not a half-open range")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def shifted(self, by: int) -> "Span":
        return Span(self.start + by, self.end + by)

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Source:
    """One input as it was given.

    name: relative to the folder that was built, with forward slashes; it names the graph.
    text: decoded, line ends as `\\n`; all evidence points into this text.
    """

    name: str
    sha256: str
    media_type: str
    encoding: str
    text: str = field(repr=False)


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something surprising in an input; the run goes on.

    code: kebab-case, stable, what tests and users filter by. span: in the source text, where there is one. document: the
    ordinal of the document that it is about, where it is about one.
    """

    code: str
    message_en: str
    message_zh: str
    severity: Severity = Severity.WARNING
    span: Span | None = None
    document: int | None = None


class Level(StrEnum):
    """Kinds of clause. Akoma Ntoso's element names; `row` is its `tr`."""

    PREFACE = "preface"
    PREAMBLE = "preamble"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    LEVEL = "level"
    PARAGRAPH = "paragraph"
    POINT = "point"
    INDENT = "indent"
    TABLE = "table"
    ROW = "row"
    CONCLUSIONS = "conclusions"


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of a document's clause tree.

    eid: Akoma Ntoso eId, unique in its component. marker: as printed (`第三条`, `（一）`), empty where there is none.
    heading: the run-in or own-line heading, empty where there is none. span: the clause with all its children.
    own: its own text, from its start to its first child. Children tile `own.end:span.end`.
    """

    eid: str
    level: Level
    marker: str
    heading: str
    span: Span
    own: Span
    parent: str | None


class Role(StrEnum):
    """What a component is to its document."""

    MAIN = "main"
    INSTRUMENT = "instrument"
    ANNEX = "annex"
    IMPRINT = "imprint"


@dataclass(frozen=True, slots=True)
class Component:
    """A text inside a published document: the document proper, an instrument that it carries, an annex, or the imprint
    (版记, GB/T 9704-2012 7.4). span: None for what is only named, not printed."""

    role: Role
    title: str
    span: Span | None
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """文号. `济政发〔2018〕22号`: code 济政发, year 2018, serial 22. Orders have no year: `国务院令第706号`."""

    code: str
    year: int | None
    serial: int

    def __str__(self) -> str:
        if self.year is None:
            return f"{self.code}第{self.serial}号"
        if self.code.endswith(("公告", "通告", "令")):
            return f"{self.code}{self.year}年第{self.serial}号"
        return f"{self.code}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document as a text names it. title: without outer marks; alias: what the text calls it from here on."""

    title: str | None
    number: DocumentNumber | None
    alias: str | None = None


class RelationKind(StrEnum):
    """How a document treats another (`shared/gold/GUIDELINES.md`), strongest first."""

    REPEALS = "repeals"
    DECLARES_EXPIRED = "declaresExpired"
    CONFIRMS_VALID = "confirmsValid"
    AMENDS = "amends"
    IMPLEMENTS = "implements"
    BASED_ON = "basedOn"
    CITES = "cites"
    EXTENDS_VALIDITY = "extendsValidity"
    ISSUES = "issues"


@dataclass(frozen=True, slots=True)
class Mention:
    """A value that a rule read at a place."""

    span: Span
    rule: str
    value: object


class Field(StrEnum):
    """A field of a published document, as `shared/gold/GUIDELINES.md` and `docs/graph.md` define it."""

    NUMBER = "number"
    TITLE = "title"
    KIND = "kind"
    ISSUER = "issuer"
    ADDRESSEE = "addressee"
    SIGNED = "signed"
    PRINTED = "printed"
    EFFECTIVE = "effective"
    EXPIRES = "expires"
    REGISTRATION = "registration"
    INSTRUMENT = "instrument"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a document's field. span: where it is printed; rule: what read it there."""

    field: Field
    value: str | date
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A document's treatment of another.

    span: the mention; quote: the sentence or row around it; rule: what told the kind. owner: GB/T 2260 code of the place whose
    number it is, None where the text does not tell; owner_number: the number with its organ's full name.
    """

    kind: RelationKind
    target: DocumentReference
    span: Span
    quote: Span
    rule: str
    owner: str | None = None
    owner_number: DocumentNumber | None = None


@dataclass(frozen=True, slots=True)
class NamedAgency:
    """An agency that a document names. name: full official name as of the document's day; span: its first mention; addressed:
    it stands in the salutation (主送机关)."""

    name: str
    span: Span
    addressed: bool = False


@dataclass(frozen=True, slots=True)
class GazetteIssue:
    """The issue that carries the documents: 济南市人民政府公报 2018年第18期."""

    title: str
    year: int
    number: int
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An official document that a source publishes.

    ordinal: its place among the source's documents, from 1. components: they tile `span`; those that are only named (an
    annex 略) follow without a span. number: the parsed 文号. place: GB/T 2260 code of the issuing place, where it is known.
    """

    ordinal: int
    span: Span
    components: tuple[Component, ...]
    number: DocumentNumber | None
    facts: tuple[Fact, ...]
    place: str | None = None
    relations: tuple[Relation, ...] = ()
    unresolved: tuple[Relation, ...] = ()
    agencies: tuple[NamedAgency, ...] = ()

    def all(self, field: Field) -> Iterator[Fact]:
        """The facts of one field, in printed order."""
        return (fact for fact in self.facts if fact.field is field)

    def first(self, field: Field) -> Fact | None:
        return next(self.all(field), None)


@dataclass(frozen=True, slots=True)
class Publication:
    """What one source publishes: its documents in order, the gazette issue that it is, and what was surprising."""

    documents: tuple[Document, ...]
    gazette: GazetteIssue | None
    issues: tuple[Issue, ...]
