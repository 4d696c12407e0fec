"""Find who bears a duty: the subject before its cue, in the clause that leads the sentence, or behind 由 and 禁止."""

from ingest.extract.clausesubjects import heads, leading, own_subject, owner
from ingest.extract.subjects import (
    Subject,
    first_words,
    is_condition,
    is_own_paper,
    stripped,
    verb_first,
    whole_subject,
)
from ingest.model import Modality, Span
from ingest.rules import table
from ontology.bearers import side_of
from ontology.enumerations import Side


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
    subjects = table("subjects")
    behind = subjects["owed-by"].pattern.match(sentence, cue)
    if behind and not subjects["formed"].pattern.match(sentence, behind.end()):
        rest = sentence[behind.end() : span.end]
        if found := _together(rest, behind.end(), at):
            return found
        if found := leading(rest, behind.end(), at) or whole_subject(rest, behind.end(), at):
            return found
        if found := first_words(rest, behind.end(), at):
            return found
    if banned := named_behind(sentence, cue, at):
        return banned
    if only_by:
        return None
    rules = table("duties")
    if _names_objects(sentence, segments, index):
        return None
    if found := own_subject(sentence, Span(span.start, cue), at, owners=owners, nouns=nouns):
        named = rules["eligible"].whole(found.name) and (heads(sentence, earlier, at) for earlier in segments[:index])
        return next((subject for subject in named or () if subject), found)
    if rules["reported"].start(sentence[cue : span.end]) and (found := _reporter(sentence, Span(span.start, cue), at)):
        return found
    if index and rules["in-charge"].start(sentence[cue : span.end]) and not stripped(sentence[span.start : cue])[0]:
        before = segments[index - 1].slice(sentence)
        if (appointed := rules["appointed"].find(before)) and rules["appointee"].find(appointed["subject"]):
            where = Span(*appointed.span("subject")).shifted(at + segments[index - 1].start)
            return Subject(appointed["subject"], where)
    if found := _turning(sentence, segments[:index], at):
        return found
    for earlier in reversed(segments[:index]):
        words = earlier.slice(sentence)
        if is_condition(words) and (
            (modality is Modality.PROHIBITION and rules["refusing"].find(words))
            or rules["vacant"].find(words)
            or _is_done_to(words, sentence[cue : span.end])
            or (subjects["asks-for"].find(words) and subjects["granting"].start(sentence[cue : span.end]))
        ):
            continue
        if _is_act_on(sentence, segments, earlier):
            continue
        if found := _joined(sentence, segments, earlier, at) or heads(sentence, earlier, at):
            return found
    if owners and index and not stripped(sentence[span.start : cue])[0]:
        core, cut = stripped(segments[index - 1].slice(sentence))
        if found := owner(core, segments[index - 1].start + cut, at):
            return found
    if modality is not Modality.OBLIGATION:
        for earlier in reversed(segments[: index + 1]):
            core, cut = stripped(earlier.slice(sentence)[: max(0, cue - earlier.start)])
            if match := table("duties")["concerned"].start(core):
                start = at + earlier.start + cut + match.start("subject")
                return Subject(match["subject"], Span(start, start + len(match["subject"])), concerned=True)
    return None


def _together(behind: str, start: int, at: int) -> Subject | None:
    """Return several who act together, behind 由: 由船东与船员共同清理. 由市水务局会同交通局共同查处 names one, 共同认定的机构 another."""
    subjects = table("subjects")
    match = subjects["together"].find(behind)
    if match is None or "的" in behind[match.end() :] or subjects["brings-in"].find(behind[: match.start()]):
        return None
    return whole_subject(behind[: match.start()], start, at)


def _reporter(sentence: str, span: Span, at: int) -> Subject | None:
    """Return who reports on his own act or paper, which precedes the cue: 渡口公司的整改情况应当报告市交通局 → 渡口公司."""
    core, cut = stripped(span.slice(sentence))
    if tail := table("duties")["trailing-words"].find(core):
        core = core[: tail.start()]
    if verb_first(core) or not is_own_paper(core):
        return None
    return whole_subject(core.partition("的")[0], span.start + cut, at)


def _is_act_on(sentence: str, segments: list[Span], span: Span) -> bool:
    """Test for a clause of a verb and its object that goes on with the clause before, and looks like a name that begins with a verb:
    市水务局应当巡查，处理违规企业，不得收费."""
    words, _ = stripped(span.slice(sentence))
    named = table("duties")["called-by-act"].start(words)
    if named is None or named.end() < len(words) or "的" in words:
        return False
    return any(heads(sentence, earlier, at=0) for earlier in segments[: segments.index(span)])


def named_behind(sentence: str, cue: int, at: int) -> Subject | None:
    """Return whom a ban names behind its cue: 禁止渡口经营者超载."""
    banned = table("duties")["banned"].start(sentence[cue:])
    return Subject(banned["subject"], Span(*banned.span("subject")).shifted(at + cue)) if banned else None


def _is_done_to(condition: str, owed: str) -> bool:
    """Test for a condition that names one person, where 其 in what is owed is that person: 船员被辞退的, 应当要求其…."""
    subjects = table("subjects")
    if subjects["turns-to"].find(condition):
        return False
    suffers = subjects["suffers"].start(stripped(condition)[0]) and subjects["with-them"].start(owed)
    return bool(suffers or table("duties")["done-to-them"].start(owed))


def _joined(sentence: str, segments: list[Span], last: Span, at: int) -> Subject | None:
    """Return several bearers that a comma parts: 船东，以及渡口、码头等单位，应当…."""
    joint = table("subjects")["several-joint"].pattern.match(sentence, last.start)
    if joint is None or not whole_subject(sentence[joint.end() : last.end], last.start, at):
        return None
    place = segments.index(last)
    if not place:
        return None
    first = heads(sentence, segments[place - 1], at)
    if first is None or first.at.end != at + segments[place - 1].end:
        return None
    whole = Span(first.at.start, at + last.end)
    return Subject(sentence[whole.start - at : whole.end - at], whole)


def _turning(sentence: str, before: list[Span], at: int) -> Subject | None:
    """Return who turns to somebody that the clause right before the cue names: 市水务局对因停航、大雾等原因，生活困难的船员，应当…."""
    if len(before) < 2 or not whole_subject(before[-1].slice(sentence), before[-1].start, at):
        return None
    words, cut = stripped(before[-2].slice(sentence))
    turned = table("duties")["turned-to"].start(words)
    if turned is None or words[turned.end() - 1] != "对":
        return None
    return whole_subject(words[: turned.end() - 1], before[-2].start + cut, at)


def _names_objects(sentence: str, segments: list[Span], index: int) -> bool:
    """Test for a clause that goes on with whom something is done to: 对返岗船员，特别是新船员要进行培训."""
    if not index or table("subjects")["above-all"].start(segments[index].slice(sentence)) is None:
        return False
    return stripped(segments[index - 1].slice(sentence))[0].startswith("对")


def acting_since(sentence: str, segments: list[Span], index: int, cue: int, since: int, at: int) -> Subject | None:
    """Return who acts in the clause right before a cue without a subject, behind another cue that ends at `since`: the authority of a
    condition (船东应当申报，市水务局认为不符合条件的，应当告知), or whoever has done something (市水务局经核实后，应当…). Whom a
    condition befalls (乘客落水的) owes nothing by it."""
    if not index or segments[index - 1].start < since:
        return None
    words = segments[index - 1].slice(sentence)
    if table("subjects")["upon-doing"].find(words) and not stripped(sentence[segments[index].start : cue])[0]:
        return heads(sentence, segments[index - 1], at)
    if not is_condition(words) or table("subjects")["acts-on-finding"].find(words) is None:
        return None
    found = heads(sentence, segments[index - 1], at)
    return found if found and side_of(found.name) is Side.AUTHORITY else None
