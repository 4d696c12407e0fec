"""The graph's page without a browser: where to begin, the neighbours of a node, chains, and every state without an answer."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest

from graph.store.store import Store
from tests.samples import fictional as sample
from ui.explorer.views.graph import file_name

FIFTH = sample.IRIS.numbered(sample.PLACE, "岚政办发", 2020, 5)


def hits(seen) -> int:
    return seen.html.count('<li><a href="graph?')


def test_the_graph_shows_what_the_address_asks_for(visit, store: Path) -> None:
    html = visit("graph", store, iri=sample.NOTICE, lang="en").html
    assert "Documents: 4. Relations: 5." in html and "Based on" in html
    html = visit("graph", store, iri=sample.NOTICE, lang="en", depth="2", kinds="cites").html
    assert "Documents: 3. Relations: 2." in html and "<h3>Step 1</h3>" in html
    none = visit("graph", store, iri=sample.NOTICE, lang="en", kinds="amends").html
    assert "no relations of the kinds chosen" in none


def test_the_legend_tells_colours_sizes_and_kinds(visit, store: Path) -> None:
    html = visit("graph", store, iri=sample.NOTICE, agencies="1", day="2022-01-01").html
    assert all(word in html for word in ("效力不明", "机关 ", "仅被提及", "被提及 40 次", "发文机关", "依据"))
    assert 'class="zm-dot zm-t-agency"' in html and 'class="zm-edge zm-k-issuedBy"' in html


def test_an_agency_is_a_centre_too(visit, store: Path) -> None:
    html = visit("graph", store, iri=sample.WATER, lang="en").html
    assert "Documents: 1. Agencies: 2. Relations: 3." in html and "Issued jointly" in html
    assert (
        f'href="agency?iri={sample.IRIS.base}agency/' in html
        and "Open the agency" in html
        and "how does it hang" not in html
    )


def test_what_is_unfolded_stands_in_the_address_and_can_be_folded(visit, store: Path) -> None:
    seen = visit("graph", store, iri=FIFTH, open=sample.LAW, lang="en")
    assert "Documents: 47." in seen.html and "Fold all (1)" in seen.html and ">Fold</a>" in seen.html
    seen = visit("graph", store, iri=FIFTH, open="nonsense", lang="en")
    assert "Documents: 4." in seen.html and "Fold all" not in seen.html and "nonsense" not in seen.html


def test_steps_kinds_day_and_issuers_write_the_address(visit, store: Path) -> None:
    seen = visit("graph", store, iri=sample.NOTICE)
    seen.widget("button_group", "depth").set_value(2).run()
    assert seen.address() == {"iri": sample.NOTICE, "depth": "2"}
    seen.widget("button_group", "kinds").set_value(["cites", "repeals"]).run()
    assert seen.address() == {"iri": sample.NOTICE, "depth": "2", "kinds": "cites,repeals"}
    seen.widget("toggle", "agencies").set_value(True).run()
    assert seen.address()["agencies"] == "1"
    seen.widget("toggle", "agencies").set_value(False).run()
    assert "agencies" not in seen.address()


def test_the_graph_says_what_is_left_out(visit, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.records.neighbourhood import read_neighbourhood
    from graph.records.network import read_network
    from ui.explorer import holdings

    with Store.open(store) as graph:
        neighbour = read_neighbourhood(graph, read_network(graph), sample.NOTICE)
    monkeypatch.setattr(holdings, "around", lambda *arguments: replace(neighbour, left_out=7))
    assert "另有至少 7 个没有画出" in visit("graph", store, iri=sample.NOTICE).html


def test_without_an_address_the_graph_says_where_to_begin(visit, store: Path) -> None:
    start = visit("graph", store)
    assert hits(start) == 12 and "2020/5" in start.html


@pytest.mark.parametrize(
    ("text", "count", "said"),
    [
        ("岚政发2021", 1, "找到的文件"),
        ("水务局", 1, "找到的机关"),
        ("《东岭省河道管理条例》", 1, "仅被提及的文件"),
        ("事项", 20, "另有 25 项"),
        ("没有这样的标题", 0, "没有找到"),
    ],
)
def test_the_search_finds_documents_agencies_and_what_is_only_cited(
    visit, store: Path, text: str, count: int, said: str
) -> None:
    seen = visit("graph", store, q=text)
    assert hits(seen) == count and said in seen.html


def test_a_law_is_found_with_and_without_the_name_of_the_state(visit, example_store: Path) -> None:
    for text in ("中华人民共和国安全生产法", "《安全生产法》", "安全生产法"):
        assert "title/" in visit("graph", example_store, q=text).html, text


def test_who_cites_what_is_only_cited_stands_below_with_the_sentences(visit, store: Path) -> None:
    html = visit("graph", store, iri=sample.LAW).html
    assert '<div class="zm-relations zm-cited-by"' in html and "作为依据" in html
    assert html.count("<blockquote") == 46 and "#reference-1" in html
    assert "zm-cited-by" not in visit("graph", store, iri=sample.NOTICE).html


def test_the_other_end_of_a_chain_is_searched_for(visit, store: Path) -> None:
    seen = visit("graph", store, iri=sample.NOTICE, find="岚政办发〔2020〕5号")
    assert hits(seen) == 1 and f'href="graph?iri={sample.IRIS.base}' in seen.html and "to=" in seen.html


def test_a_chain_tells_its_steps_with_their_sentences(visit, store: Path) -> None:
    html = visit("graph", store, iri=FIFTH, to=sample.NOTICE, lang="en").html
    assert (
        "Steps of the shortest chain: 1, all in one direction." in html
        and "Cites" in html
        and '<ol class="zm-chain">' in html
    )
    assert "《岚州市河道保护办法》" in html and "#reference-2" in html
    html = visit("graph", store, iri=sample.SHARED, to=sample.NOTICE).html
    assert "没有方向一致的引用链" in html and "第 2 条" in html


@pytest.mark.parametrize(
    ("to", "said"),
    [
        (sample.BAD, "没有引用链"),
        (sample.NOTICE, "同一份文件"),
        ("x", "没有提到"),
        ("<script>", "没有提到"),
        (sample.WATER, "不经过机关"),
    ],
)
def test_without_a_chain_the_page_says_why(visit, store: Path, to: str, said: str) -> None:
    html = visit("graph", store, iri=sample.NOTICE, to=to).html
    assert said in html and 'href="graph?' in html and "<script" not in html


def test_graphml_of_what_is_shown(visit, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit as st

    given: list[tuple[bytes, str]] = []
    monkeypatch.setattr(st, "download_button", lambda label, data, name, mime, **more: given.append((data, name)))
    visit("graph", store, iri=sample.NOTICE, agencies="1", day="2022-01-01")
    visit("graph", store, iri=FIFTH, to=sample.NOTICE, day="2022-01-01")
    found = nx.read_graphml(BytesIO(given[0][0]), force_multigraph=True)
    assert given[0][1] == "岚政发〔2021〕7号.graphml" and found.graph["asOf"] == "2022-01-01"
    assert {data["type"] for _, data in found.nodes(data=True)} == {"document", "agency"}
    assert len(found) >= 6 and {data["kind"] for *_, data in found.edges(data=True)} >= {"basedOn", "issuedBy"}
    chain = nx.read_graphml(BytesIO(given[1][0]), force_multigraph=True)
    assert len(chain) == 2 and chain.number_of_edges() == 1


def test_the_name_of_a_download_is_one_that_file_systems_take() -> None:
    from graph.records.neighbourhood import Node

    names = [file_name(Node("x", "", title, True, 0)) for title in (sample.HOSTILE, "../../etc/passwd", "", "a" * 300)]
    assert not any(set(name) & set('/\\:*?"<>|. ') for name in names) and names[2] == "graph" and len(names[3]) == 60
