"""Number the model objects of a document: the only place that counts them. `docs/graph.md` has the IRIs that follow."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from ingest.model import Document, Fact, Field, Identifier, Issue, Provision, Sanction, Task


def numbered(document: Document) -> Document:
    """Return the document with an identifier for each of its objects, in their order.

    Facts are counted by field. References without a target are counted on from those with one. Assignments are counted within
    their task, measures within their sanction.
    """
    root = Identifier((document.ordinal,))
    relations = len(document.relations)
    provisions = tuple(_counted(document.provisions, root))
    counted = dict(zip(document.provisions, provisions, strict=True))
    return replace(
        document,
        facts=tuple(_facts(document.facts, root)),
        relations=tuple(_counted(document.relations, root)),
        unresolved=tuple(_counted(document.unresolved, root, relations + 1)),
        agencies=tuple(_counted(document.agencies, root)),
        tasks=tuple(map(_with_assignments, _counted(document.tasks, root))),
        deadlines=tuple(_counted(document.deadlines, root)),
        duties=tuple(_counted(document.duties, root)),
        provisions=provisions,
        definitions=tuple(_counted(document.definitions, root)),
        sanctions=tuple(_with_parts(sanction, counted) for sanction in _counted(document.sanctions, root)),
    )


def numbered_issues(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Number the issues of a source."""
    return tuple(_counted(issues, Identifier()))


N = TypeVar("N", bound="_HasIdentifier")


class _HasIdentifier(Protocol):
    @property
    def identifier(self) -> Identifier: ...


def _counted(objects: Iterable[N], root: Identifier, start: int = 1) -> Iterator[N]:
    for position, item in enumerate(objects, start):
        yield replace(item, identifier=root.below(position))  # type: ignore[type-var]


def _facts(facts: Iterable[Fact], root: Identifier) -> Iterator[Fact]:
    counts: dict[Field, int] = {}
    for fact in facts:
        counts[fact.field] = counts.get(fact.field, 0) + 1
        yield replace(fact, identifier=root.below(str(fact.field), counts[fact.field]))


def _with_assignments(task: Task) -> Task:
    return replace(task, parties=tuple(_counted(task.parties, task.identifier)))


def _with_parts(sanction: Sanction, counted: Mapping[Provision, Provision]) -> Sanction:
    """Number the measures. The breached provisions are the document's, so they get the numbers that these have in `counted`."""
    return replace(
        sanction,
        measures=tuple(_counted(sanction.measures, sanction.identifier)),
        breaches=tuple(counted[breach] for breach in sanction.breaches),
    )
