"""A catalogue that follows the changes of builds has the rows of one that is made from nothing, whatever changed and in whatever order."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.derive import renewed
from graph.records.catalogue import CataloguePlan, make_catalogue
from graph.records.prepared import CATALOGUES
from graph.records.value_tables import TableRows, ValueTables
from graph.store import delta
from graph.store.store import Store
from graph.store.update import Update
from tests.graph.derive.sources import CHANGES, Change, make, read_texts

PLANS = {plan.name: plan for plan in CATALOGUES}
LINKED = {"span": "events", "part": "tasks", "due": "tasks", "setter": "tasks"}
"""Tables whose rows have the number of a row of another table, in the column named last but for `span`."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[Change, bytes]:
    return read_texts(tmp_path_factory)


def contents(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what a file of tables says: rows in their order, with places instead of numbers."""
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
@example(  # a sanction of another text: the duty that it guards changes, goes, comes again in another edition; then the sanction goes
    first=[("penal.md", 0), ("ships.md", 0), ("rules.txt", 0), ("order.md", 0)],
    later=[
        [("ships.md", 1)],
        [("ships.md", 2), ("ships2.md", 0)],
        [("penal.md", 1)],
        [("ships.md", None)],
        [("ships.md", 0)],
        [("penal.md", None)],
    ],
)
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


def change(store: Path, changes: Sequence[Change], read: dict[Change, bytes]) -> None:
    with Store.update(store) as update:
        assert isinstance(update, Update)
        make(update, changes, read)


def _noting(plan: CataloguePlan, followed: list[str]) -> CataloguePlan:
    """Return a plan that notes where it followed a change instead of reading everything."""

    def renew(*given: object) -> bool:
        followed.append(plan.name)
        return plan.renew(*given)  # type: ignore[arg-type]

    return CataloguePlan(plan.name, plan.version, plan.fill, renew)
