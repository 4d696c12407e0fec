"""Derive the statements that follow from a name alone: the named graph `graph/names`.

Of an agency or a group of them its full name and its place, of a theme its name, of a kind of bearer its side, level and field, of a
document that others cite its number and whose it is, or its title. Many sources name the same body and cite the same law: what
follows from the name occurs once here, as long as any source names it, and not in a source's graph. What a source says itself, of
a document that it publishes, is left out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

import pyoxigraph as ox

from graph.derive.asking import batches, parts_of
from graph.derive.citing import CITED_TITLE, TARGET, is_cited_so
from graph.derive.naming import DERIVED_FROM, JURISDICTION, NAMING, NUMBER, PLACE, RESOURCE, TITLE, A
from graph.patterns import pattern
from graph.store.remoteupdate import RemoteUpdate
from graph.store.update import Update
from ontology.agencies import Agencies
from ontology.bearers import bearer_kind
from ontology.identifiers import Agency, Concept, Document, Group, Numbered, TitleOnly
from ontology.iri import Iris
from ontology.numbers import written
from ontology.places import STATE, Places
from ontology.titles import STATE_NAME
from ontology.vocabulary import ORG, SKOS, ZM

_LABEL = ox.NamedNode(str(SKOS.prefLabel))
_ORGANIZATION, _GROUP = ox.NamedNode(str(ORG.FormalOrganization)), ox.NamedNode(str(ZM.AgencyGroup))
_CONCEPT, _BEARER_KIND = ox.NamedNode(str(SKOS.Concept)), ox.NamedNode(str(ZM.BearerKind))
_SIDE, _LEVEL = ox.NamedNode(str(ZM.side)), ox.NamedNode(str(ZM.authorityLevel))
_COMPETENCE = ox.NamedNode(str(ZM.competence))
_UNKNOWN_PLACE = "000000"
_LAW = pattern("law-title").pattern

_ANY = " ".join(str(term) for term in NAMING)
_NAMED = f"SELECT DISTINCT ?thing WHERE {{ VALUES ?naming {{ {_ANY} }} ?subject ?naming ?thing }}"
_PUBLISHED = f"SELECT DISTINCT ?thing WHERE {{ ?thing {DERIVED_FROM} ?source }}"
_STILL = f"""
SELECT ?thing WHERE {{
  VALUES ?thing {{ %s }}
  FILTER EXISTS {{ GRAPH ?source {{ ?subject {"|".join(str(term) for term in NAMING)} ?thing }} FILTER(?source != %s) }}
}}"""
"""Those that some source still names. What was derived before may name what no source names any more."""
_TITLES = (
    "SELECT DISTINCT ?thing ?title WHERE { VALUES ?thing { %s } ?reference zm:target ?thing ; zm:citedTitle ?title }"
)
_SAID = "SELECT ?graph ?thing ?property ?value WHERE { VALUES ?thing { %s } GRAPH ?graph { ?thing ?property ?value } }"


class Names:
    """Updates `graph/names` with the sources that an update changes; the cost depends on the names in these sources only."""

    def __init__(self, update: Update | RemoteUpdate, iris: Iris) -> None:
        self._update, self._iris = update, iris
        self._graph = iris.graph("names")
        self._changed: list[str] = []
        self._left: set[str] = set()  # what sources named before they changed, so that all that name it are asked
        # What changed sources call the documents that they cite, before and after.
        self._titles: defaultdict[str, set[ox.Literal]] = defaultdict(set)

    def changing(self, source: str) -> None:
        """Call this before the graph of a source is replaced or removed."""
        self._changed.append(source)
        if isinstance(self._update, Update) and not self._update.is_first:
            self._left.update(self._mentioned(source))
            self._collect_titles(source)

    def settle(self) -> set[str]:
        """Return the agencies that have come or gone; call it after all sources were replaced.

        Of an endpoint all names are asked, and none is returned: a build that was killed there left no trace of what its sources named
        before.
        """
        if isinstance(self._update, RemoteUpdate):
            found = list(self._facts([row["thing"].value for row in self._update.select(_NAMED)]))
            self._update.replace_graph(self._graph, found)
            return set()
        if self._update.is_first:  # all that is mentioned is named by a source, and the graph is still empty
            named = sorted({row["thing"].value for query in (_NAMED, _PUBLISHED) for row in self._update.select(query)})
            found = [triple for some in parts_of(named) for triple in self._facts(some)]
            self._update.settle_graph(self._graph, found)
            return {triple.subject.value for triple in found if triple.object == _ORGANIZATION}  # type: ignore[union-attr]
        touched = set(self._left)
        for source in dict.fromkeys(self._changed):
            touched.update(self._mentioned(source))
            self._collect_titles(source)
        agencies = set[str]()
        for some in parts_of(sorted(touched)):
            gone, new = set(self._statements(some, here=True)), set(self._facts(self._named(some)))
            self._update.change_graph(self._graph, sorted(gone - new, key=str), sorted(new - gone, key=str))
            agencies |= {triple.subject.value for triple in gone ^ new if triple.object == _ORGANIZATION}  # type: ignore[union-attr]
        return agencies

    def _mentioned(self, source: str) -> Iterator[str]:
        """Yield what a source names."""
        assert isinstance(self._update, Update)
        for predicate in NAMING:
            for quad in self._update.statements(source, predicate):
                yield quad.object.value  # type: ignore[union-attr]
        for quad in self._update.statements(source, DERIVED_FROM):
            yield quad.subject.value  # type: ignore[union-attr]

    def _named(self, touched: Sequence[str]) -> list[str]:
        derived = ox.NamedNode(self._iris.graph("derived"))
        return [
            row["thing"].value for some in batches(touched) for row in self._update.select(_STILL % (some, derived))
        ]

    def _facts(self, named: Collection[str]) -> Iterator[ox.Triple]:
        """Yield the triples that follow from names, without those that a source has itself."""
        values = {iri: self._iris.parse(iri) for iri in named}
        cited = [iri for iri, value in values.items() if isinstance(value, Document)]
        titles: defaultdict[str, list[str]] = defaultdict(list)
        titled = [iri for iri in cited if isinstance(values[iri], TitleOnly)]
        kept = self._kept_titles(titled)
        for some in batches([iri for iri in titled if iri not in kept]):
            for row in self._update.select(_TITLES % some):
                titles[row["thing"].value].append(row["title"].value)
        titles |= {iri: sorted(several) for iri, several in kept.items()}
        held = set(self._statements(cited, here=False))
        yield from unsaid((triple for iri in named for triple in facts(iri, titles.get(iri, ()), self._iris)), held)

    def _kept_titles(self, cited: Collection[str]) -> dict[str, set[str]]:
        """Return the titles of cited documents: those that they had, corrected by what the changed sources cite now.

        So a law that many documents cite is not read again for each document that comes or goes.
        """
        update = self._update
        if not isinstance(update, Update) or update.is_first:
            return {}
        kept: dict[str, set[str]] = {iri: set() for iri in cited}
        for triple in self._statements(sorted(kept), here=True):
            if triple.predicate == TITLE:
                kept[triple.subject.value].add(triple.object.value)  # type: ignore[union-attr]
        for iri, titles in kept.items():
            for title in self._titles.get(iri, ()):
                (titles.add if is_cited_so(update, iri, title) else titles.discard)(title.value)
        return kept

    def _collect_titles(self, source: str) -> None:
        """Note under which titles a changed source cites each document."""
        assert isinstance(self._update, Update)
        targets = {quad.subject: quad.object.value for quad in self._update.statements(source, TARGET)}  # type: ignore[union-attr]
        for quad in self._update.statements(source, CITED_TITLE):
            if target := targets.get(quad.subject):
                self._titles[target].add(quad.object)  # type: ignore[arg-type]

    def _statements(self, iris: Sequence[str], *, here: bool) -> Iterator[ox.Triple]:
        """Yield the statements about these things that `graph/names` contains (here), or that all other graphs contain."""
        for some in batches(iris):
            for row in self._update.select(_SAID % some):
                if (row["graph"].value == self._graph) is here:
                    yield ox.Triple(row["thing"], row["property"], row["value"])


def unsaid(found: Iterable[ox.Triple], said: Collection[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield what follows from names and is not said already. said: what sources and people say of the same documents.

    A published document's number comes from its source, or from a person; not from its IRI.
    """
    numbered = {triple.subject for triple in said if triple.predicate == NUMBER}
    for triple in found:
        if triple not in said and not (triple.predicate == NUMBER and triple.subject in numbered):
            yield triple


def facts(iri: str, titles: Iterable[str], iris: Iris) -> Iterator[ox.Triple]:
    """Yield what follows from the IRI of an agency, a group or a cited document: its kind, name, place, number. Nothing for other things.

    titles: the titles under which a document is cited, where no number is known.

    >>> for triple in facts(Iris().group("370100", "各区县政府"), (), Iris()): print(triple.object)
    <https://w3id.org/zhengmai/ns#AgencyGroup>
    "各区县政府"@zh
    <https://w3id.org/zhengmai/place/370100>
    """
    node = ox.NamedNode(iri)
    match iris.parse(iri):
        case Concept("theme", name):
            yield ox.Triple(node, A, _CONCEPT)
            yield ox.Triple(node, _LABEL, ox.Literal(name, language="zh"))
        case Concept("bearer", name):
            yield ox.Triple(node, A, _BEARER_KIND)
            yield ox.Triple(node, _LABEL, ox.Literal(name, language="zh"))
            kind = bearer_kind(name)
            yield ox.Triple(node, _SIDE, ox.NamedNode(kind.side.iri(iris.base)))
            if kind.level:
                yield ox.Triple(node, _LEVEL, ox.Literal(kind.level))
            if kind.field:
                yield ox.Triple(node, _COMPETENCE, ox.Literal(kind.field))
        case Agency(name):
            yield ox.Triple(node, A, _ORGANIZATION)
            yield ox.Triple(node, _LABEL, ox.Literal(name, language="zh"))
            if code := _place_of(name):
                yield ox.Triple(node, PLACE, ox.NamedNode(iris.place(code)))
        case Group(place, name):
            yield ox.Triple(node, A, _GROUP)
            yield ox.Triple(node, _LABEL, ox.Literal(name, language="zh"))
            if place != _UNKNOWN_PLACE:
                yield ox.Triple(node, PLACE, ox.NamedNode(iris.place(place)))
        case Numbered(place, code, year, serial):
            number = written(code, year, serial)
            yield ox.Triple(node, A, RESOURCE)
            yield ox.Triple(node, NUMBER, ox.Literal(number))
            yield ox.Triple(node, JURISDICTION, ox.NamedNode(iris.place(place)))
        case TitleOnly():
            yield ox.Triple(node, A, RESOURCE)
            printed = sorted(titles)
            yield from (ox.Triple(node, TITLE, ox.Literal(title, language="zh")) for title in printed)
            if len(codes := {code for title in printed if (code := _place_of_title(title))}) == 1:
                yield ox.Triple(node, JURISDICTION, ox.NamedNode(iris.place(codes.pop())))


def _place_of_title(title: str) -> str | None:
    """Return the code of the place whose document has such a title: one that begins with its name, or with that of an organ of
    the State. A law (法) is the State's, whether 中华人民共和国 is printed or not: no place may make one (立法法).

    >>> [_place_of_title(title) for title in ("中华人民共和国防汛条例", "审计法", "山东省安全生产条例", "公平竞争审查制度实施细则")]
    ['100000', '100000', '370000', None]
    """
    if title.startswith(STATE_NAME) or _LAW.search(title):
        return STATE
    place = Places.load().find_prefix(title)
    return place.code if place else None


def _place_of(name: str) -> str | None:
    place = Places.load().find_prefix(name)
    own = next((body.place for body in Agencies.load().named(name) if body.name == name), None)
    return place.code if place else own
