"""Ask a SELECT of some sources at a time, so that what it joins is no more than they say.

`zms:evidence-mismatch` joins five properties of each piece of evidence. Asked of a whole store at once, each join has all evidence in
memory. What a source says of its evidence is in its own graph and in those that it shares with others, so that sources that share
nothing can be asked one after the other, with the same answer. A graph of another kind that has one of the properties is asked with each.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from shapes.joins import Ask, Row

SOURCES = 2_500
"""So many sources are asked together, or those that share statements."""
_MOST_OTHERS = 200
"""Graphs of another kind with which a SELECT is asked at the most; if there are more, it is asked of everything at once."""
_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { } }"
_SHARED = "SELECT ?graph ?source WHERE { ?graph zm:saidBy ?source }"
_READ_ONCE = re.compile(r"\{ SELECT ([^{}]+) WHERE \{ ([^{}\s]+) ([^{}\s]+) ([^{}\s]+) \} \}")
"""A subquery that reads a property, for a join."""


def select_in_batches(ask: Ask, select: str, is_source: Callable[[str], bool]) -> Iterator[Row]:
    """Yield what a SELECT finds, asked of some sources at a time; of a graph without sources at once.

    select: it reads each property in a subquery of its own, which is asked of the sources; the rest of it is asked of everything.
    is_source: whether a graph (IRI) is a source's own.
    """
    graphs = {str(row["graph"]) for row in ask(_GRAPHS)}
    sources = sorted(filter(is_source, graphs))
    others = _others(ask, select, graphs.difference(sources)) if len(sources) > SOURCES else []
    if len(sources) <= SOURCES or len(others) > _MOST_OTHERS:
        yield from ask(select)
        return
    for some in _together(sources, [(str(row["graph"]), str(row["source"])) for row in ask(_SHARED)]):
        values = " ".join(f"<{graph}>" for graph in sorted({*some, *others}))
        yield from ask(_READ_ONCE.sub(partial(_of_graphs, values), select))


def _of_graphs(graphs: str, subquery: re.Match[str]) -> str:
    """Return a subquery that reads a property in some graphs only."""
    names, *triple = subquery.groups()
    return f"{{ SELECT {names} WHERE {{ VALUES ?zm_graph {{ {graphs} }} GRAPH ?zm_graph {{ {' '.join(triple)} }} }} }}"


def _others(ask: Ask, select: str, graphs: Collection[str]) -> list[str]:
    """Return those of some graphs that have one of the properties, without shared graphs, which are asked with their sources."""
    properties = "|".join(sorted({found[3] for found in _READ_ONCE.finditer(select)}))
    shared = {str(row["graph"]) for row in ask(_SHARED)}
    return [
        graph
        for graph in sorted(set(graphs) - shared)
        if next(iter(ask(f"SELECT ?a WHERE {{ GRAPH <{graph}> {{ ?a {properties} ?b }} }} LIMIT 1")), None) is not None
    ]


def _together(sources: Iterable[str], shared: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Yield the graphs of some sources at a time: sources that share statements, directly or through others, come together.

    shared: the shared graphs, each with a source that it names."""
    above: dict[str, str] = {}

    def top(graph: str) -> str:
        while (next_one := above.get(graph, graph)) != graph:
            above[graph] = above.get(next_one, next_one)
            graph = next_one
        return graph

    for graph, source in shared:
        above[top(source)] = top(graph)
    groups: dict[str, list[str]] = {}
    for graph in sorted({*sources, *above, *above.values()}):
        groups.setdefault(top(graph), []).append(graph)
    some: list[str] = []
    for group in groups.values():
        if some and len(some) + len(group) > SOURCES:
            yield some
            some = []
        some = [*some, *group]
    if some:
        yield some
