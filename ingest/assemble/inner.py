"""Compare a document with itself: gaps in its numbering, own articles that it does not have, words that it was shortened."""

from collections.abc import Iterator

from ingest.assemble.absent import absent
from ingest.model import Clause, Component, Document, Issue, IssueSeverity, Span
from ingest.read.normalize import NormalizedText
from ingest.rules import table
from ontology.numbers import chinese, numeral

_COUNTED = ("chapter", "article", "outline", "bracketed")
"""The kinds of number that are checked for gaps: lists of Arabic numbers restart and nest too freely."""


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
    for span, has_en, has_zh in absent(document, text):
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
    before the gap, the reading lost it and nothing is missing. Nor is it where an amendment prints the articles that it inserts
    (增加一条，内容如下：): those bear the numbers of the text that is amended.
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
        lost = before.marker.replace(_written(before.marker), chinese(number + 1), 1)
        between = text[before.own.start : clause.own.start]
        if lost in between or table("inner")["inserted"].pattern.search(between):
            continue
        end = clause.marker.replace(_written(clause.marker), chinese(value - 1), 1)
        yield before, clause, lost.strip("、") if value == number + 2 else f"{lost.strip('、')}—{end.strip('、')}"


def _written(marker: str) -> str:
    """Return the number in a marker: `第三条` → `三`."""
    return "".join(c for c in marker.partition("条")[0] if numeral(c) is not None)
