"""Find the clause or table row that each assigning phrase assigns.

A bracket assigns the clause that it closes, prose its own clause, a table row itself. Words in headings, signatures and
imprints assign nothing.
"""

from collections.abc import Iterable, Iterator, Sequence

from ingest.extract.tasktables import RowTask
from ingest.model import Assigned, Level, PartyRole, Span, Task
from ingest.resolve.context import Context
from ingest.resolve.parties import Phrase, Sections, resolve_parties
from ingest.rules import table
from ingest.segment.tree import Counted, Leaf, Tree

_UPPER = (Level.ARTICLE, Level.CHAPTER)
_LONGEST_HEADING = 40
_LONGEST_LABEL_LINE = 80
_MARKS = 3  # a full stop and a line end beside a bracket
_LONGEST_CLAUSE = 2400  # code points that one phrase in the middle of a clause may assign
_REACH = 300  # code points on either side of a phrase in a longer clause
_SENTENCE_ENDS = "。；\n"
_LEADS = table("parties")["leads-behind-comma"].pattern


def table_tasks(rows: Iterable[RowTask], context: Context) -> Iterator[Task]:
    """Return the tasks that table rows assign."""
    for row in rows:
        yield Task(tuple(row.texts), row.at, resolve_parties(row.parties, context), "tables.row")


def clause_tasks(phrases: Sequence[Phrase], tree: Tree, text: str) -> Iterator[Task]:
    """Return the tasks that brackets, labels and prose assign. phrases: in printed order; spans are in `text`."""
    closing = Counted(phrase.span.start for phrase in phrases if phrase.closes)
    assigning = Counted(phrase.span.start for phrase in phrases)
    before = 0
    last: Task | None = None
    for phrase in phrases:
        leaf = tree.leaf(phrase.span.start)
        if leaf is None or not phrase.parties:
            continue
        if last is not None and phrase.closes and before and _goes_on(text[before : phrase.span.start]):
            before = phrase.span.end
            last = _prolonged(last, phrase)
            continue
        if last is not None:
            yield last
        if phrase.closes:
            span = _closed(leaf, phrase, closing, before, tree, text)
            before = phrase.span.end
        else:
            span = _bounded(_around(leaf, assigning), phrase.span, text)
        last = Task((_trimmed(span, text),), phrase.span, phrase.parties, phrase.rule)
    if last is not None:
        yield last


def _goes_on(between: str) -> bool:
    """Test whether a label follows the one before, in its line or on the next, with nothing in between: 牵头单位：…\n配合单位：…."""
    return between.strip("。；; ") in ("", "\n")


def _prolonged(task: Task, phrase: Phrase) -> Task:
    """Add the bodies of a label on the next line to the task of the label above."""
    (text,), known = task.texts, {(party.official, party.role) for party in task.parties}
    more = [party for party in phrase.parties if (party.official, party.role) not in known]
    span = Span(text.start, phrase.span.end)
    return Task((span,), Span(task.at.start, phrase.span.end), (*task.parties, *more), task.rule)


def headed_tasks(phrases: Sequence[Phrase], tree: Tree, text: str, context: Context) -> Iterator[Task]:
    """Return the tasks of clauses whose heading is a body that leads: 1.市行政审批服务局。负责…，牵头开展…. Clauses that a phrase
    assigns are left out."""
    assigning = Counted(phrase.span.start for phrase in phrases)
    sections = Sections(tree, text, context)
    for leaf in tree.leaves:
        clause, heading = leaf.clause, leaf.clause.heading
        if not heading or len(heading) > _LONGEST_HEADING or assigning.within(clause.own):
            continue
        own = clause.own.slice(text)
        if not _LEADS.search(own) or not table("parties")["name-end"].find(heading):
            continue
        at = clause.own.start + own.find(heading)
        name = Assigned(heading, PartyRole.LEAD, Span(at, at + len(heading)))
        parties = resolve_parties([name], context, own=not sections.belong_to_another(at))
        if parties and parties[0].known:
            yield Task((_trimmed(clause.own, text),), name.span, parties, "parties.heading")


def _is_label_line(words: str) -> bool:
    """Test for a line that only names who is in charge, or when (责任领导：…), above the line with the bodies."""
    return len(words) <= _LONGEST_LABEL_LINE and table("parties")["label"].start(words) is not None


def _closed(leaf: Leaf, phrase: Phrase, closing: Counted, before: int, tree: Tree, text: str) -> Span:
    """Return the text that a bracket closes.

    That is the text before it in its clause, since the bracket before; never what follows, except the points below a heading
    that ends with it. A bracket at the end of several clauses that have none closes all of them; a bracket on a line of its
    own closes the paragraph above.
    """
    clause, parent, end = leaf.clause, leaf.parent, phrase.span.end
    start = min(max(before, clause.own.start), phrase.span.start)
    length = phrase.span.start - start
    under = parent if parent is not None and parent.marker and parent.level not in _UPPER else None
    if under is not None and leaf.last and closing.within(under.span) == 1 and (leaf.siblings > 1 or not clause.marker):
        return Span(under.span.start, end)
    if length <= _MARKS and not clause.marker:
        above = tree.above(leaf)
        while above is not None and above.clause.own.start > before and _is_label_line(above.clause.own.slice(text)):
            above = tree.above(above)
        return Span(max(before, above.clause.own.start), end) if above is not None else clause.own
    if length <= _LONGEST_HEADING and end >= clause.own.end - _MARKS and closing.within(clause.span) == 1:
        return clause.span
    return Span(start, end)


def _around(leaf: Leaf, assigning: Counted) -> Span:
    """Return the text that prose assigns: its clause's own text. In an unnumbered paragraph that is the only assigning one of its
    numbered clause, that clause."""
    clause, parent = leaf.clause, leaf.parent
    if clause.marker or parent is None or not parent.marker or parent.level in _UPPER:
        return clause.own
    return parent.span if assigning.within(parent.span) == 1 else clause.own


def _bounded(span: Span, phrase: Span, text: str) -> Span:
    """Cut an endless clause to the sentence around the phrase, so that many phrases in one clause do not each quote all of it."""
    if len(span) <= _LONGEST_CLAUSE:
        return span
    low, high = max(span.start, phrase.start - _REACH), min(span.end, phrase.end + _REACH)
    start = max(text.rfind(mark, low, phrase.start) for mark in _SENTENCE_ENDS) + 1
    ends = [at + 1 for mark in _SENTENCE_ENDS if (at := text.find(mark, phrase.end, high)) >= 0]
    return Span(max(start, low), min(ends, default=high))


def _trimmed(span: Span, text: str) -> Span:
    return Span(span.start, span.start + len(span.slice(text).rstrip("\n ")))
