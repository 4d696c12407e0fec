"""Derive the facts that need all sources together: the named graph `graph/derived`, here computed from nothing.

`graph.derive.renewal` computes after a change only what can have changed, with the same functions; the result is the same.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.derive import standing
from graph.derive.clauses import meant_clauses
from graph.derive.closures import closures
from graph.derive.days import Days
from graph.derive.events import all_events
from graph.derive.guards import guards
from graph.derive.index import TitleIndex
from graph.derive.indexing import fill
from graph.derive.joined import Joined, denoted, versions
from graph.derive.meant import EDGES, issuers, labels, meant
from graph.derive.near import Near
from graph.derive.reforms import reforms
from graph.derive.reviewed import reviewed
from graph.derive.supersessions import supersessions
from graph.review.decision import read_decisions
from graph.store.view import View
from ontology.iri import Iris


def derive(view: View, base: str, index: TitleIndex | None = None) -> bytes:
    """Return the derived graph of a store as sorted N-Triples. base: the base of the resource IRIs. index: an empty one, to be filled."""
    iris = Iris(base)
    if index is None:
        index = TitleIndex()
    fill(index, view, iris)
    days = Days(view, whole=True)
    joined = Joined(view, index, days, iris, whole=True)
    names = list(joined.names(None))
    follow = all_events(view, denoted(names), versions(names, days, iris))
    events, states = reviewed(view, follow, read_decisions(view, iris), iris)
    references = list(meant(view, joined, days, iris))
    cited = {t.object.value for t in references if t.predicate in EDGES}  # type: ignore[union-attr]
    edges = set(joined.edges(None))
    found: tuple[Iterable[ox.Triple], ...] = (
        names,
        edges,
        references,
        states,
        Near(index, whole=True).triples(None),
        labels(view, iris, cited),
        issuers(view, iris, sorted(one for one in cited if not joined.published(one))),
        supersessions(view, base),
        reforms(view, base),
        standing.triples(events, base),
    )
    known = {triple for kind in found for triple in kind}
    known |= set(closures(view, base, known))
    clauses = list(meant_clauses(view, base, references))
    known |= set(clauses)
    known |= set(guards(view, clauses))
    known -= set(stated_by_sources(view, edges, iris))
    data = ox.serialize(sorted(known, key=str), format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    return data


_SAID = """
SELECT ?citing ?edge ?cited WHERE {
  VALUES (?citing ?edge ?cited) { %s } GRAPH ?graph { ?citing ?edge ?cited } FILTER(?graph != %s)
}"""
_BATCH = 500  # rows in one VALUES


def stated_by_sources(view: View, edges: Iterable[ox.Triple], iris: Iris) -> Iterator[ox.Triple]:
    """Yield the edges that a source has itself; the derived graph leaves them out, since no triple is in two graphs."""
    derived, listed = ox.NamedNode(iris.graph("derived")), sorted(edges, key=str)
    for start in range(0, len(listed), _BATCH):
        values = " ".join(f"({t.subject} {t.predicate} {t.object})" for t in listed[start : start + _BATCH])
        for row in view.select(_SAID % (values, derived)):
            yield ox.Triple(row["citing"], row["edge"], row["cited"])
