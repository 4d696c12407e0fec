"""The suite itself: what its processes share."""

import os
import runpy
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from tests.conftest import ROOT
from tests.samples.once import shared
from tests.samples.tables import load_tables


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


def test_all_tables_whose_patterns_are_kept_are_loaded_before_the_workers_start() -> None:
    loaded = {rule for table in load_tables() for rule in table}
    keys = {"name", "pattern", "how", "examples", "counterexamples", "why"}
    found = [rule for file in _tables() for rule in tomllib.loads(file.read_text(encoding="utf-8")).get("rule", [])]
    ours = {rule["name"] for rule in found if set(rule) <= keys and "counterexamples" in rule}
    assert len(ours) > 400 and ours <= loaded
    assert "-m tests.samples.tables\n" in (ROOT / "Makefile").read_text(encoding="utf-8")


def _tables() -> list[Path]:
    return [
        path
        for package in ("ontology", "ingest", "graph", "shapes", "check", "ui")
        for path in (ROOT / package).rglob("*.toml")
    ]


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


_ENDING = """
import os, pytest

@pytest.fixture
def ending():
    yield
    {end}

def test_it(ending):
    assert "the reason" == "another"
"""
_PASSING = """
import pytest

@pytest.fixture
def broken():
    yield
    raise ValueError("at the end")

def test_passes(): ...
def test_is_skipped(): pytest.skip("not here")
def test_is_not_taken_down(broken): ...
"""


def in_a_worker(folder: Path, tests: str) -> str:
    """Run tests as a worker of this suite does; return what pytest printed."""
    (folder / "conftest.py").write_text("from tests.conftest import pytest_runtest_protocol\n", encoding="utf-8")
    (folder / "test_some.py").write_text(tests, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-n1", "-v", "-p", "no:cacheprovider", "--max-worker-restart=0"]
    return subprocess.run(
        [*command, "--import-mode=importlib", "-o", f"pythonpath={ROOT}", f"--rootdir={folder}", str(folder)],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    ).stdout  # fmt: skip


@pytest.mark.parametrize("end", ["os._exit(3)", "pytest.exit('enough')"])
def test_why_a_test_failed_is_told_though_its_end_ends_the_process(end: str, tmp_path: Path) -> None:
    assert "assert 'the reason' == 'another'" in in_a_worker(tmp_path, _ENDING.format(end=end))


def test_a_worker_tells_each_test_and_what_has_not_passed(tmp_path: Path) -> None:
    said = in_a_worker(tmp_path, _PASSING)
    assert "ValueError: at the end" in said and "2 passed, 1 skipped, 1 error" in said
