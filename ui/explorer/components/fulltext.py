"""Show a document's text: clauses in order, evidence marked, tables as tables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from markupsafe import Markup

from graph.records.card import ClauseNode, DocumentCard, DocumentPart
from graph.records.definitions import Defined
from graph.records.page_provisions import NO_LATER_WORDS, NO_PROVISIONS, PageProvisions, WordsByArticle
from graph.records.references import NO_RELATIONS, Relations
from graph.records.work import NOTHING, Work
from ui.explorer.components.definitions import definition_marks
from ui.explorer.components.evidence import Mark, marked
from ui.explorer.components.facts import where
from ui.explorer.components.markup import escaped, fill, join, trusted
from ui.explorer.components.provisions import beside, provision_marks
from ui.explorer.components.relations import reference_marks
from ui.explorer.components.work import marks as work_marks
from ui.messages import Messages

Marks = Mapping[str, Sequence[Mark]]
"""IRI of a clause → the marks in its text."""
Notes = Mapping[str, Markup]
"""IRI of a clause → what is shown below its own text."""
NO_NOTES: Notes = {}

_DIGIT = r"\s?[\d〇○零一二三四五六七八九十]\s?"
_DATE = re.compile(f"{_DIGIT * 4}年(?:{_DIGIT}){{1,3}}月(?:{_DIGIT}){{1,3}}日")
_NAME = re.compile(r"[^:：。；;,，（(\d]{2,40}")
"""A date on a line of its own, and a line above it that may be the signing name."""


def marks(card: DocumentCard, relations: Relations, work: Work, say: Messages) -> Marks:
    """Return the marks of facts, references, tasks, time limits and duties, by clause."""
    found: dict[str, list[Mark]] = {}
    for fact in card.facts:
        if fact.evidence and fact.evidence.clause:
            mark = Mark(fact.evidence.start, fact.evidence.end, fact.anchor, where(fact, say))
            found.setdefault(fact.evidence.clause, []).append(mark)
    for clause, mark in chain(reference_marks(relations, card.source, say), work_marks(work, say)):
        found.setdefault(clause, []).append(mark)
    return found


def text(
    card: DocumentCard,
    say: Messages,
    relations: Relations = NO_RELATIONS,
    work: Work = NOTHING,
    provisions: PageProvisions = NO_PROVISIONS,
    happened: Notes = NO_NOTES,
    defined: Sequence[Defined] = (),
    as_of: str = "",
    later: WordsByArticle = NO_LATER_WORDS,
) -> Markup:
    """Return the text with its marks, and beside each article who names it. happened: what became of single clauses, shown below them.
    defined: the words that it defines, whose meaning opens in place. as_of: the day that links to other documents keep.
    later: what articles of earlier texts of laws are in the texts of the page's day."""
    found = {clause: list(here) for clause, here in marks(card, relations, work, say).items()}
    named_here = provision_marks(card, provisions, say, as_of, later)
    for clause, mark in chain(named_here, definition_marks(card, defined, say)):
        found.setdefault(clause, []).append(mark)
    named = beside(card, provisions, say, as_of)
    nothing = Markup("")
    notes = {
        clause: join([happened.get(clause, nothing), named.get(clause, nothing)])
        for clause in dict.fromkeys((*happened, *named))
    }
    html = ['<article class="zm-text" lang="zh">']
    for part in card.parts:
        html += _part(part, found, notes, say)
    return trusted("".join([*html, "</article>"]))


def _part(part: DocumentPart, found: Marks, notes: Notes, say: Messages) -> Iterator[str]:
    """Yield the pieces of a part: of a law these are millions of characters, so that they are joined once."""
    head = Markup("")
    if part.role != "main":
        role = say(f"part.{part.role}")
        # Most parts print their title in their own text.
        titled = part.clauses and part.clauses[0].level == "preface"
        title = Markup("") if titled else fill("<h2>{}</h2>", part.title)
        head = fill('<header><span class="zm-tag">{}</span>{}</header>', role, title)
    yield fill('<section id="{}" class="zm-component zm-{}">{}', part.anchor, part.role, head)
    for clause in part.clauses:
        yield from _clause(clause, found, notes)
    if not part.clauses:
        missing = say("document.no_text" if part.role == "main" else "document.named_only")
        yield fill('<p class="zm-quiet">{}</p>', missing)
    yield "</section>"


def _clause(clause: ClauseNode, found: Marks, notes: Notes) -> Iterator[str]:
    if clause.level == "table":
        yield _table(clause, found)
        return
    yield f'<div id="{escaped(clause.anchor)}" class="zm-clause zm-{escaped(clause.level)}">'
    yield _lines(clause, found) if clause.level in ("coverPage", "preface", "conclusions") else _own(clause, found)
    for child in clause.children:
        yield from _clause(child, found, notes)
    yield notes.get(clause.iri, "")
    yield "</div>"


def _trimmed(clause: ClauseNode, found: Marks) -> list[Mark]:
    """Return the clause's marks without leading white space, because white space at the start of a clause is not shown."""
    words = clause.text
    if clause.iri not in found:
        return []
    return [
        _trimmed_mark(mark, words) if words[mark.start : mark.start + 1].isspace() else mark
        for mark in found[clause.iri]
    ]


def _trimmed_mark(mark: Mark, words: str) -> Mark:
    inside = words[mark.start : mark.end]
    return mark._replace(start=mark.start + len(inside) - len(inside.lstrip()))


def _own(clause: ClauseNode, found: Marks) -> Markup:
    """Return the clause's own text without surrounding white space, with its marker and heading set off."""
    start = len(clause.text) - len(clause.text.lstrip())
    end = len(clause.text.rstrip())
    if start >= end:
        return Markup("")
    here = _trimmed(clause, found)
    run_in = _run_in(clause, start)
    lead = fill("<b>{}</b>", marked(clause.text, here, start, run_in)) if run_in else Markup("")
    rest = marked(clause.text, here, max(start, run_in), end)
    return fill('<p class="zm-p{}">{}{}</p>', " zm-head" if clause.heading and clause.children else "", lead, rest)


def _lines(clause: ClauseNode, found: Marks) -> Markup:
    """Return a head or close line by line, as 公文 are set: title centred, addressees left, signature and date right."""
    lines = [(place.start(), place.end()) for place in re.finditer(r"\S.*", clause.text)]
    texts = [clause.text[start:end].strip() for start, end in lines]
    right = _signature(texts) if clause.level == "conclusions" else set()
    here = _trimmed(clause, found)
    return join(
        fill(
            '<p class="zm-p{}">{}</p>',
            " zm-sign" if number in right else " zm-to" if text.endswith((":", "：")) else "",
            marked(clause.text, here, start, end),
        )
        for number, ((start, end), text) in enumerate(zip(lines, texts, strict=True))
    )


def _signature(lines: Sequence[str]) -> set[int]:
    """Return the lines that contain only a date, and the names right above them."""
    signed: set[int] = set()
    for number, line in enumerate(lines):
        if not _DATE.fullmatch(line):
            continue
        signed.add(number)
        for above in range(number - 1, -1, -1):
            if not _NAME.fullmatch(lines[above]) or lines[above].startswith("附件"):
                break
            signed.add(above)
    return signed


def _run_in(clause: ClauseNode, start: int) -> int:
    """Return the end of the marker and heading in the clause's text; 0 where the text does not begin with them."""
    at = start
    for lead in (clause.marker, clause.heading):
        if not lead:
            continue
        position = clause.text.find(lead, at)
        # Anything but white space between them means that the words are part of a sentence.
        if position < 0 or clause.text[at:position].strip():
            break
        at = position + len(lead)
    return at if at > start else 0


def _table(table: ClauseNode, found: Marks) -> Markup:
    rows = [row for row in table.children if row.level == "row"]
    columns = max((row.text.count("\t") + 1 for row in rows), default=1)
    caption = table.text.strip() or table.heading
    head = rows[:1] if len(rows) > 1 and _is_head(rows[0]) else []
    return fill(
        '<div id="{}" class="zm-scroll"><table>{}<thead>{}</thead><tbody>{}</tbody></table></div>',
        table.anchor,
        fill("<caption>{}</caption>", caption) if caption else Markup(""),
        join(_row(row, "th", columns, found) for row in head),
        # A table that runs over a page prints its head again.
        join(
            _row(row, "th" if head and row.text == head[0].text else "td", columns, found) for row in rows[len(head) :]
        ),
    )


def _is_head(row: ClauseNode) -> bool:
    """Test whether a table's first row names its columns: short cells, mostly filled, none beginning with a digit."""
    cells = [cell.strip() for cell in row.text.split("\t")]
    filled = [cell for cell in cells if cell]
    return 2 * len(filled) > len(cells) and not any(cell[0].isdigit() or len(cell) > 20 for cell in filled)


def _row(row: ClauseNode, tag: str, columns: int, found: Marks) -> Markup:
    cells, at = [], 0
    here = _trimmed(row, found)
    texts = row.text.split("\t")
    for position, cell in enumerate(texts):
        content = marked(row.text, here, at, at + len(cell))
        # The last cell of a row with fewer cells than the table (a heading inside it) spans the rest.
        span = columns - position if position == len(texts) - 1 else 1
        spanned = fill(' colspan="{}"', span) if span > 1 else Markup("")
        cells.append(fill("<{0}{1}>{2}</{0}>", Markup(tag), spanned, content))
        at += len(cell) + 1
    return fill('<tr id="{}">{}</tr>', row.anchor, join(cells))
