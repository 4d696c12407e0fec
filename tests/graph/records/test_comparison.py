"""Two texts side by side: changed words, what was tightened, and the files."""

from io import BytesIO

import pytest

from graph.records.alignment import AlignedUnit, ArticleChange
from graph.records.comparison import Direction, Shift, compare_units
from tests.ingest.work import assert_linear
from ui.messages import load
from ui.report import comparison as report

SAY = load()["zh"]
OLD = [
    AlignedUnit("art_1", "第一条", "渡口经营者可以在三十日内备案，并接受交通运输部门的监督检查。"),
    AlignedUnit("art_2", "第二条", "违反规定的，处五百元以上二千元以下罚款，并责令限期改正。"),
    AlignedUnit("art_3", "第三条", "渡船夜间应当显示航行灯，能见度不足时停止航行。"),
]
NEW = [
    AlignedUnit("art_1", "第一条", "渡口经营者应当在二十日内备案，并接受交通运输部门的监督检查。"),
    AlignedUnit("art_2", "第二条", "渡口应当设置候船设施和安全标志。"),
    AlignedUnit("art_3", "第三条", "违反规定的，处一千元以上二千元以下罚款，并责令限期改正。"),
]


def test_words_that_changed_are_marked_and_judged() -> None:
    found = compare_units(OLD, NEW, "旧办法", "新办法")
    first, added, fines, gone = found.pairs
    assert [str(pair.match.change) for pair in found.pairs] == ["reworded", "added", "reworded", "gone"]
    assert [piece.text for piece in first.old if piece.changed] == ["可以", "三十日"]
    assert [piece.text for piece in first.new if piece.changed] == ["应当", "二十日"]
    assert first.shifts == (
        Shift("可以", "应当", Direction.TIGHTENED),
        Shift("三十日", "二十日", Direction.CHANGED),
    )
    assert fines.shifts == (Shift("五百元", "一千元", Direction.CHANGED),)
    assert added.old == () and gone.new == () and all(piece.changed for piece in (*added.new, *gone.old))
    assert found.counts == {ArticleChange.REWORDED: 2, ArticleChange.ADDED: 1, ArticleChange.GONE: 1}
    assert found.shifts == {Direction.TIGHTENED: 1, Direction.CHANGED: 2}


@pytest.mark.parametrize(("old", "new", "change", "marked"), [
    ("有下列情形的，停航:(一)雾天;(二)洪水。", "有下列情形的,停航：（一）雾天；（二）洪水。", "same", []),
    ("有下列情形的，停航:(一)雾天;(二)洪水。", "有下列情形的,停航：（一）大雾；（二）洪水。", "reworded", ["大"]),
    ("补助不超过1,000元，由市财政承担。", "补助不超过2,000元，由市财政承担。", "reworded", ["2,000元"]),
])  # fmt: skip
def test_the_width_of_punctuation_is_no_change(old: str, new: str, change: str, marked: list[str]) -> None:
    (pair,) = compare_units([AlignedUnit("1", "", old)], [AlignedUnit("1", "", new)]).pairs
    assert str(pair.match.change) == change
    assert ["".join(run.text for run in side) for side in (pair.old, pair.new)] == [old, new]
    assert [run.text for run in pair.new if run.changed] == marked


@pytest.mark.parametrize(("old", "new", "direction"), [
    ("应当", "可以", Direction.LOOSENED),
    ("可以", "不得", Direction.TIGHTENED),
    ("不得", "应当", Direction.LOOSENED),
])  # fmt: skip
def test_which_way_a_modal_went(old: str, new: str, direction: Direction) -> None:
    text = "渡口经营者{}在枯水期调整航线，并事先向社会公告。"
    (pair,) = compare_units([AlignedUnit("1", "", text.format(old))], [AlignedUnit("1", "", text.format(new))]).pairs
    assert pair.shifts == (Shift(old, new, direction),)


@pytest.mark.parametrize("pair", compare_units(OLD, NEW).pairs, ids=lambda pair: str(pair.match.change))
def test_the_pieces_are_the_words_of_their_side(pair) -> None:  # type: ignore[no-untyped-def]
    for pieces, units in ((pair.old, pair.match.old), (pair.new, pair.match.new)):
        assert "".join(piece.text for piece in pieces) == "".join(unit.text for unit in units)


def test_the_page_escapes_what_comes_from_documents() -> None:
    hostile = [AlignedUnit("1", "<b>", "<script>alert(1)</script>渡口管理")]
    html = report.html(compare_units(hostile, hostile, "<i>旧</i>", "新"), SAY, "zh")  # type: ignore[arg-type]
    assert "<script>" not in html and "<i>" not in html and "&lt;script&gt;" in html


def test_the_table_marks_changed_words_and_the_workbook_is_the_same_each_time() -> None:
    found = compare_units(OLD, NEW, "旧", "新")
    assert "【可以】" in str(report.as_table(found, SAY).rows[0][2])
    one, two = BytesIO(), BytesIO()
    report.write_workbook(one, found, SAY)
    report.write_workbook(two, found, SAY)
    assert one.getvalue() == two.getvalue() and one.getvalue().startswith(b"PK")
    assert report.summary(found, SAY).startswith("修改 2 处")


def test_comparing_takes_linear_time() -> None:
    def run(size: int) -> object:
        old = [AlignedUnit(str(n), f"{n}.", OLD[0].text.replace("渡口", chr(0x4E00 + n) * 3)) for n in range(size)]
        return compare_units(old, [AlignedUnit(u.eid, u.marker, u.text.replace("可以", "应当")) for u in old])

    assert_linear(run, 50)
