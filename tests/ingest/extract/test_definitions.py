"""What a text means by a word, and the short names that it gives."""

from collections.abc import Callable

import pytest
from hypothesis import given

from ingest.extract.definitions import definitions
from ingest.model import Definition
from ingest.read.normalize import fold
from tests.ingest.official import noise
from tests.ingest.work import assert_linear


def read(text: str) -> list[tuple[str, str]]:
    return [(one.term.slice(text), one.words.slice(text)) for one in defined(text)]


def defined(text: str) -> list[Definition]:
    return [mention.value for mention in definitions(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("第三条 本条例所称渡口，是指供渡运的场所。",               [("渡口", "供渡运的场所")]),
    ("本办法所称的“渡口”是指供渡运的场所，包括码头。",          [("渡口", "供渡运的场所，包括码头")]),
    ("本条例所称岸线，系指水陆交界处。",                     [("岸线", "水陆交界处")]),
    ("本条例所称渡船，为载人的船舶。",                       [("渡船", "载人的船舶")]),
    ("重大渡口项目一般是指日渡千人的项目。",               [("重大渡口项目", "日渡千人的项目")]),
    ("本条例所称“120”急救船，是指承担急救任务的渡船。",    [("“120”急救船", "承担急救任务的渡船")]),
    ("浮桥是指以船承托的桥。",                            [("浮桥", "以船承托的桥")]),
    ("大型渡口，是指日渡千人的渡口；小型渡口，是指其他渡口。",       [("大型渡口", "日渡千人的渡口"), ("小型渡口", "其他渡口")]),
    ("本规定第三条规定的有关单位，是指渡口所在地的单位。",         [("有关单位", "渡口所在地的单位")]),
    ("《渡口法》第三条中“浮桥”，是指以船承托的桥。",            [("浮桥", "以船承托的桥")]),
    ("本条例所称“以上”、“以下”，均是指包括本数。",             [("“以上”、“以下”", "包括本数")]),
    ("前款所称渡工（以下简称船工）是指驾驶渡船的人。",           [("船工", "渡工"), ("渡工", "驾驶渡船的人")]),
    ("侨渡是指定居在对岸的人使用的渡口。",                    [("侨渡", "定居在对岸的人使用的渡口")]),
    ("本办法所称免票的人，是指：\n（一）儿童；\n（二）老人。\n第四条 渡口应当有灯。", [("免票的人", "（一）儿童；\n（二）老人")]),
    # lists of terms
    ("第九条 本条例下列用语的含义：\n（一）渡口：供渡运的场所；\n（二）“岸线”，指水陆交界处；\n（三）渡工，是驾驶渡船的人。",
     [("渡口", "供渡运的场所"), ("岸线", "水陆交界处"), ("渡工", "驾驶渡船的人")]),
    ("（一）大渡，是指日渡千人的渡口；\n（二）小渡，是其他渡口。", [("大渡", "日渡千人的渡口"), ("小渡", "其他渡口")]),
    # no definitions
    ("本办法规定的费用是渡口的收入。",    []),
    ("渡口应当有照明：夜间开灯。",    []),
    ("这不是指渡口。",            []),
    ("应当说明的是指定地点停泊。",    []),
    ("本条例所称渡口，包括浮桥。",    [("渡口", "浮桥")]),
    ("渡口，包括浮桥，应当登记。",    []),
    ("违反规定的，视为放弃。",        []),
])  # fmt: skip
def test_definitions(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "name", "full"), [
    ("根据《岚州市渡口管理办法》（岚政发〔2019〕4号，以下简称《办法》）的规定", "《办法》",   "《岚州市渡口管理办法》"),
    ("由岚州市水上交通管理办公室（以下简称市水交办）负责",              "市水交办",   "岚州市水上交通管理办公室"),
    ("渡船、浮桥和其他设施（以下统称渡运设施）应当检验",               "渡运设施",   "渡船、浮桥和其他设施"),
    ("成立岚州市渡口安全领导小组（简称“领导小组”）",                "领导小组",   "岚州市渡口安全领导小组"),
    ("市交通局和市水务局（以下称水务局）",                       "水务局",   "市水务局"),
    ("渡运经营者（下称经营者，含个人）",                        "经营者",    "渡运经营者"),
    ("本办法适用于渡船和浮桥（以下统称渡具）",                     "渡具",     "渡船和浮桥"),
    ("报主任提请市渡口领导小组（以下简称领导小组）",                  "领导小组",   "市渡口领导小组"),
    ("为了加强对岚州古渡口（以下简称古渡）的保护",                   "古渡",     "岚州古渡口"),
    ("为进一步加快岚州渡口开发区（以下简称岚渡区）的发展",             "岚渡区",    "岚州渡口开发区"),
    ("岚州对台贸易交易市场（以下简称交易市场）由市交通局管理",           "交易市场",   "岚州对台贸易交易市场"),
    ("未经市渡口管理委员会（以下简称渡管委）批准",                   "渡管委",    "市渡口管理委员会"),
    ("成立渡口普查和渡船普查工作领导小组（以下简称领导小组）",            "领导小组",   "渡口普查和渡船普查工作领导小组"),
    ("成立市渡口管理局和市水上交通办公室（以下简称水交办）",             "水交办",    "市水上交通办公室"),
    ("要求市渡口和市水上交通办公室（以下简称水交办）",                "水交办",    "市水上交通办公室"),
])  # fmt: skip
def test_short_names(text: str, name: str, full: str) -> None:
    assert [(one.kind.value, one.term.slice(text), one.words.slice(text)) for one in defined(text)] == [
        ("alias", name, full)
    ]


@pytest.mark.parametrize(("text", "expected"), [
    ("市交通局、市水务局（以下分别简称甲方、乙方）",           [("甲方", "市交通局"), ("乙方", "市水务局")]),
    ("根据《岚州渡口办法》、《岚州浮桥办法》（以下简称《渡口办法》、《浮桥办法》）",
     [("《渡口办法》", "《岚州渡口办法》"), ("《浮桥办法》", "《岚州浮桥办法》")]),
    ("在渡口和渡口水域（以下简称“口”和“水域”）停泊",       [("口", "渡口"), ("水域", "渡口水域")]),
    ("对乘客、货物以及船上的检验机构、检验员（以下称渡船检验机构、渡船检验员）",
     [("渡船检验机构", "船上的检验机构"), ("渡船检验员", "检验员")]),
    ("教育、渡运、人才工作（以下简称教渡人工作、三项工作）",       [("教渡人工作、三项工作", "教育、渡运、人才工作")]),
    ("渡船、浮桥（以下统称渡船、桥）",                  [("渡船、桥", "渡船、浮桥")]),
    ("经营者（以下简称甲、乙）",                     [("甲、乙", "经营者")]),
])  # fmt: skip
def test_several_short_names_in_one_bracket(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", ["渡口（含码头）", "《渡口办法（试行）》", "渡口（以下为附件）", "船长（简称）"])
def test_brackets_that_give_no_short_name(text: str) -> None:
    assert defined(text) == []


@pytest.mark.parametrize(("text", "reach"), [
    ("本条例所称渡口，是指供渡运的场所。",    "本条例"),
    ("前款所称渡口，是指供渡运的场所。",     "前款"),
    ("本办法第三条所称渡口，是指供渡运的场所。", "本办法第三条"),
    ("本办法规定的渡口，是指供渡运的场所。",    "本办法"),
    ("渡口，是指供渡运的场所。",          ""),
])  # fmt: skip
def test_what_a_definition_holds_for(text: str, reach: str) -> None:
    assert [one.reach for one in defined(text)] == [reach]


@given(noise)
def test_terms_and_meanings_are_in_the_text(text: str) -> None:
    for one in defined(fold(text)):
        assert one.term.end <= len(text) and one.words.end <= len(text)
        assert len(one.term) and len(one.words)


@pytest.mark.parametrize("hostile", [
    lambda n: "是指" * n,
    lambda n: "本条例所称" * n + "，是指渡口。",
    lambda n: "渡口，是指场所；" * n,
    lambda n: "（以下简称" * n,
    lambda n: "渡口（以下简称渡）" * n,
    lambda n: "“" * n + "，是指渡口。",
    lambda n: "本条例下列用语的含义：\n" + "（一）渡口：场所\n" * n,
    lambda n: "（一）渡口，是指：\n" * n,
])  # fmt: skip
def test_linear(hostile: Callable[[int], str]) -> None:
    assert_linear(lambda n: list(definitions(hostile(n))), 300)
