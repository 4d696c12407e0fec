"""The time limits that end next, over all documents: by when, whose, what, and where that is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from graph.records.documents import DocumentRow
from graph.records.resources import Named
from graph.records.rows import select_rows, stream_rows
from graph.store.view import View
from ontology.iri import Iris
from ontology.vocabulary import XSD

NEXT = 5
"""How many tasks are returned."""
_AFTER = """
SELECT DISTINCT ?day ?source ?deadline ?due ?task ?text ?document WHERE {
  GRAPH ?source {
    ?deadline zm:due ?due . FILTER(!(?due < ?day))
    ?task zm:hasDeadline ?deadline ; zm:setBy ?document . ?task zm:hasAssignment ?any .
    OPTIONAL { ?task zm:quote ?text }
  }
  BIND(xsd:integer(REPLACE(STR(?deadline), "^.*-", "")) AS ?position)
} ORDER BY ?due ?source ?position LIMIT 60"""
_PARTIES = """
SELECT DISTINCT ?task ?name ?agency ?role ?position WHERE {{
  VALUES ?task {{ {tasks} }}
  GRAPH ?source {{
    ?task zm:hasAssignment ?assignment . ?assignment zm:partyName ?name .
    OPTIONAL {{ ?assignment zm:agency ?agency }}
    OPTIONAL {{ ?assignment zm:role ?role }}
  }}
  BIND(xsd:integer(REPLACE(STR(?assignment), "^.*-", "")) AS ?position)
}} ORDER BY ?task ?position"""


@dataclass(frozen=True, slots=True)
class NextDue:
    """A task with a last day (ISO 8601). parties: as printed, each with its body where that is known, the leading ones first.
    anchor: where the words of the time limit are on the document's page as `source` prints it."""

    day: str
    text: str
    parties: tuple[Named, ...]
    document: DocumentRow
    source: str
    anchor: str


def list_next_due(view: View, day: date, held: Mapping[str, DocumentRow]) -> tuple[NextDue, ...]:
    """Return the next `NEXT` tasks that are due on `day` or later, soonest first. held: the published documents by IRI."""
    first = ox.Literal(day.isoformat(), datatype=ox.NamedNode(str(XSD.date)))
    rows: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in stream_rows(view, _AFTER, day=first):
        if row["document"] in held:
            rows.setdefault((row["due"], row["document"], row.get("text", "")), row)
    chosen = list(rows.values())[:NEXT]
    parties: dict[str, dict[str, Named]] = {}
    if chosen:
        tasks = " ".join(str(ox.NamedNode(row["task"])) for row in chosen)
        said = select_rows(view, _PARTIES.format(tasks=tasks))
        for row in sorted(said, key=lambda row: not row.get("role", "").endswith("/lead")):
            parties.setdefault(row["task"], {}).setdefault(row["name"], Named(row["name"], "", row.get("agency", "")))
    return tuple(
        NextDue(
            row["due"],
            row.get("text", ""),
            tuple(parties.get(row["task"], {}).values()),
            held[row["document"]],
            row["source"],
            f"deadline-{Iris.position(row['deadline'])}",
        )
        for row in chosen
    )
