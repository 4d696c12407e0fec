"""Find the block of labels that a web page or a law database prints above a document, and read it.

索引号：… 发文机关：… 发文字号：… in lines, in cells, in brackets, or with the value on the line below. The block is no part of
the document's text; its facts count where the text has none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.model import Span
from ingest.rules import table
from ingest.segment.paragraphs import Form, Paragraph
from ontology.titles import folded, likeness

_KINDS = (
    "title",
    "number",
    "issuer",
    "signed",
    "published",
    "effective",
    "expires",
    "status",
    "registration",
    "claimed-on",
)
_REACH = 16
"""Paragraphs of a page's head (its title, the number) that may be above the block."""
_LONGEST = 400
"""The longest line of a block, in code points."""
_OPENS = (Form.PLAIN, Form.ORDER_ORGAN, Form.NUMBER, Form.DATE, Form.LETTERHEAD, Form.REGISTRATION, Form.ROW)
_MENU = 14
"""The longest entry of a page's menu, in code points."""
BULLETS = tuple("•●▪◆■")
"""The bullets of a page's lists, which number nothing."""
_AROUND = "\t |\"'"
"""Characters that may surround a value: the cell's border, the quotes of YAML."""
_LAST = 3
"""Paragraphs at a source's end in which a site may add a remark on the document's status."""
_ENOUGH = 4
"""So many labels make a block elsewhere than in a page's head, where another document's page may begin."""
FOOT_LINES = 6
"""Lines of a page's foot below a block of labels."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label and its value. kind: the rule that knows the label, empty for those that describe no document; bracketed: in
    【】, as law databases print it. span: of the value, in the normalized text."""

    kind: str
    name: str
    value: str
    span: Span
    bracketed: bool = False


def mark_labels(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Give the paragraphs of each block the form METADATA."""
    marked = list(paragraphs)
    at, head = 0, True
    while at < len(marked):
        run, count = _block(marked, at)
        if head and not count:
            run, count = _bare_block(marked, at)
        if count >= (1 if head else _ENOUGH):
            for i in run:
                marked[i] = replace(marked[i], form=Form.METADATA)
            at = run.stop
            continue
        paragraph = marked[at]
        if (head or at >= len(marked) - _LAST) and is_remark(paragraph.text):
            marked[at] = replace(paragraph, form=Form.METADATA)
            at += 1
            continue
        opens = paragraph.form in _OPENS or (len(paragraph.text) <= _MENU and paragraph.text.startswith(BULLETS))
        if at >= _REACH or not opens or paragraph.text.endswith("。"):
            head = head and paragraph.form is Form.METADATA
        at += 1
    return marked


def is_remark(text: str) -> bool:
    """Test for a line that a site adds on a document's status: 【已废止】, （已被岚政发〔2024〕3号废止）."""
    return len(text) <= _LONGEST and table("labels")["remark"].whole(text) is not None


def _remark(paragraph: Paragraph) -> Label | None:
    if not is_remark(paragraph.text):
        return None
    return Label("remark", "", paragraph.text, paragraph.span)


def read_labels(paragraphs: Sequence[Paragraph], run: range) -> list[Label]:
    """Read the labels of the paragraphs in `run` that have the form METADATA, in printed order."""
    found: list[Label] = []
    for i in run:
        paragraph = paragraphs[i]
        if paragraph.form is not Form.METADATA:
            continue
        if remark := _remark(paragraph):
            found.append(remark)
            continue
        labels = list(_labels(paragraph))
        own = bool(labels) or table("labels")["bare-line"].start(paragraph.text) is not None
        if not own and found and not found[-1].value:  # the value is on the line below
            found[-1] = replace(found[-1], value=paragraph.text.strip(), span=paragraph.span)
        elif not labels:
            labels = list(_bare(paragraph))
        found += labels
    return [label for label in found if label.value]


def label_blocks(paragraphs: Sequence[Paragraph]) -> Iterator[range]:
    """Return the runs of paragraphs that have the form METADATA."""
    start = None
    for i, paragraph in enumerate(paragraphs):
        if paragraph.form is Form.METADATA:
            start = i if start is None else start
        elif start is not None:
            yield range(start, i)
            start = None
    if start is not None:
        yield range(start, len(paragraphs))


def _block(paragraphs: Sequence[Paragraph], first: int) -> tuple[range, int]:
    """Return the lines from `first` that are labels with their values, and how many different labels they are."""
    names: set[str] = set()
    values: list[str] = []
    at, waiting, below = first, False, True  # below: values have lines of their own
    last = ""  # the name of the last label
    while at < len(paragraphs):
        text = paragraphs[at].text
        labels = list(_labels(paragraphs[at])) if len(text) <= _LONGEST else []
        if labels:
            names |= {label.name for label in labels}
            last = labels[-1].name
            below = below and not any(label.value for label in labels)
            waiting = below
        elif waiting and at > first and not text.endswith("。") and not _is_heading(paragraphs, at, last, values):
            values.append(text)
            waiting = False
        elif names and (files := _files(paragraphs, at)):
            at, waiting = files.stop, False
            continue
        else:
            break
        at += 1
    return range(first, at), len(names)


def _files(paragraphs: Sequence[Paragraph], first: int) -> range:
    """Return the mark of annexes at `first` and the names of files below it, which a page lists among its labels; else an empty range."""
    at = first + 1
    if paragraphs[first].form is Form.ANNEX_MARK:
        while at < len(paragraphs) and table("carried")["file-name"].find(paragraphs[at].text):
            at += 1
    return range(first, at) if at > first + 1 else range(first, first)


def _is_heading(paragraphs: Sequence[Paragraph], at: int, label: str, values: Sequence[str]) -> bool:
    """Test for a line of the document's heading below a label without a value: one that names issuer, subject and kind, or a subject
    above the number. Of the labels only a title and a summary have such a value."""
    text, below = paragraphs[at].text, paragraphs[at + 1 : at + 2]
    rules = table("headings")
    headed = rules["official"].find(text) is not None or table("webpages")["heading-opened"].find(text) is not None
    numbered = any(line.form is Form.NUMBER for line in below) and rules["subject"].find(text) is not None
    return ((headed or numbered) and table("labels")["titled"].whole(label) is None) or _opens_heading(text, values)


def _opens_heading(text: str, values: Sequence[str]) -> bool:
    """Test for the first line of a title that a label gave before: the label right above has no value. A body's name alone is the
    value of that label, though titles begin with their issuer."""
    if len(text) < _FEWEST_OF_TITLE or not any(folded(value).startswith(folded(text)) for value in values):
        return False
    return table("headings")["signature"].whole(text) is None


_FEWEST_OF_TITLE = 6
"""The fewest code points of a title's first line."""
_FEWEST_BARE = 3  # labels without a sign behind them that make a block


def _bare_block(paragraphs: Sequence[Paragraph], first: int) -> tuple[range, int]:
    """Return what `_block` returns for labels without a colon: `发文机关 岚州市人民政府`, or label and value in turn."""
    rules = table("labels")
    names: set[str] = set()
    at, waiting, last = first, False, ""
    while at < len(paragraphs) and len(paragraphs[at].text) <= _LONGEST:
        match = rules["bare"].whole(paragraphs[at].text)
        if match is not None:
            labels = list(_bare(paragraphs[at]))
            names |= {label.name for label in labels}
            waiting, last = not labels[-1].value, labels[-1].name
        elif waiting and not paragraphs[at].text.endswith("。") and not _is_heading(paragraphs, at, last, ()):
            waiting = False
        else:
            break
        at += 1
    sure = len(names) >= _FEWEST_BARE and any(rules["bare-block"].whole(name) for name in names)
    return (range(first, at), len(names)) if sure else (range(first, first), 0)


def _bare(paragraph: Paragraph) -> Iterator[Label]:
    """Read the labels of a line that has no sign behind them, each with the words up to the next."""
    rules = table("labels")
    match = rules["bare"].whole(paragraph.text)
    if match is None:
        return
    names, at = [(match["label"], match.start("value"))], match.start("value")
    ends = []
    for following in rules["bare-next"].each(match["value"]):
        ends.append(at + following.start())
        names.append((following["label"], at + following.end()))
    for (name, low), high in zip(names, [*ends, len(paragraph.text)], strict=True):
        value = paragraph.text[low:high]
        start = paragraph.span.start + low + len(value) - len(value.lstrip())
        yield Label(_kind(name), name, value.strip(), Span(start, start + len(value.strip())))


def _kind(name: str) -> str:
    return next((kind for kind in _KINDS if table("labels")[kind].whole(name)), "")


def _labels(paragraph: Paragraph) -> Iterator[Label]:
    """Read a line's labels with their values; none if the line does not begin with one."""
    text, rules = paragraph.text, table("labels")
    if not any(mark in text for mark in ":：】]〕\t|"):
        return
    matches = list(rules["label"].each(text))
    if not matches or matches[0].start() > 0:
        return
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        low, high = match.end(), after.start() if after else len(text)
        value = text[low:high]
        low += len(value) - len(value.lstrip(_AROUND))
        value = value.strip(_AROUND + "；;")
        name = match["bracketed"] or match["plain"] or match["cell"] or match["index"]
        start = paragraph.span.start + low
        yield Label(_kind(name), name, value, Span(start, start + len(value)), bool(match["bracketed"]))


def closes_text(paragraphs: Sequence[Paragraph], run: range) -> bool:
    """Test for a block of labels below a text, at the end of its source."""
    below = range(run.stop, len(paragraphs))
    return (
        len(below) <= FOOT_LINES
        and not any(_is_text(paragraphs[i]) for i in below)
        and any(_is_text(paragraphs[i]) for i in range(run.start))
    )


def _is_text(paragraph: Paragraph) -> bool:
    return paragraph.form is not Form.METADATA and paragraph.text.endswith("。")


def can_tell_of(labels: Mapping[str, str], number: str, title: str) -> bool:
    """Test whether a block of labels can be that of a document: where both have a number or a title, they agree."""
    told = labels.get("number", "")
    if told and number:
        return folded(told) in folded(number) or folded(number) in folded(told)
    if labels.get("title") and title:
        return same_heading(labels["title"], title)
    return True


def same_heading(page: str, document: str) -> bool:
    """Test whether the title of a page and the title of the document below are the same, or the same with the issuer's name."""
    if (whole := page.rstrip("….")) != page:  # the page has cut its title off
        return folded(document).startswith(folded(whole))
    a, b = folded(page), folded(document)
    return b in a or a in b or (bool(table("headings")["subject"].start(page)) and likeness(page, document) >= 0.5)
