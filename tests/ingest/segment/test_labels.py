"""Heads as web pages and law databases give them: blocks of labels, breadcrumbs, buttons; numbers on lines of their own."""

import pytest

from ingest.model import Document, Field, Level
from ingest.steps import parse
from ontology.traditional import simplified
from tests.ingest.official import normalized_text, only, published, values

TITLE = "岚州市人民政府关于加强渡口巡查的通知"
NUMBER = "岚政发〔2021〕51号"
TEXT = """各区、县（市）人民政府，市政府各部门：
为加强渡口巡查，现通知如下。
一、各区、县（市）人民政府应当于2021年6月底前完成巡查。
本通知自2021年5月1日起施行。
岚州市人民政府
2021年3月28日
"""
BLOCKS = {
    "cells": f"索引号: | LZ-2021-000123 | 主题分类: | 政务公开 |\n发文机构: | 岚州市人民政府办公室 | 发文文号: | {NUMBER} |\n"
    "发文日期: | 2021年03月28日 | 发布日期: | 2021-03-30 15:34 |\n公文时效: | 有效 | 发布机构: | 市政府办公室 |\n",
    "pipes": f"| 索引号 | LZ-2021-000123 | 主题分类 | 政务公开 |\n| --- | --- | --- | --- |\n"
    f"| 发文机关 | 岚州市人民政府 | 发文字号 | {NUMBER} |\n",
    "cells without colons": f"索引号 | 0000/2021-00222 | ||\n组配分类 | 部门文件 | 发布机构 | 岚州市人民政府 |\n文号 | {NUMBER} |\n",
    "tabs": f"索 引 号：\t0000/2021-00222\t主题分类：\t交通\n发文机关：\t岚州市人民政府\t成文日期：\t2021年03月28日\n"
    f"标　　题：\t{TITLE}\n发文字号：\t{NUMBER}\t发布日期：\t2021年03月30日\n",
    "lines": f"信息名称：{TITLE}\n信息索引号：0000/2021-00222\n"
    f"生成日期：2021-03-28\n公开日期：2021-03-30\n文件编号：{NUMBER}\n"
    "发布机构：岚州市人民政府\n效力状况：有效\n",
    "bullets": f"返回顶部\n\n{TITLE}\n\n  • 索引号:\n\n    0000/2021-001005\n  • 发文机构:\n\n    市政府网站\n"
    f"  • 发文字号:\n\n    {NUMBER}\n"
    "  • 发文日期:\n\n    2021年03月28日 16:40\n",
    "brackets": f"【法宝引证码】 CLI.12.4638\n【发布部门】 岚州市人民政府\n【发文字号】 {NUMBER}\n"
    "【发布日期】 2021.03.28\n【时效性】 现行有效\n",
    "one line": f"索引号：0000/2021-00222 发文机关：岚州市人民政府 成文日期：2021年3月28日 发文字号：{NUMBER}\n",
}


def head(document: Document) -> tuple[str, list[str], list[str], list[str]]:
    number = str(document.number) if document.number else ""
    return number, values(document, Field.TITLE), values(document, Field.ISSUER), values(document, Field.SIGNED)


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_block_of_labels_is_no_part_of_the_text(block: str) -> None:
    document = only(f"{block}\n{TITLE}\n\n{TEXT}")
    assert head(document) == (NUMBER, [TITLE], ["岚州市人民政府"], ["2021-03-28"])
    assert values(document, Field.ADDRESSEE) == ["各区、县（市）人民政府", "市政府各部门"]
    assert values(document, Field.EFFECTIVE) == ["2021-05-01"]
    assert document.relations == ()  # it does not cite itself
    assert not any("返回" in agency.name or "网站" in agency.name for agency in document.agencies)


@pytest.mark.parametrize("block", [BLOCKS[name] for name in ("cells", "pipes", "lines", "brackets", "one line")])
def test_a_block_of_labels_may_stand_below_the_text(block: str) -> None:
    document = only(f"{TITLE}\n\n{TEXT}\n{block}")
    assert head(document) == (NUMBER, [TITLE], ["岚州市人民政府"], ["2021-03-28"])
    assert values(document, Field.ADDRESSEE) == ["各区、县（市）人民政府", "市政府各部门"]
    assert document.relations == ()


def test_a_block_above_a_second_document_is_that_ones() -> None:
    other = "岚州市人民政府关于加强桥梁巡查的通知"
    block = f"标题：{other}\n发文字号：岚政发〔2021〕60号\n发布机构：岚州市人民政府\n索引号：1\n"
    first, second = published(f"{TITLE}\n{NUMBER}\n{TEXT}\n{block}{other}\n{TEXT}").documents
    assert [str(one.number) for one in (first, second)] == [NUMBER, "岚政发〔2021〕60号"]


@pytest.mark.parametrize(("told", "foot"), [
    ("标题：岚州市关于湖滨渡口停航的公告\n文号：岚政发〔2021〕60号\n发布机构：岚州市\n索引号：1\n", "因大雾，湖滨渡口停航\n"),
    ("文号：岚政发〔2021〕60号\n发布机构：岚州市人民政府\n索引号：1\n成文日期：2021-04-02\n", "林舟\n罗渡\n"),
])  # fmt: skip
def test_a_block_with_another_number_below_a_text_opens_a_document(told: str, foot: str) -> None:
    first, second = published(f"{TITLE}\n{NUMBER}\n{TEXT}\n{told}{foot}").documents
    assert [str(one.number) for one in (first, second)] == [NUMBER, "岚政发〔2021〕60号"]


@pytest.mark.parametrize("told", [
    f"文号：{NUMBER}\n标题：关于加强渡口巡查的通知\n",
    f"标题：{TITLE}\n发布机构：岚州市人民政府\n",
    f"名称：{TITLE}\n文号：{NUMBER} 索引号：1\n",
])  # fmt: skip
def test_a_block_with_the_same_number_or_title_below_a_text_is_its_own(told: str) -> None:
    assert head(only(f"{TITLE}\n{NUMBER}\n{TEXT}\n{told}打印\n关闭\n"))[:2] == (NUMBER, [TITLE])


def test_what_only_the_block_tells_has_the_block_as_its_evidence() -> None:
    text = (
        f"标题：{TITLE}\n发文机关：岚州市人民政府\n成文日期：2021-03-28\n发文字号：{NUMBER}\n主题词：\n"
        "各区人民政府：\n为加强巡查，现通知如下。\n"
    )
    document, normalized = only(text), normalized_text(text)
    assert head(document) == (NUMBER, [TITLE], ["岚州市人民政府"], ["2021-03-28"])
    assert values(document, Field.ADDRESSEE) == ["各区人民政府"]
    told = {fact.field: fact.span.slice(normalized.text) for fact in document.facts if fact.rule.startswith("labels.")}
    assert told[Field.TITLE] == TITLE and told[Field.NUMBER] == NUMBER and told[Field.SIGNED] == "2021-03-28"
    cover, preface = document.components[0].clauses[:2]
    assert (cover.level, preface.level) == (Level.COVER_PAGE, Level.PREFACE)
    assert cover.own.slice(normalized.text).rstrip("\n").endswith("主题词：")


def test_a_label_without_a_value_above_the_heading_does_not_take_its_first_line() -> None:
    lines = "岚州市人民政府关于加强渡口\n巡查的通知"
    document = only(
        f"索 引 号：\n0000/2021\n标　　题：\n{TITLE}\n发文字号：\n{NUMBER}\n主 题 词：\n{lines}\n{NUMBER}\n{TEXT}"
    )
    assert head(document)[:2] == (NUMBER, [TITLE])
    kept = only(f"索 引 号：\n0000/2021\n标　　题：\n{TITLE}\n主 题 词：\n渡口 巡查\n{lines}\n{NUMBER}\n{TEXT}")
    assert head(kept)[:2] == (NUMBER, [TITLE])


def test_a_label_above_an_organ_takes_it_though_titles_begin_with_their_issuer() -> None:
    block = f"标题：\n{TITLE}\n发布机构：\n岚州市人民政府\n文号：\n{NUMBER}\n发布日期：\n2021-03-30\n"
    for heading in (TITLE, f"{TITLE}\n{NUMBER}"):
        assert head(only(f"{block}{heading}\n{TEXT}")) == (NUMBER, [TITLE], ["岚州市人民政府"], ["2021-03-28"])


@pytest.mark.parametrize(("label", "code"), [
    ("发文字号：岚政发〔2021〕52号", "label-differs"),
    ("成文日期：2021年3月30日", "label-differs"),
    ("标题：岚州市人民政府关于加强桥梁巡查的通知", "label-differs"),
    ("有效性：失效", "label-ended"),
    ("时效性：已废止", "label-ended"),
])  # fmt: skip
def test_a_block_that_contradicts_the_text_is_an_issue(label: str, code: str) -> None:
    found = published(f"索引号：0000/2021\n{label}\n\n{TITLE}\n{NUMBER}\n{TEXT}")
    assert [issue.code for issue in found.issues if issue.code.startswith("label-")] == [code]
    assert head(found.documents[0]) == (NUMBER, [TITLE], ["岚州市人民政府"], ["2021-03-28"])


@pytest.mark.parametrize("labels", [
    "发文字号：岚政发〔2021〕51号\n有效性：有效",
    "标题：关于加强渡口巡查的通知\n成文日期：2021-03-28",
    "发布日期：2021-03-30\n时效性：现行有效",
])  # fmt: skip
def test_a_block_that_agrees_is_none(labels: str) -> None:
    found = published(f"索引号：0000/2021\n{labels}\n\n{TITLE}\n{NUMBER}\n{TEXT}")
    assert not [issue.code for issue in found.issues if issue.code.startswith("label-")]


@pytest.mark.parametrize("page", [
    f"首页 > 政务公开 > 政策文件\n{TITLE}\n字号：大 中 小\n{NUMBER}\n{TEXT}",
    f"当前位置：首页 > 政策\n{TITLE}\n【打印】【关闭】\n{NUMBER}\n{TEXT}",
    f"岚州市交通局网站 政策文件\n{TITLE}\n{NUMBER}\n{TEXT}",
    f"{TITLE}（{NUMBER}）\n{TEXT}",
    f"**{TITLE}**{NUMBER}\n\n{TEXT}",
    f"{TITLE}{NUMBER}\n{TEXT}",
])  # fmt: skip
def test_pages_with_breadcrumbs_buttons_and_numbers_run_in(page: str) -> None:
    document = only(page)
    assert head(document) == (NUMBER, [TITLE], ["岚州市人民政府"], ["2021-03-28"])
    assert document.relations == ()


def test_a_site_and_its_column_before_the_heading_of_a_page_in_one_line_are_no_part_of_it() -> None:
    clauses = " 　　".join(
        f"{mark}、加强渡口巡查。各区应当建立巡查台账，于每日巡查渡口。" for mark in "一二三四五六七八九十"
    )
    page = f"岚州市交通局 最新文件 关于印发岚州市渡口巡查若干措施的通知 为加强渡口巡查，制定如下措施。 　　{clauses}"
    document = only(page)
    assert values(document, Field.TITLE) == ["关于印发岚州市渡口巡查若干措施的通知"]
    assert values(document, Field.ISSUER) == []


@pytest.mark.parametrize(("number", "issuers"), [
    ("辽政办发〔2021〕51号", ["辽宁省人民政府办公厅"]),
    ("辽交发〔2021〕51号", []),
    ("宁政发〔2021〕51号", []),
])  # fmt: skip
def test_the_number_tells_the_issuer_where_nothing_else_does(number: str, issuers: list[str]) -> None:
    document = only(f"{number}\n关于加强渡口巡查的通知\n各市人民政府：\n为加强渡口巡查，现通知如下。\n2021年3月28日\n")
    assert values(document, Field.ISSUER) == issuers


def test_the_number_of_registration_that_a_block_tells() -> None:
    document = only(f"文号： {NUMBER} 文件登记号： LZSP00-2021-0032\n{TITLE}\n{TEXT}")
    assert values(document, Field.REGISTRATION) == ["LZSP00-2021-0032"]


@pytest.mark.parametrize(("lines", "number", "title"), [
    ("岚州市税务局公告\n2024年第3号", "岚州市税务局公告2024年第3号", "岚州市税务局关于修订渡口裁量基准的公告"),
    ("岚州市税务局通告\n2024年第12号", "岚州市税务局通告2024年第12号", "岚州市税务局关于修订渡口裁量基准的通告"),
    ("岚州市税务局公告\n〔2024〕第3号", "岚州市税务局公告2024年第3号", "岚州市税务局关于修订渡口裁量基准的公告"),
    ("岚州市税务局\n公告\n第3号", "岚州市税务局公告第3号", "岚州市税务局关于修订渡口裁量基准的公告"),
    ("岚州市税务局\n公告2024年第3号", "岚州市税务局公告2024年第3号", "岚州市税务局关于修订渡口裁量基准的公告"),
])  # fmt: skip
def test_numbers_of_announcements_on_a_line_of_their_own(lines: str, number: str, title: str) -> None:
    text = f"{lines}\n{title}\n根据《岚州市渡口条例》，现予公告。\n本公告自2024年9月1日起施行。\n岚州市税务局\n2024年8月12日\n"
    document = only(text)
    assert (str(document.number), values(document, Field.TITLE)) == (number, [title])
    assert values(document, Field.EFFECTIVE) == ["2024-09-01"]


@pytest.mark.parametrize(("lines", "number"), [
    ("岚州市人民代表大会常务委员会公告\n第四十号", "岚州市人民代表大会常务委员会公告第40号"),
    ("岚州市人民代表大会常务委员会\n公告（十四届）第四十号", "岚州市人民代表大会常务委员会公告（十四届）第40号"),
    ("岚州市人民代表大会常务委员会\n公告\n（第四十号）", "岚州市人民代表大会常务委员会公告第40号"),
    ("岚州市人民代表大会常务委员会公告\n〔十四届〕第40号", "岚州市人民代表大会常务委员会公告（十四届）第40号"),
])  # fmt: skip
def test_announcements_of_a_congress_carry_the_regulation(lines: str, number: str) -> None:
    document = only(
        f"{lines}\n《岚州市养犬条例》已由岚州市第十四届人民代表大会常务委员会第三次会议于2024年12月20日通过，现予公布，"
        "自2025年3月1日起施行。\n岚州市人民代表大会常务委员会\n2024年12月23日\n\n岚州市养犬条例\n"
        "（2024年12月20日岚州市第十四届人民代表大会常务委员会第三次会议通过）\n第一条 为了加强管理，制定本条例。\n"
    )
    assert str(document.number) == number
    assert values(document, Field.INSTRUMENT) == ["岚州市养犬条例"]
    assert values(document, Field.TITLE) == ["岚州市人民代表大会常务委员会公告"]


@pytest.mark.parametrize("below", ["（此件公开发布）", "抄送：市委办公室。", "附件：", ""])
def test_a_day_under_a_seal_is_the_day_of_signature(below: str) -> None:
    document = only(
        f"{TITLE}\n{NUMBER}\n各区人民政府：\n一、原则同意，自批复之日起施行。\n专此批复。\n2020年11月30日\n{below}\n"
    )
    assert values(document, Field.SIGNED) == ["2020-11-30"]
    assert values(document, Field.EFFECTIVE) == ["2020-11-30"]


def test_a_document_in_one_line() -> None:
    document = only(
        "岚州市财政局文件岚财会〔2021〕13号岚州市财政局关于做好2021年度会计继续教育工作的通知各区、县（市）财政局，市直各部门:"
        "根据《会计教育规定》(财会〔2018〕10号),现将有关工作通知如下:一、教育对象具有资格的人员。"
        "二、工作要求各区、县（市）财政局应当于2021年12月31日前完成工作。岚州市财政局2021年2月25日\n"
    )
    assert head(document) == (
        "岚财会〔2021〕13号", ["岚州市财政局关于做好2021年度会计继续教育工作的通知"], ["岚州市财政局"], ["2021-02-25"]
    )  # fmt: skip
    assert values(document, Field.ADDRESSEE) == ["各区、县（市）财政局", "市直各部门"]
    assert [str(relation.target.number) for relation in document.relations] == ["财会〔2018〕10号"]
    assert [duty.bearer for duty in document.duties] == ["各区、县（市）财政局"]


@pytest.mark.parametrize("title", [
    "关于发布渡口导则《渡口巡查规范》的通知",
    "关于印发《渡口巡查规范》（试行）的函",
])  # fmt: skip
def test_what_only_a_told_title_hands_on_is_carried(title: str) -> None:
    document = only(
        f"名称：{title}\n发布机关：岚州市交通局\n文号：岚交发〔2021〕29号\n我局制定了渡口导则。\n岚州市交通局\n2021年3月28日\n"
    )
    assert values(document, Field.INSTRUMENT) == ["渡口巡查规范"]


@pytest.mark.parametrize("block", [
    f"索引号 014349/2021 发布机关 岚州市人民政府 文号\n{NUMBER}\n成文日期 2021-03-28\n",
    f"索引号 014349/2021 发布机关\n岚州市人民政府\n文号 {NUMBER} 成文日期\n2021-03-28\n",
])  # fmt: skip
def test_the_last_label_of_a_line_may_have_its_value_below(block: str) -> None:
    text = f"{block}\n{TITLE}\n各区人民政府：\n为加强巡查，现通知如下。\n"
    document, normalized = only(text), normalized_text(text)
    assert head(document) == (NUMBER, [TITLE], ["岚州市人民政府"], ["2021-03-28"])
    number = document.first(Field.NUMBER)
    assert number and number.span.slice(normalized.text) == NUMBER


TRADITIONAL = """嵐州市人民政府辦公廳關於印發嵐州市渡口整治實施方案的通知
嵐政辦發〔2021〕12號
各區、縣（市）人民政府：
《嵐州市渡口整治實施方案》已經市政府同意，現印發給你們。《嵐州市渡口辦法》（嵐政發〔2010〕3號）同時廢止。
嵐州市人民政府辦公廳
2021年3月28日
嵐州市渡口整治實施方案
一、為貫徹落實《中華人民共和國港口法》，2021年12月底前完成整治。（牽頭單位：市交通運輸局；責任單位：各區縣政府）
二、經營者應當於每月20日前報送進展，不得超載。
"""


def test_a_text_in_traditional_characters_is_read_as_its_simplified_one() -> None:
    source, plain = normalized_text(TRADITIONAL), normalized_text(simplified(TRADITIONAL))
    printed, read = parse(source), parse(plain)
    assert printed.documents == read.documents
    assert [issue.code for issue in printed.issues if issue not in read.issues] == ["traditional-characters"]
    number = printed.documents[0].first(Field.NUMBER)
    assert number and source.to_source(number.span).slice(source.source.text) == "嵐政辦發〔2021〕12號"


@pytest.mark.parametrize(("text", "codes"), [
    (TEXT + TRADITIONAL.splitlines()[0] + "\n" + TRADITIONAL.splitlines()[7] + "\n" + TEXT * 3, ["traditional-characters"]),
    (TEXT, []),
])  # fmt: skip
def test_traditional_characters_inside_another_text_are_an_issue(text: str, codes: list[str]) -> None:
    assert "人民政府" in normalized_text(text).text
    assert [issue.code for issue in published(text).issues if issue.code.startswith("traditional")] == codes


@pytest.mark.parametrize(("block", "claim", "words", "on"), [
    ("索引号：0000/2021\n有效性：废止", "ended", "废止", None),
    ("索引号：0000/2021\n时效性：已废止（2023年5月1日）", "ended", "已废止（2023年5月1日）", "2023-05-01"),
    ("索引号：0000/2021\n时效性：现行有效", "holds", "现行有效", None),
    ("索引号：0000/2021\n是否有效：否", "ended", "否", None),
    ("【时效性】已修改", "amended", "已修改", None),
    ("【时效性】尚未生效", "not-yet", "尚未生效", None),
    ('---\ntitle: "岚州"\nstatus: "现行有效"\nsynced: "2022-06-08"\n---', "holds", "现行有效", "2022-06-08"),
    ("---\nstatus: 废止或失效\n---", "ended", "废止或失效", None),
])  # fmt: skip
def test_a_claimed_status_is_read_with_its_words_and_day(block: str, claim: str, words: str, on: str | None) -> None:
    text = f"{block}\n\n{TITLE}\n{NUMBER}\n{TEXT}"
    document, normalized = only(text), normalized_text(text)
    fact = document.first(Field.CLAIMED)
    assert fact is not None
    told = str(fact.on) if fact.on else None
    assert (str(fact.value), fact.span.slice(normalized.text), told) == (claim, words, on)
    assert head(document) == (NUMBER, [TITLE], ["岚州市人民政府"], ["2021-03-28"])
    assert not values(document, Field.EXPIRES)


@pytest.mark.parametrize("block", [
    "索引号：0000/2021\n有效期：五年",
    "---\ntitle: 岚州\nsynced: 2022-06-08\n---",
    "索引号：0000/2021\n有效性：见公告",
])  # fmt: skip
def test_what_claims_no_status(block: str) -> None:
    assert not values(only(f"{block}\n\n{TITLE}\n{NUMBER}\n{TEXT}"), Field.CLAIMED)


REMARKS = [
    ("{title}【失效】\n{number}\n\n{text}", "ended"),
    ("{title}（已废止）\n{number}\n\n{text}", "ended"),
    ("{title}\n【已废止】\n{number}\n\n{text}", "ended"),
    ("{title}\n（已被岚政发〔2024〕3号废止）\n{number}\n\n{text}", "ended"),
    ("{title}\n【本文件已于2024年5月1日被《岚州市步道办法》（岚政发〔2024〕3号）废止】\n{number}\n\n{text}", "ended"),
    ("{title}\n本文已失效\n{number}\n\n{text}", "ended"),
    ("{title}\n【该文件已被修订】\n{number}\n\n{text}", "amended"),
    ("{title}\n{number}\n\n{text}\n注：本文件已被《岚州市步道办法》废止。\n", "ended"),
    ("{title}\n{number}\n\n{text}\n（本通知已停止执行）\n", "ended"),
    ("{title}\n【根据岚政发〔2024〕3号，此件已废止】\n{number}\n\n{text}", "ended"),
    ("{title}（已被岚政发〔2024〕3号修改）\n{number}\n\n{text}", "amended"),
]


@pytest.mark.parametrize(("page", "claim"), REMARKS)
def test_a_remark_of_the_site_is_a_claim_and_no_act_of_the_document(page: str, claim: str) -> None:
    document = only(page.format(title=TITLE, number=NUMBER, text=TEXT))
    assert values(document, Field.CLAIMED) == [claim]
    assert values(document, Field.TITLE) == [TITLE]
    assert not [
        relation for relation in document.relations if relation.kind in ("repeals", "amends", "declaresExpired")
    ]


@pytest.mark.parametrize("words", [
    "（岚政发〔2019〕4号同时废止）",
    "（二）许可证期限届满未换发的，自行失效。",
    "（三）原渡工证（已废止）",
    "备注：序号2的文件已失效",
    "（该办法已废止）",
])  # fmt: skip
def test_the_last_words_of_a_document_are_no_remark_on_it(words: str) -> None:
    text = f"{TITLE}\n{NUMBER}\n\n{TEXT.rstrip()}\n\n{words}\n"
    document, normalized = only(text), normalized_text(text)
    assert not values(document, Field.CLAIMED)
    last = [clause.own.slice(normalized.text) for part in document.components for clause in part.clauses]
    assert any(words in own for own in last)


def test_closing_words_in_brackets_rule_the_document_itself() -> None:
    body = "".join(TEXT.splitlines(keepends=True)[:3])
    head, close = f"{TITLE}\n{NUMBER}\n\n{body}", "岚州市人民政府\n2021年3月28日\n"

    def read(words: str) -> tuple[list[str], list[str], list[tuple[str, str]]]:
        document = only(f"{head}{words}\n{close}")
        assert not values(document, Field.CLAIMED)
        targets = [
            (str(relation.kind), str(relation.target.number or relation.target.title))
            for relation in document.relations
        ]
        return values(document, Field.EFFECTIVE), values(document, Field.EXPIRES), targets

    assert read("（原《岚州市渡船规定》同时失效）")[2] == [("declaresExpired", "岚州市渡船规定")]
    assert read("（注：原《岚州市渡船规定》自本通知施行之日起失效）")[2] == [("declaresExpired", "岚州市渡船规定")]
    assert read(
        "（本通知自2021年5月1日起施行，有效期至2024年4月30日，《岚州市渡船规定》（岚政办发〔2019〕4号）停止执行）"
    ) == (["2021-05-01"], ["2024-04-30"], [("repeals", "岚政办发〔2019〕4号")])
    assert read("（本通知有效期三年，期满自动失效）")[1] == ["2024-03-27"]


@pytest.mark.parametrize(("title", "kept"), [
    ("岚州市人民政府关于文件清理结果的公告（继续有效、废止、失效）", "岚州市人民政府关于文件清理结果的公告（继续有效、废止、失效）"),
    ("岚州市行政规范性文件目录（废止）", "岚州市行政规范性文件目录（废止）"),
    ("岚州市渡口条例（2010年5月4日岚州市人大常委会通过，2012年已修正）", None),
])  # fmt: skip
def test_a_bracket_that_tells_more_than_the_status_of_the_document_claims_none(title: str, kept: str | None) -> None:
    document = only(f"{title}\n{NUMBER}\n\n{TEXT}")
    assert not values(document, Field.CLAIMED)
    assert kept is None or values(document, Field.TITLE) == [kept]


def test_labels_below_a_heading_with_its_number_are_of_that_document() -> None:
    only("关于印发《渡口规程（试行）》的通知〔2019〕7号\n|文号|岚|\n")


def test_labels_that_a_page_runs_together_are_several() -> None:
    document = only(
        "索引号：0000/2021-00222发布日期：2021-03-30发布机构：望湖区政府办公室\n文号：文件分类：综合政务\n"
        f"区人民政府办公室关于加强渡口巡查的通知\n{TEXT.rsplit('岚州市', 1)[0]}"
    )
    assert values(document, Field.ISSUER) == ["岚州市望湖区人民政府办公室"]
    assert document.number is None


RULE = "岚州市渡口安全办法"
PUBLISHES = f"《{RULE}》已经会议通过，现予公布，自2021年12月1日起施行。"


@pytest.mark.parametrize("organs", [
    "岚州市公安局\n岚州市司法局 令\n岚州市民政局",
    "岚州市公安局\n岚州市司法局\n岚州市民政局\n令",
    "岚州市公安局\n岚州市司法局\n岚州市民政局令",
])  # fmt: skip
def test_an_order_of_several_organs_one_below_the_other(organs: str) -> None:
    document = only(f"{organs}\n第6号\n{PUBLISHES}\n2021年9月28日\n{RULE}\n第一条 为了渡口安全，制定本办法。\n")
    three = ["岚州市公安局", "岚州市司法局", "岚州市民政局"]
    order = f"{''.join(three)}令"
    assert head(document)[:3] == (f"{order}第6号", [order], three)
    assert values(document, Field.INSTRUMENT) == [RULE]


@pytest.mark.parametrize(("above", "order"), [
    ("岚州市人民政府\n", "岚州市人民政府令"),
    ("岚州市人民政府\n", "岚州市公安局令"),
    ("岚州市税务局\n", "岚州市税务局 岚州市公安局令"),
])  # fmt: skip
def test_the_name_of_the_site_above_an_order_is_none_of_its_organs(above: str, order: str) -> None:
    document = only(f"{above}{order}\n第6号\n{PUBLISHES}\n2021年9月28日\n{RULE}\n第一条 为了渡口安全，制定本办法。\n")
    name = order.replace(" ", "")
    assert head(document)[:2] == (f"{name}第6号", [name])


@pytest.mark.parametrize("end", ["特此公告。", "附件：渡口名单", "附件：1.渡口名单\n2.渡船名单"])
@pytest.mark.parametrize(("signed", "organs"), [
    ("岚州市公安局\n岚州市税务局", "岚州市税务局公告"),
    ("岚州市公安局", "岚州市税务局公告"),
    ("岚州市公安局", "岚州市税务局\n公告"),
    ("岚州市公安局", "岚州市税务局公告\n岚州市民政局"),
])  # fmt: skip
def test_the_signature_above_an_announcement_is_none_of_its_organs(end: str, signed: str, organs: str) -> None:
    first = f"岚州市公安局公告\n2021年第8号\n关于渡船检验的公告\n现将有关事项公告如下。\n一、渡船应当检验。\n{end}\n{signed}\n"
    second = f"{organs}\n2021年第9号\n关于渡口登记的公告\n渡口应当登记。\n特此公告。\n2021年4月5日\n"
    name = "".join(organs.split()).replace("公告", "") + "公告"
    documents = published(first + second).documents
    assert [str(document.number) for document in documents] == ["岚州市公安局公告2021年第8号", f"{name}2021年第9号"]
    assert values(documents[0], Field.ISSUER)[:1] == ["岚州市公安局"]


def test_an_order_below_the_title_of_a_page_is_the_document_and_the_rule_what_it_issues() -> None:
    page = f"{RULE}\n作者：某网站  浏览：98\n岚州市人民政府令第5号\n{PUBLISHES}\n二○二一年九月二十八日\n{RULE}\n第一条 为了渡口安全。\n"
    document = only(page)
    assert head(document)[:2] == ("岚州市人民政府令第5号", ["岚州市人民政府令"])
    assert values(document, Field.INSTRUMENT) == [RULE]
    other = only(page.replace(PUBLISHES, "第一条 渡口由市交通局管理。"))
    assert head(other)[1] == [RULE]


def test_files_that_a_page_lists_among_its_labels_are_no_heading() -> None:
    document = only(
        "# 关于印发《渡口建设方案》的通知\n\n**发布日期**: 2025-03-10\n**发布机构**: 岚州市交通局\n\n**附件**:\n"
        "- [渡口布局图.pdf](./渡口布局图.pdf) (pdf)\n- [渡口名录.xlsx](./渡口名录.xlsx)\n\n---\n\n岚交合〔2025〕7号\n\n各有关单位：\n\n"
        "现将《渡口建设方案》印发给你们，请遵照执行。\n\n岚州市交通局\n2025年3月10日\n\n渡口建设方案\n\n一、加强渡口管理。\n"
    )
    assert values(document, Field.TITLE) == ["关于印发《渡口建设方案》的通知"]
    assert values(document, Field.INSTRUMENT) == ["渡口建设方案"] and values(document, Field.ATTACHMENT) == []


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("## 政策全文", "新华社岚州2月13日电", "中共岚州市委", "关于做好渡口工作的意见"), "中共岚州市委关于做好渡口工作的意见"),
        (("文件正文：", "岚州市人民政府关于做好渡口工作的意见"), "岚州市人民政府关于做好渡口工作的意见"),
    ],
)  # fmt: skip
def test_what_a_page_calls_the_text_is_none_of_its_heading(lines: tuple[str, ...], title: str) -> None:
    head = "# 关于做好渡口工作的意见\n\n**发布日期**: 2023年2月14日\n**来源**: https://example.org/a\n\n---\n\n"
    body = "\n（2023年1月2日）\n\n为加强渡口管理，提出以下意见。\n\n一、加强渡口管理。\n"
    assert values(only(head + "\n".join(lines) + body), Field.TITLE) == [title]


@pytest.mark.parametrize(("listed", "codes"), [
    ("岚州市渡口管理办法", []),
    ("岚州市渡船管理规定", ["label-differs"]),
])  # fmt: skip
def test_a_site_may_list_an_order_under_the_title_of_its_rule(listed: str, codes: list[str]) -> None:
    found = published(
        f"标题：{listed}\n发布日期：2021-03-30\n来源：岚州市人民政府办公室\n岚州市人民政府令\n第38号\n"
        "《岚州市渡口管理办法》已经2021年3月8日市政府常务会议通过，现予公布，自2021年5月1日起施行。\n市长 林渡\n2021年3月28日\n"
        "岚州市渡口管理办法\n第一条 为规范渡口管理，制定本办法。\n第二条 渡口应当登记。\n"
    )
    assert [issue.code for issue in found.issues if issue.code.startswith("label-")] == codes


@pytest.mark.parametrize(("heading", "codes"), [
    ("岚州市民政局关于印发我市2025年渡口补贴标准的通知",                 []),
    ("岚州市民政局转发《东岭省民政厅关于提高渡口补贴标准的通知》的通知", ["not-printed"]),
    ("岚州市民政局关于印发渡口补贴方案的通知",                           ["not-printed"]),
])  # fmt: skip
def test_numbered_clauses_may_be_what_a_heading_issues(heading: str, codes: list[str]) -> None:
    body = "一、补贴标准\n渡口每座每月100元。\n二、执行时间\n自2025年6月1日起执行。\n"
    text = body if "方案" not in heading else "请认真执行。\n"
    found = published(
        f"{heading}\n岚民发〔2025〕2号\n各区民政局：\n现就有关事项通知如下：\n{text}岚州市民政局\n2025年5月30日\n"
    )
    assert [issue.code for issue in found.issues if issue.code == "not-printed"] == codes


@pytest.mark.parametrize(("issuing", "codes"), [
    ("现将《岚州市渡口补贴方案》印发给你们，并就有关事项通知如下：",                 ["not-printed"]),
    ("现将岚州市渡口补贴方案印发给你们，并提出以下要求：",                           ["not-printed"]),
    ("《岚州市渡口补贴方案》已经市政府同意，现印发给你们，请结合以下要求抓好落实：", ["not-printed"]),
    ("现将岚州市渡口补贴方案通知如下：",                                             []),
])  # fmt: skip
def test_requirements_beside_what_a_notice_issues_are_not_its_text(issuing: str, codes: list[str]) -> None:
    found = published(
        f"岚州市民政局关于印发岚州市渡口补贴方案的通知\n岚民发〔2025〕2号\n各区民政局：\n{issuing}\n一、加强领导。\n二、按时报送。\n"
        "岚州市民政局\n2025年5月30日\n"
    )
    assert [issue.code for issue in found.issues if issue.code == "not-printed"] == codes


def test_an_empty_label_takes_no_heading_and_a_status_is_a_label() -> None:
    empty = only(f"颁布日期：\n失效日期：\n{TITLE}\n{NUMBER}\n{TEXT}")
    status = only(f"{TITLE}\n状态：有效 发布日期：2021-03-30\n发布文号：{NUMBER}\n{TEXT}")
    assert head(empty)[:2] == head(status)[:2] == (NUMBER, [TITLE])


def test_who_only_approves_a_rule_does_not_issue_it() -> None:
    note = "（1996年8月23日岚州市第五届人民代表大会常务委员会第二次会议通过1996年9月28日东岭省第八届人民代表大会常务委员会第三次会议批准）"
    rule = only(f"岚州市渡口管理办法\n东岭省人大常委会\n{note}\n第一条 为加强渡口管理，制定本办法。\n")
    assert values(rule, Field.ISSUER) == ["岚州市人民代表大会常务委员会"]
