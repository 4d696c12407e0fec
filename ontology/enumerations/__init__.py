"""The kinds that the graph and its readers know, each list written once: relation kinds, roles, time kinds, modalities, and so on.

Members are declared in the order in which people see them: in lists, legends, forms, tables and in the Turtle, CSS and message
files. A test compares those files with this package, and another fails where a list of members is written a second time.
Import from the package; a module of it is a subject.
"""

from ontology.enumerations.base import ConceptKind, Enumeration
from ontology.enumerations.fields import Field
from ontology.enumerations.findings import Engine, Grouping, IssueSeverity, Severity
from ontology.enumerations.relations import RelationKind
from ontology.enumerations.review import Aspect, DecisionState, Verdict
from ontology.enumerations.status import Claim, EventKind, Status
from ontology.enumerations.users import Aim, ChangeKind, Language, Role, SignIn, TaskState, Theme
from ontology.enumerations.work import AmountUnit, DefinitionKind, MeasureKind, Modality, PartyRole, Side, TimeKind

__all__ = [
    "CONCEPT_KINDS",
    "Aim",
    "AmountUnit",
    "Aspect",
    "ChangeKind",
    "Claim",
    "ConceptKind",
    "DecisionState",
    "DefinitionKind",
    "Engine",
    "Enumeration",
    "EventKind",
    "Field",
    "Grouping",
    "IssueSeverity",
    "Language",
    "MeasureKind",
    "Modality",
    "PartyRole",
    "RelationKind",
    "Role",
    "Severity",
    "Side",
    "SignIn",
    "Status",
    "TaskState",
    "Theme",
    "TimeKind",
    "Verdict",
]

CONCEPT_KINDS: tuple[type[ConceptKind], ...] = (
    RelationKind,
    PartyRole,
    TimeKind,
    Side,
    MeasureKind,
    Status,
    EventKind,
    Claim,
)
"""The lists that are SKOS concept schemes."""
