"""Names of provisions: the levels of a law (编章节条款项目), and their eIds as Akoma Ntoso writes them, `art_120-1__para_2__point_3`."""

import re

UNITS = {"part": "编", "chp": "章", "sec": "节", "art": "条", "para": "款", "point": "项", "item": "目"}
"""Abbreviation of a level in an eId → the character that a text prints behind its number; from the outermost level to the innermost."""
ARTICLE = re.compile(r"art_(?P<number>\d+(?:-\d+)?)")
"""Matches the eId of an article. number: `12`, or `120-1` for 第一百二十条之一."""
PROVISION = re.compile(r"art_(?P<article>\d+)(?P<sub>-\d+)?(?:__para_(?P<paragraph>\d+))?(?P<point>__point_\d+)?")
"""Matches the eId of an article, of a paragraph or of a point. article, sub: `120` and `-1` for 第一百二十条之一."""


def article_number(eid: str) -> str:
    """Return the number of the article in an eId, `12` or `120-1`; empty where it names no article."""
    match = ARTICLE.search(eid)
    return match["number"] if match else ""
