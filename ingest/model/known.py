"""Facts that are known of a text beforehand: from its front matter, a file beside it, or a table of its folder."""

from dataclasses import dataclass, field

from ingest.model.span import Span
from ingest.model.text import Issue
from ontology.enumerations import Field


@dataclass(frozen=True, slots=True)
class KnownFact:
    """One value of a field. span: its code points in the file that gives it; quote: the characters there, which may contain an escape where
    the value has none."""

    field: Field
    value: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """The facts that one file gives of a text. file: its relative name; that of the text itself for front matter. issues: what could not be
    read."""

    file: str
    facts: tuple[KnownFact, ...] = ()
    issues: tuple[Issue, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class PlacedFact:
    """A known fact of the document with this ordinal. file: the name of the file that says so."""

    document: int
    fact: KnownFact
    file: str
