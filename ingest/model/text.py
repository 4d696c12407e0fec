"""The source, identifiers, issues and clauses.

Offsets are code points, half-open. Unless a name says `source`, they count in the text of the `NormalizedText`.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.model.native import Piece
from ingest.model.span import Span
from ontology.enumerations import IssueSeverity


@dataclass(frozen=True, slots=True)
class Identifier:
    """The number of a model object within its source, as `docs/graph.md` prints it in IRIs.

    parts: the document's ordinal, then the positions inside it, all from 1: `3-7` is the seventh of its kind in the third
    document, `3-2-1` the first assignment of its second task, `3-number-1` its first fact of the field `number`.
    `ingest.assemble.numbering` gives every object its identifier, once.
    """

    parts: tuple[int | str, ...] = ()

    @property
    def position(self) -> int:
        """The position among objects of its kind, from 1; 0 before the object is numbered."""
        last = self.parts[-1] if self.parts else 0
        return last if isinstance(last, int) else 0

    def below(self, *parts: int | str) -> "Identifier":
        """Return the identifier of an object inside this one."""
        return Identifier(self.parts + parts)

    def __str__(self) -> str:
        return "-".join(map(str, self.parts))


UNNUMBERED = Identifier()


@dataclass(frozen=True, slots=True)
class Source:
    """One input as it was given.

    name: relative to the folder that was built, with forward slashes; it names the graph.
    text: decoded, line ends as `\\n`; all evidence points into this text. Of a file of another format it is what a reader
    extracted: reader: its name and version, pieces: the places of the text in the file; encoding: empty where the file is no text;
    headings: where lines begin that the file sets as headings.
    """

    name: str
    sha256: str
    media_type: str
    encoding: str
    text: str = field(repr=False)
    reader: str = ""
    pieces: tuple[Piece, ...] = field(default=(), repr=False)
    headings: tuple[int, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Issue:
    """Something in an input that the user should know; the build continues.

    code: kebab-case, stable, what tests and users filter by. span: in the source text, where there is one. document: the
    ordinal of the document that it is about, where it is about one. traceback: of a fault of ours. identifier: its position
    among the issues of the source.
    """

    code: str
    message_en: str
    message_zh: str
    severity: IssueSeverity = IssueSeverity.WARNING
    span: Span | None = None
    document: int | None = None
    traceback: str = field(default="", repr=False)
    identifier: Identifier = UNNUMBERED


class Level(StrEnum):
    """Kinds of clause. Akoma Ntoso's element names; `row` is its `tr`."""

    COVER_PAGE = "coverPage"
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
