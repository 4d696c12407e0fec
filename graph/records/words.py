"""Read where a statement's words stand in its source, and the words there.

Its evidence tells it where there is one; else the words are those of its clause at its offsets, and their code points in the source
those of the clause's start and the offsets (`docs/graph.md`, "Evidence in a query").
"""

from collections.abc import Mapping

from ontology.iri import Iris
from ontology.offsets import read_offsets

STANDING = """
  OPTIONAL {{ ?{thing} oa:hasTarget ?evidence . OPTIONAL {{ ?evidence zm:exact ?exact }} }}
  OPTIONAL {{
    GRAPH ?by {{ ?{thing} zm:inClause ?clause ; zm:offsets ?offsets }}
    GRAPH ?home {{ ?clause zm:text ?text }} FILTER(?home = ?by || EXISTS {{ ?home zm:saidBy ?by }})
    GRAPH ?there {{ ?clause zm:start ?begins }} FILTER(?there = ?by || EXISTS {{ ?there zm:saidBy ?by }})
  }}"""
"""A part of a query that binds what `words_in` and `code_points_of` read. `{thing}`: the name of the statement's variable."""


def words_in(row: Mapping[str, str]) -> str:
    """Return the words of a row of a query with STANDING: the source's own where it prints them otherwise than the clause has them."""
    if "exact" in row:
        return row["exact"]
    return row.get("text", "")[slice(*read_offsets(row.get("offsets", "0,0")))]


def code_points_of(statement: str, row: Mapping[str, str]) -> tuple[str, int, int] | None:
    """Return the source (IRI) of a statement (IRI) and the code points there, half-open; None where the row tells no place."""
    if "evidence" in row:
        return Iris.code_points(row["evidence"])
    if "offsets" not in row or "begins" not in row:
        return None
    start, end = read_offsets(row["offsets"])
    return Iris.stated_in(statement), int(row["begins"]) + start, int(row["begins"]) + end
