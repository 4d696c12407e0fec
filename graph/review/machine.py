"""What the machine reads of a thing that can be decided on: the value, the words behind it, and the statements that say it.

A position in a source (`#deadline=3-7`) may be another one after the source has changed. So what was decided on is looked for at its
place first, and then, by its words, in the whole source.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph.store.view import View, text
from ontology.enumerations import Aspect
from ontology.iri import Iris, local_name
from ontology.vocabulary import RDF, ZM

_LIMIT = tuple(
    ox.NamedNode(str(term)) for term in (ZM.due, ZM.recurrence, ZM.duration, ZM.anchor, ZM.reason, ZM.timeKind)
)
_PARTY = tuple(ox.NamedNode(str(term)) for term in (ZM.agency, ZM.group, ZM.reason))
_A = ox.NamedNode(str(RDF.type))

_FIELD = """
SELECT ?graph ?value WHERE { VALUES (?document ?property) { (%s %s) } GRAPH ?graph { ?document ?property ?value } }"""
_ANNOTATED = """
SELECT ?graph ?node ?body ?words WHERE {
  VALUES (?document ?property) { (%s %s) }
  GRAPH ?graph { ?node zm:about ?document ; zm:property ?property ; oa:bodyValue ?body }
  OPTIONAL { ?node oa:hasTarget/oa:hasSelector/oa:exact ?words }
} ORDER BY ?node"""
_PLACED = "SELECT ?graph WHERE { VALUES ?document { %s } GRAPH ?graph { ?document a zm:PublishedDocument } }"
_PARTIES = """
SELECT ?node ?name ?quote ?agency ?group WHERE {
  %s
  ?task zm:hasAssignment ?node ; zm:quote ?quote . ?node zm:partyName ?name .
  OPTIONAL { ?node zm:agency ?agency } OPTIONAL { ?node zm:group ?group }
} ORDER BY ?node"""
_LIMITS = """
SELECT ?node ?name ?quote ?due ?recurrence ?duration WHERE {
  %s
  ?node a zm:Deadline ; zm:printed ?name ; zm:quote ?quote .
  OPTIONAL { ?node zm:due ?due } OPTIONAL { ?node zm:recurrence ?recurrence } OPTIONAL { ?node zm:duration ?duration }
} ORDER BY ?node"""
_DESCRIBED = "SELECT ?graph ?property ?value WHERE { VALUES ?node { %s } GRAPH ?graph { ?node ?property ?value } }"
_LINKED = "SELECT ?graph ?from WHERE { VALUES ?node { %s } GRAPH ?graph { ?from zm:hasDeadline ?node } }"
_BETWEEN = "｜"
"""Between a printed name and the words in which it stands."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that the machine has read.

    node: the IRI of what it is read of, which may stand elsewhere in its source than before. words: each wording that prints it.
    values: the quads that say it. marks: the quads that prove it, by the IRI of each annotation.
    """

    node: str
    value: str
    words: tuple[str, ...]
    values: tuple[ox.Quad, ...]
    marks: tuple[tuple[str, tuple[ox.Quad, ...]], ...] = ()


def read_machine(view: View, iri: str, aspect: Aspect, iris: Iris) -> list[Reading]:
    """Return what the machine reads of a thing (IRI), in order of the values; nothing of what is not in the store."""
    if aspect.of_document:
        return _fields(view, iri, aspect)
    if aspect is Aspect.PARTY:
        return _parties(view, _at(iri), iris)
    if aspect is Aspect.LIMIT:
        return _limits(view, _at(iri))
    return []


def read_elsewhere(view: View, source: str, aspect: Aspect, words: str, iris: Iris) -> list[Reading]:
    """Return the parties or time limits of a source (IRI) that are printed in these words."""
    name = words.partition(_BETWEEN)[0]
    term = "zm:partyName" if aspect is Aspect.PARTY else "zm:printed"
    head = f"?node {term} {ox.Literal(name)} ."
    found = _parties(view, head, iris) if aspect is Aspect.PARTY else _limits(view, head)
    return [reading for reading in found if words in reading.words and _within(reading.node, source, iris)]


def home(view: View, document: str) -> str | None:
    """Return the named graph in which a published document stands; None where it is not in the store."""
    graphs = sorted(row["graph"].value for row in view.select(_PLACED % ox.NamedNode(document)))
    return graphs[0] if graphs else None


def source_of(iri: str, iris: Iris) -> str | None:
    """Return the IRI of the source in which a party or time limit stands."""
    source = getattr(iris.parse(iri), "source", None)
    return None if source is None else iris.mint(source)


def described(view: View, node: str) -> Iterator[ox.Quad]:
    """Yield the quads of a thing."""
    subject = ox.NamedNode(node)
    for row in view.select(_DESCRIBED % subject):
        yield ox.Quad(subject, row["property"], row["value"], row["graph"])


def links_to_limit(view: View, node: str) -> Iterator[ox.Quad]:
    """Yield the quads that lead from tasks and duties to a time limit."""
    limit = ox.NamedNode(node)
    for row in view.select(_LINKED % limit):
        yield ox.Quad(row["from"], ox.NamedNode(str(ZM.hasDeadline)), limit, row["graph"])


def _within(node: str, source: str, iris: Iris) -> bool:
    return source_of(node, iris) == source


def _at(iri: str) -> str:
    return f"VALUES ?node {{ {ox.NamedNode(iri)} }}"


def _fields(view: View, iri: str, aspect: Aspect) -> list[Reading]:
    document, term = ox.NamedNode(iri), ox.NamedNode(aspect.term)
    given = [ox.Quad(document, term, row["value"], row["graph"]) for row in view.select(_FIELD % (document, term))]
    marks: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in view.select(_ANNOTATED % (document, term)):
        marks[text(row, "body")].setdefault(row["node"].value, text(row, "words"))
    readings = []
    for quad in sorted(given, key=str):
        value = quad.object.value if isinstance(quad.object, ox.Literal) else local_name(quad.object.value)  # type: ignore[union-attr]
        # A single value and a single body belong together, however the annotation words the value.
        body = next(iter(marks)) if value not in marks and len(given) == len(marks) == 1 else value
        nodes = marks.get(body, {})
        proofs = tuple((node, tuple(sorted(described(view, node), key=str))) for node in sorted(nodes))
        words = tuple(dict.fromkeys(nodes[node] for node in sorted(nodes)))
        readings.append(Reading(iri, value, words, (quad,), proofs))
    return readings


def _parties(view: View, head: str, iris: Iris) -> list[Reading]:
    readings = []
    for row in view.select(_PARTIES % head):
        node = row["node"].value
        value = local_name(text(row, "agency") or text(row, "group"))
        words = f"{text(row, 'name')}{_BETWEEN}{text(row, 'quote')}"
        readings.append(Reading(node, value, (words,), _statements(view, node, _PARTY)))
    return readings


def _limits(view: View, head: str) -> list[Reading]:
    readings = []
    for row in view.select(_LIMITS % head):
        node = row["node"].value
        value = text(row, "recurrence") or text(row, "duration") or text(row, "due")
        words = f"{text(row, 'name')}{_BETWEEN}{text(row, 'quote')}"
        readings.append(Reading(node, value, (words,), _statements(view, node, _LIMIT)))
    return readings


def _statements(view: View, node: str, terms: Sequence[ox.NamedNode]) -> tuple[ox.Quad, ...]:
    return tuple(sorted((quad for quad in described(view, node) if quad.predicate in terms), key=str))
