"""A store in one file and back: nothing lost, nothing half."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.store import audit, generations
from graph.store.backup import back_up, restore
from graph.store.errors import StoreError
from graph.store.store import Store
from tests.conftest import Cli


def dumped(store: Path) -> bytes:
    output = io.BytesIO()
    with Store.open(store) as view:
        view.dump_nquads(output)
    return output.getvalue()


@pytest.fixture
def kept(own_store: Path) -> Path:
    """A store with an original of none of its sources, own questions and a log."""
    (own_store / "questions").mkdir()
    (own_store / "questions" / "mine.rq").write_text("SELECT * {}", encoding="utf-8")
    audit.note(own_store, "remove", "王芳", sources=["a.txt"])
    return own_store


def test_what_comes_back_is_what_was_there(kept: Path, tmp_path: Path) -> None:
    file, twin = tmp_path / "store.tar.gz", tmp_path / "twin"
    with Store.open(kept):  # in use
        written = back_up(kept, file)
    found = restore(file, twin)
    assert (found.files, found.size) == (written.files, written.size) and written.missing == 0
    assert dumped(twin) == dumped(kept)
    generation = generations.current(twin)
    assert generation is not None and set(generations.beside_files(generation)) >= {
        "sha256",
        "issues.jsonl",
        "changes.jsonl",
    }
    assert (twin / "questions" / "mine.rq").read_text("utf-8") == "SELECT * {}"
    assert [line["by"] for line in audit.read(twin)] == ["王芳"]
    assert not (twin / "restoring").exists()


def test_the_same_store_gives_the_same_file(kept: Path, tmp_path: Path) -> None:
    files = [tmp_path / "one.tar", tmp_path / "two.tar"]
    for file in files:
        back_up(kept, file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_store_is_only_replaced_where_that_is_asked(kept: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "store.tar", tmp_path / "other"
    back_up(kept, file)
    restore(file, other)
    before = generations.identity(other)
    with pytest.raises(StoreError, match="holds a store already"):
        restore(file, other)
    assert generations.identity(other) == before
    with Store.open(other) as reading:  # a reader goes on
        restore(file, other, replace=True)
        assert len(reading) > 0
    assert generations.identity(other) != before and dumped(other) == dumped(kept)


def changed(file: Path, change: Callable[[tarfile.TarInfo, bytes], tuple[tarfile.TarInfo, bytes] | None]) -> Path:
    """A copy of an archive with members as `change` gives them."""
    target = file.with_name("changed.tar")
    with tarfile.open(file) as old, tarfile.open(target, "w") as new:
        for member in old:
            if (made := change(member, old.extractfile(member).read())) is not None:
                made[0].size = len(made[1])
                new.addfile(made[0], io.BytesIO(made[1]))
    return target


def flipped(member: tarfile.TarInfo, data: bytes) -> tuple[tarfile.TarInfo, bytes]:
    return (member, data[:-1] + bytes([data[-1] ^ 1])) if member.name.endswith(".sst") else (member, data)


def without_one(member: tarfile.TarInfo, data: bytes) -> tuple[tarfile.TarInfo, bytes] | None:
    return None if member.name == "beside/issues.jsonl" else (member, data)


def escaping(member: tarfile.TarInfo, data: bytes) -> tuple[tarfile.TarInfo, bytes]:
    if member.name == "manifest.json":
        told = json.loads(data)
        told["files"]["gen/../../escaped"] = ["0" * 64, 0]
        return member, json.dumps(told).encode()
    return member, data


def linked(member: tarfile.TarInfo, data: bytes) -> tuple[tarfile.TarInfo, bytes]:
    if member.name == "audit.jsonl":
        member.type, member.linkname, data = tarfile.SYMTYPE, "/etc/passwd", b""
    return member, data


@pytest.mark.parametrize("change", [flipped, without_one, escaping, linked])
def test_a_file_that_is_not_whole_changes_nothing(
    kept: Path, tmp_path: Path, change: Callable[[tarfile.TarInfo, bytes], tuple[tarfile.TarInfo, bytes] | None]
) -> None:
    file, target = tmp_path / "store.tar", tmp_path / "target"
    back_up(kept, file)
    restore(file, target)
    held = sorted(path.name for path in target.iterdir())
    with pytest.raises(StoreError, match="not a whole backup"):
        restore(changed(file, change), target, replace=True)
    assert sorted(path.name for path in target.iterdir()) == held and not (tmp_path / "escaped").exists()


@pytest.mark.parametrize("data", [b"", b"no archive", b"\x1f\x8b\x08 cut"])
def test_what_is_no_backup_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file.tar").write_bytes(data)
    with pytest.raises(StoreError, match="not a whole backup"):
        restore(tmp_path / "file.tar", tmp_path / "store")


def test_the_commands(own_store: Path, tmp_path: Path, cli: Cli) -> None:
    file = tmp_path / "store.tar"
    assert cli("backup", file, "--store", own_store).returncode == 0
    assert "holds a store already" in cli("restore", file, "--store", own_store).stderr
    told = cli("remove", "岚政发〔2021〕12号", "--store", own_store)
    assert told.returncode == 2 and "--whole" in told.stderr
    assert cli("remove", "岚政发〔2021〕12号", "--whole", "--store", own_store).returncode == 0
    assert cli("remove", "岚政发〔2021〕12号", "--store", own_store).returncode == 2
    assert cli("restore", file, "--store", own_store, "--replace").returncode == 0
    assert cli("show", "岚政发〔2021〕12号", "--store", own_store).returncode == 0
    assert [line["action"] for line in audit.read(own_store)] == ["remove", "restore"]
