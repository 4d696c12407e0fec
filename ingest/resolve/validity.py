"""Resolve from when until when a document is in force: its own statements, put together and counted from its day of signature."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.model import Fact, Field, Mention, Validity
from ontology.calendar import add_months


@dataclass(frozen=True, slots=True)
class ValidityPeriod:
    """The first day in force, the last day in force, and the statement that gives each; None where there is none."""

    effective: date | None = None
    effective_at: Mention[Validity] | None = None
    expires: date | None = None
    expires_at: Mention[Validity] | None = None


def validity_facts(mentions: Iterable[Mention[Validity]], signed: date | None) -> Iterator[Fact]:
    """施行日期 and 有效期 as facts, each at the statement that gives it; and the first days of single provisions (第三条自…起施行)."""
    known = tuple(mentions)
    period = validity_period((mention for mention in known if not mention.value.part), signed)
    if period.effective and period.effective_at:
        at = period.effective_at
        yield Fact(Field.EFFECTIVE, period.effective, at.span, f"validity.{at.rule}")
    if period.expires and period.expires_at:
        at = period.expires_at
        yield Fact(Field.EXPIRES, period.expires, at.span, f"validity.{at.rule}")
    for at in known:
        if at.value.part and (start := _start(at.value, signed)) is not None:
            yield Fact(Field.PART_EFFECTIVE, start, at.span, f"validity.{at.rule}", part=at.value.part)


def publication_day(note: Iterable[Fact]) -> date | None:
    """Return the day from which 自公布之日起 counts in a law: that of the note under its heading (题注). None for a revised text, whose
    sentence is that of the first one."""
    days = {fact.field: fact.value for fact in note}
    day = days.get(Field.PRINTED) or days.get(Field.SIGNED)
    return day if isinstance(day, date) and Field.VERSION not in days else None


def validity_period(mentions: Iterable[Mention[Validity]], signed: date | None) -> ValidityPeriod:
    """Put a document's statements together. `signed` is taken for the day of publication (自发布之日起).

    The last statement of each kind counts, because 附则 closes a document. A term counts from the first day in force.
    """
    effective: date | None = None
    effective_at = expires_at = None
    expires: date | None = None
    length: Mention[Validity] | None = None
    for mention in mentions:
        value = mention.value
        if value.kind == "effective":
            if (start := _start(value, signed)) is not None:
                effective, effective_at = start, mention
        elif value.kind == "expires" and value.day is not None:
            expires, expires_at = value.day, mention
        elif value.kind == "term":
            length = mention
    if expires is None and length is not None and (start := effective or signed) is not None:
        expires = _last_day(start, length.value)
        expires_at = length if expires else None
    return ValidityPeriod(effective, effective_at, expires, expires_at)


def _start(value: Validity, signed: date | None) -> date | None:
    """Return the first day that a statement gives; None where the calendar has no such day, or none is known to count from."""
    return value.day if value.delay is None else signed and signed + timedelta(days=value.delay)


def _last_day(start: date, value: Validity) -> date | None:
    """Return the last day of a term that begins on `start`; None for a term of no length, or one that ends beyond the calendar."""
    if not value.months and not value.days:
        return None
    try:
        return add_months(start, value.months) + timedelta(days=value.days) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None
