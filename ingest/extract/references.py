"""Find the documents that a text names: by 《title》, by 文号, or by both.

根据《岚州市养老服务条例》（岚政发〔2019〕14号，以下简称《条例》） → title, number and alias in one reference.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge

from ingest.extract.aliases import aliases
from ingest.extract.citednumbers import NUMBER_JOINT, cited_numbers, run_in
from ingest.extract.lawnames import law_mentions
from ingest.extract.numbers import coded_number, document_number
from ingest.model import DocumentNumber, DocumentReference, Mention, Span
from ingest.rules import table

_BRACKET = table("references")["bracket-behind"]
_STATE = table("references")["state-before"]
_LONGEST_TITLE = 300
_ISSUING = table("references")["issuing-before"]
_ISSUED = table("references")["issued-behind"]
_BRACKET_LEAD = table("references")["bracket-lead"]
_NEXT_NAME = table("references")["next-name"]
_AMENDED = table("references")["amended-behind"]
_AMENDING_WORDS = 12  # code points behind a number that show what its document did


def titles(text: str) -> Iterator[tuple[int, int]]:
    """Find the outermost 《…》 as half-open ranges that include the marks, in one pass over the text.

    Marks may nest (《关于印发〈…〉的通知》, also with 《》 inside). A mark that is not closed within its line and within
    300 characters is ignored, and the titles inside it are taken.
    """
    opened: list[int] = []
    inner: list[tuple[int, int]] = []  # titles that are closed inside one that is not yet
    for match in re.finditer("[《》\n]", text):  # 〈〉 only occur inside 《》, so they need no count
        mark, at = match[0], match.start()
        if mark == "\n" or (opened and at - opened[0] > _LONGEST_TITLE):
            yield from inner
            opened, inner = [at] if mark == "《" else [], []
        elif mark == "《":
            opened.append(at)
        elif opened:
            start = opened.pop()
            while inner and inner[-1][0] > start:
                inner.pop()
            inner.append((start, at + 1))
            if not opened:
                yield start, at + 1
                inner = []
    yield from inner


def references(text: str) -> Iterator[Mention[DocumentReference]]:
    """Find every reference in a text, in order; spans include marks and brackets. Laws count without marks, too (根据社会保险法).

    Runs in linear time: one pass for titles, one for numbers, one for laws. A number inside the bracket behind a title belongs to that
    title.
    """
    marked = _with_shared_brackets(text, list(_marked(text)))
    laws = list(law_mentions(text, [mention.span for mention in marked]))
    found = [*marked, *laws]
    others = *_of_same_name(text), *_ended_by_name(text), *_carrying_out(text, found)
    yield from sorted([*found, *others], key=lambda mention: mention.span.start)


def _ended_by_name(text: str) -> Iterator[Mention[DocumentReference]]:
    """Find the documents that a text ends by their titles without marks: 岚州市渡口管理办法同时废止."""
    for match in table("references")["ended-name"].each(text):
        yield Mention(Span(*match.span("name")), "references.ended-name", DocumentReference(match["name"], None))


def _carrying_out(text: str, mentions: Sequence[Mention[DocumentReference]]) -> Iterator[Mention[DocumentReference]]:
    """Find the regulations that a text names by the law that they carry out: 《水法》及其实施细则. What a paper hands on is its own."""
    rules = table("references")
    for mention in mentions:
        title, start = mention.value.title or "", mention.span.start
        if not title.endswith(_LAWS) or rules["handing-on"].find(text[max(0, start - _VERB) : start]):
            continue
        if its := rules["its-regulation"].pattern.match(text, mention.span.end):
            named = DocumentReference(title + its["kind"], None)
            yield Mention(Span(*its.span("its")), "references.its-regulation", named)


_VERB = 2  # code points of a verb before a title
_LAWS = ("法", "条例")


def _of_same_name(text: str) -> Iterator[Mention[DocumentReference]]:
    """Find the documents that a text names by its own title: 2015年印发的同名文件."""
    for match in table("references")["same-name"].each(text):
        yield Mention(Span(*match.span()), "references.same-name", DocumentReference(match[0], None))


def _with_shared_brackets(
    text: str, marked: Sequence[Mention[DocumentReference]]
) -> Sequence[Mention[DocumentReference]]:
    """Give each title its own short name where one bracket gives several: 《甲条例》和《乙通则》（以下简称《条例》和《通则》）."""
    if not any(_several(bracket[0]) for bracket in _BRACKET.each(text)):
        return marked
    pairs: dict[int, set[str]] = {}
    for mention in aliases(text):
        name = mention.value.term.slice(text)
        if name.startswith("《") and name.endswith("》"):
            pairs.setdefault(mention.value.words.start, set()).add(name[1:-1])
    named: list[Mention[DocumentReference]] = []
    for one in marked:
        names = pairs.get(text.find("《", one.span.start, one.span.end), set())
        if one.value.alias is None and len(names) == 1:
            one = replace(one, value=replace(one.value, alias=min(names)))
        named.append(one)
    return named


def _several(bracket: str) -> bool:
    """Test whether a bracket gives several short names in marks."""
    alias = table("references")["alias"].find(bracket)
    return alias is not None and _NEXT_NAME.pattern.match(bracket, alias.end()) is not None


def _marked(text: str) -> Iterator[Mention[DocumentReference]]:
    """Find the references by title or number, in order."""
    numbers = sorted(cited_numbers(text), key=lambda m: (m.span.start, -m.span.end))
    index = 0
    covered = 0
    for start, end in _all_titles(text):
        if start < covered:
            continue  # the alias in the bracket of the title before it
        start, end, wrapped = _wrapped(text, start, end, covered)
        ahead: Mention[DocumentReference] | None = None
        while index < len(numbers) and numbers[index].span.start < start:
            if numbers[index].span.start >= covered:
                if ahead is not None:
                    yield ahead
                ahead = numbers[index]
                covered = ahead.span.end
            index += 1
        value, stop = _by_title(text, start, end, wrapped)
        low = _lead(text, start)
        if ahead is not None:
            if value.number is None and _OF_NUMBER.whole(text[ahead.span.end : low][:10]):
                value, low = replace(value, number=ahead.value.number), ahead.span.start
            else:
                yield ahead
        further = _further(text, end, stop, value.number, numbers, index)
        yield Mention(Span(low, further[0].span.start if further else stop), "references.title", value)
        yield from further
        covered = stop
        while index < len(numbers) and numbers[index].span.start < stop:
            index += 1
    for mention in numbers[index:]:
        if mention.span.start >= covered:
            yield mention
            covered = mention.span.end


_OF_NUMBER = table("references")["number-to-title"]
"""Matches the words between a number and its title: 国发〔2018〕3号《国务院关于渡口的通知》, 市政府令第5号公布的《渡口办法》."""


def _further(
    text: str,
    end: int,
    stop: int,
    own: DocumentNumber | None,
    numbers: Sequence[Mention[DocumentReference]],
    index: int,
) -> list[Mention[DocumentReference]]:
    """Return the further numbers of the bracket behind a title, each right behind the one before it: the second of
    《甲办法》（岚政发〔2019〕3号、岚政办发〔2020〕5号）. Those of the documents that amended it (…5号修改) are none."""
    found: list[Mention[DocumentReference]] = []
    apart = 0  # how many of them precede the last comma
    last = end
    while index < len(numbers) and numbers[index].span.start < stop:
        mention = numbers[index]
        index += 1
        if mention.span.start < last:
            continue
        between = text[last : mention.span.start]
        if last > end:
            if NUMBER_JOINT.whole(between) is None:
                break
            apart = len(found) if "，" in between else apart
            if mention.value.number != own:
                found.append(mention)
        last = mention.span.end
    return found[:apart] if _AMENDED.start(text[last:stop][:_AMENDING_WORDS]) else found


def _all_titles(text: str) -> Iterator[tuple[int, int]]:
    """Find the titles in 《》 and those in the marks that replace 《》 where a page or a machine lost these, in order."""
    rule = table("references")["other-marks"]
    others = ((match.start("marked"), match.end("marked")) for match in rule.each(text))
    end = 0
    for start, stop in merge(titles(text), others):
        if start >= end:
            yield start, stop
            end = stop


def _wrapped(text: str, start: int, end: int, covered: int) -> tuple[int, int, bool]:
    """Widen a title to the whole phrase if the number behind it is that of the notice: 关于印发《办法》的通知（岚政发〔2022〕4号）."""
    before = _ISSUING.pattern.search(text, max(covered, start - 26), start)
    after = _ISSUED.pattern.match(text, end)
    if before is None or after is None:
        return start, end, False
    bracket = _BRACKET.pattern.match(text, after.end())
    if bracket is None or document_number(_inside(bracket)) is None:
        return start, end, False
    return before.start(), after.end(), True


def _lead(text: str, start: int) -> int:
    """Return where a title begins, with the name of the state before its mark: 中华人民共和国《安全生产法》."""
    match = _STATE.pattern.search(text, max(0, start - 7), start)
    return match.start() if match else start


def _by_title(text: str, start: int, end: int, wrapped: bool) -> tuple[DocumentReference, int]:
    """Parse a title with the number and the alias in the brackets behind it. wrapped: the range has no marks of its own."""
    title = (
        text[start:end] if wrapped else text[start + 1 : end - 1].strip("<>＜＞〈〉" if text[start] != "《" else " ")
    )
    title = re.sub(r"(?<=[^\x00-\x7f])[ ]+(?=[^\x00-\x7f])", "", title).strip()
    if _lead(text, start) < start:
        title = text[_lead(text, start) : start] + title
    number = alias = None
    stop = end + (text[end : end + 1] == "》")  # a closing mark too many, before the bracket
    if (edition := table("references")["edition"].pattern.match(text, stop)) is not None:
        title, stop = title + edition[0], edition.end()
    while (bracket := _BRACKET.pattern.match(text, stop)) is not None:
        inside = _inside(bracket)
        found = _in_bracket(inside, title)
        named = table("references")["alias"].find(inside) or table("references")["plain-alias"].whole(inside)
        if found is None and named is None:
            break
        number, alias = number or found, alias or (named[1] if named and not _several(inside) else None)
        stop = bracket.end()
    if number is None and (beside := _beside(text, stop)) is not None:
        number, stop = beside
    return DocumentReference(title, number, alias), stop


def _beside(text: str, at: int) -> tuple[DocumentNumber, int] | None:
    """Parse the number directly behind a title without a bracket (《渡口办法》岚政发〔2022〕4号), and return where it ends."""
    match = table("numbers")["number"].pattern.match(text, at + text.startswith(" ", at), at + 60)
    return (coded_number(match), match.end()) if match and not run_in(match, "code") else None


def _inside(bracket: re.Match[str]) -> str:
    return bracket["round"] or bracket["square"] or ""


def _in_bracket(inside: str, title: str) -> DocumentNumber | None:
    """Parse the number in the bracket behind a title. （2020年第8号） behind an announcement's title takes its organ from the title."""
    number = document_number(inside)
    if number is not None:
        lead = _BRACKET_LEAD.start(number.code)
        return replace(number, code=number.code[lead.end() :]) if lead else number
    if found := min(cited_numbers(inside), key=lambda mention: mention.span.start, default=None):
        return found.value.number
    rules = table("numbers")
    serial = rules["year-serial"].whole(re.split("[，,；;]", inside)[0])
    if serial is None:
        return None
    named, kind = rules["announcing-title"].whole(title), rules["announced-title"].find(title)
    organ = serial["organ"] or (named[1] if named else "")
    if not organ or kind is None:
        return None
    return DocumentNumber(re.sub(r"[、 ]", "", organ) + kind[0], int(serial["year"]), int(serial["serial"]))
