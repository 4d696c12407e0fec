"""Fill the index of titles and numbers from a store: all of it, or what a change has touched."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from types import MappingProxyType

import pyoxigraph as ox

from graph.derive.asking import IS_CITED, rows
from graph.derive.index import TitleIndex, TitleSide
from graph.derive.joined import edition_of
from graph.store.view import View, text
from ontology.iri import Iris, local_name
from ontology.titles import title_identity

_PUBLISHED = """
SELECT DISTINCT ?thing ?title WHERE { %(thing)s ?thing dct:title ?title .
  FILTER(EXISTS { ?thing a zm:PublishedDocument } || EXISTS { ?notice zm:issues ?thing FILTER EXISTS { ?notice a zm:PublishedDocument } })
}"""
_CITED = (
    """
SELECT DISTINCT ?target ?title WHERE { %(target)s
  ?target dct:title ?title . FILTER(STRSTARTS(STR(?target), {titles})) """
    + IS_CITED
    + "\n}"
)
_NUMBERED = """
SELECT DISTINCT ?target ?title WHERE { %(target)s
  ?reference zm:citedNumber ?number ; zm:citedTitle ?title ; zm:citing ?citing ; zm:target ?target .
  FILTER NOT EXISTS { ?target a zm:PublishedDocument }
  FILTER NOT EXISTS { ?edition eli:is_member_of ?target }
  FILTER EXISTS { GRAPH ?source { ?citing ?edge ?target } FILTER(?source != {derived}) }
}"""
_UNNUMBERED = """
SELECT ?document ?title ?place WHERE { %(document)s
  ?document a zm:PublishedDocument ; dct:title ?title .
  FILTER NOT EXISTS { ?document eli:number ?number }
  OPTIONAL { ?document eli:jurisdiction ?place }
}"""


def fill(
    index: TitleIndex,
    view: View,
    iris: Iris,
    things: Collection[str] | None = None,
    names: Collection[str] | None = None,
    numbers: Collection[str] | None = None,
    more: Mapping[str, Set[str]] = MappingProxyType({}),
) -> None:
    """Copy titles from the store into the index, and the titles that are cited with numbers that no published text prints.

    more: numbers of which documents have only come to speak, each with these documents; what others say of them is in the index.

    things, names, numbers: the published things, the cited titles and the cited numbers that changed; None for all of them, if the
    index is empty.
    """
    derived = ox.NamedNode(iris.graph("derived"))
    cited = _CITED.replace("{derived}", str(derived)).replace("{titles}", str(ox.Literal(iris.titles)))
    for side, query, variable, only in (
        (TitleSide.PUBLISHED, _PUBLISHED, "thing", things),
        (TitleSide.CITED, cited, "target", names),
    ):
        found: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows(view, query, only):
            found[row[variable].value].add(row["title"].value)
        for node in sorted(found if only is None else only):
            edition = edition_of(min(found[node])) if side is TitleSide.CITED and found[node] else None
            index.put(side, node, sorted(found[node]), edition[0] if edition else "", new=only is None)
    found = defaultdict(set)
    numbered = _NUMBERED.replace("{derived}", str(derived))
    for row in rows(view, numbered, numbers):
        found[row["target"].value].add(row["title"].value)
    # Of all numbers at once, by the documents: asked by the number, the engine would go through all that cite it.
    said = numbered.replace("%(target)s", "%(citing)s").replace("DISTINCT", "DISTINCT ?citing")
    also: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows(view, said, set().union(*more.values())):
        if row["citing"].value in more.get(row["target"].value, ()):
            also[row["target"].value].add(row["title"].value)
    for number in more:
        index.add_numbered(number, also[number])
    for number in sorted(found if numbers is None else numbers):
        index.put_numbered(number, found[number])
    _fill_unnumbered(index, view, things)


def _fill_unnumbered(index: TitleIndex, view: View, documents: Collection[str] | None) -> None:
    """Copy the titles and places of texts that print no number. One of several places is left out: no number means it."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    places: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows(view, _UNNUMBERED, documents):
        document = row["document"].value
        keys[document].add(title_identity(row["title"].value))
        places[document].add(local_name(text(row, "place")))
    for document in sorted(keys if documents is None else documents):
        one = len(places[document]) == 1
        place = next(iter(places[document])) if one else ""
        index.put_unnumbered(document, sorted(keys[document]) if one else (), place, new=documents is None)
