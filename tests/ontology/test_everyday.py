"""What laws say for everyday words."""

import pytest

from ontology.everyday import everyday_words, legal_wordings, legal_words, longer_words


@pytest.mark.parametrize(("typed", "wordings"), [
    ("安全帽",         ("安全帽", "劳动防护用品", "安全防护用具", "安全防护用品", "防护用品")),
    ("煤气罐爆炸",     ("煤气罐爆炸", "气瓶爆炸", "瓶装燃气爆炸", "液化石油气爆炸")),
    ("开发商 图纸",    ("开发商 图纸", "开发商 施工图", "开发商 设计文件", "房地产开发企业 图纸", "房地产开发企业 施工图",
                        "房地产开发企业 设计文件", "建设单位 图纸", "建设单位 施工图", "建设单位 设计文件")),
    ("渡口",           ("渡口",)),
    ("办证执照",       ("办证执照", "办证营业执照", "许可证执照", "许可证营业执照", "营业执照执照", "营业执照营业执照",
                        "登记执照", "登记营业执照")),
    ("执照",           ("执照", "营业执照")),
    ("病人家暴",       ("病人家暴", "病人家庭暴力", "患者家暴", "患者家庭暴力")),
    ("",               ("",)),
])  # fmt: skip
def test_what_was_typed_in_the_words_of_laws(typed: str, wordings: tuple[str, ...]) -> None:
    assert legal_wordings(typed) == wordings


@pytest.mark.parametrize("typed", [
    "营业执照", "传染病", "腐败变质", "超过期限", "公开车辆", "明码标价", "健康证明", "消防车通道", "投标价格", "水电工程", "公租房",
    "印刷单位", "举办证券业务", "水质保护", "养老人员", "参加班会", "开发商品房", "乡村医生",
])  # fmt: skip
def test_no_everyday_word_counts_inside_another_word(typed: str) -> None:
    assert legal_wordings(typed) == (typed,)


def test_of_many_everyday_words_each_has_its_legal_words() -> None:
    typed = "老板欠薪开除加班社保"
    wordings = legal_wordings(typed)
    assert len(wordings) <= 16 and wordings[0] == typed
    assert "用人单位拖欠工资解除劳动合同延长工作时间社会保险" in wordings
    for word in ("老板", "欠薪", "开除", "加班", "社保"):
        for legal in legal_words(word):
            assert any(legal in wording for wording in wordings), legal
        assert typed.replace(word, legal_words(word)[0]) in wordings, word


def test_words_that_stay_hold_everyday_ones_or_end_where_they_begin() -> None:
    """A line of `longer` that keeps no everyday word from being seen would be dead."""
    for word in longer_words():
        assert any(everyday in word or word[-1] == everyday[0] for everyday in everyday_words()), word


def test_a_word_without_a_line_means_itself_alone() -> None:
    assert legal_words("渡口") == ()


def test_every_line_tells_other_words_and_each_once() -> None:
    for word, legal in everyday_words().items():
        assert len(word) > 1 or word == "秤", word
        assert len(set(legal)) == len(legal) > 0, word
        assert set(legal) != {word}, word
