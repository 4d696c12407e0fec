"""Find a document's number (发文字号) above or beside its heading, and the count of lines that it takes."""

import re
from collections.abc import Sequence

from ingest.rules import table
from ingest.segment.extents import Extent
from ingest.segment.headings import heading_above, heading_below
from ingest.segment.paragraphs import Form, Paragraph, is_complete, joined, title_and_number
from ontology.titles import GOVERNMENT, folded

_KINDS = ("命令", "令", "公告", "通告")


def number_at(paragraphs: Sequence[Paragraph], i: int) -> range:
    """Return the paragraphs that print a 文号 at `i`: one, or those of an order (`国务院令` / `第706号`; `岚州市人民代表大会常务委员会` /
    `公告` / `第四十号`)."""
    if paragraphs[i].form is Form.NUMBER:
        return range(i, i + 1)
    forms = [paragraph.form for paragraph in paragraphs[i : i + 3]]
    if forms[:2] == [Form.ORDER_ORGAN, Form.ORDER_SERIAL]:
        return range(i, i + 2)
    if joint := _joint_order(paragraphs, i):
        return joint
    if table("headings")["signature"].whole(paragraphs[i].text):
        following = [paragraph.text for paragraph in paragraphs[i + 1 : i + 3]]
        if forms[1:2] == [Form.ORDER_SERIAL] and following[0].lstrip("（(").startswith(_KINDS):
            return range(i, i + 2)
        if forms[2:3] == [Form.ORDER_SERIAL] and following[0] in _KINDS:
            return range(i, i + 3)
        below_another = i > 0 and table("headings")["signature"].whole(paragraphs[i - 1].text) is not None
        serial = following and table("lines")["kind-serial"].whole(following[0]) is not None
        if serial and not below_another:
            return range(i, i + 2)
    if i + 1 < len(paragraphs) and is_minutes(paragraphs, range(i, i + 1)):
        issue = table("numbers")["issue-of-minutes"].whole(paragraphs[i + 1].text)
        return range(i, i + 2) if issue is not None else range(i, i)
    if forms[0] is Form.ORDER_SERIAL and _beside_announcement(paragraphs, i):
        return range(i, i + 1)
    return range(i, i)


_MOST_ORGANS = 8  # that give one order


def _joint_order(paragraphs: Sequence[Paragraph], i: int) -> range:
    """Return the lines of an order of several organs, one below the other, with 令 beside one of them or below them, and its serial.
    Empty if the line at `i` only precedes the order: the name of the site, or the signature of the document above."""
    at, named = i, 0
    while at < min(len(paragraphs), i + _MOST_ORGANS) and (kind := _organ_or_kind(paragraphs[at])) is not None:
        named += kind
        at += 1
    serial = at < len(paragraphs) and paragraphs[at].form is Form.ORDER_SERIAL
    if not serial or named != 1 or at - i < 2 or _precedes_order(paragraphs, range(i, at)):
        return range(i, i)
    return range(i, at + 1)


def _precedes_order(paragraphs: Sequence[Paragraph], lines: range) -> bool:
    """Test whether the first of several lines with organs is none of the order's."""
    names = [paragraphs[i].text.removesuffix(_kind_at_end(paragraphs[i].text)).strip() for i in lines]
    return _names_site([name for name in names if name]) or _signs_above(paragraphs, lines.start)


def _names_site(names: Sequence[str]) -> bool:
    """Test for organs the first of which is that of the site or of the document above: one is named again further below, or the first
    is the government of a bureau below, and no government gives an order together with its bureau."""
    if any(name in " ".join(names[k + 1 :]).split() for k, name in enumerate(names)):
        return True
    place = names[0].removesuffix(GOVERNMENT)
    return place != names[0] and any(name.startswith(place) and name.endswith(_BUREAUS) for name in names[1:])


def _signs_above(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Test whether an organ above an order signs the text that ends right above it, at a sentence or a list of annexes. The organ that
    bears the kind of the order, or is right above it, does not."""
    if _organ_or_kind(paragraphs[i]) == 1 or paragraphs[i + 1].text in _KINDS:
        return False
    while i > 0 and _organ_or_kind(paragraphs[i - 1]) == 0:
        i -= 1
    if i == 0:
        return False
    above = paragraphs[i - 1]
    return above.text.endswith("。") or above.form in (Form.ANNEX_LIST, Form.NUMBERED)


_BUREAUS = ("局", "厅", "委员会", "办公室")
"""Endings of the names of a government's bodies."""


def _kind_at_end(text: str) -> str:
    return next((kind for kind in _KINDS if text.endswith(kind)), "")


def _organ_or_kind(paragraph: Paragraph) -> int | None:
    """Return 1 for a line that names the kind of an order, 0 for one that names only an organ; None for any other."""
    if paragraph.form is Form.ORDER_ORGAN or paragraph.text in _KINDS:
        return 1
    return 0 if table("headings")["signature"].whole(paragraph.text) is not None else None


def order_heading(lines: Sequence[str]) -> str:
    """Join the lines of an order above its serial: organs in printed order, then the kind, beside whichever organ it is printed.

    >>> order_heading(["岚州市公安局", "岚州市司法局 令", "岚州市民政局"])
    '岚州市公安局 岚州市司法局 岚州市民政局令'
    """
    kind = next(filter(None, map(_kind_at_end, lines)), "")
    names = [line.removesuffix(kind).strip() for line in lines]
    return " ".join(name for name in names if name) + kind


def _beside_announcement(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Test whether 2018年第2号 is below or above the heading of an announcement, which names its organ."""
    rule = table("numbers")["announcing-title"]
    headings = heading_above(paragraphs, i), heading_below(paragraphs, i + 1)
    return any(run and rule.whole(joined(paragraphs, run)) is not None for run in headings)


def is_minutes(paragraphs: Sequence[Paragraph], run: range) -> bool:
    """Test for the line that all minutes of an office bear (会议纪要)."""
    return bool(run) and table("headings")["minutes"].whole(joined(paragraphs, run)) is not None


def with_organs(paragraphs: Sequence[Paragraph], number: range, floor: int) -> range:
    """Add the lines with the issuers' names to the number of an announcement:
    财政部 / 税务总局公告2020年第8号 below the announcement's complete heading."""
    if len(number) != 1 or not table("numbers")["announced-in-year"].find(paragraphs[number.start].text):
        return number
    first = number.start
    while first - 1 > floor and table("headings")["signature"].whole(paragraphs[first - 1].text):
        first -= 1
    complete = first > 0 and paragraphs[first - 1].could_be_heading and is_complete(paragraphs[first - 1].text)
    return range(first, number.stop) if complete else number


def is_heading_with_number(paragraph: Paragraph) -> bool:
    """Test for heading and number in one line: `…的通知人社部发〔2020〕11号`, `石政发〔2020〕3号-…的通知`, `交通部令第3号 渡口办法`."""
    if not paragraph.could_be_heading or (titled := title_and_number(paragraph.text)) is None:
        return False
    names_act = table("headings")["subject"].find(titled[0]) or table("headings")["announced-by"].whole(titled[0])
    return is_complete(titled[0]) and (is_order(titled[1]) or names_act is not None)


_HEAD = 8  # lines in which a document prints again what the page's title says


def is_page_title(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Test whether a heading with its number (岚政发〔2022〕8号 岚州市…的通知) is the title of a page, and the document below prints the
    number on a line of its own."""
    titled = title_and_number(paragraphs[i].text)
    if titled is None:
        return False
    own = re.sub(r"\s", "", titled[1])
    for paragraph in paragraphs[i + 1 : i + 1 + _HEAD]:
        if paragraph.form is Form.NUMBER:
            return re.sub(r"\s", "", paragraph.text).strip("（()）") == own
        if paragraph.form is Form.ORDER_ORGAN:
            return own.startswith(re.sub(r"\s", "", paragraph.text))
        if paragraph.form is not Form.METADATA and not paragraph.could_be_heading:
            return False
    return False


def is_order_of_page(paragraphs: Sequence[Paragraph], number: range) -> bool:
    """Test whether an order's name on one line is the title of a page: the document below prints the same line, with only the issuer
    and labels between."""
    own = paragraphs[number.start]
    if len(number) > 1 or not is_order(own.text):
        return False
    for paragraph in paragraphs[number.stop : number.stop + _HEAD]:
        if paragraph.text == own.text:
            return True
        if paragraph.form is not Form.METADATA and table("headings")["signature"].whole(paragraph.text) is None:
            return False
    return False


def is_head_of_page(paragraphs: Sequence[Paragraph], page: Extent, heading: range, number: range) -> bool:
    """Test whether title and number of a page are above the document, which prints both once more: no text is between the two, but the
    lines of a head (a day, who issues it, labels)."""
    between = paragraphs[page.number.stop : min(heading.start, number.start)]
    if not page.number or not page.heading or len(between) > _HEAD:
        return False
    same = all(
        folded(joined(paragraphs, one)) == folded(joined(paragraphs, other))
        for one, other in ((page.number, number), (page.heading, heading))
    )
    head = (Form.METADATA, Form.DATE, Form.NUMERIC_DATE, Form.REGISTRATION, Form.LETTERHEAD)
    return same and all(line.form in head or line.could_be_heading for line in between)


def is_listed(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Test whether a line with title and number is an entry of a list: a clause's heading or a sentence leads to it, or another such
    line is beside it."""
    beside = [paragraphs[j] for j in (i - 1, i + 1) if 0 <= j < len(paragraphs)]
    led = i > 0 and (
        paragraphs[i - 1].form is Form.NUMBERED or paragraphs[i - 1].text.endswith(("：", ":", "。", "；"))
    )
    entry = table("references")["clean-up-entry"]
    return led or any(is_heading_with_number(paragraph) or entry.whole(paragraph.text) for paragraph in beside)


def is_order(text: str) -> bool:
    return table("numbers")["order-with-serial"].find(text) is not None or unserialled(text).endswith(_KINDS[1])


def is_announcement(text: str) -> bool:
    return table("numbers")["announcement-with-serial"].find(text) is not None or bool(unserialled(text))


def unserialled(text: str) -> str:
    """Return the heading of an order whose serial precedes its kind, without it: 岚州市渡口工作指挥部6号令 → 岚州市渡口工作指挥部令.
    Empty for any other text."""
    match = table("numbers")["order-line"].whole(text.strip("（()）"))
    return match["organ"] + match["kind"] if match else ""
