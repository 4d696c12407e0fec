"""题注: the note under a law's heading."""

from datetime import date

import pytest

from ingest.extract.history import body, history
from ingest.model import Field, Span
from ingest.read.decode import decode
from ingest.read.normalize import normalize
from ingest.segment.paragraphs import Form, Paragraph, form_of
from ingest.steps import parse
from tests.ingest.official import only, values

Expected = list[tuple[str, str, str]]

NOTES: list[tuple[str, Expected]] = [
    ("2011年11月17日 岚州市第十三届人民代表大会常务委员会第三十次会议通过", [("2011-11-17", "通过", "岚州市人民代表大会常务委员会")]),
    ("2012年1月13日 东岭省第十一届人民代表大会常务委员会第二十八次会议批准", [("2012-01-13", "批准", "东岭省人民代表大会常务委员会")]),
    ("2002年5月27日 中华人民共和国国务院令第354号公布", [("2002-05-27", "公布", "国务院")]),
    ("2003年7月30日 国务院第16次常务会议通过", [("2003-07-30", "通过", "国务院")]),
    ("2015年9月1日 施行", [("2015-09-01", "施行", "")]),
    ("1981年10月13日 国务院批准 文化部 海关总署发布", [("1981-10-13", "批准", "国务院"), ("1981-10-13", "发布", "文化部 海关总署")]),
    ("（2020年1月1日岚州市人民政府第5次常务会议通过，现予公布）", [("2020-01-01", "通过", "岚州市人民政府")]),  # no day of that
    ("（2020年1月1日岚州市人民政府第5次常务会议通过，依照程序公布）", [("2020-01-01", "通过", "岚州市人民政府")]),
    ("1994年7月13日 国务院批准第一次修订", [("1994-07-13", "修订", "")]),  # who approves is not who makes
    ("1953年1月2日 政务院修正公布", [("1953-01-02", "公布", "政务院")]),
    (
        "（1991年3月4日国务院令第76号发布 2018年9月6日国务院第23次常务会议修订通过）",
        [("1991-03-04", "发布", "国务院"), ("2018-09-06", "通过", "国务院")],
    ),
    (
        "2009年8月27日 第十一届全国人民代表大会常务委员会第十次会议《关于修改部分法律的决定》第一次修正",
        [("2009-08-27", "修正", "全国人民代表大会常务委员会")],
    ),
    (
        "2018年3月11日 岚州市第三届人民代表大会第一次会议通过的《岚州市章程修正案（二）》",
        [("2018-03-11", "修正", "岚州市人民代表大会")],
    ),
    (
        "1985年6月13日 岚州市第六届人民代表大会常务委员会第三次会议通过《岚州市渡口管理条例》",
        [("1985-06-13", "通过", "岚州市人民代表大会常务委员会")],
    ),
]  # fmt: skip


def paragraph(text: str) -> Paragraph:
    return Paragraph(Span(0, len(text)), text, form_of(text))


@pytest.mark.parametrize(("note", "expected"), NOTES, ids=[note for note, _ in NOTES])
def test_a_note_tells_its_events(note: str, expected: Expected) -> None:
    line = paragraph(note)
    assert line.form is Form.HISTORY
    events = history([line], range(1), 1).events
    assert [(event.day.isoformat(), event.act, event.body) for event in events] == expected
    assert all(str(event.day.year) in event.span.slice(note) for event in events)


@pytest.mark.parametrize(("below", "bodies"), [
    (["岚州市文化局", "岚州市水务局发布"], ["岚州市文化局 岚州市水务局"]),
    (["岚州市水务局"], []), (["为了加强管理，由岚州市水务局发布"], []),
])  # fmt: skip
def test_bodies_of_a_note_may_have_lines_of_their_own(below: list[str], bodies: list[str]) -> None:
    lines = [
        paragraph(text) for text in ("1981年10月13日 岚州市人民政府批准", *below, "第一条 为了加强管理，制定本办法。")
    ]
    assert [event.body for event in history(lines, range(1), len(lines)).events][1:] == bodies
    assert len(history(lines, range(1), 1).events) == 1  # the lines below are another document's


@pytest.mark.parametrize(
    "text",
    [
        "2018年9月8日",
        "第一条 为规范养老服务，制定本条例。",
        "2019年年底前全部完成改造任务。",
        "自2019年3月1日起施行，有效期五年。",
    ],
)
def test_other_lines_are_no_note(text: str) -> None:
    assert form_of(text) is not Form.HISTORY


def test_the_law_has_the_facts_of_its_note() -> None:
    text = (
        "# 岚州市湖泊保护条例\n\n2011年11月17日 岚州市第十三届人民代表大会常务委员会第三十次会议通过\n\n"
        "2012年1月13日 东岭省第十一届人民代表大会常务委员会第二十八次会议批准\n\n第一条 为保护湖泊，制定本条例。\n\n"
        "第二条 本条例自2012年3月1日起施行。\n"
    )
    (document,) = parse(normalize(decode(text.encode(), "条例.md"))).documents
    assert [fact.value for fact in document.all(Field.ISSUER)] == ["岚州市人民代表大会常务委员会"]
    assert [fact.value for fact in document.all(Field.SIGNED)] == [date(2012, 1, 13)]
    assert [fact.value for fact in document.all(Field.EFFECTIVE)] == [date(2012, 3, 1)]
    assert [fact.value for fact in document.all(Field.TITLE)] == ["岚州市湖泊保护条例"]


@pytest.mark.parametrize(("note", "revised"), [
    ("2002年5月27日 中华人民共和国国务院令第354号公布", None),
    ("2002年5月27日 中华人民共和国国务院令第354号公布\n\n2018年7月26日 《国务院关于修改部分行政法规的决定》修订", date(2018, 7, 26)),
    # the order published the revised text: it is that text's own number
    ("2002年5月27日 中华人民共和国国务院令第354号公布\n\n2018年7月6日 国务院第16次常务会议修订通过\n\n"
     "2018年7月26日 中华人民共和国国务院令第701号公布", None),
    ("2011年11月17日 第十一届全国人民代表大会常务委员会第十次会议通过", None),
    ("2011年11月17日 第十一届全国人民代表大会常务委员会第十次会议通过\n\n"
     "2018年7月26日 第十三届全国人民代表大会常务委员会第三次会议修正", date(2018, 7, 26)),
    # the same body passed it again; a province that approves what a city has passed does not
    ("2011年12月3日 岚州市中级人民法院审判委员会第1次会议通过\n\n2018年7月26日 岚州市中级人民法院审判委员会第9次会议通过",
     date(2018, 7, 26)),
    ("2011年11月17日 岚州市第十三届人民代表大会常务委员会第三十次会议通过\n\n"
     "2012年1月13日 东岭省第十一届人民代表大会常务委员会第二十八次会议批准", None),
    # what it approves again is a revision
    ("2011年5月10日 望湖县第十五届人民代表大会第八次会议通过\n\n2012年11月30日县第十六届人民代表大会第二次会议修改 "
     "2013年5月9日东岭省第四届人民代表大会常务委员会第二次会议批准", date(2013, 5, 9)),
])  # fmt: skip
def test_the_day_of_a_revision(note: str, revised: date | None) -> None:
    text = f"# 湖泊管理条例\n\n{note}\n\n第一条 为管理湖泊，制定本条例。\n"
    (document,) = parse(normalize(decode(text.encode(), "条例.md"))).documents
    fact = document.first(Field.VERSION)
    assert (fact and fact.value) == revised


def test_an_order_in_the_note_is_the_number() -> None:
    text = "# 湖泊管理条例\n\n2002年5月27日 中华人民共和国国务院令第354号公布\n\n第一条 为管理湖泊，制定本条例。\n"
    (document,) = parse(normalize(decode(text.encode(), "条例.md"))).documents
    assert str(document.number) == "国务院令第354号" and document.place == "100000"


@pytest.mark.parametrize(("text", "name"), [
    ("岚州市第十三届人民代表大会常务委员会第三十次会议", "岚州市人民代表大会常务委员会"),
    ("第十一届全国人民代表大会第四次会议", "全国人民代表大会"),
    ("国务院第16次常务会议", "国务院"),
    ("岚州市水务局2021年第20次局务会议审议", "岚州市水务局"),
    ("岚州市交通运输局第3次局长办公会议", "岚州市交通运输局"),
    ("最高人民检察院第十二届检察委员会第十次会议", "最高人民检察院"),
    ("中华人民共和国国务院、中华人民共和国中央军事委员会令第71号", "国务院、中央军事委员会"),
    ("市十二届人民代表大会常务委员会第十六次会议", "市人民代表大会常务委员会"),
    ("东岭省第三届人民代表大会常务委员会第五次会议批准的《岚州市人民代表大会常务委员会关于修改〈渡口条例〉的决定》",
     "岚州市人民代表大会常务委员会"),
    ("", ""),
])  # fmt: skip
def test_who_acted(text: str, name: str) -> None:
    assert body(text) == name


def test_a_page_prints_the_issuer_and_the_heading_once_more_above_the_note() -> None:
    document = only(
        "岚州市渡口管理条例（2003年修正）\n\n岚州市人大常委会\n\n岚州市渡口管理条例\n\n"
        "（2001年11月14日岚州市第十一届人民代表大会常务委员会第三十三次会议通过）\n\n第一条 为了加强渡口管理，制定本条例。\n"
    )
    assert values(document, Field.ISSUER) == ["岚州市人民代表大会常务委员会"]
    assert values(document, Field.SIGNED) == ["2001-11-14"]
