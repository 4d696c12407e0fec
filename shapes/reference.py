"""Run shapes through pySHACL, the reference implementation, on a graph in memory (`shapes.asked_in_memory`)."""

import re
from collections.abc import Iterator

from rdflib import RDF, SH, Graph, Literal, Node, URIRef

from graph.store.errors import ShapesError
from shapes.asked_in_memory import GraphInMemory
from shapes.asking import Result
from shapes.own import describe
from shapes.rules import ANY_DAY, NAMESPACE

_PLACEHOLDER = re.compile(r"\{[?$]\w+\}")


def in_memory(graph: Graph) -> GraphInMemory:
    """Copy the union of a dataset's named graphs into one graph; a triple of two sources is one triple."""
    return GraphInMemory(graph.triples((None, None, None)))


def dated(shapes: Graph, day: str) -> Graph:
    """Return the shapes with a day (ISO 8601) in the place of ANY_DAY in their SELECTs."""
    changed = Graph()
    for subject, prop, value in shapes:
        if prop == SH.select and ANY_DAY in str(value):
            value = Literal(str(value).replace(ANY_DAY, f'"{day}"^^xsd:date'))
        changed.add((subject, prop, value))
    return changed


def results(data: GraphInMemory, shapes: Graph) -> Iterator[Result]:
    """Validate a graph in memory. Raises ShapesError for shapes that pySHACL refuses."""
    from pyshacl import validate
    from pyshacl.errors import (
        ConstraintLoadError,
        ReportableRuntimeError,
        RuleLoadError,
        ShapeLoadError,
        ValidationFailure,
    )

    data.trust(str(select) for query, select in shapes.subject_objects(SH.select) if str(query).startswith(NAMESPACE))
    try:
        _, found, text = validate(data, shacl_graph=shapes, inference="none", inplace=True, do_owl_imports=False)
    except (ConstraintLoadError, ReportableRuntimeError, RuleLoadError, ShapeLoadError, ValidationFailure) as error:
        said = " ".join(str(getattr(error, "message", error)).split())
        raise ShapesError(f"pySHACL refuses the shapes: {said}", f"pySHACL 无法使用这些 shape：{said}") from error
    if not isinstance(found, Graph):
        said = " ".join(str(getattr(found, "message", text)).split())
        raise ShapesError(f"pySHACL cannot validate: {said}", f"pySHACL 无法校验：{said}")
    for node in found.subjects(RDF.type, SH.ValidationResult):
        # A result below another (sh:detail) explains it; the one above is the finding.
        if (None, SH.detail, node) not in found:
            yield _result(found, node, shapes)


def _result(found: Graph, node: Node, shapes: Graph) -> Result:
    shape, component, focus = (
        found.value(node, prop) for prop in (SH.sourceShape, SH.sourceConstraintComponent, SH.focusNode)
    )
    assert shape is not None and component is not None and focus is not None
    path = _path(found, found.value(node, SH.resultPath))
    rule = describe(shapes, shape, component, found.value(node, SH.sourceConstraint), path)
    texts = [str(message) for message in found.objects(node, SH.resultMessage)]
    value = found.value(node, SH.value)
    messages = (_filled(rule.message_zh, texts), _filled(rule.message_en, texts))
    return Result(rule, component, focus, path, value, messages)


def _path(found: Graph, path: Node | None) -> str:
    """Return a property's IRI, with `^` before it where inverse; empty for any other path, which a finding cannot have."""
    if path is None or isinstance(path, URIRef):
        return str(path or "")
    inverse = found.value(path, SH.inversePath)
    return f"^{inverse}" if isinstance(inverse, URIRef) else ""


def _filled(message: str, texts: list[str]) -> str:
    """Return the text that pySHACL made of a message with placeholders. It drops the language, so the words are compared."""
    if not _PLACEHOLDER.search(message):
        return message
    pattern = ".*".join(re.escape(part) for part in _PLACEHOLDER.split(message))
    return next((text for text in texts if re.fullmatch(pattern, text, re.DOTALL)), message)
