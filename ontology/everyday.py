"""What laws say for what people say, from `everyday.toml`: 剩菜 → 餐厨垃圾, 餐厨废弃物, 厨余垃圾."""

import tomllib
from functools import cache
from itertools import islice, product
from pathlib import Path

_TABLE = Path(__file__).parent / "everyday.toml"
_MOST = 16


@cache
def everyday_words() -> dict[str, tuple[str, ...]]:
    """Return the words of laws for each everyday word, as listed."""
    groups = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {word: tuple(legal) for group in groups.values() for word, legal in group.items()}


def legal_words(word: str) -> tuple[str, ...]:
    """Return what laws say for an everyday word; nothing for a word that has no line.

    >>> legal_words("剩菜")
    ('餐厨垃圾', '餐厨废弃物', '厨余垃圾')
    """
    return everyday_words().get(word, ())


def legal_wordings(typed: str) -> tuple[str, ...]:
    """Return what was typed, as typed and with the words of laws for its everyday ones; of 煤气罐 and 煤气 the longer counts.

    >>> legal_wordings("剩菜怎么扔")
    ('剩菜怎么扔', '餐厨垃圾怎么扔', '餐厨废弃物怎么扔', '厨余垃圾怎么扔')
    """
    held = [word for word in everyday_words() if word in typed]
    longest = [word for word in held if not any(word != other and word in other for other in held)]
    wordings = []
    for legal in islice(product(*((word, *legal_words(word)) for word in longest)), _MOST):
        wording = typed
        for word, instead in zip(longest, legal, strict=True):
            wording = wording.replace(word, instead)
        wordings.append(wording)
    return tuple(dict.fromkeys(wordings))
