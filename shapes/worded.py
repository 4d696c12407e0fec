"""Put results in words: each as a finding of its rule, with the name that people use for its focus."""

from collections.abc import Iterable

from rdflib import Graph, Node

from graph.records.findings import Finding
from ontology.iri import local_name
from ontology.vocabulary import ELI, ZM, expand
from shapes.asking import Result

_LABELS = ("eli:number", "dct:title", "skos:prefLabel", "dct:identifier")
_OF_DOCUMENT = ("zm:setBy", "zm:citing", "zm:about")
_LABEL_TERMS, _DOCUMENT_TERMS = (tuple(map(expand, names)) for names in (_LABELS, _OF_DOCUMENT))
_NAMES = "|".join((*_LABELS, "zm:eId"))
_OUTWARD = "|".join(("eli:is_part_of", "^zm:hasAssignment", *_OF_DOCUMENT))
LABELLED = (
    f"SELECT ?this WHERE {{ ?this {_NAMES} ?name }}",
    f"SELECT ?this WHERE {{ ?this ({_OUTWARD})+ ?other . ?other {_NAMES} ?name }}",
)
"""The triples that `put_in_words` reads to name a focus, as patterns: where none of these triples has changed, a focus keeps its name."""


def put_in_words(results: Iterable[Result], graph: Graph, labels: dict[Node, str] | None = None) -> list[Finding]:
    """Return results as findings, each with the name that people use for its focus. labels: such names, where they are known."""
    known = {} if labels is None else labels
    return [
        result.rule.finding(
            result.focus,
            name_of(result.focus, graph, known),
            result.path,
            result.value,
            result.messages,
            str(result.component),
        )
        for result in results
    ]


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
