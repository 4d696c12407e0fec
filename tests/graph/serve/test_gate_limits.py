"""A query that asks too much hurts only itself, and an answer that is cut never looks whole."""

import http.client
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from graph.store.errors import QueryError, StoreError
from graph.store.remote import Remote
from tests.conftest import Cli
from tests.graph.serve.serving import ENDLESS, FORM, ask, connect, raw

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
