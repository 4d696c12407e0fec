"""Take the triple patterns out of a SELECT, each with those that must match as well: they limit what a change of the graph can affect.

The answer of a rule for a node changes only where a triple changes that matches one of its patterns, and where the patterns around
lead from that triple to the node. What lies around a pattern is read from the algebra (SPARQL 1.1, 18.2), level by level:

- of a join, each side is evaluated around the other; of OPTIONAL and MINUS, the left side around the right one;
- the group that a filter or BIND is applied to is around the patterns of its EXISTS;
- of a UNION, one branch at a time is around the rest;
- an optional part is around nothing: its variables may be unbound.

A subquery's variables that it does not select are its own, and are renamed. Patterns with a variable `?narrow…` are left out: an author
names them so where they only repeat, for the sake of speed, what the rule asks for around them. rdflib takes seconds to parse all
rules, so the outcome is kept as data (`shapes.patterns`): `python -m shapes.algebra` writes it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, product

from rdflib import Node, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.plugins.sparql.algebra import translateGroupGraphPattern, translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from ontology.vocabulary import PREFIXES
from shapes.patterns import FILE, FLIPPED, MIXED, MORE, Around, Hop, Occurrence, Pattern, Reach, digest, known
from shapes.rules import Rules
from shapes.targets import placeholders_as_iris
from shapes.worded import LABELLED

_WRAPPERS = {"Distinct", "Reduced", "OrderBy", "AggregateJoin", "SelectQuery"}
_MOST = 16
"""The number of ways in which the branches of unions may be combined."""


def reach(text: str) -> Reach:
    """Return the patterns of a SELECT. Raises ValueError for algebra that the rules do not use."""
    algebra = translateQuery(parseQuery(placeholders_as_iris(text)), initNs=PREFIXES).algebra
    reader = _PatternCollector()
    reader.read(algebra, [()], MORE, {})
    return Reach(tuple(reader.patterns), tuple(dict.fromkeys(reader.found)))


@dataclass
class _PatternCollector:
    patterns: list[Pattern] = field(default_factory=list)
    found: list[Occurrence] = field(default_factory=list)
    _scopes: Iterator[int] = field(default_factory=count)
    _known: dict[tuple[int, tuple[tuple[str, str], ...]], Mapping[str, str]] = field(default_factory=dict)

    def read(self, node: CompValue, around: Sequence[Around], sign: int, names: Mapping[str, str]) -> None:
        """Collect the occurrences below a node. around: the alternative sets of patterns that match around it. names: renamed variables."""
        match node.name:
            case "BGP":
                own = self._number_triples(node, names)
                for pattern in own:
                    rest = tuple(other for other in own if other != pattern)
                    self.found += [Occurrence(pattern, sign, _merged(rest, way)) for way in around]
            case "Join":
                self.read(node.p1, self._both(around, node.p2, names), sign, names)
                self.read(node.p2, self._both(around, node.p1, names), sign, names)
            case "LeftJoin":
                self.read(node.p1, around, sign, names)
                left = self._both(around, node.p1, names)
                self.read(node.p2, left, MIXED, names)
                self._expression(node.expr, self._both(left, node.p2, names), MIXED, names)
            case "Minus":
                self.read(node.p1, around, sign, names)
                self.read(node.p2, self._both(around, node.p1, names), FLIPPED[sign], names)
            case "Union":
                self.read(node.p1, around, sign, names)
                self.read(node.p2, around, sign, names)
            case "Filter" | "Extend":
                self.read(node.p, around, sign, names)
                inner = self._both(around, node.p, names)
                self._expression(node.expr, inner, sign if node.name == "Filter" else MIXED, names)
            case "Group":
                self.read(node.p, around, MIXED, names)
            case "Project":
                self.read(node.p, around, sign, self._inside(node, names))
            case "ToMultiSet":
                self.read(node.p, around, sign, names)
            case "values":
                pass
            case name if name in _WRAPPERS:
                self.read(node.p, around, sign, names)
            case name:
                raise ValueError(f"{name} is not known here")

    def _certain(self, node: CompValue, names: Mapping[str, str]) -> list[Around]:
        """Return the patterns that match in every solution of a node, once for each combination of the branches of its unions."""
        match node.name:
            case "BGP":
                return [tuple(self._number_triples(node, names))]
            case "Join":
                return self._both(self._certain(node.p1, names), node.p2, names)
            case "LeftJoin" | "Minus":
                return self._certain(node.p1, names)
            case "Union":
                return self._certain(node.p1, names) + self._certain(node.p2, names)
            case "Project":
                return self._certain(node.p, self._inside(node, names))
            case "values":
                return [self._values(node, names)]
            case _:
                return self._certain(node.p, names)

    def _both(self, around: Sequence[Around], node: CompValue, names: Mapping[str, str]) -> list[Around]:
        ways = [_merged(inner, outer) for outer, inner in product(around, self._certain(node, names))]
        if len(ways) > _MOST:
            raise ValueError(f"too many combinations of UNION: {len(ways)}")
        return ways

    def _expression(self, expr: object, around: Sequence[Around], sign: int, names: Mapping[str, str]) -> None:
        if isinstance(expr, list):
            for one in expr:
                self._expression(one, around, sign, names)
        if not isinstance(expr, CompValue):
            return
        if expr.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            inner = expr.graph
            if inner.name.startswith("GroupGraphPattern"):
                inner = translateGroupGraphPattern(inner)
            self.read(inner, around, sign if expr.name == "Builtin_EXISTS" else FLIPPED[sign], names)
            return
        below = {"ConditionalAndExpression": sign, "ConditionalOrExpression": sign, "UnaryNot": FLIPPED[sign]}
        for value in expr.values():
            self._expression(value, around, below.get(expr.name, MIXED), names)

    def _inside(self, node: CompValue, names: Mapping[str, str]) -> Mapping[str, str]:
        """Return the names inside a SELECT: a variable that it does not select is its own. The outermost keeps all names."""
        key = id(node), tuple(sorted(names.items()))
        if key not in self._known:
            chosen = {str(variable) for variable in node.PV}
            scope = next(self._scopes)
            inner = {str(name) for name in node["_vars"]} - chosen
            kept = {name: names[name] for name in chosen & names.keys()}
            self._known[key] = kept | ({name: f"{name}.{scope}" for name in inner} if scope else {})
        return self._known[key]

    def _number_triples(self, node: CompValue, names: Mapping[str, str]) -> list[int]:
        triples = [(s, p, o) for s, p, o in node.triples if not (_narrows(s) or _narrows(o))]
        return [self._number(_end(s, names), _hop(p), _end(o, names)) for s, p, o in triples]

    def _values(self, node: CompValue, names: Mapping[str, str]) -> Around:
        """VALUES of one variable, as a pattern without a property; of several they restrict nothing here."""
        rows = node.res
        if not rows or any(len(row) != 1 for row in rows):
            return ()
        (variable,) = rows[0]
        return (self._number(_end(variable, names), ("in", *(_term(row[variable]) for row in rows)), ""),)

    def _number(self, start: str, hop: Hop, end: str) -> int:
        pattern = Pattern(start, hop, end)
        if pattern not in self.patterns:
            self.patterns.append(pattern)
        return self.patterns.index(pattern)


def _narrows(term: Node) -> bool:
    return isinstance(term, Variable) and term.startswith("narrow")


def _merged(one: Around, other: Around) -> Around:
    return tuple(sorted({*one, *other}))


def _end(term: Node, names: Mapping[str, str]) -> str:
    if isinstance(term, Variable):
        return "?" + names.get(str(term), str(term))
    return _term(term)


def _term(term: Node) -> str:
    return term.n3()


def _hop(path: Node | Path) -> Hop:
    match path:
        case URIRef():
            return str(path)
        case InvPath():
            return ("^", _hop(path.arg))
        case SequencePath():
            return ("/", *map(_hop, path.args))
        case AlternativePath():
            return ("|", *map(_hop, path.args))
        case MulPath() if path.mod == "+":
            return ("+", _hop(path.path))
    raise ValueError(f"{path} is not known here")


def every() -> list[str]:
    """Return the texts of all SELECTs whose patterns are kept."""
    return [*LABELLED, *(select.text for rule in Rules.load().by_iri.values() for select in rule.selects)]


def write() -> None:
    """Write `patterns.json` anew; SELECTs that are kept already are not read again."""
    held = known() if FILE.exists() else {}
    rows = {}
    for text in every():
        one = held.get(digest(text)) or reach(text)
        patterns = [[p.start, p.hop, p.end] for p in one.patterns]
        occurrences = [[o.pattern, o.sign, o.around] for o in one.occurrences]
        rows[digest(text)] = json.dumps({"patterns": patterns, "occurrences": occurrences}, ensure_ascii=False)
    lines = [f'"{key}": {row}' for key, row in sorted(rows.items())]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    write()
