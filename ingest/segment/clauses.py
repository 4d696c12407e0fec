"""Build the clause tree of a component: 编章节条款项目, 一、（一）1.（1）①, ——, tables. eIds as in Akoma Ntoso.

Levels nest by the order in which their numbers appear: a number of a kind that is open closes everything below that kind,
any other number opens a level below. Children tile their parent behind its own text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.model import Clause, Level, Span
from ingest.rules.starts import starting
from ingest.segment.paragraphs import Form, Paragraph
from ontology.levels import LEVELS
from ontology.numbers import numeral

_ABBREVIATIONS = {Level(level): abbreviation for abbreviation, level in LEVELS.items()}
_LEVELS = {
    marker: (level, _ABBREVIATIONS[level])
    for marker, level in (
        ("part", Level.PART),
        ("chapter", Level.CHAPTER),
        ("section", Level.SECTION),
        ("article", Level.ARTICLE),
        ("dash", Level.INDENT),
    )
}
_UPPER = ("part", "chapter", "section", "article")
_SENTENCE = re.compile("[。；：]")
_RUN_IN = re.compile(r"[^。；：，！？]{2,30}。")
_BEFORE_BLANK = re.compile(r"[^。；： ]{4,40} (?=[^ ]{10})")
_BRACKET_HEADING = re.compile(r"^[ ]?[【（(\[]([^】）)\]]{2,20})[】）)\]]")


@dataclass(slots=True)
class _ClauseDraft:
    """A clause under construction. kind: the marker's rule name; end: where its last descendant ends."""

    eid: str
    level: Level
    kind: str
    marker: str
    heading: str
    start: int
    end: int
    parent: "_ClauseDraft | None"
    children: list["_ClauseDraft"] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)


def clauses(
    paragraphs: Sequence[Paragraph],
    start: int,
    end: int,
    body: int,
    *,
    cover: int | None = None,
    close: int | None = None,
    stop: int | None = None,
) -> tuple[Clause, ...]:
    """Build the tree of `paragraphs[start:end]`.

    cover: the first paragraph behind a page's block of labels, if any (before it: one cover page). body: the first paragraph behind
    heading and salutation (before it: one preface). close: the first paragraph of the
    signature (from it: one conclusions), if any. stop: the offset at which the last clause ends, by default that of the
    last paragraph's line end. The top clauses tile from the first paragraph's start to `stop`.
    """
    if start >= end:
        return ()
    stop = paragraphs[end - 1].span.end + 1 if stop is None else stop
    close = end if close is None else close
    root = _ClauseDraft("", Level.PART, "", "", "", paragraphs[start].span.start, stop, None)
    if cover is not None and cover > start:
        _add(root, root, Level.COVER_PAGE, "", paragraphs[start])
        start = cover
    if body > start:
        _add(root, root, Level.PREFACE, "", paragraphs[start])
    _grow(root, paragraphs, body, min(close, end))
    if close < end:
        _add(root, root, Level.CONCLUSIONS, "", paragraphs[max(close, start)])
    return _freeze(root, stop)


def _grow(root: _ClauseDraft, paragraphs: Sequence[Paragraph], low: int, high: int) -> None:
    stack = [root]
    in_table: _ClauseDraft | None = None
    heads = ""  # the kind of number of the headings between articles (二、标的物的交付)
    for at in range(low, high):
        paragraph = paragraphs[at]
        if paragraph.form is Form.ROW:
            if in_table is None:
                in_table = _add(root, stack[-1], Level.TABLE, "", paragraph)
                in_table.end = in_table.start  # its own text is empty: all of it is rows
            _add(root, in_table, Level.ROW, "", paragraph)
            continue
        in_table = None
        kind, marker, number = _marker(paragraph)
        if not kind:
            holder = stack[-1]
            # An unnumbered paragraph behind a point belongs to the article, not to the point.
            while holder.kind in ("bracketed", "arabic", "bracketed-arabic", "circled") and _in_article(holder):
                stack.pop()
                holder = stack[-1]
            _add(root, holder, Level.PARAGRAPH, "", paragraph)
            continue
        if kind not in _UPPER and _leads_to_article(paragraphs, at, high):
            if len(stack) == 1:
                heads = kind
            elif kind == heads:
                stack = [root]
        level, abbreviation = _level(kind, stack)
        while len(stack) > 1 and (any(node.kind == kind for node in stack[1:]) or _ranks_above(kind, stack[-1].kind)):
            popped = stack.pop()
            if popped.kind == kind:
                break
        parent = _host(stack[-1], kind)
        node = _add(root, parent, level, kind, paragraph, marker, number, abbreviation)
        stack.append(node)


def _leads_to_article(paragraphs: Sequence[Paragraph], at: int, high: int) -> bool:
    """Test whether a numbered paragraph is no sentence, and an article follows it."""
    return (
        at + 1 < high
        and not _SENTENCE.search(paragraphs[at].text)
        and _marker(paragraphs[at + 1])[0] == Level.ARTICLE.value
    )


def _in_article(node: _ClauseDraft | None) -> bool:
    while node is not None:
        if node.level is Level.ARTICLE:
            return True
        node = node.parent
    return False


def _ranks_above(kind: str, other: str) -> bool:
    """Test whether one kind of number ranks above another: 编 over 章 over 节 over 条, and each of them over all others."""
    return kind in _UPPER and (other not in _UPPER or _UPPER.index(kind) < _UPPER.index(other))


def _host(node: _ClauseDraft, kind: str) -> _ClauseDraft:
    """Return the parent of a point: the last paragraph (款) of an article that has several, else the node itself."""
    if (
        node.level is Level.ARTICLE
        and node.children
        and node.children[-1].level is Level.PARAGRAPH
        and kind not in _UPPER
    ):
        return node.children[-1]
    return node


def _level(kind: str, stack: list[_ClauseDraft]) -> tuple[Level, str]:
    if kind in _LEVELS:
        return _LEVELS[kind]
    inside = any(node.level is Level.ARTICLE for node in stack)
    level = Level.POINT if inside else Level.LEVEL
    return level, _ABBREVIATIONS[level]


def _marker(paragraph: Paragraph) -> tuple[str, str, str]:
    """Return kind, marker as printed and number of a numbered paragraph (of 第一百二十条之一 `一百二十之一`); empty strings for any
    other."""
    if paragraph.form not in (Form.NUMBERED, Form.PLAIN):
        return "", "", ""
    if (found := starting("markers", paragraph.text)) is None:
        return "", "", ""
    kind, match = found
    return kind, match[0].strip(), "之".join(group for group in match.groups() if group)


def _add(
    root: _ClauseDraft,
    parent: _ClauseDraft,
    level: Level,
    kind: str,
    paragraph: Paragraph,
    marker: str = "",
    number: str = "",
    abbreviation: str = "",
) -> _ClauseDraft:
    abbreviation = abbreviation or _ABBREVIATIONS[level]
    scope = root if level is Level.ARTICLE else parent  # articles are numbered through
    eid = _eid(scope, parent, level, abbreviation, number)
    heading = _heading(paragraph.text, marker, level) if marker else ""
    node = _ClauseDraft(eid, level, kind, marker, heading, paragraph.span.start, paragraph.span.end, parent)
    parent.children.append(node)
    return node


def _eid(scope: _ClauseDraft, parent: _ClauseDraft, level: Level, abbreviation: str, number: str) -> str:
    """Make an eId (AKN naming convention 5.4): `art_3__para_2__point_1`, of 第一百二十条之一 `art_120-1`. A number that is missing or
    taken is replaced by the position."""
    whole, _, inserted = number.partition("之")
    value, sub = numeral(whole), numeral(inserted)
    count = scope.used.get(abbreviation, 0) + 1
    scope.used[abbreviation] = count
    if level is Level.PARAGRAPH and parent.level is Level.ARTICLE and count == 1:
        scope.used[abbreviation] = count = 2  # the article's own text is its first paragraph
    ordinal = (
        ""
        if level in (Level.PREFACE, Level.CONCLUSIONS)
        else f"_{count if value is None else value}" + (f"-{sub}" if sub else "")
    )
    name = abbreviation + ordinal
    taken = f"={name}"
    if taken in scope.used:
        scope.used[taken] += 1
        name = f"{name}-{scope.used[taken]}"
    scope.used.setdefault(taken, 1)
    scope.used.setdefault(f"={name}", 1)
    prefix = "" if scope is not parent or not parent.eid else f"{parent.eid}__"
    return f"{prefix}{name}"


def _heading(text: str, marker: str, level: Level) -> str:
    """Return the heading of a clause: the whole line if it is not a sentence, else the short sentence that leads it."""
    rest = text[text.find(marker) + len(marker) :].strip()
    if level is Level.ARTICLE:
        match = _BRACKET_HEADING.match(rest)
        return match[1] if match else ""
    if level is Level.INDENT:
        return ""
    if not _SENTENCE.search(rest):
        return rest if len(rest) <= 60 and level is not Level.POINT else ""
    # A page that lost its line ends keeps a blank between the heading and its text.
    match = _RUN_IN.match(rest) or _BEFORE_BLANK.match(rest)
    if match and level is not Level.POINT:
        return match[0].rstrip("。 ")
    return ""


def _freeze(root: _ClauseDraft, stop: int) -> tuple[Clause, ...]:
    """Return the finished clauses in document order. Children tile their parent behind its own text."""
    out: list[Clause] = []

    def close(node: _ClauseDraft, end: int, parent: str | None) -> None:
        first = node.children[0].start if node.children else end
        out.append(
            Clause(
                node.eid, node.level, node.marker, node.heading, Span(node.start, end), Span(node.start, first), parent
            )
        )
        close_all(node.children, end, node.eid)

    def close_all(nodes: list[_ClauseDraft], end: int, parent: str | None) -> None:
        ends = [node.start for node in nodes[1:]] + [end]
        for node, after in zip(nodes, ends, strict=False):
            close(node, after, parent)

    close_all(root.children, stop, None)
    return tuple(out)
