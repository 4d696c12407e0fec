"""A new database is filled in a process of its own: the same as in this one, and nothing of it stays where the process fails."""

import os
import signal
import time
from io import BytesIO
from pathlib import Path

import pytest

from graph.store import filling, generations
from graph.store.errors import StoreError
from graph.store.filling import Filling
from graph.store.store import Store
from graph.store.update import Update
from tests.graph.conftest import FIRST, ONE, SECOND, dump, first_source, second_source
from tests.samples.warm import run_code

IDLE = """
import os, sys, pathlib
import pyoxigraph as ox
from graph.store import filling, generations
database = ox.Store(sys.argv[1])
filling._merge_last()
for thread in pathlib.Path("/proc/self/task").iterdir():
    merges = (thread / "comm").read_text().strip() == filling._MERGES
    assert (os.sched_getscheduler(int(thread.name)) == os.SCHED_IDLE) == merges, thread
    found = merges or globals().get("found")
assert found, "no thread merges: the engine has another name for them"
"""

KILLED = """
import os, signal, sys
from graph.store.update import Update
with Update(sys.argv[1], aside=True) as update:
    update.replace_graph("urn:g", b'<urn:a> <urn:b> "c" .\\n')
    open(sys.argv[2], "w").write(str(update._filling._process.pid))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def write(update: Update) -> None:
    for graph, triples in ((FIRST, first_source()), (SECOND, second_source())):
        update.replace_graph(graph, triples)


def process(update: Update) -> int:
    assert update._filling is not None
    return update._filling._process.pid


def has_ended(number: int) -> bool:
    try:
        return "\nState:\tZ" in (Path("/proc") / f"{number}" / "status").read_text()
    except FileNotFoundError:
        return True


def test_only_a_new_database_is_filled_elsewhere(tmp_path: Path) -> None:
    with Update(tmp_path / "one") as update:
        write(update)
        assert update._filling is None
    for first in (True, False):
        with Update(tmp_path / "two", aside=True) as update:
            write(update)
            assert (update._filling is not None) is first
    assert dump(tmp_path / "one") == dump(tmp_path / "two") != b""


def test_what_is_asked_meanwhile_is_what_was_written(tmp_path: Path) -> None:
    with Update(tmp_path, aside=True) as update:
        write(update)
        assert list(update.statements("urn:absent")) == [] and update._filling is not None
        assert {FIRST, SECOND} <= set(update.graphs()) and update._filling is None
        update.replace_graph(SECOND, ONE)
        assert len(list(update.quads(SECOND))) == len(ONE)
    with Store.open(tmp_path) as store:
        assert len(list(store.quads(SECOND))) == len(ONE)


def test_a_killed_process_fails_the_update(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="has died"), Update(tmp_path, aside=True) as update:
        write(update)
        os.kill(process(update), signal.SIGKILL)
    assert not list(tmp_path.glob("gen-*"))


def test_what_fails_there_is_told_here(tmp_path: Path) -> None:
    (tmp_path / "gen").write_text("no folder")
    begun = Filling(tmp_path / "gen")
    with pytest.raises(OSError, match="gen"):
        begun.end()
    begun.close()


def test_a_failed_update_ends_the_process(tmp_path: Path) -> None:
    number = 0
    with pytest.raises(ZeroDivisionError), Update(tmp_path, aside=True) as update:
        write(update)
        number = process(update)
        raise ZeroDivisionError
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_it_ends_with_a_killed_build(tmp_path: Path) -> None:
    store, told = tmp_path / "store", tmp_path / "told"
    assert run_code(KILLED, [store, told]).returncode == -signal.SIGKILL
    number = int(told.read_text())
    for _ in range(600):
        if has_ended(number):
            break
        time.sleep(0.1)
    assert has_ended(number), "the process that loads has outlived its build"
    with Update(store, aside=True) as update:
        write(update)
    with Store.open(store) as opened:
        assert "urn:g" not in opened.graphs()


def test_a_later_build_leaves_alone_what_is_still_being_filled(tmp_path: Path) -> None:
    generations.create(tmp_path)
    (tmp_path / "gen-1").mkdir()
    begun = Filling(tmp_path / "gen-1")  # of a killed build, say
    try:
        begun.put("urn:g", b'<urn:a> <urn:b> "c" .\n')
        for _ in range(600):
            if (tmp_path / "gen-1" / "LOCK").exists():
                break
            time.sleep(0.1)
        with Update(tmp_path) as update:
            write(update)
            assert update.name == "gen-2" and (tmp_path / "gen-1").exists()
    finally:
        begun.close()
    with Update(tmp_path):
        pass
    assert not (tmp_path / "gen-1").exists()


@pytest.mark.parametrize("size", [0, 5, -1])
def test_orders_that_are_cut_are_not_taken_for_all(size: int, tmp_path: Path) -> None:
    order = filling._FRAME.pack(filling._EXPECTED, 7, 0)
    with pytest.raises(EOFError):
        filling._fill(tmp_path / "database", BytesIO(order[:size]))


def test_its_merging_waits_for_all_others(tmp_path: Path) -> None:
    ended = run_code(IDLE, [tmp_path / "database"])
    assert ended.returncode == 0, ended.stderr
