"""Find the kind of clause that an eId names: Akoma Ntoso's element names, by the abbreviations that its naming convention has for them
(5.4)."""

LEVELS = {
    "coverPage": "coverPage",
    "preface": "preface",
    "preamble": "preamble",
    "part": "part",
    "chp": "chapter",
    "sec": "section",
    "art": "article",
    "lvl": "level",
    "para": "paragraph",
    "point": "point",
    "indent": "indent",
    "table": "table",
    "tr": "row",
    "conclusions": "conclusions",
}
"""Abbreviation → level. `row` is Akoma Ntoso's `tr`."""


def level_of(eid: str) -> str:
    """Return the level of a clause: `article` of `chp_2__art_7`; empty for an eId of another convention.

    >>> level_of("art_3__para_2__point_1")
    'point'
    """
    return LEVELS.get(eid.rpartition("__")[2].partition("_")[0], "")
