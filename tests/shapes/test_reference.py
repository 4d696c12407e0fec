"""On the graph of the examples, the store's engine and pySHACL find the same: for shapes of ours and for a user's own."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rdflib import DCTERMS, Literal, URIRef, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from graph.store.store import Store
from ontology.enumerations import Engine
from ontology.vocabulary import ELI
from shapes import asked_in_memory as in_memory
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


def test_both_engines_find_the_same_in_the_examples(example_store: Path) -> None:
    """Everything that our shapes and a user's find, in the words of the report."""
    with Store.open(example_store) as view:
        ours, theirs = (
            check_graph(view.graph(), CheckOptions([("own.ttl", OWN)], engine, as_of=DAY)).findings for engine in Engine
        )
    assert {"dangling-target", "agency-name-short", "Title", "Look", "Term"} <= {finding.name for finding in ours}
    assert len(ours) > 150 and ours == theirs


SLOW = """SELECT $this ?number WHERE { { SELECT $this ?number WHERE { $this eli:number ?number } GROUP BY $this ?number } }"""
LOOKING_BEHIND = """SELECT $this WHERE { $this dct:title ?title FILTER(REGEX(?title, "(?<!的)通知$")) }"""
QUICK = """SELECT $this ?number WHERE { $this eli:number ?number }"""


@pytest.mark.parametrize(("select", "is_parsed"), [(QUICK, False), (SLOW, True), (LOOKING_BEHIND, True)])
def test_rdflib_answers_what_oxigraph_could_answer_otherwise_and_parses_it_once(
    select: str, is_parsed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    def counted(text: str, **rest: Any) -> Query:
        parsed.append(text)
        return prepareQuery(text, **rest)

    monkeypatch.setattr(in_memory, "prepareQuery", counted)
    texts = {URIRef(f"urn:{n}"): f"岚州市第{n}号通知" for n in range(3)}
    graph = in_memory.GraphInMemory(
        (node, prop, Literal(text)) for node, text in texts.items() for prop in (DCTERMS.title, ELI.number)
    )
    for node in texts:
        assert [row[Variable("this")] for row in graph.query(select, initBindings={"this": node}).bindings] == [node]
    assert parsed == [select] * is_parsed


def test_a_select_of_ours_is_oxigraphs() -> None:
    graph = in_memory.GraphInMemory([(URIRef("urn:a"), ELI.number, Literal("1"))])
    graph.trust([SLOW])
    (row,) = graph.query(f"PREFIX a: <urn:>\n{SLOW}", initBindings={"this": URIRef("urn:a")}).bindings
    assert row[Variable("number")] == Literal("1")
