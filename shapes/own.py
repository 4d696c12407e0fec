"""Sort a user's own shapes: constraints that compile to SELECTs, and the rest, for pySHACL.

A unit is a property shape, or a shape's own constraints. A unit that compiles runs in the store's engine; one that does not runs in
pySHACL on the graph in memory, and a notice names it with the reason. Both give their results under the same shape IRIs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, Node, URIRef
from rdflib import Literal as RdfLiteral

from graph.store.syntax import DECLARATIONS
from ontology.enumerations import Language
from ontology.iri import local_name
from shapes.core import Select, selects
from shapes.files import SYNTHETIC, severity_of, shapes_of
from shapes.prebound import NotJoinableError, require_joinable
from shapes.rules import Rules, ShapeRule, prefixes_of, select_of
from shapes.targets import TARGETS, focus_pattern, targets_of


@dataclass(slots=True)
class OwnShapes:
    """whole: all shapes of the files. compiled: rules that the store's engine runs, one a constraint. rest: the shapes that pySHACL
    must run, empty where there are none. notices: one line each, for the user."""

    whole: Graph
    compiled: list[ShapeRule] = field(default_factory=list)
    rest: Graph = field(default_factory=Graph)
    notices: list[str] = field(default_factory=list)


def sort(whole: Graph) -> OwnShapes:
    """Compile what compiles; the rest stays as shapes."""
    own = OwnShapes(whole)
    roots = {shape for shape in shapes_of(whole) if targets_of(whole, shape)}
    kept = {root for root in sorted(roots, key=str) if not _compile(own, root, "the whole shape")}
    left: list[Node] = []
    for shape in sorted(set(whole.objects(None, SH.property)) - roots, key=str):
        holders = set(whole.subjects(SH.property, shape)) & roots - kept
        if holders and not _compile(own, shape, "the property shape"):
            left.append(shape)
    if kept or left:
        own.rest = _rest(whole, roots, kept, left)
    own.notices += _unused(whole, roots)
    return own


def describe(shapes: Graph, shape: Node, component: Node, query: Node | None, path: str = "") -> ShapeRule:
    """Return name, severity and messages of a constraint; a text in only one language is used for both.

    A shape without a message gets one that names the constraint component and the path.
    """
    known = Rules.load().by_iri.get(str(shape))
    if known is not None:
        return known
    iri = str(shape)
    local = re.split("[/#:]", iri)[-1]
    kind = local_name(str(component)).removesuffix("ConstraintComponent")
    at = f" · {local_name(path)}" if path else ""
    names = _texts(shapes, [shape], SH.name) or dict.fromkeys(Language, local)
    messages = _texts(shapes, [query, shape], SH.message) or {
        Language.ZH: f"不符合约束 {kind}{at}。",
        Language.EN: f"The constraint {kind}{at} does not hold.",
    }
    return ShapeRule(
        iri=iri,
        severity=severity_of(shapes, shape),
        name_zh=names[Language.ZH],
        name_en=names[Language.EN],
        message_zh=messages[Language.ZH],
        message_en=messages[Language.EN],
        selects=(),
        query=None if query is None or isinstance(query, BNode) else str(query),
    )


def _compile(own: OwnShapes, shape: Node, unit: str) -> bool:
    """Compile a unit into rules; where it does not compile, add a notice and return False."""
    assert isinstance(shape, URIRef)
    whole, found = own.whole, list[ShapeRule]()
    try:
        for pattern in whole.objects(shape, SH.pattern):
            _require_known(pattern, whole.value(shape, SH.flags))
        for select in selects(whole, shape):
            found.append(_rule(whole, shape, select, None))
        for query in sorted(whole.objects(shape, SH.sparql), key=str):
            found += [_rule(whole, shape, select, query) for select in _joined(whole, shape, query)]
    except (ValueError, KeyError) as error:  # KeyError: a node kind that is none
        # What is deactivated is checked by nobody.
        if RdfLiteral(True) not in whole.objects(shape, SH.deactivated):
            said = " ".join(str(error).removeprefix(f"{shape}: ").replace(str(SH), "sh:").split())
            own.notices.append(f"{shape}: {said}; pySHACL checks {unit} on the graph in memory")
        return False
    own.compiled += found
    return True


def _require_known(pattern: Node, flags: Node | None) -> None:
    """Raise ValueError for a regular expression that Oxigraph does not know: look-around, back references."""
    asked = f", {flags.n3()}" if flags is not None else ""
    known = ox.Store().query(f'SELECT (REGEX("", {pattern.n3()}{asked}) AS ?known) WHERE {{}}')
    assert isinstance(known, ox.QuerySolutions)
    if next(known)["known"] is None:
        raise ValueError(f"the store's engine does not know the sh:pattern {pattern}")


def _rule(whole: Graph, shape: URIRef, select: Select, query: Node | None) -> ShapeRule:
    described = describe(whole, shape, select.component, query, select.path)
    return ShapeRule(
        **{name: getattr(described, name) for name in described.__dataclass_fields__} | {"selects": (select,)}
    )


def _joined(whole: Graph, shape: URIRef, query: Node) -> Iterator[Select]:
    """Yield an `sh:sparql` SELECT for all focus nodes of each target. Raises NotJoinableError."""
    if RdfLiteral(True) in whole.objects(query, SH.deactivated):
        return
    if (shape, SH.path, None) in whole or whole.value(query, SH.select) is None:
        raise NotJoinableError("sh:sparql is compiled for a SELECT of a node shape only")
    prefixes, text = prefixes_of(whole, query), str(whole.value(query, SH.select))
    require_joinable(DECLARATIONS + prefixes + text)
    if re.match(r"\s*(?:#.*\n\s*)*(?:PREFIX|BASE)\b", text, re.IGNORECASE):
        raise NotJoinableError("its SELECT declares prefixes itself; declare them with sh:prefixes")
    component = select_of(whole, query).component
    for kind, term in targets_of(whole, shape):
        joined = f"{prefixes}SELECT DISTINCT * WHERE {{ {focus_pattern(kind, term)} {{ {text} }} }}"
        yield Select(joined.replace("?target_", "?zm_target_"), component, "", True)


def _rest(whole: Graph, roots: set[Node], kept: set[Node], left: Sequence[Node]) -> Graph:
    """Return the shapes without the targets of what is compiled; a property shape that is left gets a holder with its targets."""
    rest = without_targets(whole, roots - kept)
    for number, shape in enumerate(left):
        holder = URIRef(f"{SYNTHETIC}holder:{number}")
        rest.add((holder, RDF.type, SH.NodeShape))
        rest.add((holder, SH.property, shape))
        for root in set(whole.subjects(SH.property, shape)) & roots:
            for kind, term in targets_of(whole, root):
                rest.add((holder, kind, term))
    return rest


def without_targets(shapes: Graph, roots: set[Node]) -> Graph:
    """Return the shapes with the targets of some taken off: those are only checked where other shapes refer to them."""
    rest = Graph()
    rest += shapes
    for root in roots:
        for kind in TARGETS:
            rest.remove((root, kind, None))
        for kind in (RDFS.Class, OWL.Class):
            rest.remove((root, RDF.type, kind))
    return rest


def _unused(whole: Graph, roots: set[Node]) -> Iterator[str]:
    for shape in shapes_of(whole):
        if shape not in roots and (None, None, shape) not in whole:
            yield f"{shape}: has no target, and no shape refers to it: it checks nothing"
    for _, imported in sorted(whole.subject_objects(OWL.imports), key=str):
        yield f"owl:imports <{imported}> is not followed: name the file with --shapes too"


def _texts(shapes: Graph, speakers: Sequence[Node | None], prop: URIRef) -> dict[Language, str]:
    """Return the texts of the first node that has any, one a language; where a language has none, another text takes its place."""
    for speaker in speakers:
        found = (
            sorted(text for text in shapes.objects(speaker, prop) if isinstance(text, RdfLiteral)) if speaker else []
        )
        if found:
            by_language = {str(text.language or "").split("-")[0]: str(text) for text in reversed(found)}
            return {language: by_language.get(language, str(found[0])) for language in Language}
    return {}
