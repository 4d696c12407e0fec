"""Read the machine's reading of a fact that can be decided on: the value, the words behind it, and the statements that record it.

A position in a source (`#deadline=3-7`) may be another one after the source has changed. So what was decided on is looked for at its
place first, and then, by its words, in the whole source.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph.review.measures import written_measure
from graph.store.view import View, text
from ontology.enumerations import Aspect, Modality
from ontology.iri import Iris, local_name

_FIELD = """
SELECT ?graph ?document ?property ?value ?title WHERE {
  VALUES (?document ?property) { %s } GRAPH ?graph { ?document ?property ?value }
  OPTIONAL { ?document zm:issues|zm:hasAnnex ?value . ?value dct:title ?title }
} ORDER BY STR(?title)"""
_ANNOTATED = """
SELECT ?document ?property ?node ?body ?words WHERE {
  VALUES (?document ?property) { %s }
  GRAPH ?graph { ?node zm:about ?document ; zm:property ?property ; oa:bodyValue ?body }
  OPTIONAL { ?node oa:hasTarget/zm:exact ?words }
} ORDER BY ?node"""
_PLACED = "SELECT ?graph WHERE { VALUES ?document { %s } GRAPH ?graph { ?document a zm:PublishedDocument } }"
_STATED = {
    Aspect.PARTY: """
SELECT ?node ?name ?quote ?agency ?group WHERE {
  %s
  ?task zm:hasAssignment ?node ; zm:quote ?quote . ?node zm:partyName ?name .
  OPTIONAL { ?node zm:agency ?agency } OPTIONAL { ?node zm:group ?group }
} ORDER BY ?node""",
    Aspect.ROLE: """
SELECT ?node ?name ?quote ?role WHERE {
  %s
  ?task zm:hasAssignment ?node ; zm:quote ?quote . ?node zm:partyName ?name ; zm:role ?role .
} ORDER BY ?node ?role""",
    Aspect.LIMIT: """
SELECT ?node ?name ?quote ?due ?recurrence ?duration WHERE {
  %s
  ?node a zm:Deadline ; zm:printed ?name ; zm:quote ?quote .
  OPTIONAL { ?node zm:due ?due } OPTIONAL { ?node zm:recurrence ?recurrence } OPTIONAL { ?node zm:duration ?duration }
} ORDER BY ?node""",
    Aspect.TASK: "SELECT ?node ?quote WHERE { %s ?node a zm:Task ; zm:quote ?quote } ORDER BY ?node",
    Aspect.DUTY: """
SELECT ?node ?class ?name ?only ?quote WHERE {
  %s
  ?node zm:cue ?cue ; zm:quote ?quote ; a ?class . OPTIONAL { ?node zm:bearer ?name }
  OPTIONAL { ?node zm:bearerKind ?only . FILTER NOT EXISTS { ?node zm:bearer ?words } }
  FILTER(?class IN (zm:Obligation, zm:Prohibition, zm:Permission))
} ORDER BY ?node""",
    Aspect.SANCTION: """
SELECT ?node ?name ?quote WHERE {
  %s
  ?node a zm:Sanction ; zm:quote ?quote . OPTIONAL { ?node zm:act ?name }
} ORDER BY ?node""",
    Aspect.AUTHORITY: """
SELECT ?node ?name ?quote WHERE {
  %s
  ?node a zm:Sanction ; zm:quote ?quote . OPTIONAL { ?node zm:authority ?name }
} ORDER BY ?node""",
    Aspect.MEASURE: """
SELECT ?node ?name ?quote ?kind ?low ?high ?unit ?of WHERE {
  %s
  ?sanction zm:hasMeasure ?node ; zm:quote ?quote . ?node zm:printed ?name ; zm:measureKind ?kind .
  OPTIONAL { ?node zm:amountFrom ?low } OPTIONAL { ?node zm:amountTo ?high }
  OPTIONAL { ?node zm:amountUnit ?unit } OPTIONAL { ?node zm:amountOf ?of }
} ORDER BY ?node""",
    Aspect.DEFINITION: """
SELECT ?node ?name ?quote WHERE {
  %s
  ?node zm:term ?name ; zm:meaning ?quote .
} ORDER BY ?node""",
    Aspect.PROVISION: """
SELECT ?node ?name ?quote ?cited WHERE {
  %s
  ?node zm:citedClause ?cited ; zm:inClause/zm:text ?quote ; zm:offsets ?offsets .
  BIND(xsd:integer(STRBEFORE(?offsets, ",")) AS ?start) BIND(xsd:integer(STRAFTER(?offsets, ",")) AS ?end)
  BIND(SUBSTR(?quote, ?start + 1, ?end - ?start) AS ?name)
} ORDER BY ?node""",
    Aspect.REFERENCE: """
SELECT ?node ?kind ?target ?number ?title ?quote WHERE {
  %s
  ?node a zm:Reference ; zm:relationKind ?kind ; zm:quote ?quote . OPTIONAL { ?node zm:target ?target }
  OPTIONAL { ?node zm:citedNumber ?number } OPTIONAL { ?node zm:citedTitle ?title }
} ORDER BY ?node""",
}
"""Statements read of words within a text. `%s` is replaced by a pattern that selects ?node."""
_NAMED = {
    Aspect.PARTY: "zm:partyName",
    Aspect.ROLE: "zm:partyName",
    Aspect.LIMIT: "zm:printed",
    Aspect.TASK: "zm:quote",
    Aspect.DUTY: "zm:quote",
    Aspect.SANCTION: "zm:quote",
    Aspect.AUTHORITY: "zm:quote",
    Aspect.MEASURE: "zm:printed",
    Aspect.DEFINITION: "zm:term",
    Aspect.REFERENCE: "zm:citedNumber|zm:citedTitle",
    Aspect.PROVISION: "zm:inClause/zm:text",
}
"""The property with the first part of the words of a reading; of a provision, whose words have no property, the last part."""
_WHOLE = (Aspect.TASK, Aspect.DUTY, Aspect.SANCTION, Aspect.AUTHORITY)
"""Their words are a quote alone."""
_DESCRIBED = "SELECT ?graph ?property ?value WHERE { VALUES ?node { %s } GRAPH ?graph { ?node ?property ?value } }"
_LINKED = """
SELECT ?graph ?from ?property WHERE {
  VALUES ?node { %s } GRAPH ?graph { ?from ?property ?node } FILTER(?property != zm:decidedOn)
}"""
_CITED = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?reference zm:target %s ; zm:citing ?citing } }"
_KNOWN = "SELECT ?known WHERE { %s a ?known } LIMIT 1"
_BETWEEN = "｜"
"""Between a printed name and the words in which it occurs."""
_SHOWN = 80
"""Code points of a task's words that are shown for it."""
_MOST_VALUES = 500
"""Rows of one VALUES."""
Named = tuple[str, Aspect]
"""A document (IRI) and a field of it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that the machine has read.

    node: the IRI of what it is read of, which may occur elsewhere in its source than before. words: each wording that prints it.
    values: the quads that record it, of a document's field. proofs: the IRIs of what leads to its words, annotations of a field.
    """

    node: str
    value: str
    words: tuple[str, ...]
    values: tuple[ox.Quad, ...] = ()
    proofs: tuple[str, ...] = ()


def read_machine(view: View, iri: str, aspect: Aspect, iris: Iris) -> list[Reading]:
    """Return what the machine reads of a thing (IRI), in order of the values; nothing of what is not in the store."""
    if aspect.of_document:
        return read_fields(view, [(iri, aspect)])[iri, aspect]
    return read_statements(view, [iri], aspect, iris)


def read_statements(view: View, nodes: Sequence[str], aspect: Aspect, iris: Iris) -> list[Reading]:
    """Return what the machine reads of statements, parties or measures (IRIs), in order of the IRIs."""
    if not nodes or aspect not in _STATED:
        return []
    return _stated(view, f"VALUES ?node {{ {' '.join(str(ox.NamedNode(node)) for node in nodes)} }}", aspect, iris)


def read_elsewhere(view: View, source: str, aspect: Aspect, words: str, iris: Iris) -> list[Reading]:
    """Return the statements of a source (IRI) that are printed in these words."""
    name, _, rest = (words, "", "") if aspect in _WHOLE else words.partition(_BETWEEN)
    said = ox.Literal(
        rest if aspect is Aspect.PROVISION else name, language="zh" if aspect is Aspect.DEFINITION else None
    )
    found = _stated(view, f"?node {_NAMED[aspect]} {said} .", aspect, iris)
    return [reading for reading in found if words in reading.words and source_of(reading.node, iris) == source]


def _stated(view: View, head: str, aspect: Aspect, iris: Iris) -> list[Reading]:
    # The words may contain `%s`, so replace only the first.
    rows = view.select(_STATED[aspect].replace("%s", head, 1))
    found = [
        Reading(node := row["node"].value, _value(row, aspect, iris), (_words(row, aspect),), proofs=(node,))
        for row in rows
    ]
    return list(dict.fromkeys(found))


def _value(row: ox.QuerySolution, aspect: Aspect, iris: Iris) -> str:
    match aspect:
        case Aspect.PARTY:
            return local_name(text(row, "agency") or text(row, "group"))
        case Aspect.LIMIT:
            return text(row, "recurrence") or text(row, "duration") or text(row, "due")
        case Aspect.TASK:
            return " ".join(text(row, "quote")[:_SHOWN].split())
        case Aspect.ROLE:
            return local_name(text(row, "role"))
        case Aspect.SANCTION:
            return " ".join((text(row, "name") or text(row, "quote"))[:_SHOWN].split())
        case Aspect.AUTHORITY:
            return " ".join(text(row, "name").split())
        case Aspect.MEASURE:
            amount = (text(row, name) for name in ("low", "high", "unit", "of"))
            return written_measure(local_name(text(row, "kind")), *amount)
        case Aspect.DEFINITION:
            return " ".join(text(row, "name").split())
        case Aspect.PROVISION:
            return iris.relative(text(row, "cited"))
        case Aspect.DUTY:
            return f"{modality_of(text(row, 'class'))} {text(row, 'name') or local_name(text(row, 'only'))}".strip()
        case _:
            target = text(row, "target")
            return f"{local_name(text(row, 'kind'))} {iris.relative(target) if target else ''}".strip()


def _words(row: ox.QuerySolution, aspect: Aspect) -> str:
    if aspect in _WHOLE:
        return text(row, "quote")
    name = text(row, "number") or text(row, "title") if aspect is Aspect.REFERENCE else text(row, "name")
    return f"{name}{_BETWEEN}{text(row, 'quote')}"


def modality_of(term: str) -> Modality:
    """Return the modality whose class an IRI is."""
    return next(modality for modality in Modality if modality.term == term)


def home(view: View, document: str) -> str | None:
    """Return the named graph in which a published document occurs; None where it is not in the store."""
    graphs = sorted(row["graph"].value for row in view.select(_PLACED % ox.NamedNode(document)))
    return graphs[0] if graphs else None


def citing_home(view: View, document: str) -> str | None:
    """Return the first named graph that cites a document; None where nothing does."""
    graphs = sorted(row["graph"].value for row in view.select(_CITED % ox.NamedNode(document)))
    return graphs[0] if graphs else None


def known_agency(view: View, name: str, iris: Iris) -> ox.NamedNode | None:
    """Return the agency of this full name; None where the store knows none."""
    agency = ox.NamedNode(iris.agency(name))
    return agency if any(True for _ in view.select(_KNOWN % agency)) else None


def source_of(iri: str, iris: Iris) -> str | None:
    """Return the IRI of the source that a statement belongs to; None for a document or clause."""
    source = getattr(iris.parse(iri), "source", None)
    return None if source is None else iris.mint(source)


def described(view: View, node: str) -> Iterator[ox.Quad]:
    """Yield the quads of a thing."""
    subject = ox.NamedNode(node)
    for row in view.select(_DESCRIBED % subject):
        yield ox.Quad(subject, row["property"], row["value"], row["graph"])


def links_to(view: View, node: str) -> Iterator[ox.Quad]:
    """Yield the quads whose object is the thing, other than those of decisions."""
    held = ox.NamedNode(node)
    for row in view.select(_LINKED % held):
        yield ox.Quad(row["from"], row["property"], held, row["graph"])


def read_fields(view: View, wanted: Iterable[Named]) -> dict[Named, list[Reading]]:
    """Return what the machine reads of fields of documents, each in order of the values. wanted: IRI of the document and field."""
    terms = {(iri, aspect.term): (iri, aspect) for iri, aspect in wanted}
    titles: defaultdict[Named, dict[ox.Quad, str]] = defaultdict(dict)
    marks: defaultdict[Named, defaultdict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    ordered = [f"({ox.NamedNode(iri)} {ox.NamedNode(term)})" for iri, term in sorted(terms)]
    for at in range(0, len(ordered), _MOST_VALUES):
        values = " ".join(ordered[at : at + _MOST_VALUES])
        for row in view.select(_FIELD % values):
            document, term = row["document"], row["property"]
            quad = ox.Quad(document, term, row["value"], row["graph"])
            titles[terms[document.value, term.value]].setdefault(quad, text(row, "title"))
        for row in view.select(_ANNOTATED % values):
            of = terms[row["document"].value, row["property"].value]
            marks[of][text(row, "body")].setdefault(row["node"].value, text(row, "words"))
    return {of: _field(of[0], titles[of], marks[of]) for of in terms.values()}


def _field(iri: str, titles: Mapping[ox.Quad, str], marks: Mapping[str, Mapping[str, str]]) -> list[Reading]:
    """Return the readings of one field. titles: statement → title of what it leads to, or "". marks: body → annotation → its words."""
    readings = []
    for quad in sorted(titles, key=str):
        named = quad.object.value if isinstance(quad.object, ox.Literal) else local_name(quad.object.value)  # type: ignore[union-attr]
        value = titles[quad] or named
        # A single value and a single body belong together, however the annotation words the value.
        body = next(iter(marks)) if value not in marks and len(titles) == len(marks) == 1 else value
        nodes = marks.get(body, {})
        proofs = tuple(sorted(nodes))
        readings.append(Reading(iri, value, tuple(dict.fromkeys(nodes[node] for node in proofs)), (quad,), proofs))
    return readings
