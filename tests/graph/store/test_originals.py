"""Files kept with a store, and files left where they are."""

import hashlib
from pathlib import Path

import pytest

from graph.store import originals
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ingest.removal import remove

WORDS = "岚州市人民政府关于加强防汛工作的通知\n岚政发〔2024〕3号\n各区县人民政府：\n做好值守。\n岚州市人民政府\n2024年4月2日\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "papers"
    found.mkdir()
    (found / "a.txt").write_text(WORDS, encoding="utf-8")
    (found / "b.txt").write_text(WORDS.replace("3号", "4号"), encoding="utf-8")
    return found


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_store_keeps_originals_once_it_was_told_to_and_drops_those_of_no_source(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build(find([folder / "a.txt"]), store)
    assert not originals.kept(store).exists()
    build(find([folder / "a.txt"]), store, keep_originals=True)
    first = digest(folder / "a.txt")
    build(find([folder / "b.txt"]), store)
    assert {path.name for path in originals.kept(store).iterdir()} == {first, digest(folder / "b.txt")}
    remove(["b.txt"], store)
    assert [path.name for path in originals.kept(store).iterdir()] == [first]
    found = originals.locate(store, "a.txt", first)
    assert found is not None and originals.read(found, first) == (folder / "a.txt").read_bytes()
    with Store.open(store) as view:
        assert len(view) > 0


def test_a_file_that_was_left_is_found_until_it_changes_and_nothing_outside_the_folder(
    folder: Path, tmp_path: Path
) -> None:
    sha, store = digest(folder / "a.txt"), tmp_path / "store"
    found = originals.locate(store, "a.txt", sha, folder)
    assert found == folder / "a.txt" and originals.read(found, sha) is not None
    (folder / "a.txt").write_text("其他", encoding="utf-8")
    assert originals.read(found, sha) is None
    (tmp_path / "secret").write_text("x")
    (folder / "link.txt").symlink_to(tmp_path / "secret")
    for name in ("../secret", str(tmp_path / "secret"), "link.txt", "missing.txt", ""):
        assert originals.locate(store, name, sha, folder) is None
    for wrong in ("../../a", "", "A" * 64):
        assert originals.locate(store, "a.txt", wrong) is None
