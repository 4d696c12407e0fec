"""Read the facts of one document from its elements, each with the place where it is printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.extract.dates import day
from ingest.extract.elements import Elements
from ingest.extract.history import history
from ingest.extract.issuers import issuers, signed_by_another
from ingest.extract.numbers import document_number, order_number
from ingest.lexicon.names import is_body, split_names
from ingest.model import DocumentNumber, Fact, Field, Span
from ingest.rules import table
from ingest.segment.components import title_of
from ingest.segment.paragraphs import Form, joined
from ontology.kinds import Kinds


@dataclass(frozen=True, slots=True)
class PrintedFacts:
    """The facts that a document's elements print. signed: its date, None where none is printed. note: what the note under a
    law's heading (题注) adds, for the fields that `facts` leaves open."""

    number: DocumentNumber | None = None
    signed: date | None = None
    facts: tuple[Fact, ...] = ()
    note: tuple[Fact, ...] = ()


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
    note = tuple(history_facts(elements, {fact.field for fact in facts}))
    facts += carried(elements)
    return PrintedFacts(number, day, tuple(facts), note)


def number_of(elements: Elements) -> tuple[DocumentNumber | None, Fact | None]:
    """Read 发文字号: from its own line, from the heading's line, or from the block that a web page prints above."""
    run = elements.extent.number
    if len(run) == 2:
        first, second = (elements.paragraphs[i] for i in run)
        # The first of an announcement's joint issuers may be on a line of its own: 财政部 / 税务总局公告2020年第8号.
        value = document_number(f"{first.text} {second.text}") or order_number(first.text, second.text)
    else:
        value = document_number(_number_text(joined(elements.paragraphs, run))) if run else None
    rule = "numbers.number"
    if value is None:
        for i in elements.head():
            if elements.paragraphs[i].form is Form.METADATA and (value := document_number(elements.paragraphs[i].text)):
                run, rule = range(i, i + 1), "lines.metadata"
                break
    if value is None and (event := history(elements.paragraphs, elements.head()).numbered()) is not None:
        assert event.number is not None
        return event.number, Fact(Field.NUMBER, str(event.number), event.span, "history.number")
    if value is None or not run:
        return None, None
    return value, Fact(Field.NUMBER, str(value), elements.span(run), rule)


_NUMBER_BEHIND = re.compile(
    r"(?:通知|意见|决定|公告|通告|通报|办法|规定|方案|批复|函)([一-鿿]{2,10}[〔\[(（](?:19|20)\d\d[〕\])）]\d{1,5}号)$"
)


def _number_text(line: str) -> str:
    """Return the number in a line that contains the heading too: `…的通知人社部发〔2020〕11号`."""
    behind = _NUMBER_BEHIND.search(line)
    return behind[1] if behind else line


def heading_facts(elements: Elements) -> Iterator[Fact]:
    """Read 标题 and 文种."""
    run = elements.extent.heading
    title = title_of(elements.paragraphs, elements.extent)
    if not run or not title:
        return
    span = elements.span(run)
    number = document_number(title)
    if number is not None and re.search(r"号(?:[）)]?$|[-—－])", title):
        title = _NUMBER_IN_TITLE.sub("", title)
    yield Fact(Field.TITLE, title, span, "headings.title-end")
    if kind := Kinds.load().of_heading(title.rstrip('”》"〉')):
        at = joined(elements.paragraphs, run).rfind(kind.name)
        last = elements.paragraphs[run.stop - 1]
        offset = last.text.rfind(kind.name)
        where = Span(last.span.start + offset, last.span.start + offset + len(kind.name)) if offset >= 0 else span
        yield Fact(Field.KIND, kind.name, where if at >= 0 else span, "kinds")


_NUMBER_IN_TITLE = re.compile(
    r"^[一-鿿]{2,12}[〔\[(（](?:19|20)\d\d[〕\])）]\d{1,5}号[-—－ ]+"
    r"|(?<=[知见定告法函])[一-鿿]{2,10}[〔\[(（](?:19|20)\d\d[〕\])）]\d{1,5}号$"
)


def history_facts(elements: Elements, known: set[Field]) -> Iterator[Fact]:
    """Read what a law's 题注 prints, for the fields that are not in `known`."""
    note = history(elements.paragraphs, elements.head())
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
        for name in split_names(act.body, elements.within, elements.places):
            if is_body(name):
                yield Fact(Field.ISSUER, name, act.span, "history.body")


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


def signed(elements: Elements) -> Fact | None:
    """Read 成文日期: below the signature, under the heading, or in the block of a web page."""
    for i in () if signed_by_another(elements) else elements.outline.signature:
        paragraph = elements.paragraphs[i]
        if paragraph.form in (Form.DATE, Form.SIGNED_DATE) and (value := day(paragraph.text)):
            return Fact(Field.SIGNED, value, paragraph.span, f"lines.{paragraph.form}")
    for i in elements.head():
        paragraph = elements.paragraphs[i]
        labelled = paragraph.form is Form.METADATA and "成文日期" in paragraph.text
        text = paragraph.text[paragraph.text.find("成文日期") :] if labelled else paragraph.text
        if (labelled or paragraph.form is Form.DATE) and (value := day(text)):
            return Fact(Field.SIGNED, value, paragraph.span, f"lines.{paragraph.form}")
    return None


def printed(elements: Elements) -> Fact | None:
    """Read 印发日期 from the imprint."""
    for part in reversed(elements.outline.parts):
        for i in range(part.end - 1, part.start - 1, -1):
            paragraph = elements.paragraphs[i]
            if paragraph.form is Form.PRINTED and (value := day(paragraph.text)):
                return Fact(Field.PRINTED, value, paragraph.span, "lines.printed")
    return None


def registration(elements: Elements) -> Fact | None:
    """Read 规范性文件统一登记号, which is printed beside the number."""
    body = elements.outline.parts[0].body
    for i in range(elements.extent.start, min(body + 3, elements.outline.parts[0].end)):
        if match := table("lines")["registration"].whole(elements.paragraphs[i].text):
            value = f"{match[1]}-{match[2]}-{match[3].replace(' ', '')}"
            return Fact(Field.REGISTRATION, value, elements.paragraphs[i].span, "lines.registration")
    return None


def carried(elements: Elements) -> Iterator[Fact]:
    """Read the titles of instruments (印发《X》) and annexes (附件：…) that the document names."""
    for item in elements.outline.instruments:
        yield Fact(Field.INSTRUMENT, item.title, Span(item.start, item.end), "headings.issuing")
    for item in elements.outline.attachments:
        yield Fact(Field.ATTACHMENT, item.title, Span(item.start, item.end), "lines.annex-list")
