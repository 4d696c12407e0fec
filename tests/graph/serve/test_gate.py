"""The manners of the endpoint: what it answers to whom, and that nobody's request keeps it from answering the next."""

import http.client
import json
import os
import select
import signal
import socket
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from graph.store.errors import QueryError, StoreError
from graph.store.remote import Remote
from graph.store.store import Store
from tests.conftest import Cli
from tests.graph.serve.serving import ENDLESS, RUNAWAY, answer, ask, raw, serving

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def url(example_store: Path) -> Iterator[str]:
    with serving(example_store, "--timeout", "2", "--memory", "300") as (found, _):
        yield found


@pytest.fixture(scope="module")
def hasty(example_store: Path) -> Iterator[str]:
    """An endpoint for queries that never end: each keeps a processor busy until its time is over."""
    with serving(example_store, "--timeout", "1", "--memory", "300") as (found, _):
        yield found


@pytest.fixture(scope="module")
def patient(example_store: Path) -> Iterator[str]:
    """An endpoint that lets queries run for long, which pages of one origin may ask."""
    options = ("--timeout", "600", "--queries", "4", "--cors", "https://page.example")
    with serving(example_store, *options) as (found, _):
        yield found


def connect(url: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=30)


def exchange(
    url: str, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    connection = connect(url)
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()


# What is cut never looks whole.


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (ENDLESS, "text/csv"),
        (ENDLESS, "application/sparql-results+json"),
        (ENDLESS, "application/sparql-results+xml"),
        ("CONSTRUCT { [] ?e ?f } WHERE { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }", "application/n-triples"),
    ],
)
def test_an_answer_that_is_cut_ends_without_its_last_chunk(hasty: str, query: str, accept: str) -> None:
    for _ in range(30):
        connection = connect(hasty)
        connection.request("POST", "/query", urllib.parse.urlencode({"query": query}), {"Accept": accept} | FORM)
        response = connection.getresponse()
        if response.status == 503:  # on a busy machine the time is over before the answer begins
            assert b"stopped after 1 s" in response.read()
            continue
        assert response.status == 200 and response.headers["Transfer-Encoding"] == "chunked"
        with pytest.raises(http.client.IncompleteRead):
            while response.read(1 << 20):
                pass
        return
    pytest.fail("no answer began within the time")


def test_a_client_without_chunks_gets_a_length_or_a_refusal(url: str) -> None:
    request = "GET /query?query=%s HTTP/1.0\r\nAccept: text/csv\r\n\r\n"
    head, _, body = raw(url, (request % "ASK%7B%7D").encode()).partition(b"\r\n\r\n")
    assert b"200" in head and b"content-length: %d" % len(body) in head and body
    head, _, body = raw(url, (request % urllib.parse.quote(ENDLESS)).encode()).partition(b"\r\n\r\n")
    assert head.split()[1] in (b"503", b"505") and len(body) < 200


def test_our_own_client_tells_an_answer_that_is_cut(hasty: str, cli: Cli) -> None:
    for _ in range(30):
        try:
            Remote(hasty).query(ENDLESS)
        except QueryError as error:
            assert "cut off by the server" in str(error) and "中途切断" in error.zh
            break
        except StoreError as error:  # on a busy machine the time is over before the answer begins
            assert "stopped after 1 s" in str(error)
    else:
        pytest.fail("no answer began within the time")
    found = cli("query", "-", "--store", hasty, "--memory", "2000", input=ENDLESS)
    assert (found.returncode, found.stdout, found.stderr.count("\n")) == (2, "", 1)


# A stranger's query is not evaluated or parsed where it can hurt.

_BINDS = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(34))
DOUBLED = f"ASK {{ BIND('{'a' * 16}' AS ?v0) {_BINDS} FILTER(STRLEN(?v34) > 1) }}"
_BLOCKS = " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(40)))} }}" for i in range(8))
PRODUCT = f"ASK {{ {_BLOCKS} FILTER(?v0 + ?v1 + ?v2 + ?v3 + ?v4 + ?v5 + ?v6 + ?v7 < 0) }}"


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("ASK " + "{" * 3_000 + "}" * 3_000, 400, "nests its brackets deeper than"),
        ("ASK { FILTER(" + "(" * 90_000 + "1" + ")" * 90_000 + ") }", 400, "nests its brackets deeper than"),
        ("ASK { " + "OPTIONAL { ?a ?b ?c } " * 30_000 + " }", 503, "stopped"),
        ("ASK { FILTER(" + "!" * 250_000 + "1) }", 503, "stopped"),
        (DOUBLED + " # SERVICE", 503, "stopped"),
        (PRODUCT + " # SERVICE", 503, "stopped after 1 s"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400, "SERVICE is refused"),
        ("ASK { ?a ?b ?c FILTER(?a<?b)SERVICE?x#>\n{} }", 400, "SERVICE is refused"),
        ("ASK { FILTER(1<'x>') SERVICE <http://127.0.0.1:1/> {} FILTER('y'='z') }", 400, "SERVICE is refused"),
        ("ASK { \\u0053ERVICE <http://127.0.0.1:1/> {} }", 400, "not valid SPARQL"),
    ],
    ids=[
        "groups",
        "parentheses",
        "optionals",
        "negations",
        "doubled",
        "product",
        "service",
        "iri",
        "string",
        "escaped",
    ],
)
def test_a_query_that_hurts_hurts_only_itself(url: str, hasty: str, query: str, status: int, said: str) -> None:
    asked = hasty if status == 503 else url
    found = ask(asked, query)
    assert found[0] == status and said in found[1]
    assert ask(asked, "ASK { ?s ?p ?o }") == (200, "true")


@pytest.mark.parametrize("where", ["folder", "endpoint"])
@pytest.mark.parametrize(("query", "said"), [("ASK " + "{" * 3_000 + "}" * 3_000, "deeper"), (DOUBLED, "stopped")])
def test_our_own_command_says_why_it_stops(
    where: str, query: str, said: str, url: str, example_store: Path, cli: Cli
) -> None:
    store = url if where == "endpoint" else example_store
    found = cli("query", "-", "--store", store, "--memory", "500", input=query)
    assert (found.returncode, found.stderr.count("\n")) == (2, 1) and said in found.stderr


# FROM, and the dataset of a request.


def test_from_and_the_dataset_of_a_request_mean_that_graph_and_no_other(url: str, example_store: Path) -> None:
    with Store.open(example_store) as store:
        graph = next(name for name in store.graphs() if "/source/" in name)
        held = len(list(store.quads(graph)))
    count = "SELECT (COUNT(*) AS ?n) %s { ?s ?p ?o }"
    assert ask(url, count % f"FROM <{graph}>")[1].split() == ["n", str(held)]
    assert ask(url, count % "", **{"default-graph-uri": graph})[1].split() == ["n", str(held)]
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert ask(url, named, **{"named-graph-uri": graph})[1].split() == ["n", str(held)]
    assert ask(url, count % "", **{"named-graph-uri": graph})[1].split() == ["n", "0"]
    assert ask(url, count % "FROM <http://127.0.0.1:1/x>")[0] == 400
    assert ask(url, count % "", **{"default-graph-uri": "no iri"})[0] == 400


# Manners.


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("GET", "/query", {}, None, 400),
        ("GET", "/query?query=ASK%7B%7D&query=ASK%7B%7D", {}, None, 400),
        ("GET", "/query?query=%FF", {}, None, 400),
        ("GET", "/query?query=ASK%7B%7D&" + "a=1&" * 300, {}, None, 400),
        ("GET", "/query?query=ASK%7BFILTER(%3Curn:f%3E(1))%7D", {}, None, 400),
        ("GET", "/query?query=ASK%7BFILTER(%3Curn:%E5%87%BD%E6%95%B0%3E(1))%7D", {}, None, 400),
        ("GET", "/query?query=ASK%7B%7D", {"Accept": "text/turtle"}, None, 406),
        ("GET", "/query?query=" + "a" * 3_000_000, {}, None, 414),
        ("GET", "/query?query=" + "a" * 1_070_000, {}, None, 414),
        ("GET", "/query?query=ASK%7B%7D", {"X-Long": "a" * 3_000_000}, None, 431),
        ("GET", "/elsewhere", {}, None, 404),
        ("PUT", "/query", {}, b"x", 405),
        ("GET", "/check", {}, None, 405),
        ("POST", "/check", {}, b"", 400),
        ("POST", "/check", {}, b"x" * 2_000_000, 413),
        ("DELETE", "/health", {}, None, 405),
        ("POST", "/query", {"Content-Type": "text/plain"}, b"ASK {}", 415),
        ("POST", "/query", {"Content-Type": "application/sparql-query; charset=gbk"}, b"ASK {}", 415),
        ("POST", "/query", {"Content-Type": "application/sparql-update"}, b"DROP ALL", 403),
        ("POST", "/query", FORM, b"query=" + b"a" * 2_000_000, 413),
        ("POST", "/update", {}, b"x" * 10_000_000, 403),
        ("PUT", "/store?default", {}, b"x" * 10_000_000, 403),
    ],
)
def test_the_status_where_it_belongs(
    url: str, method: str, path: str, headers: dict[str, str], body: bytes | None, status: int
) -> None:
    found, fields, text = exchange(url, method, path, body, headers)
    assert found == status and text.count(b"\n") == 1
    assert fields["content-type"] == "text/plain; charset=utf-8"


def test_a_long_chinese_query_fits_into_an_address(url: str) -> None:
    query = "SELECT ?x { VALUES ?x { '%s' } }" % ("机关" * 5_000)
    status, _, body = exchange(url, "GET", f"/query?query={urllib.parse.quote(query)}", None, {"Accept": "text/csv"})
    assert status == 200 and "机关" * 5_000 in body.decode()


def test_raw_characters_in_an_address_are_told(url: str) -> None:
    found = raw(url, "GET /query?query=机关 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert found.startswith(b"HTTP/1.1 400 ") and b"%XX" in found


def test_a_body_that_ends_too_early_is_refused(url: str) -> None:
    parts = urllib.parse.urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        head = (
            "POST /query HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\n"
        )
        connection.sendall(head.encode() + b"ASK {}")
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 400 ")


def test_a_body_in_chunks_is_read(url: str) -> None:
    headers = {"Content-Type": "application/sparql-query", "Transfer-Encoding": "chunked"}
    connection = connect(url)
    connection.request("POST", "/query", iter([b"ASK ", b"{}"]), headers, encode_chunked=True)
    assert json.loads(connection.getresponse().read())["boolean"] is True


def test_head_has_the_headers_of_get_and_no_body(url: str) -> None:
    path = "/query?query=" + urllib.parse.quote("SELECT * { ?s ?p ?o }")
    status, fields, body = exchange(url, "HEAD", path, None, {"Accept": "text/csv"})
    assert (status, fields["content-type"], body) == (200, "text/csv", b"")


def test_options_name_the_methods(url: str) -> None:
    status, fields, body = exchange(url, "OPTIONS", "/query", None, {"Origin": "https://page.example"})
    assert (status, fields["allow"], body) == (204, "GET, HEAD, POST, OPTIONS", b"")
    assert "access-control-allow-origin" not in fields


def test_pages_of_a_named_origin_may_ask(patient: str) -> None:
    for origin, allowed in [("https://page.example", "https://page.example"), ("https://other.example", None)]:
        path = "/query?query=ASK%7B%7D"
        found = exchange(patient, "GET", path, None, {"Origin": origin})[1]
        assert found.get("access-control-allow-origin") == allowed
    fields = exchange(patient, "OPTIONS", "/query", None, {"Origin": "https://page.example"})[1]
    assert "POST" in fields["access-control-allow-methods"]


@pytest.mark.parametrize(
    ("query", "media"),
    [
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "text/turtle"),
        ("DESCRIBE <https://w3id.org/zhengmai/ns#Task>", "text/turtle"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "application/sparql-results+json"),
    ],
)
def test_without_accept(url: str, query: str, media: str) -> None:
    path = f"/query?query={urllib.parse.quote(query)}"
    assert exchange(url, "GET", path)[1]["content-type"] == media


def test_a_connection_is_kept_for_the_next_request(url: str) -> None:
    connection = connect(url)
    for _ in range(20):
        connection.request("GET", "/query?query=ASK%7B%7D")
        assert connection.getresponse().read()
    connection.request("POST", "/update", b"x" * 100_000)
    assert connection.getresponse().read().startswith(b"read-only")
    connection.request("GET", "/query?query=ASK%7B%7D")
    assert connection.getresponse().status == 200


@pytest.mark.parametrize("size", [10, 10_000_000])
def test_a_refused_write_is_told_to_our_own_client(url: str, size: int) -> None:
    client = Remote(url)._client
    with pytest.raises(StoreError, match=r"not allowed \(HTTP 403: read-only"):
        client.send("PUT", url.replace("/query", "/store"), b"x" * size)


# It lives.


def test_more_idle_connections_than_files_leave_room_for_a_question(example_store: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))"
    with serving(example_store, "--queries", "2", prelude=limit) as (url, _):
        parts = urllib.parse.urlsplit(url)
        idle = [socket.create_connection((parts.hostname, parts.port)) for _ in range(300)]
        for connection in idle[:100:7]:
            try:
                connection.sendall(b"GET /que")
            except OSError:
                continue
        assert ask(url, "ASK { ?s ?p ?o }") == (200, "true")
        for connection in idle:
            connection.close()


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def running(url: str) -> int:
    metrics = exchange(url, "GET", "/metrics")[2].decode()
    return int(next(line for line in metrics.splitlines() if line.startswith("zhengmai_queries_running")).split()[1])


def test_a_client_that_leaves_ends_its_query(patient: str) -> None:
    connection = connect(patient)
    connection.request("POST", "/query", urllib.parse.urlencode({"query": RUNAWAY}), FORM)
    until(lambda: running(patient) == 1)
    connection.close()
    until(lambda: running(patient) == 0)


def test_short_queries_are_answered_while_all_places_for_long_ones_are_taken(patient: str) -> None:
    clients = [connect(patient) for _ in range(4)]
    for client in clients:
        client.request("POST", "/query", urllib.parse.urlencode({"query": RUNAWAY}), FORM)
    assert ask(patient, "ASK { ?s ?p ?o }") == (200, "true")
    until(lambda: running(patient) == 1)  # the others are refused
    answered = select.select([client.sock for client in clients], [], [], 30)[0]
    refused = [client.getresponse().status for client in clients if client.sock in answered]
    assert refused == [503, 503, 503]
    for client in clients:
        client.close()
    until(lambda: running(patient) == 0)


def children(pid: int) -> list[int]:
    """The processes that descend from this one."""
    found = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += [int(child), *children(int(child))]
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="reads /proc")
def test_a_gate_that_is_killed_leaves_no_process(example_store: Path) -> None:
    with serving(example_store, "--timeout", "600") as (url, process):
        connection = connect(url)
        connection.request("POST", "/query", urllib.parse.urlencode({"query": RUNAWAY}), FORM)
        until(lambda: running(url) == 1)
        below = children(process.pid)
        assert len(below) >= 2
        os.kill(process.pid, signal.SIGKILL)
        until(lambda: not any(map(alive, below)))


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="reads /proc")
def test_a_process_that_dies_is_replaced(example_store: Path) -> None:
    with serving(example_store) as (url, process):
        assert ask(url, "ASK {}")[0] == 200
        for pid in children(process.pid):
            os.kill(pid, signal.SIGKILL)
        until(lambda: ask(url, "ASK {}")[0] == 200)


# Health and figures.


def test_health_says_no_where_the_store_is_gone_and_yes_when_it_is_back(own_store: Path) -> None:
    with serving(own_store) as (url, _):
        assert exchange(url, "GET", "/health")[0] == 200
        aside = own_store.rename(own_store.with_name("aside"))
        status, _, body = exchange(url, "GET", "/health")
        assert status == 503 and json.loads(body)["status"] == "failing"
        assert ask(url, "ASK {}")[0] == 503
        aside.rename(own_store)
        assert exchange(url, "GET", "/health")[0] == 200 and ask(url, "ASK {}")[0] == 200


def test_a_store_that_is_exchanged_is_noticed(own_store: Path, tmp_path: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) { GRAPH <https://example.org/g> { ?s ?p ?o } }"
    other = tmp_path / "other"
    with Store.update(other) as update:
        update.replace_graph("https://example.org/g", b"<urn:a> <urn:b> <urn:c> .\n")
    with serving(own_store) as (url, _):
        assert ask(url, count)[1].split() == ["n", "0"]
        own_store.rename(tmp_path / "aside")
        other.rename(own_store)
        assert ask(url, count)[1].split() == ["n", "1"]


def answered(told: list[tuple[int, str]], count: str) -> bool:
    return bool(told) and told[-1][1].split() == ["n", count]


def test_no_request_is_lost_while_builds_are_published(own_store: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) { GRAPH <https://example.org/g> { ?s ?p ?o } }"
    told: list[tuple[int, str]] = []
    with serving(own_store) as (url, _):
        done = threading.Event()

        def keep_asking() -> None:
            while not done.is_set():
                told.append(ask(url, count))

        asking = [threading.Thread(target=keep_asking, daemon=True) for _ in range(3)]
        for thread in asking:
            thread.start()
        for n in range(1, 6):
            with Store.update(own_store) as update:
                update.replace_graph(
                    "https://example.org/g", b"".join(b"<urn:a> <urn:b> <urn:%d> .\n" % i for i in range(n))
                )
            until(partial(answered, told, str(n)))
        done.set()
        for thread in asking:
            thread.join()
    assert {status for status, _ in told} == {200}
    assert {text.split()[1] for _, text in told} <= set("012345")


def test_figures_and_the_access_log(example_store: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    with serving(example_store, "--log", str(log)) as (url, _):
        assert ask(url, "ASK { ?secret ?p ?o }")[0] == 200
        assert ask(url, "ASK {")[0] == 400
        metrics = exchange(url, "GET", "/metrics")[2].decode()
    assert 'zhengmai_requests_total{status="200",outcome="whole"} 1' in metrics
    assert 'zhengmai_requests_total{status="400",outcome="refused"} 1' in metrics
    lines = log.read_text().splitlines()
    assert len(lines) == 3 and ' 127.0.0.1 "POST /query" 200 ' in lines[0] and "secret" not in log.read_text()


def test_what_is_told_and_no_traceback_reaches_the_terminal(url: str) -> None:
    request = urllib.request.Request(url, b"\xff" * 100, {"Content-Type": "application/sparql-query"})
    assert answer(request)[0] == 400
    assert raw(url, b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n").startswith(b"HTTP/1.1 400 ")


# Pages: rendered under the same limits, kept as long as the store is what it is.


def test_a_page_is_sent_once_to_a_client_that_keeps_it(url: str) -> None:
    path = f"/eli/cn/990100/{urllib.parse.quote('岚政发/2021/12')}"
    status, headers, body = exchange(url, "GET", path, headers={"Accept": "text/turtle"})
    assert (
        status == 200
        and headers["content-type"].startswith("text/turtle")
        and headers["vary"] == "Accept, Accept-Language"
    )
    assert exchange(url, "HEAD", path, headers={"Accept": "text/turtle"})[1]["content-length"] == str(len(body))
    known = {"Accept": "text/turtle", "If-None-Match": headers["etag"]}
    assert exchange(url, "GET", path, headers=known)[::2] == (304, b"")
    assert exchange(url, "GET", path, headers=known | {"Accept": "text/html"})[0] == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/ns", 200),
        ("GET", "/feeds/changed.atom?days=30", 200),
        ("GET", "/feeds/changed.atom?dayz=30", 400),
        ("GET", "/nothing", 404),
        ("GET", "/%FF", 400),
        ("GET", "/a?b=" + "x" * 9000, 414),
        ("POST", "/feeds/changed.atom", 405),
        ("POST", "/store", 403),
    ],
)
def test_pages_are_only_read(url: str, method: str, path: str, status: int) -> None:
    assert exchange(url, method, path)[0] == status


def test_a_draft_is_checked_and_no_cache_may_keep_the_answer(own_store: Path, tmp_path: Path) -> None:
    log, draft = tmp_path / "log", "关于做好渡口工作的通知\n请于2025年11月31日前报送。\n".encode()
    before = sorted((path.name, path.stat().st_mtime_ns) for path in own_store.rglob("*"))
    with serving(own_store, "--log", str(log)) as (found, _):
        status, headers, body = exchange(found, "POST", "/check?as_of=2025-03-10", draft)
        assert exchange(found, "POST", "/check?as_of=2025-03-10&lang=en", draft)[2] != body
    assert (status, headers["cache-control"], "etag" in headers) == (200, "no-store", False)
    assert "date-invalid" in [one["rule"] for one in json.loads(body)["findings"]]
    assert "渡口" not in log.read_text(encoding="utf-8")
    assert before == sorted((path.name, path.stat().st_mtime_ns) for path in own_store.rglob("*"))


@pytest.mark.parametrize(
    ("path", "html"),
    [
        ("/", True),
        ("/ns", True),
        (f"/eli/cn/990100/{urllib.parse.quote('岚政发/2021/12')}", True),
        ("/?format=ttl", False),
        ("/feeds/changed.atom", False),
        ("/nothing", False),
        ("/query?query=ASK%7B%7D", False),
        ("/metrics", False),
        ("/health", False),
    ],
)
def test_browsers_run_nothing_and_guess_no_media_type(url: str, path: str, html: bool) -> None:
    accept = "text/html, */*;q=0.5"
    headers = exchange(url, "GET", path, headers={"Accept": accept})[1]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-type"].startswith("text/html") is html
    policy = headers.get("content-security-policy", "")
    assert ("default-src 'none'" in policy and "frame-ancestors 'none'" in policy) is html
