"""What changed sources say that the derivation rests on, before and after: documents, references, and what these name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph.store.update import Update
from ontology.iri import Iris
from ontology.titles import identity
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
_PLACES = {str(ELI.jurisdiction), str(ZM.place)}
_TYPE, _PUBLISHED, _TITLE = str(RDF.type), str(ZM.PublishedDocument), str(DCTERMS.title)
_TARGET, _OF_REFERENCE, _MEMBER_OF = str(ZM.target), str(ZM.ofReference), str(ELI.is_member_of)
_CHAINED = {str(ZM.implements), str(ZM.supersedes)}
_ALL = (1 << 64) - 1


@dataclass(slots=True)
class Said:
    """The statements of one or several sources on which the derivation depends.

    documents: with their parts. keys: the folded titles. works: the numbers of which there are revised texts. chained: the edges that
    chains follow. digest: of all statements.
    """

    documents: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    works: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)
    provisions: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    chained: set[tuple[str, str, str]] = field(default_factory=set)
    digest: int = 0

    def add(self, other: "Said") -> None:
        """Add the statements of another source."""
        for name in ("documents", "keys", "works", "targets", "references", "provisions", "places", "chained"):
            getattr(self, name).update(getattr(other, name))


def read_said(triples: Iterable[ox.Triple], iris: Iris) -> Said:
    """Collect, from the triples of a source, what the derivation depends on."""
    said = Said()
    for triple in triples:
        subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object.value  # type: ignore[union-attr]
        said.digest = (said.digest + hash((subject, predicate, str(triple.object)))) & _ALL
        if predicate in _SUBJECTS or (predicate == _TYPE and value == _PUBLISHED):
            said.documents.add(subject)
        if predicate in _OBJECTS:
            said.documents.add(value)
        if predicate == _TITLE:
            said.keys.add(identity(value))
        elif predicate == _TARGET:
            said.targets.add(value)
            said.references.add(subject)
        elif predicate == _OF_REFERENCE:
            said.provisions.add(subject)
        elif predicate == _MEMBER_OF:
            said.works.add(value)
        elif predicate in _PLACES:
            said.places.add(value)
        elif predicate in _CHAINED:
            said.chained.add((subject, predicate, value))
    said.documents |= {whole for one in said.documents if (whole := iris.document(one))}
    return said


class Touched:
    """Records the statements of sources before they change, for a comparison with those after."""

    def __init__(self, update: Update, iris: Iris) -> None:
        self._update, self._iris = update, iris
        self._before: dict[str, Said] = {}

    def changing(self, source: str) -> None:
        """Record a source (IRI); call this before it is replaced or removed."""
        if source not in self._before:
            self._before[source] = self._said(source)

    def _said(self, source: str) -> Said:
        return read_said((quad.triple for quad in self._update.statements(source)), self._iris)

    def read(self) -> tuple[Said, Said]:
        """Return the statements of the sources whose content changed, before and after."""
        before, after = Said(), Said()
        for source, old in self._before.items():
            new = self._said(source)
            if old.digest != new.digest:
                before.add(old)
                after.add(new)
        return before, after
