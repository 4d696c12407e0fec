"""The documents that others cite and whose text the store does not contain, with the number and title of their citations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graph.records.documents import DocumentRow


@dataclass(slots=True)
class CitedAs:
    """The number and title with which documents cite a target, the least of several. known: whether the graph resolves it."""

    number: str = ""
    title: str = ""
    known: bool = False

    def add(self, row: Mapping[str, str]) -> None:
        """Add a reference, with its `number`, its `title` and the document that it means as `cited`, each where it has one."""
        self.known |= "cited" in row
        self.number = _least(self.number, row.get("number", ""))
        self.title = _least(self.title, row.get("title", ""))


def _least(one: str, other: str) -> str:
    """Return the lesser of two texts, of which an empty one is none."""
    return min(one, other) if one and other else one or other


def list_cited(
    citations: Mapping[tuple[str, str], CitedAs], canonical: Callable[[str], str], published: Mapping[str, DocumentRow]
) -> dict[str, DocumentRow]:
    """Return the documents that are only cited, by IRI. citations: by their target, and the document that it means."""
    named: dict[str, CitedAs] = {}
    for (target, meant), citation in citations.items():
        for one in {canonical(target), meant}:
            if one in published or canonical(one) != one:
                continue
            whole = named.setdefault(one, CitedAs())
            whole.number, whole.title = _least(whole.number, citation.number), _least(whole.title, citation.title)
    return {iri: DocumentRow(iri, one.number, one.title, None, (), "", "") for iri, one in sorted(named.items())}
