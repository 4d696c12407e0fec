"""Measure what it costs to add one notice to a store of many texts: `python -m benchmarks.adding FOLDER [--sizes 350,1400]`

Builds N texts of a folder, evenly spaced, into a store of its own, adds a notice twice (the second is counted: the first loads the
libraries), takes it out again, and derives everything from nothing. Prints seconds of a processor, also as ratios to the smallest
size, and whether the derived graph is the one from nothing.
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

_NOTICE = (
    "岚州市人民政府关于加强{what}管理的通知\n岚政发〔2024〕{serial}号\n\n各区县人民政府：\n\n根据《中华人民共和国水法》，现通知如下：\n\n"
    "一、市水务局应当于2024年10月31日前完成巡查。\n\n本通知自2024年6月1日起施行。\n\n岚州市人民政府\n2024年5月6日\n"
)


def main() -> int:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", default="350,1400")
    given = parser.parse_args()
    names = ("add", "remove", "derive all")
    print(f"{'texts':>8}" + "".join(f"{name:>12}{'ratio':>8}" for name in names) + "   same")
    first: tuple[float, ...] | None = None
    for size in map(int, given.sizes.split(",")):
        figures, same = _measured(given.folder, size)
        first = first or figures
        told = "".join(f"{figure:>12.2f}{figure / one:>8.2f}" for figure, one in zip(figures, first, strict=True))
        print(f"{size:>8}{told}   {'yes' if same else 'NO'}", flush=True)
    return 0


def _measured(folder: Path, size: int) -> tuple[tuple[float, ...], bool]:
    from graph.derive.derive import derive
    from graph.store.store import Store
    from ingest.pipeline import build
    from ingest.read.inputs import find
    from ingest.removal import remove
    from ontology.iri import Iris

    inputs, iris = find([folder]), Iris()
    with tempfile.TemporaryDirectory() as temporary:
        store = Path(temporary) / "store"
        build(inputs[:: max(1, len(inputs) // size)][:size], store)
        for serial, what in enumerate(("湖泊", "河道"), 1):
            notice = Path(temporary) / f"zhengmai-notice-{serial}.txt"
            notice.write_text(_NOTICE.format(what=what, serial=serial), encoding="utf-8")
            add = _seconds(lambda notice=notice: build(find([notice]), store))  # type: ignore[misc]
        with Store.open(store) as view:
            held = sorted(f"{quad.triple} ." for quad in view.quads(iris.graph("derived")))
            same = held == sorted(derive(view, iris.base).decode().splitlines())
            whole = _seconds(lambda: derive(view, iris.base))
        return (add, _seconds(lambda: remove([notice.name], store)), whole), same


def _seconds(work: Callable[[], object]) -> float:
    """Return the seconds of a processor that some work takes, in all threads."""
    began = os.times()
    work()
    ended = os.times()
    return ended.user + ended.system - began.user - began.system


if __name__ == "__main__":
    raise SystemExit(main())
