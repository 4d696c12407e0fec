"""pySHACL's findings, and graphs to run it on."""

from collections import Counter
from typing import Any

import pyshacl
from oxrdflib import OxigraphStore
from rdflib import RDF, SH, XSD, Graph, Literal, Node
from rdflib.query import Result

from shapes.asking import plain
from shapes.rules import Rules


class _AskedElsewhere(Graph):
    """A graph in memory whose SELECTs Oxigraph answers: rdflib takes minutes for those that pySHACL asks a focus node at a time."""

    def __init__(self, data: Graph) -> None:
        super().__init__()
        self._twin = Graph(store=OxigraphStore())
        for subject, prop, value in data:
            self.add(
                (subject, prop, plain(value))
            )  # Oxigraph gives a string its datatype, which pySHACL takes for another term
            self._twin.add((subject, prop, value))

    def query(self, *arguments: Any, **options: Any) -> Result:
        return self._twin.query(*arguments, **options)


def pyshacl_report(data: Graph) -> Graph:
    """The report of pySHACL on our shapes, without inference. data: one graph without names."""
    found = pyshacl.validate(_AskedElsewhere(data), shacl_graph=Rules.load().whole, inference="none", inplace=True)[1]
    assert isinstance(found, Graph)
    return found


def results(found: Graph) -> Counter[tuple[object, ...]]:
    """Comparable results of a report.

    pySHACL drops the language of a SELECT's messages, so their texts are compared. rdflib turns MIN of IRIs into a literal, and
    Oxigraph gives a plain text its datatype; so values are compared by their text, language and datatype other than xsd:string.
    """

    def key(node: Node) -> tuple[object, ...]:
        path = found.value(node, SH.resultPath)
        inverse = found.value(path, SH.inversePath) if path is not None else None
        single = (SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity)
        messages = tuple(sorted(str(message) for message in found.objects(node, SH.resultMessage)))
        terms = (_comparable(found.value(node, prop)) for prop in (SH.focusNode, SH.value))
        return (*(found.value(node, prop) for prop in single), *terms, inverse or path, messages)

    return Counter(key(node) for node in found.subjects(RDF.type, SH.ValidationResult))


def _comparable(value: Node | None) -> tuple[object, ...]:
    if isinstance(value, Literal):
        return str(value), value.language, None if value.datatype == XSD.string else value.datatype
    return str(value), None, None
