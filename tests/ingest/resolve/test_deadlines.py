"""What a time limit means in its document: the year that is not printed, days of no calendar, last days of durations."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.extract.times import in_cell, times
from ingest.model import Deadline, TimeKind
from ingest.resolve.context import Occasion
from ingest.resolve.deadlines import resolve_deadlines, undated
from ontology.calendar import after_workdays

SIGNED = date(2022, 3, 15)
SPRING = Occasion(SIGNED, 2022)
DECEMBER = Occasion(date(2022, 12, 20), 2022)
WORK_PLAN = Occasion(date(2022, 12, 20), 2023)  # 2023年工作要点, signed the December before
UNSIGNED = Occasion(None, 2022)
TIMELESS = Occasion(None, None)


def limits(text: str, occasion: Occasion = SPRING) -> list[Deadline]:
    return list(resolve_deadlines(times(text), text, occasion))


def days(text: str, occasion: Occasion = SPRING) -> list[str | None]:
    """The value of each limit: a day, a rule or duration, None where there is no such day."""
    return [str(limit.value) if limit.value is not None else None for limit in limits(text, occasion)]


@pytest.mark.parametrize(("text", "expected"), [
    ("各街道于2024年11月30日前报送。",                                ["2024-11-30"]),
    ("各街道于本月底前完成清理。",                                    ["2022-03-31"]),
    ("各街道于本月20日前报送。",                                      ["2022-03-20"]),
    ("每半年首月10日前报送。",                                        ["FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=10"]),
    ("每半年末报送。",                                                ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"]),
    ("提前一年完成渡口改造，提前5个工作日公示。",                     ["P5WD"]),
    ("实施污水处理三年行动计划。",                                    []),
    ("6月、9月、12月底前分别报送。",                                  ["2022-06-30", "2022-09-30", "2022-12-31"]),
    ("2024年2月底前完成。",                                           ["2024-02-29"]),
    ("2023年2月底前完成。",                                           ["2023-02-28"]),
    ("2024年11月上旬前完成。",                                        ["2024-11-10"]),
    ("2024年11月中旬完成。",                                          ["2024-11-20"]),
    ("2024年11月下旬完成。",                                          ["2024-11-30"]),
    ("2024年第三季度完成。",                                          ["2024-09-30"]),
    ("2024年上半年完成。",                                            ["2024-06-30"]),
    ("2024年下半年完成。",                                            ["2024-12-31"]),
    ("到2024年，步道全部贯通。",                                      ["2024-12-31"]),
    ("2024年前完成。",                                                ["2023-12-31"]),
    ("到“十四五”末，步道总长达到60公里。",                            ["2025-12-31"]),
    ("年底前完成。",                                                  ["2022-12-31"]),
    # X月前: the month itself is out
    ("9月前完成。",                                                   ["2022-08-31"]),
    ("2023年1月前完成。",                                             ["2022-12-31"]),
    ("2024年3月前完成。",                                             ["2024-02-29"]),
    # the year of the same paragraph, of the document where the paragraph has none
    ("2023年3月底前完成普查，9月底前完成改造。",                      ["2023-03-31", "2023-09-30"]),
    ("今年6月底前完成，2023年3月底前验收，9月底前总结。",             ["2022-06-30", "2023-03-31", "2023-09-30"]),
    ("2023年3月底前完成普查。9月底前完成改造。",                      ["2023-03-31", "2023-09-30"]),
    ("2023年3月底前完成普查。\n9月底前完成改造。",                    ["2023-03-31", "2022-09-30"]),
    ("9月底前完成改造。",                                             ["2022-09-30"]),
    # a year of the past, in a title or a number is not taken
    ("截至2021年底，有步道20公里。9月底前新建5公里。",                ["2022-09-30"]),
    ("《2023年湖滨步道计划》明确，9月底前完成。",                     ["2022-09-30"]),
    ("岚政发〔2023〕3号文件明确，9月底前完成。",                      ["2022-09-30"]),
    # relative years
    ("今年9月底前完成。",                                             ["2022-09-30"]),
    ("明年6月底前完成。",                                             ["2023-06-30"]),
    ("今年年底前完成。",                                              ["2022-12-31"]),
    ("明年上半年完成。",                                              ["2023-06-30"]),
    # rules and durations keep their values
    ("每月20日前报送。",                                              ["FREQ=MONTHLY;BYMONTHDAY=20"]),
    ("收到申请后15日内答复。",                                        ["P15D"]),
])  # fmt: skip
def test_in_a_document_of_march(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(("text", "occasion", "expected"), [
    # the title's year
    ("3月底前完成。",           WORK_PLAN, "2023-03-31"),
    ("12月底前完成。",          WORK_PLAN, "2023-12-31"),
    ("年底前完成。",            WORK_PLAN, "2023-12-31"),
    ("今年12月底前完成。",      WORK_PLAN, "2022-12-31"),
    ("明年3月底前完成。",       WORK_PLAN, "2023-03-31"),
    # next year's, where this year's is long past; a short while back is this year's
    ("3月底前完成。",           DECEMBER,  "2023-03-31"),
    ("9月20日前完成。",         DECEMBER,  "2023-09-20"),
    ("9月21日前完成。",         DECEMBER,  "2022-09-21"),
    ("12月底前完成。",          DECEMBER,  "2022-12-31"),
    ("今年12月底前完成。",      DECEMBER,  "2022-12-31"),
    # without a date of signature
    ("3月底前完成。",           UNSIGNED,  "2022-03-31"),
    ("2022年底前完成。",        UNSIGNED,  "2022-12-31"),
    ("2019年底前完成。",        TIMELESS,  "2019-12-31"),
])  # fmt: skip
def test_the_years_of_other_documents(text: str, occasion: Occasion, expected: str) -> None:
    assert days(text, occasion) == [expected]


RULE = Occasion(SIGNED, 2022, standing=True)


@pytest.mark.parametrize(("text", "occasion", "expected"), [
    # a rule holds year after year
    ("配额应当在当年9月15日前交还。",                     RULE,      "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=15"),
    ("市财政局应当当年底前报送。",                        RULE,      "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
    ("结果于当年第三季度内公布。",                        RULE,      "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30"),
    ("应当于当年2月底前报送。",                           RULE,      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28"),
    # so does what is said of each year
    ("每年的第一次会议，应当不迟于3月底前举行。",         RULE,      "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31"),
    ("应当在本年度10月底前提请批准。",                    RULE,      "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=31"),
    ("应当在本年度10月底前提请批准。",                    WORK_PLAN, "2022-10-31"),
    ("历年的清单，当年6月底前公布。",                     SPRING,    "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"),
    ("2023年选定的地块，每年动工一处，当年11月底前完工。", SPRING, "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"),
    # a plan's 当年 is its own, and 今年 is so in a rule
    ("当年9月15日前完成。",                               SPRING,    "2022-09-15"),
    ("当年12月底前完成。",                                WORK_PLAN, "2022-12-31"),
    ("今年9月15日前完成。",                               RULE,      "2022-09-15"),
    # a year that is printed before is meant
    ("2023年度新建的步道，当年9月底前验收。",             RULE,      "2023-09-30"),
    ("2021年度新建的步道，当年9月底前验收。",             SPRING,    None),
])  # fmt: skip
def test_that_year(text: str, occasion: Occasion, expected: str | None) -> None:
    assert days(text, occasion) == ([expected] if expected else [])


def test_without_any_year_of_its_own_the_last_printed_before_counts() -> None:
    assert days("2023年6月底前完成。\n9月底前验收。", TIMELESS) == ["2023-06-30", "2023-09-30"]
    assert days("9月底前验收。", TIMELESS) == []


@pytest.mark.parametrize("text", [
    "6月31日前完成。",
    "2022年6月31日前完成。",
    "2023年2月29日前报送。",
    "2月30日前报送。",
    "13月底前完成。",
])  # fmt: skip
def test_a_printed_day_that_does_not_exist_is_kept_without_a_value(text: str) -> None:
    (limit,) = limits(text)
    assert limit.value is None and limit.due is None
    assert limit.span.slice(text) == text.removesuffix("完成。").removesuffix("报送。")


def test_a_document_without_date_drops_what_was_over_before_its_year() -> None:
    assert days("2021年底前完成。", UNSIGNED) == []


@pytest.mark.parametrize(("text", "expected"), [
    ("2021年12月底前完成。",     []),
    ("2022年3月14日前完成。",    []),
    ("2022年3月15日前完成。",    ["2022-03-15"]),
    ("于2022年2月1日前报送。",   ["2022-02-01"]),  # a sentence that asks for it: the year is wrong, and a reader wants to know
    ("合同成立于2020年8月20日之前的，按原规定办理。", []),
    ("已于2021年6月30日前完成。", []),
    ("今年2月底前完成。",        ["2022-02-28"]),  # 2022-02-28 < 2022-03-15, but its year is ours to add
])  # fmt: skip
def test_what_was_over_when_the_document_was_signed_is_dropped(text: str, expected: list[str]) -> None:
    assert days(text) == expected


def test_a_cell_of_limits_keeps_days_of_the_past() -> None:
    text = "2021年12月底前"
    found = list(in_cell(text))
    assert [limit.value for limit in resolve_deadlines(found, text, SPRING, limits=True)] == [date(2021, 12, 31)]
    assert list(resolve_deadlines(found, text, SPRING)) == []


@pytest.mark.parametrize(("text", "event", "value", "due"), [
    # working days by the holidays of 2022: 清明 (3 to 5 April, worked on 2 April)
    ("自印发之日起20个工作日内报送。",       "印发",       "P20WD", date(2022, 4, 13)),
    ("自印发之日起3个工作日内报送。",        "印发",       "P3WD",  date(2022, 3, 18)),
    ("自本通知印发之日起30日内报送。",       "本通知印发", "P30D",  date(2022, 4, 14)),
    ("自公布之日起两周内完成。",             "公布",       "P2W",   date(2022, 3, 29)),
    ("自发布之日起两个月内完成。",           "发布",       "P2M",   date(2022, 5, 15)),
    ("自印发之日起2年内完成。",              "印发",       "P2Y",   date(2024, 3, 15)),
    # events that the document does not date, and hours
    ("自收到之日起15日内答复。",             "收到",       "P15D",  None),
    ("自施行之日起3个月内完成。",            "施行",       "P3M",   None),
    ("自印发之日起24小时内报送。",           "印发",       "PT24H", None),
    ("24小时内报送。",                       "",           "PT24H", None),
])  # fmt: skip
def test_the_last_day_of_a_duration(text: str, event: str, value: str, due: date | None) -> None:
    (limit,) = limits(text)
    assert (limit.kind, limit.event, limit.value, limit.due) == (TimeKind.DURATION, event, value, due)


def test_from_entry_into_force_where_the_document_tells_it() -> None:
    dated = Occasion(SIGNED, 2022, date(2022, 5, 1))
    assert [x.due for x in limits("自本办法施行之日起3个月内完成。", dated)] == [date(2022, 8, 1)]
    assert [x.due for x in limits("自印发之日起3个月内完成。", dated)] == [date(2022, 6, 15)]


@pytest.mark.parametrize(("signed", "text", "due"), [
    (date(1999, 3, 15), "自印发之日起3个工作日内报送。", None),  # no holidays are published for 1999
    (date(2088, 3, 15), "自印发之日起3个工作日内报送。", None),
    (date(1999, 3, 31), "自印发之日起3个月内报送。", date(1999, 6, 30)),
    (date(1999, 11, 30), "自印发之日起3个月内报送。", date(2000, 2, 29)),
    (date(2020, 2, 29), "自印发之日起1年内报送。", date(2021, 2, 28)),
    (date(9999, 12, 1), "自印发之日起3个月内报送。", None),
    (date(9999, 12, 1), "自印发之日起60日内报送。", None),
])  # fmt: skip
def test_the_edges_of_the_calendar(signed: date, text: str, due: date | None) -> None:
    (limit,) = limits(text, Occasion(signed, signed.year))
    assert limit.due == due and limit.value


def test_without_a_signed_date_a_duration_has_no_last_day() -> None:
    assert [x.due for x in limits("自印发之日起3日内完成。", UNSIGNED)] == [None]


def test_the_quote_is_the_sentence() -> None:
    text = "一、抓紧普查。各街道于9月底前完成。逾期通报。\n二、12月底前总结"
    first, second = limits(text)
    assert (first.quote.slice(text), second.quote.slice(text)) == ("各街道于9月底前完成。", "二、12月底前总结")


# --- properties ----------------------------------------------------------------------------------------------------------


def occasions() -> st.SearchStrategy[Occasion]:
    signed = st.none() | st.dates(date(1990, 1, 1), date(2060, 12, 31))
    return signed.flatmap(
        lambda day: st.builds(
            Occasion,
            st.just(day),
            st.none() | st.integers(1990, 2060) if day is None else st.sampled_from((day.year, day.year + 1)),
            st.none() | st.dates(date(1990, 1, 1), date(2060, 12, 31)),
        )
    )


_PIECES = (
    "2024年", "今年", "明年", "每年", "每月", "6月", "2月", "13月", "31日", "20日", "底前", "前", "上旬", "年底前", "15日内",
    "20个工作日内",
    "自印发之日起", "自施行之日起", "收到后", "完成", "报送", "到", "《", "》", "，", "。", "；", "\n", "截至",
)  # fmt: skip
crowded = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)


@given(crowded, occasions())
def test_every_limit_is_well_formed(text: str, occasion: Occasion) -> None:
    found = limits(text, occasion)
    assert [x.span for x in found] == sorted({x.span for x in found})
    for limit in found:
        assert limit.quote.contains(limit.span)
        assert "\n" not in limit.quote.slice(text)
        match limit.kind:
            case TimeKind.RECURRING:
                assert isinstance(limit.value, str) and limit.due is None
            case TimeKind.DURATION:
                assert isinstance(limit.value, str)
                assert limit.due is None or limit.event
            case _:
                assert limit.value is None or type(limit.value) is date
                assert not limit.event and limit.due is None


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_full_date_needs_no_context(signed: date, day: date) -> None:
    printed, occasion = f"{day.year}年{day.month}月{day.day}日前", Occasion(signed, signed.year)
    assert days(f"{printed}设立。", occasion) == ([day.isoformat()] if day >= signed else [])
    assert days(f"于{printed}报送。", occasion) == [day.isoformat()]


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.integers(1, 12), st.integers(1, 31))
def test_a_day_without_year_is_the_next_one_or_lately_past(signed: date, month: int, day: int) -> None:
    assume((month, day) != (2, 29))
    (value,) = (limit.value for limit in limits(f"于{month}月{day}日前报送。", Occasion(signed, signed.year)))
    if value is None:
        assert day > 28
        return
    assert isinstance(value, date) and (value.month, value.day) == (month, day)
    assert value.year in (signed.year, signed.year + 1)
    assert signed - timedelta(days=90) <= value
    # it is this year's, unless that is more than ninety days ago
    assert value.year == signed.year or value.replace(year=signed.year) < signed - timedelta(days=90)


@given(st.dates(date(2010, 1, 1), date(2023, 12, 31)), st.integers(1, 60))
def test_working_days_count_from_the_day_after(signed: date, number: int) -> None:
    (limit,) = limits(f"自印发之日起{number}个工作日内报送。", Occasion(signed, signed.year))
    assert limit.due is not None and limit.due == after_workdays(signed, number)
    assert limit.due >= signed + timedelta(days=number)


def rules_of(found: Iterator[Deadline]) -> list[str]:
    return [limit.rule for limit in found]


def test_rules_are_carried_over() -> None:
    text = "9月底前完成，每月5日前报送，收到后15日内答复。"
    assert rules_of(resolve_deadlines(times(text), text, SPRING)) == [
        "times.month",
        "times.every-month",
        "times.within",
    ]


@pytest.mark.parametrize(("text", "occasion", "expected"), [
    ("步道于5月底前完工，6月20日前上报。", TIMELESS,                        ["5月底前", "6月20日前"]),
    ("步道于本月底前完工。",               TIMELESS,                        ["本月底前"]),
    ("步道于5月底前完工。",                SPRING,                          []),
    ("步道于5月底前完工。",                UNSIGNED,                        []),
    ("2021年起，步道于5月底前完工。",      TIMELESS,                        []),
    ("步道于20个工作日内完工。",           TIMELESS,                        []),
    ("每年5月底前上报。",                  TIMELESS,                        []),
    ("每月20日前上报。",                   TIMELESS,                        []),
    ("于2021年6月31日前上报。",            TIMELESS,                        []),
    ("于2021年5月底前上报。",              SPRING,                          []),
])  # fmt: skip
def test_a_limit_whose_year_nothing_tells_is_undated(text: str, occasion: Occasion, expected: list[str]) -> None:
    assert [span.slice(text) for span in undated(times(text), text, occasion)] == expected
