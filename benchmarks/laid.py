"""Check that a text reads the same from other formats: `python -m benchmarks.laid [SHARED] [--scan]`, SHARED by default `../shared`.

Each seed with gold is set as docx, pdf and OFD (`benchmarks.printing`), built, exported and scored against the same gold as its
text; `--scan` prints its first pages as pictures as well and compares them with the text of those pages. Prints F1 a section.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.printing.fixed import ofd, pdf
from benchmarks.printing.flowing import docx
from benchmarks.printing.pictures import pictures
from benchmarks.printing.sheets import blocks_of, sheets

SHARED = Path(__file__).resolve().parents[2] / "shared"
_SCANNED_PAGES = 5
Figures = dict[str, dict[str, float]]


def formats(text: str) -> dict[str, bytes]:
    """Return the text as files of every format."""
    blocks = blocks_of(text)
    printed = sheets(blocks)
    return {"text": text.encode(), "docx": docx(blocks), "pdf": pdf(printed), "ofd": ofd(printed)}


def scanned(text: str) -> dict[str, bytes]:
    """Return the first pages as a pdf with text, and as a pdf of pictures."""
    printed = sheets(blocks_of(text))[:_SCANNED_PAGES]
    pages = pictures(printed)
    with tempfile.TemporaryFile() as file:
        pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=200)
        file.seek(0)
        return {"pdf, first pages": pdf(printed), "scan of them": file.read()}


def score(files: dict[str, bytes], gold: Path, script: Path) -> Figures:
    """Build files under the names of their sources, and score the tables against the gold."""
    from graph.export import export
    from graph.store.store import Store
    from ingest.pipeline import build
    from ingest.read.inputs import Input

    with tempfile.TemporaryDirectory() as folder:
        inputs = []
        for i, (name, data) in enumerate(files.items()):
            path = Path(folder) / str(i)
            path.write_bytes(data)
            inputs.append(Input(name, path))
        summary = build(inputs, Path(folder) / "store")
        assert not summary.failed, summary.why
        with Store.open(Path(folder) / "store") as store:
            export(store, "csv", Path(folder) / "tables")
        command = [sys.executable, str(script), str(Path(folder) / "tables"), str(gold), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def main(arguments: list[str]) -> int:
    """Print the figures; return 2 where the shared texts are missing."""
    shared = next((Path(a) for a in arguments if not a.startswith("--")), SHARED)
    golds = sorted((shared / "gold").glob("[0-9]*.json"))
    if not golds:
        print(f"laid: no gold in {shared / 'gold'}", file=sys.stderr)
        return 2
    make: Callable[[str], dict[str, bytes]] = scanned if "--scan" in arguments else formats
    for gold in golds:
        (seed,) = (shared / "seeds").glob(f"{gold.stem}_*.txt")
        files = make(seed.read_text(encoding="utf-8"))
        results = {name: score({seed.name: data}, gold, shared / "gold" / "score.py") for name, data in files.items()}
        print(f"{seed.stem:28}" + "".join(f"{name:>18}" for name in results))
        for section in next(iter(results.values())):
            print(f"{section:28}" + "".join(f"{result[section]['f1']:18.3f}" for result in results.values()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
