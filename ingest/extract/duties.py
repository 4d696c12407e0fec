"""Find what sentences oblige, forbid or allow, and whom: 各有关部门应当公开清单，不得收费 → an obligation and a prohibition.

A cue counts outside of titles, quotations and brackets. The bearer is the subject before the cue; else the subject
of the clause that leads the sentence; else the subject of the sentence before, in the same numbered clause, or of its heading.
The items of a list have the bearer of the line that opens it: 船长应当遵守下列规定：（一）不得超载 → 船长.

In articles (第三条) each point of a list of acts (禁止下列行为：) is a norm with the modality of the line that opens the list, and
that line is none; a cue that only describes (依法应当登记的船舶) is none. In laws and local regulations ； parts norms that each
have a cue, and sanctions, rights of appeal, definitions and clauses on scope are none.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from ingest.extract.bearers import acting_since, bearer, named_behind
from ingest.extract.clausesubjects import own_subject
from ingest.extract.lines import lines
from ingest.extract.lists import ListedActs, Lists
from ingest.extract.modal import clauses, cues_in, first_clause, is_cued, mask
from ingest.extract.norms import is_description, is_statute, norms_of
from ingest.extract.spoken import Later, going_on, inherited_by, read
from ingest.extract.subjects import Subject, is_condition
from ingest.extract.unborne import (
    OUTRIGHT,
    binds_nobody,
    bounds_term,
    has_subject,
    has_thing,
    is_asked_of_others,
    is_open,
    is_thing,
)
from ingest.model import Duty, Mention, Modality, Span
from ingest.rules import table

_LONGEST_SENTENCE = 1200
_SHORTEST_UNENDED = 40  # a shorter line without an end is a heading, a name, an item of a list
_ENDS = tuple("。！？；：”;:")
_OPEN_BRACKET = re.compile(r"[（(][^（）()]*\Z")
_MODALITIES = tuple(Modality)
_MOST_CUES = 12  # of one modality in one sentence


def duties(text: str) -> Iterator[Mention[Duty]]:
    """Find every duty in a text, in order. Table rows are skipped."""
    subject: Subject | Later | None = None
    lists = Lists()
    statute = is_statute(text)
    articled = False
    for line in lines(text):
        if not line.spoken:
            continue
        kind, liable = line.kind, line.liable
        articled = articled or kind == "article"
        if kind:
            subject = lists.begin(kind, subject)
        elif articled:
            subject = lists.leave(subject)
        acts = lists.acts(kind)
        case = statute and articled and lists.is_case(kind)
        leads = _leading_norm(case, liable) if statute and articled else first_clause
        for sentence in line.sentences:
            words = sentence[0]
            ended = words.endswith(_ENDS) or (articled and acts is not None)
            if len(words) > _LONGEST_SENTENCE or not (ended or len(words) >= _SHORTEST_UNENDED):
                continue
            at = line.start + sentence.start()
            if acts is None and not is_cued(words):
                subject = Later(words, at, subject, leads)
                continue
            if not articled:
                found, subject = _sentence(words, at, subject)
            elif not (divided := norms_of(words, case=case, statute=statute, liable=liable)):
                found, acts = [], None
            else:
                found, subject = _norms(words, divided, at, subject, statute=statute)
                if acts is not None and sentence.start() == 0 and (not found or _is_measure(acts, found, text)):
                    found = [acts.point(words, at)]
                elif acts is not None:
                    found = [acts.borne(mention, text) for mention in found]
                if found and (led := _leads_acts(line.text, sentence, found)):
                    lists.lead(kind, led)
                    found = [mention for mention in found if mention.value is not led.duty]
            yield from found
        lists.end(line.text, kind, subject, line.start)
        lists.open_cases(line.text, kind)


@cache
def _leading_norm(case: bool, liable: bool) -> Callable[[str], Span | None]:
    """Return a function of a law's sentence that returns its first clause, and None for a sentence without a norm."""

    def leading(sentence: str) -> Span | None:
        return first_clause(sentence) if norms_of(sentence, case=case, statute=True, liable=liable) else None

    return leading


def _is_measure(acts: ListedActs, found: list[Mention[Duty]], text: str) -> bool:
    """Test for a ban in a list of what an authority does: 可以采取下列措施：（一）禁止夜航."""
    return (
        len(found) == 1
        and OUTRIGHT.whole(found[0].value.cue.slice(text)) is not None
        and table("duties")["of-measures"].find(acts.duty.sentence.slice(text)) is not None
    )


def _leads_acts(line: str, sentence: re.Match[str], found: list[Mention[Duty]]) -> ListedActs | None:
    """Return the norm of a sentence that opens a list of acts: the last one, whose cue governs the list."""
    if sentence.end() < len(line.rstrip()):
        return None
    opening = table("duties")["acts"].find(sentence[0])
    if opening is None:
        return None
    at = found[0].value.sentence.start - sentence[0].find(sentence[0].strip())
    governing = [m.value for m in found if m.value.cue.start - at <= opening.start("list")]
    return ListedActs(max(governing, key=lambda duty: duty.cue.start)) if governing else None


def _norms(
    sentence: str, parts: list[Span], at: int, inherited: Subject | Later | None, *, statute: bool
) -> tuple[list[Mention[Duty]], Subject | Later | None]:
    """Return the norms of a sentence of an article, part by part."""
    found: list[Mention[Duty]] = []
    for part in parts:
        words = part.slice(sentence)
        norms, inherited = _sentence(words, at + part.start, inherited, norms=True, statute=statute, since=at)
        found += norms
    return found, inherited


def _sentence(
    sentence: str,
    at: int,
    inherited: Subject | Later | None,
    *,
    norms: bool = False,
    statute: bool = False,
    since: int | None = None,
) -> tuple[list[Mention[Duty]], Subject | Later | None]:
    """Return the duties of a sentence, and the subject that the next sentence may inherit. norms: as articles write them.
    statute: each bearer of a modality has a norm of its own, and what a thing must be (延长期限不得超过…) binds nobody.
    since: where the printed sentence begins of which this is a part."""
    masked = mask(sentence)
    cues_of = cues_in(masked)
    if not any(cues_of):
        return [], Later(sentence, at, inherited, first_clause)
    segments = clauses(masked)
    rules = table("duties")
    found: list[Mention[Duty]] = []
    first: Subject | None = None
    whole = Span(at, at + len(sentence.rstrip()))
    begins = at if since is None else since
    for modality, cues in zip(_MODALITIES, cues_of, strict=True):
        told: Subject | None = None
        for cue in cues[:_MOST_CUES]:
            word, start = cue[0], cue.start()
            index = _segment_at(segments, start)
            if norms and is_description(sentence, masked, segments, index, cue):
                continue
            shared = rules["in-charge"].whole(word) and rules["shared-out"].find(masked[:start]) is not None
            if shared and _OPEN_BRACKET.search(masked, 0, start):
                continue
            if told is not None or (found and found[-1].value.modality is modality):
                # Another 应当 of the same sentence is a norm of its own where somebody else bears it.
                other = _other(sentence, segments, index, start, at, found[-1].value.cue.end - at) if statute else None
                if other is None or (told is not None and other.name == told.name) or is_thing(other.name):
                    continue
                bears: Subject | None = other
            elif (statute and binds_nobody(sentence, segments, index, start)) or bounds_term(
                sentence, segments, index, start
            ):
                bears = bearer(sentence, segments, index, start, at, modality, only_by=True)
            else:
                # Norms of laws are often about things (车窗不得贴膜, 信息公示应当及时): there a bearer must end as bearers do.
                bears = bearer(sentence, segments, index, start, at, modality, owners=not norms, nouns=not statute)
                if shared and bears is None:
                    continue
                nobodys = (
                    _is_nobodys(sentence, segments, index, cue, statute=statute)
                    if norms
                    else has_thing(sentence, segments, index, start)
                )
                if bears is None and not nobodys:
                    bears = inherited_by(modality, read(inherited), word, since)
                    if statute and bears is not None and bears.at.start < begins:
                        others = is_asked_of_others(sentence, segments, index, start, bears.name, modality)
                        bears = None if others else bears
                bears = _nearest(found, bears, at + start) if not norms else bears
            if norms and bears and OUTRIGHT.whole(word) and not rules["subject-end"].find(bears.name):
                bears = None  # a place or a thing before its ban: 渡口禁止夜航
            if (
                norms
                and bears
                and modality is Modality.PROHIBITION
                and (statute or not rules["refuses"].start(word))
                and is_open(sentence, segments, index, cue, bears, at)
            ):
                bears = None
            if (
                first is None
                and bears is not None
                and not rules["bound"].start(masked[start:])
                and (bears.at.start >= at or bears != read(inherited))
            ):
                first = going_on(bears, modality, inherited)
            told = bears
            condition = next((span for span in segments[:index] if is_condition(span.slice(sentence))), None)
            duty = Duty(
                modality,
                whole,
                Span(at + start, at + cue.end()),
                bears.name if bears else None,
                bears.at if bears else None,
                condition.shifted(at) if condition else None,
            )
            found.append(Mention(whole, f"duties.{modality}", duty))
            if not norms:
                break
    return found, first or Later(sentence, at, inherited, first_clause)


def _segment_at(segments: Sequence[Span], offset: int) -> int:
    """Return the index of the clause that contains an offset."""
    for index, span in enumerate(segments):
        if span.start <= offset < span.end:
            return index
    return 0


def _is_nobodys(sentence: str, segments: list[Span], index: int, cue: re.Match[str], *, statute: bool) -> bool:
    """Test for a norm without a bearer that does not continue with the subject mentioned before: a ban without a subject of its own
    binds everybody."""
    if OUTRIGHT.whole(cue[0]) or (statute and has_subject(sentence, segments, index, cue.start())):
        return True
    return table("duties")["passive"].start(sentence[cue.start() :]) is not None


def _other(sentence: str, segments: list[Span], index: int, cue: int, at: int, since: int) -> Subject | None:
    """Return who bears another cue of one modality in a sentence, where the words between the cue before, which ends at `since`, and
    this one name somebody: 船长不得超载，乘客不得抢渡."""
    if OUTRIGHT.pattern.match(sentence, cue):
        if behind := named_behind(sentence, cue, at):
            return behind
        before = own_subject(sentence, Span(segments[index].start, cue), at, nouns=False)
        return before if before and table("duties")["subject-end"].find(before.name) else None
    if binds_nobody(sentence, segments, index, cue):
        return None
    own = own_subject(sentence, Span(segments[index].start, cue), at, nouns=False)
    return own or acting_since(sentence, segments, index, cue, since, at)


def _nearest(found: Sequence[Mention[Duty]], bears: Subject | None, cue: int) -> Subject | None:
    """Return the nearest bearer before a cue: 企业在本市经营时，各区应当同等对待，不得… binds 各区, not 企业."""
    for duty in (mention.value for mention in reversed(found)):
        where = duty.bearer_at
        if not (bears and where and duty.bearer and duty.cue.end <= cue):
            continue
        if (made := table("duties")["appointed"].find(bears.name)) and made["subject"] == duty.bearer and made.start():
            # Who sets somebody up goes on where the other's duty ends: 联席会议设联络员，负责协调；可抽调人员.
            return Subject(bears.name[: made.start()], Span(bears.at.start, bears.at.start + made.start()))
        if bears.at.start < where.start or (bears.at.start == where.start and len(bears.name) < len(duty.bearer)):
            return Subject(duty.bearer, where)
    return bears
