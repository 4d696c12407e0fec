"""Compare a document with itself: gaps in its numbering, own articles that it does not have, words that it was shortened."""

import re
from collections.abc import Iterator, Sequence

from ingest.model import Clause, Component, Document, Issue, IssueSeverity, Level, Span
from ingest.read.normalize import NormalizedText
from ingest.rules import table
from ingest.segment.clauses import numeral

_COUNTED = ("chapter", "article", "outline", "bracketed")
"""The kinds of number that are checked for gaps: lists of Arabic numbers restart and nest too freely."""
_RUN_IN = re.compile("[。\\n][ ]?第([零〇一二三四五六七八九十百千\\d]{1,7})条")
"""Where an article begins inside a paragraph, because a page lost its line ends."""
_FEWEST = 3
"""How many numbered articles a text must have before an article is missed in it."""


def inner_issues(document: Document, normalized: NormalizedText) -> Iterator[Issue]:
    """Report gaps in the numbering, own articles and paragraphs that the text does not have, and words that it was shortened.

    A text that says that it was shortened has gaps by its own account, and only that is reported. Linear in the text's length.
    """
    text = normalized.text
    shortened = table("inner")["shortened"].pattern.search(text, document.span.start, document.span.end)
    if shortened:
        span = normalized.to_source(Span(*shortened.span()))
        words = shortened[0].strip("（）()")
        yield Issue(
            "text-shortened",
            f"the source says that it does not print the whole text: {words}",
            f"来源注明文字不全：{words}",
            IssueSeverity.INFO,
            span,
            document.ordinal,
        )
        return
    for component in document.components:
        for before, after, missing in _gaps(component, text):
            yield Issue(
                "numbering-gap",
                f"“{before.marker}” is followed by “{after.marker}”: {missing} is missing",
                f"“{before.marker}”之后是“{after.marker}”，缺{missing}",
                IssueSeverity.WARNING,
                normalized.to_source(Span(after.own.start, after.own.start + len(after.marker))),
                document.ordinal,
            )
        for span, has_en, has_zh in _absent(component, document.components, text):
            yield Issue(
                "own-provision-absent",
                f"the text names its own “{span.slice(text)}”, which it does not have ({has_en})",
                f"文中提到“{span.slice(text)}”，但{has_zh}",
                IssueSeverity.WARNING,
                normalized.to_source(span),
                document.ordinal,
            )


def _numbers(component: Component) -> Iterator[tuple[Clause, str, int]]:
    """Return the numbered clauses with kind and number, in printed order."""
    for clause in component.clauses:
        for kind, rule in table("markers").items():
            if clause.marker and (match := rule.start(f"{clause.marker} ")):
                value = numeral(next((group for group in match.groups() if group), ""))
                if value is not None:
                    yield clause, kind, value
                break


def _gaps(component: Component, text: str) -> Iterator[tuple[Clause, Clause, str]]:
    """Return the clauses on both sides of each gap, and what is missing between them.

    Articles are numbered through, all else below its parent. Where the missing number is printed after all, inside the text
    before the gap, the reading lost it and nothing is missing.
    """
    last: dict[tuple[str | None, str], tuple[Clause, int]] = {}
    for clause, kind, value in _numbers(component):
        if kind not in _COUNTED:
            continue
        if text.startswith(("项", "款", "目", "条"), clause.own.start + len(clause.marker)):
            continue  # a line that begins in the middle of a reference: 第（五）、|（十二）项
        scope = ("" if kind in ("article", "chapter") else clause.parent, kind)
        known = last.get(scope)
        last[scope] = clause, value
        if known is None or value <= known[1] + 1:
            continue
        before, number = known
        lost = before.marker.replace(_written(before.marker), _chinese(number + 1), 1)
        if lost in text[before.own.start : clause.own.start]:
            continue
        end = clause.marker.replace(_written(clause.marker), _chinese(value - 1), 1)
        yield before, clause, lost.strip("、") if value == number + 2 else f"{lost.strip('、')}—{end.strip('、')}"


def _written(marker: str) -> str:
    """The number in a marker: `第三条` → `三`."""
    return "".join(c for c in marker.partition("条")[0] if numeral(c) is not None or c in "十百千")


def _chinese(number: int) -> str:
    """A number below 10,000 as markers print it: 21 → 二十一."""
    digits, out, zero = "零一二三四五六七八九", "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if zero and out else "") + digits[digit] + name
            zero = False
        else:
            zero = True
    return out.removeprefix("一") if out.startswith("一十") else out


def _absent(component: Component, components: Sequence[Component], text: str) -> Iterator[tuple[Span, str, str]]:
    """Return where the component names an own article or paragraph that neither it nor another part has, with what there is."""
    if component.span is None:
        return
    texts = [part for part in components if part.span is not None]
    articles = {id(part): _articles(part) for part in texts}
    own = articles[id(component)]
    holders = [own] if len(own) >= _FEWEST else [known for known in articles.values() if len(known) >= _FEWEST]
    if not holders:
        return
    run_in = {numeral(match[1]) for match in _RUN_IN.finditer(text, component.span.start, component.span.end)}
    seen: set[tuple[int, int]] = set()
    for match in table("inner")["own-article"].pattern.finditer(text, component.span.start, component.span.end):
        article, paragraph = numeral(match["article"]), numeral(match["paragraph"] or "")
        if article is None or (article, paragraph or 0) in seen:
            continue
        seen.add((article, paragraph or 0))
        if not any(article in known for known in holders):
            if article in run_in:
                continue
            most = max(max(known) for known in holders)
            last = f"第{_chinese(most)}条"
            has = (
                ("its last is " + last, f"全文到{last}为止")
                if article > most
                else ("it has a gap there", "文中没有这一条")
            )
            yield Span(*match.span()), *has
        elif paragraph and not any(paragraph <= known.get(article, 0) for known in holders):
            count = max(known.get(article, 0) for known in holders)
            yield Span(*match.span()), f"paragraphs of that article: {count}", f"该条只有{_chinese(count)}款"


def _articles(component: Component) -> dict[int, int]:
    """The articles of a component by number, each with the count of its paragraphs (款)."""
    found: dict[int, int] = {}
    by_eid: dict[str, int] = {}
    for clause, kind, value in _numbers(component):
        if kind == "article" and "之" not in clause.marker:
            found.setdefault(value, 1)
            by_eid[clause.eid] = value
    for clause in component.clauses:
        if clause.level is Level.PARAGRAPH and clause.parent in by_eid:
            found[by_eid[clause.parent]] += 1
    return found
