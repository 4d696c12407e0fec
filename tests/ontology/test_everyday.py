"""What laws say for everyday words."""

import pytest

from ontology.everyday import everyday_words, legal_wordings, legal_words


@pytest.mark.parametrize(("typed", "wordings"), [
    ("安全帽",         ("安全帽", "劳动防护用品", "安全防护用具", "安全防护用品", "防护用品")),
    ("煤气罐爆炸",     ("煤气罐爆炸", "气瓶爆炸", "瓶装燃气爆炸", "液化石油气爆炸")),
    ("开发商 图纸",    ("开发商 图纸", "开发商 施工图", "开发商 设计文件", "房地产开发企业 图纸", "房地产开发企业 施工图",
                        "房地产开发企业 设计文件", "建设单位 图纸", "建设单位 施工图", "建设单位 设计文件")),
    ("渡口",           ("渡口",)),
    ("",               ("",)),
])  # fmt: skip
def test_what_was_typed_in_the_words_of_laws(typed: str, wordings: tuple[str, ...]) -> None:
    assert legal_wordings(typed) == wordings


def test_many_everyday_words_have_no_more_than_some_wordings() -> None:
    assert len(legal_wordings("老板欠薪开除加班社保")) == 16


def test_a_word_without_a_line_means_itself_alone() -> None:
    assert legal_words("渡口") == ()


def test_every_line_tells_other_words_and_each_once() -> None:
    for word, legal in everyday_words().items():
        assert len(word) > 1 or word == "秤", word
        assert len(set(legal)) == len(legal) > 0, word
        assert set(legal) != {word}, word
