"""Measure which engine suits which size: a store in its folder, on Oxigraph's server and on Virtuoso, loaded in each way.

    python -m benchmarks.engines STORE

For each: seconds of a processor (the engine's and ours) and elapsed ones to load it and to ask all saved questions, the size on disk,
the engine's peak of memory, and the questions that are answered otherwise than in the folder. Parameters are those of the samples.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.endpoint import descendants
from graph.export import export
from graph.query.query import Table
from graph.store.loading import load
from graph.store.store import Store
from tests.graph import engines
from tests.graph.query.asked import answers

_TICKS = os.sysconf("SC_CLK_TCK")


def worked() -> float:
    """Seconds that this process and those below it have worked."""
    return sum(_worked(pid) for pid in [os.getpid(), *descendants(os.getpid())])


def _worked(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _peak() -> str:
    """Return the peak of memory of the largest process below this one."""
    peaks = [Path(f"/proc/{pid}/status").read_text() for pid in descendants(os.getpid())]
    most = max((int(text.partition("VmHWM:")[2].split()[0]) for text in peaks if "VmHWM:" in text), default=0)
    return f"{most // 1024} MB"


@contextmanager
def measured(what: str) -> Iterator[None]:
    begun, elapsed = worked(), time.perf_counter()
    yield
    print(
        f"  {what}: {worked() - begun:.1f} s of a processor, {time.perf_counter() - elapsed:.1f} s elapsed", flush=True
    )


def ask(where: Path | str, expected: list[tuple[str, Table]] | None) -> list[tuple[str, Table]]:
    with Store.open(where) as view:
        with measured("a count of all triples"):
            print(f"  {len(view):,} triples")
        with measured("a count of documents by place"):
            view.select(
                "SELECT ?place (COUNT(*) AS ?n) { ?d a zm:PublishedDocument ; eli:jurisdiction ?place } GROUP BY ?place"
            )
        with measured("all saved questions"):
            found = answers(view)
    if expected is not None:
        other = [name for (name, ours), (_, theirs) in zip(expected, found, strict=True) if ours != theirs]
        print(f"  answered otherwise: {', '.join(other) or 'none'} of {len(found)}")
    return found


def main(store: Path) -> None:
    os.environ["ZHENGMAI_TIMEOUT"] = "600"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)
        print("in its folder")
        expected = ask(store, None)
        with Store.open(store) as view, measured("writing parts of a million quads"):
            export(view, "nq", folder / "virtuoso" / "parts", parts=1_000_000)
        servers: list[tuple[str, Callable[[Path], object]]] = [
            ("Oxigraph's server", lambda at: engines.oxigraph(at, "--union-default-graph")),
            ("Virtuoso", engines.virtuoso),
        ]
        os.environ |= {"ZHENGMAI_USER": "dba", "ZHENGMAI_PASSWORD": "dba"}
        for title, start in servers:
            at = folder / title.lower().split("'")[0]
            at.mkdir(exist_ok=True)
            print(title)
            with start(at) as url:  # type: ignore[attr-defined]
                with Store.open(store) as view, measured("loading by the Graph Store Protocol"):
                    load(view, url)
                ask(url, expected)
                if title == "Virtuoso":
                    with Store.update(url) as update:
                        for graph in update.graphs():
                            update.drop_graph(graph)
                    with measured("loading by its bulk loader"):
                        engines.bulk_load(at, "parts")
                    ask(url, expected)
                size = sum(file.stat().st_size for file in at.rglob("*") if file.is_file() and file.suffix != ".nq")
                print(f"  {size >> 20} MB on disk, {_peak()} of memory", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
