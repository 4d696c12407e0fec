"""Which clause each cited provision means: that of the edition of the citing document's day, where the store has its text.

A source names a provision by its document and eId, before anybody knows the text. `zm:meantClause` leads to the clause itself: in
the document that the reference means (`zm:citedDocument`), or in what that issues; of a point that is named without its
paragraph, in the first paragraph that has one of its number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.store.view import View
from ontology.iri import Iris, local_name
from ontology.vocabulary import ZM

_CITED_DOCUMENT, _MEANT = ox.NamedNode(str(ZM.citedDocument)), ox.NamedNode(str(ZM.meantClause))
_BATCH = 500  # IRIs in one VALUES
_MOST_PARAGRAPHS = 12  # so many paragraphs of an article are searched for a point

_MENTIONS = """
SELECT ?mention ?reference ?clause WHERE { ?mention a zm:CitedProvision ; zm:ofReference ?reference ; zm:citedClause ?clause }"""
_CARRIED = "SELECT ?document ?part WHERE { VALUES ?document { %s } ?document zm:issues ?part }"
_THERE = "SELECT DISTINCT ?clause WHERE { VALUES ?clause { %s } ?clause zm:eId ?eid }"
_POINT = re.compile(r"(?P<article>art_[\d-]+)__(?P<point>point_.+)")


def meant_clauses(view: View, base: str, derived: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Return the triples with `zm:meantClause`. derived: includes those with `zm:citedDocument`. base: the base of the resource IRIs."""
    iris = Iris(base)
    cited = {t.subject.value: t.object.value for t in derived if t.predicate == _CITED_DOCUMENT}  # type: ignore[union-attr]
    named: dict[str, tuple[str, str]] = {}
    for row in view.select(_MENTIONS):
        if document := cited.get(row["reference"].value):
            named[row["mention"].value] = document, iris.below(row["clause"].value)
    carried: defaultdict[str, list[str]] = defaultdict(list)
    for batch in _batches({document for document, _ in named.values()}):
        for row in view.select(_CARRIED % batch):
            carried[row["document"].value].append(row["part"].value)
    places = {pair: tuple(_places(*pair, sorted(carried[pair[0]]))) for pair in sorted(set(named.values()))}
    there: set[str] = set()
    for batch in _batches({place for options in places.values() for place in options}):
        there.update(row["clause"].value for row in view.select(_THERE % batch))
    for mention, pair in named.items():
        if found := next((place for place in places[pair] if place in there), None):
            yield ox.Triple(ox.NamedNode(mention), _MEANT, ox.NamedNode(found))


def _places(document: str, below: str, parts: Iterable[str]) -> Iterator[str]:
    """Return the IRIs that a provision may have, the most likely first. below: its path below the cited document."""
    eid = local_name(below)
    point = _POINT.fullmatch(eid)
    eids = [eid]
    if point:
        eids += [f"{point['article']}__para_{number}__{point['point']}" for number in range(2, _MOST_PARAGRAPHS + 1)]
    for within in (document, *parts):
        for one in eids if eid else ():
            yield Iris.clause(within, one)


def _batches(iris: Iterable[str]) -> Iterator[str]:
    known = sorted(iris)
    for start in range(0, len(known), _BATCH):
        yield " ".join(str(ox.NamedNode(iri)) for iri in known[start : start + _BATCH])
