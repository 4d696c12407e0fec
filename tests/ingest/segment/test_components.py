"""附件, what a notice issues, and how a document's parts divide its text."""

import pytest

from ingest.model import ComponentRole, Document, Field
from ingest.segment.listed import titles_in
from tests.ingest.official import normalized_text, only, parts, values

HEAD = "岚州市人民政府关于加强湖滨步道管理的通知\n岚政发〔2022〕15号\n\n各区县人民政府：\n\n现就有关事项通知如下。\n\n"
CLOSE = "\n\n岚州市人民政府\n\n2022年3月15日\n"


@pytest.mark.parametrize(("printed", "expected"), [
    ("附件：湖滨步道清单", ["湖滨步道清单"]),
    ("附件：《湖滨步道清单》", ["湖滨步道清单"]),
    ("附件:湖滨步道清单", ["湖滨步道清单"]),
    ("附：湖滨步道清单", ["湖滨步道清单"]),
    ("附件：1.湖滨步道清单", ["湖滨步道清单"]),
    ("附件：1. 湖滨步道清单 2. 巡查任务表", ["湖滨步道清单", "巡查任务表"]),
    ("附件：1.湖滨步道清单2.巡查任务表", ["湖滨步道清单", "巡查任务表"]),
    ("附件：1．湖滨步道清单；2．巡查任务表", ["湖滨步道清单", "巡查任务表"]),
    ("附件：1、湖滨步道清单 2、巡查任务表", ["湖滨步道清单", "巡查任务表"]),
    ("附件：1.湖滨步道清单\n\n2.巡查任务表", ["湖滨步道清单", "巡查任务表"]),
    ("附件：1.湖滨步道清单\n2.巡查任务表\n3.设施标准", ["湖滨步道清单", "巡查任务表", "设施标准"]),
    ("附件：1.湖滨步道清单\n\n　　　2.巡查任务表", ["湖滨步道清单", "巡查任务表"]),
    ("附件：1.湖滨步道清单\n\n2.2022年巡查任务表", ["湖滨步道清单", "2022年巡查任务表"]),
    ("附件：1.岚州市湖滨步道日常巡查和设施维护\n\n任务表\n\n2.设施标准", ["岚州市湖滨步道日常巡查和设施维护任务表", "设施标准"]),
    ("附件：湖滨步道清单（略）", ["湖滨步道清单"]),
    ("附件：湖滨步道清单（请到岚州市政府网站下载）", ["湖滨步道清单"]),
    ("附件1：湖滨步道清单；附件2：巡查任务表", ["湖滨步道清单", "巡查任务表"]),
    ("附件：①湖滨步道清单②巡查任务表", ["湖滨步道清单", "巡查任务表"]),
    ("附件：《湖滨步道清单》《巡查任务表》", ["湖滨步道清单", "巡查任务表"]),
    ("附件：《湖滨步道清单》和说明", ["《湖滨步道清单》和说明"]),
    ("附件：湖滨步道清单.pdf格式说明", ["湖滨步道清单.pdf格式说明"]),
    ("附件：关于落实《步道办法》、《巡查办法》的任务表", ["关于落实《步道办法》、《巡查办法》的任务表"]),
    ("附件：湖滨步道清单（政府网站类）", ["湖滨步道清单（政府网站类）"]),
    ("附件：湖滨步道清单.pdf 巡查任务表.pdf", ["湖滨步道清单", "巡查任务表"]),
    ("附件：湖滨步道清单.CEB 巡查任务表.CEB", ["湖滨步道清单", "巡查任务表"]),
    ("附件：湖滨步道清单.doc\n巡查任务表.xls", ["湖滨步道清单", "巡查任务表"]),
    ("附件：湖滨步道清单.doc\n岚州市园林局", ["湖滨步道清单"]),
    ("附件：（略）1.湖滨步道清单\n2.巡查任务表", ["湖滨步道清单", "巡查任务表"]),
    ("附件：1.湖滨步道清单（略）\n\n2.巡查任务表（此略）", ["湖滨步道清单", "巡查任务表"]),
    ("附件：1.湖滨步道清单.docx\n\n2.巡查任务表.xlsx", ["湖滨步道清单", "巡查任务表"]),
    ("附件：１．湖滨步道清单　２．巡查任务表", ["湖滨步道清单", "巡查任务表"]),
    ("附件：1.岚州市2022—2024年步道建设方案 2.巡查任务表", ["岚州市2022—2024年步道建设方案", "巡查任务表"]),
    ("附件：1.岚州市步道建设计划 2.巡查任务表", ["岚州市步道建设计划", "巡查任务表"]),
    ("附件：湖滨步道清单\n步道巡查任务表", ["湖滨步道清单", "步道巡查任务表"]),
    ("附件：岚州市湖滨步道日常巡查和设施维护工作\n情况统计表", ["岚州市湖滨步道日常巡查和设施维护工作情况统计表"]),
    ("附件：岚州市落实步道管理条例\n实施方案", ["岚州市落实步道管理条例"]),
    ("附件：湖滨步道清单\n请各区县认真填报登记表", ["湖滨步道清单"]),
])  # fmt: skip
def test_attachments_lists(printed: str, expected: list[str]) -> None:
    document = only(HEAD + printed + CLOSE)
    assert values(document, Field.ATTACHMENT) == expected
    assert [(part.title, part.span) for part in parts(document, ComponentRole.ANNEX)] == [
        (title, None) for title in expected
    ]
    assert values(document, Field.SIGNED) == ["2022-03-15"]


def test_a_list_behind_the_signature_counts_too() -> None:
    assert values(only(HEAD + CLOSE.strip() + "\n\n附件：湖滨步道清单（略）\n"), Field.ATTACHMENT) == ["湖滨步道清单"]


def test_no_attachments_in_a_sentence() -> None:
    assert values(only(HEAD + "具体见附件所列清单，附件由市园林局另发。" + CLOSE), Field.ATTACHMENT) == []


def spans(document: Document) -> list[tuple[str, str, bool]]:
    return [(str(part.role), part.title, part.span is not None) for part in document.components]


@pytest.mark.parametrize(
    "marks", [("附件1", "附件2"), ("附件1：", "附件2："), ("附 件 1", "附 件 2"), ("附件一", "附件二")]
)
def test_annexes_are_parts_of_their_document(marks: tuple[str, str]) -> None:
    first, second = marks
    document = only(
        f"{HEAD}附件：1.湖滨步道清单\n\n2.巡查任务表{CLOSE}\n{first}\n\n湖滨步道清单\n\n序号\t名称\n1\t东堤步道\n\n"
        f"{second}\n\n巡查任务表\n\n序号\t任务\n1\t检查栏杆\n\n（2022年3月16日印发）\n"
    )
    assert spans(document) == [
        ("main", "岚州市人民政府关于加强湖滨步道管理的通知", True),
        ("annex", "湖滨步道清单", True),
        ("annex", "巡查任务表", True),
        ("imprint", "", True),
    ]
    for annex in parts(document, ComponentRole.ANNEX):
        assert [str(clause.level) for clause in annex.clauses] == ["preface", "table", "row", "row"]


def test_a_printed_annex_and_an_omitted_one() -> None:
    document = only(
        f"{HEAD}附件：1.湖滨步道清单\n\n2.巡查任务表（略）{CLOSE}\n附件1\n\n湖滨步道清单\n\n序号\t名称\n1\t东堤步道\n"
    )
    assert [(part.title, part.span is not None) for part in parts(document, ComponentRole.ANNEX)] == [
        ("湖滨步道清单", True),
        ("巡查任务表", False),
    ]


ISSUES = [
    ("关于印发《岚州市客渡管理办法》的通知", "《岚州市客渡管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。"),
    ("关于印发岚州市客渡管理办法的通知", "《岚州市客渡管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。"),
    (
        "关于印发《岚州市客渡管理办法》的通知",
        "根据《岚州市湖泊保护条例》，现将《岚州市客渡管理办法》印发给你们，请遵照执行。",
    ),
    ("关于发布《岚州市客渡管理办法》的通知", "现发布《岚州市客渡管理办法》，请遵照执行。"),
]


@pytest.mark.parametrize(("subject", "sentence"), ISSUES)
@pytest.mark.parametrize("annex_mark", ["", "附件\n\n"])
def test_what_a_notice_issues_is_a_resource_of_its_own(subject: str, sentence: str, annex_mark: str) -> None:
    document = only(
        f"岚州市人民政府{subject}\n岚政发〔2022〕15号\n\n各区县人民政府：\n\n{sentence}{CLOSE}\n{annex_mark}岚州市客渡管理办法\n\n"
        "第一章 总则\n\n第一条 为保障客渡安全，制定本办法。\n\n第二章 附则\n\n第二条 本办法由市交通运输局解释。\n"
    )
    assert values(document, Field.INSTRUMENT) == ["岚州市客渡管理办法"]
    carried = [part for part in document.components if part.span and part.role is not ComponentRole.MAIN]
    assert [part.title for part in carried] == ["岚州市客渡管理办法"]
    assert [clause.eid for clause in carried[0].clauses if clause.marker] == ["chp_1", "art_1", "chp_2", "art_2"]
    main = parts(document, ComponentRole.MAIN)[0]
    assert not any(clause.eid.startswith("art") for clause in main.clauses)


def test_an_instrument_below_an_annex_mark_is_the_instrument() -> None:
    document = only(
        f"岚州市人民政府关于印发《岚州市客渡管理办法》的通知\n岚政发〔2022〕15号\n\n各区县人民政府：\n\n{ISSUES[0][1]}{CLOSE}\n"
        "附件\n\n岚州市客渡管理办法\n\n第一条 为保障客渡安全，制定本办法。\n"
    )
    assert [(str(part.role), part.span is not None) for part in document.components] == [
        ("main", True),
        ("instrument", True),
    ]


@pytest.mark.parametrize(("subject", "sentence", "issued"), [
    (
        "关于印发《渡口甲方案》等3个文件的通知",
        "《渡口甲方案》、《渡口乙措施》、《渡口丙政策》3个文件，已经市政府同意，现印发给你们。",
        ["渡口甲方案", "渡口乙措施", "渡口丙政策"],
    ),
    (
        "关于印发2023年市《政府工作报告》任务分解方案的通知",
        "《2023年市〈政府工作报告〉任务分解方案》已经市政府同意，现印发给你们。",
        ["2023年市〈政府工作报告〉任务分解方案"],
    ),
    ("关于加强渡口巡查的通知", "经研究，制定《渡口巡查预案》，现印发给你们，请遵照执行。", ["渡口巡查预案"]),
])  # fmt: skip
def test_several_files_and_names_with_a_mark_in_them(subject: str, sentence: str, issued: list[str]) -> None:
    document = only(f"岚州市人民政府{subject}\n岚政发〔2022〕15号\n\n各区县人民政府：\n\n{sentence}{CLOSE}")
    assert values(document, Field.INSTRUMENT) == issued


@pytest.mark.parametrize(("heading", "titles"), [
    ("关于转发省水务厅《渡口办法》（水政〔2020〕3号）的通知", ["渡口办法"]),
    ("关于印发经修改的《渡运规程》（试行）的通知",            ["渡运规程"]),
    ("关于印发修改后《渡口规定》等三项制度的通知",            ["渡口规定"]),
    ("关于印发岚州市《渡口安全规则》及配套办法的通知",        ["渡口安全规则"]),
    ("关于印发《渡口办法》《渡船办法》的通知",                ["渡口办法", "渡船办法"]),
    ("关于印发贯彻《渡口条例》实施方案的通知",                ["贯彻《渡口条例》实施方案"]),
])  # fmt: skip
def test_the_titles_of_a_heading(heading: str, titles: list[str]) -> None:
    assert titles_in(heading) == titles


def test_what_stands_before_the_handing_on_is_not_issued() -> None:
    document = only(f"各区县人民政府：\n为完成《市政府工作报告》的任务，现将《渡口任务分工表》印发给你们。{CLOSE}")
    assert values(document, Field.INSTRUMENT) == ["渡口任务分工表"]


def test_an_instrument_that_is_only_named() -> None:
    document = only(
        f"岚州市人民政府关于印发《岚州市客渡管理办法》的通知\n岚政发〔2022〕15号\n\n各区县人民政府：\n\n{ISSUES[0][1]}{CLOSE}"
    )
    assert [(part.title, part.span) for part in parts(document, ComponentRole.INSTRUMENT)] == [
        ("岚州市客渡管理办法", None)
    ]


def test_grounds_and_short_names_are_not_issued() -> None:
    document = only(
        "岚州市人民政府关于印发《岚州市客渡管理办法》的通知\n岚政发〔2022〕15号\n\n各区县人民政府：\n\n"
        f"根据《岚州市湖泊保护条例》有关规定，市政府制定了《岚州市客渡管理办法》（以下简称《办法》），现印发给你们。{CLOSE}"
    )
    assert values(document, Field.INSTRUMENT) == ["岚州市客渡管理办法"]


ANNOUNCED = "岚州市交通局公告\n〔2022〕第5号\n\n{}\n\n岚州市交通局\n\n2022年3月15日\n"


@pytest.mark.parametrize(("said", "issued"), [
    ("渡口管理按照《岚州市渡口办法》（岚州市人民政府令第12号公布）、《岚州市渡船办法》（岚政发〔2020〕3号印发）等规定执行。", []),
    ("渡口管理按照《岚州市渡口办法》和《岚州市渡船办法》执行，现予公布。",                                    []),
    ("《岚州市交通局关于印发〈渡船登记规定〉的通知》（岚交发〔2012〕9号）自本公告发布之日起废止。",            []),
    ("市交通局决定对《岚州市渡口细则》（岚交规〔2015〕2号公布）等3件文件作出如下修改：",                      []),
    ("根据《岚州市渡口条例》、《岚州市渡船条例》等规定，市交通局对《岚州市渡口细则》进行了修订，现予公布。",    ["岚州市渡口细则"]),
    ("市交通局制定了《岚州市渡口细则》，现予公布。《岚州市渡口暂行细则》（岚交规〔2015〕2号）同时废止。",      ["岚州市渡口细则"]),
    ("制定了《渡口细则》，现予公布。《渡口甲规则》（岚交规〔2015〕2号）、《渡口乙规则》（岚交规〔2015〕3号）同时废止。", ["渡口细则"]),
    ("现决定废止《岚州市渡口甲规则》（岚交规〔2015〕2号）等3件规章，现予公布。",                      []),
    ("根据《岚州市渡口条例》，市交通局制定了《岚州市渡口细则》，现予公布。",                                  ["岚州市渡口细则"]),
    ("市交通局制定了《岚州市渡口细则》和《岚州市渡船细则》，现予公布。", ["岚州市渡口细则", "岚州市渡船细则"]),
    ("按照《渡口条例》要求，现将《渡口细则》（岚交规〔2022〕2号）、《渡船细则》公布。",        ["渡口细则", "渡船细则"]),
    ("《岚州市渡口细则》（试行）已经市政府同意，现予公布，自2022年5月1日起施行。",                              ["岚州市渡口细则"]),
])  # fmt: skip
def test_what_an_announcement_issues(said: str, issued: list[str]) -> None:
    assert values(only(ANNOUNCED.format(said)), Field.INSTRUMENT) == issued


def test_a_notice_that_issues_nothing_has_no_instrument() -> None:
    assert values(only(f"{HEAD}请认真落实《岚州市湖泊保护条例》。{CLOSE}"), Field.INSTRUMENT) == []


@pytest.mark.parametrize(
    ("behind", "signed"),
    [
        ("（联系人：岳某；电话：5550101）", ["2022-03-15"]),
        ("附件\n湖滨步道清单",             ["2022-03-15"]),
        ("关于湖滨步道巡查\n工作的意见",   ["2022-03-15"]),
        ("岚州市湖滨步道巡查方案",         ["2022-03-15"]),
    ("市园林局在湖滨召开了现场会。",   []),
    ],
)  # fmt: skip
def test_a_day_without_a_signature_closes_a_document_before_what_is_no_text(behind: str, signed: list[str]) -> None:
    document = only(HEAD + "一、加强巡查。\n\n2022年3月15日\n\n" + behind + "\n\n一、分段负责。\n")
    assert values(document, Field.SIGNED) == signed


@pytest.mark.parametrize(("close", "signed"), [
    ("请遵照执行。\n2022年3月15日\n附件：报名表",                                        "2022-03-15"),
    ("报名时间：\n2022年4月20日\n附件：报名表\n岚州市人民政府\n2022年3月15日",     "2022-03-15"),
    ("请于下列日期报名。\n2022年4月20日\n附件：报名表\n岚州市人民政府\n2022年3月15日", "2022-03-15"),
])  # fmt: skip
def test_a_day_above_the_list_of_annexes_is_the_last_of_its_document(close: str, signed: str) -> None:
    assert values(only(f"{HEAD}{close}\n"), Field.SIGNED) == [signed]


@pytest.mark.parametrize(
    ("listed", "first"),
    [
        ("附件：1.湖滨步道清单\n\n2.巡查任务表", "附件1：湖滨步道清单"),
        ("附件：湖滨步道清单", "附件：湖滨步道清单"),
        ("", "附件一：湖滨步道清单"),
    ],
)
def test_annexes_of_regulations_stand_below_their_own_names(listed: str, first: str) -> None:
    """A regulation has no signature: 附件1：X with text below it is the heading of an annex, not an entry of the list."""
    annex = "".join(f"{mark}、步道应当每日巡查。\n\n" for mark in "一二三四五六")
    text = f"# 岚州市步道管理条例\n\n第一条 为了管理步道，制定本条例。\n\n第二条 步道见附件。\n\n{listed}\n\n{first}\n\n{annex}"
    found = only(text)
    (printed,) = [c for c in found.components if c.role is ComponentRole.ANNEX and c.span is not None]
    assert printed.title == "湖滨步道清单"
    assert len(printed.clauses) >= 6


def test_a_list_of_annexes_at_the_end_is_no_annex() -> None:
    text = "# 岚州市步道管理条例\n\n第一条 为了管理步道，制定本条例。\n\n附件1：湖滨步道清单\n\n附件2：巡查任务表\n"
    assert [c.span for c in only(text).components if c.role is ComponentRole.ANNEX] == [None, None]


def test_an_instrument_that_is_printed_as_an_annex_is_one_component() -> None:
    document = only(
        "岚州市人民政府关于印发《岚州市渡船补贴实施细则》的通知\n岚政发〔2022〕8号\n\n各区人民政府：\n\n"
        "现将《岚州市渡船补贴实施细则》印发给你们，请遵照执行。\n\n附件：1.岚州市渡船补贴实施细则\n\n2.渡船补贴申请表"
        + CLOSE
        + "\n附件1\n\n岚州市渡船补贴实施细则\n\n第一条 为规范渡船补贴，制定本细则。\n\n"
        "第二条 本细则自2022年5月1日起施行，有效期三年。\n\n附件2\n\n渡船补贴申请表\n\n姓名：\n"
    )
    assert spans(document) == [
        ("main", "岚州市人民政府关于印发《岚州市渡船补贴实施细则》的通知", True),
        ("instrument", "岚州市渡船补贴实施细则", True),
        ("annex", "渡船补贴申请表", True),
    ]
    assert (values(document, Field.EFFECTIVE), values(document, Field.EXPIRES)) == (["2022-05-01"], ["2025-04-30"])


ROWS = "序号\t任务\t单位\n1\t整修路面\t市城管局\n2\t增设路灯\t市住房城乡建设局\n\n"
PROSE = "各区应当按月报送整修进度，由市住房城乡建设局汇总。\n\n"
ANNEX = f"附件：整修任务表{CLOSE}\n附件\n\n整修任务表\n\n"


@pytest.mark.parametrize(("text", "last"), [
    pytest.param(f"{ROWS}## 工作安排和经费\n\n{PROSE}{CLOSE}", "2022年3月15日", id="above the signature"),
    pytest.param(f"{ANNEX}{ROWS}## 填表说明\n\n{PROSE}", PROSE.strip(), id="a remark on the table"),
    pytest.param(f"{ANNEX}## 城区部分\n\n{PROSE}{ROWS}## 湖滨部分\n\n{PROSE}", PROSE.strip(), id="headings of its own"),
    pytest.param(f"{ANNEX}{ROWS}## 我市深入推进步道整修\n\n{PROSE}", "2\t增设路灯\t市住房城乡建设局", id="news behind it"),
])  # fmt: skip
def test_a_marked_line_below_a_table_ends_a_document_only_behind_its_close(text: str, last: str) -> None:
    document = only(HEAD + text)
    assert values(document, Field.SIGNED) == ["2022-03-15"]
    end = max(part.span.end for part in document.components if part.span)
    assert normalized_text(HEAD + text).text[:end].rstrip().endswith(last)


def test_the_issued_rule_may_follow_the_day_of_its_effect() -> None:
    """A collection of laws prints the notice above the rule, and between them the day from which it holds."""
    document = only(
        "岚州市水务局关于印发《岚州市渡口管理办法》的通知\n岚水发〔2022〕15号\n\n各区县水务局：\n\n现将《岚州市渡口管理办法》印发给你们，请遵照执行。"
        "\n\n岚州市水务局\n2022年3月15日\n\n2022年5月1日 施行\n\n第一条 为加强渡口管理，制定本办法。\n\n第二条 渡口应当有灯。\n"
    )
    (rule,) = parts(document, ComponentRole.INSTRUMENT)
    assert rule.title == "岚州市渡口管理办法" and [clause.eid for clause in rule.clauses] == ["art_1", "art_2"]
