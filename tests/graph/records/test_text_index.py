"""Which of many texts contain a string."""

from collections.abc import Sequence

import pytest

from graph.records.text_index import TextIndex

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
    assert TextIndex(texts).holding(part) == held
