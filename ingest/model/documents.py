"""The content of a source: documents with their parts, facts and relations."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ingest.model.definition import Definition
from ingest.model.known import PlacedFact
from ingest.model.reference import DocumentNumber, DocumentReference, Provision
from ingest.model.sanction import Sanction
from ingest.model.span import Span
from ingest.model.text import UNNUMBERED, Clause, Identifier, Issue
from ingest.model.work import Deadline, Duty, Task
from ontology.enumerations import EventKind, Field, RelationKind


class ComponentRole(StrEnum):
    """The role of a component in its document."""

    MAIN = "main"
    INSTRUMENT = "instrument"
    ANNEX = "annex"
    IMPRINT = "imprint"


@dataclass(frozen=True, slots=True)
class Component:
    """A text inside a published document: the document proper, an instrument that it carries, an annex, or the imprint
    (版记, GB/T 9704-2012 7.4). span: None for what is only named, not printed. position: among the instruments or annexes of
    the document, from 1; 0 for the document proper and the imprint."""

    role: ComponentRole
    title: str
    span: Span | None
    clauses: tuple[Clause, ...] = ()
    position: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a document's field. span: where it is printed; rule: the name of the rule that read it; on: of a claimed status,
    the day of which it is claimed, None where none is printed; part: the provisions that alone have the value, as printed."""

    field: Field
    value: str | date
    span: Span
    rule: str
    identifier: Identifier = UNNUMBERED
    on: date | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of an act on a document beyond the kind of its relation, as its sentence prints it.

    kind: what happens, where the kind of relation does not determine it (停止执行, 暂停执行, 恢复执行, 代替). day: the first day on which
    it has effect; None: the act's own. from_signing: that is the day on which the act was signed (自印发之日起). last: the last
    valid day that it sets. awaits: what must take effect first (新规则), so that no day is known. part: the provisions that alone
    are treated; area: where alone it has effect.
    """

    kind: EventKind | None = None
    day: date | None = None
    from_signing: bool = False
    last: date | None = None
    awaits: str = ""
    part: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """The way in which a document treats another.

    span: the mention; quote: the sentence or row around it; rule: the rule that decided the kind. owner: GB/T 2260 code of the
    place that gave the number, None if the text does not show it; owner_number: the number with the full name of its organ.
    """

    kind: RelationKind
    target: DocumentReference
    span: Span
    quote: Span
    rule: str
    owner: str | None = None
    owner_number: DocumentNumber | None = None
    identifier: Identifier = UNNUMBERED
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class NamedAgency:
    """An agency that a document names. name: full official name as of the document's day; span: its first mention; addressed:
    the salutation (主送机关) names it."""

    name: str
    span: Span
    addressed: bool = False
    identifier: Identifier = UNNUMBERED


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
    tasks: tuple[Task, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    duties: tuple[Duty, ...] = ()
    provisions: tuple[Provision, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    definitions: tuple[Definition, ...] = ()

    def all(self, field: Field) -> Iterator[Fact]:
        """Return the facts of one field, in printed order."""
        return (fact for fact in self.facts if fact.field is field)

    def first(self, field: Field) -> Fact | None:
        return next(self.all(field), None)


@dataclass(frozen=True, slots=True)
class Publication:
    """The content of one source: its documents in order, the gazette issue that it is, and the issues to report. known: what was
    known of it beforehand."""

    documents: tuple[Document, ...]
    gazette: GazetteIssue | None
    issues: tuple[Issue, ...]
    known: tuple[PlacedFact, ...] = ()
