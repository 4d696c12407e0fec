"""Every shape finds what its failing cases hold, and nothing in its passing ones.

A case file carries a shape's name. It contains the data and the results that are expected of that shape
(sh:ValidationResult with sh:sourceShape and sh:focusNode); what is named `passes…` must not be found.
"""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef

from ingest.model import Level
from ontology.levels import LEVELS, level_of
from shapes.rules import ANY_DAY, NAMESPACE, Rules, ShapeRule
from shapes.validate import validate

CASES = sorted((Path(__file__).parent / "cases").glob("*.ttl"))


def test_each_shape_has_its_cases() -> None:
    rules = {rule.name for rule in Rules.load().by_iri.values()}
    assert len(rules) >= 100
    assert {path.stem for path in CASES} == rules


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_finds_the_failing_and_only_them(path: Path) -> None:
    data = Graph().parse(path, format="turtle")
    expected = [str(data.value(result, SH.focusNode)) for result in data.subjects(RDF.type, SH.ValidationResult)]
    named = {str(data.value(result, SH.sourceShape)) for result in data.subjects(RDF.type, SH.ValidationResult)}
    passing = [node for node in set(data.subjects()) if "/passes" in str(node)]
    assert passing and expected, "a case needs a passing and a failing resource"
    assert named == {NAMESPACE + path.stem}
    findings = validate(data, shape=path.stem)
    assert sorted(finding.focus for finding in findings) == sorted(expected)
    assert {finding.name for finding in findings} == {path.stem}


def test_placeholders_are_filled() -> None:
    for path in CASES:
        for finding in validate(Graph().parse(path, format="turtle"), shape=path.stem):
            assert "{" not in finding.message_zh + finding.message_en
            assert finding.message_zh != finding.message_en


def test_every_shape_is_named_and_speaks_both_languages() -> None:
    shapes = Rules.load().whole
    named = {str(shape) for shape in shapes.subjects(SH.severity, None)}
    assert named == set(Rules.load().by_iri)
    for rule in Rules.load().by_iri.values():
        assert rule.message_zh.endswith("。") and rule.message_en.endswith(".")
    for shape in [*shapes.subjects(RDF.type, SH.NodeShape), *shapes.subjects(RDF.type, SH.PropertyShape)]:
        assert isinstance(shape, URIRef) and str(shape).startswith(NAMESPACE)
    for _, prop in shapes.subject_objects(SH.property):
        assert isinstance(prop, URIRef), "a property shape needs a name"


def test_names_do_not_repeat() -> None:
    rules = Rules.load().by_iri.values()
    for names in ((rule.name_zh for rule in rules), (rule.name_en for rule in rules)):
        assert not [name for name, times in Counter(names).items() if times > 1]


def own_selects() -> list[ShapeRule]:
    return [rule for rule in Rules.load().by_iri.values() if rule.query]


def test_a_select_names_its_own_target() -> None:
    """It runs once for all focus nodes, so nothing else restricts them."""
    shapes = Rules.load().whole
    prefixes = {str(ns): str(shapes.value(node, SH.prefix)) for node, ns in shapes.subject_objects(SH.namespace)}
    assert len(own_selects()) >= 35
    for rule in own_selects():
        shape = URIRef(rule.iri)
        forms = {SH.targetClass: "$this a %s ", SH.targetSubjectsOf: "$this %s ", SH.targetObjectsOf: " %s $this "}
        (said, target), *others = [
            (pattern, str(target)) for kind, pattern in forms.items() for target in shapes.objects(shape, kind)
        ]
        namespace = next(ns for ns in prefixes if target.startswith(ns))
        assert not others
        assert said % f"{prefixes[namespace]}:{target.removeprefix(namespace)}" in rule.selects[0].text, rule.name


def test_a_day_is_asked_for_once() -> None:
    """The engine puts the day in its place; SHACL has no VALUES in a constraint (5.2.1)."""
    dated = [rule for rule in own_selects() if "?asOf" in rule.selects[0].text]
    assert {rule.name for rule in dated} == {
        "basis-expired",
        "claim-differs",
        "document-ended",
        "edition-superseded",
        "provision-moved",
        "repealed-still-cited",
        "status-disputed",
    }
    for rule in own_selects():
        text = rule.selects[0].text
        assert text.count(f"BIND({ANY_DAY} AS ?asOf)") == text.count(ANY_DAY) == (rule in dated)
        assert "VALUES" not in text


def test_a_select_gives_each_finding_once() -> None:
    """The default graph is a union that contains a triple of two sources twice."""
    for rule in own_selects():
        text = rule.selects[0].text
        assert "SELECT DISTINCT $this" in text or "GROUP BY $this" in text, rule.name


def test_what_no_longer_holds_depends_on_the_day() -> None:
    data = Graph().parse(Path(__file__).parent / "cases" / "basis-expired.ttl", format="turtle")
    assert not validate(data, shape="basis-expired", as_of=date(2018, 12, 31))
    assert len(validate(data, shape="basis-expired", as_of=date(2019, 1, 1))) == 3


def test_severities_are_those_of_shacl() -> None:
    shapes = Rules.load().whole
    assert {str(o) for o in shapes.objects(None, SH.severity)} == {str(SH[s]) for s in ("Violation", "Warning", "Info")}
    assert all(isinstance(message, Literal) for message in shapes.objects(None, SH.message))


def test_levels_are_those_that_ingest_writes() -> None:
    shapes = Rules.load().whole
    pattern = shapes.value(URIRef(NAMESPACE + "clause-level-unknown"), SH.pattern)
    assert pattern is not None
    assert set(re.findall(r"[A-Za-z]+(?=[|)])", str(pattern))) == set(LEVELS)
    assert set(LEVELS.values()) == {str(level) for level in Level}
    assert [level_of(eid) for eid in ("chp_2__art_7", "preface", "art_3__para_2__point_1", "stanza_1")] == [
        "article",
        "preface",
        "point",
        "",
    ]
