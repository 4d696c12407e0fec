"""Parse 发文字号: 济政发〔2018〕22号 in any brackets and widths, 国务院令第684号, 财政部公告2020年第8号."""

import re

from ingest.model import DocumentNumber
from ingest.rules import table

_SPACE = re.compile(r"\s+")
_STATE = re.compile(r"^(?:中华人民共和国)(?=国务院令|主席令)")


def document_number(text: str) -> DocumentNumber | None:
    """Parse the number that a text prints; one form for all ways of printing it; None if there is none.

    >>> str(document_number("（济政字 [2019] 55 号）"))
    '济政字〔2019〕55号'
    """
    rules = table("numbers")
    if match := rules["number"].find(text):
        return DocumentNumber(_SPACE.sub("", match[1]), int(match[2]), int(match[3]))
    if match := rules["order"].find(text):
        organ = _STATE.sub("", _SPACE.sub("", match[1]))
        return DocumentNumber(organ, int(match[2]) if match[2] else None, int(match[3]))
    return None


def order_number(organ: str, serial: str) -> DocumentNumber | None:
    """Parse the number of an order whose heading takes two lines: 中华人民共和国国务院令 / 第706号 → 国务院令第706号."""
    digits = re.search(r"\d{1,5}", serial)
    return DocumentNumber(_STATE.sub("", _SPACE.sub("", organ)), None, int(digits[0])) if digits else None
