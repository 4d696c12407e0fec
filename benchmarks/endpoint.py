"""Check that the endpoint stays up under load: `python -m benchmarks.endpoint STORE [--only asks,idle,slow,crowd,kills] [--seconds 60]
[--clients 50]`

asks: 6,000 `ASK {}` in a row. idle: 1,082 idle connections where 1,024 files may be open. slow: a client that sends a byte every
10 s. crowd: clients that ask without pause, two cheap questions to a dear one. kills: `kill -9` of a server at work, 20 times.
Each line of the output is a figure that docs/performance.md states. The exit code is 1 where something was lost.
"""

import argparse
import http.client
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ui.explorer.launch import free_port

ROOT = Path(__file__).parents[1]
CHEAP = (
    "ASK { ?document a zm:PublishedDocument }",
    "SELECT ?title { ?document a zm:PublishedDocument ; dct:title ?title } LIMIT 10",
    "SELECT ?p ?o { <https://w3id.org/zhengmai/ns#Task> ?p ?o }",
    "SELECT ?label { ?agency a org:FormalOrganization ; skos:prefLabel ?label } LIMIT 20",
)
DEAR = (
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?o ?q ?r . ?r ?t ?u }",
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s ORDER BY DESC(?n) LIMIT 10",
    "SELECT * { ?s ?p ?o } LIMIT 300000",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }",
)


@contextmanager
def serving(store: Path, *options: str, files: int | None = None) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Host and port of an endpoint, and its process. files: how many it may open."""
    program = "from ui.cli.main import main\nmain()"
    if files:
        program = f"import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, ({files}, {files}))\n{program}"
    command = [sys.executable, "-c", program, "serve", "--store", str(store), "--port", "0", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            yield urllib.parse.urlsplit(said.split("→ ")[1].split()[0]).netloc, process
        finally:
            process.kill()


def query_outcome(connection: http.client.HTTPConnection, query: str) -> tuple[str, int]:
    """Return the outcome of a query (`whole`, `refused`, `cut`, or the error's name), and the bytes of its answer."""
    body = urllib.parse.urlencode({"query": query})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/csv"}
    try:
        connection.request("POST", "/query", body, headers)
        with connection.getresponse() as response:
            data = response.read()
        if response.status == 200:
            return "whole", len(data)
        # A clear refusal is one line of text, and its status says that the client may ask again or ask for less.
        clear = response.status == 503 and data.count(b"\n") == 1
        return "refused" if clear else f"status {response.status}", len(data)
    except http.client.IncompleteRead:
        connection.close()
        return "cut, and told so", 0
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        return type(error).__name__, 0


def asks(store: Path, many: int) -> bool:
    """Ask many small queries one after the other, each on the connection of the one before."""
    with serving(store) as (where, _):
        connection = http.client.HTTPConnection(where, timeout=60)
        begun = time.monotonic()
        outcomes = Counter(query_outcome(connection, "ASK {}")[0] for _ in range(many))
        print(f"asks: {many:,} in a row in {time.monotonic() - begun:.1f} s: {dict(outcomes)}")
    return outcomes == {"whole": many}


def idle(store: Path, many: int = 1_082, files: int = 1_024) -> bool:
    """Ask a question beside more idle connections than the server may open files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4 * many)), hard))
    with serving(store, files=files) as (where, _):
        host, port = where.split(":")
        held = [socket.create_connection((host, int(port))) for _ in range(many)]
        begun = time.monotonic()
        outcomes = [query_outcome(http.client.HTTPConnection(where, timeout=30), "ASK {}")[0] for _ in range(20)]
        seconds = (time.monotonic() - begun) / 20
        print(
            f"idle: beside {many:,} idle connections at {files:,} files, 20 questions: {dict(Counter(outcomes))}, {seconds:.3f} s each"
        )
        for connection in held:
            connection.close()
    return outcomes == ["whole"] * 20


def slow(store: Path, every: float = 10) -> bool:
    """Measure how long a client may keep a connection open that sends the head, or the body, of its request byte by byte."""
    head = b"GET /query?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n"
    body = b"POST /query HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\n"
    told = []
    with serving(store) as (where, _):
        host, port = where.split(":")
        for name, at_once, rest in (("head", b"", head), ("body", body, b" " * 100)):
            with socket.create_connection((host, int(port))) as connection:
                connection.sendall(at_once)
                connection.settimeout(every)
                begun, answer = time.monotonic(), b""
                for byte in rest:
                    try:
                        connection.sendall(bytes([byte]))
                        answer = connection.recv(1 << 16)
                        break
                    except TimeoutError:
                        continue
                told.append(answer.startswith(b"HTTP/1.1 408"))
                status = answer.split(b"\r\n")[0].decode() or "closed"
                print(
                    f"slow: the {name} byte by byte, one each {every:g} s: ended after {time.monotonic() - begun:.1f} s, {status}"
                )
    return all(told)


@dataclass(slots=True)
class Tally:
    """The outcomes of the queries of one kind, and the seconds that whole answers took."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def line(self) -> str:
        whole = sorted(self.seconds)
        at = {
            share: whole[min(len(whole) - 1, int(share * len(whole)))] if whole else 0.0 for share in (0.5, 0.95, 0.99)
        }
        return f"{dict(self.outcomes)}, seconds at 50 % {at[0.5]:.3f}, 95 % {at[0.95]:.3f}, 99 % {at[0.99]:.3f}"


def crowd(store: Path, clients: int, seconds: float) -> bool:
    """Clients that ask without pause: two that ask cheap questions to one that asks dear ones, each kind in a process of its own."""
    dear = clients // 3
    with serving(store) as (where, process), ProcessPoolExecutor(2) as pool:
        futures = {
            "cheap": pool.submit(_ask_together, where, CHEAP, clients - dear, seconds),
            "dear": pool.submit(_ask_together, where, DEAR, dear, seconds),
        }
        peak = 0
        while not all(future.done() for future in futures.values()):
            peak = max(peak, *map(_peak, [process.pid, *descendants(process.pid)]))
            time.sleep(0.5)
        tallies = {kind: future.result() for kind, future in futures.items()}
    for kind, tally in tallies.items():
        print(f"crowd: {clients} clients, {seconds:g} s, {kind}: {tally.line()}")
    print(f"crowd: the largest process had {peak / 1024:.0f} MB")
    told = {"whole", "refused", "cut, and told so"}
    return all(set(tally.outcomes) <= told for tally in tallies.values())


def _ask_together(where: str, questions: tuple[str, ...], clients: int, seconds: float) -> Tally:
    tally, lock, end = Tally(), threading.Lock(), time.monotonic() + seconds

    def work(seed: int) -> None:
        draw, connection = random.Random(seed), http.client.HTTPConnection(where, timeout=300)
        while time.monotonic() < end:
            begun = time.monotonic()
            outcome, _ = query_outcome(connection, draw.choice(questions))
            with lock:
                tally.outcomes[outcome] += 1
                if outcome == "whole":
                    tally.seconds.append(time.monotonic() - begun)
            if outcome == "refused":
                time.sleep(1)  # less than a client is asked to wait

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def kills(store: Path, many: int) -> bool:
    """Kill servers that are at work, the endpoint and the explorer in turn; count the processes that are left."""
    left = 0
    for turn in range(many):
        left += _killed_endpoint(store) if turn % 2 == 0 else _killed_explorer(store)
    print(f"kills: {many} times kill -9 of `serve` and `explore`: {left} processes left")
    return left == 0


def _killed_endpoint(store: Path) -> int:
    with serving(store) as (where, process):
        connections = [http.client.HTTPConnection(where) for _ in range(3)]
        for connection in connections:
            connection.request("GET", f"/query?query={urllib.parse.quote(DEAR[-1])}")
        time.sleep(1)
        return _left_of(process.pid)


def _killed_explorer(store: Path) -> int:
    port = free_port()
    program = "from ui.cli.main import main\nmain()"
    command = [sys.executable, "-c", program, "explore", "--store", str(store), "--port", str(port), "--headless"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _until(lambda: _listens(port))
        return _left_of(process.pid)


def _left_of(pid: int) -> int:
    below = descendants(pid)
    assert below, "nothing runs below it: nothing would be shown"
    os.kill(pid, signal.SIGKILL)
    _until(lambda: not any(map(_alive, below)), 10)
    return sum(map(_alive, below))


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def _until(condition: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.1)


def descendants(pid: int) -> list[int]:
    """Return the processes that descend from this one."""
    found = []
    try:
        told = [(thread / "children").read_text() for thread in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return []  # it has ended meanwhile
    for child in " ".join(told).split():
        found += [int(child), *descendants(int(child))]
    return found


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _peak(pid: int) -> int:
    """Return the largest resident size that a process had, in KB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--only", default="asks,idle,slow,crowd,kills")
    parser.add_argument("--asks", type=int, default=6_000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--kills", type=int, default=20)
    given = parser.parse_args()
    store = given.store.resolve()
    parts: dict[str, Callable[[], bool]] = {
        "asks": lambda: asks(store, given.asks),
        "idle": lambda: idle(store),
        "slow": lambda: slow(store),
        "crowd": lambda: crowd(store, given.clients, given.seconds),
        "kills": lambda: kills(store, given.kills),
    }
    return int(len([name for name in given.only.split(",") if not parts[name]()]) > 0)


if __name__ == "__main__":
    raise SystemExit(main())
