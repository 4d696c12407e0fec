"""Which clause of one text is which of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records.alignment import AlignedUnit, ArticleChange, Match, align
from tests.ingest.work import assert_linear

FERRY = "渡口经营者应当建立安全管理制度，配备专职安全管理人员，并定期检查渡船。"
LAMPS = "夜间航行的渡船应当显示航行灯，能见度不足五百米时停止航行。"
FEES = "渡口收费标准由市发展改革部门会同市交通运输部门制定，并向社会公布。"
FINES = "违反本办法规定的，由市交通运输部门责令限期改正，处一千元以上五千元以下罚款。"
LOGS = "渡船应当填写航行日志，记载开航时间、载客人数和气象情况，保存两年备查。"
GOAL = "为了加强渡口管理，保障渡运安全，制定本办法。"


def units(*texts: str, first: int = 1) -> list[AlignedUnit]:
    numerals = "一二三四五六七八九十"
    return [AlignedUnit(f"art_{n}", f"第{numerals[n - 1]}条", text) for n, text in enumerate(texts, first)]


def as_rows(matches: tuple[Match, ...]) -> list[tuple[str, str, str]]:
    return [(str(m.change), "+".join(u.marker for u in m.old), "+".join(u.marker for u in m.new)) for m in matches]


@pytest.mark.parametrize(("old", "new", "expected"), [
    ((GOAL, FERRY), (GOAL, FERRY), [("same", "第一条", "第一条"), ("same", "第二条", "第二条")]),
    ((GOAL, FERRY), (GOAL, LAMPS, FERRY),
     [("same", "第一条", "第一条"), ("added", "", "第二条"), ("renumbered", "第二条", "第三条")]),
    ((GOAL, LAMPS, FERRY), (GOAL, FERRY),
     [("same", "第一条", "第一条"), ("gone", "第二条", ""), ("renumbered", "第三条", "第二条")]),
    ((GOAL, FERRY), (GOAL, FERRY.replace("专职", "兼职")), [("same", "第一条", "第一条"), ("reworded", "第二条", "第二条")]),
    ((FEES, GOAL, FERRY, LAMPS), (GOAL, FERRY, LAMPS, FEES),
     [("renumbered", "第二条", "第一条"), ("renumbered", "第三条", "第二条"), ("renumbered", "第四条", "第三条"),
      ("moved", "第一条", "第四条")]),
    ((GOAL, FERRY + LAMPS), (GOAL, FERRY, LAMPS), [("same", "第一条", "第一条"), ("split", "第二条", "第二条+第三条")]),
    ((GOAL, FERRY, LAMPS), (GOAL, FERRY + LAMPS), [("same", "第一条", "第一条"), ("merged", "第二条+第三条", "第二条")]),
    ((GOAL,), (FEES,), [("gone", "第一条", ""), ("added", "", "第一条")]),
    ((), (GOAL,), [("added", "", "第一条")]),
    ((), (), []),
])  # fmt: skip
def test_what_became_of_each_clause(
    old: tuple[str, ...], new: tuple[str, ...], expected: list[tuple[str, str, str]]
) -> None:
    assert as_rows(align(units(*old), units(*new))) == expected


def test_a_marker_inside_the_text_and_white_space_do_not_matter() -> None:
    (match,) = align(
        [AlignedUnit("art_1", "第一条", f"第一条 {GOAL}")], [AlignedUnit("art_3", "第三条", GOAL.replace("，", "，\n"))]
    )
    assert (match.change, match.likeness) == (ArticleChange.RENUMBERED, 1.0)


TEXTS = st.lists(st.sampled_from([GOAL, FERRY, LAMPS, FEES, FINES, LOGS, FERRY + LAMPS, "删去", ""]), max_size=9)


@given(TEXTS, TEXTS)
def test_every_clause_stands_in_exactly_one_match(old: list[str], new: list[str]) -> None:
    mine, other = units(*old), units(*new)
    found = align(mine, other)
    assert sorted(u.eid for m in found for u in m.old) == sorted(u.eid for u in mine)
    assert sorted(u.eid for m in found for u in m.new) == sorted(u.eid for u in other)
    assert all(0 <= m.likeness <= 1 for m in found)


@given(TEXTS)
def test_a_text_is_the_same_as_itself(texts: list[str]) -> None:
    assert {m.change for m in align(units(*texts), units(*texts))} <= {
        ArticleChange.SAME, *([ArticleChange.ADDED, ArticleChange.GONE] if "" in texts else [])
    }  # fmt: skip


def test_aligning_takes_linear_time() -> None:
    def run(size: int) -> object:
        texts = [AlignedUnit(f"art_{n}", f"{n}.", FERRY.replace("渡口", chr(0x4E00 + n) * 3)) for n in range(size)]
        return align(texts, [AlignedUnit(u.eid, u.marker, u.text + "。") for u in texts])

    assert_linear(run, 100)
