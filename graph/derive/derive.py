"""Derive the facts that need all sources together: the named graph `graph/derived`, computed by each build.

A document that is named by title alone is the published one whose title folds alike, if there is just one; a number that the
published text does not print is found by its title and year (`graph.derive.unnumbered`). Of several
versions of one law the title, or the number of the order that first published it, is the work (`eli:has_member`), and a
citation means the version of its own day. A document
supersedes another when it repeals it and regulates the same matter: their titles differ in 试行, 暂行, 修订 or a year alone,
or its sentence says that it takes the other's place (代替, 取代).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from graph.derive import standing
from graph.derive.clauses import meant_clauses
from graph.derive.closures import closures
from graph.derive.events import REPLACES, all_events
from graph.derive.meant import meant
from graph.derive.reviewed import reviewed
from graph.derive.unnumbered import unnumbered
from graph.review.decision import read_decisions
from graph.store.view import View
from ontology.agencies import Agencies
from ontology.identifiers import TitleOnly, Version
from ontology.iri import Iris, local_name
from ontology.places import Places
from ontology.titles import folded, identity, likeness, trigrams
from ontology.vocabulary import ELI, ORG, RDF, SKOS, XSD, ZM

_DENOTES, _SUPERSEDES = ox.NamedNode(str(ZM.denotes)), ox.NamedNode(str(ZM.supersedes))
_A, _PREF_LABEL, _DATE = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(SKOS.prefLabel)), ox.NamedNode(str(XSD.date))
_EARLIEST, _LATEST = ox.NamedNode(str(ZM.earliest)), ox.NamedNode(str(ZM.latest))
_CHANGE_EVENT, _ORIGINAL, _RESULTING = (
    ox.NamedNode(str(term)) for term in (ORG.ChangeEvent, ORG.originalOrganization, ORG.resultingOrganization)
)
_NEAR_TO = ox.NamedNode(str(ZM.nearTo))
_HAS_MEMBER = ox.NamedNode(str(ELI.has_member))

_PUBLISHED = """
SELECT DISTINCT ?thing ?title WHERE {
  { ?thing a zm:PublishedDocument ; dct:title ?title }
  UNION { ?notice a zm:PublishedDocument ; zm:issues ?thing . ?thing dct:title ?title }
}"""
_NAMED = """
SELECT DISTINCT ?citing ?edge ?target ?title WHERE {
  ?reference a zm:Reference ; zm:citing ?citing ; zm:target ?target .
  FILTER(STRSTARTS(STR(?target), %s))
  ?target dct:title ?title .
  GRAPH ?source { ?citing ?edge ?target } FILTER(?source != %s)
}"""
_WORKS = """
SELECT DISTINCT ?citing ?edge ?target ?version WHERE {
  ?version eli:is_member_of ?target .
  ?reference a zm:Reference ; zm:citing ?citing ; zm:target ?target .
  GRAPH ?source { ?citing ?edge ?target } FILTER(?source != %s)
} ORDER BY ?target ?version"""
_STANDING = """
SELECT ?citing ?edge ?cited WHERE {
  VALUES (?citing ?edge ?cited) { %s } GRAPH ?graph { ?citing ?edge ?cited } FILTER(?graph != %s)
}"""
_DATES = """
SELECT ?document (MAX(?when) AS ?day) WHERE {
  ?document a zm:PublishedDocument ; eli:date_document|eli:date_publication ?when
} GROUP BY ?document"""
_REPEALED = """
SELECT DISTINCT ?citing ?target ?cited ?own ?quote WHERE {
  ?reference a zm:Reference ; zm:citing ?citing ; zm:target ?target ; zm:citedTitle ?cited ; zm:quote ?quote .
  ?citing eli:repeals ?target .
  { ?citing dct:title ?own } UNION { ?citing zm:issues/dct:title ?own }
}"""


def derive(view: View, base: str) -> bytes:
    """Return the derived graph of a store as sorted N-Triples. base: the base of the resource IRIs."""
    published = [(row["thing"].value, row["title"].value) for row in view.select(_PUBLISHED)]
    iris = Iris(base)
    old = ox.NamedNode(iris.graph("derived"))
    named = list(view.select(_NAMED % (ox.Literal(iris.titles), old)))
    days = {row["document"].value: row["day"].value for row in view.select(_DATES)}
    joined = [
        *_denotations(published, named, days, iris),
        *_memberships(list(view.select(_WORKS % old)), days, iris),
        *unnumbered(view, iris),
    ]
    follow = all_events(view, _denoted(joined), _versions(joined, days, iris))
    events, states = reviewed(view, follow, read_decisions(view, iris), iris)
    found = (
        joined,
        states,
        _near_titles(published, named),
        meant(view, base, joined),
        _supersessions(view),
        _changes(view, base),
        standing.triples(events, base),
    )
    known = {triple for kind in found for triple in kind}
    known |= set(closures(view, base, known))
    known |= set(meant_clauses(view, base, known))
    known -= set(_standing(view, [triple for triple in joined if triple.predicate not in (_DENOTES, _HAS_MEMBER)], old))
    triples = sorted(known, key=str)
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    return data


def _standing(view: View, edges: Sequence[ox.Triple], old: ox.NamedNode) -> Iterator[ox.Triple]:
    """Yield the edges that a source has itself; the derived graph leaves them out, since no triple is in two graphs."""
    for start in range(0, len(edges), _BATCH):
        rows = " ".join(f"({t.subject} {t.predicate} {t.object})" for t in edges[start : start + _BATCH])
        for row in view.select(_STANDING % (rows, old)):
            yield ox.Triple(row["citing"], row["edge"], row["cited"])


_BATCH = 500  # rows in one VALUES


def _denoted(joined: Sequence[ox.Triple]) -> dict[str, str]:
    """Map each title node to the published document or instrument that it denotes."""
    return {t.subject.value: t.object.value for t in joined if t.predicate == _DENOTES}  # type: ignore[union-attr]


def _versions(joined: Sequence[ox.Triple], days: Mapping[str, str], iris: Iris) -> dict[str, tuple[str, ...]]:
    """Title node → the published versions of the law, in order of their days; none where a day is unknown, or the title is
    no law's or rule's (two lists of appointments are no versions)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for t in joined:
        if t.predicate == _HAS_MEMBER:
            thing = t.object.value  # type: ignore[union-attr]
            day = days.get(iris.document(thing), "")
            work = t.subject.value  # type: ignore[union-attr]
            first = [(days[work], work)] if work in days else []  # the text as it was first published
            found.setdefault(work, first).append((day, thing))
    return {
        title: tuple(thing for _, thing in sorted(dated))
        for title, dated in found.items()
        if all(day for day, _ in dated)
        and len({day for day, _ in dated}) == len(dated)
        and (not isinstance(iris.parse(title), TitleOnly) or _REGULATES.search(title))
    }


_REGULATES = re.compile("(?:法|条例|规定|办法|细则|规则|章程)$")


def _denotations(
    published: Sequence[tuple[str, str]], named: Sequence[ox.QuerySolution], days: Mapping[str, str], iris: Iris
) -> Iterator[ox.Triple]:
    """Yield the triples from `title/…` to the published document or instrument, and the citing documents' edges to it."""
    by_title: dict[str, set[str]] = {}
    for thing, title in published:
        by_title.setdefault(identity(title), set()).add(thing)
    joined: set[str] = set()
    for row in named:
        target, citing = row["target"], row["citing"]
        things = sorted(by_title.get(identity(row["title"].value), ())) or _named_edition(
            row["title"].value, by_title, days, iris
        )
        link = _HAS_MEMBER if len(things) > 1 else _DENOTES
        if target.value not in joined:
            joined.add(target.value)
            yield from (ox.Triple(target, link, ox.NamedNode(thing)) for thing in things)
        meant = _version(things, citing.value, days, iris) if len(things) > 1 else next(iter(things), None)
        if meant is not None:
            yield ox.Triple(citing, row["edge"], ox.NamedNode(meant))
    for title, several in by_title.items():
        target = ox.NamedNode(iris.titled_only(title))
        places = {getattr(iris.parse(iris.document(thing)), "place", "") for thing in several}
        # Editions of one law, though nobody cites it; the same title at two places is two documents.
        one = len(several) > 1 and len(places) == 1 and "" not in places and _REGULATES.search(title)
        if one and target.value not in joined:
            yield from (ox.Triple(target, _HAS_MEMBER, ox.NamedNode(thing)) for thing in sorted(several))


_NAMED_EDITION = re.compile(
    r"(?P<title>.{3,})(?P<year>(?:19|20)\d\d)年?(?:第[一二三四五六]次)?(?:修正|修订|修改)(?:文|版|本)?"
)


def _named_edition(title: str, by_title: Mapping[str, Iterable[str]], days: Mapping[str, str], iris: Iris) -> list[str]:
    """The edition that a cited title names by its year (《条例》（2017年修正）); empty where none, or several, were made in that year."""
    named = _NAMED_EDITION.fullmatch(identity(title))
    if named is None:
        return []
    things = sorted(by_title.get(identity(named["title"]), ()))
    made = {thing: iris.parse(document) for thing in things if (document := iris.document(thing))}
    of_year = [
        thing
        for thing, value in made.items()
        if (value.day if isinstance(value, Version) else days.get(iris.document(thing), "")).startswith(named["year"])
    ]
    return of_year if len(of_year) == 1 else []


def _memberships(rows: Sequence[ox.QuerySolution], days: Mapping[str, str], iris: Iris) -> Iterator[ox.Triple]:
    """A number that is cited → the revised texts that have it, and the citing documents' edges to the one of their day. The
    text as it was first published, if it is there, is what the number's own IRI denotes."""
    versions: dict[str, list[str]] = {}
    for row in rows:
        known = versions.setdefault(row["target"].value, [])
        if row["version"].value not in known:
            known.append(row["version"].value)
    for target, things in versions.items():
        yield from (ox.Triple(ox.NamedNode(target), _HAS_MEMBER, ox.NamedNode(thing)) for thing in things)
        if target in days:
            things.append(target)
    for citing, edge, target in {(row["citing"].value, row["edge"].value, row["target"].value) for row in rows}:
        meant = _version(versions[target], citing, days, iris)
        if meant is not None and meant != target:
            yield ox.Triple(ox.NamedNode(citing), ox.NamedNode(edge), ox.NamedNode(meant))


_NEAR = 0.8
_ORDINAL = re.compile(
    r"[（(]第?([一二三四五六七八九十百\d]+)[批次]?[）)]|第([一二三四五六七八九十百\d]+)[号批次个届]|((?:19|20)\d\d)年"
)
_RARE = 40  # a trigram that more titles share (关于印, 的通知) tells nothing


def _near_titles(published: Sequence[tuple[str, str]], named: Sequence[ox.QuerySolution]) -> Iterator[ox.Triple]:
    """Yield titles that are similar to that of a published document: candidates for a person to judge, never edges."""
    titles = dict(published)
    exact = {identity(title) for title in titles.values()}
    index: dict[str, list[str]] = {}
    for thing, title in titles.items():
        for gram in trigrams(title):
            index.setdefault(gram, []).append(thing)
    for target, title in {row["target"].value: row["title"].value for row in named}.items():
        if identity(title) in exact:
            continue
        near = {thing for gram in trigrams(title) if len(things := index.get(gram, [])) <= _RARE for thing in things}
        for thing in sorted(near):
            same = _ORDINAL.findall(title) == _ORDINAL.findall(titles[thing])  # 解释（二） and 解释（三） are two
            if same and likeness(title, titles[thing]) >= _NEAR:
                yield ox.Triple(ox.NamedNode(target), _NEAR_TO, ox.NamedNode(thing))


_AGENCIES = """
SELECT ?agency ?name ?place WHERE { ?agency a org:FormalOrganization ; skos:prefLabel ?name ; zm:place ?place }"""


def _changes(view: View, base: str) -> Iterator[ox.Triple]:
    """Yield the reforms at a place whose bodies before and after are named in documents: as `org:ChangeEvent`, never as identity."""
    names: dict[str, dict[str, ox.NamedNode]] = {}
    for row in view.select(_AGENCIES):
        names.setdefault(local_name(row["place"].value), {})[row["name"].value] = row["agency"]
    places, gazetteer = Places.load(), Agencies.load()
    for code, known in sorted(names.items()):
        place = places.by_code(code)
        if place is None:
            continue
        for change in gazetteer.changes(place, places):
            new = [name for name in change.new if name in known]
            former = [name for name in change.former if name in known and name not in new]
            if not former or not new:
                continue
            event = ox.NamedNode(Iris(base).change(change.name, code))
            label = f"{'、'.join(former)} → {'、'.join(new)}"
            yield ox.Triple(event, _A, _CHANGE_EVENT)
            yield ox.Triple(event, _PREF_LABEL, ox.Literal(label, language="zh"))
            yield ox.Triple(event, _EARLIEST, ox.Literal(change.window.earliest.isoformat(), datatype=_DATE))
            yield ox.Triple(event, _LATEST, ox.Literal(change.window.latest.isoformat(), datatype=_DATE))
            yield from (ox.Triple(event, _ORIGINAL, known[name]) for name in former)
            yield from (ox.Triple(event, _RESULTING, known[name]) for name in new)


def _version(things: Sequence[str], citing: str, days: Mapping[str, str], iris: Iris) -> str | None:
    """Return the latest version of a law on the day of the citing document; None if a day is unknown."""
    dated = [(days.get(iris.document(thing)), thing) for thing in things]
    when = days.get(citing)
    if when is None or any(day is None for day, _ in dated):
        return None
    before = [(str(day), thing) for day, thing in dated if day is not None and day <= when]
    return max(before)[1] if before else None


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
        replaced = REPLACES.search(row["quote"].value) is not None
        if replaced or matter(row["cited"].value) == matter(row["own"].value):
            yield ox.Triple(row["citing"], _SUPERSEDES, row["target"])
