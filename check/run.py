"""Check a draft against a store: read it as any file is read, in memory, and ask every rule. The store is not touched.

    checked = check_read(view, who, read_draft(load(data, name)), day=None)

A rule that raises is reported with its fault, and the others still run: an empty list never hides a failure.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from check import annexes, bodies, cited, inner, mismatched, parts, provisions
from check import days as calendar
from check.checked import DraftSubject
from check.made import made_on
from check.model import CheckedDraft, Consulted, Coverage, Note, Remark
from check.naming import Naming, namings
from check.own import OwnRule
from check.provisions import Pinpoint
from check.reading import DraftText
from check.rules import draft_rules
from check.shelf import Shelf
from graph.records.identity import Identity
from graph.store.view import View
from ingest.model import Span
from ingest.read.normalize import NormalizedText

_LONGEST = 400  # code points of a quote

_ALONE: tuple[Callable[[DraftSubject], Iterable[Note]], ...] = (
    inner.reversed_ranges,
    inner.paragraphs_before_the_first,
    inner.too_few_before,
    inner.repeated_numbers,
    inner.absent_parts,
    inner.gaps_in_lists,
    inner.undefined_aliases,
    inner.unused_aliases,
    annexes.annexes,
    parts.missing_parts,
    calendar.impossible_days,
    calendar.wrong_weekdays,
    calendar.reversed_spans,
    calendar.limits_before_signing,
    calendar.ends_before_it_begins,
    bodies.bodies_gone,
)
_NAMED: tuple[Callable[[DraftSubject, list[Naming], Shelf], Iterable[Note]], ...] = (
    cited.not_in_force,
    cited.repeals_too_late,
    mismatched.mismatches,
    mismatched.differing_numbers,
)
_PINPOINT: tuple[Callable[[DraftSubject, list[Pinpoint], Shelf], Iterable[Note]], ...] = (
    provisions.absent_provisions,
    provisions.moved_provisions,
    provisions.differing_quotes,
)


def check_read(
    view: View,
    who: Identity,
    read: DraftText,
    day: date | None = None,
    *,
    own: Sequence[OwnRule] = (),
    unsigned: date = date.max,
) -> CheckedDraft:
    """Check the documents of a source. day: the day that the rules go by; None for each document's own (`check.made.made_on`).
    own: rules that a city adds.
    """
    source = read.normalized.source
    asked = _Collected(read.normalized)
    asked.take("reading", lambda: inner.told_by_reading(read.publication, source.text))
    latest = date.min
    for draft, document in zip(read.drafts, read.publication.documents, strict=True):
        subject = DraftSubject(draft, document, day or made_on(document, read, unsigned))
        latest = max(latest, subject.day)
        asked.ask(subject, view, who, own)
    remarks = tuple(sorted(_once(asked.remarks), key=lambda remark: (remark.start, remark.end, remark.rule)))
    coverage = replace(asked.coverage, consulted=tuple(dict.fromkeys(asked.consulted)))
    shown = day or (latest if latest > date.min else None)
    return CheckedDraft(
        source.name, source.text, shown.isoformat() if shown else "", remarks, coverage, tuple(asked.failed)
    )


class _Collected:
    """Collects the findings of the rules with their places, and the rules that failed."""

    def __init__(self, normalized: NormalizedText) -> None:
        self.normalized = normalized
        self.remarks: list[Remark] = []
        self.failed: list[tuple[str, str]] = []
        self.coverage = Coverage()
        self.consulted: list[Consulted] = []

    def ask(self, subject: DraftSubject, view: View, who: Identity, added: Sequence[OwnRule]) -> None:
        for rule in _ALONE:
            self.take(rule.__name__, lambda rule=rule: rule(subject), subject)  # type: ignore[misc]
        for extra in added:
            self.take(extra.id, lambda extra=extra: extra.notes(subject), subject)  # type: ignore[misc]
        own = [str(value) for value in subject.draft.titles()]
        own += [str(subject.document.number)] if subject.document.number else []
        try:
            shelf = Shelf(view, who, subject.day, own)
            named = namings(subject, shelf)
            points = provisions.pinpoints(subject, named, shelf)
        except Exception as error:
            self.failed.append(("citations", f"{type(error).__name__}: {error}"))
            return
        for ask in _NAMED:
            self.take(ask.__name__, lambda ask=ask: ask(subject, named, shelf), subject)  # type: ignore[misc]
        for inquire in _PINPOINT:
            self.take(inquire.__name__, lambda inquire=inquire: inquire(subject, points, shelf), subject)  # type: ignore[misc]
        self.take("unverified", lambda: cited.unverified(subject, named, shelf), subject)
        self._count(subject, named, points)

    def take(self, name: str, notes: Callable[[], Iterable[Note]], subject: DraftSubject | None = None) -> None:
        try:
            found = [self._placed(note, subject) for note in notes()]
        except Exception as error:
            self.failed.append((name, f"{type(error).__name__}: {error}"))
        else:
            self.remarks += found

    def _count(self, subject: DraftSubject, named: list[Naming], points: list[Pinpoint]) -> None:
        known = [naming for naming in named if naming.known]
        others = [p for p in subject.document.provisions if p.law is not None]
        self.consulted += cited.consulted(named)
        self.coverage = Coverage(
            self.coverage.citations + len(named),
            self.coverage.checked + len(known),
            self.coverage.provisions + len(others),
            self.coverage.compared + len(points),
        )

    def _placed(self, note: Note, subject: DraftSubject | None) -> Remark:
        span = note.span if note.in_source else self.normalized.to_source(note.span)
        text = self.normalized.source.text
        clause = subject.clause(note.span.start) if subject is not None else None
        return Remark(
            note.rule,
            note.severity or draft_rules()[note.rule].severity,
            span.start,
            span.end,
            text[span.start : min(span.end, span.start + _LONGEST)],
            note.zh,
            note.en,
            note.proposal,
            note.grounds,
            clause.marker if clause else "",
        )


def _once(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Yield each remark once. A rule may have several at one place: a text lacks both its day and its signature."""
    seen: set[tuple[str, Span, str]] = set()
    for remark in remarks:
        place = (remark.rule, Span(remark.start, remark.end), remark.zh)
        if place not in seen:
            seen.add(place)
            yield remark
