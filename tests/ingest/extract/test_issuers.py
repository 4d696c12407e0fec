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
