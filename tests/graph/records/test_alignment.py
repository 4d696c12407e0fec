"""Which clause of one text is which of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records.alignment import AlignedUnit, ArticleChange, Match, align
from graph.records.likeness import FoldedWords, Weights, likeness
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


LEADERS = "市交通运输部门应当建立渡口安全协调机制，协调机制办公室设在海事机构，成员单位按照职责做好渡口工作。"
HEADS = "各级人民政府应当重视渡口安全。海事机构负责协调机制的日常工作，组织、指导、督促有关单位做好渡口工作。"
TURNS = "海事机构负责协调机制的日常工作，组织、指导、督促有关单位做好渡口工作。各级人民政府轮流主持。"
DUCKS = "湿地公园内禁止投喂野鸭，游客应当沿栈道行走，不得采摘芦苇和捡拾鸟蛋。"


@pytest.mark.parametrize(("old", "new", "expected"), [
    pytest.param((GOAL, LEADERS, FERRY), (GOAL, HEADS, FERRY), "reworded", id="rewritten where it stood"),
    pytest.param((GOAL, LEADERS, FERRY), (GOAL, DUCKS, FERRY), "gone", id="another matter under the same number"),
    pytest.param((LEADERS, GOAL, FERRY), (GOAL, FERRY, HEADS), "moved", id="rewritten in another place"),
    pytest.param((LEADERS, GOAL, FERRY), (GOAL, FERRY, DUCKS), "gone", id="another matter in another place"),
    pytest.param((LEADERS, GOAL, FERRY), (GOAL, FERRY, HEADS, TURNS), "gone", id="two that say it as well as each other"),
])  # fmt: skip
def test_a_rewritten_clause_is_known_between_its_neighbours(
    old: tuple[str, ...], new: tuple[str, ...], expected: str
) -> None:
    matches = align(units(*old), units(*new))
    assert [m.change for m in matches if any(u.text == LEADERS for u in m.old)] == [expected]


def test_what_many_clauses_say_tells_little() -> None:
    acts = ("无证摆渡", "渡船超载", "酒后驾船", "擅自拆除候船亭")
    told = [FoldedWords(f"违反本办法规定，{act}的，由市交通运输部门责令限期改正，处一千元以上罚款。") for act in acts]
    assert Weights(told).likeness(told[0], told[1]) < likeness(told[0], told[1]) - 0.1


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


def test_rewriting_and_moving_everything_takes_linear_time() -> None:
    def run(size: int) -> object:
        names = [chr(0x4E00 + n) * 2 for n in range(size)]
        old = [
            AlignedUnit(f"art_{n}", f"{n}.", f"{name}渡船应当显示航行灯，填写航行日志。")
            for n, name in enumerate(names)
        ]
        new = [
            AlignedUnit(f"art_{n}", f"{n}.", f"对{name}收费的标准，另行公布，不得提高。")
            for n, name in enumerate(reversed(names))
        ]
        return align(old, new)

    assert_linear(run, 100)
