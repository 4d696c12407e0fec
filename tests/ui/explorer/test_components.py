"""HTML of the components: escaped, marked at the right characters, tables as tables."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records.card import ClauseNode, DocumentCard, DocumentPart, Evidence, FactWithEvidence
from graph.records.resources import Named
from tests.samples.fictional import HOSTILE
from ui.explorer.components import contents, fulltext
from ui.explorer.components.evidence import LIT, Mark, marked, runs, spotlight
from ui.messages import load

SAY = load()["zh"]
texts = st.text(alphabet="一二〔〕<&>\"'\t\n ", max_size=30)
marks = st.lists(
    st.tuples(st.integers(0, 35), st.integers(0, 9), st.integers(1, 5)).map(
        lambda drawn: Mark(drawn[0], drawn[0] + drawn[1], f"f-{drawn[2]}")
    ),
    max_size=6,
)


class Plain(HTMLParser):
    """The text of some HTML, and its tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags, self.ids = "", [], []
        self.feed(str(html))
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]


def clause(
    text: str, level: str = "paragraph", marker: str = "", heading: str = "", *children: ClauseNode
) -> ClauseNode:
    return ClauseNode(f"d/{text[:5]}", f"at-{level}", "p_1", level, marker, heading, text, children)


def page(*clauses: ClauseNode, facts: tuple[FactWithEvidence, ...] = ()) -> Plain:
    return Plain(html(*clauses, facts=facts))


def html(*clauses: ClauseNode, facts: tuple[FactWithEvidence, ...] = ()) -> str:
    part = DocumentPart("d", "at", "main", "标题", clauses)
    return fulltext.text(DocumentCard("d", "标题", "s", (("s", "a.txt"),), facts, (part,), ()), SAY)


@given(texts, marks)
def test_runs_tile_the_text_and_know_their_marks(text: str, given_marks: list[Mark]) -> None:
    cut = runs(text, given_marks)
    assert "".join(run.text for run in cut) == text
    at = 0
    for run in cut:
        inside = {mark for mark in given_marks if mark.start <= at and at + len(run.text) <= mark.end}
        assert set(run.marks) == (inside if run.text else set())
        at += len(run.text)


@given(texts, marks)
def test_marked_text_reads_as_the_text(text: str, given_marks: list[Mark]) -> None:
    assert Plain(marked(text, given_marks)).text == text


def test_overlapping_evidence_has_an_anchor_each_and_shares_the_middle() -> None:
    text = marked("岚州市人民政府通知", [Mark(0, 9, "title-1"), Mark(0, 7, "issuer-1"), Mark(7, 9, "kind-1")])
    assert Plain(text).ids == ["issuer-1", "title-1", "kind-1"]
    assert 'class="on-issuer-1 on-title-1"' in text and 'class="on-title-1 on-kind-1"' in text


def test_the_shortest_words_give_the_look_and_what_holds_them_adds_its_own() -> None:
    marks = [
        Mark(0, 9, "task-1", stretch=True),
        Mark(0, 9, "duty-1", "", "zm-duty zm-duty-obligation", stretch=True),
        Mark(0, 6, "title-1", "标题"),
        Mark(2, 4, "", "牵头", "zm-party", "agency?iri=a"),
        Mark(6, 8, "", "义务", "zm-cue zm-cue-obligation"),
    ]
    text = marked("请市水务局通应当好", marks)
    assert Plain(text).text == "请市水务局通应当好" and sorted(Plain(text).ids) == ["duty-1", "task-1", "title-1"]
    assert 'class="on-title-1 on-duty-1 on-task-1 zm-duty zm-duty-obligation" title="标题">请市' in text
    assert 'zm-party zm-duty zm-duty-obligation" title="标题 / 牵头"><a href="agency?iri=a">水务</a>' in text
    assert 'zm-cue zm-cue-obligation zm-duty zm-duty-obligation" title="义务">应当</mark>' in text
    assert '<span class="on-duty-1 on-task-1 zm-duty zm-duty-obligation">好</span>' in text


def test_a_mark_begins_with_its_first_word_also_in_a_row_with_empty_cells() -> None:
    row = clause("\t\t巡查\t市水务局", "row")
    fact = FactWithEvidence("title", Named("巡查", "", ""), "title-1", Evidence(row.iri, 0, 4, "", ""))
    seen = page(clause("", "table", "", "", clause("甲\t乙\t丙\t丁", "row"), row), facts=(fact,))
    assert seen.ids.count("title-1") == 1


def test_the_spotlight_brings_out_every_piece_of_one_mark() -> None:
    style = spotlight(["title-1"])
    assert ".zm-document:has(#title-1:target) .on-title-1{" in style
    many = spotlight([f"task-{n}" for n in range(LIT + 5)])
    assert many.count(":has(") == LIT and ".zm-anchor:target + :is(mark, span)" in many


def test_a_marker_and_a_heading_are_set_off_where_the_text_opens_with_them() -> None:
    assert "<b>一、总则</b>内容" in html(clause("一、总则内容", "level", "一、", "总则"))


@pytest.mark.parametrize(
    ("text", "marker", "heading"), [("见一、总则", "一、", "总则"), ("内容", "第一条", ""), ("", "", "")]
)
def test_words_elsewhere_are_not_set_off(text: str, marker: str, heading: str) -> None:
    assert "b" not in page(clause(text, "level", marker, heading)).tags


def test_a_table_is_a_table() -> None:
    rows = [clause(text, "row") for text in ("序号\t任务", "1\t清淤", "合计")]
    seen = page(clause("分工表", "table", "", "", *rows))
    assert (seen.tags.count("th"), seen.tags.count("td"), seen.tags.count("tr")) == (2, 3, 3)
    assert "分工表" in seen.text


def test_a_head_that_is_printed_again_is_a_head_again() -> None:
    rows = [clause(text, "row") for text in ("类别\t\t任务", "1\t\t清淤", "类别\t\t任务", "2\t\t巡查")]
    seen = page(clause("", "table", "", "", *rows))
    assert (seen.tags.count("th"), seen.tags.count("td")) == (6, 6)


def test_a_table_without_column_names_has_no_head() -> None:
    seen = page(clause("", "table", "", "", clause("1\t清淤", "row"), clause("2\t巡查", "row")))
    assert (seen.tags.count("th"), seen.tags.count("td")) == (0, 4)


def test_evidence_in_a_table_cell_is_marked_there() -> None:
    row = clause("序号\t2021年3月2日", "row")
    fact = FactWithEvidence("signed", Named("2021-03-02", "", ""), "signed-1", Evidence(row.iri, 3, 12, "", ""))
    seen = page(clause("", "table", "", "", row), facts=(fact,))
    assert seen.tags.count("mark") == 1 and seen.ids.count("signed-1") == 1


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("岚州市人民政府\n2021年3月2日", 2),
        ("岚州市水务局\n岚州市财政局\n2021 年 3 月 2 日\n(此件公开发布)", 3),
        ("附件:1.名录\n岚州市人民政府\n二〇二一年三月二日", 2),
        ("附件一览\n2021年3月2日", 1),
        ("岚州市人民政府办公室 2021年3月2日印发", 0),
        ("抄送:市委办公室。", 0),
    ],
)
def test_a_close_sets_the_date_and_the_names_above_it_right(text: str, right: int) -> None:
    seen = html(clause(text, "conclusions"))
    assert seen.count("zm-sign") == right and seen.count("<p ") == text.count("\n") + 1


def test_a_head_sets_the_addressees_left() -> None:
    seen = html(clause("岚州市人民政府\n关于某事的通知\n各区县人民政府:", "preface"))
    assert seen.count("zm-to") == 1 and 'zm-to">各区县' in seen


def test_hostile_text_stays_text() -> None:
    seen = page(
        clause(HOSTILE, "level", HOSTILE[:8], HOSTILE[8:]),
        clause(HOSTILE, "table", "", "", clause(f"{HOSTILE}\t{HOSTILE}", "row")),
    )
    assert not {"script", "img"} & set(seen.tags)
    assert seen.text.count("<script>window.hacked=1</script>") == 4


@pytest.mark.parametrize(
    ("node", "label"),
    [
        (clause("第一条 为保护河道。", "article", "第一条"), "第一条 为保护河道。"),
        (clause("一、总则", "level", "一、", "总则"), "一、总则"),
        (clause("1.甲" + "长" * 40, "level", "1."), "1.甲" + "长" * 21 + "…"),
    ],
)
def test_the_tree_names_clauses_by_marker_and_heading_or_first_words(node: ClauseNode, label: str) -> None:
    assert contents.label(node) == label


def test_the_tree_leads_to_named_clauses_also_below_unnamed_ones() -> None:
    inner = clause("第一条 内容", "article", "第一条")
    part = DocumentPart("d", "at", "main", "", (clause("总", "paragraph", "", "", inner),))
    tree = contents.tree(DocumentCard("d", "", "s", (), (), (part,), ()), SAY)
    assert 'href="#at-article"' in tree and "at-paragraph" not in tree


def test_there_is_no_tree_where_there_is_nowhere_to_go() -> None:
    part = DocumentPart("d", "at", "main", "", (clause("一段话"),))
    assert contents.tree(DocumentCard("d", "", "s", (), (), (part,), ()), SAY) == ""
