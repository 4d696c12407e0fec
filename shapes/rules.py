"""The rules of `shapes/*.ttl`, taken apart: a Core graph for pySHACL, and the SELECTs that run over the whole graph."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from rdflib import SH, Graph, Node, URIRef
from rdflib import Literal as RdfLiteral

NAMESPACE = "https://w3id.org/zhengmai/shapes#"
_FOLDER = Path(__file__).parent

Severity = Literal["Violation", "Warning", "Info"]
SEVERITIES: tuple[Severity, ...] = ("Violation", "Warning", "Info")
"""Gravest first."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape that can find something.

    query: the node of its SELECT constraint, none for a rule in SHACL Core. select: that SELECT, with its prefixes.
    """

    iri: str
    severity: Severity
    name_zh: str
    name_en: str
    message_zh: str
    message_en: str
    query: str | None = None
    select: str | None = None

    @property
    def name(self) -> str:
        return self.iri.removeprefix(NAMESPACE)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules by IRI. core: the shapes without their SELECTs; whole: as they stand in the files."""

    by_iri: dict[str, Rule]
    core: Graph
    whole: Graph

    @staticmethod
    def load() -> "Rules":
        """The rules that ship with the project; read once a process. Don't change the graphs."""
        return _load()


@cache
def _load() -> Rules:
    whole = Graph()
    for path in sorted(_FOLDER.glob("*.ttl")):
        whole.parse(path, format="turtle")
    core = Graph()
    selects = set(whole.objects(None, SH.sparql))
    for triple in whole:
        if triple[1] != SH.sparql and triple[0] not in selects:
            core.add(triple)
    rules = (_rule(whole, shape) for shape in whole.subjects(SH.name, None, unique=True) if isinstance(shape, URIRef))
    return Rules({rule.iri: rule for rule in sorted(rules, key=lambda rule: rule.iri)}, core, whole)


def _rule(graph: Graph, shape: URIRef) -> Rule:
    query = graph.value(shape, SH.sparql)
    speaker = shape if query is None else query
    severity = str(graph.value(shape, SH.severity)).removeprefix(str(SH))
    return Rule(
        iri=str(shape),
        severity=next(known for known in SEVERITIES if known == severity),
        name_zh=_text(graph, shape, SH.name, "zh"),
        name_en=_text(graph, shape, SH.name, "en"),
        message_zh=_text(graph, speaker, SH.message, "zh"),
        message_en=_text(graph, speaker, SH.message, "en"),
        query=None if query is None else str(query),
        select=None if query is None else _prefixes(graph, query) + str(graph.value(query, SH.select)),
    )


def _prefixes(graph: Graph, query: Node) -> str:
    lines = [
        f"PREFIX {graph.value(declared, SH.prefix)}: <{graph.value(declared, SH.namespace)}>\n"
        for ontology in graph.objects(query, SH.prefixes)
        for declared in graph.objects(ontology, SH.declare)
    ]
    return "".join(sorted(lines))


def _text(graph: Graph, node: Node, prop: URIRef, language: str) -> str:
    """Raises ValueError where a shape does not speak that language once."""
    found = [str(o) for o in graph.objects(node, prop) if isinstance(o, RdfLiteral) and o.language == language]
    if len(found) != 1:
        raise ValueError(f"{node} needs one {prop} in @{language}, and has {len(found)}")
    return found[0]
