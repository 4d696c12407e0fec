"""The mentions that extractors return: a value, the span where it is printed, and the rule that read it.

The kinds of value are a closed union. If you add one, mypy reports every place that must handle it, such as
`_shifted` below.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Generic, Literal, TypeVar, assert_never

from ingest.model.definition import Definition
from ingest.model.provision import ProvisionName
from ingest.model.reference import DocumentReference
from ingest.model.sanction import Sanction
from ingest.model.span import Span
from ingest.model.work import Duty, TimeExpression
from ontology.enumerations import PartyRole


class NameKind(StrEnum):
    """The kind of thing that a name means. A group (各区县政府, 各有关部门, 领导小组成员单位) can be a party, but is no agency."""

    AGENCY = "agency"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class AgencyName:
    """A body as a text names it. name: with the head that its list shares (市财政、司法局 → 市财政局, 市司法局)."""

    name: str
    kind: NameKind = NameKind.AGENCY


@dataclass(frozen=True, slots=True)
class Assigned:
    """A party as printed, before its name is resolved. closed: its list ends with 等部门, so that fields (市民政、司法) are bodies."""

    name: str
    role: PartyRole
    span: Span
    closed: bool = False

    def shifted(self, by: int) -> "Assigned":
        """Return the same party with its span moved by `by` code points."""
        return replace(self, span=self.span.shifted(by))


@dataclass(frozen=True, slots=True)
class Validity:
    """One statement about validity.

    kind: `effective` with a day, or with a delay in days after publication; `expires` with a day (None where the calendar has
    no such day); `term` with a length in months and days. part: the provisions that alone take effect so (第三条), as printed; empty for
    the whole document.
    """

    kind: Literal["effective", "expires", "term"]
    day: date | None = None
    delay: int | None = None
    months: int = 0
    days: int = 0
    part: str = ""


Value = (
    AgencyName
    | tuple[Assigned, ...]
    | Definition
    | DocumentReference
    | Duty
    | ProvisionName
    | Sanction
    | TimeExpression
    | Validity
)
"""Every kind of value that a mention can have."""

V_co = TypeVar("V_co", bound=Value, covariant=True)
V = TypeVar(
    "V",
    AgencyName,
    tuple[Assigned, ...],
    Definition,
    DocumentReference,
    Duty,
    ProvisionName,
    Sanction,
    TimeExpression,
    Validity,
)


@dataclass(frozen=True, slots=True)
class Mention(Generic[V_co]):
    """A value that a rule read at a span. rule: the table and the name of the rule, `times.month`."""

    span: Span
    rule: str
    value: V_co

    def shifted(self: "Mention[V]", by: int) -> "Mention[V]":
        """Return the same mention, with the spans inside its value, in a text that has `by` more code points before it."""
        return Mention(self.span.shifted(by), self.rule, _shifted(self.value, by))


def _shifted(value: V, by: int) -> V:
    """Move every span inside a value. A kind that is missing here is a type error."""
    match value:
        case Definition() | Duty() | Sanction():
            return value.shifted(by)
        case tuple():
            return tuple(party.shifted(by) for party in value)
        case AgencyName() | DocumentReference() | ProvisionName() | TimeExpression() | Validity():
            return value  # these contain no spans
        case _:
            assert_never(value)


@dataclass(frozen=True, slots=True)
class UnreadSpan:
    """A span that a component has marked and that cannot be parsed. group: the span group; label: the component's."""

    span: Span
    group: str
    label: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions in one text, by kind; each tuple is in printed order."""

    agencies: tuple[Mention[AgencyName], ...] = ()
    duties: tuple[Mention[Duty], ...] = ()
    parties: tuple[Mention[tuple[Assigned, ...]], ...] = ()
    references: tuple[Mention[DocumentReference], ...] = ()
    provisions: tuple[Mention[ProvisionName], ...] = ()
    deadlines: tuple[Mention[TimeExpression], ...] = ()
    validity: tuple[Mention[Validity], ...] = ()
    sanctions: tuple[Mention[Sanction], ...] = ()
    definitions: tuple[Mention[Definition], ...] = ()
    unread: tuple[UnreadSpan, ...] = ()

    def outside(self, spans: Sequence[Span]) -> "Mentions":
        """Return all mentions but those that begin in one of the spans."""
        if not spans:
            return self

        def kept(mentions: tuple[Mention[V], ...]) -> tuple[Mention[V], ...]:
            return tuple(m for m in mentions if not any(s.start <= m.span.start < s.end for s in spans))

        return Mentions(
            kept(self.agencies),
            kept(self.duties),
            kept(self.parties),
            kept(self.references),
            kept(self.provisions),
            kept(self.deadlines),
            kept(self.validity),
            kept(self.sanctions),
            kept(self.definitions),
            self.unread,
        )

    def shifted(self, by: int) -> "Mentions":
        """Return all mentions in a text that has `by` more code points before this one."""
        if not by:
            return self
        return Mentions(
            _all_shifted(self.agencies, by),
            _all_shifted(self.duties, by),
            _all_shifted(self.parties, by),
            _all_shifted(self.references, by),
            _all_shifted(self.provisions, by),
            _all_shifted(self.deadlines, by),
            _all_shifted(self.validity, by),
            _all_shifted(self.sanctions, by),
            _all_shifted(self.definitions, by),
            tuple(UnreadSpan(unread.span.shifted(by), unread.group, unread.label) for unread in self.unread),
        )


def _all_shifted(mentions: Iterable[Mention[V]], by: int) -> tuple[Mention[V], ...]:
    return tuple(mention.shifted(by) for mention in mentions)
