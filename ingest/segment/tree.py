"""Look up a document's clauses by offset."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.model import Clause, Component, ComponentRole, Level, Span
from ingest.segment.components import Outline
from ingest.segment.paragraphs import Form, Paragraph

_SILENT = {Form.NUMBER, Form.DATE, Form.SIGNED_DATE, Form.PRINTED, Form.REGISTRATION, Form.DISCLOSURE, Form.COPIES}
_SILENT |= {Form.LETTERHEAD, Form.ADDRESSEE, Form.METADATA, Form.HISTORY, Form.ANNEX_MARK, Form.ANNEX_LIST}
_SILENT |= {Form.ORDER_ORGAN, Form.ORDER_SERIAL}
_ENDS = ("。", "；", "：")
_BRACKETS = tuple("）)〕］]】")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A clause in its tree. part: a number for its component; last: it is the last child of its parent; siblings: how many
    children its parent has, itself among them."""

    clause: Clause
    part: int
    parent: Clause | None
    last: bool
    siblings: int


class Tree:
    """The clauses of one document, imprint apart. Offsets are in the normalized text; each look-up takes logarithmic time."""

    def __init__(self, paragraphs: Sequence[Paragraph], plan: Outline, components: Sequence[Component]) -> None:
        first, last = plan.parts[0].start, plan.parts[-1].end
        headings = {i for part in plan.parts for i in part.heading}
        kept = [i for i in range(first, last) if paragraphs[i].form not in _SILENT and i not in headings]
        self.span = Span(paragraphs[first].span.start, paragraphs[last - 1].span.end)
        self._spans = [paragraphs[i].span for i in kept]
        self._starts = [span.start for span in self._spans]
        self._numbered = [
            paragraphs[i].span.start
            for i in kept
            if paragraphs[i].form is Form.NUMBERED and _is_sentence(paragraphs[i].text)
        ]
        self.leaves = sorted(self._grow(components), key=lambda leaf: leaf.clause.own.start)
        self._owns = [leaf.clause.own.start for leaf in self.leaves]

    @staticmethod
    def _grow(components: Sequence[Component]) -> Iterable[Leaf]:
        for number, part in enumerate(components):
            if part.role is ComponentRole.IMPRINT:
                continue
            by_eid = {clause.eid: clause for clause in part.clauses}
            children: dict[str | None, list[str]] = {}
            for clause in part.clauses:
                children.setdefault(clause.parent, []).append(clause.eid)
            for clause in part.clauses:
                if len(clause.own):
                    beside = children[clause.parent]
                    parent = by_eid.get(clause.parent) if clause.parent else None
                    yield Leaf(clause, number, parent, beside[-1] == clause.eid, len(beside))

    def leaf(self, at: int) -> Leaf | None:
        """Return the clause whose own text contains an offset."""
        index = bisect_right(self._owns, at) - 1
        if index < 0 or at >= self.leaves[index].clause.own.end:
            return None
        return self.leaves[index]

    def above(self, leaf: Leaf) -> Leaf | None:
        """Return the clause before this one, in the same component."""
        index = bisect_left(self._owns, leaf.clause.own.start) - 1
        return self.leaves[index] if index >= 0 and self.leaves[index].part == leaf.part else None

    def speaks(self, at: int) -> bool:
        """Test whether an offset is in running text: not in a heading, number, signature, list of annexes or imprint.

        Numbered sentences behind a signature count as running text: they are a text that nothing announces.
        """
        index = bisect_right(self._starts, at) - 1
        if index < 0 or at >= self._spans[index].end:
            return False
        leaf = self.leaf(at)
        if leaf is None or leaf.clause.level is Level.PREFACE:
            return False
        if leaf.clause.level is not Level.CONCLUSIONS:
            return True
        first = bisect_left(self._numbered, leaf.clause.own.start)
        return first < len(self._numbered) and self._numbered[first] <= at


class Covered:
    """A set of spans, which may overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []  # the furthest end of all spans so far
        furthest = 0
        for start, end in sorted((span.start, span.end) for span in spans):
            furthest = max(furthest, end)
            self._starts.append(start)
            self._ends.append(furthest)

    def touch(self, span: Span) -> bool:
        """Test whether one of the spans overlaps this one."""
        index = bisect_left(self._starts, span.end) - 1
        return index >= 0 and self._ends[index] > span.start


class Counted:
    """A multiset of offsets."""

    def __init__(self, places: Iterable[int]) -> None:
        self._places = sorted(places)

    def within(self, span: Span) -> int:
        """Count the offsets inside a span."""
        return bisect_left(self._places, span.end) - bisect_left(self._places, span.start)


def _is_sentence(text: str) -> bool:
    """Test for a paragraph that ends a sentence, also with a bracket behind it: 完成改造。（责任单位：市水务局）."""
    return text.endswith(_ENDS) or (text.endswith(_BRACKETS) and "。" in text)
