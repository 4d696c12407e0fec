"""A small change is published at its own cost: only what changes is written, and the database is compacted when it is due."""

import shutil
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.store import checksums, compaction, differences, generations, loader, workingcopy
from graph.store import update as update_module
from graph.store.compaction import Wear, wear
from graph.store.errors import StoreError
from graph.store.update import Update
from tests.graph.conftest import SECOND, dump

COMPUTED = "https://w3id.org/zhengmai/graph/derived"


def lines(numbers: range | set[int]) -> bytes:
    return b"".join(b'<urn:s%d> <urn:p> "%d" .\n' % (number, number * 7919) for number in sorted(numbers))


def written(path: Path) -> int:
    generation = generations.current(path)
    assert generation is not None
    return int(generations.beside(generation, compaction.NAME).read_bytes())


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A store of 20,000 triples in one source."""
    with Update(tmp_path / "large") as update:
        update.replace_graph(SECOND, lines(range(20_000)))
    return tmp_path / "large"


def test_a_first_build_counts_nothing_and_small_changes_only_count(large: Path) -> None:
    assert written(large) == 0
    counts = []
    for number in range(3):
        with Update(large) as update:
            update.replace_graph(f"urn:small{number}", lines({number}))
        counts.append(written(large))
    assert 0 < counts[0] < counts[1] < counts[2]


def test_a_large_first_build_ends_compacted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, when it is published: what is derived behind the last source is written before."""
    monkeypatch.setattr(loader, "_FEW", 0)
    monkeypatch.setattr(update_module, "_TIDY", 0)
    compacted = Mock(wraps=Update._optimize)
    monkeypatch.setattr(Update, "_optimize", lambda update: compacted(update))
    with Update(tmp_path / "store") as changed:
        changed.replace_graph(SECOND, lines(range(2_000)))
        changed.tidy()
        changed.settle_graph(COMPUTED, lines(range(2_000, 2_100)))
        compacted.assert_not_called()
    compacted.assert_called_once()
    assert written(tmp_path / "store") == 0


def test_a_large_change_compacts(large: Path) -> None:
    with Update(large) as update:
        update.replace_graph("urn:other", lines(range(20_000, 40_000)))
    assert written(large) == 0


def test_compacting_on_demand_changes_nothing_else(large: Path) -> None:
    with Update(large) as update:
        update.replace_graph("urn:small", lines({1}))
    before = dump(large)
    with Update(large) as update:
        update.compact()
    assert written(large) == 0 and dump(large) == before


def test_a_store_without_a_count_compacts_with_its_next_update(large: Path) -> None:
    for unreadable in (None, b"many"):
        with Update(large) as update:
            update.replace_graph("urn:small", lines({1}))
        generation = generations.current(large)
        assert generation is not None
        count = generations.beside(generation, compaction.NAME)
        count.unlink() if unreadable is None else count.write_bytes(unreadable)
        with Update(large) as update:
            update.replace_graph("urn:small", lines({2}))
        assert written(large) == 0


@pytest.mark.parametrize(
    ("count", "total", "due"), [(0, 0, False), (1, 0, True), (25, 100, False), (26, 100, True), (100, 100, True)]
)
def test_a_quarter_is_due(count: int, total: int, due: bool) -> None:
    assert Wear(count, total).due is due


def test_wear_counts_new_files_and_what_was_counted_before(tmp_path: Path) -> None:
    first, second = tmp_path / "gen-1", tmp_path / "gen-2"
    for folder, names in ((first, "ab"), (second, "bc")):
        folder.mkdir()
        for name in names:
            (folder / f"{name}.sst").write_bytes(b"x" * 10)
        (folder / "LOG").write_bytes(b"y" * 1000)
    assert wear(first, None) == Wear(20, 20)
    (tmp_path / "gen-1.written").write_bytes(b"7\n")
    assert wear(second, first) == Wear(17, 20)


def test_a_large_computed_graph_is_written_in_parts_and_changed_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name, least in (
        (loader, "BATCH", 2_000),
        (workingcopy, "BATCH", 2_000),
        (workingcopy, "_SMALL", 1_000),
        (workingcopy, "_SMALL_AT_FIRST", 1_000),
        (update_module, "_TIDY", 0),
        (differences, "_AT_ONCE", 0),
        (differences, "_CHANGES", 7),
    ):
        monkeypatch.setattr(module, name, least)
    for numbers in (range(400), range(200, 500), range(500), range(500)):
        with Update(tmp_path / "settled") as update:
            update.replace_graph(SECOND, lines(numbers))
            update.tidy()
            update.settle_graph(COMPUTED, lines(numbers))
    with Update(tmp_path / "replaced") as update:
        update.replace_graph(SECOND, lines(range(500)))
        update.replace_graph(COMPUTED, lines(range(500)))
    assert dump(tmp_path / "settled") == dump(tmp_path / "replaced")


def test_what_is_tidied_counts_no_more(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update_module, "_TIDY", 0)
    with Update(large) as update:
        update.replace_graph("urn:other", lines(range(20_000, 60_000)))
        update.tidy()
        update.replace_graph("urn:small", lines({1}))
    generation = generations.current(large)
    assert generation is not None
    assert 0 < written(large) < sum(file.stat().st_size for file in generation.glob("*.sst")) / 4


@settings(max_examples=5)
@given(steps=st.lists(st.sets(st.integers(0, 12)), min_size=1, max_size=4))
def test_settling_a_computed_graph_gives_what_replacing_it_gives(
    tmp_path_factory: pytest.TempPathFactory, steps: list[set[int]]
) -> None:
    folder = tmp_path_factory.mktemp("settled")
    for numbers in steps:
        with Update(folder / "settled") as update:
            update.settle_graph(COMPUTED, lines(numbers))
    with Update(folder / "replaced") as update:
        update.replace_graph(COMPUTED, lines(steps[-1]))
    assert dump(folder / "settled") == dump(folder / "replaced")


def test_a_file_that_was_damaged_since_keeps_the_checksum_of_its_publication(tmp_path: Path) -> None:
    first, second = tmp_path / "gen-1", tmp_path / "gen-2"
    first.mkdir()
    (first / "1.sst").write_bytes(b"whole")
    checksums.write(first)
    shutil.copytree(first, second, copy_function=lambda old, new: Path(new).hardlink_to(old))
    (second / "2.sst").write_bytes(b"new")
    with (first / "1.sst").open("r+b") as file:
        file.write(b"wrong")
    checksums.write(second, first)
    with pytest.raises(StoreError, match=r"1\.sst"):
        checksums.verify(second)


def test_a_copied_file_of_another_content_gets_a_checksum_of_its_own(tmp_path: Path) -> None:
    first, second = tmp_path / "gen-1", tmp_path / "gen-2"
    for folder, content in ((first, b"old"), (second, b"new")):
        folder.mkdir()
        (folder / "1.sst").write_bytes(content)
        checksums.write(folder, first if folder is second else None)
    assert checksums.verify(second) == 3
