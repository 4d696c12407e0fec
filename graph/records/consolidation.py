"""The text of a document on a day: its base text with the instructions of the acts that amended it, in the order of their days.

Each provision says which act last changed it. An instruction that cannot be applied to the text is listed with its reason; nothing is
guessed, and the text stays as it was there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.patterns import pattern
from graph.records.operations import END, LAST, LEAD_IN, Instruction, Operation
from ontology.numbers import chinese, numeral

_SENTENCE = re.compile(r"[^。！？]*[。！？]”?|[^。！？]+$")
_SALUTATION = re.compile("[^，。；：]{2,60}：")
_ITEM_LINE = pattern("item-line").pattern


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as it reads. marker: 第三条, or 引言; lines: its paragraphs and items, without the marker; by: the act that last
    changed it, empty where none did."""

    marker: str
    lines: tuple[str, ...]
    by: str = ""


@dataclass(frozen=True, slots=True)
class Unapplied:
    """An instruction that the text does not take, and why: `no-provision`, `no-paragraph`, `no-words`, `exists`, `unsupported`."""

    instruction: Instruction
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Consolidated:
    """A text with the acts applied to it. title: the last that an act gave it, empty where none did."""

    provisions: tuple[ArticleText, ...]
    unapplied: tuple[Unapplied, ...]
    title: str = ""


def consolidate(base: Sequence[ArticleText], acts: Iterable[tuple[str, Sequence[Instruction]]]) -> Consolidated:
    """Apply the acts to the base text in the given order. acts: the name of each, and its instructions for this text.

    Numbers are those of the text before the act. Where an act has the articles numbered anew (条文顺序作相应调整), a new
    article's number is the one that it has then: such articles come in last, each at its place.
    """
    text, unapplied = list(base), list[Unapplied]()
    title = ""
    for name, instructions in acts:
        titles = [one.text[0] for one in instructions if one.operation is Operation.RETITLE]
        title = titles[-1] if titles else title
        anew = any(one.operation is Operation.REORDER for one in instructions)
        later = [one for one in instructions if anew and _is_new_article(one)]
        for instruction in instructions:
            if instruction not in later and (reason := _apply(text, instruction, name)):
                unapplied.append(Unapplied(instruction, name, reason))
        for instruction in sorted(later, key=lambda one: order(one.place.article)):
            _place_anew(text, instruction, name)
        if anew:
            text = _numbered_anew(text)
    return Consolidated(tuple(text), tuple(unapplied), title)


def _is_new_article(instruction: Instruction) -> bool:
    place = instruction.place
    return instruction.operation is Operation.INSERT and str(place) == place.article


def _place_anew(text: list[ArticleText], instruction: Instruction, by: str) -> None:
    """Insert a new article at the position at which numbering all articles in order gives it its number."""
    wanted = order(instruction.place.article)[0]
    articles = [n for n, provision in enumerate(text) if order(provision.marker)[0]]
    at = articles[wanted - 1] if 0 < wanted <= len(articles) else len(text)
    text.insert(at, ArticleText(instruction.place.article, instruction.text, by))


def _numbered_anew(text: Sequence[ArticleText]) -> list[ArticleText]:
    found, number = [], 0
    for provision in text:
        if order(provision.marker)[0]:
            number += 1
            provision = replace(provision, marker=f"第{chinese(number)}条")
        found.append(provision)
    return found


def _apply(text: list[ArticleText], instruction: Instruction, by: str) -> str:
    """Change the text; the reason why it cannot be changed so, empty where it was."""
    place = instruction.place
    if instruction.operation in (Operation.REORDER, Operation.RETITLE):
        return ""
    at = _position(text, place.article)
    whole = str(place) == place.article
    if instruction.operation is Operation.INSERT and whole:
        return _insert(text, instruction, at, by)
    if at < 0:
        return "no-provision"
    old = text[at]
    if instruction.operation is Operation.MERGE:
        others = [_position(text, marker) for marker in instruction.merged]
        if min(others) < 0:
            return "no-provision"
        behind = (line for other in others for line in text[other].lines)
        text[at] = replace(old, marker=instruction.to, lines=(*old.lines, *behind), by=by)
        text[:] = [provision for n, provision in enumerate(text) if n not in others]
        return ""
    if instruction.operation is Operation.RENUMBER:
        if not whole:  # a new paragraph or item moves those behind it
            return "" if old.by == by else "unsupported"
        text[at] = replace(old, marker=instruction.to, lines=instruction.text or old.lines, by=by)
        return ""
    if whole and instruction.operation is Operation.DELETE and not instruction.pairs:
        del text[at]
        return ""
    if whole and instruction.operation is Operation.REPLACE:
        text[at] = replace(old, lines=instruction.text, by=by)
        return ""
    lines = _within(old.lines, instruction)
    if isinstance(lines, str):
        return lines
    text[at] = replace(old, lines=lines, by=by)
    return ""


def _position(text: Sequence[ArticleText], marker: str) -> int:
    """Return where an article occurs, or 第二段 of a text without articles; -1 where there is none."""
    if marker.endswith("段"):
        plain = [n for n, provision in enumerate(text) if not provision.marker]
        if plain and _SALUTATION.fullmatch("".join(text[plain[0]].lines)):
            del plain[0]
        number = _number(marker)
        return plain[number - 1] if 0 < number <= len(plain) else -1
    return next((n for n, provision in enumerate(text) if provision.marker == marker), -1)


def _insert(text: list[ArticleText], instruction: Instruction, at: int, by: str) -> str:
    if at >= 0:
        return "exists"
    wanted = order(instruction.place.article)
    after = instruction.after
    if after and all(provision.marker != after for provision in text):
        return "no-provision"
    before = [n for n, provision in enumerate(text) if order(provision.marker) < wanted]
    text.insert(before[-1] + 1 if before else 0, ArticleText(instruction.place.article, instruction.text, by))
    return ""


def _within(lines: tuple[str, ...], instruction: Instruction) -> tuple[str, ...] | str:
    """Return the lines of a provision with a change inside it, or the reason why there is none."""
    span = locate(lines, instruction.place.paragraph, instruction.place.item)
    if instruction.place.part and span is not None:
        return _in_part(lines, span, instruction)
    if instruction.operation is Operation.INSERT:
        return _inserted(lines, instruction)
    if span is None:
        return "no-paragraph"
    start, stop = span
    if instruction.operation is Operation.REPLACE:
        words = instruction.text
        marker = _ITEM_LINE.match(lines[start]) if instruction.place.item else None
        if marker and words and not _ITEM_LINE.match(words[0]):
            words = (f"{marker[0]}{words[0]}", *words[1:])
        return (*lines[:start], *words, *lines[stop:])
    if instruction.operation is Operation.DELETE and not instruction.pairs:
        return (*lines[:start], *lines[stop:])
    found = list(lines[start:stop])
    for old, new in instruction.pairs:
        if not any(old in line for line in found):
            return "no-words"
        found = [line.replace(old, new) for line in found]
    return (*lines[:start], *found, *lines[stop:])


def _in_part(lines: tuple[str, ...], span: tuple[int, int], instruction: Instruction) -> tuple[str, ...] | str:
    """Return the lines with a part of a provision changed: a sentence, its opening, its end."""
    start, stop = span
    part, words = instruction.place.part, "".join(instruction.text)
    if part == LAST:
        return (*lines, *instruction.text)
    if instruction.operation is Operation.INSERT:
        if part == END:
            return (*lines[: stop - 1], lines[stop - 1] + words, *lines[stop:])
        return (*lines[:start], words + lines[start], *lines[start + 1 :])
    if part == LEAD_IN:
        if not (start + 1 < stop and _ITEM_LINE.match(lines[start + 1])):
            return "no-words"
        colon = "：" if lines[start].endswith("：") and not words.endswith("：") else ""
        return (*lines[:start], words + colon, *lines[start + 1 :])
    sentences, number = _SENTENCE.findall(lines[start]), _number(part)
    if not 0 < number <= len(sentences):
        return "no-words"
    sentences[number - 1] = words
    return (*lines[:start], "".join(sentences), *lines[start + 1 :])


def _inserted(lines: tuple[str, ...], instruction: Instruction) -> tuple[str, ...] | str:
    place = instruction.place
    if place.item:
        around = locate(lines, place.paragraph, "")
        items = [n for n in range(*around) if _ITEM_LINE.match(lines[n])] if around else []
        wanted = _number(place.item)
        if not items or wanted > len(items) + 1:
            return "no-paragraph"
        at = items[wanted - 1] if wanted <= len(items) else items[-1] + 1
        if _ITEM_LINE.match(instruction.text[0]):
            return (*lines[:at], *instruction.text, *lines[at:])
        new = f"（{chinese(wanted)}）{instruction.text[0]}"
        return (*lines[:at], new, *instruction.text[1:], *_counted_on(lines[at:]))
    starts = paragraphs(lines)
    wanted = _number(place.paragraph)
    if wanted > len(starts) + 1:
        return "no-paragraph"
    at = starts[wanted - 1] if wanted <= len(starts) else len(lines)
    return (*lines[:at], *instruction.text, *lines[at:])


def _counted_on(lines: Iterable[str]) -> Iterator[str]:
    """Yield the items behind a new one, with the next number each, up to the end of their list."""
    listed = True
    for line in lines:
        marker = _ITEM_LINE.match(line)
        listed = listed and marker is not None
        number = _number(marker[0]) if marker else 0
        yield f"（{chinese(number + 1)}）{line[marker.end() :]}" if listed and marker and number else line


def paragraphs(lines: Sequence[str]) -> list[int]:
    """Return where the paragraphs (款) begin: a line that is not an item (（一）…)."""
    return [n for n, line in enumerate(lines) if not _ITEM_LINE.match(line)] or ([0] if lines else [])


def locate(lines: Sequence[str], paragraph: str, item: str) -> tuple[int, int] | None:
    """Return where a paragraph (第二款), an item (第一项) of it, or of an article of one paragraph, occurs; half-open. None where it
    does not."""
    starts = paragraphs(lines)
    start, stop = 0, len(lines)
    if paragraph:
        n = _number(paragraph)
        if not 0 < n <= len(starts):
            return None
        start, stop = starts[n - 1], starts[n] if n < len(starts) else len(lines)
    if item:
        items = [at for at in range(start, stop) if _ITEM_LINE.match(lines[at])]
        n = _number(item)
        if not 0 < n <= len(items):
            return None
        return items[n - 1], items[n] if n < len(items) else items[n - 1] + 1
    return start, stop


def order(marker: str) -> tuple[int, int]:
    """Return a key that sorts articles by number: 第十七条之一 behind 第十七条; a text before the first article comes first."""
    main, _, part = marker.partition("条之")
    return _number(main), (numeral(part) or 0) if part else 0


def _number(printed: str) -> int:
    return numeral(pattern("around-numeral").pattern.sub("", printed)) or 0
