"""The ledger as pages show it: filters, order, groups and partners; the pages of an agency and a document that show work."""

from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from graph.records import ledger
from graph.records.due import choose_limit, rate
from graph.records.excerpts import shorten_with
from graph.records.ledger import Book, Filter, find_tasks, list_tasks
from graph.records.partners import Partner, count_shared_tasks, list_partners
from graph.records.tasks import read_duties, read_tasks
from graph.records.work import Limit, PartyRow, TaskRow, WorkDocument
from graph.store.store import Store
from tests.samples import working as sample

WATER = "岚州市水务局"
EVERY = Limit("recurring", "每月", "", rule="FREQ=MONTHLY")
DAY = date(2019, 5, 1)


@pytest.fixture(scope="module")
def book(working: Path) -> Book:
    with Store.open(working) as view:
        return ledger.build_book(read_tasks(view))


def on(day: str) -> Limit:
    return Limit("deadline", "", "", due=date.fromisoformat(day))


def test_tasks_and_duties_of_two_sources_count_once(book: Book, working: Path) -> None:
    assert len(book.of_agency(sample.WATER)) == 26 and book.parties[0] == (WATER, 26)
    with Store.open(working) as view:
        assert [duty.modality for duty in read_duties(view, sample.WATER)] == ["obligation", "prohibition"]
        assert read_duties(view, sample.QUIET) == ()


@pytest.mark.parametrize(
    ("words", "sentence", "shown"),
    [
        ("甲乙丙。", "丙。", "甲乙丙。"),
        ("甲乙丙丁戊己庚辛。到年底。壬", "", "甲乙丙丁戊己…"),
        ("甲乙丙丁戊己庚辛。到年底。壬", "甲乙。", "甲乙丙丁戊己…"),
        ("甲乙丙丁戊己庚辛。到年底。壬", "甲乙丙丁", "甲乙丙丁戊己…"),
        ("甲乙丙丁戊己庚辛。到年底。壬", "到年底。", "甲乙丙丁戊己…到年底。…"),
        ("甲乙丙丁戊己庚辛。到年底。", "到年底。", "甲乙丙丁戊己…到年底。"),
        ("甲乙丙丁。到年底。壬", "到年底。", "甲乙丙丁。到年底。…"),
        ("甲乙丙丁戊己庚辛。到年底。", "甲乙丙丁戊己庚辛。", "甲乙丙丁戊己…"),
    ],
)
def test_a_cut_keeps_the_sentence_of_the_time_limit(words: str, sentence: str, shown: str) -> None:
    assert shorten_with(words, 6, sentence) == shown


def test_a_book_tells_what_can_be_asked_for(book: Book) -> None:
    assert [(document.number, count) for document, count in book.documents][:2] == [
        ("岚政办发〔2017〕8号", 24),
        ("岚政办发〔2019〕3号", 2),
    ]
    assert book.years == (2019, 2018)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 27),
        ({"agency": WATER}, 26),
        ({"agency": "市水务局"}, 26),
        ({"agency": "水务"}, 26),
        ({"agency": "区县"}, 1),
        ({"agency": "无"}, 0),
        ({"agency": WATER, "roles": ("lead",)}, 1),
        ({"roles": ("support",)}, 2),
        ({"agency": WATER, "other": "各区县政府"}, 1),
        ({"agency": WATER, "other": "理事会"}, 1),
        ({"document": "岚政办发[2019] 3号"}, 2),
        ({"document": sample.OLD}, 24),
        ({"document": "岚州市河道整治方案"}, 2),
        ({"document": "河道"}, 0),
        ({"words": "清理 河道 水务"}, 24),
        ({"words": "清淤 疏浚"}, 1),
        ({"words": "岚政办发（2019）3号"}, 2),
        ({"since": date(2019, 1, 1), "until": date(2019, 12, 31)}, 2),
        ({"since": date(2018, 12, 31), "until": date(2018, 12, 31)}, 1),
        ({"until": date(2018, 12, 30)}, 0),
        ({"standings": ("past",), "day": date(2019, 7, 1)}, 2),
        ({"standings": ("coming",), "day": date(2019, 6, 30)}, 1),
        ({"standings": ("recurring",)}, 2),
        ({"standings": ("undated",), "agency": WATER}, 23),
    ],
)
def test_filters(book: Book, wanted: dict[str, object], count: int) -> None:
    assert len(find_tasks(book, Filter(**({"day": DAY} | wanted)))) == count  # type: ignore[arg-type]


def test_a_full_name_is_not_a_part_of_another() -> None:
    tasks = [
        TaskRow("", WorkDocument("d"), "s", n, "", parties=(PartyRow(name, "lead"),))
        for n, name in enumerate(("财政局", "财政局分局"))
    ]
    found = ledger.build_book(tasks)
    assert [len(find_tasks(found, Filter(DAY, agency=name))) for name in ("财政局", "财政", "分局")] == [1, 2, 1]


@pytest.mark.parametrize(
    ("day", "values"),
    [
        ("2018-06-01", ["2018-12-31", "2019-06-30", "FREQ=MONTHLY;BYMONTHDAY=20", None]),
        ("2019-03-01", ["2019-06-30", "FREQ=MONTHLY;BYMONTHDAY=20", "2018-12-31", None]),
        ("2020-01-01", ["FREQ=MONTHLY;BYMONTHDAY=20", "2019-06-30", "2018-12-31", None]),
    ],
)
def test_what_is_due_next_comes_first_and_what_has_no_date_last(book: Book, day: str, values: list[str | None]) -> None:
    found = list_tasks(book.of_agency(sample.WATER), Filter(date.fromisoformat(day)))
    assert [line.limit and line.limit.value for line in found][:4] == values
    assert len(found) == 26 and not any(line.limit for line in found[3:])


def test_within_a_span_the_first_day_counts(book: Book) -> None:
    wanted = Filter(DAY, agency=WATER, since=date(2019, 6, 25), until=date(2019, 12, 31))
    found = list_tasks(find_tasks(book, wanted), wanted)
    assert [(str(line.day), line.limit and line.limit.kind) for line in found] == [
        ("2019-06-30", "deadline"),
        ("2019-07-20", "recurring"),
    ]


@pytest.mark.parametrize(
    ("limits", "known", "due"),
    [
        ((on("2019-01-01"), on("2019-09-01"), on("2019-06-01")), "coming", "2019-06-01"),
        ((on("2019-05-01"),), "coming", "2019-05-01"),
        ((on("2019-01-01"), on("2019-02-01")), "past", "2019-02-01"),
        ((on("2019-01-01"), EVERY), "recurring", None),
        ((on("2019-09-01"), EVERY), "coming", "2019-09-01"),
        ((Limit("duration", "", "", duration="P5D"),), "undated", None),
        ((), "undated", None),
    ],
)
def test_of_several_limits_the_next_one_counts(limits: tuple[Limit, ...], known: str, due: str | None) -> None:
    limit = choose_limit(limits, DAY)
    assert rate(limits, DAY) == known and (limit and limit.due and str(limit.due)) == due


def test_lines_under_the_names_of_their_parties(book: Book) -> None:
    wanted = Filter(DAY, document=sample.PLAN)
    found = ledger.list_by_party(list_tasks(find_tasks(book, wanted), wanted), book, wanted)
    assert [(who, len(list(group))) for who, group in groupby(found, key=lambda line: line.who)] == [
        ("各区县政府", 1),
        ("岚州市水务局", 2),
        ("理事会", 1),
    ]
    of_one = Filter(DAY, agency="理事会", roles=("support",))
    assert [line.who for line in ledger.list_by_party(list_tasks(find_tasks(book, of_one), of_one), book, of_one)] == [
        "理事会"
    ]


def test_partners_have_roles_on_both_sides() -> None:
    from graph.records.work import WorkAgency

    one, two, three = (WorkAgency(name, f"urn:{name}") for name in "甲乙丙")

    def task(*parties: tuple[WorkAgency, str]) -> TaskRow:
        held = tuple(PartyRow(body.name, role, body) for body, role in parties)
        return TaskRow("", WorkDocument("d"), "s", 1, "", parties=held)

    found = [
        task((one, "lead"), (two, "support")),
        task((two, "lead"), (one, "support"), (three, "support")),
        task((two, "lead")),
    ]
    assert list_partners(found, one.iri)[0] == Partner(two, 2, ((("lead", "support"), 1), (("support", "lead"), 1)))
    assert [(partner.agency.name, partner.tasks) for partner in list_partners(found, one.iri)] == [
        ("乙", 2),
        ("丙", 1),
    ]
    counts = count_shared_tasks(found, [one.iri, two.iri])
    assert counts == {(one.iri, one.iri): 2, (two.iri, two.iri): 3, (one.iri, two.iri): 2, (two.iri, one.iri): 2}


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
    assert 'href="#duties-obligation"' in html and ".zm-document:has(#task-2:target) .on-task-2" in html
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
