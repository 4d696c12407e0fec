"""Measure how time and memory grow with the number of documents: `python -m benchmarks.growth [--sizes 1000,4000,16000] [--texts FOLDER…]`

Writes so many small documents (`benchmarks.copies`), builds a store of them, adds a document, twice (the second is counted: the first
loads the libraries), asks the status of documents, what rests on them, and ten saved questions, and validates all, then what one added
document changed. Pages of the explorer are drawn without a browser (`benchmarks.explorer`), each of another document, body, list or
search; their first load, in which the catalogues are read, is printed by itself. At last the store is compared with what is known of its
documents (`benchmarks.answers`).

Each step of each size runs in a process of its own. Prints seconds of processors, the peak of memory of all its processes together, the
size on the disk, and for each figure the exponent from the size before: 1 where it grows as the documents do.

    --keep FOLDER    leave the stores there; a store that is there is not built again
    --peers 300      ask other programs about a store of so many documents (`benchmarks.peers`)
"""

import argparse
import json
import math
import shutil
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from benchmarks.explorer import machine
from benchmarks.growing import STAGES
from benchmarks.templates import EXAMPLES

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Measure every size, and print a column for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,4000,16000")
    parser.add_argument("--texts", type=Path, nargs="+", default=[EXAMPLES])
    parser.add_argument("--longest", type=int, default=1000, help="characters of the longest document that is copied")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="leave the stores in this folder, and use those that are there")
    parser.add_argument("--stages", default=",".join(STAGES), help="only these steps")
    parser.add_argument("--peers", type=int, default=0, metavar="N")
    parser.add_argument("--one", nargs=2, metavar=("STAGE", "N"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    options = [*("--texts", *map(str, given.texts)), "--longest", str(given.longest), "--jobs", str(given.jobs)]
    if given.one:
        stage, many = given.one
        print(json.dumps(STAGES[stage](given.keep, int(many), given.texts, given.longest, given.jobs)))
        return 0
    print(machine(), flush=True)
    before: dict[str, float] = {}
    with nullcontext(given.keep) if given.keep else tempfile.TemporaryDirectory() as folder:
        for size in given.sizes.split(","):
            place = Path(folder) / size
            figures = {"documents": float(size)}
            print(f"{'documents':<22}{figures['documents']:>16,.0f}", flush=True)
            for stage in given.stages.split(","):
                for name, figure in measured(stage, size, place, options).items():
                    figures[name] = figure
                    print(f"{name:<22}{figure:>16,.2f}   {exponent(name, before, figures)}", flush=True)
            print()
            if not given.keep:
                shutil.rmtree(place)
            before = figures
    if given.peers:
        command = [sys.executable, "-m", "benchmarks.peers", "--documents", str(given.peers), *options[:-2]]
        subprocess.run(command, cwd=ROOT, check=True)
    return 0


def measured(stage: str, size: str, place: Path, options: list[str]) -> dict[str, float]:
    """Run a step in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.growth", *options, "--keep", str(place), "--one", stage, size]
    printed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    figures: dict[str, float] = json.loads(printed.splitlines()[-1])
    return figures


def exponent(name: str, before: dict[str, float], now: dict[str, float]) -> str:
    """Return by which power of the number of documents a figure has grown."""
    if not before.get(name) or not now[name]:
        return ""
    power = math.log(now[name] / before[name]) / math.log(now["documents"] / before["documents"])
    return f"exponent {power:.2f}"


if __name__ == "__main__":
    raise SystemExit(main())
