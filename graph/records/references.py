"""References between documents, in both directions, each with its sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.records.identity import Identity, build_identity
from graph.records.resources import Resources, read_resources
from graph.records.rows import Key, Record, collect, describe, local_name, terms
from graph.store.view import View
from ontology.enumerations import RelationKind
from ontology.offsets import read_offsets


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One reference. iri: the document at the other end, empty where the text does not say it; published: the store holds
    its text. clause: the one that contains the words, at the code points `start` to `end` of its text (half-open); reason: why
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
        """The anchor of the words on the citing document's page: `reference-3`."""
        return f"reference-{self.position}"


@dataclass(frozen=True, slots=True)
class Relations:
    """outgoing: what the document says of others, in printed order. incoming: what others say of it (by number, by title, or
    of an instrument that it carries), newest kind of act first."""

    outgoing: tuple[RelationRow, ...]
    incoming: tuple[RelationRow, ...]


NO_RELATIONS = Relations((), ())

# A row a property: with an OPTIONAL for each, the engine begins at all references there are (8 s for one of 3,600 documents).
_REFERENCES = """
SELECT DISTINCT ?source ?node ?property ?value WHERE {{
  VALUES ?end {{ {ends} }}
  ?node {end} ?end . GRAPH ?source {{ ?node a zm:Reference }} ?node ?property ?value
}}"""


def read_relations(view: View, iri: str, who: Identity | None = None) -> Relations:
    """Return the relations of the document `iri`: from every source that prints it; for a cited one only the incoming ones.

    who: `build_identity(view)`, where the caller has it.
    """
    who = who or build_identity(view)
    return Relations(read_outgoing(view, iri, who), read_incoming(view, iri, who))


def read_outgoing(view: View, iri: str, who: Identity) -> tuple[RelationRow, ...]:
    """Return the references that the document `iri` makes, in printed order."""
    said = read_references(view, "zm:citing", [iri])
    return outgoing_rows(said, iri, read_resources(view, other_ends(said, iri)), who)


def read_incoming(view: View, iri: str, who: Identity) -> tuple[RelationRow, ...]:
    """Return the references that others make to the document `iri`, its titles, editions and instruments; acts first."""
    said = read_references(view, "zm:citedDocument", [iri])
    return incoming_rows(said, iri, read_resources(view, other_ends(said, iri)), who)


def read_references(view: View, end: str, iris: Iterable[str]) -> dict[Key, Record]:
    """Return the references whose `end` (`zm:citing` or `zm:citedDocument`) is one of the documents."""
    return collect(describe(view, _REFERENCES.format(end=end, ends=terms(iris))))


def other_ends(said: Mapping[Key, Record], iri: str) -> set[str]:
    """Return the documents that must be known to build the rows of these references."""
    return {iri} | {row[end] for row in said.values() for end in ("citing", "target") if end in row}


def outgoing_rows(said: Mapping[Key, Record], iri: str, known: Resources, who: Identity) -> tuple[RelationRow, ...]:
    """Return the references that the document `iri` makes, in printed order. known: `other_ends` of them."""
    rows = []
    for key, row in sorted(said.items(), key=lambda item: (item[0][0], int(item[1].get("position", "0")), item[0][1])):
        target = row.get("citedDocument", row.get("target", ""))
        number, title = row.get("citedNumber", ""), row.get("citedTitle", "")
        rows.append(_row(key, row, target, number, title, who, supersedes=known.supersedes(iri, row.get("target", ""))))
    return tuple(dict.fromkeys(rows))


def incoming_rows(said: Mapping[Key, Record], iri: str, known: Resources, who: Identity) -> tuple[RelationRow, ...]:
    """Return the references that others make to the document `iri`, acts first. known: `other_ends` of them."""
    rows = []
    for key, row in sorted(said.items()):
        citing = row.get("citing", iri)
        if citing != iri:
            number, title = known.value(citing, "number"), known.value(citing, "title")
            superseded = known.supersedes(citing, row["target"])
            rows.append(_row(key, row, citing, number, title, who, supersedes=superseded))
    rows.sort(key=lambda row: (row.number, row.iri, row.source, row.position))
    return tuple(sorted(dict.fromkeys(rows), key=lambda row: RelationKind.rank(row.kind)))


def _row(key: Key, row: Record, other: str, number: str, title: str, who: Identity, *, supersedes: bool) -> RelationRow:
    """other: the document that the row is about, or the title or instrument that replaces it."""
    document = who.canonical(other)
    start, end = read_offsets(row.get("offsets", "0,0"))
    return RelationRow(
        kind=local_name(row["relationKind"]),
        iri=document,
        number=number,
        title=title,
        quote=row.get("quote", ""),
        clause=row.get("inClause", ""),
        published=document in who.published,
        reason=row.get("reason@en", row.get("reason", "")),
        reason_zh=row.get("reason", ""),
        source=key[0],
        position=int(row.get("position", "0")),
        start=start,
        end=end,
        supersedes=supersedes,
    )
