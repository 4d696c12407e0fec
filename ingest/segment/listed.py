"""Find the titles that a document says it carries: instruments in its issuing sentence, annexes in its 附件说明."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ingest.model import Span
from ingest.rules import Rule, table
from ingest.segment.paragraphs import Form, Paragraph, alike, is_complete, signs
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
        if not issues and handed is None:
            continue
        if not _hands_on(paragraph, verb):
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
    if paragraph.form in (Form.NUMBERED, Form.ROW):
        return False
    said = table("carried")["set-apart"].pattern.sub(_APART, paragraph.text)
    return verb.find(said) is not None


def _is_wanted(name: str, want: str) -> bool:
    """Test whether a title in the text is one that the heading names, perhaps in fewer words (岚州市交通局渡口方案 / 渡口方案)."""
    name, want = folded(name), folded(want)
    at = name.rfind(want) if table("headings")["on"].start(want) else -1
    same_subject = (
        at >= 0 and len(name) - at - len(want) <= _KIND
    )  # 转发市政府办公室关于巡查的通知: its 的通知 is that of both
    return alike(name, want) or name in want or name.endswith(want) or same_subject


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

    head: the paragraphs of the heading, or those of the block of labels that tells the title.
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


_BEFORE = 45  # code points before a title that tell a ground
_BEHIND = 120  # code points behind a title that tell its end
_APART = "《》"  # what stands for a title or a bracket whose words do not count
_MAX_ITEMS = 60
_MAX_ANNEXES = 300  # each is compared with each, so a hostile text must not have more
_MAX_INSTRUMENTS = 60


def attachments_of(paragraphs: Sequence[Paragraph], body: int, end: int) -> tuple[Listed, ...]:
    """Read 附件说明 (GB/T 9704 7.3.4): 附件：1. X 2. Y, on one line or several, an item perhaps over several lines."""
    found: dict[str, Listed] = {}
    for i in range(body, end):
        if found and paragraphs[i].form is Form.ANNEX_MARK:
            break  # what an annex lists is its own
        if paragraphs[i].form is Form.ANNEX_LIST and len(found) < _MAX_ANNEXES:
            for item in _items(paragraphs, i, end):
                if item.title:
                    found.setdefault(folded(item.title), item)
    return tuple(found.values())


def mark_annex_lists(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Give 附件： on a line of its own the form of a list of annexes, where the names of annexes stand in the lines below, or where the
    page has lost them and the signature follows."""
    marked = list(paragraphs)
    for i, paragraph in enumerate(paragraphs):
        if paragraph.form is Form.ANNEX_MARK and (_names_below(paragraphs, i) or _signature_below(paragraphs, i)):
            marked[i] = replace(paragraph, form=Form.ANNEX_LIST)
    return marked


def _signature_below(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Test whether a signature with its date stands right below a line."""
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
    end of the text follows. Empty if something else stands there."""
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
        numbered = item is not None and int(item[1] or item[2]) == len(found) + 1
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
            expected = int(starts[0][1] or starts[0][2])  # 附件2.X, one list a line
        for m in starts:
            if int(m[1] or m[2]) == expected:
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
                items.append(Listed(head.strip(), base, base + len(head.rstrip())))
        ends = [start for start, _ in cuts[1:]] + [len(text)]
        for (_, low), high in zip(cuts, ends, strict=False):
            body = text[low:high].strip()
            items.append(Listed(body, base + low, base + low + len(body)))
        if not numbered:
            items = _with_line_below(items, paragraphs[first + 1 : end])
            items += _titles_below(items, paragraphs[first + 1 : end])
            break
    return [Listed(clean_title(item.title), item.start, item.end) for item in items]


def _counts_bare(lines: Sequence[Paragraph], low: int) -> bool:
    """Test whether items 1 and 2 of a list stand in its line, or in that and the next, by their bare figures: 1渡口表2渡船表. One figure
    alone is a part of the title: 24小时值班表, 2座渡口名单."""
    texts = [lines[0].text[low:], *(line.text for line in lines[1:])]
    figures = [match for text in texts for match in _BARE.each(text)]
    counted = [int(match[1]) for match in figures[:2]]
    return counted == [1, 2] and figures[0].start() == 0


def _with_line_below(items: list[Listed], below: Sequence[Paragraph]) -> list[Listed]:
    """Join the last words of a single annex's title, which stand alone on the line below: 附件：…演出 / 节目单汇总表."""
    if len(items) != 1 or not below or is_complete(clean_title(items[0].title)) or not below[0].could_be_heading:
        return items
    line, title = below[0], items[0].title + below[0].text
    if table("carried")["title-rest"].whole(line.text) is None or not is_complete(title):
        return items
    return [Listed(title, items[0].start, line.span.end)]


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


def _expected(match: re.Match[str], number: int, text: str) -> bool:
    return int(match[1] or match[2]) >= number and (
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


def issues_another(title: str) -> bool:
    """Test whether a heading says that the document carries another: a verb of issuing, an order, or an announcement that names no
    subject."""
    bare = table("headings")["on"].find(title) is None and table("lines")["order-organ"].whole(title) is not None
    return bare or title.endswith("令") or table("headings")["issuing"].find(title) is not None
