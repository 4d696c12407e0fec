"""The result of a check of a draft: remarks with their places, and the documents that were looked up."""

from dataclasses import dataclass, field
from hashlib import sha256

from ingest.model import IssueSeverity, Span


@dataclass(frozen=True, slots=True)
class Ground:
    """The act or provision behind a remark. name: of the act or the provision; words: its own, as the store contains them; day: ISO 8601,
    empty where it has none; iri: of the document, empty where the store does not have it."""

    name: str
    words: str = ""
    day: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of a rule on the draft. span: in the normalized text, or in the source where `in_source`. proposal: words to put in the
    place of those marked; empty where there are none."""

    rule: str
    span: Span
    zh: str
    en: str
    proposal: str = ""
    grounds: tuple[Ground, ...] = ()
    in_source: bool = False
    severity: IssueSeverity | None = None
    """Lighter or graver than the rule's own weight, where the case is."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A note with its place in the draft. start, end: half-open code points of the text that was read from the file. clause: the
    marker of the clause around it (第三条), empty where there is none."""

    rule: str
    severity: IssueSeverity
    start: int
    end: int
    quote: str
    zh: str
    en: str
    proposal: str = ""
    grounds: tuple[Ground, ...] = ()
    clause: str = ""

    def message(self, language: str) -> str:
        return self.en if language == "en" else self.zh

    @property
    def fingerprint(self) -> str:
        """A hash of rule, words and reason, independent of their position in the draft."""
        return sha256("\n".join((self.rule, self.quote, self.zh)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Consulted:
    """A document that the draft names, with what the store has of it. text: the name of the edition that was compared, empty where the
    store has no text. day: the first day of that edition, ISO 8601. known: whether the store has its text, or others mention it."""

    name: str
    known: bool
    text: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The extent of a check. citations: mentions of other documents; checked: those that the store knows; provisions, compared: named
    provisions of other documents, and those whose words the store has. consulted: each document once, in printed order."""

    citations: int = 0
    checked: int = 0
    provisions: int = 0
    compared: int = 0
    consulted: tuple[Consulted, ...] = ()

    @property
    def absent(self) -> int:
        """Return how many mentions are of documents that the store does not know: neither right nor wrong."""
        return self.citations - self.checked


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """The outcome. name: of the file; text: as it was read; day: ISO 8601, the day that the rules go by. failed: names of rules that
    could not be asked, with the fault: never an empty list instead."""

    name: str
    text: str = field(repr=False)
    day: str
    remarks: tuple[Remark, ...]
    coverage: Coverage
    failed: tuple[tuple[str, str], ...] = ()
