"""Find the document that each reference means: one edge from document to document, however the other was cited.

A document is cited by its number, its title, a title of what it carries, or a work of which the store contains several editions. The
edge leads to the one node that a person means: the published document, of several editions the one that there was on the citing
day, never a later one; else the node of the number or title. `zm:citedDocument` links each reference to it, `zm:basedOnDocument`
and its sisters link the two documents. Each document that occurs at an end has one name (`rdfs:label`).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence, Set

import pyoxigraph as ox

from graph.derive.asking import rows
from graph.derive.days import Days
from graph.derive.joined import Joined
from graph.store.view import View
from ontology.enumerations import RelationKind
from ontology.identifiers import Numbered, Version
from ontology.iri import Iris, local_name, named_by_file
from ontology.numbers import written
from ontology.vocabulary import RDFS, ZM

CITED_DOCUMENT, LABEL = ox.NamedNode(str(ZM.citedDocument)), ox.NamedNode(str(RDFS.label))

_REFERENCES = """
SELECT ?reference ?citing ?target ?kind WHERE { %(citing)s
  ?reference a zm:Reference ; zm:citing ?citing ; zm:target ?target ; zm:relationKind ?kind
}"""
_PUBLISHED = """
SELECT ?document (MIN(STR(?number)) AS ?numbered) (MIN(?title) AS ?titled) WHERE { %(document)s
  ?document a zm:PublishedDocument .
  OPTIONAL { ?document eli:number ?number } OPTIONAL { ?document dct:title ?its . BIND(STR(?its) AS ?title) }
} GROUP BY ?document"""
_TITLES = """
SELECT ?document (MIN(STR(?title)) AS ?titled) WHERE { %(document)s
  ?r zm:target ?document ; zm:citedTitle ?title
} GROUP BY ?document"""
_TITLED = "SELECT ?document (MIN(STR(?title)) AS ?titled) WHERE { %(document)s ?document dct:title ?title } GROUP BY ?document"
"""The titles under which others cite a document occur in `graph/names`: a law that all of them cite is not asked for each of them."""
_EDGES = {kind.value: ox.NamedNode(kind.edge) for kind in RelationKind if kind is not RelationKind.ISSUES}
_ENDING = (RelationKind.REPEALS.value, RelationKind.DECLARES_EXPIRED.value)
EDGES = frozenset(_EDGES.values())
"""The derived edges from document to document."""


def meant(
    view: View, joined: Joined, days: Days, iris: Iris, only: Collection[str] | None = None
) -> Iterator[ox.Triple]:
    """Yield `zm:citedDocument` of references, and the edges of documents. only: the citing documents. A triple may come twice."""
    found: Iterable[tuple[ox.NamedNode, ox.NamedNode, str, str]] = (
        (row["reference"], row["citing"], row["target"].value, local_name(row["kind"].value))
        for row in rows(view, _REFERENCES, only)
    )
    if only is not None:
        found = list(found)
        joined.load({target for _, _, target, _ in found})
    for reference, citing, target, kind in found:
        things = [iris.document(thing) or thing for thing in joined.things(target)]
        document = iris.document(target) or target
        if things and joined.published(document):
            things.append(document)  # the text as it was first published
        if kind in _ENDING and document != citing.value:
            things = [
                thing for thing in things if thing != citing.value
            ]  # who ends its own title means the text before
        one = _edition(things, days.last(citing.value) or "", days, iris) or document
        node = ox.NamedNode(one)
        yield ox.Triple(reference, CITED_DOCUMENT, node)
        if one != citing.value and kind in _EDGES:
            yield ox.Triple(citing, _EDGES[kind], node)


def labels(view: View, iris: Iris, cited: Set[str], only: Set[str] | None = None) -> Iterator[ox.Triple]:
    """Yield the name of each published document and of each that is only cited. cited: those at the ends of edges; only: those to
    name."""
    published = set()
    for row in rows(view, _PUBLISHED, only):
        iri, name = row["document"].value, row["numbered"] or row["titled"]
        published.add(iri)
        yield _label(iri, name.value if name is not None else named_by_file(iri) or local_name(iri))
    absent = (cited if only is None else cited & only) - published
    values = {iri: iris.parse(iri) for iri in sorted(absent)}
    without = {iri for iri, value in values.items() if not isinstance(value, Numbered)}
    titles: dict[str, str] = {}
    for query in (_TITLED, _TITLES):
        asked = None if only is None else without - titles.keys()
        for row in rows(view, query, asked):
            if row["titled"] is not None:
                titles.setdefault(row["document"].value, row["titled"].value)
    for iri, value in values.items():
        number = written(value.code, value.year, value.serial) if isinstance(value, Numbered) else ""
        yield _label(iri, number or titles.get(iri) or named_by_file(iri) or local_name(iri))


def _edition(things: Sequence[str], day: str, days: Days, iris: Iris) -> str | None:
    """Return, of the published texts that a name denotes, the last that there was on the citing day; the only one, where a day is
    unknown; None where it may be any of several, or all are later."""
    some = sorted(set(things))
    dated = [(_day(thing, days, iris), thing) for thing in some]
    if day and all(when for when, _ in dated):
        before = [pair for pair in dated if pair[0] <= day]
        return max(before)[1] if before else None
    return some[0] if len(some) == 1 else None


def _day(document: str, days: Days, iris: Iris) -> str:
    """Return the day from which there is a text: of a revised one that of its revision."""
    value = iris.parse(document)
    return value.day if isinstance(value, Version) else days.first(document) or ""


def _label(iri: str, name: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(iri), LABEL, ox.Literal(name, language="zh"))
