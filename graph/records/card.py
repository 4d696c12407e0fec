"""Build the card of a document: its facts with their evidence, and its text as a clause tree."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.records.identity import Identity
from graph.records.printed import Printed, find_printed
from graph.records.resources import Named, Resources, read_resources
from graph.records.rows import Record, local_name
from graph.records.statements import Statements, read_rows, read_statements
from graph.store.view import View
from ontology.enumerations import Field
from ontology.iri import Iris, below
from ontology.iri import anchor as anchor
from ontology.levels import level_of
from ontology.offsets import read_offsets

_ROLES = {"issues": "instrument", "hasAnnex": "annex"}
_ANNOTATION = {"property", "bodyValue"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place where a value is printed.

    start, end: code points in the text of `clause`, half-open. source_start, source_end: in the source, -1 if unknown.
    """

    clause: str
    start: int
    end: int
    exact: str
    rule: str
    source_start: int = -1
    source_end: int = -1


@dataclass(frozen=True, slots=True)
class FactWithEvidence:
    """One value of a field. anchor: unique on the page, the same as long as the graph is the same."""

    field: Field
    value: Named
    anchor: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class ClauseNode:
    """A clause with its own text (code points as in the graph) and its children in reading order.

    anchor: its place on the page, from its path below the document.
    """

    iri: str
    anchor: str
    eid: str
    level: str
    marker: str
    heading: str
    text: str
    children: tuple["ClauseNode", ...] = ()


def walk(clauses: Iterable[ClauseNode]) -> Iterator[ClauseNode]:
    """Yield the clauses with all below them, in reading order."""
    stack = list(reversed(list(clauses)))
    while stack:
        clause = stack.pop()
        yield clause
        stack.extend(reversed(clause.children))


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """The document proper (`main`), an instrument or an annex; no clauses when it is only named."""

    iri: str
    anchor: str
    role: str
    title: str
    clauses: tuple[ClauseNode, ...]


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """Something surprising that the reader met in this document."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document as one source prints it; `sources` are all that do (graph IRI, relative name)."""

    iri: str
    title: str
    source: str
    sources: tuple[tuple[str, str], ...]
    facts: tuple[FactWithEvidence, ...]
    parts: tuple[DocumentPart, ...]
    notes: tuple[ReadingNote, ...]

    def values(self, field: str) -> tuple[FactWithEvidence, ...]:
        return tuple(fact for fact in self.facts if fact.field == field)


def read_card(
    graph: View, iri: str, source: str = "", who: Identity | None = None, *, text_only: bool = False
) -> DocumentCard | None:
    """Return the card of the document that `iri` names or is a part of, as `source` (an IRI) prints it; see `Printed.by`.

    text_only: the facts have no evidence, and there are no notes: for a caller that reads the clauses, in half the time.
    """
    found = find_printed(graph, iri, who)
    if found is None:
        return None
    chosen = found.by(source)
    rows = read_rows(graph, found, chosen, text_only=text_only)
    said = read_statements(graph, found.document, None if text_only else rows)
    names = read_resources(graph, said.mentioned(chosen))
    return build_card(found, chosen, said, rows.clauses, names)


def day_of_text(card: DocumentCard) -> date | None:
    """Return the day of the text at hand: of its last revision, else of its signature."""
    for field in (Field.VERSION, Field.SIGNED):
        days = [fact.value.zh for fact in card.values(field)]
        if days:
            return date.fromisoformat(max(days)[:10])
    return None


def differing(graph: View, card: DocumentCard, who: Identity | None = None) -> Iterator[DocumentCard]:
    """Yield the cards of the other sources that print the document in other words."""
    said = [card.parts]
    for source, _ in card.sources:
        other = card if source == card.source else read_card(graph, card.iri, source, who)
        if other is not None and other.parts not in said:
            said.append(other.parts)
            yield other


def build_card(
    found: Printed, source: str, said: Statements, clauses: Sequence[Record], names: Resources
) -> DocumentCard:
    """Build the card from what was read. clauses: of `read_rows`; names: of the resources that it mentions."""
    document = found.document
    values = {name: texts for (printed_by, name), texts in said.values.items() if printed_by == source}
    facts = _facts(values, names, _annotations(said, source))
    title = next((fact.value.zh for fact in facts if fact.field == Field.TITLE), "")
    parts = {iri: role for link, role in _ROLES.items() for iri in values.get(link, ())}
    trees = _trees(document, clauses, parts)
    # As they are read; those that are only named come last, in the order in which they are named.
    first = {row["is_part_of"]: place for place, row in reversed(list(enumerate(clauses)))}
    named = sorted(parts, key=lambda iri: (first.get(iri, len(clauses)), int(names.value(iri, "position") or "0"), iri))
    shown = [DocumentPart(document, anchor(""), "main", title, trees.get(document, ()))]
    shown += [
        DocumentPart(iri, anchor(below(iri, document)), parts[iri], names.value(iri, "title"), trees.get(iri, ()))
        for iri in named
    ]
    return DocumentCard(document, title, source, found.sources, facts, tuple(shown), _notes(said, source))


def _annotations(said: Statements, source: str) -> list[tuple[str, Record]]:
    """Return the annotations of the document in printed order, each with the property's IRI."""
    rows = [(key[1], row) for key, row in said.nodes.items() if key[0] == source and row.keys() >= _ANNOTATION]
    rows.sort(key=lambda item: (_stands(item[1])[0], item[0]))
    return [(row["property"], row) for _, row in rows]


def _facts(
    values: Mapping[str, Sequence[str]], names: Resources, annotations: Iterable[tuple[str, Record]]
) -> tuple[FactWithEvidence, ...]:
    by_property: dict[str, list[Record]] = {}
    for term, row in annotations:
        by_property.setdefault(term, []).append(row)
    facts: list[FactWithEvidence] = []
    for field in Field:
        things = values.get(local_name(field.term), ())
        named = {thing: _named(thing, field, names) for thing in things}
        printed = by_property.get(field.term, [])
        unmatched = sorted(named.values())
        for row in printed:
            match = next((thing for thing in unmatched if row["bodyValue"] in (thing.zh, thing.iri)), None)
            # One value and one annotation belong together, however the annotation words the value.
            if match is None and len(unmatched) == len(printed) == 1:
                match = unmatched[0]
            if match is not None:
                unmatched.remove(match)
            elif any(row["bodyValue"] in (thing.zh, thing.iri) for thing in named.values()):
                continue  # a second place that prints the same value
            facts.append(FactWithEvidence(field, match or Named(row["bodyValue"], "", ""), "", _evidence(row)))
        facts += [FactWithEvidence(field, thing, "", None) for thing in unmatched]
    seen: dict[str, int] = {}
    anchored = []
    for fact in facts:
        seen[fact.field] = seen.get(fact.field, 0) + 1
        anchored.append(FactWithEvidence(fact.field, fact.value, f"{fact.field}-{seen[fact.field]}", fact.evidence))
    return tuple(anchored)


def _named(value: str, field: Field, names: Resources) -> Named:
    """Return the name of a value: of a literal itself, of a resource its label, else the end of its IRI."""
    if not field.names_resource:
        return Named(value, "", "")
    if field is Field.GAZETTE and names.value(value, "issueYear"):
        return _gazette(value, names)
    return names.label(value) or Named(local_name(value), "", value)


def _gazette(iri: str, names: Resources) -> Named:
    """Return the name of an issue as it is cited: 岚州市人民政府公报 2023年第4期."""
    title, year, number = (names.value(iri, name) for name in ("title", "issueYear", "issueNumber"))
    issue_zh, issue_en = (f"第{number}期", f", no. {number}") if number else ("", "")
    return Named(f"{title} {year}年{issue_zh}", f"{title} {year}{issue_en}", iri)


def _evidence(row: Record) -> Evidence | None:
    if "inClause" not in row and "exact" not in row:
        return None
    start, end = _stands(row)
    first, last = read_offsets(row.get("offsets", "0,0"))
    return Evidence(
        clause=row.get("inClause", ""),
        start=first,
        end=last,
        exact=row.get("exact", ""),
        rule=row.get("rule", ""),
        source_start=start,
        source_end=end,
    )


def _stands(row: Record) -> tuple[int, int]:
    """Return the code points of the source that prove an annotation, half-open; -1, -1 where it has no evidence."""
    return Iris.code_points(row["hasTarget"])[1:] if "hasTarget" in row else (-1, -1)


def _trees(document: str, rows: Iterable[Mapping[str, str]], parts: Iterable[str]) -> dict[str, tuple[ClauseNode, ...]]:
    """Clause rows in reading order → the clauses below the document and each part."""
    inside: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        inside.setdefault(row["is_part_of"], []).append(row)

    def children(parent: str) -> tuple[ClauseNode, ...]:
        return tuple(
            ClauseNode(
                iri=row["clause"],
                anchor=anchor(below(row["clause"], document)),
                eid=row.get("eId", ""),
                level=level_of(row.get("eId", "")),
                marker=row.get("marker", ""),
                heading=row.get("heading", ""),
                text=row.get("text", ""),
                children=children(row["clause"]),
            )
            for row in inside.pop(parent, ())
        )

    return {parent: children(parent) for parent in [document, *parts] if parent in inside}


def _notes(said: Statements, source: str) -> tuple[ReadingNote, ...]:
    issues = sorted((key, row) for key, row in said.nodes.items() if key[0] == source and "code" in row)
    return tuple(ReadingNote(row["code"], row.get("comment", ""), row.get("comment@en", "")) for _, row in issues)
