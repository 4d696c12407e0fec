"""Check a graph against the rules of `shapes/*.ttl`: findings for people, an sh:ValidationReport for machines.

Every constraint is one SELECT that runs once over the whole graph, in the graph's own engine; a Core constraint is compiled
to one (`shapes.core`). A validator that goes from focus node to focus node, as pySHACL does, asks each question for each
node: on a graph in Oxigraph it does not finish. Both find the same (a test compares them).
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import partial

from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, Node, URIRef

from graph.records.findings import Finding, n3
from graph.store.base import SOURCE
from ontology.enumerations import Severity
from ontology.iri import Iris, local_name
from ontology.vocabulary import ELI, PREFIXES, ZM, expand
from shapes.core import Select
from shapes.joins import Row, unused_aliases
from shapes.rules import ANY_DAY, NAMESPACE, Rules, ShapeRule
from shapes.targets import CLASSES

UNUSED_ALIAS = f"{NAMESPACE}alias-unused"
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
_REPORT = "https://w3id.org/zhengmai/report"
_LABELS = ("eli:number", "dct:title", "skos:prefLabel", "dct:identifier")
_OF_DOCUMENT = ("zm:setBy", "zm:citing", "zm:about")
_LABEL_TERMS, _DOCUMENT_TERMS = (tuple(map(expand, names)) for names in (_LABELS, _OF_DOCUMENT))
_NAMES = "|".join((*_LABELS, "zm:eId"))
_OUTWARD = "|".join(("eli:is_part_of", "^zm:hasAssignment", *_OF_DOCUMENT))
LABELLED = (
    f"SELECT ?this WHERE {{ ?this {_NAMES} ?name }}",
    f"SELECT ?this WHERE {{ ?this ({_OUTWARD})+ ?other . ?other {_NAMES} ?name }}",
)
"""What `put_in_words` looks at to name a focus, as patterns: where none of these triples has changed, a focus keeps its name."""
_CLASS = re.compile(CLASSES.format("([^»]+)"))
_SUBCLASSES = f"SELECT DISTINCT ?sub ?super WHERE {{ ?sub <{RDFS.subClassOf}> ?super }}"


@dataclass(frozen=True, slots=True)
class Result:
    """An sh:ValidationResult before it is put in words."""

    rule: ShapeRule
    component: Node
    focus: Node
    path: str
    value: Node | None
    messages: tuple[str, str]

    def key(self) -> tuple[int, str, str, str, str, str, str, str]:
        """Sorts results as `Finding.key` sorts findings."""
        about = str(self.focus), self.path, n3(self.value)
        return (self.rule.severity.ordinal, self.rule.name, *about, *self.messages, str(self.component))


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


def _iris(graph: Graph) -> Iris:
    """Return the base of the graph's IRIs, as a source tells it (`graph.store.base` asks a store)."""
    for row in graph.query(SOURCE, initNs=PREFIXES).bindings:
        values = {str(name): str(value) for name, value in row.items()}
        return Iris.of_source(values["source"], values["name"]) or Iris()
    return Iris()


_OF_FOCUS = re.compile(r"SELECT (?:DISTINCT )?[$?]this\b[^{}]*WHERE \{")
_IRI = re.compile(r"<([^<>\s]+)>")


def find(graph: Graph, rules: Sequence[ShapeRule], as_of: date | None) -> list[Result]:
    """Run the SELECTs of rules, and return what they find, gravest first."""
    asking = Asking(graph)
    return sorted({result for rule in rules for result in asking.results(rule, as_of)}, key=Result.key)


class Asking:
    """Runs the SELECTs of rules over a graph. classes: the subclasses that the graph declares."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.classes, self._base = _Classes(graph), _iris(graph)
        self._found: dict[str, bool] = {}

    def over(self, graph: Graph) -> "Asking":
        """Return the same for a part of the graph, which need not name the base or the classes itself."""
        part = copy(self)
        part._graph, part._found = graph, {}
        return part

    def moved(self, text: str) -> str:
        """Return a text of SPARQL with the IRIs of the graph's base: a shape names concepts by our own (kind:通知)."""
        ours = Iris()
        return text if self._base == ours else _IRI.sub(lambda found: f"<{ours.moved(found[1], self._base)}>", text)

    def results(self, rule: ShapeRule, as_of: date | None, among: str = "") -> list[Result]:
        """Return what a rule finds, in no particular order. among: only these focus nodes, as terms of SPARQL."""
        found: set[Result] = set()
        with without_log():
            for select in rule.selects:
                if not all(map(self._finds, select.needs)):
                    continue
                text = self.moved(self.classes.put_into(select.text))
                if as_of is not None:
                    text = text.replace(ANY_DAY, f'"{as_of.isoformat()}"^^xsd:date')
                if rule.iri == UNUSED_ALIAS and not among:
                    rows = unused_aliases(self._rows, partial(self._among, text))
                else:
                    rows = self._among(text, among)
                found.update(_result(rule, select, row) for row in rows)
        return list(found)

    def _among(self, text: str, nodes: str) -> Iterator[Row]:
        """Return the solutions of a SELECT for some focus nodes, as terms of SPARQL; for all where there are none."""
        among = f" VALUES ?this {{ {nodes} }} " if nodes else ""
        return self._rows(_OF_FOCUS.sub(lambda found: found[0] + among, text))

    def _rows(self, text: str) -> Iterator[Row]:
        for row in self._graph.query(text, initNs=PREFIXES).bindings:
            yield {str(name): plain(value) for name, value in row.items() if value is not None}

    def _finds(self, text: str) -> bool:
        """Return whether a SELECT finds anything; each is asked once, for all rules that need it."""
        if text not in self._found:
            self._found[text] = bool(self._graph.query(self.moved(self.classes.put_into(text))).bindings)
        return self._found[text]


class _Classes:
    """The subclasses that the data declare: an instance of one is an instance of its superclasses (SHACL 2.1.3.2)."""

    def __init__(self, graph: Graph) -> None:
        self._below: dict[str, set[str]] = {}
        for row in graph.query(_SUBCLASSES).bindings:
            sub, above = (str(term) for _, term in sorted(row.items()))
            self._below.setdefault(above, set()).add(sub)

    def put_into(self, text: str) -> str:
        return _CLASS.sub(lambda found: " ".join(f"<{iri}>" for iri in sorted(self.below_or_same(found[1]))), text)

    def below_or_same(self, top: str) -> set[str]:
        """Return a class and all of its subclasses."""
        found, waiting = {top}, [top]
        while waiting:
            new = self._below.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found


def _result(rule: ShapeRule, select: Select, bound: Row) -> Result:
    path = select.path or str(bound.get("path", ""))
    value = bound.get("value", bound["this"]) if select.value else None
    fill = _filler(bound)
    messages = (fill(rule.message_zh), fill(rule.message_en))
    return Result(rule, select.component, bound["this"], path, value, messages)


def _filler(bound: Mapping[str, Node]) -> Callable[[str], str]:
    """Return a function that puts the solution's values into a message: `{?number}`, `{$this}`."""
    return lambda message: _PLACEHOLDER.sub(lambda found: str(bound.get(found[1], found[0])), message)


def plain(term: Node) -> Node:
    """Return a string without its datatype: to RDF 1.1 "a" and "a"^^xsd:string are one, rdflib tells them apart."""
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term


@contextmanager
def without_log() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each day that does not exist: such a day is a finding."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def put_in_words(results: Iterable[Result], graph: Graph, labels: dict[Node, str] | None = None) -> list[Finding]:
    """Return results as findings, each with the name that people use for its focus. labels: such names, where they are known."""
    known = {} if labels is None else labels
    return [_finding(result, graph, known) for result in results]


def _finding(result: Result, graph: Graph, labels: dict[Node, str]) -> Finding:
    rule = result.rule
    return Finding(
        shape=rule.iri,
        name=rule.name,
        name_zh=rule.name_zh,
        name_en=rule.name_en,
        severity=rule.severity,
        focus=str(result.focus),
        label=name_of(result.focus, graph, labels),
        path=result.path,
        value="" if result.value is None else str(result.value),
        message_zh=result.messages[0],
        message_en=result.messages[1],
        component=str(result.component),
        term=result.value,
        node=result.focus,
    )


def name_of(node: Node, graph: Graph, known: dict[Node, str]) -> str:
    """Return number, title or name; of a clause its document's label and its eId; else the readable end of the IRI. `known` caches."""
    if node not in known:
        known[node] = _named(graph, node, known)
    return known[node]


def _named(graph: Graph, node: Node, known: dict[Node, str]) -> str:
    for prop in _LABEL_TERMS:
        if values := sorted(map(str, graph.objects(node, prop))):
            return values[0]
    if eid := graph.value(node, ZM.eId):
        top, seen = node, {node}
        while (outer := graph.value(top, ELI.is_part_of)) is not None and outer not in seen:
            top = outer
            seen.add(top)
            if (top, ZM.eId, None) not in graph:
                return f"{name_of(top, graph, known)} {eid}"
        return str(eid)
    task = graph.value(None, ZM.hasAssignment, node) or node
    for prop in _DOCUMENT_TERMS:  # a task, a reference, an event: known by its document
        if (document := graph.value(task, prop)) is not None and document != node:
            return name_of(document, graph, known)
    return local_name(str(node))


def _path_node(graph: Graph, path: str) -> Node:
    if not path.startswith("^"):
        return URIRef(path)
    node = BNode("inverse-" + re.sub(r"\W", "-", path[1:]))
    graph.add((node, SH.inversePath, URIRef(path[1:])))
    return node
