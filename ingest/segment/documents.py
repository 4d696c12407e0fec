"""Find where each published document of a source begins and ends.

A document is recognised by its 发文字号 on a line of its own, with a heading above it (gazettes) or below it (letterheads). A
document without a number is recognised by a complete heading after another's imprint, or by its title in the list of contents.
Text that belongs to no document is reported, never guessed into one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.model.furniture import GAZETTE
from ingest.read.normalize import NormalizedText
from ingest.rules import table
from ingest.segment.contents import contents_titles
from ingest.segment.extents import Extent
from ingest.segment.headings import heading_above, heading_below, heading_of, noted_heading, uncut
from ingest.segment.labels import can_tell_of, closes_text, label_blocks, read_labels, same_heading
from ingest.segment.numbers import (
    is_announcement,
    is_head_of_page,
    is_heading_with_number,
    is_listed,
    is_minutes,
    is_order,
    is_order_of_page,
    is_page_title,
    number_at,
    with_organs,
)
from ingest.segment.paragraphs import Form, Paragraph, is_complete, joined
from ingest.segment.repeated import Prints, without_page_titles
from ingest.segment.unnumbered import hands_on, is_annex, is_imprint, marked_titles, passed, saluted, unnumbered
from ingest.segment.whole import minuted, own_heading, whole_heading
from ontology.titles import folded


@dataclass(frozen=True, slots=True)
class Division:
    """documents, and the paragraphs (half-open ranges) that belong to none of them. repeated: those that print a document of the
    source once more."""

    documents: tuple[Extent, ...]
    unattributed: tuple[range, ...]
    repeated: tuple[range, ...] = ()


_MATTER = "关于"  # with which a title begins that leaves out its issuer
_BEFORE_HEADING = (Form.REGISTRATION, Form.LETTERHEAD, Form.METADATA, Form.NUMBER)


def divide(normalized: NormalizedText, paragraphs: Sequence[Paragraph]) -> Division:
    """Find the documents of a source. If none is recognised, the whole source is one document."""
    starts = _numbered(paragraphs)
    starts += _labelled(paragraphs, starts)
    starts.sort(key=lambda extent: extent.start)
    starts += unnumbered(paragraphs, starts, contents_titles(normalized))
    starts = without_page_titles(paragraphs, sorted(starts, key=lambda extent: extent.start))
    for find in (saluted, passed):
        if more := find(paragraphs, starts):
            if not starts:
                first = _whole(paragraphs)
                starts.append(Extent(0, 0, first.heading, first.number))
            starts = sorted([*starts, *more], key=lambda extent: extent.start)
    if not starts:
        return Division((_whole(paragraphs),) if paragraphs else (), ())
    documents: list[Extent] = []
    unattributed: list[range] = []
    repeated: list[range] = []
    gazette = any(item.kind in GAZETTE for item in normalized.furniture)
    prints = Prints(paragraphs)
    if starts[0].start > 0:
        lead = range(starts[0].start)
        if hands_on(paragraphs, lead, joined(paragraphs, starts[0].heading)):
            starts.insert(0, Extent(0, 0, range(0), range(0)))
        elif len(starts) == 1 or not any(paragraphs[i].text.endswith("。") for i in lead):
            # Page titles and dates of a web page are above its one document.
            starts[0] = Extent(0, starts[0].end, starts[0].heading, starts[0].number)
        else:
            unattributed.append(lead)
    for extent, after in zip(starts, [*starts[1:], None], strict=True):
        end = after.start if after else len(paragraphs)
        stop = _after_imprint(paragraphs, extent, end)
        stop = _above_chronicle(paragraphs, extent, stop) if gazette else stop
        heading = range(
            extent.heading.start, max(extent.heading.start, min(extent.heading.stop, stop))
        )  # a line below may open the next
        if prints.repeats(range(extent.start, stop), extent.number, heading):
            repeated.append(range(extent.start, stop))
        else:
            documents.append(Extent(extent.start, stop, heading, extent.number))
        if stop < end:
            unattributed.append(range(stop, end))
    return Division(tuple(documents), tuple(unattributed), tuple(repeated))


def _numbered(paragraphs: Sequence[Paragraph]) -> list[Extent]:
    """Find documents that print a number on a line of its own, or at either end of their heading."""
    found: list[Extent] = []
    floor = 0
    for i, paragraph in enumerate(paragraphs):
        if i < floor:
            continue
        number = number_at(paragraphs, i)
        if not number:
            if is_heading_with_number(paragraph) and not (found and is_listed(paragraphs, i)):
                if not found and is_page_title(paragraphs, i):
                    floor = i + 1
                    continue
                heading = heading_above(paragraphs, i + 1)
                heading = range(max(heading.start, floor), i + 1)
                found.append(Extent(heading.start, heading.start, heading, range(i, i + 1)))
                floor = i + 1
            continue
        stops = (found[-1].number.stop, found[-1].heading.stop) if found else ()
        if i in stops and paragraph.text == joined(paragraphs, found[-1].number):
            continue  # a page prints the number twice, above its heading and below
        if is_order_of_page(paragraphs, number):
            continue
        if (noted := noted_heading(paragraphs, number.start, floor)) and is_order(paragraph.text):
            found.append(Extent(noted.start, noted.start, noted, number))
            floor = number.stop
            continue
        number = with_organs(paragraphs, number, floor)
        i = number.start
        above = heading_above(paragraphs, _above_labels(paragraphs, i))
        above = range(max(above.start, floor), above.stop)
        after = number.stop
        while after < len(paragraphs) and paragraphs[after].form in (Form.LETTERHEAD, Form.REGISTRATION):
            after += 1
        below = heading_below(paragraphs, after)
        title_above = joined(paragraphs, above)
        title_below = joined(paragraphs, below)
        if is_minutes(paragraphs, number[:1]):
            heading = minuted(paragraphs, number[:1]) or number[:1]
        elif len(number) > 1 or (paragraph.form is Form.NUMBER and _heads_itself(paragraph.text, title_below)):
            announced = _MATTER in title_below and "令" not in joined(paragraphs, number)
            own = not is_complete(title_above) or _publishes(paragraphs, number.stop, title_above)
            own = own or title_above.startswith(paragraph.text)  # the page's title is the order with what it publishes
            heading = number if own and not announced else below if own else above
        elif title_below and (not is_complete(title_above) or _prints_again(title_above, title_below)):
            heading = _without_site(paragraphs, below, title_above)
        elif any("\u3400" <= char <= "\u9fff" for char in title_above):
            heading = uncut(paragraphs, above)
        elif i == 0 or _opens_document(paragraphs, number.stop):
            heading = range(i, i)
        else:
            continue
        start = min(heading.start if heading else i, i)
        if heading == below or not heading:
            start = above.start if above and not is_complete(title_above) else i
        while start > floor and paragraphs[start - 1].form in _BEFORE_HEADING:
            start -= 1
        if found and heading and is_head_of_page(paragraphs, found[-1], heading, number):
            start = found.pop().start
        found.append(Extent(start, start, heading, number))
        floor = max(number.stop, heading.stop)
    return found


def _heads_itself(number: str, below: str) -> bool:
    """Test for a line that is heading and number in one: an order's, or an announcement's without a heading below."""
    return is_order(number) or (not below and is_announcement(number))


def _publishes(paragraphs: Sequence[Paragraph], at: int, title: str) -> bool:
    """Test for the sentence with which an order publishes the document of a title, 《甲办法》已经…通过，现予公布, and that title or the
    first chapter or article below it: the title above the number is then that of the page."""
    if at >= len(paragraphs):
        return False
    text, name = paragraphs[at].text, folded(title)
    if table("headings")["issuing"].find(text) is None or not marked_titles(text).startswith(f"《{name}》"):
        return False
    below = paragraphs[at + 1 : at + 1 + _HEAD_LINES]
    if any(_opens_rule(paragraph) for paragraph in below):
        return True
    lines = [folded(paragraph.text) for paragraph in below]
    return any("".join(lines[i : i + n]) == name for i in range(len(lines)) for n in range(1, _LINES_OF_TITLE + 1))


def _opens_rule(paragraph: Paragraph) -> bool:
    """Test for the first chapter or article of a rule."""
    return paragraph.form is Form.NUMBERED and any(table("markers")[name].start(paragraph.text) for name in _UNITS)


_UNITS = ("chapter", "article")


def _prints_again(above: str, below: str) -> bool:
    """Test whether the heading below a number is that above it once more: shorter, with the issuer that a page left out, or with the
    notice that hands on what the page names. A page may add 关于: 岚州市民政局关于转发…."""
    page, own = folded(above), folded(below)
    return own in page or page in own or page.replace(_MATTER, "", 1) == own.replace(_MATTER, "", 1)


def _without_site(paragraphs: Sequence[Paragraph], below: range, above: str) -> range:
    """Return the lines of a heading that print the whole title above it once more, without those of the site before them."""
    name = folded(above)
    again = (range(i, below.stop) for i in below if folded(joined(paragraphs, range(i, below.stop))) == name)
    whole = is_complete(above) and not name.startswith(_MATTER)
    return next(again, below) if whole else below


def _above_labels(paragraphs: Sequence[Paragraph], i: int) -> int:
    """Return where a page's labels between heading and number begin; `i` if there are none."""
    while i > 0 and paragraphs[i - 1].form is Form.METADATA:
        i -= 1
    return i


def _labelled(paragraphs: Sequence[Paragraph], numbered: list[Extent]) -> list[Extent]:
    """Find documents whose number and title are given by a web page's block of labels, and not by the head of the text."""
    found: list[Extent] = []
    heads = [range(extent.start, max(extent.heading.stop, extent.number.stop)) for extent in numbered]
    for run in label_blocks(paragraphs):
        labels = {label.kind: label.value for label in read_labels(paragraphs, run)}
        below = run.stop
        while below < len(paragraphs) and paragraphs[below].could_be_heading and below - run.stop < _HEAD_LINES:
            below += 1
        floor = max((head.stop for head in heads if head.start <= run.start), default=-1)
        told = run.start <= floor or any(run.stop <= head.start <= below for head in heads)
        if told or not labels.keys() & {"number", "title"} or _tells_of_above(paragraphs, run, labels, numbered):
            continue
        start = run.start
        while start > max(floor, 0) and paragraphs[start - 1].could_be_heading:
            start -= 1
        heading = _told_heading(paragraphs, run, below, labels.get("title", ""))
        above = heading_above(paragraphs, run.start)
        if not heading and is_complete(joined(paragraphs, above)):
            heading = range(max(above.start, start), above.stop)
        if heading and heading.start >= run.stop:
            heading = own_heading(paragraphs, heading) or heading
        found.append(Extent(start, start, heading, range(start, start)))
    return found


def _tells_of_above(
    paragraphs: Sequence[Paragraph], run: range, labels: Mapping[str, str], numbered: Sequence[Extent]
) -> bool:
    """Test whether a block of labels closes the text above it, and describes that text."""
    if not closes_text(paragraphs, run):
        return False
    above = max((extent for extent in numbered if extent.start < run.start), key=_start, default=_whole(paragraphs))
    return can_tell_of(labels, joined(paragraphs, above.number), joined(paragraphs, above.heading))


def _start(extent: Extent) -> int:
    return extent.start


_LINES_OF_TITLE = 3
_HEAD_LINES = 12  # lines between a page's block of labels and the text


def _told_heading(paragraphs: Sequence[Paragraph], block: range, below: int, title: str) -> range:
    """Return the lines below a block of labels that print the title that it gives, or any heading where it gives none."""
    for i in range(block.stop, below):
        run = heading_of(paragraphs, i, [title] if title else [], below)
        if run and (not title or same_heading(title, joined(paragraphs, run))):
            return run
    return range(block.stop, block.stop)


def _opens_document(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Test whether a salutation follows: then the number belongs to a document without a heading."""
    return at < len(paragraphs) and paragraphs[at].form is Form.ADDRESSEE


def _after_imprint(paragraphs: Sequence[Paragraph], extent: Extent, end: int) -> int:
    """Return where a document ends: after its imprint, unless an annex follows."""
    for i in range(max(extent.heading.stop, extent.number.stop, extent.start), end):
        if is_imprint(paragraphs[i]):
            rest = paragraphs[i + 1 : end]
            if not rest or any(p.form in (Form.ANNEX_MARK, Form.PRINTED) for p in rest[:40]):
                continue
            if (below := heading_below(paragraphs, i + 1, end)) and is_annex(
                paragraphs, [extent], i, joined(paragraphs, below)
            ):
                continue
            return i + 1
    return end


def _above_chronicle(paragraphs: Sequence[Paragraph], extent: Extent, end: int) -> int:
    """Return where a document of a gazette ends: above the section that reports what happened, or above the one of news right behind its
    close, if one follows. Else the name of such a section is a heading of the document."""
    rules = table("furniture")
    for i in range(max(extent.heading.stop, extent.number.stop, extent.start + 1), end):
        text = paragraphs[i].text
        if rules["chronicle"].whole(text) or (paragraphs[i - 1].form in _CLOSES and rules["news"].whole(text)):
            return i
    return end


_CLOSES = (Form.DATE, Form.SIGNED_DATE, Form.PRINTED, Form.REGISTRATION, Form.DISCLOSURE, Form.COPIES)


def _whole(paragraphs: Sequence[Paragraph]) -> Extent:
    """Take the whole source as one document."""
    return Extent(0, len(paragraphs), whole_heading(paragraphs), range(0))
