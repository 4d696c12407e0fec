"""Read what is known of a text beforehand: YAML front matter, `FILE.json` or `FILE.yaml` beside it, a row of `metadata.tsv`.

Keys are those of `ingest/lexicon/metadata.toml`. What is not understood is an issue: an unknown key, a value of the wrong kind.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.model import Issue, IssueSeverity, Span
from ingest.model.known import KnownFact, KnownFacts
from ingest.read.decode import ReadError, decode
from ontology.enumerations import Field

if TYPE_CHECKING:
    import yaml

_KEYS = Path(__file__).parents[1] / "lexicon" / "metadata.toml"
_LONGEST = 64_000  # bytes of a file beside a text
_LONGEST_TABLE = 32_000_000
_MOST = 200  # values of one text
_LONGEST_VALUE = 2_000
_QUOTED = ("'", '"')
_FILE = "file"
"""The column of a table that names the text."""


@cache
def _fields() -> Mapping[str, Field]:
    """Return the field of each key, in small letters without blanks."""
    said = tomllib.loads(_KEYS.read_text("utf-8"))
    return {key: Field(field) for field, keys in said.items() for key in keys}


def front_matter(text: str, name: str) -> KnownFacts:
    """Read the YAML between two `---` at the head of a text; nothing where there is none."""
    lead = len(text) - len(text.lstrip("\ufeff\n "))
    if not text.startswith("---\n", lead):
        return KnownFacts(name)
    start = lead + 4
    end = next((at for mark in ("\n---", "\n...") if (at := text.find(mark, start, start + _LONGEST)) >= 0), -1)
    return _parsed(text[start : end + 1], start, name) if end >= 0 else KnownFacts(name)


def sidecar(data: bytes, name: str) -> KnownFacts:
    """Read the file beside a text: one mapping, as JSON or YAML."""
    if len(data) > _LONGEST:
        return KnownFacts(name, issues=(_issue("is longer than 64 KB", "超过 64 KB", name),))
    try:
        text = decode(data, name).text
    except ReadError as error:
        return KnownFacts(name, issues=(_issue(error.message_en, error.message_zh, name),))
    return _parsed(text, 0, name)


def table(data: bytes, name: str) -> dict[str, KnownFacts]:
    """Read a table with tabs whose column `file` names a text in each row, by that name. Takes linear time.

    Raises ReadError for what is no text, is longer than 32 MB, or has no such column.
    """
    if len(data) > _LONGEST_TABLE:
        raise ReadError("metadata-unread", "is longer than 32 MB", "超过 32 MB")
    text = decode(data, name).text
    found: dict[str, KnownFacts] = {}
    head: list[str] = []
    at = len(text) - len(text.lstrip("\ufeff"))
    for line in text[at:].split("\n"):
        cells, offset = line.rstrip("\r").split("\t"), at
        at += len(line) + 1
        if not head:
            head = [cell.strip() for cell in cells]
            if _FILE not in head:
                raise ReadError("metadata-unread", f"has no column `{_FILE}`", f"没有 {_FILE} 列")
            continue
        if not line.strip():
            continue
        pairs = []
        for key, cell in zip(head, cells, strict=False):
            pairs.append((key, cell, Span(offset, offset + len(cell)), cell))
            offset += len(cell) + 1
        text_name = dict(zip(head, cells, strict=False)).get(_FILE, "").strip()
        known = _known([pair for pair in pairs if pair[0] != _FILE], name)
        if spare := "\t".join(cells[len(head) :]).strip():
            issue = _issue(
                f"a row has more cells than the head: {spare[:80]}", f"一行的单元格多于表头：{spare[:80]}", name
            )
            known = replace(known, issues=(*known.issues, issue))
        found[text_name] = _joined(found[text_name], known, text_name, name) if text_name in found else known
    return found


def _joined(first: KnownFacts, second: KnownFacts, text_name: str, name: str) -> KnownFacts:
    """Merge two rows of one table about one text, with an issue that reports the second row."""
    issue = _issue(f"has several rows for {text_name[:80]}", f"有多行属于 {text_name[:80]}", name)
    return KnownFacts(name, (*first.facts, *second.facts), (*first.issues, *second.issues, issue))


def _parsed(text: str, start: int, name: str) -> KnownFacts:
    import yaml  # few texts have such facts beside them

    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        pairs = list(_pairs(node, text, start)) if node is not None else []
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        said = str(error).split("\n")[0][:200]
        return KnownFacts(name, issues=(_issue(f"cannot be parsed: {said}", f"无法解析：{said}", name),))
    return _known(pairs, name)


def _pairs(node: "yaml.Node", text: str, start: int) -> Iterator[tuple[str, str, Span, str]]:
    """Yield key, value, the value's place without quotation marks, and the characters there; of a list each value.

    Raises ValueError for what is no mapping.
    """
    import yaml

    if not isinstance(node, yaml.MappingNode):
        raise ValueError("not a list of `key: value`")
    for key, value in node.value:
        values = value.value if isinstance(value, yaml.SequenceNode) else [value]
        for one in values:
            if not isinstance(one, yaml.ScalarNode) or not isinstance(key, yaml.ScalarNode):
                raise ValueError(f"`{getattr(key, 'value', '?')}` is neither a value nor a list of values"[:120])
            low, high = one.start_mark.index, one.end_mark.index
            if one.style in _QUOTED:
                low, high = low + 1, high - 1
            yield key.value, one.value, Span(start + low, start + high), text[low:high]


def _known(pairs: list[tuple[str, str, Span, str]], name: str) -> KnownFacts:
    found: dict[tuple[Field, str], KnownFact] = {}
    issues: list[Issue] = []
    unknown: dict[str, None] = {}
    for key, value, span, quote in pairs[:_MOST]:
        field, value = _fields().get("".join(key.lower().split())), " ".join(value.split())
        if field is None:
            unknown[key[:40]] = None
        elif value and (fault := _fault(field, value)):
            issues.append(_issue(f"{key}: {fault[0]}: {value[:80]}", f"{key}：{fault[1]}：{value[:80]}", name))
        elif value:
            found.setdefault((field, value), KnownFact(field, value, span, quote))
    if len(pairs) > _MOST:
        issues.append(
            _issue(f"has more than {_MOST} values; the rest is not read", f"值超过 {_MOST} 个，其余未读取", name)
        )
    if unknown:
        listed = ", ".join(list(unknown)[:10])
        issues.append(_issue(f"keys that are not known: {listed}", f"未知的键：{listed}", name, IssueSeverity.INFO))
    return KnownFacts(name, tuple(found.values()), tuple(issues))


def _fault(field: Field, value: str) -> tuple[str, str] | None:
    """Return what is wrong with a value, in English and Chinese; None where nothing is."""
    if len(value) > _LONGEST_VALUE:
        return f"longer than {_LONGEST_VALUE} characters", f"超过 {_LONGEST_VALUE} 个字符"
    if field.holds_day:
        try:
            date.fromisoformat(value[:10])
        except ValueError:
            return "not a day, such as 2024-06-30", "不是日期，例如 2024-06-30"
    if field is Field.URL and not value.startswith(("http://", "https://")):
        return "not an address", "不是网址"
    return None


def _issue(en: str, zh: str, name: str, severity: IssueSeverity = IssueSeverity.WARNING) -> Issue:
    return Issue("metadata-unread", f"{name}: {en}", f"{name}：{zh}", severity)
