"""What follows from all sources together: the named graph `graph/derived`, computed anew by each build.

A document that is named by title alone is the published one whose title folds alike, if there is just one. A document
supersedes another when it repeals it and regulates the same matter: their titles differ in 试行, 暂行, 修订 or a year alone.
"""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from graph.view import View
from ontology.titles import folded, identity
from ontology.vocabulary import ZM

_DENOTES, _SUPERSEDES = ox.NamedNode(str(ZM.denotes)), ox.NamedNode(str(ZM.supersedes))

_PUBLISHED = """
SELECT DISTINCT ?thing ?title WHERE {
  { ?thing a zm:PublishedDocument ; dct:title ?title }
  UNION { ?notice a zm:PublishedDocument ; zm:issues ?thing . ?thing dct:title ?title }
}"""
_NAMED = """
SELECT DISTINCT ?citing ?edge ?target ?title WHERE {
  ?reference a zm:Reference ; zm:citing ?citing ; zm:target ?target .
  FILTER(STRSTARTS(STR(?target), %s))
  ?citing ?edge ?target . ?target dct:title ?title
}"""
_REPEALED = """
SELECT DISTINCT ?citing ?target ?cited ?own WHERE {
  ?reference a zm:Reference ; zm:citing ?citing ; zm:target ?target ; zm:citedTitle ?cited .
  ?citing eli:repeals ?target .
  { ?citing dct:title ?own } UNION { ?citing zm:issues/dct:title ?own }
}"""


def derive(view: View, base: str) -> bytes:
    """The derived graph of all that `view` holds, as sorted N-Triples. base: of the resource IRIs."""
    triples = sorted({*_denotations(view, base), *_supersessions(view)}, key=str)
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    return data


def _denotations(view: View, base: str) -> Iterator[ox.Triple]:
    """`title/…` → the published document or instrument, and the citing documents' edges to it."""
    published: dict[str, set[str]] = {}
    for row in view.select(_PUBLISHED):
        published.setdefault(identity(row["title"].value), set()).add(row["thing"].value)
    for row in view.select(_NAMED % ox.Literal(f"{base}title/")):
        target = row["target"]
        things = published.get(identity(row["title"].value), set())
        if len(things) != 1:
            continue
        thing = ox.NamedNode(next(iter(things)))
        yield ox.Triple(target, _DENOTES, thing)
        yield ox.Triple(row["citing"], row["edge"], thing)


_EDITION = re.compile(
    r"[（(](?:试行|暂行|修订|修订稿|修正|(?:19|20)\d\d年?(?:修订|版)?)[）)]|试行|暂行|(?:19|20)\d\d年度?"
)
_CARRIED = re.compile(r"(?:印发|发布|公布|转发)[《〈]?(.{4,}?)[》〉]?的(?:通知|决定|公告|通告)$")


def matter(title: str) -> str:
    """What a title regulates: without edition, year, and the notice around it.

    >>> matter("岚州市人民政府关于印发岚州市养老服务设施管理暂行办法的通知")
    '岚州市养老服务设施管理办法'
    """
    carried = _CARRIED.search(title)
    return folded(_EDITION.sub("", carried[1] if carried else title))


def _supersessions(view: View) -> Iterator[ox.Triple]:
    for row in view.select(_REPEALED):
        if matter(row["cited"].value) == matter(row["own"].value):
            yield ox.Triple(row["citing"], _SUPERSEDES, row["target"])
