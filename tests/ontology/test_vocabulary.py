"""One vocabulary: the closed namespaces, the ontology, ELI as published and the generated page say the same."""

from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef

from ontology import document
from ontology.kinds import Kinds
from ontology.material import ontology_triples, own_terms
from ontology.vocabulary import BASE, ELI, OA, ORG, PREFIXES, PROV, ZM

ROOT = Path(__file__).parents[2]
PUBLISHED_ELI = ROOT.parent / "shared" / "vocab" / "eli-1.2.ttl"
ELI_TERMS = set(Path(__file__).with_name("eli-1.2.txt").read_text(encoding="utf-8").split())
TURTLE = sorted((ROOT / "ontology").rglob("*.ttl"))


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ROOT / "ontology" / "zhengmai.ttl", format="turtle")


@pytest.fixture(scope="module")
def concepts() -> Graph:
    return Graph().parse(ROOT / "ontology" / "concepts.ttl", format="turtle")


def terms(namespace: type) -> set[str]:
    return set(namespace.__annotations__) - {"_fail", "_NS"}


def defined(graph: Graph) -> set[URIRef]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return {term for kind in kinds for term in graph.subjects(RDF.type, kind) if str(term).startswith(ZM._NS)}  # type: ignore[misc]


OPEN = {
    "domain": {
        "about": "of annotations, reading issues, events and intervals",
        "area": "of references and of the events that follow from them",
        "part": "of references and of the events that follow from them",
        "quote": "of statements and of the events that follow from them",
        "reason": "of references, assignments, time limits, questions of review",
        "position": "of documents, texts and statements",
        "start": "of clauses and reading issues",
        "end": "of clauses and reading issues",
        "earliest": "of changes of agencies and stages of a reform",
        "latest": "of changes of agencies and stages of a reform",
        "place": "of agencies and groups",
        "placeLevel": "of places, kinds of agency and stages of a reform",
        "side": "of duties and kinds of bearer",
        "saidBy": "of named graphs, for which RDF has no class",
    },
    "range": {
        "about": "whatever something is said of",
        "decidedOn": "documents, assignments and time limits",
        "property": "rdf:Property, which OWL 2 DL reserves",
    },
}
"""The properties without a domain or range, and of which kinds of thing they are instead."""


@pytest.mark.parametrize(("side", "prop"), [("domain", RDFS.domain), ("range", RDFS.range)])
def test_a_property_says_what_it_is_of(ontology: Graph, side: str, prop: URIRef) -> None:
    properties = {term for term in defined(ontology) if (term, RDF.type, OWL.Class) not in ontology}
    told = {
        term
        for term in properties
        if any((above, prop, None) in ontology for above in ontology.transitive_objects(term, RDFS.subPropertyOf))
        # dct:relation and dct:identifier apply to anything; a property of ELI's has its own domain
        or any(str(above).startswith(ELI._NS) for above in ontology.transitive_objects(term, RDFS.subPropertyOf))
    }
    assert {str(term).removeprefix(str(ZM._NS)) for term in properties - told} == set(OPEN[side])


def test_the_head_of_the_ontology_says_what_its_readers_ask(ontology: Graph) -> None:
    (head,) = ontology.subjects(RDF.type, OWL.Ontology)
    for prop in (OWL.versionIRI, OWL.versionInfo, DCTERMS.title, DCTERMS.creator, DCTERMS.license, DCTERMS.description):
        assert list(ontology.objects(head, prop)), prop
    vann = "http://purl.org/vocab/vann/"
    assert str(ontology.value(head, URIRef(f"{vann}preferredNamespacePrefix"))) == "zm"
    assert str(ontology.value(head, URIRef(f"{vann}preferredNamespaceUri"))) == str(ZM._NS)
    imported = {str(iri).rstrip("#/") for iri in ontology.objects(head, OWL.imports)}
    assert imported >= {str(ns).rstrip("#/") for ns in (ELI._NS, OA._NS, ORG._NS, SKOS._NS)}


def test_what_is_used_of_other_ontologies_is_declared(ontology: Graph) -> None:
    declared = {term for term in ontology.subjects(RDF.type, None) if not str(term).startswith(ZM._NS)}
    used = {
        node
        for prop in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf)
        for node in ontology.objects(None, prop)
    }
    reserved = (str(OWL._NS), str(RDFS._NS), str(RDF._NS), str(ZM._NS))
    built_in = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.dateTime}
    assert {node for node in used - declared - built_in if not str(node).startswith(reserved)} == set()
    predicates = {prop for prop in ontology.predicates() if not str(prop).startswith(reserved)}
    assert predicates <= declared


def test_code_and_ontology_name_the_same_terms(ontology: Graph) -> None:
    assert {str(term).removeprefix(str(ZM._NS)) for term in defined(ontology)} == terms(ZM)


def test_each_term_has_labels_and_definitions_in_both_languages(ontology: Graph) -> None:
    for term in defined(ontology):
        for prop in (RDFS.label, SKOS.definition):
            values = [value for value in ontology.objects(term, prop) if isinstance(value, Literal)]
            assert sorted(value.language or "" for value in values) == ["en", "zh"], (term, prop)


def test_a_class_begins_with_a_capital_and_a_property_does_not(ontology: Graph) -> None:
    for term in defined(ontology):
        name = str(term).removeprefix(str(ZM._NS))
        assert name[0].isupper() == ((term, RDF.type, OWL.Class) in ontology)


def test_an_annex_is_a_part(ontology: Graph) -> None:
    assert (ZM.hasAnnex, RDFS.subPropertyOf, ELI.has_part) in ontology


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_no_blank_nodes_and_known_prefixes(path: Path) -> None:
    graph = Graph().parse(path, format="turtle")
    assert len(graph) > 10
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]
    used = {str(prop) for prop in graph.predicates()}
    assert all(any(prop.startswith(namespace) for namespace in PREFIXES.values()) for prop in used)


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_zm_terms_in_turtle_are_in_the_vocabulary(path: Path) -> None:
    graph = Graph().parse(path, format="turtle")
    nodes = {node for triple in graph for node in triple if isinstance(node, URIRef)}
    names = {str(node).removeprefix(str(ZM._NS)) for node in nodes if str(node).startswith(ZM._NS)}
    assert names <= terms(ZM)


def test_the_list_of_eli_terms_is_what_is_published() -> None:
    """The names that ELI 1.2 defines and does not deprecate, kept here so that a clean clone can check against them."""
    if not PUBLISHED_ELI.exists():
        pytest.skip("../shared/vocab/eli-1.2.ttl is not here")
    published, namespace = Graph().parse(PUBLISHED_ELI, format="turtle"), str(ELI._NS)
    named = {term for term in published.subjects(RDF.type, None) if str(term).startswith(namespace)}
    deprecated = {
        *published.subjects(OWL.deprecated, Literal(True)),
        URIRef(namespace),
    }  # the last is the ontology itself
    assert {str(term).removeprefix(namespace) for term in named - deprecated} == ELI_TERMS


def test_eli_terms_are_published_and_not_deprecated(ontology: Graph, concepts: Graph) -> None:
    namespace = str(ELI._NS)
    used = {URIRef(namespace + name) for name in terms(ELI)}
    nodes = {node for graph in (ontology, concepts) for triple in graph for node in triple if isinstance(node, URIRef)}
    used |= {node for node in nodes if node.startswith(namespace)}
    assert len(used) > 10 and len(ELI_TERMS) == 99
    assert {str(term).removeprefix(namespace) for term in used} <= ELI_TERMS


def test_namespaces_are_closed() -> None:
    for namespace in (ZM, ELI, OA, ORG):
        with pytest.raises(AttributeError):
            namespace.misspelt  # noqa: B018
    assert PROV.wasDerivedFrom


def test_each_kind_is_defined_in_both_languages(concepts: Graph) -> None:
    kinds = set(concepts.subjects(RDF.type, SKOS.Concept))
    assert {str(kind) for kind in kinds} == {f"{BASE}kind/{kind.name}" for kind in Kinds.load().all}
    for node in (*kinds, *concepts.subjects(RDF.type, SKOS.ConceptScheme)):
        for prop in (SKOS.prefLabel, SKOS.definition):
            values = [value for value in concepts.objects(node, prop) if isinstance(value, Literal)]
            assert sorted(value.language or "" for value in values) == ["en", "zh"], (node, prop)


def test_the_page_is_in_step() -> None:
    page = (ROOT / "docs" / "ontology.md").read_text("utf-8")
    assert page == document.render(), "run `python -m ontology.document`"


@pytest.mark.parametrize("name", ["places.ttl", "places-sample.ttl"])
def test_places_are_one_line_each_and_sorted(name: str) -> None:
    lines = (ROOT / "ontology" / "agencies" / name).read_text("utf-8").splitlines()
    places = [line for line in lines if line.startswith("place:")]
    assert places == sorted(places) and len(places) == len(set(places))
    assert all(line.endswith(" .") for line in places)


def test_every_file_of_the_ontology_reaches_the_graph() -> None:
    """A concept that data name has its label there: sides, measures and what else a new file brings."""
    written = ontology_triples(()).decode()
    for path in (ROOT / "ontology").glob("*.ttl"):
        absent = [subject for subject in set(Graph().parse(path).subjects()) if f"<{subject}>" not in written]
        assert absent == [], path.name


def test_the_vocabulary_says_what_each_foreign_term_is() -> None:
    """Without it the OWL API takes skos:definition for an undeclared annotation property, and asks the world for it."""
    declared = {str(triple.subject)[1:-1] for triple in own_terms() if triple.predicate.value == str(RDF.type)}
    used = {triple.predicate.value for triple in own_terms()} - {str(RDF.type)}
    builtin = (str(RDFS), str(OWL), str(RDF))
    assert not [name for name in used if not name.startswith(builtin) and name not in declared]
