"""Keep findings in a table of a file: those of some nodes, or of a whole rule, are replaced without reading the others.

The rows are in the order of the report. Beside them are a checksum over the rows of each rule, and one over these checksums: where one
differs, the file is damaged, or has pages of another file.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import astuple, dataclass
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

from rdflib import SH, Literal, Node, URIRef

from graph.records.findings import Finding, n3
from shapes.rules import ShapeRule

_TABLES = """
CREATE TABLE kept(token TEXT, rules TEXT, day TEXT, triples INTEGER, sum TEXT);
CREATE TABLE summed(rule INTEGER PRIMARY KEY, sum TEXT);
CREATE TABLE found(rule INTEGER, focus TEXT, path TEXT, value TEXT, zh TEXT, en TEXT, component TEXT, literal TEXT, term TEXT, label TEXT,
    PRIMARY KEY(rule, focus, path, value, zh, en, component, literal)) WITHOUT ROWID
"""
_NODES = "CREATE TEMP TABLE node(focus TEXT, literal TEXT, PRIMARY KEY(focus, literal)) WITHOUT ROWID"
_OF = "SELECT * FROM found WHERE rule = ? ORDER BY focus, path, value, zh, en, component, literal"
_OF_NODES = "SELECT found.* FROM node CROSS JOIN found USING(focus, literal) WHERE rule = ?"
_PUT = "REPLACE INTO found VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SUM_OF_ALL = "SELECT sum FROM kept"
_MODULUS = 1 << 128
_WAIT = 60.0  # seconds for another validation that brings the same file up to date
_AS_PRINTED = json.JSONEncoder(ensure_ascii=False)

_Row = tuple[int, str, str, str, str, str, str, str, str, str]
"""A row of `found`. literal: the focus as JSON, where it is one. term: the value as JSON, where there is one."""


class DamagedError(Exception):
    """The rows of a rule are not those that were written."""


@dataclass(frozen=True, slots=True)
class KeptHead:
    """token: of the triples (`graph.store.delta`). rules: identifies the set of rules. triples: how many there were when all rules were run
    last."""

    token: str
    rules: str
    day: str
    triples: int


class FoundTable:
    """The findings of rules. Raises sqlite3.Error for a file that is no such table, is damaged, or cannot be written to."""

    def __init__(self, connection: sqlite3.Connection, rules: Sequence[ShapeRule]) -> None:
        """rules: all that there are, in the order of the report; a rule is known by its place."""
        self._tables, self._rules = connection, rules
        self._places = {rule.iri: place for place, rule in enumerate(rules)}
        self._prepare()

    def _prepare(self) -> None:
        self._tables.execute("PRAGMA secure_delete = ON")  # a finding that is no more is to be gone from the file
        self._tables.execute(_NODES)

    @staticmethod
    def open(path: Path, rules: Sequence[ShapeRule], wait: float = _WAIT) -> "FoundTable":
        """Open an existing file. wait: the seconds to wait for another process that changes it."""
        uri = f"file:{quote(str(path.absolute()))}?mode=rw"
        return FoundTable(sqlite3.connect(uri, wait, isolation_level=None, uri=True), rules)

    @staticmethod
    def create(path: str, rules: Sequence[ShapeRule]) -> "FoundTable":
        """Create the tables in an empty file that no other process has open; `:memory:` for none."""
        table = FoundTable(sqlite3.connect(path, isolation_level=None), rules)
        for pragma in ("page_size = 16384", "journal_mode = OFF", "synchronous = OFF"):
            table._tables.execute(f"PRAGMA {pragma}")
        table._tables.execute("BEGIN")
        for statement in _TABLES.split(";"):
            table._tables.execute(statement)
        return table

    def close(self) -> None:
        """Close the file; what was not committed is not kept."""
        self._tables.close()

    def head(self) -> KeptHead | None:
        """Return for which triples, rules and day the findings are valid; None for a new file."""
        row = self._tables.execute("SELECT token, rules, day, triples FROM kept").fetchone()
        return None if row is None else KeptHead(*row)

    def begin(self) -> None:
        """Begin to change rows, alone. Where the file may not be written to, a copy in memory is changed."""
        try:
            self._tables.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            copy = sqlite3.connect(":memory:", isolation_level=None)
            self._tables.backup(copy)
            self._tables.close()
            self._tables = copy
            self._prepare()
            self._tables.execute("BEGIN")

    def commit(self, head: KeptHead) -> None:
        """Keep the changes. head: for which triples, rules and day the findings are valid now."""
        self._tables.execute("DELETE FROM kept")
        self._tables.execute("INSERT INTO kept VALUES (?, ?, ?, ?, ?)", (*astuple(head), self._sum_of_all()))
        self._tables.execute("COMMIT")

    def rollback(self) -> None:
        """Leave all as it was."""
        self._tables.execute("ROLLBACK")

    def foci(self, rule: str) -> list[Node]:
        """Return the nodes about which a rule (IRI) found something."""
        rows = self._tables.execute("SELECT DISTINCT focus, literal FROM found WHERE rule = ?", (self._places[rule],))
        return [_node(focus, literal) for focus, literal in rows]

    def replace(self, rule: str, findings: Iterable[Finding], nodes: Collection[Node] | None = None) -> None:
        """Replace what a rule found about these nodes; where none are given, all that it found."""
        place = self._places[rule]
        if nodes is None:
            total = 0
            self._tables.execute("DELETE FROM found WHERE rule = ?", (place,))
        else:
            total = self._sum(place)
            self._name(nodes)
            total -= sum(map(_stamp, self._rows_of_named(place)))
            self._tables.execute("DELETE FROM found WHERE rule = ? AND (focus, literal) IN node", (place,))
        rows = [self._row(place, finding) for finding in findings]
        self._tables.executemany(_PUT, rows)
        self._put_sum(place, total + sum(map(_stamp, rows)))

    def rename(self, nodes: Collection[Node] | None, name: Callable[[Node], str]) -> None:
        """Give nodes the names that they have now; all nodes where none are given."""
        if nodes is not None:
            self._name(nodes)
        for (place,) in self._tables.execute("SELECT rule FROM summed").fetchall():
            rows = self._rows_of_rule(place) if nodes is None else self._rows_of_named(place)
            named = [(*row[:-1], name(_node(row[1], row[7]))) for row in rows]
            new = [(row, old) for row, old in zip(named, rows, strict=True) if row != old]
            self._tables.executemany(_PUT, [row for row, _ in new])
            self._put_sum(place, self._sum(place) + sum(_stamp(row) - _stamp(old) for row, old in new))

    def read(self, wanted: Collection[str], token: str) -> list[tuple[int, Finding]]:
        """Return the findings of these rules (IRIs), each with the place of its rule.

        Raises DamagedError, also where they do not belong to the token's triples: another validation may have replaced them.
        """
        found: list[tuple[int, Finding]] = []
        self._tables.execute("BEGIN")  # all is read as it is at one time
        head = self.head()
        if head is None or head.token != token or (self._sum_of_all(),) != self._tables.execute(_SUM_OF_ALL).fetchone():
            raise DamagedError
        for place in sorted(self._places[rule] for rule in wanted):
            rows = self._rows_of_rule(place)
            if sum(map(_stamp, rows)) % _MODULUS != self._sum(place):
                raise DamagedError
            found += ((place, self._finding(row)) for row in rows)
        self._tables.execute("COMMIT")
        return found

    def _name(self, nodes: Collection[Node]) -> None:
        self._tables.execute("DELETE FROM node")
        self._tables.executemany("INSERT INTO node VALUES (?, ?)", [(str(node), _literal(node)) for node in nodes])

    def _rows_of_rule(self, place: int) -> list[_Row]:
        return self._tables.execute(_OF, (place,)).fetchall()

    def _rows_of_named(self, place: int) -> list[_Row]:
        return self._tables.execute(_OF_NODES, (place,)).fetchall()

    def _sum(self, place: int) -> int:
        row = self._tables.execute("SELECT sum FROM summed WHERE rule = ?", (place,)).fetchone()
        try:
            return 0 if row is None else int(row[0], 16)
        except (TypeError, ValueError) as error:
            raise DamagedError from error

    def _sum_of_all(self) -> str:
        sums = self._tables.execute("SELECT rule, sum FROM summed ORDER BY rule").fetchall()
        return f"{_stamp(sums):x}"

    def _put_sum(self, place: int, total: int) -> None:
        self._tables.execute("REPLACE INTO summed VALUES (?, ?)", (place, f"{total % _MODULUS:x}"))

    def _row(self, place: int, finding: Finding) -> _Row:
        node, term = finding.node, finding.term
        assert node is not None
        messages = finding.message_zh, finding.message_en
        component = finding.component.removeprefix(str(SH))
        packed = "" if term is None else _packed(term)
        return place, finding.focus, finding.path, n3(term), *messages, component, _literal(node), packed, finding.label

    def _finding(self, row: _Row) -> Finding:
        place, focus, path, _, zh, en, component, literal, packed, label = row
        term = _unpacked(packed) if packed else None
        return self._rules[place].finding(_node(focus, literal), label, path, term, (zh, en), f"{SH}{component}")


def _stamp(row: Iterable[object]) -> int:
    return int.from_bytes(blake2b("\0".join(map(str, row)).encode(), digest_size=16).digest())


def _node(focus: str, literal: str) -> Node:
    return _unpacked(literal) if literal else URIRef(focus)


def _literal(node: Node) -> str:
    return _packed(node) if isinstance(node, Literal) else ""


def _packed(term: Node) -> str:
    """Return a literal as JSON, an IRI as it is."""
    if isinstance(term, Literal):
        return _AS_PRINTED.encode([str(term), term.language, None if term.datatype is None else str(term.datatype)])
    return str(term)


def _unpacked(kept: str) -> Node:
    if kept.startswith("["):
        try:
            text, language, datatype = json.loads(kept)
        except ValueError as error:
            raise DamagedError from error
        return Literal(text, lang=language, datatype=None if language or datatype is None else URIRef(datatype))
    return URIRef(kept)
