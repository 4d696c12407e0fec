"""Provisions as texts name them: paths, lists, ellipses, ranges, relative words."""

from itertools import pairwise

import pytest

from ingest.extract.provisions import provisions
from ingest.model import Back, ProvisionName


def plain(value: ProvisionName) -> str:
    """One line for a value: `本法: before para 2 + art_7__para_1 … art_9 (joined)`."""
    back = f"{value.back.word} {value.back.unit}{value.back.count} " if isinstance(value.back, Back) else ""
    steps = "__".join(map(str, value.steps))
    return (
        (f"{value.law}:" if value.law else "")
        + back
        + steps
        + (f"…{value.last}" if value.last else "")
        + ("+" if value.joined else "")
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依照本法第三条、第五条和第七条第一款",   [("第三条", "本法:art_3"), ("第五条", "art_5+"), ("第七条第一款", "art_7__para_1+")]),
        ("第十、十八、二十六条",                   [("第十", "art_10"), ("十八", "art_18+"), ("二十六条", "art_26+")]),
        ("第四十条第一款、第二款",                 [("第四十条第一款", "art_40__para_1"), ("第二款", "para_2+")]),
        ("第三条第一、二、五项",                   [("第三条第一", "art_3__point_1"), ("二", "point_2+"), ("五项", "point_5+")]),
        ("第三条第一、第二款",                     [("第三条第一", "art_3__para_1"), ("二款", "para_2+")]),
        ("第七条至第九条",                         [("第七条至第九条", "art_7…art_9")]),
        ("第四至七条",                             [("第四至七条", "art_4…art_7")]),
        ("第一百二十条之一至第一百二十条之六",     [("第一百二十条之一至第一百二十条之六", "art_120-1…art_120-6")]),
        ("前款第三项至第五项",                     [("前款第三项至第五项", "before para1 point_3…point_5")]),
        ("前两款",                                 [("前两款", "before para2 ")]),
        ("上款、前条和前项",                       [("上款", "before para1 "), ("前条", "before art1 +"), ("前项", "before point1 +")]),
        ("本条第二款、本条、本章",                 [("本条第二款", "this art1 para_2"), ("本章", "this chp1 +")]),
        ("该条例第五条第（三）项",                 [("第五条第（三）项", "该条例:art_5__point_3")]),
        ("同法实施条例第 12 条第2款",              [("第 12 条第2款", "同法实施条例:art_12__para_2")]),
        ("《办法》第三条（一）、（二）项",         [("第三条（一）", "art_3__point_1"), ("（二）项", "point_2+")]),
        ("第一二〇条",                             [("第一二〇条", "art_120")]),
        ("第二章第一节和第三编",                   [("第二章第一节", "chp_2__sec_1"), ("第三编", "part_3+")]),
        ("第三条第一款第二项第一目",               [("第三条第一款第二项第一目", "art_3__para_1__point_2__item_1")]),
        ("第三条的规定和第四条",                   [("第三条", "art_3"), ("第四条", "art_4+")]),
        ("第三条规定的，第四条",                   [("第三条", "art_3"), ("第四条", "art_4")]),
        ("第九九九九九九九九条",                   [("第九九九九九九九九条", "art_0")]),
        ("第三条件、第二章程、本条例、前条件、第一批、该项目", []),
    ],
)  # fmt: skip
def test_what_is_named(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.span.slice(text), plain(m.value)) for m in provisions(text)] == expected


@pytest.mark.parametrize("piece", ["第一条、", "第一、", "第一条至", "前款", "第一百二十条之", "（一）、", "第", "本"])
def test_many_of_one_piece_are_read_once_each(piece: str) -> None:
    """Work grows with the text: no piece is in two mentions."""
    text = piece * 3_000
    spans = [mention.span for mention in provisions(text)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert len(spans) <= 3_000
