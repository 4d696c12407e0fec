"""What laws say for what people say, from `everyday.toml`: 剩菜 → 餐厨垃圾, 餐厨废弃物, 厨余垃圾."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import islice, product
from math import prod
from pathlib import Path

_TABLE = Path(__file__).parent / "everyday.toml"
_MOST = 16


@cache
def everyday_words() -> dict[str, tuple[str, ...]]:
    """Return the words of laws for each everyday word, as listed."""
    groups = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["words"]
    return {word: tuple(legal) for group in groups.values() for word, legal in group.items()}


@cache
def longer_words() -> tuple[str, ...]:
    """Return the words that stay as they are though an everyday one stands in them, or across their end, by chance."""
    return tuple(tomllib.loads(_TABLE.read_text(encoding="utf-8"))["longer"])


def legal_words(word: str) -> tuple[str, ...]:
    """Return what laws say for an everyday word; nothing for a word that has no line.

    >>> legal_words("剩菜")
    ('餐厨垃圾', '餐厨废弃物', '厨余垃圾')
    """
    return everyday_words().get(word, ())


def legal_wordings(typed: str) -> tuple[str, ...]:
    """Return what was typed, as typed and with the words of laws for its everyday ones.

    Words are cut off from the left, the longest first (forward maximum matching), so that an everyday word inside another word does
    not count: 煤气 in 煤气罐, 执照 in 营业执照, 开车 in 公开车辆.

    >>> legal_wordings("剩菜怎么扔")
    ('剩菜怎么扔', '餐厨垃圾怎么扔', '餐厨废弃物怎么扔', '厨余垃圾怎么扔')
    """
    parts: list[str] = _known_words().split(typed)
    held = [word for word in dict.fromkeys(parts) if word in everyday_words()]
    wordings = []
    for legal in islice(_choices([(word, *legal_words(word)) for word in held]), _MOST):
        instead = dict(zip(held, legal, strict=True))
        wordings.append("".join(instead.get(part, part) for part in parts))
    return tuple(dict.fromkeys(wordings))


def _choices(words: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Return one of each word's ways in all combinations. Where those are too many: all words as typed, then all in their first legal
    words, in their second ones and so on, then one word alone in its first legal word, and so on."""
    if prod(map(len, words)) <= _MOST:
        yield from product(*words)
        return
    longest = max(map(len, words))
    typed = tuple(ways[0] for ways in words)
    for rank in range(longest):
        yield tuple(ways[min(rank, len(ways) - 1)] for ways in words)
    for rank in range(1, longest):
        for at, ways in enumerate(words):
            if rank < len(ways):
                yield (*typed[:at], ways[rank], *typed[at + 1 :])


@cache
def _known_words() -> re.Pattern[str]:
    """Match everyday words, words of laws, and the longer words that stay as they are."""
    legal = {word for words in everyday_words().values() for word in words}
    known = {*everyday_words(), *legal, *longer_words()}
    longest_first = sorted(known, key=lambda word: (-len(word), word))
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})")
