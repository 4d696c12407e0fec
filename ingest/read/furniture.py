"""What a gazette prints around its documents: mastheads, contents, page numbers, running heads, colophon.

Every line gets a kind; none is thrown away: `Reading.furniture` lists each with its place in the source.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from ingest.read.lines import Line
from ingest.rules import Rule, table


class Kind(StrEnum):
    """Why a line is not in the reading."""

    BLANK = "blank"
    RULE_LINE = "rule-line"
    PAGE_NUMBER = "page-number"
    RUNNING_HEAD = "running-head"
    MASTHEAD = "masthead"
    CONTENTS = "contents"
    SECTION_LABEL = "section-label"
    COLOPHON = "colophon"
    WEB = "web"


_PUBLISHING = re.compile("主管|主办|编辑|出版|承办|印刷|内部刊号|刊号|准印|国内统一刊号|发行")
_CONTENTS_GAP = 8  # lines that the entries of one list of contents may lie apart: a long title takes several
_MASTHEAD_REACH = 40  # printed lines at the head of a source in which a masthead may stand


def mark(lines: Sequence[Line]) -> list[Kind | None]:
    """The kind of each line that is furniture, None for text."""
    rules = table("furniture")
    kinds: list[Kind | None] = [None] * len(lines)
    for i, line in enumerate(lines):
        if not line.text.strip():
            kinds[i] = Kind.BLANK
        elif len(line.text) <= 120 and (kind := _alone(line.text, rules)):
            kinds[i] = kind
    printed = [i for i, kind in enumerate(kinds) if kind is not Kind.BLANK]
    _mark_contents(lines, kinds, printed, rules)
    _mark_masthead(lines, kinds, printed, rules)
    _mark_colophon(lines, kinds, printed, rules)
    _mark_bare_numbers(lines, kinds, printed, rules)
    return kinds


def _alone(text: str, rules: dict[str, Rule]) -> Kind | None:
    """Furniture by its own form, wherever it stands."""
    if rules["rule-line"].whole(text):
        return Kind.RULE_LINE
    if rules["page-number"].whole(text):
        return Kind.PAGE_NUMBER
    if rules["running-head"].whole(text):
        return Kind.RUNNING_HEAD
    if rules["section-label"].whole(text):
        return Kind.SECTION_LABEL
    if table("lines")["web"].whole(text):
        return Kind.WEB
    return None


def _mark_contents(lines: Sequence[Line], kinds: list[Kind | None], printed: list[int], rules: dict[str, Rule]) -> None:
    """From 目录 to the last entry with a page number, as long as such entries keep coming."""
    position = 0
    while position < len(printed):
        first = printed[position]
        position += 1
        if kinds[first] is not None or not rules["contents"].whole(lines[first].text):
            continue
        last, gap = position - 1, 0
        for at in range(position, len(printed)):
            line = lines[printed[at]]
            if kinds[printed[at]] is not None:  # a rule, a label, a page's foot inside the contents
                continue
            if len(line.text) <= 220 and rules["contents-entry"].whole(line.text):
                last, gap = at, 0
            else:
                gap += 1
                if gap > _CONTENTS_GAP:
                    break
        if last >= position:
            for at in range(position - 1, last + 1):
                kinds[printed[at]] = Kind.CONTENTS
            position = last + 1


def _mark_masthead(lines: Sequence[Line], kinds: list[Kind | None], printed: list[int], rules: dict[str, Rule]) -> None:
    """Title-page lines before the first line of text; they count only if the gazette's name or number is among them."""
    if not any(kinds[i] is Kind.RUNNING_HEAD for i in printed[:_MASTHEAD_REACH]):
        return
    for i in printed[:_MASTHEAD_REACH]:
        if kinds[i] is None:
            if not rules["masthead"].whole(lines[i].text):
                break
            kinds[i] = Kind.MASTHEAD
        elif kinds[i] is Kind.RUNNING_HEAD:
            kinds[i] = Kind.MASTHEAD


def _mark_colophon(lines: Sequence[Line], kinds: list[Kind | None], printed: list[int], rules: dict[str, Rule]) -> None:
    """From the gazette's notice about itself, or from its imprint, to the end."""
    start = next((i for i in printed if kinds[i] is None and rules["colophon-start"].whole(lines[i].text)), None)
    if start is None:
        tail = printed[-20:]
        imprint = [i for i in tail if kinds[i] is None and rules["colophon-line"].whole(lines[i].text)]
        # A notice ends with telephone numbers too; a gazette's imprint also names who edits, prints or publishes it.
        if len(imprint) >= 3 and any(_PUBLISHING.match(lines[i].text) for i in imprint):
            start = imprint[0]
    if start is not None:
        for i in printed:
            if i >= start:
                kinds[i] = Kind.COLOPHON


def _mark_bare_numbers(
    lines: Sequence[Line], kinds: list[Kind | None], printed: list[int], rules: dict[str, Rule]
) -> None:
    """A bare number is a page's where a running head stands beside it, or between two lines of prose."""
    for at, i in enumerate(printed):
        if kinds[i] is not None or not rules["bare-page-number"].whole(lines[i].text):
            continue
        beside = [printed[j] for j in (at - 1, at + 1) if 0 <= j < len(printed)]
        head = any(kinds[j] in (Kind.RUNNING_HEAD, Kind.PAGE_NUMBER) for j in beside)
        prose = len(beside) == 2 and all(kinds[j] is None and lines[j].width >= 8 for j in beside)
        if head or prose:
            kinds[i] = Kind.PAGE_NUMBER
