"""Write each document's text with its marked words, for tools in which people correct them.

JSON lines (doccano): `{"id": IRI, "text": …, "label": [[start, end, "reference"], …]}`, offsets half-open in code points.
A list of tasks (Label Studio): each with the text and our marks as predictions, for an interface with the names `label` and `text`.
IOB (CoNLL-2002): a character a line with its tag; of words that overlap, those that begin first, then the longer. spaCy and others read
several texts of one file, WebAnno and INCEpTION one text a file.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from graph.export.filenames import file_name
from graph.records.card import read_card, walk
from graph.records.identity import build_identity
from graph.records.rows import local_name, select_about
from graph.records.words import place_shown, printed_otherwise
from graph.store.atomic import replacing
from graph.store.view import View
from ontology.enumerations import Field
from ontology.vocabulary import ZM

_MARKED = """
SELECT DISTINCT ?thing ?clause ?offsets ?class ?property ?quote ?named WHERE {{
  VALUES ?clause {{ {iris} }}
  ?thing zm:inClause ?clause . OPTIONAL {{ ?thing zm:offsets ?offsets }} OPTIONAL {{ ?thing zm:quote ?quote }}
  OPTIONAL {{ ?thing zm:printed|zm:partyName ?named }} OPTIONAL {{ ?thing a ?class }} OPTIONAL {{ ?thing zm:property ?property }}
}}"""
_PARTY = str(ZM.Assignment)
"""Marked statements that have neither a class nor a property."""
_FIELDS = {field.term: field.value for field in Field}


@dataclass(frozen=True, slots=True)
class SpanText:
    """A document's text, a line a paragraph of each clause, with its marked words: start, end (half-open), label."""

    iri: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


def write_jsonl(store: View, output: BinaryIO) -> None:
    """Write a line a document. Raises OSError."""
    write_lines(texts(store), output)


def write_lines(marked: Iterable[SpanText], output: BinaryIO) -> None:
    """Write a line a text. Raises OSError."""
    for one in marked:
        record = {"id": one.iri, "text": one.text, "label": [list(span) for span in one.spans]}
        output.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")


def write_tasks(store: View, output: BinaryIO) -> None:
    """Write the tasks of Label Studio. Raises OSError."""
    output.write(b"[")
    for number, one in enumerate(texts(store)):
        results = [
            {
                "from_name": "label",
                "to_name": "text",
                "type": "labels",
                "value": {"start": start, "end": end, "text": one.text[start:end], "labels": [label]},
            }
            for start, end, label in one.spans
        ]
        task = {
            "data": {"iri": one.iri, "text": one.text},
            "predictions": [{"model_version": "zhengmai", "result": results}],
        }
        output.write((b",\n" if number else b"\n") + json.dumps(task, ensure_ascii=False).encode())
    output.write(b"\n]\n")


_BETWEEN = b"-DOCSTART- -X- O O\n\n"
"""The line above each text of a file, as CoNLL-2003 has it: a reader that splits there looks for just these words."""


def write_iob(store: View, output: BinaryIO) -> None:
    """Write all texts into one file. Raises OSError."""
    for one in texts(store):
        output.write(_BETWEEN)
        _write_text(one, output)


def write_iob_files(store: View, folder: Path) -> None:
    """Write a file for each text, without a line above it: what WebAnno and INCEpTION import as CoNLL 2002. Raises OSError."""
    who = build_identity(store)
    folder.mkdir(parents=True, exist_ok=True)
    for one in texts(store):
        with replacing(folder / file_name(who, one.iri, "conll")) as file:
            _write_text(one, file)


def _write_text(one: SpanText, output: BinaryIO) -> None:
    """Write a character a line, and an empty line behind each line of the text.

    No empty line is inside a mark, because readers would end the mark there.
    """
    tags = _tags(one)
    for at, character in enumerate(one.text):
        if character != "\n":
            output.write(f"{_shown(character)} {tags[at]}\n".encode())
        elif tags[at] == "O":
            output.write(b"\n")
    output.write(b"\n")


def texts(store: View) -> Iterator[SpanText]:
    """Yield every published document, in the order of their IRIs."""
    who = build_identity(store)
    for iri in sorted(who.published):
        card = read_card(store, iri, who=who)
        if card is None:
            continue
        starts: dict[str, int] = {}
        own: dict[str, str] = {}
        text = ""
        for node in (node for part in card.parts for node in walk(part.clauses)):
            starts[node.iri], own[node.iri] = len(text), node.text
            text += node.text.replace("\t", " ") + "\n"
        spans, printed = set(), printed_otherwise(store, starts)
        for row in select_about(store, _MARKED, starts):
            clause = row["clause"]
            at, shown = starts[clause], own[clause]
            start, end = place_shown(row, printed.get((row["thing"], clause), shown), shown) or (0, 0)
            low, high = _trimmed(text, at + start, at + end)
            if low < high:
                spans.add((low, high, _label(row)))
        yield SpanText(iri, text, tuple(sorted(spans)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of words without the white space around them: no tool's tokens begin or end with it."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _label(row: dict[str, str]) -> str:
    """Return the name of a mark: a field of the document, else the kind of what is marked."""
    if "property" in row:
        return _FIELDS.get(row["property"], local_name(row["property"]))
    return local_name(row.get("class", _PARTY)).lower()


def flattened(one: SpanText) -> list[tuple[int, int, str]]:
    """Return the marks that are left where none may overlap: those that begin first, then the longer."""
    kept: list[tuple[int, int, str]] = []
    for start, end, label in sorted(one.spans, key=lambda span: (span[0], -span[1], span[2])):
        if (not kept or start >= kept[-1][1]) and end <= len(one.text):
            kept.append((start, end, label))
    return kept


def _tags(one: SpanText) -> list[str]:
    tags = ["O"] * len(one.text)
    for start, end, label in flattened(one):
        tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return tags


def _shown(character: str) -> str:
    """Return a character in a column; white space would be no token."""
    return "_" if character.isspace() else character
