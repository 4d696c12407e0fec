"""Measure other programs on the same store: `python -m benchmarks.peers [--documents 100] [--texts FOLDER…]`

A store of so many copies (`benchmarks.copies`) is written as N-Quads. Each program loads them and is asked what rests on each document:
ours, pyoxigraph alone and Virtuoso on the disk, rdflib in memory. The validators are given the same triples and the same shapes: ours,
pySHACL, pyshacl-turbo and rudof. Time expressions are looked for in the same texts by ours and by JioNLP.

Each runs in a process of its own, for at most `--most` seconds by the clock. Prints seconds of a processor and the peak of memory, of a
server's own processes where one answers, and how many answers there were. What is not installed is named (pip install pyshacl
pyshacl-turbo pyrudof jionlp; Debian: virtuoso-opensource-7-bin).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.growing import Meter, build_store
from benchmarks.templates import EXAMPLES

if TYPE_CHECKING:
    from rdflib import Graph

ROOT = Path(__file__).parents[1]
_DAY = date(2026, 1, 1)
_MISSING = 69  # the exit code that says that a program is not installed
_IMPACT = """
PREFIX zm: <https://w3id.org/zhengmai/ns#>
SELECT ?cited (COUNT(?citing) AS ?many) WHERE { ?reference zm:citedDocument ?cited ; zm:citing ?citing } GROUP BY ?cited"""


def ours(folder: Path) -> int:
    from graph.store.store import Store

    with Store.open(folder / "store") as view:
        return len(list(view.select(_IMPACT)))


def pyoxigraph(folder: Path) -> int:
    import pyoxigraph as ox

    store = ox.Store(str(folder / "bare"))
    store.bulk_load(path=str(folder / "parts" / "all.nq"), format=ox.RdfFormat.N_QUADS)
    return len(list(store.query(_IMPACT, use_default_graph_as_union=True)))  # type: ignore[arg-type]


def rdflib(folder: Path) -> int:
    from rdflib import Dataset

    graph = Dataset(default_union=True)
    graph.parse(folder / "parts" / "all.nq", format="nquads")
    return len(list(graph.query(_IMPACT)))


def virtuoso(folder: Path) -> int:
    import shutil

    if not shutil.which("virtuoso-t"):
        raise ModuleNotFoundError("virtuoso-t")
    from graph.store.store import Store
    from tests.graph import engines

    with engines.virtuoso(folder) as url:
        engines.bulk_load(folder, "parts")
        with Store.open(url) as view:
            return len(list(view.select(_IMPACT)))


def our_validation(folder: Path) -> int:
    from graph.store.store import Store
    from shapes.validate import validate

    with Store.open(folder / "store") as view:
        return len(validate(view.graph(), as_of=_DAY))


def pyshacl(folder: Path) -> int:
    from pyshacl import validate

    return _results(validate(_graph(folder), shacl_graph=_shapes(), inference="none", inplace=True)[1])


def pyshacl_turbo(folder: Path) -> int:
    from pyshacl_turbo import validate  # type: ignore[import-not-found]

    found, words = validate(_graph(folder), shacl_graph=_shapes(), inference="none", inplace=True)[1:]
    if not hasattr(found, "subjects"):
        raise ValueError(words)
    return _results(found)


def rudof(folder: Path) -> int:
    from pyrudof import RDFFormat, Rudof, RudofConfig  # type: ignore[import-not-found]

    shapes = folder / "shapes.ttl"
    _shapes().serialize(shapes, format="turtle", encoding="utf-8")
    program = Rudof(RudofConfig())
    program.read_data(str(folder / "all.nt"), format=RDFFormat.NTriples)
    program.read_shacl(str(shapes))
    return len(program.validate_shacl())


def our_times(folder: Path) -> int:
    """Find time limits, which are some of the time expressions."""
    from ingest.extract.times import times

    return sum(len(list(times(text))) for text in _texts(folder))


def jionlp(folder: Path) -> int:
    import jionlp as program  # type: ignore[import-not-found]

    return sum(len(program.ner.extract_time(text)) for text in _texts(folder))


ASKED: Mapping[str, tuple[Callable[[Path], int], ...]] = {
    "loading, and what rests on each document": (ours, pyoxigraph, virtuoso, rdflib),
    "validation, all shapes": (our_validation, pyshacl_turbo, rudof, pyshacl),
    "time expressions": (our_times, jionlp),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--texts", type=Path, nargs="+", default=[EXAMPLES])
    parser.add_argument("--longest", type=int, default=1000)
    parser.add_argument("--most", type=int, default=600, metavar="SECONDS", help="of each program, by the clock")
    parser.add_argument("--one", nargs=2, metavar=("PROGRAM", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        return _run_program(*given.one)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        figures = build_store(folder, given.documents, given.texts, given.longest, 1)
        print(f"our build {figures['build, s']:.2f} s, {1e6 * figures['million triples']:,.0f} triples", flush=True)
        _dump(folder)
        for what, programs in ASKED.items():
            print(what)
            for work in programs:
                print(f"  {work.__name__:<16}{_measured(work.__name__, folder, given.most)}", flush=True)
    return 0


def _measured(name: str, folder: Path, most: int) -> str:
    """Return what a program takes, in words; it runs in a process of its own, and is ended after so many seconds."""
    command = [sys.executable, "-m", "benchmarks.peers", "--one", name, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            printed, complaint = process.communicate(timeout=most)
        except subprocess.TimeoutExpired:
            ticks = _spent(process.pid)
            process.kill()
            return f"not finished after {most} s by the clock, {ticks:.0f} s of a processor"
    if process.returncode == _MISSING:
        return "not installed"
    if process.returncode:
        return f"failed: {complaint.strip().splitlines()[-1][:100]}"
    seconds, peak, answers = json.loads(printed.splitlines()[-1])
    return f"{seconds:>8.2f} s{peak:>8.0f} MB{answers:>8,} answers"


def _spent(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _run_program(name: str, folder: str) -> int:
    work = {one.__name__: one for programs in ASKED.values() for one in programs}[name]
    try:
        with Meter() as meter:
            answers = work(Path(folder))
    except ImportError as error:
        print(error, file=sys.stderr)
        return _MISSING
    print(json.dumps([meter.seconds, meter.peak, answers]))
    return 0


def _dump(folder: Path) -> None:
    """Write the store as N-Quads, and its triples without their graphs as N-Triples, each once."""
    from rdflib import Graph

    from graph.export import export
    from graph.store.store import Store
    from shapes.asking import plain

    (folder / "parts").mkdir()
    whole = Graph()
    with Store.open(folder / "store") as view:
        export(view, "nq", folder / "parts" / "all.nq")
        for subject, prop, value, _ in view.graph().quads((None, None, None, None)):
            whole.add((subject, prop, plain(value)))
    whole.serialize(folder / "all.nt", format="nt", encoding="utf-8")


def _graph(folder: Path) -> "Graph":
    from rdflib import Graph

    return Graph().parse(folder / "all.nt", format="nt")


def _shapes() -> "Graph":
    from shapes.rules import Rules

    return Rules.load().whole


def _results(found: "Graph") -> int:
    """Return how many results a report has, each shape, node and value once."""
    from rdflib import RDF, SH

    asked = (SH.sourceShape, SH.sourceConstraintComponent, SH.focusNode, SH.value)
    nodes = found.subjects(RDF.type, SH.ValidationResult)
    return len({tuple(found.value(node, prop) for prop in asked) for node in nodes})


def _texts(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((folder / "in").rglob("*.txt"))]


if __name__ == "__main__":
    raise SystemExit(main())
