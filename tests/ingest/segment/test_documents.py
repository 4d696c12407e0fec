"""Where documents begin and end, and the elements of their heads (GB/T 9704-2012: 版头, 标题, 主送机关, 署名, 版记)."""

import pytest

from ingest.model import ComponentRole, Document, Field
from tests.ingest.official import NOTICE, only, parts, published, values

TITLE = "岚州市人民政府关于加强湖滨步道管理的通知"
NUMBER = "岚政发〔2022〕15号"
BODY = "为保障市民安全游览，现就加强湖滨步道管理有关事项通知如下。"
CLOSE = "岚州市人民政府\n\n2022年3月15日\n"


def number_and_title(document: Document) -> tuple[str | None, list[str]]:
    return (str(document.number) if document.number else None, values(document, Field.TITLE))


@pytest.mark.parametrize("head", [
    f"{TITLE}\n{NUMBER}",
    f"{NUMBER}\n{TITLE}",
    f"{TITLE}\n（{NUMBER}）",
    f"{TITLE}\n\n{NUMBER}",
    f"{NUMBER}\n\n{TITLE}",
    f"岚州市人民政府\n关于加强湖滨步道管理的通知\n{NUMBER}",
    f"岚州市人民政府\n关于加强湖滨步道\n管理的通知\n{NUMBER}",
    f"{NUMBER}\n岚州市人民政府\n关于加强湖滨步道管理的通知",
    f"岚州市人民政府文件\n{NUMBER}\n{TITLE}",
    f"岚州市人民政府文件\n\n{NUMBER}\n\n岚州市人民政府\n\n关于加强湖滨步道管理的通知",
    f"LZCR-2022-0010001\n{TITLE}\n{NUMBER}",
    f"# {TITLE}\n\n{NUMBER}",
    f"# {TITLE}\n\n**{NUMBER}**",
    f"{TITLE}\n{TITLE}\n{NUMBER}",
])  # fmt: skip
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_heading_and_number_in_every_layout(head: str, gap: str) -> None:
    document = only(gap.join([head, "各区县人民政府，市政府各部门：", BODY, CLOSE]))
    assert number_and_title(document) == (NUMBER, [TITLE])
    assert values(document, Field.ISSUER) == ["岚州市人民政府"]
    assert values(document, Field.KIND) == ["通知"]
    assert values(document, Field.ADDRESSEE) == ["各区县人民政府", "市政府各部门"]
    assert values(document, Field.SIGNED) == ["2022-03-15"]


@pytest.mark.parametrize("head", [
    f"{TITLE}（2022年3月14日）\n{NUMBER}",
    f"{TITLE[:12]}\n{TITLE[12:]}（2022年3月14日）\n{NUMBER}",
    f"12.{TITLE}（2022年3月14日）\n{NUMBER}",
    f"3. {TITLE[:12]}\n{TITLE[12:]}\n(2022年3月14日）\n{NUMBER}",
])  # fmt: skip
def test_a_collection_prints_number_and_day_around_a_title(head: str) -> None:
    document = only(f"{head}\n各区县人民政府：\n{BODY}\n{CLOSE}")
    assert number_and_title(document) == (NUMBER, [TITLE])
    assert values(document, Field.ISSUER) == ["岚州市人民政府"]
    assert values(document, Field.SIGNED) == ["2022-03-15"]  # the day of the signature, where there is one


def test_the_day_behind_a_title_counts_where_no_other_is_printed() -> None:
    assert values(only(f"{TITLE}（2022年3月14日）\n\n{BODY}\n"), Field.SIGNED) == ["2022-03-14"]


def test_the_second_document_of_a_collection_begins_at_its_number() -> None:
    second = TITLE.replace("步道", "码头")
    rest = f"各区县人民政府：\n{BODY}\n{CLOSE}"
    text = f"{TITLE}（2022年3月14日）\n{NUMBER}\n{rest}2.{second}（2022年4月2日）\n岚政发〔2022〕16号\n{rest}"
    assert [values(document, Field.TITLE) for document in published(text).documents] == [[TITLE], [second]]


@pytest.mark.parametrize("lead", ["市人民政府决定废止下列文件：", "一、宣布失效的文件（2件）", "附件 文件目录"])
def test_a_list_of_titles_with_days_and_numbers_prints_no_documents(lead: str) -> None:
    entries = "".join(
        f"{i}.岚州市人民政府关于渡口{topic}的通知（2009年6月{i}日）\n岚政发〔2009〕{i}号\n"
        for i, topic in ((1, "改造"), (2, "巡查"))
    )
    document = only(f"{TITLE}\n{NUMBER}\n各区县人民政府：\n{lead}\n{entries}二、加强步道管理。\n{CLOSE}")
    assert number_and_title(document) == (NUMBER, [TITLE])
    treated = [
        (str(relation.kind), str(relation.target.number)) for relation in document.relations if relation.target.number
    ]
    kind = "repeals" if "废止" in lead else "declaresExpired" if "失效" in lead else "cites"
    assert treated == [(kind, "岚政发〔2009〕1号"), (kind, "岚政发〔2009〕2号")]


def test_a_salutation_below_an_imprint_opens_a_document_without_a_heading() -> None:
    text = (
        "各区县人民政府：\n\n《{0}方案》已经市政府同意，现印发给你们。\n\n"
        + CLOSE
        + "\n{0}方案\n\n一、工作目标\n\n建成湖滨{0}。\n\n岚州市人民政府办公室2022年3月16日印发\n"
    )
    documents = published(text.format("步道") + "\n" + text.format("码头")).documents
    assert [values(document, Field.INSTRUMENT) for document in documents] == [["步道方案"], ["码头方案"]]


def test_a_heading_with_the_line_of_a_page_and_a_salutation_opens_a_document() -> None:
    text = "关于步道的通知\n发布时间：2022-03-15 来源：岚州市交通局\n各有关单位：\n\n现通知如下。\n\n一、养护步道。\n"
    documents = published(text + text.replace("步道", "码头")).documents
    assert [values(document, Field.TITLE) for document in documents] == [["关于步道的通知"], ["关于码头的通知"]]


@pytest.mark.parametrize(("head", "number", "issuers"), [
    ("岚州市人民政府令\n第38号", "岚州市人民政府令第38号", ["岚州市人民政府"]),
    ("岚州市人民政府令\n\n第 38 号", "岚州市人民政府令第38号", ["岚州市人民政府"]),
    ("岚州市人民政府令第38号", "岚州市人民政府令第38号", ["岚州市人民政府"]),
    ("岚州市人民政府令 第３８号", "岚州市人民政府令第38号", ["岚州市人民政府"]),
    ("岚州市人民政府令（第38号）", "岚州市人民政府令第38号", ["岚州市人民政府"]),
    ("中华人民共和国国务院令\n第706号", "国务院令第706号", ["国务院"]),
])  # fmt: skip
def test_orders(head: str, number: str, issuers: list[str]) -> None:
    document = only(
        f"{head}\n\n《岚州市客渡管理办法》已经2022年3月1日市政府第3次常务会议通过，现予公布，自2022年5月1日起施行。\n\n市长 林舟\n\n"
        "2022年3月15日\n\n岚州市客渡管理办法\n\n第一条 为保障客渡安全，制定本办法。\n\n第二条 本办法由市交通运输局解释。\n"
    )
    assert str(document.number) == number
    assert values(document, Field.KIND) == ["令"]
    assert values(document, Field.ISSUER) == issuers
    assert values(document, Field.SIGNED) == ["2022-03-15"]
    assert values(document, Field.EFFECTIVE) == ["2022-05-01"]
    assert values(document, Field.INSTRUMENT) == ["岚州市客渡管理办法"]
    (instrument,) = parts(document, ComponentRole.INSTRUMENT)
    assert [clause.eid for clause in instrument.clauses if clause.marker] == ["art_1", "art_2"]


@pytest.mark.parametrize(("printed", "number", "issuers"), [
    ("岚州市财政局公告2020年第8号", "岚州市财政局公告2020年第8号", ["岚州市财政局"]),
    ("岚州市财政局 岚州市商务局公告2020年第8号", "岚州市财政局岚州市商务局公告2020年第8号", ["岚州市财政局", "岚州市商务局"]),
])  # fmt: skip
def test_announcements(printed: str, number: str, issuers: list[str]) -> None:
    heading = f"{''.join(issuers)}关于支持湖鲜外销有关政策的公告"
    document = only(
        f"{heading}\n{printed}\n\n为支持湖鲜外销，现就有关政策公告如下。\n\n"
        f"一、对外销企业给予补贴。\n\n{' '.join(issuers)}\n\n2020年2月6日\n"
    )
    assert number_and_title(document) == (number, [heading])
    assert values(document, Field.ISSUER) == issuers
    assert values(document, Field.KIND) == ["公告"]


@pytest.mark.parametrize(("heading", "kind"), [
    ("岚州市人民政府关于加强湖滨步道管理的通知", "通知"),
    ("岚州市人民政府关于推进湖滨步道建设的实施意见", "意见"),
    ("岚州市人民政府关于表彰先进集体的决定", "决定"),
    ("岚州市人民政府关于湖区禁渔的通告", "通告"),
    ("岚州市人民政府关于公布收费标准的公告", "公告"),
    ("岚州市人民政府关于同意设立湖心岛保护区的批复", "批复"),
    ("岚州市人民政府关于2021年工作情况的通报", "通报"),
    ("岚州市人民政府任免工作人员名单", "名单"),
    ("岚州市客渡管理办法（试行）", "办法"),
    ("岚州市湖泊保护条例(2022年修订)", "条例"),
    ("岚州市人民政府关于印发《岚州市客渡管理办法》的通知", "通知"),
    ("岚州市湖滨步道建设三年行动方案（2022—2024年）", "方案"),
])  # fmt: skip
def test_kinds(heading: str, kind: str) -> None:
    document = only(f"{heading}\n{NUMBER}\n\n{BODY}\n\n{CLOSE}")
    assert values(document, Field.TITLE) == [heading]
    assert values(document, Field.KIND) == [kind]


@pytest.mark.parametrize("lines", [
    ("岚州市人民法院、岚州市人民检察院", "关于执行《中华人民共和国渡口法》", "若干问题的规定（三）"),
    ("岚州市交通运输局关于印发《岚州市渡口办法》", "《岚州市渡船办法》的通知"),
    ("岚州市人民政府关于落实渡口改造方案", "有关问题的通知"),
])  # fmt: skip
def test_a_heading_goes_on_behind_a_line_that_could_end_it(lines: tuple[str, ...]) -> None:
    for number in (f"{NUMBER}\n", ""):
        document = only("\n".join(lines) + f"\n{number}\n{BODY}\n\n{CLOSE}")
        assert values(document, Field.TITLE) == ["".join(lines)]


@pytest.mark.parametrize(("lines", "title"), [
    (("岚州市发展改革委 岚州市财政局 岚州市", "交通运输局 关于印发《岚州市", "渡口办法》的通知"),
     "岚州市发展改革委岚州市财政局岚州市交通运输局关于印发《岚州市渡口办法》的通知"),
    (("岚州市", "人民政府办公室关于渡口的通知"), "岚州市人民政府办公室关于渡口的通知"),
    # the line names the place of a body that is named below once more
    (("东岭省岚州市", "岚州市人民政府关于渡口的通知"), "岚州市人民政府关于渡口的通知"),
    # the line is no name
    (("渡口安全 岚州市", "交通运输局关于渡口的通知"), "交通运输局关于渡口的通知"),
])  # fmt: skip
def test_a_heading_is_broken_inside_a_name(lines: tuple[str, ...], title: str) -> None:
    document = only("\n".join(lines) + f"\n{NUMBER}\n\n{BODY}\n\n{CLOSE}")
    assert values(document, Field.TITLE) == [title]


@pytest.mark.parametrize(("text", "title", "kind"), [
    ("关于做好渡口安全工作\n各区人民政府：\n为做好渡口安全工作，现通知如下：\n一、加强检查。\n", ["关于做好渡口安全工作"], "通知"),
    ("为加快推进渡口改造，制定以下政策措施。\n一、适用范围\n本市渡口。\n", [], "措施"),
    ("各区人民政府：\n为加快推进渡口改造，提出以下意见：\n一、加强领导。\n", [], "意见"),
    ("各区人民政府：\n现将《岚州市渡口办法》（岚政发〔2019〕3号）转发给你们，请遵照执行。\n", [], "通知"),
])  # fmt: skip
def test_a_document_whose_heading_names_no_kind(text: str, title: list[str], kind: str) -> None:
    document = only(text)
    assert (values(document, Field.TITLE), values(document, Field.KIND)) == (title, [kind])


@pytest.mark.parametrize(("printed", "expected"), [
    ("各区县人民政府：", ["各区县人民政府"]),
    ("各区县人民政府，市政府各部门：", ["各区县人民政府", "市政府各部门"]),
    ("各区县人民政府，市政府各部门、各直属机构：", ["各区县人民政府", "市政府各部门、各直属机构"]),
    ("各区县人民政府，市政府各部门（单位），驻岚各有关单位：", ["各区县人民政府", "市政府各部门（单位）", "驻岚各有关单位"]),
    ("各区县人民政府（含高新区管委会，风景区管委会），市政府各部门：", ["各区县人民政府（含高新区管委会，风景区管委会）", "市政府各部门"]),
    ("各区县民政局、财政局，岚州高新区社会事务局：", ["各区县民政局、财政局", "岚州高新区社会事务局"]),
    ("各街道办事处，区政府各部门:", ["各街道办事处", "区政府各部门"]),
    ("市交通运输局：", ["市交通运输局"]),
    ("各区县人民政府,市政府各部门:", ["各区县人民政府", "市政府各部门"]),
])  # fmt: skip
def test_addressees(printed: str, expected: list[str]) -> None:
    document = only(f"{TITLE}\n{NUMBER}\n\n{printed}\n\n{BODY}\n\n{CLOSE}")
    assert values(document, Field.ADDRESSEE) == expected


@pytest.mark.parametrize("first", [
    "为保障市民安全，市政府决定开展步道整治，现将各部门职责通知如下：",
    "根据《岚州市湖泊保护条例》，现就各部门职责通告如下：",
    "一、各部门职责：",
    "各单位要抓好下列事项：",
    "会议听取了市教育局汇报：",
    "市政府同意市教育局意见：",
    "下列单位获得表彰：",
])  # fmt: skip
def test_a_sentence_with_a_colon_is_no_addressee(first: str) -> None:
    assert values(only(f"{TITLE}\n{NUMBER}\n\n{first}\n\n（一）加强巡查。\n\n{CLOSE}"), Field.ADDRESSEE) == []


@pytest.mark.parametrize(("close", "issuers", "signed"), [
    ("岚州市财政局\n\n岚州市商务局\n\n2022年3月15日", ["岚州市财政局", "岚州市商务局"], "2022-03-15"),
    ("岚州市财政局 岚州市商务局\n\n2022年3月15日", ["岚州市财政局", "岚州市商务局"], "2022-03-15"),
    ("岚州市财政局　岚州市商务局\n２０２２年３月１５日", ["岚州市财政局", "岚州市商务局"], "2022-03-15"),
    ("岚州市财政局\n\n二〇二二年三月十五日", ["岚州市财政局"], "2022-03-15"),
    ("岚州市财政局 2022年3月15日", ["岚州市财政局"], "2022-03-15"),
    ("岚州市商务局岚州海关\n岚州市财政局岚州海事局\n2022年3月15日",
     ["岚州市商务局", "中华人民共和国岚州海关", "岚州市财政局", "中华人民共和国岚州海事局"], "2022-03-15"),
    ("岚州市财政局（代章）\n\n2022年3月15日", ["岚州市财政局"], "2022-03-15"),
])  # fmt: skip
def test_signatures(close: str, issuers: list[str], signed: str) -> None:
    """The heading names nobody, so that the signature is the only evidence."""
    document = only(f"关于支持湖鲜外销的通知\n岚财发〔2022〕3号\n\n各有关单位：\n\n现就有关事项通知如下。\n\n{close}\n")
    assert values(document, Field.ISSUER) == issuers
    assert values(document, Field.SIGNED) == [signed]


def test_a_heading_that_names_one_of_several_issuers() -> None:
    text = "岚州市商务局等2部门关于支持湖鲜外销的通知\n岚商发〔2022〕3号\n\n各有关单位：\n\n现就有关事项通知如下。\n"
    assert values(only(text), Field.ISSUER) == ["岚州市商务局"]
    signed = text + "\n岚州市商务局 岚州市财政局\n2022年3月15日\n"
    assert values(only(signed), Field.ISSUER) == ["岚州市商务局", "岚州市财政局"]


def test_the_issuer_of_a_letterhead() -> None:
    document = only(
        "岚州市商务局文件\n\n岚商发〔2022〕3号\n\n关于支持湖鲜外销的通知\n\n各有关单位：\n\n现就有关事项通知如下。\n"
    )
    assert values(document, Field.ISSUER) == ["岚州市商务局"]
    assert number_and_title(document) == ("岚商发〔2022〕3号", ["关于支持湖鲜外销的通知"])


def test_the_imprint() -> None:
    document = only(
        NOTICE.format(body=BODY)
        + "\n抄送：市委各部门，市人大常委会办公室。\n\n岚州市人民政府办公室 2022年3月16日印发\n"
    )
    assert values(document, Field.PRINTED) == ["2022-03-16"]
    assert values(document, Field.SIGNED) == ["2022-03-15"]
    (imprint,) = parts(document, ComponentRole.IMPRINT)
    assert imprint.span is not None and imprint.span.end == document.span.end


def test_an_order_that_names_its_government_by_its_level_alone() -> None:
    document = only(
        "市人民政府令\n第38号\n\n《岚州市客渡管理办法》已经市政府第3次常务会议通过，现予公布。\n\n市长 林舟\n\n2022年3月15日\n\n"
        "岚州市客渡管理办法\n\n第一条 为保障客渡安全，制定本办法。\n"
    )
    assert str(document.number) == "岚州市人民政府令第38号"
    assert values(document, Field.NUMBER) == ["岚州市人民政府令第38号"]
    assert values(document, Field.ISSUER) == ["岚州市人民政府"]


@pytest.mark.parametrize(
    "printed", ["LZCR-2022-0010001", "LZCR - 2022 - 0010001", "LZCR—2022—0010001", "ＬＺＣＲ－２０２２－００１０００１"]
)
def test_the_registration_number(printed: str) -> None:
    document = only(f"{printed}\n\n{NOTICE.format(body=BODY)}")
    assert values(document, Field.REGISTRATION) == ["LZCR-2022-0010001"]


@pytest.mark.parametrize(("label", "value"), [
    ("规范性文件统一编号", "LZ0320190047"),
    ("规范性文件编号", "LZFG2021015号"),
    ("规范性文件登记号", "LZSRSJ-2021-031"),
    ("备案号", "岚规备〔2020〕12号"),
    ("行政规范性文件统一登记号", "LZPR-2022-01007"),
])  # fmt: skip
def test_registration_numbers_of_other_forms_stand_behind_their_label(label: str, value: str) -> None:
    document = only(f"索引号：014349/2022\n{label}：{value}\n\n{NOTICE.format(body=BODY)}")
    assert values(document, Field.REGISTRATION) == [value]


def test_the_documents_of_an_issue() -> None:
    second = NOTICE.replace("15号", "16号").replace("步道", "码头").replace("岚政发", "岚政办发")
    text = (
        NOTICE.format(body=BODY)
        + "\n（2022年3月16日印发）\n\n"
        + second.format(body="现就码头管理通知如下。")
        + "\n（2022年3月18日印发）\n"
    )
    documents = published(text).documents
    assert [str(document.number) for document in documents] == ["岚政发〔2022〕15号", "岚政办发〔2022〕16号"]
    assert [values(document, Field.PRINTED) for document in documents] == [["2022-03-16"], ["2022-03-18"]]
    assert [document.ordinal for document in documents] == [1, 2]
    assert documents[0].span.end <= documents[1].span.start


def test_a_cited_number_begins_no_document() -> None:
    body = "现通知如下。\n\n一、《岚州市客渡管理办法》\n\n（岚政发〔2016〕8号）继续执行。\n\n二、按照岚政发〔2017〕9号文件执行。"
    assert str(only(NOTICE.format(body=body)).number) == NUMBER


def test_a_document_without_a_number_is_found_after_an_imprint() -> None:
    text = (
        NOTICE.format(body=BODY)
        + "\n（2022年3月16日印发）\n\n岚州市人民政府任免工作人员名单\n\n任命：\n\n周岚为市园林局局长。\n\n2022年3月17日\n"
    )
    first, second = published(text).documents
    assert str(first.number) == NUMBER
    assert number_and_title(second) == (None, ["岚州市人民政府任免工作人员名单"])
    assert values(second, Field.SIGNED) == ["2022-03-17"]


def test_a_heading_between_two_blocks_of_labels_is_that_of_one_document() -> None:
    first, second = published("文号\t工\n湖岸标准\n文号\t工\n").documents
    assert (number_and_title(first), number_and_title(second)) == ((None, []), (None, ["湖岸标准"]))


def test_a_web_page_block_above_the_document() -> None:
    text = f"索引号：LZ-001\n\n发文机关：岚州市人民政府\n\n成文日期：2022-03-15\n\n文号： {NUMBER}\n\n{TITLE}\n\n各单位：\n\n{BODY}\n"
    document = only(text)
    assert str(document.number) == NUMBER
    assert values(document, Field.SIGNED) == ["2022-03-15"]
    assert values(document, Field.ISSUER) == ["岚州市人民政府"]


def test_each_fact_is_printed_where_its_span_says() -> None:
    from ingest.read.normalize import fold
    from tests.ingest.official import normalized_text

    text = NOTICE.format(body=BODY)
    normalized, document = normalized_text(text), only(text)
    printed = {
        fact.field: fold(normalized.to_source(fact.span).slice(normalized.source.text)) for fact in document.facts
    }
    assert printed[Field.NUMBER] == NUMBER
    assert printed[Field.TITLE] == TITLE
    assert printed[Field.KIND] == "通知"
    assert printed[Field.ISSUER] == "岚州市人民政府"
    assert printed[Field.SIGNED] == "2022年3月15日"


@pytest.mark.parametrize(("text", "codes"), [
    ("今天湖面平静，渡船照常开行。\n", {"no-number", "no-heading", "no-issuer", "no-date"}),
    (f"{TITLE}\n\n{BODY}\n", {"no-number", "no-date"}),
    (NOTICE.format(body=BODY), set()),
])  # fmt: skip
def test_what_is_missing_is_said(text: str, codes: set[str]) -> None:
    publication = published(text)
    assert len(publication.documents) == 1
    assert {issue.code for issue in publication.issues} == codes
    for issue in publication.issues:
        assert issue.message_en and issue.message_zh and "\n" not in issue.message_en


SITE = "岚州市人民政府门户网站"


@pytest.mark.parametrize("head", [
    f"{TITLE}{NUMBER}{SITE}",
    f"{SITE}{TITLE}{NUMBER}",
    f"岚州市人民政府网站{NUMBER}{TITLE}",
    f"{NUMBER}{TITLE}来源：岚州市人民政府办公室",
    f"{TITLE} {NUMBER} {SITE}",
    f"{TITLE}\n{NUMBER}\n{SITE} 2022-03-16\n{TITLE}\n{NUMBER}",
])  # fmt: skip
def test_heading_number_and_site_in_one_line(head: str) -> None:
    publication = published(f"{head}\n\n各区县人民政府：\n\n{BODY}\n\n{CLOSE}")
    (document,) = publication.documents
    assert number_and_title(document) == (NUMBER, [TITLE])
    assert values(document, Field.ISSUER) == ["岚州市人民政府"]
    assert not document.relations


def test_a_sentence_with_title_and_number_is_no_heading() -> None:
    document = only(NOTICE.format(body=f"《{TITLE}》（岚政发〔2021〕3号）在市政府网站公布。"))
    assert [str(relation.target.number) for relation in document.relations] == ["岚政发〔2021〕3号"]


ONE = f"{TITLE}\n{NUMBER}\n\n各区县人民政府：\n\n{BODY}\n\n一、市交通局应当加强巡查。\n\n{CLOSE}"


@pytest.mark.parametrize(("second", "documents", "repeated"), [
    (ONE, 1, 1),
    (f"{ONE}\n打印本页\n", 1, 1),
    (ONE.replace("加强巡查", "修缮步道").replace(BODY, "现就步道修缮有关事项通知如下。"), 2, 0),
    (ONE.replace("15号", "16号"), 2, 0),
    (ONE.replace("步道管理的", "渡口管理的"), 2, 0),
])  # fmt: skip
def test_a_text_that_a_source_prints_twice_is_one_document(second: str, documents: int, repeated: int) -> None:
    publication = published(f"{ONE}\n{second}")
    issues = [issue for issue in publication.issues if issue.code == "printed-twice"]
    assert (len(publication.documents), len(issues)) == (documents, repeated)
    assert all(issue.span is not None and issue.span.start > len(ONE) - 2 for issue in issues)


_LONG = ONE.replace(
    "\n\n一、",
    "\n\n" + "".join(f"市交通局应当加强{what}管理。\n\n" for what in "渡口渡船航道码头水位灯标绳索") + "一、",
)


@pytest.mark.parametrize(("second", "documents"), [
    (_LONG, 1),
    (f"{_LONG}\n打印本页\n", 1),
    (_LONG.replace("应当加强巡查", "应当于5月1日前加强巡查"), 2),
    (f"{_LONG}\n附件\n\n渡口名单\n", 2),
])  # fmt: skip
def test_a_second_print_with_another_day_or_an_annex_more_is_a_document(second: str, documents: int) -> None:
    assert len(published(f"{_LONG}\n{second}").documents) == documents
