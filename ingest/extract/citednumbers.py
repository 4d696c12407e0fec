"""Find the numbers of documents that a text cites: whole ones, lists behind one code, elided ones, those of orders and announcements."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.extract.numbers import coded_number, document_number
from ingest.model import DocumentNumber, DocumentReference, Mention, Span
from ingest.rules import table
from ontology.numbers import year_in_characters

NUMBER_JOINT = table("references")["number-join"]


def cited_numbers(text: str) -> Iterator[Mention[DocumentReference]]:
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
    for name in ("number", "order", "year-unbracketed", "year-bare"):
        yield from (_by_number(match) for match in rules[name].each(text) if not _is_joint(match[1]))
    for match in rules["central-paper"].each(text):
        yield _number_mention(*match.span(), _of_central_organ(match), "central-paper")
    for match in rules["number-list"].each(text):
        cut = run_in(match)
        code, start = re.sub(r"\s+", "", match[1][cut:]), match.start() + cut
        for serial in re.finditer(r"\d+", text[match.start(3) : match.end()]):
            end = match.start(3) + serial.end()
            number = DocumentNumber(code, int(match[2]), int(serial[0]))
            yield _number_mention(start, match.end() if end + 2 >= match.end() else end, number, "number-list")
            start = end + 1
    for match in rules["order-behind"].each(text):
        cut = run_in(match)
        code = re.sub(r"\s+", "", match["organ"][cut:]) + match["kind"]
        number = DocumentNumber(code, int(match["year"]) if match["year"] else None, int(match["serial"]))
        yield _number_mention(match.start() + cut, match.end(), number, "order-behind")
    organ, stop = "", 0
    for match in rules["announcement"].each(text):
        if match[1]:
            cut = run_in(match)
            organ, start = match[1][cut:], match.start() + cut
        elif organ and NUMBER_JOINT.whole(text[stop : match.start()][:3]):
            start = match.start()  # 和2011年第55号公告: of the same organ
        else:
            organ = ""
            continue
        stop = match.end()
        code = re.sub(r"\s+", "", organ) + match[4]
        yield _number_mention(start, stop, DocumentNumber(code, int(match[2]), int(match[3])), "announcement")


_CENTRAL = {"state": "国发", "state_office": "国办发", "party": "中发", "party_office": "中办发", "both": "中发"}
"""Codes of the papers that the central organs number by year and serial, by the groups of the pattern."""


def _of_central_organ(match: re.Match[str]) -> DocumentNumber:
    """Return the number of 国务院1980年223号文件: 国发〔1980〕223号."""
    code = next(code for organ, code in _CENTRAL.items() if match[organ])
    return DocumentNumber(code, year_in_characters(match["year"].replace(" ", "")), int(match["serial"]))


def _is_joint(code: str) -> bool:
    """Test for a code that is only the word before an elided number: 和 in 岚政发〔2018〕5号和〔2019〕6号."""
    return len(code) == 1 and table("references")["number-lead"].start(code) is not None


def _by_number(match: re.Match[str]) -> Mention[DocumentReference]:
    """Parse a number without a title; cut the words that run into its code."""
    cut = run_in(match)
    value = DocumentReference(None, document_number(match[0][cut:]), None)
    return Mention(Span(match.start() + cut, match.end()), "references.number", value)


def run_in(match: re.Match[str], group: int | str = 1) -> int:
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
