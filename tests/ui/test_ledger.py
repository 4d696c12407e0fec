"""An agency's ledger: its tasks by date as seen from a day, its duties; and the pages that show them."""

from pathlib import Path

import pytest
from ui.work import Limit, Place, Task

from graph.store import Store
from tests.ui import sample_work as sample
from ui import catalogue, ledger
from ui.ledger import Charge, Ledger, by_date

EVERY = Limit("recurring", "每月", "", Place(), recurrence="FREQ=MONTHLY")


@pytest.fixture(scope="module")
def book(working: Path) -> Ledger:
    with Store.open(working) as view:
        return ledger.ledger(view, sample.WATER, catalogue.documents(view))


def charge(*limits: Limit) -> Charge:
    task = Task("", "d", "s", 1, "", Place(), (), limits, ())
    return Charge(task, ("lead",), catalogue.DocumentRow("d", "", "", None, (), "", ""))


def on(day: str) -> Limit:
    return Limit("deadline", "", "", Place(), due=day)


def test_tasks_and_duties_of_two_sources_count_once(book: Ledger) -> None:
    assert len(book.tasks) == 26 and book.roles == (("lead", 1), ("responsible", 25))
    assert [item.duty.modality for item in book.duties] == ["obligation", "prohibition"]
    assert book.tasks[0].document.number == "岚政办发〔2019〕3号", "newest document first"


def test_an_agency_without_any_has_an_empty_ledger(working: Path) -> None:
    with Store.open(working) as view:
        assert ledger.ledger(view, sample.QUIET, catalogue.documents(view)) == ledger.NOTHING


@pytest.mark.parametrize(
    ("day", "dates"),
    [
        ("2018-06-01", ["2018-12-31", "2019-06-30", "FREQ=MONTHLY;BYMONTHDAY=20", None]),
        ("2019-03-01", ["2019-06-30", "FREQ=MONTHLY;BYMONTHDAY=20", "2018-12-31", None]),
        ("2020-01-01", ["FREQ=MONTHLY;BYMONTHDAY=20", "2019-06-30", "2018-12-31", None]),
    ],
)
def test_what_is_due_next_comes_first_and_what_has_no_date_last(
    book: Ledger, day: str, dates: list[str | None]
) -> None:
    limits = [one.limit(day) for one in by_date(book.tasks, day)]
    assert [limit and (limit.due or limit.recurrence) for limit in limits][:4] == dates
    assert len(limits) == 26 and not any(limits[3:])


@pytest.mark.parametrize(
    ("one", "standing", "due"),
    [
        (charge(on("2019-01-01"), on("2019-09-01"), on("2019-06-01")), "coming", "2019-06-01"),
        (charge(on("2019-05-01")), "coming", "2019-05-01"),
        (charge(on("2019-01-01"), on("2019-02-01")), "past", "2019-02-01"),
        (charge(on("2019-01-01"), EVERY), "recurring", ""),
        (charge(on("2019-09-01"), EVERY), "coming", "2019-09-01"),
        (charge(Limit("duration", "", "", Place(), duration="P5D")), "undated", ""),
        (charge(), "undated", None),
    ],
)
def test_of_several_limits_the_next_one_counts(one: Charge, standing: str, due: str | None) -> None:
    limit = one.limit("2019-05-01")
    assert one.standing("2019-05-01") == standing and (limit.due if limit else None) == due


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "zh",
            [
                "未到期",
                "周期性",
                "已到期",
                "未定日期",
                "每月20日",
                "牵头 1 · 负责 25",
                "义务",
                "禁止",
                "第 1–20 项，共 26 项",
            ],
        ),
        (
            "en",
            [
                "Due",
                "Recurring",
                "Past",
                "Without a date",
                "monthly, on day 20",
                "Lead 1 · Responsible 25",
                "1–20 of 26",
            ],
        ),
    ],
)
def test_an_agency_shows_its_ledger(visit, working: Path, language: str, words: list[str]) -> None:
    html = visit("agency", working, iri=sample.WATER, lang=language, day="2019-03-01").html
    assert all(word in html for word in words)
    assert f"plan-again.txt&amp;lang={language}#task-1" in html and "#duty-2" in html and "#deadline-1" in html
    assert '<mark class="zm-cue zm-cue-obligation">应当</mark>' in html and "岚政办发〔2019〕3号" in html
    assert 'href="#tasks"' in html and 'id="tasks"' in html and 'id="duties"' in html


def test_role_day_and_page_stand_in_the_address(visit, working: Path) -> None:
    seen = visit("agency", working, iri=sample.WATER, role="lead", day="2019-03-01")
    assert seen.html.count('class="zm-when"') == 1 and "未到期" in seen.html
    seen.widget("button_group", "role").set_value(["responsible"]).run()
    assert seen.address()["role"] == "responsible" and seen.html.count('class="zm-when"') == 20
    seen.test.pagination[0].set_value(2).run()
    assert seen.address()["tasks"] == "2" and seen.html.count('class="zm-when"') == 5
    from datetime import date

    seen.widget("date_input", "day").set_value(date(2018, 1, 1)).run()
    assert seen.address()["day"] == "2018-01-01" and "tasks" not in seen.address()


@pytest.mark.parametrize("day", ["", "nonsense", "2019-13-01", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_or_far_away_does_no_harm(visit, working: Path, day: str) -> None:
    assert 'class="zm-when"' in visit("agency", working, iri=sample.WATER, day=day).html


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ["没有分给该机关的任务", "由该机关承担的规范"]), ("en", ["no tasks of this agency", "No sentence"])],
)
def test_an_agency_without_tasks_says_so(visit, working: Path, language: str, words: list[str]) -> None:
    html = visit("agency", working, iri=sample.QUIET, lang=language).html
    assert all(word in html for word in words)


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ["任务与规范", "任务承担者", "时限", "牵头"]), ("en", ["Tasks and duties", "Party to a task", "Lead"])],
)
def test_a_document_shows_its_work(visit, working: Path, language: str, words: list[str]) -> None:
    html = visit("document", working, iri=sample.PLAN, lang=language).html
    assert all(word in html for word in words)
    assert 'href="#duties-obligation"' in html and ".zm-text:has(#task-2:target) .on-task-2" in html
    assert f'href="agency?iri={sample.IRIS.base}agency/' in html


def test_a_document_without_work_says_why(visit, working: Path) -> None:
    html = visit("document", working, iri=sample.EMPTY, lang="en").html
    assert all(said in html for said in ("No tasks were read", "No time limits were read", "No duties were read"))
    assert "Tasks and duties" not in html


@pytest.mark.parametrize(("page", "iri"), [("document", sample.BAD), ("agency", sample.IRIS.agency(sample.HOSTILE))])
def test_hostile_words_stay_text_on_both_pages(visit, working: Path, page: str, iri: str) -> None:
    seen = visit(page, working, iri=iri)
    html = seen.html.replace("<script>\n(() =>", "")
    assert "<script" not in html and "<img" not in html and "&lt;script&gt;" in html and not seen.test.markdown
