"""Fill the index of titles and numbers from a store: all of it, or what a change has touched."""

from collections import defaultdict
from collections.abc import Collection, Iterable

import pyoxigraph as ox

from graph.derive.asking import IS_CITED, rows
from graph.derive.citing import CitedTitle, is_numbered_so
from graph.derive.index import TitleIndex, TitleSide
from graph.derive.joined import edition_of
from graph.derive.unnumbered import unnumbered_texts
from graph.store.update import Update
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
_NUMBERED = """
SELECT DISTINCT ?target ?title WHERE { %(target)s
  ?reference zm:citedNumber ?number ; zm:citedTitle ?title ; zm:citing ?citing ; zm:target ?target .
  FILTER NOT EXISTS { ?target a zm:PublishedDocument }
  FILTER NOT EXISTS { ?edition eli:is_member_of ?target }
  FILTER EXISTS { GRAPH ?source { ?citing ?edge ?target } FILTER(?source != {derived}) }
}"""


def fill(
    index: TitleIndex,
    view: View,
    iris: Iris,
    things: Collection[str] | None = None,
    names: Collection[str] | None = None,
    numbers: Collection[str] | None = None,
) -> None:
    """Copy titles from the store into the index, and the titles that are cited with numbers that no published text prints.

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
    for number in sorted(found if numbers is None else numbers):
        index.put_numbered(number, found[number])
    texts = unnumbered_texts(view, things)
    for document in sorted(texts if things is None else things):
        if text := texts.get(document):
            index.put_unnumbered(document, text.keys, *text.packed(), new=things is None)
        else:
            index.put_unnumbered(document)


def renew_numbered(index: TitleIndex, update: Update, iris: Iris, said: Iterable[CitedTitle]) -> None:
    """Update the titles with which numbers are cited, where sources have changed. said: the titles that they print or printed."""
    for number, title in said:
        if is_numbered_so(update, iris, number, title):
            index.add_numbered(number, [title.value])
        else:
            index.remove_numbered(number, title.value)
