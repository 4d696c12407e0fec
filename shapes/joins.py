"""Join in Python what a SELECT would compare pair by pair, in quadratic time.

`zms:alias-unused` walks all clauses of a text for each of its short names. Where a text gives many, its clauses are read once, and the
names are looked for in them here. The SELECT remains the definition of the rule, and a test requires both to give the same.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from rdflib import Node

Row = Mapping[str, Node]
Ask = Callable[[str], Iterable[Row]]
"""Returns the solutions of a SELECT."""

_FEW = 20
"""So many names of one text the SELECT looks for."""
_CANDIDATES = """
SELECT DISTINCT ?this ?document ?value ?clause WHERE {
    ?this a zm:Alias ; zm:setBy ?document ; zm:term ?term ; zm:inClause ?clause ; zm:offsets ?offsets .
    ?clause zm:text ?text .
    BIND(xsd:integer(STRAFTER(?offsets, ",")) AS ?end)
    BIND(STR(REPLACE(?term, "[《》〈〉“”]", "")) AS ?value)
    FILTER(!CONTAINS(SUBSTR(?text, ?end + 1), ?value))
    FILTER NOT EXISTS { ?this zm:inClause ?again . FILTER(?again != ?clause) }
}
"""
_WORDS = """
SELECT DISTINCT ?document ?clause ?words WHERE {{
    VALUES ?document {{ {documents} }}
    ?clause eli:is_part_of+ ?document .
    OPTIONAL {{ ?clause zm:text|zm:heading ?words }}
    FILTER(BOUND(?words))
}}
"""


class _Name(NamedTuple):
    alias: Node
    value: Node
    clause: Node


def unused_aliases(ask: Ask, select: Callable[[str], Iterable[Row]]) -> Iterator[Row]:
    """Yield the short names that are used nowhere behind the place where they are given.

    select: returns what the SELECT of the rule finds among some focus nodes, as terms of SPARQL; among all where there are none.
    """
    given: defaultdict[Node, list[_Name]] = defaultdict(list)
    for row in ask(_CANDIDATES):
        given[row["document"]].append(_Name(row["this"], row["value"], row["clause"]))
    many = {document: names for document, names in given.items() if len(names) > _FEW}
    few = {name.alias for document, names in given.items() if document not in many for name in names}
    if few or not many:
        yield from select(" ".join(sorted(alias.n3() for alias in few)) if many else "")
    if many:
        yield from _unused(many, ask(_WORDS.format(documents=" ".join(sorted(document.n3() for document in many)))))


def _unused(names: Mapping[Node, Iterable[_Name]], words: Iterable[Row]) -> Iterator[Row]:
    by_document: defaultdict[Node, list[tuple[Node, str]]] = defaultdict(list)
    for row in words:
        by_document[row["document"]].append((row["clause"], str(row["words"])))
    for document, given in names.items():
        clauses = by_document[document]
        whole = "\n".join(text for _, text in clauses)
        for name in given:
            value = str(name.value)
            # Most often the text as a whole has it, or has it not: then no clause is looked at.
            if value not in whole or not any(value in text for clause, text in clauses if clause != name.clause):
                yield {"this": name.alias, "value": name.value}
