"""The facts of the machine that people decide on, their verdicts, and the states of their decisions."""

from ontology.enumerations.base import Enumeration
from ontology.enumerations.fields import Field


class Aspect(Enumeration):
    """The aspect of a thing that a person decides on: a field of a document, the body that a party is and its role, a time limit's
    value, a task, a duty, a sanction, who imposes it and what it brings, a definition, a reference, a provision that it names, an event
    that changes a document's status. The term is the property that carries the value."""

    NUMBER = Field.NUMBER, Field.NUMBER.curie
    TITLE = Field.TITLE, Field.TITLE.curie
    KIND = Field.KIND, Field.KIND.curie
    ISSUER = Field.ISSUER, Field.ISSUER.curie
    ADDRESSEE = Field.ADDRESSEE, Field.ADDRESSEE.curie
    SIGNED = Field.SIGNED, Field.SIGNED.curie
    PRINTED = Field.PRINTED, Field.PRINTED.curie
    EFFECTIVE = Field.EFFECTIVE, Field.EFFECTIVE.curie
    EXPIRES = Field.EXPIRES, Field.EXPIRES.curie
    REGISTRATION = Field.REGISTRATION, Field.REGISTRATION.curie
    INSTRUMENT = Field.INSTRUMENT, Field.INSTRUMENT.curie
    ATTACHMENT = Field.ATTACHMENT, Field.ATTACHMENT.curie
    PARTY = "party", "zm:agency"
    ROLE = "role", "zm:role"
    LIMIT = "limit", "zm:due"
    TASK = "task", "zm:hasAssignment"
    DUTY = "duty", "zm:bearer"
    SANCTION = "sanction", "zm:act"
    AUTHORITY = "authority", "zm:authority"
    MEASURE = "measure", "zm:measureKind"
    DEFINITION = "definition", "zm:term"
    REFERENCE = "reference", "zm:target"
    PROVISION = "provision", "zm:citedClause"
    EVENT = "event", "zm:eventKind"

    @property
    def of_document(self) -> bool:
        """Return whether it is a field of a document."""
        return self.value in tuple(Field)

    @property
    def in_text(self) -> bool:
        """Return whether it is read of words within the text, where a person can add one to a clause."""
        return not self.of_document and self is not Aspect.EVENT

    @property
    def holds_day(self) -> bool:
        """Return whether it is a field whose value is a day."""
        return self.of_document and Field(self.value).holds_day

    @property
    def repeats(self) -> bool:
        """Return whether it is a field of which a document can have several."""
        return self in (Aspect.ISSUER, Aspect.ADDRESSEE)

    @property
    def verdicts(self) -> tuple["Verdict", ...]:
        """The verdicts that a person may give on it."""
        return tuple(verdict for verdict in Verdict if verdict not in _CLOSED.get(self, ()))


class Verdict(Enumeration):
    """A person's verdict on a fact of the machine: it is right, it is another, it is none, or there is one that was not read."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    REJECT = "reject"
    ADD = "add"


_CLOSED = {
    Aspect.NUMBER: (Verdict.REJECT,),
    Aspect.INSTRUMENT: (Verdict.CORRECT, Verdict.ADD),
    Aspect.ATTACHMENT: (Verdict.CORRECT, Verdict.ADD),
    Aspect.ROLE: (Verdict.REJECT, Verdict.ADD),
    Aspect.TASK: (Verdict.CORRECT,),
    Aspect.SANCTION: (Verdict.CORRECT, Verdict.ADD),
    Aspect.AUTHORITY: (Verdict.ADD,),
    Aspect.PROVISION: (Verdict.ADD,),
    Aspect.EVENT: (Verdict.CORRECT,),
}
"""Facts that people cannot decide on: a number names its document, a party has a role, a task and a sanction are their words, an
instrument and an annex are texts of the source; a provision is named by a reference; the authority that was not read is corrected."""


class DecisionState(Enumeration):
    """The state of a decision after a build: it is laid over the machine's facts, the machine now reads what was decided, or it waits for
    a look, because what it was decided on is read otherwise or no longer."""

    LAID = "laid"
    AGREED = "agreed"
    WAITING = "waiting"
