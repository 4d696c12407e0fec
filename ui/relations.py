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
    "issues",
    "implements",
    "basedOn",
    "cites",
)
"""Kinds of relation in the order in which they are shown: acts, grounds, mentions."""


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One reference. iri: the document at the other end, empty where the text does not tell it; published: the store holds
    its text. clause: the one that holds the words, at the code points `start` to `end` of its text (half-open); reason: why
    the other end stays open. source, position: which source says so, and its place among what the citing document says."""

    kind: str
    iri: str
    number: str
    title: str
    quote: str
    clause: str
    published: bool = False
    reason: str = ""
    reason_zh: str = ""
    source: str = ""
    position: int = 0
    start: int = 0
    end: int = 0
    supersedes: bool = False

    @property
    def anchor(self) -> str:
        """Where the words stand on the citing document's page: `reference-3`."""
        return f"reference-{self.position}"


@dataclass(frozen=True, slots=True)
class Relations:
    """outgoing: what the document says of others, in printed order. incoming: what others say of it (by number, by title, or
    of an instrument that it carries), newest kind of act first."""

    outgoing: tuple[RelationRow, ...]
    incoming: tuple[RelationRow, ...]


NONE = Relations((), ())

_OUTGOING = """
SELECT DISTINCT ?document ?source ?reference ?kind ?target ?denoted ?number ?title ?quote ?clause ?start ?end ?reason ?reason_zh
  ?position ?supersedes WHERE {
  GRAPH ?source {
    ?reference a zm:Reference ; zm:citing ?document ; zm:relationKind ?kind ; zm:position ?position .
    OPTIONAL { ?reference zm:citedNumber ?number }
    OPTIONAL { ?reference zm:citedTitle ?title }
    OPTIONAL { ?reference zm:quote ?quote }
    OPTIONAL { ?reference zm:inClause ?clause }
    OPTIONAL { ?reference zm:offset ?start } OPTIONAL { ?reference zm:endOffset ?end }
    OPTIONAL { ?reference zm:reason ?reason FILTER(LANG(?reason) = "en") }
    OPTIONAL { ?reference zm:reason ?reason_zh FILTER(LANG(?reason_zh) = "zh") }
  }
  # Together: without a target, any would do.
  OPTIONAL {
    ?reference zm:target ?target .
    OPTIONAL { ?target zm:denotes ?denoted }
    OPTIONAL { ?document zm:supersedes ?target BIND(1 AS ?supersedes) }
  }
} ORDER BY ?source ?position ?reference"""
# Under which names others speak of it: its own, that of an instrument that it carries, a title that denotes either.
NAMED = """
  { ?document zm:issues ?name . ?name eli:is_part_of ?document } UNION { ?name zm:denotes ?document }
  UNION { ?part eli:is_part_of ?document . ?name zm:denotes ?part }"""
_NAMES = f"SELECT DISTINCT ?document ?name WHERE {{{NAMED}\n}}"
_INCOMING = """
SELECT DISTINCT ?target ?source ?reference ?kind ?citing ?number ?title ?quote ?clause ?start ?end ?position ?supersedes
WHERE {
  GRAPH ?source {
    ?reference zm:target ?target ; zm:citing ?citing ; zm:relationKind ?kind .
    OPTIONAL { ?reference zm:position ?position }
    OPTIONAL { ?reference zm:quote ?quote }
    OPTIONAL { ?reference zm:inClause ?clause }
    OPTIONAL { ?reference zm:offset ?start } OPTIONAL { ?reference zm:endOffset ?end }
    OPTIONAL { ?citing eli:number ?number }
    OPTIONAL { ?citing dct:title ?title }
  }
  OPTIONAL { ?citing zm:supersedes ?target BIND(1 AS ?supersedes) }
} ORDER BY ?number ?reference"""
_HELD = "SELECT DISTINCT ?document WHERE { ?document a zm:PublishedDocument }"


def of(view: View, iri: str) -> Relations:
    """The relations of the published document `iri`, from every source that prints it."""
    held = {row["document"] for row in ask(view, _HELD)}
    outgoing = [_row(row, _other(row), held) for row in ask(view, _OUTGOING, document=iri)]
    names = [iri, *(row["name"] for row in ask(view, _NAMES, document=iri))]
    said = [row for name in dict.fromkeys(names) for row in ask(view, _INCOMING, target=name)]
    incoming = [_row(row, row["citing"], held) for row in said if row["citing"] != iri]
    return Relations(tuple(_unique(outgoing)), tuple(sorted(_unique(incoming), key=lambda row: rank(row.kind))))


def rank(kind: str) -> int:
    """The place of a kind among all; one that is not known here comes last."""
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


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


_OTHERWISE_HELD = """
SELECT DISTINCT ?name WHERE { { ?name zm:denotes|eli:has_member ?held } UNION { ?held zm:issues ?name } }"""


def only_cited(view: View, held: Iterable[DocumentRow]) -> tuple[DocumentRow, ...]:
    """The cited documents that are not published here under any name, each once; `held` are `catalogue.documents(view)`."""
    known = {row.iri for row in held} | {row["name"] for row in ask(view, _OTHERWISE_HELD)}
    return tuple(sorted((row for row in cited(view) if row.iri not in known), key=lambda row: (row.number, row.title)))


def _other(row: Mapping[str, str]) -> str:
    """The published document that a title denotes, else the target as cited."""
    return row.get("denoted") or row.get("target", "")


def _row(row: Mapping[str, str], other: str, held: set[str]) -> RelationRow:
    document = carrier(other, held)
    return RelationRow(
        kind=local_name(row["kind"]),
        iri=document,
        number=row.get("number", ""),
        title=row.get("title", ""),
        quote=row.get("quote", ""),
        clause=row.get("clause", ""),
        published=document in held,
        reason=row.get("reason", ""),
        reason_zh=row.get("reason_zh", ""),
        source=row.get("source", ""),
        position=int(row.get("position", "0")),
        start=int(row.get("start", "0")),
        end=int(row.get("end", "0")),
        supersedes="supersedes" in row,
    )


def carrier(iri: str, held: set[str]) -> str:
    """The held document that carries the instrument `iri`; `iri` itself where it is none's."""
    document = iri if iri in held else iri.rpartition("/doc_")[0]
    return document if document in held else iri


def _unique(rows: Iterable[RelationRow]) -> Iterable[RelationRow]:
    return dict.fromkeys(rows)
