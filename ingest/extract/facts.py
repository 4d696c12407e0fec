"""Read the facts of one document from its elements, each with the place where it is printed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.extract.dates import day
from ingest.extract.elements import Elements
from ingest.extract.history import history
from ingest.extract.issuers import issuers, signed_by_another, told_bodies, told_otherwise
from ingest.extract.numbers import document_number, minutes_number, order_number
from ingest.lexicon.names import is_body, split_names
from ingest.lexicon.official import official_name
from ingest.model import ComponentRole, DocumentNumber, Fact, Field, Span
from ingest.rules import table
from ingest.segment.components import title_of
from ingest.segment.labels import Label
from ingest.segment.numbers import order_heading
from ingest.segment.paragraphs import Form, Paragraph, is_complete, joined, status_behind, title_and_number
from ontology.enumerations import Claim
from ontology.kinds import Kinds
from ontology.titles import folded


@dataclass(frozen=True, slots=True)
class PrintedFacts:
    """The facts that a document's elements print. signed: its date, None where none is printed. note: what the note under a
    law's heading (题注) and the block of labels above it add, for the fields that `facts` leaves open. contradictions: labels
    of that block that differ from the text, or say that the document holds no longer, each with what the text prints."""

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
        fact
        for field in (Field.EFFECTIVE, Field.EXPIRES)
        if field not in noted and (fact := _told_day(elements, field))
    ]
    facts += carried(elements)
    facts += claims(elements)
    return PrintedFacts(number, day, tuple(facts), tuple(note), tuple(contradictions(elements, facts)))


def contradictions(elements: Elements, facts: Sequence[Fact]) -> Iterator[tuple[Label, str]]:
    """Return the labels above a document that say other than its text: another title, number, day or issuer; that it holds no longer."""
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
        if fact is not None and not _agrees(label, str(fact.value)):
            yield label, str(fact.value)


def starts_otherwise(elements: Elements, facts: Sequence[Fact]) -> Iterator[tuple[Label, str]]:
    """Return the labels that name another first day than the text's own statement, one of `facts`."""
    days = [fact.value for fact in facts if fact.field is Field.EFFECTIVE and not fact.rule.startswith("labels.")]
    for label in elements.labels():
        if label.kind == "effective" and days and (told := day(label.value)) is not None and told not in days:
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
            told = day(label.value)
            return told is None or str(told) == printed
        case _:
            a, b = folded(label.value), folded(printed)
            return a in b or b in a


_CLAIMS = {
    "claim-not-yet": Claim.NOT_YET,
    "claim-amended": Claim.AMENDED,
    "ended": Claim.ENDED,
    "claim-holds": Claim.HOLDS,
}


def claims(elements: Elements) -> Iterator[Fact]:
    """Read what the block of labels says of the document's status (有效性：废止), with the day of the claim: the one in the label, else
    that on which the source was brought up to date. A claim is no status: nothing is computed from it."""
    labels = elements.labels()
    updated = next((on for label in labels if label.kind == "claimed-on" and (on := day(label.value))), None)
    for label in labels:
        if label.kind == "status" and (rule := claim_rule(label.value)):
            on = day(label.value) or updated
            yield Fact(Field.CLAIMED, _CLAIMS[rule], label.span, f"labels.{rule}", on=on)
    if not any(label.kind == "status" for label in labels):
        yield from _remarked(elements, updated)


def _remarked(elements: Elements, updated: date | None) -> Iterator[Fact]:
    """Read what a site remarks on the status: on a line of its own, or behind the title (…的通知【已废止】). The titles in the remark are
    those of other documents."""
    for label in elements.remarks():
        if rule := claim_rule(_TITLES.sub("", label.value)):
            yield Fact(Field.CLAIMED, _CLAIMS[rule], label.span, f"labels.{rule}", on=updated)
            return
    run, lines = elements.extent.heading, elements.paragraphs
    if run and (match := status_behind(lines[run.stop - 1].text, joined(lines, run))):
        low = lines[run.stop - 1].span.start
        if rule := claim_rule(_TITLES.sub("", match[0])):
            span = Span(low + match.start(), low + match.end())
            yield Fact(Field.CLAIMED, _CLAIMS[rule], span, f"labels.{rule}", on=updated)


_TITLES = re.compile("《[^《》]*》")


def claim_rule(words: str) -> str:
    """Return the rule that reads what a label or a file says of a status, such as 现行有效; empty where none does."""
    rules = table("labels")
    return next((rule for rule in _CLAIMS if rules[rule].find(words)), "")


def claim_of(words: str) -> Claim | None:
    """Return the claim in such words; None where they are not understood."""
    return _CLAIMS.get(claim_rule(words))


def number_of(elements: Elements) -> tuple[DocumentNumber | None, Fact | None]:
    """Read 发文字号: from its own line, from the heading's line, from the note under a law's heading, or from the block of labels that
    a web page prints above."""
    run = elements.extent.number
    value = None
    if len(run) > 1:
        *organs, last = (elements.paragraphs[i].text for i in run)
        # The first of an announcement's joint issuers may be on a line of its own: 财政部 / 税务总局公告2020年第8号.
        value = (
            order_number(order_heading(organs), last)
            or minutes_number(" ".join(organs), last)
            or document_number(" ".join([*organs, last]))
        )
    elif run and elements.paragraphs[run.start].form is Form.ORDER_SERIAL:
        value = _serial_below(elements, elements.paragraphs[run.start].text)
    elif run:
        line = joined(elements.paragraphs, run)
        titled = title_and_number(line)
        value = document_number(titled[1] if titled else line)
    if value is not None:
        return value, Fact(Field.NUMBER, str(value), elements.span(run), "numbers.number")
    if (event := history(elements.paragraphs, elements.head(), elements.extent.end).numbered()) is not None:
        assert event.number is not None
        return event.number, Fact(Field.NUMBER, str(event.number), event.span, "history.number")
    if (bracketed := _bracketed_serial(elements)) is not None:
        return bracketed, Fact(Field.NUMBER, str(bracketed), elements.span(elements.extent.heading), "numbers.number")
    told = told_number(elements)
    return _filed_number(elements) if told[0] is None else told


_LAST_LINES = 6
_MATTER = "关于"  # with which a title begins that leaves out its issuer


def _filed_number(elements: Elements) -> tuple[DocumentNumber | None, Fact | None]:
    """Read the number in the name of the file that a page offers below the text: 岚政发〔2023〕8号岚州市…的通知.doc.

    It is the document's own where its year is that of the signature, no label says that the files are others, and the title names its
    issuer or the code is like that of who issues.
    """
    own, below = folded(title_of(elements.paragraphs, elements.extent)), _last_lines(elements)
    day = signed(elements)
    for paragraph in below if own and day else ():
        if table("carried")["other-files"].start(paragraph.text):
            break
        name = table("carried")["file-name"].find(paragraph.text)
        titled = title_and_number(paragraph.text[: name.start()]) if name else None
        value = document_number(titled[1]) if titled and folded(titled[0]) == own else None
        if value is None or day is None or value.year != getattr(day.value, "year", None):
            continue
        if not own.startswith(_MATTER) or _fits(value.code, elements):
            return value, Fact(Field.NUMBER, str(value), paragraph.span, "carried.file-name")
    return None, None


def _last_lines(elements: Elements) -> Sequence[Paragraph]:
    """Return the last lines of a document that stand below its signature."""
    end, signature = elements.extent.end, elements.outline.signature
    first = max(elements.extent.start, end - _LAST_LINES, signature[-1] + 1 if signature else 0)
    return elements.paragraphs[first:end]


def _fits(code: str, elements: Elements) -> bool:
    """Test whether a code has the sign of an issuer's place and of its office: 岚交函 of 岚州市交通运输局."""
    for fact in issuers(elements, None):
        name = str(fact.value)
        place = elements.places.find_prefix(name)
        signed_so = place is not None and (place.name[0] == code[0] or place in elements.places.with_sign(code[0]))
        if place is not None and signed_so and code[1:2] in name.removeprefix(place.name):
            return True
    return False


def _serial_below(elements: Elements, serial: str) -> DocumentNumber | None:
    """Parse 2018年第2号 beside the heading of an announcement, which names the organ: 岚州市税务局关于…的公告."""
    named = table("numbers")["announcing-title"].whole(title_of(elements.paragraphs, elements.extent))
    match = table("lines")["order-serial"].whole(serial)
    return order_number(named[1] + ("" if match and match["kind"] else named[2]), serial) if named else None


def _bracketed_serial(elements: Elements) -> DocumentNumber | None:
    """Parse （2021年第4号） behind the heading of an announcement, which names the organ."""
    match = table("headings")["serial-in-bracket"].find(joined(elements.paragraphs, elements.extent.heading))
    return _serial_below(elements, match["serial"]) if match else None


def told_number(elements: Elements) -> tuple[DocumentNumber | None, Fact | None]:
    """Read the number that the block of labels tells. 公告2021年第38号 takes its organ from another label."""
    labels = elements.labels()
    organ = next((str(fact.value) for fact in told_bodies(elements)), "")
    for label in labels:
        if label.kind != "number":
            continue
        value = document_number(label.value)
        if value is None and organ and (serial := table("labels")["serial"].whole(label.value)) is not None:
            kind = serial[1] or serial[4] or "公告"
            value = DocumentNumber(organ + kind, int(serial[2]) if serial[2] else None, int(serial[3]))
        if value is not None:
            return value, Fact(Field.NUMBER, str(value), label.span, "labels.number")
    return None, None


def heading_facts(elements: Elements) -> Iterator[Fact]:
    """Read 标题 and 文种, from the heading or from the block of labels."""
    run = elements.extent.heading
    title = title_of(elements.paragraphs, elements.extent)
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
_KINDS_OF_WORDS |= dict.fromkeys(("印发", "转发", "批转", "下发"), "通知")


def _own_kind(elements: Elements) -> Iterator[Fact]:
    """Read what a document that has no heading, or whose heading names no kind, calls itself: 特此通知, 现通告如下, 制定本方案."""
    main = elements.outline.parts[0]
    for paragraph in elements.paragraphs[main.body : main.end]:
        if (match := table("headings")["names-itself"].find(paragraph.text)) is None or match.lastgroup is None:
            continue
        name = match[match.lastgroup]
        if kind := Kinds.load().by_name(_KINDS_OF_WORDS.get(name, name)):
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


def signed(elements: Elements) -> Fact | None:
    """Read 成文日期: below the signature, under the heading, or in the block of a web page."""
    for i in () if signed_by_another(elements) else elements.outline.signature:
        paragraph = elements.paragraphs[i]
        if paragraph.form in (Form.DATE, Form.NUMERIC_DATE, Form.SIGNED_DATE) and (value := day(paragraph.text)):
            return Fact(Field.SIGNED, value, paragraph.span, f"lines.{paragraph.form}")
    for i in elements.head():
        paragraph = elements.paragraphs[i]
        if paragraph.form in (Form.DATE, Form.NUMBER, Form.SIGNED_DATE) and (value := day(paragraph.text)):
            return Fact(Field.SIGNED, value, paragraph.span, f"lines.{paragraph.form}")
    return _told_day(elements, Field.SIGNED) or _day_behind_title(elements)


def _day_behind_title(elements: Elements) -> Fact | None:
    """Read the day in the bracket behind the title, of a document that prints none elsewhere."""
    run = elements.extent.heading
    if run and (match := table("headings")["day-behind"].find(joined(elements.paragraphs, run))):
        value, last = day(match["day"]), elements.paragraphs[run.stop - 1]
        if value and (at := last.text.rfind(match["day"])) >= 0:
            low = last.span.start + at
            return Fact(Field.SIGNED, value, Span(low, low + len(match["day"])), "headings.day-behind")
    return None


def _told_day(elements: Elements, field: Field) -> Fact | None:
    """Read a day from the block of labels. A law database prints the day of publication (【发布日期】) for that of signature."""
    labels = elements.labels()
    for label in labels:
        if label.kind == field and (value := day(label.value)):
            return Fact(field, value, label.span, f"labels.{field}")
    for label in labels:
        if field is Field.SIGNED and label.kind == "published" and label.bracketed and (value := day(label.value)):
            return Fact(field, value, label.span, "labels.published")
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
        if part.role is ComponentRole.ANNEX and titled:
            yield Fact(Field.ATTACHMENT, part.title, elements.span(part.heading), "lines.annex-mark")
