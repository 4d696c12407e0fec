"""A store in another engine: every graph as it is, a stopped load goes on, a later one sends what has changed."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.export import export
from graph.store.errors import StoreError
from graph.store.loading import Transfer, load
from graph.store.remote import Remote
from graph.store.remoteupdate import RemoteUpdate
from graph.store.store import Store
from tests.graph import engines
from tests.samples.once import copied

Cli = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with engines.oxigraph(tmp_path_factory.mktemp("server"), "--union-default-graph") as address:
        yield address


@pytest.fixture
def url(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty engine, and a current folder of the test's own, where loads are noted."""
    update = RemoteUpdate(server)
    for graph in update.graphs():
        update.drop_graph(graph)
    monkeypatch.chdir(tmp_path)
    return server


def same(url: str, store: Path) -> bool:
    with Remote.open(url) as remote, Store.open(store) as folder:
        return sorted(map(str, remote.quads())) == sorted(map(str, folder.quads()))


def loaded(store: Path, url: str, replace: bool = False) -> Transfer:
    with Store.open(store) as view:
        return load(view, url, replace=replace)


@pytest.mark.parametrize("by", ["", "/query#update=update"])
def test_a_load_is_whole_and_the_next_one_sends_nothing(by: str, url: str, ledger_store: Path) -> None:
    first = loaded(ledger_store, url + by)
    assert same(url, ledger_store) and (first.kept, first.removed) == (0, 0) and first.sent > 3
    again = loaded(ledger_store, url + by)
    assert (again.sent, again.kept, again.triples) == (0, first.sent, first.triples)


def test_a_large_graph_is_sent_in_parts(url: str, ledger_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.loading._PART", 300_000)
    loaded(ledger_store, url)
    assert same(url, ledger_store)


def test_a_stopped_load_goes_on(url: str, ledger_store: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, all: int) -> None:
        if done == 3:
            raise StoppedError

    with Store.open(ledger_store) as view:
        with pytest.raises(StoppedError):
            load(view, url, progress=stop)
        rest = load(view, url)
        assert (rest.kept, rest.sent) == (3, len(view.graphs()) - 3)
    assert same(url, ledger_store)


def test_a_graph_of_which_a_part_came_is_sent_again(
    url: str, ledger_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(ledger_store, url)
    monkeypatch.setattr("graph.store.loading._PART", 300_000)
    Path("127.0.0.1-0.loaded.jsonl").write_bytes(b"\xff no JSON\n[]\n")  # another engine's
    (journal,) = (path for path in Path().glob("*.loaded.jsonl") if "-0." not in path.name)
    head, key, digest = journal.read_text().rpartition('"sha256": "')
    journal.write_text(f"{{broken\n{head}{key}0{digest}")
    send, sent = RemoteUpdate.write_graph, []

    def fail(self: RemoteUpdate, graph: str, parts: Iterator[bytes]) -> None:
        sent.append(graph)
        send(self, graph, [next(iter(parts))])
        raise StoreError("gone", "gone")

    monkeypatch.setattr(RemoteUpdate, "write_graph", fail)
    with pytest.raises(StoreError, match="gone"):
        loaded(ledger_store, url)
    monkeypatch.setattr(RemoteUpdate, "write_graph", send)
    assert loaded(ledger_store, url).sent == len(sent) == 1
    assert same(url, ledger_store)


def test_what_has_changed_is_sent_and_what_is_gone_is_removed(url: str, ledger_store: Path, tmp_path: Path) -> None:
    own = copied(ledger_store, tmp_path / "own")
    with Store.update(own) as update:
        update.replace_graph("https://example.org/one", b'<https://example.org/a> <https://example.org/b> "1" .\n')
        update.replace_graph("https://example.org/two", b'<https://example.org/a> <https://example.org/b> "2" .\n')
    first = loaded(own, url)
    with Store.update(own) as update:
        update.replace_graph("https://example.org/one", b'<https://example.org/a> <https://example.org/b> "3" .\n')
        update.remove_graph("https://example.org/two")
    second = loaded(own, url)
    assert (second.sent, second.removed, second.triples) == (1, 1, first.triples - 1)
    assert same(url, own)


def test_what_is_not_of_the_store_is_not_removed_unasked(url: str, ledger_store: Path) -> None:
    RemoteUpdate(url).write_graph(
        "https://example.org/other", [b"<https://example.org/a> <https://example.org/b> <c:d> .\n"]
    )
    with pytest.raises(StoreError, match=r"example\.org/other.*--replace"):
        loaded(ledger_store, url)
    with Remote(url) as remote:
        assert remote.graphs() == ["https://example.org/other"], "nothing was sent"
    assert loaded(ledger_store, url, replace=True).removed == 1
    assert same(url, ledger_store)


def test_an_engine_that_loses_triples_is_told(url: str, ledger_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    send = RemoteUpdate.write_graph

    def lose(self: RemoteUpdate, graph: str, parts: Iterator[bytes]) -> None:
        send(self, graph, (part.partition(b"\n")[2] for part in parts))

    monkeypatch.setattr(RemoteUpdate, "write_graph", lose)
    with pytest.raises(StoreError, match=r"it has \d+ triples, \d+ were sent"):
        loaded(ledger_store, url)


def test_the_command(cli: Cli, url: str, ledger_store: Path, tmp_path: Path) -> None:
    run = cli("load", url, "--store", ledger_store, cwd=tmp_path)
    assert run.returncode == 0 and f"→ {url}: " in run.stdout and " 0 there already, 0 removed" in run.stdout
    assert " 0 sent" in cli("load", url, "--store", ledger_store, cwd=tmp_path).stdout
    assert same(url, ledger_store)
    wrong = cli("load", "http://127.0.0.1:1/query", "--store", ledger_store, cwd=tmp_path)
    assert wrong.returncode == 2 and wrong.stderr.count("\n") == 1 and "cannot be reached" in wrong.stderr
    parts = cli("export", "-f", "trig", "--parts", "9", "-o", "x", "--store", ledger_store, cwd=tmp_path)
    assert parts.returncode == 2 and "only nq is written in parts" in parts.stderr


def test_parts_for_bulk_loaders_are_the_whole(ledger_store: Path, tmp_path: Path) -> None:
    with Store.open(ledger_store) as view:
        export(view, "nq", tmp_path / "all.nq")
        export(view, "nq", tmp_path / "parts", parts=700)
        export(view, "nq", tmp_path / "parts", parts=1400)  # half as many: none of the first is left
        size = len(view)
    parts = sorted((tmp_path / "parts").iterdir())
    assert (
        len(parts) == -(-size // 1400) > 1
        and b"".join(part.read_bytes() for part in parts) == (tmp_path / "all.nq").read_bytes()
    )
    program = engines.oxigraph_program()
    for part in parts:
        subprocess.run(
            [program, "load", "--location", tmp_path / "engine", "--file", part], check=True, capture_output=True
        )
    with Store.open(ledger_store) as view:
        quads = sorted(map(str, ox.Store.read_only(str(tmp_path / "engine"))))
        assert quads == sorted(map(str, view.quads()))
