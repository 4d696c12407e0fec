"""Decisions that amend rules and print the amended texts behind themselves (《…》根据本决定作相应修改，重新公布)."""

import pytest

from ingest.model import Document, RelationKind
from tests.ingest.official import only

RULE = """{name}
（2015年3月1日岚州市人民政府令第20号公布　根据2020年5月12日岚州市人民政府令第45号修改）
第一条 为加强管理，制定本办法。
第二条 渡口应当登记。
第三条 渡船应当检验。违反第二条、本办法第一条的，停航。
第四条 本办法自公布之日起施行。
"""
DECISION = """岚州市人民政府关于修改《岚州市渡口管理办法》的决定
{number}市人民政府决定对《岚州市渡口管理办法》作如下修改：
一、第五条修改为：“渡口应当设置标志。”
二、删去第九条。
本决定自公布之日起施行。
"""
ORDER = """岚州市人民政府令
第 45 号
《岚州市人民政府关于修改〈岚州市渡口管理办法〉的决定》已经2020年5月6日市人民政府第8次常务会议通过，现予公布，自公布之日起施行。
市长　林渡
2020年5月12日
"""
CLOSE = "岚州市人民政府\n2020年5月12日\n"
ALONE = DECISION.format(number="岚政发〔2020〕9号\n") + CLOSE
SEVERAL = (
    """岚州市交通局令
第202号
《关于修改、废止部分渡口规章的决定》已经2022年3月1日局务会议审议通过，现予公布，自公布之日起施行。
局长　林渡
2022年3月5日
关于修改、废止部分渡口规章的决定
为适应需要，决定对2部规章予以修改，对2部规章予以废止。
附件：1.决定修改的规章
2.决定废止的规章
附件1
决定修改的规章（2部）
一、将《岚州市渡口管理办法》第一条修改为：“为管理渡口，制定本办法。”
二、删去《岚州市渡船检验办法》第四条。
《岚州市渡口管理办法》等2部规章根据本决定作相应修改，重新公布。
"""
    + RULE.format(name="岚州市渡口管理办法")
    + RULE.format(name="岚州市渡船检验办法")
    + """附件2
决定废止的规章
1.《岚州市渡工办法》（2010年3月1日岚州市交通局令第12号公布）
2.《岚州市码头办法》（2011年3月1日岚州市交通局令第13号公布）
"""
)


def parts(document: Document) -> list[tuple[str, str]]:
    return [(str(part.role), part.title) for part in document.components]


def named(document: Document) -> list[tuple[str, str, str]]:
    """Return how each provision is treated, its number, and whose it is: a title, or the title of the own component."""
    return [
        (
            str(provision.kind),
            provision.name,
            provision.law.title or "" if provision.law else f"own: {document.components[provision.own or 0].title}",
        )
        for provision in document.provisions
    ]


RULE_TITLE = "岚州市渡口管理办法"
AMENDED = [("amends", "art_5", RULE_TITLE), ("amends", "art_9", RULE_TITLE)]
OWN = [("cites", "art_2", f"own: {RULE_TITLE}"), ("cites", "art_1", f"own: {RULE_TITLE}")]


@pytest.mark.parametrize("head", [ALONE, ORDER + DECISION.format(number="")])
@pytest.mark.parametrize("between", ["", "《岚州市渡口管理办法》根据本决定作相应修改，重新公布。\n"])
def test_the_amended_text_is_a_component_with_its_own_articles(head: str, between: str) -> None:
    document = only(head + between + RULE.format(name=RULE_TITLE))
    assert parts(document)[-1] == ("annex", RULE_TITLE)
    assert named(document) == AMENDED + OWN
    assert [(r.kind, r.target.title) for r in document.relations if r.kind is RelationKind.AMENDS] == [
        (RelationKind.AMENDS, RULE_TITLE)
    ]


@pytest.mark.parametrize("head", [ALONE, ORDER + DECISION.format(number="")])
def test_a_decision_without_the_text_names_the_articles_of_the_rule(head: str) -> None:
    document = only(head)
    assert named(document) == AMENDED


def test_several_texts_between_two_annexes() -> None:
    document = only(SEVERAL)
    assert parts(document)[2:] == [
        ("annex", "决定修改的规章"),
        ("annex", "岚州市渡口管理办法"),
        ("annex", "岚州市渡船检验办法"),
        ("annex", "决定废止的规章"),
    ]
    assert named(document)[:2] == [
        ("amends", "art_1", "岚州市渡口管理办法"),
        ("amends", "art_4", "岚州市渡船检验办法"),
    ]
    assert {(str(r.kind), r.target.title) for r in document.relations} >= {
        ("amends", "岚州市渡口管理办法"),
        ("amends", "岚州市渡船检验办法"),
        ("repeals", "岚州市渡工办法"),
        ("repeals", "岚州市码头办法"),
    }


@pytest.mark.parametrize("text", [
    # a notice that issues a rule: the rule is its instrument
    "岚州市人民政府关于印发《岚州市渡口管理办法》的通知\n岚政发〔2020〕9号\n现将《岚州市渡口管理办法》印发给你们。\n" + CLOSE
    + RULE.format(name=RULE_TITLE),
    # a heading inside the decision, above what is changed
    DECISION.format(number="岚政发〔2020〕9号\n") + "岚州市渡口管理办法\n第六条修改为：“渡口应当公告。”\n" + CLOSE,
])  # fmt: skip
def test_what_is_no_amended_text(text: str) -> None:
    assert ("annex", RULE_TITLE) not in parts(only(text))


def test_what_the_amended_text_once_ended_is_not_ended_by_the_decision() -> None:
    ended = "第四条 本办法自2015年4月1日起施行。2009年发布的《岚州市渡船办法》同时废止。"
    document = only(ALONE + RULE.format(name=RULE_TITLE).replace("第四条 本办法自公布之日起施行。", ended))
    assert {(r.kind, r.target.title) for r in document.relations} >= {
        (RelationKind.AMENDS, RULE_TITLE),
        (RelationKind.CITES, "岚州市渡船办法"),
    }


def test_a_notice_that_issues_a_revised_text_amends_none() -> None:
    head = (
        "岚州市人民政府关于印发修订后的《岚州市渡口管理办法》的通知\n岚政发〔2020〕9号\n"
        "各区人民政府：\n现将修订后的《岚州市渡口管理办法》印发给你们，请遵照执行。\n"
    )
    text = "{name}\n第一条 为加强管理，制定本办法。\n第二条 渡口应当登记。\n第三条 本办法自印发之日起施行，{old}同时废止。\n"
    old = "原《岚州市渡口管理办法》（岚政发〔2015〕3号）"
    document = only(head + CLOSE + text.format(name=RULE_TITLE, old=old))
    assert parts(document) == [
        ("main", "岚州市人民政府关于印发修订后的《岚州市渡口管理办法》的通知"),
        ("instrument", RULE_TITLE),
    ]
    assert [(r.kind, str(r.target.number)) for r in document.relations] == [(RelationKind.REPEALS, "岚政发〔2015〕3号")]
