"""Find where in which file a finding is printed: its source, its clause, its words, the code points of the source.

A statement, an issue or a clause has its own position. Of a document the words are those of its title; where the finding is about another
document that it cites, those of the citation.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.records.excerpts import shorten
from graph.records.findings import Finding, Whereabouts
from graph.records.identity import Identity
from graph.records.rows import select_about, select_rows
from graph.records.words import STANDING, code_points_of, words_in
from graph.store.view import View
from ontology.identifiers import Assignment, SourceIssue, Statement
from ontology.iri import Iris

_LONGEST = 200  # code points of a quote

_STATED = (
    """
SELECT ?focus ?evidence ?quote ?named ?exact ?offsets ?text ?begins ?clause WHERE {{
  VALUES ?focus {{ {iris} }}"""
    + STANDING.replace("{thing}", "focus")
    + "}}"
)
# An issue has its end. A clause has it only where its end does not follow from the length of its text.
_CLAUSES = """
SELECT ?focus ?start ?end ?quote WHERE {{
  VALUES ?focus {{ {iris} }}
  ?focus zm:start ?start . OPTIONAL {{ ?focus zm:end ?its_end }} OPTIONAL {{ ?focus zm:text ?quote }}
  BIND(COALESCE(?its_end, ?start + STRLEN(?quote)) AS ?end)
}}"""
_FACTS = """
SELECT ?focus ?property ?value ?evidence ?quote ?clause WHERE {{
  VALUES ?focus {{ {iris} }}
  ?fact zm:about ?focus ; zm:property ?property ; oa:bodyValue ?value ; oa:hasTarget ?evidence .
  ?evidence zm:exact ?quote .
  OPTIONAL {{ ?fact zm:inClause ?clause }}
}}"""
_CITATIONS = """
SELECT ?focus ?target ?evidence ?quote ?clause WHERE {{
  VALUES ?focus {{ {iris} }}
  ?reference zm:citing ?focus ; zm:target ?target ; zm:quote ?quote ; oa:hasTarget ?evidence .
  OPTIONAL {{ ?reference zm:inClause ?clause }}
}}"""
_MARKERS = """SELECT ?focus ?marker WHERE {{ VALUES ?focus {{ {iris} }} ?focus zm:marker ?marker }}"""
_IN_CLAUSES = """
SELECT ?focus ?clause ?start ?end ?quote WHERE {{
  VALUES ?focus {{ {iris} }}
  ?clause eli:is_part_of+ ?focus ; zm:start ?start ; zm:text ?quote . OPTIONAL {{ ?clause zm:end ?its_end }}
  BIND(COALESCE(?its_end, ?start + STRLEN(?quote)) AS ?end) FILTER(?start < ?end)
}}"""
_ABOUT = """SELECT ?focus ?document WHERE {{ VALUES ?focus {{ {iris} }} ?focus zm:about ?document ; zm:code ?code }}"""
_FILES = "SELECT ?source ?name WHERE { ?source a zm:Source ; dct:identifier ?name }"
_SOURCES = "SELECT ?focus ?source WHERE {{ VALUES ?focus {{ {iris} }} ?focus prov:wasDerivedFrom ?source }}"


_Row = Mapping[str, str]


def locate(view: View, findings: Sequence[Finding], who: Identity) -> list[Whereabouts]:
    """Return where each finding is printed, in the order of the findings. The number of queries grows with that of the foci only
    by batches."""
    foci = {finding.focus for finding in findings if "://" in finding.focus}
    about = {row["focus"]: row["document"] for row in select_about(view, _ABOUT, foci)}
    owners = {focus: who.canonical(about.get(focus, focus)) for focus in foci}
    documents = {document for document in owners.values() if document in who.published}
    whole = {focus for focus in foci if focus in documents}
    stated = _first(_stated(select_about(view, _STATED, foci - whole)))
    clauses = _first(select_about(view, _CLAUSES, foci - whole))
    facts = _placed(select_about(view, _FACTS, documents))
    titles = {row["focus"]: row for row in reversed(facts) if row["property"].endswith("/title")}
    annexes = {(row["focus"], row["value"]): row for row in facts}
    cited = {
        (row["focus"], who.canonical(row["target"])): row
        for row in reversed(_placed(select_about(view, _CITATIONS, whole)))
    }
    days = {(row["focus"], row["property"]): row for row in reversed(facts)}
    within: dict[str, list[dict[str, str]]] = {}
    for row in select_about(view, _IN_CLAUSES, {document for document in about.values() if document in documents}):
        within.setdefault(row["focus"], []).append(row)
    names = {row["source"]: row["name"] for row in select_rows(view, _FILES)}
    sources = _first(sorted(select_about(view, _SOURCES, documents), key=lambda row: row["source"]))

    def locate(finding: Finding) -> tuple[str, _Row]:
        focus = finding.focus
        document = owners.get(focus, "")
        document = document if document in documents else ""
        if focus in whole:
            value = who.canonical(finding.value) if "://" in finding.value else finding.value
            row = cited.get((focus, value)) or days.get((focus, finding.path)) or titles.get(focus)
        else:
            row = stated.get(focus) or clauses.get(focus) or annexes.get((document, finding.value))
        if row and focus in about:  # an issue has offsets only
            row = {**row, **_around(row, within.get(about[focus], ()))}
        source = names.get(sources.get(document, {}).get("source", ""), "")
        return document, {"file": source} | dict(row or {})

    found = [locate(finding) for finding in findings]
    around = {row["clause"] for _, row in found if row.get("clause")} | (clauses.keys() & foci)
    markers = {row["focus"]: row["marker"] for row in select_about(view, _MARKERS, around)}

    def put(finding: Finding, document: str, row: _Row) -> Whereabouts:
        clause = row.get("clause") or (finding.focus if finding.focus in clauses else "")
        return Whereabouts(
            names.get(row.get("source", ""), row["file"]) or _said_in(who, finding.focus),
            document,
            next(iter(who.names(document)), "") if document else "",
            who.below(clause) if clause else who.below(finding.focus),
            markers.get(clause, ""),
            shorten(" ".join(row.get("quote", "").split()), _LONGEST),
            int(row["start"]) if "start" in row else None,
            int(row["end"]) if "end" in row else None,
        )

    return [put(finding, document, row) for finding, (document, row) in zip(findings, found, strict=True)]


def _said_in(who: Identity, iri: str) -> str:
    """Return the name of the source whose graph says a statement or an issue; empty for anything else."""
    value = who.iris.parse(iri)
    return value.source.name if isinstance(value, Statement | Assignment | SourceIssue) else ""


def _stated(rows: Iterable[_Row]) -> Iterator[dict[str, str]]:
    """Yield the rows of what is a statement, with its source, start, end, and its quote, else its words."""
    for row in rows:
        if (place := code_points_of(row["focus"], row)) is not None:
            source, start, end = place
            said = {"source": source, "start": str(start), "end": str(end)}
            yield {**row, **said, "quote": row.get("quote") or words_in(row)}


def _around(row: _Row, clauses: Iterable[_Row]) -> _Row:
    """Return the clause and its words in which an issue's offset is, the smallest one; nothing where it is in none."""
    at = int(row["start"])
    holding = [one for one in clauses if int(one["start"]) <= at < int(one["end"])]
    best = min(holding, key=lambda one: (int(one["end"]) - int(one["start"]), one["clause"]), default=None)
    return {} if best is None else {"clause": best["clause"], "quote": best["quote"]}


def _placed(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Add the source, start and end that are parsed from the IRI of the evidence."""
    places = ((row, *Iris.code_points(row["evidence"])) for row in rows)
    return [row | {"source": source, "start": str(start), "end": str(end)} for row, source, start, end in places]


def _first(rows: Iterable[dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return the first row of each focus."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row["focus"], row)
    return found
