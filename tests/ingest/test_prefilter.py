"""A rule that is tried only where it can match finds what its pattern alone finds."""

import re
from functools import cache
from re import _constants as kind  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.rules import Rule, table, tables, unmarked
from ingest.rules.several import any_may_match
from ingest.rules.starts import being, starting
from ontology.patterns.analysis import Analysis
from ontology.patterns.ends import ending_with, last_characters, openings
from ontology.patterns.literals import literals
from ontology.patterns.parsed import code, compiled, parse, tail
from ontology.patterns.prefilter import Prefiltered

PATTERNS = [
    # pattern                        literals of which a match has one      what it can begin with
    ("甲", {"甲"}, "甲"),
    ("应当?|必须", {"应", "必须"}, "应必"),
    ("(?<![反不])应", {"应"}, "应"),
    ("(?:(?:19|20)\\d\\d年)?[ ]?\\d月", {"月"}, "12\\ \\d"),
    ("[甲乙]丙[^，]{0,9}丁", {"甲丙", "乙丙"}, "乙甲"),
    ("[^，]{2,9}丁戊", {"丁戊"}, None),
    ("(?:甲|乙){2,3}丙", {"丙"}, "乙甲"),
    ("甲?乙?", set(), None),
    ("(?=甲).", set(), None),
    ("[一-鿿]+", set(), None),
    ("甲|[^，]", set(), None),
    ("(?i:a)b", {"b"}, None),
    ("(甲)?(?(1)乙|丙)丁", {"丁"}, None),
    ("(?:长的字|的)", {"的"}, "的长"),
]


@pytest.mark.parametrize(("pattern", "needed", "first"), PATTERNS)
def test_what_a_match_needs_is_told_from_its_pattern(pattern: str, needed: set[str], first: str | None) -> None:
    parsed = parser.parse(pattern)
    assert literals(parsed) == needed
    assert openings(parsed) == first


ENDS = [
    # pattern                    what a match that ends with $ can end with
    ("(?:甲|乙丙)$", {"甲", "丙"}),
    ("甲(?:（[乙丙]{1,9}）)?$", {"甲", "）"}),
    ("甲$|乙[丙丁]+$", {"甲", "丙", "丁"}),
    ("(?:甲|[^，]{2})$", None),
    ("甲?$", None),
    ("甲", None),
    ("甲$|乙", None),
    ("(?i:a)$", None),
]


@pytest.mark.parametrize(("pattern", "ends"), ENDS)
def test_what_a_match_at_the_end_ends_with_is_told_from_its_pattern(pattern: str, ends: set[str] | None) -> None:
    assert last_characters(parser.parse(pattern)) == ends
    alone, searched = re.compile(pattern), _searched(pattern)
    for text in ("", "甲", "丁甲\n", "乙丙", "乙丙丁，", "一二三甲（乙丙）", "aA", "\n", "甲\n\n") * 65:
        said, found = alone.search(text), searched.first(text)
        assert (said and said.span()) == (found and found.span())


def _searched(pattern: str, flags: int = 0) -> Prefiltered:
    return Prefiltered(Analysis(pattern, flags))


TAILS = [
    # pattern                              the most characters before the tail, from it on, and that are looked at behind
    ("[一-鿿]{1,9}[（(]\\d号", (9, 3, 0)),
    ("[^，]{2,4}丁(?!.{0,3}前)(?=己)", (4, 1, 5)),
    ("(?:[^，]{2}|乙)(?<!丙)丁", (2, 1, 0)),
    ("[^，]*丁", None),
    ("[^，]{2}丁*$", None),
    ("([^，])丁\\1", None),
    ("[^，]{2,4}", None),
]


@pytest.mark.parametrize(("pattern", "told"), TAILS)
def test_a_pattern_of_which_only_the_tail_is_told_is_looked_for_before_it(
    pattern: str, told: tuple[int, int, int] | None
) -> None:
    found = tail(parse(pattern))
    assert (found and found[1:]) == told
    for text in (
        "丁",
        "甲丁",
        "甲甲丁丁，甲丁",
        "甲甲丁己乙丙前丁己",
        "甲（3号甲甲乙(4号（5号",
        "丁丁丁丁丁己前丁己",
        "甲丙丁乙丁",
        "甲丁甲",
    ):
        for start in (0, 1, 3):
            said = [match.span() for match in re.compile(pattern).finditer(text, start)]
            assert [match.span() for match in _searched(pattern).each(text, start)] == said


RULES = [(name, rule) for name in tables() for rule in table(name).values()]


@cache
def _alone(rule: Rule) -> re.Pattern[str]:
    """The pattern as the standard library compiles it."""
    return re.compile(rule.source, re.VERBOSE)


def _same(rule: Rule, text: str) -> None:
    alone, behind = _alone(rule), len(text) // 3
    said = [match.regs for match in alone.finditer(text)]
    # Where a pattern alone finds nothing, it matches nowhere: not at the beginning, not the whole, and not behind a place.
    later = [match.regs for match in alone.finditer(text, behind)] if said else []
    assert [match.regs for match in rule.each(text)] == said
    assert [match.regs for match in rule.pattern.finditer(text)] == said
    assert [match.regs for match in rule.each(text, behind)] == later
    for words in (text, text + "\n"):
        if (told := alone.search(words)) is None:
            assert rule.find(words) is rule.start(words) is rule.whole(words) is None
        else:
            for ours, theirs in (
                (rule.find(words), told),
                (rule.start(words), alone.match(words)),
                (rule.whole(words), alone.fullmatch(words)),
            ):
                if ours is None or theirs is None:
                    assert ours is theirs
                else:
                    assert ours.regs == theirs.regs and ours.groupdict() == theirs.groupdict()


@pytest.mark.parametrize(("name", "rule"), RULES, ids=[f"{name}.{rule.name}" for name, rule in RULES])
def test_a_rule_finds_in_its_tables_examples_what_its_pattern_finds(name: str, rule: Rule) -> None:
    said = [unmarked(text)[0] for other in table(name).values() for text in (*other.examples, *other.counterexamples)]
    for text in (*said, "".join(said), "，".join(said), "\n".join(said)):
        _same(rule, text)
    if ends := last_characters(rule.analysis.parsed):
        tails = {text[:end] for text in said for end in range(1, len(text) + 1)}
        narrow = {character: compiled(ending_with(rule.analysis.parsed, character)) for character in ends}
        for text in (text for text in tails if text[-1] in ends):
            told, found = rule.pattern.search(text), narrow[text[-1]].search(text)
            assert (told and told.span()) == (found and found.span())


@given(st.sampled_from(RULES), st.lists(st.sampled_from(RULES), max_size=6), st.text("，。\n的1 ", max_size=3))
def test_a_rule_finds_in_any_text_what_its_pattern_finds(
    one: tuple[str, Rule], others: list[tuple[str, Rule]], between: str
) -> None:
    rule = one[1]
    _same(rule, between.join(unmarked(text)[0] for _, other in [*others, one] for text in other.examples[:2]))


@pytest.mark.parametrize("flags", [re.IGNORECASE, re.MULTILINE, re.DOTALL])
def test_flags_are_heeded(flags: int) -> None:
    pattern, text = "(?:x|^)ab.", "AB1\nab2\nxab\nab\n"
    said = [match.span() for match in re.compile(pattern, flags).finditer(text)]
    assert said and [match.span() for match in _searched(pattern, flags).each(text)] == said


OPENED = [
    # pattern               what the engine is passed: that a match begins with one of some characters
    ("(?<![反不])应", True),
    ("(?:(?:19|20)\\d\\d年)?[ ]?\\d月", True),
    ("(?=.)甲", True),
    ("甲|乙", True),  # it finds these itself
    ("(?<!甲)[^，]{2,9}丁戊", False),
    ("甲?乙?", False),
    ("(?i:(?<!b)a)", False),
]


@pytest.mark.parametrize(("pattern", "opened"), OPENED)
def test_the_engine_is_told_where_a_match_may_begin(pattern: str, opened: bool) -> None:
    _, _, told, *_ = code(parse(pattern))
    assert bool(told & (kind.SRE_INFO_CHARSET | kind.SRE_INFO_PREFIX)) is opened
    for text in ("", "应", "反应应", "2019年3月，3月", "甲乙", "，甲丁戊丁戊", "A", "a ba"):
        assert [m.span() for m in _searched(pattern).each(text)] == [m.span() for m in re.finditer(pattern, text)]


@pytest.mark.parametrize("name", ["markers", "lines", "furniture", "webpages", "labels"])
def test_what_a_text_begins_with_or_is_is_what_the_rules_say_one_after_the_other(name: str) -> None:
    rules = table(name)
    backwards = tuple(reversed(rules))
    texts = [unmarked(text)[0] for rule in rules.values() for text in (*rule.examples, *rule.counterexamples)]
    for text in ("", *texts):
        begun = next((one.name for one in rules.values() if one.start(text)), None)
        found = starting(name, text)
        assert (found[0] if found else None) == begun
        assert being(name, text) == next((one.name for one in rules.values() if one.whole(text)), None)
        assert being(name, text, backwards) == next((one for one in backwards if rules[one].whole(text)), None)


@given(st.lists(st.sampled_from(RULES), min_size=1, max_size=5), st.sampled_from(RULES))
def test_where_none_of_several_rules_may_match_none_does(
    several: list[tuple[str, Rule]], other: tuple[str, Rule]
) -> None:
    rules = [rule for _, rule in several if literals(rule.analysis.parsed)]
    if not rules:
        return
    may_match = any_may_match(rules)
    for example in (*rules[0].examples, *rules[-1].counterexamples, *other[1].examples):
        text = unmarked(example)[0]
        assert may_match(text) or not any(rule.find(text) for rule in rules)


def test_a_rule_without_literals_is_not_one_of_several() -> None:
    rule = Rule("any", "[^，]+", ("甲",), ("，",))
    with pytest.raises(ValueError, match="any"):
        any_may_match([rule])
