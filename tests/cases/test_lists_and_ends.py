"""Cases 06 to 12: lists of what is repealed or kept, repeals with a day of their own, denied repeals, parts that end, terms of validity."""

import pytest

from tests.cases.facts import list_facts_below

PAPER = """岚州市人民政府关于清理渡口文件的通知
岚政发〔2024〕31号
各区人民政府，市政府各部门：
{body}
岚州市人民政府
2024年3月4日
"""
HEAD = [
    "number 岚政发〔2024〕31号",
    "title 岚州市人民政府关于清理渡口文件的通知",
    "kind 通知",
    "issuer 岚州市人民政府",
    "addressee 各区人民政府",
    "addressee 市政府各部门",
    "signed 2024-03-04",
]
FROM_MAY = "本通知自2024年5月1日起施行。"


def facts_of_body(body: str) -> list[str]:
    """Return the facts of the body of a notice of 2024-03-04."""
    return list_facts_below(HEAD, PAPER.format(body=body))


REPEALED = ["repeals 岚政发〔2007〕5号", "repeals 岚政发〔2007〕6号"]


@pytest.mark.parametrize("body", [
    "决定废止下列文件：\n1.《岚州市人民政府关于规范渡口收费的通知》（岚政发〔2007〕5号）\n"
    "2.岚州市人民政府关于开辟新航线的意见（岚政发〔2007〕6号）",
    "经研究，对下列文件作出处理：\n一、废止的规范性文件（2件）\n"
    "（一）《岚州市人民政府关于规范渡口收费的通知》（岚政发〔2007〕5号）\n"
    "（二）《岚州市人民政府关于开辟新航线的意见》（岚政发〔2007〕6号）",
    "经研究，对下列文件作出处理：\n一、废止的规范性文件（2件）\n"
    "岚政发〔2007〕5号　岚州市人民政府关于规范渡口收费的通知\n岚政发〔2007〕6号　岚州市人民政府关于开辟新航线的意见",
    "经研究，对下列文件作出处理：\n一、决定废止的文件\n1．岚政发〔2007〕5号 关于规范渡口收费的通知\n"
    "2．岚政发〔2007〕6号 关于开辟新航线的意见",
    "经研究，对下列文件作出处理：\n废止文件目录：\n《岚州市人民政府关于规范渡口收费的通知》（岚政发〔2007〕5号）\n"
    "《岚州市人民政府关于开辟新航线的意见》（岚政发〔2007〕6号）",
    "经研究，对下列文件予以废止：\n1.岚州市人民政府关于规范渡口收费的通知 岚政发〔2007〕5号\n"
    "2.岚州市人民政府关于开辟新航线的意见 岚政发〔2007〕6号",
    "经研究，对下列文件作出处理：\n一、予以废止的文件（共2件）\n\n序号\t文件名称\t文号\n"
    "1\t岚州市人民政府关于规范渡口收费的通知\t岚政发〔2007〕5号\n"
    "2\t岚州市人民政府关于开辟新航线的意见\t岚政发〔2007〕6号",
], ids=["sentence above", "bracketed numbers", "number first", "number behind the point",
    "heading without a number", "number behind", "table"])  # fmt: skip
def test_a_list_of_what_is_repealed(body: str) -> None:
    assert facts_of_body(f"{body}\n{FROM_MAY}") == ["effective 2024-05-01", *REPEALED]


@pytest.mark.parametrize(("heading", "kind"), [
    ("宣布失效的规范性文件（1件）", "declaresExpired"),
    ("失效的文件（1件）",           "declaresExpired"),
    ("继续有效的规范性文件（1件）", "confirmsValid"),
    ("予以保留的文件（1件）",       "confirmsValid"),
    ("废止的文件（1件）",           "repeals"),
    ("拟修改的文件（1件）",         "cites"),
])  # fmt: skip
def test_the_heading_of_a_list_says_what_happens(heading: str, kind: str) -> None:
    body = f"对下列文件作出处理：\n一、{heading}\n1.《岚州市人民政府关于推进渡运发展的意见》（岚政发〔2007〕7号）\n{FROM_MAY}"
    assert facts_of_body(body) == ["effective 2024-05-01", f"{kind} 岚政发〔2007〕7号"]


@pytest.mark.parametrize("words", [
    "，有效期延长至2027年12月31日",
    "，有效期延长到2027年12月31日。",
    "，有效期延续至2027年12月31日",
    "有效期延长至2027年12月31日；",
])  # fmt: skip
def test_an_entry_tells_until_when_it_is_extended(words: str) -> None:
    entry = f"《岚州市人民政府关于印发渡工公寓管理办法的通知》（岚政发〔2020〕8号）{words}"
    body = f"对下列文件作出处理：\n一、延长有效期的文件（1件）\n{entry}\n{FROM_MAY}"
    assert facts_of_body(body) == ["effective 2024-05-01", "extendsValidity 岚政发〔2020〕8号 through 2027-12-31"]


OLD = "《岚州市渡船管理办法》（岚政发〔2010〕71号）"


@pytest.mark.parametrize(("sentence", "expected"), [
    (f"{OLD}自2024年12月31日起废止。",             "repeals 岚政发〔2010〕71号 on 2024-12-31"),
    (f"自2024年12月31日起，{OLD}予以废止。",       "repeals 岚政发〔2010〕71号 on 2024-12-31"),
    (f"{OLD}于2024年8月1日起停止执行。",           "repeals 岚政发〔2010〕71号 stopped on 2024-08-01"),
    (f"自2024年8月1日起停止执行{OLD}。",           "repeals 岚政发〔2010〕71号 stopped on 2024-08-01"),
    (f"自2024年10月1日起，{OLD}不再执行。",        "repeals 岚政发〔2010〕71号 on 2024-10-01"),
    (f"{OLD}有效期至2024年12月31日，期满自动失效。", "confirmsValid 岚政发〔2010〕71号 through 2024-12-31"),
    (f"{OLD}执行至2024年12月31日止。",             "confirmsValid 岚政发〔2010〕71号 through 2024-12-31"),
    (f"{OLD}继续执行至2024年12月31日。",           "confirmsValid 岚政发〔2010〕71号 through 2024-12-31"),
    (f"{OLD}自新办法施行之日起废止。",             "repeals 岚政发〔2010〕71号 with 新办法"),
    (f"{OLD}第六章于2024年8月1日起废止。",         "amends 岚政发〔2010〕71号 part-ended of 第六章 on 2024-08-01"),
    (f"{OLD}第三条自2024年8月1日起停止执行。",     "amends 岚政发〔2010〕71号 part-ended of 第三条 on 2024-08-01"),
    # denied
    (f"{OLD}不再废止，继续有效。",                 "confirmsValid 岚政发〔2010〕71号"),
    (f"{OLD}暂不废止。",                           "confirmsValid 岚政发〔2010〕71号"),
    (f"{OLD}不予废止。",                           "confirmsValid 岚政发〔2010〕71号"),
    (f"{OLD}暂缓废止。",                           "confirmsValid 岚政发〔2010〕71号"),
    (f"{OLD}仍然有效。",                           "confirmsValid 岚政发〔2010〕71号"),
    # parts
    ("岚政发〔2010〕71号文件第三条、第五条停止执行，其余条款继续有效。", "amends 岚政发〔2010〕71号 part-ended of 第三条、第五条"),
    (f"{OLD}第二章停止执行。",                     "amends 岚政发〔2010〕71号 part-ended of 第二章"),
    (f"废止{OLD}第十条第二款。",                   "amends 岚政发〔2010〕71号 part-ended of 第十条第二款"),
])  # fmt: skip
def test_what_a_sentence_does_to_a_document(sentence: str, expected: str) -> None:
    assert facts_of_body(f"一、{sentence}") == [expected]


@pytest.mark.parametrize(("sentence", "expected"), [
    ("本通知自2024年8月1日起施行至2026年7月31日。",           ["effective 2024-08-01", "expires 2026-07-31"]),
    ("本通知自2024年8月1日起施行，至2026年7月31日止。",       ["effective 2024-08-01", "expires 2026-07-31"]),
    ("本通知有效期自2024年6月1日起至2027年5月31日止。",       ["effective 2024-06-01", "expires 2027-05-31"]),
    ("本通知有效期为2024年6月1日至2027年5月31日。",           ["effective 2024-06-01", "expires 2027-05-31"]),
    ("本通知自2024年6月1日起实施，有效期截至2027年5月31日。", ["effective 2024-06-01", "expires 2027-05-31"]),
    ("本通知自印发之日起30日后施行，有效期五年。",            ["effective 2024-04-03", "expires 2029-04-02"]),
    ("本通知自发布之日起满三十日后施行，有效期3年。",         ["effective 2024-04-03", "expires 2027-04-02"]),
    ("本通知自发布之日起施行，2026年12月31日废止。",          ["effective 2024-03-04", "expires 2026-12-30"]),
    ("本通知自印发之日起执行，至2026年12月31日废止。",        ["effective 2024-03-04", "expires 2026-12-30"]),
    ("本通知自印发之日起施行，有效期至2026年12月31日。",      ["effective 2024-03-04", "expires 2026-12-31"]),
    ("本通知自2024年4月1日起施行，试行两年。",                ["effective 2024-04-01", "expires 2026-03-31"]),
])  # fmt: skip
def test_from_when_until_when_a_document_holds(sentence: str, expected: list[str]) -> None:
    assert facts_of_body(f"一、加强渡口巡查。\n二、{sentence}") == expected


def test_a_part_has_a_first_day_of_its_own() -> None:
    text = (
        "第一条 渡口实行名录管理。\n第二条 渡船应当按期检验。\n第三条 渡工凭证上岗。\n"
        "第四条 本办法自印发之日起30日后施行，有效期五年；第三条自2025年1月1日起施行。"
    )
    lines = facts_of_body(
        f"现将《岚州市渡口办法》印发给你们，请遵照执行。\n岚州市人民政府\n2024年3月4日\n\n岚州市渡口办法\n{text}"
    )
    assert {"effective 2024-04-03", "expires 2029-04-02", "part-effective 2025-01-01 of 第三条"} <= {*lines}
