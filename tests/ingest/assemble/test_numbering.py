"""Every object of a publication carries its number; the IRIs of the graph are those numbers."""

from dataclasses import fields, is_dataclass
from pathlib import Path

from hypothesis import given, settings

from ingest.model import Document, Identifier, Publication
from ingest.steps import parse
from ingest.triples import triples
from ontology.iri import Iris
from tests.ingest import official
from tests.ingest.official import normalized_text, published

EXAMPLES = Path(__file__).parents[3] / "examples"


def identifiers(value: object) -> list[Identifier]:
    """The identifiers of all objects inside a value, in order; not those that link to other objects."""
    if isinstance(value, tuple):
        return [found for item in value for found in identifiers(item)]
    if not is_dataclass(value):
        return []
    own = [value.identifier] if hasattr(value, "identifier") else []  # type: ignore[unreachable]
    return own + [found for field in fields(value) for found in identifiers(getattr(value, field.name))]


def check(publication: Publication) -> None:
    for document in publication.documents:
        check_document(document)
    positions = [issue.identifier.position for issue in publication.issues]
    assert positions == list(range(1, len(positions) + 1))


def check_document(document: Document) -> None:
    found = identifiers(document)
    assert all(identifier.parts[0] == document.ordinal and identifier.position > 0 for identifier in found)
    for objects in (
        (*document.relations, *document.unresolved), document.agencies, document.tasks, document.deadlines, document.duties,
    ):  # fmt: skip
        assert [item.identifier.parts for item in objects] == [
            (document.ordinal, position) for position in range(1, len(objects) + 1)
        ]
    for task in document.tasks:
        assert [party.identifier for party in task.parties] == [
            task.identifier.below(position) for position in range(1, len(task.parties) + 1)
        ]
    facts = [fact.identifier for fact in document.facts]
    assert len(set(facts)) == len(facts) and all(fact.identifier.parts[1] == fact.field for fact in document.facts)
    limits = {limit.identifier for limit in document.deadlines}
    references = {relation.identifier for relation in (*document.relations, *document.unresolved)}
    resting = [(item.deadlines, item.basis) for item in document.tasks]
    for deadlines, basis in (*resting, *((item.deadlines, item.basis) for item in document.duties)):
        assert limits.issuperset(deadlines) and references.issuperset(basis)
    for role in ("instrument", "annex"):
        positions = [part.position for part in document.components if part.role == role]
        assert positions == list(range(1, len(positions) + 1))


@settings(max_examples=40)
@given(official.gazettes)
def test_any_gazette_is_numbered(text: str) -> None:
    check(published(text))


def test_the_examples_are_numbered_and_the_graph_has_these_numbers() -> None:
    for path in sorted(EXAMPLES.glob("岚州市*")):
        normalized = normalized_text(path.read_text(encoding="utf-8"), path.name)
        publication = parse(normalized)
        check(publication)
        subjects = {triple.subject.value for triple in triples(normalized, publication, Iris())}
        for document in publication.documents:
            for kind, objects in (("task", document.tasks), ("deadline", document.deadlines), ("duty", document.duties),
                                  ("fact", document.facts), ("agency", document.agencies),
                                  ("reference", (*document.relations, *document.unresolved)),
                                  ("assignment", tuple(p for task in document.tasks for p in task.parties))):  # fmt: skip
                for item in objects:
                    assert f"{Iris().source(path.name)}#{kind}={item.identifier}" in subjects


def test_identifiers_print_as_in_iris() -> None:
    root = Identifier((3,))
    assert [str(root.below(7)), str(root.below(2).below(1)), str(root.below("number", 1))] == [
        "3-7",
        "3-2-1",
        "3-number-1",
    ]
    assert [root.below("number", 1).position, Identifier().position] == [1, 0]
