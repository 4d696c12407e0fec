"""A catalogue that follows the changes of builds has the rows of one that is made from nothing, whatever changed and in whatever order."""

import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.derive import renewed
from graph.records import catalogue
from graph.records.catalogue import CataloguePlan, make_catalogue
from graph.records.ledger_tables import open_book
from graph.records.prepared import CATALOGUES
from graph.records.tasks import read_tasks
from graph.records.value_tables import TableRows, ValueTables
from graph.review.progress import record_progress
from graph.store import base, delta
from graph.store.delta import Changed
from graph.store.store import Store
from graph.store.update import Update
from graph.store.view import View
from ingest.removal import remove
from ontology.enumerations import TaskState
from tests.graph.derive.sources import CHANGES, GUARDED, Change, make, read_texts

PLANS = {plan.name: plan for plan in CATALOGUES}
LEDGER = PLANS["ledger"]
LINKED = {"span": "events", "part": "tasks", "due": "tasks", "setter": "tasks"}
"""Tables whose rows refer to a row of another table by its number, and that other table."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[Change, bytes]:
    return read_texts(tmp_path_factory)


def contents(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Read all tables of a file, with their rows in order. A place in the list replaces each row number, which depends on past changes."""
    tables = ValueTables.open(file)
    found: dict[str, list[tuple[object, ...]]] = {}
    for (name,) in tables.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'head'"):
        columns = [row[1] for row in tables.execute(f"PRAGMA table_info({name})")]
        if name == "blob":
            rows = tables.execute("SELECT name, data FROM blob")
            found[name] = sorted(row for row in rows if not row[0].startswith("order of "))
        elif name in LINKED:
            place = {at: place for place, (at,) in enumerate(TableRows(tables, LINKED[name]).stream("at"))}
            linked = "document" if name == "span" else "task"
            at = columns.index(linked)
            found[name] = sorted(
                ((*row[:at], place[row[at]], *row[at + 1 :]) for row in tables.execute(f"SELECT * FROM {name}")),
                key=str,
            )
        elif "at" not in columns:
            found[name] = sorted(tables.execute(f"SELECT * FROM {name}"))
        else:
            found[name] = list(TableRows(tables, name).stream(", ".join(columns[1:])))
    tables.close()
    return found


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.lists(CHANGES, min_size=4, max_size=10, unique_by=lambda c: c[0]),
    later=st.lists(st.lists(CHANGES, min_size=1, max_size=2), min_size=2, max_size=5),
)
@example(  # an act that ends another comes, goes, comes in another edition; who is to do what changes with it
    first=[("rules.txt", 0), ("law.md", 0), ("order.md", 0), ("citing.txt", 0)],
    later=[[("ending.txt", 0)], [("law.md", 1), ("citing.txt", 1)], [("ending.txt", None)], [("rules.txt", None)]],
)
@example(  # tasks that two sources print: one changes, the first goes, a law that they rest on comes, all go
    first=[("work.txt", 0), ("law.md", 0), ("rules.txt", 0), ("order.md", 0)],
    later=[
        [("work-reprint.txt", 0)],
        [("work.txt", 1)],
        [("work.txt", 0)],
        [("work.txt", None)],
        [("law.md", None)],
        [("work-reprint.txt", None), ("law.md", 1)],
    ],
)
@example(**GUARDED)
def test_a_renewed_catalogue_is_the_one_from_nothing(
    first: list[Change],
    later: list[list[Change]],
    read: dict[Change, bytes],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(renewed, "_SHARE", 0)
    folder = tmp_path_factory.mktemp("store")
    store, whole = folder / "store", folder / "whole"
    followed: list[str] = []
    tokens: list[str | None] = []
    for changes in (first, *later):
        change(store, changes, read)
        with Store.open(store) as view:
            assert isinstance(view, Store)
            tokens.append(delta.token(view.database))
        shutil.rmtree(whole, ignore_errors=True)
        shutil.copytree(store, whole, ignore=shutil.ignore_patterns("catalogue-*"))
        for plan in PLANS.values():
            make_catalogue(str(store), _noting(plan, followed))
            make_catalogue(str(whole), plan)
            file = f"catalogue-{plan.name}.sqlite"
            assert contents(store / file) == contents(whole / file), plan.name
    assert len(followed) == len(PLANS) * (len(set(tokens)) - 1), "each build that changed a triple"


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.lists(CHANGES, min_size=5, max_size=12, unique_by=lambda c: c[0]),
    order=st.permutations(range(12)),
)
@example(  # the act that ends another, a law that others rest on, tasks that two sources print
    first=[
        ("rules.txt", 0),
        ("ending.txt", 0),
        ("law.md", 0),
        ("citing.txt", 0),
        ("work.txt", 0),
        ("work-reprint.txt", 0),
    ],
    order=(1, 2, 4, 5, 3, 0),
)
@example(  # a sanction of another text and the duty that it guards
    first=[("penal.md", 0), ("ships.md", 0), ("ships2.md", 0), ("rules.txt", 0), ("order.md", 0)],
    order=(1, 0, 2, 4, 3),
)
def test_a_catalogue_after_a_removal_is_the_one_from_nothing(
    first: list[Change],
    order: Sequence[int],
    read: dict[Change, bytes],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(renewed, "_SHARE", 0)
    folder = tmp_path_factory.mktemp("removed")
    store, whole = folder / "store", folder / "whole"
    change(store, [(name, number) for name, number in first if number is not None], read)
    held = [name for name, number in first if number is not None]
    for plan in CATALOGUES:
        make_catalogue(str(store), plan)
    for name in [held[at] for at in order if at < len(held)][:-1]:
        remove([name], store)
        shutil.rmtree(whole, ignore_errors=True)
        shutil.copytree(store, whole, ignore=shutil.ignore_patterns("catalogue-*"))
        for plan in CATALOGUES:
            file = f"catalogue-{plan.name}.sqlite"
            if plan.name == "norms" and not (store / file).is_file():  # the last duty of a kind of bearer went
                make_catalogue(str(store), plan)
            assert (store / file).is_file(), "the removal has followed its own change"
            make_catalogue(str(whole), plan)
            assert contents(store / file) == contents(whole / file), (name, plan.name)
    assert not list(store.glob("*.new"))


def test_nothing_that_is_removed_is_left_in_a_catalogue(read: dict[Change, bytes], tmp_path: Path) -> None:
    store = tmp_path / "store"
    change(store, [("work.txt", 0), ("ships.md", 0), ("ships2.md", 0), ("order.md", 0)], read)
    for plan in CATALOGUES:
        make_catalogue(str(store), plan)
    words = [word.encode() for word in ("船长不得超载", "ships.md")]
    files = [store / f"catalogue-{plan.name}.sqlite" for plan in CATALOGUES]
    assert all(any(word in file.read_bytes() for file in files) for word in words)
    remove(["ships.md"], store)
    assert not [(file, word) for word in words for file in files if word in file.read_bytes()]


def test_a_removal_makes_no_catalogue_that_was_not_there(
    read: dict[Change, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    change(store, [("work.txt", 0), ("law.md", 0), ("order.md", 0)], read)
    make_catalogue(str(store), LEDGER)
    remove(["law.md"], store)
    assert [file.name for file in store.glob("catalogue-*.sqlite")] == ["catalogue-ledger.sqlite"]
    following = catalogue.make_catalogue

    def later(root: str, plan: CataloguePlan, *given: object) -> None:
        change(store, [("law.md", 1)], read)  # another build is published before the catalogue is made
        following(root, plan, *given)  # type: ignore[arg-type]

    monkeypatch.setattr("graph.records.following.make_catalogue", later)
    remove(["order.md"], store)
    assert not list(store.glob("catalogue-*.sqlite"))


def test_what_an_office_notes_of_a_task_is_followed(gazettes: Path, tmp_path: Path) -> None:
    store, whole, followed = tmp_path / "store", tmp_path / "whole", list[str]()
    shutil.copytree(gazettes, store)
    make_catalogue(str(store), LEDGER)
    with Store.open(store) as view:
        task = read_tasks(view)[3]
        document = base.iris(view).relative(task.document.iri)
    for state in (TaskState.DOING, TaskState.DONE):
        record_progress(store, [replace(task.noted(document), state=state, by="王芳", at="2026-01-01T08:00:00+08:00")])
        make_catalogue(str(store), _noting(LEDGER, followed))
        shutil.rmtree(whole, ignore_errors=True)
        shutil.copytree(store, whole, ignore=shutil.ignore_patterns("catalogue-*"))
        make_catalogue(str(whole), LEDGER)
        found = contents(store / "catalogue-ledger.sqlite")
        assert found == contents(whole / "catalogue-ledger.sqlite") and state in str(found["tasks"])
    assert followed == ["ledger"] * 2


@pytest.fixture(scope="module")
def changed_once(read: dict[Change, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with catalogues, in which a source has changed since. Tests only copy it."""
    store = tmp_path_factory.mktemp("changed") / "store"
    change(store, [("work.txt", 0), ("law.md", 0), ("order.md", 0)], read)
    for plan in CATALOGUES:
        make_catalogue(str(store), plan)
    change(store, [("work.txt", 1)], read)
    return store


@pytest.fixture
def changed_store(changed_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(changed_once, tmp_path / "store"))


@pytest.mark.parametrize("damaged", [b"", b"no table", None])
def test_where_the_earlier_file_is_damaged_or_of_another_version_all_is_read_anew(
    changed_store: Path, damaged: bytes | None
) -> None:
    file, followed = changed_store / "catalogue-ledger.sqlite", list[str]()
    if damaged is not None:
        file.write_bytes(damaged)
    plan = _noting(LEDGER, followed)
    make_catalogue(str(changed_store), replace(plan, version=plan.version + (damaged is None)))
    assert not followed and contents(file)["tasks"]


@pytest.mark.parametrize("error", [sqlite3.OperationalError("no room"), KeyError("a row that is not there")])
def test_where_a_change_cannot_be_followed_all_is_read_anew(
    changed_store: Path, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(view: View, changed: Changed, tables: ValueTables) -> bool:
        tables.execute("DELETE FROM tasks")
        raise error

    make_catalogue(str(changed_store), replace(LEDGER, renew=fails))
    with Store.open(changed_store) as view:
        tasks = read_tasks(view)
    assert len(contents(changed_store / "catalogue-ledger.sqlite")["tasks"]) == len(tasks) > 0
    assert ("could not be followed" in caplog.text) == isinstance(error, KeyError)


def test_a_renewed_file_that_is_damaged_while_it_is_read_is_made_anew(
    changed_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "SMALL", 0)
    monkeypatch.setattr(catalogue, "run_in_subprocess", lambda work, *given, **_: work(*given))
    with Store.open(changed_store) as view:
        kept, tasks = open_book(view), read_tasks(view)
    file = changed_store / "catalogue-ledger.sqlite"
    assert b"order of tasks" in file.read_bytes()
    with file.open("r+b") as stream:
        stream.write(bytes(file.stat().st_size))
    assert tuple(kept.tasks) == tasks


def change(store: Path, changes: Sequence[Change], read: dict[Change, bytes]) -> None:
    with Store.update(store) as update:
        assert isinstance(update, Update)
        make(update, changes, read)


def _noting(plan: CataloguePlan, followed: list[str]) -> CataloguePlan:
    """Return a plan that notes where it followed a change instead of reading everything."""

    def renew(*given: object) -> bool:
        done = plan.renew(*given)  # type: ignore[arg-type]
        followed.append(plan.name)
        return done

    return CataloguePlan(plan.name, plan.version, plan.fill, renew)
