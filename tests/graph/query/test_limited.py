"""A query that runs away is stopped, by time and by memory; others go on, and the next one answers."""

import os
import signal
import socket
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.query.limited import Limits, run_untrusted
from graph.query.query import adhoc, find, run
from graph.store import bounded
from graph.store.errors import QueryError, StoreError
from graph.store.nursery import Nursery
from graph.store.store import Store

AWAY = adhoc("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
HOARDING = adhoc("SELECT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f")
TRIPLES = 30_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose triples, each with each and with each again, nobody can count."""
    path = tmp_path_factory.mktemp("large") / "store"
    lines = (f'<http://e/{i}> <http://e/says> "第{i}句" .\n' for i in range(TRIPLES))
    with Store.update(path) as update:
        update.replace_graph("http://e/graph", "".join(lines).encode())
    return path


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [1, 3])
def test_a_query_that_runs_away_is_stopped_in_time_and_the_next_one_answers(large: Path, seconds: int) -> None:
    with pytest.raises(QueryError, match=f"stopped after {seconds} s") as stopped:
        run_untrusted(large, AWAY, limits=Limits(seconds))
    assert f"超过 {seconds} 秒" in stopped.value.zh
    assert run_untrusted(large, adhoc("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c }")).table().rows == ((TRIPLES,),)


@pytest.mark.slow
def test_a_query_that_hoards_is_stopped_before_it_takes_the_machine(large: Path) -> None:
    with pytest.raises(QueryError, match="more than 200 MB"):
        run_untrusted(large, HOARDING, limits=Limits(seconds=60, memory=200 * 2**20))


@pytest.mark.slow
def test_while_one_runs_away_another_is_answered(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    begun = threading.Event()
    start = Nursery.start

    def noted(nursery: Nursery) -> tuple[int, socket.socket]:
        pid, connection = start(nursery)
        started.append(pid)
        begun.set()
        return pid, connection

    def run_away() -> None:
        with pytest.raises(QueryError):
            run_untrusted(large, AWAY, limits=Limits(600))

    monkeypatch.setattr(Nursery, "start", noted)
    away = threading.Thread(target=run_away, daemon=True)
    away.start()
    assert begun.wait(60)
    assert run_untrusted(large, adhoc("ASK { ?a ?b ?c }")).table().rows == (("true",),)
    assert away.is_alive()
    os.kill(started[0], signal.SIGKILL)
    away.join(60)
    assert not away.is_alive()


def test_too_many_at_once_are_told_so(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "_ROOM", threading.BoundedSemaphore(1))
    with bounded._ROOM, pytest.raises(QueryError, match="too many"):
        run_untrusted(large, AWAY, limits=Limits(0.1))


def test_an_answer_is_cut_at_its_rows_and_at_its_size(large: Path) -> None:
    every = adhoc("SELECT ?c WHERE { ?a ?b ?c }")
    answer = run_untrusted(large, every, limits=Limits(rows=10))
    assert len(answer.rows) == 10 and answer.more
    answer = run_untrusted(large, every, limits=Limits(size=1000))
    assert 10 < len(answer.rows) < 25 and answer.more
    assert not run_untrusted(large, adhoc("SELECT ?c WHERE { ?a ?b ?c } LIMIT 10"), limits=Limits(rows=10)).more
    graph = run_untrusted(
        large, adhoc("CONSTRUCT { ?c a ?b } WHERE { ?a ?b ?x BIND(?a AS ?c) }"), limits=Limits(rows=7)
    )
    assert (graph.form, len(graph.rows), graph.more) == ("triples", 7, True)
    assert {type(term) for row in graph.rows for term in row} == {ox.NamedNode}


def test_it_answers_as_the_store_does(example_store: Path) -> None:
    query, params = find("documents-of-agency"), {"agency": "岚州市"}
    with Store.open(example_store) as store:
        assert run_untrusted(example_store, query, params).table() == run(store, query, params)
        assert run(store, query, params).rows


@pytest.mark.parametrize(
    ("text", "params", "said"),
    [
        ("SELECT ?x WHERE { ?x a zz:Task }", {}, "line 1, column 24: the prefix zz: is not declared"),
        ("DELETE WHERE { ?s ?p ?o }", {}, "may only read"),
        ("LOAD <http://127.0.0.1:1/x>", {}, "may only read"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", {}, "SERVICE is refused"),
        ("SELECT * FROM <http://127.0.0.1:1/x> { ?s ?p ?o }", {}, "loads none from elsewhere"),
        ("SELECT * { ?s ?p ?o }", {"x": "1"}, "no parameter 'x'"),
    ],
)
def test_what_is_refused_is_refused_in_one_line(
    example_store: Path, text: str, params: dict[str, str], said: str
) -> None:
    with pytest.raises(QueryError) as error:
        run_untrusted(example_store, adhoc(text), params)
    assert said in error.value.en and "\n" not in error.value.en + error.value.zh


def test_the_place_of_a_mistake_crosses_the_border(example_store: Path) -> None:
    with pytest.raises(QueryError) as error:
        run_untrusted(example_store, adhoc("SELECT ?x WHERE {\n  ?x a '中文' ?y }"))
    assert error.value.place is not None and error.value.place[0] == 2


def test_a_store_that_is_not_there_is_told_as_usual(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        run_untrusted(tmp_path / "none", AWAY)


def test_a_query_nested_too_deeply_stops_only_itself(example_store: Path) -> None:
    with pytest.raises(QueryError):
        run_untrusted(example_store, adhoc("SELECT * WHERE " + "{" * 200_000 + "}" * 200_000))
