"""A paper of another place says the same: names with characters that are words elsewhere, regions, prefectures, leagues, municipalities."""

import pytest

from benchmarks.renamed import PLACES
from benchmarks.renaming import Renaming, own_place
from ontology.places import Places
from tests.cases.facts import list_facts

PAPERS = {
    "of a city": """岚州市人民政府关于做好湖滨步道整修工作的通知
岚政发〔2021〕15号
各县人民政府，市政府各部门：
为做好步道整修工作，根据《岚州市公园条例》和《岚州市人民政府关于加强步道管理的意见》（岚政办发〔2020〕8号），现将有关事项通知如下：
一、明确整修范围
市财政局负责排查步道，2021年9月底前完成。（牵头责任单位：市财政局；责任单位：市公安局、岚州市民政局、审计局）
二、加快整修进度
岚州市司法局应当自收到本通知之日起15个工作日内向岚州市政府报送清单，不得虚报。由岚州市公安局和岚州市民政局负责落实。
《岚州市步道养护办法》（岚政办发〔2015〕3号）同时废止。
岚州市人民政府
2021年7月15日
""",
    "of a county": """岚州市临溪县财政局 岚州市临溪县民政局关于做好渡口补助工作的通知
各镇人民政府：
根据《临溪县渡口办法》，现将有关事项通知如下：
一、县财政局应当在20个工作日内完成审核。（责任单位：县财政局、临溪县民政局、县城建集团）
二、临溪县公安局和临溪县审计局要加强检查。
岚州市临溪县财政局 岚州市临溪县民政局
2021年7月15日
""",
}


@pytest.mark.parametrize("target", PLACES)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_of_another_place_says_the_same(paper: str, target: str) -> None:
    text = PAPERS[paper]
    renaming = Renaming.between(text, own_place(text, "样本.txt") or "", target, Places.load())
    assert renaming is not None and renaming.renamed(text) != text
    expected = [renaming.without_city(renaming.renamed(line)) for line in list_facts(text)]
    assert [renaming.without_city(line) for line in list_facts(renaming.renamed(text))] == expected


NAMES = [
    "和平县",
    "和田县",
    "太和县",
    "应县",
    "应城市",
    "全州县",
    "无为市",
    "将乐县",
    "可克达拉市",
    "让胡路区",
    "新建区",
    "高要区",
    "未央区",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_may_have_the_characters_of_words(name: str) -> None:
    (place,) = (place for place in Places.load().named(name) if place.current)
    text = f"由{name}财政局和{name}公安局负责落实。（责任单位：{name}民政局、{name}审计局和{name}司法局）"
    found = list_facts(
        f"关于做好渡口补助工作的通知\n{name}审计局应当在20日内向{name}政府报告。\n{text}\n{name}财政局\n2021年7月15日\n"
    )
    full = Places.load().full_name(place.code)
    assert [line for line in found if line.startswith("task")] == [
        f"task {full}财政局=responsible {full}公安局=responsible",
        f"task {full}民政局=responsible {full}审计局=responsible {full}司法局=responsible",
    ]
    assert f"duty obligation {name}审计局" in found and "time P20D" in found


def test_a_municipality_is_no_province() -> None:
    text = "北京市人民政府关于做好渡口工作的通知\n2021年7月15日\n"
    assert Renaming.between(text, "110000", "510700", Places.load()) is None
    assert Renaming.between(text, "110000", "500000", Places.load()) is not None
