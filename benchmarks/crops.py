"""Check that the evidence of printed pages falls on its words: `python -m benchmarks.crops [SHARED]`, SHARED by default `../shared`.

Builds pdf files (a seed printed by `benchmarks.printing`, the example, those of `SHARED/files`), the seed as OFD, and scans. Of each
kind a sample of 200 evidences, spread evenly over its files and their texts: the boxes of the native selector are cut out of the
page, recognised by OCR and compared with the quote. The pages are PDFium's for pdf, pictures drawn from what was printed for OFD,
and the scans themselves. Prints for each file the mean similarity and how many are at least .9 alike, and those that are not.
Needs the extra `ocr`, and a font of Chinese for files that embed none.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from benchmarks.formats import plain
from benchmarks.laid import SHARED
from benchmarks.printing.fixed import ofd, pdf
from benchmarks.printing.pictures import pictures
from benchmarks.printing.sheets import HEIGHT, WIDTH, PrintedSheet, blocks_of, sheets
from graph.records.native import PageBox, parse_selector
from graph.records.rows import select_rows
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import Input
from ingest.read.ocr.engine import Pixels, recognise_line
from ingest.read.pdfium import ShownPage
from ontology.iri import Iris

_SAMPLE, _ALIKE = 200, 0.9
_SCALE = 3.0  # pixels a point
_MARGIN = 6  # pixels of white around a line
_BLEED = 1.0 / HEIGHT  # of the page's height: a point above and below, since signs are higher than their font says
_MM = 25.4 / 72
_EXAMPLE = Path(__file__).parents[1] / "examples" / "formats"
_EVIDENCE = """
SELECT DISTINCT ?evidence ?quote ?native WHERE {
  ?evidence zm:nativeSelector ?native ; zm:exact ?quote }"""
_CONFUSED = str.maketrans("〔〕【】門內", "[][]门内")
"""Forms of one sign that OCR engines do not distinguish."""


@dataclass(frozen=True, slots=True)
class PaintedPage:
    """A page as people see it. width, height: in the unit of its boxes."""

    pixels: Pixels
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sample:
    """A file, and how its pages look, by their number from 1."""

    name: str
    data: bytes
    page: Callable[[int], PaintedPage]


def of_pdf(name: str, data: bytes) -> Sample:
    document = pypdfium2.PdfDocument(data)

    @cache
    def page(number: int) -> PaintedPage:
        sheet = document[number - 1]
        view = ShownPage.measure(sheet)
        pixels = sheet.render(scale=_SCALE, rev_byteorder=True).to_numpy()[:, :, :3].copy()
        return PaintedPage(pixels, view.width, view.height)

    return Sample(name, data, page)


def of_sheets(name: str, printed: list[PrintedSheet]) -> Sample:
    """Return an OFD file; its pages are drawn from what was printed, and not from what was read."""
    drawn = pictures(printed)

    def page(number: int) -> PaintedPage:
        return PaintedPage(np.asarray(drawn[number - 1].convert("RGB")), WIDTH * _MM, HEIGHT * _MM)

    return Sample(name, ofd(printed), page)


def of_image(name: str, data: bytes) -> Sample:
    pixels = np.asarray(Image.open(BytesIO(data)).convert("RGB"))
    return Sample(name, data, lambda _: PaintedPage(pixels, 100.0, 100.0))


def samples(shared: Path) -> Iterator[tuple[str, list[Sample]]]:
    """Yield the kinds of files, each with its files."""
    seed = next((shared / "seeds").glob("003_*.txt"))
    printed = sheets(blocks_of(seed.read_text(encoding="utf-8")))
    files = shared / "files"
    paths = [*_EXAMPLE.glob("*.pdf"), *(files / "pdf").glob("*.pdf"), *(files / "synthetic").glob("*.pdf")]
    yield (
        "pdf",
        [of_pdf("003, printed", pdf(printed)), *(of_pdf(path.name, path.read_bytes()) for path in sorted(paths))],
    )
    yield "OFD", [of_sheets("003, printed", printed)]
    scans = [of_pdf(path.name, path.read_bytes()) for path in sorted((files / "scan").glob("*.pdf"))]
    yield "scan", [*scans, *(of_image(path.name, path.read_bytes()) for path in sorted((files / "scan").glob("*.jpg")))]


def cropped(page: PaintedPage, box: PageBox) -> Pixels:
    """Return the content of the box, on white."""
    high, wide = page.pixels.shape[:2]
    top, bottom = round((box.top / page.height - _BLEED) * high), round((box.bottom / page.height + _BLEED) * high)
    left, right = round(box.left / page.width * wide), round(box.right / page.width * wide)
    crop = page.pixels[max(0, top) : bottom, max(0, left) : right]
    paper = int(np.median(crop)) if crop.size else 255
    return np.pad(crop, ((_MARGIN, _MARGIN), (_MARGIN, _MARGIN), (0, 0)), constant_values=paper)


def folded(text: str) -> str:
    """Return a text without blanks, with one form of the signs that OCR engines do not distinguish."""
    return plain(text).translate(_CONFUSED)


def evidences(sample: Sample) -> list[dict[str, str]]:
    """Build a file and return its evidences on pages, in order of the text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(sample.data)
        summary = build([Input("file", path)], Path(folder) / "store")
        assert not summary.failed, summary.why
        with Store.open(Path(folder) / "store") as view:
            rows = select_rows(view, _EVIDENCE)
    return sorted(rows, key=lambda row: (Iris.code_points(row["evidence"])[1], row["native"]))


def alike(sample: Sample, row: dict[str, str]) -> tuple[float, str]:
    """Return how much the words in an evidence's boxes are its quote, and what they are."""
    lines = []
    for box in parse_selector(row["native"]):
        assert isinstance(box, PageBox)
        lines.append(recognise_line(cropped(sample.page(box.page), box)))
    read = folded("".join(lines))
    return SequenceMatcher(None, read, folded(row["quote"]), autojunk=False).ratio(), read


def main(arguments: list[str]) -> int:
    """Print the figures; return 2 where the shared texts are missing."""
    shared = Path(arguments[0]) if arguments else SHARED
    if next((shared / "seeds").glob("003_*.txt"), None) is None:
        print(f"crops: no seed in {shared / 'seeds'}", file=sys.stderr)
        return 2
    for kind, files in samples(shared):
        ratios: list[float] = []
        built = [(sample, evidences(sample)) for sample in files]
        for n, (sample, rows) in enumerate(sorted(built, key=lambda pair: len(pair[1]))):
            # What short files leave of the sample goes to the longer ones.
            wanted = min(len(rows), (_SAMPLE - len(ratios)) // (len(built) - n))
            taken = [rows[i * len(rows) // wanted] for i in range(wanted)]
            found = [(row, *alike(sample, row)) for row in taken]
            good = sum(ratio >= _ALIKE for _, ratio, _ in found)
            print(f"{kind:5}{sample.name[:46]:48}{good:4} of {len(found):3} ({len(rows)} evidences)", flush=True)
            for row, ratio, read in found:
                if ratio < _ALIKE:
                    print(f"      {ratio:.2f} {row['native'][:60]} | {folded(row['quote'])[:40]} | {read[:40]}")
            ratios += [ratio for _, ratio, _ in found]
        if not ratios:
            print(f"{kind}: no evidence")
            continue
        good = sum(ratio >= _ALIKE for ratio in ratios)
        print(f"{kind}: {len(ratios)} evidences, {sum(ratios) / len(ratios):.3f} alike, {good} at least {_ALIKE}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
