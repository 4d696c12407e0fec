"""The SPARQL page and the page that takes texts in, in a real browser; and a gazette that tries to break every page."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.samples import fictional as sample
from tests.samples.once import copied
from tests.ui.explorer.browsing import MARKS, Tab, serving
from tests.ui.explorer.test_intake import NOTICE
from ui.explorer import console

pytestmark = MARKS
# A gazette for the reader itself: every field that it reads, and the name of the text.
EVIL = NOTICE.replace("防汛", "<img src=x onerror=window.hacked=1>防汛$x$").replace(
    "二、严禁", f"二、{sample.HOSTILE}严禁"
)
EVIL_NAME = "<img src=x onerror=window.hacked=1> [a](javascript:alert(1)) $x$ :material/home:.txt"


@pytest.fixture(scope="module")
def address(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample's store and, built into it, the evil gazette; texts may be added."""

    from ui.explorer import intake, uploads

    own = copied(store, tmp_path_factory.mktemp("console") / "store")
    intake.build(str(own), [uploads.text(EVIL_NAME, EVIL.encode())])
    with serving(own, write=True) as address:
        yield address


@pytest.fixture
def tab(new_page: Callable[..., Page], address: str) -> Iterator[Tab]:
    tab = Tab(new_page(width=1280, height=900), address)
    yield tab
    hacked = tab.page.evaluate("window.hacked")
    tab.leave()
    assert tab.hosts <= {urlsplit(address).netloc, ""}, "asked another host"
    assert (tab.errors, hacked) == ([], None)


@pytest.fixture(scope="module")
def desk(new_page: Callable[..., Page], address: str) -> Iterator[Tab]:
    """A tab that stays open and turns from page to page."""
    tab = Tab(new_page(width=1280, height=900), address)
    yield tab
    tab.leave()


@contextmanager
def one_case(desk: Tab) -> Iterator[Tab]:
    """The desk for one case: what goes wrong in it is none of the next one's."""
    try:
        yield desk
    finally:
        desk.errors.clear()
        desk.hosts.clear()
        desk.page.evaluate("delete window.hacked")


@pytest.fixture
def seat(desk: Tab) -> Iterator[Tab]:
    with one_case(desk) as tab:
        yield tab


def test_a_query_of_ones_own_is_written_asked_and_sent_on(tab: Tab) -> None:
    tab.open("/sparql?lang=en")
    area = tab.page.get_by_role("textbox", name="Query")
    area.fill("SELECT ?number WHERE {\n  ?d a zm:PublishedDocument ; eli:number ?number .\n} ORDER BY ?number")
    expect(tab.page.locator(".keyword", has_text="ORDER")).to_have_count(1)
    area.press("Control+Enter")
    expect(tab.page.locator(".zm-rows tbody tr").first).to_be_visible()
    asked = tab.parameters()["query"][0]
    assert asked.startswith("SELECT ?number")
    tab.open(f"/sparql?lang=en&query={quote(asked)}")
    expect(tab.page.locator(".zm-rows tbody tr").first).to_be_visible()
    assert tab.page.get_by_role("textbox", name="Query").input_value() == asked
    with tab.page.expect_download() as saved:
        tab.page.get_by_text("Download CSV").click()
    content = Path(saved.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfnumber\n") and saved.value.suggested_filename == "query.csv"


def test_a_mistake_is_shown_on_its_line_and_what_is_being_written_stays(tab: Tab) -> None:
    tab.open(f"/sparql?lang=en&query={quote('SELECT ?x WHERE {' + chr(10) + '  ?x a zz:Task }')}")
    expect(tab.page.locator(".zm-refused")).to_contain_text("line 2, column 8: the prefix zz: is not declared")
    expect(tab.page.locator("pre .wrong")).to_have_count(1)
    area = tab.page.get_by_role("textbox", name="Query")
    area.fill("ASK { ?x a zm:Task }")
    expect(tab.page.locator("pre .wrong")).to_have_count(0)
    tab.page.get_by_role("button", name="Ask").click()
    expect(tab.page.locator(".zm-answer")).to_be_visible()


def test_back_leads_to_the_question_before(tab: Tab) -> None:
    tab.open("/sparql?name=orphans")
    expect(tab.page.locator(".zm-question")).to_be_visible()
    tab.page.get_by_text("查看或修改查询语句").click()
    area = tab.page.get_by_role("textbox", name="查询语句")
    area.fill("ASK { ?x a zm:Task }")
    area.press("Control+Enter")
    expect(tab.page.locator(".zm-answer")).to_be_visible()
    tab.page.go_back()
    expect(tab.page.locator(".zm-question")).to_be_visible()
    assert tab.parameters()["name"] == ["orphans"] and "query" not in tab.parameters()


def test_triples_are_drawn_and_lead_to_their_pages(tab: Tab) -> None:
    query = f"CONSTRUCT {{ <{sample.NOTICE}> ?p ?o }} WHERE {{ <{sample.NOTICE}> ?p ?o }}"
    tab.open(f"/sparql?query={quote(query)}")
    link = tab.page.locator("[data-testid=stGraphVizChart] a", has_text="岚政发〔2021〕7号").first
    expect(link).to_be_visible()
    link.click()
    tab.page.wait_for_function("document.querySelector('h1')?.innerText.includes('河道保护办法')")
    assert urlsplit(tab.page.url).path == "/document"


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("path", ["/sparql", "/sparql?name=documents-by-year-and-kind&lang=en", "/add", "/add?lang=en"])
def test_nothing_runs_off_a_phone(phone: Tab, path: str, scheme: str) -> None:
    tab = phone.show(path, scheme)
    wide = "[...document.querySelectorAll('.stMainBlockContainer .stHtml > *, .stMainBlockContainer button')]"
    assert tab.page.evaluate(f"{wide}.every(node => node.getBoundingClientRect().right <= innerWidth)")


def test_a_text_is_uploaded_looked_at_and_built_in(tab: Tab) -> None:
    tab.open("/add?lang=en")
    text = NOTICE.replace("3号", "9号").encode("gb18030")
    tab.page.set_input_files("input[type=file]", [{"name": "新.txt", "mimeType": "text/plain", "buffer": text}])
    expect(tab.page.locator(".zm-trial summary").first).to_contain_text("岚政发〔2024〕9号")
    tab.page.get_by_role("button", name="Build it in").click()
    link = tab.page.locator(".zm-list a")
    expect(link).to_be_visible()
    link.click()
    tab.page.wait_for_function("document.querySelector('h1')?.innerText.includes('防汛工作')")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7", "damaged"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "the image file is damaged"),
        ("a.txt", b"x" * (17 * 2**20), "more than 16 MB"),
    ],
)
def test_what_is_no_text_is_refused(tab: Tab, name: str, data: bytes, said: str, tmp_path: Path) -> None:
    tab.open("/add?lang=en")
    # A file that the browser reads itself: to hand over 17 MB in a message costs more than all the rest.
    (tmp_path / name).write_bytes(data)
    tab.page.set_input_files("input[type=file]", [tmp_path / name])
    expect(tab.page.locator(".zm-refused")).to_contain_text(said)
    assert tab.page.get_by_role("button", name="Build it in").count() == 0


BAD = quote(sample.BAD, safe="/:")
AGENCY = quote(sample.IRIS.agency(sample.HOSTILE), safe="/:")
TRIPLES = quote(f"CONSTRUCT WHERE {{ <{sample.BAD}> ?p ?o }}")
ROWS = quote("SELECT DISTINCT ?o { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'hacked')) }")
HOSTILE_PAGES = [
    f"/document?iri={BAD}", "/sparql", "/", f"/sparql?query={TRIPLES}", "/documents", f"/sparql?query={ROWS}", "/validation",
    "/sparql?name=documents-of-agency", f"/documents?q={quote('hacked')}", f"/sparql?name={quote(sample.HOSTILE)}", "/agencies",
    f"/sparql?query={quote(sample.HOSTILE)}", "/graph", f"/agency?iri={AGENCY}", f"/graph?iri={BAD}",
    f"/sparql?name=document&p.text={quote(sample.HOSTILE)}", "/add",
]  # fmt: skip
"""The first is loaded in full, the others are turned to: no two views of one page are next to each other, as `Tab.turn` would load the
second."""


@pytest.mark.parametrize("path", HOSTILE_PAGES)
def test_a_hostile_gazette_is_text_on_every_page(seat: Tab, path: str) -> None:
    tab = seat.turn(path)
    for box in tab.page.locator("[data-testid=stSelectbox] input").all():
        box.click()  # the options are drawn now
        tab.page.wait_for_timeout(150)
        assert_nothing_of_it_runs(tab)
        tab.page.keyboard.press("Escape")
    for fold in tab.page.locator(".stHtml details").all():
        fold.evaluate("node => node.open = true")
    assert_nothing_of_it_runs(tab)
    assert tab.page.evaluate("window.hacked") is None and tab.errors == []
    assert tab.hosts <= {urlsplit(tab.address).netloc, ""}, "asked another host"


def test_what_goes_wrong_in_one_case_is_none_of_the_next(desk: Tab) -> None:
    with one_case(desk) as tab:
        tab.errors.append("a script has failed")
        tab.hosts.add("elsewhere.example")
        tab.page.evaluate("window.hacked = 1")
    assert (desk.errors, desk.hosts, desk.page.evaluate("window.hacked")) == ([], set(), None)


def assert_nothing_of_it_runs(tab: Tab) -> None:
    """Beside what the tab's fixture looks for: nothing has been made of it."""
    made = tab.page.evaluate(
        """() => [
          ...[...document.querySelectorAll("img")].filter(node => !node.src.startsWith(location.origin)),
          ...[...document.querySelectorAll("a")].filter(node => /^(javascript:|http:..192)/i.test(node.href.baseVal ?? node.href)),
          ...document.querySelectorAll(".katex, [onerror]"),
        ].map(node => node.outerHTML)"""
    )
    assert made == []


def test_a_hostile_upload_is_text_in_its_preview(tab: Tab) -> None:
    tab.open("/add")
    # Files cannot be called so everywhere: the browser is told that this one is.
    file = {"name": EVIL_NAME, "mimeType": "text/plain", "buffer": EVIL.encode()}
    tab.page.set_input_files("input[type=file]", [file])
    expect(tab.page.locator(".zm-trial summary").first).to_be_visible()
    assert_nothing_of_it_runs(tab)
    assert re.search(r"<script>window\.hacked=1</script>", tab.page.inner_text("body"))


def test_a_long_query_fits_the_address(tab: Tab) -> None:
    query = "SELECT ?n WHERE { ?d eli:number ?n }\n" + "# 说明这条查询的一行注释\n" * 300
    tab.open(f"/sparql?query={quote(console.packed(query))}")
    expect(tab.page.locator(".zm-rows tbody tr").first).to_be_visible()
