"""Amendment instructions as typed records, and the text that follows from them."""

import pytest

from graph.records.consolidation import ArticleText, consolidate, locate, order
from graph.records.instructions import read_instructions
from graph.records.operations import Instruction, Operation, ProvisionNumber
from ontology.numbers import chinese
from tests.ingest.work import assert_linear

REPLACE, INSERT, DELETE = Operation.REPLACE, Operation.INSERT, Operation.DELETE
SUBSTITUTE, RENUMBER, REORDER = Operation.SUBSTITUTE, Operation.RENUMBER, Operation.REORDER


def instruction(*paragraphs: str) -> Instruction:
    found, unread = read_instructions(paragraphs)
    assert len(found) == 1 and not unread
    return found[0]


@pytest.mark.parametrize(("paragraphs", "operation", "place", "text"), [
    (["一、将第三条修改为：“渡口夜间关闭。”"], REPLACE, "第三条", ("渡口夜间关闭。",)),
    (["1.将第三条第二款修改为：", "“渡船应当亮灯。", "“亮灯的，可以夜航。”"], REPLACE, "第三条第二款",
     ("渡船应当亮灯。", "亮灯的，可以夜航。")),
    (["二、在渡口法第五条后增加一条，作为第五条之一：“渡口应当设岗。”"], INSERT, "第五条之一", ("渡口应当设岗。",)),
    (["三、增加一条，作为第八条：“违者罚款。”"], INSERT, "第八条", ("违者罚款。",)),
    (["四、第六条增加一款，作为第二款：“雨天停航。”"], INSERT, "第六条第二款", ("雨天停航。",)),
    (["五、删去第九条。"], DELETE, "第九条", ()),
    (["在第二条中增加一款作为第二款，将该条修改为：“渡船应当检验。", "“渡口免费。”"], REPLACE, "第二条",
     ("渡船应当检验。", "渡口免费。")),
    (["六、删去第九条第二款。"], DELETE, "第九条第二款", ()),
    (["七、将引言修改为：“为保障渡运安全，制定本规定。”"], REPLACE, "引言", ("为保障渡运安全，制定本规定。",)),
    (["八、第四条改为第五条，修改为：“渡船应当检验。”"], RENUMBER, "第四条", ("渡船应当检验。",)),
    (["本规定根据本决定作相应修改，条文顺序作相应调整，重新公布。"], REORDER, "", ()),
])  # fmt: skip
def test_an_instruction_is_a_typed_record(
    paragraphs: list[str], operation: Operation, place: str, text: tuple[str, ...]
) -> None:
    found = instruction(*paragraphs)
    assert (found.operation, str(found.place), found.text) == (operation, place, text)


def test_words_that_are_replaced_or_deleted_are_pairs() -> None:
    assert instruction("将第二条中的“航政部门”修改为“交通运输部门”。").pairs == (("航政部门", "交通运输部门"),)
    found = instruction("删去第七条中的“、渡工”。")
    assert (found.operation, found.pairs) == (DELETE, (("、渡工", ""),))


@pytest.mark.parametrize(("words", "operation", "place", "pairs", "text"), [
    ("第五条 渡口法第七条：“渡口收费。”修改为：“渡口免费。”", SUBSTITUTE, "第七条", (("渡口收费。", "渡口免费。"),), ()),
    ("第六条 渡口法第八条第二款“雨天停航。”修改为：“雾天停航。”", SUBSTITUTE, "第八条第二款", (("雨天停航。", "雾天停航。"),), ()),
    ("第七条 渡口法第九条：“甲。”“乙。”修改为：“丙。”", REPLACE, "第九条", (), ("丙。",)),
])  # fmt: skip
def test_a_statement_may_hold_the_old_words_and_the_new(
    words: str, operation: Operation, place: str, pairs: tuple[tuple[str, str], ...], text: tuple[str, ...]
) -> None:
    found = instruction(words)
    assert (found.law, found.operation, str(found.place)) == ("渡口法", operation, place)
    assert (found.pairs, found.text) == (pairs, text)


def test_a_paragraph_without_an_article_is_one_of_the_article_before() -> None:
    found, _ = read_instructions(["二、第六条增加一款作为第二款：“雨天停航。”", "增加一款作为第三款：“雾天停航。”"])
    assert [str(instruction.place) for instruction in found] == ["第六条第二款", "第六条第三款"]


def test_a_law_named_without_marks_is_the_one_that_is_amended() -> None:
    for words in (
        "一、将渡口法第三条修改为：“渡口夜间关闭。”",
        "二、在渡口法第三条中增加一款作为第二款：“渡口免费。”",
        "三、删去渡口法第三条。",
    ):
        found = instruction(words)
        assert (found.law, found.place.article) == ("渡口法", "第三条")


def test_articles_that_are_merged_read_as_the_text_and_the_others_go() -> None:
    found, unread = read_instructions(["三、将第二条、第三条合并，作为第二条，修改为：“渡船应当亮灯、检验。”"])
    base = (ArticleText("第一条", ("甲。",)), ArticleText("第二条", ("乙。",)), ArticleText("第三条", ("丙。",)))
    text = consolidate(base, [("决定", found)])
    assert not unread and not text.unapplied
    read = [(one.marker, one.lines) for one in text.provisions]
    assert read == [("第一条", ("甲。",)), ("第二条", ("渡船应当亮灯、检验。",))]
    assert read_instructions(["将第二条、第三条合并。"])[1], "how it reads is not told"


def test_an_act_gives_a_new_title() -> None:
    found = instruction("一、将名称修改为“岚州市渡运条例”。")
    assert found.operation is Operation.RETITLE
    assert consolidate((), [("决定", [found])]).title == "岚州市渡运条例"


def test_an_act_that_amends_several_laws_tells_which() -> None:
    found, _ = read_instructions(
        ["一、修改《岚州市渡口规定》", "1.删去第二条。", "二、修改《岚州市船闸规定》", "1.删去第三条。"]
    )
    assert [(i.law, i.place.article) for i in found] == [("岚州市渡口规定", "第二条"), ("岚州市船闸规定", "第三条")]


def test_a_law_and_its_first_instruction_may_stand_in_one_paragraph() -> None:
    read, unread = read_instructions(
        [
            "一、修改《渡口规定》",
            "删去第二条。",
            "二、修改《渡船收费批复》将第二段修改为：",
            "“渡船免费。”",
            "删去第三条。",
        ]
    )
    told = [("渡口规定", "第二条"), ("渡船收费批复", "第二段"), ("渡船收费批复", "第三条")]
    assert ([(one.law, str(one.place)) for one in read], unread) == (told, ())


@pytest.mark.parametrize(("words", "expected"), [
    ("六、删去第八条第一款末尾的“但夜间除外”和第二款末尾的“但雨天除外”，并将第二款中的“及”修改为“或者”。",
     [(DELETE, "第八条第一款", ("但夜间除外", "")), (DELETE, "第八条第二款", ("但雨天除外", "")),
      (SUBSTITUTE, "第八条第二款", ("及", "或者"))]),
    ("七、将第九条第一款中的“船主”，修改为“经营者”。同时，将第二款中的“第七条”修改为“第六条”。",
     [(SUBSTITUTE, "第九条第一款", ("船主", "经营者")), (SUBSTITUTE, "第九条第二款", ("第七条", "第六条"))]),
    ("将第二条、第三条中的“航政部门”修改为“海事机构”。",
     [(SUBSTITUTE, "第二条", ("航政部门", "海事机构")), (SUBSTITUTE, "第三条", ("航政部门", "海事机构"))]),
    ("第三十三条 渡口法序言第二自然段中“渡船”修改为“渡船、渡轮”。", [(SUBSTITUTE, "序言第二自然段", ("渡船", "渡船、渡轮"))]),
    ("第三十四条 渡口法序言第二自然段中“渡口免费。”修改为：“渡口收费。”", [(SUBSTITUTE, "序言第二自然段", ("渡口免费。", "渡口收费。"))]),
    ("第二条第一款“渡口免费。”后增写一句，内容为：“渡轮收费。”", [(SUBSTITUTE, "第二条第一款", ("渡口免费。", "渡口免费。渡轮收费。"))]),
    ("将第五条中的“‘三证’齐全”修改为“‘两证’齐全”。", [(SUBSTITUTE, "第五条", ("“三证”齐全", "“两证”齐全"))]),
])  # fmt: skip
def test_each_words_belong_to_the_provision_named_before_them(
    words: str, expected: list[tuple[Operation, str, tuple[str, str]]]
) -> None:
    found, unread = read_instructions([words])
    assert not unread
    assert [(one.operation, str(one.place), *one.pairs) for one in found] == expected


@pytest.mark.parametrize(("words", "place", "text"), [
    ("第六条“市海事机构行使下列职权”中增加一项，作为第七项“（七）检验渡船”，第七项改为第八项。",
     "第六条第七项", "（七）检验渡船"),
    ("将第五条第一款第二项中的“甲”修改为“乙”；并增加一项作为第三项规定：“渡船逾期未检的。”", "第五条第一款第三项", "渡船逾期未检的。"),
])  # fmt: skip
def test_a_new_item_may_stand_in_the_sentence(words: str, place: str, text: str) -> None:
    found, unread = read_instructions([words])
    inserted = [one for one in found if one.operation is INSERT]
    assert not unread and [(str(one.place), one.text) for one in inserted] == [(place, (text,))]


def test_which_number_each_article_has_may_be_listed() -> None:
    found = instruction("将《规定》的条文顺序作相应调整：“第八条”调整为“第七条”，“第九条”调整为“第八条”。")
    assert found.operation is REORDER


def test_old_words_and_new_may_stand_on_lines_of_their_own() -> None:
    found = instruction("第五条 渡口法第七条：“渡口收费。”", "修改为：“渡口免费。”")
    assert (str(found.place), found.pairs) == ("第七条", (("渡口收费。", "渡口免费。"),))


@pytest.mark.parametrize("words", ["将第六条和第七条的内容合并修改为：“渡口免费。”", "将第五条第一款后半部分修改为：“渡口免费。”",
    "第五条第一款第二句增加：“渡口免费。”", "将名称作文字修改为“渡口规定”"])  # fmt: skip
def test_what_is_not_understood_is_told_and_not_guessed(words: str) -> None:
    found, unread = read_instructions([words])
    assert not found and [one.words for one in unread]


BASE = [
    ArticleText("第一条", ("为加强渡口管理，制定本规定。",)),
    ArticleText("第二条", ("渡口由航政部门管理。", "渡船由船主管理。")),
    ArticleText("第三条", ("有下列情形之一的，停航：", "（一）雾天；", "（二）洪水。")),
    ArticleText("第四条", ("本规定自公布之日起施行。",)),
]


def applied(*paragraphs: str) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    found, unread = read_instructions(paragraphs)
    assert not unread
    result = consolidate(BASE, [("岚政令第9号", found)])
    return {p.marker: p.lines for p in result.provisions}, [gap.reason for gap in result.unapplied]


@pytest.mark.parametrize(("paragraphs", "marker", "lines"), [
    (["第二条第一款中的“航政部门”修改为“交通运输部门”。"], "第二条", ("渡口由交通运输部门管理。", "渡船由船主管理。")),
    (["将第二条第二款修改为：“渡船由经营者管理。”"], "第二条", ("渡口由航政部门管理。", "渡船由经营者管理。")),
    (["删去第二条第二款。"], "第二条", ("渡口由航政部门管理。",)),
    (["第二条增加一款，作为第二款：“渡口免费。”"], "第二条",
     ("渡口由航政部门管理。", "渡口免费。", "渡船由船主管理。")),
    (["将第三条第（二）项修改为：“（二）水位超过警戒线。”"], "第三条",
     ("有下列情形之一的，停航：", "（一）雾天；", "（二）水位超过警戒线。")),
    (["增加一条，作为第三条之一：“夜间停航。”"], "第三条之一", ("夜间停航。",)),
    (["将第三条第二项修改为：“山洪。”"], "第三条", ("有下列情形之一的，停航：", "（一）雾天；", "（二）山洪。")),
    (["第三条增加一项，作为第二项：“大风；”原第二项改为第三项。", "九、本决定自公布之日起施行。"], "第三条",
     ("有下列情形之一的，停航：", "（一）雾天；", "（二）大风；", "（三）洪水。")),
    (["第二条增加一款，作为第二款：“渡口免费。”原第二款作为第三款。"], "第二条",
     ("渡口由航政部门管理。", "渡口免费。", "渡船由船主管理。")),
    (["删去第二条第一款中的“航政部门”，增加一款，作为第二款：“渡口免费。”"], "第二条",
     ("渡口由管理。", "渡口免费。", "渡船由船主管理。")),
    (["将第二条第一款第一句修改为：“渡口由交通运输部门管理。”"], "第二条", ("渡口由交通运输部门管理。", "渡船由船主管理。")),
    (["第三条条首部分修改为：“有下列情形之一，渡口停航”"], "第三条", ("有下列情形之一，渡口停航：", "（一）雾天；", "（二）洪水。")),
    (["第二条第一款开始部分增加：“本市设立的”"], "第二条", ("本市设立的渡口由航政部门管理。", "渡船由船主管理。")),
    (["第二条第二款开始部分增加规定：“渡口免费”"], "第二条", ("渡口由航政部门管理。", "渡口免费；渡船由船主管理。")),
    (["第二条第一款末尾增加：“渡口免费。”"], "第二条", ("渡口由航政部门管理。渡口免费。", "渡船由船主管理。")),
    (["第一条增加规定：“渡口免费。”"], "第一条", ("为加强渡口管理，制定本规定。", "渡口免费。")),
    (["将第一条、第四条合并为一条。"], "第一条", ("为加强渡口管理，制定本规定。", "本规定自公布之日起施行。")),
])  # fmt: skip
def test_the_text_takes_an_instruction(paragraphs: list[str], marker: str, lines: tuple[str, ...]) -> None:
    text, reasons = applied(*paragraphs)
    assert (text[marker], reasons) == (lines, [])


def test_a_text_without_articles_is_amended_by_its_paragraphs() -> None:
    base = [ArticleText("", (words,)) for words in ("岚州市中级人民法院：", "你院请示收悉。", "经研究，答复如下。")]
    found, unread = read_instructions(["将正文第二段修改为：“经研究，同意。”"])
    text = consolidate(base, [("决定", found)])
    assert not unread and not text.unapplied
    assert [one.lines for one in text.provisions] == [
        ("岚州市中级人民法院：",),
        ("你院请示收悉。",),
        ("经研究，同意。",),
    ]


def test_articles_are_numbered_anew_where_the_act_says_so() -> None:
    text, reasons = applied("一、删去第二条。", "二、增加一条，作为第三条：“夜间停航。”", "条文顺序作相应调整。")
    assert list(text) == ["第一条", "第二条", "第三条", "第四条"] and reasons == []
    assert text["第二条"][0].startswith("有下列情形") and text["第三条"] == ("夜间停航。",)


@pytest.mark.parametrize(("paragraphs", "reason"), [
    (["删去第九条。"], "no-provision"),
    (["删去第二条第五款。"], "no-paragraph"),
    (["第二条中的“水利部门”修改为“水务部门”。"], "no-words"),
    (["增加一条，作为第三条：“夜间停航。”"], "exists"),
    (["将第二条第一款第三句修改为：“夜间停航。”"], "no-words"),
    (["第二条条首部分修改为：“有下列情形之一的”"], "no-words"),
    (["将第四条、第九条合并为一条。"], "no-provision"),
    (["将第二段修改为：“夜间停航。”"], "no-provision"),
])  # fmt: skip
def test_what_cannot_be_applied_is_listed_and_the_text_stays(paragraphs: list[str], reason: str) -> None:
    text, reasons = applied(*paragraphs)
    assert reasons == [reason] and list(text.values()) == [provision.lines for provision in BASE]


def test_each_provision_says_which_act_last_changed_it() -> None:
    first, _ = read_instructions(["将第一条修改为：“为了安全，制定本规定。”", "将第四条修改为：“即日施行。”"])
    second, _ = read_instructions(["将第四条修改为：“明日施行。”"])
    result = consolidate(BASE, [("甲", first), ("乙", second)])
    assert [(p.marker, p.by) for p in result.provisions] == [
        ("第一条", "甲"),
        ("第二条", ""),
        ("第三条", ""),
        ("第四条", "乙"),
    ]


@pytest.mark.parametrize("number", [1, 9, 10, 15, 20, 99, 100, 101, 110, 115, 999, 1000, 1001, 1010, 1260])
def test_numbers_are_written_as_they_are_read(number: int) -> None:
    assert order(f"第{chinese(number)}条") == (number, 0)


def test_items_belong_to_the_paragraph_above_them() -> None:
    assert locate(BASE[2].lines, "第一款", "") == (0, 3) and locate(BASE[2].lines, "", "第二项") == (2, 3)
    assert locate(BASE[2].lines, "第二款", "") is None
    assert ProvisionNumber("第三条", "第一款", "第二项") == instruction("删去第三条第一款第二项。").place


def test_reading_is_linear() -> None:
    assert_linear(lambda n: read_instructions(["一、将第三条修改为：“渡口夜间关闭。"] + ["“夜航亮灯。"] * n), 100)
