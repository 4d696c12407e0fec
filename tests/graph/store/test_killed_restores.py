"""A restoring that is killed at any step leaves the old store or the new one: graph, own questions, log and originals together."""

import shutil
from itertools import count
from pathlib import Path

import pytest

from graph.store import audit, originals
from graph.store.backup import back_up
from graph.store.restoring import restore
from graph.store.store import Store
from tests.graph.conftest import ONE, SECOND, dump
from tests.samples.warm import run_code

CHILD = """
import os, pathlib, shutil, signal, sys
left = int(sys.argv[3])

def counted(owner, name):
    whole = getattr(owner, name)
    def replacement(*arguments, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(*arguments, **named)
    setattr(owner, name, replacement)

from graph.store import audit
from graph.store.restoring import restore
for owner, name in ((pathlib.Path, "rename"), (pathlib.Path, "replace"), (pathlib.Path, "mkdir"), (shutil, "rmtree"), (audit, "append")):
    counted(owner, name)
restore(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), replace=True, by="赵敏")
"""


def contents(store: Path) -> tuple[bytes, dict[str, bytes], list[object], set[str]]:
    """Graph, own questions, who did what as the log has it, and originals of a store; opening it comes first, as in every command."""
    quads = dump(store)
    questions = {path.name: path.read_bytes() for path in store.glob("questions/*")}
    return (
        quads,
        questions,
        [(line["action"], line["by"]) for line in audit.read(store)],
        {path.name for path in store.glob("originals/*")},
    )


def kept(store: Path, name: str, original: bytes) -> None:
    (store / "questions").mkdir(exist_ok=True)
    (store / "questions" / f"{name}.rq").write_text("SELECT * {}", encoding="utf-8")
    audit.note(store, "remove", name, sources=[])
    originals.keep(originals.kept(store), original)


@pytest.mark.parametrize("questions", [True, False])
def test_sigkill_at_each_step(folder: Path, tmp_path: Path, questions: bool) -> None:
    kept(folder, "王芳", b"")
    if not questions:
        shutil.rmtree(folder / "questions")
    file, store = tmp_path / "store.tar", tmp_path / "copy"
    back_up(folder, file)
    with Store.update(folder) as update:
        update.replace_graph(SECOND, ONE)
        update.replace_graph("urn:third", ONE)
    kept(folder, "李明", "另一".encode())
    old = contents(folder)
    shutil.copytree(folder, store)
    restore(file, store, replace=True, by="赵敏")
    new = contents(store)
    assert new[2] == [("remove", "王芳"), ("restore", "赵敏")]
    assert old[:3] != new[:3] and old[3] <= new[3]
    seen = []
    for step in count(1):
        shutil.rmtree(store)
        shutil.copytree(folder, store)
        ended = run_code(CHILD, (file, store, str(step)))
        seen.append(contents(store))
        assert seen[-1] in (old, new)
        assert not (store / "restoring").exists()
        if ended.returncode == 0:
            break
        assert ended.returncode == -9, ended.stderr
        restore(file, store, replace=True, by="赵敏")
        assert contents(store) == new
    assert seen == sorted(seen, key=lambda state: state == new) and old in seen and len(seen) > 8
