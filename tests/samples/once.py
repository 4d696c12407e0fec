"""What several workers of one test run need, made by the first that asks: pytest-xdist gives each worker its own session."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` of this test run; `make(folder)` fills it, in one worker while the others wait.

    make: gets the path of the folder, which does not exist yet. Tests only read what it made.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, made = base / name, base / f"{name}.made"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what a worker that failed has left
            make(folder)
            made.touch()
    return folder


def copied(store: Path, to: Path) -> Path:
    """Copy a store that tests share. Findings that other workers keep in it are left out: such a file may be replaced meanwhile."""
    return Path(shutil.copytree(store, to, ignore=shutil.ignore_patterns("findings*")))
