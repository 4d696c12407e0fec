"""Score the examples against their gold (`examples/expected.json`, `docs/gold.md`), which a clean clone can do.

    python -m benchmarks.gold TABLES_DIR [--save]

TABLES_DIR contains the tables that `zhengmai export --format csv` wrote for a store of `examples/`. Each record of the gold without
an equal in the tables is printed as lost, each row without an equal in the gold as extra. `--save` writes the figures to
`benchmarks/gold.json`, which is committed. `zhengmai score` does the same for a store and gold of one's own.
"""

import csv
import json
import sys
from pathlib import Path

from graph.score.facts import TABLES, Rows, score

GOLD = Path(__file__).parents[1] / "examples" / "expected.json"
SAVED = Path(__file__).with_name("gold.json")


def read(folder: Path) -> Rows:
    """Return the exported tables: name → rows. Raises OSError."""
    tables = {}
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return tables


def main(arguments: list[str]) -> int:
    """Print the figures, and what is lost and extra; return 2 where there are no tables."""
    folders = [Path(argument) for argument in arguments if not argument.startswith("--")]
    if len(folders) != 1 or not folders[0].is_dir():
        print("gold: needs the folder of the tables that were exported from a store of examples/", file=sys.stderr)
        return 2
    scores = score(json.loads(GOLD.read_text(encoding="utf-8")), read(folders[0])).sections
    before: dict[str, float] = json.loads(SAVED.read_text(encoding="utf-8")) if SAVED.exists() else {}
    print(f"{'section':16}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>7}{'found':>7}{'change':>9}")
    for name, now in scores.items():
        change = f"{now.f1 - before[name]:+.3f}" if name in before else "new"
        sizes = f"{now.wanted:>7}{now.read:>7}"
        print(f"{name:16}{now.precision:>10.3f}{now.recall:>10.3f}{now.f1:>10.3f}{sizes}{change:>9}")
    for name, now in scores.items():
        for sign, records in (("lost ", now.lost), ("extra", now.extra)):
            for record in records:
                print(f"{sign} {name}: {' · '.join(record)}")
    if "--save" in arguments:
        figures = {name: round(now.f1, 4) for name, now in scores.items()}
        SAVED.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
