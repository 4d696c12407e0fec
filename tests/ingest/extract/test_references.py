"""Documents that a text names: titles, numbers, both, aliases; nested, joined, broken and hostile ones."""

import pytest
from hypothesis import given

from ingest.extract.references import references, titles
from ingest.model import DocumentReference
from ingest.read.normalize import fold
from tests.ingest.official import noise
from tests.ingest.work import assert_linear


def cited_in(text: str) -> list[tuple[str | None, str | None, str | None]]:
    """(title, number, alias) of every reference."""
    values = [mention.value for mention in references(fold(text))]
    assert all(isinstance(value, DocumentReference) for value in values)
    return [(v.title, str(v.number) if v.number else None, v.alias) for v in values if isinstance(v, DocumentReference)]


@pytest.mark.parametrize(("text", "expected"), [
    ("根据《岚州市养老服务条例》，", [("岚州市养老服务条例", None, None)]),
    ("根据《岚州市养老服务条例》（岚政发〔2019〕14号）", [("岚州市养老服务条例", "岚政发〔2019〕14号", None)]),
    ("《渡口条例》（岚政发〔2019〕14号，以下简称《条例》）", [("渡口条例", "岚政发〔2019〕14号", "条例")]),
    ("文号：日科合〔2001〕15号", [(None, "日科合〔2001〕15号", None)]),
    ("渡口工作安排 日农规〔2001〕15号", [(None, "日农规〔2001〕15号", None)]),
    ("5日国发〔2001〕15号", [(None, "国发〔2001〕15号", None)]),
    ("现将日科合〔2001〕3、4号印发", [(None, "日科合〔2001〕3号", None), (None, "日科合〔2001〕4号", None)]),
    ("5日国发〔2001〕3、4号", [(None, "国发〔2001〕3号", None), (None, "国发〔2001〕4号", None)]),
    ("《渡口办法》日科合〔2001〕15号", [("渡口办法", "日科合〔2001〕15号", None)]),
    ("《渡口条例》（以下称“《条例》”）", [("渡口条例", None, "条例")]),
    ("《渡口办法》（试行）（岚政发〔2019〕14号）", [("渡口办法（试行）", "岚政发〔2019〕14号", None)]),
    ("《关于印发〈渡口办法〉的通知》", [("关于印发〈渡口办法〉的通知", None, None)]),
    ("《关于印发《渡口办法》的通知》", [("关于印发《渡口办法》的通知", None, None)]),
    ("中华人民共和国《水法》第八条", [("中华人民共和国水法", None, None)]),
    ("《甲办法》、《乙办法》和《丙办法》", [("甲办法", None, None), ("乙办法", None, None), ("丙办法", None, None)]),
    ("按照岚政办字〔2021〕31号文件", [(None, "岚政办字〔2021〕31号", None)]),
    ("关于贯彻落实岭政字〔2018〕125号文件的通知", [(None, "岭政字〔2018〕125号", None)]),
    ("中共岚州市委（岚发〔2020〕3号）", [(None, "岚发〔2020〕3号", None)]),
    ("《渡口办法》（省政府令第293号）", [("渡口办法", "省政府令第293号", None)]),
    ("按照国务院令第684号查处", [(None, "国务院令第684号", None)]),
    ("《划型规定》（见岚工信〔2011〕30号）", [("划型规定", "岚工信〔2011〕30号", None)]),
    ("《渡口指南》（原岚州市交通局公告2007年第48号）", [("渡口指南", "岚州市交通局公告2007年第48号", None)]),
    ("《渡口规定》（中国人民银行 海关总署令〔2015〕第1号）", [("渡口规定", "中国人民银行海关总署令2015年第1号", None)]),
    ("《渡口指引》（中国人民银行 国家外汇管理局公告〔2015〕第36号公布）",
     [("渡口指引", "中国人民银行国家外汇管理局公告2015年第36号", None)]),
    ("岚州海关2010年第47号公告和2011年第55号公告废止",
     [(None, "岚州海关公告2010年第47号", None), (None, "岚州海关公告2011年第55号", None)]),
    ("《岚州市财政局 岚州市税务局关于渡船税收的公告》（2020年第8号）",
     [("岚州市财政局岚州市税务局关于渡船税收的公告", "岚州市财政局岚州市税务局公告2020年第8号", None)]),
    ("《关于渡船税收的公告》（2020年第8号）", [("关于渡船税收的公告", None, None)]),
    ("《关于渡船税收的公告》（岚州市财政局、岚州市税务局2020年第8号，以下简称8号公告）",
     [("关于渡船税收的公告", "岚州市财政局岚州市税务局公告2020年第8号", None)]),
    ("《关于渡船税收的通知》（岚州市财政局2020年第8号）", [("关于渡船税收的通知", None, None)]),
    ("依照渔业法及其实施细则、水法和防洪法处理",
     [("渔业法", None, None), ("渔业法实施细则", None, None), ("水法", None, None), ("防洪法", None, None)]),
    ("依照渔业法及其实施细则，水法宣传", [("渔业法", None, None), ("渔业法实施细则", None, None)]),
    ("现将《渡口条例》及其实施细则印发给你们", [("渡口条例", None, None)]),
    ("转发《渡口条例》及其实施细则的通知", [("渡口条例", None, None)]),
    ("废止《渡口条例》及其实施细则", [("渡口条例", None, None), ("渡口条例实施细则", None, None)]),
    ("2.关于印发《渡口办法实施细则》的通知（岚交〔2017〕14号）", [("关于印发《渡口办法实施细则》的通知", "岚交〔2017〕14号", None)]),
    ("关于印发《渡口办法》的通知", [("渡口办法", None, None)]),
    ("《渡口办法》》（岚交〔2017〕14号）", [("渡口办法", "岚交〔2017〕14号", None)]),
    ("渡资标准和范围按岚政〔2007〕51号文件执行", [(None, "岚政〔2007〕51号", None)]),
    ("收费标准仍按省财政厅岭财综〔2007〕51号执行", [(None, "岭财综〔2007〕51号", None)]),
    ("按国务院一九八〇年223号文件规定的基数", [(None, "国发〔1980〕223号", None)]),
    ("依照中央1984年1号文件和国务院办公厅1987年第12号文", [(None, "中发〔1984〕1号", None), (None, "国办发〔1987〕12号", None)]),
    ("中共中央、国务院1991年5号文件", [(None, "中发〔1991〕5号", None)]),
    ("省政府1980年22号文件、国务院1980年文件、中央一号文件", []),
    ("2022年第15期，电话0899-123456", []),
    ("根据社会保险法有关规定，依照刑法、治安管理处罚法追究",
     [("社会保险法", None, None), ("刑法", None, None), ("治安管理处罚法", None, None)]),
    ("根据合同法和民法总则有关规定，", [("合同法", None, None), ("民法总则", None, None)]),
    ("违反《水法》和防洪法的", [("水法", None, None), ("防洪法", None, None)]),
    ("按照渡口管理条例的规定", [("渡口管理条例", None, None)]),
    ("执行渡口保障监察条例和渡船保险条例，", [("渡口保障监察条例", None, None), ("渡船保险条例", None, None)]),
    ("根据我市城乡渡水条例和公共渡口卫生管理条例，", [("城乡渡水条例", None, None), ("公共渡口卫生管理条例", None, None)]),
    ("依照渡口条例、我省渡船条例和渡工条例的规定", [("渡口条例", None, None), ("渡船条例", None, None), ("渡工条例", None, None)]),
    ("符合宪法、法律，开展水法宣传，参加养老保险法定人员，执行会计法规", []),
    ("《渡口办法》（以下简称渡口办法）［(96)岚国发字第13号］", [("渡口办法", "岚国发字〔1996〕13号", "渡口办法")]),
    ("国发（2020）4号《岚州湖意见》", [("岚州湖意见", "国发〔2020〕4号", None)]),
    ("《渡口办法》岚政发〔2010〕3号", [("渡口办法", "岚政发〔2010〕3号", None)]),
    ("《渡口办法》（1998年国务院第123号令）", [("渡口办法", "国务院令第123号", None)]),
    ("按照交通部交水发[1998]12号、省交通厅岭交水[1999]3号文件",
     [(None, "交水发〔1998〕12号", None), (None, "岭交水〔1999〕3号", None)]),
    ("根据国务院第412号令和省政府第38号令", [(None, "国务院令第412号", None), (None, "省政府令第38号", None)]),
    ("<<岚州市渡口条例>>和〈岚州市渡船条例〉", [("岚州市渡口条例", None, None), ("岚州市渡船条例", None, None)]),
    ("导则《1996年的《渡口安全导则》同时废止", [("渡口安全导则", None, None)]),
    ("现将财政部财预〔2009〕5号转发给你们", [(None, "财预〔2009〕5号", None)]),
    ("参照人力资源社会保障部人社部发〔2008〕6号", [(None, "人社部发〔2008〕6号", None)]),
    ("遵照国务院办公厅国办发〔2019〕5号", [(None, "国办发〔2019〕5号", None)]),
    ("市委岚办发〔2009〕4号", [(None, "岚办发〔2009〕4号", None)]),
    ("2009年市政府岚政发〔2009〕1号", [(None, "岚政发〔2009〕1号", None)]),
    ("交警支队岚公交〔2009〕1号", [(None, "岚公交〔2009〕1号", None)]),
    ("省财政厅岭财预〔2009〕1号", [(None, "岭财预〔2009〕1号", None)]),
    ("落实交通部、中国船舶总会交船发〔1998〕3号和交水发〔1998〕6号文件",
     [(None, "交船发〔1998〕3号", None), (None, "交水发〔1998〕6号", None)]),
    ("根据省建设厅等部门下发的岭建函〔1998〕15号文件", [(None, "岭建函〔1998〕15号", None)]),
    ("工信部联企业〔2011〕3号", [(None, "工信部联企业〔2011〕3号", None)]),
    ("国卫办医函〔2019〕3号", [(None, "国卫办医函〔2019〕3号", None)]),
    ("依照(87)岚法民字第3号判决", []),
    ("依照(87)岭司法行字第3号", [(None, "岭司法行字〔1987〕3号", None)]),
    ("依照税收征收管理法实施细则第三条", [("税收征收管理法实施细则", None, None)]),
    ("依照劳动合同法的实施条例和消防法的规定", [("劳动合同法实施条例", None, None), ("消防法", None, None)]),
    ("消防法实施情况，实施消防法的", [("消防法", None, None), ("消防法", None, None)]),
    ("《渡口通知》（岚政发〔2019〕3号、岚政办发〔2020〕5号）和岚政发〔2021〕6号",
     [("渡口通知", "岚政发〔2019〕3号", None), (None, "岚政办发〔2020〕5号", None), (None, "岚政发〔2021〕6号", None)]),
    ("《渡口通知》（岚政发〔2019〕3号，岚政发〔2020〕5号修订）", [("渡口通知", "岚政发〔2019〕3号", None)]),
    ("《渡口通知》（岚政发〔2019〕3号、岚政发〔2020〕5号第二次修正）", [("渡口通知", "岚政发〔2019〕3号", None)]),
    ("《渡口通知》（岚政发〔2019〕3号，岚政发〔2020〕5号、岚政发〔2021〕6号修改）", [("渡口通知", "岚政发〔2019〕3号", None)]),
    ("《渡口通知》（岚政发〔2019〕3号，经岚政发〔2020〕5号、岚政发〔2021〕6号修改）", [("渡口通知", "岚政发〔2019〕3号", None)]),
    ("《渡口通知》（岚政发〔2019〕3号、岚政办发〔2019〕4号，岚政发〔2020〕5号修改）",
     [("渡口通知", "岚政发〔2019〕3号", None), (None, "岚政办发〔2019〕4号", None)]),
    ("《渡口通知》（岚政发〔2019〕3号、岚政办发〔2019〕4号、5号）",
     [("渡口通知", "岚政发〔2019〕3号", None), (None, "岚政办发〔2019〕4号", None), (None, "岚政办发〔2019〕5号", None)]),
    ("《渡口办法》（2008年省政府令第9号）", [("渡口办法", "省政府令第9号", None)]),
    ("你公司岚渡发〔2019〕5号文收悉", [(None, "岚渡发〔2019〕5号", None)]),
    ("《渡口法》及其实施条例和国发〔2019〕23号",
         [("渡口法", None, None), ("渡口法实施条例", None, None), (None, "国发〔2019〕23号", None)]),
    ("根据渡口试验区协议和岚政发〔2013〕8号要求", [(None, "岚政发〔2013〕8号", None)]),
    ("教育部、体育总局教渡际〔2004〕14号收悉", [(None, "教渡际〔2004〕14号", None)]),
    ("住房城乡建设部等部门建市〔2020〕60号文件", [(None, "建市〔2020〕60号", None)]),
    ("以往岚政发〔2015〕3号文件", [(None, "岚政发〔2015〕3号", None)]),
    ("国卫办规划函〔2020〕100号", [(None, "国卫办规划函〔2020〕100号", None)]),
    ("检查中华人民共和国水法的实施情况", [("中华人民共和国水法", None, None)]),
    ("拥护中华人民共和国宪法；", []),
    ("严格遵循水法和防洪法，", [("水法", None, None), ("防洪法", None, None)]),
    ("《渡口指南》（第二版）", [("渡口指南（第二版）", None, None)]),
    ("《岚州市司法鉴定条例》和《鉴定程序通则》（以下简称《条例》和《通则》）",
     [("岚州市司法鉴定条例", None, "条例"), ("鉴定程序通则", None, "通则")]),
    ("《没有闭合的标题", []),
    ("没有打开的标题》", []),
    ("《断行\n的标题》", []),
    ("〈只有内层〉", []),
])  # fmt: skip
def test_what_a_text_names(text: str, expected: list[tuple[str | None, str | None, str | None]]) -> None:
    assert cited_in(text) == expected


@pytest.mark.parametrize(
    "word",
    [
        "鉴于",
        "由于",
        "违反",
        "不符合",
        "详见",
        "取代",
        "结合",
        "凡",
        "除",
        "我市",
        "未按",
        "就",
        "使用",
        "修订",
        "享受",
    ],
)
def test_no_number_holds_the_word_before_it(word: str) -> None:
    assert cited_in(f"{word}岚政发〔2023〕5号规定的，按本通知办理。") == [(None, "岚政发〔2023〕5号", None)]


@pytest.mark.parametrize("code", ["自然资发", "自府发", "就业办发", "未央政发", "全国妇联发", "本溪政发"])
def test_a_code_may_begin_with_such_a_character(code: str) -> None:
    assert cited_in(f"落实{code}〔2023〕5号文件。") == [(None, f"{code}〔2023〕5号", None)]


def test_a_title_begins_again_behind_an_unclosed_mark() -> None:
    assert cited_in("《未闭合\n《岚州市渡口办法》") == [("岚州市渡口办法", None, None)]


def test_quotes_nested_twenty_deep_are_one_title() -> None:
    text = "《" + "关于印发〈" * 20 + "办法" + "〉的通知" * 20 + "》"
    (one,) = cited_in(text)
    assert one[0] == text[1:-1]
    deep = "《" * 20 + "办法" + "》" * 20
    assert list(titles(deep)) == [(0, len(deep))]


@given(noise)
def test_spans_are_true_and_in_order(text: str) -> None:
    text = fold(text)
    end = 0
    for mention in references(text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        value = mention.value
        assert isinstance(value, DocumentReference) and (value.title is not None or value.number is not None)


HOSTILE = {
    "numbers": lambda size: "岚政发〔2022〕15号、" * size,
    "open marks": lambda size: "《" * size,
    "closing marks": lambda size: "》" * size,
    "pairs": lambda size: "《办法》" * size,
    "brackets": lambda size: "《办法》（" * size,
    "announcements": lambda size: "和2011年第55号公告" * size,
    "shared brackets": lambda size: "《办法》（以下简称《条例》和《通则》）" * size,
    "laws carried out": lambda size: "根据消防法实施办法" * size,
    "wrapped": lambda size: "关于印发《办法》的通知（岚政发〔2022〕1号）" * size,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_take_linear_work(page: object) -> None:
    assert callable(page)
    assert_linear(lambda size: list(references(page(size))), 5_000)


def test_ten_thousand_numbers_are_all_found() -> None:
    assert len(cited_in("、".join(f"岚政发〔2022〕{n}号" for n in range(1, 10_001)))) == 10_000


def test_ten_thousand_open_marks_hide_nothing_behind_their_line() -> None:
    assert cited_in("《" * 10_000 + "\n《岚州市渡口办法》") == [("岚州市渡口办法", None, None)]
