"""Derive the facts that need all sources together: the named graph `graph/derived`, here computed from nothing.

`graph.derive.renewal` computes after a change only what can have changed, with the same functions; the result is the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from sys import intern
from typing import Any

import pyoxigraph as ox

from graph.derive import standing
from graph.derive.asking import parts_of
from graph.derive.clauses import meant_clauses
from graph.derive.closures import agency_nodes, chains, hierarchy
from graph.derive.days import Days
from graph.derive.events import all_events
from graph.derive.guards import guards
from graph.derive.index import TitleIndex
from graph.derive.indexing import fill
from graph.derive.issuers import issuers, record
from graph.derive.joined import Joined, denoted, versions
from graph.derive.meant import CITED_DOCUMENT, labels, meant
from graph.derive.near import Near
from graph.derive.reforms import reforms
from graph.derive.reviewed import reviewed
from graph.derive.supersessions import supersessions
from graph.review.decision import read_decisions
from graph.store.embedded import Embedded
from graph.store.ntriples import parsed, read_parts
from graph.store.view import View
from ontology.iri import Iris

Elsewhere = Callable[..., Callable[[], Any]]
"""Begins a function with its arguments in another process; what it returns waits for the outcome."""
_STATUS = "status.nt"
_PART = 4 << 20  # bytes of N-Triples that are read at a time


def derive(view: View, base: str) -> bytes:
    """Return the derived graph of a store as sorted N-Triples. base: the base of the resource IRIs."""
    data = ox.serialize(sorted(set(derived(view, base)), key=str), format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    return data


def derived(
    view: View, base: str, index: TitleIndex | None = None, elsewhere: Elsewhere | None = None
) -> Iterator[ox.Triple]:
    """Yield the triples of the derived graph as they are computed, one kind after the other; a triple may come twice.

    base: the base of the resource IRIs. index: an empty one, to be filled. elsewhere: begins `status_triples` of the same
    store in another process, which is waited for at last.
    """
    iris = Iris(base)
    if index is None:
        index = TitleIndex()
    fill(index, view, iris)
    days = Days(view, whole=True)
    joined = Joined(view, index, days, iris, whole=True)
    names = list(joined.names(None))
    yield from names
    by_title, texts = denoted(names), versions(names, days, iris)
    status = None
    if elsewhere is None:
        yield from _events(view, by_title, texts, iris)
    else:
        status = elsewhere(by_title, texts)
    edges = set(joined.edges(None))
    edges -= set(stated_by_sources(view, edges, iris))
    superseding = set(supersessions(view, base))
    yield from edges
    yield from superseding
    yield from chains(view, base, edges | superseding)
    agencies = agency_nodes(view, base)
    index.put_bodies(agencies)
    yield from hierarchy(agencies)
    cited: dict[str, str] = {}
    ends: set[str] = set()
    for triple in meant(view, joined, days, iris):
        subject, value = triple.subject.value, triple.object.value  # type: ignore[union-attr]
        if triple.predicate == CITED_DOCUMENT:
            cited[subject] = intern(value)
        else:
            ends.add(value)
        yield triple
    clauses = list(meant_clauses(view, base, cited))
    yield from clauses
    yield from guards(view, clauses)
    yield from labels(view, iris, ends)
    record(index, iris, ends | joined.all_published())
    yield from issuers(view, iris, sorted(one for one in ends if not joined.published(one)))
    yield from Near(index, whole=True).triples(None)
    yield from reforms(view, base)
    if status is not None:
        with status().open("rb") as file:
            for part in read_parts(file, _PART):
                yield from parsed(part)


def status_triples(folder: Path, base: str, by_title: Mapping[str, str], texts: Mapping[str, tuple[str, ...]]) -> Path:
    """Write the events and statuses of the derived graph, half of the work, into a file of N-Triples, and return its path.

    folder: a database that nobody writes to (`Update.snapshot`), whose folder the file goes into. by_title, texts: what titles denote
    (`denoted`, `versions`).
    """
    view, file = Embedded(folder, ox.Store.read_only(str(folder))), folder / _STATUS
    ox.serialize(_events(view, by_title, texts, Iris(base)), str(file), format=ox.RdfFormat.N_TRIPLES)
    return file


def _events(
    view: View, by_title: Mapping[str, str], texts: Mapping[str, tuple[str, ...]], iris: Iris
) -> Iterator[ox.Triple]:
    found = all_events(view, by_title, texts)
    events, states = reviewed(view, found, read_decisions(view, iris), iris)
    yield from states
    yield from standing.triples(events, iris.base)


_SAID = """
SELECT ?citing ?edge ?cited WHERE {
  VALUES (?citing ?edge ?cited) { %s } GRAPH ?graph { ?citing ?edge ?cited } FILTER(?graph != %s)
}"""


def stated_by_sources(view: View, edges: Iterable[ox.Triple], iris: Iris) -> Iterator[ox.Triple]:
    """Yield the edges that a source has itself; the derived graph leaves them out, since no triple is in two graphs."""
    derived, listed = ox.NamedNode(iris.graph("derived")), sorted(edges, key=str)
    for some in parts_of(listed):
        values = " ".join(f"({t.subject} {t.predicate} {t.object})" for t in some)
        for row in view.select(_SAID % (values, derived)):
            yield ox.Triple(row["citing"], row["edge"], row["cited"])
