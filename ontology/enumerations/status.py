"""The events of a document, its status on a day, and what others claim of that status."""

from ontology.enumerations.base import ConceptKind


class EventKind(ConceptKind, scheme="event"):
    """The kind of an event of a document, in the order of its life: it is signed and begins, its term ends or an act ends it, says
    that it will, or suspends it, an act keeps or changes it, another takes its place."""

    SIGNED = "signed"
    ENTERS = "enters-into-force"
    PART_ENTERS = "part-enters-into-force"
    EXPIRES = "expires"
    REPEALED = "repealed"
    STOPPED = "stopped"
    DECLARED_INVALID = "declared-invalid"
    END_AWAITED = "end-awaited"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    CONFIRMED = "confirmed-valid"
    EXTENDED = "extended"
    AMENDED = "amended"
    PART_ENDED = "part-ended"
    SUPERSEDED = "superseded"


class Status(ConceptKind, scheme="status"):
    """The status of a document on a day, in the order of its life, with disputed and unknown ones last.

    A signed document is presumed in force while no known act or term ends it. It is never counted with those that are in force by a
    stated fact.
    """

    NOT_ISSUED = "not-yet-issued"
    NOT_YET = "not-yet-in-force"
    IN_FORCE = "in-force"
    AMENDED = "amended"
    PRESUMED = "presumed-in-force"
    EXPIRED = "expired"
    DECLARED_INVALID = "declared-invalid"
    REPEALED = "repealed"
    STOPPED = "stopped"
    SUPERSEDED = "superseded"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"

    @property
    def holds(self) -> bool:
        """Return whether the document is in force, as it was issued or as amended."""
        return self in (Status.IN_FORCE, Status.AMENDED)

    @property
    def stands(self) -> bool:
        """Return whether the document is in force by a stated fact, or presumed to be."""
        return self.holds or self is Status.PRESUMED

    @property
    def ended(self) -> bool:
        """Return whether a term or an act ended the document; a disputed one counts, because an act ended it."""
        return self in _ENDED


_ENDED = frozenset(
    {
        Status.EXPIRED,
        Status.DECLARED_INVALID,
        Status.REPEALED,
        Status.STOPPED,
        Status.SUPERSEDED,
        Status.DISPUTED,
    }
)


class Claim(ConceptKind, scheme="claim"):
    """The claim of a page or a database about a document's status, beside its text. It is a claim with a source, never the status that
    this graph computes."""

    NOT_YET = "not-yet"
    HOLDS = "holds"
    AMENDED = "amended"
    ENDED = "ended"

    def agrees(self, status: Status) -> bool:
        """Return whether a computed status agrees. What is disputed or unknown contradicts nothing."""
        return status in _AGREEING[self] or status in (Status.DISPUTED, Status.UNKNOWN)


_AGREEING = {
    Claim.NOT_YET: frozenset({Status.NOT_ISSUED, Status.NOT_YET}),
    Claim.HOLDS: frozenset({Status.IN_FORCE, Status.AMENDED, Status.PRESUMED}),
    Claim.AMENDED: frozenset({Status.AMENDED, Status.SUPERSEDED}),
    Claim.ENDED: _ENDED,
}
