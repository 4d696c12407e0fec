"""The suite itself: what its processes share."""

import os
import runpy
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from tests.conftest import ROOT
from tests.samples.once import shared


def test_workers_may_write_bytecode_and_what_tests_start_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """The controller of several workers imports the conftest before it starts them, and they have its environment."""
    assert os.environ["PYTHONDONTWRITEBYTECODE"] == "1"
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE")
    runpy.run_path(str(ROOT / "tests" / "conftest.py"))
    assert "PYTHONDONTWRITEBYTECODE" not in os.environ


def test_every_package_is_compiled_before_the_workers_start() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = [name.removesuffix("*") for name in project["tool"]["setuptools"]["packages"]["find"]["include"]]
    assert f"PACKAGES := {' '.join(packages)}\n" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_a_server_is_started_once_and_stays_as_long_as_a_worker_may_ask_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    events: list[str] = []

    @contextmanager
    def server() -> Iterator[str]:
        events.append("started")
        yield "http://127.0.0.1:1"
        events.append("ended")

    first, second = shared(tmp_path_factory, "pair"), shared(tmp_path_factory, "pair")
    own, other = first.__enter__(), second.__enter__()
    assert own("a", server()) == other("a", server()) == "http://127.0.0.1:1"
    leaving = Thread(target=first.__exit__, args=(None, None, None))
    leaving.start()
    leaving.join(0.2)
    assert leaving.is_alive() and events == ["started"]
    second.__exit__(None, None, None)
    leaving.join(60)
    assert events == ["started", "ended"]
    with shared(tmp_path_factory, "pair") as later:
        later("a", server())
        assert events[2:] == ["started"]
