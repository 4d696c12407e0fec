"""Every pattern of the graph's rooms is proved by its examples and counterexamples, and takes linear time."""

import re

import pytest

from graph.patterns import patterns
from ontology.patterns import Rule, RuleError, parse, unmarked
from tests.ingest.pumping import hostile_texts
from tests.samples.proving import prove

RULES = list(patterns().values())
TEXTS = [unmarked(text)[0] for rule in RULES for text in (*rule.examples, *rule.counterexamples)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_pattern_matches_its_examples_and_no_counterexample(rule: Rule) -> None:
    prove(rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_pattern_finds_what_the_standard_library_finds(rule: Rule) -> None:
    alone = re.compile(rule.source, re.VERBOSE)
    for text in (*TEXTS, "，".join(TEXTS)):
        for asked, told in ((rule.find, alone.search), (rule.start, alone.match), (rule.whole, alone.fullmatch)):
            ours, theirs = asked(text), told(text)
            assert (ours and ours.regs) == (theirs and theirs.regs)
        assert [match.regs for match in rule.each(text)] == [match.regs for match in alone.finditer(text)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_hostile_text_does_not_stall_a_pattern(rule: Rule) -> None:
    pieces = ("第", "第一条", "“", "”", "（", "《", "一", "1", " ", "、", "，", "年", "法", "修改为")
    for hostile in (*((piece * 400)[:400] + "\x00" for piece in pieces), *hostile_texts(rule.source)):
        assert rule.whole(hostile) is None
        rule.start(hostile)
        rule.find(hostile)


def test_a_table_may_hold_fragments_of_its_own() -> None:
    rest = 'examples = ["甲乙"]\ncounterexamples = ["乙"]'
    rules = parse(
        f'[fragments]\na = "甲"\nb = "{{{{a}}}}乙"\n[[rule]]\nname = "r"\npattern = "{{{{b}}}}"\n{rest}', "t.toml"
    )
    assert rules["r"].find("丙甲乙")
    with pytest.raises(RuleError, match="no fragment named b"):
        parse(f'[fragments]\na = "{{{{b}}}}"\n[[rule]]\nname = "r"\npattern = "甲"\n{rest}', "t.toml")
