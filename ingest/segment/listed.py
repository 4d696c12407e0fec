"""Find the instruments that a document says it issues or hands on, in its heading and in its sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.model import Span
from ingest.rules import Rule, table
from ingest.segment.paragraphs import Form, Paragraph, alike, is_complete
from ontology.titles import folded


@dataclass(frozen=True, slots=True)
class Listed:
    """A title that the document names: an annex of its list, or an instrument of its sentence. start, end: in the normalized text."""

    title: str
    start: int
    end: int


_TITLE = re.compile(r"《((?:[^《》]|《[^《》]{1,120}》){2,150})》")


def titles_in(title: str) -> list[str]:
    """Return the titles that a heading says it issues: 关于印发《X》《Y》的通知, 印发X的通知, 转发某部关于X的通知."""
    found: list[str] = []
    end = 0
    for match in islice(_TITLE.finditer(title), _MAX_INSTRUMENTS):
        if found and not table("carried")["joined"].whole(title[end : match.start()]):
            break
        found.append(match[1])
        end = match.end()
    issued = table("carried")["issued-title"].find(title)
    if issued and table("headings")["name-with-mark"].whole(issued[1]):
        return [issued[1]]  # 印发2023年《工作报告》任务分解方案的通知: the mark is a part of the name
    if found:
        return found
    if issued:
        name = issued[1]
        on = table("headings")["on"].pattern.search(name, 1)
        return [name] + ([name[on.start() :]] if on else [])
    return []


def instruments_of(paragraphs: Sequence[Paragraph], body: int, close: int, title: str) -> tuple[Listed, ...]:
    """Find titles that the document's sentences issue: 《X》已经…同意，现印发给你们. Titles of its grounds are skipped. A document whose
    heading names another subject, or that has none, issues what it hands on (现将《X》转发给你们)."""
    issuing = table("headings")["issuing"]
    found: dict[str, Listed] = {}
    reach = range(body, min(close, body + 12))
    issues = bool(title) and issues_another(title)
    wanted = _wanted(title) if issues else []
    said = any(_hands_on(paragraphs[i], issuing) for i in reach)
    verb = table("headings")["made"] if issues and not wanted and not said else issuing
    for i in reach:
        paragraph = paragraphs[i]
        handed = None if issues else table("headings")["handing-on"].find(paragraph.text)
        made = None if issues or handed else table("headings")["made-and-annexed"].find(paragraph.text)
        handed = handed or made
        if not issues and handed is None:
            continue
        if not (_is_prose(paragraph) if made else _hands_on(paragraph, verb)):
            continue
        short: set[str] = set()
        ground = -1  # where the last title of the grounds ends
        titles = list(islice(_TITLE.finditer(paragraph.text), _MAX_INSTRUMENTS))
        ended = _ended(paragraph.text, titles)
        for match in titles:
            name = match[1]
            if ground >= 0 and table("carried")["ground-joined"].whole(paragraph.text[ground : match.start()]):
                ground = match.end()
                continue
            if handed is not None and not handed.start() <= match.start() < handed.end():
                continue
            before = paragraph.text[max(0, match.start() - _BEFORE) : match.start()]
            if table("carried")["named-short"].find(before):
                short.add(name)
            if table("carried")["basis-before"].find(before):
                ground = match.end()
                continue
            if name in short or match.start() in ended:
                continue
            if wanted and not any(_is_wanted(name, want) for want in wanted):
                continue
            start = paragraph.span.start + match.start(1)
            found.setdefault(folded(name), Listed(name, start, start + len(name)))
        if found:
            break
    exact = {folded(want) for want in wanted} & set(found)
    if exact:  # 依据部《渡口办法（试行）》制定《岚州市渡口办法》: the heading names one of them
        others = [want for want in wanted if folded(want) not in exact]
        found = {
            key: item for key, item in found.items() if key in exact or any(_is_wanted(item.title, w) for w in others)
        }
    return tuple(found.values())


def _ended(text: str, titles: Sequence[re.Match[str]]) -> set[int]:
    """Return where the titles begin that the text ends: before 同时废止 the last and those that are joined to it, behind 废止 the first
    and those that are joined to it."""
    rules, found = table("carried"), set[int]()
    for one, after in zip(reversed(titles), [None, *reversed(titles)], strict=False):
        joint = after is not None and rules["ground-joined"].whole(text[one.end() : after.start()])
        if rules["ended-behind"].start(text[one.end() :][:_BEHIND]) or (after and joint and after.start() in found):
            found.add(one.start())
    for before, one in zip([None, *titles], titles, strict=False):
        joint = before is not None and rules["ground-joined"].whole(text[before.end() : one.start()])
        if rules["ending-before"].find(text[max(0, one.start() - _BEFORE) : one.start()]) or (
            before and joint and before.start() in found
        ):
            found.add(one.start())
    return found


def _hands_on(paragraph: Paragraph, verb: Rule) -> bool:
    """Test whether a sentence says that it hands something on. What a title or a bracket says is said of another document."""
    if not _is_prose(paragraph):
        return False
    said = table("carried")["set-apart"].pattern.sub(_APART, paragraph.text)
    return verb.find(said) is not None


def _is_prose(paragraph: Paragraph) -> bool:
    return paragraph.form not in (Form.NUMBERED, Form.ROW)


def _is_wanted(name: str, want: str) -> bool:
    """Test whether a title in the text is one that the heading names, perhaps in fewer words (岚州市交通局渡口方案 / 渡口方案)."""
    name, want = folded(name), folded(want)
    if (one := _EDITION.find(name)) and (other := _EDITION.find(want)) and one[1] != other[1]:
        return False  # 对《渡口指南（第一版）》作了修订: the heading hands on the second edition
    at = name.rfind(want) if table("headings")["on"].start(want) else -1
    same_subject = (
        at >= 0 and len(name) - at - len(want) <= _KIND
    )  # 转发市政府办公室关于巡查的通知: its 的通知 is that of both
    return alike(name, want) or name in want or name.endswith(want) or same_subject


_EDITION = table("carried")["edition"]
_KIND = 5  # code points of 的 and a kind


def _wanted(title: str) -> list[str]:
    """Return the titles that a heading says it issues; none where it counts or lists them (渡口管理和渡船检查两个规定)."""
    names = titles_in(title)
    if table("carried")["and-more"].find(title):
        return []
    counted = "《" not in title and any(table("headings")["several"].find(name) for name in names)
    return [] if counted else names


def named_by_heading(paragraphs: Sequence[Paragraph], head: range, title: str) -> tuple[Listed, ...]:
    """Return the instruments that only the title names: 关于印发岚州市救助标准的通知, 关于发布导则《甲》《乙》的公告.

    head: the paragraphs of the heading, or those of the block of labels that gives the title.
    """
    names = titles_in(title) if table("headings")["issuing-marked"].find(title) else _unmarked(title)
    if not head:
        return ()
    if (marked := _published_below(paragraphs, head.stop, title)) is not None:
        return (marked,)
    whole = Span(paragraphs[head.start].span.start, paragraphs[head.stop - 1].span.end)
    found = []
    for name in names:
        at = next((p.span.start + p.text.find(name) for p in map(paragraphs.__getitem__, head) if name in p.text), None)
        found.append(Listed(name, whole.start, whole.end) if at is None else Listed(name, at, at + len(name)))
    return tuple(found)


def _unmarked(title: str) -> list[str]:
    """Return the one instrument that a title names without marks."""
    match = table("carried")["handed-on"].find(title)
    name = match[1] if match else ""
    plain = "《" not in name or table("headings")["name-with-mark"].whole(name) is not None
    single = plain and is_complete(name) and not table("headings")["on"].start(name)
    return [name] if single and not table("headings")["several"].find(name) else []


_OPENING = 6  # paragraphs below a heading in which a notice names what it publishes


def _published_below(paragraphs: Sequence[Paragraph], low: int, title: str) -> Listed | None:
    """Return the title that a heading publishes without marks, where the text marks it: 关于发布渡口名录的通知, 编制了《渡口名录》."""
    if (named := table("carried")["published-title"].find(title)) is None:
        return None
    wanted, basis = folded(named[1]), table("carried")["basis-before"]
    for paragraph in paragraphs[low : low + _OPENING]:
        for match in islice(_TITLE.finditer(paragraph.text), _MAX_INSTRUMENTS):
            before = paragraph.text[max(0, match.start() - _BEFORE) : match.start()]
            if folded(match[1]) == wanted and basis.find(before) is None:
                start = paragraph.span.start + match.start(1)
                return Listed(match[1], start, start + len(match[1]))
    return None


_BEFORE = 45  # code points before a title that show a ground
_BEHIND = 120  # code points behind a title that show its end
_APART = "《》"  # replaces a title or a bracket whose words do not count
_MAX_INSTRUMENTS = 60


def issues_another(title: str) -> bool:
    """Test whether a heading says that the document carries another: a verb of issuing, an order, or an announcement that names no
    subject."""
    bare = table("headings")["on"].find(title) is None and table("lines")["order-organ"].whole(title) is not None
    return bare or title.endswith("令") or table("headings")["issuing"].find(title) is not None
