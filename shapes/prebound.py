"""Decide whether a SHACL SELECT can run once for all focus nodes.

SHACL (5.3.1) runs the SELECT of an `sh:sparql` constraint once a focus node, with `$this` pre-bound in all of it. Running it once
and joining the answer with the focus nodes gives the same where every expression that reads `$this` is in a group that also
binds it, and nothing counts, cuts or subtracts solutions. The check is conservative: what it does not know, pySHACL runs.
"""

from rdflib import Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, Path, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

_THIS = Variable("this")
_PLAIN = {"Project", "Distinct", "Reduced", "OrderBy"}


class NotJoinableError(ValueError):
    """The SELECT needs `$this` before it runs; the message says why."""


def require_joinable(select: str) -> None:
    """Raise NotJoinableError where a SELECT (with its prefixes) means something else when it runs once for all focus nodes.

    Raises an exception of rdflib's parser for what is no SPARQL query.
    """
    algebra = translateQuery(parseQuery(select)).algebra
    if algebra.name != "SelectQuery":
        raise NotJoinableError("it is no SELECT")
    if _THIS not in algebra.PV:
        raise NotJoinableError("it does not select $this")
    for variable in ("PATH", "shapesGraph", "currentShape", "message", "failure"):
        if f"${variable}" in select or f"?{variable}" in select:
            raise NotJoinableError(f"it uses ${variable}")
    part = algebra.p
    while part.name in _PLAIN:  # sorting and dropping duplicates change no set of solutions
        part = part.p
    if _THIS not in _bound(part):
        raise NotJoinableError("no triple pattern of its outermost group binds $this")


def _bound(part: CompValue) -> set[Variable]:
    """Check a part of the algebra, and return the variables that every solution of it binds."""
    match part.name:
        case "BGP":
            for triple in part.triples:
                _check_path(triple[1])
            return {term for triple in part.triples for term in triple if isinstance(term, Variable)}
        case "Join":
            return _bound(part.p1) | _bound(part.p2)
        case "LeftJoin":
            left = _bound(part.p1)
            _check_expressions(part, left | _bound(part.p2))
            return left
        case "Union":
            return _bound(part.p1) & _bound(part.p2)
        case "Filter" | "Extend":
            bound = _bound(part.p)
            _check_expressions(part, bound)
            return bound
        case name:
            raise NotJoinableError(f"it has {_SPOKEN.get(name, name)}")


_SPOKEN = {
    "AggregateJoin": "an aggregate",
    "Graph": "GRAPH",
    "Group": "GROUP BY",
    "Slice": "LIMIT or OFFSET",
    "Minus": "MINUS",
    "ServiceGraphPattern": "SERVICE",
    "ToMultiSet": "VALUES or a nested SELECT",
    "values": "VALUES",
}


def _check_path(path: object) -> None:
    """Raise for a path of length zero, which relates a focus node to itself even where no triple names it."""
    match path:
        case MulPath() if path.zero:
            raise NotJoinableError("it has a path of any length (* or ?)")
        case MulPath() | InvPath():
            _check_path(path.path if isinstance(path, MulPath) else path.arg)
        case SequencePath() | AlternativePath():
            for step in path.args:
                _check_path(step)
        case NegatedPath() | Path():
            return


def _check_expressions(part: CompValue, bound: set[Variable]) -> None:
    """Check the filter, the BIND and the sort keys of a part of the SELECT. bound: the variables that its own group binds."""
    for name in ("expr", "expr2"):
        if name in part:
            _check_expression(part[name], bound)


def _check_expression(expression: object, bound: set[Variable]) -> None:
    if expression == _THIS and _THIS not in bound:
        raise NotJoinableError("an expression reads $this in a group that does not bind it")
    if not isinstance(expression, CompValue):
        if isinstance(expression, list | tuple):
            for item in expression:
                _check_expression(item, bound)
        return
    if expression.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
        # What the outer group binds is put into the pattern; where that is $this, the pattern sees it as if pre-bound.
        if _THIS not in bound:
            _bound(expression.graph)
        return
    for name, value in expression.items():
        if name != "_vars":
            _check_expression(value, bound)
