"""Read what the list of documents shows of one, out of its triples: kept with each generation, so that no page reads all of them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import pyoxigraph as ox

from graph.store.embedded import Embedded
from ontology.iri import Iris
from ontology.vocabulary import DCTERMS, ELI, OA, ZM

DESCRIBED = tuple(
    str(term)
    for term in (
        *(ELI.number, DCTERMS.title, ELI.jurisdiction, ELI.date_document, ELI.date_publication),
        *(ELI.type_document, ELI.passed_by, DCTERMS.subject),
    )
)
"""The properties of which a document's values are kept."""
_ABOUT, _PROPERTY, _BODY, _TARGET, _ISSUES, _TITLE, _ISSUER = (
    ox.NamedNode(str(term))
    for term in (ZM.about, ZM.property, OA.bodyValue, OA.hasTarget, ZM.issues, DCTERMS.title, ELI.passed_by)
)
PrintedPlace = tuple[str, int]
"""A place in print: the source, and the first code point."""
LAST: PrintedPlace = ("\U0010ffff", 0)
"""Behind all that is printed."""


@dataclass(frozen=True, slots=True)
class Described:
    """values: of each of `DESCRIBED`, sorted. instruments: the titles of what the document issues, sorted. printed: where the name of
    each issuer occurs first."""

    values: Sequence[Sequence[str]]
    instruments: Sequence[str]
    printed: Sequence[tuple[str, PrintedPlace]]

    def packed(self) -> str:
        """Return it as one line."""
        return json.dumps([self.values, self.instruments, self.printed], ensure_ascii=False, separators=(",", ":"))


def unpacked(line: str) -> Described:
    """Return what `packed` wrote."""
    values, instruments, printed = json.loads(line)
    return Described(values, instruments, [(name, (source, start)) for name, (source, start) in printed])


def printed_first(places: Iterable[tuple[str, str]]) -> list[tuple[str, PrintedPlace]]:
    """Return where each name occurs first. places: names with the IRIs of code points of a source."""
    first: dict[str, PrintedPlace] = {}
    for name, evidence in places:
        place = Iris.code_points(evidence)[:2]
        first[name] = min(first.get(name, LAST), place)
    return sorted(first.items())


def names_of_issuers(view: Embedded, document: ox.NamedNode | None = None) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each document (IRI) with the name of an issuer and the code points where it is printed. document: only this one."""
    stated = view.links(_PROPERTY, value=_ISSUER) if document is None else view.links(_ABOUT, value=document)
    for node in (quad.subject for quad in stated):
        if document is not None and not any(view.links(_PROPERTY, subject=node, value=_ISSUER)):  # type: ignore[arg-type]
            continue
        about, names, places = (
            [quad.object.value for quad in view.links(term, subject=node)]  # type: ignore[union-attr,arg-type]
            for term in (_ABOUT, _BODY, _TARGET)
        )
        for whole, name, place in product(about, names, places):
            yield whole, (name, place)


def describe(view: Embedded, document: ox.NamedNode, printed: Iterable[tuple[str, str]] | None = None) -> Described:
    """Read it of a published document. printed: the names of its issuers, where the caller has read those of all documents."""
    values: defaultdict[str, set[str]] = defaultdict(set)
    instruments: set[str] = set()
    for quad in view.links(None, subject=document):
        values[quad.predicate.value].add(quad.object.value)  # type: ignore[union-attr]
        if quad.predicate == _ISSUES:
            titles = view.links(_TITLE, subject=quad.object)  # type: ignore[arg-type]
            instruments |= {title.object.value for title in titles}  # type: ignore[union-attr]
    if printed is None:
        printed = [place for whole, place in names_of_issuers(view, document) if whole == document.value]
    return Described([sorted(values[term]) for term in DESCRIBED], sorted(instruments), printed_first(printed))
