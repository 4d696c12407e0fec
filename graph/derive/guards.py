"""Find the duties of other documents that a sanction guards.

A source links a sanction to the duties of its own text. 违反《岚州市渡口管理条例》第五条的，处五百元罚款 names an article of another
document: `zm:meantClause` leads to it, in the edition of the citing document's day, and `zm:guards` from here to the duties in it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from graph.derive.asking import rows
from graph.derive.clauses import MEANT_CLAUSE
from graph.store.view import View
from ontology.vocabulary import ZM

GUARDS = ox.NamedNode(str(ZM.guards))

_BREACHES = """
SELECT DISTINCT ?sanction ?document ?mention ?name WHERE { %(document)s
  ?sanction zm:breachedTitle ?law ; zm:setBy ?document ; zm:breaches ?cited ; zm:breachName ?name .
  ?mention zm:citedClause ?cited ; zm:provision ?name ; zm:ofReference/zm:citing ?document
}"""
_DUTIES = """
SELECT DISTINCT ?clause ?below ?duty ?document WHERE { %(clause)s
  ?below eli:is_part_of* ?clause . ?duty zm:inClause ?below ; zm:setBy ?document ; a ?kind
  FILTER(?kind IN (zm:Obligation, zm:Prohibition, zm:Permission))
}"""


def guards(view: View, clauses: Iterable[ox.Triple], only: Collection[str] | None = None) -> Iterator[ox.Triple]:
    """Yield `zm:guards` from sanctions to duties of other documents. clauses: the triples with `zm:meantClause` of their provisions.

    only: read only the sanctions of these documents (IRIs); None means all.
    """
    meant = {t.subject.value: t.object.value for t in clauses if t.predicate == MEANT_CLAUSE}  # type: ignore[union-attr]
    named: defaultdict[str, set[tuple[str, str, bool]]] = defaultdict(set)
    for row in rows(view, _BREACHES, only):
        if clause := meant.get(row["mention"].value):
            first = row["name"].value.endswith("__para_1")
            named[clause].add((row["sanction"].value, row["document"].value, first))
    for row in rows(view, _DUTIES, named):
        clause, document = row["clause"].value, row["document"].value
        # 第一款 is the article's own text: the paragraphs below the article are not in it.
        another = row["below"].value.startswith(f"{clause}__para_")
        for sanction, its, first in named[clause]:
            if its != document and not (first and another):
                yield ox.Triple(ox.NamedNode(sanction), GUARDS, row["duty"])
