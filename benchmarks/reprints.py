"""Check that papers read the same however they are printed: `python -m benchmarks.reprints FOLDER… [--texts 60] [--forms NAME…]
[--pairs 20] [--seed 1] [--facts]`.

Every text of the folders (a sample of `--texts`, the same each time) is set in each form of `benchmarks.printing.reprints`, built and
exported. Printed are the facts of the texts as they are, and for each form those that it loses and adds: a figure without any gold.
`--pairs`: so many pairs of forms in place of the single ones, drawn with `--seed`. `--facts`: print each fact that is lost or added.
"""

import argparse
import csv
import random
import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.printing.reprints import REPRINTS, Form, pairs
from ontology.traditional import simplified

_LONGEST = 25_000  # bytes of a text
Columns = Mapping[str, tuple[str, tuple[str, ...]]]
COLUMNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "number": ("documents", ("number",)),
    "title": ("documents", ("title",)),
    "signed": ("documents", ("title", "signed")),
    "issuers": ("documents", ("title", "issuers")),
    "addressees": ("documents", ("title", "addressees")),
    "instruments": ("documents", ("title", "instruments")),
    "attachments": ("documents", ("title", "attachments")),
    "relations": ("relations", ("type", "to_number", "to_title")),
    "parties": ("responsibilities", ("role", "agency")),
    "limits": ("deadlines", ("kind", "value")),
    "duties": ("duties", ("modality", "bearer")),
}
"""The facts that are compared: each with its table of the export, and the columns of it."""
Facts = dict[str, Counter[tuple[str, ...]]]


def sampled(folders: Sequence[Path], most: int) -> list[Path]:
    """Return at most so many texts of the folders, the same each time."""
    texts = sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in (".txt", ".md") and path.stat().st_size <= _LONGEST
    )
    return sorted(random.Random(3).sample(texts, min(most, len(texts))))


def read_facts(texts: Mapping[str, str], folder: Path, columns: Columns = COLUMNS) -> Facts:
    """Build the texts, given by the names of their files, in a new folder; return their facts by column.

    columns: of each fact its table and the columns of its values.
    """
    from graph.export import export
    from graph.store.store import Store
    from ingest.pipeline import build
    from ingest.read.inputs import find

    (folder / "texts").mkdir(parents=True)
    for name, text in texts.items():
        (folder / "texts" / name).write_text(text, encoding="utf-8")
    build(find([folder / "texts"]), folder / "store")
    with Store.open(folder / "store") as store:
        export(store, "csv", folder / "tables")
    return {field: _column(folder / "tables", table, names) for field, (table, names) in columns.items()}


def _column(tables: Path, table: str, columns: tuple[str, ...]) -> Counter[tuple[str, ...]]:
    """Count the values of a table's columns, by the source of their document. A row without the last value counts nothing."""
    with (tables / "documents.csv").open(encoding="utf-8") as file:
        sources = {row["iri"]: row["source"] for row in csv.DictReader(file)}
    with (tables / f"{table}.csv").open(encoding="utf-8") as file:
        rows = [
            (
                row.get("source") or sources.get(row.get("document_iri", ""), ""),
                *(_plain(row[name]) for name in columns),
            )
            for row in csv.DictReader(file)
        ]
    return Counter(row for row in rows if row[-1])


def _plain(value: str) -> str:
    """Return a value without the blanks, widths, brackets, quotation marks and characters in which the forms differ."""
    plain = re.sub(r"[\s\u200b\ufeff“”\"]", "", simplified(value)).translate(str.maketrans(",:;()!?", "，：；（）！？"))
    return re.sub(r"[\[（„]((?:19|20)\d\d)[\]）‟]", r"〔\1〕", plain)


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
    texts = {f"{at:03d}.txt": path.read_text(encoding="utf-8", errors="replace") for at, path in enumerate(paths)}
    forms = _drawn(options.pairs, options.seed) if options.pairs else {name: REPRINTS[name] for name in options.forms}
    width = max(map(len, forms)) + 2
    print(" " * width + "".join(f"{field:>13}" for field in COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        asis = read_facts(texts, Path(folder) / "as they are")
        print(f"{'as they are':{width}}" + "".join(f"{sum(asis[field].values()):13}" for field in COLUMNS))
        for name, form in forms.items():
            found = read_facts({text: form(texts[text]) for text in texts}, Path(folder) / name)
            lost = {field: asis[field] - found[field] for field in COLUMNS}
            added = {field: found[field] - asis[field] for field in COLUMNS}
            changes = (f"-{lost[field].total()} +{added[field].total()}" for field in COLUMNS)
            print(f"{name:{width}}" + "".join(f"{change:>13}" for change in changes), flush=True)
            if options.facts:
                _print_facts(lost, added, paths)


def _drawn(many: int, seed: int) -> dict[str, Form]:
    """Return so many pairs of forms, the same for the same seed, in their order."""
    every = pairs()
    chosen = set(random.Random(seed).sample(list(every), min(many, len(every))))
    return {name: form for name, form in every.items() if name in chosen}


def _print_facts(lost: Facts, added: Facts, paths: Sequence[Path]) -> None:
    for field in COLUMNS:
        for sign, facts in (("-", lost[field]), ("+", added[field])):
            for text, *values in sorted(facts.elements()):
                print(f"    {sign} {field} {text} {paths[int(text.removesuffix('.txt'))].name}: {' | '.join(values)}")


if __name__ == "__main__":
    main()
