"""The value types of IRIs (`docs/graph.md`): one for each kind of IRI. `ontology.iri` turns them into IRIs and back.

Numbers count from 1. A document's ordinal is its place among the documents of its source.
"""

from dataclasses import dataclass
from enum import StrEnum

from ontology.enumerations import CONCEPT_KINDS

EID = r"[a-z][A-Za-z0-9]*(?:[_-]+[A-Za-z0-9]+)*"
"""An eId (Akoma Ntoso naming convention 5.4): `art_3__para_2`. It is never a number, and begins neither with `doc_`, `att_` nor with
`imprint`, which precede it in a path."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document by its number: `eli/cn/370100/济政发/2018/22`. place: GB/T 2260 code; year: None for orders without one."""

    place: str
    code: str
    year: int | None
    serial: int


@dataclass(frozen=True, slots=True)
class Version:
    """The text of a numbered document as a later revision made it: `eli/cn/100000/国务院令/512/2024-12-06`. day: ISO 8601."""

    work: Numbered
    day: str


@dataclass(frozen=True, slots=True)
class Titled:
    """A published document without a number: `eli/cn/370100/济南市人民政府/2018-09-06/…`. signed: ISO 8601."""

    place: str
    issuer: str
    signed: str
    title: str


@dataclass(frozen=True, slots=True)
class Local:
    """A document that only its place in a source identifies: `eli/local/a.txt/3`. name: the source's relative name."""

    name: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class TitleOnly:
    """A document that is known by its title alone: `title/安全生产法`. identity: as `ontology.titles.identity` gives it."""

    identity: str


Document = Numbered | Version | Titled | Local | TitleOnly


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument that a notice carries: `<document>/doc_1`."""

    document: Document
    position: int


@dataclass(frozen=True, slots=True)
class Annex:
    """`<document>/att_1`."""

    document: Document
    position: int


Part = Instrument | Annex


@dataclass(frozen=True, slots=True)
class Clause:
    """`<document or part>/art_3__para_1`; in the document's imprint (版记) `<document>/imprint/para_1`."""

    within: Document | Part
    eid: str
    imprint: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A source and its named graph: `source/岚州市/2023-04.txt`. name: its path below the folder that was built."""

    name: str


class StatementKind(StrEnum):
    """The kinds of statement that a source graph numbers by document and position."""

    REFERENCE = "reference"
    TASK = "task"
    DEADLINE = "deadline"
    DUTY = "duty"
    PROVISION = "provision"
    SANCTION = "sanction"
    DEFINITION = "definition"
    AGENCY = "agency"
    """The annotation of an agency's first mention."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A reference, task, time limit, duty, named provision, sanction, definition or mention of an agency: `source/a.txt#reference=3-7`.
    document: the document's ordinal."""

    source: Source
    kind: StatementKind
    document: int
    position: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """A party's part in a task: `source/a.txt#assignment=3-7-1`. task: the task's position in its document."""

    source: Source
    document: int
    task: int
    position: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of a sanction: `source/a.txt#measure=3-7-1`. sanction: the sanction's position in its document."""

    source: Source
    document: int
    sanction: int
    position: int


@dataclass(frozen=True, slots=True)
class Fact:
    """The annotation of a document's fact: `source/a.txt#fact=3-number-1`. ordinal: among the document's facts of that field."""

    source: Source
    document: int
    field: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class SourceIssue:
    """An issue that the reader met in a source: `source/a.txt#issue=2`."""

    source: Source
    ordinal: int


@dataclass(frozen=True, slots=True)
class Chars:
    """Code points of a source (RFC 5147), half-open: `source/a.txt#char=120,131`."""

    source: Source
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """An event of a document: `<document>#event=2`, in order of the days."""

    document: Document | Part
    position: int


@dataclass(frozen=True, slots=True)
class StatusInterval:
    """Days of one status of a document: `<document>#status=1`, in order of the days."""

    document: Document | Part
    position: int


@dataclass(frozen=True, slots=True)
class Gazette:
    """A gazette issue: `gazette/济南市人民政府公报/2018/18`."""

    title: str
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class Agency:
    """`agency/济南市财政局`. name: the full official name."""

    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies as a place's documents call them together: `group/370100/各区县政府`. place: GB/T 2260 code."""

    place: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """`place/370100`. code: GB/T 2260."""

    code: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A SKOS concept: `kind/通知`, `relation/basedOn`, `bearer/用人单位`. scheme: one of `SCHEMES`."""

    scheme: str
    name: str


SCHEMES = ("kind", "bearer", "theme", *(kinds.scheme for kinds in CONCEPT_KINDS))
"""The first segment of the concepts' IRIs."""


@dataclass(frozen=True, slots=True)
class Change:
    """A reform at a place (`org:ChangeEvent`): `change/自然资源/370100`. place: GB/T 2260 code."""

    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision on a fact, and the named graph that contains it: `review/0123456789abcdef`. key: 16 hexadecimal digits."""

    key: str


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person who decided: `reviewer/王芳`."""

    name: str


@dataclass(frozen=True, slots=True)
class Graph:
    """A named graph that is not a source's: `graph/derived`."""

    name: str


OfSource = Statement | Assignment | Measure | Fact | SourceIssue | Chars
"""A thing in a source's graph whose IRI is a fragment of the source's IRI."""
Identifier = (
    Document
    | Part
    | Clause
    | Source
    | OfSource
    | StatusEvent
    | StatusInterval
    | Gazette
    | Agency
    | Group
    | Place
    | Concept
    | Change
    | Review
    | Reviewer
    | Graph
)
