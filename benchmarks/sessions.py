"""Measure many people in the explorer at once: `python -m benchmarks.sessions STORE [--sessions 20] [--loads 15] [--pause 2]`

An explorer is started as `zhengmai explore` does. Each session is a browser's connection (Streamlit's own protocol over a web
socket), opens page after page, and reads each for some seconds before it asks for the next. The pages and what they are of (documents,
agencies, words, filters) are drawn from the store with a fixed seed. A load lasts from the request to the end of the page's
script, with all its messages received.

Prints the seconds at the median, the 95th percentile and the maximum, of all loads and by page; the processor seconds of the server a
load, which other work on the machine hardly changes; its peak memory before the first session and after the last; and how many loads
failed. The exit code is 1 where one did.
"""

import argparse
import os
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median, quantiles
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.addresses import SEED, draw  # noqa: E402
from benchmarks.explorer import alone, machine  # noqa: E402
from ui.explorer.launch import free_port, running  # noqa: E402

LONGEST = 300.0
"""Seconds after which a load has failed."""


@dataclass(frozen=True, slots=True)
class SessionLoad:
    page: str
    seconds: float
    query: str
    failed: str = ""


def session(port: int, loads: list[tuple[str, str]], pause: float, number: int) -> list[SessionLoad]:
    """Open pages one after the other over one connection. loads: page and query string of each."""
    from websockets.sync.client import connect

    rests, done = Random(f"{SEED} {number}"), []
    time.sleep(rests.uniform(0, pause))
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None, open_timeout=LONGEST) as connection:  # type: ignore[list-item]
        for page, query in loads:
            done.append(_loaded(connection, page, query))
            time.sleep(rests.uniform(0.5, 1.5) * pause)
    return done


def _loaded(connection: object, page: str, query: str) -> SessionLoad:
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = "" if page == "overview" else page
    begun = time.perf_counter()
    connection.send(asked.SerializeToString())  # type: ignore[attr-defined]
    running = False
    try:
        while True:
            left = LONGEST - (time.perf_counter() - begun)
            message = ForwardMsg.FromString(connection.recv(timeout=max(left, 0.1)))  # type: ignore[attr-defined]
            kind = message.WhichOneof("type")
            if kind == "new_session":
                running = True
            if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                return SessionLoad(
                    page, time.perf_counter() - begun, query, message.delta.new_element.exception.message
                )
            # The end of a run that was cut off by this one comes first.
            if running and kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return SessionLoad(page, time.perf_counter() - begun, query)
    except TimeoutError:
        return SessionLoad(page, LONGEST, query, "no answer")


def megabytes(pid: int, name: str) -> float:
    """Return a figure of a process in megabytes by its name in Linux: `VmHWM` is the peak, `VmRSS` the present size."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


def used(pid: int) -> float:
    """Return the processor seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]


def report_line(name: str, loads: list[SessionLoad]) -> str:
    seconds = [one.seconds for one in loads]
    return f"{name:<14} {len(loads):6} {median(seconds):8.2f} {p95(seconds):8.2f} {max(seconds):8.2f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--loads", type=int, default=15, help="loads of each session (default: 15)")
    parser.add_argument(
        "--pause", type=float, default=2.0, help="seconds for which a page is read, on average (default: 2)"
    )
    given = parser.parse_args()
    known = [
        (drawn.page, urlencode({name: value for name, value in each.items() if value}))
        for drawn in alone(draw, given.store, 20)
        if drawn.page != "add"
        for each in drawn.loads
    ]
    chosen = Random(SEED)
    plans = [[chosen.choice(known) for _ in range(given.loads)] for _ in range(given.sessions)]
    print(f"{machine()}, load {os.getloadavg()[0]:.1f}; {given.sessions} sessions of {given.loads} loads", flush=True)
    port = free_port()
    with running(given.store, port) as process, ThreadPoolExecutor(given.sessions) as crowd:
        pid = process.pid
        session(port, [("overview", "")], 0, 0)
        before, began, cpu = megabytes(pid, "VmHWM"), time.perf_counter(), used(pid)
        parts = [crowd.submit(session, port, plan, given.pause, number) for number, plan in enumerate(plans)]
        loads = [load for part in parts for load in part.result()]
        elapsed, spent = time.perf_counter() - began, used(pid) - cpu
        after, now = megabytes(pid, "VmHWM"), megabytes(pid, "VmRSS")
    by_page: defaultdict[str, list[SessionLoad]] = defaultdict(list)
    for load in loads:
        by_page[load.page].append(load)
    print(f"{'seconds':<14} {'loads':>6} {'median':>8} {'p95':>8} {'max':>8}")
    print(report_line("all", loads))
    for page in sorted(by_page):
        print(report_line(page, by_page[page]))
    print(
        f"{elapsed:.0f} s, {spent / len(loads):.2f} s of the server's processor a load; load {os.getloadavg()[0]:.1f}"
    )
    print(f"memory: {before:.0f} MB with one session, peak {after:.0f} MB, {now:.0f} MB at the end")
    failed = [load for load in loads if load.failed]
    for load in failed[:10]:
        print(f"failed: {load.page}?{load.query}: {load.failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
