"""Read a document's own days: of its signature and of its printing, from the text or from a label."""

from ingest.extract.dates import day, day_of_label
from ingest.extract.elements import Elements
from ingest.extract.issuers import signed_by_another
from ingest.model import Fact, Field, Span
from ingest.rules import table
from ingest.segment.paragraphs import Form, joined


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
    return told_day(elements, Field.SIGNED) or _day_behind_title(elements)


def _day_behind_title(elements: Elements) -> Fact | None:
    """Read the day in the bracket behind the title, of a document that prints none elsewhere."""
    run = elements.extent.heading
    if run and (match := table("headings")["day-behind"].find(joined(elements.paragraphs, run))):
        value, last = day(match["day"]), elements.paragraphs[run.stop - 1]
        if value and (at := last.text.rfind(match["day"])) >= 0:
            low = last.span.start + at
            return Fact(Field.SIGNED, value, Span(low, low + len(match["day"])), "headings.day-behind")
    return None


def told_day(elements: Elements, field: Field) -> Fact | None:
    """Read a day from the block of labels. A law database prints the day of publication (【发布日期】) for that of signature."""
    labels = elements.labels()
    for label in labels:
        if label.kind == field and (value := day_of_label(label.value)):
            return Fact(field, value, label.span, f"labels.{field}")
    for label in labels:
        if (
            field is Field.SIGNED
            and label.kind == "published"
            and label.bracketed
            and (value := day_of_label(label.value))
        ):
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
