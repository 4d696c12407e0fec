"""Read a document's own number: as it is printed above or below the heading, in brackets, in the imprint, or in a label."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.extract.elements import Elements
from ingest.extract.history import history
from ingest.extract.issuers import issuers, of_government, told_bodies
from ingest.extract.numbers import document_number, minutes_number, order_number
from ingest.extract.owndays import signed
from ingest.model import DocumentNumber, Fact, Field
from ingest.rules import table
from ingest.segment.components import title_of
from ingest.segment.numbers import order_heading
from ingest.segment.paragraphs import Form, Paragraph, joined, title_and_number
from ontology.titles import folded


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
        value = replace(value, code=of_government(elements, value.code))
        return value, Fact(Field.NUMBER, str(value), elements.span(run), "numbers.number")
    if (event := history(elements.paragraphs, elements.head(), elements.extent.end).numbered()) is not None:
        assert event.number is not None
        return event.number, Fact(Field.NUMBER, str(event.number), event.span, "history.number")
    if (bracketed := _bracketed_serial(elements)) is not None:
        return bracketed, Fact(Field.NUMBER, str(bracketed), elements.span(elements.extent.heading), "numbers.number")
    for read in (told_number, _number_below, _serial_of_signer):
        value, fact = read(elements)
        if value is not None:
            return value, fact
    return _filed_number(elements)


def _number_below(elements: Elements) -> tuple[DocumentNumber | None, Fact | None]:
    """Read the number right below the signature, of the same year: some pages print it there in a bracket."""
    at, day = elements.outline.signature.stop, signed(elements)
    if day is None or not 0 < at < elements.extent.end or elements.paragraphs[at].form is not Form.NUMBER:
        return None, None
    paragraph = elements.paragraphs[at]
    value = document_number(paragraph.text)
    if value is None or value.year != getattr(day.value, "year", None):
        return None, None
    return value, Fact(Field.NUMBER, str(value), paragraph.span, "numbers.number")


def _serial_of_signer(elements: Elements) -> tuple[DocumentNumber | None, Fact | None]:
    """Parse 〔2021〕第3号 below a heading that is only the kind of an announcement (通告): who signs is the organ. Below the full heading
    of one the serial may bear the organ's short name: （县防汛指挥部第1号）."""
    title = title_of(elements.paragraphs, elements.extent).replace(" ", "")
    at = elements.extent.heading.stop
    named = table("lines")["serial-of-organ"].whole(elements.paragraphs[at].text) if at < elements.extent.end else None
    if named is not None and title.endswith(_ANNOUNCEMENTS):
        organ, matter, _ = title.partition(_MATTER)
        value = order_number(organ + title[-2:] if matter else title, named["serial"])
        fact = Fact(Field.NUMBER, str(value), elements.paragraphs[at].span, "lines.serial-of-organ") if value else None
        return value, fact
    if (
        title not in _ANNOUNCEMENTS
        or at >= elements.extent.end
        or elements.paragraphs[at].form is not Form.ORDER_SERIAL
    ):
        return None, None
    paragraph = elements.paragraphs[at]
    organs = [str(fact.value) for fact in issuers(elements, None)]
    value = order_number(" ".join(organs) + title, paragraph.text) if organs else None
    return (value, Fact(Field.NUMBER, str(value), paragraph.span, "lines.order-serial")) if value else (None, None)


_ANNOUNCEMENTS = ("公告", "通告")
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
    """Return the last lines of a document, those below its signature."""
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
    """Read the number from the block of labels. 公告2021年第38号 takes its organ from another label."""
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
