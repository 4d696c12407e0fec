"""Heads and closes as local offices and their sites print them: serials of announcements, numbers in unusual places, a page's own head
and files, annexes that are printed, named or offered."""

import pytest

from ingest.model import Field
from tests.cases.facts import lines, list_facts
from tests.ingest.official import published, values

BODY = "为保障渡运安全，现就有关事项通告如下：\n一、即日起关闭东渡口。\n"
CLOSE = "岚州市公安局\n2021年9月18日\n"
NOTICE = "岚州市公安局通告2021年第3号"


@pytest.mark.parametrize(("head", "number"), [
    # the serial on a line below the organ, with the kind behind it
    ("岚州市公安局\n〔2021〕第3号通告\n",          NOTICE),
    ("岚州市公安局\n[2021] 3号通告\n",             NOTICE),
    ("岚州市公安局\n3号通告\n",                    "岚州市公安局通告第3号"),
    # a heading that is only the kind: who signs is the organ
    ("通　告\n〔2021〕第3号\n",                    NOTICE),
    ("通告\n2021年第3号\n",                        NOTICE),
    ("通告\n第3号\n",                              "岚州市公安局通告第3号"),
    # a bracket with the short name of the headquarters
    ("岚州市渡口安全\n指挥部\n通 告\n（市渡口指挥部第3号）\n", "岚州市渡口安全指挥部通告第3号"),
    ("岚州市渡口安全指挥部通知\n（市渡口指挥部第3号）\n",       None),
    ("岚州市渡口安全指挥部关于停航的通告\n（市渡口指挥部第3号）\n", "岚州市渡口安全指挥部通告第3号"),
    # a site's label runs on
    ("岚州市公安局通告2021年第3号颁布时间：2021-09-18\n",   NOTICE),
    ("岚州市公安局通告2021年第3号 发布日期：2021年9月18日\n", NOTICE),
    # no serial of this paper
    ("岚州市公安局\n通告\n",                       None),
    ("通告\n根据岚州市公安局第2号通告，\n",        None),
])  # fmt: skip
def test_the_serial_of_an_announcement(head: str, number: str | None) -> None:
    (document,) = published(head + BODY + CLOSE).documents
    assert (str(document.number) if document.number else None) == number


@pytest.mark.parametrize(("text", "cited"), [
    ("岚州市公安局〔2021〕第3号通告为保障渡运安全，现就有关事项通告如下： 即日起关闭东渡口。岚州市公安局2021年9月18日\n", []),
    ("岚州市公安局通告2021年第3号根据《东岭省渡口条例》，现通告如下： 即日起关闭东渡口。岚州市公安局2021年9月18日\n",
     ["东岭省渡口条例"]),
])  # fmt: skip
def test_an_announcement_that_is_one_line(text: str, cited: list[str]) -> None:
    (document,) = published(text).documents
    assert str(document.number) == NOTICE
    assert values(document, Field.TITLE) == ["岚州市公安局通告"]
    assert [relation.target.title for relation in document.relations] == cited


@pytest.mark.parametrize("text", [
    "为保障渡运安全，现通告如下：\n一、即日起关闭东渡口。\n",
    "根据《东岭省渡口条例》的规定，现就关闭东渡口的有关事项通告如下：\n一、即日起关闭。\n",
])  # fmt: skip
def test_an_announcement_with_its_title_in_a_bracket_behind_the_number(text: str) -> None:
    (document,) = published(f"岚州市公安局通告2021年第3号（关于关闭东渡口的通告）\n{text}特此通告。\n{CLOSE}").documents
    assert str(document.number) == NOTICE
    assert values(document, Field.TITLE) == ["关于关闭东渡口的通告"]


@pytest.mark.parametrize("sentence", [
    "岚州市公安局通告2021年第3号为加强渡口安全作出规定，各区应当执行。",
    "岚州市人民政府令第38号按照上位法修改，各区应当学习。",
])  # fmt: skip
def test_a_paragraph_about_another_s_order_begins_no_document(sentence: str) -> None:
    head = "岚州市水务局关于学习文件的通知\n岚水发〔2021〕5号\n各区水务局：\n现通知如下。\n"
    (document,) = published(
        f"{head}一、背景\n{sentence}\n二、要求\n加强学习。\n岚州市水务局\n2021年9月20日\n"
    ).documents
    assert values(document, Field.SIGNED) == ["2021-09-20"]


TITLE = "岚州市水务局关于印发岚州市渡口整治方案的通知"
ISSUING = "各区水务局：\n现将《岚州市渡口整治方案》印发给你们，请认真执行。\n"
SIGNED = "岚州市水务局\n2020年3月4日\n"
PLAN = "为整治渡口，制定本方案。\n一、工作目标\n全面完成整治。\n二、工作措施\n（一）排查渡口。\n"


@pytest.mark.parametrize(("printed", "number"), [
    (f"{TITLE}\n岚水办发2020（3）号\n{ISSUING}{SIGNED}",      "岚水办发〔2020〕3号"),
    (f"{TITLE}\n岚水办发2020[3]号\n{ISSUING}{SIGNED}",        "岚水办发〔2020〕3号"),
    (f"{TITLE}\n{ISSUING}{SIGNED}（岚水发〔2020〕3号）\n",    "岚水发〔2020〕3号"),
    (f"{TITLE}\n{ISSUING}{SIGNED}岚水发〔2020〕3号\n",        "岚水发〔2020〕3号"),
    # another year is not this paper's
    (f"{TITLE}\n{ISSUING}{SIGNED}（岚水发〔2017〕3号）\n",    "None"),
    (f"{TITLE}\n{ISSUING}{SIGNED}岚水宗地2020（3）号\n",      "None"),
])  # fmt: skip
def test_a_number_in_an_unusual_form_or_place(printed: str, number: str) -> None:
    (document,) = published(printed).documents
    assert str(document.number) == number


@pytest.mark.parametrize(("page", "title"), [
    ("岚州市水务局关于转发省厅《渡口方案》的通知\n",      "岚州市水务局转发省厅《渡口方案》的通知"),  # a page adds 关于
    ("岚州市水务局转发省厅《渡口方案》的通知（有效）\n",  "岚州市水务局转发省厅《渡口方案》的通知"),  # and the status
    ("岚州市水务局关于检查渡口的通知\n",                  "岚州市水务局关于检查渡口的通知"),
])  # fmt: skip
def test_the_title_of_a_page_above_number_and_heading(page: str, title: str) -> None:
    own = "" if "检查" in page else f"{title}\n"
    text = f"{page}日期：2020-03-05\n岚水发〔2020〕3号\n{own}各区水务局：\n现将省厅《渡口方案》转发给你们。\n{SIGNED}"
    (document,) = published(text).documents
    assert values(document, Field.TITLE) == [title]


def test_a_heading_that_names_the_first_of_what_it_issues() -> None:
    names = ["渡口登记办法（试行）", "渡口检查办法（试行）"]
    text = (
        f"岚州市水务局关于印发《{names[0]}》等办法的通知\n岚水发〔2020〕3号\n各区水务局：\n根据《东岭省渡口办法》（省政府令第2号）"
        f"和省政府办公厅《关于做好渡口工作的意见》，现将《{names[0]}》、《{names[1]}》印发给你们。\n{SIGNED}"
    )
    (document,) = published(text).documents
    assert [line.removeprefix("instrument ") for line in lines(document) if line.startswith("instrument")] == names


@pytest.mark.parametrize("page", [
    f"{TITLE}\n岚水发〔2020〕3号\n2020年3月4日\n发布机关：岚州市水务局\n",
    f"{TITLE}\n\n{TITLE}\n岚水发〔2020〕3号\n2020年3月4日\n",
])  # fmt: skip
def test_a_page_that_prints_its_head_above_that_of_the_document(page: str) -> None:
    whole = f"岚州市水务局关于印发\n岚州市渡口整治方案的通知\n岚水发〔2020〕3号\n{ISSUING}{SIGNED}岚州市渡口整治方案\n{PLAN}"
    assert [line for line in list_facts(page + whole) if line.startswith(("number", "title", "signed", "issue "))] == [
        "number 岚水发〔2020〕3号", f"title {TITLE}", "signed 2020-03-04",
    ]  # fmt: skip


def test_two_papers_of_one_number_with_text_between_stay_two() -> None:
    """A gazette prints a notice, and its correction under the same number and title."""
    one = f"{TITLE}\n岚水发〔2020〕3号\n{ISSUING}{SIGNED}"
    other = f"{TITLE}\n岚水发〔2020〕3号\n各区水务局：\n原通知第二条有误，现予更正。\n岚州市水务局\n2020年4月9日\n"
    assert len(published(one + other).documents) == 2


def test_the_title_of_a_page_above_heading_and_labels_is_no_document() -> None:
    head = f"{TITLE}\n{TITLE}\n发布时间： 2020年04月02日 字体：[ 大 中 小 ]\n"
    (document,) = published(head + ISSUING + SIGNED).documents
    assert values(document, Field.TITLE) == [TITLE]


def test_a_notice_without_a_heading_hands_on_the_paper_below() -> None:
    other = "东岭省水利厅关于加强渡口管理的通知\n东水发〔2020〕8号\n各市水利局：\n为加强管理，现通知如下。\n一、加强巡查。\n"
    text = (
        "岚州市水务局\n各区水务局：\n现将《东岭省水利厅关于加强渡口管理的通知》（东水发〔2020〕8号）转发给你们，请认真执行。\n"
        f"岚州市水务局\n2020年5月4日\n{other}东岭省水利厅\n2020年4月1日\n"
    )
    notice, handed_on = published(text).documents
    assert (values(notice, Field.ISSUER), values(notice, Field.KIND)) == (["岚州市水务局"], ["通知"])
    assert values(notice, Field.INSTRUMENT) == ["东岭省水利厅关于加强渡口管理的通知"]
    assert (str(handed_on.number), values(handed_on, Field.ISSUER)) == ("东水发〔2020〕8号", ["东岭省水利厅"])


HEAD = f"{TITLE}\n岚水发〔2020〕3号\n{ISSUING}"
NAMED = "附件：岚州市渡口整治方案\n"


@pytest.mark.parametrize(("text", "annexes", "missing"), [
    # what is printed is not missing
    (f"{HEAD}{SIGNED}{NAMED}{PLAN}",                                ["岚州市渡口整治方案"], 0),
    (f"{HEAD}{NAMED}{SIGNED}{PLAN}",                                ["岚州市渡口整治方案"], 0),
    (f"{HEAD}{NAMED}{SIGNED}附件\n岚州市渡口整治方案\n{PLAN}",      ["岚州市渡口整治方案"], 0),
    # one absence is one, whether the paper is called instrument, annex or both
    (f"{HEAD}{NAMED}{SIGNED}",                                      ["岚州市渡口整治方案"], 1),
    (f"{HEAD}{SIGNED}",                                             [], 1),
    (f"{HEAD}附件：1.岚州市渡口整治方案\n2.渡口名单\n{SIGNED}",     ["岚州市渡口整治方案", "渡口名单"], 2),
    # a page offers the paper itself as a file
    (f"{HEAD}{SIGNED}岚州市渡口整治方案\n{PLAN}附件：{TITLE}.pdf\n",                 [], 0),
    (f"{HEAD}{SIGNED}岚州市渡口整治方案\n{PLAN}附件：岚水发〔2020〕3号.pdf\n",       [], 0),
    (f"{HEAD}{SIGNED}岚州市渡口整治方案\n{PLAN}附件：岚水发〔2020〕3号{TITLE}.doc\n", [], 0),
    (f"{HEAD}{SIGNED}岚州市渡口整治方案\n{PLAN}附件：渡口整治任务表.doc\n",          ["渡口整治任务表"], 1),
    # and the files of the annexes below the day
    (f"{HEAD}附件：1.渡口名单\n2.渡船名单\n{SIGNED}附件：渡口名单等（岚水发〔2020〕3号）.doc\n", ["渡口名单", "渡船名单"], 3),
    # a file that the list above does not name is an annex
    (f"{HEAD}附件：渡口名单\n{SIGNED}附件：\n1.渡口名单.doc\n2.渡船申请表.doc\n", ["渡口名单", "渡船申请表"], 3),
    (f"{HEAD}附件：渡口名单\n{SIGNED}附件：岚水发〔2020〕3号附件.doc\n",         ["渡口名单"], 2),
])  # fmt: skip
def test_annexes_named_printed_and_offered(text: str, annexes: list[str], missing: int) -> None:
    publication = published(text)
    (document,) = publication.documents
    assert values(document, Field.ATTACHMENT) == annexes
    assert [issue.code for issue in publication.issues].count("not-printed") == missing


@pytest.mark.parametrize("files", ["", "附件：停航期规定（第278号）.doc\n", "附件：\n停航期规定.doc\n渡口名单.doc\n"])
def test_the_day_below_the_list_of_annexes_closes_an_announcement(files: str) -> None:
    text = (
        "岚州市水务局公告\n第278号\n为加强管理，根据《岚州市渡口条例》规定，现予公告。\n附件：1.停航期规定\n2.渡口名单\n"
        f"二○○三年五月二十二日\n{files}"
    )
    (document,) = published(text).documents
    assert values(document, Field.SIGNED) == ["2003-05-22"]
    assert values(document, Field.ATTACHMENT) == ["停航期规定", "渡口名单"]


@pytest.mark.parametrize(("signature", "issuers"), [
    ("岚州市民政局　　岚州市残联\n",                       ["岚州市民政局", "岚州市残疾人联合会"]),
    ("岚州市科协\n岚州市教育局\n",                         ["岚州市科学技术协会", "岚州市教育局"]),
    ("科　技　部　　教　育　部　　　　中国科协\n",         ["科学技术部", "教育部", "中国科学技术协会"]),
    ("各部门互联\n岚州市教育局\n",                         ["岚州市教育局"]),
])  # fmt: skip
def test_a_people_s_organisation_signs_in_short(signature: str, issuers: list[str]) -> None:
    text = f"关于开展渡口宣传的通知\n各有关单位：\n为开展宣传，现通知如下。\n一、加强宣传。\n{signature}2023年9月7日\n"
    (document,) = published(text).documents
    assert values(document, Field.ISSUER) == issuers


def test_the_licence_of_a_collection_is_no_text() -> None:
    licence = "本作品是国家机关的决定。根据《中华人民共和国著作权法》第五条，本作品在中国大陆属于公有领域\n"
    (document,) = published(HEAD + SIGNED + licence).documents
    assert not document.relations or "著作权法" not in str(document.relations)
