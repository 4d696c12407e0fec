"""Generations, the pointer, locks, and what readers see of them."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import BNode, Literal, URIRef

from graph.store import generations
from graph.store.embedded import Embedded
from graph.store.errors import StoreError
from graph.store.process import opens_files_in
from graph.store.store import Store
from graph.store.update import Update
from graph.store.view import View
from ontology.iri import Iris
from ontology.vocabulary import DCTERMS, ELI, RDF, ZM
from tests.graph.conftest import BARE, FIRST, JOINT, ONE, SECOND, dump, first_source, generation_names, second_source

DOCUMENTS = "SELECT DISTINCT ?d WHERE { ?d a zm:PublishedDocument }"


def test_default_graph_is_the_union_and_prefixes_are_known(store: Store) -> None:
    found = {solution["d"].value for solution in store.select(DOCUMENTS)}
    assert {JOINT, BARE} < found and len(found) == 3
    shared = Iris().shared([FIRST, SECOND])
    assert store.graphs() == sorted([FIRST, SECOND, shared])
    assert {quad.graph_name.value for quad in store.quads(SECOND)} == {SECOND}
    assert len(store) == len(list(store.quads()))
    assert len(store) - 2 == len(set(first_source()) | set(second_source()))  # the shared graph names its two sources


def test_graph_is_an_rdflib_dataset_over_the_union(store: Store) -> None:
    dataset = store.graph()
    assert {str(row[0]) for row in dataset.query(DOCUMENTS) if isinstance(row, tuple)} == {
        s["d"].value for s in store.select(DOCUMENTS)
    }
    assert dataset.value(URIRef(BARE), ELI.type_document) is not None
    assert dict(dataset.namespaces())["zm"] == URIRef(str(ZM._NS))
    with pytest.raises(RuntimeError):
        dataset.add((URIRef("urn:s"), RDF.type, URIRef("urn:o")))


def test_rebuilding_a_source_replaces_its_graph_and_nothing_else(folder: Path) -> None:
    with Store.update(folder) as update:
        update.replace_graph(SECOND, ONE)
        update.replace_graph(SECOND, ONE)
    after = dump(folder).splitlines()
    added = f'<urn:s> <{DCTERMS.title}> "一" <{SECOND}> .'.encode()
    assert added in after and all(line == added or line.endswith(f"<{FIRST}> .".encode()) for line in after)
    assert len(after) == len(set(first_source())) + 1  # what both said is now the first one's alone


def test_removed_graph_stays_removed_in_later_generations(folder: Path) -> None:
    with Store.update(folder) as update:
        update.remove_graph(FIRST)
        update.remove_graph("urn:absent")
    with Store.update(folder) as update:
        update.replace_graph("urn:g", ONE)
    with Store.open(folder) as store:
        assert store.graphs() == sorted([SECOND, "urn:g"])


def test_update_reads_its_own_changes_and_readers_do_not(folder: Path, store: Store) -> None:
    with Store.update(folder) as update:
        update.replace_graph(SECOND, ONE)
        assert len(list(update.select("SELECT ?s WHERE { ?s dct:title '一' }"))) == 1
        with Store.open(folder) as late:
            assert len(late) == len(store)
    assert len(list(store.select(DOCUMENTS))) == 3
    with Store.open(folder) as later:
        assert len(list(later.select(DOCUMENTS))) == 2


def test_triples_may_come_as_ntriples(tmp_path: Path) -> None:
    with Store.update(tmp_path / "a") as update:
        update.replace_graph("urn:g", '<urn:s> <http://purl.org/dc/terms/title> "一" .\n'.encode())
    with Store.update(tmp_path / "b") as update:
        update.replace_graph("urn:g", ONE)
    assert dump(tmp_path / "a") == dump(tmp_path / "b") != b""


@pytest.mark.parametrize(
    "bad",
    [
        [*ONE, (BNode(), RDF.type, URIRef("urn:o"))],
        [*ONE, (URIRef("no iri"), RDF.type, URIRef("urn:o"))],
        [*ONE, (Literal("s"), RDF.type, URIRef("urn:o"))],
    ],
)
def test_bad_triples_change_nothing(folder: Path, bad: list[tuple[Literal, URIRef, URIRef]]) -> None:
    before = dump(folder)
    with Store.update(folder) as update, pytest.raises(ValueError):
        update.replace_graph(SECOND, bad)
    assert dump(folder) == before


def test_exception_discards_the_update(folder: Path) -> None:
    before = dump(folder)
    with pytest.raises(KeyError), Store.update(folder) as update:
        update.replace_graph(SECOND, ONE)
        raise KeyError
    assert dump(folder) == before
    assert generation_names(folder) == ["gen-1"]


def test_generation_is_kept_while_it_is_read(folder: Path) -> None:
    reader = Store.open(folder)
    for _ in range(2):
        with Store.update(folder) as update:
            update.replace_graph("urn:g", ONE)
    assert generation_names(folder) == ["gen-1", "gen-3"]
    assert len(list(reader.select(DOCUMENTS))) == 3 and "urn:g" not in reader.graphs()
    reader.close()
    with Store.update(folder):
        pass
    assert generation_names(folder) == ["gen-4"]


def test_a_triple_of_two_sources_counts_once(store: Store) -> None:
    """Oxigraph's union is a bag, which no query has to know."""
    titles = "SELECT {} ?t WHERE {{ ?d a zm:PublishedDocument ; eli:number '岚财发〔2023〕7号' ; dct:title ?t }}"
    assert len(list(store.select(titles.format("DISTINCT")))) == len(list(store.select(titles.format("")))) == 1


def test_an_empty_view_is_true_and_counts_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def counted(view: View) -> int:
        raise AssertionError("the truth of a view must not read its quads")

    monkeypatch.setattr(Embedded, "__len__", counted)
    with Store.update(tmp_path / "empty") as update:
        assert update


def test_a_published_generation_is_never_written(folder: Path) -> None:
    def content(generation: Path) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in generation.iterdir()}

    reader = Store.open(folder)
    before = content(folder / "gen-1")
    with Store.update(folder) as update:
        update.remove_graph(FIRST)
    assert content(folder / "gen-1") == before
    reader.close()


def test_two_builds_at_once(folder: Path) -> None:
    with Store.update(folder) as first:
        with pytest.raises(StoreError, match="another build"), Store.update(folder):
            pytest.fail("a second build ran")
        first.replace_graph("urn:g", ONE)
    with Store.open(folder) as store:
        assert "urn:g" in store.graphs()


def test_closed_store_says_so(folder: Path) -> None:
    store = Store.open(folder)
    store.close()
    store.close()
    with pytest.raises(ValueError, match="closed"):
        store.graphs()


def absent(path: Path) -> None:
    pass


def foreign(path: Path) -> None:
    path.mkdir()
    (path / "notes.txt").write_text("mine")


def later_format(path: Path) -> None:
    with Store.update(path):
        pass
    (path / "format").write_text("zhengmai store 6\n")


def binary_format(path: Path) -> None:
    path.mkdir()
    (path / "format").write_bytes(b"\xff\x00" * 1000)


def unbuilt(path: Path) -> None:
    generations.create(path)


def dangling(path: Path) -> None:
    with Store.update(path):
        pass
    shutil.rmtree(path / "gen-1")


def pointing_outside(path: Path) -> None:
    with Store.update(path):
        pass
    (path / "CURRENT").write_text("../..\n")


def a_file(path: Path) -> None:
    path.write_text("not a folder")


def snapshot(path: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() if p.is_file() else b"" for p in [path, *path.rglob("*")]} if path.exists() else {}


@pytest.mark.parametrize(
    ("make", "says", "refuses_builds"),
    [
        (absent, "no store here", False),
        (foreign, "not a store", True),
        (later_format, "its format is 'zhengmai store 6'", True),
        (binary_format, "its format is", True),
        (unbuilt, "no build has finished", False),
        (dangling, "names 'gen-1', which is missing", True),
        (pointing_outside, "names '../..', which is missing", True),
        (a_file, "", True),
    ],
)
def test_unusable_stores_are_refused_in_one_line_and_not_touched(
    tmp_path: Path, make: Callable[[Path], object], says: str, refuses_builds: bool
) -> None:
    path = tmp_path / "库"
    make(path)
    before = snapshot(path)
    attempts: list[Callable[[], object]] = [lambda: Store.open(path)]
    if refuses_builds:
        attempts.append(lambda: Store.update(path).__enter__())
    for attempt in attempts:
        with pytest.raises(StoreError) as caught:
            attempt()
        assert says in caught.value.en and str(path) in caught.value.en and str(path) in caught.value.zh
        assert "\n" not in caught.value.en + caught.value.zh
    assert snapshot(path) == before


def test_disk_full_while_publishing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(folder)

    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(StoreError, match="disk is full"), Store.update(folder) as update:
        update.replace_graph(SECOND, ONE)
        monkeypatch.setattr(generations, "sync", full)
    monkeypatch.undo()
    assert dump(folder) == before
    assert generation_names(folder) == ["gen-1"]
    with Store.update(folder) as update:
        update.replace_graph(SECOND, ONE)
    assert dump(folder) != before


def test_oxigraph_opens_what_was_published(folder: Path) -> None:
    """The layout is Oxigraph's own: a generation has no other file."""
    assert len(ox.Store.read_only(str(folder / "gen-1"))) > 0


@pytest.mark.parametrize("told", [True, False])
def test_a_database_in_a_reference_cycle_is_closed(told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """told: whether the system lists the open files of a process."""
    if not told:
        monkeypatch.setattr("graph.store.workingcopy.opens_files_in", lambda folder: None)
    update = Store.update(tmp_path / "store")
    assert isinstance(update, Update)
    with update:
        update.replace_graph("urn:g", ONE)
        cycle: list[object] = [update._store]
        cycle.append(cycle)
        del cycle
    assert not opens_files_in(tmp_path.resolve())


def test_open_files_are_those_below_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with (tmp_path / "a" / "file").open("w"):
        assert [opens_files_in(tmp_path / name) for name in (".", "a", "b")] == [True, True, False]
    assert not opens_files_in(tmp_path)


def test_loading_aside_gives_the_same_store(tmp_path: Path) -> None:
    """Sources that share triples, one that is replaced while it waits, and parts that are loaded early."""
    dumps = []
    for aside in (False, True):
        with Update(tmp_path / f"{aside}", aside=aside) as update:
            update._loader.begin()  # nothing waits yet
            for graph, triples in ((FIRST, ONE), (FIRST, first_source()), (SECOND, second_source())):
                update.replace_graph(graph, triples)
                update._loader.begin()
            update.remove_graph("urn:absent")
        dumps.append(dump(tmp_path / f"{aside}"))
    assert dumps[0] == dumps[1] != b""


def test_what_fails_aside_fails_the_update(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    old = dump(folder)
    monkeypatch.setattr("graph.store.loader.common_subjects", failing)
    with pytest.raises(StoreError, match="the disk is full"), Update(folder, aside=True) as update:
        update.replace_graph(SECOND, ONE)
        update._loader.begin()
    assert dump(folder) == old


@pytest.mark.parametrize(("size", "loads"), [(None, 0), (2 << 30, 0), (0, 1)])
def test_near_the_end_less_is_loaded_at_a_time(
    size: int | None, loads: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.loader._SMALLEST", 1)
    for aside in (False, True):
        with Update(folder, aside=aside) as update:
            update.expect(size)
            update.replace_graph(SECOND, ONE)
            assert update._loader.loads == (loads if aside else 0)


def test_a_snapshot_stays_as_it_was(folder: Path) -> None:
    with Update(folder) as update, update.snapshot() as copied:
        update.remove_graph(SECOND)
        graphs = {graph.value for graph in ox.Store.read_only(str(copied)).named_graphs()}
        assert SECOND in graphs and SECOND not in update.graphs()
    assert not copied.exists()


def test_the_snapshot_of_a_killed_update_is_removed(folder: Path) -> None:
    left = folder / "gen-7.snapshot.tmp"
    left.mkdir()
    (left / "000001.sst").touch()
    with Update(folder) as update:
        update.replace_graph(SECOND, ONE)
    assert not left.exists()
