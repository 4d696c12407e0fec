"""Status on a day, for the pages: the events with their sentences, the label, the reasons, the line."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from graph.derive.standing import kept
from graph.derive.status import StatusEvent, intervals
from graph.records import search
from graph.records.card import read_card
from graph.records.document_page import read_document
from graph.records.documents import list_documents
from graph.records.identity import build_identity
from graph.records.status_history import Cause, StatusHistory, history_of, list_statuses, read_history
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.enumerations import EventKind, Language, Status
from ui.assistant.answers import tell_status
from ui.cli.status import status_table
from ui.explorer.answers import unseen
from ui.explorer.components import standing as shown
from ui.messages import load

OLD = "https://w3id.org/zhengmai/eli/cn/990102/岚望政发/2019/8"
ACT = "https://w3id.org/zhengmai/eli/cn/990102/岚望政发/2023/3"
SAY = load()["zh"]


@pytest.fixture(scope="module")
def history(gazettes: Path) -> StatusHistory:
    with Store.open(gazettes) as view:
        held = {row.iri: row for row in list_documents(view)}
        own = read_card(view, OLD)
        return read_history(view, kept(view, OLD)[OLD], held, own)


def test_events_know_the_sentences_that_they_rest_on(history: StatusHistory) -> None:
    signed, enters, expires, ended = history.causes
    assert (signed.anchor, enters.anchor, expires.anchor) == ("signed-1", "effective-1", "expires-1")
    assert enters.act == OLD
    assert (ended.act, ended.clause, ended.published) == (ACT, "att_1/lvl_3__table_1__tr_2", True)
    assert re.fullmatch(r"reference-\d+", ended.anchor) and ended.source.endswith("2023-02.md")


@pytest.mark.parametrize(
    ("day", "status", "reasons"),
    [
        ("2019-01-01", Status.NOT_ISSUED, 1),
        ("2019-08-31", Status.NOT_YET, 2),
        ("2019-09-01", Status.IN_FORCE, 2),
        ("2021-08-31", Status.IN_FORCE, 2),
        ("2021-09-01", Status.EXPIRED, 1),
        ("2023-03-31", Status.DECLARED_INVALID, 1),
    ],
)
def test_the_status_turns_on_the_days_of_the_events(
    history: StatusHistory, day: str, status: Status, reasons: int
) -> None:
    found = history.on(date.fromisoformat(day))
    assert (found.status, len(history.causes_of(found.reasons))) == (status, reasons)


def test_every_document_has_a_status_and_one_that_nothing_is_known_of_has_none(gazettes: Path) -> None:
    with Store.open(gazettes) as view:
        known, rows = kept(view), list_documents(view)
    before, after = (list_statuses(known, date(2023, 3, day)) for day in (30, 31))
    assert (before[OLD], after[OLD]) == (Status.EXPIRED, Status.DECLARED_INVALID)
    counts = [
        search.narrow(search.ListedDocuments(rows), search.Filters(), day).facets["status"] for day in (before, after)
    ]
    assert sum(counts[0].values()) == sum(counts[1].values()) == len(rows) == 21
    assert counts[0][Status.DECLARED_INVALID] == 0 and counts[1][Status.DECLARED_INVALID] == 1
    assert counts[0][Status.PRESUMED] > 0 and Status.UNKNOWN not in counts[0]
    (only,) = search.narrow(search.ListedDocuments(rows), search.Filters(status="declared-invalid"), after).rows
    assert only.iri == OLD
    # The other facets count what the filter leaves, its own facet what would come back.
    narrowed = search.narrow(search.ListedDocuments(rows), search.Filters(status="declared-invalid"), after).facets
    assert narrowed["year"] == {"2019": 1} and narrowed["status"] == counts[1]


def test_the_panel_leads_to_the_act_that_ends_it_and_marks_the_day_among_the_events(history: StatusHistory) -> None:
    html = shown.panel(history, date(2022, 1, 1), OLD, history.causes[1].source, [], SAY)
    assert "期满失效" in html and 'href="#expires-1"' in html
    days = re.findall(r'<li class="[^"]*"><span class="zm-day">([\d-]+)', html)
    assert days == [history.events[0].day.isoformat(), "2019-09-01", "2021-09-01", "2022-01-01", "2023-03-31"]
    assert html.count("zm-coming") == 1
    html = shown.panel(history, date(2024, 1, 1), OLD, "", [], SAY)
    reason = html[html.index("zm-reasons") : html.index("zm-timeline")]
    assert (
        f'href="document?iri={quote(ACT, safe="/:")}&amp;source=' in reason and f"#{history.causes[3].anchor}" in reason
    )


@pytest.mark.parametrize("count", [1, 15])
def test_the_line_holds_few_and_many_events(count: int) -> None:
    events = [StatusEvent(date(2000 + n, 1, 1), EventKind.AMENDED, f"x:{n}", f"第{n}号", "") for n in range(count)]
    history = StatusHistory(tuple(Cause(event, event.act, event.number, False) for event in events))
    html = shown.panel(history, date(2007, 6, 1), "x:d", "", [], SAY)
    assert html.count('<span class="zm-day">') >= count + 1 and html.count("<u ") == count
    places = [float(place) for place in re.findall(r"left:([\d.]+)%", html)]
    assert all(0 <= place <= 100 for place in places)


def test_an_act_on_a_part_alone_says_that_it_alone_speaks_of_the_rest() -> None:
    partly = StatusEvent(date(2020, 1, 1), EventKind.SUSPENDED, "x:act", "岚政发〔2020〕1号", "句", area="望湖新区")
    whole = StatusEvent(date(2019, 1, 1), EventKind.ENTERS, "x:d", "", "自发布之日起施行")
    for events, alone in (((partly,), True), ((whole, partly), False)):
        history = StatusHistory(tuple(Cause(event, event.act, event.number, True) for event in events))
        assert (SAY("status.rest") in unseen(history, date(2021, 1, 1), SAY)) == alone
        assert (SAY("status.rest") in shown.panel(history, date(2021, 1, 1), "x:d", "", [], SAY)) == alone


def test_without_events_the_panel_says_why_nothing_is_known() -> None:
    html = shown.panel(StatusHistory(()), date(2020, 1, 1), "x:d", "", [], SAY)
    assert "未知" in html and SAY("standing.nothing") in html and "zm-timeline" not in html


def test_names_and_words_of_documents_are_escaped() -> None:
    event = StatusEvent(date(2020, 1, 1), EventKind.REPEALED, "x:act", "<b>号</b>", "<script>废止</script>")
    html = shown.panel(
        StatusHistory((Cause(event, "x:act", event.number, True),)), date(2021, 1, 1), "x:d", "", [], SAY
    )
    assert "<script" not in html and "<b>号" not in html and "&lt;script&gt;" in html


DAYS = [date(year, month, 1) for year in range(2012, 2028) for month in (1, 4, 5, 7, 9)]


def test_the_command_line_and_the_pages_give_one_answer_for_every_document_and_day(gazettes: Path) -> None:
    with Store.open(gazettes) as view:
        known = kept(view)
        histories = {iri: history_of(view, iri) for iri in known}
        for day in DAYS:
            of_pages = list_statuses(known, day)
            table = status_table(view, build_identity(view), known, day, Language.ZH)
            of_terminal = {row[-1]: row[2] for row in table.rows}
            assert of_terminal == {iri: SAY(f"status.{status}") for iri, status in of_pages.items()}
            for iri, history in histories.items():
                assert history.on(day).status is of_pages[iri]
                held = [i for i in intervals(known[iri]) if (i.first or day) <= day <= (i.last or day)]
                assert [i.status for i in held] == [s for s in [of_pages[iri]] if s is not Status.UNKNOWN]


def test_the_end_by_the_rule_of_the_place_is_told_and_decides_nothing(tmp_path: Path) -> None:
    text = (
        "济南市人民政府关于印发《济南市渡口管理办法》的通知\n济政发〔2020〕908号\n\n各区县人民政府：\n\n"
        "现将《济南市渡口管理办法》印发给你们，请遵照执行。\n\n济南市人民政府\n\n2020年3月1日\n\n"
        "济南市渡口管理办法\n\n第一条 为加强渡口管理，制定本办法。\n\n第二条 本办法自2020年4月1日起施行。\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    build(find([tmp_path / "a.txt"]), tmp_path / "store")
    with Store.open(tmp_path / "store") as view:
        (iri,) = kept(view)
        history, presumed = history_of(view, iri), history_of(view, iri, presume=True)
    day = date(2026, 1, 1)
    assert (history.on(day).status, presumed.on(day).status) == (Status.IN_FORCE, Status.EXPIRED)
    (told,) = unseen(history, day, SAY)
    assert "第238号" in told and "2025-03-31" in told
    assert told in shown.panel(history, day, iri, "", [], SAY)


def test_an_act_without_a_day_is_named_and_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(
        "岚州市人民政府关于渡口的通知\n岚政发〔2015〕9号\n\n各区县人民政府：\n\n请加强巡查。\n\n岚州市人民政府\n2015年5月6日\n",
        encoding="utf-8",
    )
    (tmp_path / "act.txt").write_text(
        "岚州市人民政府关于废止渡口文件的通知\n岚政发〔2021〕3号\n\n各区县人民政府：\n\n"
        "现决定，《关于渡口的通知》（岚政发〔2015〕9号）予以废止。\n",
        encoding="utf-8",
    )
    build(find([tmp_path]), tmp_path / "store")
    day = date(2026, 1, 1)
    with Store.open(tmp_path / "store") as view:
        (iri,) = kept(view)
        history, told = history_of(view, iri), tell_status(view, iri, day)
        page = read_document(view, iri)
        (row,) = status_table(view, build_identity(view), kept(view), day, Language.ZH).rows
    assert page is not None and page.history.undated == history.undated
    assert [(act.name, act.kind) for act in history.undated] == [("岚政发〔2021〕3号", EventKind.REPEALED)]
    assert history.on(day).status is Status.PRESUMED
    assert any("岚政发〔2021〕3号" in words and "已废止" in words for words in unseen(history, day, SAY))
    assert "岚政发〔2021〕3号 无日期" in str(row[-2]) and "岚政发〔2021〕3号" in str(told["limits"])
