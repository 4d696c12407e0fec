"""Find the provisions that a text names: 第三条、第五条和第七条第一款, 前两款, 第七条至第九条.

One mention for each member of a list and for each range. Whose provision it is, and which one a relative word means,
depends on the document: `ingest.resolve.provisions`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.model import Back, Mention, ProvisionName, ProvisionStep, ProvisionUnit, Span
from ingest.rules import table
from ontology.numbers import numeral
from ontology.provisions import UNITS

_UNITS = {UNITS[unit]: unit for unit in ProvisionUnit}
_WORDS = {"前": "before", "上": "before", "本": "this", "同": "same", "该": "same"}
_LONGEST_LAW = 14  # code points of 本…, 该… before a provision
_LONGEST_GAP = 50  # code points between two members of one enumeration
_MOST = 9_999
"""No text has a provision with a higher number."""


@dataclass(slots=True)
class _MentionDraft:
    """A mention under construction."""

    start: int
    end: int
    value: ProvisionName


def provisions(text: str) -> Iterator[Mention[ProvisionName]]:
    """Find every provision that a text names, in order. Runs in linear time."""
    for found in _joined(text, sorted(_tokens(text), key=lambda token: token.start())):
        if found.value.steps or (found.value.back and _alone(found.value.back)):
            rule = "relative" if found.value.back else "numbered"
            yield Mention(Span(found.start, found.end), f"provisions.{rule}", found.value)


def _alone(back: Back) -> bool:
    """Test whether a relative word names a provision by itself: 前款 and 本章 do, 本条 does not."""
    return back.word != "this" or back.unit.depth < ProvisionUnit.ARTICLE.depth


def _tokens(text: str) -> Iterator[re.Match[str]]:
    yield from table("provisions")["numbered"].each(text)
    yield from table("provisions")["relative"].each(text)


def _joined(text: str, tokens: list[re.Match[str]]) -> Iterator[_MentionDraft]:
    """Join the tokens that make one path (第七条 + 第一款) or one range, and say which members share one enumeration."""
    rules = table("provisions")
    found: _MentionDraft | None = None
    for token in tokens:
        gap = text[found.end : token.start()] if found and token.start() - found.end <= _LONGEST_GAP else None
        if "word" in token.re.groupindex:
            named = _relative(token, _law(text, token.start()), gap is not None and _joint(gap))
            if found and gap == "" and (leading := _leading(found.value, named.value.back)):
                found.value, found.end = leading, named.end
                continue
            if found:
                yield found
            found = named
            continue
        members = list(_members(token))
        first = members[0]
        if found and gap in ("", " ") and _deeper(found.value, first.value.steps[0].unit):
            found.value = replace(found.value, steps=(*found.value.steps, *first.value.steps), last=first.value.last)
            found.end = first.end
        elif found and gap is not None and rules["to"].whole(gap) and found.value.last is None:
            found.value, found.end = replace(found.value, last=first.value.steps[-1]), first.end
        else:
            if found:
                yield found
            found, law = first, _law(text, token.start())
            found.value = replace(first.value, law=law, joined=not law and gap is not None and _joint(gap))
        for member in members[1:]:
            yield found
            found = member
    if found:
        yield found


def _leading(article: ProvisionName, back: Back | None) -> ProvisionName | None:
    """Return what 第三条前两款 names: the first two paragraphs of that article; None where the words are no such."""
    if back is None or back.word != "before" or back.count < 2 or not article.steps or not _deeper(article, back.unit):
        return None
    first, last = ProvisionStep(back.unit, 1), ProvisionStep(back.unit, back.count)
    return replace(article, steps=(*article.steps, first), last=last)


def _joint(gap: str) -> bool:
    return table("provisions")["joint"].whole(gap) is not None


def _deeper(value: ProvisionName, unit: ProvisionUnit) -> bool:
    """Test whether a level can go on a path."""
    above = value.steps[-1].unit if value.steps else value.back.unit if value.back else ProvisionUnit.ITEM
    return unit.depth > above.depth and value.last is None


def _law(text: str, start: int) -> str:
    """Return the words directly before an offset that name the law whose provision follows."""
    match = table("provisions")["whose"].find(text[max(0, start - _LONGEST_LAW) : start].rstrip(" 的"))
    return match[0] if match else ""


def _relative(token: re.Match[str], law: str, joined: bool) -> _MentionDraft:
    count = numeral(token["count"] or "") or 1
    word = _WORDS[token["word"]]
    back = Back(word, _UNITS[token["unit"]], count)  # type: ignore[arg-type]
    return _MentionDraft(token.start(), token.end(), ProvisionName((), law, back, joined=joined and not law))


def _members(token: re.Match[str]) -> Iterator[_MentionDraft]:
    """Return the members of a numbered token: 第十、十八、二十六条 are three, 第四至七条 one range."""
    group = "numbers" if token["numbers"] else "bare"
    unit, sub = _UNITS[token["unit"]], numeral(token["sub"] or "") or 0
    found: _MentionDraft | None = None
    for piece in table("provisions")["piece"].pattern.finditer(token[group]):
        step = ProvisionStep(unit, _number(piece["number"]))
        start, end = token.start(group) + piece.start("number"), token.start(group) + piece.end()
        if piece["to"] and found:
            found.value, found.end = replace(found.value, last=step), end
            continue
        if found:
            yield found
        found = _MentionDraft(start if found else token.start(), end, ProvisionName((step,), joined=found is not None))
    assert found is not None  # the pattern asks for one number
    if sub and found.value.last:
        found.value = replace(found.value, last=replace(found.value.last, sub=sub))
    elif sub:
        found.value = replace(found.value, steps=(replace(found.value.steps[0], sub=sub),))
    found.end = token.end()
    yield found


def _number(printed: str) -> int:
    """Return the number of a provision; 0 for one that no text can have (第九九九九九九条)."""
    number = numeral(printed.strip("（）()"))
    return number if number is not None and 0 < number <= _MOST else 0
