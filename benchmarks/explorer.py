"""Measure the explorer's pages on a store: `python -m benchmarks.explorer STORE [--loads 50] [--validate]`

Each line is so many loads of a page whose objects (documents, agencies, words, filters) are drawn with a fixed seed, all in one
process, as on a server. We time the run of the page's script through Streamlit's AppTest, without browser and network. `first` is
the page's first load in a process that has drawn nothing yet; median and p95 are of loads that begin with those that find least in
the caches. Findings are computed beside the pages: with --validate this runs during all loads, and its own time is printed; without
it, pages are drawn as they are while findings are missing.

Prints for each line the seconds at the median, the 95th percentile, the maximum and of the first load, the processor seconds at the
median (which other work on the machine hardly changes), and the peak of the server's memory so far. The memory of subprocesses
(queries of users, texts on trial, the validation of a large store) is bounded by their callers.
"""

import argparse
import logging
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from typing import ParamSpec, TypeVar

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.addresses import PageLoads, draw  # noqa: E402

P = ParamSpec("P")
T = TypeVar("T")
REFUSED = "zm-refused"


def alone(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """Run the work in a process of its own, and return its result."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments, **named).result()


def prepare(store: Path, validate: bool) -> None:
    """Make this process like one that has started the explorer and drawn nothing."""
    from streamlit.logger import set_log_level
    from streamlit.testing.v1 import AppTest  # noqa: F401  # what a server loads before the first page

    from ui.explorer import app  # noqa: F401
    from ui.explorer import jobs as background

    set_log_level("CRITICAL")
    logging.disable(logging.WARNING)
    sys.argv = ["app.py", "--store", str(store)]
    start = background.start

    def chosen(work: Callable[[], T], queue: str) -> "Future[T]":
        return start(work, queue) if validate or queue != "findings" else Future()

    background.start = chosen


@dataclass(frozen=True, slots=True)
class Load:
    """One load of a page. seconds: elapsed; cpu: of this process; refused: the page says that it cannot answer."""

    seconds: float
    cpu: float
    refused: bool


def load(page: str, parameters: Mapping[str, str], pasted: str = "") -> Load:
    from streamlit.testing.v1 import AppTest

    script = f"from ui.explorer import app\nfrom ui.explorer.views import {page}\napp.guarded({page}.page)()"
    test = AppTest.from_string(script, default_timeout=600)
    for name, value in parameters.items():
        if value:
            test.query_params[name] = value
    if pasted:
        test.run()
        test.text_area(key="add-text").set_value(pasted)
    start, used = time.perf_counter(), time.process_time()
    test.run()
    seconds, cpu = time.perf_counter() - start, time.process_time() - used
    if test.exception:
        raise SystemExit(f"{page} {dict(parameters)}: {test.exception[0].message}")
    return Load(seconds, cpu, any(REFUSED in element.proto.body for element in test.get("html")))


def first(store: Path, line: PageLoads) -> float:
    """Return the seconds of a line's first load, with empty caches."""
    prepare(store, validate=False)
    return load(line.page, line.loads[0], next(iter(line.pasted), "")).seconds


def serve(store: Path, lines: Sequence[PageLoads], firsts: Mapping[str, float], validate: bool) -> None:
    """Load everything, and print how long it took."""
    prepare(store, validate)
    from ui.explorer import awaited

    begun = time.perf_counter()
    for line in lines:
        pasted = line.pasted or [""] * len(line.loads)
        if line.page == "documents" and line.name.startswith("search"):
            while awaited.texts() is None:
                time.sleep(0.1)
        found = [load(line.page, each, text) for each, text in zip(line.loads, pasted, strict=True)]
        print(report_line(line.name, found, firsts.get(line.name)), flush=True)
    if validate:
        while (known := awaited.findings(date.today())) is None:
            time.sleep(1)
        print(f"{len(known.rows)} findings known {time.perf_counter() - begun:.0f} s after the first load")
        again = [load("validation", {"page": str(n + 1)}) for n in range(len(lines[0].loads))]
        print(report_line("validation, known", again, None))
    print(f"peak memory {peak():.0f} MB, all pages together")


def report_line(name: str, found: Sequence[Load], cold: float | None) -> str:
    seconds = [one.seconds for one in found]
    last = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    first_load = f"{cold:8.2f}" if cold is not None else f"{'':8}"
    refused = sum(one.refused for one in found)
    return (
        f"{name:<22} {median(seconds):8.3f} {last:8.3f} {max(seconds):8.3f} {first_load} "
        f"{median(one.cpu for one in found):8.3f} {peak():8.0f}{f'  ({refused} refused)' if refused else ''}"
    )


def peak() -> float:
    """Return the peak memory of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    information = Path("/proc/cpuinfo")
    said = information.read_text("utf-8").splitlines() if information.is_file() else []
    model = next((line.partition(":")[2].strip() for line in said if line.startswith("model name")), platform.machine())
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--loads", type=int, default=50, help="loads of each page (default: 50)")
    parser.add_argument("--validate", action="store_true", help="let the validation run beside the pages")
    parser.add_argument("--warm", action="store_true", help="leave the first loads out, each a process of its own")
    parser.add_argument("--pages", nargs="*", default=[], help="only lines of the report that begin so")
    asked = parser.parse_args()
    lines = [
        line
        for line in alone(draw, asked.store, asked.loads)
        if not asked.pages or line.name.startswith(tuple(asked.pages))
    ]
    print(f"{machine()}, load {os.getloadavg()[0]:.1f}; {asked.loads} loads a page", flush=True)
    firsts = {} if asked.warm else {line.name: alone(first, asked.store, line) for line in lines}
    print(f"{'seconds':<22} {'median':>8} {'p95':>8} {'max':>8} {'first':>8} {'cpu':>8} {'peak MB':>8}", flush=True)
    alone(serve, asked.store, lines, firsts, asked.validate)


if __name__ == "__main__":
    main()
