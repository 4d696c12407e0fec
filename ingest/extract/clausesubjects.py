"""Find the subject of a clause: the one right before a cue, or the one that the clause consists of or begins with."""

import re
from functools import lru_cache
from itertools import islice

from ingest.extract.subjects import (
    LONGEST_SUBJECT,
    Subject,
    first_words,
    is_own_place,
    stripped,
    verb_first,
    whole_subject,
)
from ingest.model import Span
from ingest.rules import table

_MOST_TRIED = 8  # verbs of one clause


def own_subject(sentence: str, span: Span, at: int, *, owners: bool = False, nouns: bool = True) -> Subject | None:
    """Return the subject right before a cue: `各部门均` → 各部门; `本办法由市财政局` → 市财政局; `督促企业` → 企业.

    In this position any noun can be a subject (长者饭堂应当…) where `nouns`, except things and abstractions (抽查计划要…), and so
    can the persons that a condition describes (有条件的可…).
    """
    found = _right_before(span.slice(sentence), owners=owners, nouns=nouns)
    return found.shifted(at + span.start) if found else None


@lru_cache(maxsize=1 << 12)  # a cue asks several times for the words before it
def _right_before(text: str, *, owners: bool, nouns: bool) -> Subject | None:
    """Return the subject right before a cue, with its span in the words between the start of the clause and the cue."""
    if not text:
        return None
    rules = table("duties")
    if everybody := _everybody(text, 0, 0):
        return everybody
    last = max(rules["by"].each(text), key=re.Match.start, default=None)
    if last:
        behind, start = text[last.end() :], last.end()
        if found := whole_subject(behind, start, 0) or leading(behind, start, 0):
            return found
    core, cut = stripped(text)
    match = rules["causative"].start(core)
    naming = match and "的" in core and table("subjects")["naming-act"].whole(match[0])
    named = naming and whole_subject(core, cut, 0)  # 组织调查组的机关
    if match and not named and (found := whole_subject(core[match.end() :], cut + match.end(), 0)):
        return found
    return (
        _doing(core, cut, 0)
        or whole_subject(core, cut, 0)
        or leading(core, cut, 0)
        or _noun(core, cut, 0, any_noun=nouns)
        or (owner(core, cut, 0) if owners else None)
    )


def _noun(core: str, start: int, at: int, *, any_noun: bool) -> Subject | None:
    """Return the noun directly before a cue. Unless `any_noun`, it must be a place that means its operator (机场应当…)."""
    noun = whole_subject(core, start, at, noun=True)
    return noun if noun and (any_noun or table("duties")["establishment"].find(noun.name)) else None


def _doing(core: str, start: int, at: int) -> Subject | None:
    """Return the subject of words that end like a bearer and contain a verb: 申请人持证明到渡口管理部门 → 申请人.

    With 的 they are one noun, and none is returned.
    """
    if "的" in core or verb_first(core):
        return None
    for tried, match in enumerate(table("duties")["doing"].each(core)):
        if tried >= _MOST_TRIED:
            break
        if match.start() >= 2 and (found := whole_subject(core[: match.start()], start, at)):
            return found
    return None


def owner(core: str, start: int, at: int) -> Subject | None:
    """Return whose thing the subject of a cue is: 汽车修理厂的废水应… → 汽车修理厂. A notice that says what a thing must be asks it of its
    owner; in articles such a thing binds nobody."""
    if "的" not in core[2:] or table("duties")["no-subject"].start(core):
        return None
    return first_words(core, start, at, owner=True)


def leading(text: str, start: int, at: int) -> Subject | None:
    """Return the subject at the head of a clause, before its predicate: `市科技局对创新券…开展评价` → 市科技局."""
    found = _leads(text)
    return found.shifted(at + start) if found else None


@lru_cache(maxsize=1 << 12)
def _leads(text: str) -> Subject | None:
    rules, subjects = table("duties"), table("subjects")
    verbal = verb_first(text)
    if verbal and "的" not in text[2:LONGEST_SUBJECT]:
        return None
    nominal = "的" in text and whole_subject(text, 0, 0) is not None  # 机构聘用的人员
    told = [rules["predicate"], *([] if nominal else [rules["doing"]])]
    tried = [match for rule in told for match in islice(rule.each(text[: LONGEST_SUBJECT + 20]), _MOST_TRIED)]
    for match in sorted(tried, key=lambda match: match.start()):
        if match.start() > LONGEST_SUBJECT:
            break
        if subjects["gives-leave"].start(match[0]) and (
            text.startswith("经") or subjects["by-leave-of"].find(text[: match.start()])
        ):
            continue  # 经有批准权的部门审查批准, 档案经船东同意
        if text.startswith("的", match.end()) or is_own_place(text[: match.start()]):
            continue  # 政府设立的机构, 本市以汉语出版的报刊
        if nominal and (task := subjects["of-its-task"].find(text)) and task.start() <= match.start():
            continue  # 水务局统一受理举报的机构
        if match.start() >= 2 and (found := whole_subject(text[: match.start()], 0, 0)):
            return found
    return None


def heads(sentence: str, span: Span, at: int) -> Subject | None:
    """Return the subject that a clause consists of or begins with, or the one behind 由 (价格由市发展改革委确定)."""
    found = _heads(span.slice(sentence).rstrip("。！？ "))
    return found.shifted(at + span.start) if found else None


@lru_cache(maxsize=1 << 12)  # each cue of a sentence asks for the same clauses before it
def _heads(text: str) -> Subject | None:
    """Return the subject of a clause, with its span in the clause."""
    if everybody := _everybody(text, 0, 0):
        return everybody
    rules = table("duties")
    by = rules["by"].find(text)
    if (
        by
        and not (text.endswith("的") and table("subjects")["owed-end"].find(text[: by.start()]))
        and (found := leading(text[by.end() :], by.end(), 0))
    ):
        return found
    core, cut = stripped(text)
    if (told := table("subjects")["is-what"].start(core)) and (found := whole_subject(told["subject"], cut, 0)):
        return found
    if (harmed := rules["harmed"].start(core)) and (found := whole_subject(harmed["subject"], cut, 0)):
        return found
    if found := leading(core, cut, 0) or whole_subject(core, cut, 0) or _first_noun(core, cut, 0):
        return found
    acting = table("subjects")["acting-body"].start(core)
    return whole_subject(acting["subject"], cut, 0) if acting and not verb_first(core) else None


def _everybody(text: str, start: int, at: int) -> Subject | None:
    """Return everybody at the end of a clause: 母亲的监护权任何人; not those whom preceding words restrict: 需要夜航的任何单位."""
    found = table("duties")["everybody"].find(text)
    if found is None or text.endswith("的", 0, found.start()):
        return None
    return Subject(found[0], Span(*found.span()).shifted(at + start))


def _first_noun(text: str, start: int, at: int) -> Subject | None:
    """Return the subject of a condition: its first words that end like the name of a bearer. 参保职工取得证书的 → 参保职工."""
    rules = table("duties")
    if not rules["condition"].whole(text) or verb_first(text):
        return None
    return first_words(text, start, at, owner=rules["changed"].find(text) is not None)
