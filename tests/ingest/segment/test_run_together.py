"""Texts whose page has lost its line ends below the heading, and heads in which more than one line could be the heading."""

import pytest

from ingest.model import ComponentRole, Document, Field
from tests.ingest.official import only, published, values

HEADING = "岚州市交通运输局关于做好渡船检验工作的通知"
TEXT = (
    "为加强渡船检验，现就有关事项通知如下：一、做好登记（一）核对船名。各区应当逐船核对，并于10月20日前完成登记，"
    "登记的内容包括船名、船主、载客人数和所在渡口，登记不全的渡船不得载客，登记情况由渡口在显著位置公布，接受乘客监督。"
    "（二）核对证书。证书到期的应当停航，停航期间由渡口安排摆渡，不得影响沿岸居民出行。二、做好检验。检验由船检机构进行，"
    "检验不合格的渡船限期修理，修理后重新检验，重新检验仍不合格的予以报废，报废的渡船应当拆解，拆解情况书面报告。"
    "三、工作要求（一）加强领导。各区要明确专人。（二）加强宣传。各渡口要张贴须知，向乘客宣传乘船安全知识。"
)


def facts(document: Document, *fields: Field) -> list[list[str]]:
    return [values(document, field) for field in fields]


@pytest.mark.parametrize("day", ["2024年5月11日", "二〇二四年五月十一日 "])
def test_day_and_number_run_into_the_text_below_its_heading(day: str) -> None:
    document = only(f"{HEADING}\n{day}岚交函〔2024〕5号各区交通运输局，市船检中心：{TEXT}\n")
    assert str(document.number) == "岚交函〔2024〕5号"
    assert facts(document, Field.SIGNED) == [["2024-05-11"]]
    assert facts(document, Field.ADDRESSEE) == [["各区交通运输局", "市船检中心"]]


@pytest.mark.parametrize(
    "close", ["岚州市交通运输局2024年5月11日", "岚州市交通运输局2024年5月11日（此件主动公开）更多信息请关注本网"]
)
def test_a_whole_text_in_one_line_below_its_heading(close: str) -> None:
    document = only(f"{HEADING}\n岚交函〔2024〕5号各区交通运输局，市船检中心：{TEXT}{close}\n")
    assert str(document.number) == "岚交函〔2024〕5号"
    assert facts(document, Field.TITLE, Field.SIGNED) == [[HEADING], ["2024-05-11"]]
    assert facts(document, Field.ADDRESSEE) == [["各区交通运输局", "市船检中心"]]
    assert {"一、", "二、", "三、"} <= {clause.marker for clause in document.components[0].clauses}


@pytest.mark.parametrize(("last", "signed", "issuers"), [
    ("特此通知。岚州市交通运输局2024年5月11日",             ["2024-05-11"], ["岚州市交通运输局"]),
    ("特此通知。岚州市交通运输局 岚州市水务局 2024年5月11日", ["2024-05-11"], ["岚州市交通运输局", "岚州市水务局"]),
    ("会议由岚州市交通运输局召开，时间为2024年5月11日",        [],             []),
    ("各区于本月内报送。报送时间截至2024年5月11日",            [],             []),
    ("渡船应当报批。批准单位为岚州市交通运输局2024年5月11日",  [],             []),
])  # fmt: skip
def test_the_last_paragraph_runs_on_with_its_signature(last: str, signed: list[str], issuers: list[str]) -> None:
    document = only(
        f"关于做好渡船检验工作的通知\n岚交函〔2024〕5号\n各区交通运输局：\n现将检验工作通知如下。\n{last}\n"
    )
    assert facts(document, Field.SIGNED, Field.ISSUER) == [signed, issuers]


def test_the_issuer_of_the_heading_signs_without_a_sentence_before_it() -> None:
    document = only(f"{HEADING}\n{TEXT}联系地址：岚州市东堤路8号（船检处）岚州市交通运输局2024年5月11日\n")
    assert facts(document, Field.SIGNED) == [["2024-05-11"]]


@pytest.mark.parametrize("behind", ["", "公开程序：本单位审核后公开", "为加强渡口改造，制定本方案。"])
def test_a_day_alone_behind_the_last_sentence(behind: str) -> None:
    document = only(f"{HEADING}\n各区交通运输局：{TEXT}二〇二四年五月十一日{behind}\n")
    assert facts(document, Field.SIGNED) == [["2024-05-11"]]


@pytest.mark.parametrize("line", [
    "各区交通局：根据工作安排，请各单位报送方案。岚州市交通局2022年3月1日印发的方案同时废止，渡口经营单位应当办理登记手续并且公开。",
    "各区交通局：根据工作安排，请各单位报送方案。市政府办公室2022年3月2日为加强督导又印发了方案，渡口经营单位应当办理登记手续。",
    "2022年3月5日湖滨渡口发生事故造成一、二号泊位停用。一、各单位应当检查渡口。二、渡口经营单位应当办理登记手续，并且向社会公开。",
])  # fmt: skip
def test_a_sentence_that_names_a_day_is_no_close(line: str) -> None:
    document = only(f"岚州市人民政府关于渡口改造的通知\n岚政发〔2022〕15号\n{line}\n岚州市人民政府\n2022年3月15日\n")
    assert facts(document, Field.SIGNED) == [["2022-03-15"]]
    assert "渡口经营单位" in {duty.bearer for duty in document.duties}


def test_a_long_first_paragraph_is_no_whole_text() -> None:
    long = "为加强渡船检验，" + "各区应当核对船名、船主、载客人数和所在渡口，" * 20 + "现就有关事项通知如下："
    document = only(f"{HEADING}\n{long}\n一、检验由船检机构进行。\n岚州市交通运输局\n2024年5月11日\n")
    assert [clause.marker for clause in document.components[0].clauses if clause.marker] == ["一、"]


@pytest.mark.parametrize(("page", "below"), [
    ("关于做好渡船检验工作的通知", (HEADING,)),
    ("关于做好渡船检验工作的通知", ("岚州市交通运输局", "关于做好渡船检验工作的通知")),
    ("岚州市渡船检验办法", ("岚州市交通运输局关于印发", "《岚州市渡船检验办法》的通知")),
])  # fmt: skip
def test_the_fuller_heading_below_the_number_is_the_title(page: str, below: tuple[str, ...]) -> None:
    document = only(
        "\n".join(
            [page, "岚交函〔2024〕5号", *below, "各区交通运输局：", "请遵照执行。", "岚州市交通运输局", "2024年5月11日"]
        )
    )
    assert facts(document, Field.TITLE) == [["".join(below)]]


MINUTES = """会 议 纪 要
（第12期）
岚州市人民政府办公室                      2024年6月4日

研究推进渡口改造工作专题会议纪要

2024年5月31日，副市长林渡主持召开专题会议。现将议定事项纪要如下：
一、关于渡口改造
由市交通运输局牵头，于7月15日前完成方案。
"""


def test_minutes_bear_their_own_heading_and_their_text() -> None:
    document = only(MINUTES)
    assert facts(document, Field.TITLE, Field.KIND) == [["研究推进渡口改造工作专题会议纪要"], ["纪要"]]
    assert facts(document, Field.SIGNED, Field.ISSUER) == [["2024-06-04"], ["岚州市人民政府办公室"]]
    assert len(document.deadlines) == 1


def test_minutes_without_another_heading_are_called_what_they_bear() -> None:
    document = only(
        "会议纪要\n岚州市人民政府办公室 2024年6月4日\n2024年5月31日，副市长主持召开会议。议定由市交通运输局牵头改造。\n"
    )
    assert facts(document, Field.TITLE) == [["会议纪要"]]


@pytest.mark.parametrize(("number", "expected"), [
    ("〔2024〕7号", "岚州市人民政府常务会议纪要〔2024〕7号"),
    ("（〔2024〕第7号）", "岚州市人民政府常务会议纪要〔2024〕7号"),
    ("（第7期）", "None"),
])  # fmt: skip
def test_minutes_with_a_number_on_a_line_of_its_own(number: str, expected: str) -> None:
    document = only(
        f"岚州市人民政府常务会议纪要\n{number}\n岚州市人民政府办公室            2024年4月19日\n"
        "4月14日，市长主持召开会议。现纪要如下：\n一、由市水务局牵头，于5月10日前完成排查。\n二、由市财政局负责筹措资金。\n"
    )
    assert (str(document.number), values(document, Field.TITLE)) == (expected, ["岚州市人民政府常务会议纪要"])
    assert [values(document, field) for field in (Field.SIGNED, Field.ISSUER)] == [
        ["2024-04-19"],
        ["岚州市人民政府办公室"],
    ]
    assert len(document.tasks) == 2


CONGRESS = "岚州市人民代表大会常务委员会"


def test_an_announcement_of_a_congress_carries_the_decision_that_it_publishes() -> None:
    decision = f"{CONGRESS}关于修改《岚州市渡口条例》的决定"
    publication = published(
        f"{CONGRESS}公告\n第 7 号\n\n《{CONGRESS}关于修改〈岚州市渡口条例〉的决定》已于2021年10月26日通过，现予公布，"
        f"自2022年1月1日起施行。\n\n{CONGRESS}\n2021年12月10日\n\n{decision}\n\n一、删去第三条。\n"
    )
    assert [(str(document.number), values(document, Field.TITLE)) for document in publication.documents] == [
        (f"{CONGRESS}公告第7号", [f"{CONGRESS}公告"])
    ]


@pytest.mark.parametrize(("sentence", "title"), [
    ("《渡口管理办法》已经2024年4月27日局务会议通过，现予公布，自2024年8月1日起施行。", "岚州市交通运输局令"),
    ("第一条　为规范渡口管理，制定本办法。", "渡口管理办法"),
])  # fmt: skip
def test_an_order_printed_with_the_name_of_its_rule(sentence: str, title: str) -> None:
    document = only(f"岚州市交通运输局令第15号《渡口管理办法》\n{sentence}\n第二条　渡口应当登记。\n")
    assert str(document.number) == "岚州市交通运输局令第15号"
    assert facts(document, Field.TITLE) == [[title]]


def test_what_a_program_notes_of_a_saved_page_is_no_title() -> None:
    page = (
        "# 关于做好渡船检验工作的通知\n\n**发布日期**: 2025-08-07\n**发布机构**: 岚州市交通运输局\n**原文链接**: [页](http://x.cn/1.html)\n"
        "**检索时间**: 2026-02-02 15:25:09\n**检索关键词**: 渡口, 渡船\n\n---\n\n岚交函〔2025〕5号\n\n各区交通运输局：\n\n"
        "请遵照执行。\n\n2025年7月23日\n"
    )
    assert facts(only(page), Field.TITLE) == [["关于做好渡船检验工作的通知"]]


@pytest.mark.parametrize(("signature", "issuers"), [
    ("财政部科技部教育部发展改革委", ["财政部", "科学技术部", "教育部", "国家发展和改革委员会"]),
    ("国务院办公厅", ["国务院办公厅"]),
    ("东岭省财政厅东岭企业联合会", ["东岭省财政厅", "东岭企业联合会"]),
])  # fmt: skip
def test_joint_issuers_without_separators(signature: str, issuers: list[str]) -> None:
    document = only(
        f"关于渡口管理的通知\n为加强渡口管理，现通知如下。\n一、渡口应当登记。\n{signature}\n2017年3月3日\n"
    )
    assert facts(document, Field.ISSUER) == [issuers]


@pytest.mark.parametrize("text", [
    "关于印发渡口改造等2个方案的通知\n各区人民政府：\n为加强渡口管理，制定了《渡口改造方案》《渡船检查方案》，请抓好落实。\n",
    "关于印发渡口改造等2个方案的通知\n各区人民政府：\n现将《渡口改造方案》《渡船检查方案》印发给你们，请抓好落实。\n",
])  # fmt: skip
def test_what_a_heading_counts_and_its_sentence_has_made(text: str) -> None:
    assert facts(only(text + "岚州市人民政府\n2024年3月1日\n"), Field.INSTRUMENT) == [["渡口改造方案", "渡船检查方案"]]


@pytest.mark.parametrize("before", [
    "国务院制定了《渡口管理条例》，各地应当执行。",
    "省交通厅先后制定了《渡口管理办法》和《渡船检验办法》，各地应当执行。",
    "近年来，市交通局制定了《渡口管理办法》，各地应当执行。",
    "我市已制定了《渡口管理办法》，各地应当执行。",
])  # fmt: skip
@pytest.mark.parametrize("issued", ["现将渡口改造等3个方案印发给你们，请抓好落实。", "请抓好落实。"])
def test_what_others_or_an_earlier_day_have_made_is_not_issued(before: str, issued: str) -> None:
    document = only(
        f"岚州市人民政府关于印发渡口改造等3个方案的通知\n各区人民政府：\n{before}\n{issued}\n岚州市人民政府\n2024年3月1日\n"
    )
    assert facts(document, Field.INSTRUMENT) == [[]]


def test_a_heading_names_one_of_two_titles_that_are_alike() -> None:
    document = only(
        "岚州市交通运输局关于印发《岚州市渡船检验办法》的通知\n各区交通运输局：\n依据省交通运输厅《渡船检验办法（试行）》，"
        "制定《岚州市渡船检验办法》，现印发给你们。\n岚州市交通运输局\n2021年3月23日\n"
    )
    assert facts(document, Field.INSTRUMENT) == [["岚州市渡船检验办法"]]


def test_a_signature_behind_a_list_of_annexes_in_one_line() -> None:
    document = only(
        "文号 | 岚渡政〔2021〕7号 |\n各科室，各村：为应对渡口险情，制定《湖滨镇渡口应急预案》，现印发给你们，请遵照执行。 "
        "附件：湖滨镇渡口应急预案 岚州市望湖区湖滨镇人民政府 2021年10月22日 湖滨镇渡口应急预案 1.总则 1.1目的 为应对渡口险情，制定本预案。"
    )
    assert facts(document, Field.ATTACHMENT, Field.ISSUER) == [["湖滨镇渡口应急预案"], ["岚州市望湖区湖滨镇人民政府"]]
    assert facts(document, Field.ADDRESSEE, Field.SIGNED) == [["各科室", "各村"], ["2021-10-22"]]


@pytest.mark.parametrize(("body", "levels"), [
    ("一、\t总体要求\n加强渡口管理。\n二、\t工作任务\n（一）\t改造渡口。\n完成渡口改造。\n", ["level", "level", "level"]),
    ("序号\t任务\n一、\t渡口改造\n二、\t渡船检验\n", []),
])  # fmt: skip
def test_a_tab_behind_the_number_of_a_clause_makes_no_row(body: str, levels: list[str]) -> None:
    document = only(f"{HEADING}\n岚交函〔2024〕5号\n各区交通运输局：\n{body}岚州市交通运输局\n2024年5月11日\n")
    clauses = [str(clause.level) for component in document.components for clause in component.clauses]
    assert [level for level in clauses if level == "level"] == levels
    assert ("row" in clauses) is not bool(levels)


NUMBERED = "岚州市财政局岚州市交通运输局文件岚财交[2023] 18号岚州市财政局岚州市交通运输局关于渡口补助的通知各区财政局、交通运输局:"
SIGNED = "岚州市财政局岚州市交通运输局2023年6月5日"


def test_a_blank_inside_the_number_is_no_line_end() -> None:
    document = only(f"{NUMBERED}{TEXT}{SIGNED}\n")
    assert str(document.number) == "岚财交〔2023〕18号"
    assert facts(document, Field.ISSUER, Field.SIGNED) == [["岚州市财政局", "岚州市交通运输局"], ["2023-06-05"]]


def test_a_long_letterhead_of_several_issuers_runs_on() -> None:
    bodies = [
        "岚州市工业和信息化局",
        "岚州市交通运输局",
        "岚州市城市管理局",
        "岚州市通信发展管理办公室",
        "国网岚州供电公司",
    ]
    names = "".join(bodies)
    document = only(
        f"{names}文件岚工信〔2023〕9号关于印发《渡口电缆整治方案》的通知各区工信局:现将《渡口电缆整治方案》印发给你们。"
        f"{TEXT}{names}2023年6月5日\n"
    )
    assert str(document.number) == "岚工信〔2023〕9号"
    assert facts(document, Field.TITLE, Field.ISSUER) == [["关于印发《渡口电缆整治方案》的通知"], bodies]


def test_a_day_without_a_name_above_the_list_of_annexes_in_one_line() -> None:
    document = only(
        "岚州市人民政府关于印发《渡口权责清单》的通知\n各区人民政府、市各有关单位：根据《岚州市渡口条例》，现随文印发给你们，请执行。"
        "          2023年6月5日附件：1.渡口事项清单（第二批）      2.渡船事项清单\n"
    )
    assert facts(document, Field.SIGNED, Field.ATTACHMENT) == [
        ["2023-06-05"],
        ["渡口事项清单（第二批）", "渡船事项清单"],
    ]


def test_a_short_order_in_one_line_below_the_title_of_what_it_publishes() -> None:
    decision = "岚州市人民政府关于废止《岚州市渡船暂行办法》的决定"
    inner = decision.replace("《", "〈").replace("》", "〉")
    document = only(
        f"{decision}\n岚州市人民政府令第28号\n　　《{inner}》已经2023年5月31日市政府常务会议通过，现予公布，自公布之日起施行。"
        f"　　市长 林渡　　2023年6月5日　　{decision}　　根据上级要求，决定废止《岚州市渡船暂行办法》（岚政办〔1995〕9号）。"
        "　　本决定自公布之日起施行。\n"
    )
    assert facts(document, Field.TITLE, Field.KIND, Field.SIGNED) == [["岚州市人民政府令"], ["令"], ["2023-06-05"]]
    assert [(r.kind.value, str(r.target.number)) for r in document.relations] == [("repeals", "岚政办〔1995〕9号")]


@pytest.mark.parametrize(("close", "annexes"), [
    ("联系电话:6862附件:渡口名单岚州市交通运输局2024年5月11日附件渡口名单", ["渡口名单"]),
    ("附件:1渡口核查表2渡船核查表政府信息公开选项:依申请公开岚州市交通运输局办公室2024年5月11日印发", ["渡口核查表", "渡船核查表"]),
    ("附件:1.渡口核查表2.渡船核查表岚州市交通运输局2024年5月11日印发", ["渡口核查表", "渡船核查表"]),
])  # fmt: skip
def test_annexes_between_the_text_and_what_closes_it(close: str, annexes: list[str]) -> None:
    document = only(f"{HEADING}\n岚交函〔2024〕5号各区交通运输局，市船检中心：{TEXT}{close}\n")
    assert facts(document, Field.ATTACHMENT) == [annexes]


@pytest.mark.parametrize(("printed", "annexes"), [
    ("24小时值班表",                       ["24小时值班表"]),
    ("12项渡口任务清单",                   ["12项渡口任务清单"]),
    ("1座渡口改造计划",                    ["1座渡口改造计划"]),
    ("1渡口核查表\n2渡船核查表\n3检查表", ["渡口核查表", "渡船核查表", "检查表"]),
])  # fmt: skip
def test_the_figure_of_a_title_is_no_number_of_an_annex(printed: str, annexes: list[str]) -> None:
    document = only(f"{HEADING}\n各区交通运输局：\n请遵照执行。\n附件：{printed}\n岚州市交通运输局\n2024年5月11日\n")
    assert facts(document, Field.ATTACHMENT) == [annexes]


@pytest.mark.parametrize(("printed", "joined"), [
    ("渡口改造示意图纸\n渡口检查方案",             False),
    ("渡口改造工程\n岚州市渡口建设指挥部成员名单", False),
    ("渡口巡查人员\n登记表",                       True),
])  # fmt: skip
def test_a_title_on_the_line_below_is_an_annex_of_its_own(printed: str, joined: bool) -> None:
    document = only(f"{HEADING}\n各区交通运输局：\n请遵照执行。\n附件：{printed}\n岚州市交通运输局\n2024年5月11日\n")
    assert (printed.replace("\n", "") in facts(document, Field.ATTACHMENT)[0]) is joined


@pytest.mark.parametrize(("below", "annex"), [
    ("名单汇总表\n附件：\n岚州市渡口巡查人员名单汇总表", "岚州市渡口巡查人员名单汇总表"),
    ("岚州市交通运输局\n2024年5月11日", "岚州市渡口巡查人员"),
])  # fmt: skip
def test_the_end_of_an_annex_on_the_line_below(below: str, annex: str) -> None:
    document = only(f"{HEADING}\n各区交通运输局：\n请遵照执行。\n附件：岚州市渡口巡查人员\n{below}\n")
    assert facts(document, Field.ATTACHMENT) == [[annex]]


@pytest.mark.parametrize(("file", "number"), [
    (f"岚交函〔2024〕5号{HEADING}.doc", "岚交函〔2024〕5号"),
    ("岚交函〔2023〕9号岚州市交通运输局关于做好渡口检查的通知.doc", "None"),
    (f"岚交函〔2023〕5号{HEADING}.doc", "None"),
    (f"相关文件：\n岚交函〔2024〕5号{HEADING}.doc", "None"),
    (f"附件：\n岚交函〔2024〕5号{HEADING}.doc", "None"),
])  # fmt: skip
def test_the_number_in_the_name_of_the_file_below_the_text(file: str, number: str) -> None:
    document = only(f"{HEADING}\n各区交通运输局：\n请遵照执行。\n岚州市交通运输局\n2024年5月11日\n{file}\n")
    assert str(document.number) == number


@pytest.mark.parametrize(("code", "number"), [("岚交函", "岚交函〔2024〕5号"), ("岚财函", "None"), ("岭交函", "None")])
def test_a_file_named_as_a_title_without_an_issuer_has_the_code_of_who_signs(code: str, number: str) -> None:
    title = "关于做好渡口检查的通知"
    document = only(
        f"{title}\n各区交通运输局：\n请遵照执行。\n岚州市交通运输局\n2024年5月11日\n{code}〔2024〕5号{title}.doc\n"
    )
    assert str(document.number) == number


def test_all_who_sign_issue_though_the_site_tells_the_first() -> None:
    document = only(
        "发文机构：北京市财政局\n发文字号：京财函〔2021〕80号\n市财政局市民政局关于暂停办理补助业务的通告\n各有关单位：\n"
        "现就有关事项通告如下。\n特此通告。\n市财政局\n市民政局\n2021年11月17日\n"
    )
    assert facts(document, Field.ISSUER) == [["北京市财政局", "北京市民政局"]]


def test_the_signature_prints_in_full_what_the_heading_shortens() -> None:
    document = only(
        "岚州市财政局中共岚州市委文明办关于渡口整治的通知\n各区财政局：\n请遵照执行。\n岚州市财政局\n"
        "中共岚州市委精神文明建设办公室\n2021年11月17日\n"
    )
    assert facts(document, Field.ISSUER) == [["岚州市财政局", "中共岚州市委精神文明建设办公室"]]


@pytest.mark.parametrize(("heading", "signature", "issuer"), [
    ("岚州市财政局",   "岚州市财政局会计处",         "岚州市财政局"),
    ("岚州市财政局",   "会计处",                     "岚州市财政局"),
    ("岚州市公安局",   "岚州市公安局望湖分局",       "岚州市公安局"),
    ("岚州市水利局",   "岚州市水资源管理与水利保障局", "岚州市水利局"),
])  # fmt: skip
def test_a_section_that_signs_is_not_the_issuer_of_the_heading(heading: str, signature: str, issuer: str) -> None:
    document = only(f"{heading}关于渡口整治的通知\n各区：\n请遵照执行。\n{signature}\n2021年11月17日\n")
    assert facts(document, Field.ISSUER) == [[issuer]]


def test_an_invitation_to_a_press_conference_issues_nothing() -> None:
    document = only(
        "岚州市交通运输局关于参加《岚州市渡口发展报告》新闻发布会的函\n市水务局：\n我局编制了《岚州市渡口发展报告》，并拟向社会发布。\n"
        "岚州市交通运输局\n2021年11月17日\n"
    )
    assert facts(document, Field.INSTRUMENT) == [[]]


@pytest.mark.parametrize("rule", ["会计渡口准则", "会展业渡口目录"])
def test_a_notice_that_issues_what_begins_like_a_conference(rule: str) -> None:
    document = only(
        f"岚州市交通运输局关于发布{rule}的通知\n岚交函〔2022〕5号\n各区交通运输局：\n请遵照执行。\n"
        f"岚州市交通运输局\n2022年3月15日\n{rule}\n第一条 渡口应当有灯。\n第二条 渡船应当登记。\n"
    )
    assert [part.title for part in document.components if part.role is ComponentRole.INSTRUMENT] == [rule]


def test_a_heading_that_issues_measures_named_by_another_title() -> None:
    document = only(
        "关于印发贯彻落实《岚州市渡口条例》措施的通知\n岚交函〔2024〕5号\n各区交通运输局：\n现将有关事项通知如下。\n"
        "一、各区应当登记渡船。\n岚州市交通运输局\n2024年5月11日\n"
    )
    assert facts(document, Field.INSTRUMENT) == [["贯彻落实《岚州市渡口条例》措施"]]


def test_annexes_that_no_list_names() -> None:
    document = only(
        f"{HEADING}\n各区交通运输局：\n请遵照执行。\n岚州市交通运输局\n2024年5月11日\n附件1\n渡船检验规程\n一、检验每年一次。\n"
        "附件2\n渡船名单\n一、甲号渡船。\n"
    )
    assert facts(document, Field.ATTACHMENT) == [["渡船检验规程", "渡船名单"]]


@pytest.mark.parametrize(
    "below", ["点击下载", "扫一扫在手机打开当前页", "市财政局：林渡", "序号\t渡口登记表\n1\t东渡口"]
)
def test_what_a_page_prints_below_the_mark_is_no_annex(below: str) -> None:
    document = only(f"{HEADING}\n各区交通运输局：\n请遵照执行。\n岚州市交通运输局\n2024年5月11日\n附件\n{below}\n")
    assert facts(document, Field.ATTACHMENT) == [[]]


@pytest.mark.parametrize(("mark", "second", "annexes"), [
    ("",        "附件1", []),
    ("附件\n",  "附件1", []),
    ("附件1\n", "附件2", ["渡口申请表"]),
])  # fmt: skip
def test_the_annexes_of_what_a_notice_issues_are_not_its_own(mark: str, second: str, annexes: list[str]) -> None:
    document = only(
        "岚州市交通运输局关于印发《岚州市渡口办法》的通知\n岚交函〔2022〕5号\n各区交通局：\n现将《岚州市渡口办法》印发给你们，请遵照执行。\n"
        f"岚州市交通运输局\n2022年3月15日\n{mark}岚州市渡口办法\n第一条 为了渡口安全，制定本办法。\n第二条 渡口应当有灯。\n"
        f"{second}\n渡口申请表\n姓名：\n"
    )
    assert facts(document, Field.ATTACHMENT, Field.INSTRUMENT) == [annexes, ["岚州市渡口办法"]]


def test_a_letterhead_without_its_word_runs_on_into_the_heading() -> None:
    document = only(
        "岚州市交通运输局岚州市交通运输局关于更换船检电话的函市直各部门（单位）：因工作需要，自2021年10月30日起更换电话号码。"
        "特此函告。岚州市交通运输局2021年10月27日\n"
    )
    assert facts(document, Field.TITLE, Field.ISSUER, Field.SIGNED) == [
        ["岚州市交通运输局关于更换船检电话的函"],
        ["岚州市交通运输局"],
        ["2021-10-27"],
    ]


@pytest.mark.parametrize(("signer", "signed"), [
    ("岚州市交通运输局船检室", ["2024-05-11"]),
    ("岚州市交通", ["2024-05-11"]),
    ("考试时间为", []),
    ("报名截止日期", []),
    ("审核人 林渡", []),
    ("新华社岚州电", []),
    ("岚州新闻网", []),
    ("首次会议", []),
    ("试点学校 岚州第一中学", []),
    ("抄送 市委办公厅", []),
    ("咨询电话 岚州市水务局", []),
    ("发布机构 岚州市水务局 发布日", []),
])  # fmt: skip
def test_who_signs_last_whatever_the_name_ends_with(signer: str, signed: list[str]) -> None:
    document = only(f"{HEADING}\n岚交函〔2024〕5号各区交通运输局：{TEXT}{signer}2024年5月11日\n")
    assert facts(document, Field.SIGNED) == [signed]


@pytest.mark.parametrize("number", ["岚交函〔2021〕33号", "局便函〔2021〕6号"])
def test_a_letterhead_without_its_word_runs_on_into_the_number(number: str) -> None:
    document = only(
        f"岚州市交通运输局{number}岚州市交通运输局关于征集渡口项目的通知各区交通运输局，各有关单位:{TEXT}岚州市交通运输局2021年3月1日\n"
    )
    assert str(document.number) == number
    assert facts(document, Field.TITLE, Field.ISSUER) == [
        ["岚州市交通运输局关于征集渡口项目的通知"],
        ["岚州市交通运输局"],
    ]


PLAIN = "岚州市交通局关于渡口检查的通知\n岚交发〔2022〕5号\n\n各区交通局：\n\n请各区检查渡口。\n\n"


@pytest.mark.parametrize(("line", "annexes", "signed"), [
    ("附件：岚州市渡口检查办法岚州市交通局2022年3月5日",              ["岚州市渡口检查办法"],         ["2022-03-05"]),
    ("附件：岚州市渡口检查办法二〇二二年三月五日",                    ["岚州市渡口检查办法"],         ["2022-03-05"]),
    ("附件：1.渡口检查表2.渡口名单岚州市交通局 岚州市财政局2022年3月5日", ["渡口检查表", "渡口名单"],     ["2022-03-05"]),
    ("附件：渡口检查表附件\n渡口检查表\n一、检查渡船。",                ["渡口检查表"],                 []),
    ("附件：渡口检查表— 2 —",                                         ["渡口检查表"],                 []),
    ("附件：渡口检查表（此页无正文）",                                ["渡口检查表"],                 []),
    ("附件：渡口检查表主题词：交通 渡口 通知",                        ["渡口检查表"],                 []),
    ("附件：渡口检查表（2022年3月5日）",                              ["渡口检查表（2022年3月5日）"], []),
    ("附件：渡口检查表（样式）",                                      ["渡口检查表（样式）"],         []),
    ("附件：岚州市渡口管理委员会工作规则",                            ["岚州市渡口管理委员会工作规则"], []),
    ("附件：岚州市渡口规范化管理办公室名单",                          ["岚州市渡口规范化管理办公室名单"], []),
    ("附件：岚州市交通局2022年3月5日渡口检查表",                      ["岚州市交通局2022年3月5日渡口检查表"], []),
    ("附件：2022年3月5日起停航的渡口名单",                            ["2022年3月5日起停航的渡口名单"], []),
    ("附件：1.渡口检查表2.渡口名单",                                  ["渡口检查表", "渡口名单"],     []),
    ("附件：渡口检查表1-2",                                           ["渡口检查表1-2"],              []),
])  # fmt: skip
def test_what_runs_on_behind_the_list_of_annexes(line: str, annexes: list[str], signed: list[str]) -> None:
    document = only(PLAIN + line + "\n")
    assert values(document, Field.ATTACHMENT) == annexes
    assert values(document, Field.SIGNED) == signed


@pytest.mark.parametrize(("line", "articles"), [
    ("第二章 渡口设置、登记第二条 渡口应当登记。",   ["第一条", "第二条"]),
    ("第二章 渡口设置\n第二条 渡口应当登记。",       ["第一条", "第二条"]),
    ("第二章 渡口设置、登记第二条规定的渡口",        ["第一条"]),
    ("第二章 渡口按照第一条 办理登记",               ["第一条"]),
])  # fmt: skip
def test_a_chapter_in_one_line_with_its_first_article(line: str, articles: list[str]) -> None:
    text = f"岚州市渡口管理办法\n\n第一章 总则\n第一条 为了加强渡口管理，制定本办法。\n{line}\n"
    found = [clause.marker for part in only(text).components for clause in part.clauses]
    assert [marker for marker in found if marker.endswith("条")] == articles
