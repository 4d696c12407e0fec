"""Which document each reference means: one edge from document to document, however the other was cited.

A document is cited by its number, its title, a title of what it carries, or a work of which the store holds several editions. The
edge leads to the one node that a person means: the published document, of several editions the one that there was on the citing
day, never a later one; else the node of the number or title. `zm:citedDocument` says it of each reference, `zm:basedOnDocument`
and its sisters of the two documents. Each document that stands at an end has one name (`rdfs:label`), and each that is only
cited its issuer, where its number tells it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set

import pyoxigraph as ox

from graph.derive.asking import rows, sourced
from graph.derive.days import Days
from graph.derive.joined import Joined
from graph.derive.names import facts
from graph.store.view import View
from ontology.agencies import Agencies
from ontology.enumerations import RelationKind
from ontology.identifiers import Numbered, Version
from ontology.iri import Iris, local_name, named_by_file
from ontology.numbers import written
from ontology.places import STATE, Places
from ontology.vocabulary import ELI, RDFS, ZM

CITED_DOCUMENT, LABEL = ox.NamedNode(str(ZM.citedDocument)), ox.NamedNode(str(RDFS.label))
ISSUER = ox.NamedNode(str(ELI.passed_by))

_REFERENCES = """
SELECT ?reference ?citing ?target ?kind WHERE { %(citing)s
  ?reference a zm:Reference ; zm:citing ?citing ; zm:target ?target ; zm:relationKind ?kind
}"""
_PUBLISHED = """
SELECT ?document (MIN(?number) AS ?numbered) (MIN(?title) AS ?titled) WHERE { %(document)s
  ?document a zm:PublishedDocument .
  OPTIONAL { ?document eli:number ?number } OPTIONAL { ?document dct:title ?its . BIND(STR(?its) AS ?title) }
} GROUP BY ?document"""
_TITLES = """
SELECT ?document (MIN(?title) AS ?titled) WHERE { %(document)s
  ?r zm:target ?document ; zm:citedTitle ?title
} GROUP BY ?document"""
_ISSUERS = "SELECT ?document ?issuer WHERE {{ ?document a zm:PublishedDocument . {} }}"
_BODIES = "SELECT ?agency WHERE { GRAPH %s { ?agency a org:FormalOrganization } }"
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
    asked = None if only is None else absent
    titles = {row["document"].value: row["titled"].value for row in rows(view, _TITLES, asked)}
    for iri in sorted(absent):
        value = iris.parse(iri)
        number = written(value.code, value.year, value.serial) if isinstance(value, Numbered) else ""
        yield _label(iri, number or titles.get(iri) or named_by_file(iri) or local_name(iri))


def _edition(things: Sequence[str], day: str, days: Days, iris: Iris) -> str | None:
    """Of the published texts that a name stands for the last that there was on the citing day; the only one, where a day is
    unknown; None where it may be any of several, or all are later."""
    some = sorted(set(things))
    dated = [(_day(thing, days, iris), thing) for thing in some]
    if day and all(when for when, _ in dated):
        before = [pair for pair in dated if pair[0] <= day]
        return max(before)[1] if before else None
    return some[0] if len(some) == 1 else None


def _day(document: str, days: Days, iris: Iris) -> str:
    """The day from which there is a text: of a revised one that of its revision."""
    value = iris.parse(document)
    return value.day if isinstance(value, Version) else days.first(document) or ""


def _label(iri: str, name: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(iri), LABEL, ox.Literal(name, language="zh"))


_CENTRAL = {"国发": "国务院", "国函": "国务院", "国办发": "国务院办公厅", "国办函": "国务院办公厅"}
_CENTRAL |= {"中发": "中共中央", "中办发": "中共中央办公厅", "中办字": "中共中央办公厅"}
_ORDERS = ("令", "公告", "通告")
_OF_GOVERNMENT = ("政发", "政字", "政函", "政规")
# 鲁发, 鲁办发, 济厅字: a province's or city's one character, and nothing of a department.
_OF_PARTY = re.compile(r".(?:党|委)?(?:(?P<office>办发|办字|厅字|厅发)|发)")


def issuers(view: View, iris: Iris, absent: Iterable[str]) -> Iterator[ox.Triple]:
    """Yield whose number it is that is only cited.

    Of an order it is the body whose name stands in it, of a government or a party committee that of its code, else the one body
    that has given numbers of this code and place in the store.
    """
    codes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    by_document: defaultdict[str, set[str]] = defaultdict(set)
    for row in view.select(_ISSUERS.format(sourced("?document eli:passed_by ?issuer", iris.base))):
        by_document[row["document"].value].add(row["issuer"].value)
    for document, issuers in by_document.items():
        value = iris.parse(document)
        if isinstance(value, Numbered) and len(issuers) == 1:
            codes[value.place, value.code].update(issuers)
    known = {row["agency"].value for row in view.select(_BODIES % ox.NamedNode(iris.graph("names")))}
    for iri in absent:
        value = iris.parse(iri)
        if not isinstance(value, Numbered):
            continue
        own = codes.get((value.place, value.code), Counter())
        name = _named_by(value)
        issuer = iris.agency(name) if name else next(iter(own)) if len(own) == 1 else ""
        if (
            name
            and issuer not in known
            and not name.startswith("中共")
            and not name.endswith("人民政府")
            and not _is_body(name)
        ):
            continue  # 建设部财政部令: two bodies in one word
        if issuer:
            yield ox.Triple(ox.NamedNode(iri), ISSUER, ox.NamedNode(issuer))
            if issuer not in known:
                yield from facts(issuer, (), iris)


def _is_body(name: str) -> bool:
    return any(body.name == name for body in Agencies.load().named(name))


def _named_by(number: Numbered) -> str:
    """The full official name of the body whose number it is, as its code tells; empty where it does not.

    >>> _named_by(Numbered("370100", "济政发", 2018, 22)), _named_by(Numbered("100000", "国务院令", None, 706))
    ('济南市人民政府', '国务院')
    >>> _named_by(Numbered("370000", "鲁发", 2018, 5)), _named_by(Numbered("370100", "济民发", 2018, 99))
    ('中共山东省委', '')
    """
    for ending in _ORDERS:
        if number.code.endswith(ending) and len(number.code) > len(ending) + 2:
            return number.code.removesuffix(ending)
    if number.place == STATE:
        return _CENTRAL.get(number.code, "")
    places = Places.load()
    place = places.by_code(number.place)
    has_sign = place is not None and place.level in ("province", "city") and place.name.endswith(("省", "市"))
    if place is not None and has_sign and (party := _OF_PARTY.fullmatch(number.code)):
        return f"中共{place.name}委" + ("办公厅" if party["office"] else "")
    if number.code.endswith(_OF_GOVERNMENT) and place is not None:
        return f"{places.full_name(number.place)}人民政府"
    return ""
