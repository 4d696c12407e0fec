"""A document's clauses asked by place: the clause that contains it, what is above, whether the document speaks there."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Level, Span
from ingest.read.normalize import NormalizedText
from ingest.segment.components import outline
from ingest.segment.documents import divide
from ingest.segment.paragraphs import split
from ingest.segment.tree import Counted, Leaf, Tree
from ingest.steps import parse
from tests.ingest import official
from tests.ingest.official import NOTICE, normalized_text

BODY = """现就湖滨步道管理有关事项通知如下。

一、重点任务

（一）普查步道。逐段普查。

（二）改造栈桥。改造要求如下：

1.先设计。

2.后施工。

二、保障措施

各部门要密切配合。"""

FULL = """LZCR-2022-0010001

岚州市人民政府关于印发《岚州市客渡管理办法》的通知
岚政发〔2022〕15号

各区县人民政府：

《岚州市客渡管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。

附件：客渡码头清单

岚州市人民政府

2022年3月15日

（此件公开发布）

岚州市客渡管理办法

第一条 为保障客渡安全，制定本办法。

第二条 渡口经营单位应当备案。

附件

客渡码头清单

序号\t码头
1\t东堤码头

抄送：市委各部门。

岚州市人民政府办公室 2022年3月16日印发
"""


@dataclass
class Grown:
    """A text's first document as a tree, looked up by the words at a place."""

    normalized: NormalizedText
    tree: Tree

    @classmethod
    def read(cls, text: str) -> "Grown":
        return cls.all(normalized_text(text))[0]

    @classmethod
    def all(cls, normalized: NormalizedText) -> "list[Grown]":
        paragraphs = split(normalized)
        extents = divide(normalized, paragraphs).documents
        return [
            cls(normalized, Tree(paragraphs, outline(paragraphs, extent), document.components))
            for extent, document in zip(extents, parse(normalized).documents, strict=True)
        ]

    def at(self, words: str) -> int:
        assert self.normalized.text.count(words) == 1, words
        return self.normalized.text.index(words)

    def leaf(self, words: str) -> Leaf:
        leaf = self.tree.leaf(self.at(words))
        assert leaf is not None
        return leaf


@pytest.fixture(scope="module")
def plain() -> Grown:
    return Grown.read(NOTICE.format(body=BODY))


@pytest.fixture(scope="module")
def full() -> Grown:
    return Grown.read(FULL)


@pytest.mark.parametrize(("words", "marker", "parent", "last", "siblings"), [
    ("重点任务",     "一、",   None,     False, None),
    ("普查步道",     "（一）", "一、",   False, 2),
    ("逐段普查",     "（一）", "一、",   False, 2),
    ("改造栈桥",     "（二）", "一、",   True,  2),
    ("先设计",       "1.",     "（二）", False, 2),
    ("后施工",       "2.",     "（二）", True,  2),
    ("密切配合",     "",       "二、",   True,  1),
])  # fmt: skip
def test_a_leaf_and_what_is_above(
    plain: Grown, words: str, marker: str, parent: str | None, last: bool, siblings: int | None
) -> None:
    leaf = plain.leaf(words)
    assert leaf.clause.marker == marker
    assert (leaf.parent.marker if leaf.parent else None) == parent
    assert leaf.last is last
    assert siblings is None or leaf.siblings == siblings
    assert leaf.clause.own.start <= plain.at(words) < leaf.clause.own.end


def test_a_leaf_is_its_own_text_not_its_childrens(plain: Grown) -> None:
    above, below = plain.leaf("改造要求如下"), plain.leaf("先设计")
    assert above.clause.span.contains(below.clause.span)
    assert above.clause.own.end <= below.clause.own.start
    assert below.parent == above.clause


def test_the_parts_of_a_document_are_counted(full: Grown) -> None:
    assert [full.leaf(words).part for words in ("现印发给你们", "为保障客渡安全", "东堤码头")] == [0, 1, 2]
    assert full.leaf("为保障客渡安全").parent is None


def test_outside_of_the_document_there_is_no_leaf(plain: Grown) -> None:
    assert plain.tree.leaf(len(plain.normalized.text) + 5) is None
    normalized = normalized_text(NOTICE.format(body=BODY) + "\n" + FULL)
    first, second = Grown.all(normalized)
    before, behind = normalized.text.index("逐段普查"), normalized.text.index("为保障客渡安全")
    assert first.tree.speaks(before) and second.tree.speaks(behind)
    assert second.tree.leaf(before) is None and not second.tree.speaks(before)
    assert first.tree.leaf(behind) is None and not first.tree.speaks(behind)
    assert first.tree.span.end <= second.tree.span.start <= behind


def test_the_imprint_is_in_no_leaf(full: Grown) -> None:
    for words in ("抄送：市委各部门", "2022年3月16日印发"):
        assert full.tree.leaf(full.at(words)) is None
        assert not full.tree.speaks(full.at(words))


@pytest.mark.parametrize("words", ["现就湖滨步道", "一、重点任务", "逐段普查", "先设计", "各部门要密切配合"])
def test_where_a_notice_speaks(plain: Grown, words: str) -> None:
    assert plain.tree.speaks(plain.at(words))


@pytest.mark.parametrize(
    "words", ["关于加强湖滨步道管理的通知", "岚政发〔2022〕15号", "各区县人民政府，", "2022年3月15日"]
)
def test_where_a_notice_is_silent(plain: Grown, words: str) -> None:
    assert not plain.tree.speaks(plain.at(words))


def test_the_signature_is_silent(plain: Grown) -> None:
    assert not plain.tree.speaks(plain.normalized.text.rindex("岚州市人民政府"))


@pytest.mark.parametrize(("words", "speaks"), [
    ("LZCR-2022-0010001", False),
    ("岚州市人民政府关于印发", False),
    ("已经市政府同意", True),
    ("附件：客渡码头清单", False),
    ("此件公开发布", False),
    ("第一条 为保障", True),
    ("渡口经营单位应当备案", True),
    ("东堤码头", True),
    ("抄送", False),
])  # fmt: skip
def test_where_a_document_with_parts_speaks(full: Grown, words: str, speaks: bool) -> None:
    assert full.tree.speaks(full.at(words)) is speaks


def test_the_headings_of_parts_are_silent(full: Grown) -> None:
    text = full.normalized.text
    assert not full.tree.speaks(text.index("岚州市客渡管理办法\n第一条"))
    assert not full.tree.speaks(text.rindex("客渡码头清单"))


def test_numbered_sentences_behind_a_signature_speak() -> None:
    text = NOTICE.format(body="现通知如下。") + "\n渡口守则\n\n1.渡口经营单位应当备案。\n\n2.乘客应当听从指挥。\n"
    grown = Grown.read(text)
    assert grown.leaf("渡口经营单位应当备案").clause.level is Level.CONCLUSIONS
    assert [grown.tree.speaks(grown.at(words)) for words in ("渡口守则", "渡口经营单位", "听从指挥")] == [
        False,
        True,
        True,
    ]


def test_a_numbered_sentence_with_a_bracket_behind_it_speaks_there_too() -> None:
    behind = Grown.read(
        f"{NOTICE.format(body=BODY)}\n重点任务分解\n1.完成码头改造。（责任单位：市园林局）\n2.湖滨渡口（东岸）\n"
    )
    assert behind.tree.speaks(behind.at("责任单位"))


def test_what_stands_above_the_addressees_is_silent() -> None:
    text = NOTICE.replace("15号\n", "15号\n\n各街道应当认真阅读\n").format(body=BODY)
    grown = Grown.read(text)
    assert grown.leaf("认真阅读").clause.level is Level.PREFACE
    assert not grown.tree.speaks(grown.at("认真阅读"))


def test_line_ends_are_silent(plain: Grown) -> None:
    text = plain.normalized.text
    ends = [at for at, character in enumerate(text) if character == "\n"]
    assert ends and not any(plain.tree.speaks(at) for at in ends)


# --- numbers in spans ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("span", "expected"), [
    (Span(0, 100), 4),
    (Span(5, 5), 0),
    (Span(5, 6), 2),   # places are counted, not distinguished
    (Span(0, 5), 0),   # half-open
    (Span(6, 20), 1),
    (Span(9, 21), 2),
    (Span(21, 30), 0),
])  # fmt: skip
def test_counted(span: Span, expected: int) -> None:
    assert Counted([20, 5, 9, 5]).within(span) == expected


def test_nothing_is_counted_in_nothing() -> None:
    assert Counted([]).within(Span(0, 10)) == 0


@given(st.lists(st.integers(0, 60)), st.integers(0, 60), st.integers(0, 60))
def test_counting_is_counting(places: list[int], one: int, other: int) -> None:
    span = Span(min(one, other), max(one, other))
    assert Counted(places).within(span) == sum(span.start <= place < span.end for place in places)


# --- properties ----------------------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(official.gazettes)
def test_every_place_is_in_the_leaf_that_holds_it(text: str) -> None:
    for grown in Grown.all(normalized_text(text)):
        tree = grown.tree
        owns = [leaf.clause.own for leaf in tree.leaves]
        assert all(one.end <= other.start for one, other in pairwise(owns))
        for place in range(tree.span.start, tree.span.end):
            leaf = tree.leaf(place)
            held = [other for other in tree.leaves if other.clause.own.start <= place < other.clause.own.end]
            assert held == ([leaf] if leaf else [])
            if tree.speaks(place):
                assert leaf is not None and leaf.clause.level is not Level.PREFACE
        for leaf in tree.leaves:
            assert leaf.siblings >= 1
            if leaf.parent:
                assert leaf.parent.span.contains(leaf.clause.span)
                assert leaf.clause.parent == leaf.parent.eid
                beside = [
                    other for other in tree.leaves if other.part == leaf.part and other.clause.parent == leaf.parent.eid
                ]
                assert len(beside) <= leaf.siblings
                assert sum(other.last for other in beside) <= 1
                assert not leaf.last or beside[-1] == leaf
