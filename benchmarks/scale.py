"""Measure whether the cost of a build per text is constant: `python -m benchmarks.scale FOLDER [--sizes 100,1000,0] [--jobs 1,2]`

Builds N texts of a folder (0: all), evenly spaced, into a store of its own, each size in a process of its own. Prints seconds per
million characters (elapsed, and of processors, because the store compacts in threads beside the build) and the peak of memory, also
as ratios to the smallest size. With several numbers of jobs it prints the last size for each, and how many times faster it is.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Run every size in a fresh interpreter and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", default="100,1000,0")
    parser.add_argument("--jobs", default="1")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one is not None:
        return _build(given.folder, given.one, int(given.jobs))
    jobs = given.jobs.split(",")
    first: tuple[float, ...] | None = None
    alone = 0.0
    print(
        f"{'texts':>8}{'M chars':>10}"
        + "".join(f"{name:>12}{'ratio':>8}" for name in ("s/M chars", "CPU s/M", "peak MB"))
    )
    sizes = given.sizes.split(",")
    for size, many in [*((size, jobs[0]) for size in sizes), *((sizes[-1], many) for many in jobs[1:])]:
        command = [sys.executable, "-m", "benchmarks.scale", str(given.folder), "--one", size, "--jobs", many]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
        texts, characters, (elapsed, processor, peak) = int(told[0]), int(told[1]), map(float, told[2:])
        figures = (elapsed / characters * 1e6, processor / characters * 1e6, peak)
        first = first or figures
        ratios = "".join(f"{figure:>12.2f}{figure / start:>8.2f}" for figure, start in zip(figures, first, strict=True))
        alone = elapsed if many == jobs[0] else alone
        faster = "" if many == jobs[0] else f"  --jobs {many}: {alone / elapsed:.2f} times as fast"
        print(f"{texts:>8}{characters / 1e6:>10.2f}{ratios}{faster}", flush=True)
    return 0


def _build(folder: Path, size: int, jobs: int) -> int:
    from ingest.pipeline import build
    from ingest.read.inputs import find

    inputs = find([folder])
    # Every k-th, so that a smaller sample is of the same mixture.
    chosen = inputs[:: max(1, len(inputs) // size)][:size] if size else inputs
    with tempfile.TemporaryDirectory() as temporary:
        started = os.times()
        summary = build(chosen, Path(temporary) / "store", jobs=jobs)
        ended = os.times()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    processor = ended.user + ended.system - started.user - started.system
    processor += ended.children_user + ended.children_system - started.children_user - started.children_system
    print(summary.sources, summary.characters, ended.elapsed - started.elapsed, processor, peak)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
