"""Mark the lines around documents: masthead, contents, page numbers, running heads and colophon of a gazette, and what pages of
sites (`ingest.read.webpage`) and Markdown files add.

No line is thrown away: `NormalizedText.furniture` lists each with its place in the source.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.model.furniture import GAZETTE, FurnitureKind
from ingest.read import webpage
from ingest.read.lines import Line
from ingest.rules import Rule, table
from ingest.rules.starts import being

_PUBLISHING = table("layout")["publishing"].pattern
_BY_FORM = (FurnitureKind.PAGE_NUMBER, FurnitureKind.RUNNING_HEAD, FurnitureKind.SECTION_LABEL)
_ALONE_LENGTH = 120
_YAML_KEY = re.compile(r"[\w.-]{1,40}:(?:[ \t]|$)")
_YAML = re.compile(
    rf"{_YAML_KEY.pattern}|[ \t]*-[ \t]|[ \t]+\S|#"
)  # a key, an item, or a continuation of the line above
_CONTENTS_GAP = 8  # entries of one list of contents may be so many lines apart, because long titles take several
_FRONT_MATTER_REACH = 60  # lines in which front matter must close
_SHORTEST_UPRIGHT = 3  # characters
_UPRIGHT = table("layout")["upright"].pattern
_MASTHEAD_REACH = 40  # printed lines at the head of a source that may contain a masthead


def mark(lines: Sequence[Line], source: str) -> list[FurnitureKind | None]:
    """Return the kind of each line that is furniture, None for text. source: the text that the lines were split from."""
    rules = table("furniture")
    kinds: list[FurnitureKind | None] = [None] * len(lines)
    body = _mark_front_matter(lines, kinds, source)
    for i, line in enumerate(lines[body:], body):
        if not line.text.strip():
            kinds[i] = FurnitureKind.BLANK
        elif rules["rule-line"].whole(line.text):
            kinds[i] = FurnitureKind.RULE_LINE
        elif len(line.text) <= _ALONE_LENGTH:
            kinds[i] = _alone(line.text)
    printed = [i for i, kind in enumerate(kinds) if kind is not FurnitureKind.BLANK]
    webpage.mark_menu(lines, kinds, printed)
    webpage.mark_foot(lines, kinds, printed)
    _mark_upright(lines, kinds, printed)
    _mark_contents(lines, kinds, printed, rules)
    _mark_masthead(lines, kinds, printed, rules)
    _mark_colophon(lines, kinds, printed, rules)
    _mark_bare_numbers(lines, kinds, printed, rules)
    _mark_section_heads(lines, kinds, printed, rules)
    return kinds


def _alone(text: str) -> FurnitureKind | None:
    """Return the kind of a line that is furniture by its own form, wherever it is. What a site says of the status (【已废止】) is read."""
    if table("labels")["remark"].whole(text):
        return None
    kind = being("furniture", text, _BY_FORM)
    return FurnitureKind(kind) if kind else webpage.by_form(text)


def _mark_front_matter(lines: Sequence[Line], kinds: list[FurnitureKind | None], source: str) -> int:
    """Mark YAML between two `---` at the head of a file, if every line is YAML; return the first line behind it."""
    printed = [i for i, line in enumerate(lines[:_FRONT_MATTER_REACH]) if line.extent.slice(source).strip()]
    if not printed or lines[printed[0]].extent.slice(source).rstrip() != "---":
        return 0
    keys = 0
    for i in printed[1:]:
        raw = lines[i].extent.slice(source).rstrip()
        if raw in ("---", "..."):
            if not keys:
                return 0
            _mark_all_but_claims(lines[: i + 1], kinds)
            return i + 1
        if not _YAML.match(raw):
            return 0
        keys += bool(_YAML_KEY.match(raw))
    return 0


def _mark_all_but_claims(lines: Sequence[Line], kinds: list[FurnitureKind | None]) -> None:
    """Mark the lines of front matter. A status that it claims, with the day of the claim, stays: it is read as a label."""
    rules = table("furniture")
    claims = any(rules["claimed-status"].whole(line.text) for line in lines)
    for i, line in enumerate(lines):
        kept = claims and (rules["claimed-status"].whole(line.text) or rules["claimed-on"].whole(line.text))
        kinds[i] = None if kept else FurnitureKind.FRONT_MATTER


def _mark_contents(
    lines: Sequence[Line], kinds: list[FurnitureKind | None], printed: list[int], rules: dict[str, Rule]
) -> None:
    """Mark the lines from 目录 to the last entry with a page number, as long as such entries keep coming."""
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
                kinds[printed[at]] = FurnitureKind.CONTENTS
            position = last + 1


def _mark_upright(lines: Sequence[Line], kinds: list[FurnitureKind | None], printed: list[int]) -> None:
    """Mark a running head that is printed upright at the margin, one character a line (市, 政, 府, 文, 件)."""
    run: list[int] = []
    for i in [*printed, -1]:
        text = lines[i].text.strip() if i >= 0 else ""
        if i >= 0 and kinds[i] is None and len(text) == 1 and "一" <= text <= "龥":
            run.append(i)
            continue
        if len(run) >= _SHORTEST_UPRIGHT and _UPRIGHT.search("".join(lines[j].text.strip() for j in run)):
            for j in run:
                kinds[j] = FurnitureKind.RUNNING_HEAD
        run = []


def _mark_masthead(
    lines: Sequence[Line], kinds: list[FurnitureKind | None], printed: list[int], rules: dict[str, Rule]
) -> None:
    """Mark title-page lines before the first line of text, if the gazette's name or number is among them."""
    if not any(kinds[i] is FurnitureKind.RUNNING_HEAD for i in printed[:_MASTHEAD_REACH]):
        return
    for i in printed[:_MASTHEAD_REACH]:
        if kinds[i] is None:
            if not rules["masthead"].whole(lines[i].text):
                break
            kinds[i] = FurnitureKind.MASTHEAD
        elif kinds[i] is FurnitureKind.RUNNING_HEAD:
            kinds[i] = FurnitureKind.MASTHEAD


def _mark_colophon(
    lines: Sequence[Line], kinds: list[FurnitureKind | None], printed: list[int], rules: dict[str, Rule]
) -> None:
    """Mark the lines from the gazette's notice about itself, or from its imprint, to the end."""
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
                kinds[i] = FurnitureKind.COLOPHON


def _mark_bare_numbers(
    lines: Sequence[Line], kinds: list[FurnitureKind | None], printed: list[int], rules: dict[str, Rule]
) -> None:
    """Mark bare numbers as page numbers if a running head is beside them, or prose on both sides."""
    for at, i in enumerate(printed):
        if kinds[i] is not None or not rules["bare-page-number"].whole(lines[i].text):
            continue
        beside = [printed[j] for j in (at - 1, at + 1) if 0 <= j < len(printed)]
        head = any(kinds[j] in (FurnitureKind.RUNNING_HEAD, FurnitureKind.PAGE_NUMBER) for j in beside)
        prose = len(beside) == 2 and all(kinds[j] is None and lines[j].width >= 8 for j in beside)
        if head or prose:
            kinds[i] = FurnitureKind.PAGE_NUMBER


def _mark_section_heads(
    lines: Sequence[Line], kinds: list[FurnitureKind | None], printed: list[int], rules: dict[str, Rule]
) -> None:
    """Mark the name of a gazette's section at the head of a page, printed right behind the number of the page before, and on a line of
    its own where the source prints a gazette's name or contents."""
    if any(kind in GAZETTE for kind in kinds):
        for i in printed:
            if kinds[i] is None and rules["section-name"].whole(lines[i].text):
                kinds[i] = FurnitureKind.SECTION_LABEL
    for before, i in pairwise(printed):
        if (
            kinds[before] is FurnitureKind.PAGE_NUMBER
            and kinds[i] is None
            and rules["section-head"].whole(lines[i].text)
        ):
            kinds[i] = FurnitureKind.RUNNING_HEAD
