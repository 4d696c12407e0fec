"""Run the SELECTs of rules over a graph.

Every constraint is one SELECT that runs once over the whole graph, in the graph's own engine; a Core constraint is compiled
to one (`shapes.core`). A validator that goes from focus node to focus node, as pySHACL does, asks each question for each
node: on a graph in Oxigraph it does not finish. Both find the same (a test compares them).
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import partial

from rdflib import RDFS, XSD, Graph, Literal, Node

from graph.records.findings import n3
from graph.store.base import SOURCE
from ontology.iri import Iris
from ontology.vocabulary import PREFIXES
from shapes.core import Select
from shapes.joins import Row, unused_aliases
from shapes.rules import ANY_DAY, NAMESPACE, ShapeRule
from shapes.targets import CLASSES

UNUSED_ALIAS = f"{NAMESPACE}alias-unused"
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
_CLASS = re.compile(CLASSES.format("([^»]+)"))
_SUBCLASSES = f"SELECT DISTINCT ?sub ?super WHERE {{ ?sub <{RDFS.subClassOf}> ?super }}"
_OF_FOCUS = re.compile(r"SELECT (?:DISTINCT )?[$?]this\b[^{}]*WHERE \{")
_IRI = re.compile(r"<([^<>\s]+)>")


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


def _iris(graph: Graph) -> Iris:
    """Return the base of the graph's IRIs, derived from the IRI of a source (`graph.store.base` reads that of a store)."""
    for row in graph.query(SOURCE, initNs=PREFIXES).bindings:
        values = {str(name): str(value) for name, value in row.items()}
        return Iris.of_source(values["source"], values["name"]) or Iris()
    return Iris()


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
    """Return a string without its datatype: to RDF 1.1 "a" and "a"^^xsd:string are one term, rdflib distinguishes them."""
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term


@contextmanager
def without_log() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each day that does not exist: such a day is a finding.

    A filter, because to set a level has all loggers of the process look for theirs again.
    """
    logger = logging.getLogger("rdflib.term")

    def is_grave(record: logging.LogRecord) -> bool:
        return record.levelno >= logging.ERROR

    logger.addFilter(is_grave)
    try:
        yield
    finally:
        logger.removeFilter(is_grave)
