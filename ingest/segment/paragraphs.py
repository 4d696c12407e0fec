"""Split the normalized text into paragraphs and classify each by its form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from ingest.model import Span
from ingest.read.layout import has_ended
from ingest.read.normalize import NormalizedText
from ingest.rules import table
from ingest.rules.starts import being, starting
from ontology.titles import folded, likeness


class Form(StrEnum):
    """The form of a paragraph, taken alone: GB/T 9704's elements, a table row, a numbered clause, or plain text. METADATA is given by
    `ingest.segment.labels`, which looks at several paragraphs."""

    NUMBER = "number"
    ORDER_ORGAN = "order-organ"
    ORDER_SERIAL = "order-serial"
    DATE = "date"
    SIGNED_DATE = "signed-date"
    NUMERIC_DATE = "numeric-date"
    PRINTED = "printed"
    REGISTRATION = "registration"
    ANNEX_MARK = "annex-mark"
    ANNEX_LIST = "annex-list"
    DISCLOSURE = "disclosure"
    COPIES = "copies"
    LETTERHEAD = "letterhead"
    ADDRESSEE = "addressee"
    METADATA = "metadata"
    HISTORY = "history"
    ROW = "row"
    NUMBERED = "numbered"
    PLAIN = "plain"


# Whole-line rules in order of precedence: a 文号 is never an addressee.
_WHOLE = (
    Form.ORDER_SERIAL,
    Form.NUMBER,
    Form.DATE,
    Form.NUMERIC_DATE,
    Form.PRINTED,
    Form.REGISTRATION,
    Form.ANNEX_MARK,
    Form.SIGNED_DATE,
    Form.DISCLOSURE,
    Form.LETTERHEAD,
)
_HEADING_LENGTH = 120
_SENTENCE_OPENS = table("headings")["sentence-opens"]
_FILE_NAME = table("carried")["file-name"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the normalized text. span: without its line end. marked: Markdown or the file shows it as a heading."""

    span: Span
    text: str
    form: Form
    marked: bool = False

    @property
    def could_be_heading(self) -> bool:
        """Return whether it is plain and short, neither begins (为…，根据…，) nor ends like a sentence, and lists no file."""
        if self.form not in (Form.PLAIN, Form.ORDER_ORGAN) or len(self.text) > _HEADING_LENGTH or has_ended(self.text):
            return False
        if (file := _FILE_NAME.find(self.text)) and file["about"]:
            return False
        return not ("，" in self.text and _SENTENCE_OPENS.start(self.text)) and not self.has_broken_year

    @property
    def has_broken_year(self) -> bool:
        """Set when a year's bracket is open at its end: a number of which the page has lost a part."""
        return self.text.rfind("〔") > self.text.rfind("〕")


def form_of(text: str) -> Form:
    """Classify one line by its own form."""
    if "\t" in text:
        return Form.ROW
    rules = table("lines")
    if len(text) <= 200 and (form := being("lines", text, _WHOLE)) is not None:
        return Form(form)
    if len(text) <= 800 and rules[Form.HISTORY].whole(text):
        return Form.HISTORY
    if rules[Form.ANNEX_LIST].start(text):
        return Form.ANNEX_LIST
    if rules[Form.COPIES].start(text):
        return Form.COPIES
    if starting("markers", text) is not None:
        return Form.NUMBERED
    if len(text) <= 500 and rules[Form.ADDRESSEE].whole(text):
        return Form.ADDRESSEE
    if len(text) <= 80 and not table("headings")["on"].find(text) and rules[Form.ORDER_ORGAN].whole(text):
        return Form.ORDER_ORGAN
    return Form.PLAIN


def split(normalized: NormalizedText) -> list[Paragraph]:
    """Return all paragraphs of a text, in order, without the empty ones."""
    found: list[Paragraph] = []
    start = 0
    for text in normalized.text.split("\n"):
        if text.strip():
            found.append(Paragraph(Span(start, start + len(text)), text, form_of(text), start in normalized.marked))
        start += len(text) + 1
    return _without_tabbed_marks(found)


_TABBED_MARK = table("headings")["tabbed-mark"]


def _without_tabbed_marks(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Read a clause whose number a tab parts from its text (一、\t总体要求) as a clause, unless it is in a table."""
    found: list[Paragraph] = []
    for is_row, group in groupby(paragraphs, key=lambda paragraph: paragraph.form is Form.ROW):
        lines = list(group)
        marked = is_row and all(_TABBED_MARK.whole(line.text) is not None for line in lines)
        found += [replace(line, form=form_of(line.text.replace("\t", " "))) for line in lines] if marked else lines
    return found


# --- comparing titles -------------------------------------------------------------------------------


LIKE = 0.65
"""The likeness from which two titles are printings of one."""


def alike(a: str, b: str) -> bool:
    """Test whether two titles are printings of one, maybe with a typing error, a 的 or a part left out."""
    short, long = sorted((folded(a).replace("的", ""), folded(b).replace("的", "")), key=len)
    if not short or len(short) * 10 < len(long) * 7:
        return False
    return short in long or likeness(short, long) >= LIKE


def is_complete(title: str) -> bool:
    """Test whether a heading ends with a kind of document and its brackets are closed."""
    if (named := table("headings")["page-name"].find(title)) is not None:
        title = title[: named.start()]
    balanced = title.count("《") == title.count("》") and title.count("（") == title.count("）")
    return balanced and bool(table("headings")["title-end"].find(title))


_BLANK_IN_TITLE = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")


def joined(paragraphs: Sequence[Paragraph], run: range) -> str:
    """Join the lines of a heading into one title, without the blanks of its layout."""
    return _BLANK_IN_TITLE.sub("", "".join(paragraphs[i].text for i in run)).strip()


def signs(paragraph: Paragraph) -> bool:
    """Test for a line of a signature: names of bodies, the head of one, or a line in place of the seal."""
    rules = table("headings")
    text = paragraph.text
    if rules["seal"].whole(text) is not None:
        return True
    if not paragraph.could_be_heading:
        return False
    return len(text) <= 80 and (rules["signature"].whole(text) is not None or rules["person"].whole(text) is not None)


def title_and_number(line: str) -> tuple[str, str] | None:
    """Split a line that prints heading and number: `…的通知人社部发〔2020〕11号`, `…的通知（岚政发〔2022〕8号）`,
    `岚政发〔2022〕8号-…的通知`; None if it is no such line."""
    rules = table("headings")
    match = rules["number-behind"].whole(line) or rules["number-ahead"].whole(line)
    return (_unbracketed(match["title"].strip()), match["number"]) if match else None


def _unbracketed(title: str) -> str:
    """Return a title without the bracket in which it is printed behind a number: 岚州海关公告2020年第24号（关于…的公告）."""
    inner = title[1:-1]
    for left, right in (("（", "）"), ("(", ")")):
        if title.startswith(left) and title.endswith(right) and _balanced(inner, left, right):
            return inner
    return title


_BEHIND = ("page-name", "day-behind")
_OUTER = (("《", "》"), ("“", "”"))


def undressed(title: str) -> tuple[str, int]:
    """Return a heading without what a page puts around it (【转发】, its column and site, its number and day in a collection, outer
    《》 or “”), and how many characters before it are cut."""
    rules = table("headings")
    mark = rules["dress"].start(title)
    named = next((found for name in _BEHIND if (found := rules[name].find(title))), None) or status_behind(title, title)
    entry = rules["entry"].whole(title)
    low, high = mark.end() if mark else 0, named.start() if named else len(title)
    low = entry.end("marker") if entry else low
    for left, right in _OUTER:
        inner = title[low + 1 : high - 1]
        if title[low:high].startswith(left) and title[low:high].endswith(right) and _balanced(inner, left, right):
            low, high = low + 1, high - 1
    return title[low:high], low


def status_behind(line: str, title: str) -> re.Match[str] | None:
    """Find what a site adds of the status behind a title (…的通知【已废止】), of which `line` is the last line."""
    rules = table("headings")
    return None if rules["of-several"].find(title) else rules["status-behind"].find(line)


def _balanced(text: str, left: str, right: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == left) - (char == right)
        if depth < 0:
            return False
    return depth == 0
