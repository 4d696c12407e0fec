"""The names of laws that texts use without 《》: 依照刑法第三百条. Read from `laws.toml`."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def law_names() -> frozenset[str]:
    """Return the names, without 中华人民共和国."""
    text = Path(__file__).with_name("laws.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["names"])
