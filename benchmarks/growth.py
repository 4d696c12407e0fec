"""How do time and memory grow with the number of documents? `python -m benchmarks.growth [--sizes 500,2000,8000] [--jobs 1]`

Writes so many small documents (`benchmarks.copies`: those of `examples/`, each copy in another city and other years), builds a store of
them, adds one document more, twice (the second is counted: the first loads the libraries), and asks the status of a document, a ledger
and ten saved questions. All is validated before the second is added, and what it changed after it. Each size runs in a process of its
own. Prints seconds of processors, elapsed seconds of the build, the peak of memory of a process, the size on the disk, and for each
figure the exponent from the size before: 1 where it grows as the documents do.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
_NUMBER, _AGENCY = "石政发〔2019〕14号", "石家庄市民政局"
_QUESTIONS = (
    [
        (name, {"document": _NUMBER})
        for name in ("impact", "events-of-document", "tasks-of-document", "facts-of-document")
    ]
    + [(name, {"document": _NUMBER}) for name in ("clauses-of-document", "legal-bases", "implementation-chain")]
    + [(name, {"agency": _AGENCY}) for name in ("ledger", "duties-of-agency", "documents-of-agency")]
)
_DAY = date(2026, 1, 1)
_TIMES = 20  # the status of a document takes less than the clock of processors tells
FIGURES = {
    "documents": "",
    "characters": "",
    "triples": "",
    "build": "s of processors",
    "elapsed": "s",
    "peak": "MB",
    "disk": "MB",
    "add": "s of processors",
    "add_elapsed": "s",
    "status": "ms",
    "identity": "s, who is who, read once for all questions",
    "questions": "s, ten of them",
    "validation": "s, of everything",
    "validate_one": "s, after one document was added",
}


def main() -> int:
    """Measure every size, and print a column for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="500,2000,8000")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one is not None:
        print(json.dumps(_measured(given.one, given.jobs)))
        return 0
    before: dict[str, float] = {}
    for size in given.sizes.split(","):
        command = [sys.executable, "-m", "benchmarks.growth", "--one", size, "--jobs", str(given.jobs)]
        told = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
        figures: dict[str, float] = json.loads(told)
        for name, unit in FIGURES.items():
            print(f"{name:<12}{figures[name]:>16,.2f} {unit:<44}{_exponent(name, before, figures)}", flush=True)
        print()
        before = figures
    return 0


def _exponent(name: str, before: dict[str, float], now: dict[str, float]) -> str:
    """Return by which power of the number of documents a figure has grown."""
    if name == "documents" or not before or not before[name] or not now[name]:
        return ""
    power = math.log(now[name] / before[name]) / math.log(now["documents"] / before["documents"])
    return f"exponent {power:.2f}"


def _measured(many: int, jobs: int) -> dict[str, float]:
    from benchmarks import copies
    from graph.query.query import find as question
    from graph.records.identity import build_identity
    from graph.records.questions import ask
    from graph.records.status_history import history_of
    from graph.store.store import Store
    from ingest.pipeline import build
    from ingest.read.inputs import find
    from ontology.identifiers import Numbered
    from ontology.iri import Iris
    from shapes.kept import validate_store

    with tempfile.TemporaryDirectory() as temporary:
        folder, store = Path(temporary) / "in", Path(temporary) / "store"
        copies.write(folder, many + 2)
        *inputs, first, second = find([folder])
        spent, elapsed, summary = _timed(lambda: build(inputs, store, jobs=jobs))
        assert not summary.failed, summary.why
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
        disk = sum(file.stat().st_size for file in store.rglob("*") if file.is_file()) / 1e6
        build([first], store)
        with Store.open(store) as view:
            validation, _, _ = _timed(lambda: validate_store(view, as_of=_DAY))
        add, add_elapsed, _ = _timed(lambda: build([second], store))
        with Store.open(store) as view:
            iri = Iris().mint(Numbered("130100", "石政发", 2019, 14))
            history_of(view, iri)
            status, _, _ = _timed(lambda: [history_of(view, iri) for _ in range(_TIMES)])
            identity, _, who = _timed(lambda: build_identity(view))
            asked, _, _ = _timed(lambda: [ask(view, question(name), given, who) for name, given in _QUESTIONS])
            validate_one, _, _ = _timed(lambda: validate_store(view, as_of=_DAY))
            triples = len(view)
    figures = (summary.documents, summary.characters, triples, spent, elapsed, peak, disk)
    later = (add, add_elapsed, status * 1000 / _TIMES, identity, asked, validation, validate_one)
    return dict(zip(FIGURES, (*figures, *later), strict=True))


def _timed(work: Callable[[], T]) -> tuple[float, float, T]:
    """Return the seconds of processors that some work took, the seconds that went by, and its result."""
    began, at = os.times(), time.perf_counter()
    done = work()
    ended, elapsed = os.times(), time.perf_counter() - at
    return sum(ended[:4]) - sum(began[:4]), elapsed, done


if __name__ == "__main__":
    raise SystemExit(main())
