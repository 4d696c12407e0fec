"""Find what follows from a breach: 违反本条例第十条规定的，由市园林局责令改正，处五百元以上五千元以下罚款.

A sentence or list point is a sanction where a measure (罚款, 没收, 责令改正, …) follows a clause that describes what somebody did or
omitted. `measures` reads the measures of one sentence. The clauses that 前款 and 第十条 mean are found later, when the
clauses of the text are known (`ingest.resolve.breaches`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.extract.lines import lines
from ingest.extract.measures import Circumstance, circumstances, has_measure, masked, may_impose, measures
from ingest.model import Measure, MeasureKind, Mention, Sanction, Span
from ingest.rules import Rule, table
from ingest.rules.starts import starting

_LONGEST = 1200
_LIGHT = frozenset({MeasureKind.ORDER, MeasureKind.OTHER, MeasureKind.CIVIL})
"""Kinds that an authority's duty names as well: 应当责令改正."""
_ARTICLES = ("part", "chapter", "section", "article")
_MOST_POINTS = 200


@dataclass(slots=True)
class _Lead:
    """A line that opens a list. kind: of its marker; found: the index of its sanction, None where it has no measure of its own."""

    kind: str
    zones: tuple[Span, ...]
    authority: str
    found: int | None
    points: int = 0


def sanctions(text: str) -> Iterator[Mention[Sanction]]:
    """Find every sanction in a text, in order. Table rows are skipped. Takes linear time."""
    found: list[Mention[Sanction]] = []
    lead: _Lead | None = None
    for line in lines(text):
        if not line.spoken:
            continue
        kind = line.kind
        if kind in _ARTICLES or (lead is not None and (not kind or kind == lead.kind)):
            lead = None
        for sentence in line.sentences:
            words = sentence[0]
            if len(words) > _LONGEST:
                continue
            at = line.start + sentence.start()
            one = read(words, at, listed=lead is not None, liable=line.liable)
            if one is not None:
                if lead is not None:
                    one = replace(one, zones=(*lead.zones, *one.zones), authority=one.authority or lead.authority)
                found.append(Mention(one.sentence, "sanctions.measure", one))
            elif lead is not None and lead.found is not None and lead.points < _MOST_POINTS:
                lead.points += 1
                before = found[lead.found]
                zone = Span(at, at + len(words))
                found[lead.found] = replace(before, value=replace(before.value, zones=(*before.value.zones, zone)))
            if sentence.end() == len(line.text) and (opened := _opens(line.text, words, at, kind, one)):
                lead = opened
                lead.found = len(found) - 1 if one is not None else None
    return iter(found)


def _opens(line: str, sentence: str, at: int, kind: str, one: Sanction | None) -> _Lead | None:
    rules = table("sanctions")
    if not rules["lead"].find(line):
        return None
    if one is None and not rules["lead-sanctions"].find(sentence):
        return None
    zones = one.zones if one is not None else (Span(at, at + len(sentence)),)
    return _Lead(kind, zones, one.authority if one else _authority(masked(sentence), sentence, 0), None)


def is_sanction(sentence: str, *, liable: bool = False) -> bool:
    """Test whether a sentence says what follows from a breach."""
    return _breach(sentence, listed=False, liable=liable) is not None


def read(sentence: str, at: int, *, listed: bool = False, liable: bool = False) -> Sanction | None:
    """Read one sentence; None where it is no sanction. at: its offset. listed: it is a point of a list whose lead describes the breach.
    liable: it is in a chapter of liability."""
    before = _breach(sentence, listed=listed, liable=liable)
    if before is None:
        return None
    (words, told), found = _clauses(sentence), _measures(sentence)
    zones = tuple(clause.span.shifted(at) for clause in told if clause.tells)
    return Sanction(
        Span(at, at + len(sentence.rstrip())),
        _act(words, before, found[0].words.start).shifted(at),
        tuple(measure.shifted(at) for measure in found),
        _authority(words, sentence, before[-1].span.end if before else 0),
        zones=zones,
    )


def _breach(sentence: str, *, listed: bool, liable: bool) -> list[Circumstance] | None:
    """Return the clauses of a sanction that describe the breach, before its first measure; None for a sentence that is no sanction."""
    if not has_measure(sentence):
        return None
    words, told = _clauses(sentence)
    if not (listed or any(clause.tells for clause in told)) and not (
        liable and told and not _is_about_sanctions(words)
    ):
        return None  # most sentences with such words; their measures need not be read
    found = _measures(sentence)
    if not found:
        return None
    first = found[0].words.start
    before = [clause for clause in told if clause.span.start < first and clause.tells]
    if not before and not listed and not (liable and _plain(words, found)):
        return None
    if not liable and all(measure.kind in _LIGHT for measure in found):
        breached = any(_breaks(clause.span.slice(words)) for clause in before)
        obliged = any(_obliged(words, measure.words.start) for measure in found)
        wrong = any(table("sanctions")["wrong"].find(clause.span.slice(words)) for clause in before)
        if not breached and table("sanctions")["procedural"].find(words[:first]):
            return None
        penal = any(_penalizes(measure, words) or (wrong and _publishes(measure, words)) for measure in found)
        if (not breached and (obliged or not penal)) or not any(_decides(measure, words) for measure in found):
            return None
    return before


@lru_cache(maxsize=1 << 10)  # the duties of a text ask for the same sentences
def _clauses(sentence: str) -> tuple[str, list[Circumstance]]:
    """Return a sentence masked, and its clauses; no clauses where it can contain no measure."""
    words = masked(sentence)
    return words, circumstances(words) if may_impose(words) else []


@lru_cache(maxsize=1 << 10)
def _measures(sentence: str) -> list[Measure]:
    """Return the measures of a sentence."""
    words, told = _clauses(sentence)
    return measures(sentence, words, told) if told else []


def _breaks(words: str) -> bool:
    return table("sanctions")["breaks"].find(words) is not None


def _penalizes(measure: Measure, words: str) -> bool:
    """Test for an order, or a penalty that another text sets (依照《X》处罚)."""
    return (
        measure.kind is MeasureKind.ORDER
        or table("sanctions")["penalized-elsewhere"].find(measure.words.slice(words)) is not None
    )


def _publishes(measure: Measure, words: str) -> bool:
    """Test for a measure that a text takes against what is wrong: 予以公告, 宣布停止销售."""
    return table("sanctions")["published"].find(measure.words.slice(words)) is not None


def _decides(measure: Measure, words: str) -> bool:
    """Test for a measure that says more than that somebody looks into the case (依法查处)."""
    return table("sanctions")["looked-into"].find(measure.words.slice(words)) is None


def _plain(words: str, found: list[Measure]) -> bool:
    """Test for a sanction whose breach no clause with 的 describes, in a chapter of liability: 对主管人员给予警告，并处三万元以上罚款."""
    return not _is_about_sanctions(words) and any(
        measure.kind not in _LIGHT and (measure.kind is not MeasureKind.FINE or measure.unit) for measure in found
    )


def _is_about_sanctions(words: str) -> bool:
    """Test for a sentence about how sanctions are imposed: 罚款应当上缴国库."""
    return table("sanctions")["about-sanctions"].find(words) is not None


def _obliged(words: str, start: int) -> bool:
    clause = max(words.rfind(mark, 0, start) for mark in "，；：。") + 1
    before = max(words.rfind(mark, 0, clause - 1) for mark in "，；：。") + 1 if clause else 0
    rules = table("sanctions")
    # 应当按照规划，限期拆除 is one clause.
    return rules["obliged"].find(words[clause:start]) is not None or (
        clause == start and rules["obliged-before"].pattern.match(words, before, clause) is not None
    )


def _act(words: str, before: list[Circumstance], first: int) -> Span:
    """Return the words of the breach: without 违反…规定 where an act follows it, else from 违反; without 的 at the end."""
    marked = behind_marker(words)
    if not before:
        return Span(min(marked, max(0, first - 1)), max(1, min(first, len(words))))
    start, end = max(before[0].span.start, marked), before[-1].span.end
    opening = words[start : before[0].span.end]
    broken = table("sanctions")["breaks"].find(opening)
    if broken is not None and len(before) > 1 and not opening.endswith("的"):
        start = before[1].span.start
    elif broken is not None:
        start += broken.start()
    if words[start:end].endswith("的") and end - start > 1:
        end -= 1
    return Span(start, end)


def behind_marker(words: str) -> int:
    """Return where a sentence begins behind the number of its clause."""
    found = starting("markers", words)
    marked = found[1].end() if found else 0
    while words.startswith(" ", marked):
        marked += 1
    return marked


def _authority(words: str, sentence: str, start: int) -> str:
    """Return the body that imposes the measures, as printed; empty where none is named."""
    rules = table("sanctions")
    for match in rules["authority"].pattern.finditer(words, start):
        if body := _body(match["body"]):
            return sentence[match.start("body") : match.start("body") + len(body)]
    if acting := _acting(rules["acting"], words, sentence, start):
        return acting
    for rule, low in ((rules["finding"], behind_marker(words)), (rules["referred"], start)):
        for match in rule.pattern.finditer(words, low):
            if (rule.name != "finding" or match.start() == low) and _body(match["body"]):
                return sentence[match.start("body") : match.end("body")]
    return ""


def _acting(rule: Rule, words: str, sentence: str, start: int) -> str:
    clause = start
    for tried in range(8):
        while clause < len(words) and words[clause] in "，；：。 ":
            clause += 1
        if (match := rule.pattern.match(words, clause)) and _body(match["body"]):
            return sentence[match.start("body") : match.end("body")]
        nexts = [at for mark in "，；：" if (at := words.find(mark, clause)) >= 0]
        if not nexts or tried == 7:
            return ""
        clause = min(nexts)
    return ""


def _body(text: str) -> str:
    """Return the name of a body without the words that follow it; empty where it does not end as names of bodies do."""
    behind = table("sanctions")["behind-body"].find(text)
    text = text[: behind.start()] if behind else text
    return text if len(text) >= 2 and table("duties")["subject-end"].find(text) else ""
