"""Documents over time: every month or year has a bar, also one without documents."""

import pytest

from ui.explorer.components import figures


@pytest.mark.parametrize(
    ("months", "shown"),
    [
        ([("2019-11", 3), ("2020-02", 1)], {"2019-11": 3, "2019-12": 0, "2020-01": 0, "2020-02": 1}),
        ([("2015-01", 1), ("2015-07", 2), ("2018-12", 4)], {"2015": 3, "2016": 0, "2017": 0, "2018": 4}),
        ([("2017", 1), ("2019", 2)], {"2017": 1, "2018": 0, "2019": 2}),
    ],
)
def test_the_bars_stand_as_far_apart_as_the_days(
    months: list[tuple[str, float]], shown: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    monkeypatch.setattr("streamlit.altair_chart", lambda chart, **_: drawn.append(chart))
    figures.timeline(months, "day", "count")
    (chart,) = drawn
    assert dict(zip(chart.data["time"], chart.data["count"], strict=True)) == shown
