"""Lines of a page that do not belong to the text: each case lists those that are removed, with their kind."""

import pytest

from ingest.model import Source
from ingest.model.furniture import FurnitureKind
from ingest.read.normalize import NormalizedText, normalize


def normalized(text: str) -> NormalizedText:
    return normalize(Source("a.txt", "0", "text/plain", "utf-8", text))


def furniture(text: str) -> list[tuple[str, str]]:
    return [(item.kind.value, item.text) for item in normalized(text).furniture]


PROSE = "本市对湖滨步道实行分段养护，养护单位每季度公布一次养护情况。"

ALONE = {
    FurnitureKind.PAGE_NUMBER: ["— 2 —", "－ 3 －", "- 170 -", "·12·", "第 3 页 共 9 页", "第3页"],
    FurnitureKind.RUNNING_HEAD: [
        "岚州市人民政府公报",
        "2021·15　市政府文件",
        "2021年第15期　岚州市人民政府公报",
        "（总第280期）",
        "2021年第15期",
    ],
    FurnitureKind.SECTION_LABEL: ["【市政府文件】", "【人 事 任 免】"],
    FurnitureKind.WEB: ["浏览次数：１２", "字体：［大 中 小］", "打印 关闭", "扫一扫分享本页", "<!-- 正文开始 -->"],
    FurnitureKind.RULE_LINE: ["---", "━━━━━━", "***", "| --- | --- |", "-" * 500],
}


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in ALONE.items() for line in lines])
def test_a_line_that_is_furniture_by_its_own_form(kind: FurnitureKind, line: str) -> None:
    found = normalized(f"{PROSE}\n{line}\n{PROSE}")
    assert [item.kind for item in found.furniture] == [kind]
    assert found.furniture[0].span.slice(found.source.text) == line
    assert found.text == f"{PROSE}\n{PROSE}\n"


@pytest.mark.parametrize(
    "line",
    [
        "关于做好政府公报赠阅工作的通知",
        "岚州市人民政府公报管理办法",
        "《岚州市人民政府公报》刊登的文本为标准文本。",
        "2020年岚州市国民经济和社会发展统计公报",
        "【政策依据】本办法",
        "来源于财政资金的部分",
        "——坚持节约优先",
        "-5",
        "第三页",
        "目录清单",
        "—\t—\t—",
        "主办单位应当报告",
    ],
)
def test_a_line_that_only_looks_like_furniture(line: str) -> None:
    found = normalized(f"{PROSE}\n{line}\n{PROSE}")
    assert found.furniture == ()
    assert line in found.text.split("\n")


@pytest.mark.parametrize("line", ["【已废止】", "【本文件已被岚政发〔2024〕3号废止】", "[已失效]"])
def test_what_a_site_says_of_the_status_is_read(line: str) -> None:
    assert line in normalized(f"岚州市渡口办法\n{line}\n{PROSE}\n").text


def test_a_bare_number_is_a_page_between_prose_or_beside_a_running_head() -> None:
    assert furniture(f"{PROSE}\n63\n{PROSE}") == [("page-number", "63")]
    assert furniture(f"单位\n63\n岚州市人民政府公报\n{PROSE}")[0] == ("page-number", "63")


def test_the_name_of_a_section_is_furniture_only_at_the_head_of_a_page() -> None:
    cut = "巡查人员应当自接到报告之日起三个"
    found = normalized(f"第一条 {cut}\n— 12 —\n市政府部门文件\n工作日内到场。\n")
    assert found.text == f"第一条 {cut}工作日内到场。\n"
    assert furniture(f"{PROSE}\n市政府部门文件\n{PROSE}") == []
    assert furniture(f"{PROSE}\n12\n区政府办公室文件\n{PROSE}") == [
        ("page-number", "12"),
        ("running-head", "区政府办公室文件"),
    ]


def test_a_bare_number_in_a_column_of_figures_stays() -> None:
    assert furniture("指标值\n63\n64\n65\n合计") == []


def test_the_masthead_stands_above_the_text() -> None:
    head = "岚州市人民政府公报\n半月刊\n2021\n第15期\n（总第280期）\n主办：岚州市人民政府\n2021年8月15日出版\n"
    found = furniture(f"{head}岚州市人民政府令\n第38号\n{PROSE}\n2021\n{PROSE}")
    assert [kind for kind, _ in found[:7]] == ["masthead"] * 7
    assert found[7:] == [("page-number", "2021")]


def test_without_the_gazettes_name_nothing_is_a_masthead() -> None:
    assert furniture(f"2021\n半月刊\n{PROSE}") == []


CONTENTS = {
    "leaders": "目　录\n关于印发养护办法的通知……………（3）\n关于湖滨通行的通告........12\n",
    "brackets over two lines": "目录\n岚州市人民政府关于印发\n养护办法的通知（岚政发〔2021〕9号）(3)\n",
    "tabs": "目录\n关于印发养护办法的通知\t3\n关于湖滨通行的通告\t12\n",
    "labels between": "目录\n【市政府文件】\n关于印发养护办法的通知 …… 3\n\n【办公室文件】\n关于湖滨通行的通告 …… 12\n",
}


@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS)
def test_the_list_of_contents(contents: str) -> None:
    found = normalized(f"{contents}关于印发养护办法的通知\n{PROSE}\n")
    assert {item.kind for item in found.furniture} == {FurnitureKind.CONTENTS}
    assert found.text == f"关于印发养护办法的通知\n{PROSE}\n"


def test_a_heading_named_contents_without_pages_is_text() -> None:
    assert furniture(f"目录\n第一章 总则\n第二章 附则\n{PROSE}") == []


def test_the_colophon_goes_to_the_end() -> None:
    tail = "主办：岚州市人民政府\n编辑出版：公报编辑室\n邮编：990100\n电话：0000-1234567\n赠阅范围见封底\n"
    found = furniture(f"{PROSE}\n{tail}")
    assert [kind for kind, _ in found] == ["colophon"] * 5


def test_a_notice_of_the_gazette_about_itself_is_colophon() -> None:
    found = furniture(f"{PROSE}\n《岚州市人民政府公报》简介\n公报由市政府主办，公开发行。\n")
    assert [kind for kind, _ in found] == ["colophon", "colophon"]


def test_telephone_numbers_below_a_notice_are_no_colophon() -> None:
    assert furniture(f"{PROSE}\n联系电话：0000-1234567\n地址：湖滨路1号\n邮编：990100\n") == []


FRONT_MATTER = '---\ntitle: "湖滨保护条例"\nstatus: 现行有效\n\n# 摘录\ntags:\n  - 条例\n- 湖泊\n---\n'


@pytest.mark.parametrize("head", ["", "\n\n"])
@pytest.mark.parametrize("close", ["---", "..."])
def test_front_matter_is_kept_as_it_stands_and_its_status_is_text(head: str, close: str) -> None:
    text = head + FRONT_MATTER.removesuffix("---\n") + close + f"\n# 湖滨保护条例\n{PROSE}\n---\n"
    found = normalized(text)
    matter = [item for item in found.furniture if item.kind is FurnitureKind.FRONT_MATTER]
    kept = "\n".join(item.span.slice(text) for item in matter)
    assert kept.strip() == FRONT_MATTER.removesuffix("---\n").replace("status: 现行有效\n", "") + close
    assert found.text == f"status:现行有效\n湖滨保护条例\n{PROSE}\n"
    assert [item.kind for item in found.furniture[len(matter) :]] == [FurnitureKind.RULE_LINE]


NO_FRONT_MATTER = {
    "prose between rules": f"---\n{PROSE}\n---\n{PROSE}\n",
    "no key": "---\n- 湖泊\n---\n",
    "never closed": "---\n" + "title: 条例\n" * 80,
    "closed too late": "---\n" + "title: 条例\n" * 80 + "---\n",
    "not at the head": f"{PROSE}\n{FRONT_MATTER}",
    "Chinese colon": "---\n标题：条例\n---\n",
    "only a rule": "---\n",
}


@pytest.mark.parametrize("text", NO_FRONT_MATTER.values(), ids=NO_FRONT_MATTER)
def test_what_is_no_front_matter(text: str) -> None:
    assert FurnitureKind.FRONT_MATTER not in {item.kind for item in normalized(text).furniture}


def test_comments_are_furniture_where_they_stand() -> None:
    text = f"{PROSE}<!-- 第二页 -->{PROSE}\n<!-- 一\n二 -->\n岚州市人民政府公报<!-- 页眉 -->\n"
    found = normalized(text)
    assert [(item.kind.value, item.span.slice(text)) for item in found.furniture] == [
        ("web", "<!-- 第二页 -->"),
        ("web", "<!-- 一"),
        ("web", "二 -->"),
        ("running-head", "岚州市人民政府公报<!-- 页眉 -->"),
    ]
    assert found.text == PROSE * 2 + "\n"
