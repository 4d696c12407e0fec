"""The graph fits the ontologies that it uses: with their domains and ranges applied, nothing is of two unlike kinds."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from graph.store.store import Store
from ontology.reasoning import clashes, entailed_types, files
from ontology.vocabulary import ELI, ZM

ROOT = Path(__file__).parents[2]
XSD = "http://www.w3.org/2001/XMLSchema#"
PUBLISHED_ELI = ROOT.parent / "shared" / "vocab" / "eli-1.2.ttl"

# What the W3C ontologies say of the terms that the graph uses of them, and what ELI leaves unsaid: that FRBR's levels differ.
W3C = """
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

oa:Annotation a owl:Class . oa:Selector a owl:Class . oa:ResourceSelection a owl:Class .
oa:SpecificResource a owl:Class ; rdfs:subClassOf oa:ResourceSelection .
oa:TextPositionSelector a owl:Class ; rdfs:subClassOf oa:Selector .
oa:TextQuoteSelector a owl:Class ; rdfs:subClassOf oa:Selector .
oa:hasTarget a owl:ObjectProperty ; rdfs:domain oa:Annotation .
oa:bodyValue a owl:DatatypeProperty ; rdfs:domain oa:Annotation .
oa:hasSource a owl:ObjectProperty ; rdfs:domain oa:ResourceSelection .
oa:hasSelector a owl:ObjectProperty ; rdfs:domain oa:ResourceSelection ; rdfs:range oa:Selector .
oa:start a owl:DatatypeProperty ; rdfs:domain oa:TextPositionSelector .
oa:end a owl:DatatypeProperty ; rdfs:domain oa:TextPositionSelector .
oa:exact a owl:DatatypeProperty ; rdfs:domain oa:TextQuoteSelector .

org:Organization a owl:Class ; owl:disjointWith org:ChangeEvent, skos:Concept, eli:LegalResource .
org:FormalOrganization a owl:Class ; rdfs:subClassOf org:Organization .
org:ChangeEvent a owl:Class .
org:subOrganizationOf rdfs:domain org:Organization ; rdfs:range org:Organization ;
    rdfs:subPropertyOf org:transitiveSubOrganizationOf .
org:transitiveSubOrganizationOf rdfs:domain org:Organization ; rdfs:range org:Organization .
org:originalOrganization rdfs:domain org:ChangeEvent ; rdfs:range org:Organization .
org:resultingOrganization rdfs:domain org:ChangeEvent ; rdfs:range org:Organization .

prov:Entity a owl:Class .
prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .

skos:Concept a owl:Class ; owl:disjointWith skos:ConceptScheme .
skos:ConceptScheme a owl:Class .
skos:inScheme rdfs:range skos:ConceptScheme .
skos:broader rdfs:domain skos:Concept ; rdfs:range skos:Concept .

eli:LegalResource owl:disjointWith eli:LegalExpression, eli:Format, skos:Concept, oa:Annotation .
eli:LegalExpression owl:disjointWith eli:Format .
"""


@pytest.fixture(scope="module")
def eli() -> Graph:
    if not PUBLISHED_ELI.exists():
        pytest.skip("../shared/vocab/eli-1.2.ttl is not here: the published ELI stands outside the repository")
    return Graph().parse(PUBLISHED_ELI, format="turtle")


@pytest.fixture(scope="module")
def own() -> Graph:
    return Graph().parse(ROOT / "ontology" / "zhengmai.ttl", format="turtle")


@pytest.fixture(scope="module")
def schema(eli: Graph, own: Graph) -> Graph:
    return eli + own + Graph().parse(data=W3C, format="turtle")


@pytest.fixture(scope="module")
def example(example_store: Path) -> Graph:
    """All that the store of the examples holds, as one graph."""
    graph = Graph()
    with Store.open(example_store) as store:
        for triple in store.graph().triples((None, None, None)):
            graph.add(triple)
    assert len(graph) > 15_000
    return graph


def test_nothing_is_of_two_disjoint_classes(schema: Graph, example: Graph) -> None:
    assert clashes(schema, example) == []


def test_the_check_sees_a_clash(schema: Graph, example: Graph) -> None:
    """A title of a legal expression on a legal resource, an instrument that is a task: as one misuse would be."""
    document = next(example.subjects(RDF.type, ZM.PublishedDocument))
    title = URIRef(str(ELI._NS) + "title")
    for wrong in ((document, title, Literal("通知")), (URIRef("urn:x"), ZM.hasAssignment, document)):
        assert clashes(schema, Graph().parse(data=example.serialize(format="nt"), format="nt").add(wrong))


def test_no_type_is_undeclared(schema: Graph, example: Graph) -> None:
    declared = set(schema.subjects(RDF.type, OWL.Class))
    terms = tuple(str(namespace) for namespace in (OWL, RDF, RDFS))
    used = {kind for kinds in entailed_types(schema, example).values() for kind in kinds}
    assert {kind for kind in used - declared if not str(kind).startswith(terms)} == set()
    assert len(used) > 25


def test_a_union_of_domains_or_ranges_holds_for_what_stands_there(schema: Graph, example: Graph) -> None:
    """eli:number is for legal resources or expressions: what has one is entailed to be one of the two."""
    types = entailed_types(schema, example)
    checked, outside = 0, []
    for prop in set(example.predicates()):
        for side, ends in ((RDFS.domain, example.subjects(prop)), (RDFS.range, example.objects(None, prop))):
            for union in schema.objects(prop, side):
                if isinstance(union, BNode):
                    members = set(Collection(schema, next(schema.objects(union, OWL.unionOf))))
                    # A clause may be cited whose text nobody has: it has a name, and no type.
                    nodes = {node for node in ends if isinstance(node, URIRef) and node in types}
                    checked += len(nodes)
                    outside += [(str(prop), str(node)) for node in nodes if not types[node] & members]
    assert outside == []
    assert checked > 100


def test_literals_stand_where_literals_belong_and_have_the_type_that_is_asked(schema: Graph, example: Graph) -> None:
    wrong = []
    for prop in set(example.predicates()):
        kinds, ranges = set(schema.objects(prop, RDF.type)), set(schema.objects(prop, RDFS.range))
        datatypes = {kind for kind in ranges if isinstance(kind, URIRef) and kind.startswith(XSD)}
        for value in set(example.objects(None, prop)):
            datatype = (value.datatype or URIRef(XSD + "string")) if isinstance(value, Literal) else None
            misplaced = (OWL.ObjectProperty if datatype else OWL.DatatypeProperty) in kinds
            if misplaced or (datatype and datatypes and datatype not in datatypes):
                wrong.append((prop, value))
    assert wrong == []


def test_what_is_functional_has_one_value(schema: Graph, example: Graph) -> None:
    more = []
    for prop in schema.subjects(RDF.type, OWL.FunctionalProperty):
        subjects = list(example.subjects(prop, None))
        more += [(prop, subject) for subject in set(subjects) if len(set(example.objects(subject, prop))) > 1]
    for prop in schema.subjects(RDF.type, OWL.InverseFunctionalProperty):
        values = set(example.objects(None, prop))
        more += [(prop, value) for value in values if len(set(example.subjects(prop, value))) > 1]
    assert more == []


def test_every_eli_term_is_published_and_not_deprecated(eli: Graph, example: Graph) -> None:
    nodes = {node for triple in example for node in triple if isinstance(node, URIRef)}
    used = {node for node in nodes if node.startswith(str(ELI._NS))}
    assert len(used) > 15
    assert {term for term in used if (term, RDF.type, None) not in eli} == set()
    assert {term for term in used if (term, OWL.deprecated, Literal(True)) in eli} == set()


def test_every_property_of_ours_is_in_the_ontology(own: Graph, example: Graph) -> None:
    properties = {*own.subjects(RDF.type, OWL.ObjectProperty), *own.subjects(RDF.type, OWL.DatatypeProperty)}
    used = {prop for prop in example.predicates() if str(prop).startswith(ZM._NS)}
    assert used <= properties and len(used) > 50


def test_every_concept_of_every_scheme_is_told_in_both_languages() -> None:
    schemes = Graph()
    for path in files()[1:]:
        schemes.parse(path, format="turtle")
    nodes = {*schemes.subjects(RDF.type, SKOS.Concept), *schemes.subjects(RDF.type, SKOS.ConceptScheme)}
    for node in nodes:
        for prop in (SKOS.prefLabel, SKOS.definition):
            languages = sorted(str(getattr(value, "language", None)) for value in schemes.objects(node, prop))
            assert languages == ["en", "zh"], (node, prop)
    assert set(schemes.objects(None, SKOS.inScheme)) == set(schemes.subjects(RDF.type, SKOS.ConceptScheme))
