"""The endpoint stays up: idle connections, clients that leave, processes that die, stores that are exchanged, and what it counts."""

import json
import os
import select
import signal
import socket
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from graph.store.store import Store
from tests.graph.serve.serving import FORM, RUNAWAY, answer, ask, connect, exchange, raw, served, serving

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
    end = time.monotonic() + 120
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
    with served(own_store) as url:
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
    with served(own_store) as url:
        assert ask(url, count)[1].split() == ["n", "0"]
        own_store.rename(tmp_path / "aside")
        other.rename(own_store)
        assert ask(url, count)[1].split() == ["n", "1"]


def answered(told: list[tuple[int, str]], count: str) -> bool:
    return bool(told) and told[-1][1].split() == ["n", count]


def test_no_request_is_lost_while_builds_are_published(own_store: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) { GRAPH <https://example.org/g> { ?s ?p ?o } }"
    told: list[tuple[int, str]] = []
    with served(own_store) as url:
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
