"""The explorer in a real browser: started as people start it, pages by their addresses, no request to other hosts."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from ontology.iri import Iris
from tests.samples import fictional as sample
from tests.samples import working as sample_work
from tests.ui.explorer.browsing import MARKS, Tab, serving

pytestmark = MARKS
NOTICE = f"/document?iri={quote(sample.NOTICE, safe='/:')}"
BAD = f"/document?iri={quote(sample.BAD, safe='/:')}"


GRAPH = f"/graph?iri={quote(sample.NOTICE, safe='/:')}"
WATER = f"/agency?iri={quote(sample.WATER, safe='/:')}"
BOXES = "nodes => nodes.map(node => node.getBoundingClientRect().toJSON())"
"""Where elements are, all at once: to ask for each takes two messages."""


@pytest.fixture(scope="module")
def address(explorer: Callable[..., str], store: Path) -> str:
    return explorer(store)


@pytest.fixture
def tab(new_page: Callable[..., Page], address: str) -> Iterator[Tab]:
    tab = Tab(new_page(width=1280, height=800), address)
    yield tab
    hacked = tab.page.evaluate("window.hacked")
    tab.leave()
    assert tab.hosts <= {urlsplit(address).netloc, ""}, "asked another host"
    assert (tab.errors, hacked) == ([], None)


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/", "总览"),
        ("/?lang=en", "Overview"),
        ("/documents?lang=zh", "文件"),
        ("/documents?lang=en&kind=%E9%80%9A%E7%9F%A5&page=1", "Documents"),
        ("/agencies", "机关"),
        ("/agencies?lang=en&q=%E6%B0%B4", "Agencies"),
        (WATER, "岚州市水务局"),
        ("/graph", "关系图"),
        (GRAPH + "&depth=2&lang=en", "岚州市人民政府关于印发《岚州市河道保护办法》的通知"),
        (f"/graph?iri={quote(sample.BAD, safe='/:')}", sample.HOSTILE),
        ("/validation", "校验"),
        ("/validation?lang=en", "Validation"),
        (NOTICE + "&lang=en", "岚州市人民政府关于印发《岚州市河道保护办法》的通知"),
        (BAD, sample.HOSTILE),
    ],
)
def test_every_page_opens_by_its_address(tab: Tab, path: str, heading: str) -> None:
    assert tab.open(path).heading() == heading
    tab.until(lambda: tab.page.get_attribute("html", "lang") == ("en" if "lang=en" in path else "zh"))


@pytest.mark.parametrize("path", ["/none", "/a/b", "/documents/none/at-all"])
def test_an_address_that_no_page_has_says_so_in_the_readers_language(tab: Tab, path: str) -> None:
    for query, told, start in (("", "没有这一页", "总览"), ("?lang=en", "There is no such page", "Overview")):
        tab.open(path + query)
        expect(tab.page.locator(".zm-empty")).to_contain_text(told)
        tab.page.locator(".zm-empty a").click()
        tab.page.wait_for_function(f"document.querySelector('h1')?.innerText === '{start}'")


@pytest.mark.parametrize("path", ["/documents", NOTICE, GRAPH])
def test_the_first_visit_of_all_may_be_a_deep_link(new_page: Callable[..., Page], store: Path, path: str) -> None:
    with serving(store) as address:
        tab = Tab(new_page(width=1280, height=720), address).open(path)
        expect(tab.page.locator("[data-testid=stPageLink]")).to_have_count(14)
        expect(tab.page.locator("body")).to_contain_text("岚")
        tab.leave()


def test_the_language_is_switched_and_kept_from_page_to_page(tab: Tab) -> None:
    tab.open("/documents")
    tab.page.get_by_text("English", exact=True).click()
    tab.page.wait_for_function("document.querySelector('h1')?.innerText === 'Documents'")
    assert tab.parameters()["lang"] == ["en"]
    tab.page.locator("[data-testid=stPageLink] a", has_text="Validation").click()
    tab.page.wait_for_function("document.querySelector('h1')?.innerText === 'Validation'")
    assert urlsplit(tab.page.url).path == "/validation" and tab.parameters() == {"lang": ["en"]}
    tab.page.go_back()
    tab.page.wait_for_function("document.querySelector('h1')?.innerText === 'Documents'")
    tab.page.go_back()
    tab.page.wait_for_function("document.querySelector('h1')?.innerText === '文件'")


def test_searching_narrows_the_list_and_the_address_can_be_sent_on(tab: Tab) -> None:
    tab.open("/documents")
    field, listed = tab.page.locator("input[type=text]").first, tab.page.locator(".zm-list li")

    def narrows() -> bool:  # on a busy machine the field may be drawn anew meanwhile, and loses what was typed
        field.fill("岚政发(２０２１)7号")
        field.press("Enter")
        with suppress(AssertionError):
            expect(listed).to_have_count(1, timeout=20_000)
        return listed.count() == 1

    tab.until(narrows)
    assert tab.parameters()["q"] == ["岚政发(２０２１)7号"]
    tab.page.reload()
    tab.settle()
    tab.page.wait_for_function("document.querySelectorAll('.zm-list li').length === 1")
    tab.page.click(".zm-list a")
    tab.page.wait_for_selector(".zm-document")
    assert urlsplit(tab.page.url).path == "/document" and tab.parameters()["iri"] == [sample.NOTICE]


def test_a_fact_leads_to_its_evidence(tab: Tab) -> None:
    tab.open(NOTICE)
    mark = tab.page.locator("mark.on-signed-1")
    plain = mark.evaluate("node => getComputedStyle(node).backgroundColor")
    tab.page.click("a[href='#signed-1']")
    assert mark.inner_text() == "2021年3月2日" and urlsplit(tab.page.url).fragment == "signed-1"
    assert mark.evaluate("node => getComputedStyle(node).backgroundColor") != plain
    box = mark.bounding_box()
    assert box and 0 < box["y"] < 800


def test_a_link_to_a_place_in_a_document_arrives_there(new_page: Callable[..., Page], address: str) -> None:
    tab = Tab(new_page(width=1280, height=300), address).open(NOTICE + "#at-doc_1-art_2")
    tab.page.wait_for_function("document.querySelector('#at-doc_1-art_2:target')")
    place = tab.page.locator("#at-doc_1-art_2")
    tab.until(lambda: (box := place.bounding_box()) and 0 < box["y"] < 300)
    tab.leave()


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("path", ["/", "/documents", NOTICE, BAD, "/agencies", WATER, GRAPH, "/validation"])
def test_nothing_runs_off_a_phone_in_either_theme(phone: Tab, path: str, scheme: str) -> None:
    tab = phone.show(path, scheme)
    parts = ".zm-page, .zm-list, .zm-text p, .zm-bars, .zm-facts, .zm-findings li, .zm-relations, .zm-legend"
    wide = f"[...document.querySelectorAll('{parts}')]"
    assert tab.page.evaluate(f"{wide}.every(node => node.getBoundingClientRect().right <= innerWidth)")
    back = tab.page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    ink = tab.page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    light, dark = (sum(map(int, colour[4:-1].split(","))) for colour in (back, ink))
    assert (light > dark) is (scheme == "light")


def test_a_relation_leads_to_its_sentence_in_the_text_of_the_citing_document(tab: Tab) -> None:
    tab.open(NOTICE)
    tab.page.locator("#relations blockquote a[href^='document']").first.click()
    tab.page.wait_for_selector("mark.on-reference-2.zm-k-cites", state="attached")
    assert tab.parameters()["iri"] != [sample.NOTICE] and urlsplit(tab.page.url).fragment == "reference-2"
    tab.page.wait_for_function("document.querySelector('#reference-2:target')")
    mark = tab.page.locator("mark.on-reference-2")
    other = tab.page.locator("mark.on-reference-1").evaluate("node => getComputedStyle(node).backgroundColor")
    assert mark.evaluate("node => getComputedStyle(node).backgroundColor") != other
    mark.locator("a").click()
    tab.page.wait_for_function("document.querySelector('h1')?.innerText.includes('河道保护办法')")


def test_tasks_and_duties_lead_to_their_words_and_fit_a_phone(
    new_page: Callable[..., Page], explorer: Callable[..., str], working: Path
) -> None:
    address = explorer(working)
    tab = Tab(new_page(width=390, height=844), address)
    tab.open(f"/agency?iri={quote(sample_work.WATER, safe='/:')}&day=2019-03-01")
    fits = (
        "[...document.querySelectorAll('.zm-work *')].every(node => node.getBoundingClientRect().right <= innerWidth)"
    )
    assert tab.page.evaluate(fits) and tab.page.inner_text(".zm-when a") == "2019-06-30"
    tab.page.locator(".zm-ledger blockquote a").first.click()
    tab.page.wait_for_function("document.querySelector('#task-1:target')")
    tab.settle()
    assert tab.page.evaluate(fits) and tab.page.locator(".zm-text mark.zm-party").count() == 4
    plain = tab.page.locator(".on-duty-2").first.evaluate("node => getComputedStyle(node).backgroundColor")
    tab.page.locator("#duties-prohibition blockquote a").click()
    tab.page.wait_for_function("document.querySelector('#duty-2:target')")
    lit = tab.page.locator(".on-duty-2").evaluate_all(
        "nodes => nodes.map(node => getComputedStyle(node).backgroundColor)"
    )
    assert len(lit) > 2 and len(set(lit)) == 1 and lit[0] != plain
    box = tab.page.locator(".zm-text mark.zm-cue-prohibition").bounding_box()
    assert box and 0 < box["y"] < 844
    assert tab.hosts <= {urlsplit(address).netloc, ""} and not tab.errors
    tab.leave()


def test_on_paper_there_is_no_menu_and_each_page_has_a_head(tab: Tab) -> None:
    tab.open(NOTICE)
    tab.page.emulate_media(media="print")
    assert tab.page.is_visible("h1") and tab.page.is_visible(".zm-text")
    for hidden in ("[data-testid=stSidebar]", "[data-testid=stDateInput]", ".zm-doings", ".zm-crumb"):
        assert not tab.page.is_visible(hidden), hidden
    heads = tab.page.evaluate(
        "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSPageRule)"
        ".map((rule) => rule.cssText).join(' ')"
    )
    assert "河道保护办法" in heads and "counter(page)" in heads


def test_on_paper_no_words_are_squeezed_and_no_drawing_is_cut(
    new_page: Callable[..., Page], explorer: Callable[..., str], example_store: Path
) -> None:
    tab = Tab(new_page(width=660, height=980), explorer(example_store))  # what A4 has between its margins
    tab.page.emulate_media(media="print")
    tab.open("/tasks?agency=" + quote("岚州市财政局"))
    beside = tab.page.locator(".zm-ledger .zm-terms dd:visible").evaluate_all(BOXES)
    assert len(beside) > 8 and min(box["width"] for box in beside) > 100
    tab.open("/graph?depth=3&iri=" + quote("https://w3id.org/zhengmai/eli/cn/990100/岚政发/2019/14", safe="/:"))
    names = tab.page.locator(".figure svg .node text:visible")
    tab.until(lambda: names.count() > 20)
    boxes = names.evaluate_all(BOXES)
    assert min(box["x"] for box in boxes) >= 0 and max(box["x"] + box["width"] for box in boxes) <= 660
    assert tab.page.is_visible(".zm-legend") and not tab.page.is_visible(".bar")
    tab.leave()


def test_a_short_decision_is_printed_on_two_pages(new_page: Callable[..., Page], explorer, example_store: Path) -> None:
    tab = Tab(new_page(width=1280, height=800), explorer(example_store))
    tab.open("/document?iri=" + quote("https://w3id.org/zhengmai/eli/cn/990100/岚政发/2019/15", safe="/:"))
    tab.page.wait_for_function("!document.querySelector('.zm-pending')")
    printed = PdfDocument(tab.page.pdf(prefer_css_page_size=True))
    assert len(printed) == 2
    first, last = (page.get_textpage().get_text_bounded() for page in printed)
    assert "效力沿革" in first and "第十四条" in first and "附件2" in last and "国办发〔2018〕37号" in last
    tab.leave()


def test_on_a_phone_the_menu_closes_and_the_text_is_in_the_first_screen(
    new_page: Callable[..., Page], tab: Tab
) -> None:
    phone = Tab(new_page(width=390, height=844), tab.address)
    page, right = phone.page, "document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().right"
    phone.open(NOTICE)
    text = page.locator(".zm-text").first.bounding_box()
    assert text and text["y"] < 844 - 24 and phone.overhanging() == []
    page.get_by_test_id("stExpandSidebarButton").click()
    page.wait_for_function(f"{right} > 100")
    page.locator("[data-testid=stPageLink] a", has_text="任务与时限").click()
    page.wait_for_function("document.querySelector('h1')?.innerText === '任务与时限'")
    page.wait_for_function(f"{right} <= 0")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.wait_for_function(f"{right} > 100")
    page.reload()
    phone.settle()
    page.wait_for_function(f"{right} <= 0")
    phone.leave()


def test_a_link_to_an_article_is_copied_with_its_day_and_opens_there(tab: Tab) -> None:
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.open(f"/document?iri={quote(sample.NOTICE)}&as_of=2021-05-06&lang=zh")
    beside = tab.page.locator(".zm-share").first
    beside.locator("..").hover()
    beside.locator("summary").click()
    copied: list[str] = []
    for what in ("cite", "a"):
        beside.locator(what).click()
        tab.page.wait_for_selector(f".zm-share {what}.zm-copied")
        copied.append(tab.page.evaluate("navigator.clipboard.readText()"))
    words, link = copied
    assert words.startswith("《") and link.startswith(tab.address) and "as_of=2021-05-06" in link
    tab.open(link.removeprefix(tab.address))
    expect(tab.page.locator(".zm-clause:target")).to_be_visible()


def test_what_a_provision_says_opens_copies_and_closes_by_keyboard(
    new_page: Callable[..., Page], explorer: Callable[..., str], example_store: Path
) -> None:
    tab = Tab(new_page(width=1280, height=800), explorer(example_store))
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.open(f"/document?iri={quote(Iris().numbered('990100', '岚民发', 2019, 47))}&lang=zh")
    named = tab.page.locator(".zm-provision:has(cite.zm-copy)").first
    note = named.locator(".zm-provision-words")

    def opens() -> bool:  # what Streamlit draws anew meanwhile loses the focus
        named.focus()
        return note.is_visible()

    tab.until(opens)
    tab.page.keyboard.press("Tab")
    expect(note.locator("cite").first).to_be_focused()
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_selector("cite.zm-copied")
    assert tab.page.evaluate("navigator.clipboard.readText()").startswith("《")
    tab.page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    tab.page.keyboard.press("Shift+Tab")
    expect(named).to_be_focused()
    tab.page.locator("h1").click()
    tab.until(opens)
    tab.leave()


@pytest.mark.parametrize("key", ["Enter", "Tab"])
def test_a_typed_day_takes_effect(tab: Tab, key: str) -> None:
    tab.open("/documents")
    tab.page.locator("[data-testid=stDateInput] [role=spinbutton]").first.click()
    tab.page.keyboard.type("20200615")
    tab.page.keyboard.press(key)
    tab.until(lambda: tab.parameters().get("as_of") == ["2020-06-15"])
