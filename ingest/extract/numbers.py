"""Parse 发文字号: 济政发〔2018〕22号 in any brackets and widths, 国务院令第684号, 财政部公告2020年第8号."""

import re

from ingest.model import DocumentNumber
from ingest.rules import table
from ontology.numbers import numeral, year_in_characters

CODED = ("number", "year-first", "year-unbracketed", "year-bare")
"""The rules of numbers that begin with a code, or with its year."""
_SPACE = re.compile(r"\s+")
_YEAR = "年"
_STATE = table("numbers")["state-ahead"]


def document_number(text: str) -> DocumentNumber | None:
    """Parse the number that a text prints; one form for all ways of printing it; None if there is none.

    >>> str(document_number("（济政字 [2019] 55 号）"))
    '济政字〔2019〕55号'
    """
    rules = table("numbers")
    if match := next(filter(None, (rules[name].find(text) for name in CODED)), None):
        return coded_number(match)
    if match := rules["order"].find(text):
        return _order(
            match["organ"],
            match["term"] or match["termed"],
            match["year"] or match["bracketed"],
            match["serial"] or match["words"],
        )
    if match := rules["order-line"].whole(text.strip("（()）")):
        return _order(match["organ"] + match["kind"], None, match["year"], match["serial"])
    return None


def coded_number(match: re.Match[str]) -> DocumentNumber:
    """Return the number that a match of `number` or `year-first` prints: 岚政〔1987〕字第12号 → 岚政字〔1987〕12号; (87)岚政发12号 →
    岚政发〔1987〕12号."""
    groups = match.groupdict()
    year = year_in_characters(match["year"].removesuffix(_YEAR))
    serial = numeral(match["serial"] or groups.get("words") or "")
    code = _SPACE.sub("", match["code"]) + (groups.get("word") or "")
    return DocumentNumber(code, year if year > 99 else 1900 + year, serial or 0)


def minutes_number(heading: str, issue: str) -> DocumentNumber | None:
    """Parse the number of minutes, which is printed below the heading that all minutes of the office share.

    >>> str(minutes_number("岚州市人民政府常务会议纪要", "〔2023〕7号"))
    '岚州市人民政府常务会议纪要〔2023〕7号'
    """
    match = table("numbers")["issue-of-minutes"].whole(issue)
    return DocumentNumber(_SPACE.sub("", heading), int(match["year"]), int(match["serial"])) if match else None


def order_number(organ: str, serial: str) -> DocumentNumber | None:
    """Parse the number of an order or announcement whose heading takes two lines. The term of a congress is a part of the number.

    >>> str(order_number("中华人民共和国国务院令", "第706号"))
    '国务院令第706号'
    >>> str(order_number("岚州市人民代表大会常务委员会", "公告（十四届）第四十号"))
    '岚州市人民代表大会常务委员会公告（十四届）第40号'
    """
    match = table("lines")["order-serial"].whole(serial)
    if match is None:
        return None
    kind, year = match["kind"] or "", match["year"] or match["bracketed"]
    return _order(organ + kind, match["term"] or match["termed"], year, match["serial"])


def _order(organ: str, term: str | None, year: str | None, printed: str) -> DocumentNumber | None:
    """Return the number of an order. The term of a congress is a part of its code, 第 before it is not."""
    serial = int(printed) if printed.isdigit() else numeral(printed)
    of_term = f"（{term.removeprefix('第')}）" if term else ""
    code = _STATE.pattern.sub("", _SPACE.sub("", organ)) + of_term
    return DocumentNumber(code, year_in_characters(year) if year else None, serial) if serial else None
