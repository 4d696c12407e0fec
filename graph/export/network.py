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
from graph.store.view import Term, View
from ontology.enumerations import Status

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
_SAME = """
SELECT DISTINCT ?name ?document WHERE {
  { ?document zm:issues ?name . ?name eli:is_part_of ?document } UNION { ?name zm:denotes ?document }
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
    same = {row["name"]: row["document"] for row in _rows(store, _SAME)}
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
        ends = _one(row["citing"], same), _one(row["target"], same)
        if ends[0] != ends[1]:
            key, quote = (*ends, row["kind"]), row.get("quote", "")
            said[key] = min(quote, said.get(key, quote))
            citing.setdefault(ends[1], set()).add(ends[0])
    for row in _rows(store, _CITED):
        iri = _one(row["document"], same)
        if iri not in published:
            fields = documents.setdefault(iri, {})
            fields[row["field"]] = min(row["value"], fields.get(row["field"], row["value"]))
    for one, other, _ in said:
        documents.setdefault(one, {})
        documents.setdefault(other, {})
    agencies = {row["agency"]: row.get("name", row["agency"].rpartition("/")[2]) for row in _rows(store, _AGENCIES)}
    day = day or newest(documents)
    known = standings(store, day) if day else {}
    held = {_one(iri, same): standing for iri, standing in known.items()} | known
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
            yield Edge(one, other, kind.rpartition("/")[2], labels.get(kind, ""), quote)
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
        number or title or iri.rpartition("/")[2],
        number,
        title,
        fields.get("kind", "").rpartition("/")[2],
        fields.get("signed") or fields.get("printed", ""),
        published,
        status,
        cited,
    )


def _one(iri: str, same: Mapping[str, str]) -> str:
    """The one IRI of what goes by several: from a title to an instrument, from that to its notice."""
    seen = {iri}
    while (further := same.get(iri)) is not None and further not in seen:
        seen.add(iri := further)
    return iri


def _rows(store: View, sparql: str) -> Iterator[dict[str, str]]:
    solutions = store.select(sparql)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: term.value for name, term in zip(names, solution, strict=True) if isinstance(term, Term)}
