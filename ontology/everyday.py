"""Look up the words of laws for everyday words, in `everyday.toml`: 剩菜 → 餐厨垃圾, 餐厨废弃物, 厨余垃圾."""

import tomllib
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "everyday.toml"


@cache
def everyday_words() -> dict[str, tuple[str, ...]]:
    """Return the words of laws for each everyday word, as listed."""
    groups = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["words"]
    return {word: tuple(legal) for group in groups.values() for word, legal in group.items()}


@cache
def longer_words() -> tuple[str, ...]:
    """Return the words that stay as they are though an everyday one occurs in them, or across their end, by chance."""
    return tuple(tomllib.loads(_TABLE.read_text(encoding="utf-8"))["longer"])


@cache
def setting_words() -> frozenset[str]:
    """Return the words that name an actor or a place, and hardly the act."""
    return frozenset(tomllib.loads(_TABLE.read_text(encoding="utf-8"))["setting"])


@cache
def _fields() -> dict[str, tuple[str, ...]]:
    groups = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["field"]
    return {word: tuple(group["titles"]) for group in groups.values() for word in group["words"]}


def titles_meant(typed: str) -> frozenset[str]:
    """Return words of the titles of laws in whose field a question lies; none where its words belong to no field.

    >>> sorted(titles_meant("灭火器过期"))
    ['消防', '燃气']
    """
    return frozenset(title for word, titles in _fields().items() if word in typed for title in titles)


def legal_words(word: str) -> tuple[str, ...]:
    """Return what laws say for an everyday word; nothing for a word that has no line.

    >>> legal_words("剩菜")
    ('餐厨垃圾', '餐厨废弃物', '厨余垃圾')
    """
    return everyday_words().get(word, ())


@cache
def _wider() -> dict[str, tuple[str, ...]]:
    groups = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["wider"]
    return {name: tuple(group["bearers"]) for group in groups.values() for name in group["names"]}


def wider_bearers(name: str) -> tuple[str, ...]:
    """Return the kinds of bearer of which a business, by an everyday name or that of laws, is one, too; nothing for one that has no line.

    >>> wider_bearers("餐馆")[:3]
    ('食品经营者', '食品生产经营者', '食品生产经营企业')
    """
    return _wider().get(name, ())
