"""Score the examples against their gold (`examples/expected.json`, `docs/gold.md`), which a clean clone can do.

    python -m benchmarks.gold TABLES_DIR [--save]

TABLES_DIR contains the tables that `zhengmai export --format csv` wrote for a store of `examples/`. Each record of the gold without
an equal in the tables is printed as lost, each row without an equal in the gold as extra. `--save` writes the figures to
`benchmarks/gold.json`, which is committed.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ontology.enumerations import Field, RelationKind

GOLD = Path(__file__).parents[1] / "examples" / "expected.json"
SAVED = Path(__file__).with_name("gold.json")
_SINGLE = (
    Field.NUMBER,
    Field.TITLE,
    Field.KIND,
    Field.SIGNED,
    Field.PRINTED,
    Field.EFFECTIVE,
    Field.EXPIRES,
    Field.REGISTRATION,
)
PLAIN = tuple(field.value for field in _SINGLE)
LISTS = ("issuers", "addressees", "instruments", "attachments")
Record = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one section. lost: records that only the gold has; extra: records that only the tables have."""

    hits: int
    lost: tuple[Record, ...]
    extra: tuple[Record, ...]

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + len(self.extra) or 1)

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + len(self.lost) or 1)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(gold: dict[str, Any], tables: dict[str, list[dict[str, str]]]) -> dict[str, Score]:
    """Return section → score. tables: name → rows, as returned by `read`.

    Relations, parties and deadlines count for the documents that the gold lists as `labelled`.
    """
    documents = {source: {d["id"]: d for d in entry["documents"]} for source, entry in gold.items()}
    names = {
        d["number"] or d["title"]
        for source, known in documents.items()
        for id, d in known.items()
        if id in gold[source].get("labelled", ())
    }
    wanted, found = Counter[tuple[str, Record]](), Counter[tuple[str, Record]]()
    for source, known in documents.items():
        for d in known.values():
            wanted.update(_fields(source, d | {name: "|".join(d[name]) for name in LISTS}))
        for section in ("relations", "parties", "deadlines"):
            for record in gold[source].get(section, ()):
                d = known[record["document"]]
                wanted[section, (d["number"] or d["title"], *_record(section, record))] += 1
    for row in tables["documents"]:
        if row["source"] in gold:
            found.update(_fields(row["source"], row))
    for row in tables["relations"]:
        if row["from"] in names and row["type"] != RelationKind.EXTENDS_VALIDITY:
            found["relations", (row["from"], row["type"], row["to_number"] or row["to_title"])] += 1
    for row in tables["responsibilities"]:
        if row["document"] in names:
            found["parties", (row["document"], row["agency"], row["role"])] += 1
    for row in tables["deadlines"]:
        if row["document"] in names:
            found["deadlines", (row["document"], row["value"])] += 1
    sections = sorted(
        {section for section, _ in wanted}, key=[*PLAIN, *LISTS, "relations", "parties", "deadlines"].index
    )
    return {section: _compare(section, wanted, found) for section in sections}


def _fields(source: str, document: dict[str, Any]) -> Iterator[tuple[str, Record]]:
    """Yield the facts of a document, each with what identifies the document in its source; of several values, one fact each."""
    whose = f"{document['number'] or ''} {document['title']}"
    for name in (*PLAIN, *LISTS):
        for value in (document[name] or "").split("|"):
            if value:
                yield name, (source, whose, value)


def _record(section: str, record: dict[str, str]) -> Record:
    match section:
        case "relations":
            return record["type"], record["number"] or record["title"]
        case "parties":
            return record["agency"], record["role"]
        case _:
            return (record["value"],)


def _compare(section: str, wanted: Counter[tuple[str, Record]], found: Counter[tuple[str, Record]]) -> Score:
    gold = Counter({record: n for (name, record), n in wanted.items() if name == section})
    rows = Counter({record: n for (name, record), n in found.items() if name == section})
    lost, extra = sorted((gold - rows).elements()), sorted((rows - gold).elements())
    return Score((gold & rows).total(), tuple(lost), tuple(extra))


def read(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Return the exported tables: name → rows. Raises OSError."""
    tables = {}
    for name in ("documents", "relations", "responsibilities", "deadlines"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return tables


def main(arguments: list[str]) -> int:
    """Print the figures, and what is lost and extra; return 2 where there are no tables."""
    folders = [Path(argument) for argument in arguments if not argument.startswith("--")]
    if len(folders) != 1 or not folders[0].is_dir():
        print("gold: needs the folder of the tables that were exported from a store of examples/", file=sys.stderr)
        return 2
    scores = score(json.loads(GOLD.read_text(encoding="utf-8")), read(folders[0]))
    before: dict[str, float] = json.loads(SAVED.read_text(encoding="utf-8")) if SAVED.exists() else {}
    print(f"{'section':16}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>7}{'found':>7}{'change':>9}")
    for name, now in scores.items():
        change = f"{now.f1 - before[name]:+.3f}" if name in before else "new"
        sizes = f"{now.hits + len(now.lost):>7}{now.hits + len(now.extra):>7}"
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
