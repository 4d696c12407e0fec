"""Every rule of every table is proved by its own examples; a table that is not well formed does not load."""

import re

import pytest

from ingest.rules import How, Rule, RuleError, parse, table, tables, unmarked
from tests.ingest.pumping import hostile_texts

RULES = {f"{name}.{rule.name}": rule for name in tables() for rule in table(name).values()}
EXAMPLES = [pytest.param(rule, text, id=f"{label}: {text}") for label, rule in RULES.items() for text in rule.examples]
COUNTEREXAMPLES = [
    pytest.param(rule, text, id=f"{label}: {text}") for label, rule in RULES.items() for text in rule.counterexamples
]


def test_the_tables_are_all_there() -> None:
    assert {"furniture", "lines", "markers", "headings", "numbers", "dates", "validity"} <= set(tables())
    assert len(EXAMPLES) > 150 and len(COUNTEREXAMPLES) > 120


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_matches_its_examples(rule: Rule, example: str) -> None:
    text, part = unmarked(example)
    match = rule.match(text)
    assert match is not None
    if part is not None:
        assert match[0] == text[slice(*part)]
        assert match.span() == part


@pytest.mark.parametrize(("rule", "counterexample"), COUNTEREXAMPLES)
def test_a_rule_matches_no_counterexample(rule: Rule, counterexample: str) -> None:
    assert rule.match(counterexample) is None


def test_how_a_rule_is_asked() -> None:
    said = 'pattern = "甲"\nexamples = ["甲"]\ncounterexamples = ["乙"]\n'
    rules = parse(
        f'how = "whole"\n[[rule]]\nname = "a"\n{said}[[rule]]\nname = "b"\nhow = "start"\n{said}'
        f'[[rule]]\nname = "c"\nhow = "find"\n{said}',
        "t.toml",
    )
    found = {name: [bool(rule.match(text)) for text in ("甲", "甲乙", "乙甲")] for name, rule in rules.items()}
    assert found == {"a": [True, False, False], "b": [True, True, False], "c": [True, True, True]}


def test_a_table_that_says_nothing_of_how_is_searched() -> None:
    rules = parse('[[rule]]\nname = "a"\npattern = "甲"\nexamples = ["乙甲"]\ncounterexamples = ["乙"]', "t.toml")
    assert rules["a"].how is How.FIND


GOOD = {"name": '"a"', "pattern": '"甲"', "examples": '["甲"]', "counterexamples": '["乙"]'}


def rule(**changes: str | None) -> str:
    entry = {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    return "[[rule]]\n" + "".join(f"{key} = {value}\n" for key, value in entry.items())


FAULTS = {
    "not TOML": ("[[rule]\n", "t.toml: "),
    "no rules": ("", "t.toml: no rules"),
    "unknown key of the file": ('hwo = "find"\n' + rule(), "t.toml: unknown keys ['hwo']"),
    "misspelt rule": (rule().replace("[[rule]]", "[[rules]]"), "t.toml: unknown keys ['rules']"),
    "unknown key": (rule(exmples='["甲"]'), "t.toml: a: unknown keys ['exmples']"),
    "no name": (rule(name=None), "t.toml: ?: a rule needs a name"),
    "doubled name": (rule() + rule(), "t.toml: a: a second rule of this name"),
    "no pattern": (rule(pattern=None), "t.toml: a: a rule needs a pattern"),
    "no examples": (rule(examples=None), "t.toml: a: a rule needs examples and counterexamples"),
    "empty examples": (rule(examples="[]"), "t.toml: a: a rule needs examples and counterexamples"),
    "no counterexamples": (rule(counterexamples=None), "t.toml: a: a rule needs examples and counterexamples"),
    "bad pattern": (rule(pattern='"(甲"'), "t.toml: a: missing ), unterminated subpattern"),
    "unknown fragment": (rule(pattern='"{{nowhere}}"'), "t.toml: a: no fragment named nowhere"),
    "unknown how": (rule(how='"somewhere"'), "t.toml: a: how is one of whole, start, find, not somewhere"),
    "pattern is no string": (rule(pattern="1"), "t.toml: a: pattern is a string"),
    "examples are no list": (rule(examples='"甲"'), "t.toml: a: examples is a list of strings"),
    "example is no string": (rule(examples="[1]"), "t.toml: a: examples is a list of strings"),
    "half a mark": (rule(examples='["⟦甲"]'), "t.toml: a: an example marks one part with ⟦…⟧: ⟦甲"),
    "two marks": (rule(examples='["⟦甲⟧⟦甲⟧"]'), "t.toml: a: an example marks one part with ⟦…⟧"),
}


@pytest.mark.parametrize(("toml", "message"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_table_is_refused(toml: str, message: str) -> None:
    with pytest.raises(RuleError, match=re.escape(message)):
        parse(toml, "t.toml")


def test_fragments_are_expanded() -> None:
    rules = parse(rule(pattern='"^{{day}}$"', examples='["2021年7月8日"]', counterexamples='["2021年7月"]'), "t.toml")
    assert rules["a"].match("2021年7月8日") and not rules["a"].match("2021年7月")


@pytest.mark.parametrize("name", tables())
def test_hostile_text_does_not_stall_a_rule(name: str) -> None:
    """Patterns are asked of lines up to some hundred characters; a nested quantifier would not come back from these."""
    pieces = (
        "-",
        "- ",
        "（",
        "）",
        "《",
        "一",
        "一、",
        "第",
        "1",
        "1.",
        " ",
        "|",
        "|-",
        "·",
        "年",
        "。",
        "局",
        "附件",
        "2018年",
        "A",
    )
    for rule in table(name).values():
        for piece in pieces:
            hostile = (piece * 400)[:400] + "\x00"
            assert rule.whole(hostile) is None
            rule.start(hostile)
            rule.find(hostile)
        for hostile in hostile_texts(rule.source):
            rule.whole(hostile)
            rule.start(hostile)
            rule.find(hostile)


@pytest.mark.parametrize(
    ("pattern", "many"), [("(?:甲|乙[^，]{2,9}?)*丙", True), ("(?:甲|乙)*丙", False), ("(?:甲|乙)*+丙", False)]
)
def test_hostile_texts_are_made_for_repetitions_in_repetitions(pattern: str, many: bool) -> None:
    assert bool(list(hostile_texts(pattern))) is many


def test_bars_without_end_take_linear_time() -> None:
    hostile = "关于渡口的通知" + " | AB" * 5_000 + "|"
    assert table("headings")["page-name"].find(hostile) is None
