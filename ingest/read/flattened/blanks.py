"""Line ends that became blanks."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from ingest.read.flattened.patterns import BLANKS, CLAUSE_MARK, FLATTENED_LENGTH, HAN, HEAD_REACH
from ingest.rules import fragments, table

_CN = "一二三四五六七八九十"
_PARAGRAPH_BREAK = re.compile(
    rf"(?<=[。；：！？”）]){BLANKS}|(?<=[{HAN}][{HAN}]\)){BLANKS}|(?<=号\)){BLANKS}"
    rf"|{BLANKS}(?={CLAUSE_MARK}|附件|抄送)"
    rf"|(?<![自于至到从在以]){BLANKS}(?=(?:19|20)\d\d *年 *\d{{1,2}} *月 *\d{{1,2}} *日"
    rf"|{fragments()['cn_day']})"
    rf"|(?<=月\d日){BLANKS}|(?<=月\d\d日){BLANKS}|(?<=月[{_CN}]日){BLANKS}|(?<=月[{_CN}]{{2}}日){BLANKS}|(?<=月[{_CN}]{{3}}日){BLANKS}"
    rf"|{BLANKS}(?=[{HAN}]{{2,12}}[〔\[［（(](?:19|20)\d\d[〕\]］）)] *\d{{1,5}} *号{BLANKS})"
    rf"|(?<=号附件){BLANKS}|(?<=号附件\d){BLANKS}|(?<= 附件){BLANKS}(?=[{HAN}《])|(?<=[〕\d]\d号){BLANKS}"
    rf"|(?<=[施法案见定则知划要引南策]){BLANKS}(?=为|根据|按照|依据|第一)"
)
_BLANKS = re.compile(BLANKS)
# 财 政 部: the characters of one name, set apart
_SPACED = re.compile(rf"(?<![{HAN}])(?:[{HAN}] {{1,4}}){{1,12}}[{HAN}](?![{HAN}])")
_DAY_APART = re.compile(rf"[。；] [{HAN} （）()·、]{{0,60}}(?<= )(?:{fragments()['date']})(?: |$)")
"""A day between blanks with only names between it and the last sentence: the day of a signature."""


def blank_line_ends(text: str, *, recognised: bool) -> Iterator[int]:
    """Find line ends that became blanks. Every blank counts up to the salutation and after the last sentence, between them only one
    that follows a sentence's end or precedes a clause's number; none within a name, a document's number or a day. recognised: the
    line begins with the head of a document."""
    rules = table("flattened")
    short = len(text) < FLATTENED_LENGTH and _DAY_APART.search(text) is None
    if not recognised and (short or len(_PARAGRAPH_BREAK.findall(text)) < 3):
        return
    head = next((m for m in rules["head-end"].each(text[:HEAD_REACH]) if not m["label"]), None)
    tail = max(text.rfind("。"), text.rfind("；")) + 1
    yield from (m.end() for m in _PARAGRAPH_BREAK.finditer(text))
    counted = [match.span() for match in rules["counted"].each(text)]
    yield from (m.end() for _, end in counted if (m := _BLANKS.match(text, end)) is not None)
    whole = sorted([*counted, *(match.span() for match in _SPACED.finditer(text))])
    serials = {match.start() for match in rules["serial-behind-blank"].each(text)}
    for m in _BLANKS.finditer(text):
        outside = (head and m.end() < head.end()) or m.start() >= tail
        if outside and not _inside(m.start(), whole) and m.end() not in serials:
            yield m.end()


def behind_blanks(text: str, at: int) -> int:
    """Return the offset behind the blanks that begin at an offset."""
    while text.startswith(" ", at):
        at += 1
    return at


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (at, at)) - 1
    return index >= 0 and at < spans[index][1]
