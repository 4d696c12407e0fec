"""Printed lines that a tool wrote in several pieces, and the paragraphs that they should give."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Source
from ingest.read.normalize import normalize

PARAGRAPHS = [
    "为改善湖滨步道通行条件，提升沿线、沿河、沿山设施水平，根据《岚州市湖滨保护办法》（岚政发〔2021〕9号）和有关要求，结合本市实际，经市政府同意，现就整修工作提出如下措施。",
    "一、总体安排",
    "1.统筹施工时序。各区、各部门要按照先急后缓、先易后难的原则，分段编制施工计划，合理安排材料、机械、人员，避免重复开挖，减少对沿线商户、居民的影响。（市住房城乡建设局、市财政局、望湖区政府）",
    "2.完善交通组织。施工期间，沿线公交站点临时北移，过往车辆、行人应当按照标志绕行，具体线路由市公安局交通管理部门会同市交通运输局、市城管局提前公布。（市公安局、市交通运输局）",
    "二、资金保障",
    "3.落实资金来源。整修工程所需资金由市、区两级财政按照比例分担，不足部分从城市维护费、土地出让收入中列支，不得向沿线商户、居民摊派。（市财政局、市审计局）",
    "4.强化质量监督。建设、设计、施工、监理单位应当依法承担质量责任，市住房城乡建设局每季度开展一次检查，检查结果及时通报，发现问题限期整改。（市住房城乡建设局）",
]
SIGNED = ["岚州市人民政府办公室", "2023年5月9日"]


def page(pieces: str, columns: int = 30) -> str:
    """The paragraphs in a column, every second line cut again where `pieces` matches."""
    lines: list[str] = []
    for paragraph in PARAGRAPHS:
        printed = "　　" + paragraph
        for i, at in enumerate(range(0, len(printed), columns)):
            line = printed[at : at + columns].strip("　")
            lines += re.split(pieces, line) if i % 2 else [line]
    return "\n".join([line for line in lines if line] + SIGNED)


def read(text: str) -> list[str]:
    return normalize(Source("a.txt", "0", "text/plain", "utf-8", text)).text.rstrip("\n").split("\n")


@pytest.mark.parametrize(
    "pieces", ["(?<=[，、])", "(?<=[，、。])", "(?<=[，、])|(?=（)|(?=各)"], ids=["commas", "stops", "words"]
)
def test_pieces_of_printed_lines_are_put_together_again(pieces: str) -> None:
    assert read(page(pieces)) == PARAGRAPHS + SIGNED


def test_an_aside_in_brackets_is_the_middle_of_its_line() -> None:
    title = ["岚州市人民政府办公室关于印发", "（湖滨）", "步道管理办法的通知"]
    assert read("\n".join([*title, page("(?<=[，、])")]))[0] == "".join(title)


def test_a_text_of_whole_paragraphs_stays_as_it_is() -> None:
    lines = ["岚州市", "望湖区，", *PARAGRAPHS]
    assert read("\n".join(lines))[2:] == PARAGRAPHS


@given(
    st.lists(st.sampled_from([*re.split("(?<=[，、])", "".join(PARAGRAPHS)), "一、", "（", "a\tb", ""]), max_size=60)
)
def test_no_character_is_lost(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    source = Source("a.txt", "0", "text/plain", "utf-8", text)
    normalized = normalize(source)
    kept = sum(normalized.lengths) + sum(item.span.end - item.span.start for item in normalized.furniture)
    assert kept + sum(span.end - span.start for span in normalized.dropped()) == len(text)
