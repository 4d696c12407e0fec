"""Findings kept from one validation to the next, in the folder of a store: a cache that a token ties to the triples of a generation.

`findings.sqlite` contains what does not depend on a day, `findings-<day>.sqlite` what does, for the last days that were asked for. Where a
file is missing or damaged, is of other rules or another version, or the store no longer knows what has changed since
(`graph.store.delta`), everything is asked.
"""

import sqlite3
from collections.abc import Collection
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from heapq import merge
from importlib.metadata import version

from rdflib import Node

from graph.records.findings import Finding
from graph.store import delta, generations
from graph.store.atomic import replacing
from graph.store.errors import StoreError
from graph.store.store import Store
from graph.store.view import View
from ontology.enumerations import Severity
from shapes import patterns
from shapes.asking import Asking, without_log
from shapes.found import DamagedError, FoundTable, KeptHead
from shapes.renewal import renew
from shapes.rules import Rules, ShapeRule
from shapes.validate import chosen, validate
from shapes.worded import name_of, put_in_words

_DAYS = 3
"""Of so many days findings are kept: `zhengmai reading` asks for another one than `zhengmai validate` and the explorer."""
_SHARE = 20
"""If more than this part of the triples has changed, everything is asked anew."""
_TYPED = "SELECT (COUNT(*) AS ?typed) WHERE { ?node a ?type }"
_TRIPLES_A_TYPE = 15


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
    found: list[list[tuple[int, Finding]]] = []
    with without_log():
        for section in (False, True) if dated is None else (dated,):
            wanted = {rule.iri for rule in chosen(_rules(section), severity, None)}
            found.append(_Section(view, section, as_of).findings(wanted))
    return [finding for _, finding in merge(*found, key=lambda one: one[0])]


def _rules(dated: bool | None) -> list[ShapeRule]:
    return chosen(list(Rules.load().by_iri.values()), None, None, dated)


@cache
def _ordered() -> list[ShapeRule]:
    """Return all rules in the order of the report."""
    return sorted(Rules.load().by_iri.values(), key=lambda rule: (rule.severity.ordinal, rule.name))


@cache
def _digest(dated: bool) -> str:
    """Return a token of these rules, their words, and the program that runs them."""
    program = version("zhengmai"), sha256(patterns.FILE.read_bytes()).hexdigest()
    return sha256(repr((program, _rules(dated), [rule.iri for rule in _ordered()])).encode()).hexdigest()


class _Section:
    """The findings of the rules that depend on a day, or of those that do not."""

    def __init__(self, view: Store, dated: bool, as_of: date | None) -> None:
        self._view, self._graph, self._as_of = view, view.graph(), as_of
        self._rules = _rules(dated)
        self._token = delta.token(view.database)
        day = as_of.isoformat() if as_of is not None and dated else ""
        self._head = KeptHead(self._token or "", _digest(dated), day, 0)
        self._file = view.path / _name(dated, day)

    def findings(self, wanted: Collection[str]) -> list[tuple[int, Finding]]:
        """Return what these rules (IRIs) find, each with the place of its rule."""
        if self._token is not None:
            with (
                suppress(sqlite3.Error, DamagedError),
                closing(FoundTable.open(self._file, _ordered())) as table,
            ):
                if self._renew(table):
                    return table.read(wanted, self._head.token)
            with suppress(sqlite3.Error, OSError, StoreError):
                with (
                    replacing(self._file, shared=True) as file,
                    closing(FoundTable.create(file.name, _ordered())) as table,
                ):
                    found = self._anew(table, wanted)
                self._tidy()
                return found
        with closing(FoundTable.create(":memory:", _ordered())) as table:
            return self._anew(table, wanted)

    def _renew(self, table: FoundTable) -> bool:
        """Bring what was kept up to date. Return False where too much has changed, or it is not known what."""
        head = table.head()
        if head is not None and head.token != self._head.token:
            table.begin()
            head = table.head()  # another validation may have done it meanwhile
            if head is not None and self._matches(head) and head.token != self._head.token:
                return self._changed(table, head)
            table.rollback()
        return head is not None and self._matches(head) and head.token == self._head.token

    def _matches(self, head: KeptHead) -> bool:
        return (head.rules, head.day) == (self._head.rules, self._head.day)

    def _changed(self, table: FoundTable, head: KeptHead) -> bool:
        changed = delta.since(self._view.database, head.token)
        if changed is None or len(changed) * _SHARE > head.triples:
            return False
        labels: dict[Node, str] = {}
        renewed = renew(self._view, self._rules, table.foci, changed, self._as_of)
        for rule, answer in renewed.answers.items():
            table.replace(rule, put_in_words(answer.results, self._graph, labels), answer.nodes)
        table.rename(renewed.renamed, lambda node: name_of(node, self._graph, labels))
        table.commit(replace(head, token=self._head.token))
        self._tidy()
        return True

    def _anew(self, table: FoundTable, wanted: Collection[str]) -> list[tuple[int, Finding]]:
        asking, labels = Asking(self._graph), dict[Node, str]()
        for rule in self._rules:
            table.replace(rule.iri, put_in_words(asking.results(rule, self._as_of), self._graph, labels))
        table.commit(replace(self._head, triples=_estimated_triples(self._view)))
        return table.read(wanted, self._head.token)

    def _tidy(self) -> None:
        """Remove what is kept of earlier days, and what a removal has made to forget meanwhile."""
        with suppress(OSError):
            current = generations.current(self._file.parent)
            if current is None or not delta.knows(current, self._head.token):
                self._file.unlink()
            for old in self._file.parent.glob(f"{generations.FINDINGS}*.jsonl"):  # of an earlier version
                old.unlink()
            days = sorted(self._file.parent.glob(_name(True, "*")), key=lambda one: one.stat().st_mtime_ns)
            for old in days[:-_DAYS]:
                old.unlink()


def _estimated_triples(view: Store) -> int:
    """Estimate the number of triples by those that give a type: to count all takes as long as ten rules."""
    return _TRIPLES_A_TYPE * sum(int(row["typed"].value) for row in view.select(_TYPED))


def _name(dated: bool, day: str) -> str:
    """Return the name of a file in the folder of a store."""
    return f"{generations.FINDINGS}-{day or 'any'}.sqlite" if dated else f"{generations.FINDINGS}.sqlite"
