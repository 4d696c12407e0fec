"""A build that ends at any moment leaves the store as it was, or as it was to be."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.store.store import Store
from tests.graph.conftest import ONE, SECOND, dump, generation_names
from tests.samples.unmeasured import unmeasured_environment
from tests.samples.warm import Ended, run_code

ROOT = Path(__file__).parents[3]
OLD, NEW = "old", "new"

CHILD = """
import os, signal, sys, pathlib, shutil
from rdflib import Literal, URIRef
from graph.store import atomic, generations, loader, update
from graph.store.store import Store

def dying(owner, name, when):
    whole = getattr(owner, name)
    def replacement(*arguments, **named):
        if when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        whole(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(owner, name, replacement)

owner, name, when = sys.argv[2:]
owner = {"generations": generations, "Update": update.Update, "Loader": loader.Loader, "Path": pathlib.Path, "shutil": shutil}[owner]
with Store.update(sys.argv[1]) as update:
    if name not in ("create", "claim", "following"):
        update.replace_graph("urn:other", [(URIRef("urn:a"), URIRef("urn:b"), Literal("c"))])
        dying(owner, name, when)
    update.replace_graph(SECOND, [(URIRef("urn:s"), URIRef("http://purl.org/dc/terms/title"), Literal("一"))])
""".replace("SECOND", repr(SECOND))


def child(*arguments: str | Path, code: str = CHILD) -> Ended:
    return run_code(code, arguments)


@pytest.mark.parametrize(
    ("owner", "name", "when", "outcome"),
    [
        ("Update", "replace_graph", "before", OLD),
        ("Update", "replace_graph", "after", OLD),
        ("Loader", "load", "after", OLD),
        ("Update", "_publish", "before", OLD),
        ("Update", "_close", "after", OLD),
        ("generations", "make_current", "before", OLD),
        ("generations", "sync", "after", OLD),
        ("Path", "replace", "before", OLD),
        ("Path", "replace", "after", OLD),
        ("generations", "make_current", "after", NEW),
        ("generations", "sweep", "before", NEW),
        ("shutil", "rmtree", "before", NEW),
        ("shutil", "rmtree", "after", NEW),
        ("generations", "release", "before", NEW),
    ],
)
def test_sigkill(folder: Path, owner: str, name: str, when: str, outcome: str) -> None:
    old = dump(folder)
    ended = child(folder, owner, name, when)
    assert ended.returncode == -9, ended.stderr
    left = dump(folder)
    assert (left == old) == (outcome == OLD)
    assert (b"<urn:other>" in left) == (outcome == NEW)
    with Store.update(folder) as update:
        update.replace_graph(SECOND, ONE)
        update.replace_graph("urn:third", ONE)
    with Store.open(folder) as store:
        assert {SECOND, "urn:third"} < set(store.graphs())
        assert ("urn:other" in store.graphs()) == (outcome == NEW)
        assert generation_names(folder) == [store.generation]
    assert {entry.name for entry in folder.iterdir()} == {
        "format",
        "CURRENT",
        store.generation,
        f"{store.generation}.sha256",
        f"{store.generation}.delta",
        f"{store.generation}.written",
    }


FIRST_BUILD = """
import os, signal, sys, pathlib
whole = pathlib.Path.replace
calls = 0
def replace(self, target):
    global calls
    calls += 1
    if calls == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(self, target)
pathlib.Path.replace = replace
from graph.store.store import Store
with Store.update(sys.argv[1]):
    pass
"""


@pytest.mark.parametrize("call", [1, 2])
def test_sigkill_in_the_first_build(tmp_path: Path, call: int) -> None:
    path = tmp_path / "store"
    assert child(path, str(call), code=FIRST_BUILD).returncode == -9
    with Store.update(path) as update:
        update.replace_graph(SECOND, ONE)
    with Store.open(path) as store:
        assert store.graphs() == [SECOND]
    assert len(list(path.iterdir())) == 6


BUSY = """
import sys
from graph.store import loader
from graph.store.store import Store
loader.BATCH = 500_000  # bytes
with Store.update(sys.argv[1]) as update:
    for number in range(10**9):
        rows = (f'<urn:s{i}> <urn:p{i % 7}> "{number} {i}" .' for i in range(4000))
        update.replace_graph(f"urn:g{number}", "\\n".join(rows).encode())
        print(number, flush=True)
"""


def test_sigkill_while_it_loads(folder: Path) -> None:
    old = dump(folder)
    with subprocess.Popen([sys.executable, "-c", BUSY, folder], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) == 6:  # past two batches
                break
        assert dump(folder) == old
        time.sleep(0.05)
        process.kill()
    assert dump(folder) == old
    with Store.update(folder):
        pass
    assert dump(folder) == old
    assert len(generation_names(folder)) == 1


FULL = """
import resource, sys
from graph.store.errors import StoreError
from graph.store.store import Store
try:
    with Store.update(sys.argv[1]) as update:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        for number in range(40):
            rows = (f'<urn:s{i}> <urn:p> "{i * 7919 * number}" .' for i in range(10000))
            update.replace_graph(f"urn:g{number}", "\\n".join(rows).encode())
except StoreError as error:
    print(error)
    sys.exit(2)
"""


def test_no_room_while_it_loads(folder: Path) -> None:
    old = dump(folder)
    command = [sys.executable, "-c", FULL, str(folder)]
    ended = subprocess.run(command, cwd=ROOT, env=unmeasured_environment(), text=True, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout.count("\n")) == (2, 1), ended.stderr
    assert "the disk is full" in ended.stdout and str(folder) in ended.stdout
    assert dump(folder) == old
    assert generation_names(folder) == ["gen-1"]
