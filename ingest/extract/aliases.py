"""Find short names with their full names: 岚州市水上交通管理办公室（以下简称市水交办）."""

import re
from collections.abc import Iterator, Sequence

from ingest.lexicon.abbreviated import in_order
from ingest.model import Definition, DefinitionKind, Mention, Span
from ingest.rules import table
from ingest.rules.starts import starting

_MARKS = '“”"「」『』'
_PARTING = "、和与及"
_PARTED = re.compile(f"[^{_PARTING}]+")
_ENUMERATED = re.compile("[^、]+")
_MARKED = re.compile(r"《[^《》]+》|[“「『\"][^“”「」『』\"]+[”」』\"]")
_BETWEEN = table("definitions")["between-names"].pattern
_BOUNDARY = re.compile(r"[，,。；;：:\n\t]")
_REACH = 160  # code points before the bracket in which the full name is looked for
_LONGEST_TITLE = 300
_WORD = 2  # characters of most words


def aliases(text: str) -> Iterator[Mention[Definition]]:
    """Find every short name that a bracket gives, then those given without one (…，以下统称X。). Takes linear time."""
    rules = table("definitions")
    for match in (*rules["alias"].each(text), *rules["alias-bare"].each(text)):
        shared = rules["of-all"].find(match[0]) is not None
        names = _names(match)
        if not names:
            continue
        words = _full_name(text, match.start(), names[0].slice(text), shared=shared or len(names) > 1)
        if words is None:
            continue
        each = [] if shared or len(names) == 1 else _items(text, words, len(names))
        if len(names) > 1 and not (match["shared"] or _marked(match) or (each and _abbreviate(text, names, each))):
            names, each = [Span(names[0].start, names[-1].end)], []
        for name, full in zip(names, each or [words] * len(names), strict=True):
            value = Definition(DefinitionKind.ALIAS, name, full)
            yield Mention(value.span, "definitions.alias", value)


def _marked(match: re.Match[str]) -> list[re.Match[str]]:
    """Return the short names that have marks of their own, where the bracket gives nothing but such; else none."""
    found = list(_MARKED.finditer(match["name"]))
    return found if _BETWEEN.fullmatch(_MARKED.sub("", match["name"])) else []


def _abbreviate(text: str, names: Sequence[Span], each: Sequence[Span]) -> bool:
    """Test whether each short name abbreviates its full name, or ends with the same word (司法鉴定机构 for a 鉴定机构)."""
    pairs = ((name.slice(text), full.slice(text)) for name, full in zip(names, each, strict=True))
    return all(in_order(name, full) or name[-_WORD:] == full[-_WORD:] for name, full in pairs)


def _names(match: re.Match[str]) -> list[Span]:
    """Return the short names of a bracket: those between marks of their own, or those that 、 parts, behind 分别 also 和."""
    name, start = match["name"], match.start("name")
    pieces = _marked(match)
    if len(pieces) < 2 and match["shared"]:
        pieces = list(_PARTED.finditer(name))
    elif len(pieces) < 2 and "、" in name and table("definitions")["all-alike"].find(match[0]) is None:
        pieces = list(_ENUMERATED.finditer(name))
    spans = [Span(start + piece.start(), start + piece.end()) for piece in pieces]
    spans = spans or [Span(start, match.end("name"))]
    return [kept for span in spans if len(kept := _stripped(match.string, span))]


def _items(text: str, words: Span, count: int) -> list[Span]:
    """Return the last `count` members of the enumeration that ends with `words`, in order; none where it has fewer."""
    found: list[Span] = []
    end = words.end
    while len(found) < count:
        if text[end - 1] == "》":
            item = _title(text, end)
        else:
            low = max(words.start, *(text.rfind(mark, words.start, end) + 1 for mark in _PARTING))
            item = Span(low, end) if low < end else None
        if item is None:
            return []
        found.append(item)
        end = item.start
        while end and text[end - 1] in _PARTING + " ":
            end -= 1
        if len(found) < count and (end == item.start or (end <= words.start and text[end - 1] != "》")):
            return []
    return found[::-1]


def _stripped(text: str, span: Span) -> Span:
    """Return a name without quotation marks and white space around it; title marks stay."""
    start, end = span.start, span.end
    while start < end and text[start] in _MARKS + " ":
        start += 1
    while end > start and text[end - 1] in _MARKS + " ":
        end -= 1
    return Span(start, end)


def _full_name(text: str, end: int, name: str, *, shared: bool) -> Span | None:
    """Return the name that ends before a bracket; None if there is none. shared: the short name is that of several.

    A title is taken whole. Else it is the shortest end of the clause with the characters of the short name in their order; where none
    does, the clause without the words that lead to a name (根据, 由).
    """
    while end and text[end - 1] in " ":
        end -= 1
    if end and text[end - 1] == "》":
        return _title(text, end)
    low = max(0, end - _REACH)
    start = low
    for mark in _BOUNDARY.finditer(text, low, end):
        start = mark.end()
    start += _marker(text[start:end])
    for called in table("definitions")["called"].pattern.finditer(text, start, end):
        start = called.end() if called.end() < end else start
    lead = table("definitions")["before-alias"].pattern
    if (opening := lead.match(text, start, end)) is not None and opening.end() < end:
        start = opening.end()
    if not shared:
        leads = [match for match in lead.finditer(text, start, end) if match.end() < end]
        held = (at for at in reversed(range(len(leads))) if in_order(name, text[leads[at].end() : end]))
        if (at := next(held, None)) is not None:
            start = _founded(text, leads[: at + 1], opening.end() if opening else start)
    span = _stripped(text, Span(start, end))
    return span if len(span) else None


def _founded(text: str, leads: Sequence[re.Match[str]], low: int) -> int:
    """Return where a full name begins whose last lead joins two matters of one body: 成立渡口普查和渡船普查工作领导小组 has one name,
    成立渡口管理局和水上交通办公室 two. low: where the clause begins without the words that lead to a name."""
    named, last = table("definitions")["body-named"], leads[-1]
    if not _joins(last):
        return last.end()
    before = next((match for match in reversed(leads) if not _joins(match)), None)
    start = before.end() if before else low
    founded = table("definitions")["founded"].find(text[max(0, start - _WORD) : start])
    one = founded and not named.find(text[start : last.start()])
    behind = re.split("[（(]", text[last.end() : last.end() + _REACH])[0]
    return start if one and named.find(behind) else last.end()


_JOINTS = ("和", "与", "及", "以及")


def _joins(lead: re.Match[str]) -> bool:
    return lead[0].strip("的") in _JOINTS


def _title(text: str, end: int) -> Span | None:
    """Return the outermost 《…》 that ends at an offset."""
    depth = 0
    for at in range(end - 1, max(-1, end - 1 - _LONGEST_TITLE), -1):
        if text[at] == "》":
            depth += 1
        elif text[at] == "《":
            depth -= 1
            if depth == 0:
                return Span(at, end)
        elif text[at] == "\n":
            return None
    return None


def _marker(clause: str) -> int:
    found = starting("markers", clause)
    return found[1].end() if found else 0
