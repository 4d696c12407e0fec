"""Fold different spellings of a document's number or title to one key.

What a user types differs from what is printed in brackets, width, spacing, in 第 and 号, in 《》, in 中华人民共和国. Two texts
with the same key mean the same; nothing here knows which documents there are.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from graph.folding import fold_text
from graph.patterns import pattern
from ontology.numbers import numeral
from ontology.titles import STATE_NAME, folded
from ontology.traditional import simplified

_KINDS = ("令", "公告", "通告")
# On folded text: 济政发201822号, 济政发2018年第22号, 财政部公告2020年第8号, 财政部2020年第8号公告, 201822.
_WITH_YEAR = pattern("typed-number")
# 国务院令第706号, 国务院令706, 国务院第706号令.
_ORDER = pattern("typed-order")
_DASHES = re.compile(r"[-\u2010-\u2015]+")
_SERIAL = pattern("typed-serial")
_BEFORE_NUMBER = pattern("before-typed-number")
"""Labels that a form or a page prints before a number, and that people copy with it."""
# Numbers in Chinese numerals: 二〇一八, 第六百八十四号. A code may begin with one: 三政发 is 三明's.
_YEAR_IN_WORDS = pattern("typed-year-in-words")
_SERIAL_IN_WORDS = pattern("typed-serial-in-words")
_ALIASES = {"国令": "国务院令", "国家主席令": "主席令"}
"""The code of an organ's orders: 国令第706号 is 国务院令第706号."""
# A number beside a title: 《…办法》（济政发〔2018〕22号）, 济政发〔2018〕22号《…办法》. The year occurs in brackets, as 文号 have it.
_INSIDE = pattern("number-beside-title")


@lru_cache(maxsize=4_096)
def fold(text: str) -> str:
    """Return `fold_text` of what is short enough to keep: a number, a title or a word that somebody typed."""
    return fold_text(text)


def in_simplified(text: str) -> str:
    """Return what a person typed in simplified characters, as all texts are read. What GB 2312 can write has no other ones."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return simplified(text)
    return text


def words(text: str) -> tuple[str, list[str]]:
    """Return a text folded, and its words, which white space separates, folded."""
    return fold(text), [word for word in map(fold, text.split()) if word]


class NumberKey(NamedTuple):
    """A document number however it is spelt. code: folded, empty where it was left out; year: None for orders without one."""

    code: str
    year: int | None
    serial: int

    def __str__(self) -> str:
        if self.year is None:
            return f"{self.code}第{self.serial}号"
        return f"{self.code}〔{self.year}〕{self.serial}号"


def number_keys(text: str) -> tuple[NumberKey, ...]:
    """Return what a text may mean as a document number, the likeliest first; none where it is no number.

    Several, because without brackets digits run together: 国务院令20181 is order 20181 or the first of 2018.

    >>> [str(key) for key in number_keys("济政发2018年22号")]
    ['济政发〔2018〕22号']
    >>> [str(key) for key in number_keys("国令第７０６号")]
    ['国务院令第706号']
    """
    plain = _in_digits(_BEFORE_NUMBER.pattern.sub("", fold(text).replace("、", ""), count=1))
    found: dict[NumberKey, None] = {}
    if match := _WITH_YEAR.whole(plain):
        found[NumberKey(_code(match[1], match[4]), int(match[2]), int(match[3]))] = None
    if (match := _ORDER.whole(plain)) and (code := _code(match[1], match[3])).endswith(_KINDS):
        found[NumberKey(code, None, int(match[2]))] = None
    return tuple(found)


def _in_digits(plain: str) -> str:
    """Return folded text with the year and the serial of a number in digits: 国务院令第六百八十四号 → 国务院令第684号."""
    plain = _YEAR_IN_WORDS.pattern.sub(lambda match: str(numeral(match[0])), plain, count=1)
    return _SERIAL_IN_WORDS.pattern.sub(lambda match: str(numeral(match[0])), plain)


def _code(code: str, kind: str | None) -> str:
    code = code.removesuffix("第").removeprefix(STATE_NAME) + (kind or "")
    return _ALIASES.get(code, code)


def is_bare_serial(text: str) -> bool:
    """Return whether a text is a serial without code and year: 第22号."""
    return _SERIAL.whole(fold(text)) is not None


def registration_key(text: str) -> str:
    """Return a registration number however it is spelt: `JNCR — 2018 — 0010012` → `jncr20180010012`."""
    return _DASHES.sub("", fold(text))


def number_inside(text: str) -> tuple[NumberKey, str] | None:
    """Return the number that occurs in a longer text, and what is beside it; None where there is none, or nothing beside it."""
    plain = unicodedata.normalize("NFKC", text)
    match = _INSIDE.find(plain)
    if match is None:
        return None
    rest = title_key(plain[: match.start()] + plain[match.end() :])
    return (NumberKey(_code(fold(match[1]), None), int(match[2]), int(match[3])), rest) if rest else None


def title_key(text: str) -> str:
    """Return a title however it is spelt: without blanks, punctuation, 《》 and 中华人民共和国; empty where nothing else is left."""
    plain = folded(fold(text))
    return plain.replace(STATE_NAME, "") or plain
