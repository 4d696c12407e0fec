"""Ten questions of a clerk, a reviewer and a researcher in a real browser: `python -m benchmarks.clicks [OUT] [--only WORD]`

Each is asked as they would, from the start page, in Chinese and English, on a wide window and a phone, over a store that is built of
`examples/`. Prints for each how many clicks it took, how far below the first screen its answer begins (0: within it), and what is
wrong with the page: what is wider than the window, cells too narrow to be read, Chinese words of ours on an English page. What is
typed is no click; to open the menu on a phone is one. A picture of each answer is written into OUT (`out/clicks`); look at them.

Exit code 1 where an answer takes more than three clicks or does not come.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ontology.enumerations import Language  # noqa: E402
from tests.ui.explorer.browsing import CHROMIUM, Tab, serving  # noqa: E402
from tests.ui.explorer.conftest import CHROMIUM_OPTIONS  # noqa: E402
from ui.messages import load  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MOST = 3
WINDOWS = {"wide": (1280, 860), "phone": (390, 844)}
HOUSING, HOMES, LIFTS = "岚望政办发〔2023〕2号", "岚政发〔2019〕14号", "老旧电梯安全管理"
_CHINESE_OF_OURS = """() => {
  const seen = new Set();
  const words = document.createTreeWalker(document.querySelector("[data-testid=stMain]"), NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const node = words.currentNode.parentElement;
    if (!/[\\u4e00-\\u9fff]/.test(words.currentNode.data) || !node.checkVisibility()) continue;
    const spoken = node.closest("[lang]");
    if (/[a-z]{2}/i.test(words.currentNode.data)) continue;  // a name in an English sentence, or of a file
    if (spoken === document.documentElement || spoken.lang === "en") seen.add(words.currentNode.data.trim().slice(0, 40));
  }
  return [...seen];
}"""
"""Chinese words that are not marked as Chinese: words of documents are."""
_NARROW = """() => [...document.querySelectorAll("[data-testid=stMain] :is(td, th, dd, dt)")]
  .filter((cell) => cell.checkVisibility() && cell.innerText.trim().length > 4 && cell.clientWidth > 0 && cell.clientWidth < 42)
  .map((cell) => cell.innerText.trim().slice(0, 30))"""


@dataclass
class Walk:
    """One question as it is asked. clicks: so far."""

    tab: Tab
    language: Language
    phone: bool
    clicks: int = 0
    done: list[str] = field(default_factory=list)

    @property
    def page(self) -> "Page":
        page: Page = self.tab.page
        return page

    def message(self, key: str) -> str:
        return load()[self.language].texts[key]

    def start(self) -> None:
        self.tab.open(f"/?lang={self.language}")

    def click(self, where: "Locator") -> None:
        where.first.click()
        self.clicks += 1
        self.page.wait_for_timeout(300)
        self.tab.settle()

    def menu(self, entry: str) -> None:
        """Choose a page from the menu; on a phone it is opened first."""
        if self.phone:
            self.page.get_by_test_id("stExpandSidebarButton").click()
            self.clicks += 1
        self.click(
            self.page.get_by_test_id("stSidebar").get_by_role("link", name=self.message(f"nav.{entry}"), exact=False)
        )
        self.page.wait_for_url(f"**/{entry}**")

    def type(self, label: str, text: str, role: str = "textbox") -> None:
        box = self.page.get_by_role(role, name=self.message(label)).first  # type: ignore[arg-type]
        box.fill(text)
        box.press("Enter")
        self.page.wait_for_timeout(500)
        self.tab.settle()

    def link(self, text: str) -> "Locator":
        return self.page.get_by_test_id("stMain").get_by_role("link", name=text)

    def find(self, number: str) -> None:
        """Open a document from the start page."""
        self.type("overview.look_up", number)
        self.click(self.page.locator(".zm-list a, .zm-documents a, [data-testid=stMain] a[href^='document']"))


Asked = Callable[[Walk], "Locator"]


def tasks_of_a_body(walk: Walk) -> "Locator":
    walk.menu("tasks")
    walk.type("tasks.agency", "岚州市财政局", "combobox")
    return walk.page.locator(".zm-ledger")


def holds_and_why(walk: Walk) -> "Locator":
    walk.find(HOMES)
    return walk.page.locator(".zm-standing")


def what_ends_soon(walk: Walk) -> "Locator":
    return walk.page.locator(".zm-due", has=walk.page.get_by_text("岚政发〔2022〕7号"))


def on_its_page(walk: Walk) -> "Locator":
    walk.find(LIFTS)
    walk.click(walk.link(walk.message("facsimile.show")))
    return walk.page.locator(".zm-facsimile .zm-box").first


def if_it_were_repealed(walk: Walk) -> "Locator":
    walk.find(HOMES)
    walk.click(walk.link(walk.message("repeal.link")))
    return walk.page.locator("[data-testid=stMain] .zm-list").first


def _ask(walk: Walk, name: str) -> None:
    """Choose a saved question on the page of questions."""
    walk.menu("questions")
    walk.click(walk.page.locator(f"a[href*='name={name}']"))


def rests_on_what_has_ended(walk: Walk) -> "Locator":
    _ask(walk, "cites-repealed")
    return walk.page.locator("[data-testid=stMain] table, .zm-empty").first


def what_is_wrong(walk: Walk) -> "Locator":
    walk.menu("validation")
    walk.click(walk.page.locator("[data-testid=stMain] section li a"))
    return walk.page.locator(".zm-anchor:target, .zm-document").first


def chain_of_basis(walk: Walk) -> "Locator":
    walk.menu("graph")
    walk.type("graph.search", HOUSING)
    walk.click(walk.page.locator("[data-testid=stMain] a[href^='graph']"))
    return walk.page.locator("[data-testid=stMain] svg[role=group]").first


def cited_most(walk: Walk) -> "Locator":
    _ask(walk, "most-cited")
    return walk.page.locator("[data-testid=stMain] table").first


def what_a_word_means(walk: Walk) -> "Locator":
    walk.menu("terms")
    walk.type("terms.search", "养老")
    return walk.page.locator("[data-testid=stMain] :is(.zm-rows, ul.zm-list)").first


QUESTIONS: dict[str, tuple[str, Asked]] = {
    "tasks-of-a-body": ("clerk: what must 市财政局 do, by when, on what basis?", tasks_of_a_body),
    "holds-and-why": ("clerk: does 岚政发〔2019〕14号 hold today, and why?", holds_and_why),
    "what-ends-soon": ("clerk: which documents end within a year?", what_ends_soon),
    "on-its-page": ("clerk: where on its page does a fact stand?", on_its_page),
    "if-it-were-repealed": ("reviewer: what rests on a document that we repeal?", if_it_were_repealed),
    "rests-on-what-has-ended": ("reviewer: what is based on something that has ended?", rests_on_what_has_ended),
    "what-is-wrong": ("reviewer: what is wrong in these gazettes, and where?", what_is_wrong),
    "chain-of-basis": ("researcher: from which laws does a plan come?", chain_of_basis),
    "cited-most": ("researcher: which documents are cited most?", cited_most),
    "what-a-word-means": ("researcher: how is a word defined, where?", what_a_word_means),
}


@contextmanager
def browser(profile: Path, width: int, height: int) -> Iterator["Page"]:
    """Yield a page of a browser of its own: it remembers whether the menu is open, as a reader's does."""
    from playwright.sync_api import sync_playwright

    options = [*CHROMIUM_OPTIONS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=CHROMIUM,
            args=options,
            reduced_motion="reduce",
            viewport={"width": width, "height": height},
        )
        yield context.new_page()
        context.close()


def ask_question(tab: Tab, name: str, language: Language, window: str, out: Path) -> bool:
    """Ask one question; print its line. Return whether its answer came with few enough clicks."""
    height = WINDOWS[window][1]
    walk = Walk(tab, language, window == "phone")
    try:
        walk.start()
        answer = QUESTIONS[name][1](walk)
        answer.wait_for(state="visible", timeout=60_000)
        tab.page.wait_for_timeout(500)
        box = answer.bounding_box()
    except Exception as error:  # an answer that does not come is a line of the report
        tab.page.screenshot(path=out / f"{name}-{language}-{window}.png")
        print(f"{name:26}{language:4}{window:7}{'no answer':>9}  {str(error).splitlines()[0][:110]}", flush=True)
        return False
    tab.page.screenshot(path=out / f"{name}-{language}-{window}.png")
    below = max(0, round((box["y"] if box else 0) - height))
    faults = [f"wide: {one[:60]}" for one in tab.overhanging()]
    faults += [f"narrow: {one}" for one in tab.page.evaluate(_NARROW)[:3]]
    if language is Language.EN:
        faults += [f"Chinese: {one}" for one in tab.page.evaluate(_CHINESE_OF_OURS)[:4]]
    faults += tab.errors
    tab.errors.clear()
    print(f"{name:26}{language:4}{window:7}{walk.clicks:7} {below:9}  {'; '.join(faults)}", flush=True)
    return walk.clicks <= MOST


def main(arguments: list[str]) -> int:
    """Ask all questions in both languages and windows."""
    from ingest.pipeline import build
    from ingest.read.inputs import find

    only = arguments[arguments.index("--only") + 1] if "--only" in arguments else ""
    given = [one for one in arguments if not one.startswith("--") and one != only]
    out = Path(given[0]) if given else ROOT / "out" / "clicks"
    out.mkdir(parents=True, exist_ok=True)
    right = True
    print(f"{'question':26}{'':4}{'':7}{'clicks':>7}{'below':>10}")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        assert not build(find([ROOT / "examples"]), store, keep_originals=True).failed
        with serving(store, write=True) as address:
            for window, (width, height) in WINDOWS.items():
                with browser(Path(folder) / window, width, height) as page:
                    tab = Tab(page, address)
                    page.set_default_timeout(60_000)
                    for name, (question, _) in QUESTIONS.items():
                        if only in name:
                            print(question)
                            for language in Language:
                                right &= ask_question(tab, name, language, window, out)
    return 0 if right else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
