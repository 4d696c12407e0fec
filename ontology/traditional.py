"""Convert texts in traditional characters to simplified ones, character by character, so that every offset stays the same."""

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import opencc

_SURE = frozenset("號關於發佈國務會辦廳縣區規條縂據經應當決議請執機構實業產長門開進時間處")
"""Frequent traditional characters. A cheap test: the converter is loaded only for a text that has some of them."""
_ENOUGH = 6
"""A personal name or a quotation has fewer different ones."""


def has_traditional(text: str) -> bool:
    """Test whether a text contains more traditional characters than names and quotations do."""
    return sum(char in text for char in _SURE) >= _ENOUGH


def is_traditional(text: str) -> bool:
    """Test whether most characters of a text that differ between the two scripts are traditional."""
    if not has_traditional(text):
        return False
    to_simplified, to_traditional = _converters()
    characters = Counter(text)
    traditional = sum(count for char, count in characters.items() if to_simplified.convert(char) != char)
    simple = sum(count for char, count in characters.items() if to_traditional.convert(char) != char)
    return traditional > simple


def simplified(text: str) -> str:
    """Return the text in simplified characters, with the same length. A character without a single simplified one stays."""
    convert = _converters()[0].convert
    whole: str = convert(text)  # knows words as well: 乾燥 is 干燥, 乾隆 stays
    if len(whole) == len(text):
        return whole
    return text.translate({ord(char): one for char in set(text) if len(one := convert(char)) == 1})


@cache
def _converters() -> "tuple[opencc.OpenCC, opencc.OpenCC]":
    import opencc  # takes 20 ms, and few texts need it

    return opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
