"""Find where annotations, references and clauses occur in their sources, and count how much a store has read."""

from collections.abc import Iterable

from graph.records.excerpts import shorten
from graph.records.rows import batches, select_rows, terms
from graph.store import base
from graph.store.view import View
from ontology.identifiers import Source
from ontology.iri import Iris

_LONGEST = 600
"""Code points of the words."""
_READ = """
SELECT (COUNT(DISTINCT ?document) AS ?documents) (COUNT(DISTINCT ?source) AS ?sources) (MAX(?day) AS ?newest) WHERE {
  ?document a zm:PublishedDocument ; prov:wasDerivedFrom ?source . OPTIONAL { ?document eli:date_document ?day }
}"""
_EVIDENCE = """
SELECT ?node ?target ?exact WHERE {{
  VALUES ?node {{ {iris} }}
  ?node oa:hasTarget ?target . ?target zm:exact ?exact
}}"""
_CLAUSES = """
SELECT ?clause ?source ?at WHERE {{
  VALUES ?clause {{ {iris} }}
  GRAPH ?graph {{ ?clause zm:start ?at }} OPTIONAL {{ ?graph zm:saidBy ?by }}
  BIND(COALESCE(?by, ?graph) AS ?said) ?said dct:identifier ?source
}} ORDER BY ?clause STR(?source)"""


def count_read(view: View) -> dict[str, str]:
    """Return the numbers of `documents` and `sources` that a store has read, and the day of the `newest`, where one is known."""
    return select_rows(view, _READ)[0]


def read_evidence(view: View, nodes: Iterable[str]) -> dict[str, dict[str, object]]:
    """Return where annotations and references occur in their sources, by IRI; the first of several places."""
    found: dict[str, list[tuple[str, int, int, str]]] = {}
    for some in batches(sorted(set(nodes))):
        for row in select_rows(view, _EVIDENCE.format(iris=terms(some))):
            source, start, end = Iris.code_points(row["target"])
            found.setdefault(row["node"], []).append((source, start, end, shorten(row["exact"], _LONGEST)))
    iris = base.iris(view)
    return {node: _record(iris, *min(places)) for node, places in sorted(found.items())}


def _record(iris: Iris, source: str, start: int, end: int, words: str) -> dict[str, object]:
    value = iris.parse(source)
    return {"source": value.name if isinstance(value, Source) else source, "start": start, "end": end, "words": words}


def clause_starts(view: View, clauses: Iterable[str]) -> dict[str, dict[str, object]]:
    """Return the source of each clause and the code point at which its own text begins there; the first of several sources."""
    places: dict[str, dict[str, object]] = {}
    for some in batches(sorted(set(clauses))):
        for row in select_rows(view, _CLAUSES.format(iris=terms(some))):
            places.setdefault(row["clause"], {"source": row["source"], "start": int(row["at"])})
    return places
