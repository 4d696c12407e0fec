"""Collect the statements of changed sources that the derivation depends on, before and after: documents, references, their targets."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph.derive.citing import CitedTitle
from graph.store.update import Update
from ontology.iri import Iris
from ontology.titles import title_identity
from ontology.vocabulary import DCTERMS, ELI, RDF, ZM

_SUBJECTS = {
    str(term)
    for term in (
        ELI.number,
        ELI.date_document,
        ELI.date_publication,
        ELI.first_date_entry_in_force,
        ELI.date_no_longer_in_force,
        ELI.is_member_of,
        ZM.firstDayOfPart,
        ZM.issues,
        DCTERMS.title,
    )
}
_OBJECTS = {str(term) for term in (ZM.issues, ZM.about, ZM.citing)}
_JURISDICTION = str(ELI.jurisdiction)
_PLACES = {_JURISDICTION, str(ZM.place)}
_TYPE, _PUBLISHED, _TITLE = str(RDF.type), str(ZM.PublishedDocument), str(DCTERMS.title)
_TARGET, _OF_REFERENCE, _MEMBER_OF = str(ZM.target), str(ZM.ofReference), str(ELI.is_member_of)
_BREACHED, _CITED_TITLE = str(ZM.breachedTitle), str(ZM.citedTitle)
_CHAINED = {str(ZM.implements), str(ZM.supersedes)}
_ALL = (1 << 64) - 1


@dataclass(slots=True)
class SourceStatements:
    """The statements of one or several sources on which the derivation depends.

    documents: with their parts. keys: the folded titles. works: the numbers of which there are revised texts. chained: the edges that
    chains follow. sanctions: those that name provisions of other documents. placed: the documents that have a place. digest: of all
    statements.
    """

    documents: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    works: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)
    provisions: set[str] = field(default_factory=set)
    sanctions: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    chained: set[tuple[str, str, str]] = field(default_factory=set)
    titled: set[CitedTitle] = field(default_factory=set)
    digest: int = 0

    def add(self, other: "SourceStatements") -> None:
        """Add the statements of another source."""
        for name in (
            "documents",
            "keys",
            "works",
            "targets",
            "references",
            "provisions",
            "sanctions",
            "places",
            "placed",
            "chained",
            "titled",
        ):
            getattr(self, name).update(getattr(other, name))


def read_statements(triples: Iterable[ox.Triple], iris: Iris) -> SourceStatements:
    """Collect, from the triples of a source, what the derivation depends on."""
    found = SourceStatements()
    targets: dict[str, str] = {}
    titles: list[tuple[str, ox.Literal]] = []
    for triple in triples:
        subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object.value  # type: ignore[union-attr]
        found.digest = (found.digest + hash((subject, predicate, str(triple.object)))) & _ALL
        if predicate in _SUBJECTS or (predicate == _TYPE and value == _PUBLISHED):
            found.documents.add(subject)
        if predicate in _OBJECTS:
            found.documents.add(value)
        if predicate == _TITLE:
            found.keys.add(title_identity(value))
        elif predicate == _TARGET:
            found.targets.add(value)
            found.references.add(subject)
            targets[subject] = value
        elif predicate == _CITED_TITLE:
            titles.append((subject, triple.object))  # type: ignore[arg-type]
        elif predicate == _OF_REFERENCE:
            found.provisions.add(subject)
        elif predicate == _BREACHED:
            found.sanctions.add(subject)
        elif predicate == _MEMBER_OF:
            found.works.add(value)
        elif predicate in _PLACES:
            found.places.add(value)
            if predicate == _JURISDICTION:
                found.placed.add(subject)
        elif predicate in _CHAINED:
            found.chained.add((subject, predicate, value))
    found.titled |= {(targets[reference], title) for reference, title in titles if reference in targets}
    found.documents |= {whole for one in found.documents if (whole := iris.document(one))}
    return found


class Touched:
    """Records the statements of sources before they change, for a comparison with those after."""

    def __init__(self, update: Update, iris: Iris) -> None:
        self._update, self._iris = update, iris
        self._before: dict[str, SourceStatements] = {}

    def changing(self, source: str) -> None:
        """Record a source (IRI); call this before it is replaced or removed."""
        if source not in self._before:
            self._before[source] = self._statements(source)

    def _statements(self, source: str) -> SourceStatements:
        return read_statements((quad.triple for quad in self._update.statements(source)), self._iris)

    def read(self) -> tuple[SourceStatements, SourceStatements]:
        """Return the statements of the sources whose content changed, before and after."""
        before, after = SourceStatements(), SourceStatements()
        for source, old in self._before.items():
            new = self._statements(source)
            if old.digest != new.digest:
                before.add(old)
                after.add(new)
        return before, after
