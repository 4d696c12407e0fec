"""The findings of a validation: a violated rule, its place, and its document."""

from dataclasses import dataclass, field
from typing import Literal

from rdflib import Node

from graph.records.documents import DocumentRow
from ontology.enumerations import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A violated rule, and its place.

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
    """The value as it is in the graph."""
    node: Node | None = field(default=None, repr=False)
    """The focus as it is in the graph: what a property wrongly points to may be a literal."""

    @property
    def key(self) -> tuple[int, str, str, str, str, str, str, str]:
        """Sorts findings: gravest first, then by rule, focus, value and words."""
        said = self.message_zh, self.message_en, self.component
        return (self.severity.ordinal, self.name, self.focus, self.path, n3(self.term), *said)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The place in a file where something is printed; texts are empty where there is none.

    source: the relative name of the input file. document: its IRI; label: its number, else its title. clause: the path below the
    document (`doc_1/art_3`); marker: as it is printed there (`第三条`). start, end: code points of the source, half-open; None where
    the whole file is meant.
    """

    source: str = ""
    document: str = ""
    label: str = ""
    clause: str = ""
    marker: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One cause. times: how many findings it groups; also: the names of other rules that found it (zh, en). fingerprint: the same
    as long as rule, document, place and value are, whatever else the store contains."""

    finding: Finding
    where: Whereabouts
    order: int
    reading: bool
    remedy_zh: str
    remedy_en: str
    fingerprint: str
    times: int = 1
    also: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """The document's number or title, else its file; of a finding in no document, the message."""
        return self.where.label or (self.where.source if self.where.document else self.finding.label)

    def name(self, language: str) -> str:
        return self.finding.name_en if language == "en" else self.finding.name_zh

    def message(self, language: str) -> str:
        """Return the reason, with what else was found for the same cause and how often."""
        english = language == "en"
        said = [self.finding.message_en if english else self.finding.message_zh]
        if self.also:
            names = ("; ".join if english else "、".join)(other[english] for other in self.also)
            said.append(f"Also: {names}." if english else f"另有：{names}。")
        if self.times > 1 + len(self.also):
            said.append(f"{self.times} places." if english else f"共 {self.times} 处。")
        return (" " if english else "").join(said)

    def remedy(self, language: str) -> str:
        return self.remedy_en if language == "en" else self.remedy_zh


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
    row: ReportRow | None = None
    """The row of the report of this finding."""

    def name(self, language: str) -> str:
        return self.finding.name_en if language == "en" else self.finding.name_zh

    def message(self, language: str) -> str:
        if self.row is not None:
            return self.row.message(language)
        return self.finding.message_en if language == "en" else self.finding.message_zh


def n3(term: Node | None) -> str:
    return "" if term is None else term.n3()
