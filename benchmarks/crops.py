"""Whether the evidence of printed pages falls on its words: `python -m benchmarks.crops [SHARED]`.

A seed is printed as pdf (`benchmarks.printing`) and built; of a sample of 200 evidences, spread evenly over the text, the boxes of
the native selector are rendered, recognised by OCR and compared with the quote. Prints the mean similarity, how many are at
least .9 alike, and those that are not. Needs the extra `ocr`.
"""

import sys
import tempfile
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pypdfium2

from benchmarks.formats import plain
from benchmarks.laid import SHARED
from benchmarks.printing.fixed import pdf
from benchmarks.printing.sheets import blocks_of, sheets
from graph.records.native import PageBox, parse_selector
from graph.records.rows import select_rows
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import Input
from ingest.read.ocr.engine import Pixels, recognise_line

_SAMPLE, _ALIKE = 200, 0.9
_SCALE = 3.0  # pixels a point
_MARGIN = 6  # pixels of white around a line
_EVIDENCE = """
SELECT DISTINCT ?start ?quote ?native WHERE {
  ?evidence zm:nativeSelector ?native ; oa:hasSelector ?selector . ?selector oa:exact ?quote ; oa:start ?start }"""


def cropped(pages: dict[int, Pixels], box: PageBox) -> Pixels:
    """Return the box alone, on white. Half a point is left out on each side, for the neighbours' ink."""
    page = pages[box.page]
    top, bottom = round(box.top * _SCALE), round(box.bottom * _SCALE)
    left, right = round(box.left * _SCALE), round(box.right * _SCALE)
    crop = page[max(0, top) : bottom, max(0, left) : right]
    return np.pad(crop, ((_MARGIN, _MARGIN), (_MARGIN, _MARGIN), (0, 0)), constant_values=255)


def folded(text: str) -> str:
    """Return a text without blanks and with one form of brackets, which OCR engines do not tell apart."""
    return plain(text).translate(str.maketrans("〔〕", "[]"))


def recognised(pages: dict[int, Pixels], native: str) -> str:
    lines = []
    for box in parse_selector(native):
        assert isinstance(box, PageBox)
        lines.append(recognise_line(cropped(pages, box)))
    return folded("".join(lines))


def main(arguments: list[str]) -> int:
    """Print the figures; return 2 where the shared texts are missing."""
    shared = Path(arguments[0]) if arguments else SHARED
    seed = next((shared / "seeds").glob("003_*.txt"), None)
    if seed is None:
        print(f"crops: no seed in {shared / 'seeds'}", file=sys.stderr)
        return 2
    data = pdf(sheets(blocks_of(seed.read_text(encoding="utf-8"))))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seed.pdf"
        path.write_bytes(data)
        build([Input(seed.name, path)], Path(folder) / "store")
        with Store.open(Path(folder) / "store") as view:
            rows = select_rows(view, _EVIDENCE)
    rows.sort(key=lambda row: (int(row["start"]), row["native"]))
    sample = rows[:: max(1, len(rows) // _SAMPLE)][:_SAMPLE]
    document = pypdfium2.PdfDocument(data)
    wanted = {box.page for row in sample for box in parse_selector(row["native"]) if isinstance(box, PageBox)}
    pages = {n: document[n - 1].render(scale=_SCALE, rev_byteorder=True).to_numpy()[:, :, :3].copy() for n in wanted}
    alike = []
    for row in sample:
        read, quote = recognised(pages, row["native"]), folded(row["quote"])
        alike.append(SequenceMatcher(None, read, quote, autojunk=False).ratio())
        if alike[-1] < _ALIKE:
            print(f"{alike[-1]:.2f} {row['native'][:60]} | {quote[:40]} | {read[:40]}")
    good = sum(one >= _ALIKE for one in alike)
    print(f"{len(sample)} of {len(rows)} evidences: {sum(alike) / len(alike):.3f} alike, {good} at least {_ALIKE}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
