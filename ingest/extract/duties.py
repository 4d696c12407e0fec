"""Find what sentences oblige, forbid or allow, and whom: 各有关部门应当公开清单，不得收费 → an obligation and a prohibition.

A cue counts outside of titles, quotations and brackets. The bearer is the subject before the cue; else the subject
of the clause that leads the sentence; else the subject of the sentence before, in the same numbered clause, or of its heading.
The items of a list have the bearer of the line that opens it: 船长应当遵守下列规定：（一）不得超载 → 船长.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model import Duty, Mention, Modality, Span
from ingest.rules import table

_SENTENCE = re.compile(r"[^。！？]+[。！？]?[”’）)]?")
_SEGMENT = re.compile(r"[^，,；;：:]+")
_MASKED = re.compile(
    r"《[^《》\n]{1,120}》|“[^“”\n]{1,60}”|（(?:[^（）\n]|（[^（）\n]{0,60}）){0,400}）|\([^()\n]{0,200}\)"
)
_LONGEST_SENTENCE = 1200
_LONGEST_SUBJECT = 60
_LONGEST_NOUN = 24
_SHORTEST_MEANT = 4  # 有条件的
_NEVER_FIRST = ("、", "和", "的", "或", "及", "□", "”", "《", "》", "）")
_BY = re.compile(r"(?:应当|应|必须|须|要|可以|可)由")
_NEVER_NOMINAL = re.compile("对|对于|根据|按照|按|依照|依据|除|为|通过|结合|针对|围绕|将|把|关于|要|应|须|需|可|不得")
_LONGEST_HEAD = 12
_LONGEST_HEADING = 40
_WHOLE = ("part", "chapter", "section", "article")  # clauses of these kinds are never items of a list
_MARKER_ENDS = re.compile(r"[、）).．]$|条[ ]?$")
_GOES_ON = "的和或及与、等"
_TAILS = ("人数", "负责人", "候选人", "名称", "选举", "收费", "费用", "股东", "工作", "管理", "制度", "内部", "所在")
_VERBS = (
    "行为",
    "处罚",
    "处理",
    "处分",
    "处置",
    "处以",
)  # the first character of these does not end the name of a body
_SHORTEST_UNENDED = 40  # a shorter line without an end is a heading, a name, an item of a list
_ENDS = tuple("。！？；：”")


@dataclass(frozen=True, slots=True)
class _Subject:
    """A bearer as printed. at: its span in the text."""

    name: str
    at: Span


def duties(text: str) -> Iterator[Mention[Duty]]:
    """Find every duty in a text, in order: at most one of each modality in a sentence. Table rows are skipped."""
    start = 0
    subject: _Subject | None = None
    lists = _Lists()
    for line in text.split("\n"):
        if "\t" not in line and line:
            kind = next((name for name, rule in table("markers").items() if rule.start(line)), "")
            if kind:
                subject = lists.begin(kind)
            for sentence in _SENTENCE.finditer(line):
                ended = sentence[0].endswith(_ENDS)
                if len(sentence[0]) <= _LONGEST_SENTENCE and (ended or len(sentence[0]) >= _SHORTEST_UNENDED):
                    found, subject = _sentence(sentence[0], start + sentence.start(), subject)
                    yield from found
            lists.end(line, kind, subject)
        start += len(line) + 1


class _Lists:
    """The lists that are open at a line, each with the subject of the line that opened it."""

    def __init__(self) -> None:
        self._opened: tuple[str, _Subject] | None = None  # by the line before: (kind of its marker, its subject)
        self._open: dict[str, tuple[str, _Subject]] = {}  # by the kind of the items' markers

    def begin(self, kind: str) -> _Subject | None:
        """Begin a clause with a marker of this kind and return the subject that it inherits. A clause of the same kind as the line
        that opened a list ends that list."""
        self._open = {items: told for items, told in self._open.items() if told[0] != kind}
        if kind in _WHOLE:
            self._open.clear()
        if self._opened is not None and self._opened[0] != kind:
            self._open[kind] = self._opened
        self._opened = None
        return self._open[kind][1] if kind in self._open else None

    def end(self, line: str, kind: str, subject: _Subject | None) -> None:
        """End a line: note whether it opens a list of duties (and not of cases, papers or conditions)."""
        opens = table("duties")["opening"].find(line) is not None
        self._opened = (kind, subject) if opens and subject is not None else None


def _sentence(sentence: str, at: int, inherited: _Subject | None) -> tuple[list[Mention[Duty]], _Subject | None]:
    """Return the duties of a sentence, and the subject that the next sentence may inherit."""
    masked = _MASKED.sub(lambda match: "□" * len(match[0]), sentence)
    segments = [Span(match.start(), match.end()) for match in _SEGMENT.finditer(masked)]
    rules = table("duties")
    found: list[Mention[Duty]] = []
    first: _Subject | None = None
    for modality in Modality:
        cue = rules[modality].find(masked)
        if cue is None:
            continue
        index = next((i for i, span in enumerate(segments) if span.start <= cue.start() < span.end), 0)
        bearer = _bearer(sentence, segments, index, cue.start(), at, modality) or inherited
        first = first or (bearer if bearer is not inherited else None)
        condition = next(
            (
                span.shifted(at)
                for span in segments[: index + 1]
                if span.end <= cue.start() and _is_condition(span.slice(sentence))
            ),
            None,
        )
        whole = Span(at, at + len(sentence.rstrip()))
        duty = Duty(
            modality,
            whole,
            Span(at + cue.start(), at + cue.end()),
            bearer.name if bearer else None,
            bearer.at if bearer else None,
            condition,
        )
        found.append(Mention(whole, f"duties.{modality}", duty))
    if first is None and segments:
        first = _heads(sentence, segments[0], at)
    return found, first or inherited


def _is_condition(text: str) -> bool:
    """Test for a condition, with its first words (如渡船超载) or without them (第八条 会员违反规定的)."""
    rule = table("duties")["condition"]
    return rule.whole(text) is not None or rule.whole(_stripped(text)[0]) is not None


def _stripped(text: str) -> tuple[str, int]:
    """Cut markers, a run-in heading and connecting words from the head of a clause; return the rest and the length that was cut."""
    lead = table("duties")["leading-words"].start(text)
    cut = lead.end() if lead else 0
    heading = text.rfind(" ", cut, cut + _LONGEST_HEADING)
    if cut and heading > cut and _MARKER_ENDS.search(text[:cut]):  # 二、加快拨付资金 财政部门要
        cut = heading + 1
        again = table("duties")["leading-words"].start(text[cut:])
        cut += again.end() if again else 0
    return text[cut:], cut


def _bearer(sentence: str, segments: list[Span], index: int, cue: int, at: int, modality: Modality) -> _Subject | None:
    span = segments[index] if segments else Span(0, len(sentence))
    if behind := _BY.match(sentence, cue):
        rest = sentence[behind.end() : span.end]
        if found := _leading(rest, behind.end(), at) or _whole(rest, behind.end(), at):
            return found
    if banned := table("duties")["banned"].start(sentence[cue:]):
        return _Subject(banned["subject"], Span(*banned.span("subject")).shifted(at + cue))
    if found := _before(sentence, Span(span.start, cue), at):
        return found
    for earlier in reversed(segments[:index]):
        if found := _heads(sentence, earlier, at):
            return found
    if modality is not Modality.OBLIGATION:
        for earlier in reversed(segments[: index + 1]):
            core, cut = _stripped(earlier.slice(sentence)[: max(0, cue - earlier.start)])
            if match := table("duties")["concerned"].start(core):
                start = at + earlier.start + cut + match.start("subject")
                return _Subject(match["subject"], Span(start, start + len(match["subject"])))
    return None


def _before(sentence: str, span: Span, at: int) -> _Subject | None:
    """Return the subject right before a cue: `各部门均` → 各部门; `本办法由市财政局` → 市财政局; `督促企业` → 企业.

    In this position any noun can be a subject (长者饭堂应当…), except things and abstractions (抽查计划要…), and so can the persons
    that a condition describes (有条件的可…).
    """
    rules = table("duties")
    text = span.slice(sentence)
    by = text.rfind("由")
    if by >= 0 and (found := _whole(text[by + 1 :], span.start + by + 1, at)):
        return found
    core, cut = _stripped(text)
    match = rules["causative"].start(core)
    if match and (found := _whole(core[match.end() :], span.start + cut + match.end(), at)):
        return found
    start = span.start + cut
    return _whole(core, start, at) or _leading(core, start, at) or _whole(core, start, at, noun=True)


def _whole(text: str, start: int, at: int, *, noun: bool = False) -> _Subject | None:
    """Read the whole text as one subject, without the adverbs at its end. noun: accept a name that does not end as bodies and
    persons do."""
    rules = table("duties")
    if tail := rules["trailing-words"].find(text):
        text = text[: tail.start()]
    if text.endswith("等") and rules["subject-end"].find(text[:-1]):
        text = text[:-1]
    if not 2 <= len(text) <= (_LONGEST_NOUN if noun else _LONGEST_SUBJECT) or text.startswith(_NEVER_FIRST):
        return None
    if (verbal := rules["no-subject"].start(text)) and not (noun and text.endswith("的")):
        # V…的X is a noun: 申领补贴的企业. An adverbial or a modal is not, whatever follows.
        head = text.rpartition("的")[2]
        if _NEVER_NOMINAL.fullmatch(verbal[0]) or not 2 <= len(head) <= _LONGEST_HEAD or len(head) == len(text):
            return None
    if noun:
        if rules["thing-end"].find(text) and not (text.endswith("的") and len(text) >= _SHORTEST_MEANT):
            return None
    elif not rules["subject-end"].find(text):
        return None
    return _Subject(text, Span(at + start, at + start + len(text)))


def _leading(text: str, start: int, at: int) -> _Subject | None:
    """Return the subject at the head of a clause, before its predicate: `市科技局对创新券…开展评价` → 市科技局."""
    rules = table("duties")
    verbal = rules["no-subject"].start(text)
    if verbal and "的" not in text[2:_LONGEST_SUBJECT]:
        return None
    for tried, match in enumerate(rules["predicate"].each(text[: _LONGEST_SUBJECT + 20])):
        if tried >= 8 or match.start() > _LONGEST_SUBJECT:
            break
        if match.start() >= 2 and (found := _whole(text[: match.start()], start, at)):
            return found
    return None


def _heads(sentence: str, span: Span, at: int) -> _Subject | None:
    """Return the subject that a clause consists of or begins with, or the one behind 由 (价格由市发展改革委确定)."""
    text = span.slice(sentence).rstrip("。！？ ")
    by = text.find("由")
    if by >= 0 and (found := _leading(text[by + 1 :], span.start + by + 1, at)):
        return found
    core, cut = _stripped(text)
    start = span.start + cut
    return _leading(core, start, at) or _whole(core, start, at) or _first_noun(core, start, at)


def _first_noun(text: str, start: int, at: int) -> _Subject | None:
    """Return the subject of a condition: its first words that end like the name of a bearer. 参保职工取得证书的 → 参保职工."""
    rules = table("duties")
    if not rules["condition"].whole(text) or rules["no-subject"].start(text):
        return None
    for end in range(2, min(len(text), _LONGEST_NOUN)):
        if text[end] in _GOES_ON or text.startswith(_TAILS, end) or text.startswith(_VERBS, end - 1):
            continue
        if rules["subject-end"].find(text[:end]) and not rules["subject-end"].find(text[: end + 1]):
            return _whole(text[:end], start, at)
    return None
