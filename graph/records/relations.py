"""What the graph says of a document and others, in both directions, each with its sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph.records import identity
from graph.records.catalogue import DocumentRow
from graph.records.identity import Identity
from graph.records.rows import local_name, select_rows
from graph.store.view import View
from ontology.enumerations import RelationKind


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
_SUPERSEDED = (
    "SELECT DISTINCT ?document ?other WHERE {{ VALUES ?document {{ {iris} }} ?document zm:supersedes ?other }}"
)
_CALLED = """
SELECT DISTINCT ?document ?property ?value WHERE {{
  VALUES ?document {{ {iris} }} {{ ?document eli:number ?value }} UNION {{ ?document dct:title ?value }} ?document ?property ?value
}}"""


def of(view: View, iri: str, who: Identity | None = None) -> Relations:
    """The relations of the published document `iri`, from every source that prints it; of one that is only cited what others say
    of it. who: `identity.build(view)`, where the caller has it."""
    who = who or identity.build(view)
    return Relations(outgoing(view, iri, who), incoming(view, iri, who))


def outgoing(view: View, iri: str, who: Identity) -> tuple[RelationRow, ...]:
    """What the document `iri` says of others, in printed order."""
    said = _references(view, "zm:citing", [iri])
    past = {row["other"] for row in _about(view, _SUPERSEDED, [iri])}
    rows = [
        _row(row, target := row.get("target", ""), who, supersedes=bool(target) and target in past)
        for row in sorted(said, key=lambda row: (row["source"], int(row.get("position", "0")), row["reference"]))
    ]
    return tuple(_unique(rows))


def incoming(view: View, iri: str, who: Identity) -> tuple[RelationRow, ...]:
    """What others say of the document `iri`, by number, by title, or of an instrument that it carries; acts first."""
    said = [row for row in _references(view, "zm:target", who.referents(iri)) if row.get("citing", iri) != iri]
    citing = sorted({row["citing"] for row in said})
    called: dict[str, dict[str, str]] = {}
    for row in sorted(_about(view, _CALLED, citing), key=lambda row: row["value"], reverse=True):
        called.setdefault(row["document"], {})[local_name(row["property"])] = row["value"]
    past = {(row["document"], row["other"]) for row in _about(view, _SUPERSEDED, citing)}
    rows = [
        _row(
            {name: value for name, value in row.items() if name not in ("citedNumber", "citedTitle")}
            | {f"cited{name.title()}": value for name, value in called.get(row["citing"], {}).items()},
            row["citing"],
            who,
            supersedes=(row["citing"], row["target"]) in past,
        )
        for row in said
    ]
    rows.sort(key=lambda row: (row.number, row.iri, row.source, row.position))
    return tuple(sorted(_unique(rows), key=lambda row: RelationKind.rank(row.kind)))


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
    return select_rows(view, sparql.format(iris=terms)) if terms else []


def _terms(iris: Iterable[str]) -> str:
    return " ".join(str(ox.NamedNode(iri)) for iri in iris)


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
    rows = select_rows(view, _CITED)
    return tuple(
        {
            r["target"]: DocumentRow(r["target"], r.get("number", ""), r.get("title", ""), None, (), "", "")
            for r in rows
        }.values()
    )


def _row(row: Mapping[str, str], other: str, who: Identity, *, supersedes: bool) -> RelationRow:
    """other: the document that the row is about, or whatever stands for it."""
    document = who.canonical(other)
    return RelationRow(
        kind=local_name(row["relationKind"]),
        iri=document,
        number=row.get("citedNumber", ""),
        title=row.get("citedTitle", ""),
        quote=row.get("quote", ""),
        clause=row.get("inClause", ""),
        published=document in who.published,
        reason=row.get("reason", ""),
        reason_zh=row.get("reason_zh", ""),
        source=row["source"],
        position=int(row.get("position", "0")),
        start=int(row.get("offset", "0")),
        end=int(row.get("endOffset", "0")),
        supersedes=supersedes,
    )


def _unique(rows: Iterable[RelationRow]) -> Iterable[RelationRow]:
    return dict.fromkeys(rows)
