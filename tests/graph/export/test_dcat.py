"""The description of the dataset: its figures are counts, its links lead where they say."""

import json
from collections import Counter
from pathlib import Path

from pyoxigraph import RdfFormat, parse
from rdflib import DCAT, RDF, SKOS, VOID, Graph, URIRef
from rdflib.term import Node

from graph.export import export
from graph.export.dcat import describe
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.identifiers import Place
from ontology.iri import Iris
from ontology.material import ontology_triples


def test_figures_of_void_are_what_a_count_gives(example_store: Path, tmp_path: Path) -> None:
    """Counted here from the dump, triple by triple, without a query."""
    with Store.open(example_store) as view:
        export(view, "nq", tmp_path / "a.nq")
        export(view, "dcat", tmp_path / "a.ttl")
    triples = {tuple(quad)[:3] for quad in parse(path=str(tmp_path / "a.nq"), format=RdfFormat.N_QUADS)}
    described = Graph().parse(tmp_path / "a.ttl")
    dataset = next(described.subjects(RDF.type, DCAT.Dataset))

    def figure(part: Node, prop: URIRef) -> int:
        return int(str(described.value(part, prop)))

    types = Counter(o for s, p, o in triples if p.value == str(RDF.type))
    predicates = Counter(p for s, p, o in triples)
    assert figure(dataset, VOID.triples) == len(triples)
    assert figure(dataset, VOID.distinctSubjects) == len({s for s, _, _ in triples})
    assert figure(dataset, VOID.distinctObjects) == len({o for _, _, o in triples})
    assert figure(dataset, VOID.properties) == len(predicates) and figure(dataset, VOID.classes) == len(types)
    for name, value, prop, counted in (
        (VOID.classPartition, VOID["class"], VOID.entities, types),
        (VOID.propertyPartition, VOID.property, VOID.triples, predicates),
    ):
        parts = set(described.objects(dataset, name))
        assert {str(described.value(part, value)): figure(part, prop) for part in parts} == {
            node.value: count for node, count in counted.items()
        }


def test_places_are_linked_to_wikidata(tmp_path: Path) -> None:
    """The state and the provinces are; 济南 lies in one."""
    place = Iris().mint(Place("370100"))
    data = ontology_triples([place]).decode()
    assert (
        "/place/370000> <http://www.w3.org/2004/02/skos/core#exactMatch> <http://www.wikidata.org/entity/Q43407>"
        in data
    )


def test_links_and_examples_are_described(example_store: Path) -> None:
    with Store.open(example_store) as view:
        graph = describe(view)
        links = [s for s, o in graph.subject_objects(RDF.type) if o == VOID.Linkset]
        counted = view.select("SELECT (COUNT(*) AS ?n) WHERE { ?place a zm:Place ; skos:exactMatch ?item }")
        (row,) = counted
        assert [int(str(graph.value(one, VOID.triples))) for one in links] == [int(row["n"].value)]
        assert graph.value(links[0], VOID.linkPredicate) == SKOS.exactMatch
        for example in graph.objects(None, VOID.exampleResource):
            assert list(view.select(f"SELECT ?p WHERE {{ <{example}> ?p ?o }} LIMIT 1"))


def test_a_dataset_has_the_base_of_its_store(tmp_path: Path) -> None:
    """The page of annotations has it, too."""
    (tmp_path / "a.txt").write_text("岚州市人民政府关于修缮渡口的通知\n岚政发〔2021〕1号\n", encoding="utf-8")
    build(find([tmp_path / "a.txt"]), tmp_path / "store", iris=Iris("https://data.example.org/zm/"))
    with Store.open(tmp_path / "store") as view:
        export(view, "dcat", tmp_path / "a.ttl")
        export(view, "oa", tmp_path / "a.json")
    dataset = next(Graph().parse(tmp_path / "a.ttl").subjects(RDF.type, DCAT.Dataset))
    assert str(dataset) == "https://data.example.org/zm/dataset"
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["id"] == "https://data.example.org/zm/annotations"
