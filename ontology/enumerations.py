"""The kinds that the graph and its readers know, each list written once: relation kinds, roles, time kinds, modalities, and so on.

Members are declared in the order in which people see them: in lists, legends, forms, tables and in the Turtle, CSS and message
files. A test compares those files with this module, and another fails where a list of members is written a second time.
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
        """Return the place of a value in display order, from 0. A value that is no member comes last: other stores may have more."""
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
        from ontology.iri import Iris

        return (Iris(base) if base is not None else Iris()).concept(self.scheme, self)


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
    def is_ground(self) -> bool:
        """Return whether the citing document rests on the other."""
        return self in _GROUNDS


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


class PartyRole(ConceptKind, scheme="role"):
    """The role of a party in a task: 牵头, then 配合 (参与, 协助), then 负责 (责任单位, 落实)."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"


class TimeKind(ConceptKind, scheme="time"):
    """Kinds of time limit, the firmest first: by a day; to be reached by then; again and again; so long from an event, or at most."""

    DEADLINE = "deadline"
    TARGET = "target"
    RECURRING = "recurring"
    DURATION = "duration"


class Modality(Enumeration):
    """应当, 不得, 可以: deontic modality (LegalRuleML's Obligation, Prohibition, Permission). The term is the class of the duty."""

    OBLIGATION = "obligation", "zm:Obligation"
    PROHIBITION = "prohibition", "zm:Prohibition"
    PERMISSION = "permission", "zm:Permission"


class DefinitionKind(Enumeration):
    """The kind of a definition: 本办法所称X，是指Y its meaning, （以下简称X） that it is short for a name. The term is the class."""

    DEFINITION = "definition", "zm:Definition"
    ALIAS = "alias", "zm:Alias"


class Side(ConceptKind, scheme="side"):
    """The side that bears a duty: a public body or its staff, or everybody else (citizens, businesses, associations)."""

    AUTHORITY = "authority"
    PERSON = "person"


class MeasureKind(ConceptKind, scheme="measure"):
    """The kind of a measure against whoever commits a breach, from the lightest to the gravest, then what is no penalty of the authority.

    warning: 警告, 通报批评; order: 责令改正; fine: 罚款; confiscate: 没收; suspend: 停产停业, 暂扣许可证; revoke: 吊销; detain: 拘留;
    discipline: 处分; criminal: 刑事责任; civil: 赔偿; other: 代为清理, 强制拆除, 依照《X》处罚.
    """

    WARNING = "warning"
    ORDER = "order"
    FINE = "fine"
    CONFISCATE = "confiscate"
    SUSPEND = "suspend"
    REVOKE = "revoke"
    DETAIN = "detain"
    DISCIPLINE = "discipline"
    CRIMINAL = "criminal"
    CIVIL = "civil"
    OTHER = "other"


class AmountUnit(Enumeration):
    """The unit of a fine's bounds: yuan (ISO 4217 code), or multiples of a value that the text names."""

    YUAN = "CNY"
    TIMES = "times"


class Aim(Enumeration):
    """The aim of a question: what a breach brings, by when or how long, whether one may, whether one must, how much."""

    PENALTY = "penalty"
    TIME = "time"
    PERMISSION = "permission"
    DUTY = "duty"
    AMOUNT = "amount"


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
    """The status of a document on a day, in the order of its life; what is in dispute or unknown comes last. Presumed in force is
    what was signed and what no act or term that is known ends; it is never counted among what holds by a stated fact."""

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


CONCEPT_KINDS: tuple[type[ConceptKind], ...] = (
    RelationKind,
    PartyRole,
    TimeKind,
    Side,
    MeasureKind,
    Status,
    EventKind,
    Claim,
)
"""The lists that are SKOS concept schemes."""


class Severity(Enumeration):
    """The severities of SHACL 1.0 (section 2.1.4), gravest first."""

    VIOLATION = "Violation", "sh:Violation"
    WARNING = "Warning", "sh:Warning"
    INFO = "Info", "sh:Info"

    @property
    def and_graver(self) -> tuple["Severity", ...]:
        """This severity and all graver ones, gravest first."""
        return tuple(Severity)[: self.ordinal + 1]


class IssueSeverity(Enumeration):
    """The severity of an issue that a reading or the check of a draft reports, gravest first. The term is the equal severity of SHACL."""

    ERROR = "error", Severity.VIOLATION.curie
    WARNING = "warning", Severity.WARNING.curie
    INFO = "info", Severity.INFO.curie

    @property
    def as_severity(self) -> Severity:
        return tuple(Severity)[self.ordinal]


class Theme(Enumeration):
    """The theme of a saved question, in the order of the list of questions."""

    VALIDITY = "validity"
    GROUNDS = "grounds"
    TASKS = "tasks"
    DUTIES = "duties"
    AGENCIES = "agencies"
    DOCUMENTS = "documents"
    READING = "reading"


class Engine(Enumeration):
    """The engine that evaluates the constraints of shapes: the store's own engine, as SELECTs, or pySHACL, the reference, on a graph in
    memory."""

    STORE = "store"
    PYSHACL = "pyshacl"


class Language(Enumeration):
    """The languages that users read, Chinese first, as BCP 47 tags. The term is the language in the EU's authority table."""

    ZH = "zh", "lang:ZHO"
    EN = "en", "lang:ENG"


class Field(Enumeration):
    """A field of a published document, in the order of a card: what it is, who issued it to whom, its days, its file, its parts, then what
    is only known beforehand: its themes, where and when it was found, the validity that is claimed of it.
    The term is the property that carries the value."""

    NUMBER = "number", "eli:number"
    TITLE = "title", "dct:title"
    KIND = "kind", "eli:type_document"
    ISSUER = "issuer", "eli:passed_by"
    ADDRESSEE = "addressee", "zm:addressee"
    SIGNED = "signed", "eli:date_document"
    PRINTED = "printed", "eli:date_publication"
    EFFECTIVE = "effective", "eli:first_date_entry_in_force"
    EXPIRES = "expires", "eli:date_no_longer_in_force"
    PART_EFFECTIVE = "part-effective", "zm:firstDayOfPart"
    VERSION = "version", "eli:version_date"
    CLAIMED = "claimed", "zm:claimedStatus"
    REGISTRATION = "registration", "zm:registrationNumber"
    JURISDICTION = "jurisdiction", "eli:jurisdiction"
    GAZETTE = "gazette", "eli:is_part_of"
    INSTRUMENT = "instrument", "zm:issues"
    ATTACHMENT = "attachment", "zm:hasAnnex"
    THEME = "theme", "dct:subject"
    SITE = "site", "zm:site"
    URL = "url", "zm:url"
    RETRIEVED = "retrieved", "zm:retrieved"

    @property
    def holds_day(self) -> bool:
        """Return whether its values in the graph are days."""
        return self in _DAYS

    @property
    def names_resource(self) -> bool:
        """Return whether its values in the graph are resources with a name of their own, rather than literals."""
        return self in _RESOURCES


_DAYS = frozenset(
    {
        Field.SIGNED,
        Field.PRINTED,
        Field.EFFECTIVE,
        Field.EXPIRES,
        Field.PART_EFFECTIVE,
        Field.VERSION,
        Field.RETRIEVED,
    }
)
_RESOURCES = frozenset(
    {
        Field.KIND,
        Field.ISSUER,
        Field.CLAIMED,
        Field.JURISDICTION,
        Field.GAZETTE,
        Field.INSTRUMENT,
        Field.ATTACHMENT,
        Field.THEME,
    }
)


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


class TaskState(Enumeration):
    """The progress of a task, as its office notes it: not begun, under way, done."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"


class SignIn(Enumeration):
    """The way in which people sign in to a shared explorer: a reverse proxy passes their name, or OpenID Connect."""

    PROXY = "proxy"
    OIDC = "oidc"


class Role(Enumeration):
    """The rights of a person in a shared explorer: read, or also add texts and keep questions."""

    READER = "reader"
    EDITOR = "editor"


class ChangeKind(Enumeration):
    """The kind of a change that a build makes: a document is there for the first time, reads otherwise, is gone, has come to an end; a
    task is new."""

    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"
    GONE = "gone"
    TASK = "task"


class Grouping(StrEnum):
    """By what the rows of a report are put together."""

    RULE = "rule"
    DOCUMENT = "document"
