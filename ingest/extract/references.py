"""Documents that a text names: by 《title》, by 文号, or by both.

根据《岚州市养老服务条例》（岚政发〔2019〕14号，以下简称《条例》） → title, number and alias in one reference.
"""

import re
from collections.abc import Iterator

from ingest.extract.numbers import document_number
from ingest.model import DocumentReference, Mention, Span
from ingest.rules import table

_BRACKET = re.compile(r"[ ]?[（(]([^（）()]{0,120}(?:[（(][^（）()]{0,40}[）)][^（）()]{0,60})?)[）)]")
_STATE = re.compile(r"中华人民共和国$")
_LONGEST_TITLE = 300


def titles(text: str) -> Iterator[tuple[int, int]]:
    """Outermost 《…》 with what they hold, as half-open ranges with their marks; one pass over the text.

    Marks may nest (《关于印发〈…〉的通知》, also with 《》 inside). A mark that no other closes within its line, or within
    300 characters, opens nothing.
    """
    start, depth = -1, 0
    for match in re.finditer("[《》〈〉\n]", text):
        mark, at = match[0], match.start()
        if mark == "\n" or (depth and at - start > _LONGEST_TITLE):
            start, depth = (at, 1) if mark == "《" else (-1, 0)
        elif mark == "《":
            if depth == 0:
                start = at
            depth += 1
        elif mark == "》" and depth:
            depth -= 1
            if depth == 0:
                yield start, at + 1
        # 〈〉 only nest inside 《》 and need no count: what counts is the outer pair.


def references(text: str) -> Iterator[Mention]:
    """Every reference of a text in order, spans with marks and brackets; values are `DocumentReference`s.

    Linear in the text: one pass for titles, one for numbers; a number inside a title's own bracket belongs to that title.
    """
    numbers = [m for name in ("number", "order") for m in table("numbers")[name].each(text)]
    numbers.sort(key=lambda m: (m.start(), -m.end()))
    index = 0
    covered = 0
    for start, end in titles(text):
        if start < covered:
            continue  # the alias in the bracket of the title before it
        while index < len(numbers) and numbers[index].start() < start:
            if numbers[index].start() >= covered:
                yield _by_number(numbers[index])
                covered = numbers[index].end()
            index += 1
        value, stop = _by_title(text, start, end)
        yield Mention(Span(_lead(text, start), stop), "references.title", value)
        covered = stop
        while index < len(numbers) and numbers[index].start() < stop:
            index += 1
    for match in numbers[index:]:
        if match.start() >= covered:
            yield _by_number(match)
            covered = match.end()


def _lead(text: str, start: int) -> int:
    """中华人民共和国《安全生产法》: the state's name belongs to the title."""
    match = _STATE.search(text, max(0, start - 7), start)
    return match.start() if match else start


def _by_title(text: str, start: int, end: int) -> tuple[DocumentReference, int]:
    """The title with what its bracket says: a number, an alias."""
    title = re.sub(r"(?<=[^\x00-\x7f])[ ]+(?=[^\x00-\x7f])", "", text[start + 1 : end - 1]).strip()
    if _lead(text, start) < start:
        title = text[_lead(text, start) : start] + title
    number = alias = None
    stop = end
    if (edition := table("references")["edition"].pattern.match(text, stop)) is not None:
        title, stop = title + edition[0], edition.end()
    while (bracket := _BRACKET.match(text, stop)) is not None:
        inside = bracket[1]
        found = document_number(inside)
        named = table("references")["alias"].find(inside)
        if found is None and named is None:
            break
        number, alias = number or found, alias or (named[1] if named else None)
        stop = bracket.end()
    return DocumentReference(title, number, alias), stop


def _by_number(match: re.Match[str]) -> Mention:
    """A number that stands alone; the words that run into its code are not part of it."""
    code, cut = match[1], 0
    while (lead := table("references")["number-lead"].start(code[cut:])) and len(code) - cut - lead.end() >= 2:
        cut += lead.end()
    value = DocumentReference(None, document_number(match[0][cut:]), None)
    return Mention(Span(match.start() + cut, match.end()), "references.number", value)
