"""Calendar days in digits and Chinese numerals (GB/T 9704-2012 7.3.5.4; older documents print 二〇〇四年四月二十七日)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.dates import day

_FIGURES = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else _FIGURES[tens] + "十") + (
        _FIGURES[ones] if ones or not tens else ""
    )


@pytest.mark.parametrize(("text", "expected"), [
    ("2018年9月8日", date(2018, 9, 8)),
    ("2018年09月08日", date(2018, 9, 8)),
    ("2018年 9月 8日", date(2018, 9, 8)),
    ("（2018年9月8日）", date(2018, 9, 8)),
    ("二〇〇四年四月二十七日", date(2004, 4, 27)),
    ("二○○五年十一月二十一日", date(2005, 11, 21)),
    ("二ОО六年六月八日", date(2006, 6, 8)),
    ("二OO六年六月八日", date(2006, 6, 8)),
    ("二零一零年十月十日", date(2010, 10, 10)),
    ("一九九八年十二月三十一日", date(1998, 12, 31)),
    ("二〇一一年元月三日", date(2011, 1, 3)),
    ("二0一九年一月八日", date(2019, 1, 8)),
    ("二Ο一九年一月八日", date(2019, 1, 8)),
    ("二〇一九年1月8日", date(2019, 1, 8)),
    ("2019年一月八日", date(2019, 1, 8)),
    ("2019年元月8日", date(2019, 1, 8)),
    ("2019年1月8号", date(2019, 1, 8)),
    ("一九八五年三月廿一日", date(1985, 3, 21)),
    ("一九八五年八月卅日", date(1985, 8, 30)),
    ("2004-02-02", date(2004, 2, 2)),
    ("2008/4/25", date(2008, 4, 25)),
    ("2020年2月29日", date(2020, 2, 29)),
])  # fmt: skip
def test_day(text: str, expected: date) -> None:
    assert day(text) == expected


@pytest.mark.parametrize("text", ["2022年6月31日", "2021年2月29日", "2021年13月1日", "二〇二一年二月三十日"])
def test_a_day_that_is_not_in_the_calendar_has_no_value(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2018年9月",
        "9月8日",
        "18年9月8日",
        "LZCR-2018-0010012",
        "2018-2020年",
        "二〇〇四年四月",
        "2019年第8号",
        "0000年一月八日",
        "2020年3月5号楼",
        "2019年3月15号令",
        "2019年10月10号地块",
    ],
)
def test_no_day(text: str) -> None:
    assert day(text) is None


@given(st.dates(date(1949, 10, 1), date(2099, 12, 31)))
def test_the_three_printings_of_a_day_agree(when: date) -> None:
    year = "".join(_FIGURES[int(figure)] for figure in str(when.year))
    assert day(f"{when.year}年{when.month}月{when.day}日") == when
    assert day(when.isoformat()) == when
    for zero in "〇○零О":
        assert day(f"{year.replace('零', zero)}年{in_chinese(when.month)}月{in_chinese(when.day)}日") == when
