"""The lists that are open at a line of a text: of duties, of acts and of cases. 船长应当遵守下列规定：（一）不得超载 → the point is the
captain's."""

from dataclasses import dataclass, replace

from ingest.extract.spoken import Later, read
from ingest.extract.subjects import Subject
from ingest.extract.unborne import OUTRIGHT
from ingest.model import Duty, Mention, Span
from ingest.rules import table

_WHOLE = ("part", "chapter", "section", "article")  # clauses of these kinds are never items of a list


@dataclass(frozen=True, slots=True)
class ListedActs:
    """A line that opens a list of acts: the duty that its words state, whose points are the norms."""

    duty: Duty

    def point(self, sentence: str, at: int) -> Mention[Duty]:
        """Return the norm of a point without a cue of its own."""
        whole = Span(at, at + len(sentence.rstrip()))
        duty = self.duty
        point = Duty(duty.modality, whole, duty.cue, duty.bearer, duty.bearer_at, duty.condition, lead=duty.sentence)
        return Mention(whole, f"duties.{duty.modality}", point)

    def borne(self, mention: Mention[Duty], text: str) -> Mention[Duty]:
        """Return the norm of a point with a cue of its own: a ban that names nobody binds whom the opening line binds (经营者应当遵守下列
        规定：（一）禁止吸烟); an order of an authority binds others (可以作出下列决定：（一）禁止夜航)."""
        ban, duty = mention.value, self.duty
        if ban.bearer is not None or duty.bearer is None or not OUTRIGHT.whole(ban.cue.slice(text)):
            return mention
        if table("duties")["proclaiming"].find(duty.sentence.slice(text)):
            return mention
        return replace(mention, value=replace(ban, bearer=duty.bearer, bearer_at=duty.bearer_at))


class Lists:
    """The lists that are open at a line, each with the subject of the line that opened it."""

    def __init__(self) -> None:
        self._opened: tuple[str, Subject] | None = None  # by the line before: (kind of its marker, its subject)
        self._open: dict[str, tuple[str, Subject]] = {}  # by the kind of the items' markers
        self._led: tuple[str, ListedActs] | None = (
            None  # the last list of acts: (kind of the marker of its line, its norm)
        )
        self._items = ""  # the kind of marker of that list's points, once the first is there
        self._outside: tuple[Subject | Later | None] | None = None  # the subject before the list that is open
        self._cases: str | None = None  # the kind of marker of the line that opened a list of cases

    def begin(self, kind: str, subject: Subject | Later | None) -> Subject | Later | None:
        """Begin a clause with a marker of this kind and return the subject that it inherits. A clause of the same kind as the line
        that opened a list ends that list. subject: of the line before."""
        if kind in _WHOLE:
            self._outside = None
        elif self._outside is None:
            self._outside = (subject,)
        self._open = {items: told for items, told in self._open.items() if told[0] != kind}
        if kind in _WHOLE:
            self._open.clear()
        if self._opened is not None and self._opened[0] != kind:
            self._open[kind] = self._opened
        self._opened = None
        return self._open[kind][1] if kind in self._open else None

    def leave(self, subject: Subject | Later | None) -> Subject | Later | None:
        """Begin a line without a marker and return the subject that it inherits: behind a list that of the line before the list.
        subject: of the line before."""
        if self._outside is not None:
            subject, self._outside = self._outside[0], None
        return subject

    def lead(self, kind: str, acts: ListedActs) -> None:
        """Note that a line with this kind of marker opens a list of acts."""
        self._led, self._items = (kind, acts), ""

    def acts(self, kind: str) -> ListedActs | None:
        """Return the list of acts in which a line with this kind of marker is a point; a line without one ends the list."""
        if self._led is None:
            return None
        if not kind or kind in _WHOLE or kind == self._led[0]:
            self._led = None
            return None
        self._items = self._items or kind
        return self._led[1] if kind == self._items else None

    def open_cases(self, line: str, kind: str) -> None:
        """Note whether a line opens a list of cases; one without a marker, or with that of the opening line, ends it."""
        if table("duties")["cases"].find(line):
            self._cases = kind
        elif not kind or kind in _WHOLE or kind == self._cases:
            self._cases = None

    def is_case(self, kind: str) -> bool:
        """Test whether a line with this kind of marker is a point of a list of cases."""
        return self._cases is not None and kind not in ("", self._cases, *_WHOLE)

    def end(self, line: str, kind: str, subject: Subject | Later | None, at: int) -> None:
        """End a line, which begins at `at`: note whether it opens a list of duties (and not of cases, papers or conditions), by what it
        says or as the heading of somebody's duties."""
        rules = table("duties")
        opener = read(subject) if rules["opening"].find(line) is not None else None
        heading = rules["heading-of-duties"].whole(line.strip()) if opener is None else None
        if heading is not None and rules["subject-end"].find(heading["name"]):
            start = at + line.find(heading["name"])
            opener = Subject(heading["name"], Span(start, start + len(heading["name"])))
        self._opened = (kind, opener) if opener is not None else None
