"""A store over HTTP: two different servers have the contents of the folder, and answer alike."""

import http.server
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph

from graph.export import export
from graph.query.query import Table, find, run
from graph.records.questions import ask
from graph.store.endpoint import Endpoint
from graph.store.errors import GraphError, QueryError, StoreError
from graph.store.loading import load
from graph.store.remote import Remote
from graph.store.store import Store
from ingest.pipeline import build, issues_path
from ingest.read.inputs import find as inputs
from ontology.vocabulary import ZM
from shapes.validate import validate
from tests.conftest import build_store
from tests.graph import engines
from tests.graph.query.asked import answers
from tests.graph.records.test_consequences import LAW as DOCK
from tests.graph.records.test_narrower_kinds import FERRIES
from tests.graph.store.test_sharing import same_answers
from tests.ingest.test_counts import COUNTS
from tests.samples import catering
from ui.explorer.launch import free_port

DUTIES = [
    ("duties-of-bearer", {"bearer": "食堂"}),
    ("duties-of-bearer", {"bearer": "渡运经营者"}),
    ("duties-of-bearer", {"bearer": "供餐单位"}),
    ("duties-of-agency", {"agency": "岚州市市场监督管理局"}),
    ("sanctions-by-authority", {"agency": "岚州市市场监督管理局"}),
    ("fines-for-act", {"act": "救生"}),
    ("fines-for-act", {"act": "夜间停渡"}),
    ("fines-for-act", {"act": "留样"}),
]
EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module", params=["oxigraph", "oxigraph, by updates", "virtuoso"])
def url(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    example_texts: dict[str, bytes],
    example_store: Path,
) -> Iterator[str]:
    """The examples, built into a server over HTTP; into Virtuoso loaded from the folder that they were built into."""
    folder = tmp_path_factory.mktemp("server")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        if request.param == "virtuoso":
            patch.setenv("ZHENGMAI_USER", "dba")
            patch.setenv("ZHENGMAI_PASSWORD", "dba")
            server = engines.virtuoso(folder)
        else:
            server = engines.oxigraph(folder, "--union-default-graph")
        with server as address:
            where = address + ("/query#update=update" if "updates" in request.param else "")
            if request.param == "virtuoso":
                with Store.open(example_store) as folder_view:
                    done = load(folder_view, where)
                    assert (done.sent, done.triples) == (len(folder_view.graphs()), len(folder_view))
            else:
                summary = build(inputs([EXAMPLES / name for name in example_texts]), where)
                assert not summary.failed
            yield where


@pytest.fixture(scope="module")
def answered(example_store: Path) -> list[tuple[str, Table]]:
    """What the folder answers to each form of each question."""
    with Store.open(example_store) as folder:
        found = answers(folder)
    empty = {name for name, answer in found if not answer.rows}
    # The examples have no sanctions: tests/graph/query/test_norms.py asks these of a regulation.
    sanctions = {"fines-for-act", "prohibitions-without-sanction", "sanctions-by-authority", "tables/sanctions"}
    assert (
        empty <= {"moved-articles", "near-titles", "superseded-editions", "unresolved-references", *sanctions}
        and len(found) > 60
    )
    return found


def test_saved_questions_have_the_same_answers(url: str, answered: list[tuple[str, Table]]) -> None:
    with Store.open(url) as remote:
        found = answers(remote)
    assert [name for (name, ours), (_, theirs) in zip(answered, found, strict=True) if ours != theirs] == []


def test_questions_about_duties_have_the_same_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With lists of names, and over a regulation that two sources print: of Virtuoso, in whose lists no Chinese word was found."""
    texts = {
        "dock.md": DOCK,
        "again.md": DOCK.replace("未设置救生圈", "未设置救生衣"),
        "port.md": DOCK.replace("渡口", "港口").replace("下列", "以下"),
        "ferries.md": FERRIES,
        "meals.txt": catering.TEXT,
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    build_store(tmp_path / "out", *(tmp_path / name for name in texts))
    monkeypatch.setenv("ZHENGMAI_USER", "dba")
    monkeypatch.setenv("ZHENGMAI_PASSWORD", "dba")
    (tmp_path / "server").mkdir()
    monkeypatch.chdir(tmp_path)
    with engines.virtuoso(tmp_path / "server") as address, Store.open(tmp_path / "out" / "store") as folder:
        load(folder, address)
        with Store.open(address) as remote:
            for name, given in DUTIES:
                ours, theirs = (sorted(map(str, ask(view, find(name), given).rows)) for view in (folder, remote))
                assert ours == theirs and ours, (name, given)


def test_counts_and_joins_are_those_of_the_flattened_graph(url: str, example_flat: Graph) -> None:
    with Store.open(url) as remote:
        # Virtuoso's union also has the graphs that it brings with it, so that no count is of all triples.
        for query in (query for query in COUNTS if "?s ?p ?o" not in query):
            same_answers(remote, query, example_flat)


def test_the_same_quads(url: str, example_store: Path) -> None:
    with Store.open(url) as remote, Store.open(example_store) as folder:
        assert remote.graphs() == folder.graphs()
        assert len(remote) == len(folder)
        assert sorted(map(str, remote.quads())) == sorted(map(str, folder.quads()))


def test_the_same_findings(url: str, example_store: Path) -> None:
    day = date(2022, 1, 1)
    with Store.open(url) as remote, Store.open(example_store) as folder:
        found = validate(remote.graph(), as_of=day)
        assert found == validate(folder.graph(), as_of=day)
        assert len(found) > 100


def test_graphs_and_truths_are_answered_too(url: str) -> None:
    with Store.open(url) as remote:
        assert remote.query("ASK { ?d a zm:PublishedDocument }")
        assert not remote.query("ASK { ?d a zm:NoSuchThing }")
        triples = remote.query("CONSTRUCT { ?d eli:number ?n } WHERE { ?d a zm:PublishedDocument ; eli:number ?n }")
        assert isinstance(triples, ox.QueryTriples)
        printed = list(map(str, triples))
    assert len(printed) == 19
    assert any("岚政发〔2019〕14号" in triple for triple in printed)


def test_a_document_without_a_day_stops_no_question(url: str) -> None:
    graph, kind = "https://example.org/undated", f"<{RDF.type}> <{ZM.PublishedDocument}>"
    with Store.update(url) as update, Store.open(url) as remote:
        update.write_graph(graph, [f"<https://example.org/d> {kind} .\n".encode()])
        rows = run(remote, find("documents-by-year-and-kind")).rows
        update.drop_graph(graph)
    assert (None, None, 1) in rows and {year for year, _, _ in rows} >= {2019, 2021, 2023}


def test_the_parts_of_an_export_are_loaded_by_the_bulk_loader(url: str, example_store: Path) -> None:
    if not url.endswith("/sparql"):
        pytest.skip("the loader of Virtuoso; Oxigraph's is tested in test_loading.py")
    with Store.update(url) as update, Store.open(url) as remote, Store.open(example_store) as folder:
        for graph in folder.graphs():
            update.drop_graph(graph)
        assert len(remote) == 0
        export(folder, "nq", Path("parts"), parts=9000)
        assert len(list(Path("parts").iterdir())) == len(folder) // 9000 + 1 > 2
        engines.bulk_load(Path.cwd(), "parts")
        assert sorted(map(str, remote.quads())) == sorted(map(str, folder.quads()))


def test_building_again_replaces_and_the_version_tells(url: str, tmp_path: Path) -> None:
    name = "岚州市人民政府公报-2019-08.txt"
    with Store.open(url) as remote:
        before, version = len(remote), Store.version(url)
        build(inputs([EXAMPLES / name]), url)
        assert (len(remote), Store.version(url)) == (before, version)
        with Store.update(url) as update:
            graph = "https://example.org/one"
            update.replace_graph(graph, b'<https://example.org/a> <https://example.org/b> "\xe4\xb8\xad\\"\\n" .\n')
            update.replace_graph(graph, b'<https://example.org/a> <https://example.org/b> "\\u4e2d\\\\" .\n')
            assert [quad.object.value for quad in remote.quads(graph)] == ["中\\"]
            digest = b'<https://example.org/s> <https://w3id.org/zhengmai/ns#sha256> "0" .\n'
            kind = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/zhengmai/ns#Source>"
            update.replace_graph(graph, digest + b"<https://example.org/s> " + kind + b" .\n")
            assert Store.version(url) != version
            update.remove_graph(graph)
            update.remove_graph(graph)
            with pytest.raises(ValueError, match="neither an IRI nor a literal"):
                update.replace_graph(graph, b"_:a <https://example.org/b> _:c .\n")
        assert (len(remote), Store.version(url)) == (before, version)


HOSTILE = [
    '" } ; DROP ALL #',
    "'''\n",
    '"""',
    "a\\",
    '\\" } #',
    "> <x",
    "?document",
    "$d {",
    "\t\r\n",
    "# 政",
    "%s {0}",
    "'",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_changes_the_meaning(value: str, url: str, example_store: Path) -> None:
    text = "SELECT ?given ?same WHERE { VALUES ?n { 1 } BIND(CONCAT(?given, '') AS ?same) }"
    for where in (url, example_store):
        with Store.open(where) as view:
            (row,) = view.select(text, {"given": ox.Literal(value)})
            assert (row["given"].value, row["same"].value) == (value, value)
            assert not run(view, find("document"), {"text": value}).rows


@pytest.mark.parametrize(
    "text",
    ["DROP ALL", "LOAD <http://127.0.0.1:1/>", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "define x ASK {}",
     "SELECT * { ?s ?p ?o } ; DROP ALL", 'ASK { FILTER("\\u0022" = "") }'],
)  # fmt: skip
def test_what_is_no_plain_query_is_never_sent(text: str) -> None:
    remote = Remote("http://127.0.0.1:1/query")  # where nobody listens: sending would say so
    with pytest.raises(QueryError):
        remote.query(text)


def test_values_that_engines_read_differently_are_refused() -> None:
    for value in ("\\u0022", "\x00"):
        with pytest.raises(QueryError, match="write the characters themselves"):
            Remote("http://127.0.0.1:1/query").select("SELECT ?x { }", {"x": ox.Literal(value)})


def test_a_default_graph_that_is_no_union_is_told(tmp_path: Path) -> None:
    with engines.oxigraph(tmp_path) as url, pytest.raises(StoreError, match="--union-default-graph"):
        build(inputs([EXAMPLES / "岚州市人民政府公报-2019-08.txt"]), url)


def test_a_graph_of_an_earlier_format_is_told(tmp_path: Path) -> None:
    fact = "<https://example.org/a#fact=1-number-1>"
    statement = (
        f"{fact} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/oa#Annotation> .\n"
        f"{fact} <https://w3id.org/zhengmai/ns#property> <http://data.europa.eu/eli/ontology#number> ."
    )
    with engines.oxigraph(tmp_path, "--union-default-graph") as url:
        with Store.update(url) as update:
            update.replace_graph("https://example.org/a", statement.encode())
        with pytest.raises(StoreError, match="earlier format"):
            Remote.open(url)


def test_a_cut_answer_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGMAI_USER", "dba")
    monkeypatch.setenv("ZHENGMAI_PASSWORD", "dba")
    with engines.virtuoso(tmp_path, rows=10) as url:
        lines = "".join(f'<https://example.org/{n}> <https://example.org/p> "{n}" .\n' for n in range(11))
        # A build asks what other graphs say of the same subjects.
        with pytest.raises(QueryError, match="incomplete"), Store.update(url) as update:
            update.replace_graph("https://example.org/g", lines.encode())
        monkeypatch.setenv("ZHENGMAI_PASSWORD", "wrong")
        with pytest.raises(StoreError, match="ZHENGMAI_PASSWORD"), Store.update(url) as update:
            update.remove_graph("https://example.org/g")


class Odd(http.server.BaseHTTPRequestHandler):
    """Answers wrongly, each path in its own way."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        kinds = {"/page": "text/html", "/broken": "application/sparql-results+json", "/late": "text/plain"}
        if self.path in kinds:
            self.send_response(200)
            self.send_header("Content-Type", kinds[self.path])
            self.end_headers()
            if self.path == "/late":
                threading.Event().wait(2)
            self.wfile.write(b"<html>{")
        elif self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "http://198.51.100.1/query")
            self.end_headers()
        elif self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
        else:
            self.send_error(int(self.path[1:]), "<b>so</b>")

    def log_message(self, format: str, *arguments: object) -> None: ...


@pytest.fixture(scope="module")
def odd() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Odd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "said"),
    [("/page", "answers with a web page"), ("/broken", "cannot be read"), ("/late", "no answer within 0.5 s"),
     ("/moved", "sends its callers on to http://198.51.100.1/query"), ("/cut", "cut off by the server"),
     ("/400", "refused"), ("/401", "ZHENGMAI_USER"), ("/404", "no SPARQL endpoint"), ("/500", "the server failed")],
)  # fmt: skip
def test_what_goes_wrong_is_one_line(path: str, said: str, odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGMAI_TIMEOUT", "0.5")
    with pytest.raises(GraphError, match=said) as told:
        Store.open(odd + path)
    assert "\n" not in told.value.en + told.value.zh
    assert "<b>" not in told.value.en


def test_a_refused_connection_is_one_line() -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        Store.open(f"http://127.0.0.1:{free_port()}")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://h:7878", ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store")),
        ("http://h:7878/", ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store")),
        ("https://h/a/query", ("https://h/a/query", "https://h/a/update", "https://h/a/store")),
        ("http://h:8890/sparql", ("http://h:8890/sparql", "http://h:8890/sparql-auth", "http://h:8890/sparql-graph-crud-auth")),
        ("http://h/ds/sparql#update=update&graphs=data", ("http://h/ds/sparql", "http://h/ds/update", "http://h/ds/data")),
        ("http://h/ds/query#update=", ("http://h/ds/query", "", "")),
        ("http://h/repositories/x", ("http://h/repositories/x", "", "")),
    ],
)  # fmt: skip
def test_addresses(url: str, expected: tuple[str, str, str]) -> None:
    endpoint = Endpoint.parse(url)
    assert (endpoint.query, endpoint.update, endpoint.graphs) == expected


@pytest.mark.parametrize("url", ["http://", "http://u:p@h/query", "http://h:x/", "http://h/#graph=y", "http://h/a b"])
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(StoreError):
        Endpoint.parse(url)


def test_where_nothing_can_be_changed_a_build_says_so() -> None:
    with pytest.raises(StoreError, match="#update=update&graphs=data"):
        Store.update("http://h/repositories/x")


def test_issues_of_an_endpoint_stand_in_this_folder() -> None:
    assert issues_path("http://localhost:7878/query") == Path("localhost-7878.issues.jsonl")
