"""The task ledger (台账): what agencies must do, in which role, by when, where that is printed, and on what basis.

A `Book` contains all tasks of a store; a `Filter` narrows them to what a reader asks for. They are listed task by task
(`list_tasks`), or each under the name of every agency that has a part in it (`list_entries`, `list_by_party`).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from graph.records.due import by_date, choose_limit, keep_within, rate
from graph.records.excerpts import join_cells
from graph.records.spelling import fold
from graph.records.work import Limit, PartyRow, TaskRow, WorkDocument
from ontology.enumerations import PartyRole


def _none(iri: str) -> tuple[TaskRow, ...]:
    return ()


@dataclass(frozen=True)
class Book:
    """All tasks, and what they can be asked for: parties and documents with the number of their tasks, most first; the years
    in which something is due, latest first."""

    tasks: Sequence[TaskRow]
    parties: tuple[tuple[str, int], ...] = ()
    documents: tuple[tuple[WorkDocument, int], ...] = ()
    years: tuple[int, ...] = ()
    shares: Mapping[str, int] = field(default_factory=dict)
    """In how many tasks each body (IRI) has a part."""
    of_agency: Callable[[str], Sequence[TaskRow]] = _none
    """Returns the tasks in which a body (IRI) has a part, in their order."""

    @cached_property
    def whole(self) -> tuple[TaskRow, ...]:
        """All tasks, for who goes through them again and again."""
        return tuple(self.tasks)


NO_TASKS = Book(())


@dataclass(frozen=True, slots=True)
class Filter:
    """The conditions by which a reader narrows the ledger; empty values do not narrow.

    agency, other: full names, or parts of names in full or as printed; both have a part in a task. roles: that `agency` has
    one of, or anybody where none is named. document: an IRI, number or title. words: all of them occur in the task, its
    parties' names, its document's title or number. day: the day for which `standings` are computed. states: how far a task is, as its
    office has noted.
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
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as one line of a list: the limit that counts, the first of its days that is asked for (None where that is not
    known), and how it is to the reader's day. who: the party under whose name it is listed, if it is."""

    task: TaskRow
    limit: Limit | None
    day: date | None
    standing: str
    who: str = ""


def build_book(tasks: Sequence[TaskRow]) -> Book:
    parties: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    known: dict[str, WorkDocument] = {}
    years: set[int] = set()
    by_agency: dict[str, list[TaskRow]] = {}
    for task in tasks:
        for iri in {party.agency.iri for party in task.parties if party.agency}:
            by_agency.setdefault(iri, []).append(task)
        parties.update({party.full for party in task.parties})
        documents[task.document.iri] += 1
        known.setdefault(task.document.iri, task.document)
        years.update(limit.due.year for limit in task.limits if limit.due)
    return Book(
        tuple(tasks),
        ranked_parties(parties),
        ranked_documents((known[iri], count) for iri, count in documents.items()),
        tuple(sorted(years, reverse=True)),
        {iri: len(own) for iri, own in by_agency.items()},
        lambda iri: tuple(by_agency.get(iri, ())),
    )


def ranked_parties(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return the names of parties with the number of their tasks, most first."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def ranked_documents(counts: Iterable[tuple[WorkDocument, int]]) -> tuple[tuple[WorkDocument, int], ...]:
    """Return documents with the number of their tasks, most first."""
    return tuple(sorted(counts, key=lambda item: (-item[1], item[0].name, item[0].iri)))


def find_tasks(known: Book, wanted: Filter) -> list[TaskRow]:
    """Return the tasks that meet a filter, with those of their limits that lie in its span, as they come."""
    names = {name for name, _ in known.parties}
    words, document = [fold(word) for word in wanted.words.split()], fold(wanted.document)
    found = []
    for task in known.whole:
        if wanted.document and wanted.document != task.document.iri and document not in _names(task.document):
            continue
        if not _involves(task, wanted.agency, names, wanted.roles) or not _involves(task, wanted.other, names, ()):
            continue
        if (words and not _contains(task, words)) or (wanted.states and task.state not in wanted.states):
            continue
        kept = keep_within(task, wanted.since, wanted.until)
        if kept and (not wanted.standings or rate(kept.limits, wanted.day) in wanted.standings):
            found.append(kept)
    return found


def is_called(party: PartyRow, asked: str, names: Iterable[str]) -> bool:
    """Return whether a party is the one of that full name; where `names`, the full ones, do not have it, whether it is a part of its."""
    return asked == party.full if asked in names else asked in party.full or asked in party.name


def _involves(task: TaskRow, asked: str, names: set[str], roles: Sequence[str]) -> bool:
    if not asked and not roles:
        return True
    return any((not roles or party.role in roles) and is_called(party, asked, names) for party in task.parties)


def _names(document: WorkDocument) -> set[str]:
    return {fold(document.number), fold(document.title)} - {""}


def _contains(task: TaskRow, words: Sequence[str]) -> bool:
    parties = (name for party in task.parties for name in (party.full, party.name))
    said = fold("\n".join((task.text, task.document.title, task.document.number, *parties)))
    return all(word in said for word in words)


def list_tasks(tasks: Iterable[TaskRow], wanted: Filter) -> list[TaskLine]:
    """Return the tasks in the order in which they are to be met: within a span by their first day in it, else as `by_date` sees them."""
    if wanted.since is None and wanted.until is None:
        ranked = by_date(tasks, wanted.day)
        return [_line(task, choose_limit(task.limits, wanted.day), None, wanted) for task in ranked]
    found = []
    for task in tasks:
        days = [
            (day, n) for n, limit in enumerate(task.limits) if (day := limit.first_within(wanted.since, wanted.until))
        ]
        day, number = min(days)
        found.append(_line(task, task.limits[number], day, wanted))
    return sorted(found, key=lambda line: line.day or date.max)


def _line(task: TaskRow, limit: Limit | None, day: date | None, wanted: Filter) -> TaskLine:
    return TaskLine(task, limit, day or (limit.due if limit else None), rate(task.limits, wanted.day))


def list_by_party(found: Sequence[TaskLine], known: Book, wanted: Filter) -> list[TaskLine]:
    """Return each line under the name of each of its parties that the filter asks for, by name."""
    names = {name for name, _ in known.parties}
    listed = [
        TaskLine(line.task, line.limit, line.day, line.standing, name)
        for line in found
        for name in dict.fromkeys(
            party.full
            for party in line.task.parties
            if (not wanted.roles or party.role in wanted.roles) and is_called(party, wanted.agency, names)
        )
    ]
    return sorted(listed, key=lambda line: line.who)


@dataclass(frozen=True, slots=True)
class Entry:
    """One agency's part in one task.

    agency: the full official name; of a group, and of a body of which the text does not say whose it is (`known` is False),
    the printed one. roles: the party roles that it has, in their order. limits: those of the task, or of a span.
    """

    task: TaskRow
    agency: str
    known: bool
    roles: tuple[str, ...]
    limits: tuple[Limit, ...]

    @property
    def document(self) -> WorkDocument:
        return self.task.document

    @property
    def text(self) -> str:
        """The clause, or the row with ` | ` between its cells."""
        return join_cells(self.task.text, " | ")

    @property
    def dues(self) -> tuple[date, ...]:
        """The last days of its limits, earliest first; those of recurring ones are not among them."""
        return tuple(sorted({limit.due for limit in self.limits if limit.due is not None}))


def list_entries(
    tasks: Iterable[TaskRow], agency: str = "", roles: Collection[str] = (), bodies: Collection[str] = ()
) -> tuple[Entry, ...]:
    """Return the part of every agency and group that has `agency` in its name, in full or as printed: by name, then as the tasks come.

    roles: only who has one of them; an empty one does not narrow. bodies: the IRIs of the agencies that `Identity.find_agency`
    gives for the name, which are meant whatever their names look like.
    """
    found: list[Entry] = []
    for task in tasks:
        held: dict[str, list[str]] = {}
        known = {party.full: party.known for party in task.parties}
        for party in task.parties:
            if agency in party.full or agency in party.name or (party.agency and party.agency.iri in bodies):
                held.setdefault(party.full, []).append(party.role)
        for name, own in held.items():
            ranked = tuple(role for role in PartyRole if role in own)
            if not roles or set(roles) & set(ranked):
                found.append(Entry(task, name, known[name], ranked, task.limits))
    return tuple(sorted(found, key=lambda entry: entry.agency))


def narrow_entries(
    found: Iterable[Entry],
    *,
    documents: Collection[str] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Entry, ...]:
    """Return those of the documents (IRIs) and the span (`keep_within`), in their order; None does not narrow."""
    wanted = (entry for entry in found if documents is None or entry.document.iri in documents)
    return tuple(kept for entry in wanted if (kept := keep_within(entry, since, until)) is not None)
