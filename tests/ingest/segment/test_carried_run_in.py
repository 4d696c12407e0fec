"""What a notice or an order hands on, where the page has run its heading together with the signature above and the text below."""

import pytest

from ingest.model import ComponentRole, Document, Field
from tests.ingest.official import only, parts, values

RULE = (
    "第一条为规范渡口管理，保障乘客安全，根据《中华人民共和国安全生产法》，制定本办法。第二条渡口应当向所在地的区交通运输局登记，"
    "登记的内容包括渡口名称、位置和经营单位，登记不全的渡口不得开放，登记情况由区交通运输局向社会公布，接受乘客监督。"
    "第三条渡船应当检验，检验不合格的渡船限期修理，修理后重新检验，重新检验仍不合格的予以报废，报废的渡船应当拆解。"
    "第四条本办法自2021年5月1日起施行。"
)
PLAN = (
    "为加快渡口改造，结合实际，制定本方案。一、总体要求（一）工作目标。各区应当逐个核对渡口，核对情况书面报告市交通运输局。"
    "（二）基本原则。统筹安排渡口改造和渡船更新，优先改造客流较大的渡口。二、重点任务（一）改造渡口。各区交通运输局负责改造。"
    "（二）更新渡船。市船检中心负责检验。三、工作要求各区应当加强领导，明确专人负责，并于每月底前书面报告改造进展。"
)


def printed(document: Document, role: ComponentRole) -> list[tuple[str, bool]]:
    return [(part.title, part.span is not None) for part in parts(document, role)]


@pytest.mark.parametrize(("remark", "title"), [
    ("（此件公开发布）", "岚州市渡口改造方案"),
    ("（此件主动公开）", "岚州市渡口改造方案（2021—2025年）"),
    ("",                 "岚州市渡口改造方案"),
])  # fmt: skip
def test_a_page_without_a_heading_prints_what_it_hands_on(remark: str, title: str) -> None:
    document = only(
        f"各区人民政府，市政府各部门：《{title}》已经市政府同意，现印发给你们，请认真组织实施。"
        f"岚州市人民政府2021年3月5日{remark}{title}{PLAN}\n"
    )
    assert printed(document, ComponentRole.INSTRUMENT) == [(title, True)]
    assert (values(document, Field.ISSUER), values(document, Field.SIGNED)) == (["岚州市人民政府"], ["2021-03-05"])


def test_another_text_behind_the_signature_is_not_what_the_notice_names() -> None:
    document = only(
        "各区人民政府，市政府各部门：现将《岚州市渡船检验方案》印发给你们，请认真组织实施。岚州市人民政府2021年3月5日"
        "（此件公开发布）\n相关解读：渡口改造问答\n"
    )
    assert printed(document, ComponentRole.INSTRUMENT) == [("岚州市渡船检验方案", False)]


@pytest.mark.parametrize("officer", ["岚州市交通运输局局长林渡", "局长 林渡"])
def test_an_order_in_one_line_with_what_it_publishes(officer: str) -> None:
    document = only(
        "岚州市交通运输局令第11号《岚州市渡口管理办法》已经2021年2月3日局务会议审议通过，现予公布，自2021年5月1日起施行。"
        f"{officer}2021年3月5日岚州市渡口管理办法{RULE}\n"
    )
    assert str(document.number) == "岚州市交通运输局令第11号"
    assert printed(document, ComponentRole.INSTRUMENT) == [("岚州市渡口管理办法", True)]
    assert (values(document, Field.SIGNED), values(document, Field.EFFECTIVE)) == (["2021-03-05"], ["2021-05-01"])


def test_a_sentence_that_cites_an_order_is_none() -> None:
    document = only(
        "岚州市交通运输局关于渡口登记的通知\n岚交发〔2021〕5号\n各区交通运输局：\n"
        "岚州市交通运输局令第11号《岚州市渡口管理办法》规定的登记，应当在10月底前完成，登记情况书面报告，并由各区向社会公布。\n"
        "岚州市交通运输局\n2021年3月5日\n"
    )
    assert (str(document.number), values(document, Field.SIGNED)) == ("岚交发〔2021〕5号", ["2021-03-05"])


@pytest.mark.parametrize(("day", "signed"), [
    ("（二〇二一年三月五日）",   ["2021-03-05"]),
    ("（2021年3月5日）",         ["2021-03-05"]),
])  # fmt: skip
def test_the_day_in_a_bracket_behind_the_heading_of_a_page_in_one_line(day: str, signed: list[str]) -> None:
    title = "中共岚州市委岚州市人民政府关于加强渡口改造的实施意见"
    document = only(f"{title}{day}{PLAN}\n")
    assert values(document, Field.TITLE) == [title]
    assert (values(document, Field.SIGNED), values(document, Field.ISSUER)) == (
        signed,
        ["中共岚州市委", "岚州市人民政府"],
    )


@pytest.mark.parametrize(("tail", "expected"), [
    ("附件：岚州市渡口清单附件岚州市渡口清单1.东渡。2.西渡。", [("岚州市渡口清单", True)]),
    ("附件：岚州市渡口清单",                                     [("岚州市渡口清单", False)]),
])  # fmt: skip
def test_the_only_annex_behind_its_list_in_one_line(tail: str, expected: list[tuple[str, bool]]) -> None:
    document = only(
        f"关于印发《岚州市渡口管理办法》的通知岚交发〔2021〕5号各区交通运输局：现将《岚州市渡口管理办法》印发给你们，请遵照执行。"
        f"岚州市交通运输局2021年3月5日（此件主动公开）岚州市渡口管理办法{RULE}{tail}\n"
    )
    assert printed(document, ComponentRole.ANNEX) == expected


@pytest.mark.parametrize(("listed", "expected"), [
    ("岚州市渡口防汛指引（第一版）", []),
    ("岚州市渡口防汛指引（试行）",   []),
    ("岚州市渡口防汛指引分工表",     [("岚州市渡口防汛指引分工表", False)]),
])  # fmt: skip
def test_an_instrument_listed_with_its_edition_is_printed_once(listed: str, expected: list[tuple[str, bool]]) -> None:
    edition = listed.removeprefix("岚州市渡口防汛指引") if "（" in listed else ""
    document = only(
        "岚州市交通运输局关于印发《岚州市渡口防汛指引》的通知\n岚交发〔2021〕5号\n各区交通运输局：\n"
        f"现将《岚州市渡口防汛指引》印发给你们，请遵照执行。\n附件：{listed}\n岚州市交通运输局\n2021年3月5日\n"
        f"附件\n岚州市渡口防汛指引\n{edition}\n为做好渡口防汛，制定本指引。\n一、渡口应当检查。\n二、渡船应当加固。\n"
    )
    assert printed(document, ComponentRole.INSTRUMENT) == [("岚州市渡口防汛指引", True)]
    assert printed(document, ComponentRole.ANNEX) == expected


def test_two_editions_are_two_texts() -> None:
    document = only(
        "岚州市交通运输局关于印发《岚州市渡口目录（2020年版）》的通知\n岚交发〔2020〕5号\n各区交通运输局：\n"
        "现将《岚州市渡口目录（2020年版）》印发给你们，原目录附后。\n附件：岚州市渡口目录（2019年版）\n"
        "岚州市交通运输局\n2020年3月5日\n岚州市渡口目录（2020年版）\n为规范渡口，制定本目录。\n一、东渡。\n二、西渡。\n"
    )
    assert printed(document, ComponentRole.INSTRUMENT) == [("岚州市渡口目录（2020年版）", True)]
    assert printed(document, ComponentRole.ANNEX) == [("岚州市渡口目录（2019年版）", False)]


@pytest.mark.parametrize(("below", "addressees"), [
    ("（第13号）\n各区交通运输局：\n",             ["各区交通运输局"]),
    ("（2021年第13号）\n各区交通运输局：\n",       ["各区交通运输局"]),
    ("（第13号）\n各区交通运输局应当检查渡口。\n", []),
])  # fmt: skip
def test_a_serial_below_the_heading_is_above_the_salutation(below: str, addressees: list[str]) -> None:
    document = only(
        f"岚州市交通运输局渡口防汛联防联控工作通知\n{below}为做好渡口防汛，现就有关事项通知如下：\n一、渡口应当检查。\n"
        "二、渡船应当加固。\n岚州市交通运输局\n2021年3月5日\n"
    )
    assert values(document, Field.ADDRESSEE) == addressees
