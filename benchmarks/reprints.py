"""Check that papers read the same however they are printed: `python -m benchmarks.reprints FOLDER… [--texts 60] [--forms NAME…]
[--pairs 20] [--seed 1] [--facts]`.

Every text of the folders (a sample of `--texts`, the same each time) is set in each form of `benchmarks.printing.reprints`, built and
exported. Printed are the facts of the texts as they are, and for each form those that it loses and adds: a figure without any gold.
`--pairs`: so many pairs of forms in place of the single ones, drawn with `--seed`. `--facts`: print each fact that is lost or added.
"""

import argparse
import random
import tempfile
from pathlib import Path

from benchmarks.comparing import (
    COLUMNS,
    differences,
    print_changes,
    print_facts,
    print_fields,
    print_totals,
    read_facts,
    read_texts,
    sampled,
)
from benchmarks.printing.forms import Form
from benchmarks.printing.reprints import REPRINTS, pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--forms", nargs="*", choices=REPRINTS, default=list(REPRINTS))
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--facts", action="store_true")
    options = parser.parse_args()
    paths = sampled(options.folders, options.texts)
    texts = read_texts(paths)
    forms = _drawn(options.pairs, options.seed) if options.pairs else {name: REPRINTS[name] for name in options.forms}
    width = max(map(len, forms)) + 2
    print_fields(COLUMNS, width)
    with tempfile.TemporaryDirectory() as folder:
        asis = read_facts(texts, Path(folder) / "as they are")
        print_totals(asis, width)
        for name, form in forms.items():
            found = read_facts({text: form(texts[text]) for text in texts}, Path(folder) / name)
            lost, added = differences(asis, found)
            print_changes(name, lost, added, width)
            if options.facts:
                print_facts(lost, added, dict(zip(texts, paths, strict=True)))


def _drawn(many: int, seed: int) -> dict[str, Form]:
    """Return so many pairs of forms, the same for the same seed, in their order."""
    every = pairs()
    chosen = set(random.Random(seed).sample(list(every), min(many, len(every))))
    return {name: form for name, form in every.items() if name in chosen}


if __name__ == "__main__":
    main()
