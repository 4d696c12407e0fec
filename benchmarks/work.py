"""Measure precision, recall and F1 of tasks, time limits and duties on the labelled policies of other places.

    python -m benchmarks.work [--archive FILE] [--errors N] [--save]

The labels are `tests/gold/policies-work.json`: files by their SHA-256, places by offsets into them. The texts are read from
`../shared/corpora/policies.tar.xz`, built and exported as a user would; the shared `score.py` compares the tables with the labels.
`--save` writes the figures to `tests/gold/policies-work.scores.json`, which is committed.
"""

import argparse
import csv
import importlib.util
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.relations import ARCHIVE, ROOT, members

LABELS = ROOT / "tests" / "gold" / "policies-work.json"
SAVED = LABELS.with_suffix(".scores.json")
SCRIPT = ROOT.parent / "shared" / "gold" / "score.py"
TABLES = ("responsibilities", "deadlines", "duties")
_SECTIONS = (
    "responsibilities",
    "responsibilities.party",
    "responsibilities.deadlines",
    "deadlines",
    "deadlines.found",
    "duties",
    "duties.bearer",
)

csv.field_size_limit(1 << 24)


def measure(archive: Path = ARCHIVE, script: Path = SCRIPT) -> dict[str, Any]:
    """Return section → `score.py`'s tally (its `figures()`, `misses` and `extras`). Raises OSError where a file is missing."""
    documents = json.loads(LABELS.read_text(encoding="utf-8"))["documents"]
    files = members(archive, (document["sha256"] for document in documents))
    with tempfile.TemporaryDirectory() as folder:
        inputs, tables = Path(folder, "texts"), Path(folder, "tables")
        inputs.mkdir()
        for document in documents:
            Path(inputs, f"{document['name']}.txt").write_bytes(files[document["sha256"]])
        _export(inputs, Path(folder, "store"), tables)
        golds = [_gold(document, files[document["sha256"]], number) for number, document in enumerate(documents, 1)]
        _name_by_file(tables, {gold["source"]: gold["documents"][0]["number"] for gold in golds})
        tally: dict[str, Any] = _score(script).score(tables, golds)
    return {name: tally[name] for name in _SECTIONS}


def _export(inputs: Path, store: Path, tables: Path) -> None:
    from graph.export.tables import write
    from graph.store.store import Store
    from ingest.pipeline import build
    from ingest.read.inputs import find

    build(find([inputs]), store)
    with Store.open(store) as view:
        write(view, tables)


def _score(script: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", script)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _gold(document: Mapping[str, Any], content: bytes, number: int) -> dict[str, Any]:
    """Return a file's labels in the schema of the shared gold; the quotes are the text at their offsets."""
    from ingest.read.decode import decode

    text = decode(content, "labelled.txt").text
    key = {"id": "D", "number": f"件〔2000〕{number}号", "title": document["name"]}
    gold: dict[str, Any] = {"source": f"{document['name']}.txt", "documents": [key], "relations": []}
    gold["responsibilities"] = [
        {"doc": "D", "action": text[r["start"] : r["end"]], "parties": r["parties"], "deadlines": r["deadlines"]}
        for r in document["responsibilities"]
    ]
    gold["deadlines"] = [
        {
            "doc": "D",
            "text": text[d["start"] : d["end"]],
            "value": d["value"],
            "quote": text[d["at"] : d["until"]],
        }
        for d in document["deadlines"]
    ]
    gold["duties"] = [
        {"doc": "D", "modality": d["modality"], "bearer": d["bearer"], "quote": text[d["start"] : d["end"]]}
        for d in document.get("duties", [])
    ]
    return gold


def _name_by_file(tables: Path, number_of: Mapping[str, str]) -> None:
    """Rewrite the tables so that each row's document is the number that its file has in the gold."""
    source_of: dict[str, str] = {}
    rows = _rows(tables / "documents.csv")
    for row in rows:
        if row["source"]:
            source_of[row["iri"]] = row["source"]
            row["number"] = number_of[row["source"]]
    _write(tables / "documents.csv", rows)
    for name in TABLES:
        rows = _rows(tables / f"{name}.csv")
        for row in rows:
            row["document"] = number_of[source_of[row["document_iri"]]]
        _write(tables / f"{name}.csv", rows)
    (tables / "relations.csv").write_text("from,type,to_number,to_title,section,quote\n", encoding="utf-8")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    if rows:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)


def main(arguments: list[str]) -> int:
    """Print figures and errors; return 2 where the archive or the script is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, default=ARCHIVE, help="policies.tar.xz (default: the shared one)")
    parser.add_argument("--errors", type=int, default=0, help="print up to N misses and extras a section")
    parser.add_argument("--save", action="store_true", help="make the figures the committed ones")
    asked = parser.parse_args(arguments)
    for path in (asked.archive, SCRIPT):
        if not path.is_file():
            print(f"work: {path}: no such file", file=sys.stderr)
            return 2
    tally = measure(asked.archive)
    print(f"{'section':28}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>7}{'found':>7}")
    for name, section in tally.items():
        row = section.figures()
        said = "".join(f"{row[key]:>10.3f}" for key in ("precision", "recall", "f1"))
        print(f"{name:28}{said}{row['gold']:>7}{row['found']:>7}")
        for label, items in (("missed", section.misses), ("extra", section.extras)):
            for item in items[: asked.errors]:
                print(f"    {label}: {item}")
    if asked.save:
        figures = {name: section.figures() for name, section in tally.items()}
        SAVED.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
