"""Find norms that bind nobody by name: what a thing must be (延长期限不得超过三十日), and bans that bind whoever comes (区域内禁止夜航)."""

import re

from ingest.extract.clausesubjects import heads, own_subject
from ingest.extract.subjects import STATE, Subject, is_condition, is_own_paper, stripped
from ingest.model import Modality, Span
from ingest.rules import table
from ontology.bearers import side_of
from ontology.enumerations import Side

OUTRIGHT = table("duties")["outright-ban"]
"""A cue that bans outright: 禁止, 严禁."""
_MODALITIES = tuple(Modality)


def is_open(sentence: str, segments: list[Span], index: int, cue: re.Match[str], bears: Subject, at: int) -> bool:
    """Test whether a ban binds everybody, and not the authority mentioned before: 市人民政府应当划定区域，禁止夜航;
    未经批准不得改变用途."""
    here = bears.at.start - at >= segments[index].start
    authority = side_of(bears.name) is Side.AUTHORITY
    if here or not authority:
        # Nobody but an authority refuses: 对不符合条件的，不予批准.
        return (
            not here and not authority and table("duties")["refuses"].start(cue[0]) is not None and not bears.concerned
        )
    if bears.name == STATE:
        return True  # 国家鼓励垂钓，但不得占用航道
    rules = table("duties")
    before = sentence[segments[index].start : cue.start()]
    if OUTRIGHT.whole(cue[0]):
        return index > 0 and rules["drawn"].find(segments[index - 1].slice(sentence)) is not None
    if bears.at.start >= at or rules["refuses"].start(cue[0]):
        return False
    earlier = segments[index - 1].slice(sentence) if index else ""
    return any(rules["needs-leave"].find(words) for words in (before, earlier if is_condition(earlier) else ""))


def binds_nobody(sentence: str, segments: list[Span], index: int, cue: int) -> bool:
    """Test whether a cue bounds a number or says what a thing must be or counts as."""
    rules, behind = table("duties"), sentence[cue:]
    if rules["counts-as"].start(behind):
        return not _has_judge(sentence, segments, index, cue)
    if rules["bound"].start(behind):
        return not _has_persons(sentence, segments, index, cue)
    return _thing_first(sentence, segments, index, cue) or _is_built(sentence, segments, index, cue)


def bounds_term(sentence: str, segments: list[Span], index: int, cue: int) -> bool:
    """Test whether a cue only bounds how long something is valid, in any document: 有效期一般不得超过5年."""
    rules = table("duties")
    before = sentence[segments[index].start : cue] if segments else ""
    return rules["bound"].start(sentence[cue:]) is not None and rules["term"].find(before) is not None


def _is_built(sentence: str, segments: list[Span], index: int, cue: int) -> bool:
    """Test for a place that is asked to be built or laid out in some way: 停车场应当与主体工程同时设计."""
    if not segments or table("duties")["built"].start(sentence[cue:]) is None:
        return False
    before = sentence[segments[index].start : cue] if cue > segments[index].start else ""
    words = before or (segments[index - 1].slice(sentence) if index else "")
    return table("subjects")["built-place"].find(stripped(words)[0]) is not None


def _has_persons(sentence: str, segments: list[Span], index: int, cue: int) -> bool:
    """Test whether persons are named directly before a cue that bounds a number: 执法人员不得少于两人."""
    if not segments or table("duties")["persons-counted"].start(sentence[cue:]) is None:
        return False
    found = own_subject(sentence, Span(segments[index].start, cue), 0)
    if found is None or found.at.end != cue:
        return False
    return table("subjects")["counted-person"].find(found.name) is not None


def is_asked_of_others(
    sentence: str, segments: list[Span], index: int, cue: int, inherited: str, modality: Modality
) -> bool:
    """Test whether a cue without a subject asks something of persons, where the sentence before was about an authority, or the reverse:
    经批准临时占用码头的，应当按规定缴纳占用费; 还应当责令船东停航."""
    if not segments:
        return False
    if (
        table("duties")["means-whoever"].start(inherited) is not None
    ):  # 采挖砂石的，不得改变岸线 asks it of whoever does so
        led = stripped(segments[0].slice(sentence))[0] if index else ""
        return led.endswith("的") and not heads(sentence, segments[0], 0)
    if side_of(inherited) is not Side.AUTHORITY:
        return table("subjects")["imposing"].start(sentence[cue:]) is not None
    if inherited == STATE:
        return True
    rules = table("duties")
    if rules["asked-of-persons"].start(sentence[cue:]):
        return True
    words = stripped(sentence[segments[index].start : cue])[0]
    clauses = [words, *([stripped(segments[index - 1].slice(sentence))[0]] if index and len(words) < 2 else [])]
    if modality is Modality.PROHIBITION and any(rules["there"].whole(clause) for clause in clauses):
        return True
    return any(rules["private-act"].start(clause) for clause in clauses)


def _has_judge(sentence: str, segments: list[Span], index: int, cue: int) -> bool:
    """Test whether the one who judges is named directly before a cue: 市科技局可以认定为…. Those whom 的 restricts are judged:
    合格的企业可以认定为…."""
    judge = own_subject(sentence, Span(segments[index].start, cue), 0) if segments else None
    return judge is not None and "的" not in judge.name and table("duties")["subject-end"].find(judge.name) is not None


def is_thing(name: str) -> bool:
    return table("duties")["thing-end"].find(name) is not None


def has_subject(sentence: str, segments: list[Span], index: int, cue: int) -> bool:
    """Test whether the clause has words before a cue that may be its subject, so that it does not continue with the subject of the
    sentence before: 重点水域不得养殖."""
    rules = table("duties")
    words = stripped(sentence[segments[index].start : cue])[0] if segments else ""
    if tail := rules["trailing-words"].find(words):
        words = words[: tail.start()]
    return _made(words) or (
        len(words) > 1
        and rules["no-subject"].start(words) is None
        and rules["predicate"].start(words) is None
        and rules["causative"].start(words) is None
        and rules["circumstantial"].find(words) is None
    )


def has_thing(sentence: str, segments: list[Span], index: int, cue: int) -> bool:
    """Test whether the words before a cue in its clause are a thing, and what follows is how things are: 抽查比例应根据实际设置. A notice
    that names nobody for it binds nobody; what is done with a thing (结果必须公开) is done by the one mentioned before."""
    rules = table("duties")
    words = stripped(sentence[segments[index].start : cue])[0] if segments else ""
    if tail := rules["trailing-words"].find(words):
        words = words[: tail.start()]
    acts = rules["no-subject"].start(words) and "的" not in words  # 申请救助的事由 is a thing
    if len(words) < 2 or acts or rules["subject-end"].find(words) or _is_adverbial(words):
        return False
    behind = sentence[cue : segments[index].end]
    if rules["acted"].find(behind) or rules["reported"].start(behind) or rules["kept-up"].start(behind):
        return False
    if rules["work-of-somebody"].find(words) and rules["carried-on"].start(behind):
        return False
    thing = rules["thing-subject"].whole(words) or rules["thing-end"].find(words)
    return thing is not None and rules["as-things-are"].start(behind) is not None


def _made(words: str) -> bool:
    """Test for a thing that is described by how it was made or by its status, and by no clause: 经批准的规划, 由县财政建设的场馆."""
    rules = table("duties")
    head = words.rpartition("的")[2]
    return (
        rules["made"].start(words) is not None
        and len(head) > 1
        and rules["circumstantial"].find(head) is None
        and rules["subject-end"].find(head) is None
    )


def _is_adverbial(words: str) -> bool:
    """Test for words that begin an adverbial, and no subject: 在渡口水域."""
    return table("subjects")["adverbial-first"].start(words) is not None


def _tells_nobody(words: str) -> bool:
    """Test for a clause between a thing and its ban that names nobody: a condition, an exception, what must be done with the thing."""
    cue = table("duties")["obligation"].find(words)
    return is_condition(words) or words.endswith("外") or (cue is not None and not stripped(words[: cue.start()])[0])


def _is_said_of_thing(sentence: str, span: Span) -> bool:
    """Test for a clause whose cue only a thing can obey: 可以纳入成本."""
    return table("duties")["thing-does"].start(stripped(span.slice(sentence))[0]) is not None


def _goes_on_with_thing(sentence: str, segments: list[Span], index: int) -> bool:
    """Test whether a cue without a subject goes on with a thing that the sentence begins with: 文物应当严格保管，不得丢失; 无关的费用，
    不得列入成本."""
    rules = table("duties")
    first, cut = stripped(segments[0].slice(sentence))
    if rules["as-for"].find(segments[0].slice(sentence)[:cut]):
        return False

    def alone() -> bool:
        return not any(heads(sentence, span, 0) for span in segments[1:index])

    if rules["whoever"].start(first) and alone():
        return True
    nominal = not first.endswith("的") and rules["thing-end"].find(first) is not None
    if nominal and _is_said_of_thing(sentence, segments[index]) and alone():
        return "的" in first or not heads(sentence, segments[0], 0)
    cues = [cue for modality in _MODALITIES if (cue := rules[modality].find(first))]
    if not cues and _made(first) and alone():
        return True
    verb = rules["no-subject"].start(first)
    done = verb and not first.startswith("的", verb.end())  # 提供的信息 is a thing, 提供规定的信息 is done by somebody
    if verb and done and ("的" not in first or rules["done-with"].whole(verb[0])):
        return False
    if cues:
        at = segments[0].start + len(segments[0].slice(sentence)) - len(first) + min(cue.start() for cue in cues)
        return alone() and _thing_first(sentence, segments, 0, at)
    if "的" not in first or _is_adverbial(first) or rules["condition"].whole(first):
        return False
    between = [span.slice(sentence) for span in segments[1:index]]
    owed = next((i for i, words in enumerate(between) if rules["obligation"].find(words)), len(between))
    if any(not _tells_nobody(words) for words in between[: owed + 1]) or any(
        heads(sentence, span, 0)
        for span in segments[1:index]
        if span.start > segments[owed].start or span.slice(sentence).endswith(("时", "后", "前"))
    ):
        return False
    if rules["acted"].find(sentence[segments[index].start :]) or heads(sentence, segments[0], 0):
        return False
    return rules["thing-end"].find(first) is not None and rules["subject-end"].find(first) is None


def _thing_first(sentence: str, segments: list[Span], index: int, cue: int) -> bool:
    """Test whether a thing is the subject of a cue: 延长期限不得超过三十日. Nobody bears it, unless 由 names somebody."""
    if not segments:
        return False
    words = sentence[segments[index].start : cue]
    rules = table("duties")
    words = words[(lead.end() if (lead := rules["leading-words"].start(words)) else 0) :]
    if tail := rules["trailing-words"].find(words):
        words = words[: tail.start()]
    if index and (len(words) < 2 or (_is_adverbial(words) and rules["circumstantial"].find(words))):
        return _goes_on_with_thing(sentence, segments, index)
    if len(words) < 2 or rules["subject-end"].find(words) or _is_adverbial(words):
        return False
    behind = sentence[cue : segments[index].end]
    if rules["acted"].find(behind) or (rules["reported"].start(behind) and ("的" not in words or is_own_paper(words))):
        return False
    if rules["thing-subject"].whole(words) is None:
        return False
    # 经营者从事经营活动 and 市园林局对移植的树木 contain somebody who acts, a verb and its object: they are not the name of a thing.
    if "的" in words:
        return rules["turned-to"].start(words) is None
    if rules["compound-thing"].find(words):
        return True
    acting = own_subject(sentence, Span(segments[index].start, cue), 0)
    return acting is None or rules["subject-end"].find(acting.name) is None
