"""Measure other programs on the same store: `python -m benchmarks.peers [--documents 100] [--texts FOLDER…]`

A store of so many copies (`benchmarks.copies`) is written as N-Quads and read by rdflib, in memory, and by pyoxigraph alone, on the
disk; both are asked what rests on a document. Each runs in a process of its own. Prints seconds of a processor and the peak of memory.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.explorer import alone
from benchmarks.growing import build_store
from benchmarks.templates import EXAMPLES

_IMPACT = """
PREFIX zm: <https://w3id.org/zhengmai/ns#>
SELECT ?cited (COUNT(?citing) AS ?many) WHERE { ?reference zm:citedDocument ?cited ; zm:citing ?citing } GROUP BY ?cited"""


def ours(folder: Path) -> dict[str, float]:
    from graph.store.store import Store

    with Store.open(folder / "store") as view:
        return {"answers": len(list(view.select(_IMPACT)))}


def rdflib(folder: Path) -> dict[str, float]:
    from rdflib import Dataset

    graph = Dataset(default_union=True)
    graph.parse(folder / "all.nq", format="nquads")
    return {"answers": len(list(graph.query(_IMPACT)))}


def pyoxigraph(folder: Path) -> dict[str, float]:
    import pyoxigraph as ox

    store = ox.Store(str(folder / "bare"))
    store.bulk_load(path=str(folder / "all.nq"), format=ox.RdfFormat.N_QUADS)
    return {"answers": len(list(store.query(_IMPACT, use_default_graph_as_union=True)))}  # type: ignore[arg-type]


def measured(work: Callable[[Path], dict[str, float]], folder: Path) -> str:
    """Return a line of figures; the caller runs it in a process of its own."""
    began = time.process_time()
    found = work(folder)
    spent, peak = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{work.__name__:<12}{spent:>8.2f} s{peak:>8.0f} MB{found['answers']:>8.0f} answers"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--texts", type=Path, nargs="+", default=[EXAMPLES])
    parser.add_argument("--longest", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        figures = build_store(folder, given.documents, given.texts, given.longest, 1)
        print(f"our build {figures['build, s']:.2f} s, {figures['million triples']:.2f} million triples", flush=True)
        alone(_dump, folder)
        for work in (ours, pyoxigraph, rdflib):
            print(alone(measured, work, folder), flush=True)


def _dump(folder: Path) -> None:
    from graph.export import export
    from graph.store.store import Store

    with Store.open(folder / "store") as view:
        export(view, "nq", folder / "all.nq")


if __name__ == "__main__":
    main()
