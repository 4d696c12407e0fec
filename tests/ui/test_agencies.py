"""Agencies: who issued what with whom, and what became of them."""

from pathlib import Path

import pytest

from graph.store import Store
from tests.ui import sample
from ui import agencies, catalogue


@pytest.fixture(scope="module")
def graph(store: Path):
    with Store.open(store) as graph:
        yield graph


@pytest.fixture(scope="module")
def rows(graph):
    return catalogue.documents(graph)


def test_agencies_are_listed_once_the_busiest_first(graph, rows) -> None:
    found = agencies.agencies(graph, rows)
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
    assert len(agencies.select(agencies.agencies(graph, rows), text, place)) == count


def test_a_card_has_what_was_issued_with_whom_and_what_came_in(graph, rows) -> None:
    card = agencies.card(graph, sample.WATER, rows)
    assert card
    assert [row.iri for row in card.issued] == [sample.NOTICE] and card.months == (("2021-03", 1),)
    assert [(partner.zh, count) for partner, count in card.partners] == [("岚州市人民政府", 1)]
    assert [row.number for row in card.addressed] == ["岚政办发〔2020〕5号"]


def test_a_reorganisation_is_told_from_both_sides(graph, rows) -> None:
    after, before = agencies.card(graph, sample.WATER, rows), agencies.card(graph, sample.BEFORE, rows)
    assert after and before
    assert not after.successors and not before.predecessors
    change = after.predecessors[0]
    assert (change.date, change.label and change.label.zh) == ("2019-01-10", "机构改革")
    assert [agency.zh for agency in change.agencies] == ["岚州市水利局"]
    assert [agency.iri for agency in before.successors[0].agencies] == [sample.WATER]


@pytest.mark.parametrize("iri", ["", "水务局", "https://w3id.org/zhengmai/agency/none", sample.NOTICE, "http://a/>} #"])
def test_what_names_no_agency_has_no_card(graph, rows, iri: str) -> None:
    assert agencies.card(graph, iri, rows) is None
