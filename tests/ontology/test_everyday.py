"""What laws say for everyday words."""

from ontology.everyday import everyday_words, legal_words, longer_words, setting_words, wider_bearers


def test_words_that_stay_hold_everyday_ones_or_end_where_they_begin() -> None:
    """A line of `longer` that keeps no everyday word from being seen would be dead."""
    for word in longer_words():
        assert any(everyday in word or word[-1] == everyday[0] for everyday in everyday_words()), word


def test_a_word_without_a_line_means_itself_alone() -> None:
    assert legal_words("渡口") == ()


def test_every_line_tells_other_words_and_each_once() -> None:
    for word, legal in everyday_words().items():
        assert len(word) > 1 or word in {"秤", "卖"}, word
        assert len(set(legal)) == len(legal) > 0, word
        assert set(legal) != {word}, word


def test_words_for_who_or_where_are_words_that_can_be_typed() -> None:
    legal = {word for words in everyday_words().values() for word in words}
    for word in setting_words():
        assert len(word) > 1 and (word in everyday_words() or word in legal or len(word) <= 4), word


def test_a_business_is_of_wider_kinds() -> None:
    assert {"食品经营者", "用人单位", "单位和个人"} <= set(wider_bearers("餐馆")) and "餐馆" not in wider_bearers(
        "餐馆"
    )
    assert "施工单位" in wider_bearers("建筑公司") and "医疗机构" in wider_bearers("医院")
    assert wider_bearers("渡口") == ()
