"""Elements that a document of its kind needs: addressee, signature, day of signing, entry into force, term of validity."""

from collections.abc import Iterator

from check.checked import DraftSubject
from check.model import Note
from check.patterns import patterns
from ingest.model import Field, Span
from ingest.rules import table
from ingest.segment.paragraphs import Form
from ontology.kinds import Kinds
from ontology.places import Places

# 党政机关公文处理工作条例 第八条, 第九条: which kinds are addressed, and which are signed.
_ADDRESSED = frozenset({"通知", "通报", "请示", "报告", "批复", "函"})
_SIGNED = _ADDRESSED | {"决定", "意见", "公告", "通告"}
_RULES = frozenset({"办法", "规定", "细则", "条例"})
_TERMED = frozenset({"办法", "规定", "细则"})


def missing_parts(subject: DraftSubject) -> Iterator[Note]:
    """Elements that the kind of the document asks for and that are not printed."""
    document, head = subject.document, _head(subject)
    kind = str(next(iter(subject.draft.values(Field.KIND)), ""))
    if kind == "报告" and table("headings")["on"].find(subject.title) is None:
        return  # a speech before a congress
    if kind in _ADDRESSED and document.first(Field.ADDRESSEE) is None:
        yield _note(head, "主送机关", "the addressee (主送机关)")
    if _is_enacted(subject):
        return
    if kind in _SIGNED:
        if document.first(Field.SIGNED) is None:
            yield _note(head, "成文日期", "the day of signing (成文日期)")
        if not _signature(subject) and not _is_dated_below_heading(subject):
            yield _note(head, "发文机关署名", "the signature (发文机关署名)")
    rules = [(title, at) for title, at in _instruments(subject, kind) if _kind(title) in _RULES]
    if rules and document.first(Field.EFFECTIVE) is None and patterns()["entry"].find(_words(subject)) is None:
        yield _note(rules[0][1], "施行日期", "the day of entry into force (施行日期)")
    local = document.place is not None and not _is_state(document.place)
    by_order = kind == "令" or not document.number or document.number.year is None
    termed = [at for title, at in rules if _kind(title) in _TERMED]
    if termed and local and not by_order and document.first(Field.EXPIRES) is None:
        entry = document.first(Field.EFFECTIVE)
        yield _note(entry.span if entry else termed[0], "有效期", "the term of validity (有效期)")


def _is_enacted(subject: DraftSubject) -> bool:
    """Test for the text of a law with the note under its heading (题注): it has neither signature nor addressee, and the note gives its
    days."""
    elements = subject.draft.elements
    return any(elements.paragraphs[i].form is Form.HISTORY for i in elements.head())


def _words(subject: DraftSubject) -> str:
    return subject.document.span.slice(subject.text)


def _note(span: Span, zh: str, en: str) -> Note:
    return Note("part-missing", span, f"未见{zh}", f"{en} is not printed")


def _head(subject: DraftSubject) -> Span:
    title = subject.document.first(Field.TITLE)
    if title is not None:
        return title.span
    start = subject.document.span.start
    return Span(start, min(subject.document.span.end, start + 30))


def _signature(subject: DraftSubject) -> bool:
    """Test whether bodies' names are above the day of signing; where no day is printed, alone in a line behind the text."""
    elements, signature = subject.draft.elements, subject.draft.elements.outline.signature
    if not signature:
        return subject.document.first(Field.SIGNED) is None and _is_named_below(subject)
    words = elements.span(signature).slice(subject.text)
    return any(
        "\u3400" <= char <= "\u9fff"
        for char in words.replace("年", "").replace("月", "").replace("日", "").strip("〇零一二三四五六七八九十 \n")
    )


def _is_named_below(subject: DraftSubject) -> bool:
    """Test for a line behind the first sentence that contains a body's name and nothing else."""
    text, began = subject.text, subject.text.find("。", subject.document.span.start)
    for mention in subject.draft.mentions.agencies:
        span = mention.span
        line = text[text.rfind("\n", 0, span.start) + 1 : span.end] + text[span.end :].partition("\n")[0]
        if 0 <= began < span.start and line.strip() == span.slice(text):
            return True
    return False


def _is_dated_below_heading(subject: DraftSubject) -> bool:
    """Test for the day in brackets below a heading that names the issuer: 中共岚州市委关于…的意见（2018年9月8日）. Such a document has no
    signature."""
    signed = subject.document.first(Field.SIGNED)
    if signed is None or subject.text[max(0, signed.span.start - 1) : signed.span.start + 1].strip("\n")[:1] not in (
        "（",
        "(",
    ):
        return False
    return "。" not in subject.text[subject.document.span.start : signed.span.start]


def _instruments(subject: DraftSubject, kind: str) -> Iterator[tuple[str, Span]]:
    """Yield the title of each printed text that sets rules, with its place: what is carried, or the document itself."""
    carried = list(subject.instruments())
    yield from carried
    if not carried and kind in _RULES:
        yield subject.title, _head(subject)


def _kind(title: str) -> str:
    kind = Kinds.load().of_heading(title)
    return kind.name if kind is not None else ""


def _is_state(place: str) -> bool:
    found = Places.load().by_code(place)
    return found is not None and found.level == "state"
