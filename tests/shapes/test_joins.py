"""Queries that are rewritten to cost less find the same as the SELECT of the rule."""

from random import Random

import pytest
from rdflib import Graph

from ontology.vocabulary import PREFIXES
from shapes import joins
from shapes.asking import UNUSED_ALIAS, Asking
from shapes.rules import NAMESPACE, Rules
from tests.shapes.test_renewal import CASES, RULES, triples_of, view_of

ALIASES = """
:given-twice a zm:Alias ; zm:setBy :text ; zm:term "渡" ; zm:inClause :one, :two ; zm:offsets "0,4" .
:never a zm:Alias ; zm:setBy :text ; zm:term "浮桥"@zh ; zm:inClause :one ; zm:offsets "0,4" .
:in-another-text a zm:Alias ; zm:setBy :text ; zm:term "《章程》"@zh ; zm:inClause :one ; zm:offsets "0,4" .
:in-a-heading a zm:Alias ; zm:setBy :text ; zm:term "罚则"@zh ; zm:inClause :one ; zm:offsets "0,4" .
:in-its-own-heading a zm:Alias ; zm:setBy :text ; zm:term "总则"@zh ; zm:inClause :one ; zm:offsets "0,4" .
:behind-itself a zm:Alias ; zm:setBy :text ; zm:term "船"@zh ; zm:inClause :one ; zm:offsets "0,4" .
:before-itself a zm:Alias ; zm:setBy :text ; zm:term "检验"@zh ; zm:inClause :one ; zm:offsets "0,8" .
:one eli:is_part_of :text ; zm:heading "总则" ; zm:text "检验渡口的船。" .
:two eli:is_part_of :one ; zm:heading "罚则" ; zm:text "渡" .
:three eli:is_part_of :other ; zm:text "章程、浮桥" .
"""


def plainly(asking: Asking, text: str) -> set[tuple[str, str]]:
    """The focus nodes and values that the unchanged SELECT finds."""
    text = asking.moved(asking.classes.put_into(text))
    return {(str(row["this"]), str(row.get("value", row["this"]))) for row in asking._rows(text)}


@pytest.mark.parametrize("few", [0, 1, 20])
def test_unused_short_names(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joins, "_FEW", few)
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    data = Graph().parse(data=f"{head}@prefix : <https://example.org/> .\n{ALIASES}", format="turtle")
    asking, rule = Asking(data), Rules.load().by_iri[UNUSED_ALIAS]
    found = {(str(one.focus), str(one.value)) for one in asking.results(rule, None)}
    assert found == plainly(asking, rule.selects[0].text)
    names = ["before-itself", "in-another-text", "in-its-own-heading", "never"]
    assert sorted(focus.removeprefix("https://example.org/") for focus, _ in found) == names


@pytest.mark.parametrize("seed", range(4))
def test_each_rule_over_random_triples(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    monkeypatch.setattr(joins, "_FEW", seed % 2)
    every = sorted({triple for path in CASES for triple in triples_of(path)}, key=str)
    asking = Asking(view_of(set(random.sample(every, len(every) * random.choice((5, 9, 10)) // 10))).graph())
    for rule in RULES:
        found = {
            (str(one.focus), str(one.focus if one.value is None else one.value)) for one in asking.results(rule, None)
        }
        expected = {pair for select in rule.selects for pair in plainly(asking, select.text)}
        if not all(select.value for select in rule.selects):
            found, expected = {(focus, "") for focus, _ in found}, {(focus, "") for focus, _ in expected}
        assert found == expected, rule.iri.removeprefix(NAMESPACE)
