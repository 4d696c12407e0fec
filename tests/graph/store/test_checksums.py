"""A generation is what was published, or the reader gets an error: cheaply on opening, whole with `verify`."""

import random
from pathlib import Path

import pytest

from graph.store import checksums, generations
from graph.store.errors import StoreError
from graph.store.store import Store
from tests.conftest import Cli


def generation(store: Path) -> Path:
    found = generations.current(store)
    assert found is not None
    return found


def files(store: Path) -> list[Path]:
    return sorted(file for file in generation(store).iterdir() if file.stat().st_size)


def test_what_was_published_is_verified(own_store: Path, cli: Cli) -> None:
    found = cli("verify", "--store", own_store)
    assert (found.returncode, found.stderr, found.stdout.count("\n")) == (0, "", 1)


def test_a_byte_that_changed_is_told_wherever_it_is(own_store: Path) -> None:
    draw = random.Random(24)
    for _ in range(40):
        file = draw.choice(files(own_store))
        data = bytearray(file.read_bytes())
        at = draw.randrange(len(data))
        data[at] ^= 1 << draw.randrange(8)
        whole = file.read_bytes()
        file.write_bytes(data)
        with pytest.raises(StoreError, match=f"damaged, .*{file.name} is not as it was published"):
            Store.open(own_store)
        with pytest.raises(StoreError, match=file.name):
            checksums.verify(generation(own_store))
        file.write_bytes(whole)
    Store.open(own_store).close()


@pytest.mark.parametrize("command", ["verify", "status", "show", "export", "build"])
def test_a_truncated_file_is_one_line(command: str, own_store: Path, tmp_path: Path, cli: Cli) -> None:
    largest = max(files(own_store), key=lambda file: file.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-100])
    (tmp_path / "文.txt").write_text("岚州市人民政府关于测试的通知\n", encoding="utf-8")
    arguments: dict[str, list[str | Path]] = {
        "status": ["--all"],
        "show": ["岚政发"],
        "export": ["-o", tmp_path / "t"],
        "build": [tmp_path / "文.txt"],
    }
    found = cli(command, *arguments.get(command, []), "--store", own_store)
    assert (found.returncode, found.stderr.count("\n")) == (2, 1) and largest.name in found.stderr


def test_a_file_that_is_missing_and_checksums_that_cannot_be_read(own_store: Path) -> None:
    table = generations.beside(generation(own_store), "sha256")
    table.write_bytes(b"\xff nonsense\n")
    with pytest.raises(StoreError, match="damaged"):
        Store.open(own_store)
    table.unlink()
    Store.open(own_store).close()  # of an older version
    with pytest.raises(StoreError, match="has no checksums"):
        checksums.verify(generation(own_store))


def test_a_large_generation_is_looked_at_cheaply_and_tells_where_it_is_read(
    own_store: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    monkeypatch.setattr(checksums, "_SMALL_GENERATION", 0)
    monkeypatch.setattr(checksums, "_SMALL_FILE", 0)
    file = max(files(own_store), key=lambda file: file.stat().st_size)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    checksums.check(generation(own_store))
    with pytest.raises(StoreError, match=file.name):
        checksums.verify(generation(own_store))
    for other in files(own_store):
        if other != file and other.suffix == ".sst":
            data = bytearray(other.read_bytes())
            data[len(data) // 2] ^= 1
            other.write_bytes(data)
    found = cli("export", "-f", "nq", "-o", own_store.with_name("all.nq"), "--store", own_store)
    assert (found.returncode, found.stderr.count("\n")) == (2, 1) and "is not as it was published" in found.stderr


def test_what_killed_builds_left_goes_with_the_next(own_store: Path) -> None:
    (own_store / "gen-2.tmp").mkdir()
    (own_store / "gen-2.tmp" / "000001.sst").write_bytes(b"x")
    (own_store / "gen-7.issues.jsonl").write_bytes(b"{}\n")
    (own_store / "gen-1.sha256.new").write_bytes(b"x")
    with Store.update(own_store) as update:
        update.enclose("issues.jsonl", b"")
    names = {entry.name for entry in own_store.iterdir() if not entry.name.startswith("findings")}
    assert names == {
        "format",
        "CURRENT",
        "gen-2",
        "gen-2.sha256",
        "gen-2.sources.jsonl",
        "gen-2.written",
        "gen-2.issues.jsonl",
        "gen-2.changes.jsonl",
        "gen-2.delta",
        "gen-2.derived",
        "gen-2.documents",
        "gen-2.documents-1",
        "titles.sqlite",
    }


def test_what_is_enclosed_appears_with_its_generation_or_not_at_all(own_store: Path) -> None:
    old = generation(own_store)
    with pytest.raises(RuntimeError), Store.update(own_store) as update:
        update.enclose("issues.jsonl", b"new")
        raise RuntimeError
    assert generation(own_store) == old and not generations.beside(own_store / "gen-2", "issues.jsonl").exists()
    with Store.update(own_store) as update:
        update.enclose("issues.jsonl", b"new")
    assert generations.beside(generation(own_store), "issues.jsonl").read_bytes() == b"new"
