"""Check that papers mean the same however they are worded: `python -m benchmarks.rewordings FOLDER… [--texts 60] [--forms NAME…]`.

Every text of the folders (a sample of `--texts`, the same each time) is worded in each form of `benchmarks.printing.rewordings`, and
read in memory. Printed are how many texts a form changes, and how many of their parties, time limits and duties it loses and adds: a
figure without any gold. `--show N` prints up to so many of the facts that differ.
"""

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.printing.rewordings import REWORDINGS
from benchmarks.reprints import sampled
from ingest.read.decode import decode
from ingest.read.normalize import normalize
from ingest.steps import parse

Facts = dict[str, Counter[tuple[str, ...]]]
COLUMNS = ("parties", "limits", "duties")


def read_work(text: str, name: str) -> Facts:
    """Return what a text assigns, limits and demands, by column."""
    facts: Facts = {column: Counter() for column in COLUMNS}
    for document in parse(normalize(decode(text.encode(), name))).documents:
        facts["parties"].update((str(party.role), party.official) for task in document.tasks for party in task.parties)
        facts["limits"].update((str(limit.kind), str(limit.value)) for limit in document.deadlines)
        facts["duties"].update((str(duty.modality), str(duty.bearer or "")) for duty in document.duties)
    return facts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--forms", nargs="*", choices=REWORDINGS, default=list(REWORDINGS))
    parser.add_argument("--show", type=int, default=0, help="print so many facts of each column that differ")
    options = parser.parse_args()
    paths = sampled(options.folders, options.texts)
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in paths}
    width = max(map(len, options.forms)) + 2
    print(" " * width + f"{'texts':>6}" + "".join(f"{column:>13}" for column in COLUMNS))
    plain = {path: read_work(text, path.name) for path, text in texts.items()}
    totals = (sum(facts[column].total() for facts in plain.values()) for column in COLUMNS)
    print(f"{'as they are':{width}}{len(texts):6}" + "".join(f"{total:13}" for total in totals))
    for form in options.forms:
        worded = {path: REWORDINGS[form](text) for path, text in texts.items()}
        found = {path: read_work(text, path.name) for path, text in worded.items() if text != texts[path]}
        lost = {
            column: [(path, plain[path][column] - facts[column]) for path, facts in found.items()] for column in COLUMNS
        }
        new = {
            column: [(path, facts[column] - plain[path][column]) for path, facts in found.items()] for column in COLUMNS
        }
        changes = (
            f"-{sum(rows.total() for _, rows in lost[column])} +{sum(rows.total() for _, rows in new[column])}"
            for column in COLUMNS
        )
        print(f"{form:{width}}{len(found):6}" + "".join(f"{change:>13}" for change in changes), flush=True)
        for column in COLUMNS:
            for sign, changed in (("-", lost[column]), ("+", new[column])):
                lines = [(path, row) for path, rows in changed for row in rows.elements()]
                for path, row in lines[: options.show]:
                    print(f"    {sign} {column} {path.name}: {' '.join(row)}")


if __name__ == "__main__":
    main()
