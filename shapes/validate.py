"""Checks a graph against the rules of `shapes/*.ttl`: findings for people, an sh:ValidationReport for machines.

Core rules speak of what stands within one source, so pySHACL runs them on in-memory copies, some sources at a time: on
a graph in Oxigraph it does not finish. Rules in SPARQL speak of all sources; their SELECT runs once over the whole
graph, in the graph's own engine, where pySHACL would run it once for every focus node. Both together find what pySHACL
finds on the whole graph.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote

from rdflib import DCTERMS, RDF, SH, SKOS, XSD, BNode, Dataset, Graph, Literal, Node, URIRef, Variable

from ontology.vocabulary import ELI, ZM
from shapes.rules import SEVERITIES, Rule, Rules, Severity

_BATCH = 200_000
"""Triples that are validated at a time; bounds memory."""

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
_REPORT = "https://w3id.org/zhengmai/report"
_LABELS = (ELI.number, DCTERMS.title, SKOS.prefLabel, DCTERMS.identifier)
_GRAPH, _DOCUMENT = Variable("graph"), Variable("document")
_DOCUMENTS = f"SELECT ?graph ?document WHERE {{ GRAPH ?graph {{ ?document a <{ZM.PublishedDocument}> }} }}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that does not hold, and where.

    shape: its IRI; name: the local part, which `shape=` also takes. focus: IRI of what is wrong; label: what people
    call it (number, else title). path: property IRI, `^` before it when it points to the focus, empty where the rule
    has none. value: the wrong value, empty where one is missing. component: IRI of the SHACL constraint component.
    """

    shape: str
    name: str
    name_zh: str
    name_en: str
    severity: Severity
    focus: str
    label: str
    path: str
    value: str
    message_zh: str
    message_en: str
    component: str


@dataclass(frozen=True, slots=True)
class _Result:
    """An sh:ValidationResult before it is put in words."""

    rule: Rule
    component: Node
    focus: Node
    path: str
    value: Node | None
    messages: tuple[str, str]

    def key(self) -> tuple[int, str, str, str, str]:
        value = "" if self.value is None else self.value.n3()
        return (SEVERITIES.index(self.rule.severity), self.rule.name, str(self.focus), self.path, value)


def validate(graph: Graph, *, severity: Severity | None = None, shape: str | None = None) -> list[Finding]:
    """All findings, gravest first, then by rule and focus.

    graph: a Dataset whose default graph is the union of its named graphs (one a source), or a plain Graph.
    severity: the least severity to report. shape: one rule only, by its IRI or name; ValueError when there is none.
    """
    labels: dict[Node, str] = {}
    return [_put_in_words(result, graph, labels) for result in _results(graph, severity, shape)]


def report(graph: Graph, *, severity: Severity | None = None, shape: str | None = None) -> Graph:
    """The same findings as an sh:ValidationReport, with IRIs that depend on nothing but their order."""
    out = Graph()
    out.bind("sh", SH)
    whole = URIRef(_REPORT)
    results = _results(graph, severity, shape)
    out.add((whole, RDF.type, SH.ValidationReport))
    out.add((whole, SH.conforms, Literal(not results)))
    for ordinal, result in enumerate(results, start=1):
        node = URIRef(f"{_REPORT}#result-{ordinal}")
        out.add((whole, SH.result, node))
        out.add((node, RDF.type, SH.ValidationResult))
        out.add((node, SH.sourceShape, URIRef(result.rule.iri)))
        out.add((node, SH.sourceConstraintComponent, result.component))
        out.add((node, SH.resultSeverity, SH[result.rule.severity]))
        out.add((node, SH.focusNode, result.focus))
        for language, message in zip(("zh", "en"), result.messages, strict=True):
            out.add((node, SH.resultMessage, Literal(message, lang=language)))
        if result.path:
            out.add((node, SH.resultPath, _path_node(out, result.path)))
        if result.value is not None:
            out.add((node, SH.value, result.value))
        if result.rule.query:
            out.add((node, SH.sourceConstraint, URIRef(result.rule.query)))
    return out


def _results(graph: Graph, severity: Severity | None, shape: str | None) -> list[_Result]:
    rules = Rules.load()
    wanted = set(rules.by_iri)
    if shape is not None:
        wanted = {rule.iri for rule in rules.by_iri.values() if shape in (rule.iri, rule.name)}
        if not wanted:
            raise ValueError(f"no shape is called {shape!r}")
    if severity is not None:
        reported = SEVERITIES[: SEVERITIES.index(severity) + 1]
        wanted = {iri for iri in wanted if rules.by_iri[iri].severity in reported}
    chosen = [rules.by_iri[iri] for iri in sorted(wanted)]
    results: set[_Result] = set()
    with _unexcited():
        if any(rule.select is None for rule in chosen):
            for batch in _batches(graph):
                results.update(result for result in _run_core(batch, rules) if result.rule.iri in wanted)
        for rule in chosen:
            if rule.select is not None:
                results.update(_run_select(graph, rule, rule.select))
    return sorted(results, key=_Result.key)


def _run_core(data: Graph, rules: Rules) -> Iterator[_Result]:
    from pyshacl import validate as run_pyshacl

    # Nothing in the shapes infers or writes, so the copy needs no copy of its own.
    _, found, _ = run_pyshacl(data, shacl_graph=rules.core, inference="none", inplace=True)
    if not isinstance(found, Graph):
        raise RuntimeError(f"pySHACL could not run the shapes: {found}")
    for node in found.subjects(RDF.type, SH.ValidationResult):
        rule = rules.by_iri[str(found.value(node, SH.sourceShape))]
        path, component, focus = (
            found.value(node, p) for p in (SH.resultPath, SH.sourceConstraintComponent, SH.focusNode)
        )
        if component is None or focus is None:
            raise RuntimeError("pySHACL reports a result without a focus node")
        messages = (rule.message_zh, rule.message_en)
        yield _Result(rule, component, focus, _path_text(found, path), found.value(node, SH.value), messages)


def _run_select(graph: Graph, rule: Rule, select: str) -> Iterator[_Result]:
    for row in graph.query(select).bindings:
        bound = {str(name): _plain(value) for name, value in row.items()}
        path, value = bound.get("path"), bound.get("value", bound["this"])
        fill = _filler(bound)
        messages = (fill(rule.message_zh), fill(rule.message_en))
        component = SH.SPARQLConstraintComponent
        yield _Result(rule, component, bound["this"], "" if path is None else str(path), value, messages)


def _filler(bound: Mapping[str, Node]) -> Callable[[str], str]:
    """Puts the solution's values into a message: `{?number}`, `{$this}`."""
    return lambda message: _PLACEHOLDER.sub(lambda found: str(bound.get(found[1], found[0])), message)


def _batches(graph: Graph) -> Iterator[Graph]:
    """In-memory copies that hold the whole graph; what several sources say of one document stays together."""
    if not isinstance(graph, Dataset):
        yield _copy([graph])
        return
    waiting: list[Graph] = []
    size = 0
    for group in _groups(graph):
        waiting += group
        size += sum(len(source) for source in group)
        if size >= _BATCH:
            yield _copy(waiting)
            waiting, size = [], 0
    if waiting:
        yield _copy(waiting)


def _groups(dataset: Dataset) -> Iterator[list[Graph]]:
    """The named graphs, those that share a published document together; in order of their IRIs."""
    graphs = {str(graph.identifier): graph for graph in dataset.graphs()}
    head = {name: name for name in graphs}

    def find(name: str) -> str:
        while head[name] != name:
            name = head[name]
        return name

    first: dict[Node, str] = {}
    shared = sorted((str(row[_GRAPH]), row[_DOCUMENT]) for row in dataset.query(_DOCUMENTS).bindings)
    for name, document in shared:
        one, other = sorted((find(first.setdefault(document, name)), find(name)))
        head[other] = one
    groups: dict[str, list[Graph]] = {}
    for name in sorted(graphs):
        groups.setdefault(find(name), []).append(graphs[name])
    yield from groups.values()


def _copy(graphs: Iterable[Graph]) -> Graph:
    copy = Graph()
    for graph in graphs:
        for subject, prop, value in graph.triples((None, None, None)):
            copy.add((subject, prop, _plain(value)))
    return copy


def _plain(term: Node) -> Node:
    """RDF 1.1 knows one kind of string; rdflib tells "a" from "a"^^xsd:string, which is how Oxigraph's come back."""
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term


@contextmanager
def _unexcited() -> Iterator[None]:
    """A day that does not exist is a finding; rdflib would log a traceback for each one, too."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _put_in_words(result: _Result, graph: Graph, labels: dict[Node, str]) -> Finding:
    rule = result.rule
    if result.focus not in labels:
        labels[result.focus] = _label(graph, result.focus)
    return Finding(
        shape=rule.iri,
        name=rule.name,
        name_zh=rule.name_zh,
        name_en=rule.name_en,
        severity=rule.severity,
        focus=str(result.focus),
        label=labels[result.focus],
        path=result.path,
        value="" if result.value is None else str(result.value),
        message_zh=result.messages[0],
        message_en=result.messages[1],
        component=str(result.component),
    )


def _label(graph: Graph, node: Node) -> str:
    """Number, title or name; a clause is its document's label and its eId; else the readable end of the IRI."""
    for prop in _LABELS:
        if values := sorted(map(str, graph.objects(node, prop))):
            return values[0]
    if eid := graph.value(node, ZM.eId):
        top, seen = node, {node}
        while (outer := graph.value(top, ELI.is_part_of)) is not None and outer not in seen:
            top = outer
            seen.add(top)
            if (top, ZM.eId, None) not in graph:
                return f"{_label(graph, top)} {eid}"
        return str(eid)
    return unquote(str(node).rpartition("/")[2])


def _path_text(graph: Graph, path: Node | None) -> str:
    if path is None:
        return ""
    inverse = graph.value(path, SH.inversePath)
    return str(path) if inverse is None else f"^{inverse}"


def _path_node(graph: Graph, path: str) -> Node:
    if not path.startswith("^"):
        return URIRef(path)
    node = BNode("inverse-" + re.sub(r"\W", "-", path[1:]))
    graph.add((node, SH.inversePath, URIRef(path[1:])))
    return node
