"""The ledger: an agency's tasks as the graph has them, and what a role, a document and a span leave of them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.records.ledger import Entry, narrow_entries
from graph.records.ledger import list_entries as of_tasks
from graph.records.tasks import read_tasks
from graph.store.store import Store
from ontology.vocabulary import BASE
from tests.samples import ledger as ledger_sample


@pytest.fixture(scope="module")
def store(ledger_store: Path) -> Iterator[Store]:
    with Store.open(ledger_store) as opened:
        assert isinstance(opened, Store)
        yield opened


def entries(store: Store, agency: str) -> tuple[Entry, ...]:
    return of_tasks(read_tasks(store), agency)


def brief(found: tuple[Entry, ...]) -> list[tuple[str, str, str]]:
    """Agency, roles, and what the task is about."""
    return [(entry.agency, "+".join(entry.roles), entry.text[:8]) for entry in found]


def test_the_tasks_of_an_agency_in_the_order_of_the_document(store: Store) -> None:
    assert brief(entries(store, "岚州市财政局")) == [
        ("岚州市财政局", "support", "（一）修缮步道。"),
        ("岚州市财政局", "responsible", "=统筹安排资金，"),
        ("岚州市财政局", "support", "1 | 修缮东堤"),
    ]


def test_an_entry_says_where_it_is_printed_and_what_it_rests_on(store: Store) -> None:
    entry = entries(store, "岚州市财政局")[0]
    assert (entry.document.number, entry.document.title) == (
        ledger_sample.NUMBER,
        "岚州市人民政府关于加强湖滨步道管理的通知",
    )
    assert entry.document.iri == f"{BASE}eli/cn/990100/岚政发/2022/15" and entry.document.signed == date(2022, 3, 15)
    assert (entry.task.eid, entry.task.path) == ("lvl_1__lvl_1", "一、重点任务 › （一）修缮步道")
    assert [basis.name for basis in entry.task.bases] == ["岚政发〔2020〕3号 《岚州市公园管理办法》"]
    assert [(limit.printed, limit.value, limit.due) for limit in entry.limits] == [
        ("2022年6月底前", "2022-06-30", date(2022, 6, 30)),
        ("12月底前", "2022-12-31", date(2022, 12, 31)),
    ]
    assert entry.dues == (date(2022, 6, 30), date(2022, 12, 31)) and entry.limits[0].quote in entry.text


def test_a_row_of_an_annex_names_the_annex(store: Store) -> None:
    row = entries(store, "岚州市财政局")[-1]
    assert (row.task.path, row.task.eid) == ("步道修缮任务分工表", "table_1__tr_2")
    assert row.text == "1 | 修缮东堤护栏 | 市园林局 | 市财政局 | 2022年5月"


def test_every_kind_of_limit(store: Store) -> None:
    kinds = {limit.printed: limit for entry in entries(store, "") for limit in entry.limits}
    quarter = kinds["每季度"].recurrence
    assert quarter is not None and quarter.start == date(2022, 3, 31) and quarter.until == date(2024, 3, 14)
    assert (kinds["3日内"].value, kinds["3日内"].due, kinds["3日内"].dated) == ("P3D", None, False)
    assert (kinds["20个工作日内"].value, kinds["20个工作日内"].due) == ("P20WD", date(2022, 4, 13))


@pytest.mark.parametrize("name", ["各区县政府", "区县"])
def test_groups_have_ledgers_too(store: Store, name: str) -> None:
    assert brief(entries(store, name)) == [("各区县政府", "support", "（二）报送进度。")]


def test_a_part_of_the_name_lists_every_agency_that_has_it(store: Store) -> None:
    assert {entry.agency for entry in entries(store, "局")} == {"岚州市园林局", "岚州市水务局", "岚州市财政局"}
    assert {entry.agency for entry in entries(store, "")} > {"各区县政府"}
    assert entries(store, "卫生局") == ()
    assert all(entry.known for entry in entries(store, ""))


def test_a_document_of_two_sources_gives_its_tasks_once(tmp_path: Path, store: Store) -> None:
    with Store.open(ledger_sample.build(tmp_path, "甲.txt", "乙.txt")) as twice:
        assert brief(entries(twice, "")) == brief(entries(store, ""))


def test_roles_and_documents(store: Store) -> None:
    found = entries(store, "园林局")
    assert brief(of_tasks(read_tasks(store), "园林局", ["support"])) == [("岚州市园林局", "support", "2 | 更换路灯")]
    assert of_tasks(read_tasks(store), "园林局", ["lead", "support"]) == narrow_entries(found) == found
    assert (
        narrow_entries(found, documents={found[0].document.iri}) == found
        and narrow_entries(found, documents=set()) == ()
    )


@pytest.mark.parametrize(("since", "until", "left"), [
    ("2022-06-01", "2022-06-30", [["2022年6月底前"], ["每季度", "每月5日前"]]),
    ("2022-05-31", "2022-05-31", [["2022年5月"]]),
    ("2022-09-30", "2022-09-30", [["每季度"], ["每年9月底前"]]),
    (None, "2022-03-31", [["每季度"]]),
    ("2023-10-01", None, [["每季度", "每月5日前"]]),  # the September of 2024 is behind the document's last day
    ("2024-03-15", None, []),
])  # fmt: skip
def test_a_span_keeps_what_is_due_in_it(
    store: Store, since: str | None, until: str | None, left: list[list[str]]
) -> None:
    span = {"since": since and date.fromisoformat(since), "until": until and date.fromisoformat(until)}
    found = narrow_entries(entries(store, "园林局"), **span)  # type: ignore[arg-type]
    assert [[limit.printed for limit in entry.limits] for entry in found] == left


def test_a_span_leaves_out_what_has_no_date(store: Store) -> None:
    found = entries(store, "水务局")
    assert any(entry.text.startswith("（三）") for entry in found)
    kept = narrow_entries(found, since=date(1900, 1, 1), until=date(2100, 1, 1))
    assert kept and not any(entry.text.startswith("（三）") for entry in kept)


def test_what_many_tasks_share_stands_once_in_memory(store: Store) -> None:
    parties = [party for task in read_tasks(store) for party in task.parties]
    shared: dict[str, list[object]] = {
        "role": [party.role for party in parties],
        "body": [party.agency for party in parties if party.agency],
        "reason": [party.reason for party in parties],
        "printed name": [party.name for party in parties],
        "clause": [party.place.clause for party in parties if party.place.clause],
    }
    for what, values in shared.items():
        assert len(values) > len(set(values)) == len(set(map(id, values))), what
