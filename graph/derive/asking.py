"""Ask one question of the whole store, or of some nodes only: how the derivation reads, whether it begins anew or follows a change."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar

import pyoxigraph as ox

from graph.store.view import View, text
from ontology.iri import Iris

T = TypeVar("T")
_BATCH = 500  # IRIs in one VALUES
IS_CITED = """FILTER EXISTS { ?reference zm:target ?target
    FILTER EXISTS { ?reference zm:citing ?citing
      FILTER EXISTS { GRAPH ?source { ?citing ?edge ?target } FILTER(?source != {derived}) } } }"""
"""Tests whether a source cites ?target. One pattern a level: else the engine begins with any of several, for each row anew."""


def rows(view: View, query: str, only: Collection[str] | None = None) -> Iterator[ox.QuerySolution]:
    """Yield the rows of a SELECT. only: the IRIs that one of its variables may be, None for any.

    The query names this variable at the head of its pattern, as `WHERE { %(document)s ?document … }`: VALUES occurs there.
    """
    variable = query[query.index("%(") + 2 : query.index(")s")]
    if only is None:
        yield from view.select(query.replace(f"%({variable})s", ""))
        return
    for some in batches(only):
        yield from view.select(query.replace(f"%({variable})s", f"VALUES ?{variable} {{ {some} }}"))


class Answers(Generic[T]):
    """The answers to one question about nodes: each node is asked about once, several of them together where `load` names them.

    read: returns the answers about some nodes (IRIs), or about all for None; a node without an answer is left out. whole: read all at
    once, so that nothing is asked later.
    """

    def __init__(self, read: Callable[[Collection[str] | None], Mapping[str, T]], *, whole: bool) -> None:
        self._read, self._whole = read, whole
        self._answers: dict[str, T | None] = {**read(None)} if whole else {}

    def load(self, nodes: Iterable[str]) -> set[str]:
        """Ask about those of some nodes that were not asked about yet, together. Return these."""
        missing = set() if self._whole else {node for node in nodes if node not in self._answers}
        if missing:
            self._answers |= {**dict.fromkeys(missing), **self._read(missing)}
        return missing

    def about(self, node: str) -> T | None:
        """Return the answer about a node; None where there is none."""
        if node not in self._answers:
            self.load([node])
        return self._answers.get(node)

    def answered(self) -> set[str]:
        """Return the nodes of which an answer was read."""
        return {node for node, answer in self._answers.items() if answer is not None}


def batches(iris: Iterable[str]) -> Iterator[str]:
    """Yield the IRIs, sorted, as the terms of a query: so many at a time."""
    return (" ".join(str(ox.NamedNode(iri)) for iri in some) for some in parts_of(sorted(set(iris))))


def parts_of(listed: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield a list in parts that are short enough for one VALUES."""
    return (listed[start : start + _BATCH] for start in range(0, len(listed), _BATCH))


def sourced(pattern: str, base: str) -> str:
    """Return the pattern of a query, restricted to what is not derived: what was derived before is no ground for what is derived now."""
    return f"GRAPH ?graph {{ {pattern} }} FILTER(?graph != {ox.NamedNode(Iris(base).graph('derived'))})"


def read_day(row: ox.QuerySolution, name: str) -> date | None:
    """Return the day in a column of a row; None where there is none, or one that is in no calendar."""
    try:
        return date.fromisoformat(text(row, name)[:10])
    except ValueError:
        return None


def read_name(row: ox.QuerySolution) -> str:
    """Return what people call the document of a row: its number, else its title."""
    return text(row, "number") or text(row, "title")
