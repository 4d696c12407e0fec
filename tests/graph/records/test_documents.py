"""What the pages ask of the graph, on the fictional store."""

from pathlib import Path

import pytest

from graph.records.card import read_card
from graph.records.documents import list_documents, read_overview
from graph.records.identity import build_identity
from graph.store.store import Store
from tests.samples import fictional as sample


@pytest.fixture(scope="module")
def graph(store: Path):
    with Store.open(store) as graph:
        yield graph


def test_documents_are_listed_once_newest_first_with_everything_a_line_shows(graph) -> None:
    rows = list_documents(graph)
    assert len(rows) == 47 == len({row.iri for row in rows})
    dates = [row.signed for row in rows]
    assert dates == sorted(dates, reverse=True)
    first = rows[0]
    assert (first.number, first.signed, first.printed, first.year) == (
        "岚政发〔2021〕7号",
        "2021-03-02",
        "2021-03-04",
        "2021",
    )
    assert [issuer.zh for issuer in first.issuers] == ["岚州市人民政府", "岚州市水务局"]
    assert first.instruments == ("岚州市河道保护办法",)
    assert first.kind and (first.kind.label("zh"), first.kind.label("en")) == ("通知", "Notice")
    assert rows[-1].year == "" and rows[-1].title == sample.HOSTILE


def test_joint_issuers_stand_in_printed_order(example_store: Path) -> None:
    with Store.open(example_store) as view:
        joint = next(row for row in list_documents(view) if row.number == "岚财规〔2021〕4号")
    assert [body.zh for body in joint.issuers] == ["岚州市财政局", "岚州市科学技术局"]


def test_a_kind_without_an_english_name_goes_by_the_chinese_one(graph) -> None:
    kinds = {row.kind.zh: row.kind.label("en") for row in list_documents(graph) if row.kind}
    assert kinds == {"通知": "Notice", "意见": "意见"}


def test_the_overview_counts(graph) -> None:
    rows = list_documents(graph)
    sizes = read_overview(graph, rows)
    assert (sizes.documents, sizes.instruments, sizes.issuers, sizes.sources, sizes.undated) == (47, 1, 4, 3, 1)
    assert sum(count for _, count in sizes.months) + sizes.undated == 47
    assert [(kind.zh, count) for kind, count in sizes.kinds if kind] == [("意见", 30), ("通知", 17)]
    assert sizes.clauses == 3 + 2 + 1 + 1 + 4 + 1 + 45


def test_a_card_joins_each_value_with_the_place_where_it_is_printed(graph) -> None:
    found = read_card(graph, sample.NOTICE)
    assert found
    facts = {fact.anchor: fact for fact in found.facts}
    assert list(facts)[:5] == ["number-1", "title-1", "kind-1", "issuer-1", "issuer-2"]
    number = facts["number-1"].evidence
    assert number and (number.exact, number.rule) == ("岚政发〔2021〕7号", "by-hand")
    texts = {clause.iri: clause.text for part in found.parts for clause in part.clauses}
    assert texts[number.clause][number.start : number.end] == "岚政发〔2021〕7号"
    signed = facts["signed-1"]
    assert signed.value.zh == "2021-03-02" and signed.evidence and signed.evidence.exact == "2021年3月2日"
    assert facts["issuer-1"].evidence and facts["issuer-2"].evidence is None
    assert facts["kind-1"].evidence is None and facts["kind-1"].value.label("en") == "Notice"


def test_a_card_has_the_parts_and_their_clause_trees(graph) -> None:
    found = read_card(graph, sample.NOTICE)
    assert found
    assert [(part.role, part.anchor, len(part.clauses)) for part in found.parts] == [
        ("main", "at", 3),
        ("instrument", "at-doc_1", 3),
        ("annex", "at-att_1", 0),
    ]
    level = found.parts[1].clauses[2]
    assert (level.marker, level.heading, level.anchor) == ("一、", "任务分工", "at-doc_1-lvl_1")
    table = level.children[0]
    assert table.level == "table" and [row.level for row in table.children] == ["row"] * 4


@pytest.mark.parametrize("below", ["", "/doc_1", "/doc_1/art_1", "/doc_1/lvl_1", "/att_1"])
def test_a_part_or_clause_leads_to_its_document(graph, below: str) -> None:
    found = read_card(graph, sample.NOTICE + below)
    assert found and found.iri == sample.NOTICE


@pytest.mark.parametrize(
    "iri",
    ["", "济政发", "no iri", "http://a/b c", 'http://a/"', "http://a/>} DROP ALL", "https://w3id.org/zhengmai/eli/x"],
)
def test_what_names_no_document_has_no_card(graph, iri: str) -> None:
    assert read_card(graph, iri) is None


def test_a_document_that_two_sources_print_is_shown_as_one_of_them(graph) -> None:
    shared = sample.IRIS.numbered(sample.PLACE, "岚政办发", 2016, 1)
    first = read_card(graph, shared)
    second = read_card(graph, shared, sample.IRIS.source("c.txt"))
    assert first and second
    assert [name for _, name in first.sources] == ["a.txt", "c.txt"] == [name for _, name in second.sources]
    assert (len(first.parts[0].clauses), len(second.parts[0].clauses)) == (0, 1)
    assert first == read_card(graph, shared, "https://example.org/other")


def test_notes_of_the_reader_come_in_both_languages(graph) -> None:
    found = read_card(graph, sample.BAD)
    assert found and [(note.code, note.zh, note.en) for note in found.notes] == [
        ("no-number", "<b>没有</b>文号", "<b>no</b> number")
    ]


@pytest.mark.parametrize(
    ("focus", "found"),
    [
        ("", True),
        ("/doc_1/art_3__para_1", True),
        ("#number-1", True),
        ("0", False),
        ("0/doc_1", False),
    ],
)
def test_findings_go_to_the_document_that_their_focus_is_in(graph, focus: str, found: bool) -> None:
    owner = build_identity(graph).owner(sample.NOTICE + focus)
    assert (owner is not None and owner.iri == sample.NOTICE) is found


def test_an_agency_belongs_to_no_document(graph) -> None:
    assert build_identity(graph).owner(sample.IRIS.agency("岚州市水务局")) is None
