"""Page titles above heads: orders printed twice, headlines, the issuer between two prints of a title; who signs behind the heading's
body; annexes without numbers."""

import pytest

from ingest.model import Field
from ingest.segment.documents import divide
from ingest.segment.paragraphs import split
from tests.ingest.official import normalized_text, only, published, values

SENTENCE = (
    "《岚州市渡口管理办法》已经市政府第5次常务会议通过，现予公布，自2012年2月1日起施行。\n市长：林舟\n2012年1月3日\n"
)
RULE = "岚州市渡口管理办法\n第一条 为加强渡口管理，制定本办法。\n第二条 渡船应当检查。\n"
SITE = "作者：资料网 时间：2024-07-09 22:44:01 浏览：9440\n"
NOTICE = "各区县人民政府：\n为保障渡运安全，现就有关事项通知如下。\n"


@pytest.mark.parametrize("head", [
    "岚州市人民政府令第12号\n岚州市人民政府令第12号\n东岭省岚州市人民政府\n岚州市人民政府令第12号\n",
    "岚州市人民政府令第12号\n作者：资料网 时间：2024-07-09 22:44:01 浏览：9440\n岚州市人民政府令第12号\n",
    "岚州市人民政府令（第12号）岚州市渡口管理办法\n岚州市人民政府令\n第12号\n",
    "岚州市渡口管理办法\n岚州市人民政府令\n第12号\n",
])  # fmt: skip
def test_an_order_below_the_title_of_its_page(head: str) -> None:
    document = only(head + SENTENCE + RULE)
    assert str(document.number) == "岚州市人民政府令第12号"
    assert values(document, Field.TITLE) == ["岚州市人民政府令"]
    assert values(document, Field.SIGNED) == ["2012-01-03"]
    assert values(document, Field.INSTRUMENT) == ["岚州市渡口管理办法"]


@pytest.mark.parametrize(("sentence", "title"), [
    ("岚州市人大常委会第三次会议通过的《岚州市渡口条例》，现予公布。", "岚州市人民代表大会常务委员会公告"),
    ("《岚州市渡口条例》已经通过，现予公布，自2012年2月1日起施行。", "岚州市人民代表大会常务委员会公告"),
    ("根据《岚州市水路条例》制定的《岚州市渡口条例》，现予公布。", "岚州市渡口条例"),
    ("《岚州市渡口条例》自2012年2月1日起施行。", "岚州市渡口条例"),
])  # fmt: skip
def test_an_announcement_whose_rule_begins_without_its_name(sentence: str, title: str) -> None:
    head = f"岚州市渡口条例\n岚州市人民代表大会常务委员会公告\n第三十七号\n{sentence}\n"
    body = "岚州市人民代表大会常务委员会\n2011年12月26日\n第一章 总则\n第一条 为加强渡口管理，制定本条例。\n"
    assert values(only(head + body), Field.TITLE) == [title]


def test_two_orders_of_one_source_stay_two() -> None:
    second = SENTENCE.replace("渡口", "渡船") + RULE.replace("渡口", "渡船")
    text = f"岚州市人民政府令第12号\n{SENTENCE}{RULE}岚州市人民政府令第13号\n{second}"
    assert [str(document.number) for document in published(text).documents] == [
        "岚州市人民政府令第12号",
        "岚州市人民政府令第13号",
    ]


@pytest.mark.parametrize(("head", "title"), [
    ("岚州市渡口管理办法\n岚州市人民政府\n岚州市渡口管理办法\n", "岚州市渡口管理办法"),
    ("岚州市渡口管理办法\n岚州市渡口管理办法\n岚州市人民政府\n岚州市渡口管理办法\n岚州市人民政府\n", "岚州市渡口管理办法"),
    ("岚州市人民政府\n岚州市人民政府工作规则\n", "岚州市人民政府工作规则"),
    ("岚州市税务局发布《渡船税收办法》\n岚州市税务局关于发布《渡船税收办法》的公告\n", "岚州市税务局关于发布《渡船税收办法》的公告"),
    ("岚州市渡口管理办法\n岚州市码头管理办法\n", "岚州市码头管理办法"),  # the page names its text otherwise
    ("岚州市渡口管理办法\n岚州市交通局\n", "岚州市渡口管理办法"),
    ("岚州市交通局关于渡口办法的通知\n岚州市码头管理办法\n", "岚州市交通局关于渡口办法的通知"),
    ("岚州市人民政府\n关于加强渡口管理的通知\n", "岚州市人民政府关于加强渡口管理的通知"),  # one heading on two lines
    ("关于加强渡口管理的通知\n岚州市人民政府\n关于加强渡口管理的通知\n", "岚州市人民政府关于加强渡口管理的通知"),
    (f"关于渡口的通知\n{SITE}关于渡口的通知\n岚州市人民政府\n关于渡口的通知\n", "关于渡口的通知"),
    ("关于渡口的通知\n关于渡口的通知\n发布时间：2019-05-07\n岚州市人民政府\n关于渡口的通知\n", "岚州市人民政府关于渡口的通知"),
    (f"岚州市渡口办法\n{SITE}岚州市渡口办法\n岚州市人民政府\n关于印发岚州市渡口办法的通知\n", "关于印发岚州市渡口办法的通知"),
    ("岚州市渡口办法\n岚州市人民政府\n关于印发岚州市渡口办法的通知\n", "岚州市人民政府关于印发岚州市渡口办法的通知"),
    (f"岚州市渡口条例（2003年修正）\n{SITE}岚州市人大常委会\n岚州市渡口条例\n", "岚州市渡口条例"),
    (f"岚州市渡口条例（试行）\n{SITE}岚州市人大常委会\n岚州市渡口条例\n", "岚州市渡口条例（试行）"),
    ("岚州市渡口条例（2003年修正）\n", "岚州市渡口条例（2003年修正）"),
])  # fmt: skip
def test_the_heading_below_the_title_of_its_page(head: str, title: str) -> None:
    assert values(only(f"{head}第一条 为加强渡口管理，制定本办法。\n第二条 渡船应当检查。\n"), Field.TITLE) == [title]


@pytest.mark.parametrize(("title", "number"), [
    ("岚州市税务局关于渡船税收的公告（2021年第4号）", "岚州市税务局公告2021年第4号"),
    ("岚州市税务局关于渡船申报的通告（2022年 第12号）", "岚州市税务局通告2022年第12号"),
    ("岚州市税务局关于渡船税收的公告（试行）", None),
    ("岚州市税务局关于渡船税收的通知（2021年第4号）", None),
    ("关于渡船税收的公告（2021年第4号）", None),
])  # fmt: skip
def test_the_serial_of_an_announcement_behind_its_title(title: str, number: str | None) -> None:
    document = only(
        f"{title}\n为规范渡船税收，现公告如下：\n一、渡船按年申报。\n特此公告。\n岚州市税务局\n2021年4月8日\n"
    )
    assert (str(document.number) if document.number else None) == number
    assert values(document, Field.TITLE) == [title.split("（2")[0] if number or title.startswith("关于") else title]


@pytest.mark.parametrize(("signature", "issuers"), [
    ("岚州市财政局 岚州市人力资源和社会保障局", ["岚州市财政局", "岚州市人力资源和社会保障局"]),
    ("岚州市财政局\n岚州市民政局\n岚州市残疾人联合会", ["岚州市财政局", "岚州市民政局", "岚州市残疾人联合会"]),
    ("岚州市财政局", ["岚州市财政局"]),
    ("岚州市财政局\n岚州市财政局办公室", ["岚州市财政局"]),  # its own office signs, too
    ("岚州市民政局", ["岚州市财政局"]),          # another signs what is forwarded
    ("岚州市财政局办公室", ["岚州市财政局"]),
    ("岚州市民政局 岚州市财政局", ["岚州市财政局"]),  # not in the heading's order: left as the heading has it
    ("岚州市财政局 局办公室", ["岚州市财政局"]),      # no name in full
])  # fmt: skip
def test_those_who_sign_behind_the_body_of_the_heading(signature: str, issuers: list[str]) -> None:
    text = f"岚州市财政局关于印发《渡运专项资金办法》的通知\n{NOTICE}{signature}\n2013年9月4日\n"
    assert values(only(text), Field.ISSUER) == issuers


def test_an_announcement_on_three_lines_is_signed_by_its_own_body() -> None:
    sentence = "《岚州市渡口条例》已由岚州市人民代表大会常务委员会通过，现予公布。\n特此公告。\n"
    sentence += "岚州市人民代表大会常务委员会\n2023年6月27日\n"
    document = only(
        f"岚州市人民代表大会\n常务委员会公告\n（第5号）\n{sentence}岚州市渡口条例\n第一条 为加强渡口管理，制定本条例。\n"
    )
    assert values(document, Field.SIGNED) == ["2023-06-27"]


@pytest.mark.parametrize("mark", ["LZGS-2020-2", "LZ20-11"])
def test_a_code_above_the_number_is_no_title(mark: str) -> None:
    document = only(f"{mark}\n岚水〔2020〕4号\n{NOTICE}岚州市水利局\n2020年1月13日\n")
    assert str(document.number) == "岚水〔2020〕4号"
    assert values(document, Field.TITLE) == []


def test_a_label_without_a_value_takes_no_label_from_the_line_below() -> None:
    block = (
        "索引号 620800/2021-00341 文号\n发布机构 岚州市人民政府 生成日期 2021-11-23\n信息名称 岚州市人民政府工作规则\n"
    )
    document = only(f"{block}岚州市人民政府工作规则\n第一条 为规范市政府工作，制定本规则。\n第二条 市政府依法行政。\n")
    assert values(document, Field.SIGNED) == ["2021-11-23"]
    assert values(document, Field.ISSUER) == ["岚州市人民政府"]


CUT = "标题 岚州市人民政府关于加强…\n• 发文字号\n• 岚政发〔2022〕9号\n• 成文日期\n• 2022-05-06\n概述 各区县人民政府： ... 有效性 1\n"


@pytest.mark.parametrize(("head", "title"), [
    ("（已废止）岚州市人民政府关于加强渡口管理的通知\n", "岚州市人民政府关于加强渡口管理的通知"),
    ("您当前所在位置：\n岚州市人民政府关于加强渡口管理的通知\n", "岚州市人民政府关于加强渡口管理的通知"),
    ("岚政发〔2006 21\n岚州市人民政府关于加强渡口管理的通知\n", "岚州市人民政府关于加强渡口管理的通知"),
    (f"{CUT}岚州市人民政府关于加强渡口管理的通知\n", "岚州市人民政府关于加强渡口管理的通知"),
    ("岚州市人民政府关于（已建成）渡口的通知\n", "岚州市人民政府关于（已建成）渡口的通知"),
])  # fmt: skip
def test_what_a_page_puts_above_the_heading(head: str, title: str) -> None:
    document = only(
        f"{head}各区县人民政府，市政府各部门：\n为保障渡运安全，现就有关事项通知如下。\n岚州市人民政府\n2022年5月6日\n"
    )
    assert values(document, Field.TITLE) == [title]
    assert values(document, Field.ADDRESSEE) == ["各区县人民政府", "市政府各部门"]


@pytest.mark.parametrize(("line", "addressees"), [
    ("各街道办事处，区级各部门，岚湖新区管委会", ["各街道办事处", "区级各部门", "岚湖新区管委会"]),
    ("镇政府、各街道办事处，区政府各部门", ["镇政府、各街道办事处", "区政府各部门"]),
    ("各区县人民政府，市政府各部门：", ["各区县人民政府", "市政府各部门"]),
    ("各有关部门要加强检查，落实责任", []),
    ("各区县人民政府", []),                   # one name alone is no list
    ("渡口管理局，渡船检验局", []),             # no group
])  # fmt: skip
def test_addressees_whose_colon_is_lost(line: str, addressees: list[str]) -> None:
    sentence = "《渡口办法》已经市政府同意，现印发给你们。\n岚州市人民政府\n2022年5月6日\n"
    text = f"岚州市人民政府关于印发《渡口办法》的通知\n岚政发〔2022〕9号\n{line}\n{sentence}"
    assert values(only(text), Field.ADDRESSEE) == addressees


SIGNED = "岚州市交通局\n2022年5月6日\n"


@pytest.mark.parametrize(("below", "attachments"), [
    (f"附件\n渡口检查情况表\n渡船登记名册\n{SIGNED}", ["渡口检查情况表", "渡船登记名册"]),
    (f"附件：渡口安全检查表\n渡船登记名册\n{SIGNED}", ["渡口安全检查表", "渡船登记名册"]),
    (f"附件：渡口安全检查表\n{SIGNED}", ["渡口安全检查表"]),
    (f"附件：渡口安全检查表\n联系人及联系电话\n{SIGNED}", ["渡口安全检查表"]),
    (f"附件：渡口安全检查表\n{SIGNED}附件\n渡口安全检查表\n渡船登记名册\n渡口名单\n", ["渡口安全检查表"]),
    (f"附件\n渡口申请书\n{SIGNED}", ["渡口申请书"]),
    (f"附件：1.渡口安全检查表\n2.渡船登记名册\n{SIGNED}", ["渡口安全检查表", "渡船登记名册"]),
    (f"{SIGNED}附件\n渡口检查情况表\n序号\n渡口\n", ["渡口检查情况表"]),
])  # fmt: skip
def test_annexes_without_numbers_a_title_a_line(below: str, attachments: list[str]) -> None:
    document = only(f"岚州市交通局关于开展渡口检查的通知\n岚交发〔2022〕9号\n{NOTICE}{below}")
    assert values(document, Field.ATTACHMENT) == attachments
    assert values(document, Field.SIGNED) == ["2022-05-06"]


@pytest.mark.parametrize(("heading", "sentence", "instruments"), [
    ("关于发布渡口收费目录的通知", "根据《岚州市渡口条例》，我局编制了《渡口收费目录》，现将有关事项通知如下。", ["渡口收费目录"]),
    ("关于公布2022年渡口名录的公告", "《2022年渡口名录》见附件，自发布之日起执行。", ["2022年渡口名录"]),
    ("关于公布2022年渡口名录的公告", "根据《2022年渡口名录》，现将有关事项公告如下。", []),
    ("关于公布2022年渡口名录的公告", "《2021年渡口名录》共12项，现将新增的名录公告如下。", []),
    ("关于公布2022年渡口名录的公告", "现将有关事项公告如下。", []),
    (
        "转发市政府办公室关于渡口巡查的通知",
        "根据《省政府关于渡口巡查的意见》，现将《岚州市人民政府办公室关于渡口巡查的通知》转发给你们。",
        ["岚州市人民政府办公室关于渡口巡查的通知"],
    ),
    ("关于渡口收费目录的通知", "我局编制了《渡口收费目录》，现将有关事项通知如下。", []),
])  # fmt: skip
def test_what_a_heading_publishes_without_marks(heading: str, sentence: str, instruments: list[str]) -> None:
    document = only(f"岚州市交通局{heading}\n岚交发〔2022〕9号\n各区县人民政府：\n{sentence}\n{SIGNED}")
    assert values(document, Field.INSTRUMENT) == instruments


def test_a_joint_order_keeps_its_government() -> None:
    head = "岚州市公安局、岚州市交通运输局、岚州市人民政府令\n第12号\n"
    issuers = values(only(head + SENTENCE + RULE), Field.ISSUER)
    assert issuers == ["岚州市公安局", "岚州市交通运输局", "岚州市人民政府"]


@pytest.mark.parametrize(("head", "title"), [
    ("岚州市渡口改造方案\n发布时间：2019-05-07\n岚州市交通局\n关于印发《岚州市渡口改造方案》的通知\n",
     "岚州市交通局关于印发《岚州市渡口改造方案》的通知"),
    ("岚州市渡口改造方案\n发布时间：2019-05-07\n关于加强渡口管理的通知\n", "关于加强渡口管理的通知"),
    ("关于加强渡口管理的通知\n岚州市交通局\n", "关于加强渡口管理的通知"),
    ("法规库\n岚州市水务局关于加强渡口管理的通知\n", "岚州市水务局关于加强渡口管理的通知"),
    ("岚州市交通局\n岚州市水务局关于加强渡口管理的通知\n", "岚州市交通局岚州市水务局关于加强渡口管理的通知"),
    ("转发\n岚州市水务局关于加强渡口管理的通知\n", "转发岚州市水务局关于加强渡口管理的通知"),
    ("政府信息公开\n1.概况\n2.公开\n1.互动\n岚州市水务局关于加强渡口管理的通知\n微博 qq\n", "岚州市水务局关于加强渡口管理的通知"),
    ("智能问答| 无障碍 | 移动版 | 繁体版\n关于加强渡口管理的通知\n", "关于加强渡口管理的通知"),
])  # fmt: skip
def test_the_heading_right_above_the_salutation(head: str, title: str) -> None:
    assert values(only(f"{head}{NOTICE}一、渡船应当检查。\n"), Field.TITLE) == [title]


@pytest.mark.parametrize(("head", "title"), [
    ("关于印发岚州市渡口管理办法的通知\n岚州市人民政府\n关于印发岚州市渡口\n", "关于印发岚州市渡口管理办法的通知"),
    ("关于印发岚州市渡口管理办法的通知\n岚州市人民政府\n关于印发岚州市渡口\n管理办法的通知\n",
     "岚州市人民政府关于印发岚州市渡口管理办法的通知"),
    ("关于印发岚州市渡船办法的通知\n岚州市人民政府\n关于印发岚州市渡口\n", "岚州市人民政府关于印发岚州市渡口"),
])  # fmt: skip
def test_a_heading_of_which_the_page_has_cut_the_rest(head: str, title: str) -> None:
    assert values(only(f"{head}岚政发〔2019〕5号\n{NOTICE}"), Field.TITLE) == [title]


NOTE = "（2001年5月9日岚州市第十届人民代表大会常务委员会第三次会议通过）\n"


@pytest.mark.parametrize(("head", "title", "number"), [
    (f"岚州市渡船条例（1999年）\n岚州市渡船条例（1999年）\n岚州市人大常委会\n岚州市渡口条例\n{NOTE}", "岚州市渡口条例", None),
    (f"岚州市渡口条例\n岚州市人民政府\n{NOTE}岚州市人民政府令第12号\n", "岚州市渡口条例", "岚州市人民政府令第12号"),
    (f"岚州市渡口条例\n{NOTE}", "岚州市渡口条例", None),
])  # fmt: skip
def test_the_heading_right_above_the_note_of_a_law(head: str, title: str, number: str | None) -> None:
    document = only(f"{head}第一条 为加强渡口管理，制定本条例。\n第二条 渡船应当检查。\n")
    assert values(document, Field.TITLE) == [title]
    assert (str(document.number) if document.number else None) == number


LAW = f"{NOTE}第一条 为加强管理，制定本条例。\n第二条 本条例适用于本市。\n"


@pytest.mark.parametrize(("text", "titles"), [
    (f"岚州市渡口条例\n{LAW}岚州市渡船条例\n{LAW}", ["岚州市渡口条例", "岚州市渡船条例"]),
    (f"岚州市渡口条例\n{LAW}岚州市渡船条例\n岚州市人大常委会\n岚州市渡船条例\n{LAW}", ["岚州市渡口条例", "岚州市渡船条例"]),
    (f"关于修改《岚州市渡口条例》的决定\n{NOTE}第二条修改为：“适用于全市。”\n岚州市渡口条例\n{LAW}", ["关于修改《岚州市渡口条例》的决定"]),
    (f"岚州市渡口条例\n{LAW}附件：\n岚州市渡船名录\n{NOTE}渡船一号。\n", ["岚州市渡口条例"]),
    (f"岚州市渡口条例\n第一条 依照岚州市渡船条例管理。\n岚州市渡船条例\n{LAW}", ["岚州市渡口条例"]),
    (f"岚州市人大办关于印发条例的通知\n{NOTICE}岚州市人大办\n2001年5月9日\n岚州市渡口条例\n{LAW}", ["岚州市人大办关于印发条例的通知"]),
])  # fmt: skip
def test_laws_that_follow_another_document(text: str, titles: list[str]) -> None:
    assert [values(document, Field.TITLE)[0] for document in published(text).documents] == titles


@pytest.mark.parametrize(("masthead", "rest"), [
    ("岚州市人民政府公报\n2020年第12期\n", ["大事记", "1日，市长检查渡口。"]),
    ("", []),
])  # fmt: skip
def test_sections_of_a_gazette_belong_to_no_document(masthead: str, rest: list[str]) -> None:
    text = f"{masthead}市政府文件\n岚州市渡口条例\n{LAW}岚州市渡船条例\n{LAW}人事任免\n大事记\n1日，市长检查渡口。\n"
    normalized = normalized_text(text)
    paragraphs = split(normalized)
    division = divide(normalized, paragraphs)
    assert [paragraphs[i].text for run in division.unattributed for i in run] == rest
    assert ("市政府文件" in normalized.text) is not bool(masthead)


def test_a_name_of_news_inside_a_plan_of_a_gazette_is_its_heading() -> None:
    plan = "渡口宣传方案\n一、主要任务\n政策解读\n各区要做好渡口政策解读。\n二、保障措施\n要加强领导。\n"
    head = "岚州市人民政府公报\n2020年第12期\n岚州市人民政府关于印发渡口宣传方案的通知\n岚政发〔2020〕5号\n各区人民政府：\n"
    text = f"{head}现将方案印发给你们。\n岚州市人民政府\n2020年12月6日\n{plan}"
    normalized = normalized_text(text)
    paragraphs = split(normalized)
    assert divide(normalized, paragraphs).unattributed == ()


@pytest.mark.parametrize("between", ["", "日期：2020-12-06\n", "来源：市政府\n"])
def test_the_title_of_a_page_in_an_issue_with_contents_is_no_document(between: str) -> None:
    titles = ["岚州市人民政府关于修复东堤渡口的通知", "岚州市人民政府关于修复西堤渡口的通知"]
    entries = "".join(f"{title}（岚政发〔2020〕{n}号）……（{n}）\n" for n, title in enumerate(titles, 5))
    pages = "".join(
        f"{title}\n{between}{title}\n岚政发〔2020〕{n}号\n{NOTICE}一、渡船应当检查。\n岚州市人民政府\n2020年12月6日\n"
        for n, title in enumerate(titles, 5)
    )
    documents = published(f"岚州市人民政府公报\n2020年第12期\n目　录\n{entries}{pages}").documents
    assert [str(document.number) for document in documents] == ["岚政发〔2020〕5号", "岚政发〔2020〕6号"]
    assert [values(document, Field.TITLE) for document in documents] == [[title] for title in titles]


def test_a_document_of_the_contents_without_a_number_above_one_with_the_same_title_is_one() -> None:
    title = "岚州市人民政府关于修复东堤渡口的通知"
    entries = f"{title}……（1）\n"
    text = f"{NOTICE}一、渡船应当检查。\n岚州市人民政府\n2020年12月6日\n"
    source = f"岚州市人民政府公报\n2020年第12期\n目　录\n{entries}{title}\n{text}{title}\n岚政发〔2020〕6号\n{text}"
    assert [document.number is None for document in published(source).documents] == [True, False]


@pytest.mark.parametrize(("title", "issuers"), [
    ("岚州市人民政府拟征收土地公告", ["岚州市人民政府"]),
    ("岚州市自然资源和规划局国有建设用地使用权挂牌出让公告", ["岚州市自然资源和规划局"]),
    ("岚州市公安局交通警察支队通告", ["岚州市公安局交通警察支队"]),
    ("征收土地公告", []),
    ("岚州市渡口停航公告", []),
])  # fmt: skip
def test_who_gives_a_public_notice_without_a_preposition(title: str, issuers: list[str]) -> None:
    document = only(
        f"{title}（岚征告〔2022〕4号）\n一、征收范围\n拟征收的土地在渡口以东。\n特此公告。\n2022年1月29日\nTHE END\n"
    )
    assert values(document, Field.ISSUER) == issuers
    assert values(document, Field.SIGNED) == ["2022-01-29"]


@pytest.mark.parametrize(("head", "title"), [
    ("某某学习网\n2017年渡口工作安排\n发布时间：2021-02-03 栏目：阅读 投稿：林渡\n", "岚州市水务局关于做好渡口工作的通知"),
    ("征集调查\n主题：\n", "岚州市水务局关于做好渡口工作的通知"),
    ("发文字号：\n主题词：\n", "岚州市水务局关于做好渡口工作的通知"),
])  # fmt: skip
def test_the_heading_below_what_a_page_prints(head: str, title: str) -> None:
    text = f"{head}岚州市水务局关于做好渡口工作的通知\n各区县水务局，局直属各单位\n\n为保障渡运安全，现将有关事项通知如下：\n"
    assert values(only(f"{text}一、渡船应当检查。\n"), Field.TITLE) == [title]


@pytest.mark.parametrize(("page", "number"), [
    ("岚州市水务局关于渡口的通知(岚水发（2021）3号)", "岚水发〔2021〕3号"),
    ("岚州市水务局关于渡口的通知(岚水发2021 3号)", "岚水发〔2021〕3号"),
    ("岚州市水务局关于渡口的通知\n岚水发20213号", "岚水发〔2021〕3号"),
    ("岚州市税务局公告2021年第3号(关于LNG渡船的公告)", "岚州市税务局公告2021年第3号"),
    ("岚州市水务局关于渡口的通知(2021 3号)", None),
    ("岚州市水务局关于渡口的通知\n渡船准字20213号", None),
])  # fmt: skip
def test_a_number_whose_brackets_a_page_has_changed_or_lost(page: str, number: str | None) -> None:
    text = f"{page}\n各区县水务局：\n为保障渡运安全，现通知如下：\n一、渡船应当检查。\n岚州市水务局\n2021年4月8日\n"
    found = only(text).number
    assert (str(found) if found else None) == number


@pytest.mark.parametrize(("signature", "signed"), [
    ("自治区主席 林 渡 2016年12月6日", ["2016-12-06"]),
    ("市长：林渡2016年12月6日", ["2016-12-06"]),
])  # fmt: skip
def test_an_order_signed_on_the_line_of_its_day(signature: str, signed: list[str]) -> None:
    sentence = "《岚州市渡口办法》已经市政府第5次常务会议通过，现予公布，自2017年3月1日起施行。\n"
    text = f"岚州市人民政府令\n第16号\n{sentence}{signature}\n岚州市渡口办法\n第一条 为加强渡口管理，制定本办法。\n"
    assert values(only(text), Field.SIGNED) == signed


def test_a_treaty_that_an_announcement_serves_is_not_what_it_publishes() -> None:
    text = "岚州市税务局公告2021年第3号\n为保证《渡船公约》顺利执行，岚州市税务局现公布《渡船目录》（详见附件）。\n"
    document = only(f"{text}附件：渡船目录（详见www.example.org/a）\n2021年5月18日\n")
    assert values(document, Field.INSTRUMENT) == ["渡船目录"]
    assert values(document, Field.ATTACHMENT) == ["渡船目录"]
