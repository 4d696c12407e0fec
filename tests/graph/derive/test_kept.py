"""The documents that are kept with a generation: the same as from nothing after any changes, and only where they belong."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.derive import kept, renewed
from graph.derive.described import unpacked
from graph.derive.kept import Documents, KeptFile, kept_documents
from graph.records import documents
from graph.records.fulltext import made_texts, read_texts
from graph.store import generations
from graph.store.store import Store
from graph.store.textfile import KeptText
from graph.store.update import Update
from tests.graph.derive.sources import CHANGES, Change, make
from tests.graph.derive.sources import read_texts as read_sources


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[Change, bytes]:
    return read_sources(tmp_path_factory)


def change(store: Path, changes: list[Change], read: dict[Change, bytes], *, forget: bool = False) -> None:
    with Store.update(store) as update:
        assert isinstance(update, Update)
        if forget:
            update.forget()
        make(update, changes, read)


def counted(files: list[KeptFile] | None) -> Mapping[str, KeptText]:
    """Return the documents that count; each counts once."""
    assert files is not None
    found = [one for file in files for one in file.texts.texts(file.gone)]
    assert len(dict(found)) == len(found)
    assert sorted(line for file in files for _, line in file.described()) == sorted(text.about for _, text in found)
    return dict(found)


def from_nothing(store: Path) -> Mapping[str, KeptText]:
    with Store.open(store) as view:
        described, _ = documents._query_described(view, named_only=False)
        found = counted(made_texts(view, described))
        return {iri: replace(text, about=described[iri].packed()) for iri, text in found.items()}


def kept_in(store: Path) -> list[KeptFile] | None:
    with Store.open(store) as view:
        assert isinstance(view, Store)
        return kept_documents(view)


def generation(store: Path) -> Path:
    current = generations.current(store)
    assert current is not None
    return current


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    first=st.lists(CHANGES, min_size=1, max_size=6),
    later=st.lists(st.tuples(st.lists(CHANGES, min_size=1, max_size=3), st.booleans()), max_size=4),
)
@example(  # one text in two sources that print it otherwise; one of them goes, the other changes
    first=[("rules.txt", 0), ("law.md", 0), ("order.md", 0)],
    later=[
        ([("reprint.txt", 0)], False),
        ([("rules.txt", None)], True),
        ([("rules.txt", 0)], False),
        ([("reprint.txt", None)], False),
    ],
)
@example(
    first=[("law.md", 0)], later=[([("law.md", None)], True), ([("law.md", 1)], False)]
)  # nothing is left, and something again
def test_renewed_documents_are_those_from_nothing(
    first: list[Change],
    later: list[tuple[list[Change], bool]],
    read: dict[Change, bytes],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(renewed, "_SHARE", 0)  # renew, however much is touched
    store = tmp_path_factory.mktemp("store") / "store"
    for changes, forget in ((first, False), *later):
        change(store, changes, read, forget=forget)
        files = kept_in(store)
        assert counted(files) == from_nothing(store)
        assert files is not None and not (forget and any(file.gone for file in files))


def test_a_change_writes_one_file_and_keeps_the_others(
    read: dict[Change, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    change(store, [("law.md", 0), ("order.md", 0), ("rules.txt", 0), ("citing.txt", 0), ("ships.md", 0)], read)
    inode = generations.beside(generation(store), "documents-1").stat().st_ino
    monkeypatch.setattr(renewed, "_SHARE", 1)
    monkeypatch.setattr(Documents, "write", lambda self: pytest.fail("all was written anew"))
    change(store, [("police.txt", 0)], read)
    assert generations.beside(generation(store), "documents-1").stat().st_ino == inode
    # The next one takes the small file up, and that of a text with others words only counts no more.
    change(store, [("police.txt", 1), ("station.txt", 0)], read)
    assert sorted(entry.name for entry in store.glob("gen-*.documents*")) == [
        "gen-3.documents",
        "gen-3.documents-1",
        "gen-3.documents-3",
    ]
    assert counted(kept_in(store)) == from_nothing(store)
    # What does not touch a text leaves all as it is.
    change(store, [("station.txt", 0)], read)
    assert sorted(file.name for file in kept_in(store) or ()) == ["documents-1", "documents-3"]
    with Store.update(store) as update:
        assert isinstance(update, Update)
        update.compact()
    assert counted(kept_in(store)) == from_nothing(store)
    assert generations.beside(generation(store), "documents-1").stat().st_ino == inode


def test_where_no_links_can_be_made_files_are_copied(
    read: dict[Change, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr("graph.store.publication.os.link", refused)
    monkeypatch.setattr(renewed, "_SHARE", 0)
    change(tmp_path / "store", [("law.md", 0), ("order.md", 0)], read)
    change(tmp_path / "store", [("police.txt", 0)], read)
    assert counted(kept_in(tmp_path / "store")) == from_nothing(tmp_path / "store")


def flipped(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]


@pytest.mark.parametrize("name", ["documents", "documents-1", "derived"])
@pytest.mark.parametrize("spoil", [None, flipped, lambda data: data[:-1], lambda data: b""])
def test_what_is_missing_or_damaged_does_not_count(
    name: str, spoil: object, read: dict[Change, bytes], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    change(store, [("law.md", 0), ("citing.txt", 0)], read)
    whole, file = from_nothing(store), generations.beside(generation(store), name)
    data = file.read_bytes()
    file.unlink()
    if callable(spoil):
        file.write_bytes(spoil(data))
    assert kept_in(store) is None
    with Store.open(store) as view:
        texts = read_texts(view, list(whole))
        assert all(texts.text(iri) == replace(text, about="") for iri, text in whole.items())
    # The next build keeps them again, where it knows that they are damaged.
    change(store, [("law.md", 1), ("order.md", 0), ("rules.txt", 0)], read)
    assert counted(kept_in(store)) == from_nothing(store)


def test_documents_that_an_earlier_version_carried_over_do_not_count(read: dict[Change, bytes], tmp_path: Path) -> None:
    store = tmp_path / "store"
    change(store, [("law.md", 0), ("citing.txt", 0)], read)
    carried = {name: generations.beside(generation(store), name).read_bytes() for name in ("documents", "documents-1")}
    change(store, [("law.md", 1)], read)
    for name, data in carried.items():
        generations.beside(generation(store), name).unlink()
        generations.beside(generation(store), name).write_bytes(data)
    assert kept_in(store) is None
    change(store, [("law.md", 0)], read)
    assert counted(kept_in(store)) == from_nothing(store)


def test_texts_are_folded_and_in_reading_order(read: dict[Change, bytes], tmp_path: Path) -> None:
    given = {"d": {"art_10": "（十）", "art_2": "２，", "preface": "头"}, "e": {}}
    texts = [KeptText(("preface", "art_2", "art_10"), "头\0二,\0十".replace("二", "2")), KeptText()]
    assert list(kept.folded(given)) == list(zip("de", texts, strict=True)) and not given
    change(tmp_path / "store", [("law.md", 0)], read)
    (text,) = counted(kept_in(tmp_path / "store")).values()
    assert unpacked(text.about).packed() == text.about and "岚州市湖泊保护条例" in unpacked(text.about).values[1]
