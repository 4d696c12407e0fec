"""Texts on which a pattern with one repetition inside another would try every way to divide them between both.

`(?:甲|乙[^，]{2,9}?)*丙` reads 乙一二乙一二… in a number of ways that doubles with each 乙. The texts are made out of the pattern: what one
round of the outer repetition reads, in each of its alternatives and in pairs of them, many times over, with an end that does not match.
"""

import re
from collections.abc import Iterator
from itertools import product
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT)
_FILLERS = "甲其1 、"
_LENGTH, _MOST = 240, 60
_VARIES = 2  # code points by which a round may be longer than another


def hostile_texts(pattern: str) -> Iterator[str]:
    """Yield the texts for a pattern as the rules' tables have it: none where no repetition of three rounds or more contains another one."""
    tree = parser.parse(pattern, re.VERBOSE)
    for body in _nested(tree):
        rounds = sorted(
            {text for filler in _FILLERS for text in _readings(body, filler) if text},
            key=lambda text: (len(text), text),
        )
        for one, other in list(product(rounds[:8], repeat=2))[:_MOST]:
            yield ((one + other) * _LENGTH)[:_LENGTH] + "\x00"


def _nested(items: Any) -> Iterator[Any]:
    for operation, value in items:
        if operation in _REPEATS:
            _, most, body = value
            shortest, longest = body.getwidth()
            if most >= 3 and longest - shortest >= _VARIES:
                yield body
            yield from _nested(body)
        elif operation is constants.SUBPATTERN:
            yield from _nested(value[3])
        elif operation is constants.BRANCH:
            for branch in value[1]:
                yield from _nested(branch)
        elif operation in (constants.ASSERT, constants.ASSERT_NOT):
            yield from _nested(value[1])
        elif operation is constants.ATOMIC_GROUP:
            yield from _nested(value)


def _readings(items: Any, filler: str) -> list[str]:
    """Return some short texts that a pattern reads, one for each alternative; a class of characters reads the filler where it can."""
    texts = [""]
    for operation, value in items:
        heads = _heads(operation, value, filler)
        texts = [text + head for text in texts for head in heads][:24]
    return texts


def _heads(operation: Any, value: Any, filler: str) -> list[str]:
    if operation is constants.LITERAL:
        return [chr(value)]
    if operation is constants.NOT_LITERAL or operation is constants.ANY:
        return [filler]
    if operation is constants.IN:
        return [_member(value, filler)]
    if operation is constants.BRANCH:
        return [text for branch in value[1] for text in _readings(branch, filler)][:12]
    if operation is constants.SUBPATTERN:
        return _readings(value[3], filler)
    if operation is constants.ATOMIC_GROUP:
        return _readings(value, filler)
    if operation in (*_REPEATS, constants.POSSESSIVE_REPEAT):
        least, most, body = value
        times = sorted({least, min(int(most), max(least, 2))})
        return [text * many for text in _readings(body, filler)[:6] for many in times]
    return [""]


def _member(items: Any, filler: str) -> str:
    negated, first = False, ""
    for operation, value in items:
        if operation is constants.NEGATE:
            negated = True
        elif operation is constants.LITERAL:
            first = first or chr(value)
        elif operation is constants.RANGE:
            first = first or chr(value[0])
        elif operation is constants.CATEGORY and not first:
            first = "1" if value is constants.CATEGORY_DIGIT else " " if value is constants.CATEGORY_SPACE else "甲"
    return filler if negated else first
