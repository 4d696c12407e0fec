"""`zhengmai serve`: a real server over a real store, asked over HTTP."""

import signal
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import generations
from graph.store.store import Store
from tests.conftest import Cli
from tests.graph.query.asked import answers
from tests.graph.serve.serving import RUNAWAY, answer, ask, served, serving
from tests.ingest.test_counts import COUNTS

GRAPHS = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def url(example_store: Path) -> Iterator[str]:
    with served(example_store, "--timeout", "2") as found:
        yield found


def test_it_is_bound_to_this_machine(url: str) -> None:
    assert url.startswith("http://127.0.0.1:") and url.endswith("/query")


def test_it_answers_as_the_protocol_says(url: str) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/zhengmai/ns#PublishedDocument> }"
    direct = urllib.request.Request(
        url, text.encode(), {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
    )
    get = urllib.request.Request(f"{url}?{urllib.parse.urlencode({'query': text})}", headers={"Accept": "text/csv"})
    assert ask(url, text) == answer(direct) == answer(get) == (200, "n\r\n21\r\n")
    assert '"value":"21"' in ask(url, text, "application/sparql-results+json")[1]
    assert '<binding name="n">' in ask(url, text, "application/sparql-results+xml")[1]


@pytest.mark.parametrize(
    ("query", "code", "said"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400, "SERVICE is refused"),
        ("SELECT * { SeRvIcE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }", 400, "SERVICE is refused"),
        ("DROP ALL", 400, ""),
        ("SELECT *", 400, ""),
        (RUNAWAY, 503, "stopped after 2 s"),
    ],
)
def test_what_is_refused(query: str, code: int, said: str, url: str) -> None:
    found = ask(url, query)
    assert found[0] == code and said in found[1]
    assert ask(url, "ASK { ?s ?p ?o }")[1].strip() == "true"


def test_it_is_read_only(url: str) -> None:
    base = url.removesuffix("/query")
    assert ask(url, "ASK {}", update="DROP ALL")[0] == 400
    for method, path in [
        ("POST", "/update"),
        ("PUT", "/store?default"),
        ("DELETE", "/store?default"),
        ("POST", "/store"),
    ]:
        assert answer(urllib.request.Request(base + path, b"x", method=method))[0] == 403
    assert answer(urllib.request.Request(f"{base}/elsewhere"))[0] == 404
    assert answer(urllib.request.Request(url, b"x", {"Content-Type": "text/plain"}))[0] == 415
    assert answer(urllib.request.Request(url, b"\xff", {"Content-Type": "application/sparql-query"}))[0] == 400


def test_our_own_commands_ask_it(url: str, cli: Cli) -> None:
    arguments = ("query", "impact", "-p", "document=岚政发(2019)14号", "-f", "csv", "--store")
    found = cli(*arguments, url)
    assert found.returncode == 0 and "岚政办发〔2019〕18号" in found.stdout
    refused = cli("build", "examples", "--store", url)
    assert refused.returncode == 2 and "not allowed (HTTP 403" in refused.stderr


def test_it_answers_saved_questions_and_counts_as_the_folder_does(url: str, example_store: Path) -> None:
    with Store.open(url) as remote, Store.open(example_store) as folder:
        assert answers(remote) == answers(folder)
        for query in COUNTS:
            assert Counter(map(str, remote.select(query))) == Counter(map(str, folder.select(query)))


def test_a_build_is_served_when_it_is_published(own_store: Path) -> None:
    with served(own_store) as url:
        before = ask(url, GRAPHS)[1]
        with Store.update(own_store) as update:
            update.replace_graph(
                "https://example.org/g", b"<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n"
            )
        assert ask(url, GRAPHS)[1] != before
        # Nobody reads the old one: a build may remove it.
        for _ in range(50):
            lock = generations.claim(own_store)
            generations.sweep(own_store)
            generations.release(lock)
            if sum(entry.is_dir() for entry in own_store.glob("gen-*")) == 1:
                break
            time.sleep(0.1)
        assert sum(entry.is_dir() for entry in own_store.glob("gen-*")) == 1
        assert ask(url, GRAPHS)[0] == 200


def test_what_is_served_is_not_swept(own_store: Path) -> None:
    with served(own_store) as url:
        answered: list[tuple[int, str]] = []
        thread = threading.Thread(target=lambda: answered.append(ask(url, "SELECT * { ?s ?p ?o }")))
        thread.start()
        with Store.update(own_store) as update:
            update.remove_graph("https://w3id.org/zhengmai/graph/ontology")
        thread.join()
        assert answered[0][0] == 200


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_well(sign: signal.Signals, example_store: Path) -> None:
    with serving(example_store) as (url, process):
        assert ask(url, "ASK {}")[0] == 200
        process.send_signal(sign)
        assert process.wait(60) == 0
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(url, timeout=2)


def test_a_port_that_is_taken(example_store: Path, cli: Cli) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found = cli("serve", "--store", example_store, "--port", str(taken.getsockname()[1]))
    assert (found.returncode, found.stderr.count("\n")) == (2, 1)
    assert "--port" in found.stderr


@pytest.mark.parametrize("store", ["nowhere", "http://127.0.0.1:1/query"])
def test_what_is_no_folder_of_a_store(store: str, cli: Cli) -> None:
    found = cli("serve", "--store", store)
    assert (found.returncode, found.stderr.count("\n")) == (2, 1)


def test_a_damaged_store_is_not_served(own_store: Path, cli: Cli) -> None:
    generation = own_store / (own_store / "CURRENT").read_text().strip()
    file = max(generation.glob("*.sst"), key=lambda one: one.stat().st_size)
    data = file.read_bytes()
    file.unlink()  # a generation's files may be hard links to another's
    file.write_bytes(data[:-100])
    found = cli("serve", "--store", own_store, "--port", "0")
    assert found.returncode == 2 and found.stderr.count("\n") == 1 and "damaged" in found.stderr
