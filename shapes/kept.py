"""Findings kept from one validation to the next, in the folder of a store: a cache that a token ties to the triples of a generation.

`findings.jsonl` holds what does not depend on a day, `findings-<day>.jsonl` what does, for the last days that were asked for. Where a file
is missing or damaged, is of other rules or another version, or the store no longer knows what has changed since (`graph.store.delta`),
everything is asked.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from rdflib import Graph, Literal, Node, URIRef

from graph.records.findings import Finding
from graph.store import delta, generations
from graph.store.atomic import replacing
from graph.store.errors import StoreError
from graph.store.sealed import seal, unseal
from graph.store.store import Store
from graph.store.view import View
from ontology.enumerations import Severity
from shapes import patterns
from shapes.renewal import renew
from shapes.rules import Rules, ShapeRule
from shapes.validate import Asking, Result, chosen, put_in_words, validate, without_log

_DAYS = 3
"""Of so many days findings are kept: `zhengmai reading` asks for another one than `zhengmai validate` and the explorer."""
_AS_PRINTED = json.JSONEncoder(ensure_ascii=False)
_SHARE = 20
"""Where more than this part of the triples has changed, everything is asked anew."""


@dataclass(frozen=True, slots=True)
class KeptHead:
    """token: of the triples (`graph.store.delta`). rules: tells the rules from others. triples: how many there were when all was asked
    last."""

    token: str
    rules: str
    day: str
    triples: int


@dataclass(frozen=True, slots=True)
class KeptFindings:
    """The findings of rules, and the names of the nodes in them."""

    head: KeptHead
    results: list[Result]
    labels: dict[Node, str]


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
    found: list[Finding] = []
    with without_log():
        for section in (False, True) if dated is None else (dated,):
            found += _section(view, graph, section, as_of)
    wanted = {rule.iri for rule in chosen(_rules(dated), severity, None)}
    return sorted((finding for finding in found if finding.shape in wanted), key=lambda finding: finding.key)


def _rules(dated: bool | None) -> list[ShapeRule]:
    return chosen(list(Rules.load().by_iri.values()), None, None, dated)


def _section(view: Store, graph: Graph, dated: bool, as_of: date | None) -> list[Finding]:
    """Return what the rules find that depend on a day, or those that do not."""
    rules, day = _rules(dated), as_of.isoformat() if as_of is not None and dated else ""
    file = view.path / _name(dated, day)
    token = delta.token(view.database)
    kept = _read(file, {rule.iri: rule for rule in rules})
    if kept is None or token is None or (kept.head.rules, kept.head.day) != (_digest(dated), day):
        renewed = None
    elif kept.head.token == token:
        return put_in_words(kept.results, graph, kept.labels)
    else:
        renewed = _renewed(view, rules, kept, as_of)
    if renewed is None:
        asking = Asking(graph)
        found = [result for rule in rules for result in asking.results(rule, as_of)]
        renewed = KeptFindings(KeptHead("", _digest(dated), day, len(view)), found, {})
    results = sorted(renewed.results, key=Result.key)
    findings = put_in_words(results, graph, renewed.labels)
    if token is not None:
        _write(file, KeptFindings(replace(renewed.head, token=token), results, renewed.labels))
    return findings


def _name(dated: bool, day: str) -> str:
    """Return the name of a file in the folder of a store."""
    return f"{generations.FINDINGS}-{day or 'any'}.jsonl" if dated else f"{generations.FINDINGS}.jsonl"


def _renewed(view: Store, rules: Sequence[ShapeRule], kept: KeptFindings, as_of: date | None) -> KeptFindings | None:
    """Return what was kept, brought up to date; None where too much has changed, or it is not known what."""
    changed = delta.since(view.database, kept.head.token)
    if changed is None or len(changed) * _SHARE > kept.head.triples:
        return None
    before: dict[str, list[Result]] = {}
    for result in kept.results:
        before.setdefault(result.rule.iri, []).append(result)
    renewal = renew(view, rules, before, changed, as_of)
    results = [result for found in renewal.results.values() for result in found]
    renamed = renewal.renamed
    labels = {} if renamed is None else {node: name for node, name in kept.labels.items() if node not in renamed}
    return KeptFindings(kept.head, results, labels)


@cache
def _digest(dated: bool) -> str:
    """Return what tells these rules, their words, and the program that asks them from others."""
    program = version("zhengmai"), sha256(patterns.FILE.read_bytes()).hexdigest()
    return sha256(repr((program, _rules(dated))).encode()).hexdigest()


def _read(file: Path, rules: dict[str, ShapeRule]) -> KeptFindings | None:
    """Read the kept findings of a file; return None where it is missing, damaged, or of other rules."""
    try:
        body = unseal(file.read_bytes())
        head, *lines = (body or b"").splitlines()
        found = KeptFindings(KeptHead(**json.loads(head)), [], {})
        components: dict[str, URIRef] = {}
        for iri, component, focus, path, value, zh, en, label in json.loads(b"[" + b",".join(lines) + b"]"):
            node = _unpacked(focus)
            if component not in components:
                components[component] = URIRef(component)
            # Where a node is its own value, as in a node shape, there is one of it.
            term = node if value == focus else _value(value)
            found.results.append(Result(rules[iri], components[component], node, path, term, (zh, en)))
            found.labels[node] = label
        return found
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(file: Path, found: KeptFindings) -> None:
    """Keep findings; a folder that cannot be written to is no fault. What a removal has made to forget meanwhile is not kept."""
    with suppress(OSError, StoreError):
        with replacing(file, shared=True) as out:
            out.write(seal("".join(_lines(found)).encode()))
        current = generations.current(file.parent)
        if current is None or not delta.knows(current, found.head.token):
            file.unlink()
        days = sorted(file.parent.glob(_name(True, "*")), key=lambda one: one.stat().st_mtime_ns)
        for old in days[:-_DAYS]:
            old.unlink()


def _lines(found: KeptFindings) -> Iterator[str]:
    yield json.dumps(asdict(found.head)) + "\n"
    for one in found.results:
        value = None if one.value is None else _packed(one.value)
        about = [one.rule.iri, str(one.component), _packed(one.focus), one.path, value]
        yield _AS_PRINTED.encode([*about, *one.messages, found.labels[one.focus]]) + "\n"


def _packed(term: Node) -> object:
    if isinstance(term, Literal):
        return [str(term), term.language, None if term.datatype is None else str(term.datatype)]
    return str(term)


def _value(kept: object) -> Node | None:
    return None if kept is None else _unpacked(kept)


def _unpacked(kept: object) -> Node:
    if isinstance(kept, list):
        text, language, datatype = kept
        return Literal(text, lang=language, datatype=None if language or datatype is None else URIRef(datatype))
    return URIRef(str(kept))
