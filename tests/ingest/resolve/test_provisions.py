"""What named provisions mean: whose they are, what 前款 means, what a decision amends, which members a range has."""

import pytest

from ingest.model import Publication
from ingest.resolve.ranges import MOST_OF_RANGE
from ingest.steps import parse
from tests.ingest.official import normalized_text

NOTICE = """岚州市人民政府关于印发岚州市渡口管理办法的通知
岚政发〔2021〕3号

各区县人民政府：
现将《岚州市渡口管理办法》印发给你们。{notice}

岚州市人民政府
2021年3月1日

岚州市渡口管理办法
第一章 总则
第一条 根据《岚州市水上安全条例》(以下简称水上条例)，制定本办法。
第二条 渡口应当有标志。
渡船应当有证书，并遵守下列规定：
（一）按时检验；
（二）按线航行。
渡工应当经过培训。
第三条 渡口所在地应当巡查。
第三条之一 夜间不得航行。
第二章 罚则
第四条 {body}
{more}
第五条 本办法自公布之日起施行。
"""


def read(text: str) -> Publication:
    return parse(normalized_text(text))


def named(publication: Publication) -> list[str]:
    """`art_2__para_1` for an own one, `title art_3` for another's, `~` before those that the text lacks, `!` before what is amended;
    `art_2: ` before what the new wording of an article names."""
    return [
        ("" if p.own is None or p.found else "~")
        + ("!" if p.kind == "amends" else "")
        + (f"{p.wording.eid}: " if p.wording else "")
        + (f"{p.law.title} " if p.law else "")
        + p.name
        for document in publication.documents
        for p in document.provisions
    ]


@pytest.mark.parametrize(
    ("body", "more", "expected"),
    [
        ("违反本办法第二条第一款、第三款的，处罚。", "",   ["art_2__para_1", "art_2__para_3"]),
        ("违反第二条第（二）项的，处罚。", "",             ["art_2__point_2"]),
        ("违反第二条、第三条的，处罚。", "",               ["art_2", "art_3"]),
        ("违反第二条至第四条的，处罚。", "",               ["art_2", "art_3", "art_3-1", "art_4"]),
        ("违反第二条第一款第一项至二项的，处罚。", "",      ["~art_2__para_1__point_1", "~art_2__para_1__point_2"]),
        ("违反第三条之一的，处罚。", "",                   ["art_3-1"]),
        ("甲。", "违反前款规定的，依照前条处罚。",         ["art_4__para_1", "art_3-1"]),
        ("甲。", "乙。\n违反前两款规定的，处罚。",         ["art_4__para_1", "art_4__para_2"]),
        ("甲：", "（一）乙；\n（二）丙。\n有前款第二项行为的，处罚。", ["art_4__para_1__point_2"]),
        ("违反第二条规定的：", "（一）违反第一项的，警告；\n（二）违反第二项的，罚款。", ["art_2", "art_2__point_1", "art_2__point_2"]),
        ("甲：", "（一）乙；\n（二）有前项行为的。",       ["art_4__para_1__point_1"]),
        ("甲。", "违反本条第一款的，处罚。违反同款的，再罚。", ["art_4__para_1", "art_4__para_1"]),
        ("违反本章、本条规定的，依照第一章办理。", "",     ["chp_2", "chp_1"]),
        ("依照《岚州市船舶条例》第三条、第五条和本办法第二条处罚。", "",
         ["岚州市船舶条例 art_3", "岚州市船舶条例 art_5", "art_2"]),
        ("依照水上条例第九条处罚，依照该条例第十条登记。", "",
         ["岚州市水上安全条例 art_9", "岚州市水上安全条例 art_10"]),
        ("触犯刑法第三百条的，依照治安管理处罚法的第二十三条第一款处罚。", "",
         ["刑法 art_300", "治安管理处罚法 art_23__para_1"]),
        ("依照刑法总则第三条、民法总则第五条处罚。", "", ["刑法 art_3", "民法总则 art_5"]),
        ("依照《岚州市船舶法》第三条和同法实施条例第四条处罚。", "",
         ["岚州市船舶法 art_3", "岚州市船舶法实施条例 art_4"]),
        ("依照《义务教育法》第八条和《教育法》第十条处罚。", "", ["义务教育法 art_8", "教育法 art_10"]),
        ("依照税收征收管理法实施细则第三条处罚。", "", ["税收征收管理法实施细则 art_3"]),
        ("依照《东岭省鉴定条例》和《水上鉴定程序通则》(以下简称《条例》和《通则》)，按《条例》第三条、《通则》第四条处罚。", "",
         ["东岭省鉴定条例 art_3", "水上鉴定程序通则 art_4"]),
        ("依照《岚州市船舶条例》(2017年修正)原第三条处罚。", "", ["岚州市船舶条例(2017年修正) art_3"]),
        ("违反本办法第九条的，处罚。", "",                 ["~art_9"]),
        ("违反第二条规定，有下列行为之一的：", "（一）违反本条第二款的，警告；\n（二）违反本条第三款的，罚款。",
         ["art_2", "art_2__para_2", "art_2__para_3"]),
        ("违反第二条规定的，警告；违反本条第三款的，罚款。", "", ["art_2", "art_2__para_3"]),
        ("违反第二条规定的，警告。", "丙。\n违反本条第二款的，罚款。", ["art_2", "art_4__para_2"]),
        ("依照刑法第三百条前两款处罚。", "",               ["刑法 art_300__para_1", "刑法 art_300__para_2"]),
        ("甲：", "（一）乙；\n（二）丙。有前款第一项行为的，处罚。", ["art_4__para_1__point_1"]),
        ("甲：", "（一）乙；\n丙不在此限；\n（二）丁。\n有第四条第一款第二项行为的，处罚。", ["art_4__para_1__point_2"]),
        ("甲：", "（一）乙：\n1.丙；\n2.丁，符合本项第1目规定的除外。", ["art_4__para_1__point_1__item_1"]),
        ("违反本办法第二条第八款的，处罚。", "",           ["~art_2__para_8"]),
        ("所称标志，是指《关于〈船舶条例〉第三条的解释》所列标志。", "", []),
        ("登记《岚州市渡口（码头）管理细则》，对渡船按岚州市渡口（码头）管理细则第三条补贴。", "",
         ["岚州市渡口（码头）管理细则 art_3"]),
        ("执行《岚州市渡船补贴规定（试行）》，补贴按岚州市渡船补贴规定（试行）第二条发放。", "",
         ["岚州市渡船补贴规定（试行） art_2"]),
        ("登记《岚州市渡口（码头）管理细则》，渡船（木船）细则第三条除外。", "", ["art_3"]),
        ("完成第一项任务和第二批检查。", "",               []),
    ],
)  # fmt: skip
def test_in_a_notice_and_its_instrument(body: str, more: str, expected: list[str]) -> None:
    text = NOTICE.format(notice="", body=body, more=more).replace("\n\n第五条", "\n第五条")
    assert named(read(text)) == expected


def test_the_marker_of_an_article_whose_line_was_joined_to_another_names_none() -> None:
    text = NOTICE.format(notice="", body="渡口有专人管", more="").replace("\n\n第五条 本办法", "第五条本办法")
    assert named(read(text)) == []
    assert named(read(text.replace("第五条本办法", "依照第五条的规定，本办法"))) == ["~art_5"]


@pytest.mark.parametrize(("body", "expected"), [
    ("违反《岚州市水上安全条例》规定的，由水务局处罚，情节严重的，按照第五条处理。", ["岚州市水上安全条例 art_5"]),
    ("县水务局按照第五条处理。",                          ["~art_5"]),
    ("县水务局按照第五条对渡工进行处理。",                ["~art_5"]),
    ("渡工违反第五条应当停航。",                          ["~art_5"]),
    ("渡口停航，第五条渡船除外。",                        ["~art_5"]),
    ("渡口应当有标志。第五条渡船应当有证书。",            []),
    ("渡口应当有标志；第五条渡船应当有证书。",            []),
    ("渡口由专人看管第五条渡船应当有证书。",              []),
])  # fmt: skip
def test_what_a_verb_leads_to_is_no_marker(body: str, expected: list[str]) -> None:
    text = NOTICE.format(notice="", body=body, more="").replace("第五条 本办法自公布之日起施行。\n", "")
    assert named(read(text)) == expected


def test_articles_numbered_in_figures_through_a_text() -> None:
    text = "关于渡口的若干规定\n\n一、总则\n1.渡口归水务局。\n2.渡口有标志。\n二、罚则\n3.违反{}的，处罚。\n4.甲。\n"
    for printed, eid in ((text, "lvl_1__lvl_2"), (text.replace("4.甲", "1.甲"), "lvl_2")):
        (provision,) = read(printed.format("本规定第2条")).documents[0].provisions
        assert provision.eid == eid


def test_the_notice_means_the_articles_of_what_it_issues() -> None:
    found = read(NOTICE.format(notice="请按照本办法第三条做好巡查。", body="甲。", more=""))
    (provision,) = found.documents[0].provisions
    assert (provision.name, provision.found) == ("art_3", True)
    assert found.documents[0].components[provision.own or 0].role == "instrument"


DECISION = """岚州市人民政府关于修改《岚州市渡口管理办法》的决定
岚政发〔2022〕5号

各区县人民政府：
现决定对《岚州市渡口管理办法》作如下修改：
一、将第二条修改为：“渡口应当依照本办法第九条和第十条设置标志。
“违反前款规定的，处罚。”
二、增加一条，作为第六条：“渡船应当遵守《岚州市船舶条例》第三条。”
三、原第七条改为第八条，并将其中的“第五条”改为“第六条”。
四、第九条增加一项，作为第三项：“夜间停航；”原第三项改为第四项。
本决定第三条自公布之日起施行。

岚州市人民政府
2022年3月1日
"""


def test_a_decision_amends_and_what_it_quotes_is_not_its_own_voice() -> None:
    title = "岚州市渡口管理办法"
    said = named(read(DECISION))
    own = [f"!{title} art_{name}" for name in (2, 6, 7, 8, 9, "9__point_3", "9__point_3", "9__point_4")]
    assert [name for name in said if ": " not in name] == [*own, "art_3"]
    assert [name for name in said if ": " in name] == [
        f"art_2: {title} art_9", f"art_2: {title} art_10", f"art_2: {title} art_2__para_1",
        "art_6: 岚州市船舶条例 art_3", f"art_8: {title} art_6",
    ]  # fmt: skip


@pytest.mark.parametrize(("item", "expected"), [
    ("将第二条修改为：“违反本条第一款和第三条第二款的，处罚。”", ["art_2: {} art_2__para_1", "art_2: {} art_3__para_2"]),
    ("增加二条，作为第六条、第七条：“第六条 渡船依照第三条检验。\n“第七条 渡工依照第四条考核。”",
     ["art_6: {} art_3", "art_7: {} art_4"]),
    ("增加二条，作为第六条、第七条：“第六条 渡船依照第三条检验。\n“第七条规范性文件依照第四条公布。”",
     ["art_6: {} art_3", "art_7: {} art_4"]),
    ("将第二条修改为：“第三条所称渡船依照第四条检验。”", ["art_2: {} art_3", "art_2: {} art_4"]),
    ("将第二条修改为：“依照第三条至第五条处罚。”", ["art_2: {} art_3", "art_2: {} art_4", "art_2: {} art_5"]),
    ("将第二条中的“依照第三条”修改为“参照第四条”。", ["art_2: {} art_4"]),
    ("删去第二条中的“依照第三条”。", []),
    ("将第二条修改为：“违反前款规定的，依照该法第三条处罚。”", []),
    ("将第二条修改为：“渡船应当检验。\n“依照前款检验的，按照《船舶法》第八条和该法第九条处理。\n“前两款由渡工遵守。”",
     ["art_2: {} art_2__para_1", "art_2: 船舶法 art_8", "art_2: 船舶法 art_9",
      "art_2: {} art_2__para_1", "art_2: {} art_2__para_2"]),
    ("第二条增加一款，作为第三款：“前款规定的渡船，适用第一款第（二）项。”",
     ["art_2: {} art_2__para_2", "art_2: {} art_2__para_1__point_2"]),
    ("第二条增加二款，作为第三款、第四款：“前款规定的渡船应当登记。\n“登记依照前款办理。”",
     ["art_2: {} art_2__para_2", "art_2: {} art_2__para_3"]),
    ("将第二条第一款修改为：“渡工应当做到：\n（一）巡查；\n（二）记录前项的结果；\n（三）遵守前款。”",
     ["art_2: {} art_2__para_1__point_1"]),
    ("增加二条，作为第六条、第七条：“第六条 渡船依照前条检验。\n“前款的检验每年一次。\n“第七条 违反前条第一款的，按照该款处罚。”",
     ["art_6: {} art_5", "art_6: {} art_6__para_1", "art_7: {} art_6__para_1", "art_7: {} art_6__para_1"]),
    ("将第二条修改为：“渡船有下列情形之一的，停航：\n（一）超载；\n（二）失修。\n有第一项、第二项情形的，并处罚款。”",
     ["art_2: {} art_2__point_1", "art_2: {} art_2__point_2"]),
    ("增加二条，作为第六条、第七条：“第六条 有第一项情形的，停航。\n“第七条 渡工应当：\n（一）巡查。”", []),
    ("将第二条修改为：“违反第三条规定，有第一项情形的，停航。”", ["art_2: {} art_3"]),
    ("将第二条第三款中的“依照第三条”修改为“参照前款”。", ["art_2: {} art_2__para_2"]),
    ("将第二条中的“依照第三条”修改为“参照前款”。", []),
])  # fmt: skip
def test_what_new_wording_names_is_named_by_the_amended_article(item: str, expected: list[str]) -> None:
    text = DECISION.partition("一、")[0] + f"一、{item}\n\n岚州市人民政府\n2022年3月1日\n"
    found = [name for name in named(read(text)) if ": " in name]
    assert found == [name.format("岚州市渡口管理办法") for name in expected]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于适用《船舶法》若干问题的解释（一）", ["船舶法 art_75", "船舶法 art_2__para_3", "art_1"]),
        ("岚州市实施《船舶法》办法", ["~art_75", "~art_2__para_3", "art_1"]),
    ],
)
def test_what_an_interpretation_lacks_is_the_law_s(title: str, expected: list[str]) -> None:
    text = f"{title}\n\n第一条 船主依照第七十五条起诉的，受理。\n第二条 第二条第三款所称船主，适用第一条。\n第三条 自公布之日起施行。\n"
    assert named(read(text)) == expected


def test_ranges_are_bounded_and_reported() -> None:
    found = read(NOTICE.format(notice="", body="依照《岚州市船舶条例》第一条至第九千条处罚。", more=""))
    assert [p.name for p in found.documents[0].provisions] == ["art_1", "art_9000"]
    assert "provision-range" in {issue.code for issue in found.issues}
    assert MOST_OF_RANGE < 9_000


def test_a_number_that_no_text_has_is_reported() -> None:
    found = read(NOTICE.format(notice="", body="依照本办法第九九九九九九九九条处罚。", more=""))
    assert not found.documents[0].provisions
    assert "provision-unread" in {issue.code for issue in found.issues}


def test_bases_of_duties_and_time_limits_name_their_provisions() -> None:
    found = read(NOTICE.format(notice="", body="渡工应当按照《岚州市船舶条例》第三条在2021年9月30日前登记。", more=""))
    (document,) = found.documents
    duty = next(duty for duty in document.duties if duty.provisions)
    (limit,) = document.deadlines
    for rests in (duty.provisions, limit.provisions):
        assert [p.name for p in document.provisions if p.identifier in rests] == ["art_3"]
    assert "岚州市船舶条例" in {relation.target.title for relation in document.relations}


def test_a_range_that_ends_before_it_begins_is_reported_once() -> None:
    found = read(NOTICE.format(notice="", body="依照《岚州市船舶条例》第十条至第九条处罚。", more=""))
    assert [issue.code for issue in found.issues].count("range-reversed") == 1
    found = read(NOTICE.format(notice="", body="依照《岚州市船舶条例》第九条至第十条处罚。", more=""))
    assert "range-reversed" not in {issue.code for issue in found.issues}
