"""A walk through every page by its address, in both languages: over the sample gazettes, and over the seeds where they are."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from graph.store.store import Store
from ontology.enumerations import Language
from tests.ui.explorer.browsing import MARKS, Tab
from ui.messages import Messages, load

pytestmark = MARKS
WINDOWS = {"zh": {"width": 1280, "height": 800}, "en": {"width": 390, "height": 844}}
"""One walk on a desk, one on a phone."""
SENT = ("", "validation")
"""Pages with parameters by which no other test in a browser opens them; of the others each is opened by its address there."""
HAN = re.compile(r"[\u4e00-\u9fff]")
OURS = (
    ".zm-page > p:not([lang]) > :not([lang]), .zm-crumb, .zm-h2, .zm-count, .zm-go, .zm-badge, .zm-status, .zm-facts dt,"
    " .zm-tile, .zm-legend, .zm-empty, [data-testid=stPageLink], .stMain [data-testid=stWidgetLabel], .stMain button"
)
"""What the explorer says itself; the rest is the documents'."""

# The document that cites most from one of its clauses, with that clause; the agency with most tasks.
DOCUMENT = """SELECT ?iri ?number ?title ?clause (COUNT(?reference) AS ?count) WHERE {
  GRAPH ?source {
    ?iri a zm:PublishedDocument ; eli:number ?number ; dct:title ?title .
    ?reference zm:citing ?iri ; zm:inClause ?clause
  }
  FILTER(STRSTARTS(STR(?clause), CONCAT(STR(?iri), "/")))
} GROUP BY ?iri ?number ?title ?clause ORDER BY DESC(?count) ?clause LIMIT 1"""
AGENCY = """SELECT ?iri ?name (COUNT(?task) AS ?count) WHERE {
  ?task zm:role ?role ; zm:agency ?iri . ?iri skos:prefLabel ?name
} GROUP BY ?iri ?name ORDER BY DESC(?count) ?iri LIMIT 1"""


@dataclass(frozen=True)
class World:
    """An explorer, and what there is in its store to be linked to. origin: the texts of the store, `sample` or `seeds`."""

    origin: str
    address: str
    document: str
    number: str
    title: str
    clause: str
    agency: str
    name: str


@pytest.fixture(scope="module", params=["sample", "seeds"])
def world(request: pytest.FixtureRequest, explorer: Callable[..., str]) -> World:
    store: Path = request.getfixturevalue("gazettes" if request.param == "sample" else "seeds_store")
    with Store.open(store) as opened:
        (document,) = opened.select(DOCUMENT)
        (agency,) = opened.select(AGENCY)
        names = ("iri", "number", "title", "clause")
        held = [str(document[name].value) for name in names] + [str(agency[name].value) for name in ("iri", "name")]
    return World(request.param, explorer(store, write=True), *held)


@pytest.fixture(params=["zh", "en"])
def messages(request: pytest.FixtureRequest) -> Messages:
    language: Language = request.param
    return load()[language]


@pytest.fixture
def tab(new_page: Callable[..., Page], world: World, messages: Messages) -> Iterator[Tab]:
    tab = Tab(new_page(**WINDOWS[messages.language]), world.address)
    yield tab
    tab.leave()
    assert tab.hosts <= {urlsplit(world.address).netloc, ""}, "asked another host"
    assert tab.errors == []


def go(tab: Tab, world: World, messages: Messages, page: str, anchor: str = "", **parameters: str) -> None:
    """Go to a page from the one before it; over the sample on a desk, to those of `SENT` as somebody does whom the link was sent to.
    Nothing of it is out of reach, nothing in another language."""
    query = urlencode(parameters | {"lang": messages.language}, quote_via=quote)
    is_sent = page in SENT and world.origin == "sample" and messages.language == "zh"
    (tab.open if is_sent else tab.turn)(f"/{page}?{query}{anchor}")
    tab.page.wait_for_function("!document.querySelector('.zm-pending')")
    assert tab.overhanging() == []
    if messages.language == "en":
        expect(tab.page.locator(OURS).first).to_be_attached()
        said = tab.page.locator(OURS).all_inner_texts()
        assert [text for text in said if HAN.search(text) and text != "中文"] == []


def test_each_link_opens_what_it_names(tab: Tab, world: World, messages: Messages) -> None:
    page, day = tab.page, "2020-06-01"

    go(tab, world, messages, "", q=world.number, as_of=day)
    assert tab.heading() == messages("overview.title")
    expect(page.locator(".zm-list li").first).to_contain_text(world.number)
    expect(page.locator("[data-testid=stMain]")).to_contain_text(day)

    go(tab, world, messages, "documents", q=world.number)
    assert tab.heading() == messages("documents.title")
    expect(page.locator(".zm-list li").first).to_contain_text(world.title)

    go(tab, world, messages, "agencies", q=world.name)
    assert tab.heading() == messages("agencies.title")
    expect(page.locator(".zm-list li").first).to_contain_text(world.name)
    go(tab, world, messages, "agencies", view="matrix")
    expect(page.locator(".zm-matrix tbody th").first).to_contain_text(world.name)

    go(tab, world, messages, "agency", iri=world.agency, day=day)
    assert tab.heading() == world.name
    expect(page.locator(".zm-ledger li").first).to_be_attached()

    go(tab, world, messages, "tasks", agency=world.name, as_of=day)
    assert tab.heading() == messages("tasks.title")
    expect(page.locator(".zm-ledger .zm-terms, .zm-ledger .zm-when").first).to_be_attached()
    go(tab, world, messages, "tasks", view="calendar", month="2020-02", as_of=day)
    expect(page.locator(".zm-month")).to_contain_text(messages("ledger.month", year="2020", month=2))
    expect(page.locator(".zm-days > li:not(.zm-outside)")).to_have_count(29)

    go(tab, world, messages, "graph", iri=world.document)
    assert tab.heading() == world.title
    expect(page.locator("svg .node.centre text")).to_contain_text(world.number)

    go(tab, world, messages, "validation", as_of=day)
    assert tab.heading() == messages("validation.title")
    shape = page.locator(".zm-findings section").last
    name, title = shape.get_attribute("id"), shape.locator("h3").inner_text()
    go(tab, world, messages, "validation", as_of=day, shape=str(name))
    assert page.locator(".zm-findings h3").all_inner_texts() == [title]

    go(tab, world, messages, "sparql", **{"name": "document", "p.text": world.number})
    assert tab.heading() == messages("sparql.title")
    expect(page.locator(".zm-rows tbody")).to_contain_text(world.title)
    go(tab, world, messages, "sparql", query=f"SELECT ?title WHERE {{ <{world.document}> dct:title ?title }}")
    expect(page.locator(".zm-rows tbody tr")).to_have_text([world.title])

    go(tab, world, messages, "help", "#statuses")
    assert tab.heading() == messages("help.title")
    expect(page.locator("#statuses")).to_be_in_viewport()

    go(tab, world, messages, "add")
    assert tab.heading() == messages("add.title")
    expect(page.locator("input[type=file]")).to_have_count(1)


def test_a_document_is_read_left_and_come_back_to(tab: Tab, world: World, messages: Messages) -> None:
    page, day = tab.page, "2020-06-01"
    go(tab, world, messages, "document", iri=world.document, as_of=day)
    assert tab.heading() == world.title
    expect(page.locator(".zm-verdict")).to_contain_text(day)
    page.locator(".zm-go[href^=graph]").click()
    expect(page.locator("svg .node.centre")).to_be_visible()
    page.go_back()
    expect(page.locator(".zm-verdict")).to_contain_text(day)
    assert tab.heading() == world.title and tab.parameters()["as_of"] == [day]

    below = re.findall(r"[\w-]+", world.clause.removeprefix(world.document))
    go(tab, world, messages, "document", "#" + quote("-".join(["at", *below])), iri=world.document)
    page.wait_for_function("document.querySelector('.zm-clause:target')")
    expect(page.locator(".zm-clause:target")).to_be_in_viewport()


@pytest.mark.parametrize("world", ["sample"], indirect=True)
def test_a_link_to_what_is_not_there_says_so_and_leads_on(tab: Tab, world: World, messages: Messages) -> None:
    for page in ("document", "agency", "graph"):
        go(tab, world, messages, page, iri="https://w3id.org/zhengmai/eli/cn/000000/无此文件")
        assert tab.page.inner_text(".zm-empty h3") == messages(f"{page}.missing_title")
        expect(tab.page.locator(".zm-empty a")).to_have_count(1)
        assert tab.page.locator(".st-key-filters").count() == 0
