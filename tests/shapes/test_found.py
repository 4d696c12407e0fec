"""The table of findings: in the order of the report, replaced a node or a rule at a time, and known to be whole."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import SH, XSD, Literal, Node, URIRef

from graph.records.findings import Finding
from shapes.found import DamagedError, FoundTable, KeptHead
from shapes.kept import _ordered
from shapes.rules import Rules, ShapeRule

RULES = _ordered()
FIRST, SECOND = RULES[0], RULES[-1]
HEAD = KeptHead("token", "rules", "", 7)
A, B, C = (URIRef(f"https://example.org/{name}") for name in "abc")
AS_TEXT = Literal(str(A))
"""A literal with the characters of an IRI."""


def finding(rule: ShapeRule, node: Node, term: Node | None = None, said: str = "说", label: str = "名") -> Finding:
    value = "" if term is None else str(term)
    words = (rule.iri, rule.name, rule.name_zh, rule.name_en, rule.severity)
    return Finding(*words, str(node), label, "", value, said, "said", str(SH.MinCountConstraintComponent), term, node)


def table(path: Path, found: Sequence[Finding], rules: Sequence[ShapeRule] = (FIRST, SECOND)) -> Path:
    path.touch()
    with closing(FoundTable.create(str(path), RULES)) as new:
        for rule in rules:
            new.replace(rule.iri, [one for one in found if one.shape == rule.iri])
        new.commit(HEAD)
    return path


def read(path: Path) -> list[Finding]:
    with closing(FoundTable.open(path, RULES)) as kept:
        return [one for _, one in kept.read([rule.iri for rule in RULES], HEAD.token)]


# fmt: off
TERMS = [
    None,
    B,
    Literal(""),
    Literal("甲\n“乙”\\"),
    Literal("甲", lang="zh"),
    Literal("2021-06-31", datatype=XSD.date),
    Literal("[\"x\"]"),
]
# fmt: on


def test_findings_come_back_in_the_order_of_the_report(tmp_path: Path) -> None:
    found = [
        finding(rule, node, term, said)
        for rule in (SECOND, FIRST)
        for node in (C, A, AS_TEXT, B)
        for term in TERMS
        for said in ("乙", "甲")
    ]
    assert read(table(tmp_path / "found", found)) == sorted(found, key=lambda one: one.key)


def test_rules_stand_in_the_order_of_their_findings() -> None:
    one_each = [finding(rule, A) for rule in Rules.load().by_iri.values()]
    assert [one.shape for one in sorted(one_each, key=lambda one: one.key)] == [rule.iri for rule in RULES]


def test_nodes_are_replaced_alone(tmp_path: Path) -> None:
    before = [
        finding(FIRST, A, B),
        finding(FIRST, A, C),
        finding(FIRST, B),
        finding(FIRST, AS_TEXT),
        finding(SECOND, A),
    ]
    path = table(tmp_path / "found", before)
    with closing(FoundTable.open(path, RULES)) as kept:
        kept.begin()
        kept.replace(FIRST.iri, [finding(FIRST, A, A), finding(FIRST, C)], {A, C})
        kept.commit(HEAD)
    now = [finding(FIRST, A, A), finding(FIRST, C), *before[2:]]
    assert read(path) == sorted(now, key=lambda one: one.key)


def test_what_is_not_committed_is_not_kept(tmp_path: Path) -> None:
    before = [finding(FIRST, A)]
    path = table(tmp_path / "found", before)
    with closing(FoundTable.open(path, RULES)) as kept:
        kept.begin()
        kept.replace(FIRST.iri, [])
    assert read(path) == before


@pytest.mark.parametrize("nodes", [{A}, None])
def test_nodes_are_renamed(nodes: set[Node] | None, tmp_path: Path) -> None:
    path = table(tmp_path / "found", [finding(FIRST, A), finding(FIRST, B), finding(SECOND, A)])
    with closing(FoundTable.open(path, RULES)) as kept:
        kept.begin()
        kept.rename(nodes, lambda node: f"新{node}")
        kept.commit(HEAD)
    names = {one.label for one in read(path) if one.node == A}, {one.label for one in read(path) if one.node == B}
    assert names == ({f"新{A}"}, {"名"} if nodes else {f"新{B}"})


def test_a_file_that_cannot_be_written_to_is_changed_in_memory(tmp_path: Path) -> None:
    path = table(tmp_path / "found", [finding(FIRST, A)])
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as another,
        closing(FoundTable.open(path, RULES, 0)) as kept,
    ):
        another.execute("BEGIN IMMEDIATE")
        kept.begin()
        kept.replace(FIRST.iri, [finding(FIRST, B)], {A, B})
        kept.commit(HEAD)
        assert [one.node for _, one in kept.read([FIRST.iri], HEAD.token)] == [B]
    assert [one.node for one in read(path)] == [A]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE found SET label = '别名' WHERE focus = 'https://example.org/b'",
        "DELETE FROM found WHERE focus = 'https://example.org/b'",
        "UPDATE found SET rule = rule + 1 WHERE focus = 'https://example.org/b'",
        "DELETE FROM summed",
        "UPDATE kept SET sum = NULL",
        "UPDATE summed SET sum = NULL",
    ],
)
def test_other_rows_are_noticed(change: str, tmp_path: Path) -> None:
    path = table(tmp_path / "found", [finding(FIRST, A), finding(FIRST, B)])
    with closing(sqlite3.connect(path)) as damaged:
        damaged.execute(change)
        damaged.commit()
    with pytest.raises(DamagedError):
        read(path)


def test_head_and_foci(tmp_path: Path) -> None:
    path = table(tmp_path / "found", [finding(FIRST, A, B), finding(FIRST, A, C), finding(FIRST, AS_TEXT)])
    with closing(FoundTable.open(path, RULES)) as kept:
        assert kept.head() == HEAD
        assert set(kept.foci(FIRST.iri)) == {A, AS_TEXT} and not kept.foci(SECOND.iri)


def test_what_another_has_replaced_meanwhile_is_noticed(tmp_path: Path) -> None:
    """Its findings are of other triples than those that were asked for."""
    path = table(tmp_path / "found", [finding(FIRST, A)])
    with closing(FoundTable.open(path, RULES)) as kept, closing(FoundTable.open(path, RULES)) as another:
        assert kept.head() == HEAD
        another.begin()
        another.replace(FIRST.iri, [])
        another.commit(replace(HEAD, token="later"))
        with pytest.raises(DamagedError):
            kept.read([FIRST.iri], HEAD.token)


def test_pages_of_another_file_are_noticed(tmp_path: Path) -> None:
    """As of a journal that a killed validation left: the rows of a rule go with their sum, and with no other rule's."""
    path = table(tmp_path / "found", [finding(FIRST, A)])
    other = table(tmp_path / "other", [finding(FIRST, A), finding(FIRST, B)])
    with closing(sqlite3.connect(path, isolation_level=None)) as mixed:
        mixed.execute("ATTACH ? AS other", (str(other),))
        for name in ("found", "summed"):
            mixed.execute(f"DELETE FROM {name}")
            mixed.execute(f"INSERT INTO {name} SELECT * FROM other.{name}")
    with pytest.raises(DamagedError):
        read(path)


def test_a_damaged_focus_is_noticed(tmp_path: Path) -> None:
    path = table(tmp_path / "found", [finding(FIRST, AS_TEXT)])
    with closing(sqlite3.connect(path, isolation_level=None)) as damaged:
        damaged.execute("UPDATE found SET literal = '[\"'")
    with closing(FoundTable.open(path, RULES)) as kept, pytest.raises(DamagedError):
        kept.foci(FIRST.iri)
