"""WCAG 2.2 AA on every page in both themes, as far as axe-core can see it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from graph.store.store import Store
from tests.ui.explorer.browsing import MARKS, Tab, serving

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
pytestmark = MARKS
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KNOWN = {("target-size", 'role="spinbutton"')}
"""What is Streamlit's own: the parts of its date field, day, month and year, are smaller than 24 pixels."""
PAGES = (
    "",
    "documents",
    "agencies",
    "agencies?view=matrix",
    "tasks",
    "tasks?view=calendar",
    "duties",
    "terms",
    "validation",
    "review",
    "questions",
    "questions?name=documents-by-year-and-kind",
    "sparql",
    "add",
    "check",
    "stale?as_of=2023-06-30",
    "changed",
    "compare",
)
ONE = "SELECT ?document ?agency WHERE { ?document a zm:PublishedDocument ; eli:passed_by ?agency } ORDER BY ?document LIMIT 1"


@pytest.fixture(scope="module")
def addresses(gazettes: Path) -> Iterator[tuple[str, list[str]]]:
    """An explorer, and the address of each of its pages."""
    with Store.open(gazettes) as opened:
        ((document, agency),) = [(row["document"].value, row["agency"].value) for row in opened.select(ONE)]
    one = [
        *(f"{page}?iri={quote(document)}" for page in ("document", "graph", "repeal", "text")),
        f"compare?old={quote(document)}&new={quote(document)}",
        f"agency?iri={quote(agency)}",
    ]
    with serving(gazettes, write=True) as address:
        yield address, [f"/{page}" for page in (*PAGES, *one)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_a_fault_that_axe_finds(theme: str, browser: Browser, addresses: tuple[str, list[str]]) -> None:
    address, pages = addresses
    context = browser.new_context(color_scheme=theme, viewport={"width": 1280, "height": 800})
    tab = Tab(context.new_page(), address)
    found: dict[str, list[str]] = {}
    for page in pages:
        tab.open(page)
        tab.page.wait_for_function("!document.querySelector('.zm-pending')")
        results = axe.Axe().run(tab.page, options={"runOnly": {"type": "tag", "values": RULES}})
        told = [
            f"{fault['id']}: {node['target']} {node['html'][:160]}"
            for fault in results.response["violations"]
            for node in fault["nodes"]
            if not any(fault["id"] == rule and part in node["html"] for rule, part in KNOWN)
        ]
        if told:
            found[page] = told
    context.close()
    assert found == {}
