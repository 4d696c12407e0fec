"""The kinds of lines of a source that are not in the normalized text."""

from enum import StrEnum


class FurnitureKind(StrEnum):
    """Why a line is not in the normalized text."""

    BLANK = "blank"
    FRONT_MATTER = "front-matter"
    RULE_LINE = "rule-line"
    PAGE_NUMBER = "page-number"
    RUNNING_HEAD = "running-head"
    MASTHEAD = "masthead"
    CONTENTS = "contents"
    SECTION_LABEL = "section-label"
    COLOPHON = "colophon"
    WEB = "web"
    WEB_MENU = "web-menu"
    BREADCRUMB = "breadcrumb"


GAZETTE = frozenset({FurnitureKind.RUNNING_HEAD, FurnitureKind.MASTHEAD, FurnitureKind.CONTENTS})
"""Lines that only a gazette prints."""
