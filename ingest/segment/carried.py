"""Find what follows the document proper: instruments, annexes, the imprint (版记)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.model import ComponentRole
from ingest.rules import table
from ingest.segment.annexlists import clean_title
from ingest.segment.headings import heading_of
from ingest.segment.paragraphs import Form, Paragraph, alike, is_complete, joined, signs
from ontology.numbers import numeral
from ontology.titles import likeness


@dataclass(frozen=True, slots=True)
class Part:
    """A component's paragraphs. heading: those of its title; body: the first paragraph behind heading and salutation. restated: it is
    the text, as amended, of what the document amends."""

    role: ComponentRole
    title: str
    start: int
    end: int
    heading: range
    body: int
    restated: bool = False


def imprint_start(paragraphs: Sequence[Paragraph], low: int, end: int) -> int:
    """Return where the closing imprint begins: 抄送, the printing body and day, the degree of disclosure."""
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
            or (at < end and paragraphs[at].form is Form.PRINTED and signs(paragraph))
        ):
            at -= 1
        else:
            break
    return at


def _above_is_copies(paragraphs: Sequence[Paragraph], at: int, low: int) -> bool:
    """Test whether a line continues the list of 抄送 above it."""
    return any(paragraphs[i].form is Form.COPIES for i in range(max(low, at - 3), at))


def restated_texts(paragraphs: Sequence[Paragraph], low: int, end: int, titles: Sequence[str]) -> dict[int, range]:
    """Find the texts of what a decision amends that it prints behind itself (《X》根据本决定作相应修改，重新公布).

    The heading repeats a title that the decision names, and the note of the law (题注), its contents or its first article follows.
    Returns the headings by their first paragraph; none where no title is that of a decision that amends.
    """
    found: dict[int, range] = {}
    if not any(map(_AMENDING.find, titles)):
        return found
    named: list[str] = []
    for i in range(low, end):
        paragraph = paragraphs[i]
        named += (match[1] for match in islice(_MARKED.finditer(paragraph.text), _MOST_NAMED - len(named)))
        if not named or not paragraph.could_be_heading or i + 1 >= end:
            continue
        run = heading_of(paragraphs, i, named, end)
        title = joined(paragraphs, run)
        if not run or run.stop >= end or _AMENDING.find(title) or not _opens_rule(paragraphs[run.stop]):
            continue
        if any(alike(title, name) for name in named):
            found[i] = run
    return found


_MARKED = re.compile("[《〈]([^《》〈〉]{2,80})[》〉]")
_MOST_NAMED = 200
_AMENDING = table("provisions")["amending-title"]


def _opens_rule(paragraph: Paragraph) -> bool:
    return paragraph.form is Form.HISTORY or table("carried")["rule-opens"].start(paragraph.text) is not None


def carried_parts(
    paragraphs: Sequence[Paragraph],
    low: int,
    end: int,
    instruments: list[str],
    attachments: list[str],
    issues: bool,
    restated: Mapping[int, range],
) -> list[Part]:
    """Find the instruments and annexes in `low:end`, each from its heading to the heading of the next. restated: see
    `restated_texts`."""
    starts: list[tuple[int, ComponentRole, str, range, int]] = []
    i = low
    printed: set[str] = set()
    while i < end:
        paragraph = paragraphs[i]
        if (text := restated.get(i)) is not None:
            starts.append((i, ComponentRole.ANNEX, joined(paragraphs, text), text, text.stop))
            i = text.stop
            continue
        if paragraph.form is Form.ANNEX_MARK and (
            _lists_files(paragraphs, i, end, attachments) or _is_nested(paragraphs, i, starts, attachments)
        ):
            i += 1
            continue
        if paragraph.form is Form.ANNEX_MARK or (
            paragraph.form is Form.ANNEX_LIST and opens_annex(paragraphs, i, attachments)
        ):
            starts.append(
                _annex(paragraphs, i, end, [name for name in instruments if name not in printed], attachments)
            )
            i = max(i + 1, starts[-1][3].stop)
            continue
        if paragraph.could_be_heading:
            run = heading_of(paragraphs, i, [*instruments, *attachments], end)
            title = joined(paragraphs, run)
            role = _role(title, instruments, attachments, first=issues and i == low) if run else None
            if role is not None:
                name = _name(title, attachments if role is ComponentRole.ANNEX else instruments)
                starts.append((i, role, name, run, run.stop))
                printed |= {name} if role is ComponentRole.INSTRUMENT else set()
                i = run.stop
                continue
        i += 1
    parts = []
    if issues and instruments and low < end and (not starts or starts[0][0] > low) and _is_text(paragraphs[low]):
        # The issued text may follow the date at once, because a web page prints its heading at the top only.
        starts.insert(0, (low, ComponentRole.INSTRUMENT, instruments[0], range(low, low), low))
    ends = [start[0] for start in starts[1:]] + [end]
    for (first, role, title, heading, body), after in zip(starts, ends, strict=False):
        parts.append(Part(role, title, first, after, heading, min(body, after), restated=first in restated))
    return parts


def _lists_files(paragraphs: Sequence[Paragraph], i: int, end: int, attachments: list[str]) -> bool:
    """Test whether 附件 heads the files that a page offers, named as the list of annexes names them."""
    names = [
        clean_title(_ENTRY.pattern.sub("", paragraph.text))
        for paragraph in paragraphs[i + 1 : min(i + 1 + _MOST_FILES, end)]
    ]
    count = next(
        (at for at, name in enumerate(names) if not any(alike(name, title) for title in attachments)), len(names)
    )
    return len(attachments) > 1 and count == len(attachments)


def _is_nested(
    paragraphs: Sequence[Paragraph],
    i: int,
    starts: list[tuple[int, ComponentRole, str, range, int]],
    attachments: list[str],
) -> bool:
    """Test for 附表 inside an annex below 附件, in a document whose list of annexes does not name it."""
    rules = table("carried")
    return (
        rules["nested-annex"].start(paragraphs[i].text) is not None
        and any(
            role is ComponentRole.ANNEX and rules["annex-mark"].start(paragraphs[at].text) for at, role, *_ in starts
        )
        and not any(map(rules["nested-annex"].find, attachments))
    )


_ENTRY = table("carried")["entry-mark"]
_MOST_FILES = 30


def _is_text(paragraph: Paragraph) -> bool:
    return paragraph.form is Form.NUMBERED or (paragraph.form is Form.PLAIN and paragraph.text.endswith("。"))


def opens_annex(paragraphs: Sequence[Paragraph], i: int, attachments: list[str]) -> bool:
    """Test for `附件1：X表` above its annex, which is not a list of annexes. A line without a number (附件：X表) opens one where the list
    above has printed it already, or where it is below the day and its text follows at once."""
    text = paragraphs[i].text
    mark = table("lines")["annex-list"].start(text)
    rest, rules = text[mark.end() :] if mark else "", table("carried")
    if not mark or not any(alike(rest, name) for name in attachments):
        return False
    listed = paragraphs[max(0, i - _MOST_FILES) : i]
    return (
        bool(rules["numbered"].find(mark[0]))
        or any(other.form is Form.ANNEX_LIST and other.text == text for other in listed)
        or (len(attachments) == 1 and paragraphs[i - 1].form in _CLOSED and _opens_text(paragraphs, i + 1))
    )


_CLOSED = (Form.DATE, Form.SIGNED_DATE, Form.DISCLOSURE)


def _opens_text(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Test whether the text of a paper begins at a line: a sentence of its preamble, its first chapter, article or section."""
    return i + 1 < len(paragraphs) and (
        table("flattened")["text-opens"].start(paragraphs[i].text) is not None
        or table("references")["first-provision"].start(paragraphs[i].text) is not None
        or paragraphs[i].form is Form.NUMBERED
    )


def _annex(
    paragraphs: Sequence[Paragraph], i: int, end: int, instruments: list[str], attachments: list[str]
) -> tuple[int, ComponentRole, str, range, int]:
    """Read what is below 附件: an annex, or the instrument itself, which ministries print there."""
    run = heading_of(paragraphs, i + 1, [*instruments, *attachments], end)
    title = joined(paragraphs, run)
    if not run and i + 1 < end and paragraphs[i + 1].could_be_heading:
        run = range(i + 1, i + 2)
        title = joined(paragraphs, run)
    if paragraphs[i].form is Form.ANNEX_LIST:
        mark = table("lines")["annex-list"].start(paragraphs[i].text)
        run, title = range(i, i + 1), clean_title(paragraphs[i].text[mark.end() if mark else 0 :])
    number = table("carried")["numbered"].find(paragraphs[i].text)
    ordinal = numeral(number[0]) if number else None
    named = _name(title, instruments)
    if named in instruments and likeness(title, named) > max((likeness(title, a) for a in attachments), default=0):
        return i, ComponentRole.INSTRUMENT, named, run, max(run.stop, i + 1)
    name = _name(title, attachments)
    if name not in attachments:
        # 附件2 is the second of the list, whatever its heading; a single annex has no number.
        position = ordinal or (1 if len(attachments) == 1 else 0)
        if 1 <= position <= len(attachments):
            name = attachments[position - 1]
    return i, ComponentRole.ANNEX, name, run, max(run.stop, i + 1)


def _role(title: str, instruments: list[str], attachments: list[str], *, first: bool) -> ComponentRole | None:
    if any(alike(title, name) for name in instruments):
        return ComponentRole.INSTRUMENT
    if any(alike(title, name) for name in attachments):
        return ComponentRole.ANNEX
    return ComponentRole.INSTRUMENT if first and is_complete(title) else None


def _name(title: str, listed: list[str]) -> str:
    """Return the listed title that the heading prints, if there is one: headings may be cut, lists are complete."""
    best = max(listed, key=lambda name: likeness(title, name), default=title)
    return best if alike(title, best) else title
