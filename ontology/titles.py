"""When two printings of a title are one title."""

import re

_NOT_TITLE = re.compile(r"[\s（）()“”\"'‘’《》〈〉<>，,、·\-—－–:：。.]")
_STATE = "中华人民共和国"


def folded(title: str) -> str:
    """A title without blanks and punctuation: two printings of one title fold alike."""
    return _NOT_TITLE.sub("", title)


def identity(title: str) -> str:
    """What identifies a document that is known by title alone: folded, without the state's name (《安全生产法》 is
    《中华人民共和国安全生产法》)."""
    return folded(title).removeprefix(_STATE) or folded(title)
