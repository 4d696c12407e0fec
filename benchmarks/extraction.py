"""Measure extraction beside the pipeline's bare tokenizer, and its growth: `python -m benchmarks.extraction`.

In one run over the same text: processor seconds of the tokenizer alone and of each component, and their ratio (that of the whole
is to be at most 8). The text is that of FILES (by default a page of our own, with what each component looks for), repeated to n and
2n characters. Then the time of tasks, time limits and duties on a document of n and 2n characters: about 2 where it is linear.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ingest.extract.extractors import EXTRACTORS  # noqa: E402
from ingest.extract.pipeline import pipeline  # noqa: E402
from ingest.garbage import uncollected  # noqa: E402
from ingest.model import Source  # noqa: E402
from ingest.read.normalize import normalize  # noqa: E402
from ingest.steps import parse  # noqa: E402

PAGE = """三、主要任务
（一）健全湖滨步道养护机制。各区人民政府要落实养护责任，2022年6月底前配齐养护人员；市城市管理部门应当每季度公布养护情况，不得收取费用。（牵头单位：市城市管理局；配合单位：市财政局、市水利局等有关部门）
（二）规范经营行为。经营者应当自收到通知之日起15个工作日内提出申请，受理机关可以委托专业机构核查，并按照《岚州市湖滨步道管理办法》（岚政发〔2019〕8号）予以公示。
序号\t工作任务\t牵头单位\t配合单位\t完成时限
1\t修订养护标准并向社会公布。\t市城市管理局\t市财政局、各区人民政府\t2022年12月
一般性的叙述文字没有任何要求，只说明湖滨地区的自然条件和历史沿革，以及多年来保护工作取得的成效和群众的评价。
"""
HEAD = "岚州市人民政府关于加强湖滨步道管理的通知\n岚政发〔2022〕15号\n\n各区人民政府：\n\n"
TAIL = "\n岚州市人民政府\n2022年3月15日\n"


def seconds(run: Callable[[], object]) -> float:
    """Measure the processor seconds of a run. Garbage is looked for before it, as in a build, which does so between texts."""
    gc.collect()
    with uncollected():
        start = time.process_time()
        run()
        return time.process_time() - start


def filled(page: str, size: int) -> str:
    return (page * (size // len(page) + 1))[:size]


def whole(text: str) -> float:
    """Read a document of this text and everything that is found in it."""
    normalized = normalize(Source("page.txt", "0" * 64, "text/plain", "utf-8", HEAD + text + TAIL))
    return seconds(lambda: parse(normalized))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="texts to measure on (default: a page of our own)")
    parser.add_argument("--size", type=int, default=500_000, help="n, in characters (default: 500000)")
    asked = parser.parse_args()
    page = "".join(path.read_text(encoding="utf-8", errors="replace") for path in asked.files) or PAGE
    nlp = pipeline()
    nlp("预热")
    whole(page[:2000])
    for size in (asked.size, 2 * asked.size):
        text = filled(page, size)
        bare = seconds(lambda text=text: nlp.tokenizer(text))  # type: ignore[misc]
        print(f"{size:,} characters: bare tokenizer {bare:.2f} s")
        total = bare
        for name, extractor in EXTRACTORS.items():
            cost = seconds(lambda text=text, find=extractor.find: list(find(text)))  # type: ignore[misc]
            total += cost
            print(f"    {name:<12}{cost:>8.2f} s{cost / bare:>8.1f} ×")
        print(f"    {'together':<12}{total:>8.2f} s{total / bare:>8.1f} ×", flush=True)
    small, large = whole(filled(page, asked.size // 4)), whole(filled(page, asked.size // 2))
    print(f"a document of n and 2n characters, all steps: {small:.2f} s, {large:.2f} s, ratio {large / small:.1f}")


if __name__ == "__main__":
    main()
