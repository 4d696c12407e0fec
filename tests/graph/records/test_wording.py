"""The words of a text by its provisions, and what it has instead of one that it does not have."""

from collections.abc import Sequence

import pytest

from graph.records.wording import ClauseWords, Lacking, Wording

TEXT = {
    path: ClauseWords(start, text)
    for start, (path, text) in enumerate(
        [
            ("chp_1", "第一章 总则"),
            ("art_1", "第一条 甲。"),
            ("art_2", "第二条 有下列情形之一的："),
            ("art_2__point_1", "（一）乙；"),
            ("art_2__point_2", "（二）丙。"),
            ("art_2__para_2", "丁："),
            ("art_2__para_2__point_1", "（一）戊。"),
            ("art_2-1", "第二条之一 己，包括（一）庚；（二）辛。"),
            ("art_10", "第十条 壬。"),
        ]
    )
}


def text_of(clauses: dict[str, ClauseWords], asked: list[str] | None = None) -> Wording:
    """Return a text of these clauses; what it reads is appended to `asked`."""

    def read(paths: Sequence[str]) -> dict[str, ClauseWords]:
        if asked is not None:
            asked.extend(paths)
        return {path: clauses[path] for path in paths}

    return Wording(clauses, read)


LAW = text_of(TEXT)


def test_an_article_holds_all_below_it() -> None:
    assert LAW.article("2") == "第二条 有下列情形之一的：\n（一）乙；\n（二）丙。\n丁：\n（一）戊。"
    assert LAW.article("9") == ""
    assert [(unit.eid, unit.marker) for unit in LAW.units] == [
        ("1", "第一条"),
        ("2", "第二条"),
        ("2-1", "第二条之一"),
        ("10", "第十条"),
    ]


def test_only_words_that_are_asked_for_are_read_and_once() -> None:
    asked: list[str] = []
    law = text_of(TEXT, asked)
    assert law.lacks("art_3") == Lacking("art", 10)
    assert asked == []
    assert law.article("1") == law.article("1") == "第一条 甲。"
    assert asked == ["art_1"]
    assert law.words == "\n".join(clause.text for clause in TEXT.values())
    assert sorted(asked) == sorted(TEXT)


@pytest.mark.parametrize(
    ("name", "lacking"),
    [
        ("art_1", None),
        ("art_2-1", None),
        ("art_3", Lacking("art", 10)),
        ("art_2-2", Lacking("art", 10)),
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


def test_a_text_of_articles_without_chapters_lacks_every_chapter() -> None:
    assert text_of({"art_1": ClauseWords(0, "第一条 甲。")}).lacks("chp_3") == Lacking("chp", 0)


def test_a_text_without_articles_lacks_nothing() -> None:
    assert text_of({"lvl_1": ClauseWords(0, "一、甲。")}).lacks("art_5") is None
