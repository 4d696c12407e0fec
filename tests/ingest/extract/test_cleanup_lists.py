"""Clean-up lists in the body of a notice, and numbers that leave out a part."""

import pytest

from tests.ingest.official import notice, only

HEAD = (
    "岚州市人民政府关于公布文件清理结果的通知\n岚政发〔2024〕31号\n各区人民政府，市政府各部门：\n"
    "经市政府同意，决定对下列文件作出处理：\n"
)
TAIL = "本通知自2024年6月1日起施行。\n岚州市人民政府\n2024年5月20日\n"

LISTS = {
    "numbered, with and without marks": (
        "一、废止的规范性文件（2件）\n1.《岚州市人民政府关于加强渡口管理的通知》（岚政发〔2007〕5号）\n"
        "2.岚州市人民政府关于推进渡口改造的意见（岚政发〔2007〕6号）\n二、宣布失效的规范性文件（1件）\n"
        "3.《岚州市人民政府关于印发渡船办法的通知》（岚政发〔2007〕7号）\n三、继续有效的规范性文件（1件）\n"
        "4.《岚州市人民政府关于印发步道办法的通知》（岚政发〔2020〕18号）\n",
        ["repeals 岚政发〔2007〕5号", "repeals 岚政发〔2007〕6号",
         "declaresExpired 岚政发〔2007〕7号", "confirmsValid 岚政发〔2020〕18号"],
    ),
    "number first": (
        "一、废止的规范性文件（2件）\n"
        "岚政发〔2006〕5号　岚州市人民政府关于加强渡口管理的通知\n岚政发〔2006〕6号　岚州市人民政府关于推进渡口改造的意见\n",
        ["repeals 岚政发〔2006〕5号", "repeals 岚政发〔2006〕6号"],
    ),
    "lines without numbers": (
        "一、废止的文件（1件）\n《岚州市人民政府关于加强渡口管理的通知》（岚政发〔2008〕5号）\n二、延长有效期的文件（1件）\n"
        "《岚州市人民政府关于印发步道办法的通知》（岚政发〔2020〕8号），有效期延长至2027年12月31日\n",
        ["repeals 岚政发〔2008〕5号", "extendsValidity 岚政发〔2020〕8号"],
    ),
    "numbers alone, and without brackets": (
        "一、废止的文件\n（一）岚政发〔2012〕5号\n（二）岚政发〔2013〕6号、7号；\n二、宣布失效的文件\n"
        "《岚州市渡口办法》，岚政发〔2011〕4号\n关于渡工的通知 岚政发〔2012〕8号\n",
        ["repeals 岚政发〔2012〕5号", "repeals 岚政发〔2013〕6号", "repeals 岚政发〔2013〕7号",
         "declaresExpired 岚政发〔2011〕4号", "declaresExpired 岚政发〔2012〕8号"],
    ),
    "one verdict a row": (
        "序号\t文件名称\t文号\t清理意见\n1\t关于加强渡口管理的通知\t岚政发〔2010〕3号\t废止\n"
        "2\t关于推进渡船改造的通知\t岚政发〔2010〕4号\t继续有效\n3\t关于培训渡工的通知\t岚政发〔2010〕5号\t修改\n",
        ["repeals 岚政发〔2010〕3号", "confirmsValid 岚政发〔2010〕4号", "amends 岚政发〔2010〕5号"],
    ),
    "rows whose cells a page has run together": (
        "序号文件名称、文号清理结果\n1《岚州市渡口巡查办法》（岚科企[2011]3号）保留\n2《岚州市码头办法》（岚科政[2012]9号）废止\n"
        "3《岚州市渡工办法》和《岚州市渡工办法细则》（岚科政〔2016〕2号）修改\n",
        ["confirmsValid 岚科企〔2011〕3号", "repeals 岚科政〔2012〕9号", "amends 岚州市渡工办法", "amends 岚科政〔2016〕2号"],
    ),
    "such rows in one line": (
        "文件清理结果序号文件名称、文号清理结果1《岚州市渡口巡查办法》（岚科企[2011]3号）保留2《岚州市码头办法》（岚科政[2012]9号）"
        "废止3《岚州市渡工办法》（岚科政〔2016〕2号）继续有效\n",
        ["confirmsValid 岚科企〔2011〕3号", "repeals 岚科政〔2012〕9号", "confirmsValid 岚科政〔2016〕2号"],
    ),
    "a verdict with two verbs, and one that is not taken yet": (
        "序号\t文件名称\t文号\t清理意见\n1\t关于加强渡口管理的通知\t岚政发〔2010〕3号\t修改后继续有效\n"
        "2\t关于推进渡船改造的通知\t岚政发〔2010〕4号\t拟修改\n",
        ["confirmsValid 岚政发〔2010〕3号", "cites 岚政发〔2010〕4号"],
    ),
    "titles alone, as lists of local laws give them": (
        "废止下列地方性法规：\n（一）《岚州市渡口条例》（2001年1月5日通过）；\n（二）《岚州市渡船条例》。\n",
        ["repeals 岚州市渡口条例", "repeals 岚州市渡船条例"],
    ),
    "titles without marks": (
        "废止下列规章：\n一、岚州市渡口管理办法（2001年1月5日市政府令第12号公布）\n二、岚州市渡船管理规定（试行）\n",
        ["repeals 市政府令第12号", "repeals 岚州市渡船管理规定（试行）"],
    ),
    "sentences that end as titles do": (
        "一、决定废止的文件（共三项）\n1.岚州市渡船管理规定\n2.市交通局收到申请后作出决定\n3.健全渡口安全管理办法\n",
        ["repeals 岚州市渡船管理规定"],
    ),
    "a table of short titles": (
        "废止的地方性法规目录\n序号\t名称\t通过日期\n1\t渡口条例\t2001年1月5日\n2\t岚州市渡船管理条例\t2002年1月5日\n",
        ["repeals 渡口条例", "repeals 岚州市渡船管理条例"],
    ),
    "grounds of repealed matters": (
        "一、决定废止的行政许可事项目录\n序号\t事项名称\t设定依据\t实施机关\n"
        "1\t渡船检验许可\t《岚州市渡船条例》\t市交通局\n2\t渡工许可\t岚政发〔2010〕3号\t市交通局\n",
        ["cites 岚州市渡船条例", "cites 岚政发〔2010〕3号"],
    ),
    "a verdict on a matter": (
        "序号\t事项名称\t设定依据\t清理意见\n1\t渡船检验许可\t《岚州市渡船条例》\t废止\n",
        ["cites 岚州市渡船条例"],
    ),
    "documents about projects": (
        "废止的文件目录\n序号\t名称\t文号\t制定依据\n1\t岚州市渡口项目管理办法\t岚政发〔2010〕3号\t省有关规定\n",
        ["repeals 岚政发〔2010〕3号"],
    ),
    "changes between the titles": (
        "对下列文件作出修改：\n一、《岚州市渡口办法》\n将第三条修改为：“渡口应当登记。”\n二、《岚州市渡船办法》\n删去第四条。\n",
        ["amends 岚州市渡口办法", "amends 岚州市渡船办法"],
    ),
    "issuer and number on lines below": (
        "现对以下规范性文件宣布失效：\n1.岚州市渡口基金管理办法（试行）\n发文单位：市科委、市财政局\n文号：岚科合〔2005〕第11号\n"
        "2.岚州市渡口补贴实施细则\n发文单位：市科委\n文号：岚科〔2007〕第533号\n",
        ["declaresExpired 岚科合〔2005〕11号", "declaresExpired 岚科〔2007〕533号"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), LISTS.values(), ids=LISTS)
def test_a_list_in_the_body(body: str, expected: list[str]) -> None:
    document = only(HEAD + body + TAIL)
    assert str(document.number) == "岚政发〔2024〕31号"
    named = [relation.target for relation in document.relations]
    kinds = [relation.kind for relation in document.relations]
    assert [f"{kind} {one.number or one.title}" for kind, one in zip(kinds, named, strict=True)] == expected


def test_an_entry_keeps_its_title() -> None:
    document = only(HEAD + LISTS["number first"][0] + TAIL)
    assert [relation.target.title for relation in document.relations] == [
        "岚州市人民政府关于加强渡口管理的通知",
        "岚州市人民政府关于推进渡口改造的意见",
    ]


def test_a_row_without_a_verdict_keeps_its_title() -> None:
    document = only(HEAD + LISTS["a verdict with two verbs, and one that is not taken yet"][0] + TAIL)
    assert [relation.target.title for relation in document.relations] == [
        "关于加强渡口管理的通知",
        "关于推进渡船改造的通知",
    ]


@pytest.mark.parametrize(("sentence", "expected"), [
    ("认真执行东政发〔2020〕2号、3号文件。", ["cites 东政发〔2020〕2号", "cites 东政发〔2020〕3号"]),
    ("岚政办发〔2019〕12、13号文件停止执行。", ["repeals 岚政办发〔2019〕12号", "repeals 岚政办发〔2019〕13号"]),
    ("岚政发〔2016〕3、4、7号同时废止。", ["repeals 岚政发〔2016〕3号", "repeals 岚政发〔2016〕4号", "repeals 岚政发〔2016〕7号"]),
    ("岚政发〔2018〕5号和〔2019〕6号文件同时废止。", ["repeals 岚政发〔2018〕5号", "repeals 岚政发〔2019〕6号"]),
    ("岚财综〔2016〕4号、〔2017〕8号文件规定的收费标准继续执行。", ["cites 岚财综〔2016〕4号", "cites 岚财综〔2017〕8号"]),
    ("执行国务院第412号令和建设部令第162号。", ["cites 国务院令第412号", "cites 建设部令第162号"]),
    ("岚科〔2007〕第533号继续有效。", ["confirmsValid 岚科〔2007〕533号"]),
    ("按岚政发〔2018〕5号、3号楼的要求办理。", ["cites 岚政发〔2018〕5号"]),
])  # fmt: skip
def test_numbers_that_leave_out_a_part(sentence: str, expected: list[str]) -> None:
    document = notice(f"一、{sentence}")
    assert [f"{relation.kind} {relation.target.number}" for relation in document.relations] == expected
