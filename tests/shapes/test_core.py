"""Compiled Core constraints find what pySHACL finds, on any graph of the vocabulary that the shapes mention."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from oxrdflib import OxigraphStore
from rdflib import RDF, RDFS, SH, XSD, Graph, Literal, Node, URIRef

from ontology.vocabulary import ZM
from shapes.core import selects
from shapes.rules import Rules
from shapes.validate import report, validate
from tests.shapes.reference import pyshacl_report, results
from tests.shapes.test_validate import EX

SHAPES = Rules.load().whole
CLASSES = sorted({str(o) for p in (SH.targetClass, SH["class"]) for o in SHAPES.objects(None, p)})
PATHS = sorted(
    {
        str(path)
        for shape in SHAPES.subjects(SH.severity, None)
        for path in [SHAPES.value(shape, SH.path)]
        if isinstance(path, URIRef)
    }
    | {
        str(o)
        for p in (SH.inversePath, SH.lessThan, SH.lessThanOrEquals, SH.targetObjectsOf)
        for o in SHAPES.objects(None, p)
    }
)
NODES = [URIRef(f"{EX}{name}") for name in "abcd"]
TEXTS = ["", "岚政发〔2021〕3号", "岚政发[2021]3号", "level", "0" * 64, "lvl_1", "正文"]
DAYS = ["2021-03-04", "2021-06-30", "2021-06-31", "2020-02-29", "2021-02-29", "9999-12-31", "昨天"]
values = st.one_of(
    st.sampled_from(NODES),
    st.sampled_from(TEXTS).map(Literal),
    st.sampled_from(TEXTS[1:]).map(lambda text: Literal(text, lang="zh")),
    st.sampled_from(DAYS).map(lambda day: Literal(day, datatype=XSD.date)),
    st.integers(-1, 12).map(lambda n: Literal(str(n), datatype=XSD.integer)),
)
typed = st.tuples(st.sampled_from(NODES), st.just(RDF.type), st.sampled_from(CLASSES).map(URIRef))
said = st.tuples(st.sampled_from(NODES), st.sampled_from(PATHS).map(URIRef), values)
triples = st.lists(st.one_of(typed, said), min_size=1, max_size=30)


@settings(max_examples=25)
@given(triples)
@example([(NODES[0], ZM.hasAnnex, Literal(""))])  # an empty literal is a focus, too
@example([(NODES[0], ZM.eId, Literal("lvl_1"))])
@example([(NODES[0], ZM.eId, Literal("昨天", datatype=XSD.date))])
def test_equals_pyshacl_on_any_graph(drawn: list[tuple[Node, Node, Node]]) -> None:
    data = Graph(store=OxigraphStore())
    for triple in drawn:
        data.add(triple)
    found = pyshacl_report(data)
    # pySHACL reports a comparison once a pair of values; a violation is a violation however often it is seen.
    assert set(results(report(data))) == set(results(found))


def test_a_literal_where_a_node_belongs_is_the_focus_that_is_reported() -> None:
    path = next(path for path in SHAPES.objects(None, SH.targetObjectsOf))
    data = Graph().add((NODES[0], path, Literal("岚政发〔2021〕3号", lang="zh")))
    found = pyshacl_report(data)
    assert (None, SH.focusNode, Literal("岚政发〔2021〕3号", lang="zh")) in report(data)
    assert set(results(report(data))) == set(results(found))


def test_an_instance_of_a_subclass_is_one_of_the_class() -> None:
    data = Graph()
    top, below = ZM.PublishedDocument, URIRef(f"{EX}Below")
    data.add((below, RDFS.subClassOf, top))
    data.add((NODES[0], RDF.type, below))
    assert "title-missing" in {finding.name for finding in validate(data) if finding.focus == str(NODES[0])}


@pytest.mark.parametrize("turtle", [
    ":s sh:targetClass :C ; sh:path :p ; sh:uniqueLang true .",
    ":s sh:path :p ; sh:minCount 1 .",
    ":s sh:targetClass :C ; sh:path ( :p :q ) ; sh:minCount 1 .",
    ":s sh:targetClass :C ; sh:or ( [ sh:closed true ] ) .",
    ":s sh:targetClass :C ; sh:path :p ; sh:qualifiedValueShape [ sh:class :D ] ; sh:qualifiedMinCount 2 .",
])  # fmt: skip
def test_what_is_not_known_is_refused(turtle: str) -> None:
    graph = Graph().parse(data=f"@prefix sh: <{SH}> . @prefix : <{EX}> . {turtle}", format="turtle")
    with pytest.raises(ValueError, match=r"does not compile|has no target|not known here|a path here|here is one"):
        selects(graph, URIRef(f"{EX}s"))
