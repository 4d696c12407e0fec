"""The graph in a real browser: it unfolds in place, leads on, shows chains, gives files away, and stays quick with 500 nodes."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from tests.samples import fictional as sample
from tests.ui.explorer.browsing import MARKS, Tab, serving

pytestmark = MARKS
FIFTH = sample.IRIS.numbered(sample.PLACE, "岚政办发", 2020, 5)


def graph(iri: str, **parameters: str) -> str:
    return "/graph?" + "&".join(
        f"{name}={quote(value, safe='/:')}" for name, value in {"iri": iri, **parameters}.items()
    )


@pytest.fixture(scope="module")
def address(explorer: Callable[..., str], store: Path) -> str:
    return explorer(store)


@pytest.fixture
def tab(new_page: Callable[..., Page], address: str) -> Iterator[Tab]:
    tab = Tab(new_page(width=1280, height=1400), address)
    yield tab
    hacked = tab.page.evaluate("window.hacked")
    tab.leave()
    assert tab.hosts <= {urlsplit(address).netloc, ""}, "asked another host"
    assert (tab.errors, hacked) == ([], None)


def nodes(tab: Tab):
    return tab.page.locator("svg a.node")


def node(tab: Tab, label: str):
    return nodes(tab).filter(has_text=label).first


def test_a_click_unfolds_in_place_and_the_way_back_folds(tab: Tab) -> None:
    tab.open(graph(FIFTH))
    expect(nodes(tab)).to_have_count(4)
    tab.page.evaluate("window.stays = true")
    law = node(tab, "东岭省河道管理条例")
    before = law.locator(".hit").bounding_box()
    law.locator(".hit").click()
    expect(nodes(tab)).to_have_count(47)
    assert tab.parameters()["open"] == [sample.LAW] and tab.page.evaluate("window.stays"), "no new page"
    # It stays where the pointer is, and shows facts about itself.
    after = node(tab, "东岭省河道管理条例").locator(".hit").bounding_box()
    assert before and after
    middles = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in (before, after)]
    assert all(abs(one - other) < 3 for one, other in zip(*middles, strict=True))
    assert "东岭省河道管理条例" in tab.page.inner_text(".card b")
    tab.page.go_back()
    expect(nodes(tab)).to_have_count(4)
    tab.page.go_forward()
    expect(nodes(tab)).to_have_count(47)
    tab.settle()
    node(tab, "东岭省河道管理条例").locator(".hit").click()
    expect(nodes(tab)).to_have_count(4)
    assert "open" not in tab.parameters()


def test_a_link_to_what_is_unfolded_can_be_sent_on(tab: Tab) -> None:
    tab.open(graph(FIFTH, open=sample.LAW, day="2022-01-01", lang="en"))
    expect(nodes(tab)).to_have_count(47)
    tab.page.get_by_role("link", name="Fold all (1)").click()
    expect(nodes(tab)).to_have_count(4)


def test_the_keyboard_unfolds_too(tab: Tab) -> None:
    tab.open(graph(FIFTH))
    node(tab, "东岭省河道管理条例").focus()
    expect(tab.page.locator(".card b")).to_have_text("东岭省河道管理条例")
    tab.page.keyboard.press("Enter")
    expect(nodes(tab)).to_have_count(47)
    focused = "[...document.querySelectorAll('*')].find(one => one.shadowRoot?.activeElement)?.shadowRoot.activeElement.dataset.iri"
    tab.page.wait_for_function(f"{focused} === {sample.LAW!r}")


def test_the_card_leads_to_the_page_the_centre_and_the_chain(tab: Tab) -> None:
    tab.open(graph(sample.SHARED))
    node(tab, "岚政办发〔2020〕5号").hover()
    node(tab, "岚政办发〔2020〕5号").locator(".hit").click()
    tab.settle()
    card = tab.page.locator(".card")
    expect(card.get_by_role("link", name="打开文件")).to_have_attribute(
        "href", re.compile(r"^document\?lang=zh&iri=https")
    )
    card.get_by_role("link", name="看引用链").click()
    tab.page.wait_for_selector(".zm-chain")
    assert tab.parameters()["to"] == [FIFTH] and tab.heading() == "引用链"
    tab.page.go_back()
    tab.page.wait_for_selector("svg .node.centre")


def test_pointing_brings_out_what_hangs_on_a_node_and_buttons_zoom(tab: Tab) -> None:
    tab.open(graph(sample.NOTICE))
    expect(nodes(tab)).to_have_count(4)
    node(tab, "东岭省河道管理条例").hover()
    expect(tab.page.locator("svg.dim .edge.lit")).to_have_count(3)
    drawing = tab.page.locator("svg[viewBox]:has(.node)")
    before = drawing.bounding_box()
    tab.page.get_by_role("button", name="放大").click()
    tab.until(lambda: before and (after := drawing.bounding_box()) and after["width"] > 1.2 * before["width"])


def test_kinds_and_steps_redraw_the_graph_and_stand_in_the_address(tab: Tab) -> None:
    tab.open(graph(sample.NOTICE))
    expect(nodes(tab)).to_have_count(4)
    tab.page.get_by_role("button", name="引用", exact=True).click()
    tab.page.wait_for_function("document.querySelector('.zm-count')?.innerText.startsWith('3 ')")
    assert tab.parameters()["kinds"] == ["cites"]
    expect(nodes(tab)).to_have_count(3)
    tab.page.go_back()
    expect(nodes(tab)).to_have_count(4)
    tab.page.set_viewport_size({"width": 1280, "height": 860})
    tab.open(graph(FIFTH, depth="3"))
    tab.until(lambda: tab.page.evaluate(_SHOWN) > 3 and tab.page.evaluate(_OUTSIDE) == [])


_FRAME = "const frame = [...document.querySelectorAll('*')].map((one) => one.shadowRoot?.querySelector('.figure')).find(Boolean)"
_TEXTS = f"{_FRAME}; const shown = [...(frame?.querySelectorAll('.node text:not(.hid)') ?? [])]"
_SHOWN = f"() => {{ {_TEXTS}; return shown.length; }}"
_OUTSIDE = f"""() => {{ {_TEXTS};
if (!frame) return ["no figure yet"];
const box = frame.getBoundingClientRect();
return shown.filter((text) => {{
  const one = text.getBoundingClientRect();
  return one.left < box.left - 1 || one.right > box.right + 1 || one.top < box.top - 1 || one.bottom > box.bottom + 1;
}}).map((text) => text.textContent); }}"""
"""Visible labels that are outside of the frame."""


def test_an_agency_unfolds_from_a_document(tab: Tab) -> None:
    tab.open(graph(sample.NOTICE))
    tab.page.get_by_text("显示发文机关").click()
    expect(nodes(tab)).to_have_count(6)
    assert tab.page.locator("svg a.node rect").count() == 2
    tab.open(graph(sample.WATER, lang="en"))
    assert tab.heading() == "岚州市水务局"
    expect(nodes(tab)).to_have_count(3)


def test_the_chain_is_found_by_searching_for_its_other_end(tab: Tab) -> None:
    tab.open(graph(FIFTH))
    field = tab.page.get_by_label("引用链")
    field.fill("岚政发（2021）7号")
    field.press("Enter")
    tab.page.locator(".zm-list a[href*='to=']").click()
    tab.page.wait_for_selector(".zm-chain")
    assert tab.parameters()["to"] == [sample.NOTICE] and tab.page.locator(".zm-chain-step").count() == 1
    expect(nodes(tab)).to_have_count(2)
    tab.page.click(".zm-chain blockquote a")
    tab.page.wait_for_selector("mark.on-reference-2", state="attached")


def test_pictures_and_graphml_are_whole_files_of_their_own(tab: Tab, tmp_path: Path) -> None:
    tab.open(graph(sample.NOTICE, agencies="1", day="2022-01-01"))
    expect(nodes(tab)).to_have_count(6)
    files = {}
    for name in ("下载图片（SVG）", "下载图片（PNG）", "下载 GraphML"):
        with tab.page.expect_download() as got:
            tab.page.get_by_role("button", name=name).click()
        assert got.value.suggested_filename.startswith("岚政发〔2021〕7号.")
        got.value.save_as(tmp_path / got.value.suggested_filename)
        files[got.value.suggested_filename.rpartition(".")[2]] = (tmp_path / got.value.suggested_filename).read_bytes()
    svg = ElementTree.fromstring(files["svg"])
    texts = "".join(svg.itertext())
    assert "岚政发〔2021〕7号" in texts and "效力不明" in texts and "截至 2022-01-01" in texts, (
        "the legend goes with it"
    )
    plain = files["svg"].decode()
    assert "var(" not in plain and "light-dark" not in plain and "color(" not in plain and "href" not in plain
    assert len(svg.findall(".//{http://www.w3.org/2000/svg}text")) > 6 and "visibility" not in plain
    assert files["png"].startswith(b"\x89PNG") and len(files["png"]) > 20_000
    assert len(nx.read_graphml(BytesIO(files["graphml"]))) == 6
    # And the page is as it was.
    assert tab.page.locator("svg.picture").count() == 0


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize(
    "path",
    [
        graph(sample.NOTICE, agencies="1"),
        graph(sample.LAW),
        graph(FIFTH, to=sample.NOTICE),
        "/graph?q=%E6%B2%B3%E9%81%93",
        graph("x"),
    ],
)
def test_nothing_runs_off_a_phone(phone: Tab, path: str, scheme: str) -> None:
    tab = phone.show(path, scheme)
    parts = ".zm-page, .zm-legend li, .zm-list li, .zm-chain li, .zm-relations, .zm-ends, .zm-empty"
    assert tab.page.evaluate(
        f"[...document.querySelectorAll('{parts}')].every(one => one.getBoundingClientRect().right <= innerWidth)"
    )


# Frames of a zoom and of a drag, in milliseconds: the median.
FRAMES = """async () => {
  const root = [...document.querySelectorAll("*")].find((one) => one.shadowRoot?.querySelector(".figure")).shadowRoot;
  const figure = root.querySelector(".figure");
  const frame = () => new Promise(requestAnimationFrame);
  const median = async (act, count) => {
    const times = [];
    for (let at = 0, last = performance.now(); at < count; at += 1) {
      act(at);
      await frame();
      times.push(performance.now() - last);
      last = performance.now();
    }
    return times.sort((one, other) => one - other)[count >> 1];
  };
  const wheel = { ctrlKey: true, clientX: 700, clientY: 700, cancelable: true };
  const turn = (at) => figure.dispatchEvent(new WheelEvent("wheel", { ...wheel, deltaY: at < 5 ? -30 : 30 }));
  const zoom = await median(turn, 10);
  return [zoom, await median(() => figure.scrollBy(8, 5), 10)];
}"""
# How many labels are shown, and the least size of one on the screen, in pixels.
SHOWN = """() => {
  const root = [...document.querySelectorAll("*")].find((one) => one.shadowRoot?.querySelector(".figure")).shadowRoot;
  const texts = [...root.querySelectorAll(".node text:not(.hid)")];
  const scale = root.querySelector("svg").getScreenCTM().a;
  return [texts.length, Math.min(...texts.map((one) => parseFloat(getComputedStyle(one).fontSize) * scale))];
}"""


def test_five_hundred_nodes_are_drawn_at_once_and_move(new_page: Callable[..., Page], tmp_path: Path) -> None:
    with serving(sample.crowd(tmp_path / "crowd", 520)) as address:
        tab = Tab(new_page(width=1280, height=1000), address)
        tab.open("/graph?q=x")  # the store is open, the page's code is loaded
        tab.open(graph(sample.LAW, lang="en"))
        tab.page.wait_for_selector("svg .node.centre")
        expect(nodes(tab)).to_have_count(500)
        assert "At least 21 more are left out" in tab.page.inner_text(".zm-notice")
        tab.page.get_by_role("button", name="Show all").click()
        # As many labels as there is room for, each as large as it is printed.
        tab.until(lambda: 20 < tab.page.evaluate(SHOWN)[0] < 500 and tab.page.evaluate(SHOWN)[1] >= 11.5)
        shown = tab.page.evaluate(SHOWN)[0]
        # Zooming and moving go on painting; a time is no test (17 ms a frame on an idle machine of two cores).
        zoom, pan = tab.page.evaluate(FRAMES)
        assert min(zoom, pan) > 0
        for _ in range(6):
            tab.page.get_by_role("button", name="Zoom in").click()
        tab.until(lambda: tab.page.evaluate(SHOWN)[0] > shown)
        assert tab.hosts <= {urlsplit(address).netloc, ""} and not tab.errors
        tab.leave()
