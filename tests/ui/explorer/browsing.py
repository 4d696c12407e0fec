"""An explorer, and a browser's tab that notes what it asks for."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.ui.explorer.forked import explorer
from ui.explorer.launch import ALONE, Hosting, free_port, is_free
from ui.messages import load

_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _BROWSERS)), None)
"""The browser of the tests. Chromium without any windows takes a tenth less processor time for a page."""
MARKS = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
]
_LEFT: set[int] = set()
"""The ports of the explorers of this process that have ended."""


@contextmanager
def serving(
    store: Path, *, write: bool = False, hosting: Callable[[int], Hosting] = lambda port: ALONE
) -> Iterator[str]:
    """The address of an explorer of its own. hosting: how it is shared, of its port.

    It takes the port of one that has ended: the browser has Streamlit's scripts compiled for each address by itself.
    """
    port = next((port for port in _LEFT if is_free(port, "127.0.0.1")), None) or free_port()
    _LEFT.discard(port)
    with explorer(store, port, write=write, hosting=hosting(port)):
        yield f"http://127.0.0.1:{port}"
    _LEFT.add(port)


FAILED = frozenset(say(key) for say in load().values() for key in ("app.failed", "app.part_failed"))
"""The words, in each language, of a page or a part of one that failed by a fault of the program."""
LEFT = "about:blank#left"
"""The address of a tab that no test uses any more."""
STREAMLITS_OWN = ("/_stcore/health", "/_stcore/host-config")
"""What Streamlit asks for below the address of a deep link, too, where it is not; it then asks at the root."""
OVERHANGING = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  const out = (node) => node.getBoundingClientRect().right > innerWidth + 1;
  const scrolls = (node) => /auto|scroll|hidden/.test(getComputedStyle(node).overflowX) ? !out(node) : within(node);
  const within = (node) => node.parentElement !== main && main.contains(node.parentElement) && scrolls(node.parentElement);
  const wide = [...main.querySelectorAll("*")].filter((node) => out(node) && !within(node));
  return [...(main.scrollWidth > main.clientWidth ? [main] : []), ...wide].map((node) => node.outerHTML.slice(0, 120));
}"""

TURN = """(url) => {
  window.left = document.querySelector(".zm-page, .zm-empty");
  history.pushState({}, "", url);
  dispatchEvent(new PopStateEvent("popstate", {state: {}}));
}"""
"""Go to an address within the app that is running, as the browser's way back does; what is shown is remembered."""
TURNED = """() => !window.left.isConnected
  && document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning" """

SETTLED = """() => document.querySelector(".zm-page, .zm-empty")
  && document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]')
  && [...document.querySelectorAll(".zm-empty h3, .zm-notice")].map((node) => node.innerText)"""
"""False until a page is drawn; then the headings of its empty states."""
POLLING = 50
"""Milliseconds between two looks at a page that is waited for: to look at each frame has the frames drawn."""

DARK = """getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor
  .match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) < 384"""
"""Whether a page is drawn in its dark theme."""


class Tab:
    """A browser tab that notes which requests fail and what else goes wrong. hosts: those of the failed requests."""

    def __init__(self, page, address: str) -> None:
        self.page, self.address = page, address
        self._shown = ""
        page.set_default_timeout(120_000)
        # No other host can be resolved (`--host-resolver-rules`), so requests to them fail. To be notified of each that succeeds,
        # a hundred for each page, would cost more.
        self.hosts: set[str] = set()
        self.errors: list[str] = []
        self._noted: dict[str, Callable[..., object]] = {
            "requestfailed": lambda request: self.hosts.add(urlsplit(request.url).netloc),
            "pageerror": lambda error: self.errors.append(str(error)),
            "console": self._logged,
        }
        for event, note in self._noted.items():
            page.on(event, note)

    def leave(self) -> None:
        """Leave the tab to the next test: a new one reads all of Streamlit's scripts again, a third of what opening a page costs."""
        for event, note in self._noted.items():
            self.page.remove_listener(event, note)
        self.page.goto(LEFT)

    def _logged(self, message) -> None:
        if message.type == "error" and not urlsplit(message.location["url"]).path.endswith(STREAMLITS_OWN):
            self.errors.append(f"{message.text} {message.location['url']}")

    def open(self, path: str) -> "Tab":
        self.until(lambda: self._gone_to(self.address + path))
        return self.settle()

    def turn(self, path: str) -> "Tab":
        """Turn to another page of the app that is open, as a link of its own does: Streamlit's scripts, half of what loading a page
        costs, are not read again. Another view of the page that is open, and a place in a page, are loaded."""
        here, there = urlsplit(self.page.url), urlsplit(self.address + path)
        if here.netloc != there.netloc or here.path == there.path or there.fragment:
            return self.open(path)
        self.page.evaluate(TURN, self.address + path)
        self.page.wait_for_function(TURNED, polling=POLLING)
        return self.settle()

    def show(self, path: str, scheme: str) -> "Tab":
        """Turn to a page in a theme; the page that was shown last changes its colours, as when a reader's desk does."""
        self.page.emulate_media(color_scheme=scheme)
        if self._shown != path:
            self.turn(path)
            self._shown = path
        self.page.wait_for_function(DARK if scheme == "dark" else f"!({DARK})")
        return self

    def _gone_to(self, url: str) -> bool:
        """Go to an address; False where a redirect that the page had begun itself was faster."""
        from playwright.sync_api import Error

        try:
            self.page.goto(url)
        except Error as error:
            if "net::ERR_ABORTED" not in error.message:
                raise
            return False
        return True

    def settle(self) -> "Tab":
        self.until(self._settled)
        return self

    def _settled(self) -> bool:
        """Wait for the page to be drawn; False where it led on to another one meanwhile, as signing in does."""
        from playwright.sync_api import Error

        try:
            shown = self.page.wait_for_function(SETTLED, polling=POLLING).json_value()
        except Error as error:
            if "context was destroyed" not in error.message:
                raise
            return False
        assert FAILED.isdisjoint(shown), shown
        return True

    def until(self, holds: Callable[[], object]) -> None:
        """Wait, up to 30 s, until something is so; fails with the last answer."""
        for _ in range(300):
            if answer := holds():
                return
            self.page.wait_for_timeout(100)
        pytest.fail(f"it never came to hold: {answer!r}")

    def parameters(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query)

    def overhanging(self) -> list[str]:
        """What is wider than the window and not within something that can be scrolled by itself."""
        return self.page.evaluate(OVERHANGING)

    def heading(self) -> str:
        return self.page.inner_text("h1")
