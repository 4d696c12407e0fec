"""Who issues a document, by heading and signature, and whether the day below the signature is its own."""

import pytest

from ingest.lexicon.names import split_names
from ingest.model import Field
from ontology.places import Places
from tests.ingest.official import only, values

PAPER = "{heading}关于渡口建设的通知\n试发〔2019〕14号\n\n各有关单位：\n\n一、加强渡口管理。\n\n{signature}\n2019年1月18日\n"


@pytest.mark.parametrize(
    ("heading", "signature", "issuers"),
    [
        ("国家发展改革委", "国家发展和改革委员会", ["国家发展和改革委员会"]),
        ("住房城乡建设部", "中华人民共和国住房和城乡建设部", ["住房和城乡建设部"]),
        ("市场监管总局", "国家市场监督管理总局", ["国家市场监督管理总局"]),
        ("济南市人社局", "济南市人力资源和社会保障局", ["济南市人力资源和社会保障局"]),
        ("济南市建委", "济南市城乡建设委员会", ["济南市城乡建设委员会"]),
        ("济南市法院", "济南市中级人民法院", ["济南市中级人民法院"]),
        ("济南市财政局", "市财政局综合科", ["济南市财政局"]),
        ("济南市口岸委", "济南市口岸与物流工作委员会", ["济南市口岸与物流工作委员会"]),
        ("济南市财政局 济南市发展改革委", "济南市财政局\n济南市发展和改革委员会", ["济南市财政局", "济南市发展和改革委员会"]),
        ("教育部等三部门", "教育部\n财政部\n国务院国有资产监督管理委员会", ["教育部", "财政部", "国务院国有资产监督管理委员会"]),
        ("中共中央 国务院", "中共中央\n国务院", ["中国共产党中央委员会", "国务院"]),
    ],
)  # fmt: skip
def test_a_heading_may_shorten_who_signs(heading: str, signature: str, issuers: list[str]) -> None:
    document = only(PAPER.format(heading=heading, signature=signature))
    assert values(document, Field.ISSUER) == issuers
    assert values(document, Field.SIGNED) == ["2019-01-18"]


@pytest.mark.parametrize(
    ("heading", "signature"),
    [
        ("济南市人民政府", "济南市天桥区人民政府"),
        ("济南市天桥区口岸办转发济南市口岸办", "济南市口岸管理办公室"),
        ("国家发展改革委", "国家能源局"),
        ("济南市公安局", "济南市公安局交通警察支队"),
        ("济南市财政局", "济南市财政局办公室"),
        ("济南市委", "济南市委办公厅"),
        ("济南市天桥区财政局", "济南市财政局"),
    ],
)
def test_the_day_of_another_who_signs_is_not_the_documents(heading: str, signature: str) -> None:
    assert values(only(PAPER.format(heading=heading, signature=signature)), Field.SIGNED) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("国务院国有资产监督管理委员会", ["国务院国有资产监督管理委员会"]),
        ("国务院国资委财政部", ["国务院国资委", "财政部"]),
        ("中共中央国务院", ["中共中央", "国务院"]),
        ("中共中央、国务院", ["中共中央", "国务院"]),
        ("中共中央办公厅国务院办公厅", ["中共中央办公厅", "国务院办公厅"]),
        ("中共中央组织部人力资源和社会保障部", ["中共中央组织部", "人力资源和社会保障部"]),
        ("中共中央台湾工作办公室国务院台湾事务办公室", ["中共中央台湾工作办公室", "国务院台湾事务办公室"]),
        ("教育部国务院学位委员会", ["教育部", "国务院学位委员会"]),
    ],
)
def test_central_bodies_beside_each_other(text: str, names: list[str]) -> None:
    assert split_names(text, None, Places.load()) == names


JOINT = "关于渡口建设的通知\n试发〔2019〕14号\n\n各有关单位：\n\n一、加强渡口管理。\n\n{signature}\n2019年1月18日\n"


@pytest.mark.parametrize(("signature", "issuers"), [
    # beside a central organ, others leave out 国家 or 中国; a body that the gazetteer has not changes nothing
    ("国家发展改革委\n公  安  部\n卫 生 健 康 委\n农业发展银行",
     ["国家发展和改革委员会", "公安部", "国家卫生健康委员会", "中国农业发展银行"]),
    ("财政部 发展改革委 渡运总公司",                  ["财政部", "国家发展和改革委员会", "渡运总公司"]),
    ("发展改革委 财政部",                             ["发展改革委", "财政部"]),
    ("岚州市财政局 卫生健康委",                       ["岚州市财政局", "卫生健康委"]),
    # a name that ends as no body's does
    ("全国总工会  共青团中央  全国妇联",              ["中华全国总工会", "中国共产主义青年团中央委员会", "中华全国妇女联合会"]),
    # two bodies with a stroke, and a department
    ("人力资源社会保障部\n中国企业联合会/中国企业家协会", ["人力资源和社会保障部", "中国企业联合会", "中国企业家协会"]),
    ("国家卫生健康委基层司",                          ["国家卫生健康委员会基层司"]),
])  # fmt: skip
def test_a_joint_signature(signature: str, issuers: list[str]) -> None:
    assert values(only(JOINT.format(signature=signature)), Field.ISSUER) == issuers


@pytest.mark.parametrize("count", [2, 12, 16, 31])
def test_many_sign_one_below_the_other(count: int) -> None:
    names = [f"岚州市{'甲乙丙丁戊己庚辛壬癸'[i // 4]}{'东西南北'[i % 4]}渡口局" for i in range(count)]
    assert values(only(JOINT.format(signature="\n".join(names))), Field.ISSUER) == names


@pytest.mark.parametrize(("head", "title", "number"), [
    ("岚州市人民政府\n政府令第15号\n",             "岚州市人民政府令", "岚州市人民政府令第15号"),
    ("岚州市人民政府\n市政府令第15号\n",           "岚州市人民政府令", "岚州市人民政府令第15号"),
    ("岚州市水务局\n政府令第15号\n",               "政府令",           "政府令第15号"),
    ("政府令第15号\n",                              "政府令",           "政府令第15号"),
])  # fmt: skip
def test_an_order_under_the_short_name_of_its_government(head: str, title: str, number: str) -> None:
    order = "《岚州市渡口办法》已经通过，现予公布，自2020年5月1日起施行。\n\n市长 林舟\n2020年4月1日\n"
    rule = "岚州市渡口办法\n第一条 为了加强渡口管理，制定本办法。\n第二条 本办法自2020年5月1日起施行。\n"
    document = only(f"{head}\n{order}\n{rule}")
    assert (values(document, Field.TITLE), str(document.number)) == ([title], number)
