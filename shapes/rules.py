"""Load the rules of `shapes/*.ttl`, each with the SELECTs that find what breaks it: its own, or its Core constraints compiled."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

from rdflib import SH, Graph, Node, URIRef
from rdflib import Literal as RdfLiteral

from graph.records.findings import Finding
from ontology.enumerations import Severity
from shapes.core import Select, selects

NAMESPACE = "https://w3id.org/zhengmai/shapes#"
_REMEDY = URIRef(f"{NAMESPACE}remedy")
_NEEDS = URIRef(f"{NAMESPACE}needs")
"""Property of a constraint: a cheap SELECT; where it finds nothing, neither does the constraint."""
_FOLDER = Path(__file__).parent

GUARD = 5
"""The weight of a rule that guards the graph itself (see report.ttl): it comes before all others."""
ANY_DAY = '"9999-12-31"^^xsd:date'
"""A SELECT binds this day to ?asOf; the engine replaces it with the day that the user names."""


@dataclass(frozen=True, slots=True)
class ShapeRule:
    """A shape that can find something.

    query: the node of its SELECT constraint, none for a rule in SHACL Core. selects: what finds its violations. order: its
    weight for a person, the least first. reading: it finds what the reading left open, which is not a fault of the document.
    """

    iri: str
    severity: Severity
    name_zh: str
    name_en: str
    message_zh: str
    message_en: str
    selects: tuple[Select, ...]
    query: str | None = None
    order: int = GUARD
    reading: bool = False
    remedy_zh: str = "图谱不符合约定，请用本版本重新读取；仍然如此的，请报告。"
    remedy_en: str = (
        "The graph breaks its own contract: read the source again with this version, and report it if it stays."
    )

    @property
    def name(self) -> str:
        return self.iri.removeprefix(NAMESPACE) if self.iri.startswith(NAMESPACE) else re.split("[/#:]", self.iri)[-1]

    @property
    def dated(self) -> bool:
        """Return whether what it finds depends on the day that is asked for."""
        return any(ANY_DAY in select.text for select in self.selects)

    def finding(
        self, focus: Node, label: str, path: str, value: Node | None, messages: tuple[str, str], component: str
    ) -> Finding:
        """Return a finding of this rule.

        label: what people call the focus. path, component: IRIs. value: what is wrong, None where something is missing. messages: in zh
        and en.
        """
        return Finding(
            shape=self.iri,
            name=self.name,
            name_zh=self.name_zh,
            name_en=self.name_en,
            severity=self.severity,
            focus=str(focus),
            label=label,
            path=path,
            value="" if value is None else str(value),
            message_zh=messages[0],
            message_en=messages[1],
            component=component,
            term=value,
            node=focus,
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules by IRI. whole: the shapes as they are in the files."""

    by_iri: dict[str, ShapeRule]
    whole: Graph

    @staticmethod
    def load() -> "Rules":
        """Return the rules that ship with the project; read once a process. Don't change the graphs."""
        return _load()


@cache
def _load() -> Rules:
    whole = Graph()
    for path in sorted(_FOLDER.glob("*.ttl")):
        whole.parse(path, format="turtle")
    rules = (_rule(whole, shape) for shape in whole.subjects(SH.name, None, unique=True) if isinstance(shape, URIRef))
    return Rules({rule.iri: rule for rule in sorted(rules, key=lambda rule: rule.iri)}, whole)


def _rule(graph: Graph, shape: URIRef) -> ShapeRule:
    query = graph.value(shape, SH.sparql)
    speaker = shape if query is None else query
    severity = str(graph.value(shape, SH.severity)).removeprefix(str(SH))
    return ShapeRule(
        iri=str(shape),
        severity=Severity(severity),
        name_zh=_text(graph, shape, SH.name, "zh"),
        name_en=_text(graph, shape, SH.name, "en"),
        message_zh=_text(graph, speaker, SH.message, "zh"),
        message_en=_text(graph, speaker, SH.message, "en"),
        selects=tuple(selects(graph, shape)) if query is None else (select_of(graph, query),),
        query=None if query is None else str(query),
        **_for_people(graph, shape),
    )


class _ForPeople(TypedDict, total=False):
    order: int
    reading: bool
    remedy_zh: str
    remedy_en: str


def _for_people(graph: Graph, shape: URIRef) -> _ForPeople:
    """Return the row of report.ttl for a shape; nothing for one that guards the graph, or is a user's own."""
    order = graph.value(shape, SH.order)
    if order is None:
        return {}
    return {
        "order": int(str(order)),
        "reading": graph.value(shape, SH.group) == URIRef(f"{NAMESPACE}reading"),
        "remedy_zh": _text(graph, shape, _REMEDY, "zh"),
        "remedy_en": _text(graph, shape, _REMEDY, "en"),
    }


def select_of(graph: Graph, query: Node) -> Select:
    """Return the SELECT of an `sh:sparql` constraint with its declared prefixes."""
    prefixes = prefixes_of(graph, query)
    needs = tuple(prefixes + text for text in sorted(map(str, graph.objects(query, _NEEDS))))
    return Select(prefixes + str(graph.value(query, SH.select)), SH.SPARQLConstraintComponent, "", True, needs)


def prefixes_of(graph: Graph, query: Node) -> str:
    """Return the PREFIX lines that a query declares through `sh:prefixes` (SHACL 5.2.1)."""
    lines = [
        f"PREFIX {graph.value(declared, SH.prefix)}: <{graph.value(declared, SH.namespace)}>\n"
        for ontology in graph.objects(query, SH.prefixes)
        for declared in graph.objects(ontology, SH.declare)
    ]
    return "".join(sorted(lines))


def _text(graph: Graph, node: Node, prop: URIRef, language: str) -> str:
    """Return the one text in a language. Raises ValueError where the shape has none, or several."""
    found = [str(o) for o in graph.objects(node, prop) if isinstance(o, RdfLiteral) and o.language == language]
    if len(found) != 1:
        raise ValueError(f"{node} needs one {prop} in @{language}, and has {len(found)}")
    return found[0]
