"""Collect the content of the GraphML export: documents, agencies, and the relations between them.

Several IRIs of one document make one node (`graph.records.identity`): its own, a title that denotes it, an instrument in it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import BinaryIO

from graph.derive.standing import standings
from graph.export.graphml import GraphmlEdge, GraphmlNode
from graph.export.graphml import write as write_graphml
from graph.records.documents import DocumentRow
from graph.records.identity import build_identity
from graph.records.network import Network, read_network
from graph.records.rows import local_name, select_rows
from graph.store.view import View
from ontology.enumerations import Status
from ontology.iri import named_by_file

_QUOTES = """
SELECT DISTINCT ?citing ?cited ?kind ?quote WHERE {
  ?reference zm:citing ?citing ; zm:citedDocument ?cited ; zm:relationKind ?kind ; zm:quote ?quote
}"""
_LABELS = """
SELECT DISTINCT ?kind ?label WHERE {
  ?reference zm:relationKind ?kind . ?kind skos:prefLabel ?label FILTER(LANG(?label) = "zh")
}"""
_OF_AGENCIES = """
SELECT ?from ?kind ?to WHERE {
  VALUES (?property ?kind) { (eli:passed_by "issuedBy") (zm:addressedTo "addressedTo") (org:subOrganizationOf "partOf") }
  ?from ?property ?to . ?to a org:FormalOrganization
}"""
_NAMES = {"issuedBy": "发文机关", "addressedTo": "主送", "partOf": "隶属"}


def write(store: View, day: date | None, output: BinaryIO) -> None:
    """Write GraphML with the status on `day`, by default the day of the newest document. Raises OSError."""
    who = build_identity(store)
    network = read_network(store, who)
    rows = {**who.cited, **who.published}
    for iri in {*network.said, *network.heard} - rows.keys():
        rows[iri] = DocumentRow(iri, "", "", None, (), "", "")
    day = day or newest(who.published.values())
    known = standings(store, day) if day else {}
    held = {who.canonical(iri): standing.status for iri, standing in known.items()}
    held |= {iri: standing.status for iri, standing in known.items()}
    nodes = [
        _document(row, iri in who.published, held.get(iri, Status.UNKNOWN), len(network.heard.get(iri, ())))
        for iri, row in sorted(rows.items())
    ]
    nodes += [GraphmlNode(iri, "agency", named.zh) for iri, named in sorted(who.agencies.items())]
    write_graphml(nodes, _edges(store, network, rows.keys() | who.agencies.keys()), day, output)


def newest(rows: Iterable[DocumentRow]) -> date | None:
    """Return the last day on which a document was signed, else printed. It comes from the data, not from a clock."""
    days = []
    for row in rows:
        try:
            days.append(date.fromisoformat(row.signed or row.printed))
        except ValueError:
            continue
    return max(days, default=None)


def _edges(store: View, network: Network, shown: Iterable[str]) -> Iterator[GraphmlEdge]:
    """Yield each relation once a kind, with its first sentence, then those of agencies; sorted by their ends."""
    quotes: dict[tuple[str, str, str], str] = {}
    for row in select_rows(store, _QUOTES):
        key = row["citing"], row["cited"], local_name(row["kind"])
        quotes[key] = min(row["quote"], quotes.get(key, row["quote"]))
    labels = {
        local_name(row["kind"]): row["label"]
        for row in sorted(select_rows(store, _LABELS), key=lambda row: row["label"])
    }
    relations = sorted(
        (citing, cited, kind)
        for citing, others in network.said.items()
        for cited, kinds in others.items()
        for kind in kinds
    )
    for citing, cited, kind in relations:
        yield GraphmlEdge(citing, cited, kind, labels.get(kind, ""), quotes.get((citing, cited, kind), ""))
    nodes = frozenset(shown)
    ties = {(row["from"], row["to"], row["kind"]) for row in select_rows(store, _OF_AGENCIES)}
    for one, other, kind in sorted(ties):
        if one in nodes and other in nodes:
            yield GraphmlEdge(one, other, kind, _NAMES[kind])


def _document(row: DocumentRow, published: bool, status: str, cited: int) -> GraphmlNode:
    return GraphmlNode(
        row.iri,
        "document",
        row.number or row.title or named_by_file(row.iri) or local_name(row.iri),
        row.number,
        row.title,
        local_name(row.kind.iri) if row.kind else "",
        row.signed or row.printed,
        published,
        status,
        cited,
    )
