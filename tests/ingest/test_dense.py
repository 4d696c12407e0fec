"""One text never costs the others: however dense a paragraph is, what is written stays in proportion to it."""

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.steps import parse
from ingest.triples import evidence, triples
from ontology.iri import Iris
from ontology.vocabulary import ZM
from tests.ingest.official import NOTICE, normalized_text

LONGEST = 2_000
"""Code points of a text that a fact carries, in these tests: a tenth of what a build allows, so that short paragraphs reach it."""


@pytest.fixture(scope="module", autouse=True)
def shorter() -> Iterator[None]:
    assert evidence.LONGEST == 10 * LONGEST
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "LONGEST", LONGEST)
        yield


PIECES = (
    "根据《第{i}号步道办法》（岚政发〔2019〕{i}号）、",
    "由市财政局牵头负责第{i}项，",
    "由市财政局牵头负责，根据《第{i}号步道办法》，2022年9月底前完成，",
    "普查第{i}段步道（市财政局牵头，市水务局配合）",
    "责任单位：市财政局、市水务局；",
    "市财政局应当公开第{i}项，不得收费，可以委托，",
    "市财政局应当公开第{i}项。",
    "2022年{m}月底前、每月5日前、收到之日起15日内报送，",
    "市财政局、民政局、省水利厅、各区县政府，",
    "岚政发〔2019〕{i}号废止，",
    "自2022年{m}月1日起施行，有效期5年，",
    "（以下简称“办法{i}”）",
    "第{i}条 ",
    "违反本办法第一条第一款、第二款和前两款，",
    "依照《第{i}号步道办法》第一条至第一百五十条、第一条至第九十九万条，",
    "<!-- 页眉{i} -->",
    "步道{i}",
)
JOINTS = ("", "\n", "\t", "。")


def size_and_longest(text: str) -> tuple[int, int]:
    """Bytes of N-Triples, and code points of the longest literal that is not a clause's own text or a title."""
    normalized = normalized_text(NOTICE.format(body=text))
    made = list(triples(normalized, parse(normalized), Iris()))
    data = ox.serialize(made, format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    longest = max(
        len(triple.object.value)
        for triple in made
        if isinstance(triple.object, ox.Literal) and triple.predicate.value != str(ZM.text)
    )
    return len(data), longest


def repeated(piece: str, number: int, joint: str = "") -> str:
    return joint.join(piece.format(i=i, m=i % 12 + 1) for i in range(1, number + 1))


@pytest.mark.parametrize("piece", PIECES)
def test_a_paragraph_of_one_kind_of_fact(piece: str) -> None:
    once, longest = size_and_longest(repeated(piece, 200))
    twice, _ = size_and_longest(repeated(piece, 400))
    assert longest <= LONGEST
    assert twice <= 2.2 * once


@settings(max_examples=6)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join), st.sampled_from(JOINTS))
def test_paragraphs_of_mixed_facts(piece: str, joint: str) -> None:
    once, longest = size_and_longest(repeated(piece, 160, joint))
    twice, _ = size_and_longest(repeated(piece, 320, joint))
    assert longest <= LONGEST
    assert twice <= 2.5 * once


@pytest.mark.parametrize("head", ["", "任务\t责任单位\n"])
def test_a_fact_across_an_endless_comment_carries_a_bounded_piece(head: str) -> None:
    phrase = "由市财政局牵头负责第1项，"
    comment = "<!--" + "注" * 5_000 + "-->"
    size, longest = size_and_longest(f"{head}{phrase * 20}{comment}{phrase * 20}")
    assert longest <= LONGEST and size < 400 * LONGEST


def test_an_endless_row_and_an_endless_clause_carry_a_bounded_piece() -> None:
    for text in (
        "任务\t责任单位\n" + "普查" * 3_000 + "\t市财政局\n",
        "普查" * 3_000 + "（市财政局负责）",
        "一、宣布失效的文件目录\n《" + "办" * 100 + "法》" + "普" * 3_000 + "\t岚政发〔2019〕3号\n",
    ):
        assert size_and_longest(text)[1] <= LONGEST
