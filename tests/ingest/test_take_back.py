"""One build taken back by its number: the store is then what it would be without it, as far as that can be."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from graph.store import earlier, generations
from graph.store.errors import StoreError
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ingest.removal import TakenBack, remove, take_back
from shapes.kept import validate_store

NOTICE = """岚州市水务局关于巡查堤防的通知
岚水发〔2024〕{number}号

市发展改革委：
  一、{work}。（牵头单位：市发展改革委）

岚州市水务局
2024年3月1日
"""


def built(store: Path, folder: Path, **works: str) -> None:
    """A build of these texts: their names with the work that they set."""
    folder.mkdir(exist_ok=True)
    for name, work in works.items():
        number = ord(name) - ord("a") + 1
        (folder / f"{name}.txt").write_text(NOTICE.format(number=number, work=work), encoding="utf-8")
    assert not build(find([folder / f"{name}.txt" for name in works]), store).failed


def content(store: Path) -> list[str]:
    """Return the quads of a store, sorted."""
    with Store.open(store) as view:
        return sorted(map(str, view.quads()))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Build 1: a and b. Build 2: c, b otherwise, a the same once more."""
    store = tmp_path / "store"
    built(store, tmp_path, a="巡查堤防", b="修缮泵站")
    built(store, tmp_path, c="清理河道", b="改建泵站", a="巡查堤防")
    return store


def test_what_a_build_brought_goes_and_what_it_replaced_is_as_before(store: Path, tmp_path: Path) -> None:
    before = tmp_path / "before"
    built(before, tmp_path, a="巡查堤防", b="修缮泵站")
    assert take_back(2, store) == TakenBack(removed=["c.txt"], restored=["b.txt"])
    assert content(store) == content(before)
    with pytest.raises(StoreError, match="build 2: nothing of it is left"):
        take_back(2, store)


def test_what_is_removed_is_gone_with_what_it_said_before(store: Path) -> None:
    remove(["b.txt"], store)
    assert not list((store / "earlier").iterdir()) and [one.source for one in earlier.read(store).records] == ["c.txt"]
    assert take_back(2, store) == TakenBack(removed=["c.txt"])
    with pytest.raises(StoreError, match="build 3: nothing of it is left"):  # the removal itself
        take_back(3, store)


def test_of_several_replaced_sources_the_others_stay_kept(tmp_path: Path) -> None:
    store = tmp_path / "store"
    built(store, tmp_path, a="巡查堤防", b="修缮泵站", c="清理河道")
    built(store, tmp_path, a="加固堤防", b="改建泵站")
    remove(["a.txt"], store)
    (pack,) = (store / "earlier").iterdir()
    with ZipFile(pack) as opened:
        assert len(opened.namelist()) == 1 and "修缮泵站".encode() in opened.read(opened.namelist()[0])
    assert take_back(2, store) == TakenBack(restored=["b.txt"])
    assert not list((store / "earlier").iterdir())


def test_what_a_later_build_has_read_stays_and_is_named(store: Path, tmp_path: Path) -> None:
    built(store, tmp_path, b="拆除泵站", c="清理河道")
    assert take_back(2, store) == TakenBack(removed=["c.txt"], left={"b.txt": 3})
    with Store.open(store) as view:
        assert list(view.select("SELECT ?q WHERE { ?task a zm:Task ; zm:quote ?q FILTER(CONTAINS(?q, '拆除泵站')) }"))


def test_the_first_build_is_taken_back_without_what_came_later(store: Path) -> None:
    assert take_back(1, store) == TakenBack(removed=["a.txt"], left={"b.txt": 2})
    with Store.open(store) as view:
        assert {
            row["name"].value for row in view.select("SELECT ?name WHERE { ?it zm:sha256 ?sha ; dct:identifier ?name }")
        } == {
            "b.txt",
            "c.txt",
        }


@pytest.mark.parametrize("gone", [("sources.jsonl",), ("delta",), ("sources.jsonl", "delta")])
def test_the_first_build_stays_where_later_ones_are_not_known(
    gone: tuple[str, ...], store: Path, tmp_path: Path
) -> None:
    """As where an older version built them: the sources of later builds would go with it."""
    for name in gone:
        (store / f"gen-2.{name}").unlink()
    there = content(store)
    with pytest.raises(StoreError, match=r"build 1: nothing of it is left to take back.* too old"):
        take_back(1, store)
    assert content(store) == there
    built(store, tmp_path, d="疏浚河道")
    with pytest.raises(StoreError, match="build 1: nothing of it is left"):
        take_back(1, store)
    assert take_back(3, store) == TakenBack(removed=["d.txt"])


@pytest.mark.parametrize("taken", ["removed", "taken back"])
def test_what_goes_is_in_no_file_beside_the_graph_but_the_record_of_changes(taken: str, store: Path) -> None:
    with Store.open(store) as view:
        validate_store(view)
    if taken == "removed":
        remove(["b.txt", "c.txt"], store)
    else:
        take_back(2, store)
    generation = generations.current(store)
    assert generation is not None
    for name, file in generations.beside_files(generation).items():
        assert name == "changes.jsonl" or "清理河道".encode() not in file.read_bytes(), name
    assert generations.beside(generation, "delta").read_bytes().endswith(b" 0\n")  # a token, and no triples
    assert not list(store.glob("findings*"))


def test_where_nothing_is_kept_it_is_said(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = content(store)
    with pytest.raises(StoreError, match="build 99: not among those that are kept"):
        take_back(99, store)
    assert content(store) == there
    (pack,) = (store / "earlier").iterdir()
    pack.write_bytes(pack.read_bytes()[:-40])  # damaged
    assert take_back(2, store) == TakenBack(removed=["c.txt"], left={"b.txt": 0})


def test_the_oldest_readings_go_first(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (first,) = (store / "earlier").iterdir()
    monkeypatch.setattr(earlier, "_BYTES", first.stat().st_size * 3 // 2)
    built(store, tmp_path, b="拆除泵站")
    (second,) = (store / "earlier").iterdir()
    assert second.name != first.name
    assert take_back(3, store).restored == ["b.txt"]
    assert take_back(2, store).left == {"b.txt": 0}


def test_the_files_of_what_can_come_back_are_kept(tmp_path: Path) -> None:
    store = tmp_path / "store"
    for work in ("巡查堤防", "修缮泵站"):
        (tmp_path / "a.txt").write_text(NOTICE.format(number=1, work=work), encoding="utf-8")
        build(find([tmp_path / "a.txt"]), store, keep_originals=True)
    assert len(list((store / "originals").iterdir())) == 2
    take_back(2, store)
    with Store.open(store) as view:
        (sha,) = (row["sha"].value for row in view.select("SELECT ?sha WHERE { ?it zm:sha256 ?sha }"))
    assert "巡查堤防" in (store / "originals" / sha).read_text("utf-8")
