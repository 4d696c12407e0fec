"""Find the clause that each cited provision means, in the edition of the citing document's day, where the store has its text.

A source names a provision by its document and eId, before anybody knows the text. `zm:meantClause` leads to the clause itself: in
the document that the reference means (`zm:citedDocument`), or in what that issues; of a point that is named without its
paragraph, in the first paragraph that has one of its number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from graph.derive.asking import rows
from graph.store.view import View
from ontology.iri import Iris, local_name
from ontology.provisions import ARTICLE
from ontology.vocabulary import ZM

MEANT_CLAUSE = ox.NamedNode(str(ZM.meantClause))
_MOST_PARAGRAPHS = 12
"""The number of paragraphs of an article in which a point is searched."""

_MENTIONS = """
SELECT ?mention ?reference ?clause WHERE { %(reference)s
  ?mention zm:ofReference ?reference ; zm:citedClause ?clause
}"""
_CARRIED = "SELECT ?document ?part WHERE { %(document)s ?document zm:issues ?part }"
_THERE = "SELECT DISTINCT ?clause WHERE { %(clause)s ?clause zm:eId ?eid }"


def meant_clauses(view: View, base: str, cited: Mapping[str, str], *, whole: bool = True) -> Iterator[ox.Triple]:
    """Yield the triples with `zm:meantClause`. cited: the document that each reference means (IRIs), of all references or, where not the
    whole is asked for, of those to read. base: the base of the resource IRIs."""
    iris = Iris(base)
    named: dict[str, tuple[str, str]] = {}
    for row in rows(view, _MENTIONS, None if whole else cited.keys()):
        if document := cited.get(row["reference"].value):
            named[row["mention"].value] = document, iris.below(row["clause"].value)
    carried: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows(view, _CARRIED, {document for document, _ in named.values()}):
        carried[row["document"].value].append(row["part"].value)
    places = {pair: tuple(_places(*pair, sorted(carried[pair[0]]))) for pair in sorted(set(named.values()))}
    options = {place for several in places.values() for place in several}
    there = {row["clause"].value for row in rows(view, _THERE, options)}
    for mention, pair in named.items():
        if found := next((place for place in places[pair] if place in there), None):
            yield ox.Triple(ox.NamedNode(mention), MEANT_CLAUSE, ox.NamedNode(found))


def _places(document: str, below: str, parts: Iterable[str]) -> Iterator[str]:
    """Yield the IRIs that a provision may have, the most likely first. below: its path below the cited document."""
    eid = local_name(below)
    article, _, point = eid.partition("__")
    eids = [eid]
    if ARTICLE.fullmatch(article) and point.startswith("point_"):
        eids += [f"{article}__para_{number}__{point}" for number in range(2, _MOST_PARAGRAPHS + 1)]
    for within in (document, *parts):
        for one in eids if eid else ():
            yield Iris.clause(within, one)
