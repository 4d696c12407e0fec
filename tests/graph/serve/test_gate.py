"""The manners of the endpoint: datasets, statuses, bodies, headers, connections."""

import json
import socket
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from graph.store.errors import StoreError
from graph.store.remote import Remote
from graph.store.store import Store
from tests.graph.serve.serving import FORM, ask, connect, exchange, raw

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
