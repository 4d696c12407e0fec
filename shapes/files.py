"""Read a user's own shape files: Turtle in, one graph of shapes out, each that a report can mention with an IRI.

A property shape without a name gets one here, because SHACL would report a blank node, which nobody can look up.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import cast

from pyparsing import ParseException
from rdflib import RDF, SH, BNode, Graph, Node, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax

from graph.store.errors import QueryError, ShapesError
from graph.store.syntax import DECLARATIONS, refuse_service
from ontology.enumerations import Severity
from ontology.iri import local_name
from ontology.vocabulary import is_misspelt
from shapes.prebound import NotJoinableError, require_joinable
from shapes.rules import Rules, prefixes_of
from shapes.targets import TARGETS, targets_of

_LARGEST = 4 * 2**20  # code points of a file
SYNTHETIC = "urn:zhengmai:shape:"
"""Below it are the IRIs of shapes that no named shape contains."""
_ADVANCED = (SH.target, SH.rule, SH.js, SH.expression)
"""Terms of SHACL Advanced Features and SHACL-JS; an engine that does not know them would skip them without a word."""
_PREFIX = re.compile(r"(?i:\bPREFIX)\s+([\w-]*):\s*<([^<>\s]*)>")
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_IRI = re.compile(r"<([^<>\s\"]+)>")
_NAME = re.compile(r"(?<![\w:?$-])([A-Za-z][\w-]*|):([A-Za-z][\w-]*)")
_NODE_KINDS = {SH.IRI, SH.Literal, SH.BlankNode, SH.BlankNodeOrIRI, SH.BlankNodeOrLiteral, SH.IRIOrLiteral}


def read(files: Sequence[tuple[str, str]]) -> Graph:
    """Parse shape files (name and Turtle text) into one graph in which every shape that can be reported has an IRI.

    Raises ShapesError for a file that is no Turtle, has no shape with a target, or asks for what is refused: SERVICE, GRAPH,
    a query that is none, SHACL Advanced Features, an unknown severity, a shape IRI of ours.
    """
    whole = Graph()
    for name, text in files:
        if len(text) > _LARGEST:
            raise ShapesError(f"{name}: larger than {_LARGEST >> 20} MB", f"{name}：超过 {_LARGEST >> 20} MB")
        shapes = _parsed(name, text)
        _name_shapes(shapes)
        _refuse(name, shapes)
        whole += shapes
    return whole


def _parsed(name: str, text: str) -> Graph:
    try:
        return Graph().parse(data=text, format="turtle")
    except BadSyntax as error:
        place = f"line {error.lines + 1}"
        raise ShapesError(
            f"{name}: not Turtle, {place}: {error._why}", f"{name}：不是 Turtle，第 {error.lines + 1} 行：{error._why}"
        ) from error
    except RecursionError as error:
        raise ShapesError(f"{name}: nested too deeply", f"{name}：嵌套过深") from error
    except Exception as error:  # rdflib's parser lets through what its parts raise: a bad IRI, a bad escape
        said = " ".join(str(error).split()) or type(error).__name__
        raise ShapesError(f"{name}: not Turtle: {said}", f"{name}：不是 Turtle：{said}") from error


def _name_shapes(shapes: Graph) -> None:
    """Give an IRI to every shape without a name that a report can mention: one with a target, or a property shape."""
    unnamed = [node for node in shapes_of(shapes) if isinstance(node, BNode)]
    names: dict[Node, URIRef] = {}
    taken: dict[str, int] = {}

    def name(node: Node) -> str:
        if isinstance(node, URIRef):
            return str(node)
        if node not in names:
            path = shapes.value(node, SH.path)
            holder = next((held for held in sorted(shapes.subjects(SH.property, node), key=str) if held in names), None)
            holder = holder or next(iter(shapes.subjects(SH.property, node)), None)
            above = (
                str(names.get(holder, holder)) if isinstance(holder, URIRef) or holder in names else SYNTHETIC + "shape"
            )
            own = local_name(str(path)) if isinstance(path, URIRef) else "path" if path is not None else ""
            wanted = ".".join(part for part in (above, own) if part)
            taken[wanted] = taken.get(wanted, 0) + 1
            names[node] = URIRef(wanted if taken[wanted] == 1 else f"{wanted}-{taken[wanted]}")
        return str(names[node])

    # The parser numbers blank nodes as it reads them: the names follow the file, and stay the same.
    for node in sorted(unnamed, key=lambda node: [int(part) for part in re.findall(r"\d+", str(node))][-1:] or [0]):
        name(node)
    for subject, prop, value in list(shapes):
        if subject in names or value in names:
            shapes.remove((subject, prop, value))
            shapes.add((names.get(subject, subject), prop, names.get(value, value)))


def shapes_of(shapes: Graph) -> list[Node]:
    """Return the shapes that a report can mention: with a target, typed as shapes, or held as property shapes; sorted."""
    found = {node for kind in TARGETS for node in shapes.subjects(kind, None)} | set(shapes.objects(None, SH.property))
    found |= {node for kind in (SH.NodeShape, SH.PropertyShape) for node in shapes.subjects(RDF.type, kind)}
    return sorted(found, key=str)


def _refuse(name: str, shapes: Graph) -> None:
    if not any(targets_of(shapes, shape) for shape in shapes_of(shapes)):
        raise ShapesError(
            f"{name}: no shape has a target (sh:targetClass, sh:targetNode, …), so it would check nothing",
            f"{name}：没有带目标（sh:targetClass、sh:targetNode 等）的 shape，什么也不会校验",
        )
    for term in _ADVANCED:
        if (None, term, None) in shapes:
            short = f"sh:{str(term).removeprefix(str(SH))}"
            raise ShapesError(
                f"{name}: {short} is not SHACL Core or SHACL-SPARQL; it is not supported",
                f"{name}：{short} 不属于 SHACL Core 或 SHACL-SPARQL，不支持",
            )
    _refuse_misspelt(name, shapes)
    for shape in shapes.subjects(SH.severity, None):
        severity_of(shapes, shape)
    for shape in shapes_of(shapes):
        if str(shape) in Rules.load().by_iri:
            raise ShapesError(
                f"{name}: <{shape}> is a shape of zhengmai's own", f"{name}：<{shape}> 是系统自带的 shape"
            )
    for prop in (SH.select, SH.ask):
        for query, text in shapes.subject_objects(prop):
            _refuse_query(name, prefixes_of(shapes, query) + str(text))


def _refuse_misspelt(name: str, shapes: Graph) -> None:
    """Raise ShapesError for terms that engines would skip in silence: unknown ones, and values that mean nothing."""
    for prop in sorted(shapes.predicates(unique=True), key=str):
        term = str(prop).removeprefix(str(SH))
        if term != str(prop) and prop not in cast(Container[Node], SH):
            raise ShapesError(f"{name}: sh:{term} is no term of SHACL", f"{name}：SHACL 没有 sh:{term} 这个词项")
    for kind in shapes.objects(None, SH.nodeKind):
        if kind not in _NODE_KINDS:
            raise ShapesError(f"{name}: sh:nodeKind {kind} is no node kind", f"{name}：sh:nodeKind {kind} 不是节点种类")
    _refuse_unknown(name, (str(node) for triple in shapes for node in triple if isinstance(node, URIRef)))
    if (None, SH.path, RDF.nil) in shapes:
        raise ShapesError(f"{name}: an empty list is no sh:path", f"{name}：sh:path 不能是空列表")


def _refuse_unknown(name: str, iris: Iterable[str]) -> None:
    """Raise ShapesError for a term of ours that there is not: a shape that asks for it would find nothing."""
    for iri in sorted(set(iris)):
        if is_misspelt(iri):
            raise ShapesError(
                f"{name}: <{iri}> is no term of zhengmai (docs/ontology.md)",
                f"{name}：<{iri}> 不是本系统的词项（docs/ontology.md）",
            )


def _terms(query: str) -> Iterator[str]:
    """Yield the IRIs that a query names, in full or with a prefix that it declares; what occurs in strings is left out."""
    prefixes = dict(_PREFIX.findall(query))
    plain = _STRING.sub(" ", _PREFIX.sub(" ", query))
    yield from _IRI.findall(plain)
    yield from (prefixes[prefix] + name for prefix, name in _NAME.findall(_IRI.sub(" ", plain)) if prefix in prefixes)


def _refuse_query(name: str, text: str) -> None:
    _refuse_unknown(name, _terms(DECLARATIONS + text))
    try:
        refuse_service(text)
        require_joinable(DECLARATIONS + text)
    except NotJoinableError as error:
        if "GRAPH" in str(error) or "SERVICE" in str(error):
            raise ShapesError(
                f"{name}: {error} in a query; shapes see one graph, the union of all sources",
                f"{name}：查询中不能使用 GRAPH 或 SERVICE；shape 只看到所有来源合成的一个图",
            ) from error
    except QueryError as error:
        raise ShapesError(f"{name}: {error.en}", f"{name}：{error.zh}") from error
    except (ParseException, RecursionError) as error:
        said = (
            f"line {error.lineno}: {error.line.strip()[:60]}"
            if isinstance(error, ParseException)
            else "nested too deeply"
        )
        raise ShapesError(
            f"{name}: not valid SPARQL in a shape: {said}", f"{name}：shape 中的 SPARQL 有误：{said}"
        ) from error
    except Exception as error:  # undeclared prefixes and the like: rdflib raises plain Exceptions
        raise ShapesError(
            f"{name}: not valid SPARQL in a shape: {error}", f"{name}：shape 中的 SPARQL 有误：{error}"
        ) from error


def severity_of(shapes: Graph, shape: Node) -> Severity:
    found = shapes.value(shape, SH.severity)
    if found is None:
        return Severity.VIOLATION
    known = {severity.term: severity for severity in Severity}
    if str(found) not in known:
        raise ShapesError(
            f"{shape}: sh:severity {found} is none of sh:Violation, sh:Warning and sh:Info",
            f"{shape}：sh:severity {found} 不是 sh:Violation、sh:Warning、sh:Info 之一",
        )
    return known[str(found)]
