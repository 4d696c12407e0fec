"""Every page without a browser: what it shows, what it does when there is nothing, how the address steers it."""

import re
from contextlib import nullcontext
from pathlib import Path

import pytest

from graph.store.store import Store
from ontology.enumerations import Language
from tests.samples import fictional as sample
from ui.explorer import app, state
from ui.explorer import launch as explore
from ui.explorer.views.documents import SIZE
from ui.messages import Messages, load

PAGES = ["overview", "documents", "document", "agencies", "agency", "graph", "validation"]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    with Store.update(tmp_path / "empty"):
        pass
    return tmp_path / "empty"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("language", "said"), [("zh", "尚未指定图库"), ("en", "No store given")])
def test_without_a_store_every_page_says_how_to_give_one(visit, page: str, language: str, said: str) -> None:
    seen = visit(page, "", lang=language)
    assert said in seen.html and "zhengmai explore --store" in seen.html


@pytest.mark.parametrize(("language", "said"), [("zh", "此处没有图谱库"), ("en", "there is no store here")])
def test_a_folder_without_a_store_is_told_in_one_line(visit, tmp_path: Path, language: str, said: str) -> None:
    assert said in visit("overview", tmp_path / "none", lang=language).html


@pytest.mark.parametrize(("language", "said"), [(Language.ZH, "这一页出错了"), (Language.EN, "This page failed")])
@pytest.mark.parametrize("fault", [KeyError, RuntimeError, OSError])
def test_a_page_that_fails_says_so_in_the_readers_language_and_its_traceback_is_logged(
    fault: type[Exception],
    language: Language,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def page(say: Messages) -> None:
        raise fault("no such thing")

    shown: list[str] = []
    monkeypatch.setattr(app.access, "reader", lambda: True)
    monkeypatch.setattr(app.state, "messages", lambda: load()[language])
    monkeypatch.setattr(app.state, "store", lambda: "store")
    monkeypatch.setattr(app, "reading", lambda generation: nullcontext())
    monkeypatch.setattr(app, "version", str)
    monkeypatch.setattr(app.empty, "state", lambda title, text: shown.append(title))
    app.guarded(page)()
    assert shown == [said] and "no such thing" in caplog.text


@pytest.mark.parametrize("page", ["overview", "documents", "agencies", "graph", "validation"])
def test_an_empty_store_says_how_to_fill_it(visit, empty: Path, page: str) -> None:
    assert "zhengmai build" in visit(page, empty).html


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "3 份来源文本"), ("en", "Source texts read: 3"), ("fr", "3 份来源文本")]
)
def test_overview(visit, store: Path, language: str, said: str) -> None:
    seen = visit("overview", store, lang=language)
    assert said in seen.html
    shown = language if language == "en" else "zh"
    assert f'href="documents?kind=%E9%80%9A%E7%9F%A5&amp;lang={shown}"' in seen.html
    assert f'href="validation?severity=Violation&amp;lang={shown}"' in seen.html
    assert len(seen.test.get("vega_lite_chart") or seen.test.get("arrow_vega_lite_chart")) == 1


def lines(seen) -> int:
    return seen.html.count('<li><a href="document?iri=')


def test_the_list_comes_in_pages_that_the_address_names(visit, store: Path) -> None:
    assert lines(visit("documents", store)) == SIZE
    last = visit("documents", store, page="3")
    assert lines(last) == 47 - 2 * SIZE and "第 41–47 件，共 47 件" in last.html


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "²", "9" * 50])
def test_a_page_that_does_not_exist_is_the_first(visit, store: Path, page: str) -> None:
    assert "第 1–20 件" in visit("documents", store, page=page).html


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ({"q": "岚政发(２０２１)7号"}, 1),
        ({"q": "印发《岚州市河道保护办法"}, 1),
        ({"year": "2021"}, 1),
        ({"year": "-"}, 1),
        ({"kind": "通知", "year": "2018"}, 8),
        ({"issuer": "岚州市水务局"}, 1),
        ({"issuer": sample.HOSTILE}, 1),
    ],
)
def test_filters_stand_in_the_address(visit, store: Path, parameters: dict[str, str], count: int) -> None:
    assert lines(visit("documents", store, **parameters)) == count


@pytest.mark.parametrize("parameters", [{"q": "没有这样的标题"}, {"year": "1900"}, {"kind": "<b>"}])
def test_a_filter_that_finds_nothing_offers_the_way_back(visit, store: Path, parameters: dict[str, str]) -> None:
    seen = visit("documents", store, lang="en", **parameters)
    assert "No documents match" in seen.html and 'href="documents?lang=en"' in seen.html


def test_a_widget_writes_the_address_and_goes_back_to_the_first_page(visit, store: Path) -> None:
    seen = visit("documents", store, page="2", lang="en")
    seen.widget("text_input", "q").set_value("印发 河道").run()
    assert seen.address() == {"q": "印发 河道", "lang": "en"} and lines(seen) == 1
    seen.widget("text_input", "q").set_value("").run()
    seen.widget("selectbox", "year").set_value("2018").run()
    assert seen.address() == {"year": "2018", "lang": "en"} and lines(seen) == 8


def test_turning_the_page_writes_the_address(visit, store: Path) -> None:
    seen = visit("documents", store)
    seen.test.pagination[0].set_value(3).run()
    assert seen.address() == {"page": "3"} and lines(seen) == 7


def test_the_address_wins_over_what_a_widget_showed_before(visit, store: Path) -> None:
    seen = visit("documents", store, q="河道")
    del seen.test.query_params["q"]
    seen.test.run()
    assert seen.widget("text_input", "q").value == "" and lines(seen) == SIZE


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ["要素", "文号", "推定"]), ("en", ["Facts", "Number", "inferred"])]
)
def test_a_document(visit, store: Path, language: str, words: list[str]) -> None:
    html = visit("document", store, iri=sample.NOTICE, lang=language).html
    assert all(word in html for word in words)
    assert 'href="#number-1"' in html and '<a id="number-1"' in html
    assert 'href="#at-doc_1-art_2"' in html and '<div id="at-doc_1-art_2"' in html
    assert "<th>任务</th>" in html and '<td colspan="2">巡查</td>' in html


def test_a_document_that_two_sources_print_links_to_the_other(visit, store: Path) -> None:
    html = visit("document", store, iri=sample.IRIS.numbered(sample.PLACE, "岚政办发", 2016, 1)).html
    assert "source=https://w3id.org/zhengmai/source/c.txt" in html


@pytest.mark.parametrize("iri", ["", "nonsense", "https://w3id.org/zhengmai/eli/cn/1/x/2000/1", "<script>"])
def test_a_document_that_is_not_there_leads_to_the_list(visit, store: Path, iri: str) -> None:
    html = visit("document", store, iri=iri, lang="en").html
    assert 'href="documents?lang=en"' in html and "<script" not in html


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["关系", "依据", "对象未能确定", "被引用"]),
        ("en", ["Relations", "Based on", "Target stays open", "Cited by"]),
    ],
)
def test_a_document_shows_its_relations(visit, store: Path, language: str, words: list[str]) -> None:
    html = visit("document", store, iri=sample.NOTICE, lang=language).html
    assert all(word in html for word in words)
    assert 'href="#relations-basedOn"' in html and '<div id="relations-basedOn"' in html
    assert '<a id="reference-1"' in html and f'lang={language}#reference-2">' in html
    assert f'href="graph?iri={sample.IRIS.base}title/' in html and f'href="agency?iri={sample.IRIS.base}agency/' in html


def agency_lines(seen) -> int:
    return seen.html.count('<li><a href="agency?iri=')


@pytest.mark.parametrize(
    ("parameters", "count"), [({}, 5), ({"q": "水利局"}, 1), ({"place": "岚州市"}, 2), ({"q": "无"}, 0)]
)
def test_the_list_of_agencies(visit, store: Path, parameters: dict[str, str], count: int) -> None:
    seen = visit("agencies", store, lang="en", **parameters)
    assert agency_lines(seen) == count and ("No agencies match" in seen.html) is (count == 0)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["由以下机关组建", "机构改革", "机构沿革", "协作机关", "联合发文", "主送该机关的文件"]),
        ("en", ["Formed from", "Lan City", "Names over time", "Works with"]),
    ],
)
def test_an_agency(visit, store: Path, language: str, words: list[str]) -> None:
    html = visit("agency", store, iri=sample.WATER, lang=language).html
    assert all(word in html for word in [*words, "2019-01-10"])
    assert "改组为" not in html and "Became" not in html


def test_a_busy_agency_has_a_timeline_and_pages(visit, store: Path) -> None:
    iri = sample.IRIS.agency("岚州市人民政府办公室")
    seen = visit("agency", store, iri=iri, page="3")
    assert lines(seen) == 5 and len(seen.test.get("vega_lite_chart") or seen.test.get("arrow_vega_lite_chart")) == 1


def test_an_agency_of_the_past_shows_what_it_became(visit, store: Path) -> None:
    html = visit("agency", store, iri=sample.BEFORE, lang="en").html
    assert "Became" in html and "Formed from" not in html and "市水利局" in html and "holds no documents" in html


@pytest.mark.parametrize("page", ["agency", "graph"])
@pytest.mark.parametrize("iri", ["nonsense", "https://w3id.org/zhengmai/x", "<script>"])
def test_what_is_not_there_leads_back(visit, store: Path, page: str, iri: str) -> None:
    html = visit(page, store, iri=iri, lang="en").html
    back = "agencies" if page == "agency" else "graph"
    assert f'href="{back}?lang=en"' in html and "<script" not in html


def test_validation_shows_findings_with_their_documents(visit, store: Path) -> None:
    seen = visit("validation", store, shape="signed-missing", lang="en")
    assert "zm-Violation" in seen.html or "zm-Warning" in seen.html
    assert lines(seen) == 1 and "eli/local/b.txt/1" in seen.html


def test_what_the_reading_left_open_has_a_list_of_its_own(visit, store: Path) -> None:
    faults, left_open = (visit("validation", store, lang="en", list=name).html for name in ("", "reading"))
    shapes = [set(re.findall(r'<section id="([\w-]+)"', html)) for html in (faults, left_open)]
    assert all(shapes) and not shapes[0] & shapes[1]
    # Above the lists the rules with their counts, as links.
    for html, found in zip((faults, left_open), shapes, strict=True):
        counts = dict(re.findall(r'shape=([\w-]+)&amp;[^"]*">[^<]* <b>(\d+)</b>', html))
        assert counts.keys() >= found  # the list has pages


def test_a_severity_without_findings_says_so(visit, store: Path) -> None:
    assert "No findings match" in visit("validation", store, severity="Nothing", lang="en").html


@pytest.mark.parametrize("page", PAGES)
def test_hostile_text_is_shown_as_text_everywhere(visit, store: Path, page: str) -> None:
    seen = visit(page, store, iri=sample.BAD, year="-")
    bodies = [element.proto for element in seen.test.get("html")]
    scripts = [proto for proto in bodies if "<script" in proto.body]
    # The one script is ours, alone in its element; no other element may run any.
    assert all(proto.body.strip().startswith("<script>\n(() =>") and "hacked" not in proto.body for proto in scripts)
    assert all(proto in scripts for proto in bodies if proto.unsafe_allow_javascript)
    assert "<img" not in seen.html and not seen.test.markdown
    if page in ("documents", "document"):
        assert "&lt;script&gt;window.hacked=1&lt;/script&gt;" in seen.html


def test_addresses_keep_the_language_and_escape_what_they_carry(visit, store: Path) -> None:
    html = visit("documents", store, lang="en", year="2021").html
    assert f'href="document?iri={sample.IRIS.base}eli/cn/999900/%E5%B2%9A%E6%94%BF%E5%8F%91/2021/7&amp;lang=en"' in html


def test_the_command_stays_on_this_machine_and_reports_nothing() -> None:
    command = explore.command("S", 8600, headless=True)
    assert "--server.address=127.0.0.1" in command and "--browser.gatherUsageStats=false" in command
    assert command[-3:] == ["--", "--store", "S"] and "--server.port=8600" in command
    assert not any("server.port" in flag for flag in explore.command("S", None, headless=False))


def test_streamlit_knows_every_option() -> None:
    from streamlit import config

    assert not set(explore.OPTIONS) - set(config.get_config_options())


def test_the_store_is_read_from_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["app.py", "--store", "somewhere"])
    assert state.store() == "somewhere"
    monkeypatch.setattr("sys.argv", ["app.py"])
    assert state.store() == ""


def test_an_order_shows_its_rule_and_what_is_asked_for_by_name_comes_first(visit, gazettes: Path) -> None:
    html = visit("documents", gazettes, q="岚州市人民政府令第38号").html
    assert "岚州市城市供水用水管理办法" in html.partition("zm-list-title")[2].partition("</span>")[0]
    html = visit("documents", gazettes, q="中华人民共和国老年人权益保障法").html
    assert html.index('lang="zh">中华人民共和国老年人权益保障法</span>') < html.index("zm-passage")
