"""Read what people marked in annotation tools: the files of doccano, Label Studio, and of WebAnno and INCEpTION (IOB, WebAnno TSV 3).

Tools trim texts, cut them into tokens and number them anew. So a mark is kept by the characters that no tool changes: those that are
neither white space nor the `_` that replaces it in a column.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from graph.store.errors import GraphError

SCHEMA = Path(__file__).with_name("gold.schema.json")
_START = "-DOCSTART-"
_TSV = "#FORMAT=WebAnno TSV 3"
_LAYER, _TEXT = re.compile(r"#T_SP=([^|]*)\|?(.*)"), "#Text="
_LABEL = re.compile(r"(.*?)(?:\[(\d+)\])?$")
_CELLS = 3  # of a line of WebAnno TSV before its first layer: token, its place, its characters


class GoldError(GraphError):
    """A file of gold that cannot be read; the message says where, and what is wrong."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as a person marked it. key: its characters without white space; marks: (start, end, label), half-open, in characters of
    the key. iri: the document's, where the file contains it. flat: the format contains no marks that overlap. open: a task of Label Studio
    on which nobody has worked, or whose work was cancelled."""

    iri: str
    key: str
    marks: tuple[tuple[int, int, str], ...]
    flat: bool = False
    open: bool = False


def bare(text: str) -> tuple[str, list[int]]:
    """Return the characters of a text that tools keep, and for each offset how many of them precede it.

    >>> bare("甲 乙")
    ('甲乙', [0, 1, 1, 2])
    """
    kept = [not character.isspace() and character not in "_\ufeff" for character in text]
    return "".join(c for c, keep in zip(text, kept, strict=True) if keep), [0, *accumulate(kept)]


def mark(iri: str, text: str, spans: Iterable[tuple[int, int, str]], *, flat: bool = False) -> Marked:
    """Return a text with its marks. Raises ValueError for a mark that does not lie in the text."""
    key, at = bare(text)
    marks = set()
    for start, end, label in spans:
        if not 0 <= start < end < len(at):
            raise ValueError(f"[{start}, {end}) {label} is no part of a text of {len(text)} characters")
        if at[start] < at[end]:
            marks.add((at[start], at[end], label))
    return Marked(iri, key, tuple(sorted(marks)), flat)


def read_marked(path: Path) -> list[Marked]:
    """Read the texts of a file in its order, or of a folder's files by name. Raises GoldError for a file of no known format; OSError."""
    if path.is_dir():
        return [one for file in sorted(path.iterdir()) for one in read_marked(file)]
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise GoldError(f"{path}: not UTF-8 text; save it as UTF-8", f"{path}：不是 UTF-8 文本") from None
    try:
        if text.startswith(_TSV):
            return [_webanno(text)]
        if text.lstrip().startswith(("{", "[")):
            return [_record(one, f"{path}, {where}") for where, one in _records(text, path)]
        return list(_iob(text))
    except ValueError as error:
        raise GoldError(f"{path}: {error}", f"{path}：{error}") from None


def _records(text: str, path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the records of JSON lines, or of one JSON list, each with its place in the file."""
    if text.lstrip().startswith("["):
        yield from ((f"record {n}", one) for n, one in enumerate(json.loads(text), 1))
        return
    for number, line in enumerate(text.split("\n"), 1):  # U+2028 and U+0085 may be inside a record
        if line.strip():
            try:
                yield f"line {number}", json.loads(line)
            except ValueError as error:
                raise GoldError(
                    f"{path}, line {number}: not JSON: {error}", f"{path} 第 {number} 行：不是 JSON：{error}"
                ) from None


def check(record: Any, definition: str, where: str) -> None:
    """Raise GoldError for a record that does not match the schema. definition: below `$defs` of the schema."""
    error = next(
        iter(sorted(_validator(definition).iter_errors(record), key=lambda one: list(map(str, one.path)))), None
    )
    if error is not None:
        place = "/".join(map(str, error.path)) or "the record"
        raise GoldError(f"{where}, {place}: {error.message[:300]}", f"{where}，{place}：{error.message[:300]}")


@cache
def _validator(definition: str) -> Any:
    from jsonschema import Draft202012Validator

    schema = json.loads(SCHEMA.read_text("utf-8"))
    return Draft202012Validator({"$ref": f"#/$defs/{definition}", "$defs": schema["$defs"]})


def _record(record: Any, where: str) -> Marked:
    """Read a record of doccano (`label`, `labels` or `entities`) or a task of Label Studio."""
    check(record, "text", where)
    data: Mapping[str, Any] = record.get("data", record)
    text = data["text"]
    spans: list[tuple[int, int, str]] = []
    for one in record.get("label", record.get("labels", ())) or ():
        spans += _labelled(one)
    spans += [(one["start_offset"], one["end_offset"], one["label"]) for one in record.get("entities", ())]
    worked_on = [one for one in record.get("annotations", ()) if not one.get("was_cancelled")]
    for annotation in worked_on:
        for result in annotation["result"]:
            spans += _labelled(result.get("value", {}))
    named = [str(value) for value in (data.get("iri"), record.get("iri"), record.get("id")) if value is not None]
    try:
        found = mark(next((value for value in named if ":" in value), ""), text, spans)
    except ValueError as error:
        raise GoldError(f"{where}: {error}", f"{where}：{error}") from None
    return replace(found, open="data" in record and not worked_on)


def _labelled(one: Any) -> list[tuple[int, int, str]]:
    """Read a mark: `[start, end, label]`, or Label Studio's `{"start": …, "end": …, "labels": […]}`; None for another kind of result."""
    if isinstance(one, list):
        return [(one[0], one[1], one[2])]
    return [(one["start"], one["end"], label) for label in one.get("labels", ())]


def _iob(text: str) -> Iterator[Marked]:
    """Read tokens with their tags, one a line: the first column and the last. An empty line ends no mark: titles have lines."""
    iri, tokens = "", list[tuple[str, str]]()
    for number, line in enumerate(text.split("\n"), 1):
        cells = line.split()
        if cells and cells[0] == _START:
            if tokens:
                yield _tagged(iri, tokens)
            iri, tokens = next((cell for cell in cells[1:] if ":" in cell), ""), []
        elif not cells or (line.startswith("#") and len(cells) != 2):
            continue
        elif len(cells) < 2 or not re.match(r"O$|[BISEL]-.", cells[-1]):
            raise ValueError(f"line {number}: not a token and its tag (O, B-…, I-…): {line[:60]}")
        else:
            tokens.append((cells[0], cells[-1]))
    if tokens:
        yield _tagged(iri, tokens)


def _tagged(iri: str, tokens: Iterable[tuple[str, str]]) -> Marked:
    printed, spans = list[str](), list[tuple[int, int, str]]()
    going, end = "", 0
    for token, tag in tokens:
        printed.append(token)
        start, end = end, end + len(token)
        label = tag[2:]
        if label and label == going and tag[0] not in "BS":
            spans[-1] = (spans[-1][0], end, label)
        elif label:
            spans.append((start, end, label))
        going = label if tag[:1] not in ("E", "S", "L") else ""
    return mark(iri, "".join(printed), spans, flat=True)


def _webanno(text: str) -> Marked:
    """Read a document of WebAnno TSV 3, whose offsets count UTF-16 code units. The label of a mark is its first feature, else the layer.

    A mark over several tokens has one number in square brackets on each of them. Raises ValueError for a mark inside a token (`1-1.1`).
    """
    layers: list[tuple[str, int]] = []
    tokens, spans, going = list[str](), list[tuple[int, int, str]](), dict[tuple[int, str], int]()
    length = 0
    for at_line, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        if (layer := _LAYER.match(line)) is not None:
            layers.append((layer[1].rpartition(".")[2], max(1, layer[2].count("|") + 1)))
        cells = line.split("\t")
        if re.fullmatch(r"\d+-\d+\.\d+", cells[0]) and any(cell not in ("_", "") for cell in cells[_CELLS:]):
            raise ValueError(f"line {at_line}: marks inside a token are not read; split the text into characters")
        if line.startswith("#") or len(cells) < _CELLS or not re.fullmatch(r"\d+-\d+", cells[0]):
            continue
        start, length = length, length + len(cells[2])
        tokens.append(cells[2])
        column = _CELLS
        for name, width in layers:
            for value in cells[column].split("|") if column < len(cells) else ():
                label, number = _LABEL.match(value).groups()  # type: ignore[union-attr]
                if label in ("_", ""):
                    continue
                label = name if label == "*" else label.replace("\\", "")
                if number and (int(number), label) in going:
                    at = going[int(number), label]
                    spans[at] = (spans[at][0], length, label)
                else:
                    spans.append((start, length, label))
                    if number:
                        going[int(number), label] = len(spans) - 1
            column += width
    return mark("", "".join(tokens), spans)
