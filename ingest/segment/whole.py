"""Find the heading of a source that is one document without a number."""

from collections.abc import Sequence

from ingest.lexicon.abbreviated import in_order
from ingest.rules import table
from ingest.segment.headings import heading_above, heading_below, without_issuer_of_page
from ingest.segment.labels import same_heading
from ingest.segment.numbers import is_minutes
from ingest.segment.paragraphs import Form, Paragraph, is_complete, joined
from ontology.titles import folded

_HEAD_LINES = 12  # lines above the text


def whole_heading(paragraphs: Sequence[Paragraph]) -> range:
    """Return the first complete heading of a source if it comes before the text; empty without one."""
    seen = 0
    for i, paragraph in enumerate(paragraphs):
        if paragraph.form is Form.METADATA or paragraph.has_broken_year:
            continue
        if paragraph.could_be_heading:
            run = _below_name(paragraphs, heading_below(paragraphs, i))
            if run:
                run = minuted(paragraphs, run) or _repeated(paragraphs, run)
                return own_heading(paragraphs, run) or run
        elif _is_label_of_heading(paragraphs, i):
            continue
        elif paragraph.form in (Form.PLAIN, Form.NUMBERED, Form.ADDRESSEE, Form.ROW):
            return _unfinished(paragraphs, i) or _above_salutation(paragraphs, i)
        seen += 1
        if seen == _HEAD_LINES:
            break
    return range(0)


def _is_label_of_heading(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Test for a label of a page (主题：) right above a heading with issuer, subject and kind."""
    if i + 1 == len(paragraphs) or len(paragraphs[i].text) > _LABEL or not paragraphs[i].text.endswith(("：", ":")):
        return False
    return paragraphs[i].form is Form.PLAIN and table("headings")["official"].find(paragraphs[i + 1].text) is not None


_LABEL = 8  # code points of a page's label


def _below_name(paragraphs: Sequence[Paragraph], run: range) -> range:
    """Return a heading without the line above it that is only the name with which it begins: a letterhead without 文件."""
    first = paragraphs[run.start].text if len(run) > 1 else ""
    named = bool(first) and paragraphs[run.start + 1].text.startswith(first)
    return run[1:] if named and table("headings")["signature"].whole(first) is not None else run


def _unfinished(paragraphs: Sequence[Paragraph], i: int) -> range:
    """Return the heading above a salutation that no kind of document ends: a page cut it, or its office did (关于做好渡口安全工作).
    Empty if it names no subject."""
    above = heading_above(paragraphs, i)
    title = joined(paragraphs, above)
    subject = table("headings")["subject"].find(title)
    if paragraphs[i].form is not Form.ADDRESSEE or subject is None or len(title) > _LONGEST_UNFINISHED:
        return range(0)
    issuer = title[: subject.start()]
    return above if not issuer or table("headings")["signature"].whole(issuer) is not None else range(0)


_LONGEST_UNFINISHED = 80  # code points


def _repeated(paragraphs: Sequence[Paragraph], run: range) -> range:
    """Return the heading of the document itself, where `run` is the same title above it: that of the page, or of its block of
    labels. A page may name the issuer between the two."""
    title, below = joined(paragraphs, run), run.stop
    while below < len(paragraphs) and (
        paragraphs[below].form is Form.METADATA
        or paragraphs[below].has_broken_year
        or _is_teaser(title, paragraphs[below].text)
        or _is_short_print(title, paragraphs[below])
    ):
        below += 1
    named = below < len(paragraphs) and table("headings")["signature"].whole(paragraphs[below].text) is not None
    if (
        named and table("headings")["subject"].start(title) is None
    ):  # 关于…的通知 takes the name above it into the heading
        under_issuer = heading_below(paragraphs, below + 1)
        if under_issuer and _without_edition(joined(paragraphs, under_issuer)) == _without_edition(title):
            return _repeated(paragraphs, under_issuer)
    again = _printed_again(paragraphs, run, without_issuer_of_page(paragraphs, heading_below(paragraphs, below)))
    return _repeated(paragraphs, again) if again and _is_page_of(title, joined(paragraphs, again)) else run


def own_heading(paragraphs: Sequence[Paragraph], page: range) -> range:
    """Return the heading that a text prints right above its salutation, or above the note under a law's heading, where `page` is
    another title above it: that of a page which names its text otherwise. Empty if the text has no second heading."""
    for i in range(page.stop, min(page.stop + _HEAD_LINES, len(paragraphs))):
        form = paragraphs[i].form
        opens = form is Form.NUMBERED and table("references")["first-provision"].start(paragraphs[i].text) is not None
        if form in (Form.ADDRESSEE, Form.HISTORY) or opens:
            above = _printed_again(paragraphs, page, heading_above(paragraphs, i))
            title = joined(paragraphs, above)
            if above.start < page.stop or not is_complete(title):
                return range(0)
            if form is Form.ADDRESSEE:
                rules = table("headings")
                fits = rules["act-end"].find(title) is not None and rules["subject"].find(title) is not None
            elif form is Form.NUMBERED:
                page_title = joined(paragraphs, page)
                placed = table("headings")["place-first"].start(title) is not None
                fits = placed and not (_is_act(title) or _is_act(page_title) or same_heading(page_title, title))
            else:
                fits = True
            return above if fits else range(0)
        if below := _official_below_labels(paragraphs, i):
            return below
        if (
            not (paragraphs[i].could_be_heading or form in (Form.METADATA, Form.NUMBERED, Form.DATE))
            or len(paragraphs[i].text) > _BUTTON
        ):
            return range(0)
    return range(0)


def _printed_again(paragraphs: Sequence[Paragraph], page: range, above: range) -> range:
    """Return the last lines of a heading that print the title of the page once more, without the name that the page sets above them; the
    whole heading where none do, and where the title leaves its issuer out (关于…的通知), so that the name is a part of the heading."""
    if table("headings")["subject"].start(joined(paragraphs, page)):
        return above
    title = folded(joined(paragraphs, page))
    again = (range(i, above.stop) for i in above if folded(joined(paragraphs, range(i, above.stop))) == title)
    return next(again, above)


def _official_below_labels(paragraphs: Sequence[Paragraph], i: int) -> range:
    """Return the line at `i` if it is a heading with issuer, subject and kind between a page's labels and the text: a sentence, maybe
    below a salutation that has lost its colon. Empty for others."""
    under_labels = i > 0 and paragraphs[i - 1].form is Form.METADATA
    below = [paragraph.text for paragraph in paragraphs[i + 1 : i + 3]]
    told = any("。" in text or text.endswith(("：", ":")) for text in below)
    official = under_labels and told and table("headings")["official"].find(paragraphs[i].text)
    return range(i, i + 1) if official else range(0)


def _is_act(title: str) -> bool:
    """Test for the title of a document that names a subject or hands something on, in contrast to that of a rule."""
    rules = table("headings")
    return rules["act-end"].find(title) is not None or rules["subject"].find(title) is not None


_BUTTON = 80  # code points of a line of a page's head
_MENU = 24  # code points of a menu's entry


def _above_salutation(paragraphs: Sequence[Paragraph], first: int) -> range:
    """Return the heading of an act right above the first salutation, where a page's menu is above it: lines without a sentence, the
    first of them numbered. Empty without one."""
    if paragraphs[first].form is not Form.NUMBERED or len(paragraphs[first].text) > _MENU:
        return range(0)
    for i in range(first, len(paragraphs)):
        text, form = paragraphs[i].text, paragraphs[i].form
        if form is Form.ADDRESSEE:
            at = i
            while at > first and (paragraphs[at - 1].form is Form.METADATA or not is_complete(paragraphs[at - 1].text)):
                at -= 1
                if i - at > _BETWEEN:
                    return range(0)
            above = heading_above(paragraphs, at)
            return above if table("headings")["official"].find(joined(paragraphs, above)) else range(0)
        if text.endswith(("。", "；")) or (form is not Form.NUMBERED and len(text) > _LONGEST_UNFINISHED * 2):
            return range(0)
    return range(0)


_BETWEEN = 3  # lines of a page between a heading and the salutation


def _without_edition(title: str) -> str:
    """Fold a title without the edition that a law database adds (2003年修正)."""
    return folded(table("headings")["edition-behind"].pattern.sub("", title))


def _is_page_of(page: str, title: str) -> bool:
    """Test whether a line is the page's title of the document below: the same, or a headline that reports the announcement or notice."""
    if same_heading(page, title) or _names_page(page, title):
        return True
    rules = table("headings")
    acts = rules["act-end"].find(title) is not None and rules["act-end"].find(page) is None
    return acts and rules["subject"].find(page) is not None and in_order(folded(page), folded(title))


def _names_page(page: str, title: str) -> bool:
    """Test for the heading of an office's act below a page's headline that leaves its issuer out or shortens it: 岚州渡口停航通告 above
    岚州市交通局关于渡口停航的通告."""
    rules = table("headings")
    subject, issued = rules["subject"].find(title), rules["subject"].find(page)
    if subject is None or rules["act-end"].find(title) is None or (issued is not None and issued.start() > 0):
        return False
    issuer = title[: subject.start()].strip()
    return rules["signature"].whole(issuer) is not None and in_order(folded(page), folded(title))


def _is_short_print(title: str, line: Paragraph) -> bool:
    """Test for a line that prints a title in short, between two prints of it: 停航通告 below 关于渡口停航的通告."""
    rules = table("headings")
    short = line.could_be_heading and is_complete(line.text) and len(line.text) < len(title)
    acts = rules["act-end"].find(line.text) is not None and rules["subject"].find(line.text) is None
    return short and acts and in_order(folded(line.text), folded(title))


def minuted(paragraphs: Sequence[Paragraph], run: range) -> range:
    """Return the heading of minutes below the line that all minutes of an office bear (会议纪要), the number of the issue, and the
    office with the day. Empty if `run` is no such line, or the only heading."""
    if not is_minutes(paragraphs, run):
        return range(0)
    for i in range(run.stop, min(run.stop + _HEAD_LINES, len(paragraphs))):
        below = heading_below(paragraphs, i)
        if below and not is_minutes(paragraphs, below):
            return below
        if (
            paragraphs[i].form not in (Form.SIGNED_DATE, Form.DATE, Form.METADATA)
            and not paragraphs[i].could_be_heading
        ):
            break
    return range(0)


def _is_teaser(title: str, line: str) -> bool:
    """Test for a line in which a page prints its title with the first words of the text, cut off: …的通知 各区（市）县政府…."""
    return line.endswith(("…", "...")) and folded(line).startswith(folded(title))
