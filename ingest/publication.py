"""One reading to what it publishes: the step that puts segmentation and extraction together."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ingest.extract import facts
from ingest.extract.agencies import AgencyName
from ingest.extract.gazette import gazette_issue
from ingest.extract.pipeline import mentions
from ingest.extract.relations import Passage, judged, relations
from ingest.extract.work import Setting, work
from ingest.lexicon.agencies import NameKind, is_placed, official_name
from ingest.model import (
    Component,
    ComponentRole,
    Document,
    DocumentNumber,
    Duty,
    Fact,
    Field,
    Issue,
    Mention,
    NamedAgency,
    Publication,
    Relation,
    Severity,
    Span,
)
from ingest.read.normalize import NormalizedText
from ingest.resolve.deadlines import Occasion
from ingest.resolve.numbers import owner
from ingest.resolve.references import resolve
from ingest.segment.clauses import clauses
from ingest.segment.components import Outline, outline
from ingest.segment.documents import Extent, divide
from ingest.segment.paragraphs import Form, Paragraph, joined, split
from ontology.kinds import Kinds
from ontology.places import Places
from ontology.titles import folded, likeness


def publish(normalized: NormalizedText) -> Publication:
    """Read what a source publishes. Every paragraph is in a document's component, or is reported as an issue."""
    paragraphs = split(normalized)
    division = divide(normalized, paragraphs)
    gazette = gazette_issue(normalized)
    places = Places.load()
    within = _place_of(gazette.title, places) if gazette else None
    issues: list[Issue] = []
    documents: list[Document] = []
    left = list(division.unattributed)
    for ordinal, extent in enumerate(division.documents, 1):
        plan = outline(paragraphs, extent)
        document = _document(normalized, paragraphs, extent, plan, ordinal, within, places)
        documents.append(document)
        issues += _document_issues(normalized, document)
        if (stop := plan.parts[-1].end) < extent.end:
            left.append(range(stop, extent.end))
    for run in sorted(left, key=lambda run: run.start):
        span = Span(paragraphs[run.start].span.start, paragraphs[run.stop - 1].span.end)
        issues.append(
            Issue(
                "unattributed-text",
                f"{len(run)} paragraphs belong to no published document: {paragraphs[run.start].text[:30]}…",
                f"有 {len(run)} 段文字不属于任何公布的文件：{paragraphs[run.start].text[:30]}……",
                Severity.INFO,
                normalized.to_source(span),
            )
        )
    return Publication(tuple(documents), gazette, tuple(issues))


def _document(
    normalized: NormalizedText,
    paragraphs: Sequence[Paragraph],
    extent: Extent,
    plan: Outline,
    ordinal: int,
    within: str | None,
    places: Places,
) -> Document:
    reader = facts.Reader(paragraphs, extent, plan, within, places)
    number, number_fact = facts.number_of(reader)
    signed = facts.signed(reader)
    span = _span(paragraphs, extent.start, plan.parts[-1].end)
    said = {name: _in_reading(found, span.start) for name, found in mentions(span.slice(normalized.text)).items()}
    found: list[Fact] = [number_fact] if number_fact else []
    found += facts.heading_facts(reader)
    day = signed.value if signed else None
    assert day is None or isinstance(day, date)
    issuers = facts.issuers(reader, day)
    found += issuers
    found += facts.addressees(reader)
    found += [fact for fact in (signed, facts.printed(reader), facts.registration(reader)) if fact]
    own = _own_text(paragraphs, plan)
    starts = [text.start for text in own]
    valid = [m for m in said["validity"] if (i := bisect_right(starts, m.span.start)) and own[i - 1].contains(m.span)]
    told = list(facts.history_facts(reader, {fact.field for fact in found}))
    found += facts.validity(valid, day or _enacted(told))
    known = {fact.field for fact in found}
    told = [fact for fact in told if fact.field not in known]
    issuers += [fact for fact in told if fact.field is Field.ISSUER]
    found += told
    found += facts.carried(reader)
    place = next((p for fact in issuers if (p := _place_of(str(fact.value), places, within))), None)
    related = relations(normalized.text, said["references"], passages(paragraphs, plan))
    titles = [str(fact.value) for fact in found if fact.field in (Field.TITLE, Field.INSTRUMENT, Field.ATTACHMENT)]
    titles += [title for part in plan.parts for title in (part.title, joined(paragraphs, part.heading)) if title]
    resolved, unresolved = resolve(related, titles, str(number) if number else None)
    resolved = [_owned(relation, number, place or within, places) for relation in resolved]
    components = _components(paragraphs, plan)
    setting = Setting(
        normalized.text,
        place or within,
        places,
        _occasion(found, day, number, span.slice(normalized.text)[:_OPENING_LENGTH]),
    )
    done = work(said, paragraphs, plan, components, setting)
    return Document(
        ordinal,
        span,
        components,
        number,
        tuple(found),
        place or within,
        tuple(resolved),
        tuple(unresolved),
        _agencies(said["agencies"], _salutation(paragraphs, plan), place or within, day, places),
        done.tasks,
        done.deadlines,
        done.duties,
    )


def _enacted(told: Sequence[Fact]) -> date | None:
    """The day from which 自公布之日起 counts in a law: that of the note under its heading. None for a revised text, whose
    sentence is that of the first one."""
    days = {fact.field: fact.value for fact in told}
    day = days.get(Field.PRINTED) or days.get(Field.SIGNED)
    return day if isinstance(day, date) and Field.VERSION not in days else None


def _occasion(found: Sequence[Fact], signed: date | None, number: DocumentNumber | None, opening: str) -> Occasion:
    """What the document tells of its own time; the year of a plan is that of its title (2020年工作要点). What issues a rule
    is one."""
    facts_of = {fact.field: fact.value for fact in found}
    headings = [str(fact.value) for fact in found if fact.field in (Field.TITLE, Field.INSTRUMENT)]
    kinds = [Kinds.load().of_heading(heading.rstrip('”》"〉')) for heading in headings]
    standing = any(kind is not None and kind.scheme == "regulatory" for kind in kinds)
    title = _TITLE_YEAR.search(str(facts_of.get(Field.TITLE, "")))
    printed = facts_of.get(Field.PRINTED)
    day = signed or (printed if isinstance(printed, date) else None)
    year = day.year if day else number.year if number else None
    if title and (year is None or int(title[1]) == year + 1):
        year = int(title[1])
    if year is None and (first := _TITLE_YEAR.search(opening)):
        year = int(first[1])
    effective = facts_of.get(Field.EFFECTIVE)
    return Occasion(signed, year, effective if isinstance(effective, date) else None, standing and title is None)


_OPENING_LENGTH = 300  # where a text without heading or date tells its year
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)年(?!前|底)")


def _owned(relation: Relation, citing: DocumentNumber | None, within: str | None, places: Places) -> Relation:
    place, number = owner(relation.target, citing, within, places)
    return replace(relation, owner=place, owner_number=number)


def _salutation(paragraphs: Sequence[Paragraph], plan: Outline) -> Span:
    return paragraphs[plan.addressee].span if plan.addressee is not None else Span(0, 0)


def _agencies(
    found: Iterable[Mention], salutation: Span, within: str | None, on: date | None, places: Places
) -> tuple[NamedAgency, ...]:
    """The agencies of the text, each once, at its first mention; groups (各区县政府) are none."""
    first: dict[str, NamedAgency] = {}
    for mention in found:
        assert isinstance(mention.value, AgencyName)
        if mention.value.kind is NameKind.AGENCY:
            name = official_name(mention.value.name, within, places, on=on)
            if is_placed(name, places):  # a name that stays without its place names no body of the graph
                first.setdefault(name, NamedAgency(name, mention.span, salutation.contains(mention.span)))
    return tuple(first.values())


def _own_text(paragraphs: Sequence[Paragraph], plan: Outline) -> list[Span]:
    """Where a document speaks of its own validity: in itself and in what it issues, not in annexes."""
    return [
        _span(paragraphs, part.start, part.end)
        for part in plan.parts
        if part.role in (ComponentRole.MAIN, ComponentRole.INSTRUMENT) and part.start < part.end
    ]


def _in_reading(found: Iterable[Mention], start: int) -> list[Mention]:
    """Mentions of a document's text as mentions of the reading's, with the places that their values hold."""
    return [Mention(mention.span.shifted(start), mention.rule, _shifted(mention.value, start)) for mention in found]


def _shifted(value: object, by: int) -> object:
    match value:
        case Duty():
            return value.shifted(by)
        case tuple():
            return tuple(party.shifted(by) for party in value)
        case _:
            return value


_OPENING = re.compile(r"第一条|第[一二三四五六七八九十]{1,3}(?:编|分编|章|节)")


def passages(paragraphs: Sequence[Paragraph], plan: Outline) -> Iterator[Passage]:
    """What relations are read from: each paragraph with its part in the document's argument.

    A part states its grounds in its heading, in the paragraphs before its first numbered clause, and in its first article.
    """
    for part in plan.parts:
        if part.role is ComponentRole.IMPRINT:
            continue
        grounds, heading = True, part.title if part.role is ComponentRole.ANNEX else ""
        for i in range(part.start, part.end):
            paragraph = paragraphs[i]
            row = paragraph.form is Form.ROW
            if i >= part.body and paragraph.form is Form.NUMBERED and not _OPENING.match(paragraph.text):
                grounds = False
            if i >= part.body and not row and judged(paragraph.text) and len(paragraph.text) <= 60:
                heading = paragraph.text
            opens = grounds and part.role is not ComponentRole.ANNEX
            yield Passage(
                paragraph.span,
                opens or i in part.heading,
                heading if row or part.role is ComponentRole.ANNEX else "",
                row,
                paragraph.form is Form.HISTORY,
            )


def _span(paragraphs: Sequence[Paragraph], start: int, end: int) -> Span:
    """From the first paragraph to the last one's line end."""
    return Span(paragraphs[start].span.start, paragraphs[end - 1].span.end + 1)


def _components(paragraphs: Sequence[Paragraph], plan: Outline) -> tuple[Component, ...]:
    parts: list[Component] = []
    for part in plan.parts:
        signature = plan.signature
        inside = part.role is ComponentRole.MAIN and signature and part.start <= signature.start < part.end
        close = signature.start if inside else None
        listed = next((i for i in range(part.body, part.end) if paragraphs[i].form is Form.ANNEX_LIST), None)
        if listed is not None and all(
            paragraphs[i].could_be_heading or paragraphs[i].form is not Form.PLAIN
            for i in range(listed, close or part.end)
        ):
            close = listed
        if part.role is ComponentRole.IMPRINT:
            close = part.start
        stop = paragraphs[part.end].span.start if part.end < len(paragraphs) else paragraphs[-1].span.end + 1
        tree = clauses(paragraphs, part.start, part.end, part.body, close=close, stop=stop)
        parts.append(Component(part.role, part.title, Span(paragraphs[part.start].span.start, stop), tree))
    for role, listed_titles in ((ComponentRole.INSTRUMENT, plan.instruments), (ComponentRole.ANNEX, plan.attachments)):
        here = [part.title for part in parts if part.role is role]
        if role is ComponentRole.ANNEX:  # ministries print the instrument below 附件
            here += [
                part.title
                for part in parts
                if part.role is ComponentRole.INSTRUMENT and part.span and _is_listed(part, plan)
            ]
        unmatched = len(listed_titles) - len(here)
        for item in listed_titles:
            # An annex or instrument that is named (附件：…（略）) and not printed is still a part of the document.
            if unmatched > 0 and not any(likeness(item.title, title) >= 0.65 for title in here):
                parts.append(Component(role, item.title, None))
                unmatched -= 1
    return tuple(parts)


def _is_listed(part: Component, plan: Outline) -> bool:
    return any(folded(part.title) == folded(item.title) for item in plan.attachments)


def _place_of(name: str, places: Places, within: str | None = None) -> str | None:
    place = places.find_prefix(name, within=within)
    return place.code if place else None


def _document_issues(normalized: NormalizedText, document: Document) -> list[Issue]:
    """What a reader would miss in this document."""
    title = document.first(Field.TITLE)
    label = str(document.number or (title.value if title else f"#{document.ordinal}"))
    head = Span(document.span.start, min(document.span.end, document.span.start + 40))
    at = normalized.to_source(head)

    def issue(code: str, en: str, zh: str, severity: Severity) -> Issue:
        return Issue(code, f"{label}: {en}", f"{label}：{zh}", severity, at, document.ordinal)

    missing = {
        Field.NUMBER: ("no-number", "no document number is printed", "未见发文字号", Severity.INFO),
        Field.TITLE: ("no-heading", "no heading is printed", "未见标题", Severity.WARNING),
        Field.ISSUER: ("no-issuer", "no issuing body is printed", "未见发文机关", Severity.WARNING),
        Field.SIGNED: ("no-date", "no date of signature is printed", "未见成文日期", Severity.WARNING),
    }
    found = [issue(*said) for field, said in missing.items() if document.first(field) is None]
    for part in document.components:
        if part.span is None:
            role_zh = "附件" if part.role is ComponentRole.ANNEX else "所发文件"
            en = f"{part.role} is named but not printed: {part.title}"
            found.append(issue("not-printed", en, f"{role_zh}仅列名称、未刊载正文：{part.title}", Severity.INFO))
    return found
