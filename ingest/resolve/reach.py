"""Find the part of a text to which a definition applies: 本办法 its instrument, 本章 the chapter, 本条 and 前款 the article."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.model import Clause, Component, Definition, Level, Mention
from ingest.rules import table
from ingest.segment.tree import Tree

_LEVELS = {
    "reach-article": Level.ARTICLE,
    "reach-section": Level.SECTION,
    "reach-chapter": Level.CHAPTER,
    "reach-part": Level.PART,
}


def resolve_definitions(
    mentions: Iterable[Mention[Definition]], tree: Tree, components: Sequence[Component]
) -> Iterator[Definition]:
    """Return the definitions that are in a clause, each with the component or clause to which it applies, in order."""
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
    rules = table("provisions")
    level = next((level for name, level in _LEVELS.items() if rules[name].start(reach)), None)
    above: Clause | None = clause if level else None
    while above is not None and above.level is not level:
        above = clauses.get(above.parent) if above.parent else None
    return above.eid if above else ""
