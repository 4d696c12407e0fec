"""What the pages ask of the tasks of a store: which meet a reader's filters, in which order, who works with whom."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.records.ledger import by_date, counting, standing, within
from graph.records.spelling import fold
from graph.records.work import Agency, Document, Limit, Party, Task


@dataclass(frozen=True, slots=True)
class Book:
    """All tasks, and what they can be asked for: parties and documents with the number of their tasks, most first; the years
    in which something is due, latest first."""

    tasks: tuple[Task, ...]
    parties: tuple[tuple[str, int], ...] = ()
    documents: tuple[tuple[Document, int], ...] = ()
    years: tuple[int, ...] = ()

    def of_agency(self, iri: str) -> tuple[Task, ...]:
        return tuple(
            task for task in self.tasks if any(party.agency and party.agency.iri == iri for party in task.parties)
        )


NOTHING = Book(())


def gist(words: str, length: int, sentence: str = "") -> str:
    """The beginning of a task's text, about `length` characters, and `sentence` where the cut would lose it: the sentence of
    its time limit proves the day that the list shows, and often stands last."""
    if len(words) <= length:
        return words
    start = words.find(sentence) if sentence else -1
    end = start + len(sentence)
    if start < 0 or end <= length or len(sentence) > length:
        return f"{words[:length]}…"
    head = words[:end] if start <= length else f"{words[:length]}…{sentence}"
    return head if end == len(words) else f"{head}…"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader asks for; empty values do not narrow.

    agency, other: full names, or parts of names in full or as printed; both have a part in a task. roles: that `agency` has
    one of, or anybody where none is named. document: an IRI, number or title. words: all of them stand in the task, its
    parties' names, its document's title or number. day: the one that `standings` are told by.
    """

    day: date
    agency: str = ""
    other: str = ""
    roles: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    document: str = ""
    words: str = ""
    standings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A task as one line of a list: the limit that counts, the first of its days that is asked for (None where that is not
    known), and how it stands to the reader's day. who: the party under whose name it is listed, if it is."""

    task: Task
    limit: Limit | None
    day: date | None
    standing: str
    who: str = ""


def book(tasks: Sequence[Task]) -> Book:
    parties: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    known: dict[str, Document] = {}
    years: set[int] = set()
    for task in tasks:
        parties.update({party.full for party in task.parties})
        documents[task.document.iri] += 1
        known.setdefault(task.document.iri, task.document)
        years.update(limit.due.year for limit in task.limits if limit.due)
    return Book(
        tuple(tasks),
        tuple(sorted(parties.items(), key=lambda item: (-item[1], item[0]))),
        tuple(
            sorted(((known[iri], count) for iri, count in documents.items()), key=lambda item: (-item[1], item[0].name))
        ),
        tuple(sorted(years, reverse=True)),
    )


def find(known: Book, wanted: Filter) -> list[Task]:
    """The tasks that meet a filter, with those of their limits that lie in its span, as they come."""
    names = {name for name, _ in known.parties}
    words, document = [fold(word) for word in wanted.words.split()], fold(wanted.document)
    found = []
    for task in known.tasks:
        if wanted.document and wanted.document != task.document.iri and document not in _names(task.document):
            continue
        if not _involves(task, wanted.agency, names, wanted.roles) or not _involves(task, wanted.other, names, ()):
            continue
        if words and not _says(task, words):
            continue
        kept = within(task, wanted.since, wanted.until)
        if kept and (not wanted.standings or standing(kept.limits, wanted.day) in wanted.standings):
            found.append(kept)
    return found


def is_called(party: Party, asked: str, names: Iterable[str]) -> bool:
    """Whether a party is the one of that full name; where `names`, the full ones, do not have it, whether it is a part of its."""
    return asked == party.full if asked in names else asked in party.full or asked in party.name


def _involves(task: Task, asked: str, names: set[str], roles: Sequence[str]) -> bool:
    if not asked and not roles:
        return True
    return any((not roles or party.role in roles) and is_called(party, asked, names) for party in task.parties)


def _names(document: Document) -> set[str]:
    return {fold(document.number), fold(document.title)} - {""}


def _says(task: Task, words: Sequence[str]) -> bool:
    parties = (name for party in task.parties for name in (party.full, party.name))
    said = fold("\n".join((task.text, task.document.title, task.document.number, *parties)))
    return all(word in said for word in words)


def lines(tasks: Iterable[Task], wanted: Filter) -> list[Line]:
    """In the order in which they are to be met: within a span by their first day in it, else as `by_date` sees them."""
    if wanted.since is None and wanted.until is None:
        ranked = by_date(tasks, wanted.day)
        return [_line(task, counting(task.limits, wanted.day), None, wanted) for task in ranked]
    found = []
    for task in tasks:
        days = [
            (day, n) for n, limit in enumerate(task.limits) if (day := limit.first_within(wanted.since, wanted.until))
        ]
        day, number = min(days)
        found.append(_line(task, task.limits[number], day, wanted))
    return sorted(found, key=lambda line: line.day or date.max)


def _line(task: Task, limit: Limit | None, day: date | None, wanted: Filter) -> Line:
    return Line(task, limit, day or (limit.due if limit else None), standing(task.limits, wanted.day))


def by_party(found: Sequence[Line], known: Book, wanted: Filter) -> list[Line]:
    """Each line under the name of each of its parties that the filter asks for, by name."""
    names = {name for name, _ in known.parties}
    listed = [
        Line(line.task, line.limit, line.day, line.standing, name)
        for line in found
        for name in dict.fromkeys(
            party.full
            for party in line.task.parties
            if (not wanted.roles or party.role in wanted.roles) and is_called(party, wanted.agency, names)
        )
    ]
    return sorted(listed, key=lambda line: line.who)


@dataclass(frozen=True, slots=True)
class Partner:
    """Who has tasks together with an agency. roles: what the agency is and what the partner is → in how many tasks."""

    agency: Agency
    tasks: int
    roles: tuple[tuple[tuple[str, str], int], ...]


def partners(tasks: Iterable[Task], iri: str) -> tuple[Partner, ...]:
    """Those of an agency's tasks, most tasks first."""
    counts: Counter[Agency] = Counter()
    pairs: dict[Agency, Counter[tuple[str, str]]] = {}
    for task in tasks:
        own = {party.role for party in task.parties if party.agency and party.agency.iri == iri}
        if not own:
            continue
        others = {(party.agency, party.role) for party in task.parties if party.agency and party.agency.iri != iri}
        counts.update({agency for agency, _ in others})
        for agency, role in others:
            pairs.setdefault(agency, Counter()).update((held, role) for held in own)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Partner(agency, count, tuple(sorted(pairs[agency].items(), key=lambda item: (-item[1], item[0]))))
        for agency, count in ranked
    )


def together(tasks: Iterable[Task], agencies: Sequence[str]) -> dict[tuple[str, str], int]:
    """Pairs of the agencies (IRIs), either way round → the tasks in which both have a part; an agency with itself: its tasks."""
    wanted, counts = set(agencies), Counter[tuple[str, str]]()
    for task in tasks:
        held = {party.agency.iri for party in task.parties if party.agency} & wanted
        counts.update((one, other) for one in held for other in held)
    return dict(counts)
