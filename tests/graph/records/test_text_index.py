"""Which of many texts contain a string."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records.text_index import _MANY, TextIndex

# fmt: off
CASES = [
    (("甲乙", "乙\n丙", "丁"), "乙",   [0, 1]),
    (("甲乙", "乙\n丙", "丁"), "乙 丙", [1]),
    (("甲乙", "丙"),          "乙丙", []),
    (("甲甲", "甲"),          "甲",   [0, 1]),
    (("甲", "", ""),          "",     [0, 1, 2]),
    ((),                      "甲",   []),
    ((),                      "",     []),
]
# fmt: on


@pytest.mark.parametrize(("texts", "part", "held"), CASES)
def test_holding(texts: Sequence[str], part: str, held: list[int]) -> None:
    assert TextIndex(texts).holding(part) == TextIndex(texts).places(part).tolist() == held


@given(texts=st.lists(st.text("甲乙a😀", max_size=6), max_size=8), part=st.text("甲乙a😀", min_size=1, max_size=3))
def test_what_stands_often_is_found_as_what_stands_seldom(texts: list[str], part: str) -> None:
    index = TextIndex(texts)
    assert (
        index._holding_often(part).tolist()
        == index.holding(part)
        == [at for at, text in enumerate(texts) if part in text]
    )
    many = TextIndex([*texts, *[part] * (_MANY + 1)])
    assert (
        many.holding(part)
        == many.places(part).tolist()
        == [*index.holding(part), *range(len(texts), len(texts) + _MANY + 1)]
    )
