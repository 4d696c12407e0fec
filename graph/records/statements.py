"""Read what the sources state about one published document: its own values and the nodes about it, in one query; sanctions, and on
which side a duty's bearer is, apart (`graph.records.norms`)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graph.records.printed import Printed
from graph.records.rows import Key, Record, collect, describe, is_iri, local_name, select_rows, terms
from graph.records.work_rows import LINKS
from graph.store.embedded import Embedded
from graph.store.view import View
from ontology.enumerations import Field

# Each branch begins at the document; a row a property, because several OPTIONAL in one row take the engine a hundred times as long.
_OWN = """
SELECT DISTINCT ?source ?node ?property ?value WHERE {{
  {{ BIND({document} AS ?node) GRAPH ?graph {{ {document} ?property ?value }}
    OPTIONAL {{ ?graph zm:saidBy ?by }} BIND(COALESCE(?by, ?graph) AS ?source) }}"""
_VALUES = _OWN + "}}"
_SAID = (
    _OWN
    + """
  UNION {{ GRAPH ?source {{ ?node zm:about {document} . ?node ?property ?value }} }}
  UNION {{ GRAPH ?source {{ ?node zm:setBy {document} . FILTER NOT EXISTS {{ ?node a zm:Sanction }} ?node ?property ?value
    FILTER(?property NOT IN (zm:side, zm:bearerKind)) }} }}
  UNION {{ GRAPH ?source {{ ?node zm:citing {document} . ?node ?property ?value }} }}
  UNION {{ ?node zm:citing {document} ; zm:citedDocument ?value . BIND(zm:citedDocument AS ?property)
    GRAPH ?source {{ ?node a zm:Reference }} }}
  UNION {{ GRAPH ?source {{ ?task zm:setBy {document} ; zm:hasAssignment ?node . ?node ?property ?value }} }}
  UNION {{ GRAPH ?source {{ ?node zm:about {document} ; oa:hasTarget/zm:exact ?value }} BIND(zm:exact AS ?property) }}
}}"""
)
_CLAUSES = """
SELECT ?document ?source ?clause ?parent ?eid ?level ?marker ?heading ?text ?start WHERE { GRAPH ?source {
  ?clause eli:is_part_of+ ?document ; a eli:LegalResourceSubdivision ; eli:is_part_of ?parent .
  OPTIONAL { ?clause zm:eId ?eid } OPTIONAL { ?clause zm:level ?level } OPTIONAL { ?clause zm:marker ?marker }
  OPTIONAL { ?clause zm:heading ?heading } OPTIONAL { ?clause zm:text ?text } OPTIONAL { ?clause zm:start ?start }
} }"""


_NAMED = [local_name(field.term) for field in Field if field.names_resource]


@dataclass(frozen=True, slots=True)
class Statements:
    """nodes: annotations, reading issues, references, tasks, assignments, time limits, duties and the document itself, each with
    its record. values: all values of the document's own properties, by source and property. links: the nodes that a task or duty
    has by a property (`hasDeadline`, …)."""

    document: str
    nodes: Mapping[Key, Record]
    values: Mapping[Key, Sequence[str]]
    links: Mapping[tuple[Key, str], Sequence[str]]

    def mentioned(self, source: str) -> set[str]:
        """Return the resources whose names a reader needs: values, parts, agencies, groups."""
        found = {value for name in _NAMED for value in self.values.get((source, name), ()) if is_iri(value)}
        found |= {iri for ((printed, _), _), iris in self.links.items() if printed == source for iri in iris}
        found |= {row[name] for row in self.nodes.values() for name in ("agency", "group") if name in row}
        return found - {iri for _, iri in self.nodes}

    def references(self) -> dict[Key, Record]:
        """Return the references that the document makes, of every source."""
        return {key: row for key, row in self.nodes.items() if "relationKind" in row}


def read_statements(view: View, document: str, *, values_only: bool = False) -> Statements:
    """Read the statements of all sources about a document. values_only: its own values and no node about it, which takes a small
    part of the time."""
    rows = sorted(describe(view, (_VALUES if values_only else _SAID).format(document=terms([document]))))
    values: defaultdict[Key, list[str]] = defaultdict(list)
    links: defaultdict[tuple[Key, str], list[str]] = defaultdict(list)
    for key, name, value in rows:
        if key[1] == document:
            values[key[0], name].append(value)
        elif name in LINKS:
            links[key, name].append(value)
    return Statements(document, collect(rows), values, links)


def read_clauses(view: View, printed: Printed, source: str) -> list[dict[str, str]]:
    """Return the clauses of a document and its parts as a source prints them, in reading order."""
    document = printed.document
    rows = select_rows(_as_printed(view, source, printed.shared[source]), _CLAUSES, document=document, source=source)
    return sorted(rows, key=lambda row: (int(row.get("start", "0")), len(row["clause"]), row["clause"]))


def _as_printed(view: View, source: str, shared: Sequence[str]) -> View:
    """Return a view of one source: its own graph and those that it shares with other sources, as one graph."""
    if not shared:
        return view
    own, said = ox.NamedNode(source), ox.Store()
    quads = (quad for name in (source, *shared) for quad in view.quads(name))
    said.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object, own) for quad in quads)
    return Embedded(Path(), said)
