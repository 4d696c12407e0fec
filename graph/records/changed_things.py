"""Find the things that changed triples are about: the documents, and the sources whose statements changed.

A catalogue that is brought up to date (`graph.records.catalogue`) reads anew what it has of these. They may be too many, never too few.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.records.rows import select_about
from graph.store.delta import Changed
from graph.store.view import View
from ontology.identifiers import OfSource, StatusEvent, StatusInterval
from ontology.iri import Iris
from ontology.vocabulary import PREFIXES, ZM

_SAID_BY = str(ZM.saidBy)
_SET_BY = frozenset({str(ZM.setBy)})
_SET_IN = (
    "SELECT DISTINCT ?document WHERE {{ VALUES ?source {{ {iris} }} GRAPH ?source {{ ?thing zm:setBy ?document }} }}"
)


@dataclass(frozen=True, slots=True)
class ChangedThings:
    """The IRIs of what changed triples are about. documents: also of their parts and clauses; timed: documents of which a status event
    or interval changed; sources: whose statements changed, or which say what another says; others: anything else, such as a body."""

    documents: frozenset[str]
    timed: frozenset[str]
    sources: frozenset[str]
    others: frozenset[str]


def properties(names: str) -> frozenset[str]:
    """Return the IRIs of properties, given as prefixed names between blanks."""
    pairs = (name.split(":") for name in names.split())
    return frozenset(f"{PREFIXES[prefix]}{name}" for prefix, name in pairs)


def list_changed(changed: Changed, iris: Iris, read: frozenset[str]) -> ChangedThings:
    """Return what the changed triples are about. read: only triples of these properties count (`properties`)."""
    documents, timed, sources, others = set[str](), set[str](), set[str](), set[str]()
    subjects = set[str]()
    for triple in (*changed.gone, *changed.new):
        if triple.predicate.value == _SAID_BY:
            sources.add(triple.object.value)  # type: ignore[union-attr]
        elif triple.predicate.value in read:
            subjects.add(triple.subject.value)  # type: ignore[union-attr]
    for subject in subjects:
        match value := iris.parse(subject):
            case StatusEvent() | StatusInterval():
                timed.add(iris.mint(value.document))
            case _ if isinstance(value, OfSource):
                sources.add(iris.mint(value.source))
            case _:
                (documents if (document := iris.document(subject)) else others).add(document or subject)
    return ChangedThings(frozenset(documents), frozenset(timed), frozenset(sources), frozenset(others))


def documents_with_events(changed: Changed, iris: Iris) -> list[str]:
    """Return the documents of which an event changed, in the order of their IRIs."""
    subjects = {triple.subject.value for triple in (*changed.gone, *changed.new)}  # type: ignore[union-attr]
    parsed = map(iris.parse, subjects)
    return sorted({iris.mint(value.document) for value in parsed if isinstance(value, StatusEvent)})


def values_of(changed: Changed, predicates: Collection[str]) -> set[str]:
    """Return the IRIs that triples of some properties lead to, whether these are gone or new."""
    triples = (*changed.gone, *changed.new)
    return {one.object.value for one in triples if one.predicate.value in predicates}  # type: ignore[union-attr]


def documents_set(view: View, changed: Changed, sources: Iterable[str]) -> set[str]:
    """Return the documents whose tasks, duties or other statements changed. sources: those whose statements changed."""
    return documents_of(view, _SET_IN, sources) | values_of(changed, _SET_BY)


def documents_of(view: View, sparql: str, things: Iterable[str]) -> set[str]:
    """Return each `?document` that a query gives for some things (IRIs), which replace its `{iris}`."""
    return {row["document"] for row in select_about(view, sparql, things)}
