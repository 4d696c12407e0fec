"""Find the words that are a subject: the names of bodies and persons as clauses print them, without the words around them."""

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
_PLACED = table("agencies")["placed-joint"]
_TO_ORGANIZE = "组织"  # alone it is a verb: 要组织重新检测
STATE = "国家"
_OPENED, _CLOSED = re.compile("[（(《]"), re.compile("[）)》]")
_LONGEST_HEAD = 16
_LONGEST_HEADING = 40
_MARKER_ENDS = table("subjects")["marker-end"].pattern
_GOES_ON = "的和或及与、等"


@dataclass(slots=True, unsafe_hash=True)
class Subject:
    """A bearer as printed. at: its span in the text."""

    name: str
    at: Span
    concerned: bool = False
    """Matches persons whom the duty only concerns (对…的企业停止兑付)."""
    behind: "Subject | None" = None
    """The subject before 任何单位 (任何单位不得…): further bans bind everybody, other duties this subject."""

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
    rules, subjects = table("duties"), table("subjects")
    verbal = rules["no-subject"].start(text)
    if verbal and verbal[0] != "应" and Places.load().find_prefix(text):
        return None
    if (
        verbal
        and not subjects["never-nominal"].whole(verbal[0])
        and (rules["fields"].start(text) or rules["called-by-act"].start(text))
    ):
        return None
    if verbal and len(verbal[0]) > 1 and rules["agent"].start(text[verbal.end() :]):
        hindered = subjects["hindering"].whole(verbal[0]) or subjects["never-nominal"].whole(verbal[0])
        return verbal if hindered or rules["causative"].start(text) else None
    return verbal


def whole_subject(text: str, start: int, at: int, *, noun: bool = False) -> Subject | None:
    """Read the whole text as one subject, without the adverbs at its end. noun: accept a name that does not end as bodies and
    persons do."""
    name = _named(text, noun=noun)
    return Subject(name, Span(at + start, at + start + len(name))) if name else None


@lru_cache(maxsize=1 << 12)  # each cue of a sentence asks for the same clauses before it
def _named(text: str, *, noun: bool) -> str:
    """Return the name that a text consists of, empty if it is none."""
    rules, subjects = table("duties"), table("subjects")
    if tail := rules["trailing-words"].find(text):
        text = text[: tail.start()]
    if subjects["mere-place"].whole(text):
        return ""
    if alias := subjects["short-name-behind"].find(text):
        text = text[: alias.start()]
    if text.endswith("等") and rules["subject-end"].find(text[:-1]):
        text = text[:-1]
    if noun:
        if rules["thing-end"].find(text) and not (text.endswith("的") and len(text) >= _SHORTEST_MEANT):
            return ""
    elif not rules["subject-end"].find(text):  # two of three
        return ""
    longest = _LONGEST_LIST if "、" in text and rules["list-end"].find(text) else LONGEST_SUBJECT
    if not 2 <= len(text) <= (_LONGEST_NOUN if noun else longest) or (
        text.startswith(_NEVER_FIRST) and not subjects["of-title"].start(text) and not _PLACED.start(text)
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
        never = subjects["never-nominal"].whole(verbal[0]) and not rules["objecting"].start(text)
        if never or not 2 <= len(head) <= longest or len(head) == len(text):
            return ""
        if subjects["end-of-action"].find(head):
            return ""  # 保持装置的正常运行
    return text


def first_words(text: str, start: int, at: int, *, owner: bool = False) -> Subject | None:
    """Return the first words that end like the name of a bearer: 教育部门办成公办园 → 教育部门. The end is never inside a word
    (区|人民政府, 社会|力量)."""
    rules, subjects = table("duties"), table("subjects")
    things, agents = subjects["goes-on-as-thing"].pattern.match, subjects["goes-on-as-agent"].pattern.match
    verbs, departments = subjects["verb-over-end"].pattern.match, subjects["of-government"].pattern.match
    goes_on = _GOES_ON.replace("的", "") if owner else _GOES_ON
    for end in range(2, min(len(text), _LONGEST_NOUN)):
        if text[end] in goes_on or (not owner and things(text, end)) or agents(text, end) or verbs(text, end - 1):
            continue
        if rules["inside-word"].start(text[end - 2 : end + 2]) or departments(text, end):
            continue
        ended = text[end] in _VERBAL and rules["surely-ended"].find(text[:end])  # 教育行政部门|办成
        verb = ended or verbs(text, end)  # 船员|署名
        longer = rules["subject-end"].find(text[: end + 1]) and not verb
        if rules["subject-end"].find(text[:end]) and not longer and not bears_nothing(text[:end]):
            return whole_subject(text[:end], start, at)
    return None


def bears_nothing(name: str) -> bool:
    """Test for words that only describe an owner or a place: 国家规定应当登记的, 本市渡口."""
    return name == STATE or is_own_place(name)


def is_own_place(name: str) -> bool:
    """Test for the document's own place, as in 本市渡口."""
    return table("subjects")["own-place"].whole(name) is not None


def is_own_paper(words: str) -> bool:
    """Test for somebody's own act or paper, behind his name: 渡口公司的整改情况."""
    owner, _, _ = words.partition("的")
    return table("subjects")["own-paper"].whole(words[len(owner) :]) is not None
