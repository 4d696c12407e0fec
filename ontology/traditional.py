"""Read texts in traditional characters: each character as its simplified one, so that every offset stays."""

import tomllib
from functools import cache
from pathlib import Path

_SURE = frozenset("號關於發佈國務會辦廳縣區規條縂據經應當決議請執機構實業產長門開進時間處")
_ENOUGH = 6
"""So many different traditional characters are no quotation or personal name."""


def has_traditional(text: str) -> bool:
    """Test whether a text holds more traditional characters than names and quotations do."""
    return sum(char in text for char in _SURE) >= _ENOUGH


def is_traditional(text: str) -> bool:
    """Test whether a text as a whole is in traditional characters: they outnumber the simplified ones that stand for them."""
    if not has_traditional(text):
        return False
    table = _table()
    plain = frozenset(table.values())
    codes = list(map(ord, text))
    return sum(code in table for code in codes) > sum(code in plain for code in codes)


def simplified(text: str) -> str:
    """Return the text with each traditional character as its simplified one; the length stays."""
    return text.translate(_table())


@cache
def _table() -> dict[int, int]:
    values = tomllib.loads(Path(__file__).with_name("traditional.toml").read_text(encoding="utf-8"))
    return {ord(a): ord(b) for a, b in zip(values["traditional"].strip(), values["simplified"].strip(), strict=True)}
