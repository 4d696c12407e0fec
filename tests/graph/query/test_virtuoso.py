"""No query of ours has a form that Virtuoso answers wrongly (docs/scale.md)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.query import questions
from shapes import joins
from shapes.rules import Rules

ASKED = {path.stem: [path.read_text("utf-8")] for path in sorted(Path(questions.__path__[0]).glob("*.rq"))}
ASKED |= {
    rule.name: [text for select in rule.selects for text in (select.text, *select.needs)]
    for rule in Rules.load().by_iri.values()
}
ASKED["joins"] = [joins._CANDIDATES, joins._WORDS.format(documents="<urn:d>")]
"""By their names: the saved questions; of each shape its SELECTs, own or compiled, with what they need; and what is joined in Python."""
WORD = re.compile(r'"(?:[^"\\]|\\.)*"|#[^\n]*|[{}]|\b(?:BIND|OPTIONAL|EXISTS)\b|AS \?asOf\)')
STRING = r'"(?:[^"\\]|\\.)*"'
ARGUMENTS = r"[^()]*"
for _ in range(3):  # brackets within brackets
    ARGUMENTS = rf'(?:[^()"]|{STRING}|\({ARGUMENTS}\))*'
CHINESE_BEHIND_STR = re.compile(rf'REGEX\(\s*STR\({ARGUMENTS}\)\s*,\s*"[^"]*[\u4e00-\u9fff]')


def groups(text: str) -> Iterator[str]:
    """What each group has on its own level, a letter a word: B for BIND, O for OPTIONAL, E for EXISTS. The constant day is no BIND."""
    open_groups = [""]
    for word in WORD.findall(text):
        if word == "{":
            open_groups.append("")
        elif word == "}":
            yield open_groups.pop()
        elif word == "AS ?asOf)":
            open_groups[-1] = open_groups[-1].removesuffix("B")
        elif word[0] in "BOE":
            open_groups[-1] += word[0]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{ ?d a ?k . FILTER NOT EXISTS { ?r ?p ?d } BIND(STR(?d) AS ?n) OPTIONAL { ?d ?q ?t } }", True),
        ("{ ?d a ?k . BIND(STR(?d) AS ?n) OPTIONAL { ?d ?q ?t } FILTER NOT EXISTS { ?r ?p ?d } }", True),
        ("{ ?d a ?k . FILTER NOT EXISTS { ?r ?p ?d } OPTIONAL { ?d ?q ?t } BIND(STR(?d) AS ?n) }", False),
        ("{ { ?d a ?k . FILTER NOT EXISTS { ?r ?p ?d } } BIND(STR(?d) AS ?n) OPTIONAL { ?d ?q ?t } }", False),
        ('{ BIND("2026-01-01" AS ?asOf) ?d a ?k . OPTIONAL { ?d ?q ?t } FILTER NOT EXISTS { ?r ?p ?d } }', False),
        ('{ ?d a ?k . BIND("OPTIONAL" AS ?n) FILTER NOT EXISTS { ?r ?p ?d } }', False),
    ],
)
def test_late_options_are_seen(text: str, wrong: bool) -> None:
    assert any(late(group) for group in groups(text)) is wrong


def late(group: str) -> bool:
    return "E" in group and re.search("B.*O", group) is not None


@pytest.mark.parametrize("name", ASKED)
def test_no_option_follows_a_bind_beside_exists(name: str) -> None:
    """Virtuoso then loses rows of what EXISTS looks for, so that NOT EXISTS holds where it does not."""
    assert not [group for text in ASKED[name] for group in groups(text) if late(group)]


@pytest.mark.parametrize("name", ASKED)
def test_no_pattern_looks_for_chinese_behind_str(name: str) -> None:
    """Virtuoso finds no alternatives of Chinese words in what STR gives; it does in the literal itself and in what SUBSTR gives."""
    assert not [text for text in ASKED[name] if CHINESE_BEHIND_STR.search(text)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('REGEX(STR(?kind), "/(办法|规定)$")', True),
        ('REGEX(STR(COALESCE(?kind, ?other)), "/(办法|规定)$")', True),
        ('REGEX(STR(COALESCE(STRAFTER(STR(?kind), ")"), ?other)) , "/(办法|规定)$")', True),
        ('REGEX( STR(IF(BOUND(?kind), REPLACE(STR(?kind), "a", "b"), ?other)), "办法")', True),
        ('REGEX(SUBSTR(STR(?kind), 1), "/(办法|规定)$")', False),
        ('REGEX(?kind, "/(办法|规定)$")', False),
        ('REGEX(STR(?kind), "/expired$") && CONTAINS(?title, "办法")', False),
    ],
)
def test_patterns_behind_str_are_seen(text: str, wrong: bool) -> None:
    assert (CHINESE_BEHIND_STR.search(text) is not None) is wrong
