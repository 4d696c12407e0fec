"""Find where a line that contains a whole page, or several elements of a document, was broken before its line ends were lost.

A page that was saved without its line ends has a blank in place of each, or nothing at all; a web page may run the number on
behind the heading. The rules are in `rules/flattened.toml`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ingest.read.carriedhead import annex_head_cuts, carried_head_cuts
from ingest.rules import fragments, table

_HAN = "\u3007\u3400-\u9fff"
_CLAUSE_MARK = (
    r"第[一二三四五六七八九十百\d]{1,6}[编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,2}[.、](?!\d)"
)
_CN = "一二三四五六七八九十"
_BLANKS = r"(?<![ \u200d\ufeff])[ \u200d\ufeff]++"
_PARAGRAPH_BREAK = re.compile(
    rf"(?<=[。；：！？”）]){_BLANKS}|{_BLANKS}(?={_CLAUSE_MARK}|附件|抄送|(?:19|20)\d\d *年 *\d{{1,2}} *月 *\d{{1,2}} *日"
    rf"|{fragments()['cn_day']})"
    rf"|(?<=月\d日){_BLANKS}|(?<=月\d\d日){_BLANKS}|(?<=月[{_CN}]日){_BLANKS}|(?<=月[{_CN}]{{2}}日){_BLANKS}|(?<=月[{_CN}]{{3}}日){_BLANKS}"
    rf"|{_BLANKS}(?=[{_HAN}]{{2,12}}〔(?:19|20)\d\d〕 *\d{{1,5}} *号{_BLANKS})"
    rf"|(?<=号附件){_BLANKS}|(?<=号附件\d){_BLANKS}|(?<= 附件){_BLANKS}(?=[{_HAN}《])|(?<=[〕\d]\d号){_BLANKS}"
    rf"|(?<=[施法案见定则知划要引南策]){_BLANKS}(?=为|根据|按照|依据|第一)"
)
# 财 政 部: the characters of one name, set apart
_SPACED = re.compile(rf"(?<![{_HAN}])(?:[{_HAN}] {{1,4}}){{1,12}}[{_HAN}](?![{_HAN}])")
_FLATTENED_LENGTH = 300
_MAY_BE_CUT = re.compile("[ \u200d\ufeff:：号日]")
"""A line end that became a blank, a salutation's colon, a number, a day: a shorter line without any of them is one paragraph."""
_RUN_IN = ("before", "title", "number", "first", "behind", "after")
_AHEAD = ("chapter-run-in", "number-note")  # elements of which each has the rest of the line below it
_RUN_ON = ("page", "mark", "signer", "day")
_HEAD_REACH = 600  # code points within which the elements above a document's text must be
_SHORTEST_HEADING = 8  # code points
_LONGEST_HEADING = 160  # code points
_SHORTEST_TEXT = 100  # code points of a line that contains number or salutation and the whole text
_LONGEST_DAY = 24  # code points
_LONGEST_SIGNATURE = 120  # code points before the day
_SHORTEST_RUN = 60  # code points of a line below the heading that runs several elements together
_PLACE = 6  # code points of a place's name
_MARKED_SENTENCE = re.compile(rf"(?<=[。；：:])(?<!附件[：:])(?={_CLAUSE_MARK}|附件[：:\d])")
_FIRST_MARK = re.compile(r"第一[章条]|一、")
_INNER_NUMBER = re.compile(rf"〕 *\d{{1,5}} *号{_BLANKS}")
_FEWEST_ENTRIES = 2  # of a table that one line runs together
_MOST_HEADS = 5  # of documents that one line runs together
_DAY = re.compile(fragments()["date"])
_DAY_APART = re.compile(rf"[。；] [{_HAN} （）()·、]{{0,60}}(?<= )(?:{fragments()['date']})(?: |$)")
"""A day between blanks with only names between it and the last sentence: the day of a signature."""
_LAST_DAY = re.compile(rf"(?:{fragments()['date']}) *$")


@dataclass(frozen=True, slots=True)
class _RunInHead:
    """The elements with which a document begins in one line. cuts: the offsets between them and behind the last; issuer: what
    the heading prints before its subject, without blanks; run_in: the heading is elsewhere."""

    cuts: tuple[int, ...]
    issuer: str
    run_in: bool = False


def flattened_cuts(text: str, above: str = "") -> list[int]:
    """Return the offsets at which a line is to be cut: 0, where a paragraph begins, and the line's length. text: folded. above: the
    printed line above it, folded; where that is a heading, all of the document's text may be in this one.

    >>> flattened_cuts("各区：")
    [0, 3]
    """
    if len(text) < _FLATTENED_LENGTH and _MAY_BE_CUT.search(text) is None:
        return [0, len(text)]
    for name in _AHEAD:
        if (ahead := table("flattened")[name].start(text)) is not None:
            return [0, *(ahead.end() + at for at in flattened_cuts(text[ahead.end() :]))]
    if (run := table("flattened")["annexes-run-on"].start(text)) is not None:
        return [0, *(run.start(name) for name in _RUN_ON if run[name]), len(text)]
    if (head := table("flattened")["catalogue-head"].whole(text)) is not None:
        return [0, head.start("number"), head.start("issuer"), len(text)]
    if (dated := table("flattened")["day-and-body"].whole(text)) is not None:
        return [0, dated.start("body"), len(text)]
    if (database := table("flattened")["database-head"].start(text)) is not None:
        title, labels = database["title"], range(database.start("labels"), database.end("labels"))
        bullets = [at for at in labels if text[at] == "•"]
        rest = (database.end() + at for at in flattened_cuts(text[database.end() :], title))
        return [0, len(title), *bullets, labels.stop, *rest]
    column = table("flattened")["site-column"].start(text)
    if column is None:
        return _cuts(text, above)
    return [0, *(column.end() + at for at in _cuts(text[column.end() :], above))]


def _cuts(text: str, above: str) -> list[int]:
    """Return the cuts of a line that begins with no site and column."""
    cuts: set[int] = set()
    if "\t" not in text:
        rules = table("flattened")
        if (marked := rules["number-behind-bold"].start(text)) is not None:
            cuts.add(marked.start(2))
        if len(text) < _FLATTENED_LENGTH and (run := rules["run-in-site"].whole(text)) is not None:
            parts = [run.start(name) for name in _RUN_IN if run[name]]
            cuts |= {*parts} if len(parts) > 2 else set()
        if (dated := rules["annexes-dated"].whole(text)) is not None:
            cuts.add(dated.start("day"))
        cuts |= {*_close(text)}
        head = _head(text[:_HEAD_REACH]) or _body(text, above)
        blanks = {*_blanks(text, recognised=head is not None)}
        cuts |= blanks
        for behind in [match.end() for match in _INNER_NUMBER.finditer(text) if match.end() in blanks][:_MOST_HEADS]:
            if (inner := _head(text[behind : behind + _HEAD_REACH])) is not None:
                cuts |= {_behind_blanks(text, behind + at) for at in inner.cuts}
        head = head or _run_in(text) or _saluting(text, above)
        entries = [match.start() for match in rules["judged-entry"].each(text)]
        cuts |= {*entries} if len(entries) >= _FEWEST_ENTRIES else set()
        if head is not None:
            cuts |= {_behind_blanks(text, at) for at in (*head.cuts, *_run_together(text, head))}
    return [0, *sorted(cuts - {0, len(text)}), len(text)]


def _close(text: str) -> Iterator[int]:
    """Find the signature and its day with which the last paragraph of a text runs on: 特此通知。岚州市财政局2019年1月8日"""
    if (day := _LAST_DAY.search(text, max(0, len(text) - _LONGEST_DAY))) is None:
        return
    sentence = text.rfind("。", 0, day.start()) + 1
    start = _behind_blanks(text, sentence)
    words = text[start : day.start()].strip()
    told = table("flattened")["told-behind"].find(words) is not None
    if sentence and not told and table("headings")["signature"].whole(words) is not None:
        yield from (start, day.start())


def _run_in(text: str) -> _RunInHead | None:
    """Return what a line runs together below a heading of its own: from the salutation to the signature, or from the day of the signature
    on. None for a line that is one paragraph."""
    if len(text) < _SHORTEST_RUN or "日" not in text:
        return None
    if (day := table("flattened")["day-first"].start(text)) is not None:
        several = len(list(islice(_MARKED_SENTENCE.finditer(text), 2))) == 2
        return _RunInHead((day.end("day"), day.end()), "", run_in=True) if several else None
    length = _salutation(text[:_HEAD_REACH])
    if not length:
        return None
    days = (day for day in _DAY.finditer(text, length) if _closes(text, day))
    signed = any(_signature(text, length, day.start(), None) is not None or _alone(text, day) for day in days)
    return _RunInHead((length,), "", run_in=True) if signed else None


def _saluting(text: str, above: str) -> _RunInHead | None:
    """Return the salutation with which a line below a heading or a number begins, where the first sentence runs on behind its colon."""
    above = above.strip(" #*|")
    titled = len(above) <= _LONGEST_HEADING and table("headings")["title-end"].find(above) is not None
    if not titled and table("lines")["number"].whole(above) is None:
        return None
    length = _salutation(text[:_HEAD_REACH])
    rest = text[length:].strip()
    led = length and table("flattened")["salutation-lead"].start(text) is not None
    return _RunInHead((length,), "", run_in=True) if led and len(rest) >= _SHORTEST_SENTENCE else None


_SHORTEST_SENTENCE = 12  # code points


def _behind_blanks(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at


def _blanks(text: str, *, recognised: bool) -> Iterator[int]:
    """Find line ends that became blanks. Every blank counts up to the salutation and after the last sentence, between them only one
    that follows a sentence's end or precedes a clause's number. recognised: the line begins with the head of a document."""
    short = len(text) < _FLATTENED_LENGTH and _DAY_APART.search(text) is None
    if not recognised and (short or len(_PARAGRAPH_BREAK.findall(text)) < 3):
        return
    head = re.search("[:：。]", text[:_HEAD_REACH])
    tail = max(text.rfind("。"), text.rfind("；")) + 1
    yield from (m.end() for m in _PARAGRAPH_BREAK.finditer(text))
    spaced = [match.span() for match in _SPACED.finditer(text)]
    serials = {match.start() for match in table("flattened")["serial-behind-blank"].each(text)}
    for m in re.finditer(_BLANKS, text):
        outside = (head and m.end() < head.end()) or m.start() >= tail
        if outside and not _inside(m.start(), spaced) and m.end() not in serials:
            yield m.end()


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (at, at)) - 1
    return index >= 0 and at < spans[index][1]


def _head(window: str) -> _RunInHead | None:
    """Read letterhead, number, heading and salutation from a line's start; None if it does not begin with a whole heading above a
    salutation or, with a number or a blank between them, a first sentence."""
    rules = table("flattened")
    window = window.partition("。")[0]
    cuts: list[int] = []
    low = 0
    if (first := rules["number-first"].start(window)) is not None:
        cuts, low = [first.start("line"), first.end()], first.end()
        if rules["order"].whole(first["number"]) and (
            _opens_behind_blank(window, low) or rules["order-sentence"].start(window[low:])
        ):
            return _RunInHead((*cuts[1:], low), "")  # an order has no heading beside its number
    own = _OWN_NUMBER.match(window) if first is None or not first["letterhead"] else None
    if own is not None and table("headings")["signature"].whole(own[1]) is not None:
        cuts, low = [own.end(1), own.end()], own.end()
    for match in rules["heading-end"].each(window, low):
        heading = window[low : match.end()].strip()
        subject = table("headings")["subject"].find(heading)
        if len(heading) < _SHORTEST_HEADING or not _closed(heading):
            continue
        if subject is None:
            # 渡口通行证件办理信息公示 为…: only the blank before the first sentence shows where such a heading ends.
            if not low and _SENTENCE_MARK.search(heading) is None and _opens_behind_blank(window, match.end()):
                return _RunInHead((match.end(), match.end() + _salutation(window[match.end() :])), "")
            continue
        issuer = heading[: subject.start()].strip()
        if (twice := _TWICE.match(issuer)) is not None and table("headings")["signature"].whole(twice[1]) is not None:
            cuts.append(low + window[low : match.end()].index(twice[1]) + len(twice[1]))  # a letterhead without 文件
            issuer = issuer[len(twice[1]) :].strip()
        named = not issuer or table("headings")["signature"].whole(issuer) is not None
        named = named or rules["several-issue"].whole(issuer) is not None
        if not named and not (rules["place"].whole(issuer) and _opens_behind_blank(window, match.end())):
            return None  # a sentence that names a document
        at = match.end()
        number = None if low else rules["number-first"].start(window[at:])
        if number is not None and number["letterhead"]:
            number = None
        number = number or next(
            (m for name in _BEHIND_HEADING if (m := rules[name].start(window[at:])) is not None), None
        )
        after = at + number.end() if number else at
        salutation = _salutation(window[after:])
        opens = rules["text-opens"].start(window[after:]) is not None
        if salutation or (opens and (low or number or window[after : after + 1] == " ")):
            return _RunInHead((*cuts, at, after, after + salutation), issuer.replace(" ", ""))
    return None


_BEHIND_HEADING = ("serial-behind", "number-behind", "day-behind")


def _body(text: str, above: str) -> _RunInHead | None:
    """Read number and salutation from the start of a line that contains a document's whole text below its heading; None if it does
    not. Whole is a text with a first clause inside it, or with a day at its end."""
    rules = table("flattened")
    if len(text) < _SHORTEST_TEXT or len(above) > _LONGEST_HEADING:
        return None
    above = above.strip(" #*")
    subject = table("headings")["subject"].find(above)
    if subject is None or table("headings")["title-end"].find(above) is None:
        return None
    number = rules["number-first"].start(text[:_HEAD_REACH])
    after = number.end() if number is not None and not number["letterhead"] else 0
    salutation = _salutation(text[after:_HEAD_REACH])
    opens = len(text) >= _FLATTENED_LENGTH and rules["text-opens"].start(text) is not None
    if not (after or salutation or opens):
        return None
    ended = rules["day-last"].find(text[-_HEAD_REACH:]) is not None
    if not ended and rules["clause-inside"].find(text) is None:
        return None
    issuer = above[: subject.start()].strip()
    named = table("headings")["signature"].whole(issuer) is not None
    return _RunInHead((after, after + salutation), issuer.replace(" ", "") if named else "")


_OWN_NUMBER = re.compile(rf"([{_HAN}]{{4,40}})(?:{fragments()['number']})(?=\1)")
"""A letterhead without its word that runs on into the number, above a heading that begins with the same name."""
_TWICE = re.compile(r"([\u3400-\u9fff]{4,30}) ?\1")
_SENTENCE_MARK = re.compile("[，；：:]")


def _opens_behind_blank(window: str, at: int) -> bool:
    """Test whether a blank and a document's first sentence, or its salutation, follow at an offset."""
    if window[at : at + 1] != " ":
        return False
    return table("flattened")["text-opens"].start(window[at:]) is not None or _salutation(window[at:]) > 0


def _closed(heading: str) -> bool:
    return all(heading.count(left) == heading.count(right) for left, right in ("《》", "（）", "“”"))


def _salutation(text: str) -> int:
    """Return the length of the salutation with its colon at a text's start; 0 if there is none."""
    end = next((at + 1 for at, char in enumerate(text) if char in ":："), 0)
    return end if table("lines")["addressee"].whole(text[:end].strip()) else 0


def _run_together(text: str, head: _RunInHead) -> Iterator[int]:
    """Find line ends that became nothing: before a clause's number, before the signature and its date, around the headings of what
    follows."""
    rules = table("flattened")
    low = head.cuts[-1]
    for match in _MARKED_SENTENCE.finditer(text, low):
        yield match.start()
        if (heading := rules["run-in-heading"].start(text[match.start() : match.start() + 60])) is not None:
            yield match.start() + heading.end()
    yield from (match.end() for match in rules["chapter-heading"].each(text, low))
    yield from annex_head_cuts(text, low)
    if (imprint := rules["imprint-last"].find(text[max(low, len(text) - _HEAD_REACH) :])) is not None:
        yield max(low, len(text) - _HEAD_REACH) + imprint.start()
    issuer = re.compile("[ ]*".join(re.escape(char) for char in head.issuer) + "[ ]*") if head.issuer else None
    for day in _DAY.finditer(text, low):
        if rules["printed-by"].whole(text[day.end() :]) is not None:
            yield from (match.start() for match in _names_before(text, low, day.start(), issuer)[-1:])
        closes = _closes(text, day)
        if not closes and (head.run_in or rules["day-goes-on"].start(text[day.end() :])):
            continue
        start = _signature(text, low, day.start(), issuer)
        if start is None and not (closes and _alone(text, day)):
            continue
        start = day.start() if start is None else start
        sentence = max(text.rfind("。", low, start), text.rfind("；", low, start)) + 1
        if sentence and table("lines")["annex-list"].start(text[sentence:start].strip()) is not None:
            yield sentence
        elif (
            annexes := table("flattened")["annexes-run-in"].find(text[max(low, start - _HEAD_REACH) : start])
        ) is not None:
            yield max(low, start - _HEAD_REACH) + annexes.start("list")
        yield from (start, day.start(), day.end(), *carried_head_cuts(text, day.end()))
        if (mark := _FIRST_MARK.search(text, day.end(), day.end() + _HEAD_REACH)) is not None:
            yield mark.start()


def _alone(text: str, day: re.Match[str]) -> bool:
    """Test whether a day directly follows a text's last sentence, without a name before it."""
    return text[: day.start()].rstrip(" ").endswith("。")


def _closes(text: str, day: re.Match[str]) -> bool:
    """Test whether a day ends its line, or is above the end of a page or the text that a notice forwards: no sentence continues there."""
    behind = text[day.end() : day.end() + _HEAD_REACH]
    below = behind.strip(" ")
    named = len(below) > _NAMED and text.find(f"《{below[:_NAMED]}", 0, day.start()) >= 0  # what the notice issues
    return not below or named or table("flattened")["behind-day"].start(behind) is not None


_NAMED = 8
"""Code points by which a title is known again."""


def _names_before(text: str, low: int, day: int, issuer: re.Pattern[str] | None) -> list[re.Match[str]]:
    """Return where the heading's issuer directly precedes a day."""
    low = max(low, day - _LONGEST_SIGNATURE)
    return [match for match in issuer.finditer(text, low, day) if match.end() == day] if issuer else []


def _signature(text: str, low: int, day: int, issuer: re.Pattern[str] | None) -> int | None:
    """Return where the names between a sentence's end, or a list of annexes, and a day begin; None if there are none."""
    low = max(low, day - _LONGEST_SIGNATURE)
    signature = table("headings")["signature"]
    start = max(text.rfind("。", low, day), text.rfind("；", low, day)) + 1
    signs = start and table("flattened")["no-signer"].start(text[start:day]) is None
    if signs and signature.whole(text[start:day].strip()) is not None:
        return start
    if signs and table("flattened")["officer-signs"].whole(text[start:day].strip()) is not None:
        return start
    if signs and _LAST_DAY.match(text, day) and table("flattened")["signer-last"].whole(text[start:day].strip()):
        return start
    if start and table("lines")["annex-list"].start(text[start:day].strip()) is not None:
        word = text.rfind(" ", start, len(text[:day].rstrip())) + 1
        if word > start and signature.whole(text[word:day].strip()) is not None:
            return word
    names = _names_before(text, low, day, issuer)
    if not names:
        return None
    at = names[-1].start()
    word = text.rfind(" ", low, at) + 1  # the heading may print 省交通厅 and the signature 岭东省交通厅
    return word if at - word <= _PLACE and signature.whole(text[word:day].strip()) is not None else at
