"""What a question asks: its words, and what it wants to know."""

import pytest

from ontology.asked import matter, parse_question
from ontology.enumerations import Aim
from ontology.everyday import everyday_words, legal_words


@pytest.mark.parametrize(("typed", "parts", "aims"), [
    ("安全帽",               ["安全帽"],                 set()),
    ("没戴安全帽怎么罚",     ["没戴", "安全帽"],         {Aim.PENALTY}),
    ("船票要保存几年",       ["船票", "保存"],           {Aim.TIME}),
    ("渡口能不能摆摊",       ["渡口", "摆摊"],           {Aim.PERMISSION}),
    ("渡船要不要登记",       ["渡船", "登记"],           {Aim.DUTY}),
    ("渡船罚多少钱",         ["渡船"],                   {Aim.PENALTY}),
    ("煤气罐爆炸",           ["煤气罐", "爆炸"],         set()),
    ("渡口 图纸",            ["渡口", "图纸"],           set()),
    ("怎么罚",               [],                         {Aim.PENALTY}),
    ("怎么罚？！",           [],                         {Aim.PENALTY}),
    ("（渡口）？图纸。",     ["渡口", "图纸"],           set()),
    ("",                     [],                         set()),
])  # fmt: skip
def test_a_question_is_parsed(typed: str, parts: list[str], aims: set[Aim]) -> None:
    question = parse_question(typed)
    assert [part.typed for part in question.parts] == parts
    assert question.aims == aims
    assert question.asks == (bool(aims) or "怎么" in typed)


@pytest.mark.parametrize(("typed", "units", "titles"), [
    ("渡船保修几年",     {"年"},      {"建筑", "工程"}),
    ("船帆洗几次",       {"次"},      set()),
    ("一次性船帆",       set(),       set()),
    ("渡船着火",         set(),       {"消防"}),
])  # fmt: skip
def test_a_question_tells_what_is_counted_and_in_which_field_it_lies(
    typed: str, units: set[str], titles: set[str]
) -> None:
    question = parse_question(typed)
    assert question.units == units and titles <= question.titles and bool(titles) == bool(question.titles)


def test_a_word_with_a_line_has_its_legal_words() -> None:
    (part,) = parse_question("安全帽").parts
    assert part.ways == ("安全帽", *legal_words("安全帽"))
    (unknown,) = parse_question("渡船").parts
    assert unknown.ways == ()


@pytest.mark.parametrize("typed", [
    "营业执照", "传染病", "腐败变质", "超过期限", "公开车辆", "明码标价", "消防车通道", "投标价格", "公租房",
    "印刷单位", "水质保护", "养老人员", "开发商品房", "乡村医生",
])  # fmt: skip
def test_no_everyday_word_counts_inside_another_word(typed: str) -> None:
    assert all(part.typed not in everyday_words() or part.typed == typed for part in parse_question(typed).parts)


@pytest.mark.parametrize(("typed", "words"), [
    ("拖欠工资怎么罚",   "拖欠工资"),
    ("渡口能不能停船吗", "渡口 停船"),
    ("食品 标签",        "食品 标签"),
    ("赔偿责任",         "赔偿责任"),
    ("怎么办",           ""),
    ("？！。",           ""),
    ("(((",              ""),
    ("“渡口”（码头）？", "渡口 码头"),
    ("PM2.5、渡船！",    "PM2.5 渡船"),
])  # fmt: skip
def test_the_matter_is_what_was_typed_without_the_words_that_only_ask(typed: str, words: str) -> None:
    assert matter(typed) == words


def test_the_character_before_a_piece_may_belong_to_it() -> None:
    word, piece = parse_question("安全帽沿").parts
    assert (word.typed, piece.typed, piece.behind) == ("安全帽", "沿", "帽")
    assert parse_question("安全帽 沿").parts[1].behind == "帽"
