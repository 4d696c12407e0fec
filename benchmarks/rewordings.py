"""Check that papers mean the same however they are worded: `python -m benchmarks.rewordings FOLDER… [--texts 60] [--forms NAME…]`.

Every text of the folders (a sample of `--texts`, the same each time) is worded in each form of `benchmarks.printing.rewordings`, and
read in memory. Printed are how many texts a form changes, and how many of their parties, time limits and duties it loses and adds: a
figure without any gold. `--show N` prints up to so many of the facts that differ.
"""

import argparse
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from benchmarks.comparing import (
    Facts,
    differences,
    print_changes,
    print_facts,
    print_fields,
    print_totals,
    read_texts,
    sampled,
)
from benchmarks.printing.rewordings import REWORDINGS
from ingest.read.decode import decode
from ingest.read.normalize import normalize
from ingest.steps import parse

COLUMNS = ("parties", "limits", "duties")


def read_work(text: str, name: str) -> Facts:
    """Return what a text assigns, limits and demands, by column."""
    facts: Facts = {column: Counter() for column in COLUMNS}
    for document in parse(normalize(decode(text.encode(), name))).documents:
        facts["parties"].update((str(party.role), party.official) for task in document.tasks for party in task.parties)
        facts["limits"].update((str(limit.kind), str(limit.value)) for limit in document.deadlines)
        facts["duties"].update((str(duty.modality), str(duty.bearer or "")) for duty in document.duties)
    return facts


def together(works: Mapping[str, Facts]) -> Facts:
    """Return the facts of several texts by column, each with the name of its text."""
    return {
        column: Counter({(name, *fact): times for name, work in works.items() for fact, times in work[column].items()})
        for column in COLUMNS
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--forms", nargs="*", choices=REWORDINGS, default=list(REWORDINGS))
    parser.add_argument("--show", type=int, default=0, help="print so many facts of each column that differ")
    options = parser.parse_args()
    paths = sampled(options.folders, options.texts)
    texts = read_texts(paths)
    width = max(map(len, options.forms)) + 2
    print(" " * width + f"{'texts':>6}", end="")
    print_fields(COLUMNS, 0)
    plain = {name: read_work(text, name) for name, text in texts.items()}
    print_totals(together(plain), width + 6, f"{'as they are':{width}}{len(texts):6}")
    for form in options.forms:
        worded = {name: REWORDINGS[form](text) for name, text in texts.items()}
        found = {name: read_work(text, name) for name, text in worded.items() if text != texts[name]}
        lost, added = differences(together({name: plain[name] for name in found}), together(found))
        print_changes(f"{form:{width}}{len(found):6}", lost, added, width + 6)
        print_facts(lost, added, dict(zip(texts, paths, strict=True)), options.show)


if __name__ == "__main__":
    main()
