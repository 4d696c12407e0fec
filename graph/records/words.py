"""The words that a statement's evidence points at: the source's own characters where the graph has them (`zm:exact`), else those that
its clause has at its offsets, as the statement's source prints it."""

from collections.abc import Mapping

from ontology.offsets import read_offsets

WORDS = """
  OPTIONAL {{ ?evidence zm:exact ?exact }}
  OPTIONAL {{
    GRAPH ?by {{ ?{thing} zm:inClause ?clause ; zm:offsets ?offsets }}
    GRAPH ?home {{ ?clause zm:text ?text }} FILTER(?home = ?by || EXISTS {{ ?home zm:saidBy ?by }})
  }}"""
"""A part of a query that binds what `words_in` reads. `{thing}`: the name of the variable that has the evidence."""


def words_in(row: Mapping[str, str]) -> str:
    """Return the words of a row of a query with WORDS; empty where the graph has none."""
    if "exact" in row:
        return row["exact"]
    return row.get("text", "")[slice(*read_offsets(row.get("offsets", "0,0")))]
