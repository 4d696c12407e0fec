"""Cases 01, 13 to 16, 19, 20, 22 and 27: heads as pages, law databases and scans give them; the text below stays the same."""

import pytest

from ingest.model import Field
from ingest.steps import parse
from tests.cases.facts import list_facts
from tests.ingest.official import normalized_text, only, published, values

TITLE, NUMBER = "岚州市人民政府关于加强渡口巡查的通知", "岚政发〔2021〕51号"
TEXT = """各区人民政府，市政府各部门：
为保障渡运安全，现通知如下。
一、各区人民政府应当于2021年6月底前完成排查。
本通知自2021年5月1日起施行。
岚州市人民政府
2021年3月28日
"""
SAID = [
    f"number {NUMBER}",
    f"title {TITLE}",
    "kind 通知",
    "issuer 岚州市人民政府",
    "addressee 各区人民政府",
    "addressee 市政府各部门",
    "signed 2021-03-28",
    "effective 2021-05-01",
    "time 2021-06-30",
    "duty obligation 各区人民政府",
]
HOLDS = [*SAID[:8], "claimed holds", *SAID[8:]]


@pytest.mark.parametrize("head", [
    # tables of a site, in cells, tabs, lines and points
    f"索引号: | LZ-2021-000123 | 主题分类: | 交通 |\n发文机构: | 岚州市人民政府 | 发文文号: | {NUMBER} |\n"
    f"发文日期: | 2021年03月28日 | 发布日期: | 2021-03-30 15:34 |\n\n{TITLE}\n",
    "| 索引号 | LZ-2021-000123 | 分类 | 交通 |\n| --- | --- | --- | --- |\n| 发文机关 | 岚州市人民政府 | "
    f"成文日期 | 2021年3月28日 |\n| 标题 | {TITLE} | | |\n| 发文字号 | {NUMBER} | 发布日期 | 2021年3月30日 |\n\n"
    f"{TITLE}\n",
    "索 引 号：\t000014349/2021-00222\t主题分类：\t交通\n发文机关：\t岚州市人民政府\t成文日期：\t2021年03月28日\n"
    f"标　　题：\t{TITLE}\n发文字号：\t{NUMBER}\t发布日期：\t2021年03月30日\n\n{TITLE}\n",
    f"信息名称：{TITLE}\n信息索引号：014349/2021-00222\n生成日期：2021-03-28\n公开日期：2021-03-30\n"
    f"文件编号：{NUMBER}\n发布机构：岚州市人民政府\n\n{TITLE}\n",
    f"【发布部门】岚州市人民政府\n【发文字号】{NUMBER}\n【发布日期】2021.03.28\n【实施日期】2021.05.01\n"
    f"【效力级别】地方规范性文件\n\n{TITLE}\n",
    f"〔发文机关〕岚州市人民政府\n〔发文字号〕{NUMBER}\n〔成文日期〕2021年3月28日\n\n{TITLE}\n",
    f"[发布单位] 岚州市人民政府\n[发布文号] {NUMBER}\n[发布日期] 2021-03-28\n[生效日期] 2021-05-01\n\n{TITLE}\n",
    f"{TITLE}\n\n  • 索引号:\n\n    014349/2021-001005\n  • 发文机构:\n\n    岚州市人民政府\n  • 发文字号:\n\n"
    f"    {NUMBER}\n  • 发文日期:\n\n    2021年03月28日 16:40\n\n{TITLE}\n\n",
    # breadcrumbs, buttons, counters
    f"首页 > 政务公开 > 政策文件 > 市政府文件\n{TITLE}\n字号：大 中 小\n{NUMBER}\n",
    f"您当前的位置：首页 >> 信息公开 >> 文件\n{TITLE}\n发布时间：2021-03-30 浏览次数：1024 次 [打印] [关闭]\n{NUMBER}\n",
    f"当前位置：首页－公开目录\n返回顶部\n{TITLE}\n来源：市政府办公室　字体：[大 中 小]\n分享到：\n{NUMBER}\n",
    # the number beside the heading
    f"**{TITLE}**{NUMBER}\n",
    f"# **{TITLE}** {NUMBER}\n",
    f"{TITLE}（{NUMBER}）\n",
    f"{TITLE}({NUMBER})\n",
    f"{TITLE}\n（{NUMBER}）\n",
    f"{NUMBER} {TITLE}\n",
], ids=["cells with bars", "pipe table", "tabs", "lines", "black brackets", "tortoise brackets", "square brackets", "points",
        "breadcrumb", "breadcrumb and counter", "breadcrumb and source", "bold", "bold heading", "brackets",
        "half brackets", "brackets below", "ahead"])  # fmt: skip
def test_a_head_changes_nothing(head: str) -> None:
    assert list_facts(head + TEXT) == SAID


@pytest.mark.parametrize("label", ["公文时效: | 有效 |", "效力状况：有效", "【时效性】现行有效", "有效性：有效"])
def test_a_label_claims_that_the_document_holds(label: str) -> None:
    assert list_facts(f"索引号：0143/2021\n{label}\n\n{TITLE}\n{NUMBER}\n{TEXT}") == HOLDS


ONE_LINE = [line for line in SAID if not line.startswith("effective")]


@pytest.mark.parametrize("text", [
    f"岚州市人民政府文件{NUMBER}{TITLE}各区人民政府，市政府各部门:为保障渡运安全，现将有关工作通知如下:一、排查范围全市渡口和渡船。"
    "二、工作要求各区人民政府应当于2021年6月底前完成排查。岚州市人民政府2021年3月28日",
    f"{TITLE}{NUMBER}各区人民政府，市政府各部门：为保障渡运安全，现通知如下：一、排查范围全市渡口和渡船。"
    "二、工作要求各区人民政府应当于2021年6月底前完成排查。岚州市人民政府二〇二一年三月二十八日",
    f"{NUMBER} {TITLE} 各区人民政府，市政府各部门： 为保障渡运安全，现通知如下： 一、各区人民政府应当于2021年6月底前完成排查。"
    " 岚州市人民政府 2021年3月28日",
])  # fmt: skip
def test_a_whole_document_in_one_line(text: str) -> None:
    assert list_facts(text) == ONE_LINE


ACT = (
    "{head}《岚州市渡船检验条例》已由岚州市第十四届人民代表大会常务委员会第十三次会议于2024年12月20日通过，现予公布，自2025年3月1日起施行。"
    "\n岚州市人民代表大会常务委员会\n2024年12月23日\n\n岚州市渡船检验条例\n第一条 为了保障渡运安全，制定本条例。\n"
    "第二条 本条例自2025年3月1日起施行。\n"
)


@pytest.mark.parametrize(("head", "number"), [
    ("岚州市人民代表大会常务委员会公告\n第四十号\n",               "岚州市人民代表大会常务委员会公告第40号"),
    ("岚州市人民代表大会常务委员会公告\n（第四十号）\n",           "岚州市人民代表大会常务委员会公告第40号"),
    ("岚州市人民代表大会常务委员会公告（第四十号）\n",             "岚州市人民代表大会常务委员会公告第40号"),
    ("岚州市人民代表大会常务委员会公告\n（十四届）第四十号\n",     "岚州市人民代表大会常务委员会公告（十四届）第40号"),
    ("岚州市人民代表大会常务委员会公告〔十四届〕第四十号\n",       "岚州市人民代表大会常务委员会公告（十四届）第40号"),
    ("岚州市人民代表大会常务委员会\n公告\n第40号\n",               "岚州市人民代表大会常务委员会公告第40号"),
    ("岚州市人民代表大会常务委员会公告\n〔2024〕第40号\n",         "岚州市人民代表大会常务委员会公告2024年第40号"),
    ("岚州市人民代表大会常务委员会公告\n2024年第40号\n",           "岚州市人民代表大会常务委员会公告2024年第40号"),
])  # fmt: skip
def test_an_announcement_has_its_number_on_a_line_of_its_own(head: str, number: str) -> None:
    assert list_facts(ACT.format(head=head)) == [
        f"number {number}",
        "title 岚州市人民代表大会常务委员会公告",
        "kind 公告",
        "issuer 岚州市人民代表大会常务委员会",
        "signed 2024-12-23",
        "effective 2025-03-01",
        "instrument 岚州市渡船检验条例",
    ]


ORDER = (
    "{head}《岚州市渡船检验办法》已经市政府常务会议审议通过，现予公布，自2024年5月1日起施行。\n市长　林渡\n"
    "2024年3月4日\n\n岚州市渡船检验办法\n第一条 为了保障渡运安全，制定本办法。\n"
)


@pytest.mark.parametrize(("head", "number"), [
    ("岚州市人民政府令\n第3号\n",           "岚州市人民政府令第3号"),
    ("岚州市人民政府令\n（第3号）\n",       "岚州市人民政府令第3号"),
    ("岚州市人民政府令\n〔2024〕第3号\n",   "岚州市人民政府令2024年第3号"),
    ("岚州市人民政府令〔2024〕第3号\n",     "岚州市人民政府令2024年第3号"),
    ("岚州市人民政府令\n2024年第3号\n",     "岚州市人民政府令2024年第3号"),
    ("岚州市人民政府令 第三号\n",           "岚州市人民政府令第3号"),
])  # fmt: skip
def test_an_order_has_its_number_on_a_line_of_its_own(head: str, number: str) -> None:
    lines = list_facts(ORDER.format(head=head))
    assert lines == [
        f"number {number}", lines[1], "kind 令", "issuer 岚州市人民政府", "signed 2024-03-04", "effective 2024-05-01",
        "instrument 岚州市渡船检验办法",
    ]  # fmt: skip


@pytest.mark.parametrize(("kind", "serial"), [
    ("公告", "2024年第3号"), ("通告", "2024年第12号"), ("公告", "2024年 第3号"), ("通告", "（2024年第12号）"),
])  # fmt: skip
def test_an_announcement_number_stands_between_letterhead_and_heading(kind: str, serial: str) -> None:
    text = (
        f"岚州市交通运输局{kind}\n{serial}\n岚州市交通运输局关于公布渡船检验机构的{kind}\n"
        f"根据《东岭省渡口条例》，现予{kind}。\n本{kind}自2024年9月1日起施行。\n岚州市交通运输局\n2024年8月12日\n"
    )
    number = serial.replace(" ", "").strip("（）")
    assert list_facts(text) == [
        f"number 岚州市交通运输局{kind}{number}",
        f"title 岚州市交通运输局关于公布渡船检验机构的{kind}",
        f"kind {kind}",
        "issuer 岚州市交通运输局",
        "signed 2024-08-12",
        "effective 2024-09-01",
        "basedOn 东岭省渡口条例",
    ]


@pytest.mark.parametrize(
    "close",
    [
        "2020年11月30日\n（此件公开发布）\n",
        "2020年11月30日\n",
        "（公章）\n2020年11月30日\n",
        "二〇二〇年十一月三十日\n（此件主动公开）\n",
    ],
)
def test_a_day_stands_without_a_signature(close: str) -> None:
    text = (
        "东岭省人民政府关于岚州市渡口规划局部修改的批复\n岭政函〔2020〕88号\n岚州市人民政府：\n"
        f"你市关于审批渡口规划的请示收悉。现批复如下：\n一、原则同意修改方案，自批复之日起施行。\n专此批复。\n{close}"
    )
    assert list_facts(text) == [
        "number 岭政函〔2020〕88号",
        "title 东岭省人民政府关于岚州市渡口规划局部修改的批复",
        "kind 批复",
        "issuer 东岭省人民政府",
        "addressee 岚州市人民政府",
        "signed 2020-11-30",
        "effective 2020-11-30",
    ]


@pytest.mark.parametrize("heading", [
    ("岚州市财政局岚州市水务局岚州市审计局", "关于调整渡口补助标准的通知"),
    ("岚州市财政局 岚州市水务局 岚州市审计局关于调整渡口补助标准的通知",),
    ("岚州市财政局", "岚州市水务局", "岚州市审计局", "关于调整渡口补助标准的通知"),
    ("岚州市财政局、岚州市水务局、岚州市审计局关于调整渡口补助标准的通知",),
    ("岚州市财政局岚州市水务局岚州市审计局关于调整渡口补助标准的通知",),
])  # fmt: skip
@pytest.mark.parametrize(
    "close",
    [
        "岚州市财政局　岚州市水务局\n岚州市审计局\n",
        "岚州市财政局\n岚州市水务局\n岚州市审计局\n",
        "岚州市财政局岚州市水务局岚州市审计局\n",
        "",
    ],
)
def test_joint_issuers_stand_in_their_printed_order(heading: tuple[str, ...], close: str) -> None:
    document = only(
        "\n".join((*heading, "岚财规〔2021〕4号", "各区财政局：", "现调整补助标准。", f"{close}2021年8月20日", ""))
    )
    assert values(document, Field.ISSUER) == ["岚州市财政局", "岚州市水务局", "岚州市审计局"]


CUT = [
    "第二条　各区人民政府应当于每年1月31日前下达上年度渡口养护资\n{mark}\n金预算。",
    "一、工作要求。各区人民政府应当于每年1月31日前下达上年度渡口养护资\n{mark}\n金预算。",
    "各区人民政府应当按照职责分工，于每年1月31日前下达上年度渡口养护资\n{mark}\n金预算。",
]


@pytest.mark.parametrize("cut", CUT, ids=["article", "point", "paragraph"])
@pytest.mark.parametrize("mark", ["—1一", "113一", "—:3—", "— 12 —", "-13-", "第 3 页 共 9 页", "－ 7 －", "一 5 一"])
def test_a_page_mark_cuts_no_sentence(mark: str, cut: str) -> None:
    text = f"{TITLE}\n{NUMBER}\n各区人民政府：\n现通知如下。\n{cut.format(mark=mark)}\n岚州市人民政府\n2021年3月28日\n"
    normalized = normalized_text(text)
    (document,) = parse(normalized).documents
    (duty,) = document.duties
    assert duty.sentence.slice(normalized.text).endswith("于每年1月31日前下达上年度渡口养护资金预算。")
    assert (duty.bearer, [limit.value for limit in document.deadlines]) == (
        "各区人民政府",
        ["FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"],
    )


@pytest.mark.parametrize(("printed", "title"), [
    ("（2014\u00ad2020年）", "（2014-2020年）"), ("（2014\u00ad\n2020年）", "（2014-2020年）"), ("渡\u00ad口", "渡口"),
])  # fmt: skip
def test_a_soft_hyphen_between_figures_is_a_printed_one(printed: str, title: str) -> None:
    lines = list_facts(
        f"{TITLE}\n{NUMBER}\n各区人民政府：\n一、贯彻《东岭省关于印发渡运发展规划{printed}的通知》。\n岚州市人民政府\n2021年3月28日\n"
    )
    assert lines[6:] == [f"implements 东岭省关于印发渡运发展规划{title}的通知"]


def test_a_text_in_traditional_characters_is_read_in_simplified_ones() -> None:
    text = (
        "嵐州市人民政府關於印發嵐州市渡口巡查規定的通知\n嵐政發〔2011〕153號\n各區人民政府，市人民政府各部門：\n"
        "現將《嵐州市渡口巡查規定》印發給你們，請認真遵照執行。\n嵐州市人民政府\n二○一一年七月二十八日\n"
        "嵐州市渡口巡查規定\n第一條 根據《中華人民共和國安全生產法》，制定本規定。\n"
        "第二條 市應急管理局應當每月巡查渡口。\n第三條 本規定自2011年9月1日起施行。\n"
    )
    assert list_facts(text) == [
        "number 岚政发〔2011〕153号",
        "title 岚州市人民政府关于印发岚州市渡口巡查规定的通知",
        "kind 通知",
        "issuer 岚州市人民政府",
        "addressee 各区人民政府",
        "addressee 市人民政府各部门",
        "signed 2011-07-28",
        "effective 2011-09-01",
        "instrument 岚州市渡口巡查规定",
        "basedOn 中华人民共和国安全生产法",
        "time FREQ=MONTHLY",
        "duty obligation 市应急管理局",
        "issue traditional-characters",
    ]


@pytest.mark.parametrize(("label", "expected"), [
    ("发文字号：岚政发〔2021〕52号",             ["label-differs"]),
    ("成文日期：2021年3月30日",                  ["label-differs"]),
    ("标题：岚州市人民政府关于加强桥梁巡查的通知", ["label-differs"]),
    ("发文机关：岚州市交通运输局",               ["label-differs"]),
    ("实施日期：2021年6月1日",                   ["label-differs"]),
    ("失效日期：2026年4月30日",                  []),
    ("发文机关：岚州市人民政府",                 []),
    ("发文机关：市政府",                         []),
    ("发文机关：岚州市人民政府办公室",           []),  # it puts up what the government issues
    ("实施日期：2021-05-01",                     []),
    ("有效性：失效",                             ["label-ended"]),
])  # fmt: skip
def test_what_block_and_text_both_say_and_differ_in_is_an_issue(label: str, expected: list[str]) -> None:
    publication = published(f"索引号：0000/2021\n{label}\n\n{TITLE}\n{NUMBER}\n{TEXT}")
    (document,) = publication.documents
    assert [issue.code for issue in publication.issues] == expected
    assert (str(document.number), values(document, Field.TITLE), values(document, Field.ISSUER)) == (
        NUMBER,
        [TITLE],
        ["岚州市人民政府"],
    )


@pytest.mark.parametrize("pattern", ["{}：{}\n", "【{}】{}\n", "〔{}〕{}\n", "| {} | {} |\n", "{}\t{}\n"])
def test_what_only_the_block_says_is_a_fact_with_the_block_as_its_evidence(pattern: str) -> None:
    told = {
        "索引号": "0143/2021",
        "发文机关": "岚州市水务局",
        "发文字号": "岚水发〔2021〕9号",
        "成文日期": "2021年3月28日",
    }
    block = "".join(pattern.format(name, value) for name, value in told.items())
    normalized = normalized_text(f"{block}\n关于做好渡口巡查的通知\n各区水务局：\n现通知如下。\n一、加强巡查。\n")
    (document,) = parse(normalized).documents
    found = {fact.field: (str(fact.value), fact.rule, fact.span) for fact in document.facts}
    for field, label in {Field.NUMBER: "发文字号", Field.ISSUER: "发文机关"}.items():
        value, rule, span = found[field]
        assert (value, rule.split(".")[0], told[label] in span.slice(normalized.text)) == (told[label], "labels", True)
    value, rule, span = found[Field.SIGNED]
    assert (value, rule.split(".")[0], "2021年3月28日" in span.slice(normalized.text)) == ("2021-03-28", "labels", True)
