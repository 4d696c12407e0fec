"""GraphML of the documents and agencies, read by a program that is not ours; DCAT with what DCAT asks for."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from rdflib import DCAT, DCTERMS, RDF, VOID, XSD, Graph, Literal, URIRef

from graph.export import export
from graph.export.dcat import FORMS
from graph.export.graphml import GraphmlEdge, GraphmlNode, write
from graph.store.errors import StoreError
from graph.store.store import Store
from ontology.iri import Iris
from ontology.vocabulary import BASE, ZM

IRIS = Iris()
NOTICE = IRIS.numbered("990100", "岚政发", 2019, 14)


@pytest.fixture(scope="module")
def examples(example_store: Path) -> Iterator[Store]:
    with Store.open(example_store) as store:
        assert isinstance(store, Store)
        yield store


def read(store: Store, folder: Path, as_of: date | None = None) -> nx.MultiDiGraph:
    export(store, "graphml", folder / "graph.graphml", as_of)
    return nx.read_graphml(folder / "graph.graphml", force_multigraph=True)


def by_iri(found: nx.MultiDiGraph) -> dict[str, dict[str, Any]]:
    return {data["iri"]: data | {"id": name} for name, data in found.nodes(data=True)}


def test_networkx_reads_documents_agencies_and_relations(examples: Store, tmp_path: Path) -> None:
    found = read(examples, tmp_path)
    nodes = by_iri(found)
    notice = nodes[NOTICE]
    assert (notice["type"], notice["label"], notice["kind"]) == ("document", "岚政发〔2019〕14号", "通知")
    assert notice["published"] is True and notice["date"] and notice["cited"] >= 1
    assert {data["type"] for data in nodes.values()} == {"document", "agency"}
    published = sum(1 for data in nodes.values() if data.get("published"))
    assert published == len(list(examples.select("SELECT DISTINCT ?d WHERE { ?d a zm:PublishedDocument }"))) == 21
    edges = [(found.nodes[a]["iri"], found.nodes[b]["iri"], data) for a, b, data in found.edges(data=True)]
    kinds = {data["kind"] for _, _, data in edges}
    assert {"basedOn", "repeals", "issuedBy", "partOf"} <= kinds
    assert all(data["label"] for _, _, data in edges) and all(one != other for one, other, _ in edges)
    government = IRIS.agency("岚州市人民政府")
    assert (NOTICE, government, "issuedBy") in {(one, other, data["kind"]) for one, other, data in edges}
    assert all(data["quote"] for _, _, data in edges if data["kind"] == "basedOn")


def test_what_goes_by_several_iris_is_one_node(examples: Store, tmp_path: Path) -> None:
    nodes = by_iri(read(examples, tmp_path))
    denoted = [row["name"].value for row in examples.select("SELECT DISTINCT ?name WHERE { ?name zm:denotes ?thing }")]
    carried = [row["part"].value for row in examples.select("SELECT DISTINCT ?part WHERE { ?d zm:issues ?part }")]
    assert denoted and carried and not nodes.keys() & {*denoted, *carried}


def test_the_status_is_that_of_the_day_and_without_one_of_the_newest_document(examples: Store, tmp_path: Path) -> None:
    later = IRIS.numbered("990100", "岚政发", 2014, 20)
    before, after = (read(examples, tmp_path, date(year, 1, 1)) for year in (2018, 2020))
    assert before.graph["asOf"] == "2018-01-01" and after.graph["asOf"] == "2020-01-01"
    assert by_iri(before)[later]["status"] != by_iri(after)[later]["status"] == "repealed"
    newest = next(
        iter(
            examples.select("SELECT (MAX(?day) AS ?last) WHERE { ?d a zm:PublishedDocument ; eli:date_document ?day }")
        )
    )
    assert read(examples, tmp_path).graph["asOf"] == newest["last"].value


def test_hostile_texts_stay_texts_and_controls_are_replaced() -> None:
    output = BytesIO()
    hostile = '</data><script>"&]]>\x00\x0b\ud800'
    write(
        [GraphmlNode("a", "document", hostile), GraphmlNode("b", "agency", "乙")],
        [GraphmlEdge("a", "b", "cites", quote=hostile)],
        None,
        output,
    )
    output.seek(0)
    found = nx.read_graphml(output)
    assert found.nodes["n0"]["label"] == '</data><script>"&]]>\ufffd\ufffd\ufffd' and "status" not in found.nodes["n0"]
    assert found.edges["n0", "n1"]["quote"] == found.nodes["n0"]["label"]


def test_only_declared_keys_and_names_that_the_schema_allows(examples: Store, tmp_path: Path) -> None:
    read(examples, tmp_path)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.parse(tmp_path / "graph.graphml").getroot()
    keys = {key.get("id"): key.get("for") for key in root.iter(f"{space}key")}
    graph = root.find(f"{space}graph")
    assert graph is not None and graph.get("edgedefault") == "directed"
    names = [thing.get("id") for thing in graph if thing.get("id")]
    assert len(names) == len(set(names)) and all(name and name.isascii() and name.isalnum() for name in names)
    for thing in graph:
        of = thing.tag.removeprefix(space)
        assert all(keys[str(data.get("key"))] == of for data in thing.iter(f"{space}data") if of != "data")


def described(store: Store, folder: Path) -> Graph:
    export(store, "dcat", folder / "dcat.ttl")
    return Graph().parse(folder / "dcat.ttl", format="turtle")


def test_dcat_has_what_dcat_asks_for(examples: Store, tmp_path: Path) -> None:
    found = described(examples, tmp_path)
    dataset = URIRef(f"{BASE}dataset")
    assert (dataset, RDF.type, DCAT.Dataset) in found and (dataset, RDF.type, VOID.Dataset) in found
    for term in (DCTERMS.title, DCTERMS.description):
        assert {getattr(text, "language", None) for text in found.objects(dataset, term)} == {"zh", "en"}
    distributions = set(found.objects(dataset, DCAT.distribution))
    assert len(distributions) == len(FORMS)
    for one in distributions:
        assert (one, RDF.type, DCAT.Distribution) in found
        assert isinstance(found.value(one, DCAT.accessURL), URIRef) and found.value(one, DCTERMS.title)
        assert str(found.value(one, DCAT.mediaType)).startswith("https://www.iana.org/assignments/media-types/")
    for text in found.objects(None, None):
        assert not isinstance(text, Literal) or text.datatype is None or text.value is not None, "ill-typed"


def test_dcat_counts_and_covers_what_the_data_have(examples: Store, tmp_path: Path) -> None:
    found = described(examples, tmp_path)
    dataset = URIRef(f"{BASE}dataset")
    period = found.value(dataset, DCTERMS.temporal)
    first, last = found.value(period, DCAT.startDate), found.value(period, DCAT.endDate)
    assert first.datatype == last.datatype == XSD.date and first.value < last.value
    places = {
        str(found.value(place, URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")))
        for place in found.objects(dataset, DCTERMS.spatial)
    }
    assert places == {"岚州市", "望湖区"}
    counts = {
        found.value(part, VOID["class"]): found.value(part, VOID.entities).value
        for part in found.objects(dataset, VOID.classPartition)
    }
    assert counts[ZM.PublishedDocument] == 21 and counts[ZM.Obligation] > 50
    for kind, count in counts.items():
        asked = examples.select(f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s a <{kind}> }}")
        assert [int(row["n"].value) for row in asked] == [count], kind
    assert found.value(dataset, VOID.triples).value == len(examples)
    triples = [found.value(part, VOID.triples).value for part in found.objects(dataset, VOID.propertyPartition)]
    assert sum(triples) == len(examples) and len(triples) == found.value(dataset, VOID.properties).value
    assert len(counts) == found.value(dataset, VOID.classes).value
    assert "21 份公文" in "".join(map(str, found.objects(dataset, DCTERMS.description)))


def test_what_the_publisher_knows_comes_from_a_file(examples: Store, tmp_path: Path) -> None:
    about = tmp_path / "about.toml"
    about.write_text(
        'license = "https://example.org/licence"\npublisher = "岚州市图书馆"\nissued = "2024-01-02"\n', "utf-8"
    )
    export(examples, "dcat", tmp_path / "dcat.ttl", about=about)
    found = Graph().parse(tmp_path / "dcat.ttl", format="turtle")
    dataset = URIRef(f"{BASE}dataset")
    assert str(found.value(dataset, DCTERMS.license)) == "https://example.org/licence"
    assert str(found.value(dataset, DCTERMS.issued)) == "2024-01-02"
    assert found.value(dataset, DCTERMS.publisher) and not list(found.objects(dataset, VOID.sparqlEndpoint))
    for wrong in ('licence = "a"', "license = 1", "license"):
        about.write_text(wrong, "utf-8")
        with pytest.raises(ValueError, match=r"about\.toml|Expected|Invalid"):
            export(examples, "dcat", tmp_path / "dcat.ttl", about=about)


def test_an_empty_store_is_described_without_days_and_places(tmp_path: Path) -> None:
    with Store.update(tmp_path / "store"):
        pass
    with Store.open(tmp_path / "store") as store:
        assert isinstance(store, Store)
        found = described(store, tmp_path)
        assert not read(store, tmp_path)
    dataset = URIRef(f"{BASE}dataset")
    assert found.value(dataset, DCTERMS.temporal) is None and found.value(dataset, VOID.triples).value == 0


def test_a_folder_that_is_not_there_is_told(examples: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none/graph\.graphml"):
        export(examples, "graphml", tmp_path / "none" / "graph.graphml")
