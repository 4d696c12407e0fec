"""Read where a statement's words occur in its source, and the words there.

They are taken from its evidence where there is one. Else the words are those of its clause at its offsets, and their code points in the
source are the clause's start plus the offsets (`docs/graph.md`, "Evidence in a query").
"""

from collections.abc import Iterable, Mapping

from graph.records.rows import Key, Record, select_about
from graph.store.view import View
from ontology.iri import Iris
from ontology.offsets import first_place, read_offsets, write_offsets

_OTHERWISE = """
SELECT DISTINCT ?thing ?clause ?text WHERE {{
  VALUES ?clause {{ {iris} }}
  ?clause zm:text ?one, ?other FILTER(?one < ?other)
  GRAPH ?by {{ ?thing zm:inClause ?clause }}
  GRAPH ?home {{ ?clause zm:text ?text }} FILTER(?home = ?by || EXISTS {{ ?home zm:saidBy ?by }})
}}"""
STANDING = """
  OPTIONAL {{ ?{thing} oa:hasTarget ?evidence . OPTIONAL {{ ?evidence zm:exact ?exact }} }}
  OPTIONAL {{
    GRAPH ?by {{ ?{thing} zm:inClause ?clause }}
    GRAPH ?home {{ ?clause zm:text ?text }} FILTER(?home = ?by || EXISTS {{ ?home zm:saidBy ?by }})
    GRAPH ?there {{ ?clause zm:start ?begins }} FILTER(?there = ?by || EXISTS {{ ?there zm:saidBy ?by }})
  }}
  OPTIONAL {{ ?{thing} zm:offsets ?offsets }}
  OPTIONAL {{ ?{thing} zm:quote ?quote }} OPTIONAL {{ ?{thing} zm:printed|zm:partyName ?named }}"""
"""A part of a query that binds what `words_in` and `code_points_of` read. `{thing}`: the name of the statement's variable."""


def offsets_of(row: Mapping[str, str], text: str) -> tuple[int, int] | None:
    """Return the code points of a statement in its clause's text: its offsets, else where its words first occur; None for neither.

    row: with what the statement has of `offsets`, `printed`, `partyName` (of a query, `named` for either) and `quote`.
    """
    if "offsets" in row:
        return read_offsets(row["offsets"])
    return first_place(row.get("named") or row.get("printed") or row.get("partyName") or row.get("quote", ""), text)


def printed_otherwise(view: View, clauses: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return statement and clause → the clause's text in the statement's own source, for clauses that sources print in different words."""
    return {(row["thing"], row["clause"]): row["text"] for row in select_about(view, _OTHERWISE, clauses)}


def place_shown(row: Mapping[str, str], own: str, shown: str) -> tuple[int, int] | None:
    """Return the code points of a statement in its clause's text as a document shows it; None where that has not its words.

    own: the clause's text in the statement's own source, to which its offsets belong.
    """
    place = offsets_of(row, own)
    return place if place is None or own == shown else first_place(own[slice(*place)], shown)


def place_in_clauses(rows: Mapping[Key, Record], texts: Mapping[Key, str]) -> None:
    """Give the statements that have no offsets those of their words. rows, texts: by source and IRI of the statement, or the clause."""
    for (source, _), row in rows.items():
        if "inClause" in row and "offsets" not in row:
            place = offsets_of(row, texts.get((source, row["inClause"]), ""))
            if place is not None:
                row["offsets"] = write_offsets(*place)


def words_in(row: Mapping[str, str]) -> str:
    """Return the words of a row of a query with STANDING: the source's own where it prints them otherwise than the clause has them."""
    if "exact" in row:
        return row["exact"]
    return row.get("text", "")[slice(*(offsets_of(row, row.get("text", "")) or (0, 0)))]


def code_points_of(statement: str, row: Mapping[str, str]) -> tuple[str, int, int] | None:
    """Return the source (IRI) of a statement (IRI) and the code points there, half-open; None where the row has no position."""
    if "evidence" in row:
        return Iris.code_points(row["evidence"])
    place = offsets_of(row, row.get("text", ""))
    if place is None or "begins" not in row:
        return None
    start, end = place
    return Iris.stated_in(statement), int(row["begins"]) + start, int(row["begins"]) + end
