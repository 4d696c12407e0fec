"""Report what a reader of a document would miss: elements that are not printed, text that belongs to no document."""

from collections.abc import Iterator, Sequence

from ingest.model import Component, ComponentRole, Document, Field, Issue, IssueSeverity, Level, Span, UnreadSpan
from ingest.read.normalize import NormalizedText
from ingest.resolve.provisions import NamedProvisions
from ingest.rules import table
from ingest.segment.labels import Label
from ingest.segment.paragraphs import Paragraph
from ontology.acts import act_words
from ontology.traditional import has_traditional, is_traditional


def leftover_issue(paragraphs: Sequence[Paragraph], normalized: NormalizedText) -> Issue:
    """Report consecutive paragraphs that belong to no document."""
    return Issue(
        "unattributed-text",
        f"{len(paragraphs)} paragraphs belong to no published document: {paragraphs[0].text[:30]}…",
        f"有 {len(paragraphs)} 段文字不属于任何公布的文件：{paragraphs[0].text[:30]}……",
        IssueSeverity.INFO,
        _printed_at(paragraphs, normalized),
    )


def repeated_issue(paragraphs: Sequence[Paragraph], normalized: NormalizedText) -> Issue:
    """Report consecutive paragraphs that print a document of the source once more; it is read once."""
    return Issue(
        "printed-twice",
        f"a document is printed once more and read once: {paragraphs[0].text[:30]}…",
        f"同一文件重复刊载，只读取一次：{paragraphs[0].text[:30]}……",
        IssueSeverity.INFO,
        _printed_at(paragraphs, normalized),
    )


def _printed_at(paragraphs: Sequence[Paragraph], normalized: NormalizedText) -> Span:
    """Return the span in the source of consecutive paragraphs."""
    return normalized.to_source(Span(paragraphs[0].span.start, paragraphs[-1].span.end))


_GROUPS_ZH = {
    "agencies": "机关",
    "duties": "义务",
    "sanctions": "处罚",
    "parties": "责任单位",
    "references": "引用文件",
    "provisions": "条款",
    "deadlines": "时限",
    "validity": "有效期",
}


def unread_issue(unread: UnreadSpan, ordinal: int, normalized: NormalizedText) -> Issue:
    """Report a span that a component has marked and that cannot be parsed. ordinal: of its document."""
    printed = unread.span.slice(normalized.text)[:30]
    return Issue(
        "unread-span",
        f"a component marks “{printed}” in the group {unread.group}, where it cannot be parsed",
        f"组件将“{printed}”标为{_GROUPS_ZH[unread.group]}，但无法解析",
        IssueSeverity.WARNING,
        normalized.to_source(unread.span),
        ordinal,
    )


def table_issue(span: Span, ordinal: int, normalized: NormalizedText) -> Issue:
    """Report a table, or a row of one, that assigns work and gave no task."""
    printed = span.slice(normalized.text)[:40].replace("\t", " ").replace("\n", " ")
    return Issue(
        "table-unread",
        f"a table tells what is to be done, and no task could be read from it: {printed}…",
        f"表格中有工作任务，但未能读出：{printed}……",
        IssueSeverity.WARNING,
        normalized.to_source(span),
        ordinal,
    )


def undated_issue(span: Span, ordinal: int, normalized: NormalizedText) -> Issue:
    """Report a time limit whose year is unknown."""
    printed = span.slice(normalized.text)[:30]
    return Issue(
        "limit-undated",
        f"“{printed}” looks like a time limit, and nothing tells its year; it is not read",
        f"“{printed}”似为时限，但无从得知年份，未读取",
        IssueSeverity.WARNING,
        normalized.to_source(span),
        ordinal,
    )


_NAMED = {
    "provision-open": (
        IssueSeverity.INFO,
        "the text does not tell which provision “{}” is",
        "原文未表明“{}”是哪一文件的哪一条款",
    ),
    "provision-unread": (IssueSeverity.WARNING, "no text has a provision “{}”", "“{}”不可能是条款的序号"),
    "provision-range": (
        IssueSeverity.WARNING,
        "the range “{}” names too many provisions; only its ends are kept",
        "“{}”所列条款过多，只保留首尾",
    ),
    "range-reversed": (IssueSeverity.WARNING, "the range “{}” ends before it begins", "“{}”的起点在终点之后"),
}


def provision_issues(named: NamedProvisions, ordinal: int, normalized: NormalizedText) -> Iterator[Issue]:
    """Report provisions that the text does not identify, impossible numbers, and ranges that are too wide or end before
    they begin."""
    found = {
        "provision-open": named.open,
        "provision-unread": named.unread,
        "provision-range": named.wide,
        "range-reversed": list(dict.fromkeys(named.reversed)),
    }
    for code, spans in found.items():
        severity, en, zh = _NAMED[code]
        for span in spans[:_MOST_NAMED]:
            printed = span.slice(normalized.text)[:30]
            yield Issue(code, en.format(printed), zh.format(printed), severity, normalized.to_source(span), ordinal)


_MOST_NAMED = 200  # issues of one code and document


def label_issue(label: Label, printed: str, ordinal: int, normalized: NormalizedText) -> Issue:
    """Report a label above a document that differs from its text, or says that the document is no longer in force (printed empty)."""
    told = f"{label.name}：{label.value}"
    return Issue(
        "label-differs" if printed else "label-ended",
        f"the block of labels says “{told}”, the text “{printed}”"
        if printed
        else f"the page says of the document “{told}”",
        f"网页标签为“{told}”，正文为“{printed}”" if printed else f"网页标签称该文件“{told}”",
        IssueSeverity.WARNING if printed else IssueSeverity.INFO,
        normalized.to_source(label.span),
        ordinal,
    )


def traditional_issue(normalized: NormalizedText) -> list[Issue]:
    """Report a text in traditional characters: one wholly in them is converted to simplified ones, a mixed one is read as it is."""
    text = normalized.source.text
    if not has_traditional(text):
        return []
    if is_traditional(text):
        english = (
            "the text is in traditional characters; it is read, and its titles and names are given, in simplified ones"
        )
        return [
            Issue(
                "traditional-characters",
                english,
                "文本为繁体字，按简体字读取，标题和名称以简体字给出",
                IssueSeverity.INFO,
            )
        ]
    english = "parts of the text are in traditional characters; numbers, references and duties in them are mostly not recognised"
    return [
        Issue(
            "traditional-characters",
            english,
            "文本部分为繁体字，其中的文号、引用和义务大多无法识别",
            IssueSeverity.WARNING,
        )
    ]


def document_issues(document: Document, normalized: NormalizedText) -> list[Issue]:
    """Report elements that the document does not print, and parts that it names and does not print."""
    title = document.first(Field.TITLE)
    label = str(document.number or (title.value if title else f"#{document.ordinal}"))
    head = Span(document.span.start, min(document.span.end, document.span.start + 40))
    at = normalized.to_source(head)

    def issue(code: str, en: str, zh: str, severity: IssueSeverity) -> Issue:
        return Issue(code, f"{label}: {en}", f"{label}：{zh}", severity, at, document.ordinal)

    missing = {
        Field.NUMBER: ("no-number", "no document number is printed", "未见发文字号", IssueSeverity.INFO),
        Field.TITLE: ("no-heading", "no heading is printed", "未见标题", IssueSeverity.WARNING),
        Field.ISSUER: ("no-issuer", "no issuing body is printed", "未见发文机关", IssueSeverity.WARNING),
        Field.SIGNED: ("no-date", "no date of signature is printed", "未见成文日期", IssueSeverity.WARNING),
    }
    found = [issue(*report) for field, report in missing.items() if document.first(field) is None]
    for part in document.components:
        if part.span is None and not _is_the_text(part, document, normalized.text):
            role_zh = "附件" if part.role is ComponentRole.ANNEX else "所发文件"
            en = f"{part.role} is named but not printed: {part.title}"
            found.append(issue("not-printed", en, f"{role_zh}仅列名称、未刊载正文：{part.title}", IssueSeverity.INFO))
    return found


def _is_the_text(part: Component, document: Document, text: str) -> bool:
    """Test whether a document's own numbered clauses may be what its heading issues: 关于印发2025年渡口补贴标准的通知, 一、… What a
    document forwards is another's text, and so is what it names in 《》 or issues to its addressees beside its own requirements."""
    main = document.components[0]
    if part.role is not ComponentRole.INSTRUMENT or main.span is None:
        return False
    own = main.span.slice(text)
    apart = any(f"《{part.title}" in words for words in (main.title, own)) or table("headings")["handing-on"].find(own)
    numbered = any(clause.marker and clause.level is not Level.PARAGRAPH for clause in main.clauses)
    return numbered and not apart and act_words("forwards").find(main.title) is None
