"""Collect the triples of a store's named graph `graph/ontology`: ontology, concepts, and the places that the data name."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph as ox

_HERE = Path(__file__).parent
_ALWAYS = ("zhengmai.ttl", "concepts.ttl", "relations.ttl", "status.ttl", "work.ttl")


def ontology_triples(places: Iterable[str]) -> bytes:
    """Return sorted N-Triples of the ontology, its concepts, the places (IRIs) and all that those lie in."""
    from pyoxigraph import RdfFormat, serialize

    triples = list(_parsed("always"))
    by_subject = _places()
    waiting, seen = list(places), set[str]()
    while waiting:
        iri = waiting.pop()
        if iri in seen or iri not in by_subject:
            continue
        seen.add(iri)
        for triple in by_subject[iri]:
            triples.append(triple)
            if triple.predicate.value.endswith("#broader"):
                waiting.append(getattr(triple.object, "value", ""))
    data = serialize(sorted(triples, key=str), format=RdfFormat.N_TRIPLES)
    assert data is not None
    return data


def _parsed(which: str) -> Iterator["ox.Triple"]:
    from pyoxigraph import RdfFormat, parse

    files = (
        [_HERE / name for name in _ALWAYS] if which == "always" else sorted((_HERE / "agencies").glob("places*.ttl"))
    )
    for path in files:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            yield quad.triple


@cache
def _places() -> dict[str, list["ox.Triple"]]:
    found: dict[str, list[ox.Triple]] = {}
    for triple in _parsed("places"):
        found.setdefault(triple.subject.value, []).append(triple)  # type: ignore[union-attr]
    return found
