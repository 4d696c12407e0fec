"""Today is Beijing's day on every server."""

from datetime import UTC, date, datetime

import pytest

from graph.records.today import day_in_beijing
from graph.store.errors import StoreError

LATE = datetime(2024, 6, 30, 16, 30, tzinfo=UTC)  # half past midnight in Beijing


@pytest.mark.parametrize(
    ("zone", "day"),
    [("", date(2024, 7, 1)), ("Asia/Shanghai", date(2024, 7, 1)), ("UTC", date(2024, 6, 30))],
)
def test_the_day(zone: str, day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGMAI_TIMEZONE", zone)
    assert day_in_beijing(LATE) == day


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "/dev/null"])
def test_a_zone_that_is_none(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGMAI_TIMEZONE", zone)
    with pytest.raises(StoreError, match="not a time zone"):
        day_in_beijing(LATE)
