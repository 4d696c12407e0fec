"""The SPARQL page without a browser: questions, parameters, answers of every form, and what it refuses."""

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.query.limited import Limits
from graph.query.query import Answer, all_queries
from graph.records.identity import NOBODY
from tests.samples import fictional as sample
from ui.explorer import console, holdings

AGENCY = "岚州市人民政府办公室"


@pytest.mark.parametrize(("language", "said"), [("zh", "哪些"), ("en", "Which")])
def test_it_lists_the_saved_questions_and_states_the_limits(visit, store: Path, language: str, said: str) -> None:
    html = visit("sparql", store, lang=language).html
    assert html.count('<li><a href="sparql?name=') == len(all_queries()) and said in html
    assert "20" in html and "5,000" in html and "1,024 MB" in html
    assert "PREFIX zm: &lt;https://w3id.org/zhengmai/ns#&gt;" in html


def test_a_saved_question_stands_in_the_address_with_its_parameters(visit, store: Path) -> None:
    seen = visit("sparql", store, name="documents-of-agency", lang="en")
    assert "Still to fill in" in seen.html and "zm-rows" not in seen.html
    box = seen.widget("selectbox", "p.agency")
    assert AGENCY in box.options
    box.set_value(AGENCY).run()
    assert seen.address() == {"name": "documents-of-agency", "lang": "en", "p.agency": AGENCY}
    assert "45 rows" in seen.html and f'href="document?iri={sample.IRIS.base}eli' in seen.html
    assert "岚政办发〔2016〕1号" in seen.html


def test_choosing_a_question_writes_the_address(visit, store: Path) -> None:
    seen = visit("sparql", store)
    seen.widget("selectbox", "name").set_value("orphans").run()
    assert seen.address() == {"name": "orphans"}


def test_the_inputs_are_of_the_kind_of_their_parameters(visit, store: Path) -> None:
    seen = visit("sparql", store, name="validity-ending-before", **{"p.before": "2027-01-01"})
    assert seen.widget("date_input", "p.before").value.isoformat() == "2027-01-01" and "2026-04-01" in seen.html
    seen = visit("sparql", store, name="documents-in-issue", **{"p.year": "2021"})
    assert seen.widget("number_input", "p.year").value == 2021
    seen = visit("sparql", store, name="document")
    assert not seen.widget("text_input", "p.text").value


@pytest.mark.parametrize("typed", ["岚政办发(２０１６)1号", "岚政办发〔2016〕1号"])
def test_a_number_is_understood_however_it_is_typed(visit, store: Path, typed: str) -> None:
    assert "repeals" in visit("sparql", store, name="impact", **{"p.document": typed}).html


@pytest.mark.parametrize(
    "parameters",
    [{"p.before": "morgen"}, {"p.before": "2027-02-30"}, {"name": "no-such"}, {"name": "<script>"}, {"query": "~###"}],
)
def test_an_address_with_nonsense_is_no_accident(visit, store: Path, parameters: dict[str, str]) -> None:
    assert "<script" not in visit("sparql", store, **{"name": "validity-ending-before"} | parameters).html


def test_a_query_of_ones_own(visit, store: Path) -> None:
    query = "SELECT DISTINCT ?text WHERE { ?clause zm:text ?text } ORDER BY ?text"
    seen = visit("sparql", store, query=query, page="2", lang="en")
    assert "51–" in seen.html and 'href="sparql?lang=en"' in seen.html
    seen.test.pagination[0].set_value(1).run()
    assert seen.address() == {"query": query, "lang": "en"} and "1–50 of" in seen.html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?x WHERE {\n ?x a zz:T }", "line 2, column 7: the prefix zz: is not declared"),
        ("SELECT ?x WHERE { ", "line 1"),
        ("INSERT DATA { <http://a> <http://b> 1 }", "may only read"),
        ("LOAD <http://127.0.0.1:1/>", "may only read"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }", "SERVICE is refused"),
        ("SELECT * FROM <http://127.0.0.1:1/x> { ?a ?b ?c }", "loads none from elsewhere"),
        ("# param: x\nSELECT ?x { ?x ?y ?z }", "# param: NAME"),
        ("SELECT * { ?a ?b ?c } #" + "x" * console.LONGEST, "longer than 20,000 characters"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(visit, store: Path, query: str, said: str) -> None:
    seen = visit("sparql", store, query=console.packed(query), lang="en")
    assert said in seen.html and "Traceback" not in seen.html and "zm-refused" in seen.html


@pytest.mark.slow
def test_a_query_that_runs_away_is_told_and_the_next_one_answers(visit, store: Path, monkeypatch) -> None:
    ask = holdings.run_untrusted
    away = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    # Only this query has two seconds: on a busy machine another may need more to start its process.
    limits = {away: Limits(seconds=2)}
    monkeypatch.setattr(
        holdings,
        "run_untrusted",
        lambda store, query, params: ask(store, query, params, limits.get(query.text, Limits(seconds=300))),
    )
    assert "查询超过 2 秒，已停止" in visit("sparql", store, query=away).html
    assert "zm-yes" in visit("sparql", store, query="ASK { ?a ?b ?c }").html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ASK { ?x a zm:PublishedDocument }", "Yes"),
        ("ASK { ?x a zm:Nothing }", "No"),
        ("SELECT ?x { ?x a zm:Nothing }", "No answer"),
        ("SELECT ?x { ?x a zm:PublishedDocument } LIMIT 1", "1 row"),
    ],
)
def test_answers(visit, store: Path, query: str, said: str) -> None:
    assert f">{said}<" in visit("sparql", store, query=query, lang="en").html


@pytest.mark.parametrize(
    "form", ["CONSTRUCT { ?x dct:title ?t } WHERE { ?x dct:title ?t }", f"DESCRIBE <{sample.BAD}>"]
)
def test_triples_are_drawn_and_listed(visit, store: Path, form: str) -> None:
    seen = visit("sparql", store, query=form, lang="en")
    assert len(seen.test.get("graphviz_chart")) == 1 and '<th scope="col">predicate</th>' in seen.html


def test_a_cut_answer_says_so(visit, store: Path, monkeypatch) -> None:
    ask = holdings.run_untrusted
    monkeypatch.setattr(
        holdings, "run_untrusted", lambda store, query, params: ask(store, query, params, Limits(rows=60))
    )
    seen = visit("sparql", store, query="SELECT ?a ?b ?c { ?a ?b ?c }", lang="en")
    assert "only the first 60 rows" in seen.html and "1–50 of 60 rows" in seen.html


def test_files_hold_the_whole_answer(visit, store: Path) -> None:
    from graph.export.answer import as_csv, as_json
    from graph.query.query import adhoc, run
    from graph.store.store import Store

    with Store.open(store) as view:
        table = run(view, adhoc("SELECT ?d ?n { ?d a zm:PublishedDocument OPTIONAL { ?d eli:number ?n } }"))
    rows = list(csv.DictReader(io.StringIO(as_csv(table))))
    records = json.loads(as_json(table))
    assert len(rows) == len(records) == len(table.rows) > 40 and {row["d"] for row in rows} == {
        record["d"] for record in records
    }
    assert [record["n"] or "" for record in records] == [row["n"] for row in rows]
    seen = visit("sparql", store, query="SELECT ?d { ?d a zm:PublishedDocument }")
    assert len(seen.test.get("download_button")) == 2


def test_hostile_text_is_shown_as_text(visit, store: Path) -> None:
    for query in (f"SELECT ?p ?o {{ <{sample.BAD}> ?p ?o }}", f"CONSTRUCT WHERE {{ <{sample.BAD}> ?p ?o }}"):
        seen = visit("sparql", store, query=query)
        assert "<script" not in seen.html and "<img" not in seen.html and not seen.test.markdown
        assert "&lt;script&gt;window.hacked=1" in seen.html


def test_long_queries_are_packed_and_come_back(visit) -> None:
    short, long = "SELECT * { ?s ?p '中文' }", "SELECT * { ?s ?p '中文' }\n" * 300
    assert console.packed(short) == short == console.unpacked(short)
    assert len(console.packed(long)) < 300 and console.unpacked(console.packed(long)) == long
    bomb = console.packed("a" * 50_000_000)
    assert len(console.unpacked(bomb)) == console.LONGEST + 1
    assert console.unpacked("~中文") == console.unpacked("~AAAA") == ""


def rows(*values: tuple[object, ...]) -> tuple[tuple[ox.Literal | ox.NamedNode | None, ...], ...]:
    return tuple(
        tuple(value if isinstance(value, ox.NamedNode) else ox.Literal(value) for value in row) for row in values
    )


THING = ox.NamedNode("http://a/b")


@pytest.mark.parametrize(
    ("columns", "values", "kind", "points"),
    [
        (("year", "documents"), rows((2020, 3), (2019, 1)), "time", (("2019", 1), ("2020", 3))),
        (
            ("year", "kind", "n"),
            rows((2020, "a", 3), (2020, "b", 1), (2021, "a", 1)),
            "time",
            (("2020", 4), ("2021", 1)),
        ),
        (("name", "n"), rows(("甲", 3), ("乙", 1)), "bars", (("甲", 3), ("乙", 1))),
        (("name", "n", "iri"), rows(("甲", 3, THING), ("乙", 1, THING)), "bars", (("甲", 3), ("乙", 1))),
        (("name", "n"), rows(("甲", 3)), None, ()),
        (("name", "other"), rows(("甲", "x"), ("乙", "y")), None, ()),
        (("name", "n", "m"), rows(("甲", 3, 1), ("乙", 1, 1)), None, ()),
        (("n",), rows((3,), (1,)), None, ()),
    ],
)
def test_a_chart_is_drawn_where_something_is_counted(columns, values, kind: str | None, points) -> None:
    chart = console.chart(Answer("solutions", columns, values))
    assert (chart.kind, chart.points) == (kind, points) if chart else kind is None


def test_a_drawing_escapes_what_it_says() -> None:
    evil = ox.Literal('"]; x -> y [URL="javascript:1"] \\N &lt;b&gt;\n')
    drawn = console.dot([(THING, ox.NamedNode("http://a/p"), evil)], NOBODY)
    assert 'label="\\"]; x -> y [URL=\\"javascrip…"' in drawn and "&amp;lt;" in drawn and "\\\\N" in drawn
