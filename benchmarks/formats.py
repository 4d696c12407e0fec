"""Measure how well files are read: `python -m benchmarks.formats [FOLDER] [--ocr] [--others] [--only WORDS]`, FOLDER by default
`../shared/files`.

Prints for each file with a known text: the share of the text in order (1 − edits / length), cells found, cells with place and
span, spanning cells, pages a second of processor time, and peak memory. `--ocr` reads scans too. `--others` prints the same of
other readers beside ours (`benchmarks.otherreaders`): pypdfium2 alone is the floor of ours. `--only` takes files whose names contain
the words. Each reader reads each file in a process of its own: once where that takes half a second, else again, as often as fit
into it, now that its libraries are loaded.
"""

import json
import re
import resource
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.otherreaders import OTHERS, Reading, available

SHARED = Path(__file__).resolve().parents[2] / "shared" / "files"
_UNSEEN = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_LEAST_SECONDS = 0.5
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
    """Return the peak of this process's memory in MB. `getrusage` would also count the memory of its parent before it started this one."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) >> 10  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def measured(path: Path, by: str = "") -> dict[str, Any]:
    """Read one file in this process with our reader, or with another one by its name."""
    read = _other(path, OTHERS[path.suffix][by]) if by else _ours(path)
    start = time.process_time()
    result = read()
    seconds = time.process_time() - start
    if seconds < _LEAST_SECONDS:
        times: list[float] = []
        while sum(times) < _LEAST_SECONDS:
            start = time.process_time()
            result = read()
            times.append(time.process_time() - start)
        seconds = sorted(times)[len(times) // 2]
    memory = _peak()
    return {**(result if by else _described(result)), "seconds": seconds, "memory": memory}


def _ours(path: Path) -> Callable[[], Any]:
    from ingest.read.progress import Watch
    from ingest.read.sniff import sniff
    from ingest.read.worker import collect_seldom, reader

    collect_seldom()

    def read() -> Any:
        data = path.read_bytes()
        return reader(sniff(data))(data, Watch())

    return read


def _described(found: Any) -> dict[str, Any]:
    """Return the text, tables and places that our reader found, without the head of a gazette's page. Readers keep it once; the next step
    sets it apart (`ingest.read.furniture`), and the known texts do not have it."""
    from ingest.model import Source
    from ingest.model.furniture import FurnitureKind
    from ingest.read.normalize import normalize

    source = Source("file", "", found.media_type, "", found.text, found.reader, found.pieces, found.headings)
    kinds = (FurnitureKind.MASTHEAD, FurnitureKind.RUNNING_HEAD)
    heads = [item.span for item in normalize(source).furniture if item.kind in kinds]
    ends = [0, *(at for head in heads for at in (head.start, head.end)), len(found.text)]
    own = [p for p in found.pieces if "/@content" not in getattr(p.place, "path", "")]
    return {
        "text": "".join(found.text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True)),
        "own": "".join(found.text[piece.start : piece.end] for piece in own),
        "tables": [[(c.row, c.column, c.rows, c.columns, c.span.slice(found.text)) for c in t] for t in found.tables],
        "pages": found.pages or 1,
    }


def _other(path: Path, reader: Callable[[Path], Reading]) -> Callable[[], dict[str, Any]]:
    def read() -> dict[str, Any]:
        text, tables = reader(path)
        return {"text": text, "own": text, "tables": tables}

    return read


def row(name: str, truth: Truth, result: Mapping[str, Any], pages: int) -> str:
    """Return one line of the report."""
    text = result["own"] if truth.labels else result["text"]
    tables = [[(*cell[:4], plain(cell[4])) for cell in table] for table in result["tables"]]
    wanted = [cell for table in truth.tables for cell in table]
    got = [cell for table in tables for cell in table]
    words = sum((Counter(c[4] for c in wanted) & Counter(c[4] for c in got)).values())
    said = f"{name[:46]:46}{order(text, truth):7.3f}"
    said += f"{words:5}/{len(wanted):<5}" if wanted else " " * 11
    if wanted and not truth.labels:
        placed = sum(max((len(set(t) & set(own)) for own in tables), default=0) for t in truth.tables)
        spanning = [c[2:] for c in wanted if c[2] > 1 or c[3] > 1]
        spans = sum((Counter(spanning) & Counter(c[2:] for c in got)).values())
        said += f"{placed:5}/{len(wanted):<5}{spans:3}/{len(spanning):<4}"
    else:
        said += " " * 19
    return f"{said}{pages / max(result['seconds'], 1e-4):9.1f}{result['memory']:7}"


def _measure_apart(path: Path, by: str) -> dict[str, Any] | str:
    """Measure in a process of its own; return the last line of its errors where it fails."""
    command = [sys.executable, "-m", "benchmarks.formats", "--one", str(path), by]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1][:90]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(arguments: list[str]) -> int:
    """Print the report; 2 where the folder is not there."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(measured(Path(arguments[1]), arguments[2]), ensure_ascii=False))
        return 0
    only = arguments.pop(arguments.index("--only") + 1) if "--only" in arguments else ""
    folder = next((Path(a) for a in arguments if not a.startswith("--")), SHARED)
    found = {path: truth for path, truth in truths(folder, "--ocr" in arguments).items() if only in path.name}
    if not found:
        print(f"formats: {folder} holds no files with a known text", file=sys.stderr)
        return 2
    others, missing = available() if "--others" in arguments else ({}, [])
    if missing:
        print(f"left out, since they are not installed: {', '.join(missing)}")
    print(f"{'file':46}{'order':>7}{'cells':>11}{'placed':>11}{'spans':>8}{'pages/s':>9}{'MB':>7}")
    orders: dict[str, list[float]] = {}
    for path, truth in found.items():
        pages = 1
        for by in ("", *others.get(path.suffix, ())):
            result = _measure_apart(path, by)
            name = f"  {by}" if by else f"{path.parent.name}/{path.name[:34]}"
            if isinstance(result, str):
                print(f"{name[:46]:46} {result}")
                continue
            pages = result.get("pages", pages)
            kind = f"{path.suffix} by {by}" if by else path.suffix
            orders.setdefault(kind, []).append(order(result["own"] if truth.labels else result["text"], truth))
            print(row(name, truth, result, pages), flush=True)
    for kind, values in orders.items():
        print(f"{len(values)} × {kind}: {sum(values) / len(values):.4f} in order on average")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
