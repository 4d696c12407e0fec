"""A duty as a reader asks for it, or a sentence that sets none."""

from dataclasses import dataclass

from graph.records.consequences import Consequence


@dataclass(frozen=True, slots=True)
class Norm:
    """A duty as a reader asks for it, or a sentence that sets none and may answer a question all the same. modality: empty for such
    a sentence; position: of a duty in its source, of a sentence in its store. name: of its document, the number or the title; section:
    its clause's eId; kinds: of its bearer; agencies: IRIs of the bodies that the bearer is; place: the GB/T 2260 code of its
    document's; fields: the fields of law that its document is in (`ontology.subjects`): by its title, by those of the laws that it rests
    on, and its themes. punished: no duty is printed, the act is forbidden because a sanction punishes it; clause: the IRI of its
    clause."""

    iri: str
    document: str
    name: str
    title: str
    position: int
    modality: str
    sentence: str
    section: str = ""
    bearer: str = ""
    side: str = ""
    lead: str = ""
    condition: str = ""
    place: str = ""
    kinds: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    punished: bool = False
    clause: str = ""

    @property
    def key(self) -> str:
        """Identifies it among all others of a store: acts of one list share the IRI of their sanction, each has its own clause."""
        return f"{self.iri} {self.section} {self.clause} {self.position}"

    @property
    def is_duty(self) -> bool:
        return bool(self.modality)

    @property
    def text(self) -> str:
        """The words of the norm, with the line that opens its list."""
        return f"{self.lead}{self.sentence}"

    @property
    def followed(self) -> str:
        """The words of what follows from its breach."""
        return "\n".join(one.words for one in self.consequences)


@dataclass(frozen=True, slots=True)
class NormDocument:
    """The fields that norms have from their document; they are those of `Norm`."""

    document: str
    name: str
    title: str = ""
    place: str = ""
    fields: tuple[str, ...] = ()
