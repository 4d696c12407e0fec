"""How well files are read: `python -m benchmarks.formats [FOLDER] [--ocr] [--others]`, FOLDER by default `../shared/files`.

Prints for each file with a known text: the share of the text in order (1 − edits / length), cells found, cells with place and
span, spanning cells, pages a second of processor time, and the reader's memory. `--ocr` reads scans too. `--others` prints
beside each reader those libraries of the same field that are installed, with their speed: pypdfium2 alone is the floor of ours.
Each file is read in a process of its own.
"""

import importlib
import json
import re
import resource
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared" / "files"
_UNSEEN = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_MARKDOWN = re.compile(r"[|#*>_\\`]|-{3,}")
Cells = list[list[tuple[int, int, int, int, str]]]


@dataclass(frozen=True, slots=True)
class Truth:
    """The known text of a file. text: in reading order; tables: row, column, rows, columns and text of each cell that is not empty;
    labels: lines at the head that a reader adds and the truth does not have.
    """

    text: str
    tables: Cells
    labels: bool = False


def plain(text: str) -> str:
    """Return a text without blanks, width folded, for comparison."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def truths(folder: Path, ocr: bool) -> dict[Path, Truth]:
    """Return the files of a folder whose text is known."""
    found: dict[Path, Truth] = {}
    pages = folder / "html" / "truth.json"
    if pages.is_file():
        for name, truth in json.loads(pages.read_text("utf-8")).items():
            cells = [(0, 0, 0, 0, plain(cell)) for cell in truth["cells"] if plain(cell)]
            found[folder / "html" / name] = Truth(plain(truth["text"]), [cells], labels=True)
    for known in sorted((folder / "synthetic").glob("*.truth.json")):
        truth = _of_blocks(json.loads(known.read_text("utf-8")))
        stem = known.name.removesuffix(".truth.json")
        for path in sorted(known.parent.glob(f"{stem}.*")):
            if path != known:
                found[path] = truth
    for known in sorted((folder / "scan").glob("*.truth.json")) if ocr else ():
        truth = _of_blocks(json.loads(known.read_text("utf-8")))
        for path in sorted(known.parent.glob(f"{known.name.removesuffix('.truth.json')}_*")):
            found[path] = truth
    return found


def _of_blocks(blocks: Sequence[tuple[str, Any]]) -> Truth:
    text: list[str] = []
    tables: Cells = []
    for kind, value in blocks:
        if kind != "t":
            text.append(value)
            continue
        spans = {tuple(at): tuple(size) for at, size in value["spans"]}
        covered = {
            (r + i, c + j) for (r, c), (high, wide) in spans.items() for i in range(high) for j in range(wide) if i or j
        }
        cells = []
        for r, row in enumerate(value["rows"]):
            for c, cell in enumerate(row):
                if (r, c) not in covered:
                    text.append(cell)
                    high, wide = spans.get((r, c), (1, 1))
                    cells.append((r, c, high, wide, plain(cell)))
        tables.append([cell for cell in cells if cell[4]])
    return Truth(plain("".join(text)), tables)


def order(text: str, truth: Truth) -> float:
    """Return the share of the text that is in order."""
    from rapidfuzz.distance import Levenshtein

    return 1 - Levenshtein.distance(plain(text), truth.text) / max(1, len(truth.text))


def _peak() -> int:
    """Return the peak of this process's memory in MB. `getrusage` would also count what its parent held before it started this one."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) >> 10  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def measured(path: Path) -> dict[str, Any]:
    """Read one file in this process."""
    from ingest.read.progress import Watch
    from ingest.read.sniff import sniff
    from ingest.read.worker import reader

    data = path.read_bytes()
    read = reader(sniff(data))
    start = time.process_time()
    found = read(data, Watch())
    spent = time.process_time() - start
    if spent < 0.5:  # again, now that the libraries are loaded
        start = time.process_time()
        found = read(data, Watch())
        spent = time.process_time() - start
    own = [p for p in found.pieces if "/@content" not in getattr(p.place, "path", "")]
    return {
        "text": found.text,
        "own": "".join(found.text[piece.start : piece.end] for piece in own),
        "tables": [
            [(c.row, c.column, c.rows, c.columns, plain(c.span.slice(found.text))) for c in t] for t in found.tables
        ],
        "pages": found.pages or 1,
        "seconds": spent,
        "memory": _peak(),
    }


def row(path: Path, truth: Truth, result: dict[str, Any]) -> str:
    """Return one line of the report."""
    text = result["own"] if truth.labels else result["text"]
    wanted = [cell for table in truth.tables for cell in table]
    got = [tuple(cell) for table in result["tables"] for cell in table]
    words = sum((Counter(c[4] for c in wanted) & Counter(c[4] for c in got)).values())
    said = f"{path.parent.name + '/' + path.name[:34]:46}{order(text, truth):7.3f}"
    said += f"{words:5}/{len(wanted):<5}" if wanted else " " * 11
    if wanted and not truth.labels:
        tables = [{tuple(cell) for cell in table} for table in result["tables"]]
        placed = sum(max((len(set(t) & own) for own in tables), default=0) for t in truth.tables)
        spanning = [c[2:] for c in wanted if c[2] > 1 or c[3] > 1]
        spans = sum((Counter(spanning) & Counter(c[2:] for c in got)).values())
        said += f"{placed:5}/{len(wanted):<5}{spans:3}/{len(spanning):<4}"
    else:
        said += " " * 19
    return f"{said}{result['pages'] / max(result['seconds'], 1e-3):9.1f}{result['memory']:7}"


def _raw_pdfium(path: Path) -> str:
    pdfium: Any = importlib.import_module("pypdfium2")
    return "\n".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path))


def _office_oxide(path: Path) -> str:
    module: Any = importlib.import_module("office_oxide")
    return str(module.extract_text(path))


def _python_docx(path: Path) -> str:
    document: Any = importlib.import_module("docx").Document(str(path))
    cells = (cell.text for table in document.tables for line in table.rows for cell in line.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _pdfplumber(path: Path) -> str:
    with importlib.import_module("pdfplumber").open(path) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def _trafilatura(path: Path) -> str:
    return importlib.import_module("trafilatura").extract(path.read_bytes(), include_tables=True) or ""


def _readability(path: Path) -> str:
    html: Any = importlib.import_module("lxml.html")
    data = path.read_bytes()
    summary = importlib.import_module("readability").Document(data.decode("utf-8", "replace")).summary()
    return str(html.fromstring(summary).text_content())


def _resiliparse(path: Path) -> str:
    module: Any = importlib.import_module("resiliparse.extract.html2text")
    return str(module.extract_plain_text(path.read_bytes().decode("utf-8", "replace"), main_content=True))


OTHERS: dict[str, dict[str, Callable[[Path], str]]] = {
    ".pdf": {"pypdfium2 alone": _raw_pdfium, "pdfplumber": _pdfplumber},
    ".docx": {"office-oxide alone": _office_oxide, "python-docx": _python_docx},
    ".doc": {"office-oxide alone": _office_oxide},
    ".html": {"trafilatura": _trafilatura, "readability": _readability, "resiliparse": _resiliparse},
}


def main(arguments: list[str]) -> int:
    """Print the report; 2 where the folder is not there."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(measured(Path(arguments[1])), ensure_ascii=False))
        return 0
    folder = next((Path(a) for a in arguments if not a.startswith("--")), SHARED)
    found = truths(folder, "--ocr" in arguments)
    if not found:
        print(f"formats: {folder} holds no files with a known text", file=sys.stderr)
        return 2
    print(f"{'file':46}{'order':>7}{'cells':>11}{'placed':>11}{'spans':>8}{'pages/s':>9}{'MB':>7}")
    orders: dict[str, list[float]] = {}
    others: dict[str, list[float]] = {}
    for path, truth in found.items():
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.formats", "--one", str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            print(f"{path.name[:46]:46} {done.stderr.strip().splitlines()[-1][:90]}")
            continue
        result = json.loads(done.stdout)
        orders.setdefault(path.suffix, []).append(order(result["own"] if truth.labels else result["text"], truth))
        print(row(path, truth, result), flush=True)
        for name, read in OTHERS.get(path.suffix, {}).items() if "--others" in arguments else ():
            try:
                read(path)  # its libraries are loaded
            except ModuleNotFoundError:
                continue
            except Exception as error:  # a library that fails on a file is part of the result
                print(f"{'  ' + name:46} {type(error).__name__}: {str(error)[:70]}")
                continue
            start = time.process_time()
            words = read(path)
            speed = result["pages"] / max(time.process_time() - start, 1e-3)
            others.setdefault(f"{path.suffix} by {name}", []).append(order(_MARKDOWN.sub("", words), truth))
            print(f"{'  ' + name:46}{order(_MARKDOWN.sub('', words), truth):7.3f}{'':30}{speed:9.1f}")
    for suffix, values in (orders | others).items():
        print(f"{len(values)} × {suffix}: {sum(values) / len(values):.4f} in order on average")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
