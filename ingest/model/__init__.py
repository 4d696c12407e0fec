"""The nouns of reading: few, frozen, slotted. Only `ingest.triples` turns them into RDF.

`text`: the source, places in it, clauses. `work`: tasks, time limits, duties. `documents`: what a source publishes.
"""

from ingest.model.documents import (
    Component,
    ComponentRole,
    Document,
    DocumentNumber,
    DocumentReference,
    Fact,
    Field,
    GazetteIssue,
    NamedAgency,
    Publication,
    Relation,
    RelationKind,
)
from ingest.model.text import Clause, Issue, Level, Mention, Severity, Source, Span
from ingest.model.work import Deadline, Duty, Modality, Party, PartyRole, Task, TimeExpression, TimeKind

__all__ = [
    "Clause",
    "Component",
    "ComponentRole",
    "Deadline",
    "Document",
    "DocumentNumber",
    "DocumentReference",
    "Duty",
    "Fact",
    "Field",
    "GazetteIssue",
    "Issue",
    "Level",
    "Mention",
    "Modality",
    "NamedAgency",
    "Party",
    "PartyRole",
    "Publication",
    "Relation",
    "RelationKind",
    "Severity",
    "Source",
    "Span",
    "Task",
    "TimeExpression",
    "TimeKind",
]
