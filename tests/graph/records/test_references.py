"""What documents say of each other: both directions, the sentences, and their marks in the text."""

from pathlib import Path

import pytest

from graph.records.card import read_card
from graph.records.excerpts import shorten
from graph.records.references import RelationRow, Relations, read_relations
from graph.store.store import Store
from tests.samples import fictional as sample
from ui.explorer.components import fulltext
from ui.explorer.components import relations as shown
from ui.messages import load

FOURTH, FIFTH = (sample.IRIS.numbered(sample.PLACE, "岚政办发", year, n) for year, n in ((2019, 4), (2020, 5)))
SAY = load()["zh"]


@pytest.fixture(scope="module")
def graph(store: Path):
    with Store.open(store) as graph:
        yield graph


def test_what_a_document_says_comes_in_printed_order_with_its_place(graph) -> None:
    rows = read_relations(graph, FIFTH).outgoing
    assert [(row.kind, row.iri, row.published) for row in rows] == [
        ("basedOn", sample.LAW, False),
        ("cites", sample.NOTICE, True),
        ("repeals", sample.SHARED, True),
    ]
    found = read_card(graph, FIFTH)
    assert found
    text = found.parts[0].clauses[0].text
    assert [text[row.start : row.end] for row in rows] == [
        "《东岭省河道管理条例》",
        "《岚州市河道保护办法》",
        "岚政办发〔2016〕1号",
    ]
    assert [row.anchor for row in rows] == ["reference-1", "reference-2", "reference-3"]
    assert [row.supersedes for row in rows] == [False, False, True]


def test_what_others_say_of_it_also_by_the_title_of_what_it_carries(graph) -> None:
    rows = read_relations(graph, sample.NOTICE).incoming
    assert {(row.kind, row.iri, row.source) for row in rows} == {
        ("cites", iri, sample.IRIS.source("c.txt")) for iri in (FOURTH, FIFTH)
    }


def test_what_stays_open_has_a_reason_and_no_other_end(graph) -> None:
    row = read_relations(graph, sample.NOTICE).outgoing[1]
    assert (row.kind, row.iri, row.title, row.reason) == ("implements", "", "上述通知", "no such name before")


def test_kinds_come_acts_first_and_an_unknown_one_last() -> None:
    rows = [RelationRow(kind, "", "", kind, "", "") for kind in ("cites", "novel", "repeals", "basedOn")]
    assert [kind for kind, _ in shown.kinds(rows)] == ["repeals", "basedOn", "cites", "novel"]
    assert shown.name("novel", SAY) == "novel"


def test_references_are_marked_in_the_text_by_kind_and_lead_on(graph) -> None:
    found, said = read_card(graph, FIFTH), read_relations(graph, FIFTH)
    assert found
    html = str(fulltext.text(found, SAY, said))
    assert '<a id="reference-1" class="zm-anchor"></a><mark class="on-reference-1 zm-ref zm-k-basedOn"' in html
    assert "废止: 岚政办发〔2016〕1号" in html and 'zm-k-repeals"' in html
    assert html.count('<a href="document?iri=') == 2, "the law has no page"
    assert "zm-ref" not in fulltext.text(found, SAY)


def test_a_reference_of_another_source_is_not_marked(graph) -> None:
    said = read_relations(graph, FIFTH)
    assert not list(shown.reference_marks(said, sample.IRIS.source("a.txt"), SAY))
    assert not shown.legend(said, sample.IRIS.source("a.txt"), SAY)


def test_sentences_lead_to_their_place_here_and_elsewhere(graph) -> None:
    source = sample.IRIS.source("c.txt")
    own = str(shown.both(read_relations(graph, FIFTH), source, SAY))
    assert '<a href="#reference-2">' in own and "取代该文件" in own and "<b>东岭省河道管理条例</b>" in own
    other = str(shown.both(read_relations(graph, sample.SHARED), source, SAY))
    assert "source=https://w3id.org/zhengmai/source/c.txt&amp;lang=zh#reference-3" in other and "取代本文件" in other
    assert "zm-few-none" in own and own.count("没有") == 1 and "zm-few-few" in other


def test_sentences_about_one_document_stand_together_and_the_rest_is_folded(graph) -> None:
    row = RelationRow("cites", "x", "1号", "办法", "按《办法》执行。", "c", end=3)
    rows = [
        row,
        *(RelationRow("cites", f"y{n}", "", "办法", "a\tb\t", "") for n in range(shown.SHOWN + 2)),
        row,
    ]
    assert [len(same) for same in shown.documents(rows)][:2] == [2, 1]
    html = str(shown.both(Relations(tuple(rows), ()), "s", SAY))
    assert "<details><summary>另有 3 项</summary>" in html and html.count("<li>") == shown.SHOWN + 3
    assert "<blockquote>a · b</blockquote>" in html


def test_hostile_names_stay_text() -> None:
    row = RelationRow("cites", "x", sample.HOSTILE, sample.HOSTILE, sample.HOSTILE, "c", reason=sample.HOSTILE)
    html = str(shown.both(Relations((row,), (row,)), "s", SAY))
    assert "<script" not in html and "<img" not in html and html.count("&lt;script&gt;") >= 4


@pytest.mark.parametrize(
    ("before", "after", "opens", "closes"),
    [(0, 10, False, False), (0, 400, False, True), (400, 0, True, False), (300, 300, True, True)],
)
def test_a_long_sentence_is_cut_around_the_name(before: int, after: int, opens: bool, closes: bool) -> None:
    cut = shorten("前" * before + "《办法》" + "后" * after, shown.QUOTE, "办法")
    assert "《办法》" in cut and len(cut) <= shown.QUOTE + 2
    assert (cut.startswith("…"), cut.endswith("…")) == (opens, closes)
