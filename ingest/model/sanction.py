"""Sanctions: the consequences of a breach, as a sentence prints them."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from ingest.model.reference import Provision
from ingest.model.span import Span
from ingest.model.text import UNNUMBERED, Identifier
from ontology.enumerations import AmountUnit, MeasureKind


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that the breach brings.

    words: as printed, `并处五千元以上二万元以下罚款`. low, high: the bounds of a fine, None where the text sets none; unit: None of a
    fine without a figure and of everything else. of: what the multiples are of; per: for each what the figure is. whom: who
    bears it, where that is printed with it. condition: the clause on which it depends, besides the breach itself.
    """

    kind: MeasureKind
    words: Span
    low: Decimal | None = None
    high: Decimal | None = None
    unit: AmountUnit | None = None
    of: str = ""
    per: str = ""
    whom: str = ""
    condition: Span | None = None
    identifier: Identifier = UNNUMBERED

    def shifted(self, by: int) -> Self:
        """Return the measure with every span moved by `by` code points."""
        return replace(
            self,
            words=self.words.shifted(by),
            condition=self.condition.shifted(by) if self.condition else None,
        )


@dataclass(frozen=True, slots=True)
class Sanction:
    """A sentence or list point that says what happens to whoever does or omits something.

    act: the words of the breach. authority: the body that imposes the measures, as printed; agencies: the full official
    names of the bodies that it is, none where it is a kind of body. zones: the clauses in which provisions
    are named as breached. breaches: these provisions, as the text means them; guards: the duties of the text in them;
    may_guard: those whose act it describes without naming their provision; all three are added when the text's clauses are known.
    """

    sentence: Span
    act: Span
    measures: tuple[Measure, ...]
    authority: str = ""
    agencies: tuple[str, ...] = ()
    zones: tuple[Span, ...] = ()
    breaches: tuple[Provision, ...] = ()
    guards: tuple[Identifier, ...] = ()
    may_guard: tuple[Identifier, ...] = ()
    identifier: Identifier = UNNUMBERED

    def shifted(self, by: int) -> Self:
        """Return the sanction with every span moved by `by` code points."""
        return replace(
            self,
            sentence=self.sentence.shifted(by),
            act=self.act.shifted(by),
            measures=tuple(measure.shifted(by) for measure in self.measures),
            zones=tuple(zone.shifted(by) for zone in self.zones),
        )
