"""The nouns of reading: few, frozen, slotted. Only `ingest.triples` turns them into RDF.

`text`: the source, places in it, clauses. `work`: tasks, time limits, duties. `documents`: what a source publishes.
"""

from ingest.model.documents import (
    Component,
    Document,
    DocumentNumber,
    DocumentReference,
    Fact,
    GazetteIssue,
    NamedAgency,
    Publication,
    Relation,
    Role,
)
from ingest.model.text import Clause, Issue, Level, Mention, Severity, Source, Span
from ingest.model.work import Deadline, Duty, Party, Task, TimeExpression
from ontology.enumerations import Field, Modality, PartyRole, RelationKind, TimeKind

__all__ = [
    "Clause",
    "Component",
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
    "Role",
    "Severity",
    "Source",
    "Span",
    "Task",
    "TimeExpression",
    "TimeKind",
]
