"""Find the documents of a source that print no number: by complete headings behind another's close, by titles in the list of contents, and
by their salutation alone."""

import re
from collections.abc import Sequence

from ingest.rules import table
from ingest.segment.annexlists import attachments_of
from ingest.segment.extents import Extent
from ingest.segment.headings import heading_above, heading_below
from ingest.segment.paragraphs import Form, Paragraph, alike, is_complete, joined
from ontology.acts import act_words
from ontology.titles import folded


def unnumbered(paragraphs: Sequence[Paragraph], numbered: list[Extent], titles: set[str]) -> list[Extent]:
    """Find documents without a number, by complete headings after an imprint and by titles in the list of contents; skip lines that
    numbered documents use."""
    claimed = {
        i
        for extent in numbered
        for run in (extent.heading, extent.number, range(extent.start, extent.start + 1))
        for i in run
    }
    found: list[Extent] = []
    for i, paragraph in enumerate(paragraphs):
        if i in claimed or not paragraph.could_be_heading:
            continue
        after_imprint = i > 0 and is_imprint(paragraphs[i - 1])
        after_date = i > 0 and paragraphs[i - 1].form in (Form.DATE, Form.SIGNED_DATE, Form.ROW)
        if not (after_imprint or after_date or titles):
            continue
        run = heading_below(paragraphs, i)
        if not run or any(at in claimed for at in run):
            continue
        title = joined(paragraphs, run)
        if after_imprint and is_annex(paragraphs, numbered, i, title):
            continue  # printed below the imprint
        own = after_date and numbered and _OFFICIAL.find(title) and not _forwards(paragraphs, numbered, i, title)
        if after_imprint or own or folded(title) in titles:
            start = i
            while start > 0 and paragraphs[start - 1].form is Form.REGISTRATION and start - 1 not in claimed:
                start -= 1
            found.append(Extent(start, start, run, range(i, i)))
            claimed.update(run)
    return found


def saluted(paragraphs: Sequence[Paragraph], known: list[Extent]) -> list[Extent]:
    """Find documents without a number that only their salutation shows: right below the imprint of another, or below a heading with
    the metadata of a web page. Pages that collect the documents of one matter lose numbers and headings."""
    claimed = {
        i
        for extent in known
        for run in (extent.heading, extent.number, range(extent.start, extent.start + 1))
        for i in run
    }
    found: list[Extent] = []
    for i in range(2, len(paragraphs)):
        if paragraphs[i].form is not Form.ADDRESSEE:
            continue
        if is_imprint(paragraphs[i - 1]):
            run = range(i, i)
        elif table("labels")["line"].start(paragraphs[i - 1].text) and _ACT.find(paragraphs[i - 2].text):
            run = range(i - 2, i - 1) if i > 2 and is_complete(paragraphs[i - 2].text) else range(0)
        else:
            continue
        at = run.start if run else i
        if run and all(line.could_be_heading or line.form is Form.METADATA for line in paragraphs[:at]):
            continue  # the title of the page is above the heading
        if (run or is_imprint(paragraphs[i - 1])) and at > 0 and not claimed & {at, i}:
            found.append(Extent(at, at, run, range(at, at)))
    return found


def hands_on(paragraphs: Sequence[Paragraph], lead: range, title: str) -> bool:
    """Test whether the text above the first heading is a notice without heading and number of its own, which hands on the document of
    that title: a salutation, 现将《…》转发给你们."""
    lines = [paragraphs[i] for i in lead]
    saluting = next((at for at, line in enumerate(lines) if line.form is Form.ADDRESSEE), len(lines))
    rule = table("headings")["handing-on"]
    named = f"{folded(title)}》"
    return bool(title) and any(named in marked_titles(line.text) and rule.find(line.text) for line in lines[saluting:])


def passed(paragraphs: Sequence[Paragraph], known: list[Extent]) -> list[Extent]:
    """Find laws and regulations that follow another document without a number: a heading with a place's name right above the note of who
    passed it, which the document above does not mention. Pages run several together; a decision is followed by the law that it changes."""
    found: list[Extent] = []
    text_above = -1  # the last line that ends a sentence
    for i, paragraph in enumerate(paragraphs):
        if paragraph.text.endswith("。"):
            text_above = i
        if paragraph.form is not Form.HISTORY or paragraphs[i - 1].form is Form.HISTORY or text_above < 0:
            continue
        run = heading_above(paragraphs, i)
        title = joined(paragraphs, run)
        start = _first_print(paragraphs, run, text_above)
        if start != text_above + 1 or not is_complete(title) or table("headings")["place-first"].start(title) is None:
            continue
        above = max((extent.start for extent in (*known, *found) if extent.start < start), default=0)
        inside = any(extent.start <= start < max(extent.heading.stop, extent.number.stop) for extent in known)
        name = folded(title)
        spoken = any(name in folded(line.text) for line in paragraphs[max(above, start - _ANNEX_REACH) : start])
        if not inside and not spoken and not any(start <= extent.start <= i for extent in known):
            found.append(Extent(start, start, run, range(start, start)))
    return found


def _first_print(paragraphs: Sequence[Paragraph], run: range, floor: int) -> int:
    """Return the first of the lines above a heading in which a page prints it before, with its issuer."""
    title, at = joined(paragraphs, run), run.start
    signature = table("headings")["signature"]
    while at - 1 > floor and (paragraphs[at - 1].text == title or signature.whole(paragraphs[at - 1].text) is not None):
        at -= 1
    return at


_ACT = table("headings")["act-above-labels"]
_ANNEX_REACH = 400  # paragraphs between a document's list of annexes and its imprint


def is_annex(paragraphs: Sequence[Paragraph], known: list[Extent], i: int, title: str) -> bool:
    """Test whether the document above lists this title among its annexes (附件：…)."""
    above = max((extent.start for extent in known if extent.start < i), default=0)
    above = max(above, i - _ANNEX_REACH)
    return any(alike(item.title, title) for item in attachments_of(paragraphs, above, i))


_OFFICIAL = table("headings")["official"]


def _forwards(paragraphs: Sequence[Paragraph], numbered: list[Extent], i: int, title: str) -> bool:
    """Test whether the document above forwards another, or publishes one of this title: then the heading below its date belongs to
    that one."""
    above = max((extent for extent in numbered if extent.start < i), key=lambda extent: extent.start, default=None)
    if above is None:
        return False
    named = f"《{folded(title)}》"
    published = any(
        named in marked_titles(paragraph.text)
        for paragraph in paragraphs[above.number.stop : above.number.stop + _OPENING]
    )
    return published or act_words("forwards").find(joined(paragraphs, above.heading)) is not None


_OPENING = 4  # paragraphs below a number in which an order or announcement names what it publishes
_OUTER_TITLE = re.compile("《((?:[^《》]|《[^《》]*》)*)》")


def marked_titles(text: str) -> str:
    """Return the titles that a text marks, folded, each in 《》."""
    return "".join(f"《{folded(match[1])}》" for match in _OUTER_TITLE.finditer(text))


def is_imprint(paragraph: Paragraph) -> bool:
    """Test for the line of an imprint that prints who has printed the document, and when."""
    return paragraph.form is Form.PRINTED
