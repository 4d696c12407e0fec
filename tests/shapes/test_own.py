"""A user's own shapes: what compiles runs in the store's engine, the rest in pySHACL, and both find what pySHACL finds alone."""

import pytest
from oxrdflib import OxigraphStore
from rdflib import RDF, SH, Dataset, Graph, Literal, URIRef

from graph.records.findings import Finding
from graph.store.errors import ShapesError
from ontology.enumerations import Engine, Severity
from ontology.vocabulary import PREFIXES
from shapes import reference
from shapes.check import Checked, CheckOptions, check_graph
from shapes.files import read
from shapes.own import sort
from shapes.rules import NAMESPACE, Rules
from shapes.validate import report_of

EX = "https://example.org/"
HEAD = "".join(
    f"@prefix {prefix}: <{namespace}> .\n"
    for prefix, namespace in {**PREFIXES, "": EX, "sh": str(SH), "our": NAMESPACE}.items()
)
# :good and :bad are of class :C; :other is of none. :bad lacks what :good has.
DATA = """
:Sub rdfs:subClassOf :C .
:good a :C ; :name "岚州市节水办法" ; :year 2019 ; :by :agency ; :part [] . :agency :name "岚州市水务局" .
:bad  a :Sub ; :name "办" , "令" ; :year 2031 ; :by :nobody ; :extra 1 .
:other :name "办" .
"""
SPARQL = ':s a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:message "{?value}"@zh ; sh:prefixes : ; sh:select """%s""" ] .'
PREFIX_DECLARED = f': sh:declare [ sh:prefix "" ; sh:namespace "{EX}"^^xsd:anyURI ] .'

# (shapes, whether the store's engine runs them); each finds :bad and not :good.
CASES = {
    "min-count": (":s a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :part ; sh:minCount 1 ] .", True),
    "min-count-of-inverse": (":s sh:targetNode :bad ; sh:path [ sh:inversePath :by ] ; sh:minCount 1 .", True),
    "max-count": (":s a sh:PropertyShape ; sh:targetClass :C ; sh:path :name ; sh:maxCount 1 .", True),
    "min-length": (":s sh:targetSubjectsOf :year ; sh:path :name ; sh:minLength 2 .", True),
    "max-exclusive": (":s sh:targetClass :C ; sh:path :year ; sh:maxExclusive 2031 .", True),
    "implicit-class": (":C a rdfs:Class , sh:NodeShape ; sh:property :p . :p sh:path :year ; sh:maxInclusive 2030 .", True),
    "node-kind": (":s sh:targetObjectsOf :year ; sh:in ( 2019 ) .", True),
    "a-message-in-one-language": (
        ':s sh:targetClass :C ; sh:path :name ; sh:maxCount 1 ; sh:message "one name"@en ; sh:severity sh:Info .', True,
    ),
    "select": (SPARQL % "SELECT $this ?value WHERE { $this :year ?value . FILTER(?value > 2030) }" + PREFIX_DECLARED, True),
    "select-with-exists": (
        SPARQL % "SELECT $this ?value WHERE { $this :by ?value . FILTER NOT EXISTS { ?value :name ?x . FILTER(?x != $this) } }"
        + PREFIX_DECLARED, True,
    ),
    "select-of-a-path": (
        ":s sh:targetClass :C ; sh:path :year ; sh:sparql [ sh:prefixes : ; "
        'sh:select "SELECT $this ?value WHERE { $this $PATH ?value . FILTER(?value > 2030) }" ] .' + PREFIX_DECLARED, False,
    ),
    "select-that-counts": (
        SPARQL % "SELECT $this (COUNT(?n) AS ?value) WHERE { $this :name ?n } GROUP BY $this HAVING(COUNT(?n) > 1)" + PREFIX_DECLARED,
        False,
    ),
    "select-with-this-pre-bound": (
        SPARQL % "SELECT $this WHERE { BIND(STR($this) AS ?x) $this a :Sub FILTER(STRENDS(?x, 'bad')) }" + PREFIX_DECLARED, False,
    ),
    "sequence-path": (":s sh:targetClass :C ; sh:path ( :by :name ) ; sh:minCount 1 .", False),
    "closed": (":s sh:targetClass :C ; sh:closed true ; sh:ignoredProperties ( rdf:type :name :year :by :part ) .", False),
    "look-ahead": (':s sh:targetClass :C ; sh:path :name ; sh:pattern "^(?!办)(?!令)" .', False),
    "node": (":s sh:targetClass :C ; sh:node :n . :n sh:property [ sh:path :extra ; sh:maxCount 0 ] .", False),
    "language": (":s sh:targetClass :C ; sh:path :name ; sh:or ( [ sh:minLength 2 ] [ sh:languageIn ( 'en' ) ] ) .", False),
    "property-in-property": (":s sh:targetClass :C ; sh:path :by ; sh:property [ sh:path :name ; sh:minCount 1 ] .", False),
    "a-component-of-its-own": (
        ":Odd a sh:ConstraintComponent ; sh:parameter [ sh:path :odd ] ; "
        "sh:validator [ a sh:SPARQLAskValidator ; sh:ask 'ASK { FILTER($value < $odd) }' ] . "
        ":s sh:targetClass :C ; sh:path :year ; :odd 2030 .", False,
    ),
}  # fmt: skip


def graph(text: str = DATA) -> Dataset:
    dataset = Dataset(store=OxigraphStore(), default_union=True)
    source = dataset.graph(URIRef(EX + "source"))
    for triple in Graph().parse(data=HEAD + text.replace("[]", ":part-of-it"), format="turtle"):
        source.add(triple)
    return dataset


def check(shapes: str, engine: Engine = Engine.STORE, data: str = DATA, **asked: str) -> Checked:
    """Only what the user's shapes find: ours say nothing of this data."""
    return check_graph(graph(data), CheckOptions([("house.ttl", HEAD + shapes)], engine, shape=asked.get("shape")))


def comparable(findings: list[Finding]) -> list[tuple[str, ...]]:
    names = ("shape", "component", "focus", "path", "value", "severity", "message_zh", "message_en", "name_zh")
    return [tuple(str(getattr(finding, name)) for name in names) for finding in findings]


@pytest.mark.parametrize("name", CASES)
def test_both_ways_find_the_bad_and_not_the_good(name: str) -> None:
    shapes, compiled = CASES[name]
    found = check(shapes)
    assert not any(finding.focus == EX + "good" for finding in found.findings)
    assert {finding.focus for finding in found.findings} <= {EX + "bad", EX + "nobody", "2031"} and found.findings
    assert comparable(found.findings) == comparable(check(shapes, Engine.PYSHACL).findings)
    assert bool(found.notices) is not compiled
    if not compiled:
        (notice,) = found.notices
        assert notice.startswith(EX) and "pySHACL checks" in notice and "\n" not in notice


def test_the_rest_of_a_shape_still_compiles() -> None:
    shapes = ":s sh:targetClass :C ; sh:property [ sh:path :missing ; sh:minCount 1 ] , [ sh:path ( :by :name ) ; sh:minCount 1 ] ."
    own = sort(read([("house.ttl", HEAD + shapes)]))
    assert [rule.iri for rule in own.compiled] == [EX + "s.missing"]
    assert [notice.partition(":")[0] for notice in own.notices] and EX + "s.path" in own.notices[0]
    assert {finding.shape for finding in check(shapes).findings} == {EX + "s.missing", EX + "s.path"}


def test_a_property_shape_of_two_holders_is_reported_once() -> None:
    shapes = (
        ":a sh:targetClass :C ; sh:closed false ; sh:nodeKind sh:IRI ; sh:property :p . "
        ":b sh:targetNode :bad ; sh:property :p . :p sh:path :missing ; sh:minCount 1 ."
    )
    found = check(shapes)
    assert [finding.focus for finding in found.findings].count(EX + "bad") == 1
    assert comparable(found.findings) == comparable(check(shapes, Engine.PYSHACL).findings)


def test_a_shape_without_words_says_which_constraint_and_where() -> None:
    (finding,) = check(":s sh:targetNode :bad ; sh:path :missing ; sh:minCount 1 .").findings
    assert (finding.name, finding.severity) == ("s", Severity.VIOLATION)
    assert finding.message_en == "The constraint MinCount · missing does not hold."
    assert finding.message_zh == "不符合约束 MinCount · missing。"


def test_one_language_stands_for_the_other() -> None:
    shapes = ':s sh:targetNode :bad ; sh:path :missing ; sh:minCount 1 ; sh:name "缺"@zh ; sh:message "必须写明"@zh .'
    (finding,) = check(shapes).findings
    assert (finding.name_zh, finding.name_en, finding.message_en) == ("缺", "缺", "必须写明")


def test_a_deactivated_shape_checks_nothing_and_says_nothing() -> None:
    found = check(":s sh:targetClass :C ; sh:path :missing ; sh:minCount 1 ; sh:deactivated true .")
    assert (found.findings, found.notices) == ([], [])


def test_what_checks_nothing_is_said() -> None:
    shapes = (
        ":s sh:targetClass :C ; sh:nodeKind sh:IRI . :lost a sh:NodeShape ; sh:nodeKind sh:IRI . <> owl:imports :more ."
    )
    lost, imports = check(shapes).notices
    assert lost == f"{EX}lost: has no target, and no shape refers to it: it checks nothing"
    assert "owl:imports" in imports


def test_ours_run_beside_them_and_one_may_be_asked_for() -> None:
    data = DATA + "\n:d a zm:PublishedDocument ."
    shapes = ":s sh:targetClass :C ; sh:path :missing ; sh:minCount 1 ."
    names = {finding.name for finding in check(shapes, data=data).findings}
    assert {"s", "title-missing"} <= names
    for engine in Engine:
        assert {finding.name for finding in check(shapes, engine, data, shape="s").findings} == {"s"}
        assert {finding.name for finding in check(shapes, engine, data, shape="title-missing").findings} == {
            "title-missing"
        }
    with pytest.raises(ShapesError, match="--shape nothing"):
        check(shapes, shape="nothing")


def test_a_report_has_their_findings() -> None:
    report = report_of(check(CASES["select"][0]).findings)
    assert (None, SH.sourceShape, URIRef(EX + "s")) in report and (None, SH.value, Literal(2031)) in report
    assert len(set(report.subjects(RDF.type, SH.ValidationResult))) == 1


def test_names_of_property_shapes_follow_the_file() -> None:
    shapes = ":s sh:targetClass :C ; sh:property [ sh:path :a ; sh:minCount 1 ] , [ sh:path :a ; sh:maxCount 1 ] ."
    first, second = (read([("house.ttl", HEAD + shapes)]) for _ in range(2))
    assert set(first.objects(URIRef(EX + "s"), SH.property)) == {URIRef(EX + "s.a"), URIRef(EX + "s.a-2")}
    assert {(s, p) for s, p, _ in first if isinstance(s, URIRef)} == {
        (s, p) for s, p, _ in second if isinstance(s, URIRef)
    }


@pytest.mark.parametrize(("shapes", "said"), [
    ("this is no Turtle",                                                              "not Turtle, line"),
    (":s sh:minCount 1 .",                                                             "no shape has a target"),
    (":s :p :o .",                                                                     "no shape has a target"),
    ("",                                                                               "no shape has a target"),
    (":s sh:targetNode " + "[ :p " * 3000 + "1" + " ]" * 3000 + " .",                 "nested too deeply|not Turtle"),
    (SPARQL % "SELECT $this WHERE { SERVICE <http://localhost:1/> { $this ?p ?o } }",  "SERVICE"),
    (SPARQL % "SELECT $this WHERE { ?a ?b $this FILTER EXISTS { SERVICE <http://localhost:1/> { ?a ?p ?o } } }", "SERVICE"),
    (SPARQL % "SELECT $this WHERE { GRAPH ?g { $this ?p ?o } }",                       "GRAPH"),
    (SPARQL % "SELECT $this WHERE { $this ?p",                                         "not valid SPARQL"),
    (SPARQL % "SELECT $this WHERE { $this nothing:p ?o }",                             "not valid SPARQL"),
    (SPARQL % "DELETE WHERE { $this ?p ?o }",                                          "not valid SPARQL"),
    (":s sh:targetClass :C ; sh:nodeKind sh:IRI ; sh:rule [ a sh:TripleRule ] .",      "sh:rule is not SHACL Core"),
    (":s sh:targetClass :C ; sh:nodeKind sh:IRI ; sh:target [ a sh:SPARQLTarget ] .",  "sh:target is not SHACL Core"),
    (":s sh:targetClass :C ; sh:nodeKind sh:IRI ; sh:severity :Grave .",               "sh:severity"),
    (":s sh:targetClass :C ; sh:path :year ; sh:minCoutn 1 .",                         "sh:minCoutn is no term of SHACL"),
    (":s sh:targetClass <https://w3id.org/zhengmai/ns#Refrence> ; sh:nodeKind sh:IRI .", "ns#Refrence> is no term of zhengmai"),
    (":s sh:targetClass <https://w3id.org/zhengmai/ontology#Task> ; sh:nodeKind sh:IRI .", "ontology#Task> is no term of zhengmai"),
    (SPARQL % "SELECT $this WHERE { $this zm:citedDocumnt ?o }",                       "ns#citedDocumnt> is no term of zhengmai"),
    (":s sh:targetClass :C ; sh:path :year ; sh:nodeKind :Odd .",                      "sh:nodeKind"),
    (":s sh:targetClass :C ; sh:path ( ) ; sh:minCount 1 .",                           "sh:path"),
    ("our:title-missing sh:targetClass :C ; sh:nodeKind sh:IRI .",                     "zhengmai's own"),
    ("# " + "x" * 5_000_000,                                                           "larger than"),
])  # fmt: skip
def test_what_cannot_be_used_is_refused(shapes: str, said: str) -> None:
    with pytest.raises(ShapesError, match=said) as refused:
        check(shapes)
    assert "\n" not in refused.value.en and refused.value.zh


def test_what_pyshacl_refuses_is_told() -> None:
    with pytest.raises(ShapesError, match="pySHACL refuses the shapes: "):
        check(":s sh:targetClass :C ; sh:path :year ; sh:minCount 'many' .")


def test_a_day_is_put_into_the_shapes_of_the_reference() -> None:
    shapes = Rules.load().whole
    dated = reference.dated(shapes, "2020-01-01")
    selects = [str(text) for text in dated.objects(None, SH.select)]
    assert sum('"2020-01-01"^^xsd:date' in text for text in selects) == 7
    assert len(dated) == len(shapes) and not any("9999-12-31" in text for text in selects)


def test_terms_of_ours_in_strings_and_terms_of_others_are_let_alone() -> None:
    where = "$this <https://w3id.org/zhengmai/ns#status> ?o . BIND('zm:nothing' AS ?x) FILTER(?o != <https://example.org/ns#other>)"
    check(SPARQL % f"SELECT $this WHERE {{ {where} }}")
