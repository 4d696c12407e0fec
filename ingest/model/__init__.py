"""The model: frozen dataclasses. Only `ingest.triples` turns them into RDF.

`text`: the source, spans, clauses, issues. `mention`: what extractors return. `work`: tasks, time limits, duties. `documents`:
documents with their parts, facts and relations.
"""

from ingest.model.definition import Definition
from ingest.model.documents import (
    Component,
    ComponentRole,
    Document,
    Effect,
    Fact,
    GazetteIssue,
    NamedAgency,
    Publication,
    Relation,
)
from ingest.model.mention import AgencyName, Assigned, Mention, Mentions, NameKind, UnreadSpan, Validity, Value
from ingest.model.provision import Back, ProvisionName, ProvisionStep, ProvisionUnit
from ingest.model.reference import DocumentNumber, DocumentReference, Provision, WordingOf
from ingest.model.sanction import Measure, Sanction
from ingest.model.span import Span
from ingest.model.text import UNNUMBERED, Clause, Identifier, Issue, Level, Source
from ingest.model.work import Deadline, Duty, Party, Task, TimeExpression
from ontology.enumerations import (
    AmountUnit,
    DefinitionKind,
    Field,
    IssueSeverity,
    MeasureKind,
    Modality,
    PartyRole,
    RelationKind,
    Side,
    TimeKind,
)

__all__ = [
    "UNNUMBERED",
    "AgencyName",
    "AmountUnit",
    "Assigned",
    "Back",
    "Clause",
    "Component",
    "ComponentRole",
    "Deadline",
    "Definition",
    "DefinitionKind",
    "Document",
    "DocumentNumber",
    "DocumentReference",
    "Duty",
    "Effect",
    "Fact",
    "Field",
    "GazetteIssue",
    "Identifier",
    "Issue",
    "IssueSeverity",
    "Level",
    "Measure",
    "MeasureKind",
    "Mention",
    "Mentions",
    "Modality",
    "NameKind",
    "NamedAgency",
    "Party",
    "PartyRole",
    "Provision",
    "ProvisionName",
    "ProvisionStep",
    "ProvisionUnit",
    "Publication",
    "Relation",
    "RelationKind",
    "Sanction",
    "Side",
    "Source",
    "Span",
    "Task",
    "TimeExpression",
    "TimeKind",
    "UnreadSpan",
    "Validity",
    "Value",
    "WordingOf",
]
