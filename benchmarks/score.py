"""Figures against the shared gold, set by set, and what was gained and lost since the committed ones.

    python -m benchmarks.score SHARED_DIR OUT_DIR [--save]

Runs the shared `score.py` on the gold of two gazettes (002, 003) and of texts of other places, and compares what was read of the
ministries' notices with their list. OUT_DIR contains the exported tables: `tables`, `places-tables`, `ministries-tables`.
`--save` makes the figures the committed ones (`benchmarks/scores.json`). The examples have a score of their own
(`benchmarks.gold`).
"""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

SAVED = Path(__file__).with_name("scores.json")
Figures = dict[str, dict[str, float]]
GOLD = {
    "002": ("tables", "gold/002*.json"),
    "003": ("tables", "gold/003*.json"),
    "places": ("places-tables", "gold/places/*.json"),
}
_MINISTRIES = (("number", "number"), ("title", "title"), ("publisher", "issuers"))
"""Column of the list of notices, column of documents.csv."""


def main(arguments: list[str]) -> int:
    """Print the figures; return 2 where gold or tables are missing."""
    paths = [Path(a) for a in arguments if not a.startswith("--")]
    if len(paths) != 2 or not (paths[0] / "gold" / "score.py").is_file() or not (paths[1] / "tables").is_dir():
        print("score: needs the shared folder (with gold/score.py) and a folder with exported tables", file=sys.stderr)
        return 2
    shared, out = paths
    figures = {name: _scored(shared, out / tables, sorted(shared.glob(gold))) for name, (tables, gold) in GOLD.items()}
    figures["ministries"] = ministries(
        shared / "corpora" / "ministries.tsv", out / "ministries-tables" / "documents.csv"
    )
    saved: dict[str, Figures] = json.loads(SAVED.read_text(encoding="utf-8")) if SAVED.exists() else {}
    for name, found in figures.items():
        _print(name, found, saved.get(name, {}))
    if "--save" in arguments:
        SAVED.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _scored(shared: Path, tables: Path, gold: Sequence[Path]) -> Figures:
    script = [sys.executable, str(shared / "gold" / "score.py"), str(tables), *map(str, gold)]
    done = subprocess.run([*script, "--json"], capture_output=True, text=True, check=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def ministries(gold: Path, documents: Path) -> Figures:
    """Compare number, title and publisher with the list of notices (tab-separated: file, number, title, publisher, date)."""
    with documents.open(encoding="utf-8-sig", newline="") as handle:
        found = {Path(row["source"]).name: row for row in csv.DictReader(handle) if row["source"]}
    with gold.open(encoding="utf-8", newline="") as handle:
        wanted = list(csv.DictReader(handle, delimiter="\t"))
    figures: Figures = {}
    for field, column in _MINISTRIES:
        rows = [row for row in wanted if row[field]]
        got = [found.get(row["file"], {}).get(column) or "" for row in rows]
        hit = sum(_same(field, row[field], value) for row, value in zip(rows, got, strict=True))
        recall, precision = hit / max(len(rows), 1), hit / max(sum(map(bool, got)), 1)
        f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
        figures[field] = {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(f1, 4),
            "gold": len(rows),
            "found": sum(map(bool, got)),
        }
    return figures


def _same(field: str, wanted: str, got: str) -> bool:
    """Test whether a value is the wanted one. A page prints an announcement's number without its organ (公告 2021年 第38号)."""
    wanted, got = (re.sub(r"[\s《》〈〉（）()“”]", "", text) for text in (wanted, got))
    if field == "number":
        return bool(got) and got.endswith(wanted)
    return wanted in got.split("|") if field == "publisher" else wanted == got


def _print(name: str, figures: Mapping[str, Mapping[str, float]], before: Mapping[str, Mapping[str, float]]) -> None:
    print(f"\n{name:28}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>7}{'found':>7}{'change':>9}")
    for section, now in figures.items():
        change = f"{now['f1'] - before[section]['f1']:+.3f}" if section in before else "new"
        row = "".join(f"{now[key]:>10.3f}" for key in ("precision", "recall", "f1"))
        print(f"{section:28}{row}{now['gold']:>7}{now['found']:>7}{change:>9}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
