"""Agencies: who issued what with whom, and what became of them."""

from pathlib import Path

import pytest

from graph.records.agencies import ORDERS, Directory, filter_agencies, list_agencies, read_agency
from graph.records.documents import list_documents
from graph.records.ledger import build_book
from graph.records.reforms import NameHistory
from graph.records.tasks import read_tasks
from graph.store.store import Store
from tests.samples import fictional as sample
from ui.explorer.components import reforms as drawn
from ui.messages import load


@pytest.fixture(scope="module")
def graph(store: Path):
    with Store.open(store) as graph:
        yield graph


@pytest.fixture(scope="module")
def rows(graph):
    return list_documents(graph)


def test_agencies_are_listed_once_the_busiest_first(graph, rows) -> None:
    found = list_agencies(graph, rows)
    assert [(row.agency.zh, row.documents) for row in found if row.agency.zh != sample.HOSTILE] == [
        ("岚州市人民政府办公室", 45),
        ("岚州市人民政府", 1),
        ("岚州市水务局", 1),
        ("岚州市水利局", 0),
    ]
    assert (found[0].first, found[0].last, found[0].place) == ("2015", "2020", None)
    water = next(row for row in found if row.agency.iri == sample.WATER)
    assert water.place and water.place.label("en") == "Lan City"
    assert found[-1].other_names == ("市水利局",) and found[-1].first == ""


@pytest.mark.parametrize(
    ("text", "place", "count"),
    [
        ("", "", 5),
        ("水利", "", 1),
        ("市水利局", "", 1),
        ("岚州 水", "", 2),
        ("", "岚州市", 2),
        ("办公", "岚州市", 0),
        ("", "-", 3),
    ],
)
def test_agencies_are_found_by_name_and_place(graph, rows, text: str, place: str, count: int) -> None:
    assert len(filter_agencies(list_agencies(graph, rows), text, place)) == count


@pytest.fixture(scope="module")
def listed(graph, rows):
    return list_agencies(graph, rows)


def test_a_card_has_what_was_issued_with_whom_and_what_came_in(graph, rows, listed) -> None:
    card = read_agency(graph, sample.WATER, Directory(rows, listed))
    assert card
    assert [row.iri for row in card.issued] == [sample.NOTICE] and card.months == (("2021-03", 1),)
    assert [(partner.zh, count) for partner, count in card.partners] == [("岚州市人民政府", 1)]
    assert [row.number for row in card.addressed] == ["岚政办发〔2020〕5号"]


def test_a_reorganisation_is_told_from_both_sides(graph, rows, listed) -> None:
    after = read_agency(graph, sample.WATER, Directory(rows, listed))
    before = read_agency(graph, sample.BEFORE, Directory(rows, listed))
    assert after and before
    assert not after.history.after(sample.WATER) and not before.history.before(sample.BEFORE)
    (reform,) = after.history.before(sample.WATER)
    assert (reform.latest, reform.earliest, reform.wave) == ("2019-01-10", "", None)
    assert reform.label and reform.label.zh == "机构改革"
    assert [agency.zh for agency in reform.former] == ["岚州市水利局"]
    assert [agency.iri for agency in before.history.after(sample.BEFORE)[0].new] == [sample.WATER]
    assert [(name.agency.zh, name.step) for name in after.history.names] == [("岚州市水利局", -1), ("岚州市水务局", 0)]
    assert after.history.names[1].first and not after.history.names[0].first


def test_a_body_without_reforms_has_no_history(graph, rows, listed) -> None:
    office = next(row.agency.iri for row in listed if row.agency.zh == "岚州市人民政府办公室")
    card = read_agency(graph, office, Directory(rows, listed))
    assert card and card.history == NameHistory((), ())


def test_the_list_names_what_an_agency_was_and_became(visit, store: Path) -> None:
    html = visit("agencies", store).html
    assert "原：岚州市水利局（2019-01-10 改组）" in html and "后改为：岚州市水务局（2019-01-10）" in html


def test_a_line_of_names_is_drawn_with_its_reforms(graph, rows, listed) -> None:
    card = read_agency(graph, sample.WATER, Directory(rows, listed))
    assert card
    html = str(drawn.line(card.history, sample.WATER, load()["zh"]))
    assert html.count('class="zm-track"') == 2 and html.count("<em ") == 2 and html.count("<i ") == 1
    assert 'class="zm-own"' in html and "2019-01-10" in html
    assert drawn.line(NameHistory((), ()), sample.WATER, load()["zh"]) == ""


@pytest.mark.parametrize("order", ORDERS)
def test_the_list_has_orders(working: Path, order: str) -> None:
    with Store.open(working) as view:
        book = build_book(read_tasks(view)).shares
        found = filter_agencies(list_agencies(view, list_documents(view), book), "", "", order)
    names = [row.agency.zh for row in found]
    assert {row.agency.zh: row.tasks for row in found}["岚州市水务局"] == 26
    assert names[0] == "岚州市水务局" if order == "tasks" else sorted(names) == names if order == "name" else names


def test_the_matrix_counts_common_tasks_and_leads_to_them(visit, working: Path) -> None:
    html = visit("agencies", working, view="matrix").html
    assert 'class="zm-scroll zm-matrix"' in html and ">26</a>" in html
    assert 'href="tasks?agency=%E5%B2%9A%E5%B7%9E%E5%B8%82%E6%B0%B4%E5%8A%A1%E5%B1%80&amp;lang=zh"' in html


def test_a_matrix_of_nobody_says_so(visit, store: Path) -> None:
    assert "都没有任务" in visit("agencies", store, view="matrix").html


@pytest.mark.parametrize("iri", ["", "水务局", "https://w3id.org/zhengmai/agency/none", sample.NOTICE, "http://a/>} #"])
def test_what_names_no_agency_has_no_card(graph, rows, listed, iri: str) -> None:
    assert read_agency(graph, iri, Directory(rows, listed)) is None


def test_a_directory_finds_what_looking_through_all_would(working: Path) -> None:
    with Store.open(working) as view:
        documents, book = list_documents(view), build_book(read_tasks(view))
        known = Directory(documents, list_agencies(view, documents, book.shares))
    assert known.among(reversed([*(row.iri for row in documents), "urn:none"])) == documents
    for agency in known.by_iri:
        tasks = [
            task for task in book.tasks if any(party.agency and party.agency.iri == agency for party in task.parties)
        ]
        assert list(book.of_agency(agency)) == tasks
        issued = [row for row in documents for issuer in row.issuers if issuer.iri == agency]
        assert list(known.issued.get(agency, ())) == issued
    assert any(map(book.of_agency, known.by_iri)) and known.issued
