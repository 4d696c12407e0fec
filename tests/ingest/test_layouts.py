"""Metamorphic: the same document as different offices, pages and machines print it has the same facts."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from ingest.model import Field
from ontology.numbers import chinese
from tests.ingest.official import only, published, values


@dataclass(frozen=True)
class Paper:
    """A document of our own, element by element, and what its facts are."""

    letterhead: tuple[str, ...]
    number: str
    heading: tuple[str, ...]
    salutation: str
    body: tuple[str, ...]
    annexes: tuple[str, ...]
    signature: tuple[str, ...]
    day: str
    signed: str
    addressees: tuple[str, ...]

    @property
    def title(self) -> str:
        return "".join(self.heading).replace(" ", "")

    @property
    def close(self) -> tuple[str, ...]:
        return (*self.signature, self.day)

    def text(self, *listed: str) -> tuple[str, ...]:
        return (*[self.salutation][: bool(self.salutation)], *self.body, *(listed or numbered(self)), *self.close)


def numbered(paper: Paper) -> tuple[str, ...]:
    if len(paper.annexes) < 2:
        return tuple(f"附件：{name}" for name in paper.annexes)
    first, *others = paper.annexes
    return (f"附件：1.{first}", *(f"{i}.{name}" for i, name in enumerate(others, 2)))


NOTICE = Paper(
    ("岚州市教育局文件",),
    "岚教发〔2020〕7号",
    ("岚州市教育局关于做好", "校园渡运安全检查工作的通知"),
    "各区教育局，市属各学校：",
    (
        "为加强校园渡运安全管理，现就有关事项通知如下。",
        "一、检查范围。全市各类学校的渡运船只均应检查。",
        "二、工作要求。各区教育局应于2020年9月底前报送检查情况。",
    ),
    ("校园渡运安全检查表", "渡运船只登记汇总表"),
    ("岚州市教育局",),
    "2020年6月3日",
    "2020-06-03",
    ("各区教育局", "市属各学校"),
)
JOINT = Paper(
    ("岚州市财政局", "岚州市水务局"),
    "岚财规〔2021〕4号",
    ("岚州市财政局 岚州市水务局", "关于调整渡口维护补助标准的通知"),
    "各区财政局、水务局：",
    ("现就调整补助标准有关事项通知如下：", "一、补助标准调整为每座渡口每年三万元。", "二、各区应当按季度拨付。"),
    ("补助标准明细表",),
    ("岚州市财政局", "岚州市水务局"),
    "2021年8月20日",
    "2021-08-20",
    ("各区财政局、水务局",),
)
ANNOUNCEMENT = Paper(
    (),
    "岚州市交通运输局公告2019年第6号",
    ("岚州市交通运输局关于", "公布渡船检验机构名单的公告"),
    "",
    ("根据有关规定，现将渡船检验机构名单予以公布。", "本公告自发布之日起施行。"),
    ("渡船检验机构名单",),
    ("岚州市交通运输局",),
    "2019年3月8日",
    "2019-03-08",
    (),
)
PAPERS = {"notice": NOTICE, "joint": JOINT, "announcement": ANNOUNCEMENT}


def labelled(paper: Paper, pattern: str, end: str = "") -> tuple[str, ...]:
    told = {
        "索引号": "0142/2022-01234",
        "发文机关": "、".join(paper.signature),
        "名称": paper.title,
        "成文日期": paper.day,
    }
    told |= {"发文字号": paper.number, "发布日期": "2023年1月2日", "有效性": "有效"}
    return tuple(pattern.format(name, value) for name, value in told.items()) + ((end,) if end else ())


def characters(day: str, zero: str) -> str:
    """Return a day (YYYY-MM-DD) in characters, with the zero of one's choice in the year."""
    year, month, number = day.split("-")
    written = "".join(zero if digit == "0" else chinese(int(digit)) for digit in year)
    return f"{written}年{chinese(int(month))}月{chinese(int(number))}日"


LAYOUTS: dict[str, Callable[[Paper], tuple[str, ...]]] = {
    "as the standard has it": lambda p: (*p.letterhead, p.number, *p.heading, *p.text()),
    "number below": lambda p: (p.title, p.number, *p.text()),
    "number in brackets": lambda p: (*p.heading, f"（{p.number}）", *p.text()),
    "number and day in a note": lambda p: (p.title, f"（{p.day}{p.number}）", *p.text()),
    "number and day in a note, run on": lambda p: (p.title, f"（{p.day}{p.number}）  " + p.text()[0], *p.text()[1:]),
    "number run in": lambda p: (f"{p.title}{p.number}", *p.text()),
    "number behind in brackets": lambda p: (f"{p.title}（{p.number}）", *p.text()),
    "number ahead": lambda p: (f"{p.number} {p.title}", *p.text()),
    "number and signatory": lambda p: (*p.letterhead, f"{p.number}　　签发人：林渡", *p.heading, *p.text()),
    "bold": lambda p: (f"# **{p.title}**", f"**{p.number}**", *p.text()),
    "in marks": lambda p: (f"《{p.title}》", p.number, *p.text()),
    "passed on": lambda p: (f"【转发】{p.title}", p.number, *p.text()),
    "behind a dash": lambda p: (f"{p.number}-{p.title}", *p.text()),
    "one line with blanks": lambda p: (" ".join((p.title, p.number, *p.text())),),
    "one line, number in brackets": lambda p: (" ".join((p.title, f"（{p.number}）", *p.text())),),
    "one line, number first": lambda p: (" ".join((*p.letterhead, p.number, *p.heading, *p.text())),),
    "one line without blanks": lambda p: ("".join((p.title, p.number, *p.body[:0], *p.text()[: -len(p.close)], *p.close)),),
    "breadcrumb and counters": lambda p: (
        "首页 > 政务公开 > 正文", p.title, "时间：2023-01-02", "浏览量：123", "【字体：大 中 小】", p.number, *p.text(),
    ),
    "reading aids": lambda p: (
        p.title, "发布日期：2023-01-02　来源：办公室", "解读链接：一图读懂", p.number, *p.text(), "政策解读：《渡口》解读",
    ),
    "number under a label": lambda p: (p.title, f"文号：{p.number}", *p.text()),
    "labels in lines": lambda p: (*labelled(p, "{}：{}"), *p.text()),
    "labels in brackets": lambda p: (*labelled(p, "【{}】{}"), p.title, *p.text()),
    "labels in bold": lambda p: (*labelled(p, "**{}：** {}"), p.title, p.number, *p.text()),
    "labels in cells": lambda p: (*labelled(p, "| {} | {} |"), "", p.title, *p.text()),
    "labels without a sign": lambda p: (*labelled(p, "{} {}"), "", *p.text()),
    "labels above their values": lambda p: (*labelled(p, "{}\n{}"), "", p.title, p.number, *p.text()),
    "labels below the heading": lambda p: (p.title, *labelled(p, "{}：{}"), *p.text()),
    "page marks": lambda p: (*p.letterhead, p.number, *p.heading, "— 1 —", *p.text(), "— 2 —"),
    "below a table's bar": lambda p: ("|", p.title, p.number, *p.text()),
    "below an open bracket": lambda p: (p.title, "【字体: 打印", p.number, *p.text()),
    "day with the zero of a keyboard": lambda p: (p.title, p.number, *p.text()[:-1], characters(p.signed, "0")),
    "day with a Greek letter": lambda p: (p.title, p.number, *p.text()[:-1], characters(p.signed, "Ο")),
    "day of a colloquial form": lambda p: (p.title, p.number, *p.text()[:-1], p.day.replace("日", "号")),
    "characters set apart": lambda p: (p.title, p.number, *p.text()[:-1], " ".join(p.day)),
    "a seal below the names": lambda p: (p.title, p.number, *p.text()[:-1], "（公章）", p.day),
    "a seal behind the last name": lambda p: (p.title, p.number, *p.text()[:-2], p.close[-2] + "（印章）", p.day),
    "day in figures": lambda p: (p.title, p.number, *p.text()[:-1], p.signed.replace("-0", ".").replace("-", ".")),
    "day by a slash": lambda p: (p.title, p.number, *p.text()[:-1], p.signed.replace("-", "/")),
    "names on one line": lambda p: (p.title, p.number, *p.text()[: -len(p.close)], "　".join(p.close)),
    "annexes below the day": lambda p: (
        p.title, p.number, *p.text()[: -len(p.close) - len(p.annexes)], *p.close, *numbered(p),
    ),
}  # fmt: skip
ANNEXES: dict[str, Callable[[Paper], tuple[str, ...]]] = {
    "below the mark": lambda p: ("附件：", *(f"{i}.{name}" for i, name in enumerate(p.annexes, 1))),
    "files": lambda p: ("附件：", *(f"{name}.docx" for name in p.annexes)),
    "numbered files": lambda p: ("附件下载：", *(f"{i}.{name}.xls" for i, name in enumerate(p.annexes, 1))),
    "links": lambda p: (
        "相关附件：",
        *(f"- [{name}.pdf](https://example.org/{i}.pdf)" for i, name in enumerate(p.annexes, 1)),
    ),
    "a mark each": lambda p: tuple(f"附件{i}：{name}" for i, name in enumerate(p.annexes, 1)),
    "a mark and a dot each": lambda p: tuple(f"附件{i}.{name}" for i, name in enumerate(p.annexes, 1)),
    "a mark and a blank each": lambda p: tuple(f"附件{i}　{name}" for i, name in enumerate(p.annexes, 1)),
    "marks below a mark": lambda p: ("附件：", *(f"附件{i}.{name}.doc" for i, name in enumerate(p.annexes, 1))),
    "on one line": lambda p: ("附件：" + "；".join(f"{i}.{name}" for i, name in enumerate(p.annexes, 1)) + "。",),
    "in brackets": lambda p: ("附件：" + " ".join(f"（{i}）{name}" for i, name in enumerate(p.annexes, 1)),),
    "tables": lambda p: ("附表：", *(f"{i}.{name}" for i, name in enumerate(p.annexes, 1))),
    "in bold": lambda p: ("**附件：**", *(f"- {i}. {name}" for i, name in enumerate(p.annexes, 1))),
}
RUN_TOGETHER = "one line without blanks"  # nothing separates an annex's name from the signature behind it


def facts(lines: tuple[str, ...]) -> list[tuple[str, dict[Field, list[str]]]]:
    fields = (Field.TITLE, Field.KIND, Field.SIGNED, Field.ISSUER, Field.ADDRESSEE, Field.ATTACHMENT)
    return [
        (str(document.number or ""), {field: values(document, field) for field in fields})
        for document in published("\n".join(lines) + "\n").documents
    ]


def expected(paper: Paper) -> list[tuple[str, dict[Field, list[str]]]]:
    told = {
        Field.TITLE: [paper.title],
        Field.KIND: [paper.title[-2:]],
        Field.SIGNED: [paper.signed],
        Field.ISSUER: list(paper.signature),
        Field.ADDRESSEE: list(paper.addressees),
        Field.ATTACHMENT: list(paper.annexes),
    }
    return [(paper.number, told)]


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_changes_no_fact(layout: str, paper: Paper) -> None:
    found, wanted = facts(LAYOUTS[layout](paper)), expected(paper)
    if layout == RUN_TOGETHER:
        for _, told in (*found, *wanted):
            told.pop(Field.ATTACHMENT)
    assert found == wanted


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
@pytest.mark.parametrize("form", ANNEXES)
@pytest.mark.parametrize("below", [False, True], ids=["above the day", "below the day"])
def test_a_list_of_annexes_in_any_form_lists_the_same(form: str, below: bool, paper: Paper) -> None:
    listed = ANNEXES[form](paper)
    text = (*paper.text()[: -len(paper.close) - len(paper.annexes)], *paper.close, *listed)
    assert facts((paper.title, paper.number, *(text if below else paper.text(*listed)))) == expected(paper)


def test_labels_of_a_task_stand_on_lines_of_their_own() -> None:
    text = "岚州市人民政府关于整治渡口的通知\n岚政发〔2021〕5号\n各区人民政府：\n现通知如下。\n"
    text += "一、改造渡口。牵头单位：市交通运输局\n配合单位：市财政局、市水务局\n二、培训渡工。\n岚州市人民政府\n2021年3月28日\n"
    (task,) = only(text).tasks
    assert [f"{party.name}={party.role}" for party in task.parties] == [
        *("市交通运输局=lead", "市财政局=support", "市水务局=support")
    ]


def test_a_document_without_a_heading_has_the_kind_that_it_calls_itself() -> None:
    cases = {"特此公告。": ["公告"], "现就有关事项通知如下。": ["通知"], "特此函复。": ["函"], "请按有关通知执行。": []}
    for sentence, kind in cases.items():
        (document,) = published(f"各区人民政府：\n{sentence}\n岚州市人民政府\n2022年3月15日\n").documents
        assert (values(document, Field.TITLE), values(document, Field.KIND)) == ([], kind), sentence
