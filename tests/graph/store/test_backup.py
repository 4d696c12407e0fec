"""A store in one file and back: nothing lost, nothing half."""

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.store import audit, backup, generations, originals
from graph.store.backup import back_up
from graph.store.errors import StoreError
from graph.store.restoring import restore
from graph.store.store import Store
from tests.conftest import Cli
from ui.cli import keep
from ui.cli.console import UserError


def dumped(store: Path) -> bytes:
    output = io.BytesIO()
    with Store.open(store) as view:
        view.dump_nquads(output)
    return output.getvalue()


@pytest.fixture
def kept(own_store: Path) -> Path:
    """A store with an original of none of its sources, own questions and a log."""
    (own_store / "questions").mkdir()
    for name in ("mine.rq", "到期的任务.rq"):
        (own_store / "questions" / name).write_text("SELECT * {}", encoding="utf-8")
    audit.note(own_store, "remove", "王芳", sources=["a.txt"])
    return own_store


def test_what_comes_back_is_what_was_there(kept: Path, tmp_path: Path) -> None:
    file, twin = tmp_path / "store.tar.gz", tmp_path / "twin"
    # A store can be backed up while it is open.
    with Store.open(kept):
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
    for name in ("mine.rq", "到期的任务.rq"):
        assert (twin / "questions" / name).read_text("utf-8") == "SELECT * {}"
    assert [path.stat().st_mode & 0o077 for path in (file, twin / "audit.jsonl", twin / "questions" / "mine.rq")] == [
        0
    ] * 3
    assert [line["action"] for line in audit.read(twin)] == ["remove", "restore"]
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


def of_another_format(member: tarfile.TarInfo, data: bytes) -> tuple[tarfile.TarInfo, bytes]:
    if member.name == "manifest.json":
        return member, json.dumps(json.loads(data) | {"store": "zhengmai store 9"}).encode()
    return member, data


def test_a_store_of_another_format_is_refused(kept: Path, tmp_path: Path) -> None:
    back_up(kept, tmp_path / "store.tar")
    with pytest.raises(StoreError, match="zhengmai store 9"):
        restore(changed(tmp_path / "store.tar", of_another_format), tmp_path / "target")


def test_a_question_that_a_backup_cannot_hold_is_named(kept: Path, tmp_path: Path) -> None:
    (kept / "questions" / "two words.rq").write_text("SELECT * {}", encoding="utf-8")
    with pytest.raises(StoreError, match="two words"):
        back_up(kept, tmp_path / "store.tar")
    assert not list(tmp_path.glob("store.tar*"))


def test_replacing_takes_questions_as_a_whole_and_keeps_the_log(kept: Path, tmp_path: Path) -> None:
    back_up(kept, tmp_path / "store.tar")
    (kept / "questions" / "later.rq").write_text("SELECT * {}", encoding="utf-8")
    audit.note(kept, "remove", "李明", sources=["b.txt"])
    found = restore(tmp_path / "store.tar", kept, replace=True)
    assert {path.name for path in (kept / "questions").iterdir()} == {"mine.rq", "到期的任务.rq"}
    assert [line["action"] for line in audit.read(kept)] == ["remove", "restore"]
    before = kept / f"audit.jsonl.before-{found.generation}"
    assert before.read_text("utf-8").count("\n") == 2 and "李明" in before.read_text("utf-8")
    assert not list(kept.glob("questions.*"))


def test_a_full_disk_leaves_questions_and_log(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back_up(kept, tmp_path / "store.tar")
    (kept / "questions" / "later.rq").write_text("SELECT * {}", encoding="utf-8")
    before = {path: path.read_bytes() for path in (*kept.glob("questions/*"), kept / "audit.jsonl")}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(generations, "make_current", full)
    with pytest.raises(StoreError, match="disk is full"):
        restore(tmp_path / "store.tar", kept, replace=True)
    assert {path: path.read_bytes() for path in (*kept.glob("questions/*"), kept / "audit.jsonl")} == before
    monkeypatch.undo()
    restore(tmp_path / "store.tar", kept, replace=True)
    assert not (kept / "restoring").exists() and not (kept / "questions" / "later.rq").exists()


def test_a_store_that_lost_its_generation_is_replaced(kept: Path, tmp_path: Path) -> None:
    back_up(kept, tmp_path / "store.tar")
    before, lost = dumped(kept), generations.current(kept)
    assert lost is not None
    shutil.rmtree(lost)
    with pytest.raises(StoreError, match="is missing"):
        restore(tmp_path / "store.tar", kept)
    assert restore(tmp_path / "store.tar", kept, replace=True).generation != lost.name
    assert dumped(kept) == before and not generations.beside_files(lost)


def with_originals(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep one original in the store, which each of its generations wants; return its file."""
    originals.keep(originals.kept(store), "原件".encode())
    monkeypatch.setattr(backup, "_wanted_originals", lambda *_: {hashlib.sha256("原件".encode()).hexdigest()})
    return next(originals.kept(store).iterdir())


def test_a_damaged_original_is_not_backed_up(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_originals(kept, monkeypatch).write_bytes(b"other")
    with pytest.raises(StoreError, match="damaged, this original"):
        back_up(kept, tmp_path / "store.tar")


def renamed(member: tarfile.TarInfo, data: bytes) -> tuple[tarfile.TarInfo, bytes]:
    """An original under the name of other bytes, in the manifest too."""
    if member.name == "manifest.json":
        told = json.loads(data)
        told["files"] = {
            ("originals/" + "0" * 64 if "orig" in name else name): of for name, of in told["files"].items()
        }
        return member, json.dumps(told).encode()
    member.name = "originals/" + "0" * 64 if "orig" in member.name else member.name
    return member, data


def test_an_original_is_restored_under_its_own_name_alone(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = with_originals(kept, monkeypatch)
    back_up(kept, tmp_path / "store.tar")
    restore(tmp_path / "store.tar", tmp_path / "twin")
    assert (originals.kept(tmp_path / "twin") / file.name).read_text("utf-8") == "原件"
    with pytest.raises(StoreError, match="not a whole backup"):
        restore(changed(tmp_path / "store.tar", renamed), tmp_path / "other")


def test_an_original_that_goes_meanwhile(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = with_originals(kept, monkeypatch)
    listed = backup._files

    def going(store: Path, generation: Path) -> dict[str, backup._Source]:
        files = dict(listed(store, generation))
        file.unlink(missing_ok=True)
        return files

    monkeypatch.setattr(backup, "_files", going)
    with pytest.raises(StoreError, match="was removed while"):
        back_up(kept, tmp_path / "store.tar")
    # A build has ended meanwhile: the backup begins again, with what is current then.
    originals.keep(originals.kept(kept), "原件".encode())
    superseded = [False, True]
    monkeypatch.setattr(backup, "_superseded", lambda *_: superseded.pop())
    assert back_up(kept, tmp_path / "store.tar").missing == 1 and not superseded


def test_the_log_is_as_it_was_when_it_was_read(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = backup._files

    def growing(store: Path, generation: Path) -> dict[str, backup._Source]:
        files = dict(listed(store, generation))
        audit.note(store, "remove", "李明", sources=["b.txt"])
        return files

    monkeypatch.setattr(backup, "_files", growing)
    back_up(kept, tmp_path / "store.tar")
    restore(tmp_path / "store.tar", tmp_path / "twin")
    assert [line["action"] for line in audit.read(tmp_path / "twin")] == ["remove", "restore"]


def test_a_note_may_hold_any_line_separator(tmp_path: Path) -> None:
    assert audit.read(tmp_path) == []
    audit.note(tmp_path, "task", "王芳", note="一\u2028二\x85三\r四")
    audit.note(tmp_path, "task", "王芳", note="")
    assert [line["note"] for line in audit.read(tmp_path)] == ["一\u2028二\x85三\r四", ""]


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


def test_nothing_is_done_for_nobody(own_store: Path, tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise UserError("who does this is not known here")

    monkeypatch.setattr(keep, "login", nobody)
    back_up(own_store, tmp_path / "store.tar")
    before = generations.identity(own_store)
    for words in (("remove", "岚政发〔2021〕12号", "--whole"), ("restore", tmp_path / "store.tar", "--replace")):
        assert "who does this" in cli(*words, "--store", own_store).stderr
    assert generations.identity(own_store) == before
