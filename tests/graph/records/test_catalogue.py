"""Catalogues that are kept with a store are those that are computed, and are made anew where they are not of its triples."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from graph.derive import standing
from graph.records import catalogue
from graph.records.catalogue import CataloguePlan, kept_catalogue
from graph.records.consequences import Consequence, Penalty
from graph.records.documents import list_documents
from graph.records.ending import list_endings
from graph.records.event_tables import documents_ending, open_events, statuses_on
from graph.records.identity import build_identity
from graph.records.identity_tables import PLAN, open_documents, open_identity
from graph.records.ledger import Filter, build_book, find_tasks, list_tasks
from graph.records.ledger_tables import open_book
from graph.records.norm_reading import read_norms
from graph.records.norm_search import Wanted, answer
from graph.records.norm_tables import open_norms
from graph.records.norms import count_bearers, count_fields
from graph.records.packed import pack, unpacker
from graph.records.picked import joined, pick
from graph.records.spelling import NumberKey
from graph.records.tables import KeptList, KeptMap, in_order
from graph.records.tasks import read_tasks
from graph.records.value_tables import ValueTables
from graph.records.work import TaskRow, WorkDocument
from graph.store.errors import StoreError
from graph.store.store import Store
from graph.store.update import Update
from graph.store.view import View
from ontology.enumerations import Status

_FILE = "catalogue-names.sqlite"


@pytest.fixture(autouse=True)
def no_store_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "SMALL", 0)


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Makes catalogues in this process; the names of those that were made."""
    made: list[str] = []

    def here(work: object, root: str, plan: CataloguePlan, **_: object) -> None:
        made.append(plan.name)
        catalogue.make_catalogue(root, plan)

    monkeypatch.setattr(catalogue, "run_in_subprocess", here)
    yield made


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (str, "“印发”"),
        (date | None, None),
        (date | None, date(2024, 2, 29)),
        (tuple[str, ...], ("a", "b")),
        (tuple[str, int], ("a", 1)),
        (frozenset[str], frozenset({"b", "a"})),
        (NumberKey, NumberKey("岚政发", None, 3)),
        (Status, Status.REPEALED),
        (Consequence, Consequence("罚款", measures=(Penalty("fine", "五千元", Decimal("5E+3"), None),))),
        (TaskRow, TaskRow("i", WorkDocument("d", signed=date(2020, 1, 1)), "s", 1, "修路\t园林局")),
    ],
)
def test_what_is_packed_is_read_back(kind: object, value: object) -> None:
    assert unpacker(kind)(pack(value)) == value and pack(unpacker(kind)(pack(value))) == pack(value)


def test_what_no_table_may_hold_is_refused() -> None:
    with pytest.raises(TypeError):
        pack(object())
    with pytest.raises(TypeError):
        unpacker(bytes)


def test_lists_and_maps_in_tables_are_those_that_were_put() -> None:
    tables = ValueTables.create("")
    items, pairs = [f"词{n}" for n in range(5_000)], {NumberKey("a", None, n): (str(n),) for n in range(5_000)}
    tables.put_list("items", items)
    tables.put_map("pairs", pairs, ordered=True)
    found = KeptList[str](tables, "items", str)
    assert list(found) == items and found[-1] == items[-1] and tuple(found[3:9:2]) == tuple(items[3:9:2])
    with pytest.raises(IndexError):
        found[5_000]
    some = pick(found, [4, 2])
    assert (*some, *some[:1]) == ("词4", "词2", "词4") and tuple(joined(some, some)) == ("词4", "词2", "词4", "词2")
    assert pick(items, [4, 2]) == ("词4", "词2") and joined((1,), (2,)) == (1, 2)
    kept: KeptMap[NumberKey, tuple[str, ...]] = KeptMap(tables, "pairs", tuple[str, ...], NumberKey)
    assert kept == pairs and list(kept) == list(pairs) and list(kept.values()) == list(pairs.values())
    assert kept.get(NumberKey("b", None, 0)) is None and len(kept) == len(pairs)


def test_kept_names_are_the_computed_ones(own_copy: Path) -> None:
    with Store.open(own_copy) as view:
        listed, kept = open_documents(view), open_identity(view)
        assert (own_copy / _FILE).is_file(), "another process made it"
        rows = list_documents(view)
        who = build_identity(view, rows)
    assert tuple(listed) == rows and tuple(in_order(kept.cited)) == tuple(who.cited.values()), (
        "though the store is closed"
    )
    for name in ("iris", "published", "cited", "agencies", "denoted", "editions", "beside", "placed", "_referents"):
        assert getattr(kept, name) == getattr(who, name), name
    assert list(kept.published) == list(who.published)
    typed = [text for row in rows for text in (row.number, row.title, row.title[2:7], f"{row.number[:-2]}9号")]
    for text in (*typed, "市发改委", "岚州市财政局", "没有", "〔2021〕12号"):
        assert kept.find(text) == who.find(text) and kept.find_agency(text) == who.find_agency(text)
        assert kept.as_written(text) == who.as_written(text)
    for iri in (*who.published, *who.denoted, *who.placed.values()):
        assert kept.referents(iri) == who.referents(iri) and kept.of_work(iri) == who.of_work(iri)


@pytest.fixture
def own_copy(gazettes: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(gazettes, tmp_path / "copy"))


def test_a_catalogue_is_made_once_for_the_same_triples(own_store: Path, filled: list[str]) -> None:
    def names() -> int:
        with Store.open(own_store) as view:
            return len(open_documents(view))

    count = names()
    assert names() == count and filled == ["names"]
    with Store.update(own_store) as update:
        assert isinstance(update, Update)
        source = next(iri for iri in update.graphs() if "/source/" in iri)
        update.remove_graph(source)
    assert names() != count and filled == ["names"] * 2, "other triples"
    file = own_store / _FILE
    for damage in (b"", b"no table", file.read_bytes()[:5_000]):
        file.write_bytes(damage)
        before = len(filled)
        assert names() != count and len(filled) == before + 1
    assert not list(own_store.glob("*.new"))


def _zeroed(data: bytes) -> bytes:
    return data[: len(data) // 8192 // 2 * 8192] + bytes(8192) + data[(len(data) // 8192 // 2 + 1) * 8192 :]


def _other_letter(data: bytes) -> bytes:
    at = data.rindex("岚州市".encode())
    return data[:at] + "岗".encode() + data[at + 3 :]


@pytest.mark.parametrize("damaged", [_zeroed, _other_letter])
def test_a_damaged_page_in_the_middle_is_found_when_the_file_is_opened(
    own_store: Path, filled: list[str], damaged: Callable[[bytes], bytes]
) -> None:
    with Store.open(own_store) as view:
        open_documents(view)
        file = own_store / _FILE
        file.write_bytes(damaged(file.read_bytes()))
        assert tuple(open_documents(view)) == list_documents(view) and open_identity(view).published
    assert filled == ["names"] * 2


@pytest.mark.parametrize("writable", [True, False])
def test_a_file_that_is_damaged_while_it_is_read_is_made_anew(
    own_store: Path, filled: list[str], monkeypatch: pytest.MonkeyPatch, writable: bool
) -> None:
    with Store.open(own_store) as view:
        listed, who, rows = open_documents(view), open_identity(view), list_documents(view)
    file = own_store / _FILE
    with file.open("r+b") as stream:
        stream.write(bytes(file.stat().st_size))
    if not writable:
        monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert tuple(listed) == rows and who.published[rows[0].iri] == rows[0] and who.cited
    assert filled == ["names"] * (1 + writable)


def test_a_file_of_other_triples_that_is_damaged_while_it_is_read_is_a_fault_of_the_store(
    own_store: Path, filled: list[str]
) -> None:
    with Store.open(own_store) as view:
        listed = open_documents(view)
    with Store.update(own_store) as update:
        assert isinstance(update, Update)
        update.remove_graph(next(iri for iri in update.graphs() if "/source/" in iri))
    file = own_store / _FILE
    with file.open("r+b") as stream:
        stream.write(bytes(file.stat().st_size))
    with pytest.raises(StoreError):
        list(listed)


def test_what_is_removed_is_gone_from_the_folder(own_store: Path, filled: list[str]) -> None:
    with Store.open(own_store) as view:
        open_documents(view)
    assert (own_store / _FILE).is_file()
    with Store.update(own_store) as update:
        assert isinstance(update, Update)
        update.forget()
    assert not (own_store / _FILE).exists()


def test_where_nobody_may_write_the_tables_are_those_of_the_process(
    own_store: Path, filled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with Store.open(own_store) as view:
        found = kept_catalogue(view, PLAN)
        assert found is not None and tuple(open_documents(view)) == list_documents(view)
    assert not filled and not (own_store / _FILE).exists()


def test_a_fault_leaves_no_file(own_store: Path) -> None:
    with Store.open(own_store) as view, pytest.raises(ZeroDivisionError):
        kept_catalogue(view, CataloguePlan("faulty", 1, _fails))
    assert not list(own_store.glob("catalogue-faulty.sqlite*"))


def _fails(view: View, tables: ValueTables) -> None:
    raise ZeroDivisionError


def test_a_small_store_keeps_none(own_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "SMALL", 1 << 40)
    with Store.open(own_store) as view:
        assert kept_catalogue(view, PLAN) is None and open_documents(view) == list_documents(view) != ()
    assert not list(own_store.glob("catalogue*"))


def test_the_kept_ledger_is_the_computed_one(own_copy: Path, filled: list[str]) -> None:
    with Store.open(own_copy) as view:
        kept, book = open_book(view), build_book(read_tasks(view))
    assert filled == ["ledger"] and tuple(kept.tasks) == kept.whole == book.tasks != ()
    assert (kept.parties, kept.documents, kept.years) == (book.parties, book.documents, book.years)
    assert kept.shares == book.shares != {}
    for iri in (*book.shares, "nobody"):
        assert tuple(kept.of_agency(iri)) == book.of_agency(iri)
    day = date(2020, 6, 30)
    wanted = Filter(day, agency=book.parties[0][0], until=date(2022, 12, 31))
    assert list_tasks(find_tasks(kept, wanted), wanted) == list_tasks(find_tasks(book, wanted), wanted) != []


def test_kept_events_are_the_computed_ones(own_copy: Path, filled: list[str]) -> None:
    with Store.open(own_copy) as view:
        kept, events, who = open_events(view), standing.kept(view), build_identity(view)
    assert filled == ["events"] and kept == events != {} and list(kept) == list(events)
    turns = sorted({event.day for known in events.values() for event in known})
    for day in (date.min, date.max, *(turn + timedelta(days=by) for turn in turns for by in (-1, 0, 1))):
        assert statuses_on(kept, day) == statuses_on(events, day)
    for day in turns[::5]:
        of_kept, of_all = (documents_ending(of, who.published, day, 365) for of in (kept, events))
        assert list_endings(kept, of_kept, day, 365) == list_endings(events, of_all, day, 365)
    assert any(list_endings(events, who.published.values(), day, 365) for day in turns)


ASKED = (
    Wanted(),
    Wanted(bearer="运营单位"),
    Wanted(bearer="经营者", day=date(2022, 1, 1)),
    Wanted(bearer="岚州市民政局"),
    Wanted(about="装泵抽水"),
    Wanted(about="应当 报告"),
    Wanted(about="没装救生圈怎么罚"),
    Wanted(about="渡船保修几年", place="990100"),
    Wanted(modalities=("prohibition",), side="person"),
    Wanted(sanctioned=True, place="990102"),
    Wanted(sanctioned=False, day=date(2022, 1, 1)),
    Wanted(field="养老"),
)


def test_kept_norms_are_the_computed_ones(own_copy: Path, filled: list[str]) -> None:
    with Store.open(own_copy) as view:
        kept, norms, who = open_norms(view, lambda: Store.open(own_copy)), read_norms(view), build_identity(view)
        assert norms.sentences, "they are read while the store is open"
    assert filled == ["norms"] and tuple(kept.norms) == norms.norms != () and list(kept.texts()) == list(norms.texts())
    for name in ("statuses", "meanings", "narrower", "sources", "kinds"):
        assert getattr(kept, name) == getattr(norms, name), name
    assert list(kept.sources) == list(norms.sources)
    assert count_fields(kept) == count_fields(norms) != [] and count_bearers(kept) == count_bearers(norms) != []
    for wanted in ASKED:
        (some, near), (all_, nearest) = answer(kept, wanted, who), answer(norms, wanted, who)
        assert tuple(some) == tuple(all_) and near is nearest, wanted
