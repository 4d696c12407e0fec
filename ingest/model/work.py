"""Tasks with their parties, time limits, and duties."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from ingest.model.span import Span
from ingest.model.text import UNNUMBERED, Identifier
from ontology.enumerations import Modality, PartyRole, TimeKind


@dataclass(frozen=True, slots=True)
class Party:
    """A party to a task.

    name: as printed, with the head that its list shares; official: the full official name as of the document's day, of a
    group (各区县政府) the printed one. span: where the name is printed. known: it is one body, and its name shows whose.
    """

    name: str
    official: str
    role: PartyRole
    span: Span
    group: bool = False
    known: bool = False
    identifier: Identifier = UNNUMBERED


@dataclass(frozen=True, slots=True)
class Task:
    """A clause or table row that is assigned to somebody.

    texts: the clause, or the row: several spans where a page cut it. at: the words or cells that assign it. parties: at least
    one, in printed order.
    """

    texts: tuple[Span, ...]
    at: Span
    parties: tuple[Party, ...]
    rule: str
    deadlines: tuple[Identifier, ...] = ()
    basis: tuple[Identifier, ...] = ()
    provisions: tuple[Identifier, ...] = ()
    identifier: Identifier = UNNUMBERED


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time limit as printed, before it is resolved.

    kind: by its own words. year: as printed; relative: to the document's year (0 this, 1 next); both None if the context gives
    the year. month, day: of the last day; day 0 is the month's end; with relative and no month, the month of the signature.
    before: the month itself is excluded (12月前).
    value: an RRULE or a duration (ISO 8601, `P20WD` for working days), which need no context; empty for a day.
    event: the event from which a duration counts, as printed. holiday: the last day is the one before it (春节前).
    """

    kind: TimeKind
    year: int | None = None
    relative: int | None = None
    month: int | None = None
    day: int = 0
    before: bool = False
    value: str = ""
    event: str = ""
    holiday: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit.

    value: a day; an RRULE; a duration (`P20WD`: working days); None if the calendar does not have the printed day. event: the event
    from which a duration counts, as printed; due: its last day, where the event's day is known. quote: the sentence or row. provisions:
    those that the quote rests on.
    """

    kind: TimeKind
    value: date | str | None
    span: Span
    quote: Span
    rule: str
    event: str = ""
    due: date | None = None
    provisions: tuple[Identifier, ...] = ()
    identifier: Identifier = UNNUMBERED


@dataclass(frozen=True, slots=True)
class Duty:
    """An act that a sentence obliges, forbids or allows.

    bearer: who, as printed at `bearer_at` (in this sentence or an earlier one); None if unknown. cue: the word that expresses the
    modality. condition: the clause that limits the duty, if there is one. lead: the line that
    opens the list in which the duty is a point, and contains its cue. agencies: the full official names of the bearer's bodies.
    """

    modality: Modality
    sentence: Span
    cue: Span
    bearer: str | None = None
    bearer_at: Span | None = None
    condition: Span | None = None
    lead: Span | None = None
    agencies: tuple[str, ...] = ()
    deadlines: tuple[Identifier, ...] = ()
    basis: tuple[Identifier, ...] = ()
    provisions: tuple[Identifier, ...] = ()
    identifier: Identifier = UNNUMBERED

    def shifted(self, by: int) -> Self:
        """Return the duty with every span moved by `by` code points."""
        return replace(
            self,
            sentence=self.sentence.shifted(by),
            cue=self.cue.shifted(by),
            bearer_at=self.bearer_at.shifted(by) if self.bearer_at else None,
            condition=self.condition.shifted(by) if self.condition else None,
            lead=self.lead.shifted(by) if self.lead else None,
        )
