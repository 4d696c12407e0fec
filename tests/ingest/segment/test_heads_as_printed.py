"""Heads as local offices' pages print them: orders whose serial precedes the kind, names broken in two lines, a headline above the
office's own heading, the line of a library's catalogue, a salutation with its sentence."""

import pytest

from ingest.model import Field
from tests.ingest.official import only, values

CLOSE = "自3月6日起渡口停航。\n岚州市交通局\n2022年3月5日\n"


@pytest.mark.parametrize(("head", "number", "title"), [
    ("岚州县渡口工作指挥部6号令\n", "岚州县渡口工作指挥部令第6号", "岚州县渡口工作指挥部令"),
    ("岚州县受损的渡口修复指挥部\n2号令\n", "岚州县受损的渡口修复指挥部令第2号", "岚州县受损的渡口修复指挥部令"),
    ("岚州市公安局\n第3号通告\n", "岚州市公安局通告第3号", "岚州市公安局通告"),
    ("岚州市公安局〔2021〕第3号通告\n", "岚州市公安局通告2021年第3号", "岚州市公安局通告"),
    ("岚州市渡口防汛工作指挥部通告第14号\n", "岚州市渡口防汛工作指挥部通告第14号", "岚州市渡口防汛工作指挥部通告"),
])  # fmt: skip
def test_an_order_whose_serial_stands_before_its_kind(head: str, number: str, title: str) -> None:
    document = only(head + "渡口停航期间，船舶不得停靠。\n")
    assert str(document.number) == number
    assert values(document, Field.TITLE) == [title]


@pytest.mark.parametrize(
    "head", ["岚州市人民政府第38号令\n", "岚州市人民政府\n第38号令\n", "（岚州市人民政府第38号令）\n"]
)
def test_who_gives_an_order_whose_serial_is_before_its_kind(head: str) -> None:
    document = only(head + "渡口停航期间，船舶不得停靠。\n")
    assert values(document, Field.ISSUER) == ["岚州市人民政府"]


def test_the_last_of_several_bodies_alone_gives_no_order() -> None:
    assert only("水利部\n财政部\n第38号令\n渡口停航期间，船舶不得停靠。\n").number is None


@pytest.mark.parametrize("line", ["各单位职责：", "各项指标：", "各地反映：", "岚州市交通局：负责渡口管理。"])
def test_a_label_below_a_heading_is_no_salutation(line: str) -> None:
    document = only(
        f"岚州市交通局关于渡口的通知\n\n{line}市交通局检查渡口，市财政局安排资金。\n\n一、渡船应当年检。\n" + CLOSE
    )
    assert values(document, Field.ADDRESSEE) == []


@pytest.mark.parametrize(("line", "opens", "whom"), [
    ("东堤镇：", "你镇《关于渡口的请示》（东政发〔2022〕5号）收悉，现批复如下：", ["东堤镇"]),
    ("东岭生产建设兵团:", "你兵团《关于渡口的请示》收悉，现函复如下：", ["东岭生产建设兵团"]),
    ("东堤镇：", "渡口停航，现批复如下：", []),
    ("主要目标：", "各镇停航，现批复如下：", []),
    ("意见如下：", "你镇应当停航。", []),
    ("违法事实：", "你公司未经许可开渡。", []),
    ("东堤镇人大：", "你镇关于渡口的函收悉，现批复如下：", ["东堤镇人大"]),
])  # fmt: skip
def test_whom_a_reply_answers(line: str, opens: str, whom: list[str]) -> None:
    document = only(
        f"岚州县人民政府关于渡口的批复\n岚政函〔2022〕5号\n{line}\n{opens}\n同意。\n岚州县人民政府\n2022年3月5日\n"
    )
    assert values(document, Field.ADDRESSEE) == whom


@pytest.mark.parametrize("head", ["岚州市交通局3号公告栏\n", "3号令\n", "岚州市交通局\n3号公告栏\n"])
def test_a_board_and_a_bare_serial_number_nothing(head: str) -> None:
    assert only(head + CLOSE).number is None


@pytest.mark.parametrize("page", [
    "岚州渡口停航通告\n",
    "关于渡口停航的通告\n停航通告\n",
    "今日岚州 发表于 2022-6-6 08:39:56\n关于渡口停航的通告\n",
    "今天是：2022年7月1日 星期五\n公告公示\n",
    "The Beginning\n",
])  # fmt: skip
def test_the_offices_own_heading_below_what_a_page_prints(page: str) -> None:
    assert values(only(page + "岚州市交通局关于渡口停航的通告\n" + CLOSE), Field.TITLE) == [
        "岚州市交通局关于渡口停航的通告"
    ]


def test_a_headline_that_tells_of_another_matter_stays() -> None:
    text = "岚州渡船检查通告\n岚州市交通局关于渡口停航的通告\n" + CLOSE
    assert values(only(text), Field.TITLE) == ["岚州渡船检查通告"]


@pytest.mark.parametrize(("text", "issuers"), [
    ("关于渡口停航的通告\n渡口停航。\n岚州市渡口安全\n工作指挥部\n2022年3月5日\n", ["岚州市渡口安全工作指挥部"]),
    ("岚州市渡口安全\n工作指挥部\n通告\n渡口停航。\n2022年3月5日\n", ["岚州市渡口安全工作指挥部"]),
    ("关于渡口的通知\n现将名单印发你们。\n岚州市渡口名单\n岚州市交通局\n2022年3月5日\n", ["岚州市交通运输局"]),
    ("关于票据的通知\n请按时检查票据。\n岚州市财政局综合科 2020年2月10日\n", ["岚州市财政局综合科"]),
])  # fmt: skip
def test_who_signs_with_a_name_in_two_lines_or_as_a_section(text: str, issuers: list[str]) -> None:
    assert values(only(text), Field.ISSUER) == issuers


@pytest.mark.parametrize(("line", "addressees"), [
    ("各区县人民政府：现将渡口检查安排通知如下，请抓好落实。\n", ["各区县人民政府"]),
    ("全县广大船员、沿岸居民：渡口自3月1日起停航，请提前安排。\n", ["全县广大船员、沿岸居民"]),
    ("岚州市人民政府：你市《关于渡口的请示》收悉，同意改造渡口。\n", ["岚州市人民政府"]),
    ("责任单位：市交通局、市水务局，要抓好渡口检查工作的落实。\n", []),
])  # fmt: skip
def test_a_salutation_that_runs_on_into_its_sentence(line: str, addressees: list[str]) -> None:
    assert values(only("东岭省交通厅关于渡口检查的通知\n" + line + CLOSE), Field.ADDRESSEE) == addressees


def test_a_catalogues_line_above_the_text() -> None:
    title = "岚州市人民政府关于渡口的批复"
    text = f"{title}\n{title} 岚政函〔1997〕46号 岚州市人民政府 1997年6月10日 |\n|\n望湖区人民政府：\n同意改造渡口。\n"
    document = only(text + "岚州市人民政府\n一九九七年六月十日\n")
    assert str(document.number) == "岚政函〔1997〕46号"
    assert values(document, Field.TITLE) == [title]
    assert values(document, Field.SIGNED) == ["1997-06-10"]


def test_the_day_and_the_body_below_a_heading() -> None:
    document = only("岚州市税务局关于渡船税收的批复\n1993年11月2日，岚州市税务局\n望湖区税务局：\n同意渡船免税。\n")
    assert values(document, Field.SIGNED) == ["1993-11-02"]
    assert values(document, Field.ADDRESSEE) == ["望湖区税务局"]
