"""Heads as pages of sites print them: titles printed twice, menus, labels without signs, issuers by their place alone."""

import pytest

from ingest.model import Document, Field
from tests.ingest.official import only, values

TITLE = "岚州市人民政府关于加强湖滨步道管理的通知"
NUMBER = "岚政发〔2022〕15号"
BELOW = "\n各区县人民政府，市政府各部门：\n为保障市民安全游览，现就有关事项通知如下。\n岚州市人民政府\n2022年3月15日\n"


@pytest.mark.parametrize("head", [
    f"{NUMBER}《{TITLE}》\n《{TITLE}》\n{NUMBER}\n{NUMBER}",
    f"{NUMBER}《{TITLE}》\n浏览量：12\n{TITLE}\n{NUMBER}",
    f"{NUMBER} {TITLE}\n{TITLE}\n{NUMBER}",
    f"{TITLE}\n发布时间：2022-03-20\n东岭省岚州市人民政府\n{TITLE}\n{NUMBER}",
    f"归档时间：2023-01-02\n视力保护色：\n{TITLE}\n{NUMBER}",
    f"{TITLE}\n2022-03-20 16:43\n166人看过\n渡口\n步道\n{TITLE}\n（{NUMBER}）",
    f"{TITLE}\n作者：资料网 时间：2024-07-09 22:44:01 浏览：9440\n岚州市人民政府\n{TITLE}\n{NUMBER}",
    f"登录 注册\n• 蒙古文版\n• 长者模式\n首页\n{TITLE}\n{NUMBER}\n取消收藏成功!",
    f"文章属性\n∙【制定机关】岚州市人民政府\n∙【字 号】{NUMBER}\n∙【效力等级】地方规范性文件\n正文\n{TITLE}\n{NUMBER}",
    f"{TITLE}\n2022-03-20 10:00 市政府办公室\n索引号 AB123/2022-1 发文日期 2022-03-15\n发布机构 岚州市人民政府 文 号 {NUMBER}",
    f"发布机构 岚州市人民政府 文 号 {NUMBER}\n成文日期 2022-03-15\n{TITLE}\n发布日期：2022-03-20 12:41 信息来源：市政府办公室",
])  # fmt: skip
def test_a_page_around_a_head_changes_nothing(head: str) -> None:
    document = only(head + BELOW)
    assert str(document.number) == NUMBER
    assert values(document, Field.TITLE) == [TITLE]
    assert values(document, Field.ISSUER) == ["岚州市人民政府"]
    assert values(document, Field.SIGNED) == ["2022-03-15"]


def test_a_title_with_the_first_words_of_the_text_cut_off() -> None:
    assert values(only(f"{TITLE}\n{TITLE} 各区县人民政府，市政…\n{TITLE}{BELOW}"), Field.TITLE) == [TITLE]


def test_a_heading_whose_middle_line_could_end_one() -> None:
    heading = "岚州市人民政府关于推行\n渡口巡查制度渡船检查制度\n码头值守制度的意见"
    assert values(only(f"{heading}\n{NUMBER}{BELOW}"), Field.TITLE) == [heading.replace("\n", "")]
    other = f"渡口巡查制度\n{TITLE}\n{NUMBER}"  # the heading of something else above
    assert values(only(other + BELOW), Field.TITLE) == [TITLE]


@pytest.mark.parametrize(("heading", "number", "issuers"), [
    ("省人民政府关于渡口的意见", "鄂政发〔2018〕26号", ["湖北省人民政府"]),
    ("省人民政府办公厅关于渡口的意见", "辽政办发〔2018〕26号", ["辽宁省人民政府办公厅"]),
    ("市人民政府关于渡口的意见", "柳渡发〔2018〕26号", ["市人民政府"]),
])  # fmt: skip
def test_an_issuer_without_its_place_has_that_of_the_number(heading: str, number: str, issuers: list[str]) -> None:
    assert values(only(f"{heading}\n{number}\n各市：\n为加强渡口管理，提出如下意见。\n"), Field.ISSUER) == issuers


def test_two_bodies_of_a_place_that_nobody_knows() -> None:
    text = "中共岚湖新区工作委员会\n岚湖新区管理委员会\n关于加强渡口管理的通知\n岚湖发〔2022〕3号\n各部门：\n请遵照执行。\n"
    assert values(only(text), Field.ISSUER) == ["中共岚湖新区工作委员会", "岚湖新区管理委员会"]


INSTRUMENT = "岚州市渡口改造方案\n为改造渡口，制定本方案。\n一、总体目标\n到2025年，全市改造渡口12个。\n"


def handed(sentence: str) -> Document:
    return only(f"各区县人民政府：\n{sentence}\n岚州市人民政府\n2022年3月15日\n（此件公开发布）\n{INSTRUMENT}")


@pytest.mark.parametrize("sentence", [
    "《岚州市渡口改造方案》已经市政府同意，现印发给你们，请认真贯彻执行。",
    "《岚州市渡口改造方案》已经市政府第5次常务会议审议通过，现予印发。",
    "《岚州市渡口改造方案》经市政府研究同意,现印发给你们。",
])  # fmt: skip
def test_a_document_without_a_heading_issues_what_it_hands_on(sentence: str) -> None:
    document = handed(sentence)
    assert values(document, Field.INSTRUMENT) == ["岚州市渡口改造方案"]
    assert values(document, Field.TITLE) == []


@pytest.mark.parametrize(("sentence", "expected"), [
    ("为做好渡运，我局制定了《岚州市渡口指南》（见附件，以下简称《指南》），请结合实际贯彻执行，有关事项通知如下：", ["岚州市渡口指南"]),
    ("省交通厅制定了《岚州市渡口指南》（见附件），请结合实际贯彻执行，有关事项通知如下：", []),
    ("我局制定了《岚州市渡口登记表》（见附件），请于3月底前填报，有关事项通知如下：", []),
    ("我局制定了《岚州市渡口指南》，请抓好落实，有关事项通知如下：", []),
])  # fmt: skip
def test_what_an_office_made_and_annexes_is_handed_on(sentence: str, expected: list[str]) -> None:
    assert values(handed(sentence), Field.INSTRUMENT) == expected


def test_what_was_issued_before_is_not_handed_on() -> None:
    assert values(handed("《岚州市渡口改造方案》已经印发，现就有关事项通知如下。"), Field.INSTRUMENT) == []


def test_two_rules_that_the_heading_only_counts() -> None:
    document = only(
        f"岚州市人民政府关于印发渡口管理和渡船检查两个规定的通知\n{NUMBER}\n各区县人民政府：\n"
        "《岚州市渡口管理规定》和《岚州市渡船检查规定》已经市政府同意，现印发给你们，请认真贯彻执行。\n岚州市人民政府\n2022年3月15日\n"
    )
    assert values(document, Field.INSTRUMENT) == ["岚州市渡口管理规定", "岚州市渡船检查规定"]


def test_a_short_name_is_no_second_instrument() -> None:
    document = only(
        f"岚州市人民政府关于印发《渡口改造任务分工方案》的通知\n{NUMBER}\n各区县人民政府：\n"
        "现将《渡口改造任务分工方案》（以下简称《方案》）印发给你们，并就落实《方案》通知如下。\n岚州市人民政府\n2022年3月15日\n"
    )
    assert values(document, Field.INSTRUMENT) == ["渡口改造任务分工方案"]


def test_a_term_of_two_days() -> None:
    document = only(
        f"{TITLE}\n{NUMBER}{BELOW.replace('通知如下。', '通知如下。本通知执行期限为2022年4月1日至2024年3月31日。')}"
    )
    assert values(document, Field.EFFECTIVE) == ["2022-04-01"]
    assert values(document, Field.EXPIRES) == ["2024-03-31"]


def test_the_term_of_one_measure_is_not_that_of_the_document() -> None:
    measure = "通知如下。泊位费减半收取，实施期限至2022年12月31日。"
    assert values(only(f"{TITLE}\n{NUMBER}{BELOW.replace('通知如下。', measure)}"), Field.EXPIRES) == []


def test_a_government_above_the_name_of_its_rule() -> None:
    rule = "第一条 为加强渡口管理，制定本办法。\n第二条 渡口应当登记。\n"
    document = only(f"东岭省岚州市人民政府\n岚州市渡口管理办法\n岚州市人民政府令第9号\n{rule}")
    assert values(document, Field.TITLE) == ["岚州市渡口管理办法"]


@pytest.mark.parametrize(("line", "registration"), [
    ("LZSP12-2022-0007", "LZSP12-2022-0007"),
    ("统一编号：LZPR—2022—01007", "LZPR-2022-01007"),
])  # fmt: skip
def test_registrations_of_other_provinces(line: str, registration: str) -> None:
    assert values(only(f"{line}\n{TITLE}\n{NUMBER}{BELOW}"), Field.REGISTRATION) == [registration]
