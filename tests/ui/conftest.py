"""The fictional store, and pages run without a browser."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ui import sample, sample_work


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.build(tmp_path_factory.mktemp("ui") / "store")


@pytest.fixture(scope="session")
def working(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with tasks, time limits and duties."""
    return sample_work.build(tmp_path_factory.mktemp("work") / "store")


@pytest.fixture(scope="session")
def gazettes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample gazettes, built: what holds when, with the sentences."""
    from ingest.pipeline import build
    from ingest.read.inputs import find

    store = tmp_path_factory.mktemp("gazettes") / "store"
    build(find([Path(__file__).parents[2] / "examples"]), store)
    return store


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Callable[..., "Seen"]:
    """Run one page over a store with parameters in its address: `visit("documents", store, q="办法")`."""
    from streamlit.testing.v1 import AppTest

    # Without a browser nobody asks again for what was still being worked out.
    monkeypatch.setattr("ui.awaited.PATIENCE", 60)

    def run(page: str, over: Path | str, /, **parameters: str) -> Seen:
        monkeypatch.setattr(sys, "argv", ["app.py", *(["--store", str(over)] if over else [])])
        script = f"from ui import app\nfrom ui.pages import {page}\napp.guarded({page}.page)()"
        test = AppTest.from_string(script, default_timeout=60)
        test.query_params.update(parameters)
        return Seen(test.run())

    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    import os

    from playwright.sync_api import sync_playwright

    from tests.ui.browsing import CHROMIUM

    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


class Seen:
    """What a page showed."""

    def __init__(self, test: object) -> None:
        self.test = test
        assert not self.test.exception, self.test.exception

    @property
    def html(self) -> str:
        return "\n".join(element.proto.body for element in self.test.get("html"))

    def address(self) -> dict[str, str]:
        return {name: value for name, value in self.test.query_params.items() if value}

    def widget(self, kind: str, name: str):
        return next(widget for widget in getattr(self.test, kind) if widget.key == f"address-{name}")
