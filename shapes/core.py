"""SHACL Core as SELECTs: each constraint of a shape becomes one query that finds all its violations at once.

A validator that walks from focus node to focus node asks the store a question for each; one query a constraint lets the
store's own engine do the joins. What a constraint means stands in SHACL (W3C, 2017) chapter 4; `tests/shapes` compares
the results with pySHACL's. Only what the shapes of this folder use is known; anything else is refused at load.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rdflib import RDF, SH, XSD, Graph, Node, URIRef
from rdflib.collection import Collection

_TARGETS = (SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf)
_ANNOTATIONS = {RDF.type, SH.name, SH.message, SH.severity, SH.path, SH.property, SH.sparql, SH.description, SH.flags}
_LEXICAL = {
    XSD.integer: "^[+-]?[0-9]+$",
    XSD.date: "^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
    "(?:Z|[+-][0-9]{2}:[0-9]{2})?$",
}
"""What a literal of a type looks like (XML Schema 1.1 part 2), for engines differ in the casts that they know."""
CLASSES = "«{}»"
"""Stands in a SELECT for a class and its subclasses in the data; the engine puts their IRIs there."""


@dataclass(frozen=True, slots=True)
class Select:
    """A constraint's violations. text: SELECT ?this, and ?value where the constraint reports one. component: the IRI of the
    SHACL constraint component; path: property IRI, `^` before it when it points to the focus, empty where there is none."""

    text: str
    component: URIRef
    path: str
    value: bool


def selects(shapes: Graph, shape: URIRef) -> list[Select]:
    """The constraints of a named property or node shape. Raises ValueError for a constraint, path or target not known here."""
    holders = [shape, *shapes.subjects(SH.property, shape)]
    targets = [(kind, term) for holder in holders for kind in _TARGETS for term in shapes.objects(holder, kind)]
    path = shapes.value(shape, SH.path)
    found: list[Select] = []
    for prop, value in sorted(shapes.predicate_objects(shape)):
        if prop in _ANNOTATIONS or prop in _TARGETS or prop == SH.qualifiedMinCount:
            continue
        compiler = _COMPILERS.get(prop)
        if compiler is None or not targets:
            raise ValueError(f"{shape}: {prop} is no constraint that shapes/core.py knows, or has no target")
        told = _Told(shapes, shape, _hop(shapes, path), value)
        where, component, reports = compiler(told)
        columns = "?this ?value" if reports else "?this"
        texts = [f"SELECT DISTINCT {columns} WHERE {{ {_target(kind, term)} {where} }}" for kind, term in targets]
        found += [Select(text, component, _path_text(shapes, path), reports) for text in texts]
    return found


def _target(kind: URIRef, term: Node) -> str:
    if kind == SH.targetClass:
        return f"VALUES ?class {{ {CLASSES.format(term)} }} ?this a ?class ."
    if kind == SH.targetObjectsOf:
        return f"?subject <{term}> ?this ."
    return f"?this <{term}> ?object ."


@dataclass(frozen=True, slots=True)
class _Told:
    """A constraint to compile. hop: (from, to) → the triple pattern of the shape's path between two variables."""

    shapes: Graph
    shape: Node
    hop: Callable[[str, str], str]
    value: Node


_Compiled = tuple[str, URIRef, bool]


def _hop(shapes: Graph, path: Node | None) -> Callable[[str, str], str]:
    if path is None:
        return lambda start, end: f"FILTER({start} = {end})"
    inverse = shapes.value(path, SH.inversePath)
    if inverse is not None:
        return lambda start, end: f"{end} <{inverse}> {start} ."
    if not isinstance(path, URIRef):
        raise ValueError(f"a path here is a property or its inverse, not {path}")
    return lambda start, end: f"{start} <{path}> {end} ."


def _path_text(shapes: Graph, path: Node | None) -> str:
    if path is None:
        return ""
    inverse = shapes.value(path, SH.inversePath)
    return str(path) if inverse is None else f"^{inverse}"


def _min_count(told: _Told) -> _Compiled:
    least = int(str(told.value))
    where = f"FILTER NOT EXISTS {{ {told.hop('?this', '?any')} }}"
    if least > 1:
        count = f"SELECT ?this (COUNT(DISTINCT ?any) AS ?n) WHERE {{ {told.hop('?this', '?any')} }} GROUP BY ?this"
        where = f"OPTIONAL {{ {{ {count} }} }} FILTER(COALESCE(?n, 0) < {least})"
    return where, SH.MinCountConstraintComponent, False


def _max_count(told: _Told) -> _Compiled:
    most = int(str(told.value))
    having = f"HAVING(COUNT(DISTINCT ?any) > {most})"
    where = f"{{ SELECT ?this WHERE {{ {told.hop('?this', '?any')} }} GROUP BY ?this {having} }}"
    return where, SH.MaxCountConstraintComponent, False


def _datatype(told: _Told) -> _Compiled:
    """An ill-typed literal ("2021-06-31"^^xsd:date) violates it too."""
    kind = told.value
    valid = f"ISLITERAL(?value) && DATATYPE(?value) = <{kind}>"
    if kind in _LEXICAL:
        valid += f' && REGEX(STR(?value), "{_LEXICAL[URIRef(str(kind))]}")'
    where = f"{told.hop('?this', '?value')} FILTER(!COALESCE({valid}, false))"
    return where, SH.DatatypeConstraintComponent, True


def _pattern(told: _Told) -> _Compiled:
    flags = told.shapes.value(told.shape, SH.flags)
    asked = f", {flags.n3()}" if flags is not None else ""
    # Virtuoso's REGEX misses Chinese beside a class of characters in what STR gives, and finds it in what SUBSTR gives.
    whole = "SUBSTR(STR(?value), 1)"
    where = f"{told.hop('?this', '?value')} FILTER(ISBLANK(?value) || !REGEX({whole}, {told.value.n3()}{asked}))"
    return where, SH.PatternConstraintComponent, True


def _min_length(told: _Told) -> _Compiled:
    where = f"{told.hop('?this', '?value')} FILTER(ISBLANK(?value) || STRLEN(STR(?value)) < {int(str(told.value))})"
    return where, SH.MinLengthConstraintComponent, True


def _class(told: _Told) -> _Compiled:
    typed = f"VALUES ?known {{ {CLASSES.format(told.value)} }} ?value a ?known ."
    where = f"{told.hop('?this', '?value')} FILTER NOT EXISTS {{ {typed} }}"
    return where, SH.ClassConstraintComponent, True


def _node_kind(told: _Told) -> _Compiled:
    tests = {SH.IRI: "ISIRI(?value)", SH.Literal: "ISLITERAL(?value)", SH.BlankNode: "ISBLANK(?value)"}
    where = f"{told.hop('?this', '?value')} FILTER(!{tests[URIRef(str(told.value))]})"
    return where, SH.NodeKindConstraintComponent, True


def _in(told: _Told) -> _Compiled:
    listed = ", ".join(item.n3() for item in Collection(told.shapes, told.value))
    return f"{told.hop('?this', '?value')} FILTER(?value NOT IN ({listed}))", SH.InConstraintComponent, True


def _less_than(operator: str, component: URIRef) -> Callable[[_Told], _Compiled]:
    def compiled(told: _Told) -> _Compiled:
        where = f"{told.hop('?this', '?value')} ?this <{told.value}> ?other . "
        return where + f"FILTER(!COALESCE(?value {operator} ?other, false))", component, True

    return compiled


def _bound(operator: str, component: URIRef) -> Callable[[_Told], _Compiled]:
    def compiled(told: _Told) -> _Compiled:
        where = f"{told.hop('?this', '?value')} FILTER(!COALESCE(?value {operator} {told.value.n3()}, false))"
        return where, component, True

    return compiled


def _has_value(told: _Told) -> _Compiled:
    where = f"FILTER NOT EXISTS {{ {told.hop('?this', told.value.n3())} }}"
    return where, SH.HasValueConstraintComponent, False


def _qualified(told: _Told) -> _Compiled:
    least = told.shapes.value(told.shape, SH.qualifiedMinCount)
    kind = told.shapes.value(told.value, SH["class"])
    if least is None or int(str(least)) != 1 or kind is None:
        raise ValueError(f"{told.shape}: a qualified value shape here is one sh:class with sh:qualifiedMinCount 1")
    # The type is asked for of the values that the path reaches: joined beside it, an engine may start from all of the class.
    typed = f"FILTER EXISTS {{ VALUES ?known {{ {CLASSES.format(kind)} }} ?any a ?known }}"
    where = f"FILTER NOT EXISTS {{ {told.hop('?this', '?any')} {typed} }}"
    return where, SH.QualifiedMinCountConstraintComponent, False


def _or(told: _Told) -> _Compiled:
    options = " || ".join(_holds(told.shapes, option) for option in Collection(told.shapes, told.value))
    # Without a path the focus node is its own value node, and is what is reported.
    return f"BIND(?this AS ?value) FILTER(!({options}))", SH.OrConstraintComponent, True


def _not(told: _Told) -> _Compiled:
    holds = _holds(told.shapes, told.value)
    return f"BIND(?this AS ?value) FILTER({holds})", SH.NotConstraintComponent, True


def _holds(shapes: Graph, shape: Node) -> str:
    """A filter that is true where the focus node conforms to a shape without a name: sh:not, sh:hasValue, sh:minCount 1."""
    tests = list(_tests(shapes, shape))
    if not tests:
        raise ValueError(f"{shape}: a shape inside sh:or or sh:not has sh:not, sh:hasValue, sh:class or sh:minCount 1")
    return "(" + " && ".join(tests) + ")"


def _tests(shapes: Graph, shape: Node) -> Iterator[str]:
    hop = _hop(shapes, shapes.value(shape, SH.path))
    for prop, value in sorted(shapes.predicate_objects(shape)):
        if prop == SH["not"]:
            yield f"!{_holds(shapes, value)}"
        elif prop == SH.hasValue:
            yield f"EXISTS {{ {hop('?this', value.n3())} }}"
        elif prop == SH.minCount and int(str(value)) == 1:
            yield f"EXISTS {{ {hop('?this', '?some')} }}"
        elif prop == SH.maxCount and int(str(value)) == 0:
            yield f"NOT EXISTS {{ {hop('?this', '?some')} }}"
        elif prop == SH["class"]:
            yield f"EXISTS {{ VALUES ?kind {{ {CLASSES.format(value)} }} ?this a ?kind }}"
        elif prop not in _ANNOTATIONS:
            raise ValueError(f"{shape}: {prop} inside sh:or or sh:not is not known here")


_COMPILERS: dict[Node, Callable[[_Told], _Compiled]] = {
    SH.minCount: _min_count,
    SH.maxCount: _max_count,
    SH.datatype: _datatype,
    SH.pattern: _pattern,
    SH.minLength: _min_length,
    SH["class"]: _class,
    SH.nodeKind: _node_kind,
    SH["in"]: _in,
    SH.lessThan: _less_than("<", SH.LessThanConstraintComponent),
    SH.lessThanOrEquals: _less_than("<=", SH.LessThanOrEqualsConstraintComponent),
    SH.minInclusive: _bound(">=", SH.MinInclusiveConstraintComponent),
    SH.maxInclusive: _bound("<=", SH.MaxInclusiveConstraintComponent),
    SH.hasValue: _has_value,
    SH.qualifiedValueShape: _qualified,
    SH["or"]: _or,
    SH["not"]: _not,
}
