"""The table of extractors by span group: how mentions are found and labelled, and how a bare span is parsed.

The names are those of the fields of `ingest.model.Mentions`. `ingest.extract.spacy_components` makes a spaCy component of each.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic

from ingest.extract.agencies import agencies
from ingest.extract.definitions import definitions
from ingest.extract.duties import duties
from ingest.extract.parties import parties
from ingest.extract.partylists import read_list
from ingest.extract.provisions import provisions
from ingest.extract.references import references
from ingest.extract.sanctions import sanctions
from ingest.extract.times import in_cell, times
from ingest.extract.validity import statements
from ingest.lexicon.names import name_kind
from ingest.model import (
    AgencyName,
    Assigned,
    Definition,
    DocumentReference,
    Duty,
    Mention,
    Mentions,
    NameKind,
    PartyRole,
    ProvisionName,
    Sanction,
    TimeExpression,
    Validity,
)
from ingest.model.mention import V

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@cache
def _adapter(values: Any) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(values)


@dataclass(frozen=True, slots=True)
class Extractor(Generic[V]):
    """find: finds all mentions in a text, in linear time. label: returns the label of a mention's span. parse: parses a span that
    somebody else's component has marked, from its text and label; None if it cannot. type: of the values."""

    find: Callable[[str], Iterable[Mention[V]]]
    label: Callable[[V], str]
    parse: Callable[[str, str], V | None]
    type: Any

    @property
    def plain(self) -> "TypeAdapter[V]":
        """Return the converter of values to JSON and back. pydantic is imported only here, because importing it takes as long as reading
        ten pages."""
        return _adapter(self.type)


def _parse_agency(text: str, label: str) -> AgencyName | None:
    kind = NameKind.GROUP if label == NameKind.GROUP else name_kind(text)
    return AgencyName(text, kind) if text.strip() else None


def _parse_duty(text: str, label: str) -> Duty | None:
    found = [mention.value for mention in duties(text)]
    return next((duty for duty in found if duty.modality == label), found[0] if found else None)


def _parse_parties(text: str, label: str) -> tuple[Assigned, ...] | None:
    role = PartyRole(label) if label in set(PartyRole) else PartyRole.RESPONSIBLE
    found = next((mention.value for mention in parties(text)), None)
    return found or tuple(read_list(text, 0, strict=False, role=role)) or None


def _parse_reference(text: str, label: str) -> DocumentReference | None:
    found = next((mention.value for mention in references(text)), None)
    return found or (DocumentReference(text.strip(), None) if text.strip() else None)


def _parse_provision(text: str, label: str) -> ProvisionName | None:
    return next((mention.value for mention in provisions(text)), None)


def _parse_time(text: str, label: str) -> TimeExpression | None:
    return next((mention.value for mention in in_cell(text)), None)


def _parse_validity(text: str, label: str) -> Validity | None:
    found = [mention.value for mention in statements(f"本文件{text}")]
    return next((value for value in found if value.kind == label), found[0] if found else None)


def _parse_definition(text: str, label: str) -> Definition | None:
    found = [mention.value for mention in definitions(text)]
    return next((one for one in found if one.kind == label), found[0] if found else None)


def _parse_sanction(text: str, label: str) -> Sanction | None:
    return next((mention.value for mention in sanctions(text)), None)


EXTRACTORS: dict[str, Extractor[Any]] = {
    "agencies": Extractor(agencies, lambda name: name.kind, _parse_agency, AgencyName),
    "duties": Extractor(duties, lambda duty: duty.modality, _parse_duty, Duty),
    "parties": Extractor(parties, lambda listed: listed[0].role, _parse_parties, tuple[Assigned, ...]),
    "references": Extractor(
        references,
        lambda target: "title" if target.title else "number",
        _parse_reference,
        DocumentReference,
    ),
    "provisions": Extractor(
        provisions,
        lambda named: "relative" if named.back else str(named.steps[-1].unit),
        _parse_provision,
        ProvisionName,
    ),
    "deadlines": Extractor(times, lambda time: time.kind, _parse_time, TimeExpression),
    "sanctions": Extractor(sanctions, lambda sanction: sanction.measures[0].kind, _parse_sanction, Sanction),
    "definitions": Extractor(definitions, lambda one: one.kind, _parse_definition, Definition),
    "validity": Extractor(statements, lambda statement: statement.kind, _parse_validity, Validity),
}


def find_mentions(text: str) -> Mentions:
    """Return what our extractors find in a text, without spaCy: the same as `ingest.extract.pipeline.pipeline` marks
    where no components of a user's own run beside them. Importing spaCy takes longer than reading ten pages."""
    found: dict[str, Any] = {name: tuple(extractor.find(text)) for name, extractor in EXTRACTORS.items()}
    return Mentions(**found)
