"""The input of a rule: one document of the draft as the pipeline read it, and the text around a place."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Generic, TypeVar

from ingest.draft import Draft
from ingest.extract.references import titles
from ingest.extract.sentences import sentence_around
from ingest.model import Clause, Component, ComponentRole, Document, Field, Level, Span
from ingest.rules import Rule, table

_T = TypeVar("_T")
_REACH = 400  # code points on either side of a place that are read as its sentence
_QUOTED = re.compile("“[^“”]*”")


@dataclass(frozen=True)
class DraftSubject:
    """One document of the draft. day: the day that the rules go by, that of the signature where the user gives none."""

    draft: Draft
    document: Document
    day: date

    @property
    def text(self) -> str:
        """The normalized text of the whole file; spans count in it."""
        return self.draft.text

    @property
    def title(self) -> str:
        """The document's own title; empty where it prints none."""
        return next(iter(self.draft.values(Field.TITLE)), "")

    @property
    def amending(self) -> bool:
        """Return whether the document changes the words of others: what it quotes is not its own voice."""
        return any(table("provisions")["amending-title"].find(title) for title in self.draft.titles()[:1])

    def sentence(self, span: Span) -> Span:
        """Return the sentence around a span; a full stop inside the “…” around the span itself still ends it."""
        low, high = max(self.document.span.start, span.start - _REACH), min(self.document.span.end, span.end + _REACH)
        return sentence_around(self.text, span, low, high, with_end=False)

    def before(self, at: int, length: int) -> str:
        return self.text[max(self.document.span.start, at - length) : at]

    def after(self, at: int, length: int) -> str:
        return self.text[at : min(self.document.span.end, at + length)]

    def component(self, at: int) -> Component | None:
        """Return the component in which an offset occurs."""
        return self._components.around(at)

    def clause(self, at: int) -> Clause | None:
        """Return the innermost numbered clause around an offset."""
        return self._clauses.around(at)

    def article(self, at: int) -> Clause | None:
        """Return the article around an offset; None outside articles."""
        return self._articles.around(at)

    @cached_property
    def _components(self) -> "_ByOffset[Component]":
        return _ByOffset((part, part.span) for part in self.document.components if part.span)

    @cached_property
    def _clauses(self) -> "_ByOffset[Clause]":
        return _ByOffset((clause, clause.span) for clause in self._all_clauses() if clause.marker)

    @cached_property
    def _articles(self) -> "_ByOffset[Clause]":
        return _ByOffset((clause, clause.span) for clause in self._all_clauses() if clause.level is Level.ARTICLE)

    def _all_clauses(self) -> Iterator[Clause]:
        return (clause for part in self.document.components if part.span for clause in part.clauses)

    def parts(self, *roles: ComponentRole) -> Iterator[Component]:
        return (component for component in self.document.components if component.role in roles)

    def instruments(self) -> Iterator[tuple[str, Span]]:
        """Yield the title of each printed instrument, with its place."""
        for part in self.parts(ComponentRole.INSTRUMENT):
            if part.span is not None:
                start = part.span.start
                yield part.title, Span(start, start + min(len(part.title), len(part.span)))

    def matches(self, rule: Rule) -> Iterator[re.Match[str]]:
        """Yield the matches of a rule's pattern in the document. Offsets are those of the whole text."""
        return rule.pattern.finditer(self.text, self.document.span.start, self.document.span.end)

    def within_titles(self) -> list[Span]:
        """Return the outermost 《…》 of the document."""
        start = self.document.span.start
        return [Span(start + low, start + high) for low, high in titles(self.document.span.slice(self.text))]

    def quotations(self) -> list[Span]:
        """Return the “…” of the document, each within one paragraph."""
        found = _QUOTED.finditer(self.text, self.document.span.start, self.document.span.end)
        return [Span(*match.span()) for match in found]


class _ByOffset(Generic[_T]):
    """Things that occur in a text, one beside the other or one in the other. The spans around an offset are found by bisection.
    Of two with the same span the first is taken."""

    def __init__(self, things: Iterable[tuple[_T, Span]]) -> None:
        self._starts: list[int] = []
        self._innermost: list[_T | None] = []  # from each start to the next one
        around: list[tuple[int, _T]] = []
        placed = ((span.start, -span.end, -index, thing) for index, (thing, span) in enumerate(things))
        for start, end, _, thing in sorted(placed, key=itemgetter(0, 1, 2)):
            self._leave(around, start)
            around.append((-end, thing))
            self._enter(start, thing)
        if around:
            self._leave(around, around[0][0])

    def around(self, at: int) -> _T | None:
        """Return the innermost thing around an offset."""
        found = bisect_right(self._starts, at) - 1
        return self._innermost[found] if found >= 0 else None

    def _leave(self, around: list[tuple[int, _T]], at: int) -> None:
        while around and around[-1][0] <= at:
            end, _ = around.pop()
            self._enter(end, around[-1][1] if around else None)

    def _enter(self, at: int, thing: _T | None) -> None:
        self._starts.append(at)
        self._innermost.append(thing)
