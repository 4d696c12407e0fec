"""The words by which acts treat other documents are proved by their examples."""

from pathlib import Path

import pytest

import ontology
from ontology.acts import act_words
from ontology.patterns import Rule, read
from tests.samples.proving import prove

RULES = read(Path(ontology.__file__).with_name("acts.toml"))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_words_of_acts(rule: Rule) -> None:
    prove(rule)
    assert act_words(rule.name) is rule
