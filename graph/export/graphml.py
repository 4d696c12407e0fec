"""Write documents, agencies and their relations as GraphML, for Gephi, yEd, Cytoscape and networkx.

Every field of `GraphmlNode` and `GraphmlEdge` but their ends is an attribute of that name. Only elements of the standard are
used, so that any program can read the file. Identifiers are `n0`, `n1`, …, because the schema allows no IRIs; `iri` has the IRI.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from graph.export.xml_text import valid_text

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_TYPES: dict[Any, str] = {str: "string", bool: "boolean", int: "int"}


@dataclass(frozen=True, slots=True)
class GraphmlNode:
    """type: `document` or `agency`; label: what to write beside it. kind: of a document (通知). published: the store contains
    its text. date: signed, else printed; ISO 8601. status: as `graph.derive.status.Status` on the day of the file. cited: how many
    documents name it. Fields that are empty are left out of the file."""

    iri: str
    type: str
    label: str
    number: str = ""
    title: str = ""
    kind: str = ""
    date: str = ""
    published: bool = False
    status: str = ""
    cited: int = 0


@dataclass(frozen=True, slots=True)
class GraphmlEdge:
    """source, target: IRIs of nodes; kind: `basedOn`, `issuedBy`, …; quote: the sentence that says so."""

    source: str
    target: str
    kind: str
    label: str = ""
    quote: str = ""


def write(nodes: Iterable[GraphmlNode], edges: Iterable[GraphmlEdge], day: date | None, output: BinaryIO) -> None:
    """Write one directed graph. edges: consumed one at a time, in any number; day: of the status.

    Raises KeyError for an edge whose node is missing, OSError when the disk is full.
    """
    known = list(nodes)
    places = {node.iri: f"n{place}" for place, node in enumerate(known)}
    output.write(_HEAD.encode())
    output.write(b'<key id="g_asOf" for="graph" attr.name="asOf" attr.type="string"/>\n')
    for kind, what in ((GraphmlNode, "node"), (GraphmlEdge, "edge")):
        for field in fields(kind):
            if field.name not in ("source", "target"):
                line = f'<key id="{what}_{field.name}" for="{what}" attr.name="{field.name}" attr.type="{_TYPES[field.type]}"/>\n'
                output.write(line.encode())
    output.write(b'<graph id="zhengmai" edgedefault="directed">\n')
    if day is not None:
        output.write(f'<data key="g_asOf">{day}</data>\n'.encode())
    for node in known:
        output.write(f'<node id="{places[node.iri]}">{_data(node, "node")}</node>\n'.encode())
    for number, edge in enumerate(edges):
        ends = f'source="{places[edge.source]}" target="{places[edge.target]}"'
        output.write(f'<edge id="e{number}" {ends}>{_data(edge, "edge")}</edge>\n'.encode())
    output.write(b"</graph>\n</graphml>\n")


def _data(thing: GraphmlNode | GraphmlEdge, what: str) -> str:
    return "".join(
        f'<data key="{what}_{field.name}">{_text(value)}</data>'
        for field in fields(thing)
        if field.name not in ("source", "target") and ((value := getattr(thing, field.name)) != "")
    )


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else escape(valid_text(str(value)))
