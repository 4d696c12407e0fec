"""Every pattern of the check is proved by its examples and counterexamples, as those of `ingest.rules` are."""

import pytest

from check.patterns import patterns
from check.rules import draft_rules
from ingest.rules import Rule
from shapes.rules import Rules
from tests.samples.proving import prove

RULES = list(patterns().values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_pattern_matches_its_examples_and_no_counterexample(rule: Rule) -> None:
    prove(rule)


def test_rules_name_shapes_that_there_are() -> None:
    shapes = {rule.name for rule in Rules.load().by_iri.values()}
    named = {shape for rule in draft_rules().values() for shape in rule.shapes}
    assert named <= shapes
    assert {"numbering-gap", "own-provision-absent", "range-reversed", "repeal-void"} <= shapes & draft_rules().keys()


def test_every_rule_has_words_in_both_languages() -> None:
    assert len(draft_rules()) == 17
    for rule in draft_rules().values():
        assert rule.help("zh") != rule.help("en")
        assert rule.name("zh") != rule.name("en")
        assert "⟦" in rule.example
        assert "⟦" not in rule.counterexample
