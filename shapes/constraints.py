"""Compile each kind of SHACL constraint to the pattern of a SELECT that finds its violations (SHACL chapter 4)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rdflib import RDF, RDFS, SH, XSD, Graph, Literal, Node, URIRef
from rdflib.collection import Collection

from shapes.targets import CLASSES

ANNOTATIONS = frozenset(
    {RDF.type, SH.name, SH.message, SH.severity, SH.path, SH.property, SH.sparql, SH.description, SH.flags}
    | {SH.order, SH.group, SH.defaultValue, RDFS.label, RDFS.comment}
)
"""Properties of a shape that constrain nothing by themselves."""
_LEXICAL = {
    XSD.integer: "^[+-]?[0-9]+$",
    XSD.date: "^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
    "(?:Z|[+-][0-9]{2}:[0-9]{2})?$",
}
"""The lexical form of each type (XML Schema 1.1 part 2): engines differ in the casts that they know."""
_ANY_TEXT = {XSD.string, XSD.anyURI, RDF.langString}


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint to compile. hop: takes two variables (from, to) and returns the triple pattern of the shape's path."""

    shapes: Graph
    shape: Node
    hop: Callable[[str, str], str]
    value: Node

    @property
    def has_path(self) -> bool:
        return (self.shape, SH.path, None) in self.shapes

    def values(self, wrong: str, component: URIRef) -> "CompiledConstraint":
        """Compile a constraint that reports the values of which a condition is true.

        As a subquery, they are read from the index of the property in one go, and joined with the focus nodes as a whole; a plain
        pattern would be looked up for each focus node, which takes three times as long. Mostly there are none, of any focus.
        """
        pattern = f"{self.hop('?this', '?value')} FILTER({wrong})"
        if not self.has_path:
            return CompiledConstraint(pattern, component, True)
        select = f"SELECT ?this ?value WHERE {{ {pattern} }}"
        return CompiledConstraint(f"{{ {select} }}", component, True, (f"{select} LIMIT 1",))


@dataclass(frozen=True, slots=True)
class CompiledConstraint:
    """A constraint as a pattern. where: the pattern beside that of the target. reports: whether a violation has a value.
    component, needs: as in `shapes.core.Select`."""

    where: str
    component: URIRef
    reports: bool
    needs: tuple[str, ...] = ()


def path_pattern(shapes: Graph, path: Node | None) -> Callable[[str, str], str]:
    """Return a function that writes the triple pattern of a path from one variable to another. Raises ValueError for other paths."""
    if path is None:
        # Without a path the focus node is its own value node. A variable is bound to it, a term compared with it.
        return lambda start, end: f"BIND({start} AS {end})" if end.startswith("?") else f"FILTER({start} = {end})"
    inverse = shapes.value(path, SH.inversePath)
    if inverse is not None:
        return lambda start, end: f"{end} <{inverse}> {start} ."
    if not isinstance(path, URIRef):
        raise ValueError(f"a path here is a property or its inverse, not {path}")
    return lambda start, end: f"{start} <{path}> {end} ."


def path_text(shapes: Graph, path: Node | None) -> str:
    """Return the IRI of a path's property, `^` before it where it is inverse; empty where there is no path."""
    if path is None:
        return ""
    inverse = shapes.value(path, SH.inversePath)
    return str(path) if inverse is None else f"^{inverse}"


def _min_count(constraint: Constraint) -> CompiledConstraint:
    least = int(str(constraint.value))
    if least < 1:
        return CompiledConstraint("FILTER(false)", SH.MinCountConstraintComponent, False)
    # MINUS reads the property in one go; NOT EXISTS would look it up for each focus node.
    where = f"MINUS {{ SELECT ?this WHERE {{ {constraint.hop('?this', '?any')} }} }}"
    if least > 1:
        count = (
            f"SELECT ?this (COUNT(DISTINCT ?any) AS ?n) WHERE {{ {constraint.hop('?this', '?any')} }} GROUP BY ?this"
        )
        where = f"OPTIONAL {{ {{ {count} }} }} FILTER(COALESCE(?n, 0) < {least})"
    return CompiledConstraint(where, SH.MinCountConstraintComponent, False)


def _max_count(constraint: Constraint) -> CompiledConstraint:
    most = int(str(constraint.value))
    having = f"HAVING(COUNT(DISTINCT ?any) > {most})"
    hop = constraint.hop("?this", "?any")
    where = f"{{ SELECT ?this WHERE {{ {hop} }} GROUP BY ?this {having} }}"
    # Counted as a whole, nodes with several values are ruled out in a quarter of the time that it takes to count for each.
    counted = f"SELECT (COUNT(*) AS ?values) (COUNT(DISTINCT ?this) AS ?nodes) WHERE {{ {hop} }}"
    needs = (f"SELECT ?values WHERE {{ {{ {counted} }} FILTER(?values > ?nodes) }}",) if most else ()
    return CompiledConstraint(where, SH.MaxCountConstraintComponent, False, needs)


def _datatype(constraint: Constraint) -> CompiledConstraint:
    """Compile a datatype; an ill-typed literal ("2021-06-31"^^xsd:date) violates it too."""
    kind = constraint.value
    valid = f"ISLITERAL(?value) && DATATYPE(?value) = <{kind}>"
    if kind not in _LEXICAL.keys() | _ANY_TEXT:
        raise ValueError(f"sh:datatype {kind} has no lexical form here")
    if kind in _LEXICAL:
        valid += f' && REGEX(STR(?value), "{_LEXICAL[URIRef(str(kind))]}")'
    return constraint.values(f"!COALESCE({valid}, false)", SH.DatatypeConstraintComponent)


def _pattern(constraint: Constraint) -> CompiledConstraint:
    """Compile a pattern. `shapes.own` asks first whether the engine knows the expression: an unknown one would hide values."""
    flags = constraint.shapes.value(constraint.shape, SH.flags)
    asked = f", {flags.n3()}" if flags is not None else ""
    # Virtuoso's REGEX misses Chinese beside a class of characters in what STR gives, and finds it in what SUBSTR gives.
    whole = "SUBSTR(STR(?value), 1)"
    wrong = f"ISBLANK(?value) || !REGEX({whole}, {constraint.value.n3()}{asked})"
    return constraint.values(wrong, SH.PatternConstraintComponent)


def _length(operator: str, component: URIRef) -> Callable[[Constraint], CompiledConstraint]:
    def compiled(constraint: Constraint) -> CompiledConstraint:
        wrong = f"STRLEN(STR(?value)) {operator} {int(str(constraint.value))}"
        return constraint.values(f"ISBLANK(?value) || {wrong}", component)

    return compiled


def _class(constraint: Constraint) -> CompiledConstraint:
    typed = f"VALUES ?known {{ {CLASSES.format(constraint.value)} }} ?value a ?known ."
    where = f"{constraint.hop('?this', '?value')} FILTER NOT EXISTS {{ {typed} }}"
    return CompiledConstraint(where, SH.ClassConstraintComponent, True)


def _node_kind(constraint: Constraint) -> CompiledConstraint:
    tests = {SH.IRI: "ISIRI(?value)", SH.Literal: "ISLITERAL(?value)", SH.BlankNode: "ISBLANK(?value)"}
    return constraint.values(f"!{tests[URIRef(str(constraint.value))]}", SH.NodeKindConstraintComponent)


def _in(constraint: Constraint) -> CompiledConstraint:
    """Compile a list. A value is in it where it is the same term (SHACL 4.8.3): SPARQL's IN fails on an ill-typed literal, and hides it."""
    members = list(Collection(constraint.shapes, constraint.value))
    same = [f"sameTerm(?value, {term.n3()})" for term in members if not isinstance(term, Literal)]
    # Literals are compared by their parts: sameTerm of Virtuoso distinguishes two equal strings.
    kinds: dict[tuple[str, str], list[str]] = {}
    for term in members:
        if isinstance(term, Literal):
            kind = RDF.langString if term.language else term.datatype or XSD.string
            kinds.setdefault((term.language or "", str(kind)), []).append(Literal(str(term)).n3())
    same += [
        f'(ISLITERAL(?value) && STR(?value) IN ({", ".join(texts)}) && LCASE(LANG(?value)) = "{language.lower()}" '
        f"&& DATATYPE(?value) = <{kind}>)"
        for (language, kind), texts in kinds.items()
    ]
    tests = " || ".join(same) or "false"
    return constraint.values(f"!({tests})", SH.InConstraintComponent)


def _less_than(operator: str, component: URIRef) -> Callable[[Constraint], CompiledConstraint]:
    def compiled(constraint: Constraint) -> CompiledConstraint:
        values = f"{{ SELECT ?this ?value WHERE {{ {constraint.hop('?this', '?value')} }} }}"
        others = f"{{ SELECT ?this ?other WHERE {{ ?this <{constraint.value}> ?other }} }}"
        return CompiledConstraint(
            f"{values} {others} FILTER(!COALESCE(?value {operator} ?other, false))", component, True
        )

    return compiled


def _bound(operator: str, component: URIRef) -> Callable[[Constraint], CompiledConstraint]:
    def compiled(constraint: Constraint) -> CompiledConstraint:
        return constraint.values(f"!COALESCE(?value {operator} {constraint.value.n3()}, false)", component)

    return compiled


def _has_value(constraint: Constraint) -> CompiledConstraint:
    where = f"FILTER NOT EXISTS {{ {constraint.hop('?this', constraint.value.n3())} }}"
    return CompiledConstraint(where, SH.HasValueConstraintComponent, False)


def _qualified(constraint: Constraint) -> CompiledConstraint:
    least = constraint.shapes.value(constraint.shape, SH.qualifiedMinCount)
    kind = constraint.shapes.value(constraint.value, SH["class"])
    others = set(constraint.shapes.predicates(constraint.value, None)) - {SH["class"], RDF.type}
    if least is None or int(str(least)) != 1 or kind is None or others:
        raise ValueError(
            f"{constraint.shape}: a qualified value shape here is one sh:class with sh:qualifiedMinCount 1"
        )
    # The type is asked for of the values that the path reaches: joined beside it, an engine may start from all of the class.
    typed = f"FILTER EXISTS {{ VALUES ?known {{ {CLASSES.format(kind)} }} ?any a ?known }}"
    where = f"FILTER NOT EXISTS {{ {constraint.hop('?this', '?any')} {typed} }}"
    return CompiledConstraint(where, SH.QualifiedMinCountConstraintComponent, False)


def _or(constraint: Constraint) -> CompiledConstraint:
    _refuse_path(constraint)
    minus, options = "", []
    for option in Collection(constraint.shapes, constraint.value):
        tests = list(_tests(constraint.shapes, option))
        if len(tests) == 1 and tests[0].startswith("EXISTS") and (option, SH.path, None) in constraint.shapes:
            # Read in one go, as in minCount. An option of several tests, or of none, is asked for each focus node.
            minus += f"MINUS {{ SELECT ?this WHERE {tests[0].removeprefix('EXISTS ')} }} "
        else:
            options.append(_holds(constraint.shapes, option))
    # Without a path the focus node is its own value node, and is what is reported.
    where = f"FILTER(!({' || '.join(options)})) {minus}" if options else minus
    return CompiledConstraint(where, SH.OrConstraintComponent, True)


def _refuse_path(constraint: Constraint) -> None:
    if constraint.has_path:
        raise ValueError(f"{constraint.shape}: sh:or and sh:not are not known here at a property shape")


def _not(constraint: Constraint) -> CompiledConstraint:
    _refuse_path(constraint)
    holds = _holds(constraint.shapes, constraint.value)
    return CompiledConstraint(f"FILTER({holds})", SH.NotConstraintComponent, True)


def _holds(shapes: Graph, shape: Node) -> str:
    """Return a filter that is true where the focus node conforms to a shape inside sh:or or sh:not."""
    tests = list(_tests(shapes, shape))
    if not tests:
        raise ValueError(f"{shape}: a shape inside sh:or or sh:not has sh:not, sh:hasValue, sh:class or sh:minCount 1")
    return "(" + " && ".join(tests) + ")"


def _tests(shapes: Graph, shape: Node) -> Iterator[str]:
    path = shapes.value(shape, SH.path)
    hop = path_pattern(shapes, path)
    for prop, value in sorted(shapes.predicate_objects(shape)):
        if path is not None and prop in (SH["not"], SH["class"], SH.property):
            raise ValueError(f"{shape}: {prop} of values inside sh:or or sh:not is not known here")
        if prop == SH.property:
            raise ValueError(f"{shape}: sh:property inside sh:or or sh:not is not known here")
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
        elif prop not in ANNOTATIONS:
            raise ValueError(f"{shape}: {prop} inside sh:or or sh:not is not known here")


COMPILERS: dict[Node, Callable[[Constraint], CompiledConstraint]] = {
    SH.minCount: _min_count,
    SH.maxCount: _max_count,
    SH.datatype: _datatype,
    SH.pattern: _pattern,
    SH.minLength: _length("<", SH.MinLengthConstraintComponent),
    SH.maxLength: _length(">", SH.MaxLengthConstraintComponent),
    SH["class"]: _class,
    SH.nodeKind: _node_kind,
    SH["in"]: _in,
    SH.lessThan: _less_than("<", SH.LessThanConstraintComponent),
    SH.lessThanOrEquals: _less_than("<=", SH.LessThanOrEqualsConstraintComponent),
    SH.minInclusive: _bound(">=", SH.MinInclusiveConstraintComponent),
    SH.minExclusive: _bound(">", SH.MinExclusiveConstraintComponent),
    SH.maxExclusive: _bound("<", SH.MaxExclusiveConstraintComponent),
    SH.maxInclusive: _bound("<=", SH.MaxInclusiveConstraintComponent),
    SH.hasValue: _has_value,
    SH.qualifiedValueShape: _qualified,
    SH["or"]: _or,
    SH["not"]: _not,
}
"""The compiler of each property of a shape that constrains something."""
