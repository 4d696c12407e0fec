"""A Word draft with the remarks as comments at their words. The words of the draft are never changed.

A comment hangs on whole runs, so a run is split at the place. All comments of ours are taken out first: run again, nothing is there
twice. Word allows no comments in heads, feet and text boxes: such remarks are returned, and listed by the caller.
"""

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import UTC, datetime

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from check.model import Remark
from check.rules import draft_rules
from ingest.model import Source
from ingest.model.native import InPart, overlapping
from ingest.model.span import Span

AUTHOR, INITIALS = "政脉核稿", "政脉"
_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""No clock in an artefact: the same draft gives the same file."""
_MAIN = "word/document.xml"


class CommentError(ValueError):
    """A file cannot take comments; the message says why."""


def with_comments(data: bytes, source: Source, remarks: Sequence[Remark], language: str) -> tuple[bytes, list[Remark]]:
    """Return the docx with comments, and the remarks for which Word allows none. Raises CommentError."""
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:
        raise CommentError(f"Word comments need a docx file: {type(error).__name__}") from error
    _without_ours(document)
    paragraphs = list(document.element.body.iter(qn("w:p")))
    elsewhere = []
    for remark in remarks:
        place = _place(source, remark)
        element = paragraphs[place.paragraph - 1] if place and place.paragraph <= len(paragraphs) else None
        if place is None or element is None or place.part != _MAIN or _boxed(element):
            elsewhere.append(remark)
            continue
        runs = _runs_at(Paragraph(element, document._body), _words(source, remark, place), remark, source, place)
        if not runs:
            elsewhere.append(remark)
            continue
        rule = draft_rules().get(remark.rule)
        name = rule.name(language) if rule else remark.rule
        comment = document.add_comment([runs[0], runs[-1]], text="", author=AUTHOR, initials=INITIALS)
        comment._comment_elm.set(qn("w:date"), _DAY.strftime("%Y-%m-%dT%H:%M:%SZ"))
        lines = [f"【{name}】{remark.message(language)}"]
        if remark.proposal:
            lines.append(f"{'Proposed' if language == 'en' else '建议'}：{remark.proposal}")
        comment.paragraphs[0].add_run(lines[0])
        for line in lines[1:]:
            comment.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), elsewhere


def drawn_up(source: Source) -> tuple[bytes, Source]:
    """Return a text as a docx, a line a paragraph, and the source that has its words in these paragraphs."""
    from ingest.read.files import load

    document = docx.Document()
    for line in source.text.split("\n"):
        document.add_paragraph("".join(char for char in line if char >= " " or char == "\t"))
    out = io.BytesIO()
    document.save(out)
    data = out.getvalue()
    return data, load(data, source.name).source


def _place(source: Source, remark: Remark) -> InPart | None:
    """Return the paragraph in which a remark's words begin."""
    span = Span(remark.start, max(remark.end, remark.start + 1))
    pieces = sorted(overlapping(source.pieces, span), key=lambda piece: piece.generated)
    # A number that Word makes itself (四、) has no run: its paragraph is marked.
    place = next((piece.place for piece in pieces), None)
    return place if isinstance(place, InPart) else None


def _words(source: Source, remark: Remark, place: InPart) -> str:
    """Return the remark's words as far as they are in its first paragraph."""
    span = Span(remark.start, max(remark.end, remark.start + 1))
    low, high = remark.end, remark.start
    for piece in overlapping(source.pieces, span):
        if piece.place == place and not piece.generated:
            low, high = min(low, max(piece.start, remark.start)), max(high, min(piece.end, remark.end))
    return source.text[low:high]


def _offset(source: Source, remark: Remark, place: InPart, words: str) -> int:
    """Return how often the words occur in the paragraph before the remark's own."""
    before = "".join(
        source.text[piece.start : min(piece.end, remark.start)]
        for piece in source.pieces
        if piece.place == place and not piece.generated and piece.start < remark.start
    )
    return before.count(words)


def _runs_at(paragraph: Paragraph, words: str, remark: Remark, source: Source, place: InPart) -> list[Run]:
    """Return the runs that hold just the words, split where they begin and end; none where the paragraph does not have them."""
    runs = [
        Run(element, paragraph)
        for element in paragraph._p.iter(qn("w:r"))
        if isinstance(element, CT_R) and not _boxed(element)
    ]
    text = "".join(run.text for run in runs)
    at = -1
    for _ in range(_offset(source, remark, place, words) + 1 if words else 0):
        at = text.find(words, at + 1)
        if at < 0:
            break
    if at < 0:
        # The whole paragraph, where the reader folded its words: the remark is never lost.
        return [run for run in runs if run.text] if text.strip() else []
    return list(_split(runs, at, at + len(words)))


def _split(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    at = 0
    for run in runs:
        text = run.text
        low, high = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if low >= high or not text:
            continue
        if not _plain(run):
            yield run
            continue
        if high < len(text):
            _behind(run, text[high:])
        if low > 0:
            middle = _behind(run, text[low:high])
            _put(run, text[:low])
            yield middle
        else:
            _put(run, text[:high])
            yield run


def _plain(run: Run) -> bool:
    """Test whether a run contains nothing but text, so that it can be split."""
    return all(child.tag in (qn("w:rPr"), qn("w:t")) for child in run._r)


def _behind(run: Run, text: str) -> Run:
    other = deepcopy(run._r)
    run._r.addnext(other)
    new = Run(other, run._parent)
    _put(new, text)
    return new


def _put(run: Run, text: str) -> None:
    for child in list(run._r):
        if child.tag == qn("w:t"):
            run._r.remove(child)
    word = etree.SubElement(run._r, qn("w:t"))
    word.text = text
    word.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _boxed(element: etree._Element) -> bool:
    return any(parent.tag == qn("w:txbxContent") for parent in element.iterancestors())


def _without_ours(document: WordDocument) -> None:
    """Take out the comments of our author with their marks in the text."""
    ours = {str(comment.comment_id) for comment in document.comments if comment.author == AUTHOR}
    if not ours:
        return
    for mark in list(
        document.element.body.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:commentReference"))
    ):
        if mark.get(qn("w:id")) not in ours:
            continue
        run = mark.getparent()
        if run is None:
            continue
        run.remove(mark)
        if mark.tag == qn("w:commentReference") and not [c for c in run if c.tag != qn("w:rPr")]:
            above = run.getparent()
            if above is not None:
                above.remove(run)
    for element in list(document.part._comments_part.element):
        if element.get(qn("w:id")) in ours:
            document.part._comments_part.element.remove(element)
