"""Parse a typed question by `asked.toml`: 没健康证怎么罚 is about 健康证, and wants to know what a breach brings."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ontology.enumerations import Aim
from ontology.everyday import everyday_words, legal_words, longer_words, setting_words, titles_meant

_TABLE = Path(__file__).parent / "asked.toml"
_WORDS = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
"""Matches words without punctuation and signs: PM2.5 is one word."""
_EDGES = re.compile(r"^[要能会就还也都再又想去得]+|[要能会就也都去得]+$")


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A piece of a question. ways: the words that mean it, itself first; none for a piece that may be several words. behind: the
    character before such a piece, with which it may be one word (工资 and 卡: 资)."""

    typed: str
    ways: tuple[str, ...] = ()
    behind: str = ""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A parsed question: its subject words, in their order, and what it wants to know. asks: it has words that only ask; else it is
    words to look for. units: in what is counted that it asks for (几年: 年); titles: words of the titles of laws in whose field it
    lies."""

    parts: tuple[AskedWord, ...]
    aims: frozenset[Aim]
    asks: bool
    units: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


def parse_question(typed: str) -> AskedQuestion:
    """Parse what was typed. Words are cut off from the left, the longest first (forward maximum matching), so that an everyday word
    inside another word does not count: 煤气 in 煤气罐, 执照 in 营业执照, 开车 in 公开车辆.

    >>> [part.typed for part in parse_question("剩菜怎么扔").parts]
    ['剩菜', '扔']
    """
    parts: list[AskedWord] = []
    aims: set[Aim] = set()
    units: set[str] = set()
    asks, behind = False, ""
    for piece in _known_words().split(typed):
        if piece in _asking_words():
            aims |= _asking_words()[piece]
            units.update(_table()["unit"].get(piece, ()))
            asks, behind = True, ""
        elif _known_words().fullmatch(piece):
            parts.append(AskedWord(piece, tuple(dict.fromkeys((piece, *legal_words(piece))))))
            behind = piece[-1]
        else:
            parts += (AskedWord(rest, behind=behind) for word in words_of(piece) if (rest := _EDGES.sub("", word)))
            behind = ""
    return AskedQuestion(tuple(parts), frozenset(aims), asks, frozenset(units), titles_meant(typed))


def words_of(text: str) -> list[str]:
    """Return the words of a text, cut at blanks, punctuation and signs.

    >>> words_of("“渡口”（码头）？！ PM2.5")
    ['渡口', '码头', 'PM2.5']
    """
    return _WORDS.findall(text)


def matter(typed: str) -> str:
    """Return what was typed without the words that only ask, and without punctuation, with a blank where they occurred.

    >>> matter("拖欠工资怎么罚？")
    '拖欠工资'
    """
    pieces = (" " if piece in _asking_words() else piece for piece in _known_words().split(typed))
    return " ".join(words_of("".join(pieces)))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@cache
def _asking_words() -> dict[str, frozenset[Aim]]:
    """Return the words that only ask, with what they want to know; fillers want nothing."""
    found = {word: frozenset({aim}) for aim in Aim for word in _table()[aim]}
    return found | {word: frozenset[Aim]() for word in _table()["filler"]}


@cache
def _known_words() -> re.Pattern[str]:
    """Match everyday words, words of laws, those that ask, and the longer words that stay as they are."""
    legal = {word for words in everyday_words().values() for word in words}
    known = {*everyday_words(), *legal, *longer_words(), *setting_words(), *_asking_words(), *_table()["longer"]}
    longest_first = sorted(known, key=lambda word: (-len(word), word))
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})")
