"""The fictional store, and pages run without a browser."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.samples.once import shared
from tests.samples.stores import gazettes, store, working
from tests.ui.explorer.browsing import CHROMIUM, FAILED, LEFT, Tab

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["gazettes", "store", "working"]


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trials, builds, checks and validations run in this process, which has loaded already what a new one would load for seconds.

    What a process adds, its limits, is tested with `graph.store.bounded`; a trial, a build and a check in processes of their own with
    `ui.explorer.intake` and `ui.explorer.drafts`.
    """

    def called(function: Callable[..., object], *arguments: object, **limits: object) -> object:
        return function(*arguments)

    for module in ("intake", "findings", "drafts"):
        monkeypatch.setattr(f"ui.explorer.{module}.run_in_subprocess", called)


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch, in_process: None) -> Callable[..., "Seen"]:
    """Run one page over a store with parameters in its address: `visit("documents", store, q="办法")`."""
    from streamlit import config
    from streamlit.testing.v1 import AppTest

    # Without a browser nobody asks again for what was still being worked out.
    monkeypatch.setattr("ui.explorer.awaited.PATIENCE", 600)
    # After each run Streamlit would look through all that the test session has loaded.
    config.set_option("runner.postScriptGC", False)
    # Each AppTest would read the metadata of every installed package, in search of components that we do not have.
    monkeypatch.setattr("streamlit.components.v2.manifest_scanner.scan_component_manifests", list)

    def run(page: str, over: Path | str, /, **parameters: str) -> Seen:
        monkeypatch.setattr(sys, "argv", ["app.py", *(["--store", str(over)] if over else [])])
        script = f"from ui.explorer import app\nfrom ui.explorer.views import {page}\napp.guarded({page}.page)()"
        test = AppTest.from_string(script, default_timeout=600)
        test.query_params.update(parameters)
        return Seen(test.run())

    return run


CHROMIUM_OPTIONS = (
    # One process renders all tabs, without a graphics card: nothing here is foreign, and starting a process costs half of a short test.
    "--disable-gpu",
    "--in-process-gpu",
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
    # A page lives for a second: to compile its scripts ahead costs more than it saves, and to collect what they leave behind often and
    # in other threads, a twentieth. What runs hot is compiled well: axe-core, and what a tab that turns from page to page draws.
    # Without --disable-threaded-compositing, although it would save another sixth: a page that stands still gets no more animation
    # frames then, and Playwright waits for them.
    "--js-flags=--max-lazy --single-threaded --no-flush-bytecode --min-semi-space-size=32",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@pytest.fixture(scope="session")
def new_page(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Callable[..., Page]]":
    """Open a tab in this worker's Chromium: `new_page(width=390, height=844, color_scheme="dark")`.

    All tabs share one profile on the disk, where Chromium keeps Streamlit's scripts compiled: else each tab would compile them again.
    """
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=120_000)  # a busy machine is slow, and no fault
    options = [*CHROMIUM_OPTIONS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        profile = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"), executable_path=CHROMIUM, args=options, reduced_motion="reduce"
        )

        def opened(*, width: int, height: int, color_scheme: str = "light") -> "Page":
            page = next((page for page in profile.pages if page.url == LEFT), None) or profile.new_page()
            page.goto("about:blank")
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(media="null", color_scheme=color_scheme)
            return page

        yield opened
        profile.close()


@pytest.fixture(scope="session")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """The address of an explorer over a store, one for all tests of all workers: `explorer(store, write=True)`.

    It must not be written to; write: whether the pages are there with which one could.
    """
    from tests.ui.explorer.browsing import serving

    with shared(tmp_path_factory, "explorer") as address:
        yield lambda store, write=False: address(f"{store} {write}", serving(store, write=write))


class Seen:
    """What a page showed."""

    def __init__(self, test: object) -> None:
        self.test = test
        assert not self.test.exception, self.test.exception
        assert not any(said in self.html for said in FAILED)

    @property
    def html(self) -> str:
        return "\n".join(element.proto.body for element in self.test.get("html"))

    def address(self) -> dict[str, str]:
        return {name: value for name, value in self.test.query_params.items() if value}

    def widget(self, kind: str, name: str):
        return next(widget for widget in getattr(self.test, kind) if widget.key == f"address-{name}")


@pytest.fixture(scope="module")
def phone(new_page: "Callable[..., Page]", address: str) -> Iterator[Tab]:
    """A tab of a phone's width in which a page is loaded once for both themes: in the dark one, since other tests load the light one.

    address: of the explorer that the module has started.
    """
    tab = Tab(new_page(width=390, height=844), address)
    yield tab
    tab.leave()
