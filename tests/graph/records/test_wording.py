"""The words of a text by its provisions, and what it has instead of one that it does not have."""

import pytest

from graph.records.wording import ClauseWords, Lacking, Wording

LAW = Wording(
    ClauseWords(path, path, level, marker, start, text)
    for start, (path, level, marker, text) in enumerate(
        [
            ("chp_1", "chapter", "第一章", "第一章 总则"),
            ("art_1", "article", "第一条", "第一条 甲。"),
            ("art_2", "article", "第二条", "第二条 有下列情形之一的："),
            ("art_2__point_1", "point", "（一）", "（一）乙；"),
            ("art_2__point_2", "point", "（二）", "（二）丙。"),
            ("art_2__para_2", "paragraph", "", "丁："),
            ("art_2__para_2__point_1", "point", "（一）", "（一）戊。"),
            ("art_2-1", "article", "第二条之一", "第二条之一 己，包括（一）庚；（二）辛。"),
        ]
    )
)


def test_an_article_holds_all_below_it() -> None:
    assert LAW.article("2") == "第二条 有下列情形之一的：\n（一）乙；\n（二）丙。\n丁：\n（一）戊。"
    assert LAW.article("9") == ""
    assert [unit.eid for unit in LAW.units()] == ["1", "2", "2-1"]


@pytest.mark.parametrize(
    ("name", "lacking"),
    [
        ("art_1", None),
        ("art_2-1", None),
        ("art_3", Lacking("art", 2)),
        ("art_2-2", Lacking("art", 2)),
        ("art_1__para_2", Lacking("para", 1, "1")),
        ("art_2__para_2", None),
        ("art_2__para_3", Lacking("para", 2, "2")),
        ("art_2__point_2", None),
        ("art_2__point_3", Lacking("point", 2, "2")),
        ("art_2__para_2__point_2", Lacking("point", 1, "2")),
        ("art_2-1__point_2", None),  # printed inside the paragraph
        ("art_2-1__point_3", Lacking("point", 2, "2-1")),
        ("art_1__point_1", None),  # no list that could be counted
        ("chp_1", None),
        ("chp_2", Lacking("chp", 1)),
    ],
)
def test_what_a_text_lacks(name: str, lacking: Lacking | None) -> None:
    assert LAW.lacks(name) == lacking


def test_a_text_without_articles_lacks_nothing() -> None:
    assert Wording([ClauseWords("lvl_1", "lvl_1", "level", "一、", 0, "一、甲。")]).lacks("art_5") is None
