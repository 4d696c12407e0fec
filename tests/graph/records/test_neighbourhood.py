"""The documents around one: how far, how many, their layout and how they are drawn."""

import re
from datetime import date, timedelta
from itertools import combinations
from math import hypot
from pathlib import Path
from xml.etree import ElementTree

import pytest

from graph.derive.status import StatusEvent
from graph.records.neighbourhood import Edge, Neighbourhood, Node, rank_connected, read_neighbourhood
from graph.records.network import read_network
from graph.store.store import Store
from ontology.enumerations import EventKind, Status
from tests.samples import fictional as sample
from ui.explorer.components import drawing, network, tones
from ui.explorer.components.marks import DrawingOptions, size
from ui.explorer.layout import RING, SPACE, layers, radial, rings
from ui.messages import load

DAY = date(2022, 1, 1)
FIFTH = sample.IRIS.numbered(sample.PLACE, "岚政办发", 2020, 5)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def graph(store: Path):
    with Store.open(store) as graph:
        yield graph


@pytest.fixture(scope="module")
def links(graph):
    return read_network(graph)


@pytest.fixture(scope="module")
def around(graph, links):
    return lambda iri, *arguments, **options: read_neighbourhood(graph, links, iri, *arguments, **options)


def test_one_step_in_both_directions_each_document_once(around) -> None:
    found = around(FIFTH)
    assert found and found.centre.iri == FIFTH and found.centre.published
    assert {(node.iri, node.depth, node.published) for node in found.nodes[1:]} == {
        (sample.LAW, 1, False),
        (sample.NOTICE, 1, True),
        (sample.SHARED, 1, True),
    }
    # The law's edges: also those between documents of the last ring.
    assert {(edge.citing, edge.cited, edge.kinds) for edge in found.edges} == {
        (FIFTH, sample.LAW, ("basedOn",)),
        (FIFTH, sample.NOTICE, ("cites",)),
        (FIFTH, sample.SHARED, ("repeals",)),
        (sample.NOTICE, sample.LAW, ("basedOn",)),
        (sample.SHARED, sample.LAW, ("basedOn",)),
    }
    law = next(node for node in found.nodes if node.iri == sample.LAW)
    notice = next(node for node in found.nodes if node.iri == sample.NOTICE)
    assert (law.title, law.cited) == ("东岭省河道管理条例", 46) and (notice.number, notice.cited) == (
        "岚政发〔2021〕7号",
        2,
    )


@pytest.mark.parametrize(
    ("depth", "kinds", "nodes"),
    [
        (1, (), 4),
        (2, (), 47),
        (3, (), 47),
        (9, (), 47),
        (1, ("repeals",), 2),
        (3, ("repeals",), 2),
        (2, ("cites",), 3),
        (1, ("x",), 4),
    ],
)
def test_steps_and_kinds_say_how_far(around, depth: int, kinds: tuple[str, ...], nodes: int) -> None:
    found = around(FIFTH, depth, kinds)
    assert found and len(found.nodes) == nodes and not found.left_out
    assert all(edge.citing != edge.cited for edge in found.edges)


@pytest.mark.parametrize("iri", [f"{sample.NOTICE}/doc_1", sample.RULES, sample.NOTICE])
def test_a_document_goes_by_every_name(around, iri: str) -> None:
    found = around(iri)
    assert found and found.centre.iri == sample.NOTICE and len(found.nodes) == 4


def test_what_is_only_cited_has_a_neighbourhood_too(around) -> None:
    found = around(sample.LAW)
    assert found and not found.centre.published and len(found.nodes) == 47


def test_a_limit_leaves_out_the_least_and_says_how_many(around) -> None:
    found = around(FIFTH, 3, limit=3)
    assert found and (len(found.nodes), found.left_out) == (3, 1)
    assert sample.LAW not in {node.iri for node in found.nodes}, "it is only cited"
    found = around(FIFTH, 3, limit=20)
    assert found and (len(found.nodes), found.left_out) == (20, 27)
    assert {node.depth for node in found.nodes} == {0, 1, 2}


@pytest.mark.parametrize("iri", ["", "x", "https://w3id.org/zhengmai/title/none", "http://a/> } DROP ALL #"])
def test_what_nobody_names_has_none(around, iri: str) -> None:
    assert around(iri) is None


def test_where_to_begin(links) -> None:
    assert rank_connected(links)[0] == (FIFTH, 3)


def star(count: int, below: int = 0) -> Neighbourhood:
    """A centre that names `count` documents, each of which names `below` more."""
    nodes = [Node("c", "甲发〔2020〕1号", "", True, 0)] + [
        Node(f"n{n}", "", f"办法{n}", n % 2 == 0, 1, n) for n in range(count)
    ]
    edges = [Edge("c", f"n{n}", ("cites",)) for n in range(count)]
    for n in range(count):
        nodes += [Node(f"n{n}-{m}", "", f"条例{m}", False, 2) for m in range(below)]
        edges += [Edge(f"n{n}", f"n{n}-{m}", ("basedOn", "cites")) for m in range(below)]
    return Neighbourhood(tuple(sorted(nodes, key=lambda node: (node.depth, node.iri))), tuple(edges))


@pytest.mark.parametrize(
    "found", [star(1), star(12), star(499), star(7, 70), star(30, 2)], ids=lambda found: str(len(found.nodes))
)
def test_documents_stand_on_their_rings_apart_from_each_other(found: Neighbourhood) -> None:
    spots, radii = radial(found), rings(found)
    assert len(spots) == len(found.nodes) and radii[0] == 0 and radii[-1] >= RING
    for node in found.nodes:
        assert hypot(spots[node.iri].x, spots[node.iri].y) == pytest.approx(radii[node.depth])
    outer = [spots[node.iri] for node in found.nodes if node.depth == found.nodes[-1].depth]
    # Along a chord, which is a little shorter than the arc.
    assert all(hypot(a.x - b.x, a.y - b.y) > 0.9 * SPACE for a, b in combinations(outer, 2))
    assert spots == radial(found)


def test_the_drawing_is_well_formed_and_links_every_document() -> None:
    found = star(7, 70)
    svg = ElementTree.fromstring(
        str(drawing.drawing(found, DrawingOptions(DAY, load()["en"], {"iri": "c", "depth": "2"})))
    )
    links = svg.findall(f"{SVG}a")
    assert len(links) == len(found.nodes) and svg.get("class") == "many"
    assert links[-1].get("href") == "graph?iri=c&depth=2&open=c&lang=zh"
    assert "centre" in str(links[-1].get("class")).split()
    edges = svg.findall(f"{SVG}g/{SVG}path")
    assert len(edges) == len(found.edges) and edges[-1].findtext(f"{SVG}title") == "Based on, Cites"
    assert {edge.get("marker-end") for edge in edges} == {"url(#arrow-cites)", "url(#arrow-basedOn)"}
    assert not any("cross" in str(edge.get("class")) for edge in edges)


def test_what_is_named_more_often_is_larger() -> None:
    nodes = [Node("n", "", "", True, 1, cited) for cited in (0, 1, 5, 20, 10_000)]
    sizes = [size(node) for node in nodes]
    assert sizes == sorted(sizes) and len(set(sizes)) == 5 and sizes[-1] <= 18


def test_hostile_names_stay_text() -> None:
    nodes = (Node("c", "", sample.HOSTILE, True, 0), Node('n"><script>', sample.HOSTILE, "", False, 1))
    svg = str(
        drawing.drawing(
            Neighbourhood(nodes, (Edge("c", 'n"><script>', ("cites",)),)), DrawingOptions(DAY, load()["zh"], {})
        )
    )
    assert "<script" not in svg and "<img" not in svg and ElementTree.fromstring(svg) is not None


def test_the_script_of_the_frame_asks_nobody() -> None:
    folder = Path(network.__file__).parent
    names = ("network.js", "network.css", "picture.js", "tones.css", "kinds.css")
    sources = [(folder / name).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "") for name in names]
    assert not any(re.search(r"http|\bfetch\b|(?<!!)\bimport", source) for source in sources)


GOVERNMENT = sample.IRIS.agency("岚州市人民政府")


def test_an_agency_has_its_documents_and_its_partners_around_it(around) -> None:
    found = around(sample.WATER)
    assert found and found.centre.agency and (found.centre.title, found.centre.cited) == ("岚州市水务局", 1)
    assert {(node.iri, node.agency) for node in found.nodes[1:]} == {(sample.NOTICE, False), (GOVERNMENT, True)}
    assert {(edge.citing, edge.cited, edge.kinds) for edge in found.edges} == {
        (sample.NOTICE, sample.WATER, ("issuedBy",)),
        (sample.NOTICE, GOVERNMENT, ("issuedBy",)),
        (min(sample.WATER, GOVERNMENT), max(sample.WATER, GOVERNMENT), ("jointly",)),
    }
    # The second step is that of the document's references; other documents of the partner are not gone to.
    further = around(sample.WATER, 2)
    assert further and {node.iri for node in further.nodes} >= {sample.LAW, FIFTH}


def test_issuers_are_shown_where_they_are_asked_for(around) -> None:
    assert not any(node.agency for node in around(sample.NOTICE).nodes)
    found = around(sample.NOTICE, agencies=True)
    # Those of the one in the middle: the others' are a step further.
    assert {node.iri for node in found.nodes if node.agency} == {sample.WATER, GOVERNMENT}
    further = around(sample.NOTICE, 2, agencies=True)
    assert sample.IRIS.agency("岚州市人民政府办公室") in {node.iri for node in further.nodes}


def test_an_unfolded_node_shows_its_own_neighbours_one_ring_further(around) -> None:
    before = around(FIFTH)
    law = next(node for node in before.nodes if node.iri == sample.LAW)
    assert law.hidden == 43 and not law.unfolded
    after = around(FIFTH, opened=[sample.LAW])
    law = next(node for node in after.nodes if node.iri == sample.LAW)
    assert (len(after.nodes), law.hidden, law.unfolded) == (47, 0, True)
    assert {node.iri: node.depth for node in before.nodes}.items() <= {n.iri: n.depth for n in after.nodes}.items()
    assert {node.depth for node in after.nodes if node not in before.nodes} <= {1, 2}
    # In the order in which they were unfolded: what is not there yet cannot be.
    other = next(node.iri for node in after.nodes if node.depth == 2)
    assert around(FIFTH, opened=[other, sample.LAW]) == after
    assert around(FIFTH, opened=["x", "http://a/> } DROP ALL #"]) == before


def test_a_status_is_that_of_the_day() -> None:
    ends = StatusEvent(DAY, EventKind.REPEALED, "a", "", "")
    begins = StatusEvent(DAY - timedelta(days=900), EventKind.ENTERS, "a", "", "")
    node = Node("n", "", "", True, 1, events=(begins, ends))
    days = (DAY - timedelta(days=901), DAY - timedelta(days=1), DAY)
    assert [tones.tone(node, day) for day in days] == ["coming", "holds", "ended"]
    assert tones.tone(Node("n", "", "", True, 1), DAY) == "unknown"
    assert tones.tone(Node("n", "", "", True, 1, agency=True), DAY) == "agency"
    assert tones.TONES.keys() == set(Status)


def test_colour_form_and_stroke_of_a_node_tell_what_it_is() -> None:
    ended = (StatusEvent(DAY, EventKind.REPEALED, "a", "", ""),)
    nodes = (
        Node("c", "甲", "", True, 0, hidden=2),
        Node("d", "乙", "", False, 1, events=ended, hidden=1, unfolded=True),
        Node("e", "", "局", False, 1, agency=True),
    )
    edges = (Edge("c", "d", ("cites",)), Edge("c", "e", ("issuedBy",)))
    view = DrawingOptions(DAY, load()["zh"], {"iri": "c"}, ("d",))
    svg = ElementTree.fromstring(str(drawing.drawing(Neighbourhood(nodes, edges), view)))
    links = {link.get("data-iri"): link for link in svg.findall(f"{SVG}a")}
    assert {iri: link.get("data-act") for iri, link in links.items()} == {"c": "unfold", "d": "fold", "e": ""}
    assert links["e"].find(f"{SVG}rect") is not None and links["e"].get("data-page") == "agency"
    classes = {iri: str(link.get("class")).split() for iri, link in links.items()}
    assert classes["d"] == ["node", "zm-t-ended", "named"] and "zm-t-unknown" in classes["c"]
    assert [links[iri].find(f"{SVG}path[@class='stroke']") is not None for iri in "cde"] == [False, True, False]
    assert (
        links["c"].get("href") == "graph?iri=c&open=d%20c&lang=zh" and links["d"].get("href") == "graph?iri=c&lang=zh"
    )
    assert "已废止" in str(links["d"].findtext(f"{SVG}title"))


def test_chains_stand_in_layers() -> None:
    nodes = tuple(Node(iri, "", "", True, depth) for iri, depth in (("a", 0), ("b", 1), ("c", 1), ("d", 2)))
    spots = layers(Neighbourhood(nodes, ()))
    assert spots["a"].x < spots["b"].x == spots["c"].x < spots["d"].x and spots["a"].y == spots["d"].y == 0
    assert spots["b"].y == -spots["c"].y != 0
