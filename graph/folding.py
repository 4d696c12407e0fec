"""Fold texts to what their spellings have in common: width, brackets and blanks do not count when something is searched."""

import re
import unicodedata

# 文号 are printed as 〔2018〕, [2018], （2018）, 【2018】 …; titles with 《》, 〈〉 or straight quotation marks.
_IGNORED = re.compile(r"[\s\[\](){}<>〔〕【】〖〗〘〙「」『』《》〈〉«»“”‘’\"'﹝﹞]+")
# What most characters are that NFKC changes in a Chinese text. Without them it leaves most texts alone, which is ten times as fast.
_WIDE = tuple(zip("，；：（）！？％０１２３４５６７８９", ",;:()!?%0123456789", strict=True))


def fold_text(text: str) -> str:
    """Return what two spellings of a text have in common: `济政发 （２０１８）22号` → `济政发201822号`."""
    for wide, plain in _WIDE:
        text = text.replace(wide, plain)
    return unicodedata.normalize("NFKC", _IGNORED.sub("", unicodedata.normalize("NFKC", text)).casefold())
