"""Figures against the shared dev gold, and what was gained and lost since the committed ones.

    python -m benchmarks.score GOLD_DIR TABLES_DIR [--save]

Runs the shared `score.py` on every gold file of GOLD_DIR. `--save` makes the figures the committed ones
(`benchmarks/scores.json`); a section that a later issue fills stays out until it has rows.
"""

import json
import subprocess
import sys
from pathlib import Path

SAVED = Path(__file__).with_name("scores.json")
Figures = dict[str, dict[str, float]]


def main(arguments: list[str]) -> int:
    """Print the figures; 2 when gold or tables are not there."""
    paths = [Path(a) for a in arguments if not a.startswith("--")]
    if len(paths) != 2 or not (paths[0] / "score.py").is_file() or not paths[1].is_dir():
        print(
            "score: needs the folder of the shared gold (with score.py) and a folder of exported tables",
            file=sys.stderr,
        )
        return 2
    gold, tables = paths
    script = [sys.executable, str(gold / "score.py"), str(tables), *map(str, sorted(gold.glob("[0-9]*.json")))]
    done = subprocess.run([*script, "--json"], capture_output=True, text=True, check=True)
    figures: Figures = json.loads(done.stdout)
    before: Figures = json.loads(SAVED.read_text(encoding="utf-8")) if SAVED.exists() else {}
    print(f"{'section':28}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>7}{'found':>7}{'change':>9}")
    for name, now in figures.items():
        change = f"{now['f1'] - before[name]['f1']:+.3f}" if name in before else "new"
        row = "".join(f"{now[key]:>10.3f}" for key in ("precision", "recall", "f1"))
        print(f"{name:28}{row}{now['gold']:>7}{now['found']:>7}{change:>9}")
    if "--save" in arguments:
        SAVED.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
