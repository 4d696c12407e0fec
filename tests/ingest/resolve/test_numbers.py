"""Whose a cited number is: by the cited title, by the organ of an order, by the signs of its code; never a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.numbers import document_number
from ingest.model import DocumentNumber, DocumentReference
from ingest.resolve.numbers import find_owner
from ontology.places import STATE, Places
from tests.ingest.official import notice, only

PLACES = Places.load()
PROVINCE, CITY, DISTRICT = "990000", "990100", "990102"


def number(printed: str) -> DocumentNumber:
    found = document_number(printed)
    assert found is not None
    return found


def whose(
    printed: str, citing: str | None = None, within: str | None = None, title: str | None = None
) -> tuple[str | None, str]:
    place, full = find_owner(
        DocumentReference(title, number(printed)), number(citing) if citing else None, within, PLACES
    )
    return place, str(full)


@pytest.mark.parametrize(
    ("printed", "within", "place", "full"),
    [
        ("省政府令第293号", CITY, PROVINCE, "东岭省人民政府令第293号"),
        ("市政府令第38号", CITY, CITY, "岚州市人民政府令第38号"),
        ("岚州市人民政府令第38号", None, CITY, "岚州市人民政府令第38号"),
        ("国务院令第684号", CITY, STATE, "国务院令第684号"),
        ("财政部、税务总局公告2020年第8号", CITY, STATE, "财政部税务总局公告2020年第8号"),
        ("财政部税务总局公告2020年第8号", CITY, STATE, "财政部税务总局公告2020年第8号"),
    ],
)
def test_an_order_is_its_organs(printed: str, within: str | None, place: str, full: str) -> None:
    assert whose(printed, within=within) == (place, full)


@pytest.mark.parametrize(
    ("printed", "citing", "within", "title", "place"),
    [
        ("国发〔2019〕4号", "岚政发〔2022〕15号", CITY, None, STATE),
        ("国办发〔2019〕4号", None, None, None, STATE),
        ("岚政发〔2019〕4号", "岚政办字〔2022〕15号", CITY, None, CITY),
        ("岚望政发〔2019〕4号", "岚政发〔2022〕15号", CITY, None, DISTRICT),
        ("岚政发〔2019〕4号", "岚望政发〔2022〕15号", DISTRICT, None, CITY),
        ("岚望政发〔2019〕4号", "岚望政办发〔2022〕15号", DISTRICT, None, DISTRICT),
        ("岚政发〔2019〕4号", None, None, "岚州市人民政府关于渡口管理的通知", CITY),
        ("某政发〔2019〕4号", "岚政发〔2022〕15号", CITY, None, None),
        ("岚政发〔2019〕4号", None, None, None, None),
    ],
)
def test_a_codes_signs_tell_the_place(
    printed: str, citing: str | None, within: str | None, title: str | None, place: str | None
) -> None:
    assert whose(printed, citing, within, title)[0] == place


def test_one_code_of_two_cities_stays_apart() -> None:
    """济政发 is 济南's in a document of 济南 and 济宁's in one of 济宁; elsewhere it stays open."""
    assert whose("济政发〔2018〕22号", "济政办发〔2019〕1号", "370100")[0] == "370100"
    assert whose("济政发〔2018〕22号", "济政办发〔2019〕1号", "370800")[0] == "370800"
    assert whose("济政发〔2018〕22号", "岚政发〔2022〕15号", CITY)[0] is None


def test_a_citys_sign_may_be_a_ministrys() -> None:
    """铁科 is 铁岭's in its own documents that bear such a number; elsewhere, and for any other code, it is the ministry's."""
    assert whose("铁科〔2009〕15号", "铁科〔2014〕12号", "211200")[0] == "211200"
    assert whose("铁科合〔2009〕15号", "铁科〔2014〕12号", "211200")[0] == STATE
    assert whose("铁科〔2009〕15号", "铁政发〔2014〕12号", "211200")[0] == STATE
    assert whose("铁科〔2009〕15号", "铁科〔2014〕12号", CITY)[0] == STATE
    assert whose("国科发〔2009〕15号", "铁科〔2014〕12号", "211200")[0] == STATE


@pytest.mark.parametrize(("printed", "citing", "within"), [
    ("安监总管三〔2009〕116号", "安监发〔2014〕3号", "410500"), ("银发〔2016〕92号", "银发〔2017〕3号", "640100"),
    ("银监发〔2010〕9号", "银财发〔2014〕3号", "640100"), ("建市〔2014〕112号", "建市〔2015〕3号", "330182"),
    ("建办质〔2018〕31号", "建建发〔2019〕3号", "330182"), ("公通字〔2013〕36号", "公教发〔2014〕3号", "421022"),
    ("海通航〔2010〕7号", "海交发〔2012〕3号", "460100"), ("文市发〔2016〕5号", "文文发〔2017〕3号", "532600"),
])  # fmt: skip
def test_a_ministrys_code_stays_the_ministrys(printed: str, citing: str, within: str) -> None:
    assert whose(printed, citing, within)[0] == STATE


@pytest.mark.parametrize(("sentence", "place"), [
    ("落实岚州市财政局《关于渡口补贴的通知》（某财发〔2019〕4号）的要求。",             CITY),
    ("近日，国务院安委会办公室、应急管理部联合印发《关于渡口安全的通知》（安某办〔2019〕4号）。", STATE),
    ("按照《民政部 水利部关于渡口的通知》（某渡发〔2019〕4号）执行。",                      STATE),
    ("转发财政部《关于渡口补贴的通知》（某财发〔2019〕4号）。",                             STATE),
    ("岚州市财政局转发的《关于渡口补贴的通知》（某财发〔2019〕4号）应当执行。",             None),
    ("岚州市财政局已经执行《关于渡口补贴的通知》（某财发〔2019〕4号）。",                   None),
    ("根据《关于渡口补贴的通知》（某财发〔2019〕4号）执行。",                               None),
])  # fmt: skip
def test_the_body_before_the_title_tells_the_place(sentence: str, place: str | None) -> None:
    (relation,) = notice(f"一、{sentence}").relations
    assert relation.owner == place


@pytest.mark.parametrize(("addressees", "asked", "place"), [
    ("岚州市望湖区人民政府",               "你区《关于渡口规划的请示》（某政报〔2022〕3号）收悉。",       DISTRICT),
    ("岚州市望湖区人民政府",               "你们报来的《关于渡口规划的请示》（某政报〔2022〕3号）收悉。", DISTRICT),
    ("岚州市望湖区人民政府，市财政局",     "你们《关于渡口规划的请示》（某政报〔2022〕3号）收悉。",       None),
    ("岚州市望湖区人民政府",               "你区的渡口执行《渡口规划》（某政报〔2022〕3号）。",           None),
])  # fmt: skip
def test_what_a_reply_answers_is_its_addressees(addressees: str, asked: str, place: str | None) -> None:
    reply = only(
        f"岚州市人民政府关于渡口规划的批复\n岚政复〔2022〕8号\n{addressees}：\n{asked}经研究，现批复如下：\n一、同意。\n"
        "岚州市人民政府\n2022年3月15日\n"
    )
    (relation,) = reply.relations
    assert relation.owner == place


def test_without_a_number_there_is_no_owner() -> None:
    assert find_owner(DocumentReference("岚州市渡口条例", None), None, CITY, PLACES) == (None, None)


@given(
    st.text("岚州望湖东岭政府办发令公告国财、 ", min_size=1, max_size=12),
    st.sampled_from([None, 2019]),
    st.sampled_from([None, PROVINCE, CITY, DISTRICT, "000000"]),
)
def test_any_code_is_answered(code: str, year: int | None, within: str | None) -> None:
    cited = DocumentNumber(code, year, 4)
    place, full = find_owner(DocumentReference(None, cited), DocumentNumber("岚政发", 2022, 15), within, PLACES)
    assert full is not None and (full.year, full.serial) == (year, 4)
    assert place is None or PLACES.by_code(place) is not None or place == STATE
