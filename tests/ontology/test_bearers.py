"""Kinds of bearer by their names: head nouns, side, level, field, and which agencies are of a kind."""

import pytest

from ontology.bearers import bearer_kind, bearer_kinds, serves, side_of
from ontology.sides import SideRule, side_of_name, side_rules


@pytest.mark.parametrize(("printed", "kinds"), [
    ("生产者、销售者",             ["生产者", "销售者"]),
    ("任何单位和个人",             ["单位", "个人"]),
    ("申请补贴的企业",             ["企业"]),
    ("餐饮服务提供者",             ["餐饮服务提供者"]),
    ("县级以上人民政府财政部门",   ["县级以上人民政府财政部门"]),
    ("省、自治区、直辖市人民政府", ["省、自治区、直辖市人民政府"]),
])  # fmt: skip
def test_head_nouns(printed: str, kinds: list[str]) -> None:
    assert [kind.name for kind in bearer_kinds(printed)] == kinds


@pytest.mark.parametrize(("printed", "side", "level", "field"), [
    ("县级以上人民政府财政部门",   "authority", "县级以上", "财政"),
    ("国务院卫生健康主管部门",     "authority", "国务院",   "卫生健康"),
    ("产品质量监督部门",           "authority", "",         "产品质量监督"),
    ("经营者",                     "person",    "",         ""),
    ("居民委员会",                 "person",    "",         ""),
])  # fmt: skip
def test_what_a_name_tells(printed: str, side: str, level: str, field: str) -> None:
    kind = bearer_kind(printed)
    assert (kind.side, kind.level, kind.field) == (side, level, field)


@pytest.mark.parametrize(("printed", "side"), [
    ("受理案件的机构", "authority"),
    ("抽样人员",       "authority"),
    ("承运货物的机构", "person"),
])  # fmt: skip
def test_the_side_of_who_decides(printed: str, side: str) -> None:
    assert side_of(printed) == side


def test_joint_bearers_go_by_the_first() -> None:
    assert side_of("机关、团体、企业事业单位") == "authority" and side_of("产品质量监督部门及其工作人员") == "authority"


@pytest.mark.parametrize(("agency", "kind", "expected"), [
    ("济南市财政局",       "县级以上人民政府财政部门", True),
    ("山东省财政厅",       "县级以上人民政府财政部门", True),
    ("广州市天河区财政局", "县级以上人民政府财政部门", True),
    ("济南市教育局",       "县级以上人民政府财政部门", False),
    ("济南市财政局",       "国务院财政部门",           False),
    ("财政部",             "国务院财政部门",           True),
    ("济南市财政局",       "经营者",                   False),
    ("济南市市场监督管理局", "市场监督管理部门",       True),
])  # fmt: skip
def test_which_agencies_are_of_a_kind(agency: str, kind: str, expected: bool) -> None:
    assert serves(agency, bearer_kind(kind)) is expected


@pytest.mark.parametrize("rule", side_rules(), ids=lambda rule: rule.name)
def test_the_examples_of_each_rule_of_sides(rule: SideRule) -> None:
    """Each example is decided by its own rule, no counterexample matches it."""
    for example in rule.examples:
        first = next(one for one in side_rules() if one.pattern.search(example))
        assert first.side is rule.side, example
        assert rule.pattern.search(example), example
        assert side_of_name(example) is rule.side, example
    for example in rule.counterexamples:
        assert rule.pattern.search(example) is None, example


@pytest.mark.parametrize(("printed", "kinds"), [
    ("公安、交通等部门",                           ["公安部门", "交通部门"]),
    ("渡口巡查、养护和维修单位",                   ["渡口巡查单位", "养护单位", "维修单位"]),
    ("县级以上人民政府卫生、公安和水务部门",
     ["县级以上人民政府卫生部门", "县级以上人民政府公安部门", "县级以上人民政府水务部门"]),
    ("工业和信息化、文化和旅游等部门",             ["工业和信息化部门", "文化和旅游部门"]),
    ("报刊、电视台等新闻媒体",                     ["电视台", "新闻媒体"]),
    ("公安机关以及水务等部门和乡镇人民政府",       ["公安机关", "水务部门", "乡镇人民政府"]),
    ("县级以上人民政府有关部门",                   ["县级以上人民政府有关部门"]),
])  # fmt: skip
def test_names_that_share_a_noun_are_made_whole(printed: str, kinds: list[str]) -> None:
    assert [kind.name for kind in bearer_kinds(printed)] == kinds


@pytest.mark.parametrize(("printed", "side"), [
    ("审计、财政等部门",             "authority"),
    ("市水务局渡口管理处",           "authority"),
    ("渡口管理部门的巡查员",         "authority"),
    ("国家",                         "authority"),
    ("军队",                         "authority"),
    ("民政部",                       "authority"),
    ("省、自治区、直辖市",           "authority"),
    ("村民选举委员会",               "person"),
    ("人民调解委员会",               "person"),
    ("医疗机构的工作人员",           "person"),
    ("渡口巡查、养护单位",           "person"),
    ("社会应急救援队伍",             "person"),
    ("志愿消防队伍",                 "person"),
    ("航道养护专业队伍",             "person"),
    ("湖区消防救援队伍",             "authority"),
    ("渡口扑救专业队伍",             "authority"),
    ("渡口基金会决策机构",           "person"),
    ("重大事项决策机构",             "authority"),
])  # fmt: skip
def test_the_side_of_a_bearer_as_printed(printed: str, side: str) -> None:
    assert side_of(printed) == side
