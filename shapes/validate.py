"""Check a graph against the rules of `shapes/*.ttl`: findings for people, an sh:ValidationReport for machines."""

import re
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

from rdflib import RDF, SH, BNode, Graph, Literal, Node, URIRef

from graph.records.findings import Finding
from ontology.enumerations import Severity
from shapes.asking import find
from shapes.rules import Rules, ShapeRule
from shapes.worded import put_in_words

_REPORT = "https://w3id.org/zhengmai/report"


def validate(
    graph: Graph,
    *,
    severity: Severity | None = None,
    shape: str | None = None,
    as_of: date | None = None,
    dated: bool | None = None,
) -> list[Finding]:
    """Return all findings, gravest first, then by rule and focus.

    graph: a Dataset whose default graph is the union of its named graphs (one a source), or a plain Graph.
    severity: the least severity to report. shape: one rule only, by its IRI or name; ValueError when there is none. as_of:
    the day for rules about what holds; without it, all days that are known count as past. dated: only the rules whose findings
    depend on that day (True), or only the others.
    """
    rules = list(Rules.load().by_iri.values())
    return put_in_words(find(graph, chosen(rules, severity, shape, dated), as_of), graph)


def report(
    graph: Graph, *, severity: Severity | None = None, shape: str | None = None, as_of: date | None = None
) -> Graph:
    """Return the same findings as an sh:ValidationReport; the order of the findings gives its IRIs."""
    return report_of(validate(graph, severity=severity, shape=shape, as_of=as_of))


def report_of(findings: Sequence[Finding]) -> Graph:
    """Return findings as an sh:ValidationReport."""
    queries = {iri: rule.query for iri, rule in Rules.load().by_iri.items()}
    out = Graph()
    out.bind("sh", SH)
    whole = URIRef(_REPORT)
    out.add((whole, RDF.type, SH.ValidationReport))
    out.add((whole, SH.conforms, Literal(not findings)))
    for ordinal, finding in enumerate(findings, start=1):
        node = URIRef(f"{_REPORT}#result-{ordinal}")
        out.add((whole, SH.result, node))
        out.add((node, RDF.type, SH.ValidationResult))
        out.add((node, SH.sourceShape, URIRef(finding.shape)))
        out.add((node, SH.sourceConstraintComponent, URIRef(finding.component)))
        out.add((node, SH.resultSeverity, SH[finding.severity]))
        out.add((node, SH.focusNode, URIRef(finding.focus) if finding.node is None else finding.node))
        for language, message in (("zh", finding.message_zh), ("en", finding.message_en)):
            out.add((node, SH.resultMessage, Literal(message, lang=language)))
        if finding.path:
            out.add((node, SH.resultPath, _path_node(out, finding.path)))
        if finding.term is not None:
            out.add((node, SH.value, finding.term))
        if query := queries.get(finding.shape):
            out.add((node, SH.sourceConstraint, URIRef(query)))
    return out


def chosen(
    rules: Sequence[ShapeRule], severity: Severity | None, shape: str | None, dated: bool | None = None
) -> list[ShapeRule]:
    """Return the rules that are asked for, as `validate` takes them, by IRI. Raises ValueError for a shape that there is not."""
    wanted = sorted((rule for rule in rules if shape in (None, rule.iri, rule.name)), key=lambda rule: rule.iri)
    if not wanted and shape is not None:
        known = sorted({rule.name for rule in rules})
        near = get_close_matches(shape, known, n=5) or known
        raise ValueError(f"no shape is called {shape!r}; there are {', '.join(near)}")
    return [
        rule
        for rule in wanted
        if (severity is None or rule.severity in severity.and_graver) and dated in (None, rule.dated)
    ]


def _path_node(graph: Graph, path: str) -> Node:
    if not path.startswith("^"):
        return URIRef(path)
    node = BNode("inverse-" + re.sub(r"\W", "-", path[1:]))
    graph.add((node, SH.inversePath, URIRef(path[1:])))
    return node
