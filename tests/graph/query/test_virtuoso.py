"""No query of ours has a form that Virtuoso answers wrongly (docs/scale.md)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, XSD, Graph

from graph.query import questions, tables
from ontology.vocabulary import ZM
from shapes import joins
from shapes.rules import Rules

ASKED = {
    path.stem if folder is questions else f"tables/{path.stem}": [path.read_text("utf-8")]
    for folder in (questions, tables)
    for path in sorted(Path(folder.__path__[0]).glob("*.rq"))
}
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


def names_of_text() -> set[str]:
    """Return the properties whose values are words of any length: ours by their range, and those of other vocabularies."""
    ranges = Graph().parse(ONTOLOGY).subject_objects(RDFS.range)
    ours = {
        f"zm:{str(name).removeprefix(str(ZM))}"
        for name, kind in ranges
        if kind in (XSD.string, RDF.langString, RDFS.Literal)
    }
    return ours - SHORT | {"dct:title", "dct:identifier", "skos:prefLabel", "rdfs:label", "eli:number", "oa:bodyValue"}


ONTOLOGY = Path(__file__).parents[3] / "ontology" / "zhengmai.ttl"
SHORT = {"zm:amountUnit"}
"""Codes of a few letters, which Virtuoso compares whole."""
TEXTS = names_of_text()
ORDERED = re.compile(r"(?<=ORDER BY ).*")
BARE = re.compile(r"(?<!STR\()\?(\w+)")
LEAST = re.compile(r"(?:MIN|MAX)\(\?(\w+)\)")
VALUE = re.compile(r"(\w+:\w+)\s+\?(\w+)\b")


def compared_as_stored(text: str) -> set[str]:
    """Return the variables that a query sorts by, or takes the least of, with their values as stored, and that are words."""
    words = {variable for name, variable in VALUE.findall(text) if name in TEXTS}
    by = {variable for keys in ORDERED.findall(text) for variable in BARE.findall(keys)}
    return words & (by | set(LEAST.findall(text)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT ?t { ?d dct:title ?t } ORDER BY ?t", {"t"}),
        ("SELECT ?t { ?d dct:title ?t } ORDER BY STR(?t) ?d", set()),
        ("SELECT ?t { ?d eli:date_document ?s ; zm:authority ?a } ORDER BY DESC(?s) DESC(?a)", {"a"}),
        ("SELECT ?d (MIN(?n) AS ?least) { ?d zm:partyName ?n } GROUP BY ?d", {"n"}),
        ("SELECT ?d (MIN(STR(?n)) AS ?least) { ?d zm:partyName ?n } GROUP BY ?d", set()),
    ],
)
def test_comparisons_as_stored_are_seen(text: str, found: set[str]) -> None:
    assert compared_as_stored(text) == found


@pytest.mark.parametrize("name", ASKED)
def test_no_words_are_compared_as_they_are_stored(name: str) -> None:
    """Virtuoso compares stored words of more than twenty bytes by their beginning alone; what STR gives it compares whole."""
    assert not [text for text in ASKED[name] if compared_as_stored(text)]


IRI_AMONG_OTHERS = re.compile(r"FILTER\(STR\(\?\w+\) = \?document \|\|")
PART = re.compile(r"CONTAINS\([^,]*, \?(\w+)\)")


@pytest.mark.parametrize("name", ASKED)
def test_no_document_is_looked_for_by_str_first(name: str) -> None:
    """Virtuoso finds no IRI with Chinese in `STR(?it) = ?document || …`; behind `?it = ?document ||` it does."""
    assert not [text for text in ASKED[name] if IRI_AMONG_OTHERS.search(text)]


@pytest.mark.parametrize("name", ASKED)
def test_no_part_is_empty(name: str) -> None:
    """Virtuoso finds the empty text in no text, so that a parameter without a value has to be asked for as such."""
    for text in ASKED[name]:
        given = set(re.findall(r"^# param: (\w+)", text, re.MULTILINE))
        assert not [part for part in set(PART.findall(text)) & given if f'?{part} = ""' not in text]
