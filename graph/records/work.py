"""Tasks, parties, time limits, duties: as the graph has them, with the places of their words."""

from dataclasses import dataclass
from datetime import date

from graph.records.recurrence import Recurrence
from graph.review.progress import Progress
from ontology.enumerations import TaskState
from ontology.iri import named_by_file


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A place of words: code points `start` to `end` (half-open) in the text of `clause`, which is empty where none contains them."""

    clause: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, order=True)
class WorkAgency:
    """name: the full official one."""

    name: str
    iri: str


@dataclass(frozen=True, slots=True)
class WorkDocument:
    """The document that sets the work. signed: its date, or its first day in force; expires: its last day in force.
    position: its place in the source."""

    iri: str
    number: str = ""
    title: str = ""
    signed: date | None = None
    expires: date | None = None
    position: int = 0

    @property
    def name(self) -> str:
        """Return its number, or its title where it has none, or its file where it has neither."""
        return self.number or (f"《{self.title}》" if self.title else named_by_file(self.iri))


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party of a task. name: as printed; agency: the body that it is; group: the name of the group of bodies that it is.
    Neither where the text does not say, and then `reason` (in Chinese and English) says why."""

    name: str
    role: str
    agency: WorkAgency | None = None
    group: str = ""
    place: TextPlace = TextPlace()
    reason: tuple[str, str] = ("", "")

    @property
    def known(self) -> bool:
        return bool(self.agency or self.group)

    @property
    def full(self) -> str:
        """The full official name, the group's, or else what is printed."""
        return self.agency.name if self.agency else self.group or self.name


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit.

    kind: a TimeKind, or another store's. printed: its words; quote: their sentence or row. due: the last day, where it is
    known. rule: an RRULE as the graph has it, and recurrence its days, None where the document has no date. duration: ISO 8601
    with WD for working days, counted from `event`. reason: why it has no day, in Chinese and English.
    """

    kind: str
    printed: str
    quote: str
    place: TextPlace = TextPlace()
    position: int = 0
    iri: str = ""
    due: date | None = None
    rule: str = ""
    recurrence: Recurrence | None = None
    duration: str = ""
    event: str = ""
    reason: tuple[str, str] = ("", "")

    @property
    def anchor(self) -> str:
        """The anchor of the words on the document's page: `deadline-3`."""
        return f"deadline-{self.position}"

    @property
    def value(self) -> str:
        """Return its value in the graph: a rule, a length of time, or a day (ISO 8601); empty where there is none."""
        return self.rule or self.duration or (self.due.isoformat() if self.due else "")

    @property
    def dated(self) -> bool:
        """Return whether it has a day in a calendar."""
        return self.due is not None or self.recurrence is not None

    def first_within(self, since: date | None, until: date | None) -> date | None:
        """Return the first of its days in the span, both ends in it; None leaves an end open."""
        if self.due is not None:
            return self.due if (since is None or since <= self.due) and (until is None or self.due <= until) else None
        return self.recurrence.first_within(since, until) if self.recurrence else None

    def days(self, since: date, until: date) -> list[date]:
        """Return all its days in the span, both ends in it."""
        if self.due is not None:
            return [self.due] if since <= self.due <= until else []
        return self.recurrence.days(since, until) if self.recurrence else []


@dataclass(frozen=True, slots=True)
class Basis:
    """A document that a task or duty rests on, as it is cited at `position` of the references."""

    title: str
    number: str
    position: int

    @property
    def anchor(self) -> str:
        return f"reference-{self.position}"

    @property
    def name(self) -> str:
        """Number and title: 岚政发〔2020〕3号 《岚州市公园管理办法》."""
        titled = self.title if self.title.startswith(("《", "〈")) or not self.title else f"《{self.title}》"
        return " ".join(part for part in (self.number, titled) if part)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A clause or table row (cells joined by tabs) that is assigned to somebody. path: the part and the headings down to its
    clause, as printed: `二、重点任务 › （一）`; eid: the clause's. key: what it is known by in `graph.review.progress`,
    where it was read among all tasks; progress: what its office has noted of it; nth: which of its document's tasks of these words it
    is, from 1."""

    iri: str
    document: WorkDocument
    source: str
    position: int
    text: str
    place: TextPlace = TextPlace()
    parties: tuple[PartyRow, ...] = ()
    limits: tuple[Limit, ...] = ()
    bases: tuple[Basis, ...] = ()
    eid: str = ""
    path: str = ""
    key: str = ""
    progress: Progress | None = None
    nth: int = 1

    def noted(self, document: str) -> Progress:
        """Return what its office has noted of it, or what it would begin with. document: the path of its document below the base."""
        return self.progress or Progress(document, self.text, TaskState.OPEN, nth=self.nth)

    @property
    def state(self) -> TaskState:
        """Return its progress; open where nobody has noted anything."""
        return self.progress.state if self.progress else TaskState.OPEN

    @property
    def anchor(self) -> str:
        """The anchor of its words on the document's page: `task-3`."""
        return f"task-{self.position}"


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A sentence that obliges, forbids or allows. cue: the word that expresses it. bearer: as printed; agencies: the bodies that it
    is."""

    iri: str
    document: WorkDocument
    source: str
    position: int
    modality: str
    sentence: str
    place: TextPlace = TextPlace()
    cue: str = ""
    bearer: str = ""
    condition: str = ""
    agencies: tuple[WorkAgency, ...] = ()
    limits: tuple[Limit, ...] = ()
    bases: tuple[Basis, ...] = ()

    @property
    def anchor(self) -> str:
        """The anchor of the sentence on the document's page: `duty-3`."""
        return f"duty-{self.position}"

    @property
    def cue_start(self) -> int:
        """The offset of the cue in the sentence; -1 where it is unknown, because the graph keeps the word and not its place.

        Found by looking first behind the bearer (各区县要把要求落实 → 3), then for the only occurrence behind the condition or the bearer;
        a word of two characters is seldom part of another. 提出要求，要落实 → -1.
        """
        sentence, cue = self.sentence, self.cue
        if not cue:
            return -1
        if self.bearer and (at := sentence.find(self.bearer + cue)) >= 0:
            return at + len(self.bearer)
        for before in (self.condition, self.bearer, ""):
            after = sentence.find(before) + len(before) if before in sentence else 0
            if sentence.count(cue, after) == 1:
                return sentence.index(cue, after)
        return sentence.find(cue) if len(cue) > 1 else -1


@dataclass(frozen=True, slots=True)
class Work:
    """All of them, in printed order."""

    tasks: tuple[TaskRow, ...]
    limits: tuple[Limit, ...]
    duties: tuple[DutyRow, ...]

    def of_modality(self, modality: str) -> tuple[DutyRow, ...]:
        return tuple(duty for duty in self.duties if duty.modality == modality)

    def __bool__(self) -> bool:
        return bool(self.tasks or self.limits or self.duties)


NOTHING = Work((), (), ())
