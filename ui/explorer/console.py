"""Prepare an answer for the SPARQL page: addresses for IRIs, a chart, a drawing of triples; and pack queries into addresses."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox

from graph.query.query import Answer, Value
from graph.records.excerpts import fit
from graph.records.identity import Identity
from ontology.identifiers import Agency, Document
from ontology.iri import anchor
from ontology.vocabulary import prefixed
from ui.explorer import url

LONGEST = 20_000
"""The longest query that the page accepts, in characters."""
DRAWN = 120
"""How many triples are drawn."""
_PLAIN = 1_500  # characters that a query may take in an address before it is compressed
_PACKED = "~"  # with which no query can begin
_LABEL = 26
_NUMBERS = {"integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "gYear"}
_TIME = re.compile(r"(?:1[89]|20|21)\d\d(?:-\d\d(?:-\d\d.*)?)?")
_WORDS = re.compile(r"\w*(?:year|年|date|day|month|signed|printed|effective|expires|since|through)\w*", re.IGNORECASE)


def packed(text: str) -> str:
    """Return a query for the address: unchanged, or compressed where that is shorter."""
    if len(quote(text)) <= _PLAIN:
        return text
    return _PACKED + base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def unpacked(value: str) -> str:
    """Return the query of an address, at most one character over `LONGEST`; empty for an invalid one."""
    if not value.startswith(_PACKED):
        return value[: LONGEST + 1]
    coded = value[1:].encode("ascii", "replace")
    try:
        data = base64.urlsafe_b64decode(coded + b"=" * (-len(coded) % 4))
        return zlib.decompressobj().decompress(data, 4 * LONGEST).decode("utf-8", "ignore")[: LONGEST + 1]
    except (binascii.Error, zlib.error, ValueError):
        return ""


def href(iri: str, who: Identity) -> str:
    """Return the page of an agency, or of the document that an IRI names or is part of; empty where there is none."""
    value = who.iris.parse(iri)
    if isinstance(value, Agency):
        return url.agency(iri)
    if (row := who.owner(iri)) is not None:
        below = who.below(iri)
        return url.document(row.iri, anchor=anchor(below) if below else "")
    return url.graph(iri) if isinstance(value, Document) else ""


def short(iri: str, who: Identity) -> str:
    """Return a readable form of an IRI: `zm:Task`, `agency/岚州市财政局`."""
    return prefixed(iri) or who.iris.shorten(iri)


@dataclass(frozen=True, slots=True)
class Chart:
    """kind: `bars` of labels, or `time` by months or years (`YYYY-MM`, `YYYY`); the columns that it shows."""

    kind: str
    label: str
    number: str
    points: tuple[tuple[str, float], ...]


def chart(answer: Answer) -> Chart | None:
    """Return a chart of an answer that counts something: one column of numbers beside a time or one name; None for any other."""
    if answer.form != "solutions" or len(answer.rows) < 2:
        return None
    columns = dict(zip(answer.columns, zip(*answer.rows, strict=True), strict=True))
    literal = {name: values for name, values in columns.items() if all(_is_literal(value) for value in values)}
    times = [name for name, values in literal.items() if _WORDS.fullmatch(name) and all(map(_is_time, values))]
    numbers = [name for name, values in literal.items() if name not in times and all(map(_is_number, values))]
    names = [name for name in literal if name not in times and name not in numbers]
    if len(numbers) != 1 or len(times) > 1 or len(names) > 1 or len(literal) > 3:
        return None
    number = numbers[0]
    if times:
        pairs = ((value.value[:7], columns[number][place]) for place, value in enumerate(columns[times[0]]) if value)
        points = _summed(pairs)
        return Chart("time", times[0], number, tuple(sorted(points.items()))) if len(points) > 1 else None
    if not names:
        return None
    points = _summed(
        (value.value if value else "–", columns[number][place]) for place, value in enumerate(columns[names[0]])
    )
    return Chart("bars", names[0], number, tuple(points.items())) if len(points) > 1 else None


def _summed(pairs: Iterable[tuple[str, Value | None]]) -> dict[str, float]:
    points: dict[str, float] = {}
    for label, value in pairs:
        amount = float(value.value) if isinstance(value, ox.Literal) else 0.0
        points[label] = points.get(label, 0) + (int(amount) if amount.is_integer() else amount)
    return points


def _is_literal(value: Value | None) -> bool:
    return value is None or isinstance(value, ox.Literal)


def _is_number(value: Value | None) -> bool:
    if not isinstance(value, ox.Literal) or value.datatype.value.rpartition("#")[2] not in _NUMBERS:
        return False
    try:
        return 0 <= float(value.value) < 1e15
    except ValueError:
        return False


def _is_time(value: Value | None) -> bool:
    return value is None or (isinstance(value, ox.Literal) and _TIME.fullmatch(value.value) is not None)


def dot(triples: Sequence[tuple[Value | None, ...]], who: Identity) -> str:
    """Return triples as a graph in Graphviz's language: resources as boxes that link to their pages, each literal separately."""
    lines = ["digraph {", 'bgcolor="transparent"; rankdir="LR"; nodesep="0.16"; ranksep="0.7";']
    lines.append(
        'node [shape="box", style="rounded", height="0.32", margin="0.12,0.04", fontname="sans-serif", fontsize="12"];'
    )
    lines.append('edge [arrowsize="0.6", fontname="sans-serif", fontsize="10"];')
    places: dict[str, int] = {}

    def node(value: Value | None) -> int:
        key = str(value)
        if key in places and not isinstance(value, ox.Literal):
            return places[key]
        place = places[key] = len(lines)
        if isinstance(value, ox.NamedNode):
            to = href(value.value, who)
            link = f", URL={_quoted(to)}, target=_self" if to else ""
            known = who.published.get(value.value)
            name = (known.number or known.title) if known else ""
            lines.append(
                f"n{place} [label={_quoted(_label(name or short(value.value, who)))}, tooltip={_quoted(value.value)}{link}];"
            )
        else:
            text = value.value if isinstance(value, ox.Literal | ox.BlankNode) else key
            lines.append(
                f"n{place} [label={_quoted(_label(text))}, tooltip={_quoted(text[:200])}, shape=plaintext, margin=0.04];"
            )
        return place

    for subject, predicate, value in triples[:DRAWN]:
        edge = f"n{node(subject)} -> n{node(value)}"
        lines.append(
            f"{edge} [label={_quoted(_label(short(predicate.value, who)))}];"
            if isinstance(predicate, ox.NamedNode)
            else edge
        )
    return "\n".join([*lines, "}"])


def _label(text: str) -> str:
    return fit(text, _LABEL + 1)


def _quoted(text: str) -> str:
    r"""Return a Graphviz string, with `\N` and `&lt;` escaped."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return '"' + plain.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') + '"'
