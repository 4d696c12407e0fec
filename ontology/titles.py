"""Compare titles: two printings may be one title."""

import re

_NOT_TITLE = re.compile(r"[\s（）()“”\"'‘’《》〈〉<>，,、·\-—－–:：。.]")
STATE_NAME = "中华人民共和国"
GOVERNMENT = "人民政府"
"""With which the names of all local governments end."""


def folded(title: str) -> str:
    """Return a title without blanks and punctuation: two printings of one title fold alike."""
    return _NOT_TITLE.sub("", title)


def title_identity(title: str) -> str:
    """Return the identity of a document that is known by title alone: folded, without the state's name (《安全生产法》 is
    《中华人民共和国安全生产法》)."""
    return folded(title).removeprefix(STATE_NAME) or folded(title)


def likeness(a: str, b: str) -> float:
    """Return how much two titles share, 0 to 1: the part of the trigrams that both have; 1 only if they fold alike."""
    a, b = folded(a), folded(b)
    if a == b:
        return 1.0 if a else 0.0
    grams_a, grams_b = trigrams(a), trigrams(b)
    return len(grams_a & grams_b) / (max(len(grams_a), len(grams_b)) + 1)


def trigrams(title: str) -> set[str]:
    """Return every three characters in a row of the folded title."""
    text = folded(title)
    return {text[i : i + 3] for i in range(len(text) - 2)}
