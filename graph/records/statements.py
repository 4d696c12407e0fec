"""What sources say of one published document, read in one query: its own values and the nodes that are about it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.records.rows import Key, Record, collect, describe, select_rows, terms
from graph.store.view import View

# Each branch begins at the document; a row a property, because several OPTIONAL in one row take the engine a hundred times as long.
_SAID = """
SELECT DISTINCT ?source ?node ?property ?value WHERE {{
  {{ BIND({document} AS ?node) GRAPH ?source {{ {document} ?property ?value }} }}
  UNION {{ GRAPH ?source {{ ?node zm:about {document} . ?node ?property ?value }} }}
  UNION {{ GRAPH ?source {{ ?node zm:setBy {document} . ?node ?property ?value }} }}
  UNION {{ GRAPH ?source {{ ?node zm:citing {document} . ?node ?property ?value }} }}
  UNION {{ GRAPH ?source {{ ?task zm:setBy {document} ; zm:hasAssignment ?node . ?node ?property ?value }} }}
  UNION {{ GRAPH ?source {{ ?node zm:about {document} ; oa:hasTarget/oa:hasSelector ?selector .
    ?selector ?property ?value . FILTER(?property IN (oa:exact, oa:start, oa:end)) }} }}
}}"""
_CLAUSES = """
SELECT ?document ?source ?clause ?parent ?eid ?level ?marker ?heading ?text ?start WHERE { GRAPH ?source {
  ?clause eli:is_part_of+ ?document ; a eli:LegalResourceSubdivision ; eli:is_part_of ?parent .
  OPTIONAL { ?clause zm:eId ?eid } OPTIONAL { ?clause zm:level ?level } OPTIONAL { ?clause zm:marker ?marker }
  OPTIONAL { ?clause zm:heading ?heading } OPTIONAL { ?clause zm:text ?text } OPTIONAL { ?clause zm:start ?start }
} }"""
_LINKS = {"hasAssignment", "hasDeadline", "basis", "bearerAgency"}


@dataclass(frozen=True, slots=True)
class Statements:
    """nodes: annotations, reading issues, references, tasks, assignments, time limits, duties and the document itself, each with
    its record. values: all values of the document's own properties, by source and property. links: the nodes that a task or duty
    has by a property (`hasDeadline`, …)."""

    document: str
    nodes: Mapping[Key, Record]
    values: Mapping[Key, Sequence[str]]
    links: Mapping[tuple[Key, str], Sequence[str]]

    def of_type(self, source: str, *types: str) -> dict[Key, Record]:
        """The nodes of a source that are of one of the types (local names)."""
        return {key: row for key, row in self.nodes.items() if key[0] == source and row.get("type") in types}


def read_statements(view: View, document: str) -> Statements:
    rows = sorted(describe(view, _SAID.format(document=terms([document]))))
    values: defaultdict[Key, list[str]] = defaultdict(list)
    links: defaultdict[tuple[Key, str], list[str]] = defaultdict(list)
    for key, name, value in rows:
        if key[1] == document:
            values[key[0], name].append(value)
        elif name in _LINKS:
            links[key, name].append(value)
    return Statements(document, collect(rows), values, links)


def read_clauses(view: View, document: str, source: str) -> list[dict[str, str]]:
    """The clauses of a document and its parts as a source prints them, in reading order."""
    rows = select_rows(view, _CLAUSES, document=document, source=source)
    return sorted(rows, key=lambda row: (int(row.get("start", "0")), len(row["clause"]), row["clause"]))
