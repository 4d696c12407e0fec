"""Departments that a paper names without their level: whose they are."""

import pytest

import zhengmai

_HEAD = (
    "{place}人民政府关于印发渡口改造方案的通知\n现将《渡口改造方案》印发给你们，请认真贯彻执行。\n"
    "2023年4月16日\n渡口改造方案\n一、任务\n"
)


def _bodies(place: str, *brackets: str) -> list[str]:
    """Return the full names of all bodies that the tasks of a paper of a place name."""
    tasks = (
        f"（{sign}）渡口改造。改造渡口。（{bracket}）\n" for sign, bracket in zip("一二三", brackets, strict=False)
    )
    read = zhengmai.read_text(_HEAD.format(place=place) + "".join(tasks), "paper.txt")
    return [party.official for document in read.documents for task in document.tasks for party in task.parties]


@pytest.mark.parametrize(("place", "brackets", "expected"), [
    # a 厅 without its level shows that a province's paper means its own
    ("云南省",     ["市场监管局牵头", "教育厅牵头"],   ["云南省市场监督管理局", "云南省教育厅"]),
    ("西藏自治区", ["税务局、统计局、水利厅牵头"],     ["国家税务总局西藏自治区税务局", "西藏自治区统计局", "西藏自治区水利厅"]),
    # without one, or beside a ministry, it may be the State Council's
    ("云南省",     ["市场监管局牵头"],                 ["市场监管局"]),
    ("云南省",     ["市场监管局牵头", "省教育厅牵头"], ["市场监管局", "云南省教育厅"]),
    ("云南省",     ["发展改革委、财政部、教育厅牵头"], ["发展改革委", "财政部", "云南省教育厅"]),
    # beside a department that provinces do not have, it is that of a city or county
    ("云南省",     ["水利厅、市场监管局牵头", "水利局、市场监管局牵头"],
     ["云南省水利厅", "云南省市场监督管理局", "水利局", "市场监管局"]),
    ("云南省",     ["教育厅、公安局、市场监管局牵头"], ["云南省教育厅", "公安局", "云南省市场监督管理局"]),
    # a city's are its own
    ("岚州市",     ["市场监管局牵头"],                 ["岚州市市场监督管理局"]),
])  # fmt: skip
def test_whose_a_department_without_its_level_is(place: str, brackets: list[str], expected: list[str]) -> None:
    assert _bodies(place, *brackets) == expected


@pytest.mark.parametrize(("place", "bracket", "expected"), [
    ("天津市",   "自贸试验区管委会、海河教育园区管委会负责", ["中国（天津）自由贸易试验区管理委员会", "天津海河教育园区管理委员会"]),
    ("黑龙江省", "省煤管局负责",                             ["黑龙江省煤炭生产安全管理局"]),
    ("山西省",   "省煤管局负责",                             ["山西省煤管局"]),
    ("岚州市",   "自贸试验区管委会负责",                     ["自贸试验区管委会"]),
])  # fmt: skip
def test_bodies_of_one_place(place: str, bracket: str, expected: list[str]) -> None:
    assert _bodies(place, bracket) == expected
