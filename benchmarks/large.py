"""Do large inputs take linear time and memory? `python -m benchmarks.large [--only rows,files,…] [--scale 1.0]`

Builds one text with a table of many rows, one with many list items, one of many one-character lines, one with a paragraph of
many references, a folder of many small files, and one of many reprints of one notice, each at a quarter of its size and at the
whole, in a process of its own, and prints seconds and the peak of memory. The ratio of the two is 4 where the cost is linear.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
_HEAD = "岚州市人民政府办公室关于印发重点工作分工的通知\n岚政办发〔2024〕{serial}号\n\n各区县人民政府：\n\n现将分工印发给你们。\n\n"
_TAIL = "\n岚州市人民政府办公室\n2024年5月6日\n"


def _rows(folder: Path, many: int) -> None:
    rows = "".join(f"| {n} | 完成第{n}项水利工程 | 市水务局 | 2024年10月31日前 |\n" for n in range(1, many + 1))
    table = "| 序号 | 工作任务 | 责任单位 | 完成时限 |\n| --- | --- | --- | --- |\n" + rows
    (folder / "rows.md").write_text(_HEAD.format(serial=1) + table + _TAIL, encoding="utf-8")


def _items(folder: Path, many: int) -> None:
    items = "".join(f"{n}．完成第{n}项水利工程，2024年10月底前完成。（市水务局负责）\n" for n in range(1, many + 1))
    (folder / "items.txt").write_text(_HEAD.format(serial=2) + items + _TAIL, encoding="utf-8")


def _lines(folder: Path, many: int) -> None:
    (folder / "lines.txt").write_text("水\n" * many, encoding="utf-8")


def _references(folder: Path, many: int) -> None:
    body = "".join(f"根据《第{n}号步道管理办法》（岚政发〔2019〕{n}号）、" for n in range(1, many + 1))
    (folder / "references.txt").write_text(_HEAD.format(serial=4) + body + "现通知如下。\n" + _TAIL, encoding="utf-8")


def _files(folder: Path, many: int) -> None:
    """Notices that differ in title, number and day."""
    for n in range(many):
        year, serial = 1980 + n // 2500, n % 2500 + 1
        text = (
            _HEAD.format(serial=serial).replace("〔2024〕", f"〔{year}〕").replace("重点工作", f"第{n + 1}项重点工作")
        )
        text += f"一、市水务局应当于{year}年10月31日前报告。\n" + _TAIL.replace("2024", str(year))
        _place(folder, n).write_text(text, encoding="utf-8")


def _reprints(folder: Path, many: int) -> None:
    """Write one notice into many files, so that all of them repeat its triples."""
    for n in range(many):
        text = _HEAD.format(serial=3) + "一、市水务局应当于2024年10月31日前报告。\n" + _TAIL
        _place(folder, n).write_text(text, encoding="utf-8")


def _place(folder: Path, n: int) -> Path:
    place = folder / f"{n // 1000:03}"
    place.mkdir(exist_ok=True)
    return place / f"{n:06}.txt"


KINDS: dict[str, tuple[Callable[[Path, int], None], int]] = {
    "rows": (_rows, 100_000),
    "items": (_items, 100_000),
    "lines": (_lines, 1_000_000),
    "references": (_references, 4_000),
    "files": (_files, 100_000),
    "reprints": (_reprints, 20_000),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(KINDS))
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one is not None:
        return _build(given.only, given.one)
    print(f"{'':8}{'number':>10}{'seconds':>10}{'ratio':>7}{'peak MB':>10}{'ratio':>7}")
    for kind in given.only.split(","):
        before: tuple[float, float] | None = None
        for many in (round(KINDS[kind][1] * given.scale / 4), round(KINDS[kind][1] * given.scale)):
            command = [sys.executable, "-m", "benchmarks.large", "--only", kind, "--one", str(many)]
            told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
            seconds, peak = map(float, told)
            first = before or (seconds, peak)
            print(
                f"{kind:8}{many:>10,}{seconds:>10.1f}{seconds / first[0]:>7.2f}{peak:>10.0f}{peak / first[1]:>7.2f}",
                flush=True,
            )
            before = first
    return 0


def _build(kind: str, many: int) -> int:
    """Print the seconds of a processor, and the megabytes of the largest process."""
    from ingest.pipeline import build
    from ingest.read.inputs import find

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "in"
        folder.mkdir()
        KINDS[kind][0](folder, many)
        began = os.times()
        summary = build(find([folder]), Path(temporary) / "store")
        ended = os.times()
        assert not summary.failed, summary.why
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    spent = [ended.user - began.user, ended.system - began.system]
    spent += [ended.children_user - began.children_user, ended.children_system - began.children_system]
    print(sum(spent), peak)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
