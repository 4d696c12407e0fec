"""Fill the index of titles from a store: all of it, or what a change has touched."""

from collections import defaultdict
from collections.abc import Collection

import pyoxigraph as ox

from graph.derive.asking import IS_CITED, rows
from graph.derive.index import TitleIndex, TitleSide
from graph.derive.joined import edition_of
from graph.store.view import View
from ontology.iri import Iris

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


def fill(
    index: TitleIndex,
    view: View,
    iris: Iris,
    things: Collection[str] | None = None,
    names: Collection[str] | None = None,
) -> None:
    """Copy titles from the store into the index.

    things, names: the published things and the cited titles that changed; None for all of them, if the index is empty.
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
