"""The spans around a place of a draft are found without scanning the whole draft."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from check.checked import DraftSubject
from ingest.model import Level, Span
from tests.ingest.work import assert_linear


class Leaf:
    """A numbered clause whose span is counted when it is asked for."""

    parent = None

    def __init__(self, marker: str, start: int, end: int, level: Level = Level.ARTICLE) -> None:
        self.marker, self.level = marker, level
        self._span = Span(start, end)

    @property
    def span(self) -> Span:
        return self._span


def subject(clauses: list[Leaf], length: int) -> DraftSubject:
    part = SimpleNamespace(span=Span(0, length), clauses=tuple(clauses))
    document: Any = SimpleNamespace(span=part.span, components=(part,))
    draft: Any = None
    return DraftSubject(draft, document, date(2025, 1, 1))


def test_the_innermost_clause_and_the_article_are_those_around_a_place() -> None:
    """Of nested clauses, of a space between two, and of two with the same span the first."""
    clauses = [
        Leaf("第一条", 2, 20),
        Leaf("（一）", 5, 10, Level.LEVEL),
        Leaf("1.", 5, 10, Level.LEVEL),
        Leaf("", 6, 8, Level.LEVEL),
        Leaf("（二）", 10, 14, Level.LEVEL),
        Leaf("第二条", 22, 30),
    ]
    draft = subject(clauses, 30)
    for at in range(-1, 32):
        around = [clause for clause in clauses if clause.marker and clause.span.start <= at < clause.span.end]
        nearest: object = min(around, key=lambda clause: len(clause.span), default=None)
        article: object = next((clause for clause in around if clause.level is Level.ARTICLE), None)
        assert draft.clause(at) is nearest and draft.article(at) is article, at
        assert (draft.component(at) is not None) == (0 <= at < 30)


def test_remarks_of_a_long_draft_look_at_their_own_clauses_only() -> None:
    def place(n: int) -> None:
        draft = subject([Leaf("第一条", 10 * i, 10 * i + 10) for i in range(n)], 10 * n)
        for i in range(n):
            assert draft.clause(10 * i + 3) and draft.article(10 * i + 3)

    assert_linear(place, 100)
