"""The parts of one published document: the document proper, what it carries, its annexes, its imprint.

A notice closes with signature and date; the instrument that it issues stands below, then the annexes, last the imprint
(版记). The parts tile the document: every paragraph is in just one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Role
from ingest.rules import table
from ingest.segment.documents import Extent
from ingest.segment.paragraphs import (
    Form,
    Paragraph,
    alike,
    heading_of,
    is_complete,
    joined,
    likeness,
)
from ontology.titles import folded


@dataclass(frozen=True, slots=True)
class Part:
    """A component's paragraphs. heading: those of its title; body: the first paragraph behind heading and salutation."""

    role: Role
    title: str
    start: int
    end: int
    heading: range
    body: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A title that the document names: an annex of its list, an instrument of its sentence. span: in the reading."""

    title: str
    start: int
    end: int


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
    attachments = _attachments(paragraphs, body, extent.end)
    title = title_of(paragraphs, extent)
    signature = _signature(paragraphs, body, extent.end)
    close = signature.stop if signature else _close_without_signature(paragraphs, extent, body, title)
    while close < extent.end and paragraphs[close].form is Form.DISCLOSURE:
        close += 1
    instruments = _instruments(paragraphs, body, close, title)
    imprint = _imprint(paragraphs, close, extent.end)
    parts = [Part(Role.MAIN, title, extent.start, close, extent.heading, body)]
    parts += _carried(
        paragraphs, close, imprint, [x.title for x in instruments], [x.title for x in attachments], _issues(title)
    )
    if len(parts) > 1 and parts[1].start > close:
        parts[0] = Part(Role.MAIN, title, extent.start, parts[1].start, extent.heading, body)
    elif len(parts) == 1:
        parts[0] = Part(Role.MAIN, title, extent.start, imprint, extent.heading, body)
    if imprint < extent.end:
        parts.append(Part(Role.IMPRINT, "", imprint, extent.end, range(imprint, imprint), imprint))
    return Outline(tuple(parts), addressee, instruments, attachments, signature)


_SERIAL = re.compile(r"[ ]?[（(]?(?:(?:19|20)\d\d年[ ]?)?第[ ]?\d{1,5}[ ]?号[）)]?$")


def title_of(paragraphs: Sequence[Paragraph], extent: Extent) -> str:
    """The document's heading without its number: `岚州市人民政府令第38号` → `岚州市人民政府令`."""
    title = joined(paragraphs, extent.heading)
    return _SERIAL.sub("", title) if extent.heading == extent.number else title


def _issues(title: str) -> bool:
    """A heading that says the document carries another: a verb of issuing, or an order."""
    return title.endswith("令") or table("headings")["issuing"].find(title) is not None


def _without_other_matter(paragraphs: Sequence[Paragraph], extent: Extent, body: int) -> Extent:
    """Cut off what a gazette prints behind a document without a number or heading of its own (news, chronicles): a
    marked headline above prose, after the tables of the document's last annex."""
    rows = [i for i in range(body, extent.end) if paragraphs[i].form is Form.ROW]
    if not rows:
        return extent
    for i in range(rows[-1] + 1, extent.end - 1):
        headline = paragraphs[i].could_be_heading and paragraphs[i].marked and not is_complete(paragraphs[i].text)
        if headline and paragraphs[i + 1].text.endswith("。"):
            return Extent(extent.start, i, extent.heading, extent.number)
    return extent


def _head(paragraphs: Sequence[Paragraph], extent: Extent) -> tuple[int | None, int]:
    """The salutation's paragraph, and where the body begins."""
    body = max(extent.start, extent.heading.stop, extent.number.stop)
    while body < extent.end and paragraphs[body].form in (Form.DATE, Form.NUMBER, Form.METADATA, Form.REGISTRATION):
        body += 1
    for i in range(body, min(body + 4, extent.end)):
        if paragraphs[i].form is Form.ADDRESSEE:
            return i, i + 1
        if paragraphs[i].form is not Form.PLAIN or paragraphs[i].text.endswith("。"):
            break
    return None, body


def _signature(paragraphs: Sequence[Paragraph], body: int, end: int) -> range:
    """The first signature of the document: names of bodies (or the head of one) with the date below, or beside."""
    for i in range(body, end):
        form = paragraphs[i].form
        if form is Form.SIGNED_DATE:
            return range(i, i + 1)
        if form in (Form.ANNEX_MARK, Form.PRINTED):
            break
        if form is Form.DATE and not paragraphs[i].text.startswith(("（", "(")):
            first = i
            while first - 1 >= body and i - first < 12 and _signs(paragraphs[first - 1]):
                first -= 1
            if first < i or i == end - 1:
                return range(first, i + 1)
    return range(end, end)


def _signs(paragraph: Paragraph) -> bool:
    rules = table("headings")
    if not paragraph.could_be_heading:
        return False
    text = paragraph.text
    return len(text) <= 80 and (rules["signature"].whole(text) is not None or rules["person"].whole(text) is not None)


def _close_without_signature(paragraphs: Sequence[Paragraph], extent: Extent, body: int, title: str) -> int:
    """Where an unsigned document gives way to what it carries: at the heading that repeats the title's 《…》."""
    wanted = _titles_in(title)
    for i in range(body, extent.end):
        if paragraphs[i].form is Form.ANNEX_MARK:
            return i
        if wanted and paragraphs[i].could_be_heading:
            run = heading_of(paragraphs[: extent.end], i, wanted)
            if run and any(alike(joined(paragraphs, run), name) for name in wanted):
                return i
    return extent.end


# --- what the document says that it carries ------------------------------------------------------------------------

_TITLE = re.compile(r"《((?:[^《》]|《[^《》]{1,120}》){2,150})》")
_BASIS = re.compile(r"(?:根据|依据|依照|按照|遵照|贯彻|落实|执行|结合|参照|对照)[^《》，。；]{0,30}$")
_ISSUED_TITLE = re.compile(r"(?:印发|转发|批转|发布|公布|颁布|下发)(.{4,120}?)的(?:通知|通告|公告|决定|令)$")
_CARRIED_KIND = re.compile(r"[“”\"]|请示$|报告$")


def _titles_in(title: str) -> list[str]:
    """What a heading says that it issues: 关于印发《X》的通知, 印发X的通知, 转发某部关于X的通知."""
    if match := _TITLE.search(title):
        return [match[1]]
    if match := _ISSUED_TITLE.search(title):
        name = match[1]
        at = name.find("关于", 1)
        return [name] + ([name[at:]] if at > 0 else [])
    return []


def _instruments(paragraphs: Sequence[Paragraph], body: int, close: int, title: str) -> tuple[Listed, ...]:
    """Titles that the document's sentences issue: 《X》已经…同意，现印发给你们. Those of its grounds are none."""
    issuing = table("headings")["issuing"]
    found: dict[str, Listed] = {}
    if not _issues(title):
        return ()
    wanted = _titles_in(title)
    for i in range(body, min(close, body + 12)):
        paragraph = paragraphs[i]
        if not issuing.find(paragraph.text) or paragraph.form in (Form.NUMBERED, Form.ROW):
            continue
        for match in _TITLE.finditer(paragraph.text):
            name = match[1]
            before = paragraph.text[: match.start()]
            if _BASIS.search(before) or before.endswith(("以下简称", "以下称", "简称")):
                continue
            if wanted and not any(alike(name, want) or folded(name) in folded(want) for want in wanted):
                continue
            start = paragraph.span.start + match.start(1)
            found.setdefault(folded(name), Listed(name, start, start + len(name)))
        if found:
            break
    return tuple(found.values())


_ITEM = re.compile(r"(?<!\d)(\d{1,2})[.、．](?!\d)[ ]?|[（(](\d{1,2})[）)]")
_FILE_NAME = re.compile(r"\.(?:docx?|xlsx?|pdf|rar|zip|wps|ofd)$", re.IGNORECASE)
_REMARK = re.compile(r"[（(](?:略|见附件|此略|另发|附后|略。)[）)][。；]?$")
_MAX_ITEMS = 60


def _attachments(paragraphs: Sequence[Paragraph], body: int, end: int) -> tuple[Listed, ...]:
    """附件说明 (GB/T 9704 7.3.4): 附件：1. X 2. Y, on one line or several, an item perhaps over several lines."""
    found: list[Listed] = []
    for i in range(body, end):
        if paragraphs[i].form is not Form.ANNEX_LIST:
            continue
        for item in _items(paragraphs, i, end):
            if item.title and not any(folded(item.title) == folded(other.title) for other in found):
                found.append(item)
    return tuple(found)


def _items(paragraphs: Sequence[Paragraph], first: int, end: int) -> list[Listed]:
    mark = table("lines")["annex-list"].start(paragraphs[first].text)
    assert mark is not None
    items: list[Listed] = []
    numbered = False
    for i in range(first, min(first + _MAX_ITEMS, end)):
        paragraph = paragraphs[i]
        offset = mark.end() if i == first else 0
        text = paragraph.text[offset:]
        starts = [m for m in _ITEM.finditer(text) if _expected(m, len(items) + 1, text)]
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
        for m in starts:
            if int(m[1] or m[2]) == expected:
                cuts.append((m.start(), m.end()))
                expected += 1
        head = text[: cuts[0][0]] if cuts else text
        base = paragraph.span.start + offset
        if head.strip():
            if items and i > first:
                last = items[-1]
                items[-1] = Listed(last.title + head.strip(), last.start, base + len(head.rstrip()))
            elif not numbered:
                items.append(Listed(head.strip(), base, base + len(head.rstrip())))
        ends = [start for start, _ in cuts[1:]] + [len(text)]
        for (_, low), high in zip(cuts, ends, strict=False):
            body = text[low:high].strip()
            items.append(Listed(body, base + low, base + low + len(body)))
        if not numbered:
            break
    return [Listed(_clean(item.title), item.start, item.end) for item in items]


def _expected(match: re.Match[str], number: int, text: str) -> bool:
    return int(match[1] or match[2]) >= number and (
        match.start() == 0 or text[match.start() - 1] in " ；;。，》）表单书案法）"
    )


def _continues(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """A line of a numbered list that carries on the item above it: plain, short, no signature."""
    if not paragraph.could_be_heading or len(paragraph.text) > 60 or paragraph.marked:
        return False
    signed = following is not None and following.form in (Form.DATE, Form.SIGNED_DATE)
    return not (signed or _signs(paragraph))


def _clean(title: str) -> str:
    title = re.sub(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])", "", title)
    title = _FILE_NAME.sub("", _REMARK.sub("", title.strip(" ；;。")))
    if title.startswith("《") and title.endswith("》") and title.count("《") == 1:
        title = title[1:-1]
    return title.strip()


# --- what follows the document proper ------------------------------------------------------------------------------


def _imprint(paragraphs: Sequence[Paragraph], low: int, end: int) -> int:
    """Where the closing imprint begins: 抄送, the printing body and day, the degree of disclosure."""
    at = end
    while at > low:
        paragraph = paragraphs[at - 1]
        if (
            paragraph.form in (Form.PRINTED, Form.COPIES, Form.DISCLOSURE)
            or (
                at < end
                and paragraph.form is Form.PLAIN
                and len(paragraph.text) <= 40
                and _above_is_copies(paragraphs, at - 1, low)
            )
            or (at < end and paragraphs[at].form is Form.PRINTED and _signs(paragraph))
        ):
            at -= 1
        else:
            break
    return at


def _above_is_copies(paragraphs: Sequence[Paragraph], at: int, low: int) -> bool:
    """A short line below 抄送 carries on its list."""
    return any(paragraphs[i].form is Form.COPIES for i in range(max(low, at - 3), at))


def _carried(
    paragraphs: Sequence[Paragraph], low: int, end: int, instruments: list[str], attachments: list[str], issues: bool
) -> list[Part]:
    """The instruments and annexes in `low:end`, each from its heading to the next one's."""
    starts: list[tuple[int, Role, str, range, int]] = []
    i = low
    view = paragraphs[:end]
    while i < end:
        paragraph = paragraphs[i]
        if paragraph.form is Form.ANNEX_MARK or (
            paragraph.form is Form.ANNEX_LIST and _opens_annex(paragraph, attachments)
        ):
            starts.append(_annex(view, i, attachments))
            i = max(i + 1, starts[-1][3].stop)
            continue
        if paragraph.could_be_heading:
            run = heading_of(view, i, [*instruments, *attachments])
            title = joined(paragraphs, run)
            role = _role(title, instruments, attachments, first=issues and i == low) if run else None
            if role is not None:
                name = _name(title, attachments if role is Role.ANNEX else instruments)
                starts.append((i, role, name, run, run.stop))
                i = run.stop
                continue
        i += 1
    parts = []
    ends = [start[0] for start in starts[1:]] + [end]
    for (first, role, title, heading, body), after in zip(starts, ends, strict=False):
        parts.append(Part(role, title, first, after, heading, min(body, after)))
    return parts


def _opens_annex(paragraph: Paragraph, attachments: list[str]) -> bool:
    """`附件1：X表` alone above its annex, not a list of annexes."""
    mark = table("lines")["annex-list"].start(paragraph.text)
    rest = paragraph.text[mark.end() :] if mark else ""
    return bool(mark and re.search(r"\d|[一二三四五六七八九十]", mark[0])) and any(
        alike(rest, name) for name in attachments
    )


def _annex(paragraphs: Sequence[Paragraph], i: int, attachments: list[str]) -> tuple[int, Role, str, range, int]:
    run = heading_of(paragraphs, i + 1, attachments)
    title = joined(paragraphs, run)
    if not run and i + 1 < len(paragraphs) and paragraphs[i + 1].could_be_heading:
        run = range(i + 1, i + 2)
        title = joined(paragraphs, run)
    if paragraphs[i].form is Form.ANNEX_LIST:
        mark = table("lines")["annex-list"].start(paragraphs[i].text)
        run, title = range(i, i + 1), _clean(paragraphs[i].text[mark.end() if mark else 0 :])
    number = re.search(r"\d{1,2}|[一二三四五六七八九十]{1,2}", paragraphs[i].text)
    ordinal = _ordinal(number[0]) if number else None
    name = _name(title, attachments)
    if name not in attachments:
        # 附件2 is the second of the list, whatever its own heading says; an only annex has no number.
        position = ordinal or (1 if len(attachments) == 1 else 0)
        if 1 <= position <= len(attachments):
            name = attachments[position - 1]
    return i, Role.ANNEX, name, run, max(run.stop, i + 1)


_DIGITS = "一二三四五六七八九十"


def _ordinal(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    return _DIGITS.index(text) + 1 if len(text) == 1 and text in _DIGITS else None


def _role(title: str, instruments: list[str], attachments: list[str], *, first: bool) -> Role | None:
    if any(alike(title, name) for name in instruments):
        return Role.INSTRUMENT
    if any(alike(title, name) for name in attachments):
        return Role.ANNEX
    return Role.INSTRUMENT if first and is_complete(title) else None


def _name(title: str, listed: list[str]) -> str:
    """The listed title where the printed heading is a printing of it: lists are complete where headings are cut."""
    best = max(listed, key=lambda name: likeness(title, name), default=title)
    return best if alike(title, best) else title
