"""How long the explorer's pages take on a store, and what it costs: `python -m benchmarks.explorer STORE [--loads 50] [--validate]`

Each page is loaded so often over documents, agencies and words that are taken evenly from the store's own lists, so that a run on
the same store asks the same. What is timed is the run of the page's script on the server, through Streamlit's own AppTest: no
browser, which would add its drawing and the network, and no time that a browser's waiting hides. The first loads read what later
ones find in hand; they count as all others do. Findings are worked out beside the pages: without --validate that work does not
begin, and pages are drawn as they are while it lasts; with it, it runs during all loads, and its own time is told.

Prints median, 95th percentile and maximum in seconds of each page, the peak of the process's memory, and the machine.
"""

import argparse
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import streamlit.testing.v1 as testing  # noqa: E402

from graph.store import Store  # noqa: E402
from ui import agencies, background, catalogue, holdings  # noqa: E402
from ui.catalogue import DocumentRow  # noqa: E402

Loads = Sequence[Mapping[str, str]]
WORDS = ("安全生产", "废止", "应当", "数据", "印发 通知", "没有这样的字", "消防", "施行", "责任", "规划 环境")
DAYS = ("2015-01-01", "2020-01-01", "2024-06-30", "")


def evenly(items: Sequence[str], count: int) -> list[str]:
    """`count` of the items at equal distances; all of them over and over where there are fewer."""
    step = max(1, len(items) // count)
    return list(islice(cycle(items[::step]), count)) if items else []


def loads(rows: Sequence[DocumentRow], bodies: Sequence[str], count: int) -> dict[str, tuple[str, Loads]]:
    """What each line of the report loads: the page and the parameters of its addresses."""
    documents = evenly([row.iri for row in rows], count)
    numbers = evenly([row.number or row.title for row in rows], count)
    issuers = evenly(sorted({issuer.zh for row in rows for issuer in row.issuers}), count)
    days, words = list(islice(cycle(DAYS), count)), list(islice(cycle(WORDS), count))
    organs = evenly(bodies, count)
    return {
        "overview": ("overview", [{"as_of": day} for day in days]),
        "documents": ("documents", [{"page": str(n + 1), "as_of": day} for n, day in enumerate(days)]),
        "documents, facets": (
            "documents",
            [{"issuer": issuer, "as_of": day} for issuer, day in zip(issuers, days, strict=True)],
        ),
        "documents, number": ("documents", [{"q": number} for number in numbers]),
        "documents, words": ("documents", [{"q": word, "as_of": day} for word, day in zip(words, days, strict=True)]),
        "document": ("document", [{"iri": iri, "as_of": day} for iri, day in zip(documents, days, strict=True)]),
        "agencies": ("agencies", [{"page": str(n + 1)} for n in range(count)]),
        "agency": ("agency", [{"iri": iri} for iri in organs]),
        "graph": ("graph", [{"iri": iri} for iri in documents]),
        "tasks": ("tasks", [{"page": str(n + 1)} for n in range(count)]),
        "validation": ("validation", [{"page": str(n + 1)} for n in range(count)]),
        "sparql": ("sparql", [{} for _ in range(count)]),
    }


def run(page: str, parameters: Mapping[str, str]) -> float:
    script = f"from ui import app\nfrom ui.pages import {page}\napp.guarded({page}.page)()"
    test = testing.AppTest.from_string(script, default_timeout=600)
    for name, value in parameters.items():
        if value:
            test.query_params[name] = value
    start = time.perf_counter()
    test.run()
    seconds = time.perf_counter() - start
    if test.exception:
        raise SystemExit(f"{page} {dict(parameters)}: {test.exception[0].message}")
    return seconds


def told(name: str, seconds: Sequence[float]) -> str:
    last = quantiles(seconds, n=20, method="inclusive")[-1]
    return f"{name:<20} {median(seconds):8.3f} {last:8.3f} {max(seconds):8.3f}"


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}"


def never(work: Callable[[], object]) -> "Future[object]":
    return Future()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--loads", type=int, default=50, help="loads of each page (default: 50)")
    parser.add_argument("--validate", action="store_true", help="let the validation run beside the pages")
    parser.add_argument("--pages", nargs="*", default=[], help="only these lines of the report")
    asked = parser.parse_args()
    sys.argv = ["app.py", "--store", str(asked.store)]
    if not asked.validate:
        background.start = never  # type: ignore[assignment]
    with Store.open(asked.store) as view:
        rows = catalogue.documents(view)
        bodies = [row.agency.iri for row in agencies.agencies(view, rows)]
    begun = time.perf_counter()
    print(machine())
    print(f"{len(rows)} documents, {len(bodies)} agencies, {asked.loads} loads a page", flush=True)
    print(f"{'seconds':<20} {'median':>8} {'p95':>8} {'max':>8}", flush=True)
    for name, (page, parameters) in loads(rows, bodies, asked.loads).items():
        if (not asked.pages or name in asked.pages) and (ROOT / "ui" / "pages" / f"{page}.py").is_file():
            print(told(name, [run(page, each) for each in parameters]), flush=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, all pages together")
    if asked.validate:
        holdings.PATIENCE = 36_000
        found = holdings.findings(date.today())
        known = len(found.rows) if found else 0
        print(f"{known} findings known {time.perf_counter() - begun:.0f} s after the first load")
        print(told("validation, known", [run("validation", {"page": str(n + 1)}) for n in range(asked.loads)]))
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB with the findings")


if __name__ == "__main__":
    main()
