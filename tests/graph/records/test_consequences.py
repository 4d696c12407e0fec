"""What follows from breaches: each act of a list, acts that no duty covers, and the rule that precedes 违反规定."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from graph.query.query import find, run
from graph.records.norm import Norm
from graph.records.norm_reading import read_norms
from graph.records.norm_search import Wanted, answer, find_norms
from graph.records.norms import Norms
from graph.store.store import Store
from tests.conftest import build_store

LAW = """# 岚州市渡口管理条例

（2022年9月28日岚州市第十七届人民代表大会常务委员会第六次会议通过）

第一条 船东应当在登船口公示票价。

违反规定的，由市水务局处二百元以上五百元以下罚款。

第二条 渡工应当持证上岗。

第三条 船东有下列行为之一的，由市水务局责令改正；拒不改正的，处一万元以上五万元以下罚款：

（一）未设置救生圈；

（二）夜间停渡未公告。

第四条 擅自拆除码头的，处违法所得一倍以上三倍以下罚款。

第五条 有前条规定的行为，构成犯罪的，依法追究刑事责任。

第六条 水务部门工作人员玩忽职守的，依法给予处分。

第七条 本条例自2023年1月1日起施行。
"""


@pytest.fixture(scope="module")
def norms(tmp_path_factory: pytest.TempPathFactory) -> Norms:
    folder = tmp_path_factory.mktemp("docks")
    (folder / "law.md").write_text(LAW, encoding="utf-8")
    build_store(folder / "out", folder / "law.md")
    with Store.open(folder / "out" / "store") as view:
        norms = read_norms(view)
        assert norms.sentences, "they are read while the store is open"
        return norms


def punished(norms: Norms) -> list[Norm]:
    return [norm for norm in norms.norms if norm.punished]


def test_each_act_that_a_sanction_punishes_is_forbidden(norms: Norms) -> None:
    assert [(norm.sentence, norm.bearer, norm.side, norm.section) for norm in punished(norms)] == [
        ("（一）未设置救生圈", "船东", "person", "art_3__point_1"),
        ("（二）夜间停渡未公告", "船东", "person", "art_3__point_2"),
        ("擅自拆除码头", "", "person", "art_4"),
        ("水务部门工作人员玩忽职守", "", "authority", "art_6"),
    ]
    assert {norm.modality for norm in punished(norms)} == {"prohibition"}


def test_an_act_has_its_penalty_and_its_place(norms: Norms) -> None:
    (_, _, docks, _) = punished(norms)
    (one,) = docks.consequences
    (measure,) = one.measures
    assert (measure.kind, measure.unit, measure.of) == ("fine", "times", "违法所得")
    assert measure.least == Decimal(1) and measure.most == Decimal(3)
    assert one.section == "art_4" and docks.clause.endswith("/art_4") and one.clause == docks.clause


def test_a_breach_of_what_the_article_says_guards_it(norms: Norms) -> None:
    (prices,) = [norm for norm in norms.norms if "公示票价" in norm.sentence]
    assert [one.imposer for one in prices.consequences] == ["岚州市水务局"]
    (licence,) = [norm for norm in norms.norms if "持证上岗" in norm.sentence]
    assert licence.consequences == ()


def test_a_question_is_answered_by_what_comes_nearest(norms: Norms) -> None:
    found, near = answer(norms, Wanted(about="没装救生圈怎么罚"))
    assert near and found[0].sentence == "（一）未设置救生圈"
    exact, near = answer(norms, Wanted(about="救生圈"))
    assert not near and [norm.sentence for norm in exact] == ["（一）未设置救生圈"]
    assert answer(norms, Wanted(about="核电站怎么罚")) == ((), True)


@pytest.mark.parametrize(("bearer", "about"), [
    ("",     "？！。"),
    ("",     "((("),
    ("",     "food safety fine"),
    ("？",   "没装救生圈怎么罚"),   # a bearer that says nothing is not left out unseen
    ("？",   "救生圈"),
    ("（",   ""),
])  # fmt: skip
def test_what_says_nothing_has_no_answer(norms: Norms, bearer: str, about: str) -> None:
    assert answer(norms, Wanted(bearer=bearer, about=about)) == ((), True)
    assert not find_norms(norms, Wanted(bearer=bearer, about=about))


def test_punctuation_changes_no_answer(norms: Norms) -> None:
    plain = answer(norms, Wanted(about="没装救生圈怎么罚"))
    assert plain[0] and answer(norms, Wanted(about="“没装救生圈”怎么罚？")) == plain


def test_each_source_has_its_own_words_of_a_list(tmp_path: Path) -> None:
    """Two sources print one regulation, a point of the list otherwise."""
    (tmp_path / "a.md").write_text(LAW, encoding="utf-8")
    (tmp_path / "b.md").write_text(LAW.replace("未设置救生圈", "未设置救生衣"), encoding="utf-8")
    build_store(tmp_path / "out", tmp_path / "a.md", tmp_path / "b.md")
    with Store.open(tmp_path / "out" / "store") as view:
        norms = read_norms(view)
        fines = run(view, find("fines-for-act"), {"act": "救生"})
    told = [(norm.iri.partition("#")[0][-4:], norm.sentence) for norm in punished(norms) if "救生" in norm.sentence]
    assert sorted(told) == [("a.md", "（一）未设置救生圈"), ("b.md", "（一）未设置救生衣")]
    columns = [fines.columns.index(name) for name in ("sanction", "words")]
    rows = sorted(tuple(str(row[at]) for at in columns) for row in fines.rows)
    assert [(iri.partition("#")[0][-4:], words) for iri, words in rows] == [
        ("a.md", "（一）未设置救生圈；"),
        ("b.md", "（一）未设置救生衣；"),
    ]
    assert sorted(norms.best_first(range(len(norms.norms)), "救生")) == list(range(len(norms.norms)))


def test_acts_of_one_sanction_are_told_apart_by_their_clauses() -> None:
    one = Norm("s", "d", "甲", "甲", 1, "prohibition", "未设置救生圈", punished=True, clause="d/1/point_1")
    norms = Norms((one, replace(one, sentence="未设置救生衣", clause="d/1/point_2")), {})
    assert norms.best_first((0, 1), "救生圈") == [0, 1] and len({norm.key for norm in norms.norms}) == 2


@pytest.mark.parametrize("these", ["下列", "以下"])
def test_the_fines_for_an_act_of_a_list(tmp_path: Path, these: str) -> None:
    (tmp_path / "law.md").write_text(LAW.replace("有下列行为", f"有{these}行为"), encoding="utf-8")
    build_store(tmp_path / "out", tmp_path / "law.md")
    with Store.open(tmp_path / "out" / "store") as view:
        fines = run(view, find("fines-for-act"), {"act": "救生圈"})
    assert [str(row[fines.columns.index("words")]) for row in fines.rows] == ["（一）未设置救生圈；"]
