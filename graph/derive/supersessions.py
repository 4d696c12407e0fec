"""Find documents that take the place of others: they repeal them and regulate the same matter.

Their titles differ in 试行, 暂行, 修订 or a year alone, or its sentence says that it takes the other's place (代替, 取代).
"""

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from graph.derive.asking import rows, sourced
from graph.derive.effects import REPLACES
from graph.patterns import pattern
from graph.store.view import View
from ontology.titles import folded
from ontology.vocabulary import ZM

SUPERSEDES = ox.NamedNode(str(ZM.supersedes))
_REPEALED = """
SELECT DISTINCT ?citing ?target ?cited ?own ?quote WHERE {{ %(citing)s
  ?reference a zm:Reference ; zm:citing ?citing ; zm:target ?target ; zm:citedTitle ?cited ; zm:quote ?quote .
  {}
  {{ ?citing dct:title ?own }} UNION {{ ?citing zm:issues/dct:title ?own }}
}}"""
_EDITION = pattern("edition-words").pattern
_CARRIED = pattern("carried-title").pattern


def matter(title: str) -> str:
    """Return the matter that a title regulates: without edition, year, and the notice around it.

    >>> matter("岚州市人民政府关于印发岚州市养老服务设施管理暂行办法的通知")
    '岚州市养老服务设施管理办法'
    """
    carried = _CARRIED.search(title)
    return folded(_EDITION.sub("", carried[1] if carried else title))


def supersessions(view: View, base: str, only: Collection[str] | None = None) -> Iterator[ox.Triple]:
    """Yield `zm:supersedes`. only: the documents that take the place of others."""
    for row in rows(view, _REPEALED.format(sourced("?citing eli:repeals ?target", base)), only):
        replaced = REPLACES.find(row["quote"].value) is not None
        if replaced or matter(row["cited"].value) == matter(row["own"].value):
            yield ox.Triple(row["citing"], SUPERSEDES, row["target"])
