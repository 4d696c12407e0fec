"""发文字号 in every printing (GB/T 9704-2012 7.2.5; GUIDELINES: half-width digits, 〔〕 around the year, no blanks)."""

import pytest

from ingest.extract.numbers import document_number, order_number
from ingest.model import DocumentNumber
from ingest.read.normalize import fold
from tests.ingest.official import only

CANONICAL = DocumentNumber("岚政发", 2022, 15)


@pytest.mark.parametrize("printed", [
    "岚政发〔2022〕15号",
    "岚政发[2022]15号",
    "岚政发(2022)15号",
    "岚政发（2022）15号",
    "岚政发【2022】15号",
    "岚政发［2022］15号",
    "岚政发〖2022〗15号",
    "岚政发〔2022〕 15 号",
    "岚政发 〔2022〕15号",
    "岚政发〔 2022 〕15号",
    "岚政发 [ 2022 ] 15 号",
    "岚政发〔２０２２〕１５号",
    "岚政发［２０２２］１５号",
    "岚政发〔2022〕第15号",
    "岚政发〔2022〕第 15 号",
    "岚政发〔2022〕015号",
    "（岚政发〔2022〕15号）",
    "(岚政发[2022]15号)",
    "岚政发2022 15号",
])  # fmt: skip
def test_one_number_in_every_printing(printed: str) -> None:
    assert document_number(fold(printed)) == CANONICAL
    assert str(document_number(fold(printed))) == "岚政发〔2022〕15号"


@pytest.mark.parametrize(("printed", "code", "year", "serial", "canonical"), [
    ("国务院令第684号", "国务院令", None, 684, "国务院令第684号"),
    ("国务院令 第684号", "国务院令", None, 684, "国务院令第684号"),
    ("岚州市人大常委会公告（二〇一九）第五号", "岚州市人大常委会公告", 2019, 5, "岚州市人大常委会公告2019年第5号"),
    ("国务院令第 684 号", "国务院令", None, 684, "国务院令第684号"),
    ("国务院令（第684号）", "国务院令", None, 684, "国务院令第684号"),
    ("国务院令第６８４号", "国务院令", None, 684, "国务院令第684号"),
    ("国务院令684号", "国务院令", None, 684, "国务院令第684号"),
    ("中华人民共和国国务院令第684号", "国务院令", None, 684, "国务院令第684号"),
    ("岚州市人民政府令第38号", "岚州市人民政府令", None, 38, "岚州市人民政府令第38号"),
    ("东岭省人民政府令 第6号", "东岭省人民政府令", None, 6, "东岭省人民政府令第6号"),
    ("岚州市财政局公告2020年第8号", "岚州市财政局公告", 2020, 8, "岚州市财政局公告2020年第8号"),
    ("岚州市财政局公告2020 年第 8 号", "岚州市财政局公告", 2020, 8, "岚州市财政局公告2020年第8号"),
    ("岚州市财政局 岚州市商务局公告2020年第8号", "岚州市财政局岚州市商务局公告", 2020, 8, "岚州市财政局岚州市商务局公告2020年第8号"),
    ("岚州港务总局 岚州市财政局公告〔2020〕第8号", "岚州港务总局岚州市财政局公告", 2020, 8, "岚州港务总局岚州市财政局公告2020年第8号"),
    ("岚州市财政局公告〔2020〕8号", "岚州市财政局公告", 2020, 8, "岚州市财政局公告2020年第8号"),
    ("岚州市人民政府通告2021年第3号", "岚州市人民政府通告", 2021, 3, "岚州市人民政府通告2021年第3号"),
    ("岚政办发明电[2021]7号", "岚政办发明电", 2021, 7, "岚政办发明电〔2021〕7号"),
    ("岚发改价格〔1999〕1024号", "岚发改价格", 1999, 1024, "岚发改价格〔1999〕1024号"),
    ("岚政发(87)12号", "岚政发", 1987, 12, "岚政发〔1987〕12号"),
    ("〔87〕岚政发12号", "岚政发", 1987, 12, "岚政发〔1987〕12号"),
    ("(1987)岚政发第12号", "岚政发", 1987, 12, "岚政发〔1987〕12号"),
    ("岚政[1987]字第12号", "岚政字", 1987, 12, "岚政字〔1987〕12号"),
    ("岚渡［2019］字第（058）号", "岚渡字", 2019, 58, "岚渡字〔2019〕58号"),
])  # fmt: skip
def test_codes_and_orders(printed: str, code: str, year: int | None, serial: int, canonical: str) -> None:
    found = document_number(fold(printed))
    assert found == DocumentNumber(code, year, serial)
    assert str(found) == canonical


@pytest.mark.parametrize("text", [
    "", "2022年第15期", "第22号", "〔2022〕22号", "LZCR-2022-0010012", "岚政发〔2022〕",
    "岚政发〔3022〕15号", "岚政发〔22〕15号", "岚政发〔22〕15号",
    "（2019）岚01民终12号", "(1987)岚民初字第3号", "热线电话12345号段", "公告栏第三号",
    "渡口大厦（2019）第五号楼", "渡口北（2019）12号地块",
])  # fmt: skip
def test_no_number(text: str) -> None:
    assert document_number(fold(text)) is None


@pytest.mark.parametrize(("organ", "serial", "expected"), [
    ("中华人民共和国国务院令", "第706号", "国务院令第706号"),
    ("岚州市人民政府令", "第 38 号", "岚州市人民政府令第38号"),
    ("岚州市人民政府令", "（第38号）", "岚州市人民政府令第38号"),
    ("岚 州 市 人 民 政 府 令", "第38号", "岚州市人民政府令第38号"),
])  # fmt: skip
def test_an_order_on_two_lines(organ: str, serial: str, expected: str) -> None:
    assert str(order_number(organ, serial)) == expected
    assert order_number(organ, "第号") is None


@pytest.mark.parametrize("printed", ["岚政发〔２０２２〕 15号", "岚政发[2022]15号", "（岚政发（2022）15号）"])
def test_the_document_has_its_number_in_one_form(printed: str) -> None:
    text = f"岚州市人民政府关于加强湖滨步道管理的通知\n{printed}\n\n各有关单位：\n\n现就有关事项通知如下。\n"
    assert only(text).number == CANONICAL


def test_a_number_that_a_line_end_cuts() -> None:
    """Hard-wrapped at 18 characters, a blank line after every line: the wrap falls inside a number in the text."""
    lines = [
        "岚州市人民政府关于加强湖滨步道管理",
        "的通知",
        "岚政发〔２０２２〕１５号",
        "各有关单位：",
        "　　根据市政府有关要求和岚政办字〔２０",
        "２１〕３１号文件精神，结合湖滨步道实际",
        "情况，现就加强管理的有关事项通知如下。",
        "　　各有关单位要切实落实管理责任，按照",
        "分工抓好巡查，做好设施维护保养工作。",
        "岚州市人民政府",
        "２０２２年３月１５日",
    ]
    document = only("\n\n".join(lines) + "\n")
    assert str(document.number) == "岚政发〔2022〕15号"
    assert [str(fact.value) for fact in document.facts if fact.field == "signed"] == ["2022-03-15"]
