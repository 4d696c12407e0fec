"""On the graph of the examples, the store's engine and pySHACL find the same: for shapes of ours and for a user's own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from rdflib import Dataset

from graph.store.store import Store
from ontology.enumerations import Engine
from shapes import reference
from shapes.check import CheckOptions, check_graph

DAY = date(2024, 1, 1)
OWN = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix zm: <https://w3id.org/zhengmai/ns#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix house: <https://example.org/house#> .
house:Title sh:targetClass zm:PublishedDocument ; sh:path dct:title ; sh:maxLength 20 .
house:Look sh:targetClass zm:PublishedDocument ; sh:path dct:title ; sh:pattern "(?<!的)通知$" .
house:Term a sh:NodeShape ; sh:targetClass zm:PublishedDocument ; sh:sparql [ sh:message "{?value}"@zh ;
    sh:select "SELECT $this ?value WHERE { $this eli:number ?value FILTER NOT EXISTS { $this eli:date_no_longer_in_force ?end } }" ] .
"""


@pytest.fixture(scope="module")
def graph(example_store: Path) -> Iterator[Dataset]:
    """The graph of the examples; its copy in memory, which pySHACL reads, is made once."""
    with Store.open(example_store) as view, pytest.MonkeyPatch.context() as patch:
        copied = reference.in_memory(view.graph())
        patch.setattr(reference, "in_memory", lambda graph: copied)
        yield view.graph()


@pytest.mark.parametrize("shape", ["agency-name-short", "dangling-target", "Title", "Look", "Term"])
def test_both_engines_find_the_same_in_the_examples(graph: Dataset, shape: str) -> None:
    ours, theirs = (
        check_graph(graph, CheckOptions([("own.ttl", OWN)], engine, shape=shape, as_of=DAY)).findings
        for engine in Engine
    )
    assert ours and ours == theirs
