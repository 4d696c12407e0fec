"""Time limits of any text: true spans in order, printed days kept, in linear work."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.times import in_cell, times
from ingest.model import Mention, TimeExpression, TimeKind
from ingest.read.normalize import fold
from tests.ingest.extract.timed import check
from tests.ingest.official import noise
from tests.ingest.work import assert_linear

_PIECES = (
    "2024年", "今年", "明年", "每年", "每月", "每季度", "每两年", "按月", "6月", "12月", "20日", "底", "末", "上旬", "前", "之前", "内",
    "上半年", "第三季度", "至", "—", "15", "三", "个", "工作日", "日", "年", "月", "小时", "自", "收到之日起", "后", "不超过", "公示期",
    "延长", "完成", "报送", "通报", "注册的", "截至", "有效期至", "到", "“十四五”末", "《", "》", "，", "。", "；", "\n", "\t", " ",
    "（", "）",
)  # fmt: skip
crowded = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)


@pytest.mark.parametrize("find", [times, in_cell])
@given(text=st.one_of(crowded, noise))
def test_spans_are_true_and_in_order(find: Callable[[str], Iterable[Mention[Any]]], text: str) -> None:
    text = fold(text)
    found = sorted(find(text), key=lambda mention: mention.span)
    if find is times:
        assert found == list(find(text))
    end = 0
    for mention in found:
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        value = mention.value
        assert isinstance(value, TimeExpression)
        # either a rule that needs no context, or a day that may: never both, never neither
        assert bool(value.value) == (value.month is None)
        assert not value.event or value.kind is TimeKind.DURATION


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.sampled_from(("前", "之前", "以前")))
def test_a_printed_day_is_that_day(day: date, before: str) -> None:
    printed = f"{day.year}年{day.month}月{day.day}日{before}"
    check(f"各街道应当于⟦{printed}⟧报送台账。", [f"deadline {day.isoformat()}"])


@given(st.integers(1, 999), st.sampled_from((("日", "D"), ("个工作日", "WD"), ("个月", "M"), ("周", "W"), ("天", "D"))))
def test_a_length_keeps_its_number_and_unit(number: int, unit: tuple[str, str]) -> None:
    check(f"自备案之日起⟦{number}{unit[0]}内⟧公示。", [f"P{number}{unit[1]} from 备案"])


@given(crowded)
def test_nothing_is_read_inside_a_title(text: str) -> None:
    title = "《" + re.sub("[《》\n]", "", text)[:150] + "有关计划》"
    assert list(times(title)) == []


HOSTILE: dict[str, Callable[[int], str]] = {
    "days": lambda size: "2024年6月30日前" * size,
    "months in a row": lambda size: "6月、" * size,
    "periods": lambda size: "每月" * size,
    "digits": lambda size: "2" * size,
    "lengths": lambda size: "自收到之日起15日内" * size,
    "spans": lambda size: "2023年—" * size,
    "open titles": lambda size: "《6月底前" * size,
    "no punctuation": lambda size: "年内完成" * size,
    "line ends": lambda size: "年底前\n" * size,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_take_linear_work(page: Callable[[int], str]) -> None:
    assert_linear(lambda size: list(times(page(size))), 500)
