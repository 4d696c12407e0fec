"""Places as people type them: names, short names, codes; with all that lies in them."""

import doctest

import pytest

from graph.records import regions
from graph.records.regions import find_region


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("山东省", "/place/37"), ("山东", "/place/37"), ("济南市", "/place/3701"), (" 济南 ", "/place/3701"),
        ("济南市天桥区", "/place/370105"), ("天桥区", "/place/370105"), ("370105", "/place/370105"), ("370000", "/place/37"),
        ("北京", "/place/11"), ("吉林", "/place/22"), ("吉林市", "/place/2202"), ("南京市鼓楼区", "/place/320106"),
        ("仙桃市", "/place/429004"), ("全国", "/place/100000"), ("中华人民共和国", "/place/100000"),
    ],
)  # fmt: skip
def test_a_name_or_a_code_means_a_region(typed: str, path: str) -> None:
    assert find_region(typed).path == path and find_region(typed).found is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("鼓楼区", "南京市鼓楼区、徐州市鼓楼区"),
        ("无此市", "没有叫这个名字"),
        ("市", "没有叫这个名字"),
        ("", "没有叫这个名字"),
        ("999999", "没有"),
    ],
)
def test_what_names_no_one_place_says_why_and_matches_nothing(typed: str, words: str) -> None:
    region = find_region(typed)
    assert region.found is not None and words in region.found.why("zh") and region.found.why("en")
    assert region.path.endswith("/")


def test_examples() -> None:
    assert doctest.testmod(regions).failed == 0
