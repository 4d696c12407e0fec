"""Which words are a subject: the names of bodies and persons as clauses print them, without what stands before and behind."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.model import Span
from ingest.rules import table
from ontology.places import Places

LONGEST_SUBJECT = 60
_LONGEST_NOUN = 24
_VERBAL = "办会处行"  # characters that end the names of bodies, and begin verbs
_LONGEST_LIST = 160  # 市场监管、发展改革、…等部门
_SHORTEST_MEANT = 4  # 有条件的
_NEVER_FIRST = ("、", "和", "以及", "的", "或", "及", "□", "”", "《", "》", "）")
_NEVER_NOMINAL = re.compile(
    "对|对于|遇|根据|按照|按|依照|依据|除|为|通过|结合|针对|围绕|将|把|关于|要|应|须|需|可|不得|必须|指导|督促|鼓励|支持|引导|帮助|推动|要求|加强|确保|做好"
)
_GOING_ON = ("运行", "执行", "施行", "通行", "航行", "举行")
_TO_ORGANIZE = "组织"  # alone it is a verb: 要组织重新检测
_OF_GOVERNMENT = re.compile(
    r"(?:(?<=国务院)|(?<=民政府)|(?<=安机关)|(?<=[区市]县)|(?<=[、和][县区市])|(?<=治区)|(?<=辖市))[^，。；的对在由]{1,14}?(?:部门|机构|工作人员)"
)
STATE = "国家"
NEVER_ALONE = (
    STATE,
    "本省",
    "本市",
    "本县",
    "本区",
)  # 国家规定应当登记的 tells whose rule it is, 本市渡口 where a thing is
_OF_TITLE = re.compile("《[^》]{1,40}》的")
_ALIAS = re.compile(r"[（(]以下(?:简|统|合|总)?称[^（()）]*[)）]$")
_OPENED, _CLOSED = re.compile("[（(《]"), re.compile("[）)》]")
_LONGEST_HEAD = 16
_LONGEST_HEADING = 40
_MARKER_ENDS = re.compile(r"[、）).．]$|条[ ]?$")
_GOES_ON = "的和或及与、等"
_TAILS = (
    "人数",
    "数量",
    "总数",
    "总量",
    "规模",
    "以外",
    "以下",
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
    "身份",
    "资料",
    "经费",
    "主席",
    "主任",
    "副主",
    "成员",
    "干部",
    "会员",
)
_AGENTS = re.compile("单位|机构|部门|机关|公司(?!章程)|经营[管者]|级")  # a longer name goes on: 用人|单位
_VERBS = (
    "行为",
    "处罚",
    "处理",
    "处分",
    "处置",
    "处以",
)  # the first character of these does not end the name of a body


@dataclass(slots=True, unsafe_hash=True)
class Subject:
    """A bearer as printed. at: its span in the text."""

    name: str
    at: Span
    concerned: bool = False
    """Whom the duty only concerns (对…的企业停止兑付)."""
    behind: "Subject | None" = None
    """Who was spoken of before everybody (任何单位不得…): only further bans go on with everybody."""

    def shifted(self, by: int) -> "Subject":
        """Return the subject with its span moved by `by` code points."""
        return Subject(self.name, self.at.shifted(by), self.concerned, self.behind)


@lru_cache(maxsize=1 << 12)  # each cue of a sentence asks for the same clauses
def is_condition(text: str) -> bool:
    """Test for a condition, with its first words (如渡船超载) or without them (第八条 会员违反规定的)."""
    rule = table("duties")["condition"]
    if rule.whole(text) is not None:
        return True
    core, cut = stripped(text)
    return cut > 0 and rule.whole(core) is not None


@lru_cache(maxsize=1 << 12)  # each cue of a sentence asks for the same clauses
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


@lru_cache(maxsize=1 << 12)
def verb_first(text: str) -> re.Match[str] | None:
    """Match the adverbial or verb that a clause without a subject begins with. With who does it behind it, a verb is a name: 招聘单位.
    A place may begin as a verb or an adverbial does: 无锡市, 于都县; 应县级以上政府要求 names none."""
    rules = table("duties")
    verbal = rules["no-subject"].start(text)
    if verbal and verbal[0] != "应" and Places.load().find_prefix(text):
        return None
    if (
        verbal
        and not _NEVER_NOMINAL.fullmatch(verbal[0])
        and (rules["fields"].start(text) or rules["called-by-act"].start(text))
    ):
        return None
    if verbal and len(verbal[0]) > 1 and rules["agent"].start(text[verbal.end() :]):
        hindered = verbal[0] in ("禁止", "严禁", "限制", "打击", "需要", "造成", "致使", "导致")
        return verbal if hindered or _NEVER_NOMINAL.fullmatch(verbal[0]) or rules["causative"].start(text) else None
    return verbal


def whole_subject(text: str, start: int, at: int, *, noun: bool = False) -> Subject | None:
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
    if noun:
        if rules["thing-end"].find(text) and not (text.endswith("的") and len(text) >= _SHORTEST_MEANT):
            return ""
    elif not rules["subject-end"].find(text):  # two of three
        return ""
    longest = _LONGEST_LIST if "、" in text and rules["list-end"].find(text) else LONGEST_SUBJECT
    if not 2 <= len(text) <= (_LONGEST_NOUN if noun else longest) or (
        text.startswith(_NEVER_FIRST) and not _OF_TITLE.match(text)
    ):
        return ""
    if len(_OPENED.findall(text)) != len(_CLOSED.findall(text)):
        return ""
    if rules["clause"].find(text) or rules["acting"].start(text) or text == _TO_ORGANIZE:
        return ""
    if text.count("“") != text.count("”"):
        return ""
    if (verbal := verb_first(text)) and not (noun and text.endswith("的")):
        # V…的X is a noun: 申领补贴的企业. An adverbial or a modal is not, whatever follows.
        head = text.rpartition("的")[2]
        longest = _LONGEST_LIST if "、" in head or rules["surely-ended"].find(head) else _LONGEST_HEAD
        never = _NEVER_NOMINAL.fullmatch(verbal[0]) and not rules["objecting"].start(text)
        if never or not 2 <= len(head) <= longest or len(head) == len(text):
            return ""
        if head.endswith(_GOING_ON):
            return ""  # 保持装置的正常运行
    return text


def first_words(text: str, start: int, at: int, *, owner: bool = False) -> Subject | None:
    """Return the first words that end like the name of a bearer: 教育部门办成公办园 → 教育部门. The end is never inside a word
    (区|人民政府, 社会|力量)."""
    rules = table("duties")
    goes_on = _GOES_ON.replace("的", "") if owner else _GOES_ON
    for end in range(2, min(len(text), _LONGEST_NOUN)):
        if (
            text[end] in goes_on
            or (not owner and text.startswith(_TAILS, end))
            or _AGENTS.match(text, end)
            or text.startswith(_VERBS, end - 1)
        ):
            continue
        if rules["inside-word"].start(text[end - 2 : end + 2]) or _OF_GOVERNMENT.match(text, end):
            continue
        verb = text[end] in _VERBAL and rules["surely-ended"].find(text[:end])  # 教育行政部门|办成
        longer = rules["subject-end"].find(text[: end + 1]) and not verb
        if rules["subject-end"].find(text[:end]) and not longer and text[:end] not in NEVER_ALONE:
            return whole_subject(text[:end], start, at)
    return None
