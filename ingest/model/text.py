"""What reading starts from: the source, places in it, and its clauses.

Offsets are code points, half-open. Unless a name says `source`, they count in the `Reading`'s text.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.model.native import Piece


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
    text: decoded, line ends as `\\n`; all evidence points into this text. Of a file of another format it is what a reader
    extracted: reader: its name and version, pieces: where the text stands in the file; encoding: empty where the file is no text.
    """

    name: str
    sha256: str
    media_type: str
    encoding: str
    text: str = field(repr=False)
    reader: str = ""
    pieces: "tuple[Piece, ...]" = field(default=(), repr=False)


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


@dataclass(frozen=True, slots=True)
class Mention:
    """A value that a rule read at a place."""

    span: Span
    rule: str
    value: object
