"""Tasks, time limits and duties of a document: what is asked of the graph, and how it is shown."""

import re
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import ui
from graph.records import work as model
from graph.records.card import read_card
from graph.records.tasks import read_work
from graph.records.work import DutyRow, Limit, TaskRow, TextPlace, Work, WorkDocument
from graph.store.store import Store
from tests.samples import working as sample
from ui.explorer.components import fulltext, times
from ui.explorer.components import work as shown
from ui.messages import load

ZH, EN = load()["zh"], load()["en"]
SOURCE = sample.IRIS.source("plan.txt")


def duty(sentence: str, cue: str, bearer: str = "", condition: str = "") -> DutyRow:
    return DutyRow("", WorkDocument("d"), "s", 1, "prohibition", sentence, TextPlace(), cue, bearer, condition)


@pytest.fixture(scope="module")
def done(working: Path) -> Work:
    with Store.open(working) as view:
        return read_work(view, sample.PLAN, SOURCE)


@pytest.fixture(scope="module")
def html(working: Path, done: Work) -> str:
    with Store.open(working) as view:
        found = read_card(view, sample.PLAN, SOURCE)
    assert found
    return str(fulltext.text(found, ZH, work=done))


def test_tasks_come_in_printed_order_with_parties_limits_and_bases(done: Work) -> None:
    first, second = done.tasks
    assert [(party.role, party.name) for party in first.parties] == [
        ("lead", "市水务局"),
        ("support", "各区县政府"),
        ("support", "理事会"),
    ]
    assert first.parties[0].agency and first.parties[0].agency.name == "岚州市水务局"
    assert first.parties[1].agency is None and first.parties[1].reason == ("", "")
    assert first.parties[2].reason == ("原文未表明", "no telling")
    assert [limit.due for limit in first.limits] == [date(2019, 6, 30)]
    assert [(basis.title, basis.anchor) for basis in first.bases] == [("东岭省河道管理条例", "reference-1")]
    assert second.text == sample.PATROL and second.limits[0].rule == "FREQ=MONTHLY;BYMONTHDAY=20"
    place = first.parties[0].place
    assert sample.DREDGING[place.start : place.end] == "市水务局" and place.clause == first.place.clause


def test_a_document_in_two_sources_has_the_work_of_the_one_that_is_shown(done: Work) -> None:
    assert {task.source for task in done.tasks} == {SOURCE}
    assert (len(done.tasks), len(done.limits), len(done.duties)) == (2, 4, 3)


def test_duties_have_modality_bearer_condition_and_limits(done: Work) -> None:
    assert [(duty.modality, duty.bearer, duty.cue, duty.cue_start) for duty in done.duties] == [
        ("obligation", "市水务局", "应当", 8),
        ("prohibition", "市水务局", "不得", 17),
        ("permission", "", "可以", 6),
    ]
    assert [limit.printed for limit in done.duties[0].limits] == ["每年"]
    assert done.duties[2].condition == "情况特殊的" and not done.duties[2].agencies
    assert done.duties[2].limits[0].event == "收到申请"


def test_a_document_without_any_has_nothing(working: Path) -> None:
    with Store.open(working) as view:
        assert not read_work(view, sample.EMPTY, sample.IRIS.source("old.txt"))


@pytest.mark.parametrize(
    ("sentence", "cue", "bearer", "condition", "start"),
    [
        ("按照要求，各区县要把要求落实。", "要", "各区县", "", 8),
        ("需要延期的，要报告。", "要", "", "需要延期的", 6),
        ("提出要求，要落实。", "要", "", "", -1),
        ("不得转让，不得出借。", "不得", "", "", 0),
        ("企业按要求，也要落实。", "要", "企业", "", -1),
        ("应由市水务局办理。", "应", "市水务局", "", 0),
        ("", "要", "", "", -1),
        ("要", "", "", "", -1),
    ],
)
def test_the_cue_is_found_where_that_can_be_told(
    sentence: str, cue: str, bearer: str, condition: str, start: int
) -> None:
    assert duty(sentence, cue, bearer, condition).cue_start == start


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        ({"due": date(2019, 6, 30)}, "2019-06-30", "2019-06-30"),
        ({"rule": "FREQ=MONTHLY;BYMONTHDAY=20"}, "每月20日", "monthly, on day 20"),
        ({"rule": "FREQ=MONTHLY;BYMONTHDAY=-1"}, "每月月底", "monthly, on the last day"),
        ({"rule": "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"}, "每年6月30日", "yearly, on 06-30"),
        ({"rule": "FREQ=DAILY;INTERVAL=5"}, "每5日", "every 5 days"),
        ({"rule": "FREQ=MONTHLY;BYMONTHDAY=10,20"}, "每月10、20日", "monthly, on day 10, 20"),
        ({"rule": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=10"}, "每年6、12月10日", "yearly, on day 10 of months 6, 12"),
        ({"rule": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"}, "每年6、12月月底", "yearly, at the end of month 6, 12"),
        ({"rule": "FREQ=WEEKLY;BYDAY=MO"}, "每周一", "weekly, on Mon"),
        ({"rule": "FREQ=MONTHLY;INTERVAL=6"}, "每6个月", "every 6 months"),
        ({"rule": "FREQ=QUARTERLY"}, "每季度", "quarterly"),
        ({"rule": "FREQ=YEARLY;BYMONTH=6"}, "FREQ=YEARLY;BYMONTH=6", "FREQ=YEARLY;BYMONTH=6"),
        ({"rule": "FREQ=MONTHLY;BYDAY=1MO"}, "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO"),
        ({"rule": "nonsense"}, "nonsense", "nonsense"),
        ({"duration": "P20WD"}, "20个工作日", "20 working days"),
        ({"duration": "P1Y"}, "1年", "1 year"),
        ({"duration": "PT24H"}, "24小时", "24 hours"),
        ({"duration": "P1Y6M"}, "P1Y6M", "P1Y6M"),
        ({}, "未能确定", "open"),
    ],
)
def test_time_limits_in_words(said: dict[str, Any], zh: str, en: str) -> None:
    limit = Limit("deadline", "", "", TextPlace(), **said)
    assert (times.words(limit, ZH), times.words(limit, EN)) == (zh, en)


def test_what_a_limit_counts_from_and_why_it_has_no_day() -> None:
    known = Limit(
        "duration", "", "", TextPlace(), duration="P5D", due=date(2019, 1, 6), event="很长的" * 20 + "收到申请"
    )
    assert "收到申请”起算" in times.describe(known, ZH) and "until 2019-01-06" in times.describe(known, EN)
    assert len(times.describe(known, ZH)) < 100
    open_ = Limit("deadline", "6月31日", "", TextPlace(), reason=("历法中没有这一天", "no such day"))
    assert "no such day" in times.describe(open_, EN) and "历法中没有这一天" in times.describe(open_, ZH)


def test_the_words_are_marked_by_kind_in_the_text(html: str) -> None:
    assert html.count('zm-party"') == 4 and html.count('zm-limit"') == 2, "two limits stand in duties' sentences"
    assert html.count("zm-limit zm-duty") == 2
    assert re.search(r'<mark class="[^"]*zm-cue zm-cue-obligation [^"]*"[^>]*>应当</mark>', html)
    assert re.search(r"zm-cue-prohibition [^>]*>不得</mark>", html) and re.search(
        r"zm-cue-permission [^>]*>可以</mark>", html
    )
    assert 'title="牵头: 岚州市水务局"><a href="agency?iri=' in html and 'title="时限: ' not in html
    assert 'title="期限: 2019-06-30"' in html


def test_every_item_leads_to_its_words(html: str, done: Work) -> None:
    below = str(shown.sections(done, ZH)) + str(shown.summary(done, ZH))
    for anchor in shown.anchors(done):
        assert html.count(f'<a id="{anchor}" class="zm-anchor">') == 1 and f'href="#{anchor}"' in below
    for place in ("tasks", "limits", "duties-obligation", "duties-prohibition", "duties-permission"):
        assert f'id="{place}"' in below and f'href="#{place}"' in below


@pytest.mark.parametrize(
    ("say", "words"),
    [
        (
            ZH,
            [
                "牵头",
                "配合",
                "未能确定",
                "依据",
                "每月20日",
                "20个工作日",
                "自“收到申请”起算",
                "承担者",
                "情况特殊的",
                "原文未写明",
            ],
        ),
        (
            EN,
            [
                "Lead",
                "Support",
                "open",
                "Basis",
                "monthly, on day 20",
                "20 working days",
                "Bearer",
                "Condition",
                "not named",
            ],
        ),
    ],
)
def test_the_sections_say_it_in_both_languages(done: Work, say, words: list[str]) -> None:
    html = str(shown.sections(done, say))
    assert all(word in html for word in words)
    assert "<b>2019年6月底前</b>" in html and '<mark class="zm-cue zm-cue-prohibition">不得</mark>' in html
    assert "巡查河道 · 市水务局 · 每月20日前" in html and 'href="#reference-1"' in html


def test_the_legend_names_the_kinds_that_there_are(done: Work) -> None:
    assert [kind in shown.legend(done, ZH) for kind in ("任务承担者", "时限", "义务", "禁止", "许可")] == [True] * 5
    few = Work((), (), done.of_modality("permission"))
    assert "许可" in shown.legend(few, ZH) and "任务" not in shown.legend(few, ZH)
    assert shown.legend(model.NOTHING, ZH) == "" and shown.summary(model.NOTHING, ZH) == ""


def test_what_there_is_none_of_says_why() -> None:
    html = str(shown.sections(model.NOTHING, ZH))
    assert all(said in html for said in ("没有读出任务", "没有读出时限", "没有读出规范"))


def test_many_items_are_folded() -> None:
    limits = tuple(
        Limit("deadline", "前", f"第{n}句前", TextPlace("c", 0, 1), n, due=date(2019, 6, 30)) for n in range(1, 9)
    )
    tasks = tuple(TaskRow("", WorkDocument("d"), "s", n, f"第{n}项", TextPlace("c", 0, 2)) for n in range(1, 21))
    html = str(shown.sections(Work(tasks, limits, ()), ZH))
    assert "<summary>另有 12 项</summary>" in html and "<summary>另有 5 项</summary>" in html
    assert html.count("2019-06-30") == 1, "a day stands once, with all its sentences"


def test_a_long_sentence_is_cut_around_its_cue() -> None:
    sentence = "前" * 300 + "不得" + "后" * 300
    html = str(shown.sections(Work((), (), (duty(sentence, "不得"),)), ZH))
    assert '<mark class="zm-cue zm-cue-prohibition">不得</mark>后' in html and html.count("…") == 2
    assert len(re.findall("[前后]", html)) < 300


def test_hostile_words_stay_text(working: Path) -> None:
    with Store.open(working) as view:
        done = read_work(view, sample.BAD, sample.IRIS.source("bad.txt"))
        found = read_card(view, sample.BAD)
    assert done and found
    html = f"{shown.sections(done, ZH)}{fulltext.text(found, ZH, work=done)}{shown.summary(done, ZH)}"
    assert "<script" not in html and "<img" not in html and html.count("&lt;script&gt;") > 8


def colours(css: Path, pattern: str) -> dict[str, tuple[str, str]]:
    return {name: (light, dark) for name, light, dark in re.findall(pattern, css.read_text(encoding="utf-8"))}


def channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(("theme", "ground"), [(0, "#fdfcfa"), (1, "#171614")])
def test_the_colours_can_be_read_and_told_apart(theme: int, ground: str) -> None:
    folder = Path(ui.__path__[0]) / "explorer"
    pair = r"light-dark\((#\w{6}), (#\w{6})\)"
    own = colours(folder / "styles" / "work.css", rf"--zm-w-(\w+): {pair}")
    others = colours(folder / "components" / "kinds.css", rf"\.zm-k-(\w+) {{ --zm-kind: {pair}")
    assert len(own) == 5 and len(others) == 10
    for name in own:
        light, dark = sorted([luminance(own[name][theme]), luminance(ground)], reverse=True)
        assert (light + 0.05) / (dark + 0.05) > 4.5, name
    for first, second in [*combinations(own, 2), *((a, b) for a in own for b in others)]:
        one, other = own[first][theme], (own | others)[second][theme]
        apart = sum((a - b) ** 2 for a, b in zip(channels(one), channels(other), strict=True)) ** 0.5
        assert apart > 0.12, (first, second)
