"""rdflib parses a query once in a process."""

from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query


@cache
def _prepared(text: str, base: str | None, prefixes: frozenset[tuple[str, object]]) -> Query:
    return translateQuery(parseQuery(text), base, dict(prefixes))


def _translated(text: str, base: str | None = None, prefixes: Mapping[str, object] | None = None) -> Query:
    return _prepared(text, base, frozenset((prefixes or {}).items()))


@pytest.fixture(scope="session", autouse=True)
def prepared() -> Iterator[None]:
    """Parse each query once, as `prepareQuery` lets a program do: parsing is most of what a rule costs on a small graph of rdflib's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor, "parseQuery", str)
        patch.setattr(processor, "translateQuery", _translated)
        yield
