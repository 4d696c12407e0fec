"""One document while it is being read: each step of `ingest.steps` fills in some of its fields."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self

from ingest.extract.elements import Elements
from ingest.extract.facts import PrintedFacts
from ingest.extract.tasktables import RowTask
from ingest.model import (
    Component,
    Deadline,
    Definition,
    Document,
    Duty,
    Fact,
    Field,
    Mentions,
    NamedAgency,
    Relation,
    Sanction,
    Span,
    Task,
)
from ingest.read.normalize import NormalizedText
from ingest.resolve.context import Context, Occasion
from ingest.resolve.parties import Phrase
from ingest.resolve.provisions import NamedProvisions
from ingest.resolve.references import MeantReference
from ingest.segment.components import outline
from ingest.segment.extents import Extent
from ingest.segment.paragraphs import Paragraph, joined
from ingest.segment.parts import components, span_of_paragraphs
from ingest.segment.tree import Tree
from ontology.places import Places

Extract = Callable[[str], Mentions]
"""A function that finds the mentions in a text; their spans are in that text."""


@dataclass(slots=True)
class Draft:
    """Spans are in `normalized`; tuples are in printed order.

    The structure is there from the start. Then steps add what the elements print, what sentences and rows mention, what that
    means, and what is put together from it. context: before `resolve_context`, the place of the gazette.
    """

    ordinal: int
    normalized: NormalizedText
    elements: Elements
    span: Span
    components: tuple[Component, ...]
    tree: Tree
    context: Context

    printed: PrintedFacts = field(default_factory=PrintedFacts)
    mentions: Mentions = field(default_factory=Mentions)
    rows: tuple[RowTask, ...] = ()
    unread_rows: tuple[Span, ...] = ()

    facts: tuple[Fact, ...] = ()
    relations: tuple[Relation, ...] = ()
    meant: tuple[MeantReference, ...] = ()
    named_provisions: NamedProvisions = field(default_factory=NamedProvisions)
    unresolved: tuple[Relation, ...] = ()
    agencies: tuple[NamedAgency, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    undated: tuple[Span, ...] = ()
    duties: tuple[Duty, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    definitions: tuple[Definition, ...] = ()

    tasks: tuple[Task, ...] = ()

    @classmethod
    def start(
        cls,
        ordinal: int,
        normalized: NormalizedText,
        paragraphs: Sequence[Paragraph],
        extent: Extent,
        place: str | None,
        places: Places,
    ) -> Self:
        """Divide a document into components with their clause trees. place: GB/T 2260 code of the gazette's place."""
        plan = outline(paragraphs, extent)
        parts = components(paragraphs, plan)
        return cls(
            ordinal,
            normalized,
            Elements(paragraphs, extent, plan, place, places),
            span_of_paragraphs(paragraphs, extent.start, plan.parts[-1].end),
            parts,
            Tree(paragraphs, plan, parts),
            Context(place, places, Occasion(None, None)),
        )

    @property
    def text(self) -> str:
        """The normalized text of the whole source."""
        return self.normalized.text

    @property
    def end(self) -> int:
        """The index of the first paragraph behind the document's last part."""
        return self.elements.outline.parts[-1].end

    def values(self, *fields: Field) -> list[str]:
        """Return the values of these fields, as strings."""
        return [str(fact.value) for fact in self.facts if fact.field in fields]

    def titles(self) -> list[str]:
        """Return the titles of the document, its instruments and its annexes; its own title comes first. What it amends is another
        document, though it prints the text."""
        plan, paragraphs = self.elements.outline, self.elements.paragraphs
        own = (part for part in plan.parts if not part.restated)
        printed = (title for part in own for title in (part.title, joined(paragraphs, part.heading)) if title)
        return [*self.values(Field.TITLE, Field.INSTRUMENT, Field.ATTACHMENT), *printed]

    def document(self) -> Document:
        """Return the document; call this when all steps have run."""
        return Document(
            self.ordinal,
            self.span,
            self.components,
            self.printed.number,
            self.facts,
            self.context.place,
            self.relations,
            self.unresolved,
            self.agencies,
            self.tasks,
            self.deadlines,
            self.duties,
            tuple(self.named_provisions.provisions),
            self.sanctions,
            self.definitions,
        )
