"""The endpoint's pages: feeds that other programs read, a page for each IRI, the start page; rendered in this process."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from lxml import etree
from rdflib import Graph, URIRef

from graph.records.documents import DocumentRow, list_documents
from graph.records.ledger import list_entries
from graph.records.tasks import read_tasks
from graph.serve.worker import Rendered, WorkerPage
from graph.store import base
from graph.store.store import Store
from graph.store.view import View
from ontology.formats import ThingFormat
from ontology.vocabulary import BASE
from tests.samples import ledger
from ui.served import start
from ui.served.pages import render

ROOT = "https://example.org/graph/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
# What RFC 4287, 4.1 demands of a feed whose entries have links and summaries, written as RELAX NG.
SCHEMA = etree.RelaxNG(
    etree.fromstring(
        """
<element name="feed" ns="http://www.w3.org/2005/Atom" xmlns="http://relaxng.org/ns/structure/1.0"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <attribute name="xml:lang"/>
  <interleave>
    <element name="id"><data type="anyURI"><param name="pattern">urn:uuid:[0-9a-f-]{36}</param></data></element>
    <element name="title"><text/></element>
    <element name="subtitle"><text/></element>
    <element name="updated"><data type="dateTime"><param name="pattern">.*(Z|[+-]\\d\\d:\\d\\d)</param></data></element>
    <element name="author"><element name="name"><data type="token"><param name="minLength">1</param></data></element></element>
    <oneOrMore><ref name="link"/></oneOrMore>
    <zeroOrMore><element name="entry"><interleave>
      <element name="id"><data type="anyURI"><param name="pattern">urn:uuid:[0-9a-f-]{36}</param></data></element>
      <element name="title"><data type="string"><param name="minLength">1</param></data></element>
      <element name="updated"><data type="dateTime"><param name="pattern">.*(Z|[+-]\\d\\d:\\d\\d)</param></data></element>
      <ref name="link"/>
      <zeroOrMore><element name="category"><attribute name="term"/></element></zeroOrMore>
      <element name="summary"><data type="string"><param name="minLength">1</param></data></element>
    </interleave></element></zeroOrMore>
  </interleave>
</element>""".replace(
            '<element name="feed"',
            '<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom" '
            'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><define name="link"><element name="link">'
            '<attribute name="rel"/><attribute name="href"><data type="anyURI"/></attribute>'
            '<optional><attribute name="type"/></optional></element></define><start><element name="feed"',
            1,
        )
        + "</start></grammar>"
    )
)


@pytest.fixture(scope="module")
def view(example_store: Path) -> Iterator[View]:
    with Store.open(example_store) as opened:
        yield opened


def render_page(view: View, path: str, day: str = "2021-08-01", accept: str = "", **parameters: str) -> Rendered:
    page = WorkerPage(path, tuple(parameters.items()), accept, "", ROOT, day)
    return render(view, page)


def entries(rendered: Rendered) -> list[Any]:
    assert rendered.status == 200, rendered.body
    feed = etree.fromstring(rendered.body)
    SCHEMA.assertValid(feed)
    ids = feed.xpath("//a:entry/a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids))
    return list(feed.findall("a:entry", ATOM))


def events(rendered: Rendered) -> list[Any]:
    assert (rendered.status, rendered.media) == (200, "text/calendar; charset=utf-8")
    found = Calendar.from_ical(rendered.body).walk("VEVENT")
    assert len({event["UID"] for event in found}) == len(found)
    return list(found)


@pytest.fixture(scope="module")
def agency(view: View) -> str:
    """The body that has most dated tasks."""
    held = [entry.agency for entry in list_entries(read_tasks(view)) if entry.known and entry.dues]
    return max(sorted(set(held)), key=held.count)


@pytest.mark.parametrize("name", ["ending", "changed", "ledger"])
def test_a_feed_is_valid_and_says_the_same_when_it_is_polled_again(view: View, agency: str, name: str) -> None:
    given = {"days": "4000"} | ({"agency": agency} if name == "ledger" else {})
    first, again = (render_page(view, f"feeds/{name}.atom", **given) for _ in range(2))
    assert first == again and first.media == "application/atom+xml; charset=utf-8"
    found = entries(first)
    assert bool(found) is (name != "changed")  # one build alone is only counted
    assert str(etree.fromstring(first.body).findtext("a:updated", namespaces=ATOM)) <= datetime.now(UTC).isoformat()


def test_the_next_day_tells_nothing_twice(view: View, agency: str) -> None:
    """What is still to come keeps its identifier; what a subscription has seen is not new again."""
    for name, given in (("ending", {}), ("ledger", {"agency": agency})):
        days = [
            {
                e.findtext("a:id", namespaces=ATOM)
                for e in entries(render_page(view, f"feeds/{name}.atom", day, days="2000", **given))
            }
            for day in ("2021-08-01", "2021-08-02")
        ]
        assert days[0] & days[1]
        calendars = [
            {e["UID"] for e in events(render_page(view, f"feeds/{name}.ics", d, days="2000", **given))}
            for d in ("2021-08-01", "2021-08-02")
        ]
        assert calendars[0] & calendars[1]


def test_a_source_that_is_numbered_otherwise_tells_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = "东堤、西堤步道于2022年4月底前清点完毕。（责任单位：市园林局）\n\n（一）修缮步道。"
    told = []
    for text in (ledger.TEXT, ledger.TEXT.replace("（一）修缮步道。", more)):
        monkeypatch.setattr(ledger, "TEXT", text)
        with Store.open(ledger.build(tmp_path / "sources", "通知.txt")) as view:
            given = {"agency": "岚州市园林局", "day": "2022-04-01"}
            uids = {str(event["UID"]) for event in events(render_page(view, "feeds/ledger.ics", **given))}
            ids = {
                e.findtext("a:id", namespaces=ATOM) for e in entries(render_page(view, "feeds/ledger.atom", **given))
            }
            told.append((uids, ids))
    for before, after in zip(*told, strict=True):
        assert len(before) > 4 and before < after and len(after) == len(before) + 1


def test_a_span_holds_only_what_falls_in_it(view: View) -> None:
    first, last = date(2021, 8, 1), date(2021, 8, 1) + timedelta(days=400)
    found = events(render_page(view, "feeds/ending.ics", days="400"))
    assert found and all(first <= event["DTSTART"].dt <= last for event in found)
    assert len(events(render_page(view, "feeds/ending.ics", days="4000"))) > len(found)


def test_reminders_come_at_nine_so_many_days_before(view: View, agency: str) -> None:
    found = events(render_page(view, "feeds/ledger.ics", days="2000", agency=agency, remind="7,1"))
    assert found
    for event in found:
        triggers = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
        assert triggers == [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]
        assert all(alarm["ACTION"] == "DISPLAY" and alarm["DESCRIPTION"] for alarm in event.walk("VALARM"))


def test_links_of_a_feed_lead_to_this_endpoint(view: View) -> None:
    for entry in entries(render_page(view, "feeds/ending.atom", days="4000")):
        assert entry.find("a:link", ATOM).get("href").startswith(f"{ROOT}eli/")


def test_an_empty_calendar_has_a_component(view: View) -> None:
    rendered = render_page(view, "feeds/ending.ics", "1990-01-01", days="1")
    assert not events(rendered) and Calendar.from_ical(rendered.body).walk("VTIMEZONE")


@pytest.mark.parametrize(
    ("path", "given", "status", "why"),
    [
        ("feeds/ending.atom", {"dayz": "3"}, 400, "dayz: no such parameter"),
        ("feeds/ending.atom", {"days": "-3"}, 400, "days=-3"),
        ("feeds/ending.atom", {"remind": "3"}, 400, "remind: no such"),
        ("feeds/ending.atom", {"place": "无此地"}, 404, "place=无此地"),
        ("feeds/ledger.ics", {}, 400, "agency: name the body"),
        ("feeds/ledger.ics", {"agency": "无此机关局"}, 404, "no task names it"),
        ("feeds/ledger.ics", {"agency": "局", "role": "boss"}, 400, "role=boss"),
        ("feeds/changed.atom", {"kind": "odd"}, 400, "kind=odd"),
        ("feeds/ending.rss", {}, 404, "no such feed"),
        ("feeds/other.atom", {}, 404, "no such feed"),
        ("", {"lang": "fr"}, 400, "lang=fr"),
        ("ns", {"format": "xml"}, 400, "format=xml"),
        ("agency/无此机关局", {}, 404, "says nothing of it"),
        ("a<b", {}, 404, "says nothing of it"),
    ],
)
def test_what_is_not_there_is_told(view: View, path: str, given: dict[str, str], status: int, why: str) -> None:
    rendered = render_page(view, path, **given)
    assert rendered.status == status and why in rendered.body.decode()


def test_an_iri_is_told_of_in_each_form_alike(view: View) -> None:
    path = "eli/cn/990100/岚政发/2021/12"
    graphs = {}
    syntaxes = ("turtle", "json-ld", "nt", "xml")
    for form, syntax in zip(
        (ThingFormat.TTL, ThingFormat.JSONLD, ThingFormat.NT, ThingFormat.RDFXML), syntaxes, strict=True
    ):
        rendered = render_page(view, path, accept=form.media)
        assert rendered.media == f"{form.media}; charset=utf-8" and "Accept" in rendered.headers["Vary"]
        assert rendered.headers["Content-Location"].endswith(f"format={form}")
        assert rendered.body == render_page(view, path, format=form).body
        graphs[form] = Graph().parse(data=rendered.body, format=syntax)
    assert graphs[ThingFormat.TTL].isomorphic(graphs[ThingFormat.JSONLD])
    assert graphs[ThingFormat.TTL].isomorphic(graphs[ThingFormat.NT])
    assert graphs[ThingFormat.TTL].isomorphic(graphs[ThingFormat.RDFXML])
    assert set(graphs[ThingFormat.TTL].subjects()) == {URIRef(BASE + path)}
    html = render_page(view, path, accept="text/html,application/xhtml+xml,*/*;q=0.8").body.decode()
    assert "岚政发〔2021〕12号" in html and f"{ROOT}place/990100" in html and "<script" not in html


def test_a_statement_with_a_fragment_has_an_address(view: View) -> None:
    iris = base.iris(view)
    task = read_tasks(view)[0].iri
    address = iris.served(task, ROOT)
    assert "#" not in address and address.startswith(f"{ROOT}source/")
    name = iris.relative(task).partition("#")
    rendered = render_page(view, name[0], fragment=name[2], format="nt")
    assert rendered.status == 200 and f"<{task}>" in rendered.body.decode()


@pytest.mark.parametrize(
    ("accept", "lang", "title"), [("", "zh", "政脉：公文知识图谱"), ("text/html", "en", "Zhengmai: a knowledge graph")]
)
def test_the_start_page_says_what_the_endpoint_is(view: View, accept: str, lang: str, title: str) -> None:
    html = render_page(view, "", accept=accept, lang=lang).body.decode()
    assert title in html and f"{ROOT}query" in html and f"{ROOT}feeds/changed.atom" in html and f"{ROOT}ns" in html
    assert "<script" not in html


def test_the_start_page_lists_the_documents_once(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    listings = []

    def listed(graph: View) -> tuple[DocumentRow, ...]:
        listings.append(list_documents(graph))
        return listings[-1]

    monkeypatch.setattr(start, "list_documents", listed)
    html = render_page(view, "", accept="text/html").body.decode()
    assert len(listings) == 1
    assert base.iris(view).relative(listings[0][0].iri) in html


def test_the_start_page_and_the_vocabulary_as_rdf(view: View) -> None:
    dataset = Graph().parse(data=render_page(view, "", accept="text/turtle").body, format="turtle")
    assert (URIRef(f"{BASE}dataset"), None, None) in dataset
    terms = Graph().parse(data=render_page(view, "ns", accept="text/turtle").body, format="turtle")
    assert (URIRef(f"{BASE}ns#Task"), None, None) in terms
    assert '<tr id="Task">' in render_page(view, "ns").body.decode()
    assert json.loads(render_page(view, "ns", format="jsonld").body)["@graph"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "zh-CN"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr,zh-CN;q=0.5,en;q=0.1", "zh-CN"),
        ("en;q=x", "zh-CN"),
        ("de", "zh-CN"),
    ],
)
def test_the_language_is_the_browsers(view: View, header: str, language: str) -> None:
    html = render(view, WorkerPage("", (), "text/html", header, ROOT, "2021-08-01")).body.decode()
    assert f'<html lang="{language}">' in html


def test_protege_gets_the_vocabulary_at_its_address(view: View) -> None:
    """The header of the OWL API, which Protégé loads an address with: it reads RDF, and no page."""
    wanted = "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"
    rendered = render_page(view, "ns", accept=wanted)
    assert rendered.media.startswith("application/rdf+xml")
    assert len(Graph().parse(data=rendered.body, format="xml")) == len(
        Graph().parse(data=render_page(view, "ns", format="nt").body, format="nt")
    )
