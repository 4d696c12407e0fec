"""What the document page asks of the graph: one document's facts with their evidence, and its text as a clause tree."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.records.catalogue import Named, ask, local_name, name_things
from graph.records.printed import Printed, is_iri, printed
from graph.store.view import View
from ontology.vocabulary import DCTERMS, ELI, ZM

FIELDS: dict[str, str] = {
    "number": str(ELI.number),
    "title": str(DCTERMS.title),
    "kind": str(ELI.type_document),
    "issuer": str(ELI.passed_by),
    "addressee": str(ZM.addressee),
    "signed": str(ELI.date_document),
    "printed": str(ELI.date_publication),
    "effective": str(ELI.first_date_entry_in_force),
    "expires": str(ELI.date_no_longer_in_force),
    "registration": str(ZM.registrationNumber),
    "jurisdiction": str(ELI.jurisdiction),
    "gazette": str(ELI.is_part_of),
    "instrument": str(ZM.issues),
    "annex": str(ZM.hasAnnex),
}
"""The fields of a card in the order in which they are shown, and the property of each."""
_RESOURCES = {"kind", "issuer", "jurisdiction", "gazette", "instrument", "annex"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value is printed.

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

    field: str
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


@dataclass(frozen=True, slots=True)
class Part:
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
    parts: tuple[Part, ...]
    notes: tuple[ReadingNote, ...]

    def values(self, field: str) -> tuple[FactWithEvidence, ...]:
        return tuple(fact for fact in self.facts if fact.field == field)


_VALUES = "SELECT DISTINCT ?document ?source ?property ?value WHERE { GRAPH ?source { ?document ?property ?value } }"
_NAMES = """
SELECT DISTINCT ?thing ?label (LANG(?label) AS ?language) WHERE {{
  VALUES ?thing {{ {things} }} ?thing skos:prefLabel|rdfs:label|dct:title ?label
}}"""
_GAZETTES = """
SELECT DISTINCT ?document ?source ?thing ?title ?year ?number WHERE { GRAPH ?source {
  ?document eli:is_part_of ?thing . ?thing a zm:GazetteIssue ; dct:title ?title ; zm:issueYear ?year
  OPTIONAL { ?thing zm:issueNumber ?number }
} }"""
_ANNOTATIONS = """
SELECT ?document ?source ?annotation ?property ?value ?clause ?start ?end ?rule ?exact ?from ?to WHERE { GRAPH ?source {
  ?annotation zm:about ?document ; zm:property ?property ; oa:bodyValue ?value .
  OPTIONAL { ?annotation zm:inClause ?clause ; zm:offset ?start ; zm:endOffset ?end }
  OPTIONAL { ?annotation zm:rule ?rule }
  OPTIONAL { ?annotation oa:hasTarget/oa:hasSelector ?selector .
             ?selector oa:exact ?exact ; oa:start ?from ; oa:end ?to }
} }"""
_PARTS = """
SELECT DISTINCT ?document ?source ?part ?role ?title ?position WHERE { GRAPH ?source {
  { ?document zm:issues ?part BIND("instrument" AS ?role) } UNION { ?document zm:hasAnnex ?part BIND("annex" AS ?role) }
  OPTIONAL { ?part dct:title ?title }
  OPTIONAL { ?part zm:position ?position }
} }"""
_CLAUSES = """
SELECT ?document ?source ?clause ?parent ?eid ?level ?marker ?heading ?text ?start WHERE { GRAPH ?source {
  ?clause eli:is_part_of+ ?document ; a eli:LegalResourceSubdivision ; eli:is_part_of ?parent .
  OPTIONAL { ?clause zm:eId ?eid } OPTIONAL { ?clause zm:level ?level } OPTIONAL { ?clause zm:marker ?marker }
  OPTIONAL { ?clause zm:heading ?heading } OPTIONAL { ?clause zm:text ?text } OPTIONAL { ?clause zm:start ?start }
} }"""
_NOTES = """
SELECT ?document ?source ?issue ?code ?comment (LANG(?comment) AS ?language) WHERE { GRAPH ?source {
  ?issue a zm:ReadingIssue ; zm:about ?document ; zm:code ?code . OPTIONAL { ?issue rdfs:comment ?comment }
} }"""


def card(graph: View, iri: str, source: str = "") -> DocumentCard | None:
    """The card of what `printed` gives for `iri`, as `source` (an IRI) prints it; see `Printed.by`."""
    found = printed(graph, iri)
    return read(graph, found, source) if found else None


def read(graph: View, found: Printed, source: str = "") -> DocumentCard:
    document, sources, chosen = found.document, found.sources, found.by(source)
    here = {"document": document, "source": chosen}

    values = ask(graph, _VALUES, **here)
    things = {row["value"] for row in values if is_iri(row["value"])}
    names = name_things(ask(graph, _NAMES.format(things=" ".join(f"<{thing}>" for thing in sorted(things)))))
    names |= {row["thing"]: _gazette(row) for row in ask(graph, _GAZETTES, **here)}
    facts = _facts(values, names, ask(graph, _ANNOTATIONS, **here))
    title = next((fact.value.zh for fact in facts if fact.field == "title"), "")
    clauses = sorted(ask(graph, _CLAUSES, **here), key=_reading_order)
    rows = ask(graph, _PARTS, **here)
    trees = _trees(document, clauses, [row["part"] for row in rows])
    # As they are read; those that are only named come last, in the order in which they are named.
    first = {row["parent"]: place for place, row in reversed(list(enumerate(clauses)))}
    rows.sort(key=lambda row: (first.get(row["part"], len(clauses)), int(row.get("position", "0")), row["part"]))
    parts = [Part(document, anchor(""), "main", title, trees.get(document, ()))]
    parts += [
        Part(iri, anchor(iri.removeprefix(document)), row["role"], row.get("title", ""), trees.get(iri, ()))
        for row in rows
        for iri in [row["part"]]
    ]
    return DocumentCard(document, title, chosen, sources, facts, tuple(parts), _notes(ask(graph, _NOTES, **here)))


def _facts(
    values: Iterable[Mapping[str, str]], names: Mapping[str, Named], annotations: Iterable[Mapping[str, str]]
) -> tuple[FactWithEvidence, ...]:
    by_property: dict[str, list[Mapping[str, str]]] = {}
    for row in sorted(annotations, key=_printed_order):
        by_property.setdefault(row["property"], []).append(row)
    facts: list[FactWithEvidence] = []
    for field, term in FIELDS.items():
        things = {row["value"] for row in values if row["property"] == term}
        named = {thing: names.get(thing) or _unnamed(thing, field) for thing in things}
        printed = by_property.get(term, [])
        unmatched = sorted(named.values())
        for row in printed:
            match = next((thing for thing in unmatched if row["value"] in (thing.zh, thing.iri)), None)
            # One value and one annotation belong together, however the annotation words the value.
            if match is None and len(unmatched) == len(printed) == 1:
                match = unmatched[0]
            if match is not None:
                unmatched.remove(match)
            elif any(row["value"] in (thing.zh, thing.iri) for thing in named.values()):
                continue  # a second place that prints the same value
            facts.append(FactWithEvidence(field, match or Named(row["value"], "", ""), "", _evidence(row)))
        facts += [FactWithEvidence(field, thing, "", None) for thing in unmatched]
    seen: dict[str, int] = {}
    anchored = []
    for fact in facts:
        seen[fact.field] = seen.get(fact.field, 0) + 1
        anchored.append(FactWithEvidence(fact.field, fact.value, f"{fact.field}-{seen[fact.field]}", fact.evidence))
    return tuple(anchored)


def _unnamed(value: str, field: str) -> Named:
    """A literal is its own name, whatever it holds; a resource without a label goes by the end of its IRI."""
    return Named(local_name(value), "", value) if field in _RESOURCES else Named(value, "", "")


def _gazette(row: Mapping[str, str]) -> Named:
    """An issue as it is cited: 岚州市人民政府公报 2023年第4期."""
    title, year, number = row["title"], row["year"], row.get("number", "")
    issue_zh, issue_en = (f"第{number}期", f", no. {number}") if number else ("", "")
    return Named(f"{title} {year}年{issue_zh}", f"{title} {year}{issue_en}", row["thing"])


def _printed_order(row: Mapping[str, str]) -> tuple[int, str]:
    return int(row.get("from", "0")), row["annotation"]


def _evidence(row: Mapping[str, str]) -> Evidence | None:
    if "clause" not in row and "exact" not in row:
        return None
    return Evidence(
        clause=row.get("clause", ""),
        start=int(row.get("start", "0")),
        end=int(row.get("end", "0")),
        exact=row.get("exact", ""),
        rule=row.get("rule", ""),
        source_start=int(row.get("from", "-1")),
        source_end=int(row.get("to", "-1")),
    )


def _reading_order(row: Mapping[str, str]) -> tuple[int, int, str]:
    return int(row.get("start", "0")), len(row["clause"]), row["clause"]


def _trees(document: str, rows: Iterable[Mapping[str, str]], parts: Iterable[str]) -> dict[str, tuple[ClauseNode, ...]]:
    """Clause rows in reading order → the clauses below the document and each part."""
    below: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        below.setdefault(row["parent"], []).append(row)

    def children(parent: str) -> tuple[ClauseNode, ...]:
        return tuple(
            ClauseNode(
                iri=row["clause"],
                anchor=anchor(row["clause"].removeprefix(document)),
                eid=row.get("eid", ""),
                level=row.get("level", ""),
                marker=row.get("marker", ""),
                heading=row.get("heading", ""),
                text=row.get("text", ""),
                children=children(row["clause"]),
            )
            for row in below.pop(parent, ())
        )

    return {parent: children(parent) for parent in [document, *parts] if parent in below}


def _notes(rows: Iterable[Mapping[str, str]]) -> tuple[ReadingNote, ...]:
    comments: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        comments.setdefault((row["issue"], row["code"]), {})[row.get("language", "")] = row.get("comment", "")
    return tuple(
        ReadingNote(code, said.get("zh", ""), said.get("en", "")) for (_, code), said in sorted(comments.items())
    )


def anchor(below: str) -> str:
    """The place on the page of what stands at a path below the document: `doc_1/art_3` → `at-doc_1-art_3`."""
    return "-".join(["at", *re.findall(r"[\w-]+", below)])
