"""One merged report: what pySHACL finds on the whole graph, in an order that never changes."""

from collections import Counter
from pathlib import Path

import pytest
from oxrdflib import OxigraphStore
from rdflib import DCTERMS, PROV, RDF, SH, XSD, Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from ontology.enumerations import Severity
from ontology.vocabulary import ELI, ZM
from shapes.validate import report, report_of, validate
from tests.shapes.reference import pyshacl_report, results

CASES = sorted((Path(__file__).parent / "cases").glob("*.ttl"))
EX = "https://example.org/"


def several_sources(dataset: Dataset) -> Dataset:
    """Each case in a graph of its own, its names kept apart but for one document that two sources share."""
    for path in CASES:
        graph = dataset.graph(URIRef(f"{EX}source/{path.stem}"))
        text = path.read_text("utf-8").replace(EX, f"{EX}{path.stem}/")
        graph.parse(data=text, format="turtle")
        for result in list(graph.subjects(RDF.type, SH.ValidationResult)):
            graph.remove((result, None, None))
    shared = URIRef(f"{EX}shared")
    for name, title in (("source/number-missing", "岚州市节水办法"), ("source/title-missing", "岚州市节水规定")):
        graph = dataset.graph(URIRef(EX + name))
        graph.add((shared, RDF.type, ZM.PublishedDocument))
        graph.add((shared, DCTERMS.title, Literal(title, lang="zh")))
        graph.add((shared, PROV.wasDerivedFrom, URIRef(EX + name)))
    return dataset


def union(dataset: Dataset) -> Graph:
    whole = Graph()
    for subject, prop, value, _ in dataset.quads((None, None, None, None)):
        whole.add((subject, prop, value))
    return whole


@pytest.fixture(scope="module")
def stored() -> Dataset:
    """All cases in Oxigraph. Tests only read it."""
    return several_sources(Dataset(store=OxigraphStore(), default_union=True))


@pytest.fixture(scope="module")
def in_memory() -> Dataset:
    """The same in rdflib's own store. Tests only read it."""
    return several_sources(Dataset(default_union=True))


@pytest.fixture(scope="module")
def ours(stored: Dataset) -> Counter[tuple[object, ...]]:
    return results(report(stored))


def test_equals_pyshacl_on_the_whole_graph(ours: Counter[tuple[object, ...]], in_memory: Dataset) -> None:
    assert sum(ours.values()) > 1000
    assert ours == results(pyshacl_report(union(in_memory)))


def test_rdflib_finds_the_same_as_oxigraph(ours: Counter[tuple[object, ...]], in_memory: Dataset) -> None:
    assert results(report(in_memory)) == ours


def test_a_document_of_two_sources_is_seen_whole(stored: Dataset) -> None:
    ours = {finding.name for finding in validate(stored) if finding.focus == f"{EX}shared"}
    assert {"title-repeated", "document-reprinted"} <= ours


def test_a_day_that_does_not_exist_is_a_finding_and_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    data = Dataset(store=OxigraphStore(), default_union=True)
    graph = data.graph(URIRef(EX + "source/a"))
    graph.add((URIRef(EX + "a"), RDF.type, ZM.PublishedDocument))
    text = f'INSERT DATA {{ GRAPH <{EX}source/a> {{ <{EX}a> <{ELI.date_document}> "2021-06-31"^^<{XSD.date}> }} }}'
    data.update(text)
    caplog.clear()
    assert [finding.value for finding in validate(data, shape="signed-not-a-date")] == ["2021-06-31"]
    assert not caplog.records


def test_order_and_report_never_change(stored: Dataset) -> None:
    first, second = stored, several_sources(Dataset(store=OxigraphStore(), default_union=True))
    whole = Graph(store=OxigraphStore())
    for triple in union(second):
        whole.add(triple)
    findings, again = validate(first), validate(second)
    assert findings == again
    reported = report_of(findings)
    assert reported.serialize(format="turtle") == report_of(again).serialize(format="turtle")
    assert isomorphic(reported, report(whole))
    severities = [finding.severity for finding in findings]
    assert severities == sorted(severities, key=["Violation", "Warning", "Info"].index)


def test_a_clean_document_conforms() -> None:
    data = Graph(store=OxigraphStore()).parse(
        format="turtle",
        data="""
        @prefix : <https://example.org/> .
        @prefix dct: <http://purl.org/dc/terms/> .
        @prefix eli: <http://data.europa.eu/eli/ontology#> .
        @prefix kind: <https://w3id.org/zhengmai/kind/> .
        @prefix prov: <http://www.w3.org/ns/prov#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        @prefix zm: <https://w3id.org/zhengmai/ns#> .
        :document a eli:LegalResource, zm:PublishedDocument ; prov:wasDerivedFrom :source ; zm:position 1 ;
            eli:number "岚政发〔2021〕3号" ; dct:title "岚州市人民政府关于节水工作的通知"@zh ;
            eli:type_document kind:通知 ; eli:passed_by :agency ; zm:addressee "各县区人民政府" ;
            eli:jurisdiction <https://w3id.org/zhengmai/place/990100> ;
            eli:date_document "2021-03-04"^^xsd:date ; eli:date_publication "2021-03-05"^^xsd:date .
        <https://example.org/document/lvl_1> eli:is_part_of :document ;
            zm:eId "lvl_1" ; zm:start 3 ; zm:text "一、节约用水" .
        """,
    )
    # It is alone, which makes it an orphan, and nothing else is wrong with it.
    assert {finding.name for finding in validate(data, severity=Severity.WARNING)} <= {"orphan"}
    conforms = (URIRef("https://w3id.org/zhengmai/report"), SH.conforms, Literal(True))
    assert conforms in report(data, severity=Severity.VIOLATION)


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ("Violation", {"Violation"}),
        ("Warning", {"Violation", "Warning"}),
        ("Info", {"Violation", "Warning", "Info"}),
        (None, {"Violation", "Warning", "Info"}),
    ],
)
def test_least_severity(severity: str | None, expected: set[str], stored: Dataset) -> None:
    least = Severity(severity) if severity else None
    assert {finding.severity for finding in validate(stored, severity=least)} == expected


def test_one_shape_by_name_or_iri() -> None:
    data = Graph()
    data.add((URIRef(EX + "a"), RDF.type, ZM.PublishedDocument))
    by_name = validate(data, shape="title-missing")
    assert len(by_name) == 1
    assert by_name == validate(data, shape=by_name[0].shape)
    with pytest.raises(ValueError, match="no-such-shape"):
        validate(data, shape="no-such-shape")


def test_a_finding_says_what_where_and_why() -> None:
    data = Graph()
    document = URIRef("https://w3id.org/zhengmai/eli/cn/990100/岚政发/2021/3")
    clause = URIRef(f"{document}/lvl_1")
    data.add((document, RDF.type, ZM.PublishedDocument))
    data.add((document, ELI.number, Literal("岚政发〔2021〕3号")))
    data.add((document, ELI.date_document, Literal("2021-03-05", datatype=XSD.date)))
    data.add((document, ELI.date_no_longer_in_force, Literal("2021-03-04", datatype=XSD.date)))
    data.add((clause, ELI.is_part_of, document))
    data.add((clause, ZM.eId, Literal("lvl_1")))
    finding = validate(data, shape="expires-before-signed")[0]
    assert finding.focus == str(document)
    assert finding.label == "岚政发〔2021〕3号"
    assert finding.path == str(ELI.date_document)
    assert finding.value == "2021-03-05"
    assert finding.severity == "Violation"
    assert finding.message_zh == "公文在成文之前已经失效。"
    assert finding.message_en == "The document expires before it is signed."
    assert validate(data, shape="clause-start-missing")[0].label == "岚政发〔2021〕3号 lvl_1"
    assert validate(data, shape="text-missing") == []
