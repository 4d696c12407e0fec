"""Documents and provisions as a text names them."""

from dataclasses import dataclass

from ingest.model.span import Span
from ingest.model.text import UNNUMBERED, Identifier
from ontology.enumerations import RelationKind
from ontology.numbers import written


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """文号. `济政发〔2018〕22号`: code 济政发, year 2018, serial 22. Orders have no year: `国务院令第706号`."""

    code: str
    year: int | None
    serial: int

    def __str__(self) -> str:
        return written(self.code, self.year, self.serial)


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document as a text names it. title: without outer marks; alias: the short name that the text gives it."""

    title: str | None
    number: DocumentNumber | None
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class WordingOf:
    """The provision of a law whose new wording an amending act quotes. eid: as the naming rules make it."""

    law: DocumentReference
    eid: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision that a text names, with what it means. A range gives one for each member.

    span: the words; name: `art_7__para_2__point_1`, with the levels that the words name. law: the other document that has it;
    None for the text's own. own: index of the own component that has it. eid: of the clause that it is: the one in the text
    where `found`, else as the naming rules make it. kind: how the text treats it; relative: it is named by 前款 and the like.
    wording: the provision that names it, where the text only quotes its new wording; None where the text itself does.
    """

    span: Span
    name: str
    eid: str
    law: DocumentReference | None = None
    own: int | None = None
    found: bool = False
    kind: RelationKind = RelationKind.CITES
    relative: bool = False
    wording: WordingOf | None = None
    identifier: Identifier = UNNUMBERED
