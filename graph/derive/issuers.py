"""Find the issuer of a document that is only cited, from the code in its number.

Of an order it is the body whose name occurs in it, of a government or a party committee that of its code, else the one body that has
given numbers of this code and place in the store.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Set

import pyoxigraph as ox

from graph.derive.asking import rows, sourced
from graph.derive.index import TitleIndex
from graph.derive.names import facts
from graph.patterns import pattern
from graph.store.view import View
from ontology.agencies import Agencies
from ontology.identifiers import Agency, Numbered
from ontology.iri import Iris
from ontology.places import STATE, Places
from ontology.vocabulary import ELI

ISSUER = ox.NamedNode(str(ELI.passed_by))
_ISSUERS = "SELECT ?document ?issuer WHERE {{ %(document)s ?document a zm:PublishedDocument . {} }}"
_BODIES = "SELECT ?agency WHERE {{ %(agency)s GRAPH {} {{ ?agency a org:FormalOrganization }} }}"
_CENTRAL = {"国发": "国务院", "国函": "国务院", "国办发": "国务院办公厅", "国办函": "国务院办公厅"}
_CENTRAL |= {"中发": "中共中央", "中办发": "中共中央办公厅", "中办字": "中共中央办公厅"}
_ORDERS = ("令", "公告", "通告")
_OF_GOVERNMENT = ("政发", "政字", "政函", "政规")
# 鲁发, 鲁办发, 济厅字: a province's or city's one character, and nothing of a department.
_OF_PARTY = pattern("party-code")
_SURELY_BODY = pattern("surely-body")


def issuers(view: View, iris: Iris, absent: Iterable[str]) -> Iterator[ox.Triple]:
    """Yield the issuers of documents that are only cited (absent), and the name and place of each issuer that no source names."""
    found = list(told_issuers(view, iris, absent, None))
    yield from found
    bodies = {triple.object.value for triple in found}  # type: ignore[union-attr]
    for body in sorted(bodies - named_bodies(view, iris, bodies)):
        yield from facts(body, (), iris)


def told_issuers(view: View, iris: Iris, absent: Iterable[str], beside: Collection[str] | None) -> Iterator[ox.Triple]:
    """Yield the issuers alone. beside: documents among which are all that have numbers of the same codes; None for all of the store."""
    numbers = {iri: value for iri in absent if isinstance(value := iris.parse(iri), Numbered)}
    names = {iri: _named_by(value) for iri, value in numbers.items()}
    codes: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    by_document: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows(view, _ISSUERS.format(sourced("?document eli:passed_by ?issuer", iris.base)), beside):
        by_document[row["document"].value].add(row["issuer"].value)
    for document, bodies in by_document.items():
        if isinstance(value := iris.parse(document), Numbered) and len(bodies) == 1:
            codes[value.place, value.code].update(bodies)
    known = named_bodies(view, iris, {iris.agency(name) for name in names.values() if name})
    for iri, value in numbers.items():
        own, name = codes.get((value.place, value.code), set()), names[iri]
        issuer = iris.agency(name) if name else next(iter(own)) if len(own) == 1 else ""
        if name and issuer not in known and not _is_surely_body(name):
            continue  # an order of two bodies that its number runs together (建设部财政部令): its issuer is not known
        if issuer:
            yield ox.Triple(ox.NamedNode(iri), ISSUER, ox.NamedNode(issuer))


def named_bodies(view: View, iris: Iris, bodies: Set[str]) -> set[str]:
    """Return those of some bodies that a source names."""
    query = _BODIES.format(ox.NamedNode(iris.graph("names")))
    return {row["agency"].value for row in rows(view, query, bodies)}


def record(index: TitleIndex, iris: Iris, documents: Iterable[str]) -> None:
    """Put numbered documents into the index by their codes."""
    for iri in documents:
        if isinstance(value := iris.parse(iri), Numbered):
            index.put_coded(value.code, value.place, iri)


def forget(index: TitleIndex, iris: Iris, documents: Iterable[str]) -> None:
    """Remove documents from the index that are neither published nor cited any more."""
    for iri in documents:
        if isinstance(value := iris.parse(iri), Numbered):
            index.remove_coded(value.code, value.place, iri)


def of_the_codes(index: TitleIndex, iris: Iris, documents: Iterable[str]) -> set[str]:
    """Return the documents whose code and place are those of one of some documents, and whose code does not name their issuer."""
    pairs = {
        (value.code, value.place)
        for iri in documents
        if isinstance(value := iris.parse(iri), Numbered) and not _named_by(value)
    }
    return {iri for code, place in sorted(pairs) for iri in index.coded(code, place)}


def of_the_bodies(index: TitleIndex, iris: Iris, bodies: Iterable[str]) -> set[str]:
    """Return the documents in whose code the name of one of some bodies occurs."""
    names = {value.name for iri in bodies if isinstance(value := iris.parse(iri), Agency)}
    return {iri for name in sorted(names) for ending in _ORDERS for iri in index.coded(name + ending)}


def _is_surely_body(name: str) -> bool:
    return _SURELY_BODY.find(name) is not None or _is_body(name)


def _is_body(name: str) -> bool:
    return any(body.name == name for body in Agencies.load().named(name))


def _named_by(number: Numbered) -> str:
    """Return the full official name of the body whose number it is, as its code shows; empty where it does not.

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
    if place is not None and has_sign and (party := _OF_PARTY.whole(number.code)):
        return f"中共{place.name}委" + ("办公厅" if party["office"] else "")
    if number.code.endswith(_OF_GOVERNMENT) and place is not None:
        return f"{places.full_name(number.place)}人民政府"
    return ""
