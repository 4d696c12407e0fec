"""Find what a text means by a word: 本办法所称渡口，是指供渡运的场所; short names: 市水上交通管理办公室（以下简称市水交办）.

A term precedes 是指, follows 所称 or begins its sentence or list point. Under 下列用语的含义, and in a list whose points define terms,
weaker words suffice (渡口：…, 渡口，是…). Which clause the words 本章 or 前款 mean is found later, when the clauses of the text
are known (`ingest.resolve.reach`).
"""

import re
from collections.abc import Iterator, Sequence

from ingest.extract.aliases import aliases
from ingest.extract.lines import SENTENCE, TextLine, lines
from ingest.model import Definition, DefinitionKind, Mention, Span
from ingest.rules import table

_HARD = re.compile(r"[；;：:]")
_MARKS = '“”"「」『』‘’'
_ENDS = "。；;，,：: \n”"
_LONGEST_TERM = 60
_REACH = 160  # code points before 是指 in which the term is looked for
_LONGEST_LEAD = 80
_MOST_POINTS = 40
_WHOLE = ("part", "chapter", "section", "article")


def definitions(text: str) -> Iterator[Mention[Definition]]:
    """Find every definition and short name in a text, in order. Table rows are skipped. Takes linear time."""
    found = [*_defined(text, lines(text)), *aliases(text)]
    return iter(sorted(found, key=lambda mention: (mention.span.start, mention.span.end)))


def _defined(text: str, lines: Sequence[TextLine]) -> Iterator[Mention[Definition]]:
    listing = False
    parallel = _parallel(lines)
    for index, line in enumerate(lines):
        if not line.spoken:
            continue
        if line.kind in _WHOLE:
            listing = False
        found = list(_in_line(line, lines, index, text)) if "指" in line.text or "称" in line.text else []
        if not found and (listing or index in parallel):
            found = list(_listed(line, index in parallel and not listing, text))
        yield from found
        if not found:
            opened = len(line.text) <= _LONGEST_LEAD and table("definitions")["list-lead"].find(line.text) is not None
            listing = opened or (listing and bool(line.kind))


def _body(line: TextLine) -> int:
    """Return where a line begins behind its number."""
    return len(line.text) - len(line.text[line.behind :].lstrip())


def _parallel(lines: Sequence[TextLine]) -> set[int]:
    """Return the lines that are points of a list of which another point begins with a definition."""
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate(lines):
        if run and line.kind != lines[run[0]].kind:
            found |= _run(run, lines)
            run = []
        if line.kind and line.kind not in _WHOLE:
            run.append(index)
    return found | _run(run, lines)


def _run(run: Sequence[int], lines: Sequence[TextLine]) -> set[int]:
    rule = table("definitions")["means"]
    defining = any(
        (cue := rule.find(lines[index].text[:_REACH])) and "，" not in lines[index].text[: cue.start()] for index in run
    )
    return set(run) if defining else set()


def _in_line(line: TextLine, lines: Sequence[TextLine], index: int, text: str) -> Iterator[Mention[Definition]]:
    """Find the definitions whose term precedes 是指, or follows 所称."""
    for sentence in SENTENCE.finditer(line.text, _body(line)):
        words, at = sentence[0], sentence.start()
        cues = list(table("definitions")["means"].each(words))
        heads: list[tuple[re.Match[str], Span, str]] = []
        before = 0
        for cue in cues:
            if (term := _term(words, before, cue.start(), first=not heads)) is not None:
                heads.append((cue, *term))
            before = cue.end()
        if not cues and (called := table("definitions")["called"].find(words[:_REACH])) and called["provision"] is None:
            cue_found = table("definitions")["called-means"].pattern.search(
                words, called.end(), called.end() + _LONGEST_TERM
            )
            if cue_found and "，" not in words[called.end() : cue_found.start()]:
                term = _term(words, 0, cue_found.start(), first=True)
                heads += [(cue_found, *term)] if term else []
        for position, (cue, span, reach) in enumerate(heads):
            stop = (
                _clause_start(words, cue.end(), heads[position + 1][1].start)
                if position + 1 < len(heads)
                else len(words)
            )
            meaning = Span(at + cue.end(), at + stop).shifted(line.start)
            if position + 1 == len(heads) and sentence.end() == len(line.text):
                meaning = _with_points(meaning, lines, index)
            rule = "definitions.called" if reach else "definitions.means"
            yield from _mention(rule, span.shifted(at + line.start), meaning, reach, text)


def _clause_start(words: str, low: int, high: int) -> int:
    """Return where the clause that contains the next term begins."""
    return max((match.end() for match in re.finditer("[；;，,]", words[low:high])), default=high - low) + low


def _term(words: str, low: int, high: int, *, first: bool) -> tuple[Span, str] | None:
    """Return the term that ends at `high`, with the part of the text for which it is defined; None if no term ends there.

    low: the end of the cue before. first: no other term precedes it in the sentence.
    """
    rules = table("definitions")
    start = max(low, high - _REACH)
    for mark in _HARD.finditer(words, start, high):
        start = mark.end()
    if not first and start <= low:
        comma = words.rfind("，", low, high)
        if comma < 0 or high - comma > 16:
            return None
        start = comma + 1
    called = max(rules["called"].pattern.finditer(words, start, high), key=re.Match.start, default=None)
    reach = ""
    if (quoted := rules["quoted"].find(words[max(low, high - _REACH) : high])) is not None:
        at = max(low, high - _REACH) + quoted.start()
        before = max(low, words.rfind("，", low, at) + 1, words.rfind("。", low, at) + 1)
        reach, start = rules["quoted-lead"].pattern.sub("", words[before:at]), at
    elif called is not None and called.end() < high:
        reach, start = words[start : called.start()].strip(_MARKS + "， "), called.end()
        if called["provision"]:
            reach += rules["provision-end"].pattern.sub("", called[0])
    else:
        comma = _last_comma(words, start, high)
        if comma >= start and rules["opens-own"].start(words[start:comma]) is None and first and comma - start > 30:
            return None
        start = max(start, comma + 1)
        while (opening := rules["opening"].pattern.match(words, start, high)) is not None and opening.end() < high:
            start = opening.end()
    printed = words[start:high]
    if (bracket := rules["alias-behind"].find(printed)) is not None:
        high = start + bracket.start()
    span = _unmarked(words, start, high)
    unnamed = called is None and rules["no-term"].find(span.slice(words)) is not None
    if unnamed or not 0 < len(span) <= _LONGEST_TERM:
        return None
    return span, reach


def _last_comma(words: str, low: int, high: int) -> int:
    """Return the offset of the last comma outside of brackets, -1 where there is none."""
    depth = 0
    for at in range(high - 1, low - 1, -1):
        character = words[at]
        if character in "）”":
            depth += 1
        elif character in "（“":
            depth -= 1
        elif character in "，," and depth <= 0:
            return at
    return -1


def _unmarked(words: str, start: int, end: int) -> Span:
    """Return a term without white space, and without quotation marks where one pair is around the whole."""
    while start < end and words[start] in " ，,":
        start += 1
    while end > start and words[end - 1] in " ，,：:":
        end -= 1
    inner = words[start:end]
    marks = [at for at, character in enumerate(inner) if character in _MARKS]
    if len(marks) < 2 or (
        marks[0] == 0 and marks[-1] == len(inner) - 1 and len(marks) == 2
    ):  # “120”急救医院 keeps its own
        while start < end and words[start] in _MARKS:
            start += 1
        while end > start and words[end - 1] in _MARKS:
            end -= 1
    return Span(start, end)


def _with_points(meaning: Span, lines: Sequence[TextLine], index: int) -> Span:
    """Extend a meaning that ends with a colon over the points of its list."""
    line = lines[index]
    if not line.text.rstrip().endswith(("：", ":")):
        return meaning
    end, kind = meaning.end, ""
    for below in lines[index + 1 : index + 1 + _MOST_POINTS]:
        if not below.kind or below.kind in _WHOLE or below.kind == line.kind or (kind and below.kind != kind):
            break
        kind, end = below.kind, below.end
        if below.text.rstrip().endswith("。"):
            break
    return Span(meaning.start, end)


def _listed(line: TextLine, parallel: bool, text: str) -> Iterator[Mention[Definition]]:
    """Read a line of a list of terms. parallel: other points of the list define their terms with 是指."""
    rules = table("definitions")
    term = rules["listed-term"].pattern.match(line.text, _body(line))
    cue = rules["listed-means"].pattern.match(line.text, term.end()) if term else None
    if term is None or cue is None or (parallel and cue[0].strip("，, ") not in ("是", "指", "为", "即")):
        return
    sentence = SENTENCE.match(line.text, cue.end())
    span = _unmarked(line.text, term.start(), term.end())
    if sentence and len(span) and not rules["no-term"].find(span.slice(line.text)):
        meaning = Span(cue.end(), sentence.end()).shifted(line.start)
        yield from _mention("definitions.listed", span.shifted(line.start), meaning, "", text)


def _mention(rule: str, term: Span, meaning: Span, reach: str, text: str) -> Iterator[Mention[Definition]]:
    """Return the mention of a definition, its meaning without white space and marks around it; none where it has no words."""
    printed = meaning.slice(text)
    lead = len(printed) - len(printed.lstrip(" ：:，,\n"))
    closed = printed.count("“") < printed.count("”")
    kept = printed[lead:].rstrip(_ENDS if closed else _ENDS[:-1])
    if kept:
        words = Span(meaning.start + lead, meaning.start + lead + len(kept))
        value = Definition(DefinitionKind.DEFINITION, term, words, reach)
        yield Mention(value.span, rule, value)
