"""The page of tasks in each of its states."""

import re
from datetime import date
from pathlib import Path

import pytest

from graph.records.due import Due, list_due_days
from graph.records.work import Limit, PartyRow, TaskRow, WorkDocument
from tests.samples import working as sample
from ui.explorer import url
from ui.explorer.components import calendar
from ui.messages import load

ZH = load()["zh"]


def rows(seen) -> int:
    return seen.html.count('class="zm-when"')


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["任务与时限", "第 1–25 行，共 27 行，27 项任务", "未到期", "2019年6月", "周期性", "未定日期", "牵头"]),
        ("en", ["Tasks and deadlines", "Lines 1–25 of 27; tasks: 27", "Due", "2019-06", "Recurring", "Lead"]),
    ],
)
def test_all_tasks_by_date(visit, working: Path, language: str, words: list[str]) -> None:
    seen = visit("tasks", working, lang=language, as_of="2019-03-01")
    assert all(word in seen.html for word in words) and rows(seen) == 25
    assert f"plan-again.txt&amp;lang={language}#task-1" in seen.html and "二、" not in seen.html


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"agency": "岚州市水务局", "role": "lead"}, 1),
        ({"agency": "岚州市水务局", "from": "2019-01-01", "until": "2019-12-31"}, 2),
        ({"agency": "岚州市水务局", "agency2": "各区县政府"}, 1),
        ({"document": sample.PLAN}, 2),
        ({"q": "清淤"}, 1),
        ({"standing": "past", "as_of": "2019-07-01"}, 2),
        ({"standing": "nonsense", "role": "nonsense", "from": "nonsense", "page": "-1"}, 25),
        ({"page": "2"}, 2),
    ],
)
def test_filters_stand_in_the_address(visit, working: Path, asked: dict[str, str], count: int) -> None:
    assert rows(visit("tasks", working, **asked)) == count


def test_widgets_write_the_address(visit, working: Path) -> None:
    seen = visit("tasks", working, page="2", lang="en")
    seen.widget("selectbox", "agency").set_value("岚州市水务局").run()
    assert seen.address() == {"agency": "岚州市水务局", "lang": "en"}
    seen.widget("selectbox", "from-until").set_value("2019").run()
    assert (seen.address()["from"], seen.address()["until"]) == ("2019-01-01", "2019-12-31") and rows(seen) == 2
    seen.widget("date_input", "until").set_value(date(2019, 6, 30)).run()
    assert seen.address()["until"] == "2019-06-30" and seen.widget("selectbox", "from-until").value == ""
    seen.widget("date_input", "from").set_value(None).run()
    assert "from" not in seen.address()
    seen.widget("button_group", "view").set_value("agency").run()
    assert seen.address()["view"] == "agency"
    seen.widget("button_group", "view").set_value("date").run()
    assert "view" not in seen.address()


def test_a_span_says_what_it_leaves_out(visit, working: Path) -> None:
    span = {"agency": "岚州市水务局", "from": "2019-01-01", "until": "2019-12-31"}
    html = visit("tasks", working, **span).html
    assert "另有 23 项任务没有写明日期" in html and "standing=undated" in html
    assert "没有写明日期" not in visit("tasks", working, **span, standing="coming").html


def test_by_agency(visit, working: Path) -> None:
    seen = visit("tasks", working, view="agency", document=sample.PLAN)
    assert rows(seen) == 4 and seen.html.index("各区县政府</span>") < seen.html.index(">岚州市水务局</span></a>")


def test_together_with_another_can_be_taken_away(visit, working: Path) -> None:
    html = visit("tasks", working, agency="岚州市水务局", agency2="理事会", lang="en").html
    assert "Only tasks together with 理事会" in html and "take away" in html
    assert 'href="tasks?agency=%E5%B2%9A%E5%B7%9E%E5%B8%82%E6%B0%B4%E5%8A%A1%E5%B1%80&amp;lang=en"' in html


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"agency": "无此机关"}, ["没有符合条件的任务", "放宽起止日期"]),
        ({"from": "2020-01-01", "until": "2019-01-01"}, ["没有符合条件的任务", "请调换"]),
    ],
)
def test_nothing_found_offers_the_way_back(visit, working: Path, asked: dict[str, str], words: list[str]) -> None:
    html = visit("tasks", working, **asked).html
    assert all(word in html for word in words) and 'href="tasks?lang=zh"' in html


def test_a_store_without_tasks_says_so(visit, store: Path) -> None:
    seen = visit("tasks", store, lang="en")
    assert "The store holds no tasks yet" in seen.html and not seen.test.selectbox


def test_the_calendar_shows_a_month_and_the_year(visit, working: Path) -> None:
    html = visit("tasks", working, view="calendar", month="2019-06").html
    assert "2019年6月" in html and html.count("<time ") == 30 and "2 项到期" in html
    assert "month=2019-05&" in html and "month=2018-12&" in html and "month=2020-01&" in html
    assert 'title="2019年6月底前 → 2019-06-30' in html and 'title="每月20日前 → 每月20日' in html


def test_the_calendar_counts_as_the_list_does(visit, working: Path) -> None:
    """A task that is due on several days of a month is one task of it."""
    for month, last in (("2019-06", 30), ("2019-12", 31)):
        grid = visit("tasks", working, view="calendar", month=month).html
        rows = visit("tasks", working, **{"from": f"{month}-01", "until": f"{month}-{last}"}).html
        (due,) = re.findall(r"<small>(\d+) 项到期</small>", grid)
        assert due == re.findall(r"(\d+) 项任务", rows)[0]


def test_the_calendar_begins_with_the_span_or_the_readers_day(visit, working: Path) -> None:
    assert '<h2 class="zm-h2">2018年12月' in visit("tasks", working, view="calendar", **{"from": "2018-12-01"}).html
    assert '<h2 class="zm-h2">2017年5月' in visit("tasks", working, view="calendar", as_of="2017-05-03").html


@pytest.mark.parametrize("month", ["nonsense", "2019-13", "0001-01", "9999-12", "1949-10", "2199-12"])
def test_a_month_that_is_none_or_far_away_does_no_harm(visit, working: Path, month: str) -> None:
    assert "zm-days" in visit("tasks", working, view="calendar", month=month, agency="岚州市水务局").html


def test_a_month_without_anything_leads_to_the_nearest(visit, working: Path) -> None:
    html = visit("tasks", working, view="calendar", month="2017-01", document=sample.OLD).html
    assert "本月没有到期的任务" in html and ">2018年12月</a>" in html
    assert "最近" not in visit("tasks", working, view="calendar", month="2017-01", agency="无").html


def task(number: int, *limits: Limit) -> TaskRow:
    return TaskRow(
        f"urn:{number}",
        WorkDocument("urn:d"),
        "urn:s",
        number,
        f"第{number}项",
        parties=(PartyRow("市局", "lead"),),
        limits=limits,
    )


@pytest.mark.parametrize(("count", "shown", "more"), [(0, 0, ""), (3, 3, ""), (4, 4, ""), (300, 3, "另有 297 项")])
def test_a_day_shows_a_few_and_leads_to_the_rest(count: int, shown: int, more: str) -> None:
    tasks = [task(number, Limit("deadline", "", "", due=date(2019, 12, 31))) for number in range(count)]
    first = date(2019, 12, 1)
    html = str(calendar.days(list_due_days(tasks, first, date(2019, 12, 31)), first, first, url.tasks, ZH))
    assert html.count("#task-") == shown and more in html
    assert bool(more) == ("from=2019-12-31&amp;until=2019-12-31" in html) and html.count("<time ") == 31


def test_what_is_due_nearly_every_day_stands_above_the_month() -> None:
    first = date(2019, 6, 1)
    daily, weekly = task(1), task(2)
    found = [Due(date(2019, 6, day), daily, Limit("recurring", "每日", "")) for day in range(1, 31)]
    found += [Due(date(2019, 6, day), weekly, Limit("recurring", "每周", "")) for day in (7, 14, 21, 28)]
    found.sort(key=lambda due: due.day)
    html = str(calendar.days(found, first, first, url.tasks, ZH))
    assert html.count("#task-1") == 1 and html.count("#task-2") == 4 and "本月几乎每天" in html
    # Two tasks, as the list counts them, on 34 days.
    assert "<small>2 项到期</small>" in html


def test_hostile_words_stay_text(visit, working: Path) -> None:
    for asked in (
        {"document": sample.BAD},
        {"view": "agency", "q": "script"},
        {"agency": sample.HOSTILE, "agency2": sample.HOSTILE},
    ):
        seen = visit("tasks", working, **asked)
        assert "<script" not in seen.html and "<img" not in seen.html and "&lt;script&gt;" in seen.html
        assert not seen.test.markdown
