"""Collect the triples of a store's named graph `graph/ontology`: ontology, concepts, and the places that the data name."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.iri import Iris
from ontology.vocabulary import OWL, RDF, RDFS, ZM

if TYPE_CHECKING:
    import pyoxigraph as ox

_HERE = Path(__file__).parent


def ontology_triples(places: Iterable[str], iris: Iris | None = None) -> bytes:
    """Return sorted N-Triples of the ontology, its concepts, the places (IRIs) and all that those lie in.

    iris: of the store, where it has another base than ours; concepts and places then are below that.
    """
    return _written(frozenset(places), iris or Iris())


@lru_cache(maxsize=8)
def _written(places: frozenset[str], store: Iris) -> bytes:
    """Keep what was written last: a process that changes a store many times asks for the same each time."""
    from pyoxigraph import RdfFormat, serialize

    triples = list(_parsed("always"))
    by_subject = _places()
    ours = Iris()
    waiting, seen = [store.moved(place, ours) for place in places], set[str]()
    while waiting:
        iri = waiting.pop()
        if iri in seen or iri not in by_subject:
            continue
        seen.add(iri)
        for triple in by_subject[iri]:
            triples.append(triple)
            if triple.predicate.value.endswith("#broader"):
                waiting.append(getattr(triple.object, "value", ""))
    if store != ours:
        triples = [_moved(triple, ours, store) for triple in triples]
    data = serialize(sorted(triples, key=str), format=RdfFormat.N_TRIPLES)
    assert data is not None
    return data


def own_terms() -> Iterator["ox.Triple"]:
    """Yield the triples of the ontology and of our own terms, without concepts and places, and what each term of another ontology is."""
    start = str(ZM._NS)
    for triple in _parsed("always"):
        subject = getattr(triple.subject, "value", "")
        declared = getattr(triple.object, "value", "").startswith((str(OWL), str(RDFS)))
        if subject.startswith(start) or subject in (start.rstrip("#"), start) or (_is_type(triple) and declared):
            yield triple


def _is_type(triple: "ox.Triple") -> bool:
    return triple.predicate.value == str(RDF.type)


def _moved(triple: "ox.Triple", ours: Iris, store: Iris) -> "ox.Triple":
    from pyoxigraph import NamedNode, Triple

    subject, value = (
        NamedNode(ours.moved(term.value, store)) if isinstance(term, NamedNode) else term
        for term in (triple.subject, triple.object)
    )
    return Triple(subject, triple.predicate, value)  # type: ignore[arg-type]


def _parsed(which: str) -> Iterator["ox.Triple"]:
    from pyoxigraph import RdfFormat, parse

    files = sorted(_HERE.glob("*.ttl")) if which == "always" else sorted((_HERE / "agencies").glob("places*.ttl"))
    for path in files:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            yield quad.triple


@cache
def _places() -> dict[str, list["ox.Triple"]]:
    found: dict[str, list[ox.Triple]] = {}
    for triple in _parsed("places"):
        found.setdefault(triple.subject.value, []).append(triple)  # type: ignore[union-attr]
    return found
