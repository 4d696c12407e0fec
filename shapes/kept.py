"""Findings kept from one validation to the next, beside the generations of a store: a cache that a token ties to the triples of one of them.

`findings.jsonl` holds what does not depend on a day, `findings-dated.jsonl` what does, for the last day that was asked for. Where a file is
missing or damaged, is of other rules, or the store no longer knows what has changed since (`graph.store.delta`), everything is asked.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from rdflib import Graph, Literal, Node, URIRef

from graph.records.findings import Finding
from graph.store import delta
from graph.store.atomic import replacing
from graph.store.errors import StoreError
from graph.store.store import Store
from graph.store.view import View
from ontology.enumerations import Severity
from shapes.renewal import renew
from shapes.rules import Rules, ShapeRule
from shapes.validate import Asking, Result, chosen, put_in_words, validate

FILES = {False: "findings.jsonl", True: "findings-dated.jsonl"}
"""The files in the folder of a store: of rules that do not depend on a day, and of those that do."""
_SHARE = 20
"""Where more than this part of the triples has changed, everything is asked anew."""


@dataclass(frozen=True, slots=True)
class Head:
    """token: of the triples (`graph.store.delta`). rules: tells the rules. triples: how many there were when all was asked last."""

    token: str
    rules: str
    day: str
    triples: int


def validate_store(
    view: View,
    *,
    severity: Severity | None = None,
    shape: str | None = None,
    as_of: date | None = None,
    dated: bool | None = None,
) -> list[Finding]:
    """Do as `shapes.validate.validate`, and ask only what a build can have changed since the store was validated last."""
    graph = view.graph()
    if shape is not None or not isinstance(view, Store):  # one rule is asked faster than all are brought up to date
        return validate(graph, severity=severity, shape=shape, as_of=as_of, dated=dated)
    results: list[Result] = []
    for section in (False, True) if dated is None else (dated,):
        results += _section(view, graph, section, as_of)
    wanted = {rule.iri for rule in chosen(_rules(dated), severity, None)}
    found = sorted((result for result in results if result.rule.iri in wanted), key=Result.key)
    return put_in_words(found, graph)


def _rules(dated: bool | None) -> list[ShapeRule]:
    return chosen(list(Rules.load().by_iri.values()), None, None, dated)


def _section(view: Store, graph: Graph, dated: bool, as_of: date | None) -> list[Result]:
    """Return what the rules find that depend on a day, or those that do not."""
    rules, file = _rules(dated), view.path / FILES[dated]
    day = as_of.isoformat() if as_of is not None and dated else ""
    token = delta.token(view.database)
    head, before = _read(file, {rule.iri: rule for rule in rules})
    if head is not None and (head.rules, head.day) == (_digest(dated), day):
        if head.token == token:
            return before
        changed = delta.since(view.database, head.token)
        if token is not None and changed is not None and len(changed) * _SHARE <= head.triples:
            kept: dict[str, list[Result]] = {}
            for result in before:
                kept.setdefault(result.rule.iri, []).append(result)
            renewed = renew(view, rules, kept, changed, as_of)
            found = [result for results in renewed.results.values() for result in results]
            _write(file, Head(token, head.rules, day, head.triples), found)
            return found
    asking = Asking(graph)
    found = [result for rule in rules for result in asking.results(rule, as_of)]
    if token is not None:
        _write(file, Head(token, _digest(dated), day, len(view)), found)
    return found


@cache
def _digest(dated: bool) -> str:
    """Return what tells these rules and their words from others."""
    return sha256(repr(_rules(dated)).encode()).hexdigest()


def _read(file: Path, rules: dict[str, ShapeRule]) -> tuple[Head | None, list[Result]]:
    """Return what a file holds; no head where there is none that can be used."""
    try:
        with file.open(encoding="utf-8") as lines:
            head = Head(**json.loads(next(lines)))
            return head, [_result(json.loads(line), rules) for line in lines]
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        return None, []


def _write(file: Path, head: Head, results: Sequence[Result]) -> None:
    """Keep results; a folder that cannot be written to is no fault."""
    with suppress(OSError, StoreError), replacing(file) as out:
        out.writelines(line.encode() for line in _lines(head, results))


def _lines(head: Head, results: Sequence[Result]) -> Iterator[str]:
    yield json.dumps(asdict(head)) + "\n"
    for result in results:
        row = [
            result.rule.iri,
            str(result.component),
            _packed(result.focus),
            result.path,
            _packed(result.value),
            *result.messages,
        ]
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _result(row: list[str], rules: dict[str, ShapeRule]) -> Result:
    iri, component, focus, path, value, zh, en = row
    node = _unpacked(focus)
    assert node is not None
    return Result(rules[iri], URIRef(component), node, path, _unpacked(value), (zh, en))


def _packed(term: Node | None) -> object:
    if isinstance(term, Literal):
        return [str(term), term.language, None if term.datatype is None else str(term.datatype)]
    return None if term is None else str(term)


def _unpacked(kept: object) -> Node | None:
    if isinstance(kept, list):
        text, language, datatype = kept
        return Literal(text, lang=language, datatype=None if language or datatype is None else URIRef(datatype))
    return None if kept is None else URIRef(str(kept))
