"""The two classes of which every closed list is one: a list in display order, and one whose members are SKOS concepts.

The module imports no RDF library, because the command line needs it to start; an IRI is looked up when it is asked for.
"""

from enum import StrEnum
from typing import ClassVar, Self


class Enumeration(StrEnum):
    """A closed list of names in display order.

    ordinal: the place in that order, from 0. curie: the term that a member means (`eli:repeals`), empty where it has none.
    """

    _value_: str
    ordinal: int
    curie: str

    def __new__(cls, value: str, curie: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.ordinal = len(cls.__members__)
        member.curie = curie
        return member

    @classmethod
    def rank(cls, value: str) -> int:
        """Return the place of a value in display order, from 0. A value that is not a member comes last: other stores may have more."""
        return cls(value).ordinal if value in cls._value2member_map_ else len(cls)

    @property
    def term(self) -> str:
        """Return the IRI of the property or class that the member means. Raises ValueError where it means none."""
        from ontology.vocabulary import expand

        if not self.curie:
            raise ValueError(f"{type(self).__name__} {self} has no term in a namespace")
        return str(expand(self.curie))


class ConceptKind(Enumeration):
    """A list whose members are SKOS concepts below our own base. scheme: the path segment of the list: `relation`."""

    scheme: ClassVar[str]

    def __init_subclass__(cls, scheme: str = "") -> None:
        super().__init_subclass__()
        if scheme:
            cls.scheme = scheme

    def iri(self, base: str | None = None) -> str:
        """Return the member's IRI: `https://w3id.org/zhengmai/relation/basedOn`; base: another than the project's own."""
        from ontology.iri.escape import concept
        from ontology.vocabulary import BASE

        return concept(BASE if base is None else base, self.scheme, self)
