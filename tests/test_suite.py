"""The suite itself: what its processes share."""

import os
import runpy
import tomllib

import pytest

from tests.conftest import ROOT


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
