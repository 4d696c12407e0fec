"""Find short names with what they stand for: 岚州市水上交通管理办公室（以下简称市水交办）."""

import re
from collections.abc import Iterator

from ingest.lexicon.abbreviated import in_order
from ingest.model import Definition, DefinitionKind, Mention, Span
from ingest.rules import table

_MARKS = '“”"「」『』'
_PARTED = re.compile(r"[^、和与及]+")
_BOUNDARY = re.compile(r"[，,。；;：:\n\t]")
_REACH = 160  # code points before the bracket in which the full name is looked for
_LONGEST_TITLE = 300


def aliases(text: str) -> Iterator[Mention[Definition]]:
    """Find every short name that a bracket gives, in order. Takes linear time."""
    for match in table("definitions")["alias"].each(text):
        names = _names(match)
        if not names:
            continue
        shared = "统称" in match[0] or "合称" in match[0] or len(names) > 1
        words = _full_name(text, match.start(), names[0].slice(text), shared=shared)
        if words is None:
            continue
        for name in names:
            value = Definition(DefinitionKind.ALIAS, name, words)
            yield Mention(value.span, "definitions.alias", value)


def _names(match: re.Match[str]) -> list[Span]:
    start, end = match.span("name")
    if match["shared"]:
        pieces = [Span(start + piece.start(), start + piece.end()) for piece in _PARTED.finditer(match["name"])]
    else:
        pieces = [Span(start, end)]
    return [kept for piece in pieces if len(kept := _stripped(match.string, piece))]


def _stripped(text: str, span: Span) -> Span:
    """Return a name without quotation marks and white space around it; title marks stay."""
    start, end = span.start, span.end
    while start < end and text[start] in _MARKS + " ":
        start += 1
    while end > start and text[end - 1] in _MARKS + " ":
        end -= 1
    return Span(start, end)


def _full_name(text: str, end: int, name: str, *, shared: bool) -> Span | None:
    """Return the name that ends before a bracket; None where nothing stands there. shared: the short name is that of several.

    A title is taken whole. Else it is the shortest end of the clause that holds the characters of the short name in their order; where none
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
        starts = [match.end() for match in lead.finditer(text, start, end) if match.end() < end]
        held = (at for at in reversed(starts) if in_order(name, text[at:end]))
        start = next(held, start)
    span = _stripped(text, Span(start, end))
    return span if len(span) else None


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
    return next((found.end() for rule in table("markers").values() if (found := rule.start(clause))), 0)
