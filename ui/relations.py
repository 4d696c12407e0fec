"""What the graph says of a document and others, in both directions, each with its sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.view import View
from ui.catalogue import DocumentRow, ask, local_name

KINDS = (
    "repeals",
    "declaresExpired",
    "confirmsValid",
    "extendsValidity",
    "amends",
    "implements",
    "basedOn",
    "cites",
)
"""Kinds of relation in the order in which they are shown: acts, grounds, mentions."""


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One reference. iri: the document at the other end, empty where the text does not tell it; published: the store holds
    its text. anchor: the clause that holds the words; reason: why the other end stays open."""

    kind: str
    iri: str
    number: str
    title: str
    quote: str
    clause: str
    published: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Relations:
    """outgoing: what the document says of others, in printed order. incoming: what others say of it (by number, by title, or
    of an instrument that it carries), newest kind of act first."""

    outgoing: tuple[RelationRow, ...]
    incoming: tuple[RelationRow, ...]


_OUTGOING = """
SELECT DISTINCT ?document ?reference ?kind ?target ?denoted ?number ?title ?quote ?clause ?reason ?position WHERE {
  GRAPH ?source {
    ?reference a zm:Reference ; zm:citing ?document ; zm:relationKind ?kind ; zm:position ?position .
    OPTIONAL { ?reference zm:target ?target }
    OPTIONAL { ?reference zm:citedNumber ?number }
    OPTIONAL { ?reference zm:citedTitle ?title }
    OPTIONAL { ?reference zm:quote ?quote }
    OPTIONAL { ?reference zm:inClause ?clause }
    OPTIONAL { ?reference zm:reason ?reason }
  }
  OPTIONAL { ?target zm:denotes ?denoted }
} ORDER BY ?position ?reference"""
# Under which names others speak of it: its own, that of an instrument that it carries, a title that denotes either.
_NAMES = """
SELECT DISTINCT ?document ?name WHERE {
  { ?document zm:issues ?name } UNION { ?name zm:denotes ?document }
  UNION { ?document zm:issues ?part . ?name zm:denotes ?part }
}"""
_INCOMING = """
SELECT DISTINCT ?target ?reference ?kind ?citing ?number ?title ?quote ?clause WHERE {
  GRAPH ?source {
    ?reference zm:target ?target ; zm:citing ?citing ; zm:relationKind ?kind .
    OPTIONAL { ?reference zm:quote ?quote }
    OPTIONAL { ?reference zm:inClause ?clause }
    OPTIONAL { ?citing eli:number ?number }
    OPTIONAL { ?citing dct:title ?title }
  }
} ORDER BY ?number ?reference"""
_HELD = "SELECT DISTINCT ?document WHERE { ?document a zm:PublishedDocument }"


def of(view: View, iri: str) -> Relations:
    """The relations of the published document `iri`."""
    held = {row["document"] for row in ask(view, _HELD)}
    outgoing = [_row(row, _other(row), held) for row in ask(view, _OUTGOING, document=iri)]
    names = [iri, *(row["name"] for row in ask(view, _NAMES, document=iri))]
    said = [row for name in dict.fromkeys(names) for row in ask(view, _INCOMING, target=name)]
    incoming = [_row(row, row["citing"], held) for row in said if row["citing"] != iri]
    return Relations(tuple(outgoing), tuple(sorted(_unique(incoming), key=lambda row: KINDS.index(row.kind))))


_CITED = """
SELECT DISTINCT ?target ?number ?title WHERE {
  GRAPH ?source {
    ?reference zm:target ?target .
    OPTIONAL { ?reference zm:citedNumber ?number }
    OPTIONAL { ?reference zm:citedTitle ?title }
  }
} ORDER BY ?target ?number ?title"""


def cited(view: View) -> tuple[DocumentRow, ...]:
    """The documents that others name, published here or not, once for each number and title under which they are named."""
    rows = ask(view, _CITED)
    return tuple(
        {
            r["target"]: DocumentRow(r["target"], r.get("number", ""), r.get("title", ""), None, (), "", "")
            for r in rows
        }.values()
    )


def _other(row: Mapping[str, str]) -> str:
    """The published document that a title denotes, else the target as cited."""
    return row.get("denoted") or row.get("target", "")


def _row(row: Mapping[str, str], other: str, held: set[str]) -> RelationRow:
    document = other if other in held else other.rpartition("/doc_")[0] or other
    return RelationRow(
        kind=local_name(row["kind"]),
        iri=document if document in held else other,
        number=row.get("number", ""),
        title=row.get("title", ""),
        quote=row.get("quote", ""),
        clause=row.get("clause", ""),
        published=document in held,
        reason=row.get("reason", ""),
    )


def _unique(rows: Iterable[RelationRow]) -> Iterable[RelationRow]:
    return dict.fromkeys(rows)
