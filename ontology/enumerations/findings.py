"""The severities of findings, and how a report is computed and grouped."""

from enum import StrEnum

from ontology.enumerations.base import Enumeration


class Severity(Enumeration):
    """The severities of SHACL 1.0 (section 2.1.4), gravest first."""

    VIOLATION = "Violation", "sh:Violation"
    WARNING = "Warning", "sh:Warning"
    INFO = "Info", "sh:Info"

    @property
    def and_graver(self) -> tuple["Severity", ...]:
        """This severity and all graver ones, gravest first."""
        return tuple(Severity)[: self.ordinal + 1]


class IssueSeverity(Enumeration):
    """The severity of an issue that a reading or the check of a draft reports, gravest first. The term is the equal severity of SHACL."""

    ERROR = "error", Severity.VIOLATION.curie
    WARNING = "warning", Severity.WARNING.curie
    INFO = "info", Severity.INFO.curie

    @property
    def as_severity(self) -> Severity:
        return tuple(Severity)[self.ordinal]


class Engine(Enumeration):
    """The engine that evaluates the constraints of shapes: the store's own engine, as SELECTs, or pySHACL, the reference, on a graph in
    memory."""

    STORE = "store"
    PYSHACL = "pyshacl"


class Grouping(StrEnum):
    """By what the rows of a report are put together."""

    RULE = "rule"
    DOCUMENT = "document"
