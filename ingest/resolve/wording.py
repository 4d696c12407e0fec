"""What the quoted new wording of an amendment names: the words are those of the law that is amended, in the article that they are for.

将第三条修改为：“违反本办法第九条的，依照《船舶法》第四条处罚。” → in the amended law's art_3: art_9 of that law, 船舶法 art_4
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import DocumentReference, ProvisionName, ProvisionStep, ProvisionUnit, Span
from ingest.resolve.laws import Laws
from ingest.rules import table

_LONGEST_HEAD = 24
"""Code points that show whether a number heads an article."""


@dataclass(frozen=True, slots=True)
class Amended:
    """The article that a quotation is the new wording of. path: its steps; those below the article are not kept."""

    law: DocumentReference
    path: tuple[ProvisionStep, ...]


class NewWording:
    """Follows an amending act: which article it amends, and what the wording that it quotes names."""

    def __init__(self, text: str, laws: Laws) -> None:
        self.text, self.laws = text, laws
        self.amended: Amended | None = None
        self._last: tuple[DocumentReference, tuple[ProvisionStep, ...], int] | None = None

    def amends(self, law: DocumentReference, path: Sequence[ProvisionStep]) -> None:
        """Note the provision that the act says it amends or adds."""
        if article := _article(path):
            self.amended, self._last = Amended(law, article), None

    def meant(
        self, span: Span, value: ProvisionName, quote: Span
    ) -> tuple[DocumentReference, tuple[ProvisionStep, ...]] | None:
        """Return whose provision a mention in the quotation is, and its path; None where it heads an article of the quotation, or
        where the words do not tell."""
        if self.amended is None:
            return None
        if self._heads(span, value, quote):
            self.amended, self._last = Amended(self.amended.law, _article(value.steps)), None
            return None
        found = self._resolved(span, value)
        self._last = (*found, span.end) if found else None
        return found

    def _heads(self, span: Span, value: ProvisionName, quote: Span) -> bool:
        """Test whether a number stands at the beginning of a quoted paragraph, as the number of a new article."""
        before = self.text[max(quote.start, span.start - 2) : span.start]
        opens = span.start - 1 == quote.start or before.endswith(("“", "\n"))
        if not opens or not _article(value.steps) or self.text.startswith("”", span.end):
            return False  # “第五条”: the bare number is quoted
        return table("markers")["article"].start(self.text[span.start : span.start + _LONGEST_HEAD]) is not None

    def _resolved(self, span: Span, value: ProvisionName) -> tuple[DocumentReference, tuple[ProvisionStep, ...]] | None:
        assert self.amended is not None
        law, article, steps = self.amended.law, self.amended.path, value.steps
        if value.back is not None:
            here = value.back.word == "this" and value.back.unit is ProvisionUnit.ARTICLE
            return (law, (*article, *steps)) if here and steps else None
        if value.joined:
            if self._last is None:
                return None
            shared = tuple(step for step in self._last[1] if step.unit.depth < steps[0].unit.depth)
            return self._last[0], (*shared, *steps)
        if value.law.startswith("本"):
            return self.laws.own_word(value.law) or law, steps
        if value.law:
            return None
        if (mention := self.laws.behind(span.start)) is not None:
            return (mention.target, steps) if mention.target else None
        if steps[0].unit.depth > ProvisionUnit.ARTICLE.depth:
            return None
        if (bare := self.laws.bare(span.start)) is not None:
            return (bare[0], steps) if bare[0] else None
        return law, steps


def _article(path: Sequence[ProvisionStep]) -> tuple[ProvisionStep, ...]:
    return tuple(step for step in path if step.unit is ProvisionUnit.ARTICLE)
