"""How two documents hang together: shortest chains, their direction, their sentences; and none where there is none."""

from pathlib import Path

import pytest

from graph.records.chains import CHAINS, Chains, find_chains
from graph.records.network import read_network
from graph.store.store import Store
from tests.samples import fictional as sample
from tests.samples.page import store as stored

IRIS = sample.IRIS
FIFTH = IRIS.numbered(sample.PLACE, "岚政办发", 2020, 5)
FOURTH = IRIS.numbered(sample.PLACE, "岚政办发", 2019, 4)


@pytest.fixture(scope="module")
def between(store: Path):
    with Store.open(store) as graph:
        links = read_network(graph)
        yield lambda first, last: find_chains(graph, links, first, last)


def names(found: Chains) -> list[list[str]]:
    return [[found.first.iri, *(step.second.iri for step in one)] for one in found.chains]


def test_one_step_has_its_kind_and_sentence(between) -> None:
    found = between(FIFTH, sample.NOTICE)
    assert names(found) == [[FIFTH, sample.NOTICE]] and found.directed and not found.more
    (step,) = found.chains[0]
    assert step.forward and step.citing.iri == FIFTH and [row.kind for row in step.said] == ["cites"]
    assert "《岚州市河道保护办法》" in step.said[0].quote


def test_the_other_way_round_the_step_runs_back(between) -> None:
    found = between(sample.NOTICE, FIFTH)
    assert found.directed and not found.chains[0][0].forward and found.chains[0][0].citing.iri == FIFTH
    assert found.chains[0][0].said == between(FIFTH, sample.NOTICE).chains[0][0].said


def test_a_document_goes_by_every_name(between) -> None:
    assert between(FIFTH, sample.RULES) == between(FIFTH, f"{sample.NOTICE}/doc_1") == between(FIFTH, sample.NOTICE)


def test_where_no_chain_runs_in_one_direction_common_documents_bind(between) -> None:
    found = between(sample.SHARED, sample.NOTICE)
    assert not found.directed and all(len(one) == 2 for one in found.chains)
    assert {step.second.iri for one in found.chains for step in one[:1]} == {sample.LAW, FIFTH}
    assert found.drawing and {edge.kinds for edge in found.drawing.edges} == {("basedOn",), ("cites",), ("repeals",)}
    # Only what the chains go over is drawn.
    assert (FIFTH, sample.LAW) not in {(edge.citing, edge.cited) for edge in found.drawing.edges}


def test_many_that_are_as_short_are_cut(tmp_path: Path) -> None:
    page = sample.Page("d.txt")
    for number in range(CHAINS + 2):
        middle = page.document(IRIS.numbered(sample.PLACE, "甲发", 2020, number), f"第{number}号")
        clause = page.clause(middle, "para_1", "paragraph", "依据《乙》。")
        page.reference(middle, "basedOn", clause, "依据《乙》。", "《乙》", IRIS.titled_only("乙"), title="乙")
        page.reference(middle, "cites", clause, "依据《乙》。", "《乙》", IRIS.titled_only("丙"), title="丙")
    with Store.open(stored(tmp_path / "store", page)) as graph:
        found = find_chains(graph, read_network(graph), IRIS.titled_only("乙"), IRIS.titled_only("丙"))
        assert found and len(found.chains) == CHAINS and found.more and not found.directed


def test_no_chain_and_the_same_document(between) -> None:
    found = between(sample.NOTICE, sample.BAD)
    assert (
        found.chains == ()
        and found.drawing is None
        and (found.first.iri, found.last.iri) == (sample.NOTICE, sample.BAD)
    )
    same = between(sample.NOTICE, sample.RULES)
    assert same.chains == () and same.first.iri == same.last.iri


@pytest.mark.parametrize(
    "iri", ["", "x", "http://a/> } DROP ALL #", sample.WATER, "https://w3id.org/zhengmai/title/none"]
)
def test_what_is_no_document_has_none(between, iri: str) -> None:
    assert between(sample.NOTICE, iri) is None and between(iri, sample.NOTICE) is None
