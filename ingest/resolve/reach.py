"""Which part of a text a definition holds for: 本办法 its instrument, 本章 the chapter, 本条 and 前款 the article."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.model import Clause, Component, Definition, Level, Mention
from ingest.segment.tree import Tree

_LEVELS = (
    (re.compile(r"^(?:本|前|上)[一二两三]?(?:[款项]|条(?!例))"), Level.ARTICLE),
    (re.compile(r"^本节"), Level.SECTION),
    (re.compile(r"^本章"), Level.CHAPTER),
    (re.compile(r"^本编"), Level.PART),
)


def resolve_definitions(
    mentions: Iterable[Mention[Definition]], tree: Tree, components: Sequence[Component]
) -> Iterator[Definition]:
    """Return the definitions that stand in a clause, each with the component or clause that it holds for, in order."""
    clauses: dict[int, dict[str, Clause]] = {}
    for mention in mentions:
        one = mention.value
        leaf = tree.leaf(one.span.start)
        if leaf is None:
            continue
        if leaf.part not in clauses:
            clauses[leaf.part] = {clause.eid: clause for clause in components[leaf.part].clauses}
        yield replace(one, within=_within(one.reach, leaf.clause, clauses[leaf.part]), component=leaf.part)


def _within(reach: str, clause: Clause, clauses: dict[str, Clause]) -> str:
    level = next((level for pattern, level in _LEVELS if pattern.match(reach)), None)
    above: Clause | None = clause if level else None
    while above is not None and above.level is not level:
        above = clauses.get(above.parent) if above.parent else None
    return above.eid if above else ""
