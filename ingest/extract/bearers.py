"""Who bears a duty: the subject before its cue, in the clause that leads the sentence, or behind 由 and 禁止."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.model import Modality, Span
from ingest.rules import table
from ontology.places import Places

_LONGEST_SUBJECT = 60
_LONGEST_NOUN = 24
_VERBAL = "办会处行"  # characters that end the names of bodies, and begin verbs
_LONGEST_LIST = 160  # 市场监管、发展改革、…等部门
_SHORTEST_MEANT = 4  # 有条件的
_NEVER_FIRST = ("、", "和", "的", "或", "及", "□", "”", "《", "》", "）")
_BY = re.compile(r"(?:应当|应|必须|须|要|可以|可)(?:依法|统一|(?:根据|按照?)[^，。；由]{1,12})?由")
_NEVER_NOMINAL = re.compile(
    "对|对于|根据|按照|按|依照|依据|除|为|通过|结合|针对|围绕|将|把|关于|要|应|须|需|可|不得|必须|指导|督促|鼓励|支持|引导|帮助|推动|要求|加强|确保|做好"
)
_OWED = re.compile("(?:应当?|可以?|必须)$")  # 发现应当由海事机关处理的违法行为的
_NAMING = ("组织", "委托", "监督")
_GOING_ON = ("运行", "执行", "施行", "通行", "航行", "举行")
_TO_ORGANIZE = "组织"  # alone it is a verb: 要组织重新检测
_OF_GOVERNMENT = re.compile(r"(?:(?<=国务院)|(?<=民政府)|(?<=安机关))[^，。；的对在由]{1,14}?(?:部门|机构|工作人员)")
_STATE = "国家"  # 国家规定应当登记的 tells whose rule it is
_JOINT = re.compile("以及|及其?|和|或者")
_OF_TITLE = re.compile("《[^》]{1,40}》的")
_ALIAS = re.compile(r"[（(]以下(?:简|统|合|总)?称[^（()）]*[)）]$")
_OPENED, _CLOSED = re.compile("[（(《]"), re.compile("[）)》]")
_LONGEST_HEAD = 16
_MOST_TRIED = 8  # verbs of one clause
_LONGEST_HEADING = 40
_MARKER_ENDS = re.compile(r"[、）).．]$|条[ ]?$")
_GOES_ON = "的和或及与、等"
_TAILS = (
    "人数",
    "负责人",
    "候选人",
    "名称",
    "选举",
    "收费",
    "费用",
    "股东",
    "工作",
    "管理",
    "制度",
    "内部",
    "所在",
    "条件",
)
_VERBS = (
    "行为",
    "处罚",
    "处理",
    "处分",
    "处置",
    "处以",
)  # the first character of these does not end the name of a body


@dataclass(frozen=True, slots=True)
class Subject:
    """A bearer as printed. at: its span in the text."""

    name: str
    at: Span
    concerned: bool = False
    """Whom the duty only concerns (对…的企业停止兑付)."""
    behind: "Subject | None" = None
    """Who was spoken of before everybody (任何单位不得…): only further bans go on with everybody."""


def is_condition(text: str) -> bool:
    """Test for a condition, with its first words (如渡船超载) or without them (第八条 会员违反规定的)."""
    rule = table("duties")["condition"]
    return rule.whole(text) is not None or rule.whole(stripped(text)[0]) is not None


def stripped(text: str) -> tuple[str, int]:
    """Cut markers, a run-in heading and connecting words from the head of a clause; return the rest and the length that was cut."""
    lead = table("duties")["leading-words"].start(text)
    cut = lead.end() if lead else 0
    heading = text.rfind(" ", cut, cut + _LONGEST_HEADING)
    if cut and heading > cut and _MARKER_ENDS.search(text[:cut]):  # 二、加快拨付资金 财政部门要
        cut = heading + 1
        again = table("duties")["leading-words"].start(text[cut:])
        cut += again.end() if again else 0
    return text[cut:], cut


def bearer(
    sentence: str,
    segments: list[Span],
    index: int,
    cue: int,
    at: int,
    modality: Modality,
    *,
    only_by: bool = False,
    owners: bool = False,
    nouns: bool = True,
) -> Subject | None:
    """Return who bears the duty of a cue. segments: the clauses of the sentence; index: the cue's. only_by: only who is named
    behind 由 or 禁止 bears it. owners: what a thing must be binds whose it is. nouns: any noun before the cue can be a subject, and
    not only places that are run (机场)."""
    span = segments[index] if segments else Span(0, len(sentence))
    if behind := _BY.match(sentence, cue):
        rest = sentence[behind.end() : span.end]
        if found := _leading(rest, behind.end(), at) or _whole(rest, behind.end(), at):
            return found
        if found := _first_words(rest, behind.end(), at):
            return found
    if banned := table("duties")["banned"].start(sentence[cue:]):
        return Subject(banned["subject"], Span(*banned.span("subject")).shifted(at + cue))
    if only_by:
        return None
    rules = table("duties")
    if _names_objects(sentence, segments, index):
        return None
    if found := own_subject(sentence, Span(span.start, cue), at, owners=owners, nouns=nouns):
        named = rules["eligible"].whole(found.name) and (heads(sentence, earlier, at) for earlier in segments[:index])
        return next((subject for subject in named or () if subject), found)
    if index and sentence.startswith("负责", cue) and not stripped(sentence[span.start : cue])[0]:
        before = segments[index - 1].slice(sentence)
        if (appointed := rules["appointed"].find(before)) and rules["appointee"].find(appointed["subject"]):
            where = Span(*appointed.span("subject")).shifted(at + segments[index - 1].start)
            return Subject(appointed["subject"], where)
    for earlier in reversed(segments[:index]):
        words = earlier.slice(sentence)
        if modality is Modality.PROHIBITION and is_condition(words) and rules["refusing"].find(words):
            continue
        if found := _joined(sentence, segments, earlier, at) or heads(sentence, earlier, at):
            return found
    if owners and index and not stripped(sentence[span.start : cue])[0]:
        core, cut = stripped(segments[index - 1].slice(sentence))
        if found := _owner(core, segments[index - 1].start + cut, at):
            return found
    if modality is not Modality.OBLIGATION:
        for earlier in reversed(segments[: index + 1]):
            core, cut = stripped(earlier.slice(sentence)[: max(0, cue - earlier.start)])
            if match := table("duties")["concerned"].start(core):
                start = at + earlier.start + cut + match.start("subject")
                return Subject(match["subject"], Span(start, start + len(match["subject"])), concerned=True)
    return None


def _joined(sentence: str, segments: list[Span], last: Span, at: int) -> Subject | None:
    """Return several bearers that a comma parts: 船东，以及渡口、码头等单位，应当…."""
    words = last.slice(sentence)
    place = segments.index(last)
    if not place or not (joint := _JOINT.match(words)) or not _whole(words[joint.end() :], last.start, at):
        return None
    first = heads(sentence, segments[place - 1], at)
    if first is None or first.at.end != at + segments[place - 1].end:
        return None
    whole = Span(first.at.start, at + last.end)
    return Subject(sentence[whole.start - at : whole.end - at], whole)


def _names_objects(sentence: str, segments: list[Span], index: int) -> bool:
    """Test for a clause that goes on with whom something is done to: 对返岗船员，特别是新船员要进行培训."""
    if not index or not segments[index].slice(sentence).startswith(("特别是", "尤其是")):
        return False
    return stripped(segments[index - 1].slice(sentence))[0].startswith("对")


def own_subject(sentence: str, span: Span, at: int, *, owners: bool = False, nouns: bool = True) -> Subject | None:
    """Return the subject right before a cue: `各部门均` → 各部门; `本办法由市财政局` → 市财政局; `督促企业` → 企业.

    In this position any noun can be a subject (长者饭堂应当…) where `nouns`, except things and abstractions (抽查计划要…), and so
    can the persons that a condition describes (有条件的可…).
    """
    rules = table("duties")
    text = span.slice(sentence)
    if everybody := _everybody(text, span.start, at):
        return everybody
    by = text.rfind("由")
    if by >= 0 and (found := _whole(text[by + 1 :], span.start + by + 1, at)):
        return found
    core, cut = stripped(text)
    match = rules["causative"].start(core)
    start = span.start + cut
    named = match and match[0] in _NAMING and "的" in core and _whole(core, start, at)  # 组织调查组的机关
    if match and not named and (found := _whole(core[match.end() :], start + match.end(), at)):
        return found
    return (
        _doing(core, start, at)
        or _whole(core, start, at)
        or _leading(core, start, at)
        or _noun(core, start, at, any_noun=nouns)
        or (_owner(core, start, at) if owners else None)
    )


def _noun(core: str, start: int, at: int, *, any_noun: bool) -> Subject | None:
    """Return the noun that stands right before a cue: any, or only a place that is spoken of as who runs it (机场应当…)."""
    noun = _whole(core, start, at, noun=True)
    return noun if noun and (any_noun or table("duties")["establishment"].find(noun.name)) else None


def _doing(core: str, start: int, at: int) -> Subject | None:
    """Return the subject of words that end like a bearer and hold a verb: 申请人持证明到渡口管理部门 → 申请人.

    With 的 they are one noun, and none is returned.
    """
    if "的" in core or _verbal(core):
        return None
    for tried, match in enumerate(table("duties")["doing"].each(core)):
        if tried >= _MOST_TRIED:
            break
        if match.start() >= 2 and (found := _whole(core[: match.start()], start, at)):
            return found
    return None


def _owner(core: str, start: int, at: int) -> Subject | None:
    """Return whose thing the subject of a cue is: 汽车修理厂的废水应… → 汽车修理厂. A notice that says what a thing must be asks it of its
    owner; in articles such a thing binds nobody."""
    if "的" not in core[2:] or table("duties")["no-subject"].start(core):
        return None
    return _first_words(core, start, at, owner=True)


def _verbal(text: str) -> re.Match[str] | None:
    """Match the adverbial or verb that a clause without a subject begins with. With who does it behind it, a verb is a name: 招聘单位.
    A place may begin as a verb or an adverbial does: 无锡市, 于都县; 应县级以上政府要求 names none."""
    rules = table("duties")
    verbal = rules["no-subject"].start(text)
    if verbal and verbal[0] != "应" and Places.load().find_prefix(text):
        return None
    if verbal and len(verbal[0]) > 1 and rules["agent"].start(text[verbal.end() :]):
        hindered = verbal[0] in ("禁止", "严禁", "限制", "打击")
        return verbal if hindered or _NEVER_NOMINAL.fullmatch(verbal[0]) or rules["causative"].start(text) else None
    return verbal


def _whole(text: str, start: int, at: int, *, noun: bool = False) -> Subject | None:
    """Read the whole text as one subject, without the adverbs at its end. noun: accept a name that does not end as bodies and
    persons do."""
    name = _named(text, noun=noun)
    return Subject(name, Span(at + start, at + start + len(name))) if name else None


@lru_cache(maxsize=1 << 12)  # each cue of a sentence asks for the same clauses before it
def _named(text: str, *, noun: bool) -> str:
    """Return the name that a text consists of, empty if it is none."""
    rules = table("duties")
    if tail := rules["trailing-words"].find(text):
        text = text[: tail.start()]
    text = _ALIAS.sub("", text)
    if text.endswith("等") and rules["subject-end"].find(text[:-1]):
        text = text[:-1]
    longest = _LONGEST_LIST if "、" in text and rules["list-end"].find(text) else _LONGEST_SUBJECT
    if not 2 <= len(text) <= (_LONGEST_NOUN if noun else longest) or (
        text.startswith(_NEVER_FIRST) and not _OF_TITLE.match(text)
    ):
        return ""
    if len(_OPENED.findall(text)) != len(_CLOSED.findall(text)):
        return ""
    if rules["clause"].find(text) or text == _TO_ORGANIZE:
        return ""
    if (verbal := _verbal(text)) and not (noun and text.endswith("的")):
        # V…的X is a noun: 申领补贴的企业. An adverbial or a modal is not, whatever follows.
        head = text.rpartition("的")[2]
        never = _NEVER_NOMINAL.fullmatch(verbal[0]) and not rules["objecting"].start(text)
        if never or not 2 <= len(head) <= _LONGEST_HEAD or len(head) == len(text):
            return ""
        if head.endswith(_GOING_ON):
            return ""  # 保持装置的正常运行
    if noun:
        if rules["thing-end"].find(text) and not (text.endswith("的") and len(text) >= _SHORTEST_MEANT):
            return ""
    elif not rules["subject-end"].find(text):
        return ""
    return text


def _leading(text: str, start: int, at: int) -> Subject | None:
    """Return the subject at the head of a clause, before its predicate: `市科技局对创新券…开展评价` → 市科技局."""
    rules = table("duties")
    verbal = _verbal(text)
    if verbal and "的" not in text[2:_LONGEST_SUBJECT]:
        return None
    nominal = "的" in text and _whole(text, start, at) is not None  # 机构聘用的人员
    for rule in (rules["predicate"],) if nominal else (rules["predicate"], rules["doing"]):
        for tried, match in enumerate(rule.each(text[: _LONGEST_SUBJECT + 20])):
            if tried >= _MOST_TRIED or match.start() > _LONGEST_SUBJECT:
                break
            if text.startswith("的", match.end()):
                continue  # 政府设立的机构
            if match.start() >= 2 and (found := _whole(text[: match.start()], start, at)):
                return found
    return None


def heads(sentence: str, span: Span, at: int) -> Subject | None:
    """Return the subject that a clause consists of or begins with, or the one behind 由 (价格由市发展改革委确定)."""
    text = span.slice(sentence).rstrip("。！？ ")
    if everybody := _everybody(text, span.start, at):
        return everybody
    by = text.find("由")
    if (
        by >= 0
        and not (text.endswith("的") and _OWED.search(text[:by]))
        and (found := _leading(text[by + 1 :], span.start + by + 1, at))
    ):
        return found
    core, cut = stripped(text)
    start = span.start + cut
    return _leading(core, start, at) or _whole(core, start, at) or _first_noun(core, start, at)


def _everybody(text: str, start: int, at: int) -> Subject | None:
    """Return everybody at the end of a clause: 母亲的监护权任何人; not whom words before tell apart: 需要夜航的任何单位."""
    found = table("duties")["everybody"].find(text)
    if found is None or text.endswith("的", 0, found.start()):
        return None
    return Subject(found[0], Span(*found.span()).shifted(at + start))


def _first_noun(text: str, start: int, at: int) -> Subject | None:
    """Return the subject of a condition: its first words that end like the name of a bearer. 参保职工取得证书的 → 参保职工."""
    rules = table("duties")
    if not rules["condition"].whole(text) or _verbal(text):
        return None
    return _first_words(text, start, at, owner=rules["changed"].find(text) is not None)


def _first_words(text: str, start: int, at: int, *, owner: bool = False) -> Subject | None:
    """Return the first words that end like the name of a bearer: 教育部门办成公办园 → 教育部门. The end is never inside a word
    (区|人民政府, 社会|力量)."""
    rules = table("duties")
    goes_on = _GOES_ON.replace("的", "") if owner else _GOES_ON
    for end in range(2, min(len(text), _LONGEST_NOUN)):
        if text[end] in goes_on or text.startswith(_TAILS, end) or text.startswith(_VERBS, end - 1):
            continue
        if rules["inside-word"].start(text[end - 2 : end + 2]) or _OF_GOVERNMENT.match(text, end):
            continue
        verb = text[end] in _VERBAL and rules["surely-ended"].find(text[:end])  # 教育行政部门|办成
        longer = rules["subject-end"].find(text[: end + 1]) and not verb
        if rules["subject-end"].find(text[:end]) and not longer and text[:end] != _STATE:
            return _whole(text[:end], start, at)
    return None
