"""The kinds of relation between two documents."""

from ontology.enumerations.base import ConceptKind


class RelationKind(ConceptKind, scheme="relation"):
    """The kind of a relation between two documents. Acts come first (what ends a document, what keeps it, what changes it, what issues
    it), then the grounds that a document rests on, then mere mentions. The term is the plain edge from the citing document to the cited
    one.
    """

    REPEALS = "repeals", "eli:repeals"
    DECLARES_EXPIRED = "declaresExpired", "zm:declaresExpired"
    CONFIRMS_VALID = "confirmsValid", "zm:confirmsValid"
    EXTENDS_VALIDITY = "extendsValidity", "zm:extendsValidity"
    AMENDS = "amends", "eli:amends"
    ISSUES = "issues", "zm:issues"
    IMPLEMENTS = "implements", "zm:implements"
    BASED_ON = "basedOn", "eli:based_on"
    CITES = "cites", "eli:cites"

    @property
    def edge(self) -> str:
        """Return the IRI of the derived edge from the citing document to the one that is meant: `zm:basedOnDocument`.

        Raises AttributeError for ISSUES, which leads to an instrument of its own document.
        """
        from ontology.vocabulary import expand

        return str(expand(f"zm:{self}Document"))

    @property
    def is_act(self) -> bool:
        """Return whether it changes or confirms that the other document is in force."""
        return self in _ACTS

    @property
    def is_end(self) -> bool:
        """Return whether it ends the other document."""
        return self in _ENDS

    @property
    def is_ground(self) -> bool:
        """Return whether the citing document rests on the other."""
        return self in _GROUNDS


_ENDS = frozenset({RelationKind.REPEALS, RelationKind.DECLARES_EXPIRED})
_ACTS = frozenset(
    {
        RelationKind.REPEALS,
        RelationKind.DECLARES_EXPIRED,
        RelationKind.CONFIRMS_VALID,
        RelationKind.EXTENDS_VALIDITY,
        RelationKind.AMENDS,
    }
)
_GROUNDS = frozenset({RelationKind.IMPLEMENTS, RelationKind.BASED_ON})
