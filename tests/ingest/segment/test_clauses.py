"""Clause trees: what hangs below what, and eIds after the Akoma Ntoso naming convention."""

import pytest

from ingest.model import Clause, ComponentRole, Level
from ingest.read.normalize import NormalizedText
from ontology.numbers import numeral
from tests.ingest.official import NOTICE, normalized_text, only, parts


def tree(body: str) -> list[tuple[str, str, str]]:
    """(eId, level, marker) of a notice's clauses between preface and conclusions."""
    (main,) = parts(only(NOTICE.format(body=body)), ComponentRole.MAIN)
    return [(c.eid, str(c.level), c.marker) for c in main.clauses if c.level not in (Level.PREFACE, Level.CONCLUSIONS)]


def test_outline_levels() -> None:
    assert tree(
        "现就有关事项通知如下。\n\n一、总体要求\n\n（一）工作思路。坚持便民优先。\n\n1.按时巡查。每日两次。\n\n（1）登记巡查结果；\n\n"
        "①记录时间；\n\n②记录地点。\n\n（2）上报巡查结果。\n\n2.及时维修。\n\n（二）工作目标。完好率明显提高。\n\n二、保障措施\n\n各部门要密切配合。"
    ) == [
        ("para_1", "paragraph", ""),
        ("lvl_1", "level", "一、"),
        ("lvl_1__lvl_1", "level", "（一）"),
        ("lvl_1__lvl_1__lvl_1", "level", "1."),
        ("lvl_1__lvl_1__lvl_1__lvl_1", "level", "（1）"),
        ("lvl_1__lvl_1__lvl_1__lvl_1__lvl_1", "level", "①"),
        ("lvl_1__lvl_1__lvl_1__lvl_1__lvl_2", "level", "②"),
        ("lvl_1__lvl_1__lvl_1__lvl_2", "level", "（2）"),
        ("lvl_1__lvl_1__lvl_2", "level", "2."),
        ("lvl_1__lvl_2", "level", "（二）"),
        ("lvl_2", "level", "二、"),
        ("lvl_2__para_1", "paragraph", ""),
    ]


def test_parts_chapters_sections_articles() -> None:
    """Articles are numbered through the whole text, so their eIds do not hold those of chapters."""
    assert tree(
        "第一编 总则\n\n第一章 一般规定\n\n第一节 目的\n\n第一条 为保障客渡安全，制定本办法。\n\n"
        "第二节 范围\n\n第二条 本办法适用于客渡。\n\n"
        "第二章 职责\n\n第三条 市交通运输局负责监督管理。\n\n第二编 附则\n\n第一章 解释\n\n第四条 本办法由市交通运输局解释。"
    ) == [
        ("part_1", "part", "第一编"),
        ("part_1__chp_1", "chapter", "第一章"),
        ("part_1__chp_1__sec_1", "section", "第一节"),
        ("art_1", "article", "第一条"),
        ("part_1__chp_1__sec_2", "section", "第二节"),
        ("art_2", "article", "第二条"),
        ("part_1__chp_2", "chapter", "第二章"),
        ("art_3", "article", "第三条"),
        ("part_2", "part", "第二编"),
        ("part_2__chp_1", "chapter", "第一章"),
        ("art_4", "article", "第四条"),
    ]


def test_paragraphs_and_points_of_an_article() -> None:
    """条款项目: an article's own text is its first 款; 项 hang from the 款 above them, 目 from the 项."""
    assert tree(
        "第一条 申请人应当提交下列材料：\n\n（一）申请表；\n\n（二）船舶证书，包括：\n\n1.登记证书；\n\n2.检验证书。\n\n"
        "材料齐全的，应当受理。\n\n有下列情形的，不予受理：\n\n（一）证书过期；\n\n（二）船员不足。\n\n第二条 本办法由市交通运输局解释。"
    ) == [
        ("art_1", "article", "第一条"),
        ("art_1__point_1", "point", "（一）"),
        ("art_1__point_2", "point", "（二）"),
        ("art_1__point_2__point_1", "point", "1."),
        ("art_1__point_2__point_2", "point", "2."),
        ("art_1__para_2", "paragraph", ""),
        ("art_1__para_3", "paragraph", ""),
        ("art_1__para_3__point_1", "point", "（一）"),
        ("art_1__para_3__point_2", "point", "（二）"),
        ("art_2", "article", "第二条"),
    ]


def test_headings_between_articles_are_no_points_of_the_article_before() -> None:
    assert tree(
        "一、渡船\n\n第一条 渡船应当检验。\n\n渡船有下列情形的，停航：\n\n（一）漏水；\n\n（二）超载\n\n二、渡工\n\n第二条 渡工应当培训。"
    ) == [
        ("lvl_1", "level", "一、"),
        ("art_1", "article", "第一条"),
        ("art_1__para_2", "paragraph", ""),
        ("art_1__para_2__point_1", "point", "（一）"),
        ("art_1__para_2__point_2", "point", "（二）"),
        ("lvl_2", "level", "二、"),
        ("art_2", "article", "第二条"),
    ]


def test_dashes() -> None:
    assert tree(
        "一、基本原则\n\n——坚持便民优先。方便群众出行。\n\n——坚持安全第一。守住安全底线。\n\n二、工作目标。步道完好。\n\n到年底基本建成。"
    ) == [
        ("lvl_1", "level", "一、"),
        ("lvl_1__indent_1", "indent", "——"),
        ("lvl_1__indent_2", "indent", "——"),
        ("lvl_2", "level", "二、"),
        ("lvl_2__para_1", "paragraph", ""),
    ]


def test_a_heading_and_the_paragraph_below_it_stay_apart_in_a_short_text() -> None:
    body = (
        "一、基本原则\n\n——坚持便民优先。方便群众出行。\n\n——坚持安全第一。守住安全底线。\n\n二、工作目标\n\n步道完好。"
    )
    assert tree(body)[-1] == ("lvl_2__para_1", "paragraph", "")


@pytest.mark.parametrize("table", [
    "序号\t名称\t长度\n1\t东堤步道\t3公里\n2\t西堤步道\t2公里",
    "| 序号 | 名称 | 长度 |\n| --- | --- | --- |\n| 1 | 东堤步道 | 3公里 |\n| 2 | 西堤步道 | 2公里 |",
])  # fmt: skip
def test_tables_have_rows_of_cells(table: str) -> None:
    body = f"一、步道名称\n\n{table}\n\n二、其他事项"
    assert tree(body) == [
        ("lvl_1", "level", "一、"),
        ("lvl_1__table_1", "table", ""),
        ("lvl_1__table_1__tr_1", "row", ""),
        ("lvl_1__table_1__tr_2", "row", ""),
        ("lvl_1__table_1__tr_3", "row", ""),
        ("lvl_2", "level", "二、"),
    ]
    text = NOTICE.format(body=body)
    normalized: NormalizedText = normalized_text(text)
    rows = [
        c.own.slice(normalized.text).rstrip("\n")
        for c in parts(only(text), ComponentRole.MAIN)[0].clauses
        if c.level is Level.ROW
    ]
    assert rows == ["序号\t名称\t长度", "1\t东堤步道\t3公里", "2\t西堤步道\t2公里"]


def test_numbers_that_come_twice_or_skip() -> None:
    """A number that is there already is made distinct; a skipped one keeps what is printed."""
    assert [eid for eid, _, _ in tree("一、甲项要求\n\n一、乙项要求\n\n三、丙项要求\n\n一、丁项要求")] == [
        "lvl_1",
        "lvl_1-2",
        "lvl_3",
        "lvl_1-3",
    ]


def test_articles_inserted_later() -> None:
    eids = [eid for eid, _, _ in tree("第一条 甲规定如此。\n\n第一条之一 乙规定如此。\n\n第二条 丙规定如此。")]
    assert len(set(eids)) == 3 and (eids[0], eids[2]) == ("art_1", "art_2")


@pytest.mark.parametrize(("line", "heading"), [
    ("一、总体要求", "总体要求"),
    ("（一）工作思路。坚持便民优先，完善设施。", "工作思路"),
    ("1.按时巡查。每日巡查两次。", "按时巡查"),
    ("一、各区县要按照职责分工，抓好落实；市园林局负责督促。", ""),
    ("第一条 【目的】为保障客渡安全，制定本办法。", "目的"),
    ("第一条 为保障客渡安全，制定本办法。", ""),
    ("——坚持安全第一。守住底线。", ""),
])  # fmt: skip
def test_headings(line: str, heading: str) -> None:
    (main,) = parts(only(NOTICE.format(body=line)), ComponentRole.MAIN)
    clause: Clause = next(clause for clause in main.clauses if clause.marker)
    assert clause.heading == heading


@pytest.mark.parametrize("line", [
    "第三条规定的条件应当同时具备。", "（试行）期满后另行规定。", "2022年底前完成整改。", "1.5公里以内免费。", "一是加强领导。",
])  # fmt: skip
def test_what_is_no_marker(line: str) -> None:
    assert tree(line) == [("para_1", "paragraph", "")]


def test_preface_and_conclusions() -> None:
    text = NOTICE.format(body="一、总体要求\n\n各部门要密切配合。")
    (main,) = parts(only(text), ComponentRole.MAIN)
    normalized = normalized_text(text)
    assert main.clauses[0].eid == "preface"
    assert main.clauses[0].own.slice(normalized.text).endswith("各区县人民政府，市政府各部门：\n")
    assert main.clauses[-1].eid == "conclusions"
    assert main.clauses[-1].own.slice(normalized.text) == "岚州市人民政府\n2022年3月15日\n"


@pytest.mark.parametrize(("text", "number"), [
    ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("一百", 100), ("一百零五", 105), ("一百二十", 120),
    ("一千二百六十", 1260), ("〇", 0), ("两", 2), ("7", 7), ("①", 1), ("⑳", 20), ("", None), ("甲", None), ("第", None),
])  # fmt: skip
def test_numeral(text: str, number: int | None) -> None:
    assert numeral(text) == number
