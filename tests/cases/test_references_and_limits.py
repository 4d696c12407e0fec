"""Cases 17, 18 and 21: numbers that leave out the code and year of the one before, time limits in any words, parties of any kind."""

import pytest

from tests.cases.facts import list_facts, list_facts_below

PAPER = """岚州市人民政府办公室关于加强渡口巡查的通知
岚政办发〔2024〕61号
各区人民政府，市政府各部门：
{body}
岚州市人民政府办公室
2024年3月4日
"""
HEAD = [
    "number 岚政办发〔2024〕61号",
    "title 岚州市人民政府办公室关于加强渡口巡查的通知",
    "kind 通知",
    "issuer 岚州市人民政府办公室",
    "addressee 各区人民政府",
    "addressee 市政府各部门",
    "signed 2024-03-04",
]


def facts_of_body(body: str) -> list[str]:
    """Return the facts of the body of a notice of 2024-03-04."""
    return list_facts_below(HEAD, PAPER.format(body=body))


@pytest.mark.parametrize(("sentence", "expected"), [
    ("认真执行岭政发〔2020〕2号、3号文件。",                 ["cites 岭政发〔2020〕2号", "cites 岭政发〔2020〕3号"]),
    ("认真执行岭政发〔2020〕2号和3号文件。",                 ["cites 岭政发〔2020〕2号", "cites 岭政发〔2020〕3号"]),
    (
        "认真执行岭政发〔2020〕2、3、5号文件。",
     ["cites 岭政发〔2020〕2号", "cites 岭政发〔2020〕3号", "cites 岭政发〔2020〕5号"]),
    (
        "岚政办发〔2019〕12、13号文件停止执行。",
     ["repeals 岚政办发〔2019〕12号 stopped", "repeals 岚政办发〔2019〕13号 stopped"]),
    ("岚政发〔2018〕5号和〔2019〕6号文件同时废止。",         ["repeals 岚政发〔2018〕5号", "repeals 岚政发〔2019〕6号"]),
    (
        "岚政发〔2018〕5号、〔2019〕6号、7号文件同时废止。",
     ["repeals 岚政发〔2018〕5号", "repeals 岚政发〔2019〕6号", "repeals 岚政发〔2019〕7号"]),
    ("按照岭财综〔2016〕4号、〔2017〕8号文件规定的标准收费。", ["cites 岭财综〔2016〕4号", "cites 岭财综〔2017〕8号"]),
    ("执行国务院第412号令和建设部令第162号。",               ["cites 国务院令第412号", "cites 建设部令第162号"]),
    ("执行《渡船检验规则》（交通部令第3号）和国务院令第591号。", ["cites 交通部令第3号", "cites 国务院令第591号"]),
    ("根据岭交运〔2007〕第533号文件执行。",                  ["cites 岭交运〔2007〕533号"]),
])  # fmt: skip
def test_a_number_takes_from_the_one_before_it_what_it_leaves_out(sentence: str, expected: list[str]) -> None:
    assert [line for line in facts_of_body(f"一、{sentence}") if not line.startswith("duty")] == expected


@pytest.mark.parametrize(("sentence", "expected"), [
    ("按照安全生产法、行政处罚法查处。",     ["安全生产法", "行政处罚法"]),
    ("严格执行反不正当竞争法、专利法。",     ["反不正当竞争法", "专利法"]),
    ("贯彻海上交通安全法。",                 ["海上交通安全法"]),
    ("按照工作方法、执法办法查处。",         []),
    ("依法查处违法行为，推广先进做法。",     []),
])  # fmt: skip
def test_a_law_is_named_without_marks(sentence: str, expected: list[str]) -> None:
    assert [
        line.split(" ", 1)[1] for line in facts_of_body(f"一、{sentence}") if not line.startswith(("duty", "issue"))
    ] == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("十二月底前完成验收",             "2024-12-31"),
    ("十月底以前完成验收",             "2024-10-31"),
    ("12月底之前完成验收",             "2024-12-31"),
    ("于20240930前报送自查报告",       "2024-09-30"),
    ("在2024.9.30前报送自查报告",      "2024-09-30"),
    ("2024-09-30前报送自查报告",       "2024-09-30"),
    ("次月10日前报送上月报表",         "FREQ=MONTHLY;BYMONTHDAY=10"),
    ("每月10日前报送上月报表",         "FREQ=MONTHLY;BYMONTHDAY=10"),
    ("于次月5日前报送报表",            "FREQ=MONTHLY;BYMONTHDAY=5"),
    ("于3月、6月、9月、12月的20日前报送报表", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"),
    ("每周五前报送周报",               "FREQ=WEEKLY;BYDAY=FR"),
    ("每周一报送周报",                 "FREQ=WEEKLY;BYDAY=MO"),
    ("每周三、周五报送进度",           "FREQ=WEEKLY;BYDAY=WE,FR"),
    ("二〇二四年八月三十一日前完成清理", "2024-08-31"),
    ("二○二四年八月底前完成清理",      "2024-08-31"),
    ("24年底前全部整改到位",           "2024-12-31"),
    ("2024年底前全部整改到位",         "2024-12-31"),
    ("今年年底前全部整改到位",         "2024-12-31"),
    ("每年1月、7月的15日前报送半年报告", "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15"),
    ("2025年春节前完成慰问",           "2025-01-28"),
    ("2024年国庆节前完成慰问",         "2024-09-30"),
    ("于每年3月底、6月底、9月底、12月底前报送数据", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
    ("每季度末报送数据",               "FREQ=QUARTERLY"),
    ("汛期前（5月底）完成排查",        "2024-05-31"),
    ("汛前（5月31日前）完成排查",      "2024-05-31"),
    ("每月1日和15日前报送信息",        "FREQ=MONTHLY;BYMONTHDAY=1,15"),
    ("每月1日、11日、21日报送信息",    "FREQ=MONTHLY;BYMONTHDAY=1,11,21"),
    ("会议召开30日前报送材料",         "P30D"),
    ("在许可期限届满3个月前提出申请",  "P3M"),
    ("培训班结束前7个工作日报送名单",  "P7WD"),
])  # fmt: skip
def test_a_time_limit_in_any_words(words: str, expected: str) -> None:
    lines = facts_of_body(f"一、{words}。（责任单位：市司法局）")
    assert lines[:1] == [f"task 岚州市司法局=responsible {expected}"]
    assert [line for line in lines if line.startswith("time")] == [f"time {expected}"]


@pytest.mark.parametrize(("words", "expected"), [
    ("责任单位：市教育局、市民政局、市科协、团市委",
        "岚州市教育局=responsible 岚州市民政局=responsible 岚州市科学技术协会=responsible "
        "中国共产主义青年团岚州市委员会=responsible"),
    ("责任单位：市律协、市消协、市足协、市司法局",
        "岚州市律师协会=responsible 岚州市消费者协会=responsible 岚州市足协=responsible 岚州市司法局=responsible"),
    ("市教育局牵头，市科协配合",                     "岚州市教育局=lead 岚州市科学技术协会=support"),
    ("由市教育局牵头，市科协、市作协配合",           "岚州市教育局=lead 岚州市科学技术协会=support 岚州市作家协会=support"),
    ("牵头单位：市教育局；配合单位：市科协、市财政局", "岚州市教育局=lead 岚州市科学技术协会=support 岚州市财政局=support"),
    ("责任单位：市政府督查室、市教育局",             "岚州市人民政府督查室=responsible 岚州市教育局=responsible"),
    ("责任单位：市政府研究室、市委政研室",           "岚州市人民政府研究室=responsible 中共岚州市委政策研究室=responsible"),
    ("责任单位：市教育局、各处室",                   "岚州市教育局=responsible 各处室=responsible"),
    ("责任单位：各科室、市教育局",                   "各科室=responsible 岚州市教育局=responsible"),
    ("责任单位：市渡口整治专班、市水务局",           "岚州市渡口整治专班=responsible 岚州市水务局=responsible"),
    ("责任单位：项目业主、市水务局",                 "项目业主=responsible? 岚州市水务局=responsible"),
    ("责任单位：滨海新区管委会",                     "滨海新区管委会=responsible?"),
    ("责任单位：滨海新区财政局、市财政局",           "滨海新区财政局=responsible? 岚州市财政局=responsible"),
    ("责任单位：各乡镇（街道）",                     "各乡镇（街道）=responsible"),
    ("责任单位：各县（市、区）、各镇街",             "各县（市、区）=responsible 各镇街=responsible"),
])  # fmt: skip
def test_no_party_of_a_list_is_lost(words: str, expected: str) -> None:
    assert facts_of_body(f"1.推进渡口改造。（{words}）") == [f"task {expected}"]


@pytest.mark.parametrize("party", ["市科协、市教育局", "市教育局、市科协", "市科协\u3000市教育局", "市科协，市教育局"])
def test_no_party_of_a_cell_is_lost(party: str) -> None:
    table = (
        "\n任务分工\n\n| 序号 | 任务 | 责任单位 | 完成时限 |\n| --- | --- | --- | --- |\n| 1 | 推进渡口改造 | "
        f"{party} | 2024年6月底前 |\n"
    )
    found = [
        line for line in list_facts(PAPER.format(body="现将任务分工印发给你们。") + table) if line.startswith("task")
    ]
    assert [{*line.split()} for line in found] == [
        {"task", "岚州市科学技术协会=responsible", "岚州市教育局=responsible", "2024-06-30"}
    ]


@pytest.mark.parametrize(("body", "bearers"), [
    # the heading
    ("一、市水务局职责：\n（一）编制预案；\n（二）应当每年检查一次渡口；\n（三）不得漏报。", ["市水务局", "市水务局"]),
    ("一、渡口经营者的义务\n（一）应当为渡船投保。\n（二）不得超载。",             ["渡口经营者", "渡口经营者"]),
    ("一、市水务局职责\n（一）应当巡查。\n二、总体要求\n（一）应当报告。",         ["市水务局", None]),
    ("一、明确部门职责\n（一）应当每年检查一次渡口。",                             [None]),
    ("一、工作职责\n（一）应当每年检查一次渡口。",                                 [None]),
    # the list's opening, the sentence before, 由…
    ("一、渡口经营者应当做到：\n1.配备救生衣；\n2.不得超载。",                     ["渡口经营者", "渡口经营者"]),
    ("一、市水务局要加强检查。每年应当检查一次渡口。",                             ["市水务局", "市水务局"]),
    ("一、渡口改造由市交通运输局负责。",                                           ["市交通运输局"]),
    ("一、镇人民政府：应当落实巡查责任人。村民委员会：应当报告险情。",             ["镇人民政府", "村民委员会"]),
    # things bear nothing
    ("一、救生衣应当放置在明显位置。",                                             [None]),
    ("一、渡船应当登记。",                                                         [None]),
    ("一、补助资金必须专款专用。",                                                 [None]),
    ("一、渡船船东应当登记。",                                                     ["渡船船东"]),
])  # fmt: skip
def test_who_bears_a_duty(body: str, bearers: list[str | None]) -> None:
    assert [line.split(" ", 2)[2] for line in facts_of_body(body) if line.startswith("duty")] == [
        str(name) for name in bearers
    ]
