"""Keep the last subject of a text: a sentence without a subject goes on with it. It is parsed only when a sentence asks for it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest.extract.clausesubjects import heads
from ingest.extract.subjects import Subject
from ingest.model import Modality, Span
from ingest.rules import table


@dataclass(slots=True)
class Later:
    """A sentence whose duties name no subject, and whose own subject has not been read yet.

    at: its offset. before: the subject that it goes on with where it has none of its own. leads: returns the clause of the sentence
    that may name one. subject: the outcome, once `is_read`.
    """

    sentence: str
    at: int
    before: "Subject | Later | None"
    leads: Callable[[str], Span | None]
    subject: Subject | None = None
    is_read: bool = False


def read(inherited: Subject | Later | None) -> Subject | None:
    """Return the last subject. Takes linear time over all calls: each clause is read once."""
    waiting: list[tuple[Later, Subject | None]] = []
    while isinstance(inherited, Later) and not inherited.is_read:
        leading = inherited.leads(inherited.sentence)
        subject = heads(inherited.sentence, leading, inherited.at) if leading else None
        waiting.append((inherited, subject))
        if subject is not None and not _is_everybody(subject):
            inherited = None
            break
        inherited = inherited.before
    found = inherited.subject if isinstance(inherited, Later) else inherited
    for later, subject in reversed(waiting):
        found = going_on(subject, Modality.OBLIGATION, found) or found
        later.subject, later.is_read, later.before = found, True, None
    return found


def going_on(bears: Subject | None, modality: Modality, before: Subject | Later | None) -> Subject | None:
    """Return the subject that the next sentence may go on with. before: the one inherited from the sentence before.

    A ban does not make those whom it only concerns the subject of the next sentence: 对逾期的企业不予受理. 不得…. After 任何单位 the
    subject is again the one mentioned before it, however many such bans follow each other.
    """
    if bears is None or (bears.concerned and modality is Modality.PROHIBITION):
        return None
    return replace(bears, behind=inherited_by(Modality.OBLIGATION, read(before))) if _is_everybody(bears) else bears


def inherited_by(
    modality: Modality, subject: Subject | None, cue: str = "", since: int | None = None
) -> Subject | None:
    """Return the subject that a norm without one continues with. Only a ban, a right (有权) and a norm in the same sentence, which
    begins at `since`, continue with everybody."""
    goes_on = modality is Modality.PROHIBITION or table("duties")["entitled"].whole(cue) is not None
    if subject is None or goes_on or not _is_everybody(subject):
        return subject
    return subject if since is not None and subject.at.start >= since else subject.behind


def _is_everybody(subject: Subject) -> bool:
    return table("duties")["means-whoever"].start(subject.name) is not None
