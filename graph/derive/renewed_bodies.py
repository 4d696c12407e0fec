"""Compute anew the derived triples of bodies that a change has touched: whose issuers they are, what they are part of, their reforms."""

from collections.abc import Callable, Iterable, Iterator, Set

import pyoxigraph as ox

from graph.derive.closures import PART_OF, PART_OF_ALL, agency_nodes, hierarchy
from graph.derive.index import TitleIndex
from graph.derive.issuers import ISSUER, named_bodies, of_the_codes, told_issuers
from graph.derive.names import facts
from graph.derive.reforms import events_at, reforms
from graph.store.update import Update
from ontology.identifiers import Agency
from ontology.iri import Iris
from ontology.vocabulary import RDF, SKOS, ZM

_A, _PREF_LABEL, _PLACE = (ox.NamedNode(str(term)) for term in (RDF.type, SKOS.prefLabel, ZM.place))


class BodyRenewal:
    """Returns the old and the new triples of bodies.

    agencies: those that a change has added or removed. old_triples: returns the old derived triples of some subjects, of any predicate
    where none is given.
    """

    def __init__(
        self,
        update: Update,
        iris: Iris,
        index: TitleIndex,
        agencies: Set[str],
        old_triples: Callable[..., Iterator[ox.Triple]],
    ) -> None:
        self._update, self._iris, self._index = update, iris, index
        self._agencies, self._old_triples = agencies, old_triples
        self._derived = ox.NamedNode(iris.graph("derived"))

    def issuers(self, some: Set[str], absent: Set[str]) -> Iterator[tuple[Iterable[ox.Triple], Iterable[ox.Triple]]]:
        """Recompute the issuers of some documents, with the name and place of each issuer. absent: the documents that are only cited."""
        old = list(self._old_triples(some, ISSUER))
        beside = of_the_codes(self._index, self._iris, absent)
        new = list(told_issuers(self._update, self._iris, sorted(absent), beside))
        yield old, new
        bodies = {triple.object.value for triple in (*old, *new)} | self._agencies  # type: ignore[union-attr]
        issuing = {triple.object.value for triple in new} | {  # type: ignore[union-attr]
            body
            for body in bodies
            for triple in self._update.triples_in(self._derived, predicate=ISSUER, value=ox.NamedNode(body))
            if triple.subject.value not in some  # type: ignore[union-attr]
        }
        told = issuing - named_bodies(self._update, self._iris, issuing)
        yield (
            self._old_triples(bodies, _A, _PREF_LABEL, _PLACE),
            [t for body in told for t in facts(body, (), self._iris)],
        )

    def hierarchy(self) -> tuple[Iterable[ox.Triple], Iterable[ox.Triple]]:
        """Recompute what the bodies that have come or gone are parts of, and those whose names begin with theirs."""
        iris, index = self._iris, self._index
        changed = self._agency_names(self._agencies)
        there = self._agency_names(named_bodies(self._update, iris, self._agencies))
        index.put_bodies(there)
        index.remove_bodies(changed - there)
        below = {one for name in changed for one in index.bodies_below(name)}
        above = index.bodies_among({name[:end] for name in below for end in range(2, len(name))})
        agencies = agency_nodes(self._update, iris.base, [iris.agency(name) for name in below | above])
        return self._old_triples(map(iris.agency, below | changed), PART_OF, PART_OF_ALL), hierarchy(agencies, below)

    def _agency_names(self, agencies: Iterable[str]) -> set[str]:
        return {value.name for iri in agencies if isinstance(value := self._iris.parse(iri), Agency)}

    def reforms(self) -> tuple[Iterable[ox.Triple], Iterable[ox.Triple]]:
        """Recompute the reforms at the places of the bodies that have come or gone."""
        iris = self._iris
        places = {t.object.value for body in self._agencies for t in facts(body, (), iris) if t.predicate == _PLACE}  # type: ignore[union-attr]
        old = self._old_triples({event for place in places for event in events_at(place, iris.base)})
        return old, reforms(self._update, iris.base, places)
