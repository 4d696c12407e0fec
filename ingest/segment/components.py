"""Divide one document into parts: the document proper, what it carries, its annexes, its imprint.

A notice closes with signature and date; the instrument that it issues follows, then the annexes, last the imprint
(版记). The parts tile the document: every paragraph is in just one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model import ComponentRole
from ingest.rules import table
from ingest.segment.annexlists import attachments_of, without_own_file
from ingest.segment.carried import Part, carried_parts, imprint_start, opens_annex, restated_texts
from ingest.segment.extents import Extent
from ingest.segment.headings import begins_name, heading_of
from ingest.segment.labels import read_labels
from ingest.segment.listed import Listed, instruments_of, issues_another, named_by_heading, titles_in
from ingest.segment.numbers import is_order, order_heading, unserialled
from ingest.segment.paragraphs import Form, Paragraph, alike, is_complete, joined, signs, title_and_number, undressed
from ontology.titles import folded


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's parts in order, the addressee's paragraph, the titles it lists, the signature's paragraphs. The parts
    may end before the extent: what is left over is no part of the document."""

    parts: tuple[Part, ...]
    addressee: int | None
    instruments: tuple[Listed, ...]
    attachments: tuple[Listed, ...]
    signature: range


def outline(paragraphs: Sequence[Paragraph], extent: Extent) -> Outline:
    """Divide a document into its parts."""
    addressee, body = _head(paragraphs, extent)
    extent = _without_other_matter(paragraphs, extent, body)
    title = title_of(paragraphs, extent) or _told_title(paragraphs, range(extent.start, body))
    attachments = without_own_file(
        attachments_of(paragraphs, body, extent.end), title, joined(paragraphs, extent.number)
    )
    signature = _signature(paragraphs, body, extent.end)
    close = signature.stop if signature else _close_without_signature(paragraphs, extent, body, title, attachments)
    while close < extent.end and paragraphs[close].form in (Form.DISCLOSURE, Form.HISTORY):
        close += 1
    instruments = instruments_of(paragraphs, body, close, title) or named_by_heading(
        paragraphs, extent.heading or range(extent.start, body), title
    )
    imprint = imprint_start(paragraphs, close, extent.end)
    titles = [title, *(item.title for item in instruments)]
    restated = restated_texts(paragraphs, body, imprint, titles)
    close = min(close, *restated) if restated else close
    parts = [Part(ComponentRole.MAIN, title, extent.start, close, extent.heading, body)]
    parts += carried_parts(
        paragraphs,
        close,
        imprint,
        [x.title for x in instruments],
        [x.title for x in attachments],
        issues_another(title),
        restated,
    )
    parts = _with_annexed_instruments(_without_echo(parts), instruments)
    if len(parts) > 1 and parts[1].start > close:
        parts[0] = Part(ComponentRole.MAIN, title, extent.start, parts[1].start, extent.heading, body)
    elif len(parts) == 1:
        parts[0] = Part(ComponentRole.MAIN, title, extent.start, imprint, extent.heading, body)
    if imprint < extent.end:
        parts.append(Part(ComponentRole.IMPRINT, "", imprint, extent.end, range(imprint, imprint), imprint))
    return Outline(tuple(parts), addressee, instruments, attachments, signature)


def _without_echo(parts: Sequence[Part]) -> Sequence[Part]:
    """Leave out a last part that is only a line with the document's own title: the name of a file that the page offers."""
    last, title = parts[-1], folded(parts[0].title)
    echoes = last.role is ComponentRole.INSTRUMENT and last.end - last.start == 1 and len(title) >= _OWN_TITLE
    return parts[:-1] if echoes and len(parts) > 1 and folded(last.title).endswith(title) else parts


_OWN_TITLE = 8  # code points


def _with_annexed_instruments(parts: Sequence[Part], instruments: Sequence[Listed]) -> list[Part]:
    """Return the parts; an annex with the title of what the document issues is the instrument, printed below 附件1."""
    printed = {folded(part.title) for part in parts if part.role is ComponentRole.INSTRUMENT}
    issued = {folded(item.title) for item in instruments} - printed - {""}
    return [
        replace(part, role=ComponentRole.INSTRUMENT)
        if part.role is ComponentRole.ANNEX and folded(part.title) in issued
        else part
        for part in parts
    ]


_TWO_LINES = 2  # of most orders: organ and kind, serial
_SERIAL = table("headings")["serial-behind"]
_SERIAL_IN_BRACKET = table("headings")["serial-in-bracket"]


def title_of(paragraphs: Sequence[Paragraph], extent: Extent) -> str:
    """Return the document's heading without its number: `岚州市人民政府令第38号` → `岚州市人民政府令`."""
    if extent.heading == extent.number and len(extent.number) > _TWO_LINES:
        return order_heading([paragraphs[i].text for i in extent.number[:-1]]).replace(" ", "")
    title = joined(paragraphs, extent.heading)
    if extent.heading == extent.number and (order := unserialled(title)):
        return order
    if (titled := title_and_number(title)) is not None:
        name = undressed(titled[0])[0]
        return (
            _SERIAL.pattern.sub("", titled[1]) if is_order(titled[1]) and _published(paragraphs, extent, name) else name
        )
    if extent.heading != extent.number:
        return _SERIAL_IN_BRACKET.pattern.sub("", undressed(title)[0])
    return _SERIAL.pattern.sub("", title)


def _published(paragraphs: Sequence[Paragraph], extent: Extent, name: str) -> bool:
    """Test whether an order's own sentence is below its number and the name of the rule: 交通部令第3号《渡口办法》 above
    《渡口办法》已经…，现予公布. Then the order is the document, and the rule what it issues."""
    below = extent.heading.stop
    if below >= extent.end or not paragraphs[below].text.startswith("《"):
        return False
    text = paragraphs[below].text
    return table("headings")["issuing"].find(text) is not None and folded(name) in folded(text)


def _told_title(paragraphs: Sequence[Paragraph], head: range) -> str:
    """Return the title in the block of labels above a text without a heading; empty if there is none."""
    value = next((label.value for label in read_labels(paragraphs, head) if label.kind == "title"), "")
    titled = title_and_number(value)
    return titled[0] if titled else value


def _without_other_matter(paragraphs: Sequence[Paragraph], extent: Extent, body: int) -> Extent:
    """Cut off what a gazette prints behind a document without a number or heading of its own (news, chronicles): a
    marked headline above prose, after the tables of the document's last annex.

    It is the document's own where the document is not closed above it, where headings of this kind are in its last annex too, and
    where what follows explains the table (填表说明).
    """
    rows = [i for i in range(body, extent.end) if paragraphs[i].form is Form.ROW]
    if not rows:
        return extent
    annexes = [i for i in range(body, rows[-1]) if paragraphs[i].form is Form.ANNEX_MARK]
    if annexes and any(_is_headline(paragraphs, i) for i in range(annexes[-1], rows[-1])):
        return extent
    signature = _signature(paragraphs, body, extent.end)
    closed = rows[-1] if annexes or not signature else max(rows[-1], signature.stop - 1)
    for i in range(closed + 1, extent.end - 1 if annexes or signature else 0):
        if _is_headline(paragraphs, i) and not table("headings")["remark"].whole(paragraphs[i].text):
            return Extent(extent.start, i, extent.heading, extent.number)
    return extent


def _is_headline(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Test for a line that is marked as a heading above prose, and is no document's title."""
    line = paragraphs[i]
    return (
        line.could_be_heading and line.marked and not is_complete(line.text) and paragraphs[i + 1].text.endswith("。")
    )


def _head(paragraphs: Sequence[Paragraph], extent: Extent) -> tuple[int | None, int]:
    """Return the paragraph of the salutation, and where the body begins."""
    body = max(extent.start, extent.heading.stop, extent.number.stop)
    while body < extent.end and paragraphs[body].form in (
        Form.DATE,
        Form.NUMBER,
        Form.METADATA,
        Form.REGISTRATION,
        Form.HISTORY,
        Form.ORDER_SERIAL,  # （第13号） below the heading of a notice
        Form.SIGNED_DATE,  # who writes, and the day, above the text: minutes
    ):
        body += 1
    body = _below_repeated(paragraphs, body, extent)
    if _is_answered(paragraphs, body, extent):
        return body, body + 1
    for i in range(body, min(body + 4, extent.end)):
        if paragraphs[i].form is Form.ADDRESSEE:
            return i, i + 1
        if paragraphs[i].form is not Form.PLAIN or paragraphs[i].text.endswith("。"):
            break
    if body + 1 < extent.end and table("lines")["addressee-bare"].whole(paragraphs[body].text) is not None:
        return (body, body + 1) if paragraphs[body + 1].text.endswith(("。", "：")) else (None, body)
    return None, body


def _is_answered(paragraphs: Sequence[Paragraph], body: int, extent: Extent) -> bool:
    """Test whether a reply names whom it answers on the first line of its body: 东堤镇： above 你镇《关于渡口的请示》收悉."""
    rules = table("lines")
    named = body + 1 < extent.end and rules["addressee-of-reply"].whole(paragraphs[body].text) is not None
    return named and rules["reply-opens"].start(paragraphs[body + 1].text) is not None


_MOST_REPEATED = 3


def _below_repeated(paragraphs: Sequence[Paragraph], body: int, extent: Extent) -> int:
    """Return where the body begins where a page prints the issuer and the heading once more above the note of a law (题注)."""
    at, heading = body, joined(paragraphs, extent.heading)
    while at < min(body + _MOST_REPEATED, extent.end) and (
        heading.startswith(paragraphs[at].text) or alike(paragraphs[at].text, heading) or signs(paragraphs[at])
    ):
        at += 1
    noted = body < at < extent.end and paragraphs[at].form is Form.HISTORY
    return at + 1 if noted else body


_MOST_SIGNERS = 40  # lines with the bodies that issue one paper


def _signature(paragraphs: Sequence[Paragraph], body: int, end: int) -> range:
    """Find the first signature of the document: names of bodies (or the head of one) with the date below, or beside."""
    for i in range(body, end):
        form = paragraphs[i].form
        if form is Form.SIGNED_DATE:
            return range(i, i + 1)
        if form in (Form.ANNEX_MARK, Form.PRINTED):
            break
        if form is Form.NUMERIC_DATE and i > body and signs(paragraphs[i - 1]):
            form = Form.DATE
        if form is Form.DATE and not paragraphs[i].text.startswith(("（", "(")):
            first = i
            while first - 1 >= body and i - first < _MOST_SIGNERS and signs(paragraphs[first - 1]):
                first -= 1
            if body < first < i and begins_name(paragraphs[first - 1].text, paragraphs[first].text):
                first -= 1
            if first < i or i == end - 1 or _closes(paragraphs, i, end):
                return range(first, i + 1)
    return range(end, end)


def _closes(paragraphs: Sequence[Paragraph], i: int, end: int) -> bool:
    """Test whether a day without a body's name above it closes a document: on a page the seal replaces the name. What follows shows
    it (a contact line or another remark in brackets, a list of copies, an annex, the heading of what it carries), or what precedes:
    the end of the text or the list of annexes."""
    after = paragraphs[i + 1] if i + 1 < end else None
    if after is None or after.form in (Form.ANNEX_MARK, Form.PRINTED, Form.COPIES, Form.DISCLOSURE):
        return True
    above = next((j for j in range(i - 1, -1, -1) if paragraphs[j].form is not Form.NUMBERED), -1)
    listed = above >= 0 and paragraphs[above].form is Form.ANNEX_LIST
    # below the list of annexes and the day a page offers their files
    if after.form is Form.ANNEX_LIST and (listed or paragraphs[i - 1].text.endswith("。")):
        return not _is_dated_below(paragraphs, i + 1, end)
    titled = (
        table("headings")["on"].start(after.text) is not None
        or table("headings")["title-end"].find(after.text) is not None
    )
    if after.text.startswith(("（", "(")) or (after.could_be_heading and titled):
        return True
    ended = paragraphs[i - 1].text.endswith("。")
    if ended and table("flattened")["text-opens"].start(after.text) is not None:
        return True  # what the notice hands on begins without its heading
    follows = ended or listed
    return follows and (after.form in (Form.METADATA, Form.LETTERHEAD) or after.could_be_heading)


def _is_dated_below(paragraphs: Sequence[Paragraph], low: int, end: int) -> bool:
    """Test whether another day has a line of its own in the rest of a document, above the marks of its annexes."""
    for i in range(low, end):
        if paragraphs[i].form is Form.ANNEX_MARK:
            return False
        if paragraphs[i].form in (Form.DATE, Form.NUMERIC_DATE, Form.SIGNED_DATE):
            return True
    return False


_FEWEST_BELOW = 5  # paragraphs below 附件1：X表 that make it the heading of an annex, and not an entry of the list


def _close_without_signature(
    paragraphs: Sequence[Paragraph], extent: Extent, body: int, title: str, attachments: Sequence[Listed]
) -> int:
    """Return where an unsigned document ends and what it carries begins: at 附件, at 附件1：X表 with text below it, at the heading that
    repeats the 《…》 of its title."""
    wanted, listed = titles_in(title), [item.title for item in attachments]
    for i in range(body, extent.end):
        form = paragraphs[i].form
        if form is Form.ANNEX_MARK:
            return i
        if form is Form.ANNEX_LIST and i + _FEWEST_BELOW < extent.end:
            above, below = paragraphs[i - 1], paragraphs[i + 1]
            among = Form.ANNEX_LIST in (above.form, below.form) and above.text != paragraphs[i].text
            if not among and opens_annex(paragraphs, i, listed):
                return i
        if wanted and paragraphs[i].could_be_heading:
            run = heading_of(paragraphs, i, wanted, extent.end)
            if run and any(alike(joined(paragraphs, run), name) for name in wanted):
                return i
    return extent.end
