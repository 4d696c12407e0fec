"""Find the documents that a text names: by 《title》, by 文号, or by both.

根据《岚州市养老服务条例》（岚政发〔2019〕14号，以下简称《条例》） → title, number and alias in one reference.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge

from ingest.extract.aliases import aliases
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
_JOINED = table("references")["number-join"]
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
    laws = law_mentions(text, [mention.span for mention in marked])
    yield from merge(marked, laws, _of_same_name(text), key=lambda mention: mention.span.start)


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
    numbers = sorted(_numbers(text), key=lambda m: (m.span.start, -m.span.end))
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
    apart = 0  # how many of them stand before the last comma
    last = end
    while index < len(numbers) and numbers[index].span.start < stop:
        mention = numbers[index]
        index += 1
        if mention.span.start < last:
            continue
        between = text[last : mention.span.start]
        if last > end:
            if _JOINED.whole(between) is None:
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
    """Parse the number that stands right behind a title without a bracket (《渡口办法》岚政发〔2022〕4号), and return where it ends."""
    match = table("numbers")["number"].pattern.match(text, at + text.startswith(" ", at), at + 60)
    return (coded_number(match), match.end()) if match and not _run_in(match, "code") else None


def _inside(bracket: re.Match[str]) -> str:
    return bracket["round"] or bracket["square"] or ""


def _in_bracket(inside: str, title: str) -> DocumentNumber | None:
    """Parse the number in the bracket behind a title. （2020年第8号） behind an announcement's title takes its organ from the title."""
    number = document_number(inside)
    if number is not None:
        lead = _BRACKET_LEAD.start(number.code)
        return replace(number, code=number.code[lead.end() :]) if lead else number
    if found := min(_numbers(inside), key=lambda mention: mention.span.start, default=None):
        return found.value.number
    rules = table("numbers")
    serial = rules["year-serial"].whole(re.split("[，,；;]", inside)[0])
    named = rules["announcing-title"].whole(title) if serial else None
    if serial is None or named is None:
        return None
    return DocumentNumber(re.sub(r"[、 ]", "", named[1]) + named[2], int(serial[1]), int(serial[2]))


def _numbers(text: str) -> Iterator[Mention[DocumentReference]]:
    """Find every number in the text, unordered; those that leave out their code take it from the number before them."""
    for mention in _printed_numbers(text):
        yield mention
        number, at = mention.value.number, mention.span.end
        while number is not None and (more := table("numbers")["elided"].pattern.match(text, at)) is not None:
            year = int(more["year"]) if more["year"] else number.year
            number, at = replace(number, year=year, serial=int(more["serial"])), more.end()
            start = more.start("serial") if not more["year"] else more.start("year") - 1
            yield _number_mention(start, at, number, "elided")


def _number_mention(start: int, end: int, number: DocumentNumber | None, rule: str) -> Mention[DocumentReference]:
    return Mention(Span(start, end), f"references.{rule}", DocumentReference(None, number, None))


def _printed_numbers(text: str) -> Iterator[Mention[DocumentReference]]:
    """Find the numbers that print their code, and lists of serials behind one code (〔2016〕3、4、7号)."""
    rules = table("numbers")
    for match in rules["year-first"].each(text):
        yield _number_mention(*match.span(), coded_number(match), "number")
    for name in ("number", "order"):
        yield from (_by_number(match) for match in rules[name].each(text) if not _is_joint(match[1]))
    for match in rules["number-list"].each(text):
        cut = _run_in(match)
        code, start = re.sub(r"\s+", "", match[1][cut:]), match.start() + cut
        for serial in re.finditer(r"\d+", text[match.start(3) : match.end()]):
            end = match.start(3) + serial.end()
            number = DocumentNumber(code, int(match[2]), int(serial[0]))
            yield _number_mention(start, match.end() if end + 2 >= match.end() else end, number, "number-list")
            start = end + 1
    for match in rules["order-behind"].each(text):
        cut = _run_in(match)
        code = re.sub(r"\s+", "", match["organ"][cut:]) + match["kind"]
        number = DocumentNumber(code, int(match["year"]) if match["year"] else None, int(match["serial"]))
        yield _number_mention(match.start() + cut, match.end(), number, "order-behind")
    organ, stop = "", 0
    for match in rules["announcement"].each(text):
        if match[1]:
            cut = _run_in(match)
            organ, start = match[1][cut:], match.start() + cut
        elif organ and _JOINED.whole(text[stop : match.start()][:3]):
            start = match.start()  # 和2011年第55号公告: of the same organ
        else:
            organ = ""
            continue
        stop = match.end()
        code = re.sub(r"\s+", "", organ) + match[4]
        yield _number_mention(start, stop, DocumentNumber(code, int(match[2]), int(match[3])), "announcement")


def _is_joint(code: str) -> bool:
    """Test for a code that is only the word before an elided number: 和 in 岚政发〔2018〕5号和〔2019〕6号."""
    return len(code) == 1 and table("references")["number-lead"].start(code) is not None


def _by_number(match: re.Match[str]) -> Mention[DocumentReference]:
    """Parse a number without a title; cut the words that run into its code."""
    cut = _run_in(match)
    value = DocumentReference(None, document_number(match[0][cut:]), None)
    return Mention(Span(match.start() + cut, match.end()), "references.number", value)


def _run_in(match: re.Match[str], group: int | str = 1) -> int:
    """Return how many characters at the head of a code are words that run into it: 根据, the body that numbered it (省财政厅岭财建).

    group: the code's in the match. 日 ends a day only behind a digit; without one it is a place's sign (日科 of 日照).
    """
    rules, code, start = table("references"), match[group], match.start(group)
    cut = 0
    while (lead := rules["number-lead"].start(code[cut:])) and len(code) - cut - lead.end() >= 2:
        if lead[0].startswith("日") and not match.string[max(0, start + cut - 1) : start + cut].isdigit():
            return cut
        cut += lead.end()
    if rules["announced"].find(code[-2:]):
        return cut  # of a joint order (中国人民银行 海关总署令) all bodies are the organ
    body = rules["number-body"].start(code[cut:])
    return cut + body.end() if body and len(code) - cut - body.end() >= 2 else cut
