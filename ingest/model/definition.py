"""Definitions and short names: the meaning that a text gives to a word."""

from dataclasses import dataclass, replace
from typing import Self

from ingest.model.span import Span
from ingest.model.text import UNNUMBERED, Identifier
from ontology.enumerations import DefinitionKind


@dataclass(frozen=True, slots=True)
class Definition:
    """A word with its meaning: 本办法所称渡口，是指…, or a short name with its full name: 市水上交通管理办公室（以下简称市水交办）.

    term: as printed, with its marks; words: the meaning, or the full name. reach: the part of the text for which it is defined (本条例,
    前款), as printed; empty where none is named. within: the eId of the clause that this is, in the component of that index; an
    empty eId is the component itself.
    """

    kind: DefinitionKind
    term: Span
    words: Span
    reach: str = ""
    within: str = ""
    component: int = 0
    identifier: Identifier = UNNUMBERED

    @property
    def span(self) -> Span:
        """The code points from the first word of term and meaning to the last."""
        return Span(min(self.term.start, self.words.start), max(self.term.end, self.words.end))

    def shifted(self, by: int) -> Self:
        """Return the definition with both spans moved by `by` code points."""
        return replace(self, term=self.term.shifted(by), words=self.words.shifted(by))
