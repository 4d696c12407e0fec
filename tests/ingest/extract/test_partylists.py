"""Lists of parties: which names are in them, which role each has, and which of them leads."""

import pytest

from ingest.extract.parties import parties
from ingest.extract.partylists import first_leads, names, read_list, role_of, with_first_lead
from ingest.model import Assigned, PartyRole, Span


@pytest.mark.parametrize(("list_of_names", "expected"), [
    # groups of two levels, and of the same
    ("各街道、区直各部门",                       ["各街道", "区直各部门"]),
    ("各街道、各园区",                           ["各街道", "各园区"]),
    ("各县、区直各部门",                         ["各县、区直各部门"]),
    ("水利部等国务院相关部门及各地区",           ["水利部", "各地区"]),
    ("国务院有关部门及各地区",                   ["国务院有关部门", "各地区"]),
    ("各有关区、县级市",                         ["各有关区、县级市"]),
    ("各有关区、市财政局",                       ["各有关区", "市财政局"]),
    # what closes a list of governments, or of bodies and firms, names none
    ("望湖区、东渡区等相关区人民政府",           ["望湖区", "东渡区"]),
    ("市邮政局、市水务局等部门和企业",           ["市邮政局", "市水务局"]),
    ("望湖区人民政府",                           ["望湖区人民政府"]),
    # a committee of the Party and the government of the same places are one group; of one place they are two
    ("各县（市、区）党委和人民政府",             ["各县（市、区）党委和人民政府"]),
    ("各乡镇党委、政府，县直各部门",             ["各乡镇党委、政府", "县直各部门"]),
    ("各县委、县政府",                           ["各县委、县政府"]),
    ("各区委、市政府",                           ["各区委", "市政府"]),
    ("高新区党工委和管委会",                     ["高新区党工委和管委会"]),
    ("市委、市政府办公室",                       ["市委", "市政府办公室"]),
    ("市教育局党委、市财政局",                   ["市教育局党委", "市财政局"]),
    # 和 inside a name
    ("市自然资源和规划局",                       ["市自然资源和规划局"]),
    ("市文化和旅游局",                           ["市文化和旅游局"]),
    ("市卫生和健康委员会、市文化和旅游局",       ["市卫生和健康委员会", "市文化和旅游局"]),
    ("市园林和林业绿化局",                       ["市园林和林业绿化局"]),
    # 和 between names
    ("市文化和旅游局和市水务局",                 ["市文化和旅游局", "市水务局"]),
    ("各街道办事处和区政府各部门",               ["各街道办事处", "区政府各部门"]),
    ("市委组织部和市委宣传部",                   ["市委组织部", "市委宣传部"]),
    ("市发展和改革委员会与市财政局",             ["市发展和改革委员会", "市财政局"]),
    ("市园林局及市水务局",                       ["市园林局", "市水务局"]),
    ("市园林局以及各区县政府",                   ["市园林局", "各区县政府"]),
    ("各县、特区、区人民政府",                   ["各县、特区、区人民政府"]),
    # blanks between names; what closes a list
    ("市园林局 各区县政府 湖滨管委会",           ["市园林局", "各区县政府", "湖滨管委会"]),
    ("市园林局 市政府 办公室、市委 宣传部",      ["市园林局", "市政府办公室", "市委宣传部"]),
    ("市园林局、市水务局等市级有关部门",         ["市园林局", "市水务局"]),
    # other bodies
    ("市公安局交通管理支队",                     ["市公安局交通管理支队"]),
    ("岚州海关、国网岚州供电公司",               ["岚州海关", "国网岚州供电公司"]),
    ("岚州军分区、团市委、市妇联、市残联",       ["岚州军分区", "团市委", "市妇联", "市残联"]),
    ("人民银行岚州市中心支行",                   ["人民银行岚州市中心支行"]),
    # blanks of a layout
    ("市 园 林 局、 市水务局",                   ["市园林局", "市水务局"]),
])  # fmt: skip
def test_names_of_a_list(list_of_names: str, expected: list[str]) -> None:
    found = names(list_of_names, 100, PartyRole.LEAD)
    assert found is not None
    assert [party.name for party in found] == expected
    for party in found:
        printed = party.span.shifted(-100).slice(list_of_names)
        assert "".join(printed.split(" ")) == party.name and printed == printed.strip()
    assert {party.role for party in found} == {PartyRole.LEAD}


@pytest.mark.parametrize("text", [
    "开展检查",
    "应当由市园林局",
    "技工院校内由有关部门",
    "林舟",
    "市园林局根据职责",
    "步道" * 31,
])  # fmt: skip
def test_prose_is_no_list_of_names(text: str) -> None:
    assert names(text, 0, PartyRole.LEAD) is None


# --- the first of a list leads -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "at"), [
    ("列第一位者为牵头单位，下同", 0),
    ("责任单位中，排在第一位的为牵头单位。", 6),
    ("列首位的为牵头单位", 0),
    ("排名第一的单位", None),
    ("列入第一批", None),
    ("", None),
])  # fmt: skip
def test_where_the_first_begins_to_lead(text: str, at: int | None) -> None:
    assert first_leads(text) == at


def test_the_first_leads() -> None:
    (mention,) = parties("（责任单位：市园林局、市水务局、市财政局）")
    assert isinstance(mention.value, tuple)
    assert [str(party.role) for party in with_first_lead(mention.value)] == ["lead", "responsible", "responsible"]
    assert with_first_lead(()) == ()


# --- cells ---------------------------------------------------------------------------------------------------------------


def test_a_column_tells_the_role() -> None:
    found = read_list("市园林局、市水务局", 7, strict=False, role=PartyRole.SUPPORT)
    assert found == [
        Assigned("市园林局", PartyRole.SUPPORT, Span(7, 11)),
        Assigned("市水务局", PartyRole.SUPPORT, Span(12, 16)),
    ]


@pytest.mark.parametrize(("word", "role"), [
    ("牵头单位", "lead"), ("主办", "lead"), ("主责单位", "lead"), ("牵头负责", "lead"),
    ("配合单位", "support"), ("参与", "support"), ("协办单位", "support"), ("协助", "support"),
    ("责任单位", "responsible"), ("负责", "responsible"), ("承办单位", "responsible"), ("落实", "responsible"),
])  # fmt: skip
def test_the_role_of_a_word(word: str, role: str) -> None:
    assert role_of(word) == role
