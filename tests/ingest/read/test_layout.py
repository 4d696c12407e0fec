"""Which lines make a paragraph: pages as they are printed, and the paragraphs that they should give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Source
from ingest.read.layout import begins_anew, column_widths, has_ended
from ingest.read.lines import split_lines
from ingest.read.normalize import normalize


def paragraphs(text: str) -> list[str]:
    return normalize(Source("a.txt", "0", "text/plain", "utf-8", text)).text.rstrip("\n").split("\n")


def wrapped(paragraph: str, columns: int, indent: str = "　　") -> list[str]:
    """A paragraph set in a column of so many full-width characters, its first line indented."""
    printed = indent + paragraph
    return [printed[at : at + columns] for at in range(0, len(printed), columns)]


NOTICE = [
    "岚州市湖滨步道自去年开放以来，沿线商户与居民普遍反映夜间照明不足、指示标志偏少，部分路段积水长期得不到处理。",
    "为改善通行条件，市政府决定对全线设施进行一次集中整修，由市住房城乡建设局牵头，沿线各区配合，年内分三段完成施工。",
    "施工期间，沿线公交站点临时北移，过往车辆应当按照交通标志绕行，具体绕行线路由市公安局交通管理部门另行公布。",
    "整修工程所需资金由市、区两级财政按照六比四的比例分担，不足部分从城市维护费中列支，不得向沿线商户摊派。",
]


@pytest.mark.parametrize("columns", [18, 22, 28, 36])
@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["tight", "blank lines between"])
def test_a_hard_wrapped_column_is_joined(columns: int, between: str) -> None:
    page = between.join(line for paragraph in NOTICE for line in wrapped(paragraph, columns))
    assert paragraphs(page) == NOTICE


def test_a_number_that_the_column_cuts_is_whole_again() -> None:
    text = "根据省人民政府有关要求和《岚州市湖滨保护办法》（岚政发〔2021〕9号）的规定，现将本年度养护任务分解到各责任单位。"
    page = "\n".join(line for paragraph in [*NOTICE, text] for line in wrapped(paragraph, 17))
    assert "岚政发〔2021〕9号" not in page
    assert paragraphs(page)[-1] == text


def test_a_page_foot_inside_a_sentence_leaves_no_seam() -> None:
    head, tail = NOTICE[1][:33], NOTICE[1][33:]
    assert paragraphs(f"{NOTICE[0]}\n{head}\n— 4 —\n\x0c\n{tail}\n{NOTICE[2]}") == NOTICE[:3]


@pytest.mark.parametrize("columns", [18, 22, 28])
def test_a_sentence_cut_in_a_short_line_goes_on_in_a_column_set_anew(columns: int) -> None:
    """A page was cut in mid-sentence, and what was on it was printed again in another width."""
    first = NOTICE[2] + NOTICE[3][:37]
    page = [*wrapped(NOTICE[0], columns), *wrapped(first, columns), *wrapped(NOTICE[3][37:], columns, "")]
    page += wrapped(NOTICE[1], columns)
    assert paragraphs("\n".join(page)) == [NOTICE[0], NOTICE[2] + NOTICE[3], NOTICE[1]]


@pytest.mark.parametrize("bracket", ["（）", "()", "(）", "（)"])
def test_a_bracket_that_a_full_column_cuts_goes_on_whichever_form_ocr_gives_it(bracket: str) -> None:
    low, high = bracket[0], bracket[1]
    parties = f"{low}牵头单位：市住房城乡建设局；配合单位：市财政局、市公安局{high}"
    page = [line for paragraph in NOTICE for line in wrapped(paragraph, 22)]
    assert (wrapped(parties, 22)[0]).endswith("：")
    assert paragraphs("\n".join([*page, *wrapped(parties, 22), *page])) == [*NOTICE, parties, *NOTICE]


def test_whole_paragraphs_stay_apart() -> None:
    assert paragraphs("\n".join(NOTICE)) == NOTICE


APART = {
    "heading, number, salutation": [
        "岚州市人民政府关于整修湖滨步道的通知",
        "岚政发〔2021〕9号",
        "各区县人民政府：",
        NOTICE[0],
    ],
    "clauses": ["一、总体要求", "二、主要任务", "（一）整修路面", "1.平整基层", "（1）清理浮土", "①人工清扫"],
    "articles": ["第一条 为了保护湖滨步道，制定本办法。", "第二条 本办法适用于全市。"],
    "signature and date": [NOTICE[0], "岚州市人民政府", "2021年8月8日", "（2021年8月9日印发）"],
    "annexes": [NOTICE[0], "附件：1.任务分工表", "2.联系人名单", "附件1", "任务分工表"],
    "registration": ["LZCR-2021-0010001", "岚州市人民政府关于整修湖滨步道的通知"],
    "copies": ["（此件公开发布）", "抄送：市委各部门", "岚州市人民政府办公室2021年8月9日印发"],
    "two events of a note": [
        "岚州市渡口条例",
        "（2021年8月4日岚州市人民代表大会常务委员会通过",
        "2021年9月5日东岭省人民代表大会常务委员会批准）",
    ],
    "headings of one width, a sentence, the signature": [
        *(
            line
            for mark in "一二三四五六"
            for line in (
                f"{mark}、做好湖滨步道的整修工作",
                "各区县要明确责任，把各项工作落到实处，重要情况要及时报告。",
            )
        ),
        "岚州市财政局 岚州市园林绿化局",
        "2021年8月8日",
    ],
    "table": ["序号\t任务\t单位", "1\t整修路面\t市城管局", "2\t增设路灯，", NOTICE[0]],
}


@pytest.mark.parametrize("page", APART.values(), ids=APART)
def test_lines_that_stand_alone_are_not_joined(page: list[str]) -> None:
    assert paragraphs("\n".join(page)) == page


JOINED = {
    "title cut in its book-title marks": (
        ["岚州市人民政府关于印发《岚州市湖滨", "步道养护办法》的通知", NOTICE[0]],
        ["岚州市人民政府关于印发《岚州市湖滨步道养护办法》的通知", NOTICE[0]],
    ),
    "number cut in its bracket": (["岚政发〔20", "21〕9号", NOTICE[0]], ["岚政发〔2021〕9号", NOTICE[0]]),
    "comma at the page's end": (
        ["各区要落实养护经费，配齐养护人员，", "并于年底前报告结果。"],
        ["各区要落实养护经费，配齐养护人员，并于年底前报告结果。"],
    ),
    "a line cannot begin with a comma or a closing bracket": (
        ["负责道路的区城管局", "，市园林局（含直属单位", "）配合"],
        ["负责道路的区城管局，市园林局（含直属单位）配合"],
    ),
    "note below a heading cut before its act": (
        [
            "关于接受辞职请求的决定",
            "（2021年8月4日岚州市第五届人民代表大会",
            "常务委员会第三次会议通过）",
            "根据《岚州市任免办法》，决定如下。",
        ],
        [
            "关于接受辞职请求的决定",
            "（2021年8月4日岚州市第五届人民代表大会常务委员会第三次会议通过）",
            "根据《岚州市任免办法》，决定如下。",
        ],
    ),
    "article cut": (["第三条 市城市管理部门负责步道的", "日常养护。"], ["第三条 市城市管理部门负责步道的日常养护。"]),
}


@pytest.mark.parametrize(("page", "expected"), JOINED.values(), ids=JOINED)
def test_lines_that_go_on_are_joined(page: list[str], expected: list[str]) -> None:
    assert paragraphs("\n".join(page)) == expected


def test_a_marked_heading_is_not_joined_to_prose() -> None:
    assert paragraphs("## 关于整修湖滨步道的\n情况，说明如下\n") == ["关于整修湖滨步道的", "情况，说明如下"]


@pytest.mark.parametrize(
    "text",
    [
        "第一章 总则",
        "第三条 本办法",
        "一、总体要求",
        "（一）目标",
        "1.任务",
        "（1）申请表",
        "①登记",
        "——坚持",
        "2021年8月8日",
        "岚政发〔2021〕9号",
        "（2021年8月9日印发）",
        "LZCR-2021-0010001",
        "附件1",
        "附件：名单",
        "第38号",
        "抄送：市委各部门",
        "（此件公开发布）",
        "【政策依据】略",
        "岚州市人民政府办公室 2021年8月8日",
    ],
)
def test_a_line_begins_anew(text: str) -> None:
    assert begins_anew(text)


@pytest.mark.parametrize(
    "text", ["第三条规定的情形", "的通知", "1.5万元", "2021年8月", "附件所列单位", "根据岚政发〔2021〕9号文件"]
)
def test_a_line_that_begins_nothing(text: str) -> None:
    assert not begins_anew(text)


@pytest.mark.parametrize(
    "text", ["施行。", "如下：", "落实；", "何时？", "施行。”", "处理。）", "施行。（略）", "（试行）"]
)
def test_a_line_has_ended(text: str) -> None:
    assert has_ended(text)


@pytest.mark.parametrize("text", ["总则", "市财政局，", "办法（试行", "关于《办法》", "办法（试行）", "", "。的"])
def test_a_line_has_not_ended(text: str) -> None:
    assert not has_ended(text)


def test_the_columns_width_shows_in_lines_that_end_in_mid_sentence() -> None:
    page = "\n".join(line for paragraph in NOTICE for line in wrapped(paragraph, 20))
    widths = column_widths(split_lines(page))
    assert set(widths) == {20.0}
    assert set(column_widths(split_lines("\n".join(NOTICE)))) == {None}


@given(
    st.lists(
        st.text(st.sampled_from("岚州市湖滨步道养护管理，办法"), min_size=30, max_size=120), min_size=4, max_size=8
    ),
    st.integers(15, 40),
)
def test_wrapping_loses_and_reorders_nothing(texts: list[str], columns: int) -> None:
    page = "\n".join(line for text in texts for line in wrapped(text + "。", columns))
    assert "".join(paragraphs(page)) == "".join(text + "。" for text in texts)


def test_an_item_that_a_page_cuts_goes_on_however_short_it_is() -> None:
    items = ["（一）申请书；", "（二）步道整修施工图纸和说明", "文件一式三份；", "（三）资金预算。"]
    assert paragraphs("\n\n".join(items)) == [
        "（一）申请书；",
        "（二）步道整修施工图纸和说明文件一式三份；",
        "（三）资金预算。",
    ]


def test_headings_of_one_series_do_not_go_on() -> None:
    lines = ["一、总体要求", "坚持便民优先。", "二、健全工作机制，做好保障工作", "各区要加强领导。", "三、附则"]
    assert paragraphs("\n\n".join(lines)) == lines


def test_a_signature_below_a_judged_row_stands_alone() -> None:
    rows = [f"{i}《岚州市湖滨渡口管理办法第{i}号》（岚政发〔2012〕{10 + i}号）继续有效" for i in range(1, 9)]
    assert paragraphs("\n".join([*rows, "岚州市人民政府", "2022年3月15日"])) == [
        *rows,
        "岚州市人民政府",
        "2022年3月15日",
    ]
