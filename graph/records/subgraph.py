"""Copy a store's statements about some documents into a small graph: a draft's shapes are evaluated on such a graph.

Of each document: its own statements, the events and intervals of its status, the titles and numbers that mean it, what has taken its
place, and the names of its issuers. Not: its clauses, tasks and duties, which are a thousand times as many.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from graph.records.identity import Identity
from graph.records.rows import batches, terms
from graph.store.view import View

MOST = 500
"""More documents than a draft names in practice."""
_OWN = """
SELECT ?subject ?property ?value WHERE {{
  VALUES ?subject {{ {iris} }} ?subject ?property ?value . FILTER(?property != zm:mentions)
}}"""
_STATUS = """
SELECT ?subject ?property ?value WHERE {{
  VALUES ?document {{ {iris} }} VALUES ?kind {{ zm:StatusEvent zm:StatusInterval }}
  ?subject zm:about ?document ; a ?kind ; ?property ?value
}}"""
_NAMES = """
SELECT ?subject ?property ?value WHERE {{
  VALUES ?value {{ {iris} }} VALUES ?property {{ zm:denotes eli:has_member zm:supersedes }} ?subject ?property ?value
}}"""
_ISSUERS = """
SELECT ?subject ?property ?value WHERE {{
  VALUES ?document {{ {iris} }} ?document eli:passed_by ?subject .
  VALUES ?property {{ rdf:type skos:prefLabel }} ?subject ?property ?value
}}"""


def statements_about(view: View, who: Identity, documents: Iterable[str]) -> set[ox.Triple]:
    """Return what the store says of documents, which are named by any of their IRIs. Raises ValueError for more than `MOST`."""
    meant: set[str] = set()
    for iri in documents:
        meant |= {iri, who.canonical(iri), *who.of_work(iri)}
    names = _read(view, _NAMES, meant)
    meant |= subjects(triple for triple in names if triple.predicate.value.endswith("#supersedes"))
    if len(meant) > MOST:
        raise ValueError(f"{len(meant)} documents")
    found = _read(view, _NAMES, meant)
    for sparql in (_OWN, _STATUS, _ISSUERS):
        found |= _read(view, sparql, meant)
    return found


def _read(view: View, sparql: str, iris: Iterable[str]) -> set[ox.Triple]:
    found: set[ox.Triple] = set()
    for some in batches(sorted(iris), 100):
        for row in view.select(sparql.format(iris=terms(some))):
            found.add(ox.Triple(row["subject"], row["property"], row["value"]))
    return found


def subjects(triples: Iterable[ox.Triple]) -> set[str]:
    """Return the IRIs that statements are about."""
    return {triple.subject.value for triple in triples if isinstance(triple.subject, ox.NamedNode)}
