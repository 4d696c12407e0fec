"""WCAG 2.2 AA on every page in both themes, as far as axe-core can see it."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from graph.store.store import Store
from tests.ui.explorer.browsing import MARKS, Tab

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
pytestmark = MARKS
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KNOWN = {("target-size", 'role="spinbutton"')}
"""What is Streamlit's own: the parts of its date field, day, month and year, are smaller than 24 pixels."""
PAGES = (
    "",
    "documents",
    "agencies",
    "tasks",
    "agencies?view=matrix",
    "tasks?view=calendar",
    "duties",
    "questions",
    "terms",
    "questions?name=documents-by-year-and-kind",
    "validation",
    "review",
    "sparql",
    "add",
    "check",
    "stale?as_of=2023-06-30",
    "changed",
    "compare",
    "help",
)
"""No two views of one page are next to each other: `Tab.turn` would load the second."""
BACKGROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
ONE = "SELECT ?document ?agency WHERE { ?document a zm:PublishedDocument ; eli:passed_by ?agency } ORDER BY ?document LIMIT 1"


@pytest.fixture(scope="module")
def addresses(explorer: Callable[..., str], gazettes: Path) -> tuple[str, list[str]]:
    """An explorer, and the address of each of its pages."""
    with Store.open(gazettes) as opened:
        ((document, agency),) = [(row["document"].value, row["agency"].value) for row in opened.select(ONE)]
    one = [
        *(f"{page}?iri={quote(document)}" for page in ("document", "graph", "repeal", "text")),
        f"compare?old={quote(document)}&new={quote(document)}",
        f"agency?iri={quote(agency)}",
    ]
    return explorer(gazettes, write=True), [f"/{page}" for page in (*PAGES, *one)]


def test_no_page_has_a_fault_that_axe_finds(new_page: Callable[..., Page], addresses: tuple[str, list[str]]) -> None:
    """Each page is drawn once, in a tab that turns to it. The dark theme has other colours only, so there the contrasts alone are
    looked at."""
    address, pages = addresses
    tab = Tab(new_page(width=1280, height=800), address)
    found: dict[str, list[str]] = {}
    for page in pages:
        tab.page.emulate_media(color_scheme="light")
        tab.turn(page)
        tab.page.wait_for_function("!document.querySelector('.zm-pending')")
        faults = faults_of(tab, {"type": "tag", "values": RULES})
        light = tab.page.evaluate(BACKGROUND)
        tab.page.emulate_media(color_scheme="dark")
        tab.page.wait_for_function(f"{BACKGROUND} !== {light!r}")
        if faults := faults + faults_of(tab, {"type": "rule", "values": ["color-contrast"]}):
            found[page] = faults
    tab.leave()
    assert found == {}


def faults_of(tab: Tab, rules: dict[str, object]) -> list[str]:
    """What breaks these rules on the page that is open, which is given axe's script once."""
    if not tab.page.evaluate("'axe' in window"):
        tab.page.evaluate(axe.Axe().axe_script)
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
    violations = tab.page.evaluate("async (options) => (await axe.run(document, options)).violations", options)
    return [
        f"{fault['id']}: {node['target']} {node['html'][:160]}"
        for fault in violations
        for node in fault["nodes"]
        if not any(fault["id"] == rule and part in node["html"] for rule, part in KNOWN)
    ]
