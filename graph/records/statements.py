"""Read what the sources state about one published document: its own values and the nodes about it, in one query; sanctions, and on
which side a duty's bearer is, apart (`graph.records.norm_reading`)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from graph.records.printed import Printed
from graph.records.rows import Key, Record, collect, describe, gather, is_iri, local_name, terms
from graph.records.words import place_in_clauses
from graph.records.work_rows import LINKS
from graph.store.embedded import Embedded
from graph.store.view import View
from ontology.enumerations import Field
from ontology.vocabulary import ZM

# Each branch begins at the document; a row a property, because several OPTIONAL in one row take the engine a hundred times as long.
_OWN = """
SELECT ?source ?node ?property ?value WHERE {{
  {{ BIND({document} AS ?node) GRAPH ?graph {{ {document} ?property ?value }}
    OPTIONAL {{ ?graph zm:saidBy ?by }} BIND(COALESCE(?by, ?graph) AS ?source) }}"""
_VALUES = _OWN + "}}"
_SAID = (
    _OWN
    + """
  UNION {{ GRAPH ?source {{ ?node zm:about {document} . ?node ?property ?value }} }}
  UNION {{ GRAPH ?source {{ ?node zm:citing {document} . ?node ?property ?value }} }}
  UNION {{ GRAPH ?source {{ ?node zm:citing {document} }} ?node zm:citedDocument ?value . BIND(zm:citedDocument AS ?property) }}
  UNION {{ GRAPH ?source {{ ?node zm:about {document} ; oa:hasTarget/zm:exact ?value }} BIND(zm:exact AS ?property) }}"""
)
_ASSIGNED = """
  UNION {{ GRAPH ?source {{ ?task zm:setBy {document} ; zm:hasAssignment ?node . ?node ?property ?value }} }}"""
# What it sets is most of a law's page, so that what no page shows is left out, and the engine gathers the rest.
_CLAUSES = "?node eli:is_part_of+ {document} ."
_CLAUSE_HAS = ["zm:text", "zm:marker", "eli:is_part_of", "zm:eId", "zm:start", "zm:heading"]
_SET = "?node zm:setBy {document} ."
_SANCTION = str(ZM.Sanction)
"""Left out behind the answer: an engine takes longer to look at each node for its class than to read the few that have this one."""
_SET_HAS = (
    "zm:quote", "zm:inClause", "zm:offsets", "rdf:type", "zm:cue", "zm:bearer", "zm:bearerKind", "zm:hasDeadline",
    "zm:condition", "zm:timeKind", "zm:printed", "zm:duration", "zm:anchor", "zm:due", "zm:recurrence", "zm:reason",
    "zm:bearerAgency", "zm:basis", "zm:hasAssignment", "zm:term", "zm:meaning", "zm:scope",
)  # fmt: skip
_OWN_PROVISIONS = "?node a zm:OwnProvision ."
_OWN_HAS = ["zm:inClause", "zm:offsets", "zm:citedClause", "zm:provision"]


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


@dataclass(frozen=True, slots=True)
class SourceRows:
    """The rows of one source about a document. clauses: those of the document and its parts, in reading order, with their IRIs under
    `clause`. set_by: the tasks, time limits, duties and definitions, by IRI; links: the nodes that these have, as in `Statements`.
    provisions: the own ones that clauses name."""

    source: str
    clauses: Sequence[Record]
    set_by: Mapping[str, Record] = field(default_factory=dict)
    links: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    provisions: Sequence[Record] = ()


def read_rows(view: View, printed: Printed, source: str, *, text_only: bool = False) -> SourceRows:
    """Read what a source prints of a document, in one query. text_only: its clauses alone."""
    document = terms([printed.document])
    # In this order an engine finds the property of most values first.
    nodes: dict[str, Sequence[str]] = {} if text_only else {_OWN_PROVISIONS: _OWN_HAS}
    nodes[_CLAUSES.format(document=document)] = _CLAUSE_HAS
    if not text_only:
        nodes[_SET.format(document=document)] = _SET_HAS
    clauses: list[Record] = []
    set_by: dict[str, Record] = {}
    links: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    provisions: list[Record] = []
    printed_there = _as_printed(view, source, printed.shared[source])
    for node, row, linked in gather(printed_there, source, nodes, ("zm:reason",), [f"zm:{name}" for name in LINKS]):
        if "eId" in row:
            row["clause"] = node
            clauses.append(row)
        elif "citedClause" in row:
            provisions.append(row)
        elif "is_part_of" not in row and row.get("type") != _SANCTION:  # a part of the document has no eId
            set_by[node] = row
            for name, other in linked:
                links[node, name].append(other)
    clauses.sort(key=lambda row: (int(row.get("start", "0")), len(row["clause"]), row["clause"]))
    return SourceRows(source, clauses, set_by, links, provisions)


def read_statements(view: View, document: str, rows: SourceRows | None) -> Statements:
    """Read what the sources state about a document. rows: what a source prints of it, with what it sets; without, its own values are read
    and no node about it, which takes a small part of the time."""
    asked = _VALUES
    if rows:
        # An engine walks over all that a law sets to find tasks among them, so that it is not asked where there are none.
        tasks = any(name == "hasAssignment" for _, name in rows.links)
        asked = f"{_SAID}{_ASSIGNED if tasks else ''}}}}}"
    said = list(describe(view, asked.format(document=terms([document]))))
    values: defaultdict[Key, list[str]] = defaultdict(list)
    links: defaultdict[tuple[Key, str], list[str]] = defaultdict(list)
    nodes = collect(said)
    for key, name, value in said:
        if key[1] == document:
            values[key[0], name].append(value)
        elif name in LINKS:
            links[key, name].append(value)
    for node, row in rows.set_by.items() if rows else ():
        key = rows.source, node  # type: ignore[union-attr]
        row["setBy"] = document
        nodes[key] = {**nodes[key], **row} if key in nodes else row
    if rows:
        place_in_clauses(nodes, {(rows.source, row["clause"]): row.get("text", "") for row in rows.clauses})
    for (node, name), others in rows.links.items() if rows else ():
        links[(rows.source, node), name] += others  # type: ignore[union-attr]
    found = {key: sorted(several) for key, several in values.items()}
    return Statements(document, nodes, found, {key: sorted(set(parts)) for key, parts in links.items()})


def _as_printed(view: View, source: str, shared: Sequence[str]) -> View:
    """Return a view of one source: its own graph and those that it shares with other sources, as one graph."""
    if not shared:
        return view
    own, said = ox.NamedNode(source), ox.Store()
    quads = (quad for name in (source, *shared) for quad in view.quads(name))
    said.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object, own) for quad in quads)
    return Embedded(Path(), said)
