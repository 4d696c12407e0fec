"""Read a document's list of annexes (附件说明, GB/T 9704-2012 7.3.4): which annexes it names, and where."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from ingest.rules import table
from ingest.segment.listed import Listed
from ingest.segment.paragraphs import LIKE, Form, Paragraph, is_complete, signs
from ontology.numbers import numeral
from ontology.titles import folded, likeness

_MAX_ITEMS = 60
_MAX_ANNEXES = 300  # each is compared with each, so a hostile text must not have more


def attachments_of(paragraphs: Sequence[Paragraph], body: int, end: int) -> tuple[Listed, ...]:
    """Read 附件说明 (GB/T 9704 7.3.4): 附件：1. X 2. Y, on one line or several, an item perhaps over several lines."""
    found: dict[str, Listed] = {}
    dated = False
    for i in range(body, end):
        if found and paragraphs[i].form is Form.ANNEX_MARK:
            break  # what an annex lists is its own
        dated = dated or (bool(found) and paragraphs[i].form in (Form.DATE, Form.SIGNED_DATE))
        if paragraphs[i].form is Form.ANNEX_LIST and len(found) < _MAX_ANNEXES:
            # A page offers below the day the files of the annexes that are listed above it, and maybe others.
            offered = dated and _offers_files(paragraphs, i, end)
            for item in _items(paragraphs, i, end):
                if item.title and not (offered and _is_file_of(item.title, found)):
                    found.setdefault(folded(item.title), item)
    return tuple(found.values())


def _offers_files(paragraphs: Sequence[Paragraph], i: int, end: int) -> bool:
    """Test whether a list of annexes names files, on its line or on the line below."""
    if paragraphs[i].form is not Form.ANNEX_LIST:
        return False
    file = table("carried")["file-name"]
    return any(file.find(line.text) for line in paragraphs[i : min(i + 2, end)])


def _is_file_of(name: str, found: Collection[str]) -> bool:
    """Test whether a file's name is that of a listed annex, or of several (附件1-2). found: the titles of those, folded."""
    if table("carried")["annex-mark"].find(name) is not None:
        return True
    file = folded(name)
    return any(title in file or file in title or likeness(title, file) >= LIKE for title in found)


def without_own_file(items: tuple[Listed, ...], title: str, number: str) -> tuple[Listed, ...]:
    """Leave out of a list of annexes the document itself, which a page offers as a file: 附件：岚水发〔2020〕3号.pdf, 附件：…的通知.doc.

    title, number: the document's, as printed; empty where it has none. An entry with the own title is no annex where it is that of an act,
    whose annexes bear other names.
    """
    own = {folded(number), folded(title), folded(number + title), folded(title + number)} - {""}
    if table("headings")["act-end"].find(title) is None:
        own -= {folded(title)}
    return tuple(item for item in items if folded(item.title) not in own)


def mark_annex_lists(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Give 附件： on a line of its own the form of a list of annexes, where the names of annexes are in the lines below, or where the
    page has lost them and the signature follows."""
    marked = list(paragraphs)
    for i, paragraph in enumerate(paragraphs):
        if paragraph.form is Form.ANNEX_MARK and (_names_below(paragraphs, i) or _signature_below(paragraphs, i)):
            marked[i] = replace(paragraph, form=Form.ANNEX_LIST)
    return marked


def _signature_below(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Test whether a signature with its date is right below a line."""
    at = i + 1
    while at < min(len(paragraphs), i + 6) and signs(paragraphs[at]):
        at += 1
    return at > i + 1 and at < len(paragraphs) and paragraphs[at].form is Form.DATE


_CLOSES_LIST = (
    Form.DATE,
    Form.SIGNED_DATE,
    Form.DISCLOSURE,
    Form.COPIES,
    Form.PRINTED,
    Form.METADATA,
    Form.ANNEX_MARK,
)


def _names_below(paragraphs: Sequence[Paragraph], i: int) -> list[Listed]:
    """Read the names of annexes below 附件：: lines numbered from 1, names of files, or one title; then the signature, an annex or the
    end of the text follows. Empty if something else is there."""
    found: list[Listed] = []
    sure, bare = True, 0  # bare: names without a number or the ending of a file
    at = i + 1
    while at < len(paragraphs) and len(found) < _MAX_ITEMS:
        text = paragraphs[at].text
        if len(text) > _LONGEST_NAME or text.endswith(("。", "：")) or paragraphs[at].form in (Form.ROW, *_CLOSES_LIST):
            break
        mark = table("lines")["annex-list"].start(text)
        low = mark.end() if mark else 0
        item = table("carried")["item"].pattern.match(text, low)
        numbered = item is not None and _number(item) == len(found) + 1
        name = clean_title(text[item.end() if item and numbered else low :])
        file = table("carried")["file-name"].find(text) is not None
        plain = bare == len(found) and not signs(paragraphs[at])
        if found:  # the first may be any whole title
            plain = plain and _ANNEX_NAME.whole(name) is not None and _ANNEX_REST.start(name) is None
        else:
            plain = plain and (is_complete(name) or _ANNEX_NAME.whole(name) is not None)
        if not (numbered or file or mark or plain):
            break
        bare += not (numbered or file or mark)
        sure = sure and (file or is_complete(name))
        start = paragraphs[at].span.start + max(text.find(name), 0)
        found.append(Listed(name, start, start + len(name)))
        at += 1
    after = paragraphs[at] if at < len(paragraphs) else None
    closed = after is not None and (after.form in _CLOSES_LIST or signs(after))
    if bare > 1 or (bare and not is_complete(found[0].title)):
        return found if bare == len(found) and after is not None and signs(after) else []
    return found if closed or (after is None and sure) else []


_BARE = table("carried")["bare-item"]
_ANNEX_NAME = table("carried")["annex-name"]
_ANNEX_REST = table("carried")["annex-rest"]
_LONGEST_NAME = 90  # code points of an annex's name on a line of its own


def _items(paragraphs: Sequence[Paragraph], first: int, end: int) -> list[Listed]:
    mark = table("lines")["annex-list"].start(paragraphs[first].text)
    if mark is None:
        return _names_below(paragraphs, first)
    items: list[Listed] = []
    numbered = False
    entry = _BARE if _counts_bare(paragraphs[first : min(first + 2, end)], mark.end()) else table("carried")["item"]
    for i in range(first, min(first + _MAX_ITEMS, end)):
        paragraph = paragraphs[i]
        if i > first and paragraph.form is Form.ANNEX_LIST:
            break  # a list of its own
        offset = mark.end() if i == first else 0
        text = paragraph.text[offset:]
        starts = [m for m in entry.each(text) if entry is _BARE or _expected(m, len(items) + 1, text)]
        if (
            i > first
            and not (numbered and _continues(paragraph, paragraphs[i + 1] if i + 1 < end else None))
            and not starts
        ):
            break
        if i == first:
            numbered = bool(starts) and starts[0].start() == 0
            if not numbered:
                starts = []
        if i > first and starts and not numbered:
            break
        # Numbers count up: 1. A 2. B on one line are two items, `2019年` or `3.0版` inside a title is none.
        cuts: list[tuple[int, int]] = []
        expected = len(items) + 1
        if i == first and numbered:
            expected = _number(starts[0])  # 附件2.X, one list a line
        for m in starts:
            if _number(m) == expected:
                cuts.append((m.start(), m.end()))
                expected += 1
        head = text[: cuts[0][0]] if cuts else text
        if i > first and head.strip() and items and is_complete(items[-1].title):
            break  # the item above is whole: what follows is the signature, or the text
        base = paragraph.span.start + offset
        if head.strip():
            if items and i > first:
                last = items[-1]
                items[-1] = Listed(last.title + head.strip(), last.start, base + len(head.rstrip()))
            elif not numbered:
                items += _apart(head, base)
        ends = [start for start, _ in cuts[1:]] + [len(text)]
        for (_, low), high in zip(cuts, ends, strict=False):
            body = text[low:high].strip()
            items.append(Listed(body, base + low, base + low + len(body)))
        if not numbered:
            below = paragraphs[first + 1 : end]
            items = _with_line_below(items, below)
            items += _files_below(items, below) or _titles_below(items, below)
            break
    return [Listed(clean_title(item.title), item.start, item.end) for item in items]


def _apart(text: str, base: int) -> Iterator[Listed]:
    """Return the titles that a line without numbers names: two files, two titles in marks, two annexes with their own mark. What is only
    in part a file or a title in marks is one (《甲办法》、《乙办法》的分工表, 登记表.pdf格式说明). base: the offset of the text."""
    parting = [*table("carried")["item-apart"].each(text)]
    bounds = [0, *(match.end() for match in parting)], [*(match.start() for match in parting), len(text)]
    names = [text[low:high].strip() for low, high in zip(*bounds, strict=True)]
    marked = any(match[0].strip(_BETWEEN) for match in parting)
    if not (marked or all(map(table("carried")["file-name"].find, names)) or all(map(_IN_MARKS.whole, names))):
        parting = []
    low = 0
    for match in (*parting, None):
        high = match.start() if match is not None else len(text)
        name = text[low:high].strip()
        if name:
            start = base + low + (len(text[low:high]) - len(text[low:high].lstrip()))
            yield Listed(name, start, start + len(name))
        low = match.end() if match is not None else high


_BETWEEN = " ；;、，"
_IN_MARKS = table("carried")["in-marks"]


def _counts_bare(lines: Sequence[Paragraph], low: int) -> bool:
    """Test whether items 1 and 2 of a list are in its line, or in that and the next, by their bare figures: 1渡口表2渡船表. One figure
    alone is a part of the title: 24小时值班表, 2座渡口名单."""
    texts = [lines[0].text[low:], *(line.text for line in lines[1:])]
    figures = [match for text in texts for match in _BARE.each(text)]
    counted = [int(match[1]) for match in figures[:2]]
    return counted == [1, 2] and figures[0].start() == 0


def _with_line_below(items: list[Listed], below: Sequence[Paragraph]) -> list[Listed]:
    """Join the last words of a single annex's title, which are alone on the line below: 附件：…演出 / 节目单汇总表."""
    if len(items) != 1 or not below or is_complete(clean_title(items[0].title)) or not below[0].could_be_heading:
        return items
    line, title = below[0], items[0].title + below[0].text
    if table("carried")["title-rest"].whole(line.text) is None or not is_complete(title):
        return items
    return [Listed(title, items[0].start, line.span.end)]


def _files_below(items: Sequence[Listed], below: Sequence[Paragraph]) -> list[Listed]:
    """Read the further files of a list without numbers, a file a line: 附件：渡口检查表.docx / 渡船登记册.xlsx."""
    file = table("carried")["file-name"]
    if not items or file.find(items[-1].title) is None:
        return []
    lines = takewhile(lambda line: line.could_be_heading and file.find(line.text) is not None, below[:_MAX_ITEMS])
    return [Listed(line.text, line.span.start, line.span.end) for line in lines]


def _titles_below(items: Sequence[Listed], below: Sequence[Paragraph]) -> list[Listed]:
    """Read the further annexes of a list without numbers, a title a line: 附件：渡口检查表 / 渡船登记册. The signature follows."""
    found: list[Listed] = []
    if len(items) != 1 or _ANNEX_NAME.whole(clean_title(items[0].title)) is None:
        return found
    for line in below[:_MAX_ITEMS]:
        if signs(line):
            return found
        name = clean_title(line.text)
        if not line.could_be_heading or len(name) > _LONGEST_NAME or _ANNEX_NAME.whole(name) is None:
            return []
        if _ANNEX_REST.start(name) is not None:
            return []
        found.append(Listed(line.text, line.span.start, line.span.end))
    return []


def _number(match: re.Match[str]) -> int:
    """Return the number of an entry: 2., （2）, ②."""
    return next(numeral(group) or 0 for group in match.groups() if group)


def _expected(match: re.Match[str], number: int, text: str) -> bool:
    return _number(match) >= number and (
        match.start() == 0 or not text[match.start() - 1].isascii() or text[match.start() - 1].isspace()
    )


def _continues(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Test whether a line of a numbered list continues the item above it: it is plain, short and not a signature."""
    if not paragraph.could_be_heading or len(paragraph.text) > 60 or paragraph.marked:
        return False
    signed = following is not None and following.form in (Form.DATE, Form.SIGNED_DATE)
    return not (signed or signs(paragraph))


def clean_title(title: str) -> str:
    title = re.sub(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])", "", title)
    rules = table("carried")
    title = rules["number-behind"].pattern.sub("", title)
    title = rules["page-behind"].pattern.sub("", title.strip(" ；;。、，"))
    title = rules["remark-behind"].pattern.sub("", title)
    title = rules["annex-behind"].pattern.sub("", rules["file-name"].pattern.sub("", title))
    if title.startswith("《") and title.endswith("》") and title.count("《") == 1:
        title = title[1:-1]
    return title.strip()
