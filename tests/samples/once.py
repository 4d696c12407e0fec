"""What several workers of one test run need, made by the first that asks: pytest-xdist gives each worker its own session."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest


def _common(factory: pytest.TempPathFactory) -> Path:
    """Return the folder that all workers of this test run have."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` of this test run; `make(folder)` fills it, in one worker while the others wait.

    make: gets the path of the folder, which does not exist yet. Tests only read what it made.
    """
    base = _common(factory)
    folder, made = base / name, base / f"{name}.made"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what a worker that failed has left
            make(folder)
            made.touch()
    return folder


@contextmanager
def shared(factory: pytest.TempPathFactory, name: str) -> Iterator[Callable[[str, AbstractContextManager[str]], str]]:
    """Servers that all workers of this test run ask: `address(key, start)`. The first worker that asks for a key starts its server.

    At the end a worker waits until no other one asks its servers any more.
    """
    base = _common(factory)
    own: list[Path] = []
    with ExitStack() as running, (base / f"{name}.using").open("w") as using:
        fcntl.flock(using, fcntl.LOCK_SH)

        def address(key: str, start: AbstractContextManager[str]) -> str:
            known = base / f"{name}-{sha256(key.encode()).hexdigest()[:16]}"
            with known.with_suffix(".lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not known.exists():
                    known.write_text(running.enter_context(start), encoding="utf-8")
                    own.append(known)
                return known.read_text(encoding="utf-8")

        yield address
        fcntl.flock(using, fcntl.LOCK_UN)
        fcntl.flock(using, fcntl.LOCK_EX)
        for known in own:  # who asks for the first time now starts another
            known.unlink()


def copied(store: Path, to: Path) -> Path:
    """Copy a store that tests share. Findings that other workers keep in it are left out: such a file may be replaced meanwhile."""
    return Path(shutil.copytree(store, to, ignore=shutil.ignore_patterns("findings*")))
