"""Findings that were kept and brought up to date are those of a validation of everything."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.store import delta, generations
from graph.store.store import Store
from graph.store.update import Update
from ontology.enumerations import Severity
from shapes import kept, patterns
from shapes.kept import validate_store
from shapes.validate import validate
from tests.graph.derive.sources import CHANGES, Change, make, read_texts

DAY = date(2021, 6, 1)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[Change, bytes]:
    return read_texts(tmp_path_factory)


def change(store: Path, changes: Iterable[Change], read: dict[Change, bytes]) -> None:
    with Store.update(store) as update:
        assert isinstance(update, Update)
        make(update, list(changes), read)


def triples(store: Store) -> set[ox.Triple]:
    return {quad.triple for quad in store.quads()}


def open_folder(path: Path) -> Store:
    store = Store.open(path)
    assert isinstance(store, Store)
    return store


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.lists(CHANGES, min_size=4, max_size=10, unique_by=lambda c: c[0]),
    later=st.lists(st.lists(CHANGES, min_size=1, max_size=2), min_size=2, max_size=5),
)
@example(  # a document ends and comes back, what cites it goes, and a source prints other words
    first=[("rules.txt", 0), ("citing.txt", 0), ("law.md", 0), ("penal.md", 0)],
    later=[[("ending.txt", 0)], [("revised.md", 0)], [("citing.txt", 1)], [("ending.txt", None)], [("law.md", None)]],
)
def test_equals_a_validation_of_everything(
    first: list[Change],
    later: list[list[Change]],
    read: dict[Change, bytes],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Compare the triples that a build records as changed with those that differ, too."""
    monkeypatch.setattr(kept, "_SHARE", 0)  # bring up to date, however much has changed
    path, known, before = tmp_path_factory.mktemp("store") / "store", None, set[ox.Triple]()
    for changes in (first, *later):
        change(path, changes, read)
        with open_folder(path) as store:
            now = triples(store)
            if known is not None:
                changed = delta.since(store.database, known)
                assert changed is not None
                assert (changed.gone, changed.new) == (before - now, now - before)
            known, before = delta.token(store.database), now
            assert validate_store(store, as_of=DAY) == validate(store.graph(), as_of=DAY)


def test_is_brought_up_to_date_over_several_builds(read: dict[Change, bytes], tmp_path: Path) -> None:
    change(tmp_path / "store", [("law.md", 0), ("citing.txt", 0), ("rules.txt", 0), ("order.md", 0)], read)
    with open_folder(tmp_path / "store") as store:
        validate_store(store, as_of=DAY)
    for changes in ([("ending.txt", 0)], [("penal.md", 0)], [("citing.txt", None)]):
        change(tmp_path / "store", changes, read)
    with open_folder(tmp_path / "store") as store:
        assert validate_store(store, as_of=DAY) == validate(store.graph(), as_of=DAY)
        graver = validate_store(store, as_of=DAY, severity=Severity.WARNING)
        assert graver == validate(store.graph(), as_of=DAY, severity=Severity.WARNING)


def test_another_day_asks_anew_what_depends_on_it(read: dict[Change, bytes], tmp_path: Path) -> None:
    change(tmp_path / "store", [("rules.txt", 0), ("citing.txt", 0)], read)
    with open_folder(tmp_path / "store") as store:
        for day in (date(2012, 1, 1), date(2030, 1, 1), None):
            assert validate_store(store, as_of=day) == validate(store.graph(), as_of=day)


# fmt: off
DAMAGED = {
    "missing": None,
    "no head": b"{}\n",
    "cut":     b"",
    "altered": b"",
    "no JSON": b"\xff\xfe\n",
}
# fmt: on


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_made_anew(name: str, read: dict[Change, bytes], tmp_path: Path) -> None:
    change(tmp_path / "store", [("rules.txt", 0), ("citing.txt", 0)], read)
    with open_folder(tmp_path / "store") as store:
        expected = validate_store(store, as_of=DAY)
        files = kept_in(tmp_path / "store")
        assert len(files) == 2
        for file, whole in files.items():
            put = DAMAGED[name]
            if put is None:
                file.unlink()
            elif name == "altered":
                line = whole.splitlines()[-1]
                file.write_bytes(whole.replace(line, line[:-2] + "〇".encode() + line[-2:]))  # in a name
            else:
                file.write_bytes(put or whole[: whole.rfind(b"\n", 0, -1) + 1])
        assert validate_store(store, as_of=DAY) == expected
        assert kept_in(tmp_path / "store") == files


def kept_in(store: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in store.glob("findings*")}


def unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it fail to ask everything."""

    def fail(graph: object) -> None:
        raise AssertionError("asked anew")

    monkeypatch.setattr(kept, "Asking", fail)


def test_days_do_not_push_each_other_out(
    read: dict[Change, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(tmp_path / "store", [("rules.txt", 0), ("citing.txt", 0)], read)
    with open_folder(tmp_path / "store") as store:
        found = [validate_store(store, as_of=day) for day in (DAY, date.max)]
        with monkeypatch.context() as patched:
            unasked(patched)
            assert [validate_store(store, as_of=day) for day in (DAY, date.max)] == found
        for year in range(2015, 2019):
            validate_store(store, as_of=date(year, 1, 1))
        names = sorted(file.name for file in kept_in(tmp_path / "store"))
        assert names == [
            "findings-2016-01-01.sqlite",
            "findings-2017-01-01.sqlite",
            "findings-2018-01-01.sqlite",
            "findings.sqlite",
        ]


@pytest.mark.parametrize("part", ["version", "patterns"])
def test_another_program_asks_everything(
    part: str, read: dict[Change, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(tmp_path / "store", [("rules.txt", 0), ("citing.txt", 0)], read)
    with open_folder(tmp_path / "store") as store:
        expected = validate_store(store, as_of=DAY)
        if part == "version":
            monkeypatch.setattr(kept, "version", lambda name: "99")
        else:
            (tmp_path / "patterns.json").write_bytes(patterns.FILE.read_bytes() + b"\n")
            monkeypatch.setattr(patterns, "FILE", tmp_path / "patterns.json")
        kept._digest.cache_clear()
        before = kept_in(tmp_path / "store")
        assert validate_store(store, as_of=DAY) == expected
        after = kept_in(tmp_path / "store")
        assert before.keys() == after.keys() and all(before[file] != after[file] for file in before)
    kept._digest.cache_clear()


def test_an_older_program_in_between_is_noticed(read: dict[Change, bytes], tmp_path: Path) -> None:
    """An older version carries over the unknown file, which therefore lacks what that version has changed."""
    change(tmp_path / "store", [("rules.txt", 0), ("citing.txt", 0)], read)
    with open_folder(tmp_path / "store") as store:
        before = validate_store(store, as_of=DAY)
        carried = generations.beside(store.database, delta.NAME).read_bytes()
    change(tmp_path / "store", [("rules.txt", None), ("ending.txt", 0)], read)
    with open_folder(tmp_path / "store") as store:
        generations.beside(store.database, delta.NAME).write_bytes(carried)
        now = validate_store(store, as_of=DAY)
        assert now == validate(store.graph(), as_of=DAY) != before


def test_what_is_removed_is_in_no_kept_findings(read: dict[Change, bytes], tmp_path: Path) -> None:
    """Also not where a validation ends after the removal."""
    change(tmp_path / "store", [("rules.txt", 0), ("citing.txt", 0)], read)
    with open_folder(tmp_path / "store") as late, open_folder(tmp_path / "store") as store:
        validate_store(store, as_of=DAY)
        (tmp_path / "store" / "findings.sqlite.1a.new").write_bytes(b"left by one that was killed")
        with Store.update(tmp_path / "store") as update:
            assert isinstance(update, Update)
            update.forget()
            make(update, [("rules.txt", None)], read)
        assert not kept_in(tmp_path / "store")
        assert validate_store(late, as_of=DAY)
        assert not kept_in(tmp_path / "store")
