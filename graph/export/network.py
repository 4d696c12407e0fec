"""Which documents and agencies there are, and what stands between them: the content of the GraphML export.

What goes by several IRIs is one node: a title that denotes a published document, and the instrument that a notice carries, are
that document.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import BinaryIO

from graph.derive.standing import standings
from graph.export.graphml import Edge, Node
from graph.export.graphml import write as write_graphml
from graph.records import identity
from graph.store.view import Term, View
from ontology.enumerations import Status
from ontology.iri import local_name

_DOCUMENTS = """
SELECT DISTINCT ?document ?field ?value WHERE {
  VALUES (?property ?field) { (eli:number "number") (dct:title "title") (eli:type_document "kind")
    (eli:date_document "signed") (eli:date_publication "printed") }
  ?document a zm:PublishedDocument ; ?property ?value
}"""
_CITED = """
SELECT DISTINCT ?document ?field ?value WHERE {
  VALUES (?property ?field) { (zm:citedNumber "number") (zm:citedTitle "title") }
  GRAPH ?source { ?reference zm:target ?document ; ?property ?value }
}"""
_AGENCIES = """
SELECT DISTINCT ?agency ?name WHERE {
  ?agency a org:FormalOrganization . OPTIONAL { ?agency skos:prefLabel ?name FILTER(LANG(?name) IN ("", "zh")) }
}"""
_REFERENCES = """
SELECT DISTINCT ?citing ?target ?kind ?quote WHERE {
  GRAPH ?source { ?reference zm:citing ?citing ; zm:target ?target ; zm:relationKind ?kind
    OPTIONAL { ?reference zm:quote ?quote } }
}"""
_LABELS = """
SELECT DISTINCT ?kind ?label WHERE {
  ?reference zm:relationKind ?kind . ?kind skos:prefLabel ?label FILTER(LANG(?label) = "zh")
}"""
_OF_AGENCIES = """
SELECT DISTINCT ?from ?kind ?to WHERE {
  VALUES (?property ?kind) { (eli:passed_by "issuedBy") (zm:addressedTo "addressedTo") (org:subOrganizationOf "partOf") }
  ?from ?property ?to . ?to a org:FormalOrganization
}"""
_NAMES = {"issuedBy": "发文机关", "addressedTo": "主送", "partOf": "隶属"}


def write(store: View, day: date | None, output: BinaryIO) -> None:
    """Write GraphML; the status is that of `day`, of the newest document where it is None. Raises OSError."""
    who = identity.build(store)
    documents: dict[str, dict[str, str]] = {}
    for row in _rows(store, _DOCUMENTS):
        # Of several values always the same one.
        fields = documents.setdefault(row["document"], {})
        fields[row["field"]] = min(row["value"], fields.get(row["field"], row["value"]))
    published = set(documents)
    # A reference is kept once for each kind, with the first of its sentences.
    said: dict[tuple[str, str, str], str] = {}
    citing: dict[str, set[str]] = {}
    for row in _rows(store, _REFERENCES):
        ends = who.canonical(row["citing"]), who.canonical(row["target"])
        if ends[0] != ends[1]:
            key, quote = (*ends, row["kind"]), row.get("quote", "")
            said[key] = min(quote, said.get(key, quote))
            citing.setdefault(ends[1], set()).add(ends[0])
    for row in _rows(store, _CITED):
        iri = who.canonical(row["document"])
        if iri not in published:
            fields = documents.setdefault(iri, {})
            fields[row["field"]] = min(row["value"], fields.get(row["field"], row["value"]))
    for one, other, _ in said:
        documents.setdefault(one, {})
        documents.setdefault(other, {})
    agencies = {row["agency"]: row.get("name", local_name(row["agency"])) for row in _rows(store, _AGENCIES)}
    day = day or newest(documents)
    known = standings(store, day) if day else {}
    held = {who.canonical(iri): standing for iri, standing in known.items()} | known
    nodes = [
        _document(
            iri, fields, iri in published, held[iri].status if iri in held else Status.UNKNOWN, len(citing.get(iri, ()))
        )
        for iri, fields in sorted(documents.items())
    ]
    nodes += [Node(iri, "agency", name) for iri, name in sorted(agencies.items())]
    labels = {row["kind"]: row["label"] for row in sorted(_rows(store, _LABELS), key=lambda row: row["label"])}
    shown = documents.keys() | agencies.keys()

    def edges() -> Iterator[Edge]:
        for (one, other, kind), quote in sorted(said.items()):
            yield Edge(one, other, local_name(kind), labels.get(kind, ""), quote)
        rows = {(row["from"], row["to"], row["kind"]) for row in _rows(store, _OF_AGENCIES)}
        for one, other, kind in sorted(rows):
            if one in shown and other in shown:
                yield Edge(one, other, kind, _NAMES[kind])

    write_graphml(nodes, edges(), day, output)


def newest(documents: Mapping[str, Mapping[str, str]]) -> date | None:
    """The last day on which a document was signed, else printed: a day that the data have, not the clock."""
    days = []
    for fields in documents.values():
        try:
            days.append(date.fromisoformat(fields.get("signed") or fields.get("printed", "")))
        except ValueError:
            continue
    return max(days, default=None)


def _document(iri: str, fields: Mapping[str, str], published: bool, status: str, cited: int) -> Node:
    number, title = fields.get("number", ""), fields.get("title", "")
    return Node(
        iri,
        "document",
        number or title or local_name(iri),
        number,
        title,
        local_name(fields.get("kind", "")),
        fields.get("signed") or fields.get("printed", ""),
        published,
        status,
        cited,
    )


def _rows(store: View, sparql: str) -> Iterator[dict[str, str]]:
    solutions = store.select(sparql)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: term.value for name, term in zip(names, solution, strict=True) if isinstance(term, Term)}
