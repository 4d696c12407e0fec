"""What the graph says of a document and others, in both directions, each with its sentence."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph.records.catalogue import DocumentRow, ask, local_name
from graph.store.view import View

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

# A row a property: with an OPTIONAL for each, the engine begins at all references there are (8 s for one of 3,600 documents).
_REFERENCES = """
SELECT DISTINCT ?source ?reference ?property ?value WHERE {{
  VALUES ?end {{ {ends} }}
  GRAPH ?source {{ ?reference {end} ?end . ?reference ?property ?value }}
}}"""
_DENOTED = "SELECT DISTINCT ?name ?document WHERE {{ VALUES ?name {{ {iris} }} ?name zm:denotes ?document }}"
_SUPERSEDED = (
    "SELECT DISTINCT ?document ?other WHERE {{ VALUES ?document {{ {iris} }} ?document zm:supersedes ?other }}"
)
_CALLED = """
SELECT DISTINCT ?document ?property ?value WHERE {{
  VALUES ?document {{ {iris} }} {{ ?document eli:number ?value }} UNION {{ ?document dct:title ?value }} ?document ?property ?value
}}"""
# Under which names others speak of it: its own, that of an instrument that it carries, a title that denotes either.
NAMED = """
  { ?document zm:issues ?name . ?name eli:is_part_of ?document } UNION { ?name zm:denotes ?document }
  UNION { ?part eli:is_part_of ?document . ?name zm:denotes ?part }"""
_NAMES = f"SELECT DISTINCT ?document ?name WHERE {{{NAMED}\n}}"
_HELD = "SELECT DISTINCT ?document WHERE {{ VALUES ?document {{ {iris} }} ?document a zm:PublishedDocument }}"


def of(view: View, iri: str) -> Relations:
    """The relations of the published document `iri`, from every source that prints it; of one that is only cited what others say
    of it."""
    return Relations(outgoing(view, iri), incoming(view, iri))


def outgoing(view: View, iri: str) -> tuple[RelationRow, ...]:
    """What the document `iri` says of others, in printed order."""
    said = _references(view, "zm:citing", [iri])
    named = sorted({row["target"] for row in said if "target" in row})
    denoted = {row["name"]: row["document"] for row in _about(view, _DENOTED, named)}
    past = {row["other"] for row in _about(view, _SUPERSEDED, [iri])}
    held = _held(view, [denoted.get(target, target) for target in named])
    rows = [
        _row(
            row, denoted.get(target := row.get("target", ""), target), held, supersedes=bool(target) and target in past
        )
        for row in sorted(said, key=lambda row: (row["source"], int(row.get("position", "0")), row["reference"]))
    ]
    return tuple(_unique(rows))


def incoming(view: View, iri: str) -> tuple[RelationRow, ...]:
    """What others say of the document `iri`, by number, by title, or of an instrument that it carries; acts first."""
    names = [iri, *(row["name"] for row in ask(view, _NAMES, document=iri))]
    said = [row for row in _references(view, "zm:target", names) if row.get("citing", iri) != iri]
    citing = sorted({row["citing"] for row in said})
    called: dict[str, dict[str, str]] = {}
    for row in sorted(_about(view, _CALLED, citing), key=lambda row: row["value"], reverse=True):
        called.setdefault(row["document"], {})[local_name(row["property"])] = row["value"]
    past = {(row["document"], row["other"]) for row in _about(view, _SUPERSEDED, citing)}
    held = _held(view, citing)
    rows = [
        _row(
            {name: value for name, value in row.items() if name not in ("citedNumber", "citedTitle")}
            | {f"cited{name.title()}": value for name, value in called.get(row["citing"], {}).items()},
            row["citing"],
            held,
            supersedes=(row["citing"], row["target"]) in past,
        )
        for row in said
    ]
    rows.sort(key=lambda row: (row.number, row.iri, row.source, row.position))
    return tuple(sorted(_unique(rows), key=lambda row: rank(row.kind)))


def _references(view: View, end: str, iris: Iterable[str]) -> list[dict[str, str]]:
    """The references whose `end` is one of the documents: their properties by local name, `source` and `reference`."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for solution in view.select(_REFERENCES.format(end=end, ends=_terms(iris))):
        source, reference, property, value = (solution[name] for name in ("source", "reference", "property", "value"))
        row = found.setdefault((source.value, reference.value), {"source": source.value, "reference": reference.value})
        name = local_name(property.value)
        if name == "reason":
            name = "reason_zh" if value.language == "zh" else name
        row[name] = min(value.value, row.get(name, value.value))
    return [found[key] for key in sorted(found)]


def _about(view: View, sparql: str, iris: Iterable[str]) -> list[dict[str, str]]:
    terms = _terms(iris)
    return ask(view, sparql.format(iris=terms)) if terms else []


def _terms(iris: Iterable[str]) -> str:
    return " ".join(str(ox.NamedNode(iri)) for iri in iris)


def _held(view: View, iris: Iterable[str]) -> set[str]:
    """Which of these documents, and of those that carry these instruments, the store has the text of."""
    asked = sorted({one for iri in iris for one in (iri, iri.rpartition("/doc_")[0]) if one})
    return {row["document"] for row in _about(view, _HELD, asked)}


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


def _row(row: Mapping[str, str], other: str, held: set[str], *, supersedes: bool) -> RelationRow:
    """other: the document that the row is about, or the title or instrument that stands for it."""
    document = carrier(other, held)
    return RelationRow(
        kind=local_name(row["relationKind"]),
        iri=document,
        number=row.get("citedNumber", ""),
        title=row.get("citedTitle", ""),
        quote=row.get("quote", ""),
        clause=row.get("inClause", ""),
        published=document in held,
        reason=row.get("reason", ""),
        reason_zh=row.get("reason_zh", ""),
        source=row["source"],
        position=int(row.get("position", "0")),
        start=int(row.get("offset", "0")),
        end=int(row.get("endOffset", "0")),
        supersedes=supersedes,
    )


def carrier(iri: str, held: Collection[str]) -> str:
    """The held document that carries the instrument `iri`; `iri` itself where it is none's."""
    document = iri if iri in held else iri.rpartition("/doc_")[0]
    return document if document in held else iri


def _unique(rows: Iterable[RelationRow]) -> Iterable[RelationRow]:
    return dict.fromkeys(rows)
