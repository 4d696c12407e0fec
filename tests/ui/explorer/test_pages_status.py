"""The pages that show the status on a day: overview, documents, a document, validation."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

import ui.explorer
from graph.derive.standing import kept
from graph.records.documents import list_documents
from graph.records.ending import list_endings
from graph.store.store import Store
from ontology.formats import Format
from ui.explorer.components import ending
from ui.messages import load

B = "https://w3id.org/zhengmai/eli/cn/"
OLD = f"{B}990102/岚望政发/2019/8"
ACT = f"{B}990102/岚望政发/2023/3"
NAMED = f"{B}990100/岚政发/2012/31"


def lines(seen) -> int:
    return seen.html.count('<span class="zm-list-title"')


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ({"place": "990102"}, 8),
        ({"issuer": "岚州市民政局"}, 1),
        ({"kind": "决定"}, 2),
        ({"year": "2021"}, 7),
        ({"status": "declared-invalid", "as_of": "2023-03-30"}, 0),
        ({"status": "declared-invalid", "as_of": "2023-03-31"}, 1),
        ({"status": "in-force", "as_of": "2019-09-01"}, 3),
        ({"status": "in-force", "as_of": "2019-09-01", "year": "2021"}, 0),
        ({"status": "nonsense"}, 0),
        ({"place": "-"}, 0),
    ],
)
def test_each_facet_narrows_the_list(visit, gazettes: Path, parameters: dict[str, str], count: int) -> None:
    assert lines(visit("documents", gazettes, **parameters)) == count


def test_each_row_says_whether_it_holds_on_the_day(visit, gazettes: Path) -> None:
    for day, label in (("2020-01-01", "有效"), ("2022-01-01", "期满失效"), ("2024-01-01", "已宣布失效")):
        html = visit("documents", gazettes, q="岚望政发2019 8号", as_of=day).html
        assert f">{label}</span>" in html and f"as_of={day}" in html
    html = visit("documents", gazettes, q="岚发〔2019〕21号", as_of="2020-01-01", lang="en").html
    assert ">Presumed in force</span>" in html and "zm-s-presumed" in html


def test_facets_offer_how_many_each_value_would_leave(visit, gazettes: Path) -> None:
    seen = visit("documents", gazettes, place="990102", as_of="2024-01-01")
    years = seen.widget("selectbox", "year").options
    assert years[0] == "全部" and set(years[1:]) == {"2023 (7)", "2019 (1)"}
    # Its own facet counts what other choices would bring.
    assert len(seen.widget("selectbox", "place").options) > 2
    seen.widget("selectbox", "status").set_value("declared-invalid").run()
    assert (
        seen.address() == {"place": "990102", "as_of": "2024-01-01", "status": "declared-invalid"} and lines(seen) == 1
    )


def test_words_of_the_text_are_found_and_shown_where_they_stand(visit, gazettes: Path) -> None:
    html = visit("documents", gazettes, q="同时废止").html
    assert "正文中提到" in html and "<mark>同时废止</mark>" in html and "#at-doc_1-art_" in html


def test_what_others_only_name_is_found_too(visit, gazettes: Path) -> None:
    html = visit("documents", gazettes, q="岚政发（2012）31号", as_of="2020-01-01").html
    assert "未收录全文的文件" in html and ">已废止</span>" in html
    assert f"document?iri={quote(NAMED, safe='/:')}&amp;as_of=2020-01-01" in html


@pytest.mark.parametrize(
    ("day", "status", "said"),
    [
        ("2019-01-01", "尚未制发", 'href="#signed-1"'),
        ("2019-08-31", "尚未施行", 'href="#effective-1"'),
        ("2020-01-01", "有效", 'href="#effective-1"'),
        ("2022-01-01", "期满失效", 'href="#expires-1"'),
        ("2024-01-01", "已宣布失效", f"document?iri={quote(ACT, safe='/:')}"),
    ],
)
def test_a_document_tells_what_it_is_on_the_day_and_why(
    visit, gazettes: Path, day: str, status: str, said: str
) -> None:
    html = visit("document", gazettes, iri=OLD, as_of=day).html
    verdict = html[html.index("zm-verdict") : html.index("zm-timeline")]
    assert f">{status}</span>" in verdict and said in verdict and day in html[html.index("zm-timeline") :]


def test_a_presumption_says_what_it_rests_on_and_what_was_not_seen(visit, gazettes: Path) -> None:
    html = visit("document", gazettes, iri=f"{B}990100/岚发/2019/21", lang="en").html
    assert ">Presumed in force</span>" in html and "no act or term in the graph ends it" in html
    assert "The newest document of the same place that was read is of 2021-" in html


def test_a_document_that_is_only_named_has_its_status_and_what_others_say(visit, gazettes: Path) -> None:
    html = visit("document", gazettes, iri=NAMED, as_of="2020-01-01").html
    assert ">已废止</span>" in html and "没有这份文件的全文" in html and "被废止" in html


def test_what_rests_on_an_ended_document_is_told(visit, gazettes: Path) -> None:
    html = visit("document", gazettes, iri=NAMED, as_of="2020-01-01").html
    assert "仍以本文件为依据" in html and 'href="#relations-by-basedOn"' in html
    assert "仍以本文件为依据" not in visit("document", gazettes, iri=NAMED, as_of="2019-08-01").html
    html = visit("document", gazettes, iri=OLD, as_of="2020-01-01").html
    assert "已不再有效" in html and "岚政发〔2012〕31号" in html[html.index("zm-hint") :]


def test_the_day_is_picked_and_stands_in_the_address(visit, gazettes: Path) -> None:
    from datetime import date

    seen = visit("document", gazettes, iri=OLD)
    seen.widget("date_input", "as_of").set_value(date(2020, 1, 1)).run()
    assert seen.address() == {"iri": OLD, "as_of": "2020-01-01"} and ">有效</span>" in seen.html


@pytest.mark.parametrize(("language", "said"), [("zh", "首先处理"), ("en", "To be looked at first")])
def test_the_overview_tells_status_findings_and_what_is_due(visit, gazettes: Path, language: str, said: str) -> None:
    html = visit("overview", gazettes, as_of="2019-09-01", lang=language).html
    assert said in html and f"documents?status=in-force&amp;as_of=2019-09-01&amp;lang={language}" in html
    assert html.index('class="zm-due"') < html.index("documents?status="), "what presses comes first, on a phone, too"
    assert "zm-due" in html and "#deadline-" in html and f'href="tasks?lang={language}"' in html
    assert f"validation?shape=basis-expired&amp;as_of=2019-09-01&amp;lang={language}" in html


def test_what_ends_soon_is_a_calendar(gazettes: Path) -> None:
    with Store.open(gazettes) as view:
        rows, known = list_documents(view), kept(view)
    endings = list_endings(known, rows, date(2020, 9, 1), 365)
    data = ending.file_of(Format.ICS, endings, load()["zh"])
    assert endings and data.count(b"BEGIN:VEVENT") == len(endings) and b"DTSTART;VALUE=DATE:2021" in data


def test_the_overview_answers_whether_a_document_holds(visit, gazettes: Path) -> None:
    html = visit("overview", gazettes, q="岚政发2012 31号", as_of="2020-01-01").html
    assert ">已废止</span>" in html and lines(visit("overview", gazettes, q="没有这样的文号")) == 0


def test_the_overview_says_that_nothing_is_due(visit, gazettes: Path) -> None:
    assert "没有到期的任务" in visit("overview", gazettes, as_of="2199-01-01").html


def test_validation_has_what_rests_on_ended_documents_first_a_day_and_reports(visit, gazettes: Path) -> None:
    seen = visit("validation", gazettes, as_of="2023-07-01")
    shapes = re.findall(r'<section id="([\w-]+)"', seen.html)
    assert shapes[:2] == ["document-ended", "basis-expired"] and "repealed-still-cited" in shapes
    offered = [button.label for button in seen.test.get("download_button")]
    assert offered == ["HTML", "Excel", "CSV", "JSON", "SARIF", "Turtle"]
    before = visit("validation", gazettes, as_of="2011-01-01", lang="en")
    assert 'id="repealed-still-cited"' not in before.html


def test_while_the_shapes_are_asked_the_page_says_so(visit, gazettes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.explorer import awaited

    monkeypatch.setattr(awaited, "findings", lambda day: None)
    assert "正在校验整个图谱" in visit("validation", gazettes).html
    html = visit("document", gazettes, iri=OLD, lang="en").html
    assert "zm-pending" in html and ">Declared invalid</span>" in html


def test_names_are_found_while_the_texts_are_still_read(visit, gazettes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.explorer import awaited

    monkeypatch.setattr(awaited, "texts", lambda: None)
    found = visit("documents", gazettes, q="办法").html
    assert "zm-pending" in found and 'class="zm-list"' in found
    nothing = visit("documents", gazettes, q="没有这样的字").html
    assert "zm-pending" in nothing and "没有符合条件的文件" not in nothing
    assert "zm-pending" not in visit("documents", gazettes).html


def test_a_large_store_is_validated_aside_and_that_it_was_stopped_is_told(
    visit, gazettes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graph.store.bounded import StoppedError
    from ui.explorer import awaited, findings

    begun = []

    def stopped(*arguments: object, **limits: object) -> None:
        begun.append(arguments)
        raise StoppedError("time")

    monkeypatch.setattr(findings, "LARGE", 1)
    monkeypatch.setattr(findings, "run_in_subprocess", stopped)
    awaited._lasting.clear()
    try:
        assert "已停止" in visit("validation", gazettes, as_of="1998-01-01").html
        assert "was stopped" in visit("overview", gazettes, as_of="1998-01-01", lang="en").html
        assert len(begun) == 2  # it would be stopped again
    finally:
        awaited._lasting.clear()
        awaited._passing.clear()


def test_a_validation_aside_finds_the_same(gazettes: Path) -> None:
    from datetime import date

    from graph.records.documents import list_documents
    from graph.store.store import Store
    from ui.explorer.findings import aside, validated

    day = date(2023, 7, 1)
    with Store.open(gazettes) as view:
        assert aside(str(gazettes), day) == validated(view, list_documents(view), day) != ()


def test_a_validation_that_fails_is_told_and_begun_anew(
    visit, gazettes: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from ui.explorer import jobs as background

    def fail(work, sort):
        from concurrent.futures import Future

        future: Future[object] = Future()
        future.set_exception(RuntimeError("the shapes cannot be asked"))
        return future

    monkeypatch.setattr(background, "start", fail)
    with pytest.raises(AssertionError):
        visit("validation", gazettes, as_of="1999-01-01")
    assert "the shapes cannot be asked" in caplog.text
    monkeypatch.undo()


def test_the_slider_leads_to_each_day_on_which_the_status_turns(visit, gazettes: Path) -> None:
    seen = visit("document", gazettes, iri=OLD, as_of="2022-01-01")
    slider = seen.widget("select_slider", "as_of-turn")
    days = [date.fromisoformat(day) for day in slider.options]
    assert date(2022, 1, 1) in days and len(days) >= 4
    slider.set_value(next(day for day in days if day.year == 2023)).run()
    assert seen.address()["as_of"].startswith("2023-") and ">已宣布失效</span>" in seen.html


def test_a_document_of_one_day_has_no_slider_and_no_slider_is_printed(visit, gazettes: Path) -> None:
    seen = visit("document", gazettes, iri=f"{B}990100/岚发/2019/21", as_of="2022-01-01")
    assert ">推定有效</span>" in seen.html and not seen.test.select_slider
    on_paper = (Path(ui.explorer.__file__).parent / "styles" / "print.css").read_text(encoding="utf-8")
    assert re.search(r"\.stSlider[^{}]*\{ display: none", on_paper)
