"""Find what relations are read from: paragraphs, table rows, and the entries of clean-up lists with what their heading decides.

一、废止的文件 / 1.《旧办法》（岚政发〔2010〕3号） → a passage whose list heading is 一、废止的文件, and the relation repeals.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.effects import read_effect
from ingest.model import ComponentRole, DocumentReference, Mention, Relation, RelationKind, Span
from ingest.rules import table
from ingest.segment.components import Outline
from ingest.segment.labels import BULLETS
from ingest.segment.paragraphs import Form, Paragraph
from ontology.titles import folded

_Reference = Mention[DocumentReference]

MARKER = table("references")["passage-number"].pattern
_REACH = 240  # code points at a paragraph's end that may lead to a list
_LONGEST_ENTRY = 2000  # code points of a clean-up list's entry that are quoted


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a table row.

    opens: a document states its grounds here (heading, preamble, first article). list_heading: the heading above a row.
    history: the note under a law's heading (题注), whose acts made and amended the law itself.
    matters: a row of a table of matters (事项名称, 设定依据), which names documents as their grounds and judges none.
    restated: a paragraph of the text that an amending decision prints anew; what it once ended is not ended by the decision.
    """

    span: Span
    opens: bool
    list_heading: str = ""
    row: bool = False
    history: bool = False
    matters: bool = False
    restated: bool = False


def passages(paragraphs: Sequence[Paragraph], plan: Outline) -> Iterator[Passage]:
    """Return the paragraphs that relations are read from; an entry of a clean-up list that takes several lines is one passage.

    A part states its grounds in its heading, in the paragraphs before its first numbered clause, and in its first article.
    """
    opening = table("references")["first-provision"]
    for part in plan.parts:
        if part.role is ComponentRole.IMPRINT:
            continue
        annex = part.role is ComponentRole.ANNEX
        grounds, heading, i = True, part.title if annex else "", part.start
        matters = False
        while i < part.end:
            paragraph = paragraphs[i]
            row, stop = paragraph.form is Form.ROW, i + 1
            clause = paragraph.form is Form.NUMBERED and not paragraph.text.startswith(BULLETS)
            if i >= part.body and clause and not opening.start(paragraph.text):
                grounds = False
            listed = row or annex
            if row and (i == part.start or paragraphs[i - 1].form is not Form.ROW):
                matters = of_matters(paragraph.text)
            if i >= part.body and not row and (lead := _leads(paragraph.text)):
                heading = lead
            elif i >= part.body and heading and not listed:
                stop = _entry_end(paragraphs, i, part.end)
                listed = stop > i
                if not listed and judged(heading) is not RelationKind.AMENDS:
                    heading = ""  # the changes to a document are printed between its title and the next one
                stop = max(stop, i + 1)
            yield Passage(
                Span(paragraph.span.start, paragraphs[stop - 1].span.end),
                (grounds and not annex) or i in part.heading,
                heading if listed and not (row and matters) else "",
                row,
                paragraph.form is Form.HISTORY,
                row and matters,
                part.restated,
            )
            i = stop


def _leads(text: str) -> str:
    """Return the words above a clean-up list that judge its entries: a heading, or the end of a sentence that leads to the list."""
    if len(text) <= 60 and not text.endswith(("。", "；", ";", "，")) and judged(text) and not _is_entry(text):
        return text
    lead = table("references")["clean-up-lead"].find(text[-_REACH:])
    return lead[0] if lead and judged(lead[0]) else ""


def _is_entry(text: str) -> bool:
    rules = table("references")
    return any(rules[name].whole(text) for name in ("clean-up-entry", "clean-up-numbers", "clean-up-title"))


def _entry_end(paragraphs: Sequence[Paragraph], i: int, end: int) -> int:
    """Return where the entry of a clean-up list ends that begins at `i`; `i` if none begins there. Its issuer and number may be on
    lines below its title, each behind a label (发文单位：… 文号：…)."""
    if len(paragraphs[i].text) > _LONGEST_ENTRY // 4:
        return i
    rules = table("references")
    if rules["clean-up-entry"].whole(paragraphs[i].text) or rules["clean-up-numbers"].whole(paragraphs[i].text):
        return i + 1
    label, at = table("labels")["line"], i + 1
    while at < end and at - i <= _LABELS and label.start(paragraphs[at].text):
        at += 1
    if at > i + 1 and not label.start(paragraphs[i].text):
        return at
    return i + 1 if rules["clean-up-title"].whole(paragraphs[i].text) else i


_SURE = 8  # characters of a cell that is a title though it ends in no kind of document
_LABELS = 6  # lines with labels below an entry's title


# --- clean-up lists ------------------------------------------------------------------------------------------------

_JUDGED = (
    ("clean-up-valid", RelationKind.CONFIRMS_VALID),
    ("clean-up-expired", RelationKind.DECLARES_EXPIRED),
    ("clean-up-repealed", RelationKind.REPEALS),
    ("clean-up-amended", RelationKind.AMENDS),
    ("clean-up-extended", RelationKind.EXTENDS_VALIDITY),
)


def of_matters(said: str) -> bool:
    """Test whether a heading or the head of a table is about matters, and not about documents."""
    rules = table("references")
    return rules["clean-up-matters"].find(said) is not None and rules["clean-up-documents"].find(said) is None


def judged(heading: str) -> RelationKind | None:
    """Return what the heading of a clean-up list decides about its entries; None for other headings, for intentions (拟废止) and for
    several decisions."""
    rules = table("references")
    if not rules["clean-up-heading"].find(heading) or rules["clean-up-intended"].find(heading):
        return None
    if of_matters(heading):
        return None
    found = [kind for name, kind in _JUDGED if rules[name].find(heading)]
    return found[0] if len(found) == 1 else None


def listed(text: str, passage: Passage, mentions: Sequence[_Reference]) -> list[Relation]:
    """Return the relations of one entry of a clean-up list: one document, whose title is in a cell or beside its number, without marks,
    or several numbers. A table may judge each row in a cell of its own."""
    entry = passage.span.slice(text).rstrip("\n")
    spoken = not passage.row and len(entry) <= _LONGEST_ENTRY and table("references")["clean-up-judged"].whole(entry)
    decided = _verdict(entry) if passage.row else _decision([entry[entry.rindex("》") :]]) if spoken else None
    kind = decided if spoken else judged(passage.list_heading) or decided
    if kind is None:
        return []
    quote = Span(passage.span.start, min(passage.span.end, passage.span.start + _LONGEST_ENTRY))
    if spoken or (not passage.row and table("references")["clean-up-numbers"].whole(entry)):
        targets = [(mention.value, mention.span) for mention in mentions]
    else:
        target = _entry(entry, mentions)
        targets = [(target, quote)] if target else []
    effect = read_effect(kind, "clean-up", "", entry[:_LONGEST_ENTRY], passage.list_heading)
    return [Relation(kind, target, span, quote, "references.clean-up", effect=effect) for target, span in targets]


def _verdict(row: str) -> RelationKind | None:
    """Return what the only cell with nothing but a verdict decides (废止, 继续有效). A proposal (拟修改) only cites."""
    rules, printed = table("references"), [cell.strip() for cell in row.split("\t")]
    if any(rules["clean-up-open"].whole(cell) for cell in printed):
        return RelationKind.CITES
    cells = [cell for cell in printed if rules["clean-up-verdict"].whole(cell)]
    return _decision(cells)


def _decision(cells: Sequence[str]) -> RelationKind | None:
    """Return what the only cell decides; None where there are several, or it decides two things."""
    rules = table("references")
    found = [kind for name, kind in _JUDGED for cell in cells if rules[name].find(cell)]
    if (
        len(cells) == 1
        and rules["clean-up-stands"].find(cells[0])
        and (not found or RelationKind.CONFIRMS_VALID in found)
    ):
        found = [RelationKind.CONFIRMS_VALID]  # 修改后继续有效 too: another act amends it, this one keeps it valid
    return found[0] if len(cells) == 1 and len(found) == 1 else None


def _entry(entry: str, mentions: Sequence[_Reference]) -> DocumentReference | None:
    number = next((m.value.number for m in mentions if m.value.number), None)
    if "\t" in entry:
        cells = [cell.strip() for cell in entry.split("\t")]
        kinds = table("headings")["title-end"]
        named = [cell for cell in cells if re.search("[一-鿿]{4}", cell) and "〔" not in cell]
        titles = [cell for cell in named if kinds.find(cell.rstrip("》"))]  # 渡口办法 is short, and a title by its end
        if number is not None and not titles:
            titles = [cell for cell in named if len(folded(cell)) >= _SURE]
        title = max(titles, key=len, default=None)
    else:
        line, _, below = entry.partition("\n")
        rules = table("references")
        if rules["clean-up-own-verb"].start(line):
            return None
        match, alone = (rules[name].whole(line[:_LONGEST_ENTRY]) for name in ("clean-up-entry", "clean-up-title"))
        if match:
            title = match["title"] or match["behind"] or match["front"]
        elif below:
            title = MARKER.sub("", line, count=1)
        else:
            title = (alone["marked"] or alone["plain"]) if alone else None
    if number is None and (title is None or "\n" in entry):
        return None
    title = title.strip(" ，,；;。") if title else title
    if title and title.startswith("《") and title.endswith("》") and title.count("《") == 1:
        title = title[1:-1]
    return DocumentReference(title, number, None)
