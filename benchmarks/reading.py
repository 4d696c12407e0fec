"""Measure whether normalisation is linear in its input, also in hostile input: `python -m benchmarks.reading [--size N]`.

For each kind of page it prints processor seconds for n and 2n characters, and t(2n)/t(n): about 2 where time is linear, 4 where it
is quadratic. Sizes count code points.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ingest.model import Source  # noqa: E402
from ingest.read.normalize import normalize  # noqa: E402

PROSE = "各区人民政府要落实养护责任，配齐养护人员，保障养护经费，每季度公布一次养护情况；市城市管理部门负责督促检查。"
PIECES = {
    "prose": PROSE,
    "（": "（",
    "《": "《",
    "blank": " ",
    "wide blank": "　",
    "|": "|",
    "#": "#",
    "一、": "一、",
    "letter-spaced": "中 ",
    "cells": "| ",
    "table rules": "|--",
    "dashes": "-",
    "bold and blanks": "中 a ** ",
    "tags": "<p ",
    "comments": "<!-- -->甲",
    "open comments": "<!--",
    "sentences": "。　",
    "years": " 2018 年",
    "breaks": "甲<br>",
    "leaders": "…… ",
}


def line(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def short_lines(piece: str, size: int) -> str:
    """Return lines of ten characters."""
    text = line(piece, size)
    return "\n".join(text[at : at + 10] for at in range(0, size, 10))


def column(piece: str, size: int) -> str:
    """Return lines that never end a sentence: one paragraph as long as the page."""
    text = line(piece.replace("。", "，"), size)
    return "\n".join(text[at : at + 18] for at in range(0, size, 18))


SHAPES: tuple[Callable[[str, int], str], ...] = (line, short_lines, column)


def seconds(text: str) -> float:
    source = Source("page.txt", "0" * 64, "text/plain", "utf-8", text)
    start = time.process_time()
    normalize(source)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000, help="n, in characters (default: 1000000)")
    size = parser.parse_args().size
    print(f"{'page':<18}{'shape':<14}{'t(n)':>9}{'t(2n)':>9}{'ratio':>8}")
    for name, piece in PIECES.items():
        for shape in SHAPES:
            once, twice = seconds(shape(piece, size)), seconds(shape(piece, 2 * size))
            print(f"{name:<18}{shape.__name__:<14}{once:>9.2f}{twice:>9.2f}{twice / once:>8.1f}", flush=True)


if __name__ == "__main__":
    main()
