"""Provisions by name and in print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.numbers import provision_name, provision_title


@pytest.mark.parametrize(("printed", "name"), [
    ("63", "art_63"), ("120-1", "art_120-1"), ("第六十三条", "art_63"), ("第六十三条第一款", "art_63__para_1"),
    ("第一百二十条之一第二款第三项", "art_120-1__para_2__point_3"), ("第3条第（二）项", "art_3__point_2"), ("三章", "chp_3"),
    ("第三编 第二章", "part_3__chp_2"), ("第一二〇条", "art_120"), ("第二款", "para_2"),
    ("", ""), ("第六十三", ""), ("第零条", ""), ("处罚法第三条", ""), ("第三条的规定", ""), ("第三条之", ""), ("art_3", ""), ("12345", ""),
])  # fmt: skip
def test_a_typed_provision_is_named(printed: str, name: str) -> None:
    assert provision_name(printed) == name


NUMBERS = st.integers(1, 1999).map(str)
ARTICLES = st.tuples(NUMBERS, st.sampled_from(["", "-1", "-12"])).map(lambda drawn: f"art_{drawn[0]}{drawn[1]}")
INNER = st.lists(st.tuples(st.sampled_from(["para", "point", "item"]), NUMBERS).map("_".join), max_size=3)


@given(ARTICLES, INNER)
def test_what_is_printed_is_read_again(article: str, inner: list[str]) -> None:
    name = "__".join([article, *inner])
    assert provision_name(provision_title(name)) == name


@given(st.text("第条款项之一二三（）章0-9 ", max_size=12))
def test_any_text_is_a_provision_or_none(printed: str) -> None:
    name = provision_name(printed)
    assert not name or provision_name(provision_title(name)) == name
