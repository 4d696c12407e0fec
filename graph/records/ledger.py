"""The task ledger (台账): what agencies must do, in which role, by when, where that is printed, and on what basis.

`entries` gives each agency its part in each task, `select` narrows them; how a task stands to a day, and on which days of a
span something is due, is told here too. `graph/export/ledger.py` writes it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from graph.records.work import Document, Limit, Task
from ontology.enumerations import PartyRole

STANDINGS = ("coming", "recurring", "past", "undated")
"""How a task stands to a day, in the order in which they are shown: what can still be met comes first."""
_CELL = " | "


@dataclass(frozen=True, slots=True)
class Entry:
    """One agency's part in one task.

    agency: the full official name; of a group, and of a body of which the text does not tell whose it is (`known` is False),
    the printed one. roles: the party roles that it has, in their order. limits: those of the task, or of a span.
    """

    task: Task
    agency: str
    known: bool
    roles: tuple[str, ...]
    limits: tuple[Limit, ...]

    @property
    def document(self) -> Document:
        return self.task.document

    @property
    def text(self) -> str:
        """The clause, or the row with ` | ` between its cells."""
        return cells(self.task.text)

    @property
    def dues(self) -> tuple[date, ...]:
        """The last days of its limits, earliest first; those of recurring ones are not among them."""
        return tuple(sorted({limit.due for limit in self.limits if limit.due is not None}))


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which something is due."""

    day: date
    task: Task
    limit: Limit


_Limited = TypeVar("_Limited", Task, Entry)


def entries(
    tasks: Iterable[Task], agency: str = "", roles: Collection[str] = (), bodies: Collection[str] = ()
) -> tuple[Entry, ...]:
    """The part of every agency and group that has `agency` in its name, in full or as printed: by name, then as the tasks come.

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


def select(
    found: Iterable[Entry],
    *,
    documents: Collection[str] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Entry, ...]:
    """Those of the documents (IRIs) and the span (`within`), in their order; None does not narrow."""
    wanted = (entry for entry in found if documents is None or entry.document.iri in documents)
    return tuple(kept for entry in wanted if (kept := within(entry, since, until)) is not None)


def within(item: _Limited, since: date | None, until: date | None) -> _Limited | None:
    """The task or entry with those of its limits that have a day in the span (both ends in it); None if there are none.

    What has no date is in no span. Without any end it stays as it is.
    """
    if since is None and until is None:
        return item
    kept = tuple(limit for limit in item.limits if limit.first_within(since, until))
    return replace(item, limits=kept) if kept else None


def counting(limits: Sequence[Limit], day: date) -> Limit | None:
    """The time limit that counts on `day`: the next one that is due, else what recurs, else the last one that was; else any."""
    dated = sorted((limit for limit in limits if limit.due), key=lambda limit: limit.due or day)
    coming = [limit for limit in dated if limit.due and limit.due >= day]
    recurring = [limit for limit in limits if limit.rule]
    return next(iter([*coming, *recurring, *reversed(dated), *limits]), None)


def standing(limits: Sequence[Limit], day: date) -> str:
    """One of STANDINGS."""
    limit = counting(limits, day)
    if limit is None or not (limit.due or limit.rule):
        return "undated"
    if limit.due is None:
        return "recurring"
    return "coming" if limit.due >= day else "past"


def by_date(items: Iterable[_Limited], day: date) -> list[_Limited]:
    """Seen from `day`: what is due next first, then what recurs, what is past (the latest first), what has no date."""
    groups: dict[str, list[_Limited]] = {name: [] for name in STANDINGS}
    for item in items:
        groups[standing(item.limits, day)].append(item)

    def due(item: _Limited) -> date:
        limit = counting(item.limits, day)
        return limit.due if limit and limit.due else date.min

    groups["coming"].sort(key=due)
    groups["recurring"].sort(key=lambda item: next((limit.rule for limit in item.limits if limit.rule), ""))
    groups["past"].sort(key=due, reverse=True)
    return [item for name in STANDINGS for item in groups[name]]


def dues(tasks: Iterable[Task], since: date, until: date) -> list[Due]:
    """What is due on which day of a span, both ends in it; a recurring limit on each of its days. A task once a day."""
    found = {
        (day, number): Due(day, task, limit)
        for number, task in enumerate(tasks)
        for limit in reversed(task.limits)
        for day in limit.days(since, until)
    }
    return [due for _, due in sorted(found.items())]


def cells(text: str) -> str:
    """A row's cells in one line: `1 | 修缮东堤护栏`; other texts as they are, but for the blanks around them."""
    return _CELL.join(cell.strip() for cell in text.split("\t") if cell.strip())
