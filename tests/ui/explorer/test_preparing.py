"""What pages need of the whole store is made as soon as there is a new generation."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from graph.records import catalogue
from graph.records.prepared import CATALOGUES, prepare_catalogues
from graph.records.value_tables import ValueTables
from graph.store.store import Store
from graph.store.update import Update
from ui.explorer import preparing


class EndedError(Exception):
    """Ends the thread's work."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no store be so small that it keeps no catalogues, and make them in this process."""
    monkeypatch.setattr(catalogue, "SMALL", 0)
    monkeypatch.setattr(catalogue, "run_in_subprocess", lambda work, *given, **_: work(*given))


def test_the_catalogues_follow_each_build_before_a_page_asks(
    gazettes: Path, tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    shutil.copytree(gazettes, store, ignore=shutil.ignore_patterns("catalogue-*"))
    monkeypatch.setattr(preparing.state, "store", lambda: str(store))
    files = [store / f"catalogue-{plan.name}.sqlite" for plan in CATALOGUES]
    heads: list[list[bytes]] = []

    def build(seconds: float) -> None:
        assert seconds > 0
        heads.append([file.read_bytes() for file in files])
        if len(heads) == 3:
            raise EndedError
        if len(heads) == 2:
            with Store.update(store) as update:
                assert isinstance(update, Update)
                update.remove_graph(next(iri for iri in update.graphs() if "/source/" in iri))

    with pytest.raises(EndedError):
        preparing._keep_prepared(build)
    first, again, later = heads
    assert first == again and all(one != other for one, other in zip(again, later, strict=True))


def test_a_store_that_cannot_be_read_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing.state, "store", lambda: str(tmp_path / "nothing"))
    looks: list[float] = []

    def pause(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 2:
            raise EndedError

    with pytest.raises(EndedError):
        preparing._keep_prepared(pause)


def test_where_there_is_no_room_for_a_catalogue_the_next_generation_is_prepared_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    generations = iter(["1", "1", "2"])
    prepared: list[str] = []

    def prepare(generation: str) -> tuple[ValueTables, ...]:
        prepared.append(generation)
        raise sqlite3.OperationalError("database or disk is full")

    def pause(seconds: float) -> None:
        if prepared == ["1", "2"]:
            raise EndedError

    monkeypatch.setattr(preparing, "version", lambda: next(generations))
    monkeypatch.setattr(preparing, "prepare_generation", prepare)
    with pytest.raises(EndedError):
        preparing._keep_prepared(pause)


def test_where_nobody_may_write_each_catalogue_is_made_once(
    gazettes: Path, tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    shutil.copytree(gazettes, store, ignore=shutil.ignore_patterns("catalogue-*"))
    monkeypatch.setattr(catalogue.os, "access", lambda *given: False)
    held = prepare_catalogues(store)
    again = prepare_catalogues(store)
    assert len(held) == len(CATALOGUES) and all(one is other for one, other in zip(held, again, strict=True))
    assert not list(store.glob("catalogue-*"))


def test_a_small_store_is_left_to_the_pages(gazettes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing.state, "store", lambda: str(gazettes))
    monkeypatch.setattr(catalogue, "SMALL", 1 << 40)
    assert preparing.prepare_generation(Store.version(gazettes)) == ()
