"""Measure precision, recall and F1 of relations on the labelled policies of other places; list every error by its class.

    python -m benchmarks.relations [--archive FILE] [--save]

The labels are `tests/gold/policies-relations.json`: files by their SHA-256, targets by offsets into them. The texts are read from
`../shared/corpora/policies.tar.xz`. Targets are compared as in the shared `score.py`: by number where both sides have one, else by
the folded title. `--save` writes the figures to `tests/gold/policies-relations.scores.json`, which is committed.
"""

import argparse
import hashlib
import json
import re
import sys
import tarfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ontology.enumerations import RelationKind

ROOT = Path(__file__).parents[1]
LABELS = ROOT / "tests" / "gold" / "policies-relations.json"
SAVED = LABELS.with_suffix(".scores.json")
ARCHIVE = ROOT.parent / "shared" / "corpora" / "policies.tar.xz"

KINDS = tuple(kind.value for kind in RelationKind if kind is not RelationKind.EXTENDS_VALIDITY)
"""The kinds that the guidelines label; `extendsValidity` stays out, as in `score.py`."""

Figures = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Target:
    """A relation as labelled or as read: its kind, the target's number and title, and a few characters of its place."""

    kind: str
    number: str
    title: str
    quote: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One file's relations: pairs (labelled, read), labels that were missed, relations that nobody labelled."""

    name: str
    hits: list[tuple[Target, Target]]
    missed: list[Target]
    extra: list[Target]


# --- when two targets are one (shared/gold/score.py) -----------------------------------------------------------------------

_WIDTHS = str.maketrans("〈〉<>“”‘’—–―[]", "《》《》\"\"''---〔〕")


def fold(text: str) -> str:
    """Return a text width folded, without layout, with one form of quotes and dashes."""
    return re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFKC", text)).translate(_WIDTHS)


def folded_number(text: str) -> str:
    """Return a number in one spelling: 济政发(2018) 022 号 → 济政发〔2018〕22号."""
    text = re.sub(r"[(〔]((?:19|20)\d\d)[)〕]", r"〔\1〕", fold(text))
    return re.sub(r"第?0*(\d+)号$", r"\1号", text)


def folded_title(text: str) -> str:
    return re.sub(r"[()\"'《》,、·\-]", "", fold(text).strip("《》"))


def same(labelled: Target, read: Target) -> bool:
    """Test for one target: equal numbers where both have one, else equal titles."""
    if labelled.number and read.number:
        return folded_number(labelled.number) == folded_number(read.number)
    return bool(labelled.title) and folded_title(labelled.title) == folded_title(read.title)


def compare(name: str, labelled: Iterable[Target], read: Iterable[Target], typed: bool = True) -> Compared:
    """Pair relations one to one in printed order. Without kinds, each side has one record a target."""
    labelled, left = list(labelled), list(read)
    if not typed:
        labelled, left = list(_by_target(labelled).values()), list(_by_target(left).values())
    hits, missed = [], []
    for label in labelled:
        found = next((r for r in left if same(label, r) and (not typed or label.kind == r.kind)), None)
        if found is None:
            missed.append(label)
        else:
            hits.append((label, found))
            left.remove(found)
    return Compared(name, hits, missed, left)


def _by_target(targets: Iterable[Target]) -> dict[str, Target]:
    return {folded_number(t.number) or folded_title(t.title): t for t in targets}


def figures(compared: Iterable[Compared]) -> dict[str, float]:
    compared = list(compared)
    hits, missed, extra = (sum(len(getattr(c, side)) for c in compared) for side in ("hits", "missed", "extra"))
    precision, recall = hits / (hits + extra or 1), hits / (hits + missed or 1)
    f1 = 2 * precision * recall / (precision + recall or 1)
    return {
        "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4),
        "gold": hits + missed, "found": hits + extra,
    }  # fmt: skip


# --- the two sides -------------------------------------------------------------------------------------------------------


def members(archive: Path, digests: Iterable[str]) -> dict[str, bytes]:
    """Return the archive's files that the labels name, by SHA-256."""
    wanted, found = set(digests), {}
    with tarfile.open(archive) as packed:
        for member in packed:
            if member.isfile() and (data := packed.extractfile(member)) is not None:
                content = data.read()
                if (digest := hashlib.sha256(content).hexdigest()) in wanted:
                    found[digest] = content
    return found


def labels(document: Mapping[str, object], text: str) -> Iterator[Target]:
    """Yield a file's labels. The full title is the text at its offsets, unless the label gives it: 其实施条例 does not name its law."""
    relations = document["relations"]
    assert isinstance(relations, list)
    for record in relations:
        title = record.get("title") or (text[record["start"] : record["end"]] if record["title_start"] else "")
        yield Target(record["type"], record["number"] or "", title, record["quote"])


def readings(content: bytes, name: str) -> tuple[str, list[Target]]:
    """Return a file's decoded text and the relations that are read in it."""
    from ingest.model import Field
    from ingest.read.decode import decode
    from ingest.read.normalize import normalize
    from ingest.steps import parse

    source = decode(content, name)
    normalized = normalize(source)
    found: list[Target] = []
    for document in parse(normalized).documents:
        for relation in document.relations:
            if relation.kind in KINDS:
                number = str(relation.target.number or "")
                span = relation.span
                quote = normalized.text[max(0, span.start - 12) : span.start + 28]
                found.append(Target(str(relation.kind), number, relation.target.title or "", quote))
        found += [Target(RelationKind.ISSUES.value, "", str(fact.value), "") for fact in document.all(Field.INSTRUMENT)]
    return source.text, found


def measure(archive: Path = ARCHIVE, labelled: Path = LABELS) -> tuple[Figures, list[Compared]]:
    """Return the figures with and without kinds, and the comparison with kinds of every file.

    Raises OSError where a file is missing; KeyError for a labelled file that the archive does not contain.
    """
    documents = json.loads(labelled.read_text(encoding="utf-8"))["documents"]
    files = members(archive, (document["sha256"] for document in documents))
    typed, untyped = [], []
    for document in documents:
        text, found = readings(files[document["sha256"]], f"{document['name']}.txt")
        want = list(labels(document, text))
        typed.append(compare(document["name"], want, found))
        untyped.append(compare(document["name"], want, found, typed=False))
    return {"relations": figures(typed), "relations.untyped": figures(untyped)}, typed


# --- errors by class -----------------------------------------------------------------------------------------------------

Errors = dict[str, list[tuple[str, Target]]]


def errors(compared: Iterable[Compared]) -> Errors:
    """Return class of error → (file, record), most frequent class first. A wrong kind is one error, not a miss and an extra."""
    found: Errors = {}

    def add(label: str, name: str, target: Target) -> None:
        found.setdefault(label, []).append((name, target))

    for file in compared:
        extra = list(file.extra)
        for miss in file.missed:
            other = next((e for e in extra if same(miss, e)), None)
            if other is None:
                add(f"missed: {miss.kind}", file.name, miss)
            else:
                extra.remove(other)
                add(f"kind: {miss.kind} read as {other.kind}", file.name, miss)
        for target in extra:
            add(f"extra: {target.kind}", file.name, target)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def _print(say: Callable[[str], object], table: Figures, found: Errors) -> None:
    say(f"{'section':28}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>7}{'found':>7}")
    for name, row in table.items():
        said = "".join(f"{row[key]:>10.3f}" for key in ("precision", "recall", "f1"))
        say(f"{name:28}{said}{row['gold']:>7}{row['found']:>7}")
    for label, items in found.items():
        say(f"\n{label} ({len(items)})")
        for name, target in items:
            named = " ".join(part for part in (target.number, re.sub(r"\s+", "", target.title)[:40]) if part)
            quote = re.sub(r"\s+", "", target.quote)
            say(f"    {name}: {named} | {quote}")


def main(arguments: list[str]) -> int:
    """Print figures and errors; return 2 where the archive is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, default=ARCHIVE, help="policies.tar.xz (default: the shared one)")
    parser.add_argument("--save", action="store_true", help="make the figures the committed ones")
    asked = parser.parse_args(arguments)
    if not asked.archive.is_file():
        print(f"relations: {asked.archive}: no such archive; give policies.tar.xz with --archive", file=sys.stderr)
        return 2
    table, compared = measure(asked.archive)
    _print(print, table, errors(compared))
    if asked.save:
        SAVED.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
