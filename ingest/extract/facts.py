"""Read the facts of one document from its elements, each with the place where it is printed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.extract.claims import claims
from ingest.extract.dates import day_of_label
from ingest.extract.elements import Elements
from ingest.extract.history import history
from ingest.extract.issuers import issuers, of_government, told_otherwise
from ingest.extract.numbers import document_number
from ingest.extract.owndays import printed, signed, told_day
from ingest.extract.ownnumber import number_of
from ingest.lexicon.names import is_body, split_names
from ingest.lexicon.official import official_name
from ingest.model import ComponentRole, DocumentNumber, Fact, Field, Span
from ingest.rules import table
from ingest.segment.components import title_of
from ingest.segment.labels import Label
from ingest.segment.paragraphs import Form, alike, is_complete, joined, title_and_number
from ontology.kinds import Kinds
from ontology.titles import folded


@dataclass(frozen=True, slots=True)
class PrintedFacts:
    """The facts that a document's elements print. signed: its date, None where none is printed. note: what the note under a
    law's heading (题注) and the block of labels above it add, for the fields that `facts` leaves open. contradictions: labels
    of that block that differ from the text, or say that the document is no longer in force, each with what the text prints."""

    number: DocumentNumber | None = None
    signed: date | None = None
    facts: tuple[Fact, ...] = ()
    note: tuple[Fact, ...] = ()
    contradictions: tuple[tuple[Label, str], ...] = ()


def read_facts(elements: Elements) -> PrintedFacts:
    """Read all facts from the elements of a document; facts of one field are in printed order."""
    number, number_fact = number_of(elements)
    signed_fact = signed(elements)
    day = signed_fact.value if signed_fact else None
    assert day is None or isinstance(day, date)
    facts = [number_fact] if number_fact else []
    facts += heading_facts(elements)
    facts += issuers(elements, day)
    facts += addressees(elements)
    facts += [fact for fact in (signed_fact, printed(elements), registration(elements)) if fact]
    note = list(history_facts(elements, {fact.field for fact in facts}))
    noted = {fact.field for fact in note}
    note += [
        fact for field in (Field.EFFECTIVE, Field.EXPIRES) if field not in noted and (fact := told_day(elements, field))
    ]
    facts += carried(elements)
    facts += claims(elements)
    return PrintedFacts(number, day, tuple(facts), tuple(note), tuple(contradictions(elements, facts)))


def contradictions(elements: Elements, facts: Sequence[Fact]) -> Iterator[tuple[Label, str]]:
    """Return the labels above a document that say other than its text: another title, number, day or issuer, or an end of validity."""
    read = [fact for fact in facts if not fact.rule.startswith("labels.")]
    printed = {fact.field: fact for fact in read}
    issuing = [str(fact.value) for fact in read if fact.field is Field.ISSUER]
    for label in elements.labels():
        if label.kind == "issuer" and told_otherwise(elements, issuing, _day_of(printed)):
            yield label, "、".join(issuing)
            continue
        if label.kind == "status" and table("labels")["ended"].find(label.value):
            yield label, ""
            continue
        fact = printed.get(Field(label.kind)) if label.kind in _LABELLED else None
        if label.kind == "title" and _titles_carried(label, elements):
            continue
        if fact is not None and not _agrees(label, str(fact.value)):
            yield label, str(fact.value)


def _titles_carried(label: Label, elements: Elements) -> bool:
    """Test whether a label gives the title of what an order publishes: sites list an order under the rule's name."""
    return any(alike(label.value, item.title) for item in elements.outline.instruments)


def starts_otherwise(elements: Elements, facts: Sequence[Fact]) -> Iterator[tuple[Label, str]]:
    """Return the labels that name another first day than the text's own statement, one of `facts`."""
    days = [fact.value for fact in facts if fact.field is Field.EFFECTIVE and not fact.rule.startswith("labels.")]
    for label in elements.labels():
        if label.kind == "effective" and days and (told := day_of_label(label.value)) is not None and told not in days:
            yield label, str(days[0])


def _day_of(printed: Mapping[Field, Fact]) -> date | None:
    value = printed[Field.SIGNED].value if Field.SIGNED in printed else None
    return value if isinstance(value, date) else None


_LABELLED = (Field.TITLE, Field.NUMBER, Field.SIGNED)


def _agrees(label: Label, printed: str) -> bool:
    """Test whether a label says what the text prints, maybe shorter: 第3号, a title without its issuer."""
    match label.kind:
        case "number":
            number = document_number(label.value)
            return number is None or str(number) == printed
        case "signed":
            told = day_of_label(label.value)
            return told is None or str(told) == printed
        case _:
            a, b = folded(label.value), folded(printed)
            return a in b or b in a


def heading_facts(elements: Elements) -> Iterator[Fact]:
    """Read 标题 and 文种, from the heading or from the block of labels."""
    run = elements.extent.heading
    title = of_government(elements, title_of(elements.paragraphs, elements.extent))
    if not run or not title:
        yield from _told_heading(elements)
        return
    span = elements.span(run)
    yield Fact(Field.TITLE, title, span, "headings.title-end")
    if kind := Kinds.load().of_heading(title.rstrip('”》"〉')):
        at = joined(elements.paragraphs, run).rfind(kind.name)
        last = elements.paragraphs[run.stop - 1]
        offset = last.text.rfind(kind.name)
        where = Span(last.span.start + offset, last.span.start + offset + len(kind.name)) if offset >= 0 else span
        yield Fact(Field.KIND, kind.name, where if at >= 0 else span, "kinds")
    else:
        yield from _own_kind(elements)


def _told_heading(elements: Elements) -> Iterator[Fact]:
    label = next((label for label in elements.labels() if label.kind == "title"), None)
    if label is None:
        yield from _own_kind(elements)
        return
    titled = title_and_number(label.value)
    title = titled[0] if titled else label.value
    yield Fact(Field.TITLE, title, label.span, "labels.title")
    if kind := Kinds.load().of_heading(title.rstrip('”》"〉')):
        at = label.span.start + label.value.rfind(kind.name)
        yield Fact(Field.KIND, kind.name, Span(at, at + len(kind.name)), "kinds")


_KINDS_OF_WORDS = {"函复": "函", "函告": "函", "复函": "函"}
_HANDED_ON = ("handed", "given")  # the groups of 现转发给你们: what hands a document on is a 通知


def _own_kind(elements: Elements) -> Iterator[Fact]:
    """Read what a document that has no heading, or whose heading names no kind, calls itself: 特此通知, 现通告如下, 制定本方案."""
    main = elements.outline.parts[0]
    for paragraph in elements.paragraphs[main.body : main.end]:
        if (match := table("headings")["names-itself"].find(paragraph.text)) is None or match.lastgroup is None:
            continue
        name = match[match.lastgroup]
        if kind := Kinds.load().by_name("通知" if match.lastgroup in _HANDED_ON else _KINDS_OF_WORDS.get(name, name)):
            start = paragraph.span.start + match.start(match.lastgroup)
            yield Fact(Field.KIND, kind.name, Span(start, start + len(name)), "headings.names-itself")
            return


def history_facts(elements: Elements, known: set[Field]) -> Iterator[Fact]:
    """Read what a law's 题注 prints, for the fields that are not in `known`."""
    note = history(elements.paragraphs, elements.head(), elements.extent.end)
    made, published = note.made(), note.published()
    if made and published and published.day < made.day:
        published = None  # the day of the first text, which this one revises
    told = (
        (Field.SIGNED, made or published, "made"),
        (Field.PRINTED, published, "published"),
        (Field.EFFECTIVE, note.in_force(), "in-force"),
        (Field.VERSION, note.revision(), "revision"),
    )
    for field, event, name in told:
        if event and field not in known:
            yield Fact(field, event.day, event.span, f"history.{name}")
    act = note.maker()
    if act and Field.ISSUER not in known and act.body:
        titled = elements.places.find_prefix(title_of(elements.paragraphs, elements.extent))
        within = titled.code if titled else elements.within  # 市第十二届人民代表大会 in the note of 岚州市…条例
        for name in split_names(act.body, within, elements.places):
            if is_body(name):
                yield Fact(Field.ISSUER, official_name(name, within, elements.places), act.span, "history.body")


_TOP_COMMA = re.compile(r"[，,；;]")


def addressees(elements: Elements) -> Iterator[Fact]:
    """Read 主送机关, split at the commas outside brackets; names that 、 joins stay together."""
    if elements.outline.addressee is None:
        return
    paragraph = elements.paragraphs[elements.outline.addressee]
    text = paragraph.text.rstrip("：: ")
    depth, start = 0, 0
    for at, char in enumerate(text + "，"):
        depth += (char in "（(") - (char in "）)")
        if (depth <= 0 and _TOP_COMMA.match(char)) or at == len(text):
            name = text[start:at].strip()
            if name:
                low = paragraph.span.start + start
                yield Fact(Field.ADDRESSEE, name.replace(" ", ""), Span(low, low + at - start), "lines.addressee")
            start = at + 1


def registration(elements: Elements) -> Fact | None:
    """Read 规范性文件统一登记号, which is printed beside the number."""
    body = elements.outline.parts[0].body
    for i in range(elements.extent.start, min(body + 3, elements.outline.parts[0].end)):
        if match := table("lines")["registration"].whole(elements.paragraphs[i].text):
            value = f"{match[1]}-{match[2]}-{match[3].replace(' ', '')}"
            return Fact(Field.REGISTRATION, value, elements.paragraphs[i].span, "lines.registration")
    for label in elements.labels():
        if label.kind != "registration":
            continue
        if match := table("lines")["registration"].whole(label.value):
            value = f"{match[1]}-{match[2]}-{match[3].replace(' ', '')}"
        elif table("lines")["registration-value"].whole(label.value):
            value = label.value.replace(" ", "").translate(_HYPHENS)
        else:
            continue
        return Fact(Field.REGISTRATION, value, label.span, "labels.registration")
    return None


_HYPHENS = str.maketrans("—－", "--")


def carried(elements: Elements) -> Iterator[Fact]:
    """Read the titles of instruments (印发《X》) and annexes (附件：…) that the document names."""
    for item in elements.outline.instruments:
        yield Fact(Field.INSTRUMENT, item.title, Span(item.start, item.end), "headings.issuing")
    for item in elements.outline.attachments:
        yield Fact(Field.ATTACHMENT, item.title, Span(item.start, item.end), "lines.annex-list")
    if not elements.outline.attachments:
        yield from _unlisted(elements)


def _unlisted(elements: Elements) -> Iterator[Fact]:
    """Read the titles of the annexes that no list names: what ends as a title does, and is no row of a table. Below an instrument that
    is no numbered annex itself, the annexes are the instrument's."""
    for part in elements.outline.parts:
        mark = elements.paragraphs[part.start]
        if part.role is ComponentRole.INSTRUMENT and not (
            mark.form is Form.ANNEX_MARK and table("carried")["numbered"].find(mark.text)
        ):
            return
        lines = [elements.paragraphs[i] for i in part.heading]
        titled = lines and is_complete(part.title) and all(line.form is not Form.ROW for line in lines)
        if part.role is ComponentRole.ANNEX and titled and not part.restated:
            yield Fact(Field.ATTACHMENT, part.title, elements.span(part.heading), "lines.annex-mark")
