"""The facts of one published document, each with the place where it is printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.extract.dates import day
from ingest.extract.history import history
from ingest.extract.numbers import document_number, order_number
from ingest.extract.validity import Term, term
from ingest.lexicon.agencies import is_body, official_name, split_names
from ingest.model import DocumentNumber, Fact, Field, Mention, Span
from ingest.rules import table
from ingest.segment.components import Outline, title_of
from ingest.segment.documents import Extent
from ingest.segment.paragraphs import Form, Paragraph, joined
from ontology.kinds import Kinds
from ontology.places import Places


@dataclass(frozen=True, slots=True)
class Reader:
    """What the fields of one document are read from. within: the gazette's place (GB/T 2260 code), if it has one."""

    paragraphs: Sequence[Paragraph]
    extent: Extent
    outline: Outline
    within: str | None
    places: Places

    def head(self) -> range:
        """The paragraphs from the document's start to the end of its heading, number and dates below."""
        return range(self.extent.start, self.outline.parts[0].body)

    def run(self, run: range) -> Span:
        return Span(self.paragraphs[run.start].span.start, self.paragraphs[run.stop - 1].span.end)


def number_of(reader: Reader) -> tuple[DocumentNumber | None, Fact | None]:
    """发文字号: on its own line, in the heading's line, or in the web page's block above."""
    run = reader.extent.number
    if len(run) == 2:
        first, second = (reader.paragraphs[i] for i in run)
        # An announcement's line is whole but for the organ that leads its joint issuers: 财政部 / 税务总局公告2020年第8号.
        value = document_number(f"{first.text} {second.text}") or order_number(first.text, second.text)
    else:
        value = document_number(_number_text(joined(reader.paragraphs, run))) if run else None
    rule = "numbers.number"
    if value is None:
        for i in reader.head():
            if reader.paragraphs[i].form is Form.METADATA and (value := document_number(reader.paragraphs[i].text)):
                run, rule = range(i, i + 1), "lines.metadata"
                break
    if value is None and (event := history(reader.paragraphs, reader.head()).numbered()) is not None:
        assert event.number is not None
        return event.number, Fact(Field.NUMBER, str(event.number), event.span, "history.number")
    if value is None or not run:
        return None, None
    return value, Fact(Field.NUMBER, str(value), reader.run(run), rule)


_NUMBER_BEHIND = re.compile(
    r"(?:通知|意见|决定|公告|通告|通报|办法|规定|方案|批复|函)([一-鿿]{2,10}[〔\[(（](?:19|20)\d\d[〕\])）]\d{1,5}号)$"
)


def _number_text(line: str) -> str:
    """The number in a line that holds the heading too: `…的通知人社部发〔2020〕11号`."""
    behind = _NUMBER_BEHIND.search(line)
    return behind[1] if behind else line


def heading_facts(reader: Reader) -> Iterator[Fact]:
    """标题 and 文种."""
    run = reader.extent.heading
    title = title_of(reader.paragraphs, reader.extent)
    if not run or not title:
        return
    span = reader.run(run)
    number = document_number(title)
    if number is not None and re.search(r"号(?:[）)]?$|[-—－])", title):
        title = _NUMBER_IN_TITLE.sub("", title)
    yield Fact(Field.TITLE, title, span, "headings.title-end")
    if kind := Kinds.load().of_heading(title.rstrip('”》"〉')):
        at = joined(reader.paragraphs, run).rfind(kind.name)
        last = reader.paragraphs[run.stop - 1]
        offset = last.text.rfind(kind.name)
        where = Span(last.span.start + offset, last.span.start + offset + len(kind.name)) if offset >= 0 else span
        yield Fact(Field.KIND, kind.name, where if at >= 0 else span, "kinds")


_NUMBER_IN_TITLE = re.compile(
    r"^[一-鿿]{2,12}[〔\[(（](?:19|20)\d\d[〕\])）]\d{1,5}号[-—－ ]+"
    r"|(?<=[知见定告法函])[一-鿿]{2,10}[〔\[(（](?:19|20)\d\d[〕\])）]\d{1,5}号$"
)


def history_facts(reader: Reader, known: set[Field]) -> Iterator[Fact]:
    """What a law's 题注 tells, for the fields that nothing else has told (`known`)."""
    note = history(reader.paragraphs, reader.head())
    made, published = note.made(), note.published()
    if made and published and published.day < made.day:
        published = None  # that of the first text, which this one revises
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
        for name in split_names(act.body, reader.within, reader.places):
            if is_body(name):
                yield Fact(Field.ISSUER, name, act.span, "history.body")


def issuers(reader: Reader, on: date | None) -> list[Fact]:
    """发文机关: of heading, signature, letterhead or order, the first of them that prints every name in full.

    Headings shorten (省政府办公厅关于…) and a web page breaks signatures; where no place prints full names, the signature's
    stand, then the heading's. on: the day of signature, by which short forms are resolved.
    """
    signed, heading = list(_signature_bodies(reader)), list(_heading_bodies(reader))
    letterhead, order = list(_letterhead_bodies(reader)), list(_order_bodies(reader))
    for evidence in (heading, signed, letterhead, order):
        if evidence and all(_is_full(reader, fact) for fact in evidence):
            return _resolved(reader, evidence, on)
    return _resolved(reader, signed or heading or letterhead or order, on)


def _is_full(reader: Reader, fact: Fact) -> bool:
    """A name that needs no context: it begins with a place's own name, or is a central organ's."""
    return reader.places.find_prefix(str(fact.value)) is not None


def _resolved(reader: Reader, facts: list[Fact], on: date | None) -> list[Fact]:
    found: dict[str, Fact] = {}
    for fact in facts:
        name = official_name(str(fact.value), reader.within, reader.places, on=on)
        found.setdefault(name, Fact(fact.field, name, fact.span, fact.rule))
    return list(found.values())


def _bodies(reader: Reader, text: str, start: int, rule: str) -> Iterator[Fact]:
    at = 0
    for name in split_names(text, reader.within, reader.places):
        at = max(text.find(name, at), 0)
        if is_body(name) and 3 <= len(name) <= 60:
            yield Fact(Field.ISSUER, name, Span(start + at, start + at + len(name)), rule)
        at += len(name)


def _signature_bodies(reader: Reader) -> Iterator[Fact]:
    # Lines of one name that the page broke are joined before they are split into names.
    for i in reader.outline.signature:
        paragraph = reader.paragraphs[i]
        text = paragraph.text
        if paragraph.form is Form.DATE:
            continue
        if paragraph.form is Form.SIGNED_DATE and (match := table("lines")["signed-date"].whole(text)):
            text = match[1]
        yield from _bodies(reader, text, paragraph.span.start, "headings.signature")


def _heading_bodies(reader: Reader) -> Iterator[Fact]:
    for i in reader.extent.heading:
        paragraph = reader.paragraphs[i]
        subject = table("headings")["subject"].find(paragraph.text)
        # 对 and 同意 stand inside a heading too; the first verb or 关于 ends the issuer's name.
        text = paragraph.text[: subject.start()] if subject else paragraph.text
        if "《" in text:
            return
        lead = re.match(r"[一-鿿]{2,12}[〔\[(（](?:19|20)\d\d[〕\])）]\d{1,5}号[-—－ ]+|[（(]转载[）)]", text)
        low = lead.end() if lead else 0
        yield from _bodies(reader, text[low:], paragraph.span.start + low, "headings.subject")
        if subject:
            return


def _letterhead_bodies(reader: Reader) -> Iterator[Fact]:
    for i in reader.head():
        paragraph = reader.paragraphs[i]
        if (
            paragraph.form is Form.LETTERHEAD
            and (match := table("lines")["letterhead"].whole(paragraph.text))
            and match[1]
        ):
            yield from _bodies(reader, match[1], paragraph.span.start, "lines.letterhead")
        elif paragraph.form is Form.METADATA and (match := table("lines")["metadata"].whole(paragraph.text)):
            if match[1] in ("发布机构", "发文机关", "制定机关"):
                name = match[2].split(" ")[0]
                yield from _bodies(reader, name, paragraph.span.start + match.start(2), "lines.metadata")
        elif paragraph.could_be_heading and i not in reader.extent.heading:
            yield from _bodies(reader, paragraph.text, paragraph.span.start, "lines.letterhead")


def _order_bodies(reader: Reader) -> Iterator[Fact]:
    for i in reader.extent.number:
        text = reader.paragraphs[i].text
        if match := re.match(r"(?:中华人民共和国(?=国务院))?([一-鿿、 ]{2,40}?)(?:令|公告|通告)", text):
            yield from _bodies(reader, match[1], reader.paragraphs[i].span.start + match.start(1), "numbers.order")


_TOP_COMMA = re.compile(r"[，,；;]")


def addressees(reader: Reader) -> Iterator[Fact]:
    """主送机关: apart at the commas that stand outside brackets; what 、 joins stays one."""
    if reader.outline.addressee is None:
        return
    paragraph = reader.paragraphs[reader.outline.addressee]
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


def _signed_by_another(reader: Reader) -> bool:
    """The only signature is of bodies that the heading does not name: it closes a document that this one hands on."""
    heading = [fact for fact in _heading_bodies(reader) if _is_full(reader, fact)]
    names = [str(fact.value) for fact in _signature_bodies(reader)]
    if not heading or not names:
        return False
    return not any(a.endswith(b) or b.endswith(a) for fact in heading for a in [str(fact.value)] for b in names)


def signed(reader: Reader) -> Fact | None:
    """成文日期: below the signature, under the heading, or in the web page's block."""
    for i in () if _signed_by_another(reader) else reader.outline.signature:
        paragraph = reader.paragraphs[i]
        if paragraph.form in (Form.DATE, Form.SIGNED_DATE) and (value := day(paragraph.text)):
            return Fact(Field.SIGNED, value, paragraph.span, f"lines.{paragraph.form}")
    for i in reader.head():
        paragraph = reader.paragraphs[i]
        labelled = paragraph.form is Form.METADATA and "成文日期" in paragraph.text
        text = paragraph.text[paragraph.text.find("成文日期") :] if labelled else paragraph.text
        if (labelled or paragraph.form is Form.DATE) and (value := day(text)):
            return Fact(Field.SIGNED, value, paragraph.span, f"lines.{paragraph.form}")
    return None


def printed(reader: Reader) -> Fact | None:
    """印发日期 of the imprint."""
    for part in reversed(reader.outline.parts):
        for i in range(part.end - 1, part.start - 1, -1):
            paragraph = reader.paragraphs[i]
            if paragraph.form is Form.PRINTED and (value := day(paragraph.text)):
                return Fact(Field.PRINTED, value, paragraph.span, "lines.printed")
    return None


def registration(reader: Reader) -> Fact | None:
    """规范性文件统一登记号, printed beside the number."""
    body = reader.outline.parts[0].body
    for i in range(reader.extent.start, min(body + 3, reader.outline.parts[0].end)):
        if match := table("lines")["registration"].whole(reader.paragraphs[i].text):
            value = f"{match[1]}-{match[2]}-{match[3].replace(' ', '')}"
            return Fact(Field.REGISTRATION, value, reader.paragraphs[i].span, "lines.registration")
    return None


def validity(mentions: Sequence[Mention], signed_on: date | None) -> Iterator[Fact]:
    """施行日期 and 有效期, as the document's own statements say."""
    found: Term = term(mentions, signed_on)
    if found.effective and found.effective_at:
        at = found.effective_at
        yield Fact(Field.EFFECTIVE, found.effective, at.span, f"validity.{at.rule}")
    if found.expires and found.expires_at:
        at = found.expires_at
        yield Fact(Field.EXPIRES, found.expires, at.span, f"validity.{at.rule}")


def carried(reader: Reader) -> Iterator[Fact]:
    """What the document names as its instruments (印发《X》) and its annexes (附件：…)."""
    for item in reader.outline.instruments:
        yield Fact(Field.INSTRUMENT, item.title, Span(item.start, item.end), "headings.issuing")
    for item in reader.outline.attachments:
        yield Fact(Field.ATTACHMENT, item.title, Span(item.start, item.end), "lines.annex-list")
