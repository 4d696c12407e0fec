"""Compare the facts that are read in texts before and after a change that leaves what they say as it is: no gold is needed."""

import csv
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

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
"""Facts by column. The first value of each is the name of its text."""


def sampled(folders: Sequence[Path], most: int) -> list[Path]:
    """Return at most so many texts of the folders, the same each time."""
    texts = sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in (".txt", ".md") and path.stat().st_size <= _LONGEST
    )
    return sorted(random.Random(3).sample(texts, min(most, len(texts))))


def read_texts(paths: Sequence[Path]) -> dict[str, str]:
    """Return the texts by the names under which they are built: 000.txt, 001.txt, in the order of the paths."""
    return {f"{at:03d}.txt": path.read_text(encoding="utf-8", errors="replace") for at, path in enumerate(paths)}


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


def differences(before: Facts, after: Facts) -> tuple[Facts, Facts]:
    """Return the facts that are lost and those that are added."""
    return {field: before[field] - after[field] for field in before}, {
        field: after[field] - before[field] for field in before
    }


def print_fields(fields: Iterable[str], width: int) -> None:
    """Print the head of a table. width: of its first column."""
    print(" " * width + "".join(f"{field:>13}" for field in fields))


def print_totals(facts: Facts, width: int, name: str = "as they are") -> None:
    """Print how many facts of each field the texts have as they are."""
    print(f"{name:{width}}" + "".join(f"{found.total():13}" for found in facts.values()))


def print_changes(name: str, lost: Facts, added: Facts, width: int) -> None:
    """Print the row of a change: how many facts of each field it loses and adds."""
    changes = (f"-{lost[field].total()} +{added[field].total()}" for field in lost)
    print(f"{name:{width}}" + "".join(f"{change:>13}" for change in changes), flush=True)


def print_facts(lost: Facts, added: Facts, paths: Mapping[str, Path], most: int | None = None) -> None:
    """Print each fact that is lost or added, below a row. paths: of the texts, by name. most: so many of a field and sign."""
    for field in lost:
        for sign, facts in (("-", lost[field]), ("+", added[field])):
            for name, *values in sorted(facts.elements())[:most]:
                print(f"    {sign} {field} {name} {paths[name].name}: {' | '.join(values)}")
