"""Read the measures of one sentence, each with its condition, its addressee and the bounds of a fine."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.extract.amounts import amount
from ingest.model import Measure, MeasureKind, Span
from ingest.rules import table
from ingest.rules.several import any_may_match

_MASKED = re.compile(r"《[^《》\n]{1,120}》|“[^“”\n]{1,60}”|（[^（）\n]{0,400}）")
_CLAUSE = re.compile(r"[^，；：。]+")
_PRECEDENCE = (
    MeasureKind.SUSPEND,
    MeasureKind.ORDER,
    MeasureKind.CONFISCATE,
    MeasureKind.REVOKE,
    MeasureKind.DETAIN,
    MeasureKind.DISCIPLINE,
    MeasureKind.CRIMINAL,
    MeasureKind.CIVIL,
    MeasureKind.WARNING,
    MeasureKind.OTHER,
)
_JOINED = table("sanctions")["measures-joined"]
_FURTHEST = 90  # code points between 处 and 罚款


@dataclass(slots=True)
class Circumstance:
    """A clause of the sentence. tells: it describes the breach or a condition; ends: it ends the branch before it (；)."""

    span: Span
    tells: bool
    ends: bool


def masked(sentence: str) -> str:
    """Return the sentence with titles, quotations and brackets masked, of the same length."""
    return _MASKED.sub(lambda match: "□" * len(match[0]), sentence).replace(";", "；").replace(",", "，")


@cache
def _any_kind() -> Callable[[str], bool]:
    rules = table("sanctions")
    return any_may_match(rules[name] for name in (*_PRECEDENCE, MeasureKind.FINE, "order-goes-on"))


def may_impose(words: str) -> bool:
    """Test with one search whether a masked sentence or clause can contain any measure."""
    return _any_kind()(words)


def has_measure(sentence: str) -> bool:
    """Test cheaply whether a sentence can contain a measure."""
    return table("sanctions")["any-measure"].pattern.search(sentence) is not None


def circumstances(words: str) -> list[Circumstance]:
    """Divide a masked sentence into its clauses. Clauses of one breach that are joined by ， all describe it (擅自占用，或者损坏的)."""
    rule, tells = table("sanctions")["circumstance"], table("sanctions")["tells-breach"]
    found = [
        Circumstance(part, rule.whole(part.slice(words).strip()) is not None, words[part.end : part.end + 1] == "；")
        for match in _CLAUSE.finditer(words)
        for part in _parted(Span(*match.span()), words)
    ]
    # The words before a clause with 的, in the same branch and without a measure, describe the breach together with it.
    told = False
    for index in reversed(range(len(found))):
        clause = found[index]
        if clause.ends:
            told = False
        if clause.tells:
            told = told or tells.find(clause.span.slice(words).strip()) is not None
        elif told and not _imposes(clause.span.slice(words)):
            found[index] = Circumstance(clause.span, True, clause.ends)
        else:
            told = False
    return found


def _parted(clause: Span, words: str) -> tuple[Span, ...]:
    """Part a clause in which a measure follows its breach without a comma."""
    breach = table("sanctions")["run-on"].start(clause.slice(words))
    if breach is None:
        return (clause,)
    cut = clause.start + breach.end()
    return Span(clause.start, cut), Span(cut, clause.end)


def _imposes(clause: str) -> bool:
    """Test for a measure beyond doubt: 暂停服务 can be what somebody did, 责令暂停服务 cannot."""
    rules = table("sanctions")
    return rules["breaks"].find(clause) is None and rules["imposing"].find(clause) is not None


def measures(sentence: str, words: str, told: Sequence[Circumstance]) -> list[Measure]:
    """Return the measures in printed order. Spans are in the sentence. words: the masked sentence; told: its clauses."""
    found: list[Measure] = []
    condition: Span | None = None
    running = ordered = False  # the clause before gave a condition; it contained an order
    imposed: int | None = (
        None  # where a fine began that goes on behind a comma: 处违法所得一倍以上三倍以下，最高三万元的罚款
    )
    for clause in told:
        if clause.tells:
            if found:
                condition = Span(condition.start, clause.span.end) if condition and running else clause.span
            running, ordered, imposed = bool(found), False, None
        else:
            text = clause.span.slice(words)
            here = _here(text, imposed=imposed is not None, ordered=ordered)
            for kind, span in here:
                start = clause.span.start + span.start
                if kind is MeasureKind.FINE and span.start == 0 and imposed is not None:
                    start = imposed
                at = Span(start, clause.span.start + span.end)
                found.append(_measure(kind, at, sentence, words, clause.span, condition))
            begun = None if here else table("sanctions")["imposed"].find(text)
            imposed = clause.span.start + begun.start() if begun else None
            running, ordered = False, bool(here) and here[-1][0] is MeasureKind.ORDER
        if clause.ends:
            condition, running, imposed = None, False, None
    return found


def _here(text: str, *, imposed: bool, ordered: bool) -> list[tuple[MeasureKind, Span]]:
    """Return the measures of one clause. imposed: a fine began in the clause before; ordered: that clause contained an order."""
    if not may_impose(text):
        return []
    rules = table("sanctions")
    taken: list[tuple[MeasureKind, Span]] = []
    for kind in _PRECEDENCE:
        for match in rules[kind].each(text):
            span = Span(*match.span())
            if not any(other.start < span.end and span.start < other.end for _, other in taken):
                taken.append((kind, span))
    low = 0
    for match in rules[MeasureKind.FINE].each(text):
        begun = [one.start() for one in rules["imposed"].pattern.finditer(text, low, match.start())]
        if (
            begun
            and not rules["figured"].find(text[begun[-1] : match.start()])
            and (standard := rules["standard"].find(text[low : begun[-1]]))
        ):
            begun = [low + standard.start()]
        start = begun[-1] if begun else 0 if imposed and not low else _amount_start(text, low, match.start())
        if match.end() - start > _FURTHEST:
            start = _amount_start(text, low, match.start())
        span = Span(start, match.end())
        taken = [(kind, other) for kind, other in taken if not (span.start <= other.start < span.end)]
        taken.append((MeasureKind.FINE, span))
        low = match.end()
    if rules["listed-below"].find(text):  # 依照下列规定处以罚款：the points say how much
        taken = [one for one in taken if one[0] not in (MeasureKind.FINE, MeasureKind.OTHER)]
    taken.sort(key=lambda one: one[1])
    if not taken and (goes_on := rules["order-goes-on"].start(text)):
        return [(MeasureKind.ORDER, Span(*goes_on.span()))]
    cut: list[tuple[MeasureKind, Span]] = []
    for index, (kind, span) in enumerate(taken):  # 责令改正并处警告: an order ends where the next measure begins
        end = min(span.end, taken[index + 1][1].start) if index + 1 < len(taken) else _whole(kind, span, text)
        if cut and cut[-1][0] is kind and kind is not MeasureKind.FINE and _joined(text[cut[-1][1].end : span.start]):
            cut[-1] = (kind, Span(cut[-1][1].start, end))
        else:
            cut.append((kind, Span(span.start, end)))
    return cut


def _joined(between: str) -> bool:
    return any(_JOINED.whole(words) for words in (between.strip(), between))


def _whole(kind: MeasureKind, span: Span, text: str) -> int:
    """Return where the last measure of a clause ends: what it is of belongs to it (没收违法所得, 吊销许可证)."""
    return len(text) if kind in (MeasureKind.CONFISCATE, MeasureKind.REVOKE, MeasureKind.SUSPEND) else span.end


def _amount_start(text: str, low: int, end: int) -> int:
    """Return where a fine without 处 begins: behind the measure before it and what joins them."""
    joint = table("sanctions")["joint-ahead"].pattern.match(text, low, end)
    return joint.end() if joint else low


def _measure(kind: MeasureKind, at: Span, sentence: str, words: str, clause: Span, condition: Span | None) -> Measure:
    whom = table("sanctions")["addressee"].start(clause.slice(words))
    addressee = ""
    if whom and clause.start + whom.start("whom") < at.end:
        start = clause.start + whom.start("whom")
        addressee = sentence[start : start + len(whom["whom"])]
    if kind is not MeasureKind.FINE:
        return Measure(kind, at, whom=addressee, condition=condition)
    printed = at.slice(words)
    begun = table("sanctions")["imposed"].start(printed)
    bounds = amount(table("sanctions")["fine-behind"].pattern.sub("", printed[begun.end() if begun else 0 :]))
    return Measure(
        kind, at, bounds.low, bounds.high, bounds.unit, bounds.of, bounds.per, whom=addressee, condition=condition
    )
