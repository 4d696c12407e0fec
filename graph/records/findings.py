"""What a validation finds: a rule that does not hold, where, and in which document."""

from dataclasses import dataclass, field
from typing import Literal

from rdflib import Node

from graph.records.documents import DocumentRow
from ontology.enumerations import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that does not hold, and where.

    shape: its IRI; name: the local part, which `shape=` also takes. focus: IRI of what is wrong; label: what people
    call it (number, else title). path: property IRI, `^` before it when it points to the focus, empty where the rule
    has none. value: the wrong value, empty where one is missing. component: IRI of the SHACL constraint component.
    """

    shape: str
    name: str
    name_zh: str
    name_en: str
    severity: Severity
    focus: str
    label: str
    path: str
    value: str
    message_zh: str
    message_en: str
    component: str
    term: Node | None = field(default=None, repr=False)
    """The value as it stands in the graph."""
    node: Node | None = field(default=None, repr=False)
    """The focus as it stands in the graph: what a property wrongly points to may be a literal."""

    @property
    def key(self) -> tuple[int, str, str, str, str]:
        """Sorts findings: gravest first, then by rule, focus and value."""
        return (self.severity.ordinal, self.name, self.focus, self.path, n3(self.term))


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding beside the document that it is about (none when its focus is in no document). anchor: the place of its focus on
    the document's page, empty for the whole; below: the path of that place below the document, where it is a clause. named:
    what a focus in no document is, where it has a page of its own."""

    finding: Finding
    document: DocumentRow | None
    anchor: str = ""
    below: str = ""
    named: Literal["document", "agency", ""] = ""

    def name(self, language: str) -> str:
        return self.finding.name_en if language == "en" else self.finding.name_zh

    def message(self, language: str) -> str:
        return self.finding.message_en if language == "en" else self.finding.message_zh


def n3(term: Node | None) -> str:
    return "" if term is None else term.n3()
